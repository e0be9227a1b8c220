"""A web of thousands of feeds of which some misbehave in every way that is known, behind a forward proxy that keeps a log.

What is judged afterwards is judged from that log: who was asked when, in what order, and with which validators.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

from pipelines.newsroom.load import LoadStory

RETRY_AFTER = 3 * 3_600
"""Seconds that hosts ask to wait which ask for it."""

CRAWL_DELAY = 1.0
"""Seconds, of hosts whose robots.txt has one."""

SLOW = 1.0
"""Seconds that a slow host takes."""

VICTIM = "victim.example"
HEALTHY = ("well", "moved", "gzip", "broken")
"""Behaviours of feeds all of whose items are to be had in the end."""

BEHAVIOURS = {
    "well": 60, "moved": 3, "gzip": 3, "broken": 3, "wrong etag": 2, "rate limited": 2, "unavailable": 2, "failing": 2, "missing": 2, "gone": 2, "html": 2,
    "empty": 1, "stalled": 1, "dripping": 1, "reset": 1, "cut short": 1, "endless": 1, "loop": 1, "inward": 1, "to the victim": 3, "slow": 1,
}  # fmt: skip
"""Behaviours of hosts, and of all their feeds, and how many of a hundred or so have each."""

ROBOTS = {"none": 60, "allow": 20, "disallow news": 5, "disallow all": 4, "crawl delay": 4, "failing": 3, "moved": 4}


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived."""

    at: float  # seconds by a clock that only goes on
    round: int
    host: str
    path: str
    conditional: bool
    agent: str
    status: int  # of the answer; 0: none in order


@dataclass
class HostileWeb:
    """The hosts with their feeds; ``round`` counts the polls, and from the second on a quarter of the feeds has something new."""

    shape: Sequence[int]  # feeds by host
    stories: Sequence[LoadStory]
    now: datetime
    seed: int = 0
    port: int = 0
    round: int = 0
    log: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        dice = random.Random(self.seed)
        self.hosts = [f"h{n}.example" for n in range(len(self.shape))]
        self.behaviour = {host: dice.choices(list(BEHAVIOURS), list(BEHAVIOURS.values()))[0] for host in self.hosts}
        self.robots = {host: dice.choices(list(ROBOTS), list(ROBOTS.values()))[0] for host in self.hosts}
        self.behaviour[self.hosts[0]], self.robots[self.hosts[0]] = "well", "none"  # the largest
        if len(self.hosts) > 1:
            self.behaviour[self.hosts[1]] = "slow"  # the second largest: more than a round has time for
        self.behaviour[VICTIM], self.robots[VICTIM] = "well", "none"
        self.counts = dict(zip(self.hosts, self.shape, strict=True))
        self._first = {}
        place = 0
        for host in (*self.hosts, VICTIM):
            self._first[host] = place
            place += 2 * self.counts.get(host, 1)

    @property
    def proxy_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def feeds(self) -> list[str]:
        return [f"http://{host}/feed/{n}" for host in self.hosts for n in range(self.counts[host])] + [f"http://{VICTIM}/feed/0"]

    def is_new(self, host: str, number: int) -> bool:
        """Whether a feed lists a second item from the second poll on."""
        return self._first[host] // 2 % 4 == 1 if host != self.hosts[0] else number % 4 == 1

    def items(self, host: str, number: int, round: int) -> list[int]:
        """The numbers of the stories that a feed lists at a poll."""
        first = self._first[host] + 2 * number
        return [first + 1, first] if round > 1 and self.is_new(host, number) else [first]

    def url(self, host: str, story: int) -> str:
        """Where a story is."""
        return f"http://{host}/news/{story}"

    def answer(self, host: str, path: str, conditional: bool) -> tuple[int, str, bytes]:
        """(status, further head lines, body) of a GET of one who behaves."""
        if path == "/robots.txt":
            return self._robots(host)
        kind, _, number = path.strip("/").partition("/")
        if kind == "news" and number.isdigit():
            return 200, "Content-Type: text/html; charset=utf-8\r\n", self._page(int(number))
        if kind not in ("feed", "new") or not number.isdigit() or int(number) >= self.counts.get(host, 1):
            return 404, "Content-Type: text/html\r\n", b"<h1>Not found</h1>"
        if self.behaviour[host] == "moved" and kind == "feed":
            return 301, f"Location: /new/{number}\r\n", b""
        items = self.items(host, int(number), self.round)
        etag = f'"{len(items)}"' if self.behaviour[host] != "wrong etag" else f'"{time.monotonic()}"'
        if conditional and (self.round < 2 or len(items) == 1) and self.behaviour[host] != "wrong etag":
            return 304, f"ETag: {etag}\r\n", b""
        return 200, f"Content-Type: application/rss+xml\r\nETag: {etag}\r\n", self._feed(host, items)

    def _feed(self, host: str, items: Sequence[int]) -> bytes:
        rows = "".join(
            f"<item><guid isPermaLink='false'>{item}</guid><link>{self.url(host, item)}</link><title>{escape(self.stories[item].title)}</title>"
            f"<pubDate>{format_datetime(self.now)}</pubDate></item>"
            for item in items
        )
        broken = "" if self.behaviour[host] != "broken" else "<image><url>x</image>&nbsp;"
        return f'<rss version="2.0"><channel><title>{host}</title><link>http://{host}/</link>{broken}{rows}</channel></rss>'.encode()

    def _page(self, story: int) -> bytes:
        title = escape(self.stories[story].title)
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.stories[story].text.split("\n"))
        return f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>".encode()

    def _robots(self, host: str) -> tuple[int, str, bytes]:
        plain = "Content-Type: text/plain\r\n"
        match self.robots[host]:
            case "none":
                return 404, plain, b"not found"
            case "failing":
                return 503, plain, b"later"
            case "moved":
                return 301, "Location: /news/../robots2.txt\r\n", b""
            case rule:
                lines = {"allow": "Allow: /", "disallow news": "Disallow: /news/", "disallow all": "Disallow: /", "crawl delay": f"Crawl-delay: {CRAWL_DELAY:g}"}
                return 200, plain, f"User-agent: *\n{lines[rule]}\n".encode()


