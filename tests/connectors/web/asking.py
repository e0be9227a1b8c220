"""One request to a loopback server, within limits that keep a test short."""

from __future__ import annotations

import asyncio

from connectors.web.http import HttpSettings, Response, fetch
from connectors.web.tolerant import open_session
from tests.web import LOOPBACK

QUICK = HttpSettings(
    delay_seconds=0.01, read_timeout_seconds=0.4, total_timeout_seconds=1.0, connect_timeout_seconds=1.0, max_bytes=50_000,
    allow=LOOPBACK,
)  # fmt: skip


def get(url: str, http: HttpSettings = QUICK, *, etag: str = "", last_modified: str = "", timeout_seconds: float | None = None) -> Response:
    async def run() -> Response:
        async with open_session(http) as session:
            return await fetch(session, url, http, etag=etag, last_modified=last_modified, timeout_seconds=timeout_seconds)

    return asyncio.run(run())
