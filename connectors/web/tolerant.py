"""aiohttp with an ear for sloppy servers: what a strict parser refuses and browsers take is mended before it is parsed.

Nobody is asked twice: the bytes of every answer go through ``connectors.web.heads`` on their way. ``open_session`` is the one
place where connections come from.
"""

from __future__ import annotations

import asyncio
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import HttpProcessingError

from connectors.web.addresses import guarded_resolver
from connectors.web.chunks import ChunkReader
from connectors.web.heads import MOST_BYTES, find_end, may_be_head, read_head

if TYPE_CHECKING:
    from connectors.web.http import HttpSettings


def open_session(settings: HttpSettings) -> aiohttp.ClientSession:
    """A session that keeps no cookies, unpacks nothing, heeds no environment, and takes answers as ``heads`` reads them.

    It connects to ``settings.proxy`` alone, or to addresses that ``settings.allow`` lets it. Names once looked up and connections once
    made are used again, so each set of allowed addresses has a session of its own (``Sessions``).
    """
    resolver = None if settings.proxy else guarded_resolver(settings.allow)
    connector = aiohttp.TCPConnector(limit=0, ttl_dns_cache=300, resolver=resolver)
    # No argument for it; were it to move, every test of test_tolerance.py would fail.
    connector._factory = partial(TolerantProtocol, loop=asyncio.get_running_loop())  # type: ignore[assignment]
    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(_tell_sent)
    return aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, trust_env=False, proxy=settings.proxy or None,
        trace_configs=[trace],
    )  # fmt: skip


async def _tell_sent(_: aiohttp.ClientSession, context: Any, __: aiohttp.TraceRequestHeadersSentParams) -> None:
    if context.trace_request_ctx is not None:
        context.trace_request_ctx()


class Sessions:
    """The sessions of a crawl, one for each set of allowed addresses, open until the ``async with`` block ends."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, tuple[str, ...]], aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Sessions:
        return self

    async def __aexit__(self, *_: object) -> None:
        for session in self._open.values():
            await session.close()

    def of(self, settings: HttpSettings) -> aiohttp.ClientSession:
        """The session for requests with these settings."""
        key = (settings.proxy, settings.allow)
        if key not in self._open:
            self._open[key] = open_session(settings)
        return self._open[key]


class TolerantProtocol(ResponseHandler):
    """One connection: a head is held back until it is whole and mended, a body ends where its head says."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._held = bytearray()  # of a head that is not complete
        self._spent = 0  # bytes of interim heads
        self._left: float | None = 0  # bytes of the body still to come; None: a head is due
        self._chunks: ChunkReader | None = None

    def set_response_params(self, **parameters: Any) -> None:
        """aiohttp's word for: a request goes out, and what comes next is its answer."""
        self._held.clear()
        self._spent, self._left, self._chunks = 0, None, None
        super().set_response_params(**parameters)

    def data_received(self, data: bytes) -> None:
        if not data:  # aiohttp goes on with what it has
            super().data_received(data)
            return
        if self._left is None:
            data = self._hold(data)
        if data and self._left is not None:
            taken, rest = (data, b"") if len(data) <= self._left else (data[: int(self._left)], data[int(self._left) :])
            self._left -= len(taken)
            if self._chunks is not None:
                rest = self._pass_chunks(self._chunks, taken)
            elif taken:
                super().data_received(taken)
            if rest.strip(b"\r\n"):  # whatever it is, it is no part of this answer
                self._close()

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._left is None and self._held:
            self._refuse("the connection ended within the headers")
        super().connection_lost(exc)

    def _hold(self, data: bytes) -> bytes:
        """Hold bytes until there is a head to pass on; what stands behind it."""
        searched = len(self._held)
        self._held += data
        while True:
            if not searched:
                blank = len(self._held) - len(self._held.lstrip(b"\r\n"))
                self._spent += blank
                del self._held[:blank]
            end = find_end(self._held, searched)
            if self._spent + (end if end >= 0 else len(self._held)) > MOST_BYTES:
                self._refuse(f"more than {MOST_BYTES} bytes of headers")
                return b""
            if not may_be_head(self._held):
                self._refuse(f"not HTTP: it begins with {bytes(self._held[:40])!r}")
                return b""
            if end < 0:
                return b""
            raw, rest = bytes(self._held[:end]), bytes(self._held[end:])
            try:
                head = read_head(raw)
            except ValueError as error:
                self._refuse(str(error))
                return b""
            if head.status >= 200 or head.status == 101:
                break
            self._spent += end
            self._held, searched = bytearray(rest), 0
        self._held.clear()
        self._chunks = ChunkReader() if head.chunked else None
        bodiless = head.status in (101, 204, 304)
        self._left = 0 if bodiless else inf if head.length is None else head.length
        super().data_received(head.text)
        return rest

    def _pass_chunks(self, chunks: ChunkReader, data: bytes) -> bytes:
        """Pass on what chunks hold, as chunks that a strict parser takes; what stands behind the last."""
        try:
            piece = chunks.feed(data)
        except ValueError as error:
            payload = self._payload
            self._refuse(str(error))
            if payload is not None and not payload.is_eof():  # aiohttp tells only who waits for the next answer
                payload.set_exception(aiohttp.ClientPayloadError(str(error)))
            return b""
        if piece:
            super().data_received(b"%x\r\n%b\r\n" % (len(piece), piece))
        if chunks.done:
            self._left, self._chunks = 0, None
            super().data_received(b"0\r\n\r\n")
        return chunks.rest

    def _refuse(self, why: str) -> None:
        self._held.clear()
        self._left, self._chunks = 0, None
        self._close()
        self.set_exception(HttpProcessingError(code=0, message=why))

    def _close(self) -> None:
        self.force_close()
        if self.transport is not None:
            self.transport.close()
