"""What an operator is told of feeds: by the summary, the log and the exit code of ``newsheaf run``, on a loopback web."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.counts import Counts
from connectors.editions.health import Trouble, TroubledFeed
from pipelines.commands import main
from pipelines.commands.run import judge
from pipelines.commands.summary import summary_json, summary_lines
from pipelines.config import Config
from pipelines.plan import RunSummary
from tests.web import Web, html, item, rss, running_web

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "The council of Vellmar voted on Tuesday to close its old quarry for good and to let the lake in it stand open to swimmers."


@pytest.fixture
def web() -> Iterator[Web]:
    with running_web() as web:
        yield web


@pytest.fixture
def newsheaf(web: Web, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call the command with feeds by their host's name: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSHEAF_HTTP_PROXY", web.url)
    monkeypatch.setenv("NEWSHEAF_HTTP_DELAY_SECONDS", "0")
    monkeypatch.setenv("NEWSHEAF_RUN_PROCESSES", "1")

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


def listed(*names: str) -> str:
    Path("feeds.txt").write_text("".join(f"http://{name}.example/feed\n" for name in names))
    return "feeds.txt"


def run_at(minutes: int, *names: str) -> tuple[str, ...]:
    return ("run", "--feeds", listed(*names), "--store", "store", "--as-of", f"2026-03-02T12:{minutes:02}:00Z")


def test_a_failing_feed_says_why(newsheaf: Any, web: Web) -> None:
    """Two feeds, a 404 and a web page: both are named with their reasons, and the run is not green."""
    web.routes["page.example/feed"] = html()
    code, out, err = newsheaf(*run_at(0, "missing", "page"))
    assert code == 1
    assert "failed http://missing.example/feed: http 404" in out and "since 2026-03-02 12:00, asked next 2026-03-02 12:20" in out
    assert "failed http://page.example/feed: html instead of a feed" in out
    events = [json.loads(line) for line in err.splitlines()]
    assert all({"time", "level", "run", "edition", "store", "event"} <= event.keys() and event["store"] == "store" for event in events)
    assert len({event["run"] for event in events}) == 1
    named = {event["feed"]: event for event in events if event["event"] == "feed"}
    assert named["http://missing.example/feed"]["since"] == "2026-03-02T12:00:00Z" and named["http://page.example/feed"]["level"] == "warning"
    assert {event["edition"] for event in named.values()} == {"00000001-20260302T120000Z"}
    assert events[-1]["level"] == "error" and "2 of 2 listed feeds are failing" in events[-1]["text"]
    code, out, err = newsheaf(*run_at(5, "missing", "page"), "--json")
    told = json.loads(out)["feeds"]
    assert code == 1 and (told["listed"], told["failing"], told["more"], told["next_due"]) == (2, 2, 0, "2026-03-02T12:20:00Z")
    assert [feed["feed"] for feed in told["trouble"]] == ["http://missing.example/feed", "http://page.example/feed"]
    assert "nothing due until 2026-03-02 12:20" in err
    assert "nothing due until 2026-03-02 12:20; 2 listed" in newsheaf(*run_at(6, "missing", "page"))[1]


def test_one_of_two_failing_is_no_alarm_unless_it_is_set_so(newsheaf: Any, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.routes["fine.example/feed"] = rss(item(title="A quarry closes", guid="1", text=TEXT))
    code, out, _ = newsheaf(*run_at(0, "missing", "fine"))
    assert code == 0 and "failed http://missing.example/feed" in out and "fine.example" not in out
    monkeypatch.setenv("NEWSHEAF_RUN_MAX_FAILED_FEEDS_SHARE", "0.4")
    assert newsheaf(*run_at(1, "missing", "fine"))[0] == 1, "it is listed and failing, due or not"
    web.routes["missing.example/feed"] = rss(item(title="A quarry opens", guid="2", text=TEXT))
    assert newsheaf(*run_at(2, "missing", "fine"))[0] == 1
    code, out, _ = newsheaf(*run_at(3, "missing", "fine"), "--all")
    assert code == 0 and "missing.example" not in out and "2 = " in out


def test_the_log_is_text_where_text_is_asked_for(newsheaf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, err = newsheaf(*run_at(0, "missing"), "--log-format", "text")
    (line,) = [line for line in err.splitlines() if "failed http://missing.example/feed" in line]
    time, level, run, edition, store, _ = line.split(" ", 5)
    assert time.endswith("Z") and (level, edition, store) == ("warning", "00000001-20260302T120000Z", "store") and len(run) == 12
    monkeypatch.setenv("NEWSHEAF_RUN_LOG", "text")
    assert " error " in newsheaf(*run_at(0, "missing"))[2].splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--store", "store"), "nothing to read"),
        (("run", "--store", "store", "--feeds", "/nowhere"), "/nowhere"),
        (("run", "--store", "store", "--stories", ".", "--all"), "--all"),
        (("run", "--store", "store", "--feeds", "http://a.example/f", "--all", "--every", "1m"), "--all"),
        (("run", "--store", "store", "--stories", ".", "--config", "/nowhere.yaml"), "/nowhere.yaml"),
    ],
)
def test_errors_are_json_where_the_log_is(newsheaf: Any, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = newsheaf(*arguments)
    events = [json.loads(line) for line in err.splitlines()]
    assert code == 2 and not out and said in events[-1]["text"] and (events[-1]["level"], events[-1]["store"]) == ("error", "store")


def test_a_defect_is_one_line_of_json(newsheaf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.batch.run_edition", lambda *_: 1 / 0)
    code, _, err = newsheaf(*run_at(0, "missing"))
    events = [json.loads(line) for line in err.splitlines()]
    assert code == 70 and any("ZeroDivisionError" in event.get("text", "") and event["level"] == "error" for event in events)


def test_a_long_list_of_troubles_ends_in_a_count() -> None:
    feeds = tuple(TroubledFeed(feed=f"http://{n}.example", status="failed", reason="http 404", since=AT, next_poll=AT) for n in range(20))
    counts = Counts(feeds_due=32, feeds_failed=32, feeds_listed=40, feeds_failing=32)
    summary = RunSummary(edition="e", store="s3://x/y", counts=counts, trouble=Trouble(feeds, 12))
    lines = [text for _, text in summary_lines(summary)]
    assert sum(text.startswith("failed ") for text in lines) == 20 and "and 12 more: newsheaf feeds --failing --store s3://x/y" in lines
    assert summary_json(summary)["feeds"]["more"] == 12


@pytest.mark.parametrize(("failing", "of", "share", "code"), [(1, 2, 0.5, 0), (2, 3, 0.5, 1), (1, 1, 0.5, 1), (1, 1, 1.0, 0), (0, 0, 0.0, 0), (1, 100, 0.0, 1)])
def test_the_share_is_of_the_listed_feeds(failing: int, of: int, share: float, code: int) -> None:
    summary = RunSummary(edition="e", store="s", counts=Counts(feeds_listed=of, feeds_failing=failing))
    config = Config.of(run={"max_failed_feeds_share": share})
    assert judge([summary], config) == code
    assert judge([replace(summary, counts=replace(summary.counts, feeds_due=1, feeds_unchanged=1))], config) == code, "whoever was due"
