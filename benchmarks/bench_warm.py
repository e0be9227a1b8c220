"""What an edition costs a process that stays, beside how many live stories: nothing new, and new stories; beside a run that starts anew.

python -m benchmarks.bench_warm [--live 20000] [--new 200] [--editions 7]

Processor seconds of this process, the median of the editions. "Nothing new" looks at LATEST and publishes the cursors of 300 unchanged
feeds. New stories are given, so extraction isn't in the figures; folding, bundling, publishing and state are.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.inputs import newsroom_stories, write_rows
from connectors.records import Cursor, FeedOutcome
from connectors.store import open_store
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


def unchanged(at: datetime) -> list[FeedOutcome]:
    """What polling says of feeds that have nothing new."""
    urls = [f"http://feed-{n}.example/rss.xml" for n in range(FEEDS)]
    return [
        FeedOutcome(feed=url, status="unchanged", cursor=Cursor(feed=url, url=url, checked=at, due=at + MINUTE)) for url in urls
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--live", type=int, default=20_000)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--editions", type=int, default=7)
    options = parser.parse_args()
    rows = newsroom_stories(options.live + options.new * (options.editions + 1))
    with tempfile.TemporaryDirectory(prefix="newsheaf-bench-") as folder, Silent() as progress:
        store, config = str(Path(folder) / "store"), Config.of(run={"processes": 1})
        live = write_rows(Path(folder) / "live.jsonl", rows[: options.live])
        run(RunPlan(store=store, config=config, as_of=AS_OF, stories=(str(live),)), progress)
        cuts = [rows[at : at + options.new] for at in range(options.live, len(rows), options.new)]
        parts = [str(write_rows(Path(folder) / f"{n}.jsonl", cut)) for n, cut in enumerate(cuts)]
        plan = RunPlan(store=store, config=config, as_of=AS_OF, stories=(parts[0],))
        opened = open_store(store)
        began = time.process_time()
        run(RunPlan(store=store, config=config, as_of=AS_OF + MINUTE, stories=(parts[0],)), progress)
        cold = time.process_time() - began
        maker = EditionMaker(StoreState.of(opened, open_or_create(opened, config.parameters())), edition_settings(plan))
        process = Resident(plan, Residence(every=MINUTE), progress, lambda summary: None)
        new, nothing = [], []
        for n, part in enumerate(parts[1:], 1):
            process._plan = RunPlan(store=store, config=config, as_of=AS_OF, stories=(part,))
            began = time.process_time()
            process.make(maker, AS_OF + 2 * n * MINUTE)
            new.append(time.process_time() - began)
            at = AS_OF + (2 * n + 1) * MINUTE
            began = time.process_time()
            maker.publish(gather(unchanged(at)), at)
            nothing.append(time.process_time() - began)
        process._pool.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"beside {options.live:,} live stories, seconds of CPU:")
    print(f"  nothing new              {statistics.median(nothing[1:]):.3f}")
    print(f"  {options.new} new, first edition    {new[0]:.2f}, then {statistics.median(new[1:]):.2f}")
    print(f"  {options.new} new, a run in a warm interpreter  {cold:.2f}")
    print(f"  most memory              {memory:,.0f} MB")


if __name__ == "__main__":
    main()
