"""The writer's lease: one holder, who is named to the others, and who may die."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from connectors.store import LeaseHeld, Store, acquire_lease, open_store
from tests.services import ROOT


def test_a_second_writer_is_told_who_holds_the_store(store: Store, store_url: str) -> None:
    with acquire_lease(store, "the first run", ttl=60) as lease:
        assert not lease.lost
        with pytest.raises(LeaseHeld, match="the first run, since 20") as refusal:
            acquire_lease(open_store(store_url), "the second run", ttl=60)
        assert refusal.value.holder == "the first run"
    with acquire_lease(open_store(store_url), "the second run", ttl=60) as lease:
        lease.release()
        lease.release()
    acquire_lease(store, ttl=60).release()


@pytest.mark.parametrize("store_url", ["minio"], indirect=True)
def test_a_job_need_not_wait_for_the_lease_of_its_own_killed_process(store: Store, store_url: str) -> None:
    killed = acquire_lease(store, "process 1", ttl=60, owner="the stream")
    for owner in ("", "another stream"):
        with pytest.raises(LeaseHeld, match="process 1"):
            acquire_lease(open_store(store_url), "somebody else", ttl=60, owner=owner)
    with acquire_lease(open_store(store_url), "process 2", ttl=60, owner="the stream") as lease:
        killed.release()  # it was only asleep, and doesn't give back what is another's
        assert killed.lost and not lease.lost
        with pytest.raises(LeaseHeld, match="process 2"):
            acquire_lease(store, "somebody else", ttl=60)
    acquire_lease(store, "somebody else", ttl=60).release()


def test_of_racing_writers_one_gets_the_lease(store_url: str) -> None:
    start = threading.Barrier(6)

    def race(number: int) -> object:
        start.wait()
        try:
            return acquire_lease(open_store(store_url), f"run {number}", ttl=60)
        except LeaseHeld as refusal:
            return refusal

    for _ in range(3):
        with ThreadPoolExecutor(6) as pool:
            results = list(pool.map(race, range(6)))
        leases = [result for result in results if not isinstance(result, LeaseHeld)]
        assert len(leases) == 1
        assert all(refusal.holder == leases[0].holder for refusal in results if isinstance(refusal, LeaseHeld))
        leases[0].release()


def test_the_lease_is_no_object_that_a_comparison_of_stores_would_meet(store: Store) -> None:
    with acquire_lease(store, ttl=60):
        pass
    assert set(store.keys()) <= {"v1/lease.json"}


HOLD = """
import sys, time
from connectors.store import acquire_lease, open_store
lease = acquire_lease(open_store(sys.argv[1]), "the doomed run", ttl=float(sys.argv[2]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("store_url", ["folder", "minio"], indirect=True)
def test_a_killed_writer_gives_way(store: Store, store_url: str) -> None:
    ttl = 3.0
    process = subprocess.Popen([sys.executable, "-c", HOLD, store_url, str(ttl)], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None and process.stdout.readline() == b"held\n"
        with pytest.raises(LeaseHeld, match="the doomed run"):
            acquire_lease(store, ttl=ttl)
        time.sleep(ttl + 2.5 if "://" in store_url else 0)  # longer than an unrenewed lease lives: its heart beats
        with pytest.raises(LeaseHeld, match="the doomed run"):
            acquire_lease(store, ttl=ttl)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + (ttl + 4 if "://" in store_url else 0.5)
    while True:
        try:
            acquire_lease(store, "the next run", ttl=ttl).release()
            break
        except LeaseHeld:
            assert time.monotonic() < deadline
            time.sleep(0.2)
