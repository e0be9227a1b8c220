"""The same stories give the same bytes: whatever the order, the workers, the runner; cut into editions or not."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.editions.reading import read_rows
from connectors.records import OpenBundle, Sketch
from connectors.site_lines import SiteLine
from connectors.store import open_store
from pipelines.config import Config
from pipelines.newsroom.world import MOMENTS, START
from pipelines.rebuild import rebuild_state
from tests.end_to_end.conftest import PublishedWorld
from tests.end_to_end.runs import (
    assert_whole,
    bundle_labels,
    copy_labels,
    differences,
    given_rows,
    latest,
    pair_f1,
    publish,
    story_rows,
    write_rows,
)


@pytest.fixture(scope="module")
def rows(newsroom: PublishedWorld) -> list[dict[str, Any]]:
    """The newsroom's stories as a ``--stories`` source."""
    return given_rows(story_rows(newsroom.store).values())


@pytest.fixture(scope="module")
def reference(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("reference")
    store = str(folder / "store")
    publish(store, stories=(write_rows(folder / "stories.jsonl", rows),))
    assert_whole(store)
    return store


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_input_gives_the_same_store(rows: list[dict[str, Any]], reference: str, tmp_path: Path, seed: int) -> None:
    shuffled = rows[:]
    random.Random(seed).shuffle(shuffled)
    store = str(tmp_path / "store")
    publish(store, stories=(write_rows(tmp_path / "stories.jsonl", shuffled),))
    assert differences(reference, store) == []


@pytest.mark.parametrize(
    "beam_args",
    [("--direct_num_workers=2", "--direct_running_mode=multi_threading"), ("--direct_runner_bundle_repeat=1",)],
    ids=["two workers", "bundles repeated"],
)
def test_workers_and_bundles_make_no_difference(rows: list[dict[str, Any]], reference: str, tmp_path: Path, beam_args: tuple[str, ...]) -> None:
    half = len(rows) // 2
    sources = (write_rows(tmp_path / "b.jsonl", rows[half:]), write_rows(tmp_path / "a.jsonl", rows[:half]))
    store = str(tmp_path / "store")
    publish(store, stories=sources, beam_args=beam_args)
    assert differences(reference, store) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_one_or_two_processes_read_pages_alike(newsroom: PublishedWorld, tmp_path: Path, processes: int) -> None:
    now = START + MOMENTS[-1]
    pages = [
        {"id": story.id, "url": story.url, "html": newsroom.world.page(story, now).html}
        for story in sorted((s for s in newsroom.world.stories if s.kind != "aggregated"), key=lambda s: s.id)[:24]
    ]
    one, other = str(tmp_path / "one"), str(tmp_path / "other")
    publish(one, pages=(write_rows(tmp_path / "a.jsonl", pages),), config=Config.of(run={"processes": 1}))
    publish(other, pages=(write_rows(tmp_path / "b.jsonl", pages[::-1]),), config=Config.of(run={"processes": processes}))
    assert differences(one, other) == []


def test_three_editions_bundle_as_one_back_fill_does(rows: list[dict[str, Any]], reference: str, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    before = datetime.min.replace(tzinfo=UTC)
    for number, moment in enumerate(MOMENTS):
        until = START + moment
        part = [row for row in rows if before < _time(row) <= until or (number == len(MOMENTS) - 1 and _time(row) > until)]
        publish(store, as_of=until, stories=(write_rows(tmp_path / f"{number}.jsonl", part),))
        before = until
    one, three = story_rows(reference), story_rows(store)
    assert pair_f1(copy_labels(one), copy_labels(three)) >= 0.99
    assert pair_f1(bundle_labels(one), bundle_labels(three)) >= 0.99


def test_slices_are_the_editions_that_the_same_cuts_make(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    """Stories that arrive late (listed after the cut that follows their publication) are the one difference, and none is given here."""
    span = timedelta(hours=24)
    end = START + timedelta(days=5)
    sliced, cut = str(tmp_path / "sliced"), str(tmp_path / "cut")
    publish(sliced, as_of=end, stories=(write_rows(tmp_path / "all.jsonl", rows),), slice=span)
    for day in range(6):
        until = START + span * day
        part = [row for row in rows if until - span <= _time(row) < until]
        if part:
            publish(cut, as_of=until, stories=(write_rows(tmp_path / f"{day}.jsonl", part),))
    assert len(list((Path(sliced) / "v1" / "editions").iterdir())) >= 4
    assert differences(sliced, cut) == []


def test_rebuilt_state_is_the_state_that_grew(newsroom: PublishedWorld, tmp_path: Path) -> None:
    import shutil

    folder = str(tmp_path / "store")
    shutil.copytree(newsroom.store, folder)
    store, grown = open_store(folder), latest(folder)
    rebuild_state(store, Config())
    rebuilt = latest(folder)
    assert rebuilt.edition != grown.edition
    assert_whole(folder)
    for kind, record in (("sketches", Sketch), ("bundles", OpenBundle)):
        assert read_rows(store, rebuilt, kind, record) == read_rows(store, grown, kind, record), kind
    corrected = {row.site for row in story_rows(folder).values() if row.revision > 1}
    for lines in (_lines(store, grown, corrected), _lines(store, rebuilt, corrected)):
        assert lines
    assert _lines(store, rebuilt, corrected) == _lines(store, grown, corrected)


def _lines(store: Any, manifest: Any, without: set[str]) -> set[tuple[str, str]]:
    """The learned lines of sites without corrections: a corrected story's lines count as they are in its newest revision."""
    return {(row.site, row.line) for row in read_rows(store, manifest, "lines", SiteLine) if row.learned and row.site not in without}


def _time(row: dict[str, Any]) -> datetime:
    from connectors.times import parse_time

    return parse_time(row["published"])
