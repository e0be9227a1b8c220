"""A store that an earlier version wrote goes on: what it knows is known, and nothing is published or asked for twice."""

from __future__ import annotations

import shutil
import tarfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.config import Config
from pipelines.config.values import Setting
from pipelines.newsroom import NewsroomServer, build_world
from pipelines.newsroom.world import MOMENTS, START, World
from pipelines.plan import RunSummary
from tests.end_to_end.runs import assert_whole, newsroom_config, publish, story_rows

STORES = Path(__file__).parents[1] / "data" / "stores"
FEEDS = STORES / "state-2.txt"


@pytest.fixture(scope="module")
def world() -> World:
    return build_world()


def config_of(server: NewsroomServer) -> Config:
    mark = Setting(section="poll", key="aggregator", value=True, where="here")
    return replace(newsroom_config(server), feeds=(("newsriver.example", (mark,)),))


def edition(world: World, store: str, moment: timedelta, later: timedelta = timedelta()) -> tuple[RunSummary, list[str]]:
    """The edition over the feeds as they are at a moment of the world, and the pages that were asked for."""
    with NewsroomServer(world, slow_seconds=0.5) as server:
        server.now = START + moment
        (summary,) = publish(store, as_of=START + moment + later, feeds=(str(FEEDS),), config=config_of(server))
        asked = [request.url for request in server.requests if not request.url.endswith((".xml", ".json", "hl=en"))]
    return summary, asked


def old_store(folder: Path) -> str:
    with tarfile.open(STORES / "state-2.tar.xz") as tar:
        tar.extractall(folder, filter="data")
    return str(folder)


def test_what_an_earlier_version_published_is_known(world: World, tmp_path: Path) -> None:
    store = old_store(tmp_path / "store")
    before = {id: (row.revision, row.url) for id, row in story_rows(store).items()}
    summary, asked = edition(world, store, MOMENTS[1], later=timedelta(days=8))  # long enough for feeds to be asked without validators
    assert summary.counts.listed > 50 and summary.counts.known == summary.counts.listed
    assert asked == []
    assert {id: (row.revision, row.url) for id, row in story_rows(store).items()} == before
    assert_whole(store)


def test_an_earlier_store_goes_on_as_one_of_this_version_does(world: World, tmp_path: Path) -> None:
    old, new = old_store(tmp_path / "old"), str(tmp_path / "new")
    for moment in MOMENTS[:2]:
        edition(world, new, moment)
    for store in (old, new):
        edition(world, store, MOMENTS[2])
        assert_whole(store)
    left, right = story_rows(old), story_rows(new)
    assert {id: (r.title, r.text, r.url, r.site, r.revision, r.copy_of) for id, r in left.items()} == {
        id: (r.title, r.text, r.url, r.site, r.revision, r.copy_of) for id, r in right.items()
    }
    assert any(row.revision > 1 for row in left.values())
    shutil.rmtree(old)
