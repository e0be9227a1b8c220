"""Packed bodies, announced or not, within their limit."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from connectors.web.codings import GZIP as MAGIC
from connectors.web.codings import Unpacker
from tests.connectors.web.asking import QUICK, get
from tests.web import Web, raw

FEED = b"<rss>" + b"word " * 5000
GZIP = gzip.compress(FEED)


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "Deflate ": raw_deflate, "br": brotli.compress,
    "zstd": zstandard.compress, "identity": bytes, "": bytes,
}  # fmt: skip


@pytest.mark.parametrize("coding", PACKERS)
def test_packed_bodies(web: Web, coding: str) -> None:
    web.routes["/a"] = (200, {"Content-Encoding": coding}, PACKERS[coding](FEED))
    assert get(f"{web.url}/a").body == FEED
    assert web.visits[-1].headers["accept-encoding"] == "gzip, deflate, br, zstd"


@pytest.mark.parametrize("coding", ["", "UTF-8", "none", "text/xml", "binary", "application/x-gzip", "gzip", "deflate", "identity", "zstd"])
def test_gzip_is_unpacked_whatever_was_announced(web: Web, coding: str) -> None:
    headers = {"Content-Type": "application/x-gzip"} | ({"Content-Encoding": coding} if coding else {})
    web.routes["/a"] = (200, headers, GZIP)
    assert get(f"{web.url}/a").body == FEED


@pytest.mark.parametrize("coding", ["UTF-8", "none", "gzip", "deflate", "br", "zstd", "gzip, gzip", "br, none", ",", "gzip;q=1", "é"])
@pytest.mark.parametrize("body", [FEED, b" \r\n<rss/>", b'{"items": []}', b"\xef\xbb\xbf<rss/>", b"<", b""])
def test_a_plain_body_is_taken_whatever_was_announced(web: Web, coding: str, body: bytes) -> None:
    web.routes["/a"] = (200, {"Content-Encoding": coding}, body)
    response = get(f"{web.url}/a")
    assert (response.body, response.reason) == (body, "")


def test_packed_more_than_once(web: Web) -> None:
    bodies = {
        "gzip, gzip": gzip.compress(GZIP), "gzip": gzip.compress(GZIP), "br, gzip": gzip.compress(brotli.compress(FEED)),
        "gzip, br": brotli.compress(GZIP), "x-gzip": gzip.compress(FEED[:100]) + gzip.compress(FEED[100:]) + b"\0" * 99,
        "zstd": zstandard.compress(FEED[:100]) + zstandard.compress(FEED[100:]),
    }  # fmt: skip
    for n, (coding, body) in enumerate(bodies.items()):
        web.routes[f"/{n}"] = (200, {"Content-Encoding": coding}, body)
        assert get(f"{web.url}/{n}").body == FEED, coding


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", GZIP[:-9]), ("", GZIP[:-9]), ("gzip", GZIP[:20] + b"???" + GZIP[23:]), ("br", b"x"), ("br", brotli.compress(FEED)[:-3]),
     ("zstd", b"\x28\xb5\x2f\xfd???????"), ("zstd", zstandard.compress(FEED)[:-3]), ("gzip, gzip, gzip, gzip", b"x")],
)  # fmt: skip
def test_broken_packing(web: Web, coding: str, body: bytes) -> None:
    web.routes["/a"] = (200, {"Content-Encoding": coding}, body)
    assert get(f"{web.url}/a").reason == "bad encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_body_that_comes_to_its_end_needs_no_length(web: Web, coding: str) -> None:
    packed = PACKERS[coding](FEED)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: %b\r\nContent-Length: %d\r\n\r\n" % (coding.encode(), len(FEED))  # of the body unpacked
    web.routes |= {"/whole": raw(head + packed), "/part": raw(head + packed[:-1])}
    assert get(f"{web.url}/whole").body == FEED
    assert get(f"{web.url}/part").reason == "connection failed"


ZEROS = b"\0" * 20_000_000
BOMBS = {
    "gzip": gzip.compress(ZEROS), "deflate": zlib.compress(ZEROS), "br": brotli.compress(ZEROS, quality=5), "zstd": zstandard.compress(ZEROS),
    "": gzip.compress(ZEROS), "gzip, gzip": gzip.compress(gzip.compress(ZEROS * 10)), "zstd, br": brotli.compress(zstandard.compress(ZEROS)),
}  # fmt: skip


@pytest.mark.parametrize("coding", BOMBS)
def test_bombs_are_stopped(web: Web, coding: str) -> None:
    assert len(BOMBS[coding]) < QUICK.max_bytes
    web.routes["/a"] = (200, {"Content-Encoding": coding}, BOMBS[coding])
    response = get(f"{web.url}/a")
    assert (response.reason, response.body) == ("too large", b"")


def test_a_bomb_takes_little_memory() -> None:
    blocks = b"".join(b"\x02\x00\x10\x00" for _ in range(16_000))  # each says: a byte, 128 KiB times; 2 GiB in all
    bomb = b"\x28\xb5\x2f\xfd\x00\x58" + blocks
    for coding, packed in (*BOMBS.items(), ("zstd", bomb)):
        tracemalloc.start()
        with pytest.raises((OverflowError, ValueError)):
            unpack = Unpacker(coding, 2**16)
            unpack.feed(packed)
            unpack.close()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2**25, (coding, peak)


def test_padding_costs_no_time() -> None:
    unpack = Unpacker("gzip", 2**24)
    started = time.monotonic()
    unpack.feed(GZIP)
    for _ in range(20_000):
        unpack.feed(b"\0" * 400)
    assert (unpack.close(), time.monotonic() - started < 2) == (FEED, True)


@settings(deadline=None)
@given(st.sampled_from([*PACKERS, "gzip, br"]), st.lists(st.binary(max_size=200), max_size=8), st.integers(0, 500))
def test_unpacking_never_exceeds_its_limit(coding: str, chunks: list[bytes], limit: int) -> None:
    unpack = Unpacker(coding, limit)
    try:
        for chunk in chunks:
            unpack.feed(chunk)
        assert len(unpack.close()) <= limit
    except (OverflowError, ValueError):
        pass


@settings(deadline=None)
@given(st.binary(max_size=2000), st.integers(1, 50), st.sampled_from(["gzip", "deflate", "br", "zstd", ""]))
def test_unpacking_undoes_packing_in_any_pieces(data: bytes, size: int, coding: str) -> None:
    assume(not data.startswith(MAGIC))  # that would have been packed twice
    packed = PACKERS[coding](data)
    unpack = Unpacker(coding, 2000)
    for start in range(0, len(packed), size):
        unpack.feed(packed[start : start + size])
    assert unpack.close() == data
