"""A small S3 server with the faults of real ones: it ignores conditions, checks them too early, fails, or hangs up."""

from __future__ import annotations

import hashlib
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Fault = Literal["busy", "conflict", "hang up after", "hang up before", "cut short", "not s3", "redirect"]


@dataclass
class SmallS3:
    """What the server holds and how it misbehaves."""

    ignores: frozenset[str] = frozenset()
    """Names of the condition headers that it accepts and ignores."""

    checks_early: bool = False
    """Checks a condition, works for a while, then writes whatever happened in between."""

    bare: bool = False
    """Refuses conditional writes without saying so in XML."""

    clock: float = 0.0
    """Seconds that its clock is ahead."""

    faults: list[Fault] = field(default_factory=list)
    """What befalls the next requests, one each; then all goes well."""

    objects: dict[str, tuple[bytes, str, float]] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    certificate: str = ""
    """PEM file with the key and certificate to speak TLS with."""

    endpoint: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, path: str, headers: dict[str, str]) -> int:
        """The HTTP status that the request's conditions ask for."""
        held = self.objects.get(path)
        if headers.get("if-none-match") == "*" and "if-none-match" not in self.ignores and held:
            return 412
        wanted = headers.get("if-match", "").strip('"')
        if wanted and "if-match" not in self.ignores:
            if held is None:
                return 404
            return 200 if held[1] == wanted else 412
        return 200


@contextmanager
def running_small_s3(server: SmallS3) -> Iterator[SmallS3]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate((time.time() if timestamp is None else timestamp) + server.clock, usegmt=True)

        def do_GET(self) -> None:
            path, fault = self._begin()
            if fault in (None, "cut short"):
                held = server.objects.get(path)
                if held is None:
                    self._error(404, "NoSuchKey")
                else:
                    headers = {"ETag": f'"{held[1]}"', "Last-Modified": self.date_time_string(held[2])}
                    self._send(200, held[0], headers, cut=fault == "cut short")

        def do_PUT(self) -> None:
            path, fault = self._begin()
            data = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            if fault in (None, "hang up after"):
                if server.checks_early:
                    status = server.holds(path, headers)
                    time.sleep(0.05)
                with server.lock:
                    if not server.checks_early:
                        status = server.holds(path, headers)
                    etag = hashlib.md5(data).hexdigest()
                    if status == 200:
                        server.objects[path] = data, etag, time.time()
                if fault == "hang up after":
                    self.close_connection = True
                elif status == 200:
                    self._send(200, b"", {"ETag": f'"{etag}"'})
                else:
                    self._error(status, {404: "NoSuchKey", 412: "PreconditionFailed"}[status])

        def do_DELETE(self) -> None:
            path, fault = self._begin()
            if fault is None:
                server.objects.pop(path, None)
                self._send(204, b"", {})

        def _begin(self) -> tuple[str, Fault | None]:
            with server.lock:
                server.requests.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))
                fault = server.faults.pop(0) if server.faults else None
            if fault in ("busy", "conflict", "not s3", "redirect", "hang up before"):
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self.headers.replace_header("content-length", "0") if "content-length" in self.headers else None
            if fault == "busy":
                self._error(503, "SlowDown")
            elif fault == "conflict":
                self._error(409, "ConditionalRequestConflict")
            elif fault == "not s3":
                self._send(200 if self.command == "PUT" else 404, b"<html>It works!</html>", {"Content-Type": "text/html"})
            elif fault == "redirect":
                self._error(301, "PermanentRedirect")
            elif fault == "hang up before":
                self.close_connection = True
            return self.path, fault

        def _error(self, status: int, code: str) -> None:
            bare = server.bare and status in (409, 412)
            body = "" if bare else f"<Error><Code>{code}</Code><Message>so it is</Message></Error>"
            self._send(status, body.encode(), {"Content-Type": "application/xml"})

        def _send(self, status: int, body: bytes, headers: dict[str, str], cut: bool = False) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            self.close_connection = self.close_connection or cut

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    if server.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(server.certificate)
        http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    server.endpoint = f"{'https' if server.certificate else 'http'}://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)  # stops within 0.01 s
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
