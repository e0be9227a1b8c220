"""The one place that knows HTTP: one request with its redirects, within bounds, and what became of it.

Nothing here raises for trouble on the network: an outcome is a ``Response`` whose ``reason`` is empty when it went well.
``connectors.web.pacing`` sends many requests politely.
"""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from connectors.redaction import redact
from connectors.web.access import Access, secrets_of
from connectors.web.addresses import AddressRefused, parse_allowance, refusal
from connectors.web.codings import ACCEPTED, Unpacker
from connectors.web.freshness import fresh_seconds, parse_retry_after
from connectors.web.refreshes import find_refresh
from connectors.web.urls import clean_url, registered_domain

if TYPE_CHECKING:
    import aiohttp

PERMANENT = frozenset((301, 308))
TEMPORARY = frozenset((302, 303, 307))
NOTHING_OWN = Access()
MOST_COOKIES = 100  # of one chain of redirects
MOST_COOKIE = 4_096  # characters of one
MOST_COOKIE_LINE = 8_000  # characters of what is sent with one request; common servers take as much
REFUSED = "address refused"  # we didn't connect, and won't next time
UNREACHABLE = frozenset(("timeout", "connection failed", "no such host"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """How this client behaves towards every server."""

    user_agent: str = "newsheaf/1.0 (news feed reader)"
    """Sent with every request; put a page about you and a mail address here."""
    connect_timeout_seconds: float = 10.0
    """For the connection, TLS included."""
    read_timeout_seconds: float = 20.0
    """Between two pieces of an answer."""
    total_timeout_seconds: float = 60.0
    """For one request with its redirects and its whole body."""
    max_bytes: int = 8 * 2**20
    """Of a body as sent, and again of the body unpacked (docs/decisions/poll-limits.md)."""
    max_redirects: int = 5
    """Hops followed before it is called a loop."""
    proxy: str = ""
    """URL of a forward proxy ("http://127.0.0.1:3128"); empty for none."""
    allow: tuple[str, ...] = ()
    """Addresses that are asked beside those of the public internet on ports 80, 443 and from 1024 on: hosts (`feeds.lan.example`,
    `*.lan.example` for all below it), addresses and networks (`10.1.0.0/16`), each with a `:port` where it is for that port alone. Set
    for a feed it is instead, for the feed and its pages. With a proxy, the proxy must judge what names stand for (docs/operations.md)."""
    delay_seconds: float = 0.5
    """Between the starts of two requests to one registered domain, polling and page fetching together."""
    concurrency: int = 32
    """Requests under way or answered and not yet worked off, over all domains; times max_bytes bounds the memory."""
    max_wait_seconds: float = 86_400.0
    """No host that asks to wait (429, 503, Retry-After) is left alone for longer: one that says years means something else."""
    give_up_after: int = 3
    """Requests in a row that a host leaves unanswered before the rest of its requests are put off."""

    def __post_init__(self) -> None:
        timeouts = ("connect_timeout_seconds", "read_timeout_seconds", "total_timeout_seconds")
        for name in (*timeouts, "max_bytes", "concurrency", "give_up_after"):
            if not getattr(self, name) > 0:
                raise ValueError(f"http.{name} is {getattr(self, name)}; make it more than 0")
        for name in ("max_redirects", "delay_seconds", "max_wait_seconds"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"http.{name} is {getattr(self, name)}; make it 0 or more")
        try:
            parse_allowance(self.allow)
        except ValueError as error:
            raise ValueError(f"http.allow: {error}") from None
        if self.proxy and not clean_url(self.proxy):
            raise ValueError(f"http.proxy is {redact(self.proxy)!r}; give an http:// URL with host and port")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What became of one request."""

    url: str  # where the body was found, after redirects
    status: int = 0  # 0: no answer
    permanent_url: str = ""  # where permanent redirects alone lead; empty when there was none
    body: bytes = b""
    content_type: str = ""  # media type in lower case
    charset: str = ""  # as Content-Type declares it
    etag: str = ""
    last_modified: str = ""
    fresh: float = 0.0  # seconds for which it says that asking again brings nothing
    retry_after: float | None = None  # seconds from now that the server asks to wait
    wait: float = 0.0  # seconds from the round's as-of for which the host is to be left alone; set by ``fetch_politely``
    reason: str = ""  # short constant; empty for 304 and for any 2xx with a body, as for a 200 without
    detail: str = ""


class Gate(Protocol):
    """What every request of a chain goes through, a second attempt included."""

    async def __call__(self, url: str) -> Response | None:
        """Wait for its turn; the answer that it gets instead of being sent, if it isn't to be."""

    def sent(self) -> None:
        """Its head is on its way, which may be long after its turn came: there is a connection to be made first."""


async def fetch(
    session: aiohttp.ClientSession,
    url: str,
    settings: HttpSettings,
    *,
    etag: str = "",
    last_modified: str = "",
    accept: str = "*/*",
    timeout_seconds: float | None = None,
    access: Access = NOTHING_OWN,
    gate: Gate | None = None,
) -> Response:
    """GET one URL with its redirects. Never raises for network trouble or a broken answer.

    ``session`` is one that ``open_session`` opened for the same ``settings``: whom it connects to is judged there and here.

    A kept connection that breaks before an answer is replaced once, in the turn of a request of its own. Cookies live as long as the
    redirects.

    The secrets of ``access`` go out with the request, and are in nothing that comes back. ``timeout_seconds`` shortens the total time;
    the reason is then "timeout" as well. ``gate`` is asked before each hop; the time spent in it counts against ``timeout_seconds``
    alone.
    """
    limit = min(settings.total_timeout_seconds, settings.total_timeout_seconds if timeout_seconds is None else timeout_seconds)
    headers = {"User-Agent": settings.user_agent, "Accept": accept, "Accept-Encoding": ACCEPTED}
    if _is_header_value(etag):
        headers["If-None-Match"] = etag
    if _is_header_value(last_modified):
        headers["If-Modified-Since"] = last_modified
    start = clean_url(access.reveal(url))
    if not start:
        return Response(url=url, reason="bad url", detail="not an http or https URL")
    try:
        async with asyncio.timeout(max(limit, 0.001)) as clock:
            response = await _follow(session, start, settings, headers, access, _Outside(clock, gate, timeout_seconds) if gate else None)
    except TimeoutError:
        response = Response(url=start, reason="timeout", detail=f"no complete answer within {limit:g} s")
    if response.detail:  # it is published; a stranger's link may be in it, and what the proxy or an error says
        response = replace(response, detail=redact(secrets_of(settings.proxy).conceal(access.conceal(response.detail))))
    return _conceal(response, access) if access != NOTHING_OWN else response


class _Outside:
    """The gate, with the clock of the request standing still as long as it takes, but for the last end that there is."""

    def __init__(self, clock: asyncio.Timeout, gate: Gate, timeout_seconds: float | None) -> None:
        self._clock, self._gate, self.sent = clock, gate, gate.sent
        self._end = math.inf if timeout_seconds is None else asyncio.get_running_loop().time() + timeout_seconds

    async def __call__(self, url: str) -> Response | None:
        loop = asyncio.get_running_loop()
        began, due = loop.time(), self._clock.when()
        self._clock.reschedule(None if self._end == math.inf else self._end)
        refused = await self._gate(url)
        if due is not None:
            self._clock.reschedule(min(self._end, due + loop.time() - began))
        return refused


def _conceal(response: Response, access: Access) -> Response:
    return replace(
        response, url=access.conceal_tokens(response.url), permanent_url=access.conceal_tokens(response.permanent_url),
        body=access.conceal_body(response.body),
    )  # fmt: skip


async def _follow(
    session: aiohttp.ClientSession, start: str, settings: HttpSettings, headers: Mapping[str, str], access: Access, gate: Gate | None
) -> Response:
    url, status, permanent, only_permanent = start, 0, "", True
    cookies = _Cookies()
    asked: set[tuple[str, str]] = set()
    for _ in range(settings.max_redirects + 1):
        cookie = cookies.line(url)
        if (url, cookie) in asked:
            return Response(url=url, status=status, reason="redirect loop", detail=f"back to {url}")
        asked.add((url, cookie))
        if why := _refused(url, settings.allow):
            return Response(url=url, status=status, reason=REFUSED, detail=why)
        if gate is not None and (refused := await gate(url)) is not None:
            return refused
        sent = {**headers, **access.headers_for(url)}
        if cookie:
            sent["Cookie"] = f"{sent['Cookie']}; {cookie}" if "Cookie" in sent else cookie
        try:
            response, location = await _ask(session, url, settings, sent, cookies, gate)
        except _NotSentError as refused:
            return refused.answer
        if not location:
            return replace(response, permanent_url="" if permanent == start else permanent)
        target = clean_url(location, url)
        if not target:
            detail = f"to {location[:200]!r}, which is not http or https"
            return Response(url=url, status=response.status, reason="bad redirect", detail=detail)
        status = response.status
        only_permanent = only_permanent and status in PERMANENT
        if only_permanent:
            permanent = target
        url = target
    return Response(url=url, status=status, reason="redirect loop", detail=f"more than {settings.max_redirects} redirects")


def _refused(url: str, allow: tuple[str, ...]) -> str:
    """Why a URL is not asked, as far as its host and port tell; empty where it may be."""
    parts = urlsplit(url)
    port = parts.port if parts.port is not None else 443 if parts.scheme == "https" else 80
    return refusal(parts.hostname or "", port, allowance=parse_allowance(allow))


class _Cookies:
    """The cookies of one chain of redirects, each sent to whom its server named, if that is within its own registered domain."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None  # most answers set none

    def keep(self, answer: aiohttp.ClientResponse) -> None:
        """Keep what an answer sets."""
        from aiohttp import CookieJar

        host = answer.url.host or ""
        for name, morsel in answer.cookies.items():
            foreign = morsel["domain"] and registered_domain(morsel["domain"].lstrip(".")) != registered_domain(host)
            if foreign or not _is_header_value(f"{name}={morsel.coded_value}") or len(name) + len(morsel.coded_value) > MOST_COOKIE:
                continue
            if self._jar is None:
                self._jar = CookieJar(unsafe=True, quote_cookie=False)  # "unsafe": hosts may be addresses
            if len(self._jar) < MOST_COOKIES:
                self._jar.update_cookies({name: morsel}, answer.url)

    def line(self, url: str) -> str:
        """The Cookie header for a URL, as far as it is not too long; empty for none."""
        from yarl import URL

        if self._jar is None:
            return ""
        line = ""
        for morsel in self._jar.filter_cookies(URL(url, encoded=True)).values():
            longer = f"{line}; {morsel.key}={morsel.coded_value}" if line else f"{morsel.key}={morsel.coded_value}"
            line = longer if len(longer) <= MOST_COOKIE_LINE else line
        return line


class _NotSentError(Exception):
    """The second attempt at a request is not to be made, and gets this answer instead."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.reason)
        self.answer = answer


async def _ask(
    session: aiohttp.ClientSession, url: str, settings: HttpSettings, headers: Mapping[str, str], cookies: _Cookies, gate: Gate | None
) -> tuple[Response, str]:
    """One request without redirects: the outcome, and where it leads when it is a redirect. Raises _NotSentError."""
    import aiohttp
    from yarl import URL

    attempts = 0

    async def in_turn(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        nonlocal attempts
        attempts += 1
        if attempts > 1 and gate is not None and (refused := await gate(url)) is not None:
            raise _NotSentError(refused)
        return await send(request)

    patience = aiohttp.ClientTimeout(total=None, sock_connect=settings.connect_timeout_seconds, sock_read=settings.read_timeout_seconds)
    try:
        async with session.get(
            URL(url, encoded=True), headers=headers, allow_redirects=False, timeout=patience, middlewares=(in_turn,),
            trace_request_ctx=gate.sent if gate else None,
        ) as answer:
            cookies.keep(answer)
            known = _describe(url, answer.status, answer.headers)
            if answer.status in PERMANENT | TEMPORARY:
                location = answer.headers.get("Location", "").strip()
                if not location:
                    return replace(known, reason="bad redirect", detail="no Location header"), ""
                return known, _escape_bytes(location)
            if not 200 <= answer.status < 300:
                return known, ""
            response = await _read_body(answer, known, settings.max_bytes)
            return response, "" if response.reason else find_refresh(response.body, url, _as_text(answer.headers.get("Refresh", "")))
    except _NotSentError:
        raise
    except aiohttp.ClientConnectorDNSError as error:
        if isinstance(error.os_error, AddressRefused):
            return Response(url=url, reason=REFUSED, detail=_explain(error.os_error)), ""
        return Response(url=url, reason="no such host", detail=_explain(error)), ""
    except TimeoutError as error:
        return Response(url=url, reason="timeout", detail=_explain(error) or "the server stopped answering"), ""
    except aiohttp.ClientConnectorCertificateError as error:
        return Response(url=url, reason="bad certificate", detail=_explain(error)), ""
    except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError) as error:
        broken = isinstance(error, aiohttp.ClientPayloadError)
        return Response(url=url, reason="connection failed" if broken else "bad answer", detail=_explain(error)), ""
    except (aiohttp.ClientError, OSError) as error:
        return Response(url=url, reason="connection failed", detail=_explain(error)), ""
    except Exception as error:  # whatever else a hostile answer brings about costs this answer only
        return Response(url=url, reason="bad answer", detail=_explain(error)), ""


def _describe(url: str, status: int, headers: Mapping[str, str]) -> Response:
    media, _, parameters = headers.get("Content-Type", "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", parameters, re.IGNORECASE)
    return Response(
        url=url,
        status=status,
        content_type=_as_text(media.strip().lower())[:100],
        charset=charset[1] if charset else "",
        etag=_as_text(headers.get("ETag", ""))[:500],
        last_modified=_as_text(headers.get("Last-Modified", ""))[:100],
        fresh=fresh_seconds(headers),
        retry_after=parse_retry_after(headers.get("Retry-After", ""), headers.get("Date", "")),
        reason="" if 200 <= status < 300 or status == 304 else f"http {status}",
    )


async def _read_body(answer: aiohttp.ClientResponse, known: Response, limit: int) -> Response:
    declared = answer.headers.get("Content-Length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:15]) > limit:
        return replace(known, reason="too large", detail=f"{declared[:15]} bytes announced; http.max_bytes is {limit}")
    try:
        body = await _unpack(answer, limit)
    except OverflowError as error:
        return replace(known, reason="too large", detail=f"more than {limit} bytes {error or 'unpacked'}, which is http.max_bytes")
    except ValueError as error:
        return replace(known, reason="bad encoding", detail=_explain(error))
    empty = not body and known.status != 200
    return replace(known, body=body, reason=f"http {known.status}" if empty else "")


async def _unpack(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body, unpacked. Raises OverflowError, ValueError, and aiohttp's own for one that breaks off."""
    import aiohttp

    sent = 0
    unpack = Unpacker(_as_text(answer.headers.get("Content-Encoding", "")), limit)
    try:
        async for chunk in answer.content.iter_chunked(2**16):
            sent += len(chunk)
            if sent > limit:
                raise OverflowError("sent")
            unpack.feed(chunk)
    except aiohttp.ClientPayloadError:
        if not unpack.whole:  # a wrong length doesn't matter to a packed body that came to its own end
            raise
    return unpack.close()


def _is_header_value(value: str) -> bool:
    return bool(value) and value.isprintable() and value.isascii()


def _as_text(value: str) -> str:
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _escape_bytes(location: str) -> str:
    """An address whose bytes are not UTF-8, with these bytes escaped as they came, as browsers do."""
    return re.sub("[\udc80-\udcff]", lambda match: f"%{ord(match[0]) - 0xDC00:02X}", location)


def _explain(error: BaseException) -> str:
    """The error in its own words, which may spell the proxy's URL."""
    return redact(_as_text(str(error)))[:300]
