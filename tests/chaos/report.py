"""What a run under faults came to: gaps between editions, delays of stories, memory of processes; plain figures of plain records."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

SETTLED = 30.0
"""Seconds after the start of a process in which what it weighs says nothing yet."""

ENOUGH = 12
"""Settled samples below which nothing is said: a run of two minutes proves nothing of memory."""

MOST_GROWTH = 1.3
"""How much heavier the last third of a run may be than its middle third, besides what live stories weigh."""


@dataclass(frozen=True, slots=True)
class Done:
    """A fault that was done, and how far the store was behind its sources. All times in seconds since the epoch."""

    kind: str
    at: float
    behind: int  # items, before it
    note: str = ""
    caught_up: float = math.nan  # when no more was waiting than before it


@dataclass(frozen=True, slots=True)
class Gap:
    kind: str
    at: float
    next: float  # seconds to the next edition
    longest: float  # seconds between two editions after it and before the next fault
    note: str


def gaps(faults: Sequence[Done], editions: Iterable[float], end: float) -> list[Gap]:
    """For each fault how long editions kept away.

    >>> [(gap.next, gap.longest) for gap in gaps([Done("worker", 12.0, 0), Done("cancel", 45.0, 0)], [10.0, 15.0, 40.0, 62.0], 70.0)]
    [(3.0, 25.0), (17.0, 17.0)]
    """
    times = sorted(editions)
    found = []
    for number, fault in enumerate(faults):
        until = faults[number + 1].at if number + 1 < len(faults) else end
        after = [time for time in times if fault.at <= time]
        longest = max(b - a for a, b in pairwise([fault.at, *(time for time in after if time < until), until]))
        found.append(Gap(fault.kind, fault.at, after[0] - fault.at if after else math.nan, longest, fault.note))
    return found


def quantiles(values: Iterable[float], parts: Sequence[float] = (0.5, 0.9, 0.99, 1.0)) -> list[float]:
    """The values that such parts of all don't exceed; nothing of nothing.

    >>> quantiles(range(1, 101))
    [50, 90, 99, 100]
    """
    ordered = sorted(values)
    return [ordered[max(0, math.ceil(part * len(ordered)) - 1)] for part in parts] if ordered else []


@dataclass(frozen=True, slots=True)
class Sample:
    at: float
    life: float  # seconds that the process has lived
    megabytes: float
    live: int  # stories published so far


@dataclass(frozen=True, slots=True)
class Memory:
    """What a kind of process weighed in the middle and in the last third of the run, in MB, and at most."""

    middle: float
    last: float
    most: float
    allowed: float
    live: tuple[int, int] = (0, 0)  # stories, in the middle third and in the last

    @property
    def flat(self) -> bool:
        return math.isnan(self.last) or self.last <= self.allowed


def memory_of(samples: Sequence[Sample], per_story: float = 0.0) -> Memory:
    """Medians of the thirds by time, of processes that have settled; what ``per_story`` says (MB) is allowed to the stories that came.

    >>> memory_of([Sample(at, 60, 100 + at / 10, int(at)) for at in range(0, 300, 10)], 0.1)
    Memory(middle=114.5, last=124.5, most=129.0, allowed=158.85, live=(145, 245))
    """
    settled = [sample for sample in samples if sample.life >= SETTLED]
    if len(settled) < ENOUGH:
        return Memory(math.nan, math.nan, max((sample.megabytes for sample in samples), default=math.nan), math.nan)
    begin, end = samples[0].at, samples[-1].at
    third = (end - begin) / 3
    middle = [sample for sample in settled if begin + third <= sample.at < end - third] or settled
    last = [sample for sample in settled if sample.at >= end - third] or settled
    weight, live = median(s.megabytes for s in middle), (round(median(s.live for s in middle)), round(median(s.live for s in last)))
    allowed = MOST_GROWTH * weight + per_story * (live[1] - live[0])
    return Memory(weight, median(s.megabytes for s in last), max(s.megabytes for s in samples), allowed, live)


def table(title: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as Markdown.

    >>> print(table(("a", "b"), [(1, 2.0)]))
    | a | b |
    |---|---|
    | 1 | 2.0 |
    """
    lines = [title, ["---"] * len(title), *rows]
    return "\n".join("|" + "|".join(f" {cell} " if cell != "---" else "---" for cell in line) + "|" for line in lines)


def by_kind(values: Mapping[str, Sequence[float]]) -> list[tuple[str, str]]:
    """Each kind with its values, the shortest first.

    >>> by_kind({"worker": [13.2, 12.0]})
    [('worker', '12, 13')]
    """
    return [(kind, ", ".join(f"{value:.0f}" for value in sorted(each))) for kind, each in sorted(values.items())]
