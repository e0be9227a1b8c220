"""Fetching pages: each entry becomes exactly one page, pending item or reject, against a loopback server behind a proxy."""

from __future__ import annotations

import gzip
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.feeds import entry_keys
from connectors.hashes import content_hash
from connectors.holds import Hold
from connectors.records import Entry, Page, Pending, Reject, Seen
from connectors.web.http import HttpSettings, Response
from tests.web import Web, html, redirect, reset, slow
from transforms.fetch import FetchSettings, collapse_entries, fetch_pages, judge_page
from transforms.outcomes import PollSettings
from transforms.poll import Manners

AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTINGS = FetchSettings(share=1.0, deadline_seconds=20)


def entry(path: str = "/1", *, host: str = "a.example", **changes: object) -> Entry:
    url = f"http://{host}{path}" if path else ""
    made = Entry(
        id=content_hash("url", url), feed="http://a.example/feed", guid=path, url=url, title="A title", text="Its own text.", fingerprint="f", first_seen=AS_OF
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def fetch(web: Web, *entries: Entry, settings: FetchSettings = SETTINGS, **changes: float) -> list[Page | Pending | Reject]:
    http = replace(HttpSettings(proxy=web.url, delay_seconds=0.0, max_bytes=200_000), **changes)  # type: ignore[arg-type]
    items = [item for item in fetch_pages(entries, AS_OF, settings, http) if not isinstance(item, Hold)]
    outcomes = sorted(item.entry.id if isinstance(item, Page) and item.entry else item.id if isinstance(item, Pending) else item.item for item in items)  # type: ignore[union-attr]
    assert outcomes == sorted(one.id for one in entries), "exactly one outcome for every entry"
    return items


def test_a_page(web: Web) -> None:
    web.routes["/1"] = (200, {"Content-Type": "text/html; charset=koi8-r"}, b"<html>bytes \xff</html>")
    one = entry()
    assert fetch(web, one) == [Page(url=one.url, html=b"<html>bytes \xff</html>", charset="koi8-r", entry=one, fingerprint="f", first_seen=AS_OF)]


def test_redirects_and_packing(web: Web) -> None:
    web.routes |= {
        "/1": redirect(302, "http://www.a.example/2?a=1"),
        "/2?a=1": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"<html>x</html>")),
    }
    (page,) = fetch(web, entry())
    assert isinstance(page, Page) and (page.url, page.html) == ("http://www.a.example/2?a=1", b"<html>x</html>")


@pytest.mark.attack
@pytest.mark.parametrize("text", ["Its own text.", ""], ids=["of a link that leads inward the feed's own text becomes the story", "a link that leads inward and has no text is a reject that says why"])
@pytest.mark.parametrize("direct", [True, False], ids=["by itself", "by a redirect"])
def test_a_link_that_leads_inward(web: Web, text: str, direct: bool) -> None:
    web.routes |= {"/1": redirect(302, "http://[::ffff:10.0.0.1]/admin")}
    (item,) = fetch(web, entry("/admin", host="10.0.0.1", text=text) if direct else entry(text=text))
    assert len(web.visits) == (0 if direct else 1)
    if text:
        assert isinstance(item, Page) and item.html == b""
    else:
        assert isinstance(item, Reject) and item.reason == "address refused" and "http.allow" in item.detail, "and isn't pending"


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/octet-stream", "application/xhtml+xml"])
def test_html_under_another_name(web: Web, content_type: str) -> None:
    web.routes["/1"] = (200, {"Content-Type": content_type}, b"\xef\xbb\xbf\n<!DOCTYPE html><p>x")
    (page,) = fetch(web, entry())
    assert isinstance(page, Page) and page.html


def huge(_: object) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "text/html"}, b"<html>" + b" " * 300_000


NO_PAGE = [
    ((404, {}, b""), "http 404"),
    ((410, {}, b""), "http 410"),
    ((401, {}, b""), "http 401"),
    ((403, {}, b""), "http 403"),
    (huge, "too large"),
    ((200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"\0" * 10_000_000)), "too large"),
    ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), "not html"),
    ((200, {"Content-Type": "text/plain"}, b"just text"), "not html"),
    ((200, {"Content-Type": "text/html"}, b" \n"), "empty"),
    (redirect(302, "http://a.example/"), "sent to the front page"),
    (redirect(302, "/1"), "redirect loop"),
    (redirect(302, "ftp://x.example/"), "bad redirect"),
]


