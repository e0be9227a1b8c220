"""What a stream asks next: the feeds that are due and the pending items, less what has been asked and is not published yet.

Ticks are only a clock. What is due is decided against the store's newest edition and what is in flight, so lost, doubled or late ticks do
no harm, and no feed is asked twice while its answer waits for its edition. What is in flight is known to one process alone; where that
is lost, feeds are asked again, which costs requests and changes nothing that is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.editions.tables import edition_time
from connectors.holds import Hold
from connectors.records import Cursor, Feed, Pending
from connectors.web.pacing import NOT_ASKED
from transforms.fetch import is_page_held
from transforms.outcomes import Due, PollSettings
from transforms.poll import NO_HOLDS, select_due

MOST_WINDOWS = 2
"""Windows in flight: with so many unpublished nothing is asked, so that what waits stays bounded."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask at a tick."""

    feeds: tuple[Due, ...] = ()
    pending: tuple[Pending, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.feeds or self.pending)


class Flight:
    """What has been asked, by whom it was asked for and when, until an edition accounts for it."""

    def __init__(self, window: timedelta, patience: timedelta) -> None:
        """``window``: between two editions. ``patience``: after so long an answer is taken for lost, and asked for again."""
        self._window, self._patience = window, patience
        self._feeds: dict[str, datetime] = {}
        self._items: dict[str, datetime] = {}

    def land(self, cursors: Mapping[str, Cursor], pending: Iterable[Pending], now: datetime) -> None:
        """Forget what the newest edition accounts for, and what was lost."""
        waiting = {p.id: edition_time(p.edition) for p in pending} if self._items else {}
        self._feeds = {
            feed: at for feed, at in self._feeds.items()
            if now - at < self._patience and not ((cursor := cursors.get(feed)) and cursor.checked >= at)
        }  # fmt: skip
        self._items = {id: at for id, at in self._items.items() if now - at < self._patience and id in waiting and waiting[id] < at}

    def rewind(self, to: datetime) -> None:
        """Forget what was asked after a time: the runner went back to it, and what was under way is gone."""
        self._feeds = {feed: at for feed, at in self._feeds.items() if at <= to}
        self._items = {id: at for id, at in self._items.items() if at <= to}

    def _windows(self) -> set[float]:
        """The windows that have something in flight."""
        return {self._window_of(at) for at in (*self._feeds.values(), *self._items.values())}

    def _window_of(self, at: datetime) -> float:
        return at.timestamp() // self._window.total_seconds()

    def ask(
        self, feeds: Iterable[Feed], cursors: Mapping[str, Cursor], pending: Sequence[Pending], tick: datetime, settings: PollSettings,
        holds: Mapping[str, Hold] = NO_HOLDS,
    ) -> Asked:  # fmt: skip
        """What to ask as of a tick, which is in flight from now on; nothing while too many windows are, and no host in ``holds``."""
        self.land(cursors, pending, tick)
        if len(self._windows() - {self._window_of(tick)}) >= MOST_WINDOWS:
            return Asked()
        due = [one for one in select_due(feeds, cursors, tick, holds=holds) if one[0].url not in self._feeds]
        again = (p for p in pending if p.id not in self._items and is_due_again(p, tick, settings))
        items = [p for p in again if not (p.entry and is_page_held(p.entry, holds, tick))]
        self._feeds |= {feed.url: tick for feed, _ in due}
        self._items |= {p.id: tick for p in items}
        return Asked(tuple(due), tuple(items))


def is_due_again(pending: Pending, tick: datetime, settings: PollSettings) -> bool:
    """Whether a pending item is to be tried: at once where it was never asked for, else after a poll's interval.

    >>> from datetime import UTC
    >>> left = Pending(id="a", reason="http 503", edition="00000007-20260302T120000Z")
    >>> [is_due_again(left, datetime(2026, 3, 2, 12, minute, tzinfo=UTC), PollSettings()) for minute in (1, 10)]
    [False, True]
    """
    wait = timedelta(0) if pending.reason in NOT_ASKED else timedelta(seconds=settings.interval_seconds)
    return not pending.done and edition_time(pending.edition) + wait <= tick and edition_time(pending.edition) < tick
