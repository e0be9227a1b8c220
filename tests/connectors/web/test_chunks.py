"""Chunked bodies in any pieces, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.web.chunks import MOST_LINE, ChunkReader


def read(data: bytes, size: int) -> tuple[bytes, bool]:
    chunks, out = ChunkReader(), b""
    for start in range(0, len(data), size):
        out += chunks.feed(data[start : start + size])
    return out, chunks.done


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8), st.sampled_from([b"\r\n", b"\n"]), st.sampled_from([b"", b" ", b";a=b", b"\t; x"]), st.integers(1, 99))
def test_what_is_cut_in_chunks_comes_back(pieces: list[bytes], line: bytes, behind: bytes, size: int) -> None:
    body = b"".join(b"%x%b%b%b%b" % (len(piece), behind, line, piece, line) for piece in pieces) + b"0" + line
    assert read(body + line, size) == (b"".join(pieces), True)
    assert read(body[: -len(line)], size) == (b"".join(pieces), False)


@given(st.binary(max_size=200), st.integers(1, 50))
def test_anything_is_read_or_refused_however_it_is_cut(data: bytes, size: int) -> None:
    def outcome(size: int) -> object:
        try:
            return read(data, size)
        except ValueError:
            return "refused"

    assert outcome(size) == outcome(max(1, len(data)))


@pytest.mark.parametrize("data", [b"<rss>\n", b"-1\r\n", b"0x1\r\n", b"\r\n", b"1\r\nab\r\n", b"f" * 16 + b"\r\n", b"1;" + b"y" * MOST_LINE])
def test_what_is_no_chunk_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="chunk"):
        ChunkReader().feed(data)