@pytest.mark.parametrize(("route", "reason"), NO_PAGE)
def test_a_page_that_cant_be_had_leaves_the_entrys_text_or_a_reject(web: Web, route: object, reason: str) -> None:
    web.routes |= {"/": html(), "/1": route}  # type: ignore[dict-item]
    (page,) = fetch(web, entry())
    assert isinstance(page, Page) and page.html == b"" and page.entry and page.entry.text
    one = entry(text="")
    (reject,) = fetch(web, one)
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason, reject.url, reject.feed) == ("fetch", reason, one.url, one.feed)
    assert reject.keys == tuple((key, one.id, "f") for key in entry_keys(one)), "known from now on, so not tried again"


@pytest.mark.parametrize(
    ("route", "reason"),
    [((500, {}, b""), "http 500"), ((503, {"Retry-After": "9"}, b""), "http 503"), ((429, {}, b""), "http 429"), (reset, "connection failed"), (slow(1.0), "timeout")],
)  # fmt: skip
def test_what_may_pass_is_pending_until_the_last_attempt(web: Web, route: object, reason: str) -> None:
    web.routes["/1"] = route  # type: ignore[assignment]
    patience = {"read_timeout_seconds": 0.3} if reason == "timeout" else {}
    one = entry(text="")
    for attempt in (1, 2):
        (pending,) = fetch(web, one, **patience)
        assert pending == Pending(id=one.id, reason=reason, entry=replace(one, attempts=attempt))
        assert isinstance(pending, Pending) and pending.entry
        one = pending.entry
    (last,) = fetch(web, one, **patience)
    assert isinstance(last, Reject) and last.reason == reason
    (last,) = fetch(web, replace(one, text="Its own text."), **patience)
    assert isinstance(last, Page) and last.html == b""


def test_no_page_to_ask_for(web: Web) -> None:
    without, aggregated = entry(""), entry("/r/1", host="agg.example", source_url="http://b.example/", source_name="B")
    pages = fetch(web, without, aggregated)
    assert [page.html for page in pages if isinstance(page, Page)] == [b"", b""] and web.visits == []


def test_the_deadline_leaves_the_rest_pending_without_counting_an_attempt(web: Web) -> None:
    web.routes |= {f"/{n}": html() for n in range(40)}
    started = time.monotonic()
    items = fetch(web, *(entry(f"/{n}") for n in range(40)), settings=replace(SETTINGS, deadline_seconds=0.8), delay_seconds=0.1)
    assert time.monotonic() - started < 4
    late = [item for item in items if isinstance(item, Pending)]
    assert 25 <= len(late) < 40 and {(item.reason, item.entry.attempts) for item in late if item.entry} == {("deadline", 0)}


def test_a_host_that_asks_to_wait_keeps_its_other_pages_pending_untried(web: Web) -> None:
    web.routes |= {"a.example/1": (429, {}, b""), "b.example/1": html()}
    items = fetch(web, entry("/1"), entry("/2"), entry("/1", host="b.example"))
    assert len(web.visits) == 2
    assert sorted((item.reason, item.entry.attempts) for item in items if isinstance(item, Pending) and item.entry) == [("host asked to wait", 0), ("http 429", 1)]


def test_those_waiting_longest_go_first(web: Web) -> None:
    web.routes |= {f"/{n}": html() for n in range(4)}
    fetch(web, *(entry(f"/{n}", first_seen=AS_OF - timedelta(hours=n)) for n in range(4)))
    assert web.paths() == ["/3", "/2", "/1", "/0"]


def test_pages_come_as_they_arrive_and_dont_pile_up(web: Web) -> None:
    web.routes |= {f"h{n}.example/1": html() for n in range(30)}
    http = HttpSettings(proxy=web.url, delay_seconds=0.0, concurrency=3)
    pages = fetch_pages([entry("/1", host=f"h{n}.example") for n in range(30)], AS_OF, SETTINGS, http)
    next(pages)
    time.sleep(0.4)
    assert len(web.visits) <= 4
    assert len(list(pages)) == 29


