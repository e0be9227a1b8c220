"""What feeds were lost by, as the users of feed readers reported it: answers that other readers take, hosts that they ask."""

from __future__ import annotations

import gzip
import socket
import threading
from datetime import timedelta
from typing import Any

import pytest

from connectors.records import Feed, FeedOutcome
from connectors.web.http import HttpSettings
from tests.transforms.test_poll import AS_OF, LATER, SETTINGS, Round, feed
from tests.web import Visit, Web, html, item, redirect, rss
from transforms.poll import poll_feeds


@pytest.mark.parametrize(("status", "headers"), [(202, {}), (203, {}), (206, {"Content-Range": "bytes 0-99/100"}), (226, {"IM": "feed"}), (201, {})])
def test_any_2xx_with_a_feed_in_it_is_an_answer(web: Web, status: int, headers: dict[str, str]) -> None:
    web.routes["/feed"] = (status, headers, rss(item("/1", "One"))[2])
    assert Round(web, (feed(), None)).entries.keys() == {"One"}


@pytest.mark.parametrize("answer", [(202, {}, b""), (204, {}, b""), (202, {"Content-Type": "text/html"}, b"<html><p>Wait a moment</html>"), (206, {}, b"\x00\x01")])
def test_a_2xx_without_a_feed_is_a_failure(web: Web, answer: Any) -> None:
    web.routes["/feed"] = answer
    assert Round(web, (feed(), None)).outcome.status == "failed"


@pytest.mark.parametrize("content_type", ["application/x-gzip", "application/octet-stream", "application/rss+xml"])
@pytest.mark.parametrize("coding", [None, "gzip", "UTF-8"])
def test_a_packed_feed_is_read_whatever_it_is_called(web: Web, content_type: str, coding: str | None) -> None:
    headers = {"Content-Type": content_type} | ({"Content-Encoding": coding} if coding else {})
    web.routes["/feed"] = (200, headers, gzip.compress(rss(item("/1", "One"))[2]))
    assert Round(web, (feed(), None)).entries.keys() == {"One"}
    web.routes["/feed"] = (200, headers, rss(item("/1", "One"))[2])
    assert Round(web, (feed(), None)).entries.keys() == {"One"}


