"""What browsers and curl take, from a loopback server that sends it; and what is refused within bounds."""

from __future__ import annotations

import gzip
import time
from dataclasses import replace

import pytest

from connectors.web.http import MOST_COOKIE_LINE, HttpSettings
from connectors.web.pacing import Request, fetch_politely
from tests.connectors.web.asking import QUICK, get
from tests.web import Answer, Done, Visit, Web, drip, html, raw, redirect, rss

FEED = rss("<item><title>Ferry late</title></item>")[2]
LENGTH = b"Content-Length: %d\r\n" % len(FEED)
CHUNKED = b"Transfer-Encoding: chunked\r\n"


def chunks(data: bytes, size: int = 40) -> bytes:
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in [*pieces, b""])


# Cookies


def wants_cookie(cookie: str, answer: Answer, otherwise: Answer) -> object:
    return lambda visit: answer if cookie in visit.headers.get("cookie", "").split("; ") else otherwise


def test_a_cookie_before_the_feed(web: Web) -> None:
    web.routes |= {"/feed": wants_cookie("seen=1", rss(), redirect(302, "/check?u=/feed")),
                   "/check?u=/feed": (302, {"Location": "/feed", "Set-Cookie": "seen=1; Path=/; HttpOnly; SameSite=Lax"}, b"")}  # type: ignore[dict-item]  # fmt: skip
    response = get(f"{web.url}/feed")
    assert (response.reason, response.url, response.body) == ("", f"{web.url}/feed", rss()[2])
    get(f"{web.url}/feed")
    assert "cookie" not in web.visits[3].headers, "the next request begins without"


def test_an_address_that_sets_its_cookie_itself(web: Web) -> None:
    web.routes["/feed"] = wants_cookie("seen=1", rss(), (301, {"Location": "/feed", "Set-Cookie": "seen=1"}, b""))  # type: ignore[assignment]
    response = get(f"{web.url}/feed")
    assert (response.reason, response.permanent_url) == ("", ""), "a chain that comes back has moved nothing"


def test_two_cookies_of_two_stations(web: Web) -> None:
    both = wants_cookie("a=1", wants_cookie("b=2", rss(), redirect(302, "/b")), redirect(302, "/a"))  # type: ignore[arg-type]

    def feed(visit: Visit) -> Answer:
        answer = both(visit)  # type: ignore[operator]
        return answer(visit) if callable(answer) else answer

    web.routes |= {"/feed": feed, "/a": (302, {"Location": "/feed", "Set-Cookie": "a=1; Path=/"}, b""),
                   "/b": (302, {"Location": "/feed", "Set-Cookie": "b=2; Path=/"}, b"")}  # fmt: skip
    assert get(f"{web.url}/feed").reason == ""


def test_the_same_request_again_is_a_loop(web: Web) -> None:
    web.routes["/feed"] = (302, {"Location": "/feed", "Set-Cookie": "seen=1"}, b"")
    response = get(f"{web.url}/feed")
    assert (response.reason, len(web.visits)) == ("redirect loop", 2), "once without the cookie, once with it"


@pytest.mark.parametrize(
    ("setting", "to", "sent"),
    [("id=1; Path=/", "http://a.ledger.example/x", True), ("id=1; Path=/", "http://www.ledger.example/x", False),
     ("id=1; Domain=ledger.example", "http://www.ledger.example/set/x", True), ("id=1; Domain=.ledger.example", "http://ledger.example/set/x", True),
     ("id=1; Domain=other.example", "http://other.example/set/x", False), ("id=1; Domain=example", "http://other.example/set/x", False),
     ("id=1; Domain=www.ledger.example", "http://www.ledger.example/set/x", False), ("id=1; Path=/set", "http://a.ledger.example/x", False),
     ("id=1; Path=/set", "http://a.ledger.example/set/x", True), ("id=1; Secure; Path=/", "http://a.ledger.example/x", False),
     ("id=1; Max-Age=0; Path=/", "http://a.ledger.example/x", False), ("id=\xe9; Path=/", "http://a.ledger.example/x", False),
     ("id=1; Path=/; Domain=", "http://other.example/x", False), (f"id={'1' * 5000}; Path=/", "http://a.ledger.example/x", False)],
)  # fmt: skip
def test_whose_cookie_it_is(web: Web, setting: str, to: str, sent: bool) -> None:
    host_path = to.removeprefix("http://")
    web.routes |= {"a.ledger.example/set/": (302, {"Location": to, "Set-Cookie": setting}, b""), host_path: html()}
    assert get("http://a.ledger.example/set/", replace(QUICK, proxy=web.url)).reason == ""
    assert ("id=1" in web.visits[-1].headers.get("cookie", "")) == sent


