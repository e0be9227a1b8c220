"""One request against a real loopback server that plays every kind of answer."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.web.freshness import parse_retry_after
from connectors.web.http import Response
from tests.connectors.web.asking import QUICK, get
from tests.web import Done, Visit, Web, drip, html, raw, redirect, reset, slow


def test_a_page(web: Web) -> None:
    headers = {"Content-Type": "Text/HTML; Charset=\"Windows-1251\"", "ETag": '"1"', "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    web.routes["/a"] = (200, headers, b"body")
    response = get(f"{web.url}/a#part")
    assert response == Response(
        url=f"{web.url}/a", status=200, body=b"body", content_type="text/html", charset="Windows-1251", etag='"1"',
        last_modified="Mon, 01 Jan 2024 00:00:00 GMT",
    )  # fmt: skip
    assert web.visits[0].headers["user-agent"] == QUICK.user_agent
    assert "cookie" not in web.visits[0].headers


def test_validators_are_sent_and_304_is_no_failure(web: Web) -> None:
    web.routes["/a"] = (304, {"ETag": '"1"'}, b"")
    response = get(f"{web.url}/a", etag='"1"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")
    assert (response.status, response.reason) == (304, "")
    assert web.visits[0].headers["if-none-match"] == '"1"'
    assert web.visits[0].headers["if-modified-since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


def test_a_validator_that_is_no_header_value_is_not_sent(web: Web) -> None:
    web.routes["/a"] = html()
    assert get(f"{web.url}/a", etag='"1"\r\nX: y', last_modified="é").reason == ""
    assert not {"if-none-match", "if-modified-since", "x"} & set(web.visits[0].headers)


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 418, 500, 503])
def test_other_answers_say_their_status(web: Web, status: int) -> None:
    web.routes["/a"] = (status, {"Content-Length": "0"}, b"")
    response = get(f"{web.url}/a")
    assert (response.status, response.reason, response.body) == (status, f"http {status}", b"")


def test_permanent_redirects_are_told_from_temporary_ones(web: Web) -> None:
    web.routes |= {"/1": redirect(301, "/2"), "/2": redirect(308, "/3"), "/3": redirect(302, "/4"), "/4": redirect(301, "/5"), "/5": html()}
    response = get(f"{web.url}/1")
    assert (response.url, response.permanent_url, response.reason) == (f"{web.url}/5", f"{web.url}/3", "")
    assert get(f"{web.url}/3").permanent_url == ""
    assert get(f"{web.url}/4").permanent_url == f"{web.url}/5"


@pytest.mark.parametrize(
    ("location", "reason"),
    [("/a", "redirect loop"), ("/b", "redirect loop"), ("ftp://example.com/", "bad redirect"), ("file:///etc/passwd", "bad redirect"),
     ("javascript:1", "bad redirect"), ("http://[", "bad redirect"), ("", "bad redirect")],
)  # fmt: skip
def test_redirects_that_lead_nowhere(web: Web, location: str, reason: str) -> None:
    web.routes |= {"/a": redirect(302, location), "/b": redirect(301, "/a")}
    assert get(f"{web.url}/a").reason == reason


def test_long_chains_end(web: Web) -> None:
    web.routes |= {f"/{n}": redirect(301, f"/{n + 1}") for n in range(20)}
    assert get(f"{web.url}/0").reason == "redirect loop"
    assert len(web.visits) == QUICK.max_redirects + 1


def test_a_slow_server_times_out(web: Web) -> None:
    web.routes["/a"] = slow(2.0)
    started = time.monotonic()
    assert get(f"{web.url}/a").reason == "timeout"
    assert time.monotonic() - started < 1.8


def test_a_server_that_drips_times_out_as_a_whole(web: Web) -> None:
    web.routes["/a"] = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x", times=30, pause=0.1)
    started = time.monotonic()
    assert get(f"{web.url}/a").reason == "timeout"
    assert time.monotonic() - started < 2.5


def test_the_caller_can_shorten_the_time(web: Web) -> None:
    web.routes["/a"] = slow(1.0)
    started = time.monotonic()
    assert get(f"{web.url}/a", timeout_seconds=0.1).reason == "timeout"
    assert time.monotonic() - started < 0.9


def test_a_broken_connection_is_tried_again_once(web: Web) -> None:
    answers = [reset, html()]

    def route(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        answer = answers.pop(0)
        return answer(visit) if callable(answer) else answer

    web.routes["/a"] = route
    assert get(f"{web.url}/a").reason == ""
    web.routes["/b"] = reset
    web.visits.clear()
    assert get(f"{web.url}/b").reason == "connection failed"
    assert len(web.visits) == 2


def test_nobody_listens(unused_port: int) -> None:
    assert get(f"http://127.0.0.1:{unused_port}/").reason == "connection failed"


def test_no_such_host() -> None:
    assert get("http://no-such-host.invalid/").reason in ("no such host", "connection failed", "timeout")


@pytest.mark.parametrize("url", ["", "ftp://example.com/", "file:///etc/passwd", "x", "http://[::1"])
def test_only_web_addresses(url: str) -> None:
    assert get(url).reason == "bad url"


def test_bodies_are_bounded(web: Web) -> None:
    web.routes["/said"] = (200, {}, b"x" * 50_001)
    said = get(f"{web.url}/said")
    assert said.reason == "too large" and "http.max_bytes" in said.detail

    def unsaid(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        visit.connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for _ in range(1000):
            visit.connection.sendall(b"x" * 10_000)
        raise Done

    web.routes["/unsaid"] = unsaid
    unsaid = get(f"{web.url}/unsaid")
    assert unsaid.reason == "too large" and "http.max_bytes" in unsaid.detail
    web.routes["/fits"] = (200, {}, b"x" * 50_000)
    assert len(get(f"{web.url}/fits").body) == 50_000


@pytest.mark.parametrize(
    "answer",
    [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
     b"HTTP/1.1 999 " + b"\xff" * 50 + b"\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nContent-Type: \xff\xfe; charset=\xff\r\nContent-Length: 1\r\n\r\nx"],
)  # fmt: skip
def test_answers_that_are_not_http(web: Web, answer: bytes) -> None:
    web.routes["/a"] = raw(answer)
    started = time.monotonic()
    response = get(f"{web.url}/a")
    assert time.monotonic() - started < 0.9, "it is not waited for what won't come"
    assert isinstance(response, Response)
    assert response.reason or response.body == b"x"
    for text in (response.detail, response.content_type, response.charset):
        text.encode()


def test_through_a_forward_proxy(web: Web) -> None:
    web.routes |= {"ledger.example/feed": redirect(301, "http://other.example/x?y=1"), "other.example/x?y=1": html("<html>through</html>")}
    response = get("http://ledger.example/feed", replace(QUICK, proxy=web.url))
    assert (response.body, response.permanent_url) == (b"<html>through</html>", "http://other.example/x?y=1")
    assert all(visit.absolute for visit in web.visits)


def test_the_proxys_password_is_in_no_detail(web: Web) -> None:
    """Details are published with rejects; this proxy refuses to CONNECT, and the client's error spells its URL."""
    response = get("https://ledger.example/feed", replace(QUICK, proxy=web.url.replace("//", "//me:sesame@")))
    assert response.reason == "bad answer" and "…@127.0.0.1" in response.detail
    assert "sesame" not in response.detail


def test_retry_after() -> None:
    assert parse_retry_after("120") == 120
    assert parse_retry_after("Mon, 01 Jan 2024 00:02:00 GMT", "Mon, 01 Jan 2024 00:00:00 GMT") == 120
    assert parse_retry_after("Mon, 01 Jan 2024 00:02:00 GMT", "", now=1704067200) == 120
    assert parse_retry_after("Mon, 01 Jan 2001 00:02:00 GMT", "Mon, 01 Jan 2024 00:00:00 GMT") == 0
    assert [parse_retry_after(text) for text in ("", "soon", "-5", "1.5", "٣")] == [None] * 5
    assert parse_retry_after("9" * 400) is not None


@given(st.text(max_size=60), st.text(max_size=60))
def test_retry_after_reads_anything(value: str, date: str) -> None:
    seconds = parse_retry_after(value, date, now=0)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    "change", [{"concurrency": 0}, {"delay_seconds": -1}, {"max_bytes": 0}, {"proxy": "socks://x"}, {"total_timeout_seconds": float("nan")}]
)
def test_bad_settings_are_named(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=f"http.{next(iter(change))}"):
        replace(QUICK, **change)  # type: ignore[arg-type]


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
