"""``newsheaf stream`` on a real Flink under fire: what deploy/compose.yaml starts is killed in turn while feeds go on, and is started again.

    make chaos-flink ARGS="--minutes 3 --rate 20 --seed 20 --log chaos-flink.log"

needs MinIO (`make services`), Flink (NEWSHEAF_FLINK_HOME) and Beam's job server (NEWSHEAF_FLINK_JOB_SERVER), and the machine for itself.
At the end every listed item must be one story, once, in its first revision, the store must verify, and nothing may have grown but by what is
live. Exit code 0 where all of that is so.
"""

from __future__ import annotations

import argparse
import math
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from connectors.store import S3Settings, open_store
from pipelines.cluster import ClusterError, FlinkRest
from tests.chaos import processes
from tests.chaos.ledger import Ledger, judge
from tests.chaos.plan import Fault, draw_plan
from tests.chaos.report import Done, Sample
from tests.chaos.verdict import tell
from tests.deploy.plain_processes import ORDER, Stack, running
from tests.live_feeds import LiveFeeds, running_live_feeds

PATIENCE = 420.0
"""Seconds that anything waited for may take: a store held by nobody that lives, a job that fails some times until all it needs is there."""
SAMPLE_SECONDS = 5.0
LISTED_SECONDS = 280
"""How long a feed lists an item: what falls out of it unread is nobody's fault but the test's."""
PARALLELISM = 2


