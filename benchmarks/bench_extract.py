"""Extraction and seed stripping against a bare loop over trafilatura, page for page in one process.

    python -m benchmarks.bench_extract [--pages N] [--rounds N] [--json FILE] [PAGES.jsonl[.gz] …]

The bare loop is ``trafilatura.bare_extraction(html, with_metadata=True)`` on the same pages and core. Both run page by page in
turn, so that whatever else the machine does hits both alike; a page's figure is its median over the rounds, in CPU time.
Prints the table and the ratio of both: below 1 newsheaf takes less time than the bare loop.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any

import trafilatura

from connectors.records import Entry, Page
from connectors.times import parse_time
from transforms.extract import Extracted, extract_marked, preload
from transforms.strip import StripSettings, strip_story

DATA = Path(__file__).parents[2] / "shared" / "data" / "pages"
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(DATA.glob("*.jsonl.gz")))
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    preload.load()
    pages = [page for path in options.files for page in read_pages(path)][: options.pages]
    result = measure(pages, options.rounds)
    for name, value in result.items():
        print(f"{name:24} {value}")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")


def read_pages(path: Path) -> list[Page]:
    """Labelled pages with a feed entry each, as a feed would have announced them."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Page(url=row.get("url") or "", html=row["html"], entry=entry_of(row), first_seen=SEEN) for row in rows]


def entry_of(row: dict[str, Any]) -> Entry:
    published = parse_time(row["published"]) if row.get("published") else SEEN - timedelta(hours=1)
    return Entry(
        id=row["id"],
        feed="https://feed.example/",
        url=row.get("url") or "",
        title=row.get("title") or "",
        published=published,
        published_precision="second",
        fingerprint="",
        first_seen=SEEN,
    )


def measure(pages: list[Page], rounds: int) -> dict[str, float]:
    """Milliseconds a page of each part, and what all of newsheaf takes as a share of the bare loop."""
    bare, extract, strip = [], [], []
    for page in pages:
        found = extract_marked(page)
        bare.append(timed(lambda page=page: trafilatura.bare_extraction(page.html, with_metadata=True), rounds))
        extract.append(timed(lambda page=page: extract_marked(page), rounds))
        if isinstance(found, Extracted):
            strip.append(timed(lambda found=found: strip_story(found.story, StripSettings(), found.context), rounds))
    return {
        "pages": len(pages),
        "bare loop ms": round(mean(bare), 2),
        "extract ms": round(mean(extract), 2),
        "strip ms": round(mean(strip), 2),
        "extract + strip / bare": round((sum(extract) + sum(strip)) / sum(bare), 3),
        "slowest page ms": round(max(extract), 1),
    }


def timed(work: Callable[[], object], rounds: int) -> float:
    """The median CPU time of one call, in milliseconds."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return 1000 * median(spent)


if __name__ == "__main__":
    main()
