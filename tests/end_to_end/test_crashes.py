"""A run may stop anywhere, and another may come in between at any request: the store stays whole, nothing is lost or doubled."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import pipelines.batch
from connectors.store import open_store
from pipelines.newsroom.world import START, build_world
from tests.end_to_end.runs import (
    AS_OF,
    assert_whole,
    bundle_labels,
    copy_labels,
    differences,
    latest,
    objects,
    pair_f1,
    publish,
    story_rows,
    write_rows,
)
from tests.faults import FaultStore, Plan, Request, opened_as_url


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    """Three sets of stories of a few events in two languages: published before, by the run, and by its rival (which shares some)."""
    world, folder = build_world(), tmp_path_factory.mktemp("sources")
    events = sorted({s.event for s in world.stories if s.language in ("en", "de") and s.kind in ("wire", "copy", "report")})[:6]
    chosen = sorted((s for s in world.stories if s.event in events and s.language in ("en", "de") and s.kind != "aggregated"), key=lambda s: s.published)[:30]
    rows = [
        {
            "id": s.id, "url": s.url, "title": s.revisions[0].title, "text": "\n".join(s.revisions[0].paragraphs),
            "published": s.published.isoformat(), "language": s.language, "publisher": s.outlet,
        }
        for s in chosen
    ]  # fmt: skip
    third = len(rows) // 3
    names = [write_rows(folder / f"{n}.jsonl", part) for n, part in enumerate((rows[:third], rows[third : 2 * third + 3], rows[2 * third - 3 :]))]
    return names[0], names[1], names[2]


@pytest.fixture(scope="module")
def before(sources: tuple[str, str, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with one edition."""
    store = str(tmp_path_factory.mktemp("before") / "store")
    publish(store, as_of=AS_OF - timedelta(hours=1), stories=(sources[0],))
    return store


