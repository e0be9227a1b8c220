"""Feeds and pages with a fault in the middle of one run: the next carries on, nothing is lost or comes twice, and nobody is asked more than
politeness allows. Judged from the store, and from what the web server was asked."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from connectors.editions.reading import load_latest
from connectors.store import open_store
from pipelines.config import Config
from tests.end_to_end.runs import AS_OF, assert_whole, publish, story_rows
from tests.services import ROOT
from tests.web import Answer, Visit, Web, html, item, reset, rss

HOSTS = ("ledger.example", "gazette.example")
ITEMS = 4
DELAY = 0.1
SLACK = 0.02  # seconds that a request may arrive early, since the one before may have arrived late
AGAIN = AS_OF + timedelta(hours=1)
PATIENCE = 60.0
RUN = """
import sys
from pipelines.config import Config
from tests.end_to_end.runs import AS_OF, publish
publish(sys.argv[1], as_of=AS_OF, feeds=(sys.argv[2],), config=Config.of(http={"proxy": sys.argv[3], "delay_seconds": float(sys.argv[4])}))
"""


def article(host: str, number: int) -> Answer:
    paragraphs = "".join(f"<p>Paragraph {n} of article {number} of {host} tells at some length what the harbour council said about pier {number}.</p>" for n in range(5))
    return html(f"<html><body><article><h1>Pier {number} of {host} reopens</h1>{paragraphs}</article></body></html>")


def set_up(web: Web, folder: Path, page: Callable[[Visit, Answer], Answer] = lambda visit, answer: answer) -> str:
    """Two outlets with a feed and its pages each; ``page`` may do otherwise than give a page. Returns the feed list."""
    for host in HOSTS:
        items = [item(f"http://{host}/{number}", f"Pier {number} of {host} reopens", f"{host}-{number}") for number in range(ITEMS)]
        whole = rss(*items, title=host, headers={"ETag": f'"{host}"'})
        web.routes[f"{host}/feed"] = lambda visit, whole=whole, tag=f'"{host}"': (304, {}, b"") if visit.headers.get("if-none-match") == tag else whole  # type: ignore[misc]
        for number in range(ITEMS):
            web.routes[f"{host}/{number}"] = lambda visit, answer=article(host, number): page(visit, answer)  # type: ignore[misc]
    (folder / "feeds.txt").write_text("".join(f"http://{host}/feed\n" for host in HOSTS))
    return str(folder / "feeds.txt")


def config(proxy: str) -> Config:
    return Config.of(http={"proxy": proxy, "delay_seconds": DELAY})


def begin(store: Path, feeds: str, web: Web, preexec: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """The first run, in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", RUN, str(store), feeds, web.url, str(DELAY)], cwd=ROOT, preexec_fn=preexec, stderr=subprocess.PIPE, text=True)


def assert_polite(web: Web, attempts: int = 1) -> None:
    """No address more often in a run, and each host in its pace. The visits are those of one run."""
    asked = Counter((visit.host, visit.path) for visit in web.visits)
    assert max(asked.values(), default=0) <= attempts, asked
    for host in HOSTS:
        times = [visit.started for visit in web.visits if visit.host == host]
        assert all(later - earlier >= DELAY - SLACK for earlier, later in pairwise(times)), (host, times)


def assert_the_next_run_carries_on(store: Path, feeds: str, web: Web, *, paced: bool = True) -> None:
    """Every item of both feeds is one story in its first revision; only what was published is asked for with validators."""
    if paced:  # the first run
        assert_polite(web)
    published = load_latest(open_store(str(store))) is not None
    answered = {visit.host for visit in web.visits if visit.path == "/feed"}
    web.visits.clear()
    publish(str(store), as_of=AGAIN, feeds=(feeds,), config=config(web.url))
    assert_polite(web)
    for visit in web.visits:
        assert ("if-none-match" in visit.headers) == (published and visit.path == "/feed" and visit.host in answered), visit
    rows = story_rows(str(store))
    assert sorted(row.url for row in rows.values()) == sorted(f"http://{host}/{number}" for host in HOSTS for number in range(ITEMS))
    assert {row.revision for row in rows.values()} == {1}
    assert_whole(str(store))


def breaking(web: Web, folder: Path) -> tuple[str, list[bool]]:
    """Feeds whose server breaks every connection after three pages, as long as the flag holds."""
    given, stopped = [0], [True]

    def page(visit: Visit, answer: Answer) -> Answer:
        given[0] += 1
        return reset(visit) if stopped[0] and given[0] > 3 else answer

    return set_up(web, folder, page), stopped


def test_the_server_stops_in_the_middle(web: Web, tmp_path: Path) -> None:
    feeds, stopped = breaking(web, tmp_path)
    publish(str(tmp_path / "store"), feeds=(feeds,), config=config(web.url))
    assert len(story_rows(str(tmp_path / "store"))) == 3
    stopped[0] = False
    first = {(visit.host, visit.path): visit for visit in reversed(web.visits)}
    assert len(web.visits) <= 2 * len(first)
    web.visits[:] = sorted(first.values(), key=lambda visit: visit.started)  # the others: the test below
    assert_the_next_run_carries_on(tmp_path / "store", feeds, web, paced=False)


def test_a_broken_connection_is_tried_once_more_in_its_turn(web: Web, tmp_path: Path) -> None:
    feeds, _ = breaking(web, tmp_path)
    publish(str(tmp_path / "store"), feeds=(feeds,), config=config(web.url))
    assert_polite(web, attempts=2)


def test_names_are_not_resolved_for_one_run(web: Web, tmp_path: Path) -> None:
    feeds = set_up(web, tmp_path)
    (summary,) = publish(str(tmp_path / "store"), feeds=(feeds,), config=config(""))
    assert summary.counts.feeds_changed == 0 and not web.visits
    assert_the_next_run_carries_on(tmp_path / "store", feeds, web)


def test_the_disk_is_full(web: Web, tmp_path: Path) -> None:
    """No file may grow past 4 KiB: the smallest table does."""
    feeds = set_up(web, tmp_path)
    run = begin(tmp_path / "store", feeds, web, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)))
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1 and "File too large" in err, err
    assert_the_next_run_carries_on(tmp_path / "store", feeds, web)


def test_the_process_is_killed_between_polling_and_publishing(web: Web, tmp_path: Path) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def page(visit: Visit, answer: Answer) -> Answer:
        asked.set()
        go_on.wait(PATIENCE)
        return answer

    feeds = set_up(web, tmp_path, page)
    run = begin(tmp_path / "store", feeds, web)
    try:
        assert asked.wait(PATIENCE)
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=PATIENCE)
    finally:
        run.kill()
        go_on.set()
    assert_the_next_run_carries_on(tmp_path / "store", feeds, web)
