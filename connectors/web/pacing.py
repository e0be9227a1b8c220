"""Many requests sent politely: one after another at a distance to each registered domain, domains side by side.

What polling and page fetching share. It has a deadline, a bounded number of answers in memory, and one answer for
every request, sent or not.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from connectors.web.access import Access
from connectors.web.http import NOTHING_OWN, UNREACHABLE, HttpSettings, Response, fetch
from connectors.web.urls import host_of, registered_domain

if TYPE_CHECKING:
    from connectors.web.tolerant import Sessions

T = TypeVar("T")

NOT_ASKED = frozenset(("deadline", "host asked to wait", "host not answering"))  # reasons of requests that were never sent


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


def fetch_politely(
    requests: Iterable[Request[T]], settings: HttpSettings, *, deadline_seconds: float, share: float = 1.0
) -> Iterator[tuple[Request[T], Response]]:
    """Answers as they come, exactly one for each request, in no fixed order.

    Requests to one registered domain are sent one after another in the given order, each at least ``delay_seconds / share``
    after the start of the one before, whose settings count; ``share`` is the part of the domain's rate that this caller
    may use. A host that answers 429, or 503 with Retry-After, is not asked again in this call, nor is one that left
    ``give_up_after`` requests in a row unanswered. Whatever the deadline overtakes has reason "deadline". The network runs
    in a thread of its own; no more than ``concurrency`` answers wait for the caller.
    """
    groups: dict[str, list[Request[T]]] = defaultdict(list)
    for request in requests:
        groups[registered_domain(request.url)].append(request)
    if not groups:
        return
    crawl = _Crawl(groups, settings, deadline_seconds, share)
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
    # (request, response, whether it holds a slot); None ends the queue
    answers: queue.SimpleQueue[tuple[Request[T], Response, bool] | BaseException | None] = field(default_factory=queue.SimpleQueue)
    loop: asyncio.AbstractEventLoop | None = None
    slots: asyncio.Semaphore | None = None
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
            yield request, response
            del answer, request, response  # the body goes before the next one comes
            if holds_slot:
                self._release()

    def stop(self) -> None:
        self.stopped = True
        if self.loop is not None and self.task is not None:
            with suppress(RuntimeError):  # the loop may have closed by itself
                self.loop.call_soon_threadsafe(self.task.cancel)
        if self.thread is not None:
            self.thread.join(timeout=10)

    def _release(self) -> None:
        if self.loop is not None and self.slots is not None:
            with suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self.slots.release)

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

        self.slots = asyncio.Semaphore(self.settings.concurrency)
        self.task = asyncio.current_task()
        self.loop = asyncio.get_running_loop()
        if self.stopped:
            return
        deadline = self.loop.time() + min(self.deadline_seconds, 7 * 86_400)
        async with Sessions() as sessions, asyncio.TaskGroup() as tasks:
            # the longest queue first, since it decides when the whole is done
            for domain in sorted(self.groups, key=lambda name: (-len(self.groups[name]), name)):
                tasks.create_task(self._ask_domain(sessions, self.groups[domain], deadline))
        self.answers.put(None)  # before the loop closes, which may have to wait for a slow name server

    async def _ask_domain(self, sessions: Sessions, requests: list[Request[T]], deadline: float) -> None:
        assert self.loop is not None and self.slots is not None
        next_start = self.loop.time()
        closed: dict[str, Response] = {}  # hosts not to be asked again, and why
        silent: dict[str, int] = defaultdict(int)
        for request in requests:
            host = host_of(request.url)
            if host in closed:
                self.answers.put((request, replace(closed[host], url=request.url), False))
                continue
            if next_start >= deadline or not await self._slot(deadline, next_start):
                self.answers.put((request, Response(url=request.url, reason="deadline"), False))
                continue
            manners = request.settings or self.settings
            next_start = self.loop.time() + manners.delay_seconds / max(self.share, 1e-6)
            left = deadline - self.loop.time()
            response = await fetch(
                sessions.of(manners), request.url, manners,
                etag=request.etag, last_modified=request.last_modified, accept=request.accept, timeout_seconds=left, access=request.access,
            )
            if response.reason == "timeout" and left < manners.total_timeout_seconds and self.loop.time() >= deadline - 0.05:
                response = Response(url=request.url, reason="deadline")
            silent[host] = silent[host] + 1 if response.reason in UNREACHABLE else 0
            if response.status == 429 or (response.status == 503 and response.retry_after is not None):
                closed[host] = Response(url=request.url, reason="host asked to wait", retry_after=response.retry_after)
            elif silent[host] >= manners.give_up_after:
                closed[host] = Response(url=request.url, reason="host not answering", detail=response.reason)
            self.answers.put((request, response, True))

    async def _slot(self, deadline: float, start: float) -> bool:
        """Wait for the domain's turn, then for a free slot; False when the deadline comes first."""
        assert self.loop is not None and self.slots is not None
        await asyncio.sleep(max(0.0, start - self.loop.time()))
        try:
            async with asyncio.timeout_at(deadline):
                await self.slots.acquire()
        except TimeoutError:
            return False
        return True
