"""Write what newsheaf takes from labelled pages, as the page scorer reads it.

    python -m benchmarks.score_extract PAGES.jsonl[.gz] PREDICTED.jsonl [--raw]

``--raw`` leaves stripping out. Prints milliseconds a page of extraction and of stripping, and the reasons of the cuts.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime

from connectors.records import Page
from transforms.extract import Extracted, extract_marked, extract_row
from transforms.strip import StripSettings, strip_story

FIRST_SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    source, target = sys.argv[1:3]
    raw = "--raw" in sys.argv
    spent = [0.0, 0.0]
    reasons: Counter[str] = Counter()
    with (gzip.open if source.endswith(".gz") else open)(source, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with open(target, "w", encoding="utf-8") as out:
        for row in rows:
            start = time.process_time()
            result = extract_marked(Page(id=row["id"], url=row.get("url") or "", html=row["html"], first_seen=FIRST_SEEN))
            spent[0] += time.process_time() - start
            if not isinstance(result, Extracted):
                reasons[f"reject: {result.reason}"] += 1
                continue
            start = time.process_time()
            story = result.story if raw else strip_story(result.story, StripSettings(), result.context)
            spent[1] += time.process_time() - start
            reasons.update(cut.reason for cut in story.cut)
            out.write(json.dumps(extract_row(story), ensure_ascii=False) + "\n")
    milliseconds = [round(1000 * seconds / len(rows), 2) for seconds in spent]
    print(json.dumps({"pages": len(rows), "extract_ms": milliseconds[0], "strip_ms": milliseconds[1]}))
    print(json.dumps(dict(reasons.most_common())))


if __name__ == "__main__":
    main()
