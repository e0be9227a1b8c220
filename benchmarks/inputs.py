"""What the benchmark feeds in: pages and stories of the sample newsroom, and real pages where they are at hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.newsroom.load import many_pages, many_stories

REAL_PAGES = Path(__file__).parents[2] / "shared" / "data" / "pages"
SEED = "bench"
LEAD = 300  # characters of an article that its feed entry quotes


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write rows as a ``.jsonl`` source."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def newsroom_pages(count: int) -> list[dict[str, Any]]:
    """Pages of the sample newsroom with their feed entries. They are small: some 15 kB each."""
    return [page.row() for page in many_pages(count, SEED)]


def real_pages(count: int) -> list[dict[str, Any]]:
    """Real article pages with the entries that a feed would have announced them by; empty where there are none."""
    rows = []
    for path in sorted(REAL_PAGES.glob("*.jsonl.gz")) if REAL_PAGES.is_dir() else ():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    return [{"id": row["id"], "url": row.get("url") or "", "html": row["html"], "entry": _entry(row)} for row in rows[:count]]


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    entry = {"title": row.get("title") or "", "text": (row.get("text") or "")[:LEAD]}
    return entry | {name: row[name] for name in ("published", "authors") if row.get(name)}


def without_entries(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "entry"} for row in rows]


def newsroom_stories(count: int) -> list[dict[str, str]]:
    """Stories in four languages, about four an event, three in ten near-copies."""
    return [story.row() for story in many_stories(count, SEED)]
