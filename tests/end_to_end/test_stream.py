"""``newsheaf stream`` on Prism, Beam's own streaming runner. The sources never end, and what is asserted is asserted while the job runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.transforms.periodicsequence import PeriodicImpulse

from connectors.editions.documents import Manifest, StoryRow
from connectors.editions.reading import load_latest, newest_rows, read_written
from connectors.records import Cursor
from connectors.store import acquire_lease, open_store
from pipelines.commands.exits import WrongUsage
from pipelines.commands.stream import check_runner
from pipelines.config import Config
from pipelines.inputs import open_or_create
from pipelines.newsroom import NewsroomServer, World, build_world
from pipelines.newsroom.feeds import list_feeds
from pipelines.plan import RunPlan
from pipelines.stream import StreamPlan, start
from tests.end_to_end.runs import (
    assert_whole,
    bundle_labels,
    copy_labels,
    latest,
    newsroom_config,
    pair_f1,
    publish,
    publish_newsroom,
    story_rows,
)
from tests.services import running_prism

EVERY = timedelta(seconds=4)
PATIENCE = 120.0


@pytest.fixture(scope="module")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_prism(tmp_path_factory.mktemp("prism")) as address:
        yield address


def streaming_config(server: NewsroomServer) -> Config:
    """The newsroom's manners on a compressed clock: nobody is waited for longer than for a poll."""
    base = newsroom_config(server)
    poll = {"interval_seconds": 6.0, "max_interval_seconds": 6.0, "max_backoff_seconds": 6.0}
    return Config(given=(*base.given, *Config.of(poll=poll, http={"max_wait_seconds": 1.0}, run={"processes": 1}).given))


@contextmanager
def streaming(prism: str, store: str, feeds: str, config: Config) -> Iterator[Any]:
    """A stream as the command starts one, in this process, whose workers are threads of it."""
    beam_args = ("--runner=PortableRunner", f"--job_endpoint={prism}", "--environment_type=LOOPBACK")
    plan = RunPlan(store=store, config=config, as_of=datetime.now(UTC), feeds=(feeds,), beam_args=beam_args)
    open_or_create(open_store(store), config.parameters())
    result = start(StreamPlan(plan=plan, every=EVERY))
    try:
        yield result
    finally:
        result.cancel()


def wait_for(store: str, enough: Callable[[Manifest], bool], what: str) -> Manifest:
    """The first edition after which there is enough. Fails when there is none in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = load_latest(open_store(store))
        if found is not None and enough(found.manifest):
            return found.manifest
        time.sleep(0.3)
    raise AssertionError(f"no edition with {what} within {PATIENCE:.0f} s; the newest is {found and found.manifest.edition}")


def polled_since(store: str, moment: datetime) -> Callable[[Manifest], bool]:
    """Whether every feed's newest answer is later than a moment."""

    def all_of(manifest: Manifest) -> bool:
        from connectors.editions.reading import read_rows

        cursors = read_rows(open_store(store), manifest, "cursors", Cursor)
        return len(cursors) > 20 and sum(c.checked > moment and not c.note for c in cursors) >= sum(not c.note for c in cursors)

    return all_of


def editions_of(store: str) -> list[Manifest]:
    """All manifests, the oldest first."""
    from connectors.editions.reading import load_manifest

    opened = open_store(store)
    found = [latest(opened)]
    while found[-1].previous:
        found.append(load_manifest(opened, found[-1].previous))
    return found[::-1]


def first_editions(store: str) -> dict[str, list[str]]:
    """For each story the editions that published it as new."""
    found: dict[str, list[str]] = {}
    for row in newest_rows(open_store(store), latest(store), "stories", StoryRow):
        found.setdefault(row.id, []).append(row.first_edition)
    return found


