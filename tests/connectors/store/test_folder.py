"""What only a folder can get wrong: half-written files, hard links, modes, names."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from connectors.store import FolderStore, ObjectMissing, StoreError, acquire_lease, open_store, probe_conditions
from tests.services import ROOT


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


@pytest.mark.attack
@pytest.mark.parametrize("lock", ["writer.lock", "swap.lock"])
def test_a_link_in_the_place_of_a_lock_is_refused_and_the_file_that_it_names_stays_as_it_is(tmp_path: Path, lock: str) -> None:
    store = FolderStore(tmp_path / "store")
    with store.lease("a test"):
        etag = store.put("v1/LATEST", b"one")
        assert store.put("v1/LATEST", b"two", if_etag=etag)
    (own,) = {path.parent for path in (tmp_path / "store").rglob("*.lock")}
    other = tmp_path / "other"
    other.write_bytes(b"somebody's")
    (own / lock).unlink()
    (own / lock).symlink_to(other)
    with pytest.raises(StoreError, match=f"{lock} is a symbolic link"):
        if lock == "writer.lock":
            store.lease("a test")
        else:
            store.put("v1/LATEST", b"three", if_etag=hashlib.sha256(b"two").hexdigest())
    assert other.read_bytes() == b"somebody's"
