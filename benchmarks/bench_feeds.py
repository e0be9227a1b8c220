"""Reading feed documents: newsheaf beside feedparser, on real feeds and on the sample newsroom's.

    python -m benchmarks.bench_feeds [--rounds N] [--json FILE]

One core, CPU time, everything from bytes; what is compared takes turns within a round, ratios are medians over the rounds.

- ``items``: decoded, parsed, with titles and texts as plain text: what takes feedparser's place.
- ``entries``: with dates, canonical links, identities and fingerprints too: all that polling does with an answer.
- ``feedparser``: ``feedparser.parse`` as it comes, which cleans markup but leaves it in; ``unsanitized`` without the cleaning.

The real feeds are read where they are at hand, else copies of a made-up one.
"""

from __future__ import annotations

import argparse
import io
import json
import tarfile
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from connectors.feeds import FeedSettings, parse_feed
from connectors.feeds.documents import read_document
from connectors.feeds.items import NoFeed
from connectors.feeds.markup import decode_document
from connectors.records import Feed

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "feeds" / "real-200.tgz"
FEED = Feed(url="http://bench.example/feed")
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
MUST, AIM = 10.0, 50.0  # times as fast as feedparser


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result = measure(options.rounds)
    for name, value in result.items():
        print(f"{name:44} {value:>12,.4g}")
    met = result["items: times feedparser"] >= MUST
    print(f"required: items {MUST:.0f} times feedparser, {'met' if met else 'MISSED'}; aim {AIM:.0f}")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")


def measure(rounds: int) -> dict[str, float]:
    """CPU seconds, ratios and rates by name."""
    bodies = real_feeds() or [made_up_feed()] * 50
    steps: dict[str, Callable[[bytes], object]] = {
        "items": read_items, "entries": read_entries, "feedparser": by_feedparser, "unsanitized": by_feedparser_alone,
    }  # fmt: skip
    for read in steps.values():  # imports and caches
        read(bodies[0])
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, read in steps.items():
            start = time.process_time()
            for body in bodies:
                read(body)
            taken[name].append(time.process_time() - start)
    size = sum(map(len, bodies)) / 1e6
    result = {"documents": float(len(bodies)), "megabytes": size}
    result |= {f"{name}: CPU s": median(seconds) for name, seconds in taken.items()}
    for name in ("items", "entries"):
        for other, label in (("feedparser", "feedparser"), ("unsanitized", "unsanitized feedparser")):
            result[f"{name}: times {label}"] = median(theirs / ours for theirs, ours in zip(taken[other], taken[name], strict=True))
    result["items: documents/s"] = len(bodies) / median(taken["items"])
    result["items: MB/s"] = size / median(taken["items"])
    return result


def real_feeds() -> list[bytes]:
    if not REAL.exists():
        return []
    with tarfile.open(REAL) as tar:
        return [stream.read() for member in tar.getmembers() if member.isfile() and (stream := tar.extractfile(member))]


def made_up_feed(items: int = 40) -> bytes:
    """A feed of long items, as blogs have them."""
    text = "<p>The bridge over the river was opened again on Monday, <b>after</b> eleven months of <a href='/repairs'>repairs</a>.</p>" * 40
    rows = "".join(
        f"<item><title>Bridge {n}</title><link>http://bench.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>Mon, 09 Mar 2026 06:{n:02}:00 GMT</pubDate><description><![CDATA[{text}]]></description></item>"
        for n in range(items)
    )
    return f'<rss version="2.0"><channel><title>Bench</title><link>http://bench.example/</link>{rows}</channel></rss>'.encode()


def read_items(body: bytes) -> int:
    document = read_document(decode_document(body).lstrip("\ufeff \t\r\n\0"), FeedSettings())
    return 0 if isinstance(document, NoFeed) else len(document.items)


def read_entries(body: bytes) -> int:
    return parse_feed(body, feed=FEED, url=FEED.url, as_of=AS_OF).listed


def by_feedparser(body: bytes) -> int:
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(feedparser.parse(io.BytesIO(body))["entries"])


def by_feedparser_alone(body: bytes) -> int:
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)["entries"])


if __name__ == "__main__":
    main()
