"""Rows of ``--stories`` and ``--pages``: a file of JSON lines, read as both, and what can be taken for a story taken."""

from __future__ import annotations

import json
import random
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from connectors.given import read_pages, read_stories
from connectors.records import Reject
from tests.fuzz.kind import Kind
from tests.fuzz.mutations import as_json, mutate_json
from tests.fuzz.published import AS_OF, check_reject, check_story
from transforms.extract import ExtractSettings, preload
from transforms.extract.prepare import Prepared, prepare_item
from transforms.identify import given_keys, identify_reject, identify_story
from transforms.sign import SignSettings
from transforms.strip import SiteSettings, StripSettings

TOKENS = (
    *"id url title text titled published language publisher html entry authors categories en de zh-Hant-TW xx 2021-12-31 2021-12-31T12:00:00Z <p> </p> <html> http://ledger.example/1 \\ud800 \\u0000 NaN".split(),
    "Fri, 31 Dec 2021 12:00:05 GMT", "31.12.2021", "0001-01-01", "1599-12-31", "2201-01-01", "9999-12-31T23:59:59Z", "The ferry was towed into the harbour of Port Amsel on Monday.", "By Ada Lind", "Subscribe now",
)  # fmt: skip
MOST_ROWS = 20


def check(data: bytes) -> None:
    data = b"\n".join(data.split(b"\n")[:MOST_ROWS])
    file = _file()
    file.write_bytes(data)
    rows: list[Any] = [*read_stories(str(file), AS_OF), *read_pages(str(file), AS_OF)]
    assert len(rows) == 2 * sum(bool(line.strip()) for line in data.split(b"\n"))
    for row in rows:
        if isinstance(row, Reject):
            check_reject(row)
            continue
        assert given_keys(row)
        result = prepare_item(row, ExtractSettings(), StripSettings(), SiteSettings(), SignSettings())
        if isinstance(result, Prepared):
            check_story(identify_story(row, result.story), len(data), vouched=True)
        else:
            check_reject(identify_reject(row, result))


@cache
def _file() -> Path:
    return Path(tempfile.mkdtemp(prefix="newsheaf-fuzz-")) / "rows.jsonl"


STORY = {"id": "a", "url": "http://ledger.example/1", "title": "Ferry towed in", "text": "The ferry was towed into the harbour of Port Amsel on Monday.\nNobody was hurt.", "published": "2026-03-02T08:00:00Z", "language": "en", "publisher": "Ledger"}
PAGE = {"url": "http://ledger.example/2", "html": "<html><body><article><h1>Ferry</h1><p>The ferry was towed into the harbour of Port Amsel on Monday, and nobody was hurt in the accident.</p></article></body></html>",
        "entry": {"title": "Ferry", "text": "The ferry was towed in.", "published": "Mon, 02 Mar 2026 08:00:00 GMT", "authors": ["Ada Lind"], "language": "en", "publisher": "Ledger"}}  # fmt: skip


@cache
def _seeds() -> tuple[bytes, ...]:
    variants = [STORY, PAGE, {**STORY, "titled": False, "published": "31.12.2021"}, {"title": "Only a title"}, {"html": "<p>x"}, {**STORY, **PAGE, "id": 7}, {**STORY, "published": "1599-01-01"}, {**PAGE, "entry": {"authors": "A"}}]
    return (*(json.dumps(row).encode() for row in variants), b"\n".join(json.dumps(row).encode() for row in variants[:3]))


def seeds() -> list[bytes]:
    return list(_seeds())


def mutate(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    try:
        row = json.loads(lines[at])
    except (ValueError, RecursionError):
        row = dice.choice((STORY, PAGE))
    try:
        lines[at] = as_json(mutate_json(row, dice, TOKENS), dice)
    except RecursionError:
        lines[at] = b"[" * 2_000
    if dice.random() < 0.1:
        lines.insert(at, lines[at])
    return b"\n".join(lines)


ROWS = Kind(name="rows", check=check, load=preload.load, seeds=seeds, mutate=mutate, tokens=TOKENS, runs=4_000)
