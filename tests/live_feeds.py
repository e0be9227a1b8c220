"""A loopback news world that never ends: feeds that list new items all the time, on the real clock, and the items' pages."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from connectors.times import format_time
from pipelines.newsroom.load import LoadStory, many_stories

SITES_A_LANGUAGE = 2
RSS_ITEM = "<item><guid isPermaLink='false'>{guid}</guid><link>{url}</link><title>{title}</title><pubDate>{at}</pubDate></item>"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed; of ten items some three are near-copies of another site's."""

    number: int
    site: str
    story: LoadStory

    @property
    def url(self) -> str:
        return f"http://{self.site}/story/{self.number}"


@dataclass
class LiveFeeds:
    """Item n is listed n / rate seconds after the start. Each feed lists its site's last ``listed`` items, until ``stop`` no more come."""

    rate: float
    stories: list[LoadStory]
    listed: int = 400
    port: int = 0
    _began: float = field(default_factory=time.time)
    _stopped_at: int | None = None
    _by_site: dict[str, list[Item]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        turns: dict[str, int] = {}
        for number, story in enumerate(self.stories):
            turns[story.language] = turn = turns.get(story.language, -1) + 1
            site = f"{story.language}-{turn % SITES_A_LANGUAGE}.example"
            self._by_site.setdefault(site, []).append(Item(number, site, story))
        self._items = {item.url: item for items in self._by_site.values() for item in items}

    @property
    def proxy_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def feeds(self) -> list[str]:
        return [f"http://{site}/feed" for site in sorted(self._by_site)]

    @property
    def count(self) -> int:
        """How many items have been listed so far."""
        if self._stopped_at is not None:
            return self._stopped_at
        count = int((time.time() - self._began) * self.rate)
        assert count <= len(self.stories), "the source has run dry: give it more stories"
        return count

    def stop(self) -> int:
        """List nothing new from now on; how many there are."""
        self._stopped_at = self.count
        return self._stopped_at

    def urls(self) -> set[str]:
        """Of every item listed so far."""
        count = self.count
        return {url for url, item in self._items.items() if item.number < count}

    def listed_at(self) -> dict[str, float]:
        """When each item was listed first, in seconds since the epoch, by URL."""
        return {url: self._began + item.number / self.rate for url, item in self._items.items()}

    def answer(self, url: str) -> tuple[int, str, str]:
        """(status, content type, body) of a GET."""
        parts = urlsplit(url)
        count = self.count
        if parts.path == "/feed" and parts.netloc in self._by_site:
            items = [item for item in self._by_site[parts.netloc] if item.number < count][-self.listed :]
            return self._json(items) if parts.netloc.endswith("-1.example") else self._rss(items)
        item = self._items.get(url)
        if item is None or item.number >= count:
            return 404, "text/html", "<h1>Not found</h1>"
        return 200, "text/html; charset=utf-8", self._page(item)

    def _at(self, item: Item) -> datetime:
        return datetime.fromtimestamp(self._began + item.number / self.rate, UTC).replace(microsecond=0)

    def _rss(self, items: list[Item]) -> tuple[int, str, str]:
        rows = [RSS_ITEM.format(guid=f"tag:{item.number}", url=item.url, title=escape(item.story.title), at=format_datetime(self._at(item))) for item in reversed(items)]
        return 200, "application/rss+xml", f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Live</title>{"".join(rows)}</channel></rss>'

    def _json(self, items: list[Item]) -> tuple[int, str, str]:
        rows = [{"id": f"tag:{item.number}", "url": item.url, "title": item.story.title, "date_published": format_time(self._at(item))} for item in reversed(items)]
        return 200, "application/feed+json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Live", "items": rows})

    def _page(self, item: Item) -> str:
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in item.story.text.split("\n"))
        title = escape(item.story.title)
        return (
            f'<!DOCTYPE html><html lang="{item.story.language}"><head><title>{title}</title>'
            f'<meta property="article:published_time" content="{format_time(self._at(item))}"></head><body><header><nav><a href="/">Home</a> '
            f'<a href="/news">News</a></nav></header><main><article><h1>{title}</h1>{text}</article></main><footer>All rights reserved</footer></body></html>'
        )


@contextmanager
def running_live_feeds(rate: float, seconds: float, seed: str | int = 0, listed: int = 400) -> Iterator[LiveFeeds]:
    """The feeds from now on, with stories for so many seconds, behind a forward proxy. Each lists its site's last ``listed`` items."""
    feeds = LiveFeeds(rate, many_stories(int(rate * seconds), seed), listed)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.feeds = feeds  # type: ignore[attr-defined]
    feeds.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield feeds
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # a connection that finds the queue full waits a second


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        status, kind, text = self.server.feeds.answer(self.path)  # type: ignore[attr-defined]
        body = text.encode()
        self.send_response_only(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the client went away, or was killed
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass
