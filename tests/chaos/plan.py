"""Which faults come when: drawn by dice that a seed sets, so that a run can be had again."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

TWENTY_MINUTES = {"taskmanager": 5, "worker": 5, "worker-pool": 3, "minio": 3, "jobmanager": 1, "stop": 1, "cancel": 1}
"""How often each comes in twenty minutes. "stop" is ``newsheaf stream --stop`` and a start at another parallelism, "cancel" a job that Flink
was told to end and that is started anew."""

CALM = 0.15
"""Part of the run, at its end, in which nothing is done to it any more: what it weighs and how late it is undisturbed."""


@dataclass(frozen=True, slots=True)
class Fault:
    at: float  # seconds after the first edition; or later, where the stream is still behind
    kind: str
    seconds: float = 0.0  # that the store stays away


def draw_plan(minutes: float, dice: random.Random, counts: Mapping[str, int] | None = None) -> list[Fault]:
    """The faults of a run in their order, each somewhere in the first half of a time of its own.

    >>> [fault.kind for fault in draw_plan(2, random.Random(1), {"worker": 2, "minio": 1})]
    ['worker', 'worker', 'minio']
    """
    chosen = scaled(minutes) if counts is None else counts
    kinds = [kind for kind, number in sorted(chosen.items()) for _ in range(number)]
    dice.shuffle(kinds)
    span = minutes * 60 * (1 - CALM) / max(1, len(kinds))
    return [
        Fault(round((turn + dice.uniform(0, 0.5)) * span, 1), kind, round(dice.uniform(10, 60), 1) if kind == "minio" else 0.0)
        for turn, kind in enumerate(kinds)
    ]


def scaled(minutes: float) -> dict[str, int]:
    """How often each fault comes in so many minutes, the most frequent ones at least once.

    >>> scaled(4)
    {'taskmanager': 1, 'worker': 1, 'worker-pool': 1, 'minio': 1, 'jobmanager': 0, 'stop': 0, 'cancel': 0}
    """
    return {kind: max(1 if number > 1 else 0, round(number * minutes / 20)) for kind, number in TWENTY_MINUTES.items()}
