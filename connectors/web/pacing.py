"""Many requests sent politely: one after another at a distance to each registered domain, domains side by side.

What polling and page fetching share. It has a deadline, a bounded number of answers in memory, and one answer for
every request, sent or not. A redirect takes its turn with the domain that it leads to, beside all others of this process that go there.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from connectors.holds import wait_of
from connectors.web.access import Access
from connectors.web.http import NOTHING_OWN, UNREACHABLE, HttpSettings, Response, fetch
from connectors.web.turns import OF_PROCESS, FairSlots, Turns
from connectors.web.urls import host_of, registered_domain

if TYPE_CHECKING:
    from connectors.web.tolerant import Sessions

T = TypeVar("T")

NOT_ASKED = frozenset(("deadline", "host asked to wait", "host not answering"))  # reasons of requests that were never sent


NO_HOLDS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[T]):
    """One URL to ask for, with the validators to ask by and whatever the caller wants to recognise it by."""

    url: str
    item: T
    etag: str = ""
    last_modified: str = ""
    accept: str = "*/*"
    settings: HttpSettings | None = None  # its own manners, where a feed has some
    access: Access = NOTHING_OWN
    party: str = ""  # for whom it is asked: slots are shared fairly among parties; empty: its registered domain


def fetch_politely(
    requests: Iterable[Request[T]],
    settings: HttpSettings,
    *,
    deadline_seconds: float,
    share: float = 1.0,
    holds: Mapping[str, float] = NO_HOLDS,
    late: float = 0.0,
    turns: Turns = OF_PROCESS,
) -> Iterator[tuple[Request[T], Response]]:
    """Answers as they come, exactly one for each request, in no fixed order.

    Requests to one registered domain are sent one after another in the given order, each at least ``delay_seconds / share``
    after the start of the one before, whose settings count; ``share`` is the part of the domain's rate that this caller
    may use. All ``turns`` together, hops of redirects among them, are ``delay_seconds`` apart. A host that answers 429, or 503 with
    Retry-After, is not asked again in this call, by no redirect either, nor is one that says 503, or nothing, ``give_up_after`` times
    in a row. ``holds``: by host, seconds from the
    round's as-of before which it is not to be asked, and ``late`` is how long ago that as-of is. Whatever the deadline overtakes has reason
    "deadline". The network runs in a thread of its own; no more than ``concurrency`` answers wait for the caller.
    """
    groups: dict[str, list[Request[T]]] = defaultdict(list)
    for request in requests:
        groups[registered_domain(request.url)].append(request)
    if not groups:
        return
    crawl = _Crawl(groups, settings, deadline_seconds, share, holds, late, turns)
    crawl.start()
    try:
        yield from crawl.results()
    finally:
        crawl.stop()


@dataclass(slots=True)
class _Crawl(Generic[T]):
    """The machinery of one ``fetch_politely``: an event loop in a thread, one task a domain, a bounded hand-over."""

    groups: dict[str, list[Request[T]]]
    settings: HttpSettings
    deadline_seconds: float
    share: float
    holds: Mapping[str, float]
    late: float
    turns: Turns
    # (request, response, whether it holds a slot); None ends the queue
    answers: queue.SimpleQueue[tuple[Request[T], Response, bool] | BaseException | None] = field(default_factory=queue.SimpleQueue)
    closed: dict[str, Response] = field(default_factory=dict)  # hosts not to be asked again, and why
    troubles: Counter[tuple[str, bool]] = field(default_factory=Counter)  # in a row, by host and whether strangers' redirects met them
    spaced: dict[str, float] = field(default_factory=dict)  # by domain: when our share of its rate lets us ask again
    began: float = 0.0
    deadline: float = 0.0
    loop: asyncio.AbstractEventLoop | None = None
    slots: FairSlots | None = None
    task: asyncio.Task[None] | None = None
    thread: threading.Thread | None = None
    stopped: bool = False

    def start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="newsheaf-http", daemon=True)
        self.thread.start()

    def results(self) -> Iterator[tuple[Request[T], Response]]:
        while (answer := self.answers.get()) is not None:
            if isinstance(answer, BaseException):
                raise RuntimeError("the HTTP client stopped") from answer
            request, response, holds_slot = answer
            party = _party(request)
            yield request, response
            del answer, request, response  # the body goes before the next one comes
            if holds_slot:
                self._release(party)

    def stop(self) -> None:
        self.stopped = True
        if self.loop is not None and self.task is not None:
            with suppress(RuntimeError):  # the loop may have closed by itself
                self.loop.call_soon_threadsafe(self.task.cancel)
        if self.thread is not None:
            self.thread.join(timeout=10)

    def _release(self, party: str) -> None:
        if self.loop is not None and self.slots is not None:
            with suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self.slots.release, party)

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except asyncio.CancelledError:
            pass
        except BaseException as error:
            self.answers.put(error)
        finally:
            self.answers.put(None)

    async def _main(self) -> None:
        from connectors.web.tolerant import Sessions

        self.slots = FairSlots(self.settings.concurrency, (_party(request) for group in self.groups.values() for request in group))
        self.task = asyncio.current_task()
        self.loop = asyncio.get_running_loop()
        if self.stopped:
            return
        self.began = self.loop.time()
        self.deadline = self.began + min(self.deadline_seconds, 7 * 86_400)
        async with Sessions() as sessions, asyncio.TaskGroup() as tasks:
            # the longest queue first, since it decides when the whole is done
            for domain in sorted(self.groups, key=lambda name: (-len(self.groups[name]), name)):
                tasks.create_task(self._ask_domain(sessions, self.groups[domain]))
        self.answers.put(None)  # before the loop closes, which may have to wait for a slow name server

    async def _ask_domain(self, sessions: Sessions, requests: list[Request[T]]) -> None:
        assert self.loop is not None and self.slots is not None
        for request in requests:
            passage = _Passage(self, request)
            manners = request.settings or self.settings
            response = await fetch(
                sessions.of(manners), request.url, manners, etag=request.etag, last_modified=request.last_modified, accept=request.accept,
                timeout_seconds=self.deadline - self.loop.time(), access=request.access, gate=passage,
            )  # fmt: skip
            if response.reason == "timeout" and self.loop.time() >= self.deadline - 0.05:
                response = Response(url=request.url, reason="deadline")
            passage.sent()  # where it never left
            if passage.at:
                response = self._heed(response, passage, manners)
            self.slots.finish(_party(request))
            self.answers.put((request, response, passage.has_slot))

    def _heed(self, response: Response, passage: _Passage[T], manners: HttpSettings) -> Response:
        """Remember what an answer says about its host; it comes back with the time for which that is to be left alone."""
        assert self.loop is not None
        if response.reason in NOT_ASKED:
            return response
        host, stranger = host_of(passage.at), passage.is_strange(passage.at)
        asks_to_wait = response.status == 429 or (response.status == 503 and response.retry_after is not None)
        trouble = response.reason in UNREACHABLE or response.status == 503
        self.troubles[host, stranger] = self.troubles[host, stranger] + 1 if trouble else 0
        given_up = self.troubles[host, stranger] >= manners.give_up_after
        if asks_to_wait or (given_up and response.status == 503):
            response = replace(response, wait=wait_of(response.retry_after, self._elapsed(), self.settings.max_wait_seconds))
            self.closed[host] = Response(
                url=response.url, reason="host asked to wait", retry_after=response.retry_after, wait=response.wait
            )
        elif given_up and not stranger:  # of others' redirects only they themselves bear the loss
            self.closed[host] = Response(url=response.url, reason="host not answering", detail=response.reason)
        return response

    def _elapsed(self) -> float:
        assert self.loop is not None
        return self.late + self.loop.time() - self.began

    def refusal(self, url: str, *, strange: bool) -> Response | None:
        """What a request gets that is not to be sent now; None where it may."""
        assert self.loop is not None
        host, elapsed = host_of(url), self._elapsed()
        if host in self.closed:
            return replace(self.closed[host], url=url)
        if (left := self.holds.get(host, 0.0)) > elapsed:
            return Response(url=url, reason="host asked to wait", retry_after=left - elapsed, wait=left)
        if strange and self.troubles[host, True] >= self.settings.give_up_after:
            return Response(url=url, reason="host not answering", detail="redirects to it got no answer")
        return Response(url=url, reason="deadline") if self.loop.time() >= self.deadline else None


@dataclass(slots=True)
class _Passage(Generic[T]):
    """One request on its way: before each hop it waits for the turn of the hop's domain, without a slot, and then for a slot."""

    crawl: _Crawl[T]
    request: Request[T]
    has_slot: bool = False
    at: str = ""  # the last URL that was let through
    turn: str = ""  # the URL whose domain's turn is taken for a request that hasn't left yet

    def is_strange(self, url: str) -> bool:
        """Whether a redirect has led to somebody else."""
        return registered_domain(url) != registered_domain(self.request.url)

    async def __call__(self, url: str) -> Response | None:
        crawl = self.crawl
        assert crawl.loop is not None and crawl.slots is not None
        if refused := crawl.refusal(url, strange=self.is_strange(url)):
            return refused
        self._give_back()
        try:
            async with asyncio.timeout_at(crawl.deadline):
                if not await self._start(url):
                    return Response(url=url, reason="deadline", detail="too many redirects lead there at once")
        except TimeoutError:
            return Response(url=url, reason="deadline")
        if refused := crawl.refusal(url, strange=self.is_strange(url)):  # the host may have asked to wait meanwhile
            self.sent()
            return refused
        self.at = url
        return None

    async def _start(self, url: str) -> bool:
        """Wait for the domain's turn and a slot, and take both; False where its line is too long."""
        crawl, domain, strange, delay = self.crawl, registered_domain(url), self.is_strange(url), self._delay(url)
        assert crawl.loop is not None and crawl.slots is not None
        busy = (self.request.settings or crawl.settings).connect_timeout_seconds
        ticket = None
        try:
            while True:
                if (early := crawl.spaced.get(domain, 0.0) - crawl.loop.time()) > 0:
                    await asyncio.sleep(early)
                    continue
                ticket = ticket or crawl.turns.line_up(domain, redirected=strange)
                if ticket is None:
                    return False
                if wait := crawl.turns.wait(ticket, delay):
                    await asyncio.sleep(wait)
                    continue
                await crawl.slots.acquire(_party(self.request))
                self.has_slot = True
                if crawl.spaced.get(domain, 0.0) <= crawl.loop.time() and crawl.turns.take(ticket, delay, busy):
                    self.turn = url
                    return True
                self._give_back()  # somebody was faster while there was no slot
        finally:
            if ticket is not None:
                crawl.turns.leave(ticket)

    def _delay(self, url: str) -> float:
        own = (self.request.settings or self.crawl.settings).delay_seconds
        return max(own, self.crawl.settings.delay_seconds) if self.is_strange(url) else own

    def sent(self) -> None:
        """The request that was let through leaves, or never will."""
        if self.turn and self.crawl.loop is not None:
            domain, delay = registered_domain(self.turn), self._delay(self.turn)
            self.turn = ""
            self.crawl.turns.start(domain, delay)
            self.crawl.spaced[domain] = self.crawl.loop.time() + delay / max(self.crawl.share, 1e-6)

    def _give_back(self) -> None:
        if self.has_slot and self.crawl.slots is not None:
            self.crawl.slots.release(_party(self.request))
            self.has_slot = False


def _party(request: Request[T]) -> str:
    return request.party or registered_domain(request.url)
