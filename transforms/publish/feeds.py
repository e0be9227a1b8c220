"""What an edition says of feeds: the cursors that it writes, and the rows of tables/feeds that tell the same to everybody.

A feed that is found unchanged, or changed without a new story, is no news: its row is written anew once a day, by an edition that
has something else to tell. So an edition of nothing new writes cursors alone, and still no row is much older than its feed's last poll.
(docs/decisions/publish-idle-editions.md)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from connectors.editions.health import FeedRow, Trouble, feed_row, in_week, trouble_of
from connectors.records import Cursor, FeedOutcome, Listed, Story

MOST_LAGS = 9
"""Lags kept of a feed. An odd number: their median is one of them."""

news_of = attrgetter("url", "title", "category", "failures", "silent", "note", "published", "stories", "unlisted", "gone")
"""What of a cursor makes a row worth writing at once when it changes, beside a poll that failed or was deferred."""

counts_of = attrgetter("published", "stories", "lags", "told")
"""What of a cursor only editions change."""


def compare_lists(cursors: Mapping[str, Cursor], feeds: Collection[str]) -> Listed:
    """What the feed lists change about the feeds that the store knows."""
    return Listed(
        len(feeds),
        left=tuple(sorted(feed for feed, cursor in cursors.items() if cursor.unlisted is None and feed not in feeds)),
        back=tuple(sorted(feed for feed, cursor in cursors.items() if cursor.unlisted is not None and feed in feeds)),
    )


def next_cursors(
    cursors: Mapping[str, Cursor], outcomes: Iterable[FeedOutcome], listed: Iterable[Listed], new: Iterable[Story], as_of: datetime
) -> dict[str, Cursor]:
    """The cursors that an edition changes, by feed: of feeds asked, of feeds that came into the lists or left them, and of those with
    new stories.

    No cursor is older than the published one: an answer that comes once more, or late, doesn't set a feed back.
    """
    changed: dict[str, Cursor] = {}
    for outcome in outcomes:
        before = changed.get(outcome.feed) or cursors.get(outcome.feed)
        if before is None or before.checked <= outcome.cursor.checked:
            changed[outcome.feed] = _with_story_counts(outcome.cursor, before)
    for lists in listed:
        for feed in lists.back:
            if (cursor := changed.get(feed) or cursors.get(feed)) and cursor.unlisted:
                changed[feed] = replace(cursor, unlisted=None, gone=False, due=as_of if cursor.gone else cursor.due)
        for feed in lists.left:
            if feed not in changed and (cursor := cursors.get(feed)) and not cursor.unlisted:
                changed[feed] = replace(cursor, unlisted=as_of)
    by_feed: dict[str, list[Story]] = {}
    for story in new:
        by_feed.setdefault(story.feed, []).append(story)
    for feed, stories in by_feed.items():
        if found := changed.get(feed) or cursors.get(feed):
            before = cursors.get(feed)
            changed[feed] = count_stories(found, stories, as_of, first_reading=before is None or before.read is None)
    return {feed: cursor for feed, cursor in changed.items() if cursor != cursors.get(feed)}  # one that comes again is there already


def _with_story_counts(asked: Cursor, before: Cursor | None) -> Cursor:
    """The cursor of a poll, which may have begun before the newest edition, with what only editions change. Who is asked is listed."""
    if before is None or (asked.unlisted is None and counts_of(asked) == counts_of(before)):
        return asked
    return replace(asked, published=before.published, stories=before.stories, lags=before.lags, told=before.told, unlisted=None)


def count_stories(cursor: Cursor, new: Sequence[Story], as_of: datetime, *, first_reading: bool = False) -> Cursor:
    """The cursor of a feed that has new stories. Those of its first reading may have stood there for long: they say nothing of its lag."""
    day = as_of.date()
    days = {day: n for day, n in cursor.stories if in_week(day, as_of)}
    days[day] = days.get(day, 0) + len(new)
    timed = (story for story in new if story.published_precision in ("second", "minute"))
    dated = sorted((story.first_seen, story.published, story.id) for story in timed if story.published)
    lags = () if first_reading else tuple(max(0, round((seen - published).total_seconds())) for seen, published, _ in dated)
    return replace(cursor, published=as_of, stories=tuple(sorted(days.items())), lags=(*cursor.lags, *lags)[-MOST_LAGS:])


def has_news(before: Cursor | None, after: Cursor) -> bool:
    """Whether something happened to a feed beside its being found as it was."""
    if before is None or after.status in ("deferred", "failed"):
        return True
    return bool(news_of(before) != news_of(after))


def tell_feeds(
    cursors: Mapping[str, Cursor], changed: Mapping[str, Cursor], as_of: datetime, edition: str, *, idle: bool
) -> tuple[list[Cursor], list[FeedRow]]:
    """The changed cursors as they are written, and the rows of tables/feeds, both by feed; ``idle``: nothing else is written."""
    news = {feed for feed, after in changed.items() if has_news(cursors.get(feed), after)}
    day = as_of.date()
    daily = set() if idle and not news else {feed for feed, after in changed.items() if after.told is None or after.told < day}
    told = news | daily
    written = [replace(changed[feed], told=day) if feed in told else changed[feed] for feed in sorted(changed)]
    return written, [feed_row(changed[feed], as_of, edition) for feed in sorted(told)]


def failing_cursors(cursors: Mapping[str, Cursor], changed: Mapping[str, Cursor]) -> Iterator[Cursor]:
    """The listed feeds that are failing, after the changes."""
    for feed, before in cursors.items():
        if (cursor := changed.get(feed, before)).failing and cursor.unlisted is None:
            yield cursor
    yield from (cursor for feed, cursor in changed.items() if feed not in cursors and cursor.failing)


def find_trouble(cursors: Mapping[str, Cursor], changed: Sequence[Cursor], outcomes: Iterable[FeedOutcome], as_of: datetime) -> Trouble:
    """The feeds that fail, and those that this edition had to defer."""
    asked = {outcome.feed for outcome in outcomes}
    after = {cursor.feed: cursor for cursor in changed}
    found = {cursor.feed: cursor for cursor in failing_cursors(cursors, after)}
    found |= {feed: after[feed] for feed in asked if feed in after and after[feed].status == "deferred"}
    return trouble_of((feed_row(cursor, as_of, "") for cursor in found.values()), asked)
