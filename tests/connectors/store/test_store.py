"""One contract for every store: a folder, moto and a real MinIO."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.store import (
    Blob,
    ConditionFailed,
    FolderStore,
    LeaseHeld,
    ObjectMissing,
    Store,
    StoreError,
    acquire_lease,
    check_key,
    open_store,
    probe_conditions,
    register_scheme,
)
from tests.faults import Crash, FaultStore, Plan, Request, opened_as_url
from tests.services import ROOT


@pytest.fixture
def store(store_url: str) -> Store:
    return open_store(store_url)


# objects


@pytest.mark.parametrize("data", [b"", b"one", bytes(range(256)) * 100])
def test_get_returns_what_was_put(store: Store, data: bytes) -> None:
    etag = store.put("v1/a/object.json", data, content_type="application/json")
    blob = store.get("v1/a/object.json")
    assert (blob.data, blob.etag) == (data, etag)
    assert etag


def test_put_replaces_and_changes_the_etag(store: Store) -> None:
    first = store.put("v1/object", b"one")
    second = store.put("v1/object", b"two")
    assert first != second
    assert store.get("v1/object").data == b"two"


def test_a_missing_object_is_told_by_its_key(store: Store) -> None:
    with pytest.raises(ObjectMissing, match="v1/nowhere"):
        store.get("v1/nowhere")
    store.put("v1/folder/object", b"one")
    with pytest.raises(ObjectMissing):
        store.get("v1/folder")  # a prefix is no object
    with pytest.raises(ObjectMissing):
        store.get("v1/folder/object/below")


def test_delete_removes_and_is_calm_about_nothing(store: Store) -> None:
    store.put("v1/object", b"one")
    store.delete("v1/object")
    store.delete("v1/object")
    with pytest.raises(ObjectMissing):
        store.get("v1/object")


def test_keys_are_sorted_and_below_the_prefix(store: Store) -> None:
    names = ["v1/b/2", "v1/b/10", "v1/a.json", "v1/a/x=ü, 1%+&.json", "v1/ab"]
    for name in names:
        store.put(name, name.encode())
    assert list(store.keys()) == sorted(names)
    assert list(store.keys("v1/b/")) == ["v1/b/10", "v1/b/2"]
    assert list(store.keys("v1/a")) == ["v1/a.json", "v1/a/x=ü, 1%+&.json", "v1/ab"]
    assert list(store.keys("v1/none/")) == []
    for name in names:
        assert store.get(name).data == name.encode()


def test_stores_side_by_side_do_not_see_each_other(store: Store, store_url: str) -> None:
    other = open_store(store_url + "0")
    store.put("v1/object", b"one")
    assert list(other.keys()) == []


@pytest.mark.parametrize("store_url", ["folder", "moto"], indirect=True)
@pytest.mark.parametrize("key", ["", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", ".hidden", "a/.b", "a\\b", "a\nb", "a\0b", "x" * 256,
                                 "ü" * 128, "a/" * 500 + "a"])
def test_keys_that_not_every_store_can_hold_are_refused(store: Store, key: str) -> None:
    for act in (store.get, store.delete, lambda k: store.put(k, b"")):
        with pytest.raises(ValueError, match="not an object key"):
            act(key)


@given(st.text(max_size=40))
def test_a_valid_key_stays_below_the_root(key: str) -> None:
    try:
        check_key(key)
    except ValueError:
        return
    assert Path(os.path.normpath(Path("/root") / key)).is_relative_to("/root")
    assert os.path.normpath(key) == key


def test_the_url_opens_the_same_store(store: Store) -> None:
    store.put("v1/object", b"one")
    assert open_store(store.url).get("v1/object").data == b"one"


# conditions


def test_if_absent_creates_once(store: Store) -> None:
    etag = store.put("v1/object", b"one", if_absent=True)
    with pytest.raises(ConditionFailed):
        store.put("v1/object", b"two", if_absent=True)
    assert store.get("v1/object") == Blob(b"one", etag)


def test_if_etag_replaces_what_was_seen_only(store: Store) -> None:
    first = store.put("v1/object", b"one")
    second = store.put("v1/object", b"two", if_etag=first)
    with pytest.raises(ConditionFailed):
        store.put("v1/object", b"three", if_etag=first)
    assert store.get("v1/object").etag == second
    with pytest.raises(ConditionFailed):
        store.put("v1/nothing", b"three", if_etag=first)
    with pytest.raises(ObjectMissing):
        store.get("v1/nothing")


def test_a_write_that_is_already_there_is_no_conflict(store: Store) -> None:
    first = store.put("v1/object", b"one", if_absent=True)
    assert store.put("v1/object", b"one", if_absent=True) == first
    second = store.put("v1/object", b"two", if_etag=first)
    assert store.put("v1/object", b"two", if_etag=first) == second


def test_two_conditions_exclude_each_other(store: Store) -> None:
    with pytest.raises(ValueError, match="exclude"):
        store.put("v1/object", b"one", if_absent=True, if_etag="x")


def test_the_probe_passes_and_leaves_nothing(store: Store) -> None:
    probe_conditions(store)
    assert list(store.keys()) == []


def test_of_racing_threads_one_wins_each_round(store: Store, store_url: str) -> None:
    etag = ""
    with ThreadPoolExecutor(8) as pool:
        for round in range(15):
            wins = list(pool.map(_try_round, [store] * 8, [round] * 8, [etag] * 8, range(8)))
            assert sum(wins) == 1
            blob = store.get("v1/raced")
            assert blob.data == f"round {round} by {wins.index(True)}".encode()
            etag = blob.etag


def _try_round(store: Store, round: int, etag: str, writer: int) -> bool:
    try:
        store.put("v1/raced", f"round {round} by {writer}".encode(), if_absent=not etag, if_etag=etag)
    except ConditionFailed:
        return False
    return True


def _count_up(url: str, steps: int) -> int:
    """Add one to a number ``steps`` times, as the swap of LATEST does it; how often another was faster."""
    store, lost = open_store(url), 0
    for _ in range(steps):
        while True:
            blob = store.get("v1/number")
            note = json.loads(blob.data)
            try:
                store.put("v1/number", json.dumps([note[0] + 1, os.getpid()]).encode(), if_etag=blob.etag)
                break
            except ConditionFailed:
                lost += 1
    return lost


@pytest.mark.parametrize("store_url", ["folder", "minio"], indirect=True)
def test_racing_processes_lose_no_update(store: Store, store_url: str) -> None:
    store.put("v1/number", b"[0, 0]", if_absent=True)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.starmap(_count_up, [(store_url, 15)] * 3)
    assert json.loads(store.get("v1/number").data)[0] == 45


# any sequence of requests does to a store what it does to a dictionary

KEYS = st.sampled_from(["v1/a", "v1/b", "v1/b.json", "v1/c/a", "v1/c/b"])
DATA = st.sampled_from([b"", b"one", b"two", b"three"])
STEPS = st.lists(st.one_of(
    st.tuples(st.just("put"), KEYS, DATA, st.sampled_from(["", "absent", "current", "stale"])),
    st.tuples(st.just("delete"), KEYS),
    st.tuples(st.just("keys"), st.sampled_from(["", "v1/", "v1/b", "v1/c/", "v2"])),
), max_size=25)


@pytest.mark.parametrize("store_url", ["folder", "moto"], indirect=True)
@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_store_behaves_like_a_dictionary_with_conditions(store: Store, steps: list[tuple[str, ...]]) -> None:
    for key in list(store.keys()):
        store.delete(key)
    model: dict[str, bytes] = {}
    for act, key, *rest in steps:
        if act == "delete":
            store.delete(key)
            model.pop(key, None)
        elif act == "keys":
            assert list(store.keys(key)) == sorted(each for each in model if each.startswith(key))
        else:
            _put_both(store, model, key, *rest)
    assert {key: store.get(key).data for key in store.keys()} == model


def _put_both(store: Store, model: dict[str, bytes], key: str, data: bytes, condition: str) -> None:
    held = model.get(key)
    current = store.get(key).etag if held is not None else "0" * 32
    etag = {"current": current, "stale": "f" * 32}.get(condition, "")
    met = {"absent": held is None, "current": held is not None, "stale": False}.get(condition, True)
    if met or held == data:
        assert store.put(key, data, if_absent=condition == "absent", if_etag=etag) == store.get(key).etag
        model[key] = data
    else:
        with pytest.raises(ConditionFailed):
            store.put(key, data, if_absent=condition == "absent", if_etag=etag)


# the writer's lease


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


# folders


def test_a_reader_of_a_folder_meets_whole_objects_only(tmp_path: Path) -> None:
    """Writers are killed at any time; what has a name is whole, and no leftover is an object."""
    script = """
