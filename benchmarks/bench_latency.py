"""How long an item takes from its feed to its bundle in the store, by stage: ``run --every``, and ``stream`` on Prism and on Flink.

    python -m benchmarks.bench_latency [--on every,prism,flink] [--rate 5] [--poll 10] [--window 10] [--seconds 120]

The feeds of tests/live_feeds.py list new items at a rate. An item *appears* when its feed would list it, is *polled* when an answer first
does, *fetched* when its page is asked for, and *there* when LATEST names its edition; a stream's *window* ends at its edition's as-of, and
what extraction, folding and publishing need beyond that is the stage from there. What appeared before the first edition is left out.
Required: half of the items within half the poll interval, a window, and 5 s.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from connectors.editions.documents import StoryRow
from connectors.editions.reading import load_latest, load_manifest, read_object
from connectors.editions.schema import from_table, read_parquet
from connectors.store import open_store
from tests.deploy.plain_processes import running
from tests.live_feeds import LiveFeeds, running_live_feeds
from tests.services import running_prism

NEWSHEAF = (sys.executable, "-c", "from pipelines.commands import main; main()")
FLINK = ("jobmanager", "taskmanager", "worker-pool", "job-server")
MARGIN = 5.0
"""Seconds beyond waiting for the poll and for the window."""


@dataclass
class Times:
    """When things happened to each item, by its URL, in seconds of this machine's clock."""

    feeds: LiveFeeds
    polled: dict[str, float] = field(default_factory=dict)
    fetched: dict[str, float] = field(default_factory=dict)
    window: dict[str, float] = field(default_factory=dict)
    there: dict[str, float] = field(default_factory=dict)
    first: float = 0.0  # edition

    def watch(self) -> None:
        """Note what the feeds are asked from now on."""
        answer, appeared = self.feeds.answer, sorted((at, url) for url, at in self.feeds.listed_at().items())
        waiting: dict[str, deque[tuple[float, str]]] = {}
        for at, item in appeared:
            waiting.setdefault(urlsplit(item).netloc, deque()).append((at, item))

        def note(url: str) -> tuple[int, str, str]:
            now = time.time()
            status, kind, body = answer(url)
            if url.endswith("/feed"):
                mine = waiting.get(urlsplit(url).netloc, deque())
                while mine and mine[0][0] <= now:
                    self.polled[mine.popleft()[1]] = now
            elif status == 200:
                self.fetched.setdefault(url, now)
            return status, kind, body

        self.feeds.answer = note  # type: ignore[method-assign]

    def follow(self, url: str, seconds: float) -> None:
        """Look at a store until so many seconds after its first edition."""
        store, seen = open_store(url), ""
        while not self.first or time.time() < self.first + seconds:
            latest = load_latest(store)
            now = time.time()
            key = latest.key if latest else ""
            while key and key != seen:
                manifest = load_manifest(store, key)
                for ref in manifest.wrote:
                    if ref.kind.endswith("/stories"):
                        for row in from_table(StoryRow, read_parquet(read_object(store, ref))):
                            self.there.setdefault(row.url, now)
                            self.window.setdefault(row.url, manifest.as_of.timestamp())
                key = manifest.previous
            seen = latest.key if latest else ""
            self.first = self.first or (now if seen else 0.0)
            time.sleep(0.05)

    def spans(self, windows: bool) -> dict[str, list[float]]:
        """Seconds of each stage, of the items that appeared after the first edition and are in the store."""
        found: dict[str, list[float]] = {}
        listed = self.feeds.listed_at()
        for url, there in self.there.items():
            appeared = listed[url]
            if appeared < self.first or url not in self.fetched or url not in self.polled:
                continue
            stages = {"to poll": self.polled[url] - appeared, "to page": self.fetched[url] - self.polled[url]}
            if windows:
                stages |= {"to window's end": self.window[url] - self.fetched[url], "to LATEST": there - self.window[url]}
            else:
                stages |= {"to LATEST": there - self.fetched[url]}
            for stage, seconds in (stages | {"in all": there - appeared}).items():
                found.setdefault(stage, []).append(seconds)
        return found


@contextmanager
def on_every(folder: Path) -> Iterator[list[str]]:
    yield []


@contextmanager
def on_prism(folder: Path) -> Iterator[list[str]]:
    with running_prism(folder) as address:
        yield ["--runner=PortableRunner", f"--job_endpoint={address}", "--environment_type=LOOPBACK"]


@contextmanager
def on_flink(folder: Path) -> Iterator[list[str]]:
    (folder / "stack").mkdir()
    (folder / "feeds").write_text("")
    with running(folder / "stack", folder / "feeds", FLINK) as stack:
        yield [
            "--runner=PortableRunner", f"--job_endpoint=127.0.0.1:{stack.port(8099)}", f"--flink_master=127.0.0.1:{stack.port(8081)}",
            "--environment_type=EXTERNAL", f"--environment_config=127.0.0.1:{stack.port(50000)}", "--parallelism=1",
        ]  # fmt: skip


RUNNERS: dict[str, Callable[[Path], object]] = {"every": on_every, "prism": on_prism, "flink": on_flink}


def measure(name: str, options: argparse.Namespace) -> None:
    """One way of running, for a while; prints a row for each stage."""
    with tempfile.TemporaryDirectory(prefix="newsheaf-bench-") as temporary:
        folder = Path(temporary)
        with running_live_feeds(options.rate, options.seconds + 300, "latency") as feeds, RUNNERS[name](folder) as beam_args:  # type: ignore[attr-defined]
            (folder / "list.txt").write_text("\n".join(feeds.feeds))
            (folder / "newsheaf.yaml").write_text(
                f"http: {{proxy: '{feeds.proxy_url}', delay_seconds: 0}}\n"
                f"poll: {{interval_seconds: {options.poll}, max_interval_seconds: {options.poll}}}\n"
            )
            own = ["run", f"--every={options.window}s"] if name == "every" else ["stream", f"--edition-every={options.window}s"]
            given = [f"--feeds={folder}/list.txt", f"--store={folder}/store", f"--config={folder}/newsheaf.yaml", "--json"]
            times = Times(feeds)
            times.watch()
            with (folder / "log").open("wb") as log:
                command = [*NEWSHEAF, *own, *given, *(["--", *beam_args] if beam_args else [])]
                process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ)
                try:
                    times.follow(f"{folder}/store", options.seconds)
                finally:
                    process.send_signal(signal.SIGTERM)
                    process.wait(120)
            spans = times.spans(windows=name != "every")
            required = options.poll / 2 + options.window + MARGIN
            print(f"{name}: {len(spans['in all'])} items, polled every {options.poll} s, an edition every {options.window} s", end="; ")
            print(f"required of the half: {required:.1f} s; load {os.getloadavg()[0]:.1f}")
            for stage, seconds in spans.items():
                p50, p90, p99 = np.percentile(seconds, (50, 90, 99))
                print(f"  {stage:16} p50 {p50:6.2f}   p90 {p90:6.2f}   p99 {p99:6.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", default="every,prism,flink")
    parser.add_argument("--rate", type=float, default=5.0, help="items a second")
    parser.add_argument("--poll", type=int, default=10, help="seconds between polls of a feed")
    parser.add_argument("--window", type=int, default=10, help="seconds between editions")
    parser.add_argument("--seconds", type=int, default=120)
    options = parser.parse_args()
    for name in options.on.split(","):
        measure(name, options)


if __name__ == "__main__":
    main()