@pytest.fixture(scope="module")
def clean(before: str, sources: tuple[str, str, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The store after a run that nothing disturbed."""
    store = str(tmp_path_factory.mktemp("clean") / "store")
    shutil.copytree(before, store)
    publish(store, stories=(sources[1],))
    assert_whole(store)
    return store


def copies_of(store: str, folder: Path) -> Iterator[str]:
    """Fresh copies of a store, without end."""
    for number in range(10_000):
        target = str(folder / str(number))
        shutil.copytree(store, target)
        yield target


def groupings(store: str) -> tuple[dict[str, str], dict[str, str]]:
    rows = story_rows(store)
    return copy_labels(rows), bundle_labels(rows)


def test_a_run_may_stop_before_or_after_every_request(before: str, clean: str, sources: tuple[str, str, str], tmp_path: Path) -> None:
    counter = FaultStore(open_store(str(shutil.copytree(before, tmp_path / "count"))))
    with opened_as_url(counter) as url:
        publish(url, stories=(sources[1],))
    total = len(counter.requests)
    assert total >= 20
    fresh = copies_of(before, tmp_path)
    judged: set[str] = set()  # what a reader or the next run meets depends on the objects alone
    for number in range(1, total + 1):
        for when in ("crash_before", "crash_after"):
            store = next(fresh)
            faulty = FaultStore(open_store(store), Plan(**{when: number}))
            with opened_as_url(faulty) as url, pytest.raises(Exception) as stopped:
                publish(url, stories=(sources[1],))
            assert faulty.crashed, stopped.value
            state = hashlib.sha256(repr(sorted(objects(store).items())).encode()).hexdigest()
            if state not in judged:
                judged.add(state)
                _judge(store, clean, sources[1], f"{when} {counter.requests[number - 1]}")
            shutil.rmtree(store)
    assert len(judged) >= 15


def _judge(store: str, clean: str, source: str, where: str) -> None:
    """A stopped run left a whole store; run again it gives the same bytes, at a later as-of the same groups."""
    assert_whole(store)
    later = shutil.copytree(store, f"{store}-later")
    publish(store, stories=(source,))
    assert differences(clean, store) == [], where
    publish(later, as_of=AS_OF + timedelta(hours=1), stories=(source,))
    assert_whole(later)
    (copies, bundles), (copies_later, bundles_later) = groupings(clean), groupings(later)
    assert pair_f1(copies, copies_later) == 1 and pair_f1(bundles, bundles_later) == 1, where
    shutil.rmtree(later)


def test_two_writers_may_meet_at_every_request(
    before: str, sources: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both believe that they hold the lease. One wins the swap; the other makes its edition anew on top of it."""
    monkeypatch.setattr(pipelines.batch, "acquire_lease", lambda store, holder: nullcontext())
    expected: set[str] = set()
    fresh = copies_of(before, tmp_path)
    for number in range(1, 1_000):
        store = next(fresh)
        met: list[Request] = []

        def meet(request: Request, at: int = number, target: str = store, met: list[Request] = met) -> None:
            if request.number == at:
                met.append(request)
                publish(target, stories=(sources[2],))

        faulty = FaultStore(open_store(store), Plan(before=meet))
        with opened_as_url(faulty) as url:
            publish(url, stories=(sources[1],))
        if not met:
            break
        assert_whole(store)
        rows = story_rows(store)
        expected = expected or set(rows)
        assert set(rows) == expected
        assert all(row.revision == 1 for row in rows.values())
        assert latest(store).edition.startswith("00000003"), "each of the two publishes one edition"
        assert sum(_published_counts(store)) == len(rows)
        shutil.rmtree(store)
    assert number >= 20


def _published_counts(store: str) -> list[int]:
    from connectors.editions.reading import load_manifest

    opened, manifest, found = open_store(store), latest(store), []
    while True:
        found.append(manifest.counts.originals + manifest.counts.copies)
        if not manifest.previous:
            return found
        manifest = load_manifest(opened, manifest.previous)


def test_a_second_run_is_refused_and_told_who_holds_the_store(before: str, sources: tuple[str, str, str], tmp_path: Path) -> None:
    from connectors.store import LeaseHeld, acquire_lease

    store = shutil.copytree(before, tmp_path / "store")
    with acquire_lease(open_store(str(store)), "the night run"), pytest.raises(LeaseHeld, match="the night run"):
        publish(str(store), stories=(sources[1],))
    assert differences(before, store) == []


def _run_and_say_so(store: str, source: str, started: Any) -> None:
    started.set()
    publish(store, stories=(source,))


def test_a_run_may_be_killed_at_any_time(before: str, clean: str, sources: tuple[str, str, str], tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.end_to_end.runs"])
    dice = random.Random(20)
    fresh = copies_of(before, tmp_path)
    whole = 0.0
    for _ in range(2):  # the first loads what the others find loaded
        store = next(fresh)
        process = _one_process(context, store, sources[1])
        start = time.monotonic()
        process.join(60)
        whole = time.monotonic() - start
        assert differences(clean, store) == []
    killed = 0
    for _ in range(20):
        store = next(fresh)
        process = _one_process(context, store, sources[1])
        time.sleep(dice.uniform(0, whole))
        if process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.join(30)
        assert_whole(store)
        publish(store, stories=(sources[1],))
        assert differences(clean, store) == []
        shutil.rmtree(store)
    assert killed >= 5


def _one_process(context: Any, store: str, source: str) -> Any:
    started = context.Event()
    process = context.Process(target=_run_and_say_so, args=(store, source, started))
    process.start()
    assert started.wait(60)
    return process


def test_an_item_that_appears_between_a_crash_and_the_next_run_is_published(tmp_path: Path) -> None:
    """The cursor of a feed is published only with its entries: a crash leaves the old one, and the feed is read again."""
    from pipelines.newsroom.server import NewsroomServer
    from tests.end_to_end.runs import newsroom_config

    world, store = build_world(), str(tmp_path / "store")
    first, second = START + timedelta(hours=12), START + timedelta(hours=14)
    with NewsroomServer(world, slow_seconds=0.2, stall_seconds=0.5) as server:
        feed = server.feeds_url
        server.now = first
        publish(store, as_of=first, feeds=(feed,), config=newsroom_config(server))
        known = set(story_rows(store))
        server.now = second
        faulty = FaultStore(open_store(store))
        with opened_as_url(faulty) as url:
            swaps = _requests_until_swap(faulty, url, second, feed, newsroom_config(server))
        assert swaps, "the run was stopped at its swap"
        assert set(story_rows(store)) == known
        server.now = second + timedelta(hours=1)
        publish(store, as_of=server.now, feeds=(feed,), config=newsroom_config(server))
        assert_whole(store)
        seen = {s.id for s in world.stories if s.listed <= second and s.page == "ok" and s.kind != "aggregated"}
        new = {s.id for s in world.stories if second < s.listed <= server.now and s.page == "ok" and s.kind != "aggregated"}
        published = set(story_rows(store))
        assert new, "nothing new was listed in that hour"
        unread = (seen | new) - published
        sure = {s.id for s in world.stories if world.outlet_by_key[s.outlet].behaviour == "good"}
        assert not unread & sure


def _requests_until_swap(faulty: FaultStore, url: str, as_of: Any, feed: str, config: Any) -> bool:
    def stop(request: Request) -> None:
        if request.act == "put" and request.key.endswith("LATEST.json"):
            faulty.crashed = True
            raise RuntimeError("stopped before the swap")

    faulty._plan = Plan(before=stop)
    with pytest.raises(Exception):  # noqa: B017 - Beam wraps it in what it likes
        publish(url, as_of=as_of, feeds=(feed,), config=config)
    return faulty.crashed
