"""The same run on every kind of store: the objects are the same, and a second writer is refused on each."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.editions.reading import LATEST
from connectors.store import LeaseHeld, acquire_lease, open_store
from pipelines.newsroom import NewsroomServer
from pipelines.newsroom.load import many_stories
from tests.end_to_end.conftest import PublishedWorld
from tests.end_to_end.runs import assert_whole, latest, newsroom_config, objects, publish, story_rows, write_rows
from tests.faults import FaultStore, opened_as_url


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_rows(tmp_path_factory.mktemp("source") / "stories.jsonl", [story.row() for story in many_stories(40, "stores")])


@pytest.fixture(scope="module")
def reference(source: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    store = str(tmp_path_factory.mktemp("reference") / "store")
    publish(store, stories=(source,))
    return store


def test_every_kind_of_store_holds_the_same_objects(store_url: str, source: str, reference: str) -> None:
    publish(store_url, stories=(source,))
    assert_whole(store_url)
    store = open_store(store_url)
    held = {key: store.get(key).data for key in store.keys("v1/") if not key.endswith("lease.json")}
    assert held == {key: data for key, data in objects(reference).items() if key.startswith("v1/")}


def test_a_replay_changes_nothing_and_a_second_writer_is_refused(store_url: str, source: str) -> None:
    publish(store_url, stories=(source,))
    store = open_store(store_url)
    before = {key: store.get(key).etag for key in store.keys("v1/") if not key.endswith("lease.json")}
    (summary,) = publish(store_url, stories=(source,))
    assert not summary.edition
    assert summary.counts.known == 40
    assert {key: store.get(key).etag for key in store.keys("v1/") if not key.endswith("lease.json")} == before
    with acquire_lease(store, "somebody else"), pytest.raises(LeaseHeld, match="somebody else"):
        publish(store_url, stories=(source,))


def test_a_run_reads_every_object_once(newsroom: PublishedWorld, source: str, tmp_path: Path) -> None:
    """All steps of a process share one state: known identities, site lines and the manifest are not read again for each of them."""
    counting = FaultStore(open_store(shutil.copytree(newsroom.store, tmp_path / "store").as_posix()))
    later = newsroom.world.moments[-1] + timedelta(hours=1)
    with NewsroomServer(newsroom.world, now=later, slow_seconds=0.2, stall_seconds=0.5) as server, opened_as_url(counting) as url:
        (summary,) = publish(url, as_of=later, feeds=(server.feeds_url,), stories=(source,), config=newsroom_config(server))
    assert summary.edition and summary.counts.known and summary.counts.originals and summary.counts.feeds_due
    read = Counter(request.key for request in counting.requests if request.act == "get")
    assert read.pop(LATEST) == 3, "before the run, before its swap, and for the summary"
    assert any("/state/known/" in key for key in read) and any("/state/lines/" in key for key in read)
    merged = set(latest(counting).retired)  # small files are read where their rows become one larger file
    assert {key: number for key, number in read.items() if number > 1 + (key in merged)} == {}
    assert {key for key, number in read.items() if number > 1} <= merged


def test_ten_reprints_of_one_wire_story_are_one_independent_source(tmp_path: Path) -> None:
    from pipelines.newsroom.world import build_world

    world = build_world()
    wire = max((s for s in world.stories if s.kind == "wire" and s.language == "en"), key=lambda s: len(s.revisions[0].paragraphs))
    text = "\n".join(wire.revisions[0].paragraphs)
    rows = [
        {
            "id": f"reprint-{n}", "url": f"http://paper-{n}.example/story", "title": wire.revisions[0].title if n % 2 else f"Reader {n}: {wire.revisions[0].title}",
            "text": text, "published": f"2026-03-02T{n + 1:02d}:00:00Z", "language": "en", "publisher": f"Paper {n}",
        }
        for n in range(11)
    ]  # fmt: skip
    store = str(tmp_path / "store")
    publish(store, stories=(write_rows(tmp_path / "rows.jsonl", rows),))
    stories = story_rows(store)
    assert {row.copy_of for row in stories.values()} == {"", "reprint-0"}
    from connectors.editions.documents import BundleRow
    from connectors.editions.reading import newest_rows

    (bundle,) = newest_rows(open_store(store), latest(store), "bundles", BundleRow)
    assert (bundle.n_stories, bundle.n_publishers, bundle.n_independent) == (11, 11, 1)


def test_a_304_never_hides_an_entry_that_was_not_published(tmp_path: Path) -> None:
    """A page that is not to be had keeps its entry pending; the feed's later 304s do not make it forgotten."""
    from pipelines.newsroom.world import build_world

    world, store = build_world(), str(tmp_path / "store")
    failing = sorted((s for s in world.stories if s.page == "error"), key=lambda s: s.listed)
    assert failing, "the world has no page that fails for a while"
    seen = []
    with NewsroomServer(world, slow_seconds=0.2, stall_seconds=0.5) as server:
        moment = failing[0].listed + timedelta(minutes=30)
        for hours in (0, 1, 2, 3, 40):
            server.now = moment
            (summary,) = publish(store, as_of=moment + timedelta(hours=hours), feeds=(server.feeds_url,), config=newsroom_config(server))
            seen.append(summary.counts)
            if hours == 3:
                moment += timedelta(hours=40)
    assert seen[0].pending >= 1
    assert any(c.carried and c.feeds_unchanged for c in seen[1:]), "a carried item met unchanged feeds"
    rows = story_rows(store)
    from connectors.editions.documents import RejectRow
    from connectors.editions.reading import newest_rows

    rejected = {row.item for row in newest_rows(open_store(store), latest(store), "rejects", RejectRow)}
    assert failing[0].id in rows or failing[0].id in rejected
