"""What a stream asks next: ticks are only a clock, and what is in flight is not asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from connectors.records import Cursor, Feed, Pending
from transforms.due import MOST_WINDOWS, Asked, Flight
from transforms.outcomes import PollSettings

START = datetime(2026, 3, 2, tzinfo=UTC)
WINDOW = timedelta(seconds=60)
FEEDS = [Feed(url=f"http://f{n}.example/") for n in range(4)]
SETTINGS = PollSettings(interval_seconds=300.0)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def flight() -> Flight:
    return Flight(WINDOW, 10 * WINDOW)


def cursor(feed: Feed, checked: datetime) -> Cursor:
    return Cursor(feed=feed.url, url=feed.url, checked=checked, due=checked + timedelta(seconds=SETTINGS.interval_seconds))


def urls(asked: Asked) -> list[str]:
    return [feed.url for feed, _ in asked.feeds]


def test_a_feed_is_asked_once_until_its_edition_is_there() -> None:
    plane = flight()
    assert len(plane.ask(FEEDS, {}, [], at(0), SETTINGS).feeds) == 4
    assert not plane.ask(FEEDS, {}, [], at(5), SETTINGS) and not plane.ask(FEEDS, {}, [], at(5), SETTINGS), "doubled ticks"
    published = {feed.url: cursor(feed, at(0)) for feed in FEEDS[:2]}
    assert not plane.ask(FEEDS, published, [], at(65), SETTINGS), "two are published and not due, two are in flight"
    assert urls(plane.ask(FEEDS, published, [], at(301), SETTINGS)) == [feed.url for feed in FEEDS[:2]]


def test_lost_ticks_do_no_harm() -> None:
    plane = flight()
    plane.ask(FEEDS, {}, [], at(0), SETTINGS)
    published = {feed.url: cursor(feed, at(0)) for feed in FEEDS}
    assert len(plane.ask(FEEDS, published, [], at(3600), SETTINGS).feeds) == 4


def test_what_is_lost_is_asked_again_when_patience_ends() -> None:
    plane = flight()
    plane.ask(FEEDS, {}, [], at(0), SETTINGS)
    assert not plane.ask(FEEDS, {}, [], at(599), SETTINGS)
    assert len(plane.ask(FEEDS, {}, [], at(600), SETTINGS).feeds) == 4


def test_nothing_is_asked_while_two_windows_wait() -> None:
    plane = flight()
    for n in range(MOST_WINDOWS):
        assert len(plane.ask(FEEDS[n : n + 1], {}, [], at(60 * n), SETTINGS).feeds) == 1
    assert len(plane.ask(FEEDS[2:3], {}, [], at(60 * (MOST_WINDOWS - 1) + 30), SETTINGS).feeds) == 1, "the newest window still takes some"
    assert not plane.ask(FEEDS[3:], {}, [], at(60 * MOST_WINDOWS), SETTINGS)
    published = {FEEDS[0].url: cursor(FEEDS[0], at(0))}
    assert urls(plane.ask(FEEDS[3:], published, [], at(60 * MOST_WINDOWS + 5), SETTINGS)) == [FEEDS[3].url]


def test_a_runner_that_went_back_asks_again_what_it_lost() -> None:
    plane = flight()
    plane.ask(FEEDS[:1], {}, [], at(0), SETTINGS)
    plane.ask(FEEDS[1:2], {}, [], at(10), SETTINGS)
    plane.rewind(at(5))
    assert urls(plane.ask(FEEDS[:2], {}, [], at(10), SETTINGS)) == [FEEDS[1].url]


def test_pending_items_are_tried_again_after_an_interval_and_those_never_asked_at_once() -> None:
    failed = Pending(id="failed", reason="http 503", edition="00000001-20260302T000000Z")
    never = Pending(id="never", reason="deadline", edition="00000001-20260302T000000Z")
    plane = flight()
    assert [p.id for p in plane.ask([], {}, [failed, never], at(5), SETTINGS).pending] == ["never"]
    assert not plane.ask([], {}, [failed, never], at(10), SETTINGS).pending, "in flight"
    again = replace(never, edition="00000002-20260302T000100Z")
    assert [p.id for p in plane.ask([], {}, [failed, again], at(65), SETTINGS).pending] == ["never"], "its edition left it pending again"
    assert [p.id for p in plane.ask([], {}, [failed], at(300), SETTINGS).pending] == ["failed"]


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=40))
def test_no_feed_is_ever_in_flight_twice(ticks: list[tuple[int, bool]]) -> None:
    """Whatever ticks come, in whatever order, doubled or lost, and whenever editions are published."""
    plane = flight()
    waiting: dict[str, datetime] = {}
    cursors: dict[str, Cursor] = {}
    now = 0
    for tick, publishes in ticks:
        now = max(now, tick)
        for url in plane_lost(waiting, at(tick)):
            del waiting[url]
        for feed, _ in plane.ask(FEEDS, cursors, [], at(tick), SETTINGS).feeds:
            assert feed.url not in waiting
            waiting[feed.url] = at(tick)
        if publishes:
            for url, asked in waiting.items():
                cursors[url] = cursor(Feed(url=url), asked)
            waiting.clear()


def plane_lost(waiting: dict[str, datetime], now: datetime) -> list[str]:
    return [url for url, asked in waiting.items() if now - asked >= 10 * WINDOW]
