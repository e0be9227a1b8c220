"""``newsheaf run --every`` under fire: killed, ended, its store stopped, its workers killed, while the feeds go on. No story is lost or comes twice.

Three minutes; ``NEWSHEAF_CHAOS_MINUTES=20`` takes longer, ``NEWSHEAF_CHAOS_SEED`` throws other dice.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from connectors.store import S3Settings, open_store
from pipelines.commands.exits import FINE, HELD
from tests.chaos import processes
from tests.chaos.ledger import Ledger, judge
from tests.conftest import BUCKET
from tests.live_feeds import LiveFeeds, running_live_feeds
from tests.services import MinioProcess, find_minio, require

MINUTES = float(os.environ.get("NEWSHEAF_CHAOS_MINUTES", "3"))
SEED = os.environ.get("NEWSHEAF_CHAOS_SEED", "20")
RATE = 20.0
"""Items listed a second."""
EVERY = 4.0
"""Seconds between editions: a round of fetching has half of them, also when there is much to catch up with."""
LEASE = 3
"""Seconds for which a killed holder of the lease keeps the others out."""
FAULTS = (*["kill"] * 3, *["kill while publishing"] * 3, *["end"] * 2, *["kill a worker"] * 2, "stop the store", "run in between")
"""In an order that the dice choose; the store is stopped once more at the end, and what piled up is to be caught up with."""
SETTLED, LAST_LIFE = 3, 10
"""Editions of the last process after which its memory counts as settled, and those that it makes at least."""
MOST_GROWTH = 1.3
MOST_BEHIND = 1_000
"""Items that the store may be behind when the next fault comes: what falls out of a feed unread is nobody's fault but the test's."""
PATIENCE = 180.0
"""Seconds that anything waited for may take on a machine that is busy with other things."""


@dataclass
class Supervisor:
    """Keeps one ``newsheaf run --every`` alive, as systemd would, and remembers how each life ended."""

    arguments: list[str]
    folder: Path
    environment: dict[str, str]
    exits: Counter[int] = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "out").open("ab") as out, (self.folder / "err").open("ab") as err:
            self.process = subprocess.Popen([*self.arguments, "--every", f"{EVERY:g}s", "--json", "--metrics-file", str(self.folder / "newsheaf.prom")], stdout=out, stderr=err, env=self.environment)

    def tend(self) -> bool:
        """Start it again where it has ended; whether it runs."""
        assert self.process is not None
        code = self.process.poll()
        if code is None:
            return True
        self._ended(code, HELD)
        time.sleep(0.5)
        self.start()
        return False

    def kill(self) -> None:
        while self._signal(signal.SIGKILL, -signal.SIGKILL) == HELD:  # it had just met the lease of the life before
            self.start()

    def end(self) -> None:
        self._signal(signal.SIGTERM, FINE)

    def _signal(self, number: signal.Signals, expected: int) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._ended(code, expected, HELD, -number)  # it may have met a lease, or not have got as far as its handlers
        return code

    def _ended(self, code: int, *expected: int) -> None:
        self.exits[code] += 1
        if code not in expected:
            self.unexpected.append(f"exit code {code}: {self.tail()}")

    def workers(self) -> list[int]:
        """The processes of its pool: children of the server that it forks them from."""
        assert self.process is not None
        return sorted(pid for server in processes.children(self.process.pid) for pid in processes.children(server))

    def memory(self) -> float:
        """Of the process alone, in MB."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def tail(self) -> str:
        return (self.folder / "err").read_text(errors="replace")[-3000:]


