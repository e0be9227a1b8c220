"""A host that asks to wait is left alone by feeds, pages and redirects, within a run and by the runs after it: judged from its own log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.editions.reading import read_rows
from connectors.holds import Hold
from connectors.records import Pending
from connectors.store import open_store
from pipelines.config import Config
from pipelines.plan import RunPlan, RunSummary
from tests.end_to_end.runs import assert_whole, differences, latest, publish
from tests.pipelines.test_resident import resident
from tests.web import Answer, Visit, Web, html, item, redirect, rss, running_web

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "The ferry Maren Vale was towed into Port Harrow on Friday after a fire in its engine room injured two sailors of its crew."
PAGE = html(f"<html lang=en><body><article><h1>Ferry towed into Port Harrow</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></article></body></html>")
WAIT = (429, {"Retry-After": "3600"}, b"")


class Busy:
    """One host with a feed and its article, another whose feed redirects to it, a third that lists its article; each may ask to wait."""

    def __init__(self, web: Web, folder: Path) -> None:
        self.web, self.folder = web, folder
        self.asks_to_wait: set[str] = set()  # paths of busy.example
        web.routes |= {
            "busy.example/feed": self._unless(rss(item("http://busy.example/1", "Ferry towed into Port Harrow", "busy-1"))),
            "busy.example/1": self._unless(PAGE),
            "moved.example/feed": redirect(302, "http://busy.example/feed?moved"),
            "busy.example/feed?moved": self._unless(rss()),
            "finder.example/feed": rss(item("http://busy.example/1", "Ferry towed", "finder-1")),
        }
        (folder / "feeds.txt").write_text("".join(f"http://{name}.example/feed\n" for name in ("busy", "moved", "finder")))

    def _unless(self, usual: Answer) -> Any:
        return lambda visit: WAIT if visit.path in self.asks_to_wait else usual

    def asked(self) -> list[str]:
        """What busy.example was asked for since this was last looked up."""
        paths = [visit.path for visit in self.web.visits if visit.host == "busy.example"]
        self.web.visits.clear()
        return sorted(paths)

    def plan(self, store: Path, **more: Any) -> RunPlan:
        config = Config.of(http={"proxy": self.web.url, "delay_seconds": 0.0}, run={"processes": 1})
        return RunPlan(store=str(store), as_of=AS_OF, config=config, feeds=(str(self.folder / "feeds.txt"),), **more)


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Busy]:
    with running_web() as web:
        yield Busy(web, tmp_path)


@contextmanager
def runs(busy: Busy, store: Path, kind: str) -> Iterator[Any]:
    """How editions are made as of a time, by minutes; ``everything``: all feeds, due or not."""
    if kind == "resident":
        with resident(busy.plan(store)) as (make, _):
            yield lambda minutes: make(AS_OF + timedelta(minutes=minutes), busy.plan(store, all=True))
    else:

        def run(minutes: float) -> RunSummary:
            plan = busy.plan(store)
            (summary,) = publish(str(store), as_of=AS_OF + timedelta(minutes=minutes), config=plan.config, feeds=plan.feeds, all=True)
            return summary

        yield run


@pytest.mark.attack
@pytest.mark.parametrize("kind", ["run", "resident"], ids=["a host that answers 429 is left alone by the runs after", "and by a process that stays"])
@pytest.mark.parametrize("path", ["/feed", "/1"], ids=["asked for its feed", "asked for a page"])
def test_a_host_that_asks_to_wait_is_left_alone_across_runs(busy: Busy, tmp_path: Path, kind: str, path: str) -> None:
    store = tmp_path / "store"
    busy.asks_to_wait = {path, "/feed?moved"} if path == "/feed" else {path}
    with runs(busy, store, kind) as make:
        first = make(0)
        asked = busy.asked()
        assert path in asked and (path != "/feed" or asked == ["/feed"]), "its page and the redirect to it no more"
        assert first.counts.pending == (2 if path == "/1" else 1), "the article waits, for whoever lists it"
        (hold,) = read_rows(open_store(str(store)), latest(str(store)), "holds", Hold)
        assert (hold.host, hold.status, hold.until - AS_OF) == ("busy.example", 429, timedelta(minutes=61))
        busy.asks_to_wait = set()
        for minutes in (20, 45, 60):
            make(minutes)
            assert busy.asked() == [], minutes
            assert read_rows(open_store(str(store)), latest(str(store)), "holds", Hold) == [hold]
        last = make(62)
        assert "/1" in busy.asked() and last.counts.originals == 1, "and nothing of it is lost"
        assert read_rows(open_store(str(store)), latest(str(store)), "holds", Hold) == []
        assert read_rows(open_store(str(store)), latest(str(store)), "pending", Pending) == []
    assert_whole(str(store))


def test_holds_are_the_same_bytes_each_time(busy: Busy, tmp_path: Path) -> None:
    busy.asks_to_wait = {"/1"}
    for name in ("one", "other"):
        with runs(busy, tmp_path / name, "run") as make:
            make(0)
            make(30)
    assert any(ref.kind == "state/holds" for ref in latest(str(tmp_path / "one")).live)
    assert differences(tmp_path / "one", tmp_path / "other") == []


def test_a_redirect_is_counted_by_the_host_that_it_leads_to(busy: Busy, tmp_path: Path) -> None:
    seen: list[float] = []

    def victim(visit: Visit) -> Answer:
        seen.append(visit.started)
        return rss()

    busy.web.routes |= {f"evil{n}.example/feed": redirect(302, f"http://victim.example/{n}") for n in range(12)}
    busy.web.routes |= {f"victim.example/{n}": victim for n in range(12)}
    feeds = tmp_path / "evil.txt"
    feeds.write_text("".join(f"http://evil{n}.example/feed\n" for n in range(12)))
    config = Config.of(http={"proxy": busy.web.url, "delay_seconds": 0.05}, run={"processes": 1})
    (summary,) = publish(str(tmp_path / "store"), as_of=AS_OF, config=config, feeds=(str(feeds),))
    assert summary.counts.feeds_changed == len(seen) == 12 and max(seen) - min(seen) >= 11 * 0.05
