"""``make bench``: the whole job against a bare loop over trafilatura, an empty run, and the memory of 20,000 stories.

    python -m benchmarks [--rounds N] [--minutes M] [--only pages,empty,stories] [--check]

Every figure is of the ``newsheaf`` command as an operator runs it: a process of its own, start-up included. What is compared
takes turns within a round (A B A B …), so that whatever else the machine does hits both alike; ratios are medians over the
rounds. Prints a table and writes ``bench-results/bench.json``. ``--check`` exits 1 when a required figure is missed.
What is measured and what came out is told in docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.inputs import newsroom_pages, newsroom_stories, real_pages, without_entries, write_rows
from benchmarks.processes import Measured, measure
from connectors.editions.reading import load_latest
from connectors.store import open_store
from connectors.times import format_time

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench-results"
PAGES, STORIES = 500, 20_000
PARTS = ("stories", "empty", "pages")
SECONDS = 900.0  # after which one command is given up
AS_OF = "2026-03-10T{:02}:{:02}:00Z"

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Bench</title><link>http://bench.example/</link><description>one item</description>
<item><guid isPermaLink="false">bench-1</guid><title>Bridge over the river reopens after repairs</title>
<pubDate>Mon, 09 Mar 2026 06:00:00 GMT</pubDate><description>The bridge over the river was opened again on Monday, after
repairs that had taken eleven months and kept the valley's two towns apart, as the district council said.</description></item>
</channel></rss>
"""


@dataclass
class Row:
    """One line of the table."""

    part: str
    what: str
    figures: dict[str, float] = field(default_factory=dict)
    must: str = ""
    aim: str = ""
    met: bool | None = None


