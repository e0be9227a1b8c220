"""Two polls of a web of thousands of feeds in which every misbehaviour is mixed, judged from the servers' own log.

    python -m benchmarks.bench_hostile [--hosts N] [--delay SECONDS] [--seed N]

The shape is that of ../shared/data/feeds/kite-feeds.json where it is there (9,897 feeds, 5,551 hosts, 611 on one). ``newsheaf run`` asks it
twice, as of two times two hours apart, through a proxy. Required: no request to a registered domain earlier than its pace, its Crawl-delay
and its Retry-After allow; none that its robots.txt forbids; no item of a feed that is well lost; 95% of the unchanged feeds that are well
answered 304; and no edition held up by the slow.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.bench_poll import shape_of_load
from connectors.editions.documents import RejectRow, StoryRow
from connectors.editions.reading import load_latest, newest_rows, read_rows
from connectors.records import Pending
from connectors.store import open_store
from connectors.times import format_time
from pipelines.newsroom.load import many_stories
from tests.hostile_web import CRAWL_DELAY, HEALTHY, VICTIM, HostileWeb, running_hostile_web

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
APART = timedelta(hours=2)
SLACK = 0.03
"""Seconds by which arrivals may be closer together than their departures were, on a machine that is busy with both ends."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the log and the store say."""

    requests: int
    early: int  # requests to a domain sooner after the one before than its pace allows
    held: int  # requests to a host that had asked to wait
    forbidden: int  # requests for pages against robots.txt
    lost: int  # items of feeds that are well, which the store knows nothing of
    items: int
    unchanged: int  # second polls of feeds that are well and have nothing new
    answered_304: int
    seconds: tuple[float, ...]  # of each run
    summaries: tuple[dict[str, object], ...]

    @property
    def good(self) -> bool:
        """Whether all that is required holds."""
        return not (self.early or self.held or self.forbidden or self.lost) and self.answered_304 >= 0.95 * self.unchanged


def run_twice(web: HostileWeb, folder: Path, delay: float, deadline: float) -> Verdict:
    """Run newsheaf twice over a running web."""
    (folder / "feeds.txt").write_text("\n".join(web.feeds) + "\n")
    config = {
        "http": {
            "proxy": web.proxy_url, "delay_seconds": delay, "concurrency": 128, "total_timeout_seconds": 4, "read_timeout_seconds": 2,
            "max_bytes": 1_000_000,
        },
        "poll": {"deadline_seconds": deadline, "max_interval_seconds": 3_600}, "fetch": {"deadline_seconds": deadline},
    }  # fmt: skip
    (folder / "newsheaf.yaml").write_text(json.dumps(config))
    seconds, summaries = [], []
    for web.round in (1, 2):
        began = time.monotonic()
        command = [
            str(Path(sys.executable).with_name("newsheaf")), "run", "--feeds", str(folder / "feeds.txt"), "--store", str(folder / "store"),
            "--config", str(folder / "newsheaf.yaml"), "--as-of", format_time(AS_OF + APART * (web.round - 1)), "--json",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=3_600)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr)
        seconds.append(time.monotonic() - began)
        summaries.append(json.loads(done.stdout.splitlines()[-1]))
    return judge(web, folder / "store", delay, tuple(seconds), tuple(summaries))


def judge(web: HostileWeb, store: Path, delay: float, seconds: tuple[float, ...], summaries: tuple[dict[str, object], ...]) -> Verdict:
    """Of both runs together."""
    expected = {web.url(host, item) for host, item in expected_items(web)}
    well = ((host, n) for host, count in web.counts.items() if web.behaviour[host] == "well" for n in range(count))
    unchanged = [(host, n) for host, n in well if not web.is_new(host, n)]
    read = {(r.host, r.path) for r in web.log if r.round == 1 and r.status == 200}
    asked_again = {(r.host, r.path): r.status for r in web.log if r.round == 2 and (r.host, r.path) in read}
    statuses = [asked_again[host, f"/feed/{n}"] for host, n in unchanged if (host, f"/feed/{n}") in asked_again]
    return Verdict(
        requests=len(web.log), early=sum(early(web, delay)), held=sum(held(web)), forbidden=sum(forbidden(web)),
        lost=len(expected - accounted_for(store)), items=len(expected), unchanged=len(statuses), answered_304=statuses.count(304),
        seconds=seconds, summaries=summaries,
    )  # fmt: skip