def test_one_sites_cookie_is_not_set_under_a_public_suffix(web: Web) -> None:
    web.routes |= {"a.co.uk/": (302, {"Location": "http://b.co.uk/", "Set-Cookie": "id=1; Domain=co.uk; Path=/"}, b""), "b.co.uk/": html()}
    assert get("http://a.co.uk/", replace(QUICK, proxy=web.url)).reason == ""
    assert "cookie" not in web.visits[-1].headers


def test_endless_redirects_with_ever_new_cookies(web: Web) -> None:
    def more(visit: Visit) -> Answer:
        head = b"HTTP/1.1 302 Found\r\nLocation: /feed\r\nContent-Length: 0\r\n"
        cookies = b"".join(b"Set-Cookie: c%d-%d=%b\r\n" % (len(web.visits), n, b"x" * 500) for n in range(100))
        visit.connection.sendall(head + cookies + b"\r\n")
        raise Done

    web.routes["/feed"] = more
    response = get(f"{web.url}/feed")
    assert response.reason == "redirect loop"
    assert len(web.visits) <= QUICK.max_redirects + 1
    assert 4_000 < max(len(visit.headers.get("cookie", "")) for visit in web.visits) <= MOST_COOKIE_LINE


# Heads


@pytest.mark.parametrize(
    "line",
    [b"Content-Security-Policy: " + b"x" * 9_000, b"Link: " + b"y" * 60_000, b"\r\n".join(b"X-%d: y" % n for n in range(150)),
     b"\r\n".join(b"Set-Cookie: c%d=%b" % (n, b"z" * 300) for n in range(190))],
)  # fmt: skip
def test_long_headers(web: Web, line: bytes) -> None:
    web.routes["/feed"] = raw(b"HTTP/1.1 200 OK\r\n" + line + b"\r\nETag: 1\r\n" + LENGTH + b"\r\n" + FEED)
    response = get(f"{web.url}/feed")
    assert (response.reason, response.body, response.etag) == ("", FEED, "1")


@pytest.mark.parametrize("line", [b"Link: " + b"y" * 70_000, b"\r\n".join(b"X-%d: y" % n for n in range(201)), b"X: " + b"\r\n" * 9 + b"y: " + b"z" * 66_000])
def test_headers_past_their_bounds(web: Web, line: bytes) -> None:
    web.routes["/feed"] = raw(b"HTTP/1.1 200 OK\r\n" + line + b"\r\n" + LENGTH + b"\r\n" + FEED)
    response = get(f"{web.url}/feed")
    assert response.reason == "bad answer" or response.body != FEED
    assert len(web.visits) == 1, "nobody is asked twice"


