"""What an edition says of feeds: cursors, the rows of tables/feeds, and which feeds are complained of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from connectors.editions.health import MOST_NAMED, Trouble, TroubledFeed, feed_row, trouble_of
from connectors.records import Cursor, Feed, FeedOutcome, Listed, Story
from connectors.web.http import Response
from tests.transforms.answers import judge
from transforms.outcomes import PollSettings
from transforms.publish.feeds import MOST_LAGS, compare_lists, failing_cursors, find_trouble, next_cursors, tell_feeds
from transforms.publish.transform import trouble_from, trouble_values

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "http://ledger.example/feed"
RSS = b"<rss version='2.0'><channel><title>Ledger</title></channel></rss>"


def asked(before: Cursor | None, as_of: datetime, url: str = URL, *, status: int = 0, reason: str = "", body: bytes = b"", title: str = "") -> FeedOutcome:
    """What comes of asking a feed once."""
    response = Response(url=url, status=status, reason=reason, body=body, content_type="application/rss+xml", etag='"1"', detail="as a test has it")
    (outcome,) = judge((Feed(url=url, title=title), before), response, {}, as_of, PollSettings())
    assert isinstance(outcome, FeedOutcome)
    return outcome


def good(before: Cursor | None, as_of: datetime, url: str = URL) -> FeedOutcome:
    return asked(before, as_of, url, status=200, body=RSS) if before is None or not before.etag else asked(before, as_of, url, status=304)


def bad(before: Cursor | None, as_of: datetime, url: str = URL) -> FeedOutcome:
    return asked(before, as_of, url, status=404, reason="http 404")


def story(id: str, published: datetime | None, seen: datetime = AS_OF, feed: str = URL) -> Story:
    return Story(id=id, first_seen=seen, published=published, published_precision="minute" if published else "none", feed=feed, item_fingerprint="", fingerprint="")


def test_since_when_a_feed_fails_is_kept_until_it_answers() -> None:
    cursor = good(None, AS_OF).cursor
    assert (cursor.status, cursor.succeeded, cursor.trouble_since, cursor.failing) == ("changed", AS_OF, None, False)
    for n in (1, 2, 3):
        cursor = bad(cursor, AS_OF + n * HOUR).cursor
        assert (cursor.status, cursor.succeeded, cursor.trouble_since, cursor.failures) == ("failed", AS_OF, AS_OF + HOUR, n)
    cursor = asked(cursor, AS_OF + 4 * HOUR, reason="deadline").cursor
    assert (cursor.status, cursor.trouble_since, cursor.failing) == ("deferred", AS_OF + HOUR, True), "time ran out: it still fails"
    cursor = good(cursor, AS_OF + 5 * HOUR).cursor
    assert (cursor.status, cursor.succeeded, cursor.trouble_since, cursor.failing) == ("unchanged", AS_OF + 5 * HOUR, None, False)


def test_a_feed_that_an_older_newsheaf_saw_failing_fails_since_then_at_least() -> None:
    old = Cursor(feed=URL, url=URL, checked=AS_OF, due=AS_OF, failures=4, note="http 404")
    assert old.failing and bad(old, AS_OF + HOUR).cursor.trouble_since == AS_OF


def test_a_feed_whose_host_is_dead_is_failing_although_nobody_asked_it() -> None:
    cursor = asked(None, AS_OF, reason="host not answering").cursor
    assert cursor.status == "deferred" and cursor.failing and cursor.failures == 0
    assert not asked(None, AS_OF, reason="deadline").cursor.failing and not asked(None, AS_OF, status=429).cursor.failing


def test_new_stories_are_counted_by_day_for_a_week_and_their_lag_is_the_median() -> None:
    cursors = {URL: good(None, AS_OF).cursor}
    for n in range(10):
        at = AS_OF + n * DAY
        new = [story(f"{n}-{k}", at - timedelta(minutes=10 + k), at) for k in range(3)]
        cursors |= next_cursors(cursors, [], [], new, at)
    row = feed_row(cursors[URL], AS_OF + 9 * DAY, "e")
    assert row.stories_7d == 21 and row.last_story == AS_OF + 9 * DAY and row.lag_seconds == 11 * 60
    assert len(cursors[URL].stories) == 7 and len(cursors[URL].lags) == MOST_LAGS
    assert feed_row(cursors[URL], AS_OF + 12 * DAY, "e").stories_7d == 12, "counted as of the day that asks"


def test_a_first_reading_and_a_date_of_the_day_say_nothing_of_the_lag() -> None:
    outcome = good(None, AS_OF)
    first = next_cursors({}, [outcome], [], [story("a", AS_OF - 30 * DAY)], AS_OF)
    assert first[URL].lags == () and first[URL].stories == ((AS_OF.date(), 1),)
    later = next_cursors(first, [], [], [replace(story("b", AS_OF), published_precision="day"), story("c", AS_OF + DAY)], AS_OF)
    assert later[URL].lags == (0,), "what says of itself that it comes from the future has no lag"


def test_a_late_answer_sets_no_feed_back_and_loses_no_count() -> None:
    newest = replace(good(None, AS_OF).cursor, stories=((AS_OF.date(), 4),), published=AS_OF, told=AS_OF.date())
    late = replace(good(None, AS_OF - HOUR), feed=URL)
    assert next_cursors({URL: newest}, [late], [], [], AS_OF) == {}
    in_flight = good(None, AS_OF + HOUR)  # its cursor was read before the newest edition
    (after,) = next_cursors({URL: newest}, [in_flight], [], [], AS_OF + HOUR).values()
    assert (after.stories, after.published, after.told, after.checked) == (newest.stories, AS_OF, newest.told, AS_OF + HOUR)


def test_what_leaves_the_list_is_told_once_and_what_comes_back_is_asked_anew() -> None:
    cursors = {url: replace(good(None, AS_OF, url).cursor, gone=url.endswith("b")) for url in ("http://x.example/a", "http://x.example/b")}
    left = compare_lists(cursors, {"http://x.example/a"})
    assert left == Listed(1, left=("http://x.example/b",))
    cursors |= next_cursors(cursors, [], [left], [], AS_OF + HOUR)
    row = feed_row(cursors["http://x.example/b"], AS_OF + HOUR, "e")
    assert (row.listed, row.unlisted, row.next_poll) == (False, AS_OF + HOUR, None)
    assert compare_lists(cursors, {"http://x.example/a"}) == Listed(1), "told once"
    back = compare_lists(cursors, set(cursors))
    (again,) = next_cursors(cursors, [], [back], [], AS_OF + DAY).values()
    assert again.unlisted is None and not again.gone


def test_a_row_is_written_for_news_at_once_and_for_the_rest_once_a_day_beside_other_news() -> None:
    quiet, failing, fine = (f"http://x.example/{name}" for name in ("quiet", "failing", "fine"))
    cursors = {url: good(None, AS_OF, url).cursor for url in (quiet, failing, fine)}

    def edition(outcomes: list[FeedOutcome], at: datetime, *, idle: bool) -> list[str]:
        changed = next_cursors(cursors, outcomes, [], [], at)
        written, rows = tell_feeds(cursors, changed, at, "e", idle=idle)
        cursors.update((cursor.feed, cursor) for cursor in written)
        assert [cursor.feed for cursor in written] == sorted(changed)
        return [row.id for row in rows]

    assert edition([good(cursors[url], AS_OF + HOUR, url) for url in (quiet, fine)], AS_OF + HOUR, idle=True) == []
    at = AS_OF + 2 * HOUR
    assert edition([good(cursors[quiet], at, quiet), bad(cursors[failing], at, failing)], at, idle=True) == sorted([quiet, failing]), "beside news"
    at = AS_OF + 3 * HOUR
    assert edition([good(cursors[quiet], at, quiet), bad(cursors[failing], at, failing)], at, idle=True) == [failing]
    at = AS_OF + 4 * HOUR
    assert edition([good(cursors[quiet], at, quiet), good(cursors[failing], at, failing)], at, idle=True) == [failing], "it recovered"
    at = AS_OF + 5 * HOUR
    assert edition([good(cursors[quiet], at, quiet), good(cursors[fine], at, fine)], at, idle=False) == [fine], "a row of today is enough"
    at = AS_OF + DAY
    assert edition([good(cursors[quiet], at, quiet)], at, idle=True) == [] and edition([good(cursors[quiet], at + HOUR, quiet)], at + HOUR, idle=False) == [quiet]


def test_the_newest_trouble_of_this_edition_is_named_first() -> None:
    cursors: dict[str, Cursor] = {}
    for n in range(30):
        url = f"http://x.example/{n:02}"
        cursors[url] = bad(None, AS_OF + n * HOUR, url).cursor
    fresh = bad(None, AS_OF + DAY, "http://x.example/new")
    slow = asked(None, AS_OF + DAY, "http://x.example/slow", status=429)
    changed = next_cursors(cursors, [fresh, slow], [], [], AS_OF + DAY)
    trouble = find_trouble(cursors, list(changed.values()), [fresh, slow], AS_OF + DAY)
    assert len(trouble.feeds) == MOST_NAMED and trouble.more == 12
    assert [feed.feed for feed in trouble.feeds[:3]] == ["http://x.example/new", "http://x.example/slow", "http://x.example/29"]
    assert trouble.feeds[0] == TroubledFeed(
        feed="http://x.example/new", status="failed", reason="http 404: as a test has it", since=AS_OF + DAY, next_poll=fresh.cursor.due
    )
    assert sum(1 for _ in failing_cursors(cursors, changed)) == 31


def test_feeds_out_of_the_list_are_nobodys_trouble() -> None:
    cursors = {URL: replace(bad(None, AS_OF).cursor, unlisted=AS_OF)}
    assert list(failing_cursors(cursors, {})) == [] and find_trouble(cursors, [], [], AS_OF) == Trouble()


@given(st.lists(st.tuples(st.sampled_from(["good", "bad", "deferred"]), st.integers(1, 100)), max_size=12))
def test_whatever_answers_come_the_cursor_tells_their_story(answers: list[tuple[str, int]]) -> None:
    cursor, at, since, success, failures = None, AS_OF, None, None, 0
    for kind, hours in answers:
        at += hours * HOUR
        cursor = {"good": good, "bad": bad, "deferred": lambda c, t: asked(c, t, status=429)}[kind](cursor, at).cursor
        failures = 0 if kind == "good" else failures + (kind == "bad")
        since, success = (None, at) if kind == "good" else (since or at, success)
        assert (cursor.trouble_since, cursor.succeeded, cursor.failures, cursor.checked) == (since, success, failures, at)
        assert cursor.failing == (failures > 0) and cursor.due >= at


@given(st.lists(st.text(min_size=1, max_size=20), max_size=5, unique=True), st.integers(0, 3))
def test_trouble_travels_as_named_counters(names: list[str], more: int) -> None:
    trouble = Trouble(tuple(TroubledFeed(feed=name, status="failed", reason=name[::-1], since=AS_OF) for name in names), more)
    assert trouble_from(dict(trouble_values(trouble))) == trouble


def test_the_order_of_rows_makes_no_difference() -> None:
    rows = [feed_row(bad(None, AS_OF, f"http://x.example/{n}").cursor, AS_OF, "e") for n in range(5)]
    assert trouble_of(rows) == trouble_of(reversed(rows))
