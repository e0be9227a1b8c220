"""Polling: which feeds are due, what an answer means for entries and cursor, and a whole round against a loopback server."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.feeds import entry_keys
from connectors.feeds.identity import page_key
from connectors.records import Cursor, Entry, Feed, FeedOutcome, Known, Reject
from connectors.web.http import HttpSettings, Response
from tests.transforms.answers import judge
from tests.web import Visit, Web, item, redirect, reset, rss, slow
from transforms.filter import NO_FILTERS, Filters
from transforms.outcomes import PollSettings
from transforms.poll import Manners, poll_feeds, select_due

AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = AS_OF + timedelta(hours=1)
SETTINGS = PollSettings(share=1.0, deadline_seconds=20)


def http(web: Web, **changes: float) -> HttpSettings:
    return replace(HttpSettings(proxy=web.url, delay_seconds=0.0, max_bytes=200_000), **changes)  # type: ignore[arg-type]


class Round:
    """One round of polling, sorted into what it yielded."""

    def __init__(
        self, web: Web, *due: tuple[Feed, Cursor | None], known: Mapping[str, Known] | None = None, as_of: datetime = AS_OF, settings: PollSettings = SETTINGS,
        filters: Filters = NO_FILTERS, **changes: float,
    ) -> None:  # fmt: skip
        items = list(poll_feeds(due, known or {}, as_of, settings, http(web, **changes), filters=filters))
        self.entries = {entry.title: entry for entry in items if isinstance(entry, Entry)}
        self.outcomes = {outcome.feed: outcome for outcome in items if isinstance(outcome, FeedOutcome)}
        self.rejects = [reject for reject in items if isinstance(reject, Reject)]
        assert sorted(self.outcomes) == sorted(feed.url for feed, _ in due), "exactly one outcome for every due feed"
        assert sum(isinstance(item, Entry) for item in items) == sum(outcome.new for outcome in self.outcomes.values())
        assert len(self.rejects) == sum(outcome.rejected for outcome in self.outcomes.values())
        for outcome in self.outcomes.values():
            assert outcome.listed == outcome.new + outcome.known + outcome.rejected + sum(n for _, n in outcome.filtered)
            assert outcome.cursor.feed == outcome.feed and outcome.cursor.checked == as_of
            assert outcome.status != "changed" or outcome.cursor.read == as_of

    @property
    def outcome(self) -> FeedOutcome:
        (one,) = self.outcomes.values()
        return one


def feed(name: str = "a") -> Feed:
    return Feed(url=f"http://{name}.example/feed")


def known_of(entries: Mapping[str, Entry]) -> dict[str, Known]:
    return {key: Known(key=key, story_id=entry.id, fingerprint=entry.fingerprint) for entry in entries.values() for key in entry_keys(entry)}


def test_a_new_feed(web: Web) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"}
    web.routes["/feed"] = rss(item("/1", "One", "g1"), item("/2", "Two", "g2"), item("/2?utm_source=x", "Two", "g2"), item(), headers=headers)
    polled = Round(web, (feed(), None))
    outcome = polled.outcome
    assert (outcome.status, outcome.listed, outcome.new, outcome.known, outcome.rejected) == ("changed", 4, 2, 1, 1)
    assert polled.entries["One"].url == "http://a.example/1" and polled.entries["One"].first_seen == AS_OF
    assert set(known_of(polled.entries)) <= set(outcome.listed_keys) and list(outcome.listed_keys) == sorted(set(outcome.listed_keys))
    assert outcome.cursor == Cursor(
        feed=feed().url, url=feed().url, etag='"1"', last_modified=headers["Last-Modified"], checked=AS_OF, read=AS_OF, due=AS_OF + timedelta(minutes=10),
        status="changed", succeeded=AS_OF, listed=4,
    )  # fmt: skip


def test_validators_are_used_and_kept_by_304(web: Web) -> None:
    def route(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        return (304, {}, b"") if visit.headers.get("if-none-match") == '"1"' else rss(item("/1", "One"), headers={"ETag": '"1"'})

    web.routes["/feed"] = route
    first = Round(web, (feed(), None)).outcome.cursor
    second = Round(web, (feed(), first), as_of=LATER).outcome
    assert (second.status, second.listed) == ("unchanged", 0)
    assert second.cursor == replace(
        first, checked=LATER, due=second.cursor.due, status="unchanged", succeeded=LATER, arrivals=0.0, watched=3600.0
    )
    assert second.cursor.due > LATER + timedelta(minutes=10), "an hour in which nothing came"


def test_a_long_unchanged_feed_is_read_again_in_full(web: Web) -> None:
    web.routes["/feed"] = rss(item("/1", "One"))
    cursor = Round(web, (feed(), None)).outcome.cursor
    cursor = replace(cursor, etag='"1"')
    Round(web, (feed(), cursor), as_of=AS_OF + timedelta(days=6))
    Round(web, (feed(), cursor), as_of=AS_OF + timedelta(days=7))
    assert ["if-none-match" in visit.headers for visit in web.visits] == [False, True, False]


def test_an_unasked_304_is_a_failure_not_an_empty_feed(web: Web) -> None:
    web.routes["/feed"] = (304, {}, b"")
    assert (Round(web, (feed(), None)).outcome.status, Round(web, (feed(), None)).outcome.reason) == ("failed", "unasked 304")


def test_a_lying_etag_doesnt_hide_new_entries(web: Web) -> None:
    web.routes["/feed"] = rss(item("/1", "One"), headers={"ETag": '"same"'})
    first = Round(web, (feed(), None))
    web.routes["/feed"] = rss(item("/2", "Two"), item("/1", "One"), headers={"ETag": '"same"'})
    second = Round(web, (feed(), first.outcome.cursor), known=known_of(first.entries), as_of=LATER)
    assert list(second.entries) == ["Two"] and second.outcome.known == 1


def test_known_changed_and_new_entries(web: Web) -> None:
    web.routes["/feed"] = rss(item("/1", "One", "g1"), item("/2", "Two", "g2"), item("/3", "Three", "g3"), item("", "Four", "", "t"), item())
    first = Round(web, (feed(), None))
    stories = {f"story of {title}": entry for title, entry in first.entries.items()}
    known = {key: Known(key=key, story_id=story, fingerprint=entry.fingerprint) for story, entry in stories.items() for key in entry_keys(entry)}
    known |= {key: Known(key=key, story_id=story, fingerprint=fingerprint) for reject in first.rejects for key, story, fingerprint in reject.keys}
    assert Round(web, (feed(), None), known=known).outcome.known == 5, "nothing new, rejects included"
    web.routes["/feed"] = rss(
        item("/1", "One, corrected", "g1"), item("/2b", "Two, moved", "g2"), item("/3", "Three, new guid", "g3b"), item("", "Four", "", "t2"), item("/9", "Nine"),
    )  # fmt: skip
    second = Round(web, (feed(), None), known=known)
    assert {title: entry.id for title, entry in second.entries.items() if entry.id.startswith("story")} == {
        "One, corrected": "story of One", "Three, new guid": "story of Three",
    }, "whether a guid with another link and other words is the same story is decided when its page has answered"  # fmt: skip
    assert second.outcome.new == 5 and set(second.entries) > {"Four", "Nine"}, "other words without guid and link are another entry"


def test_guids_count_within_their_feed_only_urls_everywhere(web: Web) -> None:
    web.routes |= {"a.example/feed": rss(item("/1", "One", "7")), "b.example/feed": rss(item("http://a.example/1", "One", "8"), item("/2", "Other", "7"))}
    first = Round(web, (feed("a"), None))
    second = Round(web, (feed("b"), None), known=known_of(first.entries))
    assert second.entries["Other"].id not in {entry.id for entry in first.entries.values()}
    assert second.outcome.known == 1, "the same entry under the same URL"


def test_two_entries_that_the_store_knows_as_one_story(web: Web) -> None:
    web.routes["/feed"] = rss(item("/1", "One", "g1"), item("/2", "Two", "g2"))
    keys = [page_key(f"http://a.example/{n}") for n in (1, 2)]
    polled = Round(web, (feed(), None), known={key: Known(key=key, story_id="s", fingerprint="old") for key in keys})
    assert [entry.id for entry in polled.entries.values()] == ["s"] and polled.outcome.known == 1


def test_moves(web: Web) -> None:
    web.routes |= {
        "a.example/feed": redirect(301, "http://a2.example/x"), "a2.example/x": redirect(302, "/y"), "a2.example/y": rss(item("/1", "One")),
        "b.example/feed": redirect(302, "http://b2.example/x"), "b2.example/x": rss(item("/1", "One")),
        "c.example/feed": redirect(301, "http://c2.example/x"), "c2.example/x": (500, {}, b""),
        "d.example/feed": redirect(301, "http://d.example/feed"),
    }  # fmt: skip
    first = Round(web, *((feed(name), None) for name in "abcd"))
    assert all(outcome.cursor.url == url for url, outcome in first.outcomes.items()), "what is met once may be a mistake"
    polled = Round(web, *((feed(name), first.outcomes[feed(name).url].cursor) for name in "abcd"), as_of=LATER)
    urls = {url: outcome.cursor.url for url, outcome in polled.outcomes.items()}
    assert urls == {
        "http://a.example/feed": "http://a2.example/x", "http://b.example/feed": "http://b.example/feed",
        "http://c.example/feed": "http://c.example/feed", "http://d.example/feed": "http://d.example/feed",
    }  # fmt: skip
    assert polled.outcomes["http://d.example/feed"].reason == "redirect loop"
    web.visits.clear()
    Round(web, (feed("a"), polled.outcomes["http://a.example/feed"].cursor), as_of=LATER + timedelta(hours=1))
    assert web.visits[0].host == "a2.example"


def huge(_: Visit) -> tuple[int, dict[str, str], bytes]:
    return 200, {}, b"<rss>" + b" " * 300_000


@pytest.mark.parametrize(
    ("route", "status", "reason"),
    [
        ((404, {}, b""), "failed", "http 404"),
        ((410, {}, b""), "failed", "gone"),
        ((500, {}, b""), "failed", "http 500"),
        ((503, {}, b""), "failed", "http 503"),
        ((503, {"Retry-After": "60"}, b""), "deferred", "host asked to wait"),
        ((429, {}, b""), "deferred", "host asked to wait"),
        (reset, "failed", "connection failed"),
        (slow(1.0), "failed", "timeout"),
        (huge, "failed", "too large"),
        ((200, {"Content-Type": "application/rss+xml"}, b"<!DOCTYPE html><html><body>Log in</body></html>"), "failed", "html instead of a feed"),
        ((200, {}, b""), "failed", "empty"),
        ((200, {}, b"nonsense"), "failed", "not a feed"),
        (redirect(302, "ftp://x.example/"), "failed", "bad redirect"),
    ],
)
def test_trouble_keeps_the_validators_and_says_why(web: Web, route: object, status: str, reason: str) -> None:
    web.routes["/feed"] = route  # type: ignore[assignment]
    before = Cursor(feed=feed().url, url=feed().url, etag='"1"', last_modified="x", checked=AS_OF, read=AS_OF, due=AS_OF)
    patience = 0.3 if reason == "timeout" else 10.0
    outcome = Round(web, (feed(), before), as_of=LATER, read_timeout_seconds=patience).outcome
    assert (outcome.status, outcome.reason) == (status, reason)
    assert (outcome.cursor.etag, outcome.cursor.last_modified, outcome.cursor.read) == ('"1"', "x", AS_OF)
    assert outcome.cursor.due > LATER and reason in outcome.cursor.note
    assert outcome.cursor.failures == (status == "failed") and outcome.cursor.gone == (reason == "gone")


def test_failures_back_off_and_success_forgets_them(web: Web) -> None:
    web.routes["/feed"] = (500, {}, b"")
    cursor, waits = None, []
    for n in range(12):
        cursor = Round(web, (feed(), cursor), as_of=AS_OF + timedelta(days=n)).outcome.cursor
        waits.append((cursor.due - cursor.checked).total_seconds())
    assert waits[:4] == [1200, 2400, 4800, 9600] and waits[-1] == SETTINGS.max_backoff_seconds and cursor and cursor.failures == 12
    web.routes["/feed"] = rss(item("/1", "One"))
    cursor = Round(web, (feed(), cursor), as_of=AS_OF + timedelta(days=12)).outcome.cursor
    assert (cursor.failures, cursor.note, cursor.due - cursor.checked) == (0, "", timedelta(minutes=10))


@pytest.mark.parametrize(("after", "wait"), [("60", 600), ("3600", 3660), ("9999999", 86_400), ("soon", 660), ("Sun, 22 Nov 2026 14:00:00 GMT", 7260)])
def test_retry_after_moves_the_due_time(web: Web, after: str, wait: float) -> None:
    web.routes["/feed"] = (429, {"Retry-After": after, "Date": "Sun, 22 Nov 2026 12:00:00 GMT"}, b"")
    cursor = Round(web, (feed(), None)).outcome.cursor
    assert (cursor.due - AS_OF).total_seconds() == wait


def test_the_deadline_defers_the_rest_which_stays_due(web: Web) -> None:
    feeds = [Feed(url=f"http://a.example/{n}") for n in range(40)]
    web.routes |= {f"/{n}": rss(item(f"/s{n}", f"T{n}")) for n in range(40)}
    started = time.monotonic()
    polled = Round(web, *((one, None) for one in feeds), settings=replace(SETTINGS, deadline_seconds=0.8), delay_seconds=0.1)
    assert time.monotonic() - started < 4
    deferred = [outcome for outcome in polled.outcomes.values() if outcome.status == "deferred"]
    assert 25 <= len(deferred) < 40 and {outcome.reason for outcome in deferred} == {"deadline"}
    cursors = {url: outcome.cursor for url, outcome in polled.outcomes.items()}
    assert [one.url for one, _ in select_due(feeds, cursors, AS_OF + timedelta(seconds=1))] == sorted(outcome.feed for outcome in deferred)
    assert select_due(feeds, cursors, AS_OF) == [], "a replay at the same as-of asks nobody"


def test_a_host_that_asks_to_wait_defers_its_other_feeds(web: Web) -> None:
    web.routes |= {"/0": (429, {"Retry-After": "3000"}, b"")} | {f"/{n}": rss() for n in (1, 2)}
    polled = Round(web, *((Feed(url=f"http://a.example/{n}"), None) for n in range(3)))
    assert [(o.status, o.reason, o.cursor.due) for o in polled.outcomes.values()] == [("deferred", "host asked to wait", AS_OF + timedelta(seconds=3060))] * 3
    assert len(web.visits) == 1


RESPONSES = st.builds(
    Response,
    url=st.sampled_from(["http://a.example/feed", "", "nonsense"]),
    status=st.sampled_from([0, 200, 204, 304, 404, 410, 429, 500, 503, 999]),
    permanent_url=st.sampled_from(["", "http://b.example/"]),
    body=st.binary(max_size=50) | st.sampled_from([rss(item("/1", "One"), item())[2], b'{"items": [{}, {"title": "x"}]}']),
    content_type=st.text(max_size=20),
    charset=st.sampled_from(["", "utf-8", "nonsense", "idna"]),
    etag=st.text(max_size=10),
    retry_after=st.none() | st.floats(0, 1e12),
    reason=st.sampled_from(["", "", "timeout", "deadline", "http 404", "too large", "host asked to wait", "host not answering"]),
    detail=st.text(max_size=20),
)


@settings(deadline=None)
@given(RESPONSES, st.booleans())
def test_any_response_gives_one_outcome_that_adds_up(response: Response, before: bool) -> None:
    cursor = replace(cursor_at(AS_OF, AS_OF), etag="x", failures=10**6) if before else None
    items = list(judge((feed(), cursor), response, {}, LATER, SETTINGS))
    outcome = items[-1]
    assert isinstance(outcome, FeedOutcome) and sum(isinstance(item, FeedOutcome) for item in items) == 1
    assert len(items) - 1 == outcome.new + outcome.rejected == outcome.listed - outcome.known
    assert (outcome.status in ("changed", "unchanged")) == (outcome.reason == "" == outcome.cursor.note)
    assert LATER <= outcome.cursor.due <= LATER + timedelta(days=30 if outcome.cursor.gone else 1) and outcome.cursor.checked == LATER


def test_a_feed_may_have_settings_of_its_own(web: Web) -> None:
    web.routes |= {f"{name}.example/feed": rss(item("/1", name), item("/2", "more")) for name in "ab"}
    patient = Manners(replace(SETTINGS, interval_seconds=7200, max_entries=1), replace(http(web), user_agent="a friend"))
    items = list(poll_feeds([(feed(name), None) for name in "ab"], {}, AS_OF, SETTINGS, http(web), {feed("a").url: patient}))
    outcomes = {outcome.feed: outcome for outcome in items if isinstance(outcome, FeedOutcome)}
    assert {url: (outcome.cursor.due - AS_OF).total_seconds() for url, outcome in outcomes.items()} == {feed("a").url: 7200, feed("b").url: 600}
    assert [outcomes[feed(name).url].rejected for name in "ab"] == [1, 0]
    assert {visit.host: visit.headers["user-agent"] for visit in web.visits} == {"a.example": "a friend", "b.example": HttpSettings().user_agent}


def cursor_at(checked: datetime, due: datetime, *, gone: bool = False) -> Cursor:
    return Cursor(feed=feed().url, url=feed().url, checked=checked, due=due, gone=gone)


def test_which_feeds_are_due() -> None:
    def is_due(cursor: Cursor | None, as_of: datetime = AS_OF) -> bool:
        return bool(select_due([feed()], {feed().url: cursor} if cursor else {}, as_of))

    minute = timedelta(minutes=1)
    assert is_due(None)
    assert is_due(cursor_at(AS_OF - minute, AS_OF))
    assert not is_due(cursor_at(AS_OF - minute, AS_OF + minute))
    assert not is_due(cursor_at(AS_OF, AS_OF)), "a replay"
    assert not is_due(cursor_at(AS_OF + minute, AS_OF - minute)), "an as-of before the last poll"
    assert not is_due(cursor_at(AS_OF - minute, AS_OF + minute, gone=True))
    assert is_due(cursor_at(AS_OF - minute, AS_OF - minute, gone=True)), "nothing is gone for ever"
    twice = [feed("b"), feed("a"), replace(feed("a"), title="again")]
    assert select_due(twice, {}, AS_OF) == [(feed("a"), None), (feed("b"), None)]


@given(st.permutations(range(6)))
def test_due_feeds_dont_depend_on_the_order_of_the_list(order: list[int]) -> None:
    feeds = [feed(str(n)) for n in range(6)]
    assert select_due([feeds[n] for n in order], {}, AS_OF) == select_due(feeds, {}, AS_OF)


def test_a_round_is_the_same_set_each_time(web: Web) -> None:
    web.routes |= {f"h{n}.example/feed": rss(*(item(f"/{m}", f"T{n} {m}") for m in range(5)), item()) for n in range(8)}
    due = [(feed(f"h{n}"), None) for n in range(8)]
    rounds = [sorted(map(repr, poll_feeds(order, {}, AS_OF, SETTINGS, http(web)))) for order in (due, due[::-1])]
    assert rounds[0] == rounds[1] and len(rounds[0]) == 8 * 7


def test_the_transform_polls_by_domain_on_any_number_of_shards(web: Web) -> None:
    import apache_beam as beam
    from apache_beam.runners.portability.fn_api_runner import FnApiRunner
    from apache_beam.testing.util import assert_that, equal_to

    from transforms.poll import PollFeeds

    web.routes |= {f"h{n}.example/feed": rss(item(f"/{n}", f"T{n}"), item()) for n in range(4)} | {"h9.example/feed": (500, {}, b"")}
    due = [(feed(f"h{n}"), None) for n in (0, 1, 2, 3, 9)]
    for shards in (1, 3):
        with beam.Pipeline(runner=FnApiRunner()) as pipeline:
            stage = PollFeeds(replace(SETTINGS, shards=shards), http(web), AS_OF, no_known)
            polled = pipeline | beam.Create(due) | stage
            titles = polled.rounds | beam.FlatMap(lambda round: [entry.title for entry in round.entries])
            assert_that(titles, equal_to([f"T{n}" for n in range(4)]), label="entries")
            said = polled.pieces | beam.Map(lambda piece: piece.reason if isinstance(piece, Reject) else piece.status)
            assert_that(said, equal_to(["changed"] * 4 + ["failed"] + ["empty"] * 4), label="pieces")


def test_the_rounds_of_a_bundle_are_asked_side_by_side(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many shards come to one worker, it waits for the slowest of their domains, not for one shard after the other."""
    import apache_beam as beam
    from apache_beam.runners.portability.fn_api_runner import FnApiRunner
    from apache_beam.testing.util import assert_that, equal_to
    from apache_beam.transforms.window import TimestampedValue

    from connectors.web import pacing
    from transforms.poll import PollRound, PollRounds

    asked: list[int] = []

    def count_requests(requests: list[pacing.Request[Any]], *more: Any, **options: Any) -> Any:
        asked.append(len(requests))
        return pacing.fetch_politely(requests, *more, **options)

    monkeypatch.setattr("transforms.poll.fetch_politely", count_requests)
    web.routes |= {f"h{n}.example/feed": rss(item(f"/{n}", f"T{n}"), item(f"/{n}b", f"T{n}b")) for n in range(6)}
    at = [AS_OF + timedelta(seconds=n) for n in range(6)]
    rounds = [TimestampedValue((n, PollRound(at[n], ((feed(f"h{n}"), None),))), at[n].timestamp()) for n in range(6)]
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        typed = beam.Map(lambda pair: pair).with_output_types(tuple[int, PollRound])
        polled = pipeline | beam.Create(rounds) | beam.Map(lambda pair: pair) | "Typed" >> typed | PollRounds(SETTINGS, http(web), no_known)
        when = beam.Map(lambda pair, at=beam.DoFn.TimestampParam: (pair.as_of, len(pair.entries), int(at)))
        assert_that(polled.rounds | when, equal_to([(t, 2, int(t.timestamp())) for t in at]), label="entries")
        checked = beam.Map(lambda o, at=beam.DoFn.TimestampParam: (o.cursor.checked, int(at)))
        assert_that(polled.pieces | checked, equal_to([(t, int(t.timestamp())) for t in at]), label="outcomes")
    assert asked == [6]


def no_known() -> dict[str, Known]:
    return {}


@pytest.mark.parametrize("change", [{"share": 0}, {"share": 1.5}, {"deadline_seconds": 0}, {"interval_seconds": -1}, {"backoff_factor": 0.5}, {"max_entries": 0}])
def test_bad_settings_are_named(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(SETTINGS, **change)  # type: ignore[arg-type]