def expected_items(web: HostileWeb) -> Iterator[tuple[str, int]]:
    """The items that feeds which are well have listed to whoever asked them in full."""
    answered: dict[tuple[str, str], int] = {}
    for request in web.log:
        if request.status == 200 and request.path.startswith(("/feed/", "/new/")):
            answered[request.host, request.path.rpartition("/")[2]] = request.round
    for (host, number), round in answered.items():
        if web.behaviour[host] in HEALTHY:
            yield from ((host, item) for item in web.items(host, int(number), round))


def accounted_for(store: Path) -> set[str]:
    """The links of all that the store knows: stories, rejects, and what is pending."""
    opened = open_store(str(store))
    latest = load_latest(opened)
    assert latest is not None
    found = {url for row in newest_rows(opened, latest.manifest, "stories", StoryRow) for url in (row.url, row.link)}
    found |= {row.url for row in newest_rows(opened, latest.manifest, "rejects", RejectRow)}
    found |= {pending.entry.url for pending in read_rows(opened, latest.manifest, "pending", Pending) if pending.entry}
    return found


def by_host(web: HostileWeb) -> dict[tuple[int, str], list[float]]:
    """Arrivals by round and host; each host here is a registered domain."""
    arrivals: dict[tuple[int, str], list[float]] = defaultdict(list)
    for request in web.log:
        arrivals[request.round, request.host].append(request.at)
    return arrivals


def early(web: HostileWeb, delay: float) -> Iterator[bool]:
    """For every request whether it came sooner than the pace of its domain allows."""
    for (_, host), arrivals in by_host(web).items():
        pace = max(delay, CRAWL_DELAY) if web.robots.get(host) == "crawl delay" else delay
        paced = [r.at for r in web.log if r.host == host and not r.path.startswith("/feed/")] if pace > delay else arrivals
        for one, other in zip(sorted(paced), sorted(paced)[1:], strict=False):
            yield other - one < pace - SLACK


def held(web: HostileWeb) -> Iterator[bool]:
    """For every request to a host that had asked to wait for longer than the runs are apart, whether it came nevertheless."""
    waiting: set[str] = set()
    for request in sorted(web.log, key=lambda request: request.at):
        yield request.host in waiting
        if request.status == 429 or (request.status == 503 and request.path.startswith("/feed/")):
            waiting.add(request.host)


def forbidden(web: HostileWeb) -> Iterator[bool]:
    """For every request for a page whether robots.txt forbids it."""
    for request in web.log:
        if request.path.startswith("/news/"):
            yield web.robots[request.host] in ("disallow news", "disallow all", "failing")


def make_web(hosts: int, seed: int) -> HostileWeb:
    """The web with so many hosts, evenly taken from the shape of a real list."""
    shape: Sequence[int] = shape_of_load()
    stride = max(1, len(shape) // hosts)
    shape = shape[::stride][:hosts]
    return HostileWeb(shape, many_stories(2 * sum(shape) + 2, seed), AS_OF, seed)


def main() -> None:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=100_000)
    parser.add_argument("--delay", type=float, default=0.1)
    parser.add_argument("--deadline", type=float, default=240.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    web = make_web(options.hosts, options.seed)
    print(f"{len(web.feeds)} feeds on {len(web.hosts) + 1} hosts, {max(web.shape)} on one", flush=True)
    print(", ".join(f"{name} {count}" for name, count in Counter(web.behaviour.values()).most_common()), flush=True)
    with running_hostile_web(web), tempfile.TemporaryDirectory() as folder:
        verdict = run_twice(web, Path(folder), options.delay, options.deadline)
    for summary in verdict.summaries:
        print(json.dumps(summary)[:2_000])
    took = ", ".join(f"{seconds:.0f}" for seconds in verdict.seconds)
    print(f"runs of {took} s; {verdict.requests:,} requests; to the victim {sum(r.host == VICTIM for r in web.log)}")
    print(f"early {verdict.early}, in spite of Retry-After {verdict.held}, against robots.txt {verdict.forbidden}")
    print(f"lost {verdict.lost} of {verdict.items:,} items")
    print(f"unchanged feeds answered 304: {verdict.answered_304} of {verdict.unchanged}")
    print("all that is required holds" if verdict.good else "REQUIRED: not met")


if __name__ == "__main__":
    main()
