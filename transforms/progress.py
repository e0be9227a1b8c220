"""Counts of what passes each stage: a Beam counter for the runner, and one of this process for the terminal.

``count`` is called inside DoFns, once an element or a batch. The process-local numbers are only for display:
on a runner with other workers they stay in those workers, and Beam's counters tell the sum. Nothing published
is computed from either.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from typing import Any

NAMESPACE = "newsheaf"

_lock = threading.Lock()
_counts: Counter[str] = Counter()
_first: dict[str, float] = {}
_last: dict[str, float] = {}
_beam: dict[str, Any] = {}


def count(stage: str, n: int = 1) -> None:
    """Add ``n`` items to what ``stage`` has done.

    Outside Beam (a notebook, ``newsheaf extract``) only the process-local count moves: this module never imports
    Beam itself, since whoever runs in a DoFn has it loaded already.
    """
    now = time.monotonic()
    with _lock:
        _counts[stage] += n
        _first.setdefault(stage, now)
        _last[stage] = now
    if "apache_beam" in sys.modules:
        counter = _beam.get(stage)
        if counter is None:
            from apache_beam.metrics import Metrics

            counter = _beam[stage] = Metrics.counter(NAMESPACE, stage)
        counter.inc(n)


def begin(stage: str) -> None:
    """The stage sets to work: its seconds count from here, not from its first item."""
    now = time.monotonic()
    with _lock:
        _first.setdefault(stage, now)
        _last.setdefault(stage, now)


def snapshot() -> dict[str, int]:
    """What each stage has done in this process since the last reset, by stage name."""
    with _lock:
        return dict(sorted(_counts.items()))


def spans() -> dict[str, float]:
    """Seconds from the beginning (else the first item) to the last item of each stage in this process, in the order in which they began.

    What comes before the colon of a counted name is the stage: "poll: rejects" is of "poll". Stages work side by side, so spans overlap.
    """
    with _lock:
        first, last = dict(_first), dict(_last)
    begun: dict[str, float] = {}
    ended: dict[str, float] = {}
    for name in first:
        stage = name.partition(":")[0]
        begun[stage] = min(first[name], begun.get(stage, first[name]))
        ended[stage] = max(last[name], ended.get(stage, last[name]))
    return {stage: ended[stage] - begun[stage] for stage in sorted(begun, key=lambda stage: (begun[stage], stage))}


def reset() -> None:
    """Start counting from nothing, as each run does."""
    with _lock:
        _counts.clear()
        _first.clear()
        _last.clear()