@given(
    st.builds(
        Response,
        url=st.sampled_from(["http://a.example/1", "http://a.example/", "", "nonsense"]),
        status=st.sampled_from([0, 200, 204, 304, 404, 410, 429, 500, 503, 999]),
        body=st.binary(max_size=20) | st.just(b"<html>x</html>"),
        content_type=st.sampled_from(["", "text/html", "application/pdf"]),
        reason=st.sampled_from(["", "", "timeout", "deadline", "http 404", "too large", "host asked to wait"]),
    ),
    st.integers(0, 5),
    st.sampled_from(["", "text"]),
)
def test_any_response_gives_one_outcome_in_the_end(response: Response, attempts: int, text: str) -> None:
    one = entry(text=text, attempts=attempts)
    outcome = judge_page(one, response, SETTINGS)
    if isinstance(outcome, Pending):
        assert outcome.entry and (outcome.entry.attempts > attempts or response.reason in ("deadline", "host asked to wait"))
        assert outcome.entry.attempts < max(SETTINGS.max_attempts, attempts + 1)
    elif isinstance(outcome, Reject):
        assert not text and outcome.reason and outcome.keys
    else:
        assert outcome.html or text


def test_pages_of_a_feed_may_have_settings_of_their_own(web: Web) -> None:
    web.routes |= {"/1": (500, {}, b"")}
    http = HttpSettings(proxy=web.url, delay_seconds=0.0)
    friend = Manners(PollSettings(), replace(http, user_agent="a friend"))
    ours, other = entry("/1", text="", feed="http://f.example/"), entry("/1", host="b.example", text="")
    items = list(fetch_pages([ours, other], AS_OF, SETTINGS, http, {ours.feed: friend}))
    assert [(type(item).__name__, item.reason) for item in items if not isinstance(item, Page)] == [("Pending", "http 500")] * 2
    assert {visit.host: visit.headers["user-agent"] for visit in web.visits} == {"a.example": "a friend", "b.example": http.user_agent}


def test_entries_with_one_id_collapse_to_the_newest() -> None:
    old = entry(feed="http://b.example/feed", fingerprint="old", first_seen=AS_OF - timedelta(hours=1), attempts=2)
    new = entry(fingerprint="new")
    other = entry("/2")
    for order in ([old, new, other], [other, new, old]):
        kept, spare = collapse_entries(order)
        assert {one.fingerprint for one in kept if one.id == new.id} == {"new"} and len(kept) == 2
        assert next(one for one in kept if one.id == new.id).first_seen == old.first_seen
        (seen,) = spare
        assert (seen.id, seen.listed) == (old.id, True)
        assert seen.keys == tuple((key, old.id, "old") for key in entry_keys(old))


@given(st.permutations([entry(f"/{n % 3}", fingerprint=str(n), feed=f"http://f{n}.example/") for n in range(7)]))
def test_collapsing_doesnt_depend_on_order(entries: list[Entry]) -> None:
    kept, spare = collapse_entries(entries)
    assert len(kept) == 3 and len(kept) + len(spare) == 7
    assert (kept, spare) == collapse_entries(entries[::-1])


def test_the_transform_fetches_by_domain_on_any_number_of_shards(web: Web) -> None:
    import apache_beam as beam
    from apache_beam.runners.portability.fn_api_runner import FnApiRunner
    from apache_beam.testing.util import assert_that, equal_to

    from transforms.fetch import FetchPages

    web.routes |= {f"h{n}.example/1": html() for n in range(4)} | {"h4.example/1": (500, {}, b""), "h5.example/1": (404, {}, b"")}
    entries = [entry("/1", host=f"h{n}.example", text="") for n in range(6)]
    entries += [entry("/1", host="h0.example", fingerprint="a"), entry("", title="No page")]
    http = HttpSettings(proxy=web.url, delay_seconds=0.0)
    for shards in (1, 3):
        with beam.Pipeline(runner=FnApiRunner()) as pipeline:
            fetched = pipeline | beam.Create(entries) | FetchPages(replace(SETTINGS, shards=shards), http, AS_OF)
            expected = ["", *(f"http://h{n}.example/1" for n in range(4))]
            assert_that(fetched.pages | beam.Map(lambda page: page.url), equal_to(expected), label="pages")
            expected = ["http 404", "http 500", entries[0].id]
            assert_that(fetched.pieces | beam.Map(lambda piece: piece.id if isinstance(piece, Seen) else piece.reason), equal_to(expected), label="pieces")