@dataclass
class Chaos:
    """One test: the source, the store, the process, and what is done to them."""

    feeds: LiveFeeds
    ledger: Ledger
    life: Supervisor
    files: Path  # the store's files on the disk, also those of MinIO
    minio: MinioProcess | None
    dice: random.Random
    torn: int = 0  # kills that left an edition half written
    grown: int = 0  # times that more was published while the source went on
    furthest: int = 0  # items that the store was ever behind
    told: list[str] = field(default_factory=list)

    @property
    def behind(self) -> int:
        """Items listed and not yet published."""
        return self.feeds.count - self.ledger.look()

    def watch(self, seconds: float) -> None:
        """Let things go their way, with the process tended."""
        until = time.monotonic() + seconds
        before = self.ledger.look()
        while time.monotonic() < until:
            self.life.tend()
            self.furthest = max(self.furthest, self.behind)
            time.sleep(0.2)
        self.grown += self.ledger.look() > before

    def wait_for(self, what: Callable[[], bool], seconds: float = PATIENCE) -> float:
        """Until it is so, with the process tended; seconds that it took."""
        began = time.monotonic()
        while not what():
            assert time.monotonic() - began < seconds, f"waited {seconds} s: {self.life.tail()}"
            self.watch(0.2)
        return time.monotonic() - began

    def wait_for_edition(self) -> None:
        self.ledger.look()
        before = self.ledger.newest
        self.wait_for(lambda: self.ledger.newest != before)

    def do(self, fault: str) -> None:
        began, behind = time.monotonic(), self.behind
        {
            "kill": self.kill, "kill while publishing": self.kill_while_publishing, "end": self.end, "stop the store": self.stop_the_store,
            "kill a worker": self.kill_a_worker, "run in between": self.run_in_between,
        }[fault]()  # fmt: skip
        self.told.append(f"{fault}: {time.monotonic() - began:.1f} s, {behind} behind before it, {self.behind} after it")

    def kill(self) -> None:
        self.watch(self.dice.uniform(0, 2 * EVERY))
        self.life.kill()
        self.life.start()

    def kill_while_publishing(self) -> None:
        """A random moment after the first bundle of an edition has come, which LATEST doesn't name yet."""
        bundles, began = self.files / "v1" / "bundles", time.monotonic()
        before = bundles.stat().st_mtime_ns
        self.ledger.look()
        newest = self.ledger.newest
        while bundles.stat().st_mtime_ns == before:
            self.life.tend()
            assert time.monotonic() - began < PATIENCE, self.life.tail()
            time.sleep(0.001)
        time.sleep(self.dice.uniform(0, 0.06))
        self.life.kill()
        self.ledger.look()
        self.torn += self.ledger.newest == newest
        self.life.start()

    def end(self) -> None:
        self.watch(self.dice.uniform(0, 2 * EVERY))
        self.life.end()
        self.life.start()

    def stop_the_store(self) -> None:
        if self.minio is None:
            return self.kill()
        self.watch(self.dice.uniform(0, EVERY))
        self.minio.stop(kill=self.dice.random() < 0.5)
        self.watch(self.dice.uniform(5, 20))
        self.minio.start()
        return self.wait_for_edition()

    def kill_a_worker(self) -> None:
        self.wait_for(lambda: bool(self.life.workers()))
        self.watch(self.dice.uniform(0, EVERY))
        for pid in self.life.workers()[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def run_in_between(self) -> None:
        """A plain run goes on where one process left the store, and another goes on after it."""
        self.wait_for_edition()
        self.life.end()
        before = self.ledger.look()
        done = subprocess.run(self.life.arguments, env=self.life.environment, capture_output=True, timeout=PATIENCE, check=False)
        assert done.returncode == FINE, done.stderr.decode()[-3000:]
        assert self.ledger.look() > before
        self.life.start()


@pytest.mark.timeout(MINUTES * 120 + 600)
def test_no_story_is_lost_or_comes_twice_whatever_is_killed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if not processes.known():
        pytest.skip("finds the pool's processes in /proc, which is not there")
    if find_minio() == "" and os.environ.get("NEWSHEAF_REQUIRE_SERVICES") == "1":
        require(False, "MinIO")
    minio = MinioProcess(tmp_path) if find_minio() else None
    if minio is not None:
        request.addfinalizer(minio.stop)
        minio.start()
        minio.server.make_bucket(BUCKET)
    with running_live_feeds(RATE, MINUTES * 120 + 600, SEED) as feeds:
        chaos = _prepare(tmp_path, feeds, minio)
        life = chaos.life
        life.start()
        try:
            chaos.wait_for(lambda: chaos.ledger.look() > 0)
            until = time.monotonic() + MINUTES * 60 - 75
            rounds = max(1, round(MINUTES / 3))
            faults = [fault for _ in range(rounds) for fault in (*chaos.dice.sample(FAULTS, len(FAULTS)), "stop the store")]
            for number, fault in enumerate(faults):
                chaos.watch(chaos.dice.uniform(0, 2 * max(0.0, until - time.monotonic()) / (len(faults) - number) / 3))
                chaos.wait_for(lambda: chaos.behind <= MOST_BEHIND)
                chaos.do(fault)
            behind, before = chaos.behind, chaos.ledger.look()
            took = chaos.wait_for(lambda: chaos.behind <= 2 * EVERY * RATE)
            rate = (chaos.ledger.look() - before) / max(took, 0.1)
            chaos.told.append(f"caught up from {behind} behind in {took:.1f} s, {rate:.0f} a second; {chaos.furthest} behind at the worst")
            memory = _last_life(chaos)
            count = feeds.stop()
            chaos.wait_for(lambda: chaos.ledger.look() >= count)
            chaos.wait_for_edition()
            chaos.told.append(f"{count} stories in {int(chaos.ledger.newest[:8])} editions")
            life.end()
        finally:
            if life.process is not None:
                life.process.kill()
            print("\n".join([*chaos.told, f"exits {dict(life.exits)}, torn editions {chaos.torn}"]), file=sys.stderr)
        assert not life.unexpected, life.unexpected
        assert life.exits[-signal.SIGKILL] >= 6 * rounds and life.exits[FINE] + life.exits[HELD] >= 2 * rounds
        if not chaos.torn:
            warnings.warn("no kill came while an edition was being written: these dice tried less than they should", stacklevel=1)
        assert chaos.grown >= 5, "the store grew while the source went on"
        assert minio is None or chaos.furthest >= 5 * EVERY * RATE, "nothing was ever to be caught up with"
        assert memory[-1] <= MOST_GROWTH * memory[0], memory
        judge(chaos.ledger, feeds)
        told = re.search(r"^newsheaf_edition_number\{.*\} (\d+)$", (tmp_path / "newsheaf.prom").read_text(), re.MULTILINE)
        assert told and int(told[1]) >= int(chaos.ledger.newest[:8]) - 1, "it may end between the last edition and its metrics"


def _prepare(folder: Path, feeds: LiveFeeds, minio: MinioProcess | None) -> Chaos:
    url, files, settings = str(folder / "store"), folder / "store", S3Settings()
    environment = dict(os.environ)
    if minio is not None:
        url, files = f"s3://{BUCKET}/chaos", minio.data / BUCKET / "chaos"
        settings = S3Settings(endpoint=minio.server.endpoint, access_key=minio.server.access_key, secret_key=minio.server.secret_key, attempts=1)
        environment |= minio.server.environment() | {"NEWSHEAF_S3_LEASE_SECONDS": str(LEASE)}
    (folder / "feeds.txt").write_text("\n".join(feeds.feeds))
    config = {"http": {"proxy": feeds.proxy_url, "delay_seconds": 0, "concurrency": 16}, "poll": {"interval_seconds": 1, "max_interval_seconds": 1}}
    (folder / "newsheaf.yaml").write_text(json.dumps(config))
    command = [str(Path(sys.executable).with_name("newsheaf")), "run", "--feeds", str(folder / "feeds.txt"), "--store", url, "--config", str(folder / "newsheaf.yaml")]
    return Chaos(feeds, Ledger(open_store(url, settings)), Supervisor(command, folder, environment), files, minio, random.Random(SEED))


def _last_life(chaos: Chaos) -> list[float]:
    """Let the process live on undisturbed; its memory after each edition from the settled one on, in MB."""
    memory = []
    for number in range(LAST_LIFE):
        chaos.wait_for_edition()
        if number >= SETTLED:
            memory.append(chaos.life.memory())
    chaos.told.append(f"memory {memory[0]:.0f} MB after {SETTLED} editions, {memory[-1]:.0f} MB after {LAST_LIFE}")
    return memory