@dataclass
class Chaos:
    """One run: the source, the store, the stack, what was done to it, and what was seen."""

    feeds: LiveFeeds
    ledger: Ledger
    stack: Stack
    dice: random.Random
    log: TextIO
    began: float = field(default_factory=time.time)
    done: list[Done] = field(default_factory=list)
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    checkpoints: dict[str, tuple[int, int]] = field(default_factory=dict)  # bytes, milliseconds
    failed_checkpoints: dict[str, int] = field(default_factory=dict)  # by job
    usual: int = 400  # items behind at which a stream is on time
    furthest: int = 0  # items that the store was ever behind
    _sampled: float = 0.0
    _born: dict[int, float] = field(default_factory=dict)

    def say(self, text: str) -> None:
        line = f"{time.time() - self.began:7.1f}  {text}"
        print(line, file=self.log, flush=True)
        print(line, flush=True)

    @property
    def rest(self) -> FlinkRest:
        return FlinkRest(f"http://127.0.0.1:{self.stack.port(8081)}", timeout=2.0)

    @property
    def behind(self) -> int:
        """Items listed and not yet published."""
        return self.feeds.count - self.ledger.look()

    def step(self) -> None:
        """Tend, look, sample, and wait a moment."""
        for name in self.stack.tend():
            self.say(f"{name} is started again")
        behind = self.behind
        self.furthest = max(self.furthest, behind)
        if self.done and math.isnan(self.done[-1].caught_up) and behind <= max(self.done[-1].behind, self.usual):
            self.done[-1] = replace(self.done[-1], caught_up=time.time())
        if time.time() - self._sampled >= SAMPLE_SECONDS:
            self._sampled = time.time()
            self._sample()
        time.sleep(0.2)

    def watch(self, seconds: float) -> None:
        until = time.time() + seconds
        while time.time() < until:
            self.step()

    def wait_for(self, what: Callable[[], bool], named: str, seconds: float = PATIENCE) -> None:
        began = time.time()
        while not what():
            if time.time() - began > seconds:
                raise AssertionError(f"waited {seconds:.0f} s for {named}: {self.behind} behind; {self.tail()}")
            self.step()

    def wait_for_edition(self) -> None:
        newest = self.ledger.newest
        self.wait_for(lambda: self.ledger.newest != newest, "an edition")

    def tail(self) -> str:
        return "\n".join(f"--- {name}\n{self.stack.log(name).read_text(errors='replace')[-1500:]}" for name in ("stream", "worker-pool", "taskmanager"))

    # --- what is seen

    def workers(self) -> list[int]:
        """The processes in which stages work: what the pool's server has forked."""
        pool = self.stack.processes["worker-pool"].pid
        return sorted(pid for server in processes.children(pool) for pid in processes.children(server))

    def _sample(self) -> None:
        now, live, workers = time.time(), self.ledger.look(), self.workers()
        weighed = {name: (process.pid, [process.pid]) for name, process in self.stack.processes.items() if name != "buckets" and process.poll() is None}
        if "worker-pool" in weighed:
            weighed["worker-pool"] = (max(workers, default=weighed["worker-pool"][0]), processes.tree(weighed["worker-pool"][0]))
        for pid in workers[-1:]:
            weighed["worker"] = (pid, [pid])
        for name, (leader, members) in weighed.items():
            life = now - self._born.setdefault(leader, now) if workers or name != "worker-pool" else 0.0
            self.samples.setdefault(name, []).append(Sample(now, life, processes.weight(members), live))
        with suppress(ClusterError, KeyError, TypeError):
            for job in self.rest.all_jobs():
                told = self.rest.get(f"/jobs/{job.id}/checkpoints")
                self.failed_checkpoints[job.id] = max(self.failed_checkpoints.get(job.id, 0), told["counts"]["failed"])
                for one in told["history"]:
                    if one["status"] == "COMPLETED":
                        self.checkpoints[f"{job.id}/{one['id']}"] = one["state_size"], one["end_to_end_duration"]

    # --- what is done

    def do(self, fault: Fault) -> None:
        behind = self.behind
        self.say(f"{fault.kind}: {behind} behind, {len(self.ledger.seen)} editions")
        at = time.time()
        more = {"worker": self.kill_a_worker, "minio": lambda: self.stop_the_store(fault.seconds), "stop": self.stop_and_rescale, "cancel": self.cancel}
        note = more[fault.kind]() if fault.kind in more else self.kill(fault.kind)
        self.wait_for_edition()
        self.done.append(Done(fault.kind, at, behind, note))
        self.say(f"{fault.kind}: an edition after {time.time() - at:.1f} s, {self.behind} behind")

    def kill(self, name: str) -> str:
        if name == "jobmanager":
            self.at_parallelism(PARALLELISM)
        self.stack.kill(name)
        return ""

    def kill_a_worker(self) -> str:
        self.wait_for(lambda: bool(self.workers()), "a worker")
        processes.kill([self.dice.choice(self.workers())])
        return ""

    def stop_the_store(self, seconds: float) -> str:
        self.stack.stop_one("minio")
        self.watch(seconds)
        self.stack.launch("minio")
        return f"{seconds:.0f} s away"

    def at_parallelism(self, number: int) -> None:
        """The next start of the stream has so many subtasks."""
        command = self.stack.services["stream"]["command"]
        command[:] = [f"--parallelism={number}" if each.startswith("--parallelism=") else each for each in command]

    def stop_and_rescale(self) -> str:
        """``newsheaf stream --stop``; the client is started again as it ends, and hands over a new job."""
        self.at_parallelism(1)
        command = self.stack.command("stream")
        began, store = time.time(), next(argument for argument in command if argument.startswith("--store="))
        done = subprocess.run(
            [*command[:4], "--stop", store, "--", f"--flink_master=127.0.0.1:{self.stack.port(8081)}"],
            env=self.stack.environment("stream"), cwd=self.stack.folder, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"stream --stop: {done.returncode}: {done.stderr[-2000:]}")
        return f"stopped in {time.time() - began:.1f} s, then parallelism 1"

    def cancel(self) -> str:
        """As in Flink's own web page: nobody gives the lease back."""
        self.at_parallelism(PARALLELISM)
        for job in self.rest.jobs(lambda name: True):
            self.rest.cancel(job)
        return f"then parallelism {PARALLELISM}"