def test_unchanged_behind_a_redirect(web: Web) -> None:
    def there(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        return (304, {}, b"") if visit.headers.get("if-none-match") == '"1"' else rss(item("/1", "One"), headers={"ETag": '"1"'})

    web.routes |= {"/feed": redirect(302, "/there"), "/there": there}
    first = Round(web, (feed(), None)).outcome
    second = Round(web, (feed(), first.cursor), as_of=LATER).outcome
    assert (first.status, second.status, second.cursor.url, second.cursor.etag) == ("changed", "unchanged", feed().url, '"1"')


def test_the_validators_of_the_latest_full_answer_are_sent(web: Web) -> None:
    cursor, stamps = None, []
    for hour, (etag, modified) in enumerate([('"1"', ""), ("", "Sun, 22 Nov 2026 10:00:00 GMT"), ('W/"3"', "Sun, 22 Nov 2026 11:00:00 GMT"), ("", "")]):
        headers = {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}
        web.routes["/feed"] = rss(item(f"/{hour}", str(hour)), headers=headers)
        cursor = Round(web, (feed(), cursor), as_of=AS_OF + timedelta(hours=hour)).outcome.cursor
        stamps.append((web.visits[-1].headers.get("if-none-match"), web.visits[-1].headers.get("if-modified-since")))
    assert stamps == [(None, None), ('"1"', None), (None, "Sun, 22 Nov 2026 10:00:00 GMT"), ('W/"3"', "Sun, 22 Nov 2026 11:00:00 GMT")]


def test_a_feed_that_says_unchanged_for_ever_is_found_out(web: Web) -> None:
    def stuck(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        return (304, {}, b"") if "if-none-match" in visit.headers else rss(item(f"/{len(web.visits)}", f"Item {len(web.visits)}"), headers={"ETag": '"1"'})

    web.routes["/feed"] = stuck
    cursor, seen = None, []
    for day in range(9):
        polled = Round(web, (feed(), cursor), as_of=AS_OF + timedelta(days=day))
        cursor, seen = polled.outcome.cursor, [*seen, *polled.entries]
    assert seen == ["Item 1", "Item 8"]


def test_one_host_that_asks_to_wait_is_not_the_whole_domain(web: Web) -> None:
    web.routes |= {"a.tumblr.example/feed": (429, {"Retry-After": "3000"}, b""), "b.tumblr.example/feed": rss(item("/1", "One")),
                   "a.tumblr.example/other": rss(item("/2", "Two"))}  # fmt: skip
    a, other, b = (Feed(url=f"http://{name}") for name in ("a.tumblr.example/feed", "a.tumblr.example/other", "b.tumblr.example/feed"))
    polled = Round(web, (a, None), (other, None), (b, None))
    assert [polled.outcomes[one.url].status for one in (a, other, b)] == ["deferred", "deferred", "changed"]
    assert [(polled.outcomes[one.url].cursor.due - AS_OF).total_seconds() for one in (a, other)] == [3060, 3060], "in whole minutes more than it said"
    assert sum(visit.host == "a.tumblr.example" for visit in web.visits) == 1


@pytest.mark.parametrize(
    ("url", "host"),
    [("http://xn--bcher-kva.example/f", "xn--bcher-kva.example"), ("http://bücher.example/f", "xn--bcher-kva.example"), ("http://BÜCHER.example/f", "xn--bcher-kva.example"),
     ("http://a_b.example/f", "a_b.example"), ("http://_a.b-.example/f", "_a.b-.example"), ("http://[2606:2800:220::1]/f", "2606:2800:220::1"), ("http://пример.example/f", "xn--e1afmkfd.example")],
)  # fmt: skip
def test_hosts_are_asked_for_as_they_are_given(web: Web, url: str, host: str) -> None:
    web.routes["/f"] = rss(item("/1", "One"))
    polled = Round(web, (Feed(url=url), None))
    assert (polled.outcome.status, polled.outcome.feed, web.visits[0].host) == ("changed", url, host)


def test_a_host_without_a_name(web: Web) -> None:
    with socket.socket(socket.AF_INET6) as listener:
        try:
            listener.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
        listener.listen()
        answer = rss(item("/1", "One"))[2]

        def serve() -> None:
            connection, _ = listener.accept()
            connection.recv(9_999)
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + answer)
            connection.close()

        threading.Thread(target=serve, daemon=True).start()
        url = f"http://[::1]:{listener.getsockname()[1]}/f"
        items = list(poll_feeds([(Feed(url=url), None)], {}, AS_OF, SETTINGS, HttpSettings(delay_seconds=0.0, allow=("::1",))))
    assert [one.status for one in items if isinstance(one, FeedOutcome)] == ["changed"]


@pytest.mark.attack
@pytest.mark.parametrize("to", ["http://169.254.169.254/latest/", "http://10.0.0.1:8080/", "http://a.example:22/"],
                         ids=["a feed that leads to metadata fails and says why", "a feed that leads to a private network fails and says why", "a feed that leads to port 22 fails and says why"])  # fmt: skip
def test_a_feed_that_leads_where_nobody_asks(web: Web, to: str) -> None:
    web.routes |= {"/feed": redirect(301, to)}
    polled = Round(web, (feed(), None))
    cursor = polled.outcome.cursor
    assert (polled.outcome.status, polled.outcome.reason, cursor.url, cursor.silent) == ("failed", "address refused", feed().url, False)
    assert "http.allow" in cursor.note and len(web.visits) == 1


def test_a_feed_behind_a_page_that_only_leads_on(web: Web) -> None:
    web.routes |= {"/feed": html("<meta http-equiv=refresh content='0;url=/rss.xml'>"), "/rss.xml": rss(item("/1", "One"))}
    outcome = Round(web, (feed(), None)).outcome
    assert (outcome.status, outcome.cursor.url) == ("changed", feed().url), "a page that leads on is no permanent move"


def test_a_feed_behind_a_cookie(web: Web) -> None:
    def route(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        return rss(item("/1", "One")) if "seen=1" in visit.headers.get("cookie", "") else redirect(302, "/check?u=/feed")

    web.routes |= {"/feed": route, "/check?u=/feed": (302, {"Location": "/feed", "Set-Cookie": "seen=1"}, b"")}
    assert Round(web, (feed(), None)).outcome.status == "changed"
