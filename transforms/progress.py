"""Counts of what passes each stage: a Beam counter for the runner, and one of this process for the terminal.

``count`` is called inside DoFns, once an element or a batch. The process-local numbers are only for display:
on a runner with other workers they stay in those workers, and Beam's counters tell the sum. Nothing published
is computed from either.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from typing import Any

NAMESPACE = "newsheaf"

_lock = threading.Lock()
_counts: Counter[str] = Counter()
_beam: dict[str, Any] = {}


def count(stage: str, n: int = 1) -> None:
    """Add ``n`` items to what ``stage`` has done.

    Outside Beam (a notebook, ``newsheaf extract``) only the process-local count moves: this module never imports
    Beam itself, since whoever runs in a DoFn has it loaded already.
    """
    with _lock:
        _counts[stage] += n
    if "apache_beam" in sys.modules:
        counter = _beam.get(stage)
        if counter is None:
            from apache_beam.metrics import Metrics

            counter = _beam[stage] = Metrics.counter(NAMESPACE, stage)
        counter.inc(n)


def snapshot() -> dict[str, int]:
    """What each stage has done in this process since the last reset, by stage name."""
    with _lock:
        return dict(sorted(_counts.items()))


def reset() -> None:
    """Start counting from nothing, as each run does."""
    with _lock:
        _counts.clear()
