"""Pages that are no articles, and articles that look a little like them. Each folder of ``page_kinds`` is one kind, each file one
page written for this test; its first line is its URL."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.records import Entry, Page, Reject, Story
from tests.services import SHARED
from transforms.extract import extract_story, work_item
from transforms.extract.settings import EXTRACT

SEEN = datetime(2024, 6, 1, tzinfo=UTC)
PAGES = sorted(Path(__file__).with_name("page_kinds").glob("*/*.html"))
REAL = SHARED / "data" / "pages"
KINDS = {"consent wall", "paywall", "challenge page", "error page", "index page"}


def read(path: Path, entry: Entry | None = None) -> Page:
    first, html = path.read_text(encoding="utf-8").split("\n", 1)
    return Page(url=first.removeprefix("<!-- ").removesuffix(" -->"), html=html.encode(), entry=entry, first_seen=SEEN)


def entry_of(text: str) -> Entry:
    return Entry(
        id="e1", feed="https://news.example/feed", url="https://news.example/story/1", title="Pier to be rebuilt", text=text,
        publisher="The News", fingerprint="f", first_seen=SEEN,
    )  # fmt: skip


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


WRONG = [path for path in PAGES if path.parent.name != "article"]
RIGHT = [path for path in PAGES if path.parent.name == "article"]


@pytest.mark.parametrize("path", WRONG, ids=name_of)
def test_a_page_that_is_no_article_is_rejected_as_what_it_is(path: Path) -> None:
    result = work_item(read(path))
    assert isinstance(result, Reject), result.text
    assert (
        (result.stage, result.reason) == ("extract", path.parent.name.replace("-", " ")) and result.reason in KINDS and ";" in result.detail
    )


@pytest.mark.parametrize("path", RIGHT, ids=name_of)
def test_an_article_that_looks_a_little_like_one_is_kept(path: Path) -> None:
    assert isinstance(work_item(read(path)), Story)


@pytest.mark.parametrize("path", WRONG[::3], ids=name_of)
def test_the_entry_tells_where_the_page_does_not(path: Path) -> None:
    story = work_item(read(path, entry_of("The council voted to rebuild the pier. Work begins in the autumn.")))
    assert isinstance(story, Story)
    assert story.text == "The council voted to rebuild the pier. Work begins in the autumn."
    if path.parent.name != "paywall":  # what a paywall says of its article is true
        assert (story.title, story.url, story.site, story.publisher) == (
            "Pier to be rebuilt",
            "https://news.example/story/1",
            "news.example",
            "The News",
        )


@pytest.mark.parametrize("path", WRONG[::3], ids=name_of)
def test_a_headline_in_the_feed_does_not_make_a_story_of_such_a_page(path: Path) -> None:
    result = extract_story(read(path, entry_of("")))
    assert isinstance(result, Reject) and result.reason == path.parent.name.replace("-", " ")


def test_the_prompt_below_a_teaser_goes_and_the_teaser_stays() -> None:
    story = work_item(read(Path(__file__).with_name("page_kinds") / "article" / "teaser-and-prompt.html"))
    assert isinstance(story, Story)
    assert story.text.startswith("Yields on ten-year bonds rose") and "ubscri" not in story.text
    assert story.published == datetime(2024, 2, 2, 5, tzinfo=UTC)


@pytest.mark.skipif(not REAL.is_dir(), reason="the labelled pages are not here")
def test_no_real_article_is_taken_for_another_kind() -> None:
    lines = [line for path in sorted(REAL.glob("*.jsonl.gz")) for line in gzip.decompress(path.read_bytes()).splitlines()]
    rows = [json.loads(line) for line in lines[::8]]
    results = [extract_story(Page(id=row["id"], url=row.get("url") or "", html=row["html"], first_seen=SEEN), EXTRACT) for row in rows]
    assert [(result.item, result.reason) for result in results if isinstance(result, Reject) and result.reason in KINDS] == []
