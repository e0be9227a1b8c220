"""Whose turn it is: when a registered domain may be asked next, by anyone in this process, and who gets a free slot.

``Turns`` belongs to the process: polling, page fetching and every hop of a redirect line up there, whatever thread they run in.
``FairSlots`` belongs to one event loop.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable

MOST_WAITING = 50
"""Requests that redirects have standing in line for one domain; the next one is put off. At half a second each that is 25 s of its time."""

MOST_DOMAINS = 10_000
"""Domains whose last start is remembered before those are forgotten whose distance is over."""


class Ticket:
    """A place in a domain's line."""

    __slots__ = ("domain",)

    def __init__(self, domain: str) -> None:
        self.domain = domain


class Turns:
    """Starts of requests to each registered domain, ``delay`` apart whoever asks. Any thread.

    Whoever asks a domain for its own sake stands before those whom redirects send there: these can't crowd a site's own feeds out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next: dict[str, float] = {}
        self._leaving: set[str] = set()  # domains for which a request is about to leave
        self._lines: dict[str, deque[Ticket]] = {}
        self._lock = threading.Lock()

    def line_up(self, domain: str, *, redirected: bool = False) -> Ticket | None:
        """A place in the domain's line; None where too many redirects stand there already."""
        ticket = Ticket(domain)
        with self._lock:
            line = self._lines.setdefault(domain, deque())
            if redirected and len(line) >= MOST_WAITING:
                return None
            if redirected:
                line.append(ticket)
            else:
                line.appendleft(ticket)
            return ticket

    def wait(self, ticket: Ticket, delay: float) -> float:
        """Seconds after which to ask again; 0 when it is the ticket's turn."""
        with self._lock:
            place = self._lines[ticket.domain].index(ticket)
            left = self._next.get(ticket.domain, 0.0) - self._clock()
            if ticket.domain in self._leaving:  # which may be over at any time
                left = min(left, max(delay, 0.05))
            return max(left, 0.005) + place * delay if left > 0 or place else 0.0

    def take(self, ticket: Ticket, delay: float, busy: float = 0.0) -> bool:
        """Start now, if it is the ticket's turn: the next start is ``delay`` seconds away at least, and the place is given up.

        ``busy``: seconds for which nobody else starts unless ``start`` says that the request is on its way.
        """
        with self._lock:
            now, domain = self._clock(), ticket.domain
            if self._lines[domain][0] is not ticket or self._next.get(domain, now) > now:
                return False
            self._next[domain] = now + max(delay, busy)
            if busy > delay:
                self._leaving.add(domain)
            self._drop(ticket)
            if len(self._next) > MOST_DOMAINS:
                self._next = {name: start for name, start in self._next.items() if start > now}
                self._leaving &= self._next.keys()
            return True

    def start(self, domain: str, delay: float) -> None:
        """A request whose turn was taken leaves, or never will: the next start is ``delay`` seconds from now."""
        with self._lock:
            self._next[domain] = self._clock() + delay
            self._leaving.discard(domain)

    def leave(self, ticket: Ticket) -> None:
        """Give a place up; nothing where it was taken."""
        with self._lock:
            if ticket in self._lines.get(ticket.domain, ()):
                self._drop(ticket)

    def _drop(self, ticket: Ticket) -> None:
        line = self._lines[ticket.domain]
        line.remove(ticket)
        if not line:
            del self._lines[ticket.domain]


OF_PROCESS = Turns()
"""The turns that all requests of this process take."""


class FairSlots:
    """So many slots, shared by parties: a free one goes to the waiting party that holds the fewest, and to none that holds as many as are
    free, so that however long a party's requests hang, there are slots for those who have none. A party that is alone may take all.

    >>> slots = FairSlots(8, ["tarpit"] * 20 + ["paper"])
    >>> [slots.may_take(held, free) for held, free in ((0, 8), (3, 5), (4, 4), (0, 1))]
    [True, True, False, True]
    """

    def __init__(self, slots: int, parties: Iterable[str]) -> None:
        """``parties``: of each request that is to come; ``finish`` tells when one has its answer."""
        self._free, self._slots = slots, slots
        self._left = Counter(parties)
        self._held: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._ranks: list[dict[str, None]] = [{} for _ in range(slots + 1)]  # waiting parties by slots held, each in order of arrival

    def may_take(self, held: int, free: int) -> bool:
        """Whether a party that holds so many slots may have one of those that are free."""
        return free > 0 and (held < free or len(self._left) < 2)

    async def acquire(self, party: str) -> None:
        """Wait for a slot."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(party, deque()).append(future)
        self._ranks[self._held[party]].setdefault(party)
        self._grant()
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self.release(party)
            else:
                self._unqueue(party, future)
            raise

    def release(self, party: str) -> None:
        """Give a slot back."""
        self._move(party, -1)
        self._grant()

    def finish(self, party: str) -> None:
        """One of the party's requests has its answer."""
        self._left[party] -= 1
        if self._left[party] <= 0:
            del self._left[party]
            self._grant()

    def _grant(self) -> None:
        while party := next((p for held, rank in enumerate(self._ranks) if rank and self.may_take(held, self._free) for p in rank), None):
            future = self._waiting[party].popleft()
            if not self._waiting[party]:
                self._ranks[self._held[party]].pop(party)
                del self._waiting[party]
            if not future.done():
                future.set_result(None)
                self._move(party, 1)

    def _unqueue(self, party: str, future: asyncio.Future[None]) -> None:
        line = self._waiting.get(party)
        if line and future in line:
            line.remove(future)
            if not line:
                self._ranks[self._held[party]].pop(party, None)
                del self._waiting[party]

    def _move(self, party: str, step: int) -> None:
        self._ranks[self._held[party]].pop(party, None)
        self._held[party] += step
        self._free -= step
        if party in self._waiting:
            self._ranks[self._held[party]].setdefault(party)
        if not self._held[party]:
            del self._held[party]
