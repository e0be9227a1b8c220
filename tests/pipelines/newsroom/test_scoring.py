"""Scoring a published result: perfect rows score perfectly, and every kind of damage shows in its own figure."""

from __future__ import annotations

import importlib.util
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.newsroom.scoring import copy_roots, count_left, plain_url, score_grouping, score_rows
from pipelines.newsroom.truth import expected_stories
from pipelines.newsroom.world import World, build_world
from tests.services import SHARED

SCORER = SHARED / "score.py"


@pytest.fixture(scope="module")
def world() -> World:
    return build_world("newsheaf")


def perfect_rows(world: World, edition: int = 2) -> list[dict[str, Any]]:
    moment = world.moments[edition]
    due = {story.id for story in expected_stories(world, edition)}
    rows = []
    for story in world.stories:
        if story.id in due:
            state = story.at(moment)
            original = story.group if story.group != story.id and story.group in due else ""
            rows.append({"id": story.id, "url": story.url, "bundle_id": story.event, "copy_of": original, "title": state.title, "text": "\n".join(state.paragraphs)})
    return rows


@pytest.mark.parametrize("edition", [1, 2])
def test_perfect_rows_score_perfectly(world: World, edition: int) -> None:
    score = score_rows(world, perfect_rows(world, edition), edition)
    assert score.bundles.bcubed_f1 == 1.0 and score.copies.pair_f1 == pytest.approx(1.0, abs=0.03)
    assert (score.missing, score.extra, score.twice) == (0, 0, 0)
    assert score.furniture_left == 0.0 and score.words_cut == 0.0 and score.words_added == 0.0
    assert score.titles_right == score.revisions_right == 1.0
    assert edition < 2 or score.counts_right == 1.0
    assert score.as_dict()["bundles"]["bcubed_f1"] == 1.0


def test_rows_match_by_address_when_ids_differ(world: World) -> None:
    rows = [{**row, "id": f"x{n}", "url": row["url"].replace("http://", "https://") + "?utm_source=x#top" if "?" not in row["url"] else row["url"], "copy_of": ""}
            for n, row in enumerate(perfect_rows(world))]
    score = score_rows(world, rows)
    assert score.missing == score.extra == 0 and score.bundles.bcubed_f1 == 1.0


def test_damage_shows(world: World) -> None:
    rows = perfect_rows(world)
    lost = score_rows(world, rows[20:])
    assert lost.missing == 20 and lost.bundles.bcubed_recall < 1.0
    one = score_rows(world, [{**row, "bundle_id": "all"} for row in rows])
    assert one.bundles.bcubed_recall == 1.0 and one.bundles.bcubed_precision < 0.05
    unfolded = score_rows(world, [{**row, "copy_of": ""} for row in rows])
    assert unfolded.copies.pair_recall == 0.0 and unfolded.counts_right < 0.8
    cut = score_rows(world, [{**row, "text": row["text"][:len(row["text"]) // 2]} for row in rows])
    assert 0.3 < cut.words_cut < 0.7
    dirty = score_rows(world, [{**row, "text": row["text"] + "\n" + "\n".join(world.page(world.by_id[row["id"]], world.moments[-1]).furniture)}
                               if world.by_id[row["id"]].page == "ok" else row for row in rows])
    assert dirty.furniture_left > 0.9 and dirty.words_cut == 0.0
    old = score_rows(world, [{**row, "text": "\n".join(world.by_id[row["id"]].revisions[0].paragraphs)} for row in rows])
    assert old.revisions_right == 0.0
    twice = score_rows(world, [*rows, {**rows[0], "id": "again"}])
    assert twice.twice == 1
    assert score_rows(world, [*rows, {"id": "?", "url": "http://elsewhere.example/x"}]).extra == 1
    assert score_rows(world, []).missing == len(expected_stories(world, 2))


def test_a_line_counts_as_left_whole_or_inside_a_longer_one() -> None:
    text = "The river rose.\nShare\nMore here: sign up for our morning newsletter today."
    assert count_left(["share", "Sign up for our morning newsletter"], text) == 2
    assert count_left(["The river", "Print"], text) == 0
    assert count_left(["The river rose."], text, ["The river rose."]) == 0


def test_copies_of_copies_count_for_the_root_and_circles_end() -> None:
    assert copy_roots({"a": "", "b": "a", "c": "b", "d": "gone"}) == {"a": "a", "b": "a", "c": "a", "d": "gone"}
    assert set(copy_roots({"a": "b", "b": "a"})) == {"a", "b"}


def test_plain_url() -> None:
    assert plain_url("https://www.x.example/new/a/?utm_medium=feed&id=3#c") == plain_url("http://x.example/a?id=3") == "x.example/a?id=3"


@pytest.mark.skipif(not SCORER.exists(), reason="the labelled sets are not beside the project")
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=60))
def test_agrees_with_the_reference_scorer(labels: list[tuple[int, int]]) -> None:
    spec = importlib.util.spec_from_file_location("reference_score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    gold, said = [a for a, _ in labels], [b for _, b in labels]
    reference = module.scores(gold, said)
    for name, value in asdict(score_grouping(gold, said)).items():
        assert value == pytest.approx(reference[name])


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 gold labels, but 1"):
        score_grouping([1, 2], [1])
