"""Hostile rows cost themselves: the run goes on, its sums add up, and every bad item leaves a trace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.editions.documents import RejectRow
from connectors.editions.reading import newest_rows
from connectors.store import open_store
from pipelines.config import load_config
from tests.end_to_end.runs import assert_whole, latest, publish, story_rows
from tests.web import Web

GOOD = {"id": "good", "title": "Harbour reopens after storm", "text": "The harbour reopened on Friday after the storm had passed.", "language": "en"}

text = st.text(max_size=40) | st.sampled_from(["\x00", "‮abc", "x" * 5000, "<p>", "Skip to toolbar", "日本語のニュース", "\ud800", "1e999"])
value = text | st.none() | st.integers() | st.booleans() | st.lists(text, max_size=2)
story = st.dictionaries(st.sampled_from(["id", "url", "title", "text", "published", "language", "publisher"]), value, max_size=7)
entry = st.dictionaries(st.sampled_from(["title", "text", "published", "authors", "language", "publisher"]), value, max_size=6)
markup = text | st.sampled_from(["<div>" * 3000, "<html><body><article>" + "<p>Word after word of this article. " * 40, "<a href=x>y</a>" * 500, "<!DOCTYPE", "&#x110000;" * 50])
page = st.fixed_dictionaries({}, optional={"id": value, "url": value, "html": markup | value, "entry": entry | value})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories=st.lists(story, min_size=5, max_size=25), pages=st.lists(page, min_size=1, max_size=6))
def test_any_rows_end_as_stories_or_rejects(tmp_path_factory: Any, stories: list[dict[str, Any]], pages: list[dict[str, Any]]) -> None:
    folder: Path = tmp_path_factory.mktemp("hostile")
    (folder / "stories.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [GOOD, *stories]), encoding="utf-8")
    (folder / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in pages), encoding="utf-8")
    store = str(folder / "store")
    (summary,) = publish(store, stories=(str(folder / "stories.jsonl"),), pages=(str(folder / "pages.jsonl"),))
    assert summary.counts.given == 1 + len(stories) + len(pages)
    assert_whole(store)
    assert any(row.title == GOOD["title"] for row in story_rows(store).values())
    rejects = list(newest_rows(open_store(store), latest(store), "rejects", RejectRow))
    assert len(rejects) == summary.counts.rejected
    assert all(row.reason and row.detail for row in rejects)


def test_a_failing_page_of_a_feed_with_settings_of_its_own_costs_itself(web: Web, tmp_path: Path) -> None:
    feed = "http://ledger.example/feed"
    item = "<item><title>Ferry towed in</title><link>http://ledger.example/ferry</link><guid>ferry</guid></item>"
    web.routes |= {"/feed": (200, {"Content-Type": "application/rss+xml"}, f"<rss version='2.0'><channel><title>Ledger</title>{item}</channel></rss>".encode())}
    web.routes |= {"/ferry": (503, {}, b"")}
    (tmp_path / "feeds.txt").write_text(feed + "\n")
    (tmp_path / "newsheaf.yaml").write_text(f"http:\n  proxy: {web.url}\n  delay_seconds: 0\nfeeds:\n  {feed}:\n    interval_seconds: 60\n")
    (summary,) = publish(str(tmp_path / "store"), feeds=(str(tmp_path / "feeds.txt"),), config=load_config(tmp_path / "newsheaf.yaml"))
    assert (summary.counts.listed, summary.counts.pending, summary.counts.feeds_changed) == (1, 1, 1)