class _Proxy(asyncio.Protocol):
    def __init__(self, web: HostileWeb) -> None:
        self.web, self.rest = web, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for request in requests:
            self.take(request.decode("latin-1"))

    def take(self, request: str) -> None:
        web, (line, *rows) = self.web, request.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
        parts = urlsplit(line.split(" ")[1])
        host, conditional = parts.hostname or "", "if-none-match" in headers
        misbehave = _MISBEHAVIOURS.get(web.behaviour.get(host, "")) if parts.path.startswith("/feed/") else None
        status = 0
        if host not in web.behaviour:
            status = self.send(502, "", b"no such host")
        elif misbehave:
            status = misbehave(self, web.answer(host, parts.path, conditional))
        else:
            status = self.send(*web.answer(host, parts.path, conditional))
        web.log.append(Request(time.monotonic(), web.round, host, parts.path, conditional, headers.get("user-agent", ""), status))

    def send(self, status: int, head: str, body: bytes) -> int:
        length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
        self.write(f"HTTP/1.1 {status} X\r\n{head}{length}\r\n".encode() + (b"" if status == 304 else body))
        return status

    def write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)

    def later(self, seconds: float, what: Callable[[], object]) -> int:
        asyncio.get_running_loop().call_later(seconds, what)
        return 0

    def drip(self) -> int:
        self.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>")
        for n in range(100):
            self.later(0.3 * n, lambda: self.write(b" "))
        return 0

    def abort(self) -> int:
        self.transport.abort()
        return 0

    def cut_short(self) -> int:
        self.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss><channel>")
        self.transport.close()
        return 0


Answer = tuple[int, str, bytes]
_MISBEHAVIOURS: dict[str, Callable[[_Proxy, Answer], int]] = {
    "rate limited": lambda at, _: at.send(429, f"Retry-After: {RETRY_AFTER}\r\n", b"slow down"),
    "unavailable": lambda at, _: at.send(503, f"Retry-After: {RETRY_AFTER}\r\n", b"later"),
    "failing": lambda at, _: at.send(500, "", b"oops"),
    "missing": lambda at, _: at.send(404, "", b"where?"),
    "gone": lambda at, _: at.send(410, "", b"gone"),
    "html": lambda at, _: at.send(200, "Content-Type: text/html\r\n", b"<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>"),
    "empty": lambda at, _: at.send(200, "", b""),
    "stalled": lambda at, _: 0,
    "dripping": lambda at, _: at.drip(),
    "reset": lambda at, _: at.abort(),
    "cut short": lambda at, _: at.cut_short(),
    "endless": lambda at, _: at.send(200, "Content-Type: application/rss+xml\r\n", b"<rss><channel>" + b"<a>" * 700_000),
    "loop": lambda at, _: at.send(302, "Location: /feed/0\r\n", b""),
    "inward": lambda at, _: at.send(302, "Location: http://169.254.169.254/latest/meta-data/\r\n", b""),
    "to the victim": lambda at, _: at.send(302, f"Location: http://{VICTIM}/feed/0\r\n", b""),
    "slow": lambda at, answer: at.later(SLOW, lambda: at.send(*answer)),
}


@contextmanager
def running_hostile_web(web: HostileWeb) -> Iterator[HostileWeb]:
    """The web, served in a thread."""
    started, loop = threading.Event(), asyncio.new_event_loop()

    async def main() -> None:
        server = await loop.create_server(lambda: _Proxy(web), "127.0.0.1", 0, backlog=1_000)
        web.port = server.sockets[0].getsockname()[1]
        started.set()
        await asyncio.Event().wait()

    def run() -> None:
        task = loop.create_task(main())
        web_stop.append(lambda: loop.call_soon_threadsafe(task.cancel))
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pass
        finally:
            loop.close()

    web_stop: list[Callable[[], object]] = []
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield web
    finally:
        web_stop[0]()
        thread.join(5)
