"""The writer's lease: one holder, who is named to the others, and who may die."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from connectors.store import NOBODY, Blob, ConditionFailed, LeaseHeld, ObjectMissing, Owner, Store, StoreError, acquire_lease, open_store
from connectors.store.heartbeat import LEASE_KEY, HeartbeatLease
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
    killed = acquire_lease(store, "process 1", ttl=60, owner=Owner("the stream"))
    for owner in (NOBODY, Owner("another stream")):
        with pytest.raises(LeaseHeld, match="process 1"):
            acquire_lease(open_store(store_url), "somebody else", ttl=60, owner=owner)
    with acquire_lease(open_store(store_url), "process 2", ttl=60, owner=Owner("the stream")) as lease:
        killed.release()  # it was only asleep, and doesn't give back what is another's
        assert killed.lost and not lease.lost
        with pytest.raises(LeaseHeld, match="process 2"):
            acquire_lease(store, "somebody else", ttl=60)
    acquire_lease(store, "somebody else", ttl=60).release()


@pytest.mark.parametrize("store_url", ["minio"], indirect=True)
def test_a_job_that_is_started_anew_takes_the_lease_over_from_the_job_before_it(store: Store, store_url: str) -> None:
    """As after a crash of a whole cluster, when nobody has given it back. What is no job, and an earlier job, waits."""
    crashed = acquire_lease(store, "process 1", ttl=60, owner=Owner("stream-1", "2026-03-02T12:00:00Z"))
    with acquire_lease(open_store(store_url), "process 2", ttl=60, owner=Owner("stream-2", "2026-03-02T12:30:00Z")) as lease:
        for owner in (NOBODY, Owner("stream-1", "2026-03-02T12:00:00Z"), Owner("stream-3", "2026-03-02T12:30:00Z")):
            with pytest.raises(LeaseHeld, match="process 2"):
                acquire_lease(store, "somebody else", ttl=60, owner=owner)
        crashed.release()
        assert crashed.lost and not lease.lost
    with acquire_lease(store, "a run", ttl=60), pytest.raises(LeaseHeld, match="a run"):
        acquire_lease(store, "process 3", ttl=60, owner=Owner("stream-4", "2026-03-02T13:00:00Z"))


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


class Forgetful:
    """An object with conditions, as on a server; the answer to the beat that comes ``lost``-th doesn't arrive, though it was written."""

    def __init__(self, lost: int) -> None:
        self.data, self.puts, self._lost = b"", 0, lost

    def get_with_age(self, key: str) -> tuple[Blob, float]:
        if not self.data:
            raise ObjectMissing(key)
        return Blob(self.data, str(self.puts)), 0.0

    def put(self, key: str, data: bytes, *, content_type: str = "", if_absent: bool = False, if_etag: str = "") -> str:
        if (if_absent and self.data) or (if_etag and if_etag != str(self.puts)):
            raise ConditionFailed(key)
        self.data, self.puts = data, self.puts + 1
        if self.puts == self._lost:
            raise StoreError("stopped before it answered")
        return str(self.puts)


@pytest.mark.parametrize("lost", [2, 3])
def test_a_beat_whose_answer_got_lost_is_no_other_writer(lost: int) -> None:
    store = Forgetful(lost)
    lease = HeartbeatLease(store, "the run", ttl=3)
    deadline = time.monotonic() + 30
    while store.puts < lost + 1:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not lease.lost
    lease.release()
    assert not lease.lost and b'"holder": ""' in store.data


def test_another_writer_s_beat_is_one() -> None:
    store = Forgetful(0)
    lease = HeartbeatLease(store, "the run", ttl=3)
    store.put(LEASE_KEY, b'{"holder": "another", "since": "now", "ttl": 3, "token": "other"}')
    deadline = time.monotonic() + 30
    while not lease.lost:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    lease.release()
    assert b"another" in store.data


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
