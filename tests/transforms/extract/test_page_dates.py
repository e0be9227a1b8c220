"""Dates as pages write them, in markup and in the text: ``tests/data/dates/pages.json`` has each with what it means."""

from __future__ import annotations

import json

import pytest

from connectors.records import Page, Story
from connectors.times import format_time
from tests.services import ROOT
from tests.transforms.extract.test_extract import PARAGRAPHS, SEEN
from transforms.extract import work_item

CASES = json.loads((ROOT / "tests" / "data" / "dates" / "pages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']}: {case.get('head') or case.get('body') or case.get('first')}"[:90])
def test_the_date_of_a_page(case: dict[str, str]) -> None:
    title = "Council votes to rebuild the northern pier"
    text = case.get("first", "") + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = (
        f"<!DOCTYPE html><html lang='{case['lang']}'><head><title>{title}</title>{case.get('head', '')}</head>"
        f"<body><article><h1>{title}</h1>{text}{case.get('body', '')}</article></body></html>"
    )
    story = work_item(Page(url="https://harbour-ledger.example/news/pier", html=html, first_seen=SEEN))
    assert isinstance(story, Story)
    found = [format_time(story.published) if story.published else None, story.published_precision, story.published_source]
    assert found == case["published"]