def run(options: argparse.Namespace, folder: Path, log: TextIO) -> list[str]:
    """One whole run; what was wrong."""
    lists = folder / "feeds.txt"
    lists.write_text("\n")
    with running_live_feeds(options.rate, options.minutes * 60 + 900, options.seed, listed=int(options.rate * LISTED_SECONDS / 8)) as feeds:
        lists.write_text("\n".join(feeds.feeds) + "\n")
        settings = {"HTTP_PROXY": feeds.proxy_url, "HTTP_DELAY_SECONDS": "0", "HTTP_CONCURRENCY": "16", "POLL_INTERVAL_SECONDS": f"{options.poll:g}",
                    "POLL_MAX_INTERVAL_SECONDS": f"{options.poll:g}"}  # fmt: skip
        environment = {f"NEWSHEAF_{name}": value for name, value in settings.items()}
        (folder / "stack").mkdir()
        with running(folder / "stack", lists, ORDER, environment, NEWSHEAF_EDITION_EVERY=f"{options.every:g}s", NEWSHEAF_PARALLELISM=str(PARALLELISM)) as stack:
            given = stack.environment("stream")
            secret = Path(given["NEWSHEAF_S3_SECRET_KEY_FILE"]).read_text().strip()
            s3 = S3Settings(endpoint=given["NEWSHEAF_S3_ENDPOINT"], access_key=given["NEWSHEAF_S3_ACCESS_KEY"], secret_key=secret, attempts=1)
            chaos = Chaos(feeds, Ledger(open_store("s3://newsheaf", s3)), stack, random.Random(options.seed), log)
            chaos.usual = int(options.rate * (options.poll + 2 * options.every))
            return _drive(chaos, options)


def _drive(chaos: Chaos, options: argparse.Namespace) -> list[str]:
    counts = Counter({kind: int(number) for kind, number in (each.split("=") for each in options.faults.split(","))}) if options.faults else None
    plan = draw_plan(options.minutes, chaos.dice, counts)
    chaos.say(f"plan: {', '.join(f'{fault.kind} at {fault.at:.0f}' for fault in plan)}")
    chaos.wait_for(lambda: chaos.ledger.look() > 0, "the first edition")
    first = time.time()
    chaos.say(f"first edition, {chaos.behind} behind")
    for fault in plan:
        chaos.watch(first + fault.at - time.time())
        chaos.wait_for(lambda: chaos.behind <= 2 * chaos.usual, "the stream to have caught up")
        chaos.do(fault)
    chaos.wait_for(lambda: chaos.behind <= chaos.usual, "the stream to have caught up")
    calm = time.time()
    chaos.say("nothing is done to it any more")
    chaos.watch(max(first + options.minutes * 60 - calm, 30))
    count = chaos.feeds.stop()
    calm_end = time.time()
    chaos.say(f"the feeds end: {count} items, {chaos.behind} behind")
    chaos.wait_for(lambda: chaos.ledger.look() >= count, "the last story")
    chaos.watch(2 * options.every)
    chaos.say(f"all are published, in {len(chaos.ledger.seen)} editions")
    wrong: list[str] = []
    stories = []
    try:
        stories = judge(chaos.ledger, chaos.feeds)
    except AssertionError as error:
        wrong.append(f"the store is wrong: {str(error)[:3000]}")
    return tell(chaos, stories, (calm, calm_end), wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--rate", type=float, default=20.0, help="stories a second")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between editions")
    parser.add_argument("--poll", type=float, default=10.0, help="seconds between polls of a feed")
    parser.add_argument("--seed", default="20", help="of the plan and of the stories")
    parser.add_argument("--faults", default="", help="instead of twenty minutes' plan in proportion: worker=2,minio=1 …; any service is one, too")
    parser.add_argument("--log", type=Path, default=Path("chaos-flink.log"))
    parser.add_argument("--keep", type=Path, help="leave the stack's files and logs in this new folder")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):  # whatever ends this ends all that it started
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    with tempfile.TemporaryDirectory() as temporary, options.log.open("w", encoding="utf-8") as log:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True, parents=True)
        (folder / "probe").mkdir()
        probe = Stack(folder / "probe", folder)
        if lacking := sorted({probe.missing(name) for name in ORDER} - {""}):
            sys.exit(f"this machine lacks {'; '.join(lacking)}")
        try:
            wrong = run(options, folder.resolve(), log)
        except (AssertionError, RuntimeError, subprocess.TimeoutExpired) as error:
            wrong = [str(error)]
            print(f"FAILED: {error}", file=log)
    print("PASSED" if not wrong else f"FAILED: {'; '.join(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
