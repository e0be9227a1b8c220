from __future__ import annotations

import io
import json
import re
import threading

import pytest

from pipelines.progress import LogLines, Progress, Silent, Terminal, choose_progress
from transforms import progress as counts


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_stages_are_measured_also_when_they_raise_or_come_again() -> None:
    clock = Clock()
    progress: Progress
    with Silent(clock) as progress:
        for spent in (1.0, 2.0):
            with progress.stage("poll"):
                clock.now += spent
        with pytest.raises(RuntimeError), progress.stage("fetch"):
            clock.now += 0.5
            raise RuntimeError
        progress.tick()
        progress.note("said")
    assert progress.take_seconds() == (("poll", 3.0), ("fetch", 0.5))
    assert progress.take_seconds() == ()


def test_counted_stages_have_the_seconds_from_first_to_last_item() -> None:
    with Silent() as progress:
        counts.count("extract")
        counts.count("poll: entries", 2)
        counts.count("poll: rejects")
        taken = progress.take_seconds()
        assert [stage for stage, _ in taken] == ["extract", "poll"] and all(0 <= seconds < 1 for _, seconds in taken)
        assert counts.snapshot() == {}


def test_entering_starts_the_counts_anew() -> None:
    counts.count("left over")
    with Silent():
        assert counts.snapshot() == {}


def test_json_lines_are_one_object_an_event() -> None:
    out = io.StringIO()
    with LogLines(out) as progress:
        with progress.stage("poll"):
            counts.count("poll", 3)
            progress.tick()
            progress.tick()
        progress.note("a “word” of caution\nand another")
    events = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [event["event"] for event in events] == ["stage", "progress", "stage", "note"]
    assert events[1]["done"] == {"poll": 3} and events[2]["seconds"] >= 0
    assert all(event["time"].endswith("Z") for event in events)


def test_a_log_that_went_away_does_not_stop_a_run() -> None:
    out = io.StringIO()
    with LogLines(out) as progress:
        out.close()
        with progress.stage("poll"):
            progress.note("x")


def test_the_terminal_shows_items_rates_and_the_stage_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    clock = Clock()
    progress = Terminal(clock)
    with Silent(clock):
        counts.count("fetch", 10)
        clock.now = 5.0
        with progress._lock:
            progress._open["edition"] = 0.0
        table = progress._draw(counts.snapshot(), clock.now)
        screen = Console(file=io.StringIO(), width=80)
        screen.print(table)
        text = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "fetch" in text and "2.0" in text and "edition" in text and "5 s" in text


def test_a_live_run_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    with Terminal() as progress, progress.stage("poll"):
        counts.count("poll")
        progress.note("[not markup]")
    assert threading.active_count() == before


def test_lines_elsewhere_live_on_a_terminal() -> None:
    class Tty(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert isinstance(choose_progress(stream=io.StringIO()), LogLines)
    assert isinstance(choose_progress(stream=Tty()), Terminal)
    assert isinstance(choose_progress("json", stream=Tty()), LogLines), "whoever asks for a log gets one"


def test_every_line_of_a_log_has_time_level_run_edition_and_store() -> None:
    for text in (False, True):
        out = io.StringIO()
        with LogLines(out, store="s3://news/main", run="7", text=text) as progress:
            progress.note("before\nanything is known", "error")
            progress.edition = "00000002-20260302T120000Z"
            with progress.stage("poll"):
                counts.count("poll", 3)
                progress.tick()
            progress.record("feed", "failed http://a.example", "warning", feed="http://a.example")
        lines = out.getvalue().splitlines()
        if text:
            assert all(re.match(r"\S+Z (info|warning|error) 7 (-|00000002-20260302T120000Z) s3://news/main ", line) for line in lines), lines
            assert [line.split(" ", 5)[5] for line in lines][:3] == ["before", "anything is known", "stage poll started"]
            assert lines[0].split()[1:4] == ["error", "7", "-"]
        else:
            events = [json.loads(line) for line in lines]
            assert all(list(event)[:5] == ["time", "level", "run", "edition", "store"] and event["store"] == "s3://news/main" for event in events)
            assert [event["edition"] for event in events][:2] == ["", "00000002-20260302T120000Z"] and {event["run"] for event in events} == {"7"}
            assert events[-1] | {"time": ""} == {
                "time": "", "level": "warning", "run": "7", "edition": "00000002-20260302T120000Z", "store": "s3://news/main", "event": "feed",
                "text": "failed http://a.example", "feed": "http://a.example",
            }  # fmt: skip
