"""What a run shows of itself while it works: a live table on a terminal, the lines of a log otherwise, or nothing.

A run opens stages with ``with progress.stage("poll"):``, which measures them; ``tick`` says that something may
have moved. Items done come from ``transforms.progress``, whose counts a background thread reads now and then.
Figures shown here are never published.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TextIO
from uuid import uuid4

from connectors.redaction import redact
from connectors.times import format_time
from transforms import progress as counts

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.table import Table

LogForm = Literal["auto", "text", "json"]

QUIET_SECONDS = 5.0
"""How often JSON lines say what has been done: often enough to see a hang, seldom enough for a log."""
LIVE_SECONDS = 0.25
"""How often the terminal is redrawn."""


class Progress(Protocol):
    """What a run may say while it works."""

    edition: str
    """The edition under way, which every line of a log names; empty as long as it is not known."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Measure a stage from entry to exit, also when it raises. Stages may nest or come again; seconds add up."""
        ...

    def tick(self) -> None:
        """Something may have moved: look at the counts now."""
        ...

    def note(self, text: str, level: str = "info") -> None:
        """Say something that the operator should know now; ``level`` is "info", "warning" or "error"."""
        ...

    def record(self, event: str, text: str, level: str = "info", **facts: Any) -> None:
        """A line for a log, with facts for programs; whoever sees the summary on a terminal has been told."""
        ...

    def take_seconds(self) -> tuple[tuple[str, float], ...]:
        """(stage, seconds) since they were last taken: of the stages left, in the order in which they were first entered, then
        of those that count items, from their beginning to their last item. Both kinds overlap. Counting starts anew."""
        ...


class Silent:
    """Measures and says nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._seconds: dict[str, float] = {}
        self._open: dict[str, float] = {}
        self.edition = ""

    def __enter__(self) -> Self:
        counts.reset()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = self._clock()
        with self._lock:
            self._seconds.setdefault(name, 0.0)
            self._open[name] = began
        self._entered(name)
        try:
            yield
        finally:
            spent = self._clock() - began
            with self._lock:
                self._seconds[name] = self._seconds.get(name, 0.0) + spent
                self._open.pop(name, None)
            self._left(name, spent)

    def tick(self) -> None:
        self._show()

    def note(self, text: str, level: str = "info") -> None:
        return None

    def record(self, event: str, text: str, level: str = "info", **facts: Any) -> None:
        return None

    def take_seconds(self) -> tuple[tuple[str, float], ...]:
        with self._lock:
            taken = (*self._seconds.items(), *counts.spans().items())
            self._seconds.clear()
        counts.reset()
        return taken

    def _entered(self, name: str) -> None:
        return None

    def _left(self, name: str, spent: float) -> None:
        return None

    def _show(self) -> None:
        return None


class _Watching(Silent):
    """Has a thread that shows the counts every ``period`` seconds between enter and exit."""

    period: float = QUIET_SECONDS

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        super().__enter__()
        self._thread = threading.Thread(target=self._watch, name="newsheaf-progress", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=2)
        self._show()

    def _watch(self) -> None:
        while not self._stop.wait(self.period):
            self._show()


class LogLines(_Watching):
    """A line an event, on stderr: for logs and for programs that watch a run. Each has time, level, run, edition and store."""

    def __init__(
        self, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic, *, store: str = "", run: str = "", text: bool = False
    ) -> None:
        """``text``: plain lines instead of JSON objects. ``run`` names one start of the program; one is made up where none is given."""
        super().__init__(clock)
        self._out, self._text = out or sys.stderr, text
        self._run, self._store = run or uuid4().hex[:12], store
        self._last: dict[str, int] = {}

    def note(self, text: str, level: str = "info") -> None:
        self.record("note", text, level)

    def record(self, event: str, text: str, level: str = "info", **facts: Any) -> None:
        self._write(level, {"event": event, "text": text, **facts}, text)

    def _entered(self, name: str) -> None:
        self._write("info", {"event": "stage", "stage": name, "state": "started"}, f"stage {name} started")

    def _left(self, name: str, spent: float) -> None:
        facts = {"event": "stage", "stage": name, "state": "finished", "seconds": round(spent, 3)}
        self._write("info", facts, f"stage {name} finished in {spent:.1f} s")

    def _show(self) -> None:
        found = counts.snapshot()
        with self._lock:
            if found == self._last:
                return
            self._last = found
        self._write("info", {"event": "progress", "done": found}, ", ".join(f"{name} {number:,}" for name, number in found.items()))

    def _write(self, level: str, event: Mapping[str, Any], text: str) -> None:
        from datetime import UTC, datetime

        head = {"time": format_time(datetime.now(UTC)), "level": level, "run": self._run, "edition": self.edition, "store": self._store}
        if self._text:
            start = " ".join(value or "-" for value in head.values())
            lines = [f"{start} {line}" for line in text.splitlines() or [""]]
        else:
            lines = [json.dumps({**head, **event}, ensure_ascii=False)]
        lines = [redact(line) for line in lines]
        with self._lock:
            try:
                self._out.write("".join(line + "\n" for line in lines))
                self._out.flush()
            except (OSError, ValueError):
                pass  # a log that went away must not stop the run


class Terminal(_Watching):
    """A live table: what each stage has done, how fast, and which one is at work."""

    period = LIVE_SECONDS

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        from rich.console import Console
        from rich.live import Live

        self._console = Console(stderr=True)
        self._live = Live(console=self._console, auto_refresh=False, transient=True)
        self._began = clock()
        self._first: dict[str, float] = {}  # stage -> when its first item was seen
        self._moved: dict[str, tuple[int, float]] = {}  # stage -> (items, when they last changed)
        self._drawn = self._began  # when the table was last drawn

    def __enter__(self) -> Self:
        self._live.start()
        return super().__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        super().__exit__(kind, error, trace)
        self._live.stop()

    def note(self, text: str, level: str = "info") -> None:
        self._console.print(f"newsheaf: {redact(text)}", markup=False, highlight=False)

    def _show(self) -> None:
        with self._lock:
            self._live.update(self._draw(counts.snapshot(), self._clock()), refresh=True)

    def _draw(self, done: Mapping[str, int], now: float) -> Table:
        from rich.table import Table

        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
        table.add_column("stage", min_width=24)
        for title in ("items", "per second", "seconds"):
            table.add_column(title, justify="right")
        for name in [*done, *self._open]:
            self._first.setdefault(name, self._drawn)
        for name in [name for name in self._first if name in done or name in self._open]:
            number, first = done.get(name, 0), self._first[name]
            if number != self._moved.get(name, (-1, 0.0))[0]:
                self._moved[name] = (number, now)
            spent = max(self._moved[name][1] - first, LIVE_SECONDS)
            rate = f"{number / spent:,.1f}" if number else ""
            seconds = now - self._open[name] if name in self._open else self._seconds.get(name, spent)
            style = "bold" if name in self._open or now - self._moved[name][1] < 1 else "dim"
            table.add_row(name, f"{number:,}" if number else "", rate, f"{seconds:,.1f}", style=style)
        self._drawn = now
        table.caption = f"{now - self._began:,.0f} s"
        return table


def choose_progress(form: LogForm = "auto", *, store: str = "", run: str = "", stream: TextIO | None = None) -> Silent:
    """Live on a terminal, JSON lines elsewhere, or the log that is asked for. Use it as a context manager."""
    stream = stream or sys.stderr
    if form == "auto" and stream.isatty():
        return Terminal()
    return LogLines(stream, store=store, run=run, text=form == "text")
