"""A loopback web server whose answers a test writes down; it is also the forward proxy for made-up host names."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1",)
"""``http.allow`` of tests that ask it by its address; what goes through it as a proxy needs none."""

Answer = tuple[int, dict[str, str], bytes]
Route = Answer | Callable[["Visit"], Answer]


@dataclass(slots=True)
class Visit:
    """One request as it arrived; a route may write to the connection itself and raise ``Done``."""

    host: str
    path: str
    headers: dict[str, str]
    started: float
    connection: socket.socket
    absolute: bool  # asked for as a proxy


class Done(Exception):
    """The route has dealt with the connection; close it."""


@dataclass
class Web:
    """The routes by path, or by "host/path" for made-up hosts; ``visits`` in the order of arrival."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]


@contextmanager
def running_web(address: str = "127.0.0.1") -> Iterator[Web]:
    server = ThreadingHTTPServer((address, 0), _Handler)
    server.daemon_threads = True
    web = Web(server.server_address[1])
    server.web = web  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        web: Web = self.server.web  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        absolute = bool(parts.netloc)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = parts.hostname or self.headers.get("Host", "").split(":")[0]
        visit = Visit(host, path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic(), self.connection, absolute)
        web.visits.append(visit)
        route = web.routes.get(f"{host}{path}", web.routes.get(path, (404, {}, b"nothing here")))
        try:
            status, headers, body = route(visit) if callable(route) else route
        except Done:
            self.close_connection = True
            return
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the client went away, as it may
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


def reset(visit: Visit) -> Answer:
    """Break the connection the hard way."""
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit.connection.close()
    raise Done


def raw(answer: bytes) -> Route:
    """Answer with these bytes and nothing else, and close the connection."""

    def send(visit: Visit) -> Answer:
        visit.connection.sendall(answer)
        raise Done

    return send


def drip(start: bytes, piece: bytes, times: int = 40, pause: float = 0.05) -> Route:
    """Begin an answer, and go on piece by piece."""

    def send(visit: Visit) -> Answer:
        visit.connection.sendall(start)
        for _ in range(times):
            visit.connection.sendall(piece)
            time.sleep(pause)
        raise Done

    return send


def slow(seconds: float) -> Route:
    """Answer only after a while."""

    def answer(_: Visit) -> Answer:
        time.sleep(seconds)
        return 200, {"Content-Type": "text/html"}, b"<html>late</html>"

    return answer


def redirect(status: int, to: str) -> Answer:
    return status, {"Location": to}, b""


def html(body: str = "<html><body><p>An article.</p></body></html>") -> Answer:
    return 200, {"Content-Type": "text/html; charset=utf-8"}, body.encode()


def rss(*items: str, title: str = "The Harbour Ledger", headers: dict[str, str] | None = None) -> Answer:
    """A feed of items written as XML."""
    text = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml", **(headers or {})}, text.encode()


def item(link: str = "", title: str = "", guid: str = "", text: str = "", extra: str = "") -> str:
    fields = (("link", link), ("title", title), ("guid", guid), ("description", text))
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in fields if value) + extra + "</item>"
