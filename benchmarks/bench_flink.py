"""Batches on a Flink cluster, at parallelism 1 and 2 by turns: wall time, and whose CPU it took.

    NEWSHEAF_FLINK_HOME=… NEWSHEAF_FLINK_JOB_SERVER=… python -m benchmarks.bench_flink [--pages N] [--rounds N] [--parallelism 1,2]

Starts what deploy/compose.yaml starts for Flink, as plain processes of this machine (see tests/deploy/plain_processes.py), and publishes
the sample newsroom's three editions from feeds into a folder for each parallelism; with ``--pages`` one edition of so many of its pages,
given by file. Says how long the jobs lasted by Flink's own clock, and whether all stores are alike to the byte.

CPU is read from /proc, for each service with all its descendants; "orphans" are the extraction processes of workers that were ended.
Prints a row for every run and the median ratios to the first parallelism.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.inputs import newsroom_pages, write_rows
from benchmarks.processes import PR_SET_CHILD_SUBREAPER, descendants
from pipelines.cluster import FlinkRest
from pipelines.newsroom.server import NewsroomServer
from pipelines.newsroom.world import MOMENTS, START, build_world
from tests.deploy.plain_processes import Stack, running
from tests.end_to_end.runs import AS_OF, differences, newsroom_config, publish

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


def orphans_seconds(stack: Stack) -> float:
    """CPU of the processes that came to this one when their owner was ended, as far as they have ended, too."""
    ours = {process.pid for process in stack.processes.values()}
    with suppress(ChildProcessError):
        while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) and ended.si_pid not in ours:
            os.waitpid(ended.si_pid, 0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def beam_args(stack: Stack, parallelism: int) -> tuple[str, ...]:
    return (
        "--runner=PortableRunner",
        f"--job_endpoint=127.0.0.1:{stack.port(8099)}",
        f"--flink_master=127.0.0.1:{stack.port(8081)}",
        "--environment_type=EXTERNAL",
        f"--environment_config=127.0.0.1:{stack.port(50000)}",
        f"--parallelism={parallelism}",
    )


def publish_newsroom(folder: Path, args: tuple[str, ...]) -> int:
    """Three editions; how many stories they have."""
    stories = 0
    with NewsroomServer(build_world(), slow_seconds=0.5) as server:
        for moment in MOMENTS:
            server.now = START + moment
            config = newsroom_config(server)
            for summary in publish(str(folder), as_of=START + moment, feeds=(server.feeds_url,), config=config, beam_args=args):
                stories += summary.counts.originals + summary.counts.copies
    return stories


def publish_pages(pages: Path, folder: Path, args: tuple[str, ...]) -> int:
    """One edition; how many stories it has."""
    (summary,) = publish(str(folder), as_of=AS_OF, pages=(str(pages),), beam_args=args)
    return summary.counts.originals + summary.counts.copies


def measure(stack: Stack, work: Any, folder: Path, parallelism: int) -> dict[str, float]:
    """Seconds of wall time, of Flink's jobs, and of CPU by service and in all, and how many stories came out."""
    rest = FlinkRest(f"http://127.0.0.1:{stack.port(8081)}")
    known = {job["jid"] for job in rest.get("/jobs/overview")["jobs"]}
    before = {name: cpu_seconds(stack.processes[name].pid) for name in SERVICES}
    orphans, client, began = orphans_seconds(stack), time.process_time(), time.monotonic()
    stories = work(folder, beam_args(stack, parallelism))
    wall = time.monotonic() - began
    jobs = [job["duration"] / 1000 for job in rest.get("/jobs/overview")["jobs"] if job["jid"] not in known]
    time.sleep(2)  # for the processes that are about to end
    taken = {name: cpu_seconds(stack.processes[name].pid) - before[name] for name in SERVICES}
    taken |= {"orphans": orphans_seconds(stack) - orphans, "client": time.process_time() - client}
    return {"wall": wall, "jobs": sum(jobs), **taken, "cpu": sum(taken.values()), "stories": stories}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=0, metavar="N", help="one edition of N given pages in place of the newsroom's feeds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parallelism", default="1,2")
    arguments = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    degrees = [int(each) for each in arguments.parallelism.split(",")]
    rows: dict[int, list[dict[str, float]]] = {degree: [] for degree in degrees}
    with tempfile.TemporaryDirectory(prefix="newsheaf-bench-") as name:
        folder = Path(name)
        (folder / "stack").mkdir()
        feeds = folder / "feeds.txt"
        feeds.write_text("https://ledger.example/feed\n")
        work: Any = publish_newsroom
        if arguments.pages:
            work = partial(publish_pages, write_rows(folder / "pages.jsonl", newsroom_pages(arguments.pages)))
        with running(folder / "stack", feeds, SERVICES) as stack:
            measure(stack, work, folder / "first", degrees[0])  # classes are loaded, fork servers are up
            for number in range(arguments.rounds):
                for degree in degrees:
                    row = measure(stack, work, folder / f"{number}-{degree}", degree)
                    rows[degree].append(row)
                    row["unlike"] = len(differences(folder / "first", folder / f"{number}-{degree}"))
                    print(f"round {number + 1}, parallelism {degree}:", *(f"{key} {value:.1f}" for key, value in row.items()), flush=True)
    for degree in degrees[1:]:
        pairs = list(zip(rows[degrees[0]], rows[degree], strict=True))
        ratios = {key: median(two[key] / one[key] for one, two in pairs) for key in ("wall", "jobs", "worker-pool", "taskmanager", "cpu")}
        print(f"parallelism {degree} to {degrees[0]}:", *(f"{key} {value:.2f}" for key, value in ratios.items()))


if __name__ == "__main__":
    main()
