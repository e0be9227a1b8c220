"""``newsheaf run --every``: the same editions as runs make, warm, through trouble, until a signal comes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.editions.reading import LATEST
from connectors.given import SourceError
from connectors.overrides import Override
from connectors.store import LeaseHeld, StoreAway, StoreError, acquire_lease, open_store
from connectors.times import format_time
from pipelines.commands.exits import WrongUsage
from pipelines.commands.run import parse_every, parse_plan
from pipelines.config import Config
from pipelines.inputs import edition_settings, open_or_create
from pipelines.newsroom import NewsroomServer, build_world
from pipelines.newsroom.load import many_pages, many_stories
from pipelines.plan import RunPlan, RunSummary
from pipelines.progress import Silent
from pipelines.resident import Residence, Resident
from tests.end_to_end.runs import assert_whole, differences, latest, newsroom_config, publish, publish_newsroom, story_rows, write_rows
from tests.faults import FaultStore, opened_as_url
from transforms.publish import EditionMaker
from transforms.state import StoreState

AS_OF = datetime(2026, 3, 7, tzinfo=UTC)
EVERY = timedelta(hours=1)


@contextmanager
def resident(plan: RunPlan, **residence: Any) -> Iterator[tuple[Callable[[datetime, RunPlan], RunSummary], EditionMaker]]:
    """Makes an edition of a plan at any time, one after the other, with one maker: what the clock does, without the clock."""
    store = open_store(plan.store, plan.config.s3)
    maker = EditionMaker(StoreState.of(store, open_or_create(store, plan.config.parameters())), edition_settings(plan))
    with Silent() as progress:
        process = Resident(plan, Residence(every=EVERY, **residence), progress, lambda summary: None)

        def make(as_of: datetime, plan: RunPlan = plan) -> RunSummary:
            process._plan = plan
            summary = process.make(maker, as_of)
            assert not summary.counts.problems(), summary.counts
            return summary

        yield make, maker
        process._pool.close()


def test_the_newsroom_comes_out_as_runs_make_it(tmp_path: Path) -> None:
    """Feeds, pages, revisions, pending items, copies, bundles: three editions of one warm process are those of three cold runs."""
    world = build_world()
    cold, warm = str(tmp_path / "cold"), str(tmp_path / "warm")
    publish_newsroom(world, cold)
    with NewsroomServer(world, slow_seconds=0.5) as server:
        plan = RunPlan(store=warm, as_of=AS_OF, config=newsroom_config(server), feeds=(server.feeds_url,))
        with resident(plan) as (make, _):
            for moment in world.moments:
                server.now = moment
                assert make(moment, plan).edition
    assert_whole(warm)
    assert differences(cold, warm) == []


@pytest.mark.parametrize("overriding", [False, True])
def test_warm_state_is_the_stores(tmp_path: Path, overriding: bool) -> None:
    """Twelve editions with revisions, replays, days that skip back and forth, and overrides: one process or twelve, the same bytes."""
    rows = [story.row() for story in many_stories(150, "warm")]
    dice = [(n * 7919) % 150 for n in range(150)]
    editions = [[rows[n] for n in dice[k * 12 : k * 12 + 14]] for k in range(12)]
    editions[5].append({**rows[dice[0]], "text": rows[dice[0]]["text"] + "\nThe office corrected its figures later."})
    editions[7] = [{**row, "published": "2025-11-02T10:00:00Z"} if n % 3 == 0 else row for n, row in enumerate(editions[7])]
    editions[9] = [{**row, "published": "1987-11-02T10:00:00Z"} for row in editions[9]]  # far from all that is kept
    overrides = (Override(kind="cannot-link", left=min(rows[0]["id"], rows[1]["id"]), right=max(rows[0]["id"], rows[1]["id"])),) if overriding else ()
    cold, warm = str(tmp_path / "cold"), str(tmp_path / "warm")
    plans = [
        RunPlan(store=warm, as_of=AS_OF + k * EVERY, config=Config.of(run={"processes": 1}), overrides=overrides, stories=(write_rows(tmp_path / f"{k}.jsonl", edition),))
        for k, edition in enumerate(editions)
    ]  # fmt: skip
    with resident(plans[0]) as (make, _):
        for plan in plans:
            publish(cold, as_of=plan.as_of, config=plan.config, overrides=overrides, stories=plan.stories)
            make(plan.as_of, plan)
    assert_whole(warm)
    assert differences(cold, warm) == []


def test_another_writer_in_between_is_seen(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    rows = [story.row() for story in many_stories(30, "between")]
    files = [write_rows(tmp_path / f"{k}.jsonl", rows[k * 10 : k * 10 + 10]) for k in range(3)]
    plan = RunPlan(store=store, as_of=AS_OF, config=Config.of(run={"processes": 1}), stories=(files[0],))
    with resident(plan) as (make, _):
        make(AS_OF, plan)
        publish(store, as_of=AS_OF + EVERY, stories=(files[1],))
        summary = make(AS_OF + 2 * EVERY, replace(plan, stories=(files[1], files[2])))
    assert summary.counts.known == 10 and summary.counts.originals + summary.counts.copies == 10
    assert_whole(store)
    assert len(story_rows(store)) == 30


def test_an_edition_of_nothing_new_reads_latest_alone(tmp_path: Path) -> None:
    counting = FaultStore(open_store(str(tmp_path / "store")))
    source = write_rows(tmp_path / "stories.jsonl", [story.row() for story in many_stories(40, "nothing")])
    with opened_as_url(counting) as url:
        plan = RunPlan(store=url, as_of=AS_OF, config=Config.of(run={"processes": 1}), stories=(source,))
        with resident(plan) as (make, _):
            make(AS_OF, plan)
            make(AS_OF + EVERY, plan)
            counting.requests.clear()
            began = time.process_time()
            summary = make(AS_OF + 2 * EVERY, plan)
            took = time.process_time() - began
    assert summary.counts.known == 40
    assert {request.key for request in counting.requests if request.act == "get"} == {LATEST}
    assert took < 2.0, "a warm edition of nothing new: no Beam, no state to read"


def test_a_store_that_is_away_costs_tries_and_nothing_else(tmp_path: Path) -> None:
    """The second edition meets a store that fails three times; it is told, tried again, and published."""
    away = [3]

    class Away(FaultStore):
        def get(self, key: str) -> Any:
            if key == LATEST and away[0] and any(request.act == "put" and request.key == LATEST for request in self.requests):
                away[0] -= 1
                raise StoreError("the store is away")
            return super().get(key)

    store = Away(open_store(str(tmp_path / "store")))
    source = write_rows(tmp_path / "stories.jsonl", [story.row() for story in many_stories(20, "away")])
    said: list[str] = []
    told: list[RunSummary] = []

    class Listening(Silent):
        def note(self, text: str, level: str = "info") -> None:
            said.append(text)

    health = tmp_path / "health.json"
    with opened_as_url(store) as url, Listening() as progress, pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.resident.FIRST_WAIT", 0.05)
        plan = RunPlan(store=url, as_of=AS_OF, config=Config.of(run={"processes": 1}), stories=(source,))
        Resident(plan, Residence(every=timedelta(seconds=1), health=str(health), editions=5), progress, told.append).run()
    assert away == [0] and len(said) == 3 and "the store is away" in said[0] and "next try in" in said[0]
    assert len(told) == 2 and json.loads(health.read_text()) | {"as_of": ""} == {"ok": True, "as_of": "", "edition": latest(str(tmp_path / "store")).edition, "failures": 0, "error": ""}
    assert len(story_rows(str(tmp_path / "store"))) == 20


def test_a_store_that_is_away_at_the_start_is_waited_for(tmp_path: Path) -> None:
    """As when a whole machine starts anew: exit code 2 would tell systemd to leave it at that."""
    away = [2, 1]  # tries of the lease, then of the store

    class Away(FaultStore):
        def lease(self, *arguments: Any) -> Any:
            self.come_back(0)
            return super().lease(*arguments)

        def get(self, key: str) -> Any:
            self.come_back(1)
            return super().get(key)

        def come_back(self, place: int) -> None:
            if away[place]:
                away[place] -= 1
                raise StoreAway("the store is away")

    source = write_rows(tmp_path / "stories.jsonl", [story.row() for story in many_stories(5, "start")])
    told: list[RunSummary] = []
    with opened_as_url(Away(open_store(str(tmp_path / "store")))) as url, Silent() as progress, pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.resident.FIRST_WAIT", 0.05)
        plan = RunPlan(store=url, as_of=AS_OF, config=Config.of(run={"processes": 1}), stories=(source,))
        Resident(plan, Residence(every=timedelta(seconds=1), editions=1), progress, told.append).run()
    assert away == [0, 0] and told[0].edition


def test_what_a_failed_edition_began_is_not_the_next_one_s(tmp_path: Path) -> None:
    """Its pages are read by the pool when a source turns out to be broken; the next edition reads them once, and its sums add up."""
    pages = write_rows(tmp_path / "pages.jsonl", [page.row() for page in many_pages(12, "failed")])
    other = tmp_path / "other.jsonl"
    plan = RunPlan(store=str(tmp_path / "store"), as_of=AS_OF, config=Config.of(run={"processes": 2}), pages=(pages, str(other)))
    with resident(plan) as (make, _):
        with pytest.raises(SourceError):
            make(AS_OF)
        other.write_text("")
        summary = make(AS_OF + EVERY)
    assert summary.counts.given == 12
    assert_whole(str(tmp_path / "store"))


def test_it_holds_the_lease(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    plan = RunPlan(store=store, as_of=AS_OF, config=Config(), stories=())
    with acquire_lease(open_store(store), "somebody else"), Silent() as progress, pytest.raises(LeaseHeld, match="somebody else"):
        Resident(plan, Residence(every=EVERY), progress, lambda summary: None).run()


@pytest.mark.parametrize(("every", "more", "match"), [
    ("soon", {}, "--every: "), ("100ms", {}, "--every"), ("15m", {"dry_run": True}, "leave out"), ("15m", {"as_of": "2026-03-01T00:00:00Z"}, "leave out"),
    ("15m", {"beam_args": ("--runner=FlinkRunner",)}, "options of Beam"),
])  # fmt: skip
def test_what_does_not_go_with_every(tmp_path: Path, every: str, more: dict[str, Any], match: str) -> None:
    source = write_rows(tmp_path / "stories.jsonl", [])
    plan = parse_plan(stories=(source,), store=str(tmp_path / "store"), config=Config(), **more)
    with pytest.raises(WrongUsage, match=match):
        parse_every(every, plan, more.get("as_of"), None)


def test_the_command_stays_until_a_signal_and_leaves_in_order(tmp_path: Path) -> None:
    """As systemd runs it: it says that it is ready, publishes on the clock, and SIGTERM ends it with exit code 0 and the lease given back."""
    store, health = tmp_path / "store", tmp_path / "health.json"
    source = write_rows(tmp_path / "stories.jsonl", [story.row() for story in many_stories(20, "clock")])
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(tmp_path / "notify"))
        channel.settimeout(60)
        process = subprocess.Popen(
            [Path(sys.executable).with_name("newsheaf"), "run", "--stories", source, "--store", str(store), "--every", "1s", "--health-file", str(health), "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"NOTIFY_SOCKET": str(tmp_path / "notify")},
        )  # fmt: skip
        try:
            assert channel.recv(100) == b"READY=1"
            assert process.stdout is not None
            first, second = json.loads(process.stdout.readline()), json.loads(process.stdout.readline())
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 0, err
    assert first["edition"] and first["counts"]["given"] == 20 and second["counts"]["known"] == 20
    assert json.loads(health.read_text())["ok"] is True
    with acquire_lease(open_store(str(store)), "the next"):
        assert_whole(str(store))
    assert format_time(latest(str(store)).as_of)[:4] == str(datetime.now(UTC).year)
