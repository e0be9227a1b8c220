"""Feed documents parsed, and what holds of every one of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from connectors.feeds import FeedSettings, ParsedFeed, entry_keys, parse_feed
from connectors.records import Entry, Feed
from tests.web import rss

AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = Feed(url="http://ledger.example/feed", title="Listed title")


def parse(
    body: bytes | str, content_type: str = "", *, url: str = FEED.url, as_of: datetime = AS_OF, bounds: FeedSettings | None = None, feed: Feed = FEED
) -> ParsedFeed:
    data = body.encode() if isinstance(body, str) else body
    parsed = parse_feed(data, feed=feed, url=url, content_type=content_type, as_of=as_of, settings=bounds)
    check(parsed)
    return parsed


def check(parsed: ParsedFeed) -> None:
    """What holds of every document."""
    assert parsed.listed == len(parsed.entries) + parsed.duplicates + len(parsed.rejects) + parsed.cut
    assert not (parsed.reason and parsed.listed)
    assert parsed.reason != "unreadable", parsed.detail  # the last resort; every known way to get there has a better reason
    for entry in parsed.entries:
        assert entry.title or entry.text or entry.url
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))
        assert "\n" not in entry.title and not re.search(r"[\x00-\x09\x0b-\x1f]|\n\n|^\n|\n$", entry.text)
        assert (entry.published is None) == (entry.published_precision == "none")
        assert entry.published is None or entry.published.tzinfo is UTC
        repr(entry).encode()
    keys = [key for entry in parsed.entries for key in entry_keys(entry)]
    assert len(keys) == len(set(keys)), "no two entries share an identity"
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    for reject in parsed.rejects:
        assert reject.item and reject.stage == "poll" and reject.reason
        repr(reject).encode()


def only(parsed: ParsedFeed) -> Entry:
    assert (len(parsed.entries), parsed.reason) == (1, ""), parsed
    return parsed.entries[0]


def feed_of(*items: str) -> bytes:
    return rss(*items)[2]
