"""Small feeds with the right value of each beside it: tests/data/feeds/NAME/{feed.xml,expect.json}.

``expect.json`` names the entries' fields that matter, and says why; what isn't named isn't looked at. Every case is read twice: by
whichever reader takes it, and by feedparser.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from connectors.feeds import xmlfeed
from connectors.times import format_time
from tests.connectors.feeds.parsing import FEED, parse

CASES = sorted(path.parent for path in (Path(__file__).parents[2] / "data" / "feeds").glob("*/expect.json"))


@pytest.mark.parametrize("by_feedparser", [False, True], ids=["", "feedparser"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, by_feedparser: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    expect = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    if by_feedparser:
        monkeypatch.setattr(xmlfeed, "read_tree", lambda text, settings, **options: None)
    body = next(case.glob("feed.*")).read_bytes()
    parsed = parse(body, expect.get("content_type", ""), url=expect.get("url", FEED.url))
    assert parsed.reason == expect.get("reason", ""), parsed.detail
    assert parsed.title == expect.get("title", parsed.title)
    found = [
        {"url": e.url, "guid": e.guid, "title": e.title, "text": e.text, "authors": list(e.authors), "categories": list(e.categories), "published": format_time(e.published) if e.published else ""}
        for e in parsed.entries
    ]
    assert [{name: entry[name] for name in wanted} for entry, wanted in zip(found, expect["entries"], strict=True)] == expect["entries"], expect["why"]