def test_the_rounds_of_a_bundle_are_fetched_side_by_side(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many shards come to one worker, it waits for the slowest of their domains, not for one shard after the other."""
    import apache_beam as beam
    from apache_beam.runners.portability.fn_api_runner import FnApiRunner
    from apache_beam.testing.util import assert_that, equal_to
    from apache_beam.transforms.window import TimestampedValue

    from connectors.web import pacing
    from transforms.fetch import FetchRound, FetchRounds, by_shard

    asked: list[int] = []

    def count_requests(requests: list[pacing.Request[Any]], *more: Any, **options: Any) -> Any:
        asked.append(len(requests))
        return pacing.fetch_politely(requests, *more, **options)

    monkeypatch.setattr("transforms.fetch.fetch_politely", count_requests)
    web.routes |= {f"h{n}.example/1": html() for n in range(4)} | {"h4.example/1": (500, {}, b""), "h5.example/1": (404, {}, b"")}
    entries = [entry("/1", host=f"h{n}.example", text="") for n in range(6)]
    later = AS_OF + timedelta(seconds=5)
    rounds = [TimestampedValue(round, AS_OF.timestamp()) for round in by_shard(AS_OF, entries[:3], 16)]
    rounds += [TimestampedValue(round, later.timestamp()) for round in by_shard(later, entries[3:], 16, carried=True)]
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        typed = beam.Map(lambda pair: pair).with_output_types(tuple[int, FetchRound])
        stage = FetchRounds(SETTINGS, HttpSettings(proxy=web.url, delay_seconds=0.0))
        fetched = pipeline | beam.Create(rounds) | beam.Map(lambda pair: pair) | "Typed" >> typed | stage
        when = beam.Map(lambda page, at=beam.DoFn.TimestampParam: (page.entry.id, int(at)))
        expected = [(one.id, int((AS_OF if n < 3 else later).timestamp())) for n, one in enumerate(entries)]
        assert_that(fetched.pages | when, equal_to(expected[:4]), label="pages")
        kinds = beam.Map(lambda piece, at=beam.DoFn.TimestampParam: (type(piece).__name__, int(at)))
        pieces = ["Carried", "Carried", "Carried", "Pending", "Reject"]
        assert_that(fetched.pieces | kinds, equal_to([(piece, int(later.timestamp())) for piece in pieces]), label="pieces")
    assert asked == [6]


@pytest.mark.parametrize("change", [{"share": 0}, {"max_attempts": 0}, {"deadline_seconds": -1}, {"shards": 0}])
def test_bad_settings_are_named(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(SETTINGS, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "page", ["<meta http-equiv=refresh content='0;URL=/ferry'>", "<html><head><title>Moved</title></head><body><script>window.location.href='/ferry'</script></body></html>",
             "<meta http-equiv=refresh content='0;URL=/hop'>"],
)  # fmt: skip
def test_a_page_that_only_leads_on_is_followed(web: Web, page: str) -> None:
    web.routes |= {"/go": html(page), "/hop": html("<script>location.replace('/ferry')</script>"), "/ferry": html()}
    http = HttpSettings(proxy=web.url, delay_seconds=0.0)
    (fetched,) = fetch_pages([entry("/go")], AS_OF, SETTINGS, http)
    assert isinstance(fetched, Page)
    assert (fetched.url, fetched.html) == ("http://a.example/ferry", html()[2])


@pytest.mark.parametrize("page", ["<meta http-equiv=refresh content='0;URL=/go'>", "<meta http-equiv=refresh content='0;URL=/'>", "<script>location='/gone'</script>"])
def test_and_is_never_a_page_itself(web: Web, page: str) -> None:
    web.routes |= {"/go": html(page), "/": html()}
    http = HttpSettings(proxy=web.url, delay_seconds=0.0)
    (fetched,) = fetch_pages([entry("/go", text="")], AS_OF, SETTINGS, http)
    assert not isinstance(fetched, Page)


def test_a_page_that_strangers_list_is_asked_for_once(web: Web) -> None:
    web.routes |= {"/1": html(), "/2": (404, {}, b"")}
    strangers = [entry(path, feed=f"http://f{n}.example/", id=f"{path} of {n}") for n in range(3) for path in ("/1", "/2")]
    items = fetch(web, *strangers)
    assert sorted(web.paths()) == ["/1", "/2"]
    assert sorted((page.entry.id, bool(page.html)) for page in items if isinstance(page, Page) and page.entry) == [
        ("/1 of 0", True), ("/1 of 1", True), ("/1 of 2", True), ("/2 of 0", False), ("/2 of 1", False), ("/2 of 2", False),
    ]  # fmt: skip
