"""Hosts that asked to wait, by 429, 503 and Retry-After: what is kept of it from one run to the next."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

UNNAMED_WAIT = 600.0
"""Seconds that a host is left alone which asks to wait and doesn't say how long."""

MOST_HOLDS = 10_000
"""Hosts that are remembered; of more, those that asked to wait longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A host that nobody asks before a time: no feed, no page, no redirect."""

    host: str
    until: datetime
    status: int  # of the answer that asked to wait
    over: bool = False  # it is past; nothing but this is to be known of it


def wait_of(retry_after: float | None, elapsed: float, most: float) -> float:
    """Seconds from a round's as-of for which a host is left alone that asked to wait ``elapsed`` seconds after that.

    In whole minutes more than it said: never a second too early by its clock, and the same however fast the answers came. ``most``:
    seconds that it is left alone at most from its answer on, whatever it says.

    >>> wait_of(120, 3.2, 86_400), wait_of(None, 70.0, 86_400), wait_of(1e9, 0, 86_400), wait_of(1e9, 0, 6)
    (180.0, 720.0, 86460.0, 12.0)
    """
    asked = min(UNNAMED_WAIT if retry_after is None else max(retry_after, 0.0), most)
    step = max(1, min(60, math.ceil(most)))
    return float(step * (math.floor(elapsed / step) + 1) + math.ceil(asked))


def lateness(as_of: datetime, now: datetime) -> float:
    """Seconds by which a round as of a time is begun later than that; 0 where the as-of is no time of today's, so that nobody can tell.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    >>> [lateness(noon, noon + timedelta(hours=hours)) for hours in (-1, 0.5, 300)]
    [0.0, 1800.0, 0.0]
    """
    late = (now - as_of).total_seconds()
    return late if 0 <= late <= 86_400 else 0.0


def hold_of(host: str, status: int, wait: float, as_of: datetime) -> Hold | None:
    """What an answer of a round as of a time says about its host; ``wait`` is ``wait_of``'s, 0 where it doesn't ask to wait."""
    return Hold(host=host, until=as_of + timedelta(seconds=wait), status=status) if host and status and wait else None


def seconds_left(holds: Mapping[str, Hold], as_of: datetime) -> dict[str, float]:
    """By host, the seconds from a time on for which it is not to be asked."""
    return {host: left for host, hold in holds.items() if not hold.over and (left := (hold.until - as_of).total_seconds()) > 0}


def is_held(host: str, holds: Mapping[str, Hold], as_of: datetime) -> bool:
    """Whether a host is not to be asked as of a time."""
    return (hold := holds.get(host)) is not None and not hold.over and hold.until > as_of


def longest(holds: Iterable[Hold]) -> dict[str, Hold]:
    """Of several holds of one host that which ends last, by host."""
    return {hold.host: hold for hold in sorted(holds, key=lambda hold: (hold.until, hold.status))}


def next_holds(before: Mapping[str, Hold], found: Iterable[Hold], as_of: datetime) -> list[Hold]:
    """The rows that an edition writes, by host: what asked to wait anew, and longer than is known, and what is over."""
    now = {host: hold for host, hold in before.items() if not hold.over and hold.until > as_of}
    for hold in longest(found).values():
        if hold.until > as_of and (hold.host not in now or now[hold.host].until < hold.until):
            now[hold.host] = hold
    kept = sorted(now.values(), key=lambda hold: (hold.until, hold.host), reverse=True)[:MOST_HOLDS]
    rows = {hold.host: hold for hold in kept}
    ended = [replace(hold, over=True) for host, hold in before.items() if host not in rows and not hold.over]
    return sorted([hold for host, hold in rows.items() if before.get(host) != hold] + ended, key=lambda hold: hold.host)