import hashlib, os, sys
from connectors.store import open_store
store = open_store(sys.argv[1])
print("go", flush=True)
for number in range(10000):
    data = os.urandom(300_000)
    store.put(f"v1/{hashlib.sha256(data).hexdigest()}", data, if_absent=number % 2 == 0)
    store.put("v1/LATEST", data)
"""
    store = FolderStore(tmp_path)
    for number in range(8):
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline() == b"go\n"
        time.sleep(0.011 + 0.007 * number)
        process.kill()
        process.wait()
        for key in store.keys():
            data = store.get(key).data
            assert key == "v1/LATEST" or key == f"v1/{hashlib.sha256(data).hexdigest()}"
            assert len(data) == 300_000
    assert any(store.keys())


def test_leftovers_are_swept_by_the_next_writer_once_they_are_old(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    own = tmp_path / ".newsheaf"
    own.mkdir()
    (own / "old.tmp").write_bytes(b"half")
    (own / "new.tmp").write_bytes(b"half")
    os.utime(own / "old.tmp", (0, 0))
    acquire_lease(store).release()
    assert {path.name for path in own.glob("*.tmp")} == {"new.tmp"}
    assert list(store.keys()) == []


def test_a_file_system_without_hard_links_keeps_conditions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*names: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    probe_conditions(FolderStore(tmp_path))


def test_objects_can_be_read_by_other_users(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        FolderStore(tmp_path).put("v1/object", b"one", if_absent=True)
    finally:
        os.umask(old)
    assert (tmp_path / "v1" / "object").stat().st_mode & 0o777 == 0o644


def test_reading_a_folder_that_is_not_there_creates_nothing(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    with pytest.raises(ObjectMissing):
        store.get("v1/LATEST.json")
    assert list(store.keys()) == []
    assert not (tmp_path / "store").exists()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="is a file"):
        open_store(str(tmp_path / "file"))
    (tmp_path / "store" / "v1").mkdir(parents=True)
    (tmp_path / "store" / "v1" / "taken").write_text("")
    with pytest.raises(StoreError, match="can't write v1/taken/object in .*store"):
        open_store(str(tmp_path / "store")).put("v1/taken/object", b"one")


@pytest.mark.parametrize("name", ["file://{}/a%20store", "file://localhost{}/a%20store", "{}/a store"])
def test_a_folder_has_several_names(tmp_path: Path, name: str) -> None:
    open_store(name.format(tmp_path)).put("v1/object", b"one")
    assert (tmp_path / "a store" / "v1" / "object").read_bytes() == b"one"


@pytest.mark.parametrize(("url", "message"), [
    ("", "no store is named"), ("gs://bucket/prefix", "no store can be opened at gs://"), ("file://folder/store", "three slashes"),
    ("s3://", "s3://bucket"),
    ("s3://key:secret@bucket/x", "nothing more"),
])
def test_a_wrong_url_is_explained(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as refusal:
        open_store(url)
    assert "secret@" not in str(refusal.value)


# the fault-injecting store of the other tests


def test_faults_happen_where_they_are_planned(tmp_path: Path) -> None:
    inner = FolderStore(tmp_path)
    seen: list[Request] = []
    quiet = FaultStore(inner, Plan(before=seen.append))
    quiet.put("v1/a", b"one")
    quiet.get("v1/a")
    assert [(each.number, each.act, each.key) for each in quiet.requests] == [(1, "put", "v1/a"), (2, "get", "v1/a")]
    assert seen == quiet.requests

    before = FaultStore(inner, Plan(crash_before=1))
    with pytest.raises(Crash):
        before.put("v1/b", b"one")
    with pytest.raises(Crash):
        before.get("v1/a")
    with pytest.raises(ObjectMissing):
        inner.get("v1/b")

    after = FaultStore(inner, Plan(crash_after=2))
    after.put("v1/b", b"one")
    with pytest.raises(Crash):
        after.put("v1/c", b"one")
    assert list(inner.keys()) == ["v1/a", "v1/b", "v1/c"]


def test_a_planned_fault_is_opened_by_url(tmp_path: Path) -> None:
    store = FaultStore(FolderStore(tmp_path))
    with opened_as_url(store) as url:
        assert open_store(url) is store
    with pytest.raises(KeyError):
        open_store(url)


def test_another_kind_of_store_can_be_added(tmp_path: Path) -> None:
    register_scheme("elsewhere", lambda url, settings: FolderStore(tmp_path / url.removeprefix("elsewhere://")))
    open_store("elsewhere://here").put("v1/object", b"one")
    assert (tmp_path / "here" / "v1" / "object").exists()


def test_an_object_of_the_store_is_plain_to_other_tools(minio: object, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    from tests.conftest import store_url_on

    store = open_store(store_url_on("minio", request, tmp_path))
    store.put("v1/page.html", b"<p>hello", content_type="text/html; charset=utf-8")
    from connectors.store.s3 import S3Store

    assert isinstance(store, S3Store)
    link = store._client.presigned_get_object(store.bucket, store._name("v1/page.html"))
    with urllib.request.urlopen(link, timeout=10) as answer:
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.read() == b"<p>hello"
