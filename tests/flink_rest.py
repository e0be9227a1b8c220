"""A Flink of which there is only the REST, as far as newsheaf asks it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pipelines.cluster import Job
from pipelines.jobs import store_prefix

STORE = "s3://news/main"


class Flink:
    """Flink's REST as far as newsheaf asks it: a job that is cancelled ends two looks later."""

    def __init__(self, jobs: list[Job], network: int = 160, stubborn: bool = False) -> None:
        self.jobs = {job.id: job for job in jobs}
        self.network, self.stubborn = network, stubborn
        self.cancelled: list[str] = []
        self.looks = 0
        self.address = ""
        self.arrives = 0  # after so many looks at the jobs there is one
        self.slots, self.settings = 4, {"taskmanager.numberOfTaskSlots": "4"}

    def answer(self, method: str, path: str) -> tuple[int, Any]:
        if path == "/overview":
            busy = sum(job.state == "RUNNING" for job in self.jobs.values())
            return 200, {"taskmanagers": 1, "flink-version": "1.20.3", "slots-total": self.slots, "slots-available": max(0, self.slots - busy)}
        if path == "/jobmanager/config":
            return 200, [{"key": key, "value": value} for key, value in self.settings.items()]
        if path == "/taskmanagers":
            return 200, {"taskmanagers": [{"id": "tm", "memoryConfiguration": {"networkMemory": self.network * 2**20}}]}
        if path == "/jobs/overview":
            self.arrives -= 1
            if self.arrives == 0:
                self.jobs["9"] = mine("9", kind="run")
            return 200, {"jobs": [{"jid": j.id, "name": j.name, "state": j.state} for j in self.jobs.values()]}
        id, _, query = path.removeprefix("/jobs/").partition("?")
        if id not in self.jobs:
            return 404, {"errors": ["no such job"]}
        if method == "PATCH":
            assert query == "mode=cancel"
            self.cancelled.append(id)
            return 202, {}
        if id in self.cancelled:
            self.looks += 1
            if self.looks > 2 and not self.stubborn:
                self.jobs[id] = Job(id, self.jobs[id].name, "CANCELED")
        return 200, {"jid": id, "state": self.jobs[id].state}


@contextmanager
def serving(flink: Flink) -> Iterator[Flink]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer("GET")

        def do_PATCH(self) -> None:
            self.answer("PATCH")

        def answer(self, method: str) -> None:
            code, body = flink.answer(method, self.path)
            data = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    flink.address = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield flink
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def mine(number: str = "1", state: str = "RUNNING", kind: str = "stream") -> Job:
    return Job(number, f"{store_prefix(STORE, kind)}{number:0>8}", state)