SLOPPY = {
    "a line without a colon": b"HTTP/1.1 200 OK\r\nX-XSS-Protection=1;\r\n" + LENGTH + b"\r\n" + FEED,
    "a blank before the colon": b"HTTP/1.1 200 OK\r\nContent-Type : text/xml\r\n" + LENGTH + b"\r\n" + FEED,
    "a name with a blank": b"HTTP/1.1 200 OK\r\nX Powered By: x\r\n" + LENGTH + b"\r\n" + FEED,
    "bytes in a name": b"HTTP/1.1 200 OK\r\n\xe9tag: x\r\n" + LENGTH + b"\r\n" + FEED,
    "NUL in a value": b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n" + LENGTH + b"\r\n" + FEED,
    "two equal lengths": b"HTTP/1.1 200 OK\r\n" + LENGTH + LENGTH + b"\r\n" + FEED,
    "a length twice in a line": b"HTTP/1.1 200 OK\r\nContent-Length: %d, %d\r\n\r\n" % (len(FEED), len(FEED)) + FEED,
    "a length and chunks": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n" + CHUNKED + b"\r\n" + chunks(FEED),
    "chunks twice": b"HTTP/1.1 200 OK\r\n" + CHUNKED + CHUNKED + b"\r\n" + chunks(FEED),
    "chunks and more": b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"\r\n" + chunks(FEED) + b"<!-- served by cache 7 -->",
    "chunks with bare line feeds": b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"\r\n" + chunks(FEED).replace(b"\r\n", b"\n"),
    "chunks without the last line": b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"\r\n" + chunks(FEED)[:-2],
    "chunks with odd trailers": b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"\r\n" + chunks(FEED)[:-2] + b"X=1\r\n\r\n",
    "chunks with extensions": b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"\r\n" + chunks(FEED).replace(b"28\r\n", b"0028 ; a=\"b\"\r\n"),
    "chunks in HTTP/1.0": b"HTTP/1.0 200 OK\r\n" + CHUNKED + b"\r\n" + chunks(FEED),
    "a body longer than announced": b"HTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED + b"<!-- served by cache 7 -->",
    "a length that is none": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + FEED,
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + FEED,
    "no length": b"HTTP/1.1 200 OK\r\n\r\n" + FEED,
    "line feeds alone": b"HTTP/1.1 200 OK\nContent-Type: text/xml\nX=1\n\n" + FEED,
    "blank lines first": b"\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED,
    "no reason": b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n" + FEED,
    "an old status line": b"ICY 200 OK\r\n\r\n" + FEED,
    "another version": b"HTTP/2 200\r\n" + LENGTH + b"\r\n" + FEED,
    "a folded line": b"HTTP/1.1 200 OK\r\nLink: a,\r\n  b\r\n" + LENGTH + b"\r\n" + FEED,
    "interim answers": b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED,
    "a length of the feed unpacked": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n" + LENGTH + b"\r\n" + gzip.compress(FEED, mtime=0),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOPPY)
@pytest.mark.parametrize("size", [2**20, 7])
def test_sloppy_answers(web: Web, name: str, size: int) -> None:
    def piecemeal(visit: Visit) -> Answer:
        for start in range(0, len(SLOPPY[name]), size):
            visit.connection.sendall(SLOPPY[name][start : start + size])
        raise Done

    web.routes["/feed"] = piecemeal
    response = get(f"{web.url}/feed")
    assert (response.reason, response.body) == ("", FEED)
    assert len(web.visits) == 1, "nobody is asked twice"


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n<a href=/there>there</a>",
     b"HTTP/1.1 302 Found\r\nLocation : /there\r\nX=1\r\n\r\n", b"HTTP/1.0 302\nLocation:/there\n\n",
     b"HTTP/1.1 302 Found\r\nLocation:\r\n\t/there\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"],
)  # fmt: skip
def test_sloppy_redirects(web: Web, answer: bytes) -> None:
    web.routes |= {"/feed": raw(answer), "/there": rss()}
    assert (get(f"{web.url}/feed").reason, len(web.visits)) == ("", 2)


