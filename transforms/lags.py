"""How long stories took from their publication to their bundle: counted by bounds, so that the figures of many workers add up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

BOUNDS = (5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400)
"""Seconds. A feed that is asked every ten minutes and an edition every quarter of an hour lie in the middle."""


@dataclass(frozen=True, slots=True)
class Lags:
    """Lags of some stories: how many up to each bound and above the one before, those beyond the last at the end, and their sum."""

    counts: tuple[int, ...] = (0,) * (len(BOUNDS) + 1)
    milliseconds: int = 0


def measure_lags(published: Iterable[datetime], now: datetime) -> Lags:
    """The lags of stories that are in the store now. One that says of itself that it comes from the future has none.

    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    >>> measure_lags([datetime(2026, 3, 1, 11, 59, 50, tzinfo=UTC), datetime(2026, 3, 1, 12, 5, tzinfo=UTC)], at)
    Lags(counts=(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), milliseconds=10000)
    """
    counts, total = [0] * (len(BOUNDS) + 1), 0
    for time in published:
        lag = max(0.0, (now - time).total_seconds())
        counts[bisect_left(BOUNDS, lag)] += 1
        total += round(lag * 1000)
    return Lags(tuple(counts), total)


def lag_values(lags: Lags) -> Iterator[tuple[str, int]]:
    """The lags as named integers, which counters of workers can carry."""
    for place, number in enumerate(lags.counts):
        if number:
            yield f"{place}", number
    if lags.milliseconds:
        yield "milliseconds", lags.milliseconds


def lags_of(values: Mapping[str, int]) -> Lags:
    """The inverse of ``lag_values``.

    >>> lags_of(dict(lag_values(Lags((0,) * 13 + (2,), 7)))) == Lags((0,) * 13 + (2,), 7)
    True
    """
    return Lags(tuple(values.get(f"{place}", 0) for place in range(len(BOUNDS) + 1)), values.get("milliseconds", 0))
