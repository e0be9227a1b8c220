"""What an edition costs a process that stays, beside how many live stories: nothing new, and new stories; beside a run that starts anew.

python -m benchmarks.bench_warm [--live 20000 100000] [--new 200] [--editions 7]

Processor seconds of this process and its requests to the store, the median of the editions. "Nothing new" looks at LATEST and publishes the
cursors of 300 unchanged feeds. New stories are given, so extraction isn't in the figures; folding, bundling, publishing and state are.
The store grows from one number of live stories to the next; all of them lie within four days, in four languages.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.inputs import newsroom_stories, write_rows
from connectors.records import Cursor, FeedOutcome
from connectors.store import Blob, Store, open_store
from pipelines.batch import run
from pipelines.config import Config
from pipelines.inputs import edition_settings, open_or_create
from pipelines.plan import RunPlan
from pipelines.progress import Silent
from pipelines.resident import Residence, Resident
from transforms.publish import EditionMaker, gather
from transforms.state import StoreState

AS_OF = datetime(2026, 3, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FEEDS = 300
MOST_AT_ONCE = 10_000
"""Stories in one edition while a store grows."""


def unchanged(at: datetime) -> list[FeedOutcome]:
    """What polling says of feeds that have nothing new."""
    urls = [f"http://feed-{n}.example/rss.xml" for n in range(FEEDS)]
    return [
        FeedOutcome(feed=url, status="unchanged", cursor=Cursor(feed=url, url=url, checked=at, due=at + MINUTE)) for url in urls
    ]


class Counted:
    """A store that counts its requests and their bytes."""

    def __init__(self, inner: Store) -> None:
        self._inner, self.url = inner, inner.url
        self.gets = self.puts = self.read = self.written = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def get(self, key: str) -> Blob:
        blob = self._inner.get(key)
        self.gets, self.read = self.gets + 1, self.read + len(blob.data)
        return blob

    def put(self, key: str, data: bytes, **how: Any) -> str:
        self.puts, self.written = self.puts + 1, self.written + len(data)
        return self._inner.put(key, data, **how)

    def take(self) -> tuple[int, int, int, int]:
        taken = self.gets, self.puts, self.read, self.written
        self.gets = self.puts = self.read = self.written = 0
        return taken


@dataclass
class Figures:
    """What some editions took: seconds of CPU, and their requests (GETs, PUTs, bytes read, bytes written)."""

    seconds: list[float] = field(default_factory=list)
    requests: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, seconds: float, requests: tuple[int, int, int, int]) -> None:
        self.seconds.append(seconds)
        self.requests.append(requests)

    def __str__(self) -> str:
        gets, puts, read, written = (statistics.median(each) for each in zip(*self.requests[1:], strict=True))
        seconds = statistics.median(self.seconds[1:])
        return f"{seconds:6.3f} s, {gets:.0f} GETs ({read / 1e6:.1f} MB), {puts:.0f} PUTs ({written / 1e6:.2f} MB)"


class Growing:
    """A store whose editions are made one a minute, from stories that come in order."""

    def __init__(self, folder: Path, stories: Iterator[dict[str, str]], progress: Silent) -> None:
        self.folder, self.stories, self.progress = folder, stories, progress
        self.plan = RunPlan(store=str(folder / "store"), config=Config.of(run={"processes": 1}), as_of=AS_OF)
        self.made = self.live = 0

    def next_plan(self, count: int) -> RunPlan:
        """The plan of an edition of so many stories."""
        self.made += 1
        self.live += count
        path = write_rows(self.folder / "new.jsonl", islice(self.stories, count))
        return replace(self.plan, as_of=AS_OF + self.made * MINUTE, stories=(str(path),))

    def run(self, count: int) -> float:
        """Seconds of CPU of an edition in a run of its own, in this warm interpreter."""
        plan, began = self.next_plan(count), time.process_time()
        run(plan, self.progress)
        return time.process_time() - began

    def grow(self, live: int) -> None:
        while self.live < live:
            self.run(min(MOST_AT_ONCE, live - self.live))

    def stay(self, editions: int, count: int) -> tuple[Figures, Figures]:
        """A process that stays: editions of so many new stories, and after each one of nothing new."""
        opened = Counted(open_store(self.plan.store))
        maker = EditionMaker(StoreState.of(opened, open_or_create(opened, self.plan.config.parameters())), edition_settings(self.plan))
        process = Resident(self.plan, Residence(every=MINUTE), self.progress, lambda summary: None)
        new, nothing = Figures(), Figures()
        for _ in range(editions):
            process._plan = self.next_plan(count)
            opened.take()
            began = time.process_time()
            process.make(maker, process._plan.as_of)
            new.add(time.process_time() - began, opened.take())
            self.made += 1
            at, began = AS_OF + self.made * MINUTE, time.process_time()
            maker.publish(gather(unchanged(at)), at)
            nothing.add(time.process_time() - began, opened.take())
        process._pool.close()
        return new, nothing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--live", type=int, nargs="+", default=[20_000])
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--editions", type=int, default=7)
    options = parser.parse_args()
    rows = newsroom_stories(max(options.live) + len(options.live) * options.new * (options.editions + 1))
    with tempfile.TemporaryDirectory(prefix="newsheaf-bench-") as folder, Silent() as progress:
        store = Growing(Path(folder), iter(rows), progress)
        for live in sorted(options.live):
            store.grow(live)
            cold = store.run(options.new)
            new, nothing = store.stay(options.editions, options.new)
            print(f"beside {live:,} live stories, seconds of CPU and requests an edition:")
            print(f"  nothing new              {nothing}")
            print(f"  {options.new} new, first edition   {new.seconds[0]:6.2f} s, then {new}")
            print(f"  {options.new} new, a run in a warm interpreter  {cold:.2f} s")
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  most memory until now    {memory:,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
