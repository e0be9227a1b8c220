"""One contract for every store: a folder, moto and a real MinIO."""

from __future__ import annotations

import json
import multiprocessing
import os
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
    ObjectMissing,
    Store,
    StoreError,
    check_key,
    open_store,
    probe_conditions,
    register_scheme,
)
from tests.faults import Crash, FaultStore, Plan, Request, opened_as_url

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


# stores by their URL


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