def test_what_follows_an_answer_is_not_the_next_one(web: Web) -> None:
    """The rest of one body must not be read as the answer to the next request on that connection."""
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"
    asked = []

    def first(visit: Visit) -> Answer:
        asked.append(visit.path)
        visit.connection.sendall(b"HTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED + smuggled)
        return 200, {}, b"never read"

    web.routes |= {"a.example/1": first, "a.example/2": html("second")}
    requests = [Request(url=f"http://a.example/{n}", item=n) for n in (1, 2)]
    answers = {request.item: response.body for request, response in fetch_politely(requests, HttpSettings(proxy=web.url, delay_seconds=0), deadline_seconds=9)}
    assert answers == {1: FEED, 2: b"second"}


def test_connections_are_still_used_again(web: Web) -> None:
    web.routes |= {f"a.example/{n}": html(str(n)) for n in range(4)} | {"a.example/4": rss(headers={"X-XSS-Protection": "1"})}
    requests = [Request(url=f"http://a.example/{n}", item=n) for n in range(5)]
    answers = list(fetch_politely(requests, HttpSettings(proxy=web.url, delay_seconds=0), deadline_seconds=9))
    assert [response.reason for _, response in answers] == [""] * 5
    assert len({id(visit.connection) for visit in web.visits}) == 1


@pytest.mark.parametrize(
    ("location", "path"),
    [(b"/caf\xe9", "/caf%E9"), (b"/caf\xc3\xa9", "/caf%C3%A9"), (b"/caf%E9", "/caf%E9"), (b"/s?q=\xe9t\xe9&x=1", "/s?q=%E9t%E9&x=1"),
     (b"/\xcf\xe5\xf0\xe2", "/%CF%E5%F0%E2")],
)  # fmt: skip
def test_bytes_in_a_location(web: Web, location: bytes, path: str) -> None:
    web.routes |= {"/feed": raw(b"HTTP/1.1 301 Moved\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"), path: rss()}
    response = get(f"{web.url}/feed")
    assert (response.reason, response.url) == ("", f"{web.url}{path}")


# Status


@pytest.mark.parametrize(("status", "headers"), [(201, {}), (202, {}), (203, {}), (206, {"Content-Range": "bytes 0-9/10"}), (226, {"IM": "feed"}), (299, {})])
def test_any_2xx_with_a_body_is_an_answer(web: Web, status: int, headers: dict[str, str]) -> None:
    web.routes |= {"/feed": (status, headers, FEED), "/empty": (status, {}, b"")}
    assert (get(f"{web.url}/feed").reason, get(f"{web.url}/feed").body) == ("", FEED)
    assert get(f"{web.url}/empty").reason == f"http {status}"


def test_an_answer_of_no_content_has_none(web: Web) -> None:
    web.routes |= {"/204": raw(b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nwrong"), "/304": raw(b"HTTP/1.1 304\r\n" + LENGTH + b"\r\n" + FEED)}
    assert [get(f"{web.url}/{n}").reason for n in (204, 304)] == ["http 204", ""]
    assert get(f"{web.url}/304", etag="1").body == b""


# Pages that only lead on


def test_a_page_that_only_leads_on(web: Web) -> None:
    to_ferry = "<meta http-equiv=refresh content='0;URL=/ferry'>"
    web.routes |= {"/go": html(to_ferry), "/script": html('<script>location.replace("/go")</script>'), "/ferry": html("<p>The ferry is late.")}
    for path in ("/go", "/script"):
        response = get(f"{web.url}{path}")
        assert (response.reason, response.url, response.body) == ("", f"{web.url}/ferry", b"<p>The ferry is late.")
    web.routes["/moved"] = redirect(301, "/go")
    assert get(f"{web.url}/moved").permanent_url == f"{web.url}/go", "what follows is not permanent"


def test_a_page_that_leads_nowhere_is_no_answer(web: Web) -> None:
    web.routes |= {"/self": html("<meta http-equiv=refresh content='0;URL=/self'>")}
    web.routes |= {f"/{n}": html(f"<script>location.href='/{n + 1}'</script>") for n in range(20)}
    assert get(f"{web.url}/self").reason == "redirect loop"
    web.visits.clear()
    assert (get(f"{web.url}/0").reason, len(web.visits)) == ("redirect loop", QUICK.max_redirects + 1)


def test_a_header_that_leads_on(web: Web) -> None:
    web.routes |= {"/go": (200, {"Refresh": "0; url=/ferry"}, b""), "/ferry": html("<p>The ferry is late.")}
    assert get(f"{web.url}/go").url == f"{web.url}/ferry"


# Hostile servers


@pytest.mark.parametrize(
    ("start", "piece"),
    [(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"), (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"y"),
     (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n", b"x"), (b"", b"\r\n"), (b"", b"H"), (b"HTTP/1.1 200 OK\r\nX: ", b"y"), (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
     (b"HTTP/1.1 200 OK\r\n\r\n", b"x"), (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n")],
)  # fmt: skip
@pytest.mark.parametrize("fast", [True, False])
def test_endless_answers(web: Web, start: bytes, piece: bytes, fast: bool) -> None:
    web.routes["/feed"] = drip(start, piece * 9_000 if fast else piece, times=60, pause=0.005 if fast else 0.05)
    started = time.monotonic()
    assert get(f"{web.url}/feed").reason in ("timeout", "bad answer", "too large", "connection failed")
    assert time.monotonic() - started < 1.8
    assert len(web.visits) == 1