class Bench:
    """A folder to work in, and ``newsheaf`` run in it as an installed command runs: with its bytecode compiled."""

    def __init__(self, folder: Path, rounds: int, deadline: float) -> None:
        self.folder, self.rounds, self.deadline = folder, rounds, deadline
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSHEAF_") and name != "PYTHONDONTWRITEBYTECODE"}
        self.environment = kept | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        self.environment["NEWSHEAF_HTTP_ALLOW"] = "127.0.0.1"  # where ``serve`` is
        self._stores = 0

    def new_store(self) -> str:
        self._stores += 1
        return str(self.folder / f"store-{self._stores}")

    def python(self, *arguments: str) -> Measured:
        return measure([sys.executable, *arguments], self.environment, self.folder, SECONDS)

    def newsheaf(self, store: str, *arguments: str, processes: int = 0, at: str = AS_OF.format(0, 0)) -> tuple[Measured, dict[str, Any]]:
        """One ``newsheaf run`` and its summary."""
        self.environment["NEWSHEAF_RUN_PROCESSES"] = str(processes)
        command = "from pipelines.commands import main; main()"
        measured = self.python("-c", command, "run", *arguments, "--store", store, "--as-of", at, "--json")
        return measured, json.loads(measured.output.splitlines()[-1])

    def turns(self, steps: dict[str, Callable[[], dict[str, float]]]) -> dict[str, list[dict[str, float]]]:
        """Run the steps in turn, round for round, while there is time: always one round, no more than ``rounds``."""
        taken: dict[str, list[dict[str, float]]] = {name: [] for name in steps}
        for number in range(self.rounds):
            began = time.monotonic()
            for name, step in steps.items():
                taken[name].append(step())
                say(f"  {name}, round {number + 1}: " + ", ".join(f"{key} {value:.2f}" for key, value in taken[name][-1].items()))
            if time.monotonic() + (time.monotonic() - began) > self.deadline:
                break
        return taken


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="at most this many of each")
    parser.add_argument("--minutes", type=float, default=9.0, help="no further round is begun that would end later")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to run, in their order: %(default)s")
    parser.add_argument("--check", action="store_true", help="exit 1 when a required figure is missed")
    options = parser.parse_args()
    parts = [part for part in PARTS if part in options.only.split(",")]
    load = os.getloadavg()[0]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="newsheaf-bench-") as folder:
        bench = Bench(Path(folder), options.rounds, time.monotonic() + 60 * options.minutes)
        warm_up(bench)
        for part in parts:
            rows += {"pages": bench_pages, "empty": bench_empty, "stories": bench_stories}[part](bench)
    print_table(rows)
    RESULTS.mkdir(exist_ok=True)
    loads = {"load_before": load, "load_after": os.getloadavg()[0]}
    machine: dict[str, Any] = {"cores": os.cpu_count(), "python": platform.python_version(), **loads}
    found = {"machine": machine, "rows": [asdict(row) for row in rows]}
    (RESULTS / "bench.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    say(f"written to {RESULTS / 'bench.json'}")
    return 1 if options.check and any(row.met is False for row in rows) else 0


def warm_up(bench: Bench) -> None:
    """Compile what will be imported, as installing does, and bring it into the file cache."""
    say("warming up")
    pages = write_rows(bench.folder / "warm.jsonl", newsroom_pages(8))
    bench.newsheaf(bench.new_store(), "--pages", str(pages), processes=1)
    bench.python("-m", "benchmarks.bare_loop", str(pages))


# --- pages a second


def bench_pages(bench: Bench) -> list[Row]:
    """500 pages with their entries against the bare loop; beside it the same without entries, and as stories."""
    sets = {"real pages": real_pages(PAGES), "newsroom pages": newsroom_pages(PAGES)}
    rows: list[Row] = []
    for name, pages in sets.items():
        if not pages:
            continue
        size = sum(len(page["html"]) for page in pages) / len(pages) / 1000
        say(f"{len(pages)} {name} of {size:.0f} kB on average")
        required = name == next(n for n, p in sets.items() if p)
        rows += page_rows(bench, name, pages, required=required)
    stories = write_rows(bench.folder / "stories-500.jsonl", newsroom_stories(PAGES))
    taken = bench.turns({"stories": partial(job, bench, PAGES, "--stories", stories, 0)})["stories"]
    rows.append(Row("pages", f"{PAGES} newsroom stories by --stories", middle(taken)))
    return rows


def page_rows(bench: Bench, name: str, pages: list[dict[str, Any]], *, required: bool) -> list[Row]:
    """The rows of one set of pages; only real pages, where they are at hand, are held to the required figures."""
    slug = name.replace(" ", "-")
    given = write_rows(bench.folder / f"{slug}.jsonl", pages)
    plain = write_rows(bench.folder / f"{slug}-plain.jsonl", without_entries(pages))
    count = len(pages)
    taken = bench.turns({
        "bare loop": partial(bare, bench, given),
        "one worker": partial(job, bench, count, "--pages", given, 1),
        "two workers": partial(job, bench, count, "--pages", given, 2),
        "two workers, no entries": partial(job, bench, count, "--pages", plain, 2),
    })
    base = taken.pop("bare loop")
    rows = [Row("pages", f"{count} {name}: bare loop, one core", middle(base))]
    for step, (must, aim) in zip(taken, ((0.9, 1.2), (1.6, 2.0), (0.0, 0.0)), strict=True):
        figures = middle(taken[step])
        for ratio, of in (("ratio", "per_second"), ("ratio_without_start", "per_second_without_start"), ("ratio_cpu", "per_cpu_second")):
            figures[ratio] = median(one[of] / other[of.replace("_without_start", "")] for one, other in zip(taken[step], base, strict=True))
        row = Row("pages", f"{count} {name}: newsheaf run, {step}", figures)
        if required and must:
            row.must, row.aim, row.met = f"ratio ≥ {must}", f"{aim}", figures["ratio"] >= must
        rows.append(row)
    return rows


def bare(bench: Bench, pages: Path) -> dict[str, float]:
    """The loop alone: its imports are not counted."""
    said = json.loads(bench.python("-m", "benchmarks.bare_loop", str(pages)).output)
    count, wall, cpu = said["pages"], said["wall"], said["cpu"]
    return {"seconds": wall, "cpu_seconds": cpu, "per_second": count / wall, "per_cpu_second": count / cpu}


def job(bench: Bench, count: int, option: str, source: Path, processes: int) -> dict[str, float]:
    """The whole command, from its start to its end."""
    measured, summary = bench.newsheaf(bench.new_store(), option, str(source), processes=processes)
    done = summary["counts"]["originals"] + summary["counts"]["copies"]
    if done < 0.9 * count:
        raise RuntimeError(f"of {count} items only {done} became stories: {summary['counts']}")
    without = summary["seconds"]["read state"] + summary["seconds"]["edition"]  # the other stages are parts of the edition
    return {
        "seconds": measured.wall, "cpu_seconds": measured.cpu, "per_second": count / measured.wall,
        "per_second_without_start": count / without, "per_cpu_second": count / measured.cpu, "peak_mb": measured.peak / 1e6,
    }  # fmt: skip


def middle(taken: list[dict[str, float]]) -> dict[str, float]:
    """The median of every figure."""
    return {name: median(each[name] for each in taken) for name in taken[0]}


# --- an empty run


def bench_empty(bench: Bench) -> list[Row]:
    """A store with an edition, and nothing to do: the feed isn't due, or it is and answers 304."""
    site = bench.folder / "site"
    site.mkdir()
    (site / "feed.xml").write_text(FEED, encoding="utf-8")
    with serve(site) as address:
        feeds = write_lines(bench.folder / "feeds.txt", f"{address}/feed.xml")
        store = bench.new_store()
        _, first = bench.newsheaf(store, "--feeds", str(feeds), at=AS_OF.format(0, 0))
        if first["counts"]["feeds_changed"] != 1 or first["counts"]["originals"] != 1:
            raise RuntimeError(f"the feed was not read: {first['counts']}")
        hours = iter(range(1, 24))

        def idle() -> dict[str, float]:
            measured, summary = bench.newsheaf(store, "--feeds", str(feeds), at=summary_time(store))
            assert summary["counts"]["feeds_due"] == 0, summary
            return {"seconds": measured.wall, "cpu_seconds": measured.cpu, "peak_mb": measured.peak / 1e6}

        def unchanged() -> dict[str, float]:
            measured, summary = bench.newsheaf(store, "--feeds", str(feeds), at=AS_OF.format(next(hours) * 3, 0))
            assert summary["counts"]["feeds_unchanged"] == 1, summary
            return {"seconds": measured.wall, "cpu_seconds": measured.cpu, "peak_mb": measured.peak / 1e6}

        taken = bench.turns({"nothing due": idle, "nothing new": unchanged})
    return [Row("empty", f"empty run, {name}", middle(each), "≤ 3 s", "", middle(each)["seconds"] <= 3.0) for name, each in taken.items()]


def summary_time(store: str) -> str:
    """The as-of of the store's newest edition: at that very moment nothing can be due again."""
    latest = load_latest(open_store(store))
    assert latest is not None, f"{store}: nothing has been published"
    return format_time(latest.manifest.as_of)


def write_lines(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A loopback server of a folder's files, with validators."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


# --- memory


def bench_stories(bench: Bench) -> list[Row]:
    """20,000 stories into an empty store: time, and the resident memory of the largest process."""
    stories = write_rows(bench.folder / "stories.jsonl", newsroom_stories(STORIES))
    say(f"{STORIES} stories")
    measured, summary = bench.newsheaf(bench.new_store(), "--stories", str(stories))
    assert summary["counts"]["given"] == STORIES, summary
    peak = max(measured.peak, measured.peak_sum)
    figures = {
        "seconds": measured.wall, "cpu_seconds": measured.cpu, "per_second": STORIES / measured.wall, "peak_mb": measured.peak / 1e6,
        "peak_all_mb": peak / 1e6,
    }  # fmt: skip
    return [Row("stories", f"{STORIES} newsroom stories by --stories", figures, "≤ 1500 MB", "", peak <= 1.5e9)]


# --- what is shown

COLUMNS = (
    ("seconds", "s", 1), ("cpu_seconds", "CPU s", 1), ("per_second", "/s", 1), ("ratio", "ratio", 2),
    ("ratio_without_start", "without start", 2), ("ratio_cpu", "CPU ratio", 2), ("peak_mb", "MB", 0),
)  # fmt: skip


def print_table(rows: list[Row]) -> None:
    """The rows as a table of plain text."""
    lines = [["what", *(heading for _, heading, _ in COLUMNS), "required", "aim", ""]]
    for row in rows:
        figures = [f"{row.figures[name]:,.{digits}f}" if name in row.figures else "" for name, _, digits in COLUMNS]
        lines.append([row.what, *figures, row.must, row.aim, {None: "", True: "met", False: "MISSED"}[row.met]])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("  ".join([line[0].ljust(widths[0]), *cells]).rstrip())


if __name__ == "__main__":
    sys.exit(main())
