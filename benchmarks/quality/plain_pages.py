"""Plain trafilatura on pages, and how long stripping takes on them, in a process of its own.

    python -m benchmarks.quality.plain_pages PAGES.jsonl PREDICTED.jsonl

Writes what ``trafilatura.bare_extraction(html, with_metadata=True)`` reads, as the page scorer takes it; prints milliseconds of
processor time a page as JSON: of that call, of our extraction, of our stripping.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from trafilatura import bare_extraction
from trafilatura.settings import Document

from benchmarks.quality.sets import read_lines, write_lines
from connectors.records import Page
from transforms.extract import Extracted, extract_marked, preload
from transforms.strip import StripSettings, strip_story

SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    logging.disable(logging.CRITICAL)
    preload.load()
    rows = read_lines(Path(sys.argv[1]))
    spent = {"trafilatura_ms": 0.0, "extract_ms": 0.0, "strip_ms": 0.0}
    predicted = []
    for row in rows:
        start = time.process_time()
        document = bare_extraction(row["html"], with_metadata=True)
        read = time.process_time()
        found = extract_marked(Page(id=row["id"], url=row.get("url") or "", html=row["html"], first_seen=SEEN))
        extracted = time.process_time()
        if isinstance(found, Extracted):
            strip_story(found.story, StripSettings(), found.context)
        for name, seconds in zip(spent, (read - start, extracted - read, time.process_time() - extracted), strict=True):
            spent[name] += 1000 * seconds / len(rows)
        if isinstance(document, Document):
            predicted.append({"id": row["id"], "text": document.text, "title": document.title, "published": document.date})
    write_lines(Path(sys.argv[2]), predicted)
    print(json.dumps({name: round(value, 3) for name, value in spent.items()}))


if __name__ == "__main__":
    main()
