"""The five seed stories: one event, told by five outlets, with the residue that a naive scraper left."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.end_to_end.runs import assert_whole, publish, story_rows
from tests.services import SHARED

SEEDS = SHARED / "data" / "seeds"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    if not SEEDS.exists():
        pytest.skip("the seed stories are not beside this checkout")
    store = str(tmp_path_factory.mktemp("seeds") / "store")
    publish(store, stories=(str(SEEDS),))
    assert_whole(store)
    expected = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))["files"]
    return story_rows(store), expected


def test_five_stories_are_one_bundle_without_copies(published: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rows, expected = published
    assert rows.keys() == expected.keys()
    assert len({row.bundle_id for row in rows.values()}) == 1
    assert {row.copy_of for row in rows.values()} == {""}


def test_titles_are_the_articles_own(published: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rows, expected = published
    assert {id: row.title for id, row in rows.items()} == {id: e["title"] for id, e in expected.items()}


def test_residue_is_gone_and_the_article_is_kept(published: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rows, expected = published
    for id, e in expected.items():
        row = rows[id]
        lines = row.text.split("\n")
        assert not [line for line in e["cut"] if line in lines], id
        assert not [part for part in e["keep"] if part not in row.title and part not in row.text], id
        reasons = {cut.line: cut.reason for cut in row.cut}
        assert all(reasons.get(line) for line in e["cut"]), (id, reasons)


def test_the_date_line_becomes_the_publication_date(published: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rows, expected = published
    for id, e in expected.items():
        if "published" in e:
            assert rows[id].published.date().isoformat() == e["published"]
            assert rows[id].published_precision == "day"
