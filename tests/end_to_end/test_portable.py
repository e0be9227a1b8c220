"""The graph is portable: on Beam's portable runner, on workers elsewhere, on Prism and on Flink it gives the DirectRunner's store, byte for
byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.newsroom.feeds import list_feeds
from pipelines.newsroom.server import NewsroomServer
from pipelines.newsroom.world import MOMENTS, START, build_world
from tests.end_to_end.runs import AS_OF, assert_whole, differences, newsroom_config, publish, write_rows
from tests.services import SHARED, require, require_flink_job_server, running_prism, running_worker_pool

SEEDS = SHARED / "data" / "seeds"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The seed stories, or where they are not at hand a few of the newsroom's."""
    if SEEDS.exists():
        return str(SEEDS)
    world = build_world()
    event = next(s.event for s in world.stories if s.kind == "wire")
    rows = [{"id": s.id, "url": s.url, "title": s.revisions[0].title, "text": "\n".join(s.revisions[0].paragraphs), "published": s.published.isoformat()}
            for s in world.stories if s.event == event]
    return write_rows(tmp_path_factory.mktemp("source") / "stories.jsonl", rows)


@pytest.fixture(scope="module")
def reference(source: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    store = str(tmp_path_factory.mktemp("reference") / "store")
    publish(store, stories=(source,))
    return store


@pytest.fixture
def worker_pool(tmp_path: Path) -> Iterator[str]:
    with running_worker_pool(tmp_path) as address:
        yield address


def test_portable_runner_with_loopback_workers(source: str, reference: str, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    publish(store, stories=(source,), beam_args=("--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=LOOPBACK"))
    assert_whole(store)
    assert differences(reference, store) == []


def test_portable_runner_with_external_workers(source: str, reference: str, tmp_path: Path, worker_pool: str) -> None:
    store = str(tmp_path / "store")
    beam_args = ("--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=EXTERNAL", f"--environment_config={worker_pool}")
    publish(store, stories=(source,), beam_args=beam_args)
    assert_whole(store)
    assert differences(reference, store) == []


def test_prism(source: str, reference: str, tmp_path: Path) -> None:
    """The given stories, and an edition that polls and fetches: a third of the newsroom's feeds, those that fail among them."""
    world = build_world()
    feeds = tmp_path / "feeds.txt"
    feeds.write_text("".join(f"{feed.url}\n" for feed in list_feeds(world)[::3]))
    with running_prism(tmp_path) as address:
        on_prism = ("--runner=PortableRunner", f"--job_endpoint={address}", "--environment_type=LOOPBACK")
        publish(str(tmp_path / "given"), stories=(source,), beam_args=on_prism)
        for name, beam_args in (("direct", ()), ("polled", on_prism)):
            with NewsroomServer(world, now=START + MOMENTS[0], slow_seconds=0.2, stall_seconds=0.5) as server:
                (summary,) = publish(str(tmp_path / name), as_of=server.now, feeds=(str(feeds),), config=newsroom_config(server), beam_args=beam_args)
            assert summary.counts.originals > 20 and summary.counts.copies and summary.counts.feeds_failed, summary.counts
    for one, other in ((reference, tmp_path / "given"), (tmp_path / "direct", tmp_path / "polled")):
        assert_whole(str(other))
        assert differences(one, other) == []


def test_flink_mini_cluster(source: str, reference: str, tmp_path: Path) -> None:
    from shutil import which

    jar = require_flink_job_server()
    require(which("java"), "Java")
    store = str(tmp_path / "store")
    beam_args = ("--runner=FlinkRunner", "--flink_master=[local]", f"--flink_job_server_jar={jar}", "--parallelism=2", "--environment_type=LOOPBACK")
    publish(store, as_of=AS_OF, stories=(source,), beam_args=beam_args)
    assert_whole(store)
    assert differences(reference, store) == []
