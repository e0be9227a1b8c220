"""The sample newsroom in batches on a Flink cluster, at parallelism 1 and 2 by turns: wall time, and whose CPU it took.

    NEWSHEAF_FLINK_HOME=… NEWSHEAF_FLINK_JOB_SERVER=… python -m benchmarks.bench_flink [--rounds N] [--parallelism 1,2]

Starts what deploy/compose.yaml starts for Flink, as plain processes of this machine (see tests/deploy/plain_processes.py), and publishes
the newsroom's three editions into a folder for each parallelism. CPU is read from /proc, for each service with all its descendants.
Prints a row for every run and the median ratios to the first parallelism.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.processes import descendants
from pipelines.newsroom.server import NewsroomServer
from pipelines.newsroom.world import MOMENTS, START, build_world
from tests.deploy.plain_processes import Stack, running
from tests.end_to_end.runs import newsroom_config, publish

SERVICES = ("jobmanager", "taskmanager", "worker-pool", "job-server")


def cpu_seconds(pid: int) -> float:
    """CPU of a process, of all below it, and of those of their children that have ended and been waited for."""
    ticks = 0
    for each in descendants(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def run_newsroom(stack: Stack, folder: Path, parallelism: int) -> dict[str, float]:
    """Three editions; seconds of wall time and of CPU by service, and how many stories came out."""
    beam_args = (
        "--runner=PortableRunner",
        f"--job_endpoint=127.0.0.1:{stack.port(8099)}",
        f"--flink_master=127.0.0.1:{stack.port(8081)}",
        "--environment_type=EXTERNAL",
        f"--environment_config=127.0.0.1:{stack.port(50000)}",
        f"--parallelism={parallelism}",
    )
    before = {name: cpu_seconds(stack.processes[name].pid) for name in SERVICES}
    stories, began, editions = 0, time.monotonic(), []
    with NewsroomServer(build_world(), slow_seconds=0.5) as server:
        for moment in MOMENTS:
            server.now, at = START + moment, time.monotonic()
            config = newsroom_config(server)
            for summary in publish(str(folder), as_of=START + moment, feeds=(server.feeds_url,), config=config, beam_args=beam_args):
                stories += summary.counts.originals + summary.counts.copies
            editions.append(time.monotonic() - at)
    taken = {name: cpu_seconds(stack.processes[name].pid) - before[name] for name in SERVICES}
    return {"wall": time.monotonic() - began, "editions": sum(editions), **taken, "stories": stories}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parallelism", default="1,2")
    arguments = parser.parse_args()
    degrees = [int(each) for each in arguments.parallelism.split(",")]
    rows: dict[int, list[dict[str, float]]] = {degree: [] for degree in degrees}
    with tempfile.TemporaryDirectory(prefix="newsheaf-bench-") as name:
        folder = Path(name)
        (folder / "stack").mkdir()
        feeds = folder / "feeds.txt"
        feeds.write_text("https://ledger.example/feed\n")
        with running(folder / "stack", feeds, SERVICES) as stack:
            run_newsroom(stack, folder / "warm", degrees[0])  # classes are loaded, fork servers are up
            for number in range(arguments.rounds):
                for degree in degrees:
                    row = run_newsroom(stack, folder / f"{number}-{degree}", degree)
                    rows[degree].append(row)
                    print(f"round {number + 1}, parallelism {degree}:", *(f"{key} {value:.1f}" for key, value in row.items()), flush=True)
    for degree in degrees[1:]:
        pairs = list(zip(rows[degrees[0]], rows[degree], strict=True))
        ratios = {key: median(two[key] / one[key] for one, two in pairs) for key in ("wall", "worker-pool", "taskmanager")}
        print(f"parallelism {degree} to {degrees[0]}:", *(f"{key} {value:.2f}" for key, value in ratios.items()))


if __name__ == "__main__":
    main()
