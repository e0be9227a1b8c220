"""Entries that an operator doesn't want: not fetched, counted by filter, and let in once the filter is gone, on a loopback web."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.editions.reading import read_rows
from connectors.records import Cursor
from connectors.store import open_store
from pipelines.config import Config
from pipelines.plan import RunPlan, RunSummary
from tests.end_to_end.runs import assert_whole, differences, latest, publish, story_rows
from tests.end_to_end.test_feed_health import OLD
from tests.end_to_end.test_stream import editions_of, streaming, wait_for
from tests.pipelines.test_resident import resident
from tests.services import running_prism
from tests.web import Answer, Visit, Web, html, item, rss, running_web

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENGLISH = "The ferry Maren Vale was towed into Port Harrow on Friday after a fire in its engine room injured two sailors."
GERMAN = "Die Fähre Maren Vale wurde am Freitag in den Hafen geschleppt, nachdem ein Feuer im Maschinenraum zwei Seeleute verletzt hatte."
ITEMS = {
    "1": ("The ferry burns", ENGLISH, "Harbour"),
    "2": ("Cup final tonight", ENGLISH.replace("ferry", "team"), "Sport"),
    "3": ("Lottery numbers", ENGLISH.replace("sailors", "winners"), ""),
    "4": ("Maren Vale", GERMAN, ""),
}
FILTER = {"languages": ["en"], "skip_categories": ["sport"], "skip_titles": ["lottery"]}
LIST = """<opml version="2.0"><body><outline text="World"><outline text="Europe"><outline text="Quay" xmlUrl="http://quay.example/feed"/></outline></outline></body></opml>"""


@pytest.fixture
def web() -> Iterator[Web]:
    with running_web() as web:
        listed = [item(f"http://quay.example/{n}", title, n, extra=f"<category>{category}</category>") for n, (title, _, category) in ITEMS.items()]

        def feed(visit: Visit) -> Answer:
            return (304, {}, b"") if visit.headers.get("if-none-match") else rss(*listed, headers={"ETag": '"1"'})

        web.routes["quay.example/feed"] = feed
        for n, (title, text, _) in ITEMS.items():
            web.routes[f"quay.example/{n}"] = html(f"<html><body><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>")
        yield web


@pytest.fixture(scope="module")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_prism(tmp_path_factory.mktemp("prism")) as address:
        yield address


def config(web: Web, wanted: dict[str, Any]) -> Config:
    http = {"proxy": web.url, "delay_seconds": 0.0}
    return Config.of(http=http, run={"processes": 1}, poll={"interval_seconds": 0}, filter=wanted)


def pages(web: Web) -> list[str]:
    """The pages that were asked for since the last look."""
    asked = sorted(path for path in web.paths() if path != "/feed")
    web.visits.clear()
    return asked


def by_runs(store: str, feeds: str, web: Web, filters: list[dict[str, Any]]) -> Iterator[RunSummary]:
    for n, wanted in enumerate(filters):
        yield from publish(store, as_of=AS_OF + n * HOUR, feeds=(feeds,), config=config(web, wanted))


def by_one_process(store: str, feeds: str, web: Web, filters: list[dict[str, Any]]) -> Iterator[RunSummary]:
    for n, wanted in enumerate(filters):
        plan = RunPlan(store=store, as_of=AS_OF, config=config(web, wanted), feeds=(feeds,))
        with resident(plan) as (make, _):
            yield make(AS_OF + n * HOUR, plan)


def test_what_is_filtered_is_not_fetched_and_comes_in_when_the_filter_is_gone(web: Web, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.opml"
    feeds.write_text(LIST)
    for name, way in (("runs", by_runs), ("process", by_one_process)):
        store = str(tmp_path / name)
        made = way(store, str(feeds), web, [FILTER, FILTER, FILTER | {"skip_titles": ["cup"]}, {}])
        counts = next(made).counts
        assert (counts.listed, counts.originals, counts.known, counts.rejected) == (4, 1, 0, 0)
        assert (counts.filtered, counts.filters) == (3, (("languages", 1), ("skip_categories", 1), ("skip_titles", 1)))
        assert latest(store).counts.filters == counts.filters
        assert pages(web) == ["/1", "/4"], "only its page tells the language of the fourth"
        (story,) = story_rows(store).values()
        assert (story.title, story.categories) == ("The ferry burns", ("Harbour", "World/Europe", "World", "Europe"))
        counts = next(made).counts
        assert (counts.listed, counts.filtered, counts.feeds_unchanged, pages(web)) == (0, 0, 1, [])
        counts = next(made).counts
        assert (counts.listed, counts.originals + counts.copies, counts.known, counts.filters) == (4, 1, 2, (("skip_categories", 1),))
        assert pages(web) == ["/3"]
        counts = next(made).counts
        assert (counts.listed, counts.originals + counts.copies, counts.known, counts.filtered) == (4, 1, 3, 0)
        assert pages(web) == ["/2"]
        assert {row.title for row in story_rows(store).values()} == {"The ferry burns", "Cup final tonight", "Lottery numbers"}
        (cursor,) = read_rows(open_store(store), latest(store), "cursors", Cursor)
        assert cursor.filters == ""
        assert_whole(store)
    assert differences(str(tmp_path / "runs"), str(tmp_path / "process")) == []


@pytest.mark.timeout(200)
def test_a_stream_keeps_out_the_same(web: Web, prism: str, tmp_path: Path) -> None:
    store, feeds = str(tmp_path / "store"), tmp_path / "feeds.opml"
    feeds.write_text(LIST)
    with streaming(prism, store, str(feeds), config(web, FILTER)):
        wait_for(store, lambda manifest: any(one.counts.filtered for one in editions_of(store)) and len(story_rows(store)) == 1, "a story")
        wait_for(store, lambda manifest: sum(one.counts.feeds_unchanged for one in editions_of(store)) > 1, "another poll")
    filters: dict[str, int] = {}
    for one in editions_of(store):
        assert not one.counts.problems()
        for rule, number in one.counts.filters:
            filters[rule] = filters.get(rule, 0) + number
    assert filters == {"languages": 1, "skip_categories": 1, "skip_titles": 1}
    assert pages(web) == ["/1", "/4"]
    (story,) = story_rows(store).values()
    assert story.categories == ("Harbour", "World/Europe", "World", "Europe")


def test_stores_from_before_have_no_categories_and_filtered_nothing(tmp_path: Path) -> None:
    with tarfile.open(OLD) as archive:
        archive.extractall(tmp_path, filter="data")
    (store,) = (path.parent.parent for path in tmp_path.rglob("v1/LATEST.json"))
    manifest = latest(str(store))
    assert b"filtered" not in next(store.rglob(f"editions/{manifest.edition}/manifest-*.json")).read_bytes()
    assert (manifest.counts.filtered, manifest.counts.filters, manifest.counts.problems()) == (0, (), ())
    rows = story_rows(str(store))
    assert rows and not any(row.categories for row in rows.values())
