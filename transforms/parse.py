"""Parse feed documents in worker processes: one over which a parser hangs or dies costs its feed alone.

Knows no Beam, since workers load it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from connectors.feeds import FeedSettings, ParsedFeed, parse_feed
from connectors.records import Feed
from transforms.workers import PRELOAD, WorkLost, WorkPool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FeedDocument:
    """What a server answered for a feed; ``content_type`` may say its charset."""

    body: bytes
    feed: Feed
    url: str
    content_type: str
    as_of: datetime
    bounds: FeedSettings


ParsePool = WorkPool[FeedDocument, ParsedFeed]
Parsed = ParsedFeed | WorkLost[FeedDocument]


def parse_pool(processes: int, worker_seconds: float) -> ParsePool:
    """Worker processes that parse feed documents, each for at most so long."""
    return WorkPool(parse_document, processes, timeout=worker_seconds, preload=PRELOAD)


def parse_document(document: FeedDocument) -> ParsedFeed:
    """What a worker does. Never raises for what a feed may contain."""
    return parse_feed(
        document.body, feed=document.feed, url=document.url, content_type=document.content_type, as_of=document.as_of,
        settings=document.bounds,
    )  # fmt: skip
