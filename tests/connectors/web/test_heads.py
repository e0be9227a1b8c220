"""Heads as sloppy servers send them, and the canonical ones that come of them: Python's own strict parsers are the judge."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp.base_protocol import BaseProtocol
from aiohttp.http_parser import HttpResponseParserPy
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.web.heads import MOST_LINES, find_end, may_be_head, read_head

OK = b"HTTP/1.1 200 OK\r\n"


def lines(raw: bytes) -> list[bytes]:
    return read_head(raw).text.split(b"\r\n")[1:-2]


@pytest.mark.parametrize(
    "line",
    [b"X-XSS-Protection=1;", b"X XSS: 1", b": x", b"<html>: x", b"no colon at all", b"\xff\xfe: x", b"", b"X-Powered-By: PHP", b"\x00"],
)  # fmt: skip
def test_lines_that_are_none_are_passed_over(line: bytes) -> None:
    assert lines(OK + line + b"\r\nETag: 1\r\nContent-Length: 3\r\n\r\n")[:1] == [b"etag: 1"] or not line


@pytest.mark.parametrize(
    "line", [b"Content-Type : text/xml", b"content-type:text/xml", b"CONTENT-TYPE:\ttext/xml \t", b"Content-Type:\r\n text/xml", b"Content-Type: \x00text/xml\x0b"],
)  # fmt: skip
def test_a_name_in_any_dress(line: bytes) -> None:
    assert b"content-type: text/xml" in lines(OK + line + b"\r\n\r\n")


@pytest.mark.parametrize(
    ("said", "length", "chunked"),
    [(b"Content-Length: 7", 7, False), (b"Content-Length: 7\r\nContent-Length: 7", 7, False), (b"Content-Length: 7, 7", 7, False),
     (b"Content-Length: 07\r\ncontent-length : 7", 7, False), (b"Content-Length: 7\r\nTransfer-Encoding: chunked", None, True),
     (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", None, True), (b"Transfer-Encoding: Chunked,", None, True),
     (b"Transfer-Encoding: identity\r\nContent-Length: 7", 7, False), (b"Content-Length: -1", None, False),
     (b"Content-Length: x", None, False), (b"Content-Length:", None, False), (b"Content-Length: 7\r\nContent-Length: x", 7, False),
     (b"Content-Length: " + b"9" * 5000, None, False), (b"", None, False)],
)  # fmt: skip
def test_how_a_body_ends(said: bytes, length: int | None, chunked: bool) -> None:
    head = read_head(OK + said + b"\r\n\r\n")
    assert (head.length, head.chunked) == (length, chunked)
    assert (b"connection: close" in head.text) == (length is None and not chunked)


@pytest.mark.parametrize("status", [b"HTTP/1.1 200", b"HTTP/1.0 200 OK", b"HTTP/2 200 ", b"http/1.1  200 Ok", b"HTTP 200 OK", b"ICY 200 OK", b"HTTP/1.1 200 \xff"])
def test_status_lines_that_browsers_take(status: bytes) -> None:
    assert read_head(status + b"\nContent-Length: 1\n\n").status == 200


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b"<html>\n\n", "not HTTP"), (b"HTTP/1.1 OK\r\n\r\n", "not HTTP"), (b"HTTP/1.1 2000 OK\r\n\r\n", "not HTTP"), (b"HTTP/1.1 099 x\r\n\r\n", "not HTTP"),
     (OK + b"Content-Length: 7\r\nContent-Length: 8\r\n\r\n", "different lengths"), (OK + b"Content-Length: 7, 8\r\n\r\n", "different lengths"),
     (OK + b"X: y\r\n" * (MOST_LINES + 1) + b"\r\n", "header lines")],
)  # fmt: skip
def test_heads_that_nobody_takes(raw: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_head(raw)


def test_as_many_lines_as_are_allowed() -> None:
    assert read_head(OK + b"X: y\r\n" * (MOST_LINES - 1) + b"ETag: 1\r\n\r\n").text.startswith(OK + b"etag: 1")


def test_a_line_too_long_to_mean_anything_is_not_passed_on() -> None:
    text = read_head(OK + b"ETag: " + b"x" * 9_000 + b"\r\nLocation: /" + b"y" * 30_000 + b"\r\nDate: now\r\n\r\n").text
    assert text == OK + b"date: now\r\nconnection: close\r\n\r\n"


def test_hostile_heads_take_little_time() -> None:
    started = time.monotonic()
    for piece in (b" ", b"\t\n", b"a:", b"\n ", b"Set-Cookie: a=b\n", b"\x00", b"\r"):
        raw = OK + piece * (2**16 // len(piece)) + b"\n\n"
        try:
            read_head(raw[: find_end(raw)])
        except ValueError:
            pass
    assert time.monotonic() - started < 1


LOOP = asyncio.new_event_loop()  # the parser wants one; it never runs
PIECES = st.sampled_from(
    [b"\r\n", b"\n", b"\r", b" ", b":", b"\x00", b"\xff", b"Content-Length", b"Content-Type", b"Transfer-Encoding", b"chunked", b"Set-Cookie",
     b"Location", b"Connection", b"keep-alive", b"close", b"12", b"text/xml", b"a=b", b"HTTP/1.1 200 OK"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES | st.binary(max_size=5), max_size=40).map(b"".join), st.sampled_from([b"200", b"304", b"204", b"302", b"999", b"100"]))
def test_what_comes_of_any_head_is_one_that_a_strict_parser_takes(rest: bytes, status: bytes) -> None:
    raw = b"HTTP/1.1 " + status + b" \r\n" + rest + b"\r\n\r\n"
    raw = raw[: find_end(raw)]
    assert may_be_head(raw)
    try:
        head = read_head(raw)
    except ValueError:
        return
    parser = HttpResponseParserPy(BaseProtocol(LOOP), LOOP, 2**16)
    parsed, _, tail = parser.feed_data(head.text)
    assert not tail
    if head.status >= 200:
        ((message, _),) = parsed
        assert message.code == head.status
    assert read_head(head.text).text == head.text, "what is canonical stays as it is"
