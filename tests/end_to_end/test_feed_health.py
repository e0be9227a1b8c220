"""Feeds that fail, leave, come back and have nothing new: what a run publishes of them, on a loopback web."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.editions.documents import Manifest
from connectors.editions.health import FeedRow
from connectors.editions.reading import newest_rows, read_rows
from connectors.records import Cursor
from connectors.store import StoreError, open_store
from pipelines.commands.stream import editions_since
from pipelines.config import Config
from pipelines.moves import move_feed
from pipelines.plan import RunPlan, RunSummary
from tests.end_to_end.runs import assert_whole, differences, latest, publish, story_rows
from tests.pipelines.test_resident import resident
from tests.web import Answer, Visit, Web, html, item, redirect, rss, running_web

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = Path(__file__).parent / "old_stores" / "before-tables-feeds.tar.xz"
TEXTS = {
    "ledger": "The ferry Maren Vale was towed into Port Harrow on Friday after a fire in its engine room injured two sailors.",
    "quay": "Bakers in Skerrin met the minister of farming on Monday and asked for cheaper flour, since bread costs twice as much.",
    "plaza": "The council of Vellmar voted on Tuesday to close its old quarry for good and to let the lake in it stand open to swimmers.",
}


def at(hours: float) -> datetime:
    return AS_OF + hours * HOUR


class Outlets:
    """Three outlets with a feed of one item each, which answer 304 to who has it, and whatever else a test makes them answer."""

    def __init__(self, web: Web, folder: Path) -> None:
        self.web, self.folder = web, folder
        self.broken: dict[str, Answer] = {}
        self.items = dict.fromkeys(TEXTS, 1)
        for name in TEXTS:
            web.routes[f"{name}.example/feed"] = self._feed(name)
            for n in range(3):
                body = f"<p>{TEXTS[name]}</p>" * 2 + f"<p>It was the {n + 1}. time in {name} that such a thing was heard of.</p>"
                web.routes[f"{name}.example/{n}"] = html(f"<html lang=en><body><article><h1>{TEXTS[name][: 24 + n]}</h1>{body}</article></body></html>")

    def _feed(self, name: str) -> Any:
        def answer(visit: Visit) -> Answer:
            if name in self.broken:
                return self.broken[name]
            tag = f'"{self.items[name]}"'
            if visit.headers.get("if-none-match") == tag:
                return 304, {"ETag": tag}, b""
            dates = "<pubDate>Mon, 02 Mar 2026 {:02}:30:00 GMT</pubDate>"
            items = [item(f"http://{name}.example/{n}", TEXTS[name][: 24 + n], f"{name}-{n}", extra=dates.format(11 + n)) for n in range(self.items[name])]
            return rss(*items, headers={"ETag": tag})

        return answer

    def listed(self, *names: str) -> tuple[str, ...]:
        path = self.folder / "feeds.txt"
        path.write_text("".join(f"http://{name}.example/feed\n" for name in names))
        return (str(path),)

    @property
    def config(self) -> Config:
        return Config.of(http={"proxy": self.web.url, "delay_seconds": 0.0, "total_timeout_seconds": 5.0}, run={"processes": 1}, poll={"reread_days": 60})


@pytest.fixture
def outlets(tmp_path: Path) -> Iterator[Outlets]:
    with running_web() as web:
        yield Outlets(web, tmp_path)


def run(outlets: Outlets, store: str, hours: float, *names: str, **plan: Any) -> RunSummary:
    (summary,) = publish(store, as_of=at(hours), feeds=outlets.listed(*(names or TEXTS)), config=outlets.config, **plan)
    return summary


def rows(store: str) -> dict[str, FeedRow]:
    return {row.id.split("/")[2].split(".")[0]: row for row in newest_rows(open_store(store), latest(store), "feeds", FeedRow)}


def kinds(manifest: Manifest) -> list[str]:
    return sorted(ref.kind for ref in manifest.wrote)


def test_an_idle_run_writes_three_small_objects(outlets: Outlets, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    run(outlets, store, 0)
    first = latest(store)
    for hours in (1, 2, 3, 24 * 20):  # the third merges small files, the last lies beyond the days that the manifest lists
        before = {path for path in (tmp_path / "store").rglob("*") if path.is_file()}
        summary = run(outlets, store, hours)
        manifest = latest(store)
        wrote = {path.name.split("-")[0] for path in (tmp_path / "store").rglob("*") if path.is_file() and path not in before}
        assert summary.counts.feeds_unchanged == 3 and kinds(manifest) == ["state/cursors"], hours
        assert len(wrote) == 2, "the cursors and the manifest; LATEST is replaced"
        assert (manifest.index, manifest.page) == (first.index, first.page) and summary.index.endswith(first.page.key if first.page else "?")
    assert sum(ref.size for ref in manifest.wrote) < 8_000
    assert_whole(store)
    outlets.items["quay"] = 2
    run(outlets, store, 24 * 21)
    assert {"index", "page", "catalogue", "tables/feeds"} <= set(kinds(latest(store))), "what had to wait is caught up with"
    assert latest(store).page != first.page and len(rows(store)) == 3
    assert_whole(store)


def test_a_failing_feed_is_named_with_reason_since_when_and_when_it_is_asked_next(outlets: Outlets, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    outlets.broken = {"quay": (404, {}, b"gone fishing"), "plaza": html()}
    summary = run(outlets, store, 0)
    counts = summary.counts
    assert (counts.feeds_listed, counts.feeds_failing, counts.feeds_failed) == (3, 2, 2)
    assert [(feed.feed, feed.status, feed.since, feed.next_poll) for feed in summary.trouble.feeds] == [
        ("http://plaza.example/feed", "failed", at(0), at(1 / 3)), ("http://quay.example/feed", "failed", at(0), at(1 / 3)),
    ]  # fmt: skip
    ((_, told),) = editions_since(open_store(store), store, "")
    assert told.trouble == summary.trouble, "whoever follows a stream reads the same in the store"
    assert "html" in summary.trouble.feeds[0].reason and "404" in summary.trouble.feeds[1].reason
    summary = run(outlets, store, 0.2)
    assert summary.counts.feeds_due == 1 and summary.counts.feeds_failing == 2, "backing off doesn't make a feed well"
    assert len(summary.trouble.feeds) == 2 and summary.next_due is None
    summary = run(outlets, store, 0.25)
    assert summary.counts.feeds_due == 0 and summary.next_due == at(1 / 3)
    outlets.broken.clear()
    summary = run(outlets, store, 1)
    assert summary.trouble.feeds == () and summary.counts.feeds_failing == 0
    assert {name: (row.status, row.failing, row.trouble_since) for name, row in rows(store).items()} == {
        "ledger": ("changed", False, None), "plaza": ("changed", False, None), "quay": ("changed", False, None),
    }  # fmt: skip
    assert_whole(store)


def test_what_is_not_due_is_polled_when_all_is_asked(outlets: Outlets, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    outlets.broken = {"quay": (410, {}, b""), "plaza": (404, {}, b"")}
    run(outlets, store, 0)
    outlets.broken.clear()
    assert run(outlets, store, 0.1).counts.feeds_due == 0
    summary = run(outlets, store, 0.11, all=True)
    assert summary.counts.feeds_due == 3 and summary.counts.feeds_failing == 0 and not rows(store)["quay"].gone
    assert run(outlets, store, 0.11, all=True).counts.feeds_due == 0, "a replay asks nobody"


def test_a_dry_run_names_them_too(outlets: Outlets, tmp_path: Path) -> None:
    outlets.broken = {"quay": (404, {}, b"")}
    summary = run(outlets, str(tmp_path / "store"), 0, dry_run=True)
    assert not summary.edition and [feed.feed for feed in summary.trouble.feeds] == ["http://quay.example/feed"]


def test_the_feeds_table_tells_of_stories_lag_and_lists(outlets: Outlets, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    run(outlets, store, 0)
    assert {name: (row.stories_7d, row.last_story, row.lag_seconds) for name, row in rows(store).items()} == {
        name: (1, at(0), None) for name in TEXTS
    }  # fmt: skip
    outlets.items["ledger"] = 2
    run(outlets, store, 1, "ledger", "quay")
    found = rows(store)
    assert (found["ledger"].stories_7d, found["ledger"].last_story, found["ledger"].lag_seconds) == (2, at(1), 1800)
    assert (found["plaza"].listed, found["plaza"].unlisted, found["plaza"].next_poll) == (False, at(1), None) and found["quay"].listed
    assert latest(store).counts.feeds_listed == 2
    run(outlets, store, 2, "ledger", "quay")
    assert kinds(latest(store)) == ["state/cursors"], "that a feed left is told once"
    run(outlets, store, 3)
    assert rows(store)["plaza"].listed
    assert_whole(store)


def test_a_process_that_stays_publishes_the_same(outlets: Outlets, tmp_path: Path) -> None:
    cold, warm = str(tmp_path / "cold"), str(tmp_path / "warm")
    turns: list[tuple[float, tuple[str, ...], dict[str, Answer], int]] = [
        (0, ("ledger", "quay", "plaza"), {"plaza": (404, {}, b"")}, 1), (1, ("ledger", "quay", "plaza"), {"plaza": (404, {}, b"")}, 1),
        (1.1, ("ledger", "quay", "plaza"), {}, 1), (2, ("ledger", "plaza"), {"ledger": (503, {"Retry-After": "60"}, b"")}, 2),
        (30, ("ledger", "quay", "plaza"), {}, 3),
    ]  # fmt: skip
    told = []
    for hours, names, broken, items in turns:
        outlets.broken, outlets.items["ledger"] = broken, items
        told.append(run(outlets, cold, hours, *names))
    plan = RunPlan(store=warm, as_of=at(0), config=outlets.config, feeds=outlets.listed(*TEXTS))
    with resident(plan) as (make, _):
        for (hours, names, broken, items), cold_one in zip(turns, told, strict=True):
            outlets.broken, outlets.items["ledger"] = broken, items
            outlets.listed(*names)
            warm_one = make(at(hours), plan)
            assert (warm_one.trouble, warm_one.counts, warm_one.next_due) == (cold_one.trouble, cold_one.counts, cold_one.next_due)
    assert told[3].trouble.feeds[0].status == "deferred"
    assert_whole(warm)
    assert differences(cold, warm) == []


def test_feeds_on_a_dead_host_are_failing_although_most_are_not_asked(outlets: Outlets, tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text("".join(f"http://dead.example/{n}\n" for n in range(12)))
    config = Config.of(http={"proxy": "http://127.0.0.1:9", "delay_seconds": 0.0})
    (summary,) = publish(str(tmp_path / "store"), as_of=at(0), feeds=(str(path),), config=config)
    assert summary.counts.feeds_deferred > 0 and summary.counts.feeds_failing == 12


def test_a_store_of_before_is_read_and_continued(outlets: Outlets, tmp_path: Path) -> None:
    with tarfile.open(OLD) as archive:
        archive.extractall(tmp_path / "store", filter="data")
    store = str(tmp_path / "store")
    cursors = {row.feed: row for row in read_rows(open_store(store), latest(store), "cursors", Cursor)}
    assert len(cursors) == 3 and cursors["http://gone.example/feed"].failing and cursors["http://gone.example/feed"].stories == ()
    ids = set(story_rows(store))
    assert_whole(store)
    outlets.web.routes["ledger.example/feed"] = rss(
        item("http://ledger.example/ferry", "Ferry towed in after fire", "f1", extra="<pubDate>Mon, 02 Mar 2026 06:00:00 GMT</pubDate>"),
        item("http://ledger.example/1", "Ferry to be sold", "f2", extra="<pubDate>Mon, 02 Mar 2026 20:00:00 GMT</pubDate>"),
    )
    summary = run(outlets, store, 9, "ledger", "gone")
    assert summary.counts.known == 1 and summary.counts.originals + summary.counts.copies == 1 and summary.counts.feeds_failing == 1
    assert summary.trouble.feeds[0].since == at(1), "the earliest that the old store knows"
    found = rows(store)
    assert found["ledger"].stories_7d == 1 and found["ledger"].lag_seconds == 3600 and not found["quay"].listed
    assert ids < set(story_rows(store))
    assert_whole(store)


def test_a_feed_that_moves_keeps_what_is_known_of_it(outlets: Outlets, tmp_path: Path) -> None:
    """Items without pages of their own are known by their guid alone, which belongs to the feed."""
    store = str(tmp_path / "store")
    items = [item(title=TEXTS["quay"][: 30 + n], guid=f"q{n}", text=f"{TEXTS['quay']} It was item {n}.") for n in range(3)]
    outlets.web.routes |= {"quay.example/feed": rss(*items[:2]), "new.example/rss": rss(*items), "ledger.example/1": (503, {}, b"")}
    outlets.items["ledger"] = 2
    assert run(outlets, store, 0, "quay", "ledger").counts.pending == 1
    ids = set(story_rows(store))
    for old, new in (("http://quay.example/feed", "http://new.example/rss"), ("http://ledger.example/feed", "http://mirror.example/feed")):
        move_feed(open_store(store), outlets.config, old, new)
        assert_whole(store)
    moved = {row.feed: row for row in read_rows(open_store(store), latest(store), "cursors", Cursor)}["http://new.example/rss"]
    assert moved.stories == ((AS_OF.date(), 2),) and not moved.etag and moved.published == at(0)
    outlets.web.routes |= {"mirror.example/feed": outlets.web.routes["ledger.example/feed"], "ledger.example/1": outlets.web.routes["plaza.example/1"]}
    (tmp_path / "moved.txt").write_text("http://new.example/rss\nhttp://mirror.example/feed\n")
    (summary,) = publish(store, as_of=at(1), feeds=(str(tmp_path / "moved.txt"),), config=outlets.config)
    counts = summary.counts
    assert (counts.listed, counts.carried, counts.known, counts.pending) == (5, 1, 4, 0) and counts.originals + counts.copies == 2
    assert counts.feeds_listed == 2 and ids < set(story_rows(store)) and len(story_rows(store)) == len(ids) + 2
    assert_whole(store)
    with pytest.raises(StoreError, match="no feed that it knows"):
        move_feed(open_store(store), outlets.config, "http://nobody.example/", "http://new.example/rss")


def test_a_feed_that_says_it_moved_for_good_is_the_same_feed(outlets: Outlets, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    items = rss(item(title="Bakers want flour", guid="q", text=TEXTS["quay"]))
    outlets.web.routes["quay.example/feed"] = items
    assert run(outlets, store, 0, "quay").counts.originals == 1
    outlets.web.routes |= {"quay.example/feed": redirect(301, "http://new.example/rss"), "new.example/rss": items}
    summary = run(outlets, store, 1, "quay")
    assert (summary.counts.known, summary.counts.originals) == (1, 0) and rows(store)["quay"].url == "http://quay.example/feed", "once may be a mistake"
    run(outlets, store, 3, "quay")
    assert rows(store)["quay"].url == "http://new.example/rss"
    outlets.web.visits.clear()
    assert run(outlets, store, 6, "quay").counts.known == 1 and [visit.host for visit in outlets.web.visits] == ["new.example"]