@pytest.mark.timeout(420)
def test_the_newsroom_streamed_is_the_newsroom_in_runs(prism: str, newsroom: Any, tmp_path: Path) -> None:
    """Its three moments one after the other while the stream runs: every story once, with the copies and bundles of three runs."""
    world: World = newsroom.world
    store = str(tmp_path / "store")
    with NewsroomServer(world, now=world.moments[0], slow_seconds=0.2, stall_seconds=0.5) as server, \
            streaming(prism, store, server.feeds_url, streaming_config(server)) as result:  # fmt: skip
        runs = story_rows(newsroom.store)
        for moment in world.moments:
            server.now = moment
            since = datetime.now(UTC)
            wait_for(store, polled_since(store, since), f"all feeds as of {moment}")
            by_then = {id for id, row in runs.items() if row.first_seen <= moment}  # else a slow machine bundles other stories together
            wait_for(store, lambda _, wanted=by_then: story_rows(store).keys() >= wanted, f"every story of {moment}")  # type: ignore[misc]
            assert result.state == "RUNNING"
        streamed = story_rows(store)
        assert result.state == "RUNNING", "asserted while the job runs"
    assert_whole(store)
    assert all(not manifest.counts.problems() for manifest in editions_of(store))
    assert streamed.keys() == runs.keys()
    assert {id: row.revision for id, row in streamed.items()} == {id: row.revision for id, row in runs.items()}
    assert all(len(editions) == 1 for editions in first_editions(store).values())
    assert pair_f1(copy_labels(streamed), copy_labels(runs)) >= 0.99
    assert pair_f1(bundle_labels(streamed), bundle_labels(runs)) >= 0.99


@pytest.mark.timeout(300)
def test_a_stream_started_from_nothing_goes_on_and_a_store_passes_to_runs_and_back(prism: str, tmp_path: Path) -> None:
    world = build_world()
    store, reference = str(tmp_path / "store"), str(tmp_path / "reference")
    publish_newsroom(world, reference, [world.moments[1] - world.start])
    with NewsroomServer(world, now=world.moments[0], slow_seconds=0.2, stall_seconds=0.5) as server:
        config = streaming_config(server)
        publish(store, as_of=datetime.now(UTC).replace(microsecond=0), feeds=(server.feeds_url,), config=config)
        before = story_rows(store)
        server.now = world.moments[1]
        with streaming(prism, store, server.feeds_url, config):
            wait_for(store, polled_since(store, datetime.now(UTC)), "all feeds")
        with streaming(prism, store, server.feeds_url, config):
            since = datetime.now(UTC)
            wait_for(store, polled_since(store, since), "all feeds after another start")
        _free(store)
        (summary,) = publish(store, as_of=datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=20), feeds=(server.feeds_url,), config=config)
    after = story_rows(store)
    assert summary.counts.originals == summary.counts.copies == 0, "the stream had all of it"
    assert before.keys() < after.keys() >= story_rows(reference).keys()
    assert all(len(editions) == 1 for editions in first_editions(store).values())
    assert_whole(store)


def _free(store: str) -> None:
    """Wait until the stream's worker has given the lease back."""
    for _ in range(200):
        try:
            with acquire_lease(open_store(store), "a test"):
                return
        except Exception:
            time.sleep(0.1)
    raise AssertionError("the lease was not given back")


class StutteringImpulse(beam.PTransform):  # type: ignore[misc]
    """Ticks of which every third is lost and the others come twice."""

    def __init__(self, fire_interval: float) -> None:
        super().__init__()
        self._impulse = PeriodicImpulse(fire_interval=fire_interval)

    def expand(self, begin: Any) -> Any:
        return begin | self._impulse | beam.FlatMap(lambda tick: [] if int(tick) % 3 == 0 else [tick, tick])


