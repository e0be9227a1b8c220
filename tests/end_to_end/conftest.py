"""The sample newsroom, published once for all end-to-end tests that only read what came of it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.newsroom.world import World, build_world
from pipelines.plan import RunSummary
from tests.end_to_end.runs import publish_newsroom

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class PublishedWorld:
    world: World
    store: str
    summaries: list[RunSummary]


def commit_seed() -> str:
    """A seed that nobody chose: NEWSHEAF_NEWSROOM_SEED, else the hash of the commit under test."""
    given = os.environ.get("NEWSHEAF_NEWSROOM_SEED", "")
    if given:
        return given
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "no commit"


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> PublishedWorld:
    """Three editions of the shipped world."""
    world, store = build_world(), str(tmp_path_factory.mktemp("newsroom") / "store")
    return PublishedWorld(world, store, publish_newsroom(world, store))


@pytest.fixture(scope="session")
def unseen_newsroom(tmp_path_factory: pytest.TempPathFactory) -> PublishedWorld:
    """Three editions of a world that nobody tuned anything to."""
    world, store = build_world(commit_seed()), str(tmp_path_factory.mktemp("unseen") / "store")
    return PublishedWorld(world, store, publish_newsroom(world, store))
