"""A loopback server that is the whole sample newsroom's internet at any moment.

It answers as an HTTP forward proxy (``GET http://host.example/path``) and as a plain server by ``Host`` header. Set
``server.now`` to choose the moment. Every request is logged; the log and the threads are bounded.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import socketserver
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from urllib.parse import urlsplit

from pipelines.newsroom.feeds import SLOW, FeedSpec, list_feeds, write_feed, write_opml
from pipelines.newsroom.world import ERROR_LASTS, Story, World

LISTS = "lists.example"
"""The host that offers the feed list and the truth."""


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the request log."""

    url: str
    status: int
    conditional: bool
    agent: str
    trap: bool = False  # a page that was not to be fetched
    at: float = field(default_factory=time.monotonic, compare=False)  # seconds by this process's clock


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


class NewsroomServer:
    """Serves a world on 127.0.0.1 while the ``with`` block runs.

    ``slow_seconds`` is how long slow hosts wait; ``stall_seconds`` how long the stalled one holds a connection before it drops it.
    """

    def __init__(self, world: World, now: datetime | None = None, slow_seconds: float = SLOW.total_seconds(), stall_seconds: float = 3.0,
                 max_connections: int = 64) -> None:
        self.world = world
        self.now = now or world.moments[-1]
        self.slow_seconds = slow_seconds
        self.stall_seconds = stall_seconds
        self.log: deque[Request] = deque(maxlen=50_000)
        self._feeds = {_target(feed.url): feed for feed in list_feeds(world)}
        self._feeds |= {_target(feed.target): feed for feed in self._feeds.values() if feed.target}
        self._stories = {_target(story.url): story for story in world.stories}
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(max_connections)
        self._answers = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> NewsroomServer:
        self._server = _Server(("127.0.0.1", 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._server is not None and self._thread is not None
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def proxy_url(self) -> str:
        """To be given to a client as its HTTP proxy."""
        assert self._server is not None, "the server runs inside its with block"
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def feeds_url(self) -> str:
        """The OPML of all feeds, for clients that use the proxy."""
        return f"http://{LISTS}/feeds.opml"

    @property
    def opml(self) -> str:
        return write_opml(self.world)

    @property
    def requests(self) -> list[Request]:
        """A copy of the request log, oldest first."""
        with self._lock:
            return list(self.log)

    def reply(self, host: str, target: str, headers: dict[str, str]) -> tuple[Reply, bool]:
        """The answer to a GET and whether the page was a trap. Header names are lower case."""
        now = self.now
        if host == LISTS:
            return (Reply(200, self.opml.encode(), "text/x-opml; charset=utf-8"), False) if target == "/feeds.opml" else (Reply(404), False)
        if target == "/robots.txt":
            return self._robots(host), False
        feed = self._feeds.get((host, target))
        if feed is not None:
            return self._feed(feed, target, headers, now), False
        path, _, query = target.partition("?")
        wanted = path + ("?" + "&".join(part for part in query.split("&") if part and not part.startswith("utm_")) if query else "")
        story = self._stories.get((host, wanted.rstrip("?")))
        if story is None and path.startswith("/new/"):
            story = self._stories.get((host, wanted.removeprefix("/new")))
            return (self._page(story, now), False) if story is not None and story.published <= now else (Reply(404, b"<h1>Not found</h1>"), False)
        if story is None or story.published > now:
            return Reply(404, b"<!DOCTYPE html><title>404</title><h1>Page not found</h1>"), False
        if story.page == "trap":
            return Reply(302, headers=(("Location", f"http://{LISTS}/trap"),)), True
        if story.page == "moved":
            return Reply(301, headers=(("Location", f"http://{host}/new{wanted}"),)), False
        if story.page == "gone":
            return Reply(404, b"<!DOCTYPE html><title>404</title><h1>Page not found</h1>"), False
        if story.page == "error" and now < story.published + ERROR_LASTS:
            return Reply(500, b"<h1>Internal Server Error</h1>"), False
        return self._page(story, now), False

    def _page(self, story: Story, now: datetime) -> Reply:
        return Reply(200, self.world.page(story, now).html.encode(), headers=(("Cache-Control", "max-age=60"),))

    def _robots(self, host: str) -> Reply:
        if host.startswith("newsriver"):
            return Reply(200, b"User-agent: *\nDisallow: /rss/articles/\n", "text/plain")
        if len(host) % 3 == 0:
            return Reply(404, b"not found", "text/plain")
        return Reply(200, b"User-agent: *\nDisallow: /search\nDisallow: /login\nAllow: /\n", "text/plain")

    def _feed(self, feed: FeedSpec, target: str, headers: dict[str, str], now: datetime) -> Reply:
        behaviour = feed.behaviour
        if feed.target and target != _target(feed.target)[1]:
            return Reply(301 if behaviour == "moved" else 302, headers=(("Location", feed.target),))
        if behaviour == "gone":
            return Reply(410, b"gone", "text/plain")
        if behaviour == "missing":
            return Reply(404, b"<h1>Not found</h1>")
        if behaviour == "loop":
            return Reply(302, headers=(("Location", feed.url),))
        if behaviour == "stalled":
            time.sleep(self.stall_seconds)
            raise ConnectionAbortedError("stalled feed")
        if behaviour == "rate-limited" and now <= self.world.moments[0]:
            return Reply(429, b"Too Many Requests", "text/plain", (("Retry-After", "7200"),))
        if behaviour == "slow":
            time.sleep(self.slow_seconds)
        document = write_feed(self.world, feed, now)
        if behaviour == "html":
            return Reply(200, document.body, document.content_type)
        etag = f'"{document.etag}"'
        if behaviour == "wrong-etag":
            with self._lock:
                self._answers += 1
                etag = f'"{self._answers:08d}"'
            return Reply(200, document.body, document.content_type, (("ETag", etag),))
        if behaviour == "constant-etag":
            return Reply(200, document.body, document.content_type, (("ETag", '"1"'),))
        validators = (("ETag", etag), ("Last-Modified", format_datetime(document.changed, usegmt=True)))
        if self._unchanged(headers, etag, document.changed):
            return Reply(304, headers=validators)
        return Reply(200, document.body, document.content_type, validators)

    @staticmethod
    def _unchanged(headers: dict[str, str], etag: str, changed: datetime) -> bool:
        if "if-none-match" in headers:
            tags = {tag.strip().removeprefix("W/") for tag in headers["if-none-match"].split(",")}
            return etag in tags or "*" in tags
        if "if-modified-since" in headers:
            with contextlib.suppress(ValueError, TypeError):
                return changed.replace(microsecond=0) <= parsedate_to_datetime(headers["if-modified-since"])
        return False

    def note(self, request: Request) -> None:
        with self._lock:
            self.log.append(request)


def _target(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.lower(), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], newsroom: NewsroomServer) -> None:
        self.newsroom = newsroom
        super().__init__(address, _Handler)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        # One thread a connection, but never more than allowed: the next ones wait in the listen queue.
        self.newsroom._slots.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.newsroom._slots.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off or talks nonsense is its own problem."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_CONNECT(self) -> None:
        self.send_error(501, "the newsroom speaks plain HTTP only")

    def _answer(self, with_body: bool) -> None:
        if self.path.startswith(("http://", "https://")):
            host, target = _target(self.path)
        else:
            host, target = self.headers.get("Host", "").lower(), self.path
        host = host.removesuffix(":80")
        headers = {name.lower(): value for name, value in self.headers.items()}
        newsroom = self.server.newsroom
        try:
            reply, trap = newsroom.reply(host, target, headers)
        except ConnectionAbortedError:
            newsroom.note(Request(f"http://{host}{target}", 0, False, headers.get("user-agent", "")))
            self.close_connection = True
            return
        newsroom.note(Request(f"http://{host}{target}", reply.status, "if-none-match" in headers or "if-modified-since" in headers,
                              headers.get("user-agent", ""), trap))
        body = reply.body
        self.send_response(reply.status)
        if body and "gzip" in headers.get("accept-encoding", "") and len(body) > 512:
            body = gzip.compress(body, 1, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and reply.status != 304:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The request log is the server's."""