@pytest.mark.timeout(200)
def test_lost_and_doubled_ticks_ask_no_feed_twice(prism: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world, store = build_world(), str(tmp_path / "store")
    monkeypatch.setattr("pipelines.stream.PeriodicImpulse", StutteringImpulse)
    with NewsroomServer(world, now=world.moments[0], slow_seconds=0.2, stall_seconds=0.5) as server, \
            streaming(prism, store, server.feeds_url, streaming_config(server)) as result:  # fmt: skip
        wait_for(store, lambda _: len(editions_of(store)) >= 5, "four more")
        assert result.state == "RUNNING"
        asked: dict[str, list[float]] = {feed.url: [] for feed in list_feeds(world) if feed.behaviour == "good"}
        for request in server.requests:
            if request.url in asked:
                asked[request.url].append(request.at)
    assert all(manifest.counts.feeds_due for manifest in editions_of(store)[:2])
    assert sum(len(times) >= 3 for times in asked.values()) > 20
    early = {url: gaps for url, times in asked.items() if (gaps := [b - a for a, b in pairwise(times) if b - a < 3.0])}
    assert not early, "asked again before the answer was published"
    assert_whole(store)
    assert all(len(editions) == 1 for editions in first_editions(store).values())


@pytest.mark.timeout(200)
def test_a_stream_waits_for_the_lease(prism: str, tmp_path: Path) -> None:
    world, store = build_world(), str(tmp_path / "store")
    with NewsroomServer(world, now=world.moments[0], slow_seconds=0.2, stall_seconds=0.5) as server:
        with acquire_lease(open_store(store), "somebody else"), streaming(prism, store, server.feeds_url, streaming_config(server)) as result:
            time.sleep(3 * EVERY.total_seconds())
            assert load_latest(open_store(store)) is None and result.state == "RUNNING"
        with streaming(prism, store, server.feeds_url, streaming_config(server)):
            wait_for(store, lambda _: any(manifest.counts.originals for manifest in editions_of(store)), "stories")  # of whichever stream


@pytest.mark.timeout(200)
def test_the_command_tells_editions_and_leaves_in_order(prism: str, tmp_path: Path) -> None:
    world, store = build_world(), tmp_path / "store"
    with NewsroomServer(world, now=world.moments[0], slow_seconds=0.2, stall_seconds=0.5) as server:
        (tmp_path / "newsheaf.yaml").write_text(
            f"http: {{proxy: '{server.proxy_url}', delay_seconds: 0, read_timeout_seconds: 1.5, total_timeout_seconds: 3}}\npoll: {{interval_seconds: 6, max_interval_seconds: 6}}\n"
        )
        command = [
            str(Path(sys.executable).with_name("newsheaf")), "stream", "--feeds", server.feeds_url, "--store", str(store), "--edition-every", "4s", "--json",
            "--config", str(tmp_path / "newsheaf.yaml"), "--metrics-file", str(tmp_path / "m.prom"), "--", "--runner=PortableRunner", f"--job_endpoint={prism}", "--environment_type=LOOPBACK",
        ]  # fmt: skip
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)
        try:
            assert process.stdout is not None
            first = json.loads(process.stdout.readline())
            second = json.loads(process.stdout.readline())
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0, err
    assert first["adds_up"] and first["counts"]["originals"] and second["edition"] > first["edition"]
    assert "set for the runner: --streaming" in err and "ends with it" in err
    told = (tmp_path / "m.prom").read_text()
    assert f'newsheaf_edition_number{{store="{store}"}}' in told and f'newsheaf_window_delay_seconds_count{{store="{store}"}}' in told
    assert_whole(str(store))
    assert read_written(open_store(str(store)), latest(str(store)), "cursors", Cursor)


@pytest.mark.parametrize(("beam_args", "match"), [
    ((), "newsheaf run --every"), (("--runner=DirectRunner",), "newsheaf run --every"), (("--runner=FlinkRunner", "--shutdown_sources_after_idle_ms=1"), "no checkpoints"),
    (("--runner=FlinkRunner", "--streaming=false"), "sets it by itself"), (("--runner=FlinkRunner", "--checkpointing_interval=-1"), "1000 at least"),
])  # fmt: skip
def test_what_would_break_a_stream_is_refused(beam_args: tuple[str, ...], match: str) -> None:
    with pytest.raises(WrongUsage, match=match):
        check_runner(beam_args)
