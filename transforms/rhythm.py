"""When a feed is asked next: by how often it has brought something new, and by what it and its server ask for.

The rate of arrivals is that of a Poisson process, estimated from new entries and the time in which they came, both of which fade with a
half-life of a week, so that a feed which falls asleep or wakes up is found out within days. Intervals grow with the square root of the
mean time between entries: of all ways to spend a number of requests on many feeds that makes the sum of all entries' delays least
(docs/decisions/poll-rhythm.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from math import sqrt

from connectors.records import Cursor

HALF_LIFE = 7 * 86_400.0
"""Seconds after which what was seen counts half."""

EXPECTED = 0.25
"""New entries that a poll brings on average of a feed that is just busy enough to be asked as often as may be."""

PRIOR = 0.02
"""Entries that a feed is taken to have brought before anything is known of it, at the rate of a busy one."""

JITTER = 0.2
"""Part of a wait by which feeds of one rhythm lie apart."""


def learn(cursor: Cursor, new: int, as_of: datetime, published: Iterable[datetime | None] = ()) -> Cursor:
    """The cursor, which is still that of the poll before, after an answer that brought so many new entries.

    Of a feed whose rhythm isn't known yet, when its entries were ``published`` tells it.
    """
    if not cursor.watched and (dates := [date for date in published if date is not None and date <= as_of]):
        since = max(as_of - timedelta(seconds=HALF_LIFE), min(dates))  # what came before the oldest that is listed, nobody knows
        arrived = sum(date >= since for date in dates)
        return replace(cursor, arrivals=float(arrived), watched=round((as_of - since).total_seconds(), 1))
    if cursor.read is None:  # and of its first reading nobody knows how long it has stood there
        return cursor
    seconds = max(0.0, (as_of - cursor.checked).total_seconds())
    keep = 0.5 ** (seconds / HALF_LIFE)
    return replace(cursor, arrivals=round(cursor.arrivals * keep + new, 3), watched=round(cursor.watched * keep + seconds, 1))


def next_poll(cursor: Cursor, as_of: datetime, shortest: float, longest: float, fresh: float = 0.0) -> datetime:
    """When a feed that gave a good answer as of a time is asked again: ``shortest`` to ``longest`` seconds later; at once, where
    ``shortest`` is 0.

    ``fresh``: seconds for which its server says that asking brings nothing. That, and what its document says, is heeded as long as
    no entry can come and go unseen meanwhile; a period in which it has shown itself to bring more than one entry is not.
    """
    if not shortest:
        return as_of
    longest = max(shortest, longest)
    busy = EXPECTED / shortest
    rate = (cursor.arrivals + PRIOR) / (cursor.watched + PRIOR / busy)
    turnover = max(1, cursor.listed) / rate / 2
    asked = max(fresh, float(cursor.ttl), float(cursor.period) if cursor.period * rate <= 1 else 0.0)
    wait = min(max(shortest * sqrt(busy / rate), min(asked, turnover), shortest), longest)
    wait += (wait - shortest) * JITTER * _place(cursor.feed)
    due = as_of + timedelta(seconds=round(min(wait, longest)))
    return _past_skips(due, cursor.skips, as_of + timedelta(seconds=longest))


def _past_skips(due: datetime, skips: tuple[int, ...], latest: datetime) -> datetime:
    """The first time that is not skipped, if it comes before the latest."""
    hours = frozenset(skips)
    moved = due
    while moved.weekday() * 24 + moved.hour in hours:
        moved = moved.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        if moved >= latest:
            return max(due, latest)
    return moved


def _place(feed: str) -> float:
    """0 to 1, the same for a feed always."""
    return int.from_bytes(hashlib.sha256(feed.encode()).digest()[:4], "big") / 2**32
