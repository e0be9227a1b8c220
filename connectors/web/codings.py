"""Content-Encoding undone piece by piece, within a limit, whatever the header says of it."""

from __future__ import annotations

import zlib
from typing import Protocol

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
NAMES = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br", "zstd": "zstd"}
"""Codings by the names that servers give them; any other name ("utf-8", "none") says nothing of the bytes."""

ACCEPTED = "gzip, deflate, br, zstd"
MOST_CODINGS = 3
MOST_WINDOW = 2**23  # bytes that zstd may look back: RFC 9659 for the web
ZSTD_STEP = 256  # bytes taken at a time: a block of 4 bytes may stand for 128 KiB


class Unpacker:
    """A body unpacked piece by piece, never more than ``limit`` bytes of it.

    ``feed`` and ``close`` raise OverflowError past the limit, ValueError for a broken body. A body that is not packed
    although it says so is taken as it is, and gzip is unpacked although nobody announced it.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        named = [NAMES[name] for name in (part.strip().lower() for part in encoding.split(",")) if name in NAMES]
        if len(named) > MOST_CODINGS:
            raise ValueError(f"Content-Encoding {encoding[:60]!r} packs {len(named)} times; at most {MOST_CODINGS}")
        self._stages = [_Stage(name, limit) for name in (*reversed(named), "")]
        self._body = bytearray()

    @property
    def whole(self) -> bool:
        """Whether the packed body has come to its own end, so that no length is needed to know it."""
        return self._stages[0].engine is not None and self._stages[0].engine.whole

    def feed(self, chunk: bytes) -> None:
        self._pass(chunk, self._stages)

    def close(self) -> bytes:
        for number, stage in enumerate(self._stages):
            self._pass(stage.start(), self._stages[number + 1 :])
            if stage.engine is not None and not stage.engine.whole:
                raise ValueError("the packed body ends early")
        return bytes(self._body)

    def _pass(self, chunk: bytes, stages: list[_Stage]) -> None:
        for stage in stages:
            if not chunk:
                return
            chunk = stage.feed(chunk)
        self._body += chunk


class _Engine(Protocol):
    @property
    def whole(self) -> bool:
        """Whether the packed body has come to its end."""

    def feed(self, chunk: bytes, room: int) -> bytes:
        """Unpack; at most ``room`` bytes and a little more. Raises ValueError, zlib.error and their like."""


class _Stage:
    """One coding: the first bytes decide whether it is there at all."""

    def __init__(self, name: str, limit: int) -> None:
        self.engine: _Engine | None = None
        self._name, self._room = name, limit
        self._held: bytes | None = b""  # the first bytes, until there are enough

    def feed(self, chunk: bytes) -> bytes:
        if self._held is not None:
            self._held += chunk
            return self.start() if len(self._held) >= 16 else b""
        return self._unpack(chunk)

    def start(self) -> bytes:
        """Begin with what is held, if that has not been done."""
        if self._held is None:
            return b""
        chunk, self._held = self._held, None
        self.engine = _choose_engine(self._name, chunk)
        return self._unpack(chunk)

    def _unpack(self, chunk: bytes) -> bytes:
        if self.engine is not None:
            try:
                chunk = self.engine.feed(chunk, self._room)
            except OverflowError:
                raise
            except Exception as error:  # each library has an error of its own
                raise ValueError(f"not {self._name or 'gzip'}: {error}") from error
        self._room -= len(chunk)
        if self._room < 0:
            raise OverflowError
        return chunk


def _choose_engine(name: str, start: bytes) -> _Engine | None:
    """What unpacks a body that begins so, when its header says ``name``; None when it is not packed."""
    if start.startswith(GZIP) and name != "br":
        return _Zlib(31)
    if name == "gzip":
        return _Zlib(31) if start.startswith(b"\x1f") else None
    if name == "zstd":
        return _Zstd() if start.startswith(ZSTD) else None
    if name not in ("br", "deflate") or not start:
        return None
    zlib_wrapped = start[0] & 0x0F == 8 and (len(start) < 2 or (start[0] * 256 + start[1]) % 31 == 0)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{")) and not (name == "deflate" and zlib_wrapped):
        return None
    return _Brotli() if name == "br" else _Zlib(15 if zlib_wrapped else -15)


class _Zlib:
    """gzip of any number of members (31), or deflate as zlib (15) or raw (-15)."""

    def __init__(self, bits: int) -> None:
        self._bits, self._engine = bits, zlib.decompressobj(bits)

    @property
    def whole(self) -> bool:
        return self._engine.eof

    def feed(self, chunk: bytes, room: int) -> bytes:
        out = bytearray()
        while chunk:
            if self._engine.eof:
                if self._bits != 31 or not chunk.startswith(b"\x1f"):  # padding behind the last member
                    break
                self._engine = zlib.decompressobj(self._bits)
            out += self._engine.decompress(chunk, room + 1 - len(out))
            if len(out) > room:
                raise OverflowError
            chunk = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
        return bytes(out)


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._engine = brotli.Decompressor()

    @property
    def whole(self) -> bool:
        return bool(self._engine.is_finished())

    def feed(self, chunk: bytes, room: int) -> bytes:
        out = bytearray()
        if self.whole:
            return b""
        while True:
            out += self._engine.process(chunk, output_buffer_limit=room + 1 - len(out))
            if len(out) > room:
                raise OverflowError
            if self.whole or self._engine.can_accept_more_data():
                return bytes(out)
            chunk = b""


class _Zstd:
    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        import zstandard

        self._engine = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW).decompressobj()

    @property
    def whole(self) -> bool:
        return bool(self._engine.eof)

    def feed(self, chunk: bytes, room: int) -> bytes:
        out = bytearray()
        for start in range(0, len(chunk), ZSTD_STEP):
            piece = chunk[start : start + ZSTD_STEP]
            while piece:
                if self._engine.eof:
                    if not piece.startswith(ZSTD[:1]):  # padding behind the last frame
                        return bytes(out)
                    self._start()
                out += self._engine.decompress(piece)
                if len(out) > room:
                    raise OverflowError
                piece = self._engine.unused_data if self._engine.eof else b""
        return bytes(out)
