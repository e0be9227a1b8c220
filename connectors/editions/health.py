"""How a feed stands: the row of tables/feeds, which says for everybody what its cursor says for newsheaf alone."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from connectors.records import Cursor, FeedStatus

WEEK = 7  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One feed as of the edition that last had something to tell of it."""

    id: str  # its URL as the feed list gives it
    url: str = ""  # where it is now, after permanent redirects
    title: str = ""
    category: str = ""
    listed: bool = True
    unlisted: datetime | None = None  # as-of of the first edition whose lists lack it
    status: FeedStatus | None = None  # of the last poll
    reason: str = ""  # why it was deferred or failed
    trouble_since: datetime | None = None  # as-of of the first of the polls in a row that failed or were deferred
    failing: bool = False  # it, or its host, gave no good answer when last asked
    failures: int = 0  # polls in a row
    gone: bool = False
    last_poll: datetime
    last_success: datetime | None = None
    last_story: datetime | None = None
    next_poll: datetime | None = None  # None: not asked any more
    stories_7d: int = 0
    lag_seconds: int | None = None  # from publication to first sight; None when it is not known
    edition: str


def feed_row(cursor: Cursor, as_of: datetime, edition: str) -> FeedRow:
    """How a feed stands as of a time."""
    return FeedRow(
        id=cursor.feed, url=cursor.url, title=cursor.title, category=cursor.category, listed=cursor.unlisted is None,
        unlisted=cursor.unlisted, status=cursor.status, reason=cursor.note, trouble_since=cursor.trouble_since,
        failing=cursor.failing, failures=cursor.failures, gone=cursor.gone, last_poll=cursor.checked, last_success=cursor.succeeded,
        last_story=cursor.published, next_poll=None if cursor.unlisted else cursor.due,
        stories_7d=sum(n for day, n in cursor.stories if in_week(day, as_of)),
        lag_seconds=round(median(cursor.lags)) if cursor.lags else None, edition=edition,
    )  # fmt: skip


def in_week(day: date, as_of: datetime) -> bool:
    """Whether a day is one of the seven that end with the as-of's.

    >>> at = datetime(2026, 3, 9, 12)
    >>> in_week(date(2026, 3, 3), at), in_week(date(2026, 3, 2), at)
    (True, False)
    """
    return as_of.date() - day < timedelta(days=WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubledFeed:
    """A feed that failed or was deferred, as summaries and logs name it."""

    feed: str
    status: FeedStatus  # deferred; failed: as of its last answer, which may have been an earlier edition's
    reason: str
    since: datetime | None = None  # as-of of the first of the polls in a row; None when an older newsheaf noted none
    next_poll: datetime | None = None  # None: not asked any more


@dataclass(frozen=True, slots=True)
class Trouble:
    """The feeds that an edition has to complain of: the first few by name, and how many more there are."""

    feeds: tuple[TroubledFeed, ...] = ()
    more: int = 0


NO_TROUBLE = Trouble()

MOST_NAMED = 20
"""Feeds that a summary names: what fits a screen."""


def trouble_of(rows: Iterable[FeedRow], asked: Collection[str] | None = None) -> Trouble:
    """The feeds among the rows that fail or were deferred: those ``asked`` by this edition (None: all) first, what is newest first."""
    rows = (row for row in rows if row.listed)
    found = [row for row in rows if row.failing or (row.status == "deferred" and (asked is None or row.id in asked))]

    def order(row: FeedRow) -> tuple[bool, bool, float, str]:
        since = row.trouble_since.timestamp() if row.trouble_since else 0.0
        return asked is not None and row.id not in asked, not row.failing, -since, row.id

    named = [
        TroubledFeed(
            feed=row.id, status="deferred" if row.status == "deferred" else "failed", reason=row.reason, since=row.trouble_since,
            next_poll=row.next_poll,
        )
        for row in heapq.nsmallest(MOST_NAMED, found, key=order)
    ]  # fmt: skip
    return Trouble(tuple(named), len(found) - len(named))
