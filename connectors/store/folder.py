"""A store in a local folder: every object a file, written whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from connectors.store.contract import (
    NOBODY,
    Blob,
    ConditionFailed,
    LeaseHeld,
    ObjectMissing,
    Owner,
    StoreError,
    check_condition,
    check_key,
)
from connectors.times import format_time

OWN = ".newsheaf"
"""The store's own folder below its root: temporary files and locks, no objects. Comparisons of stores leave it out."""

SYNC_THREADS = 16
"""Files synced at a time: the file system writes its journal once for all that wait."""

ABANDONED_SECONDS = 3600.0
"""A temporary file of this age was left by a killed writer; writing one takes seconds."""


class FolderStore:
    """Objects as files below ``root``. The etag is the SHA-256 of the content, in hex.

    A file is written under a temporary name and then given its name in one step, so neither a reader nor a killed
    process ever meets half an object. ``flush`` puts on disk what was written before: syncing thousands of files together
    takes a tenth of the time of syncing each as it is written.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).expanduser().absolute()
        self.url = str(self.root)
        self._unsynced: set[Path] = set()  # files and folders
        if self.root.exists() and not self.root.is_dir():
            raise StoreError(f"{self.root} is a file; a store needs a folder of its own: name another --store")

    def get(self, key: str) -> Blob:
        with self._explained(f"read {key}"):
            try:
                data = self._path(key).read_bytes()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                raise ObjectMissing(key) from None
        return Blob(data, _etag(data))

    def put(self, key: str, data: bytes, *, content_type: str = "application/octet-stream",
            if_absent: bool = False, if_etag: str = "") -> str:
        check_condition(if_absent, if_etag)
        target = self._path(key)
        with self._explained(f"write {key}"):
            held = self._etag_of(target) if if_absent or if_etag else ""
            if held == _etag(data):
                self._unsynced |= {target, target.parent}  # whoever wrote it may have been killed before its flush
                return held
            if (if_absent and held) or (if_etag and held != if_etag):  # spares writing the file; decided again below
                raise ConditionFailed(key)
            temporary = self._write_temporary(data)
            try:
                if not if_absent:
                    _sync(Path(temporary))  # a power failure must not leave less than there was: LATEST is replaced like this
                self._make_folder(target.parent)
                if if_absent:
                    self._create(temporary, target, data)
                elif if_etag:
                    self._replace(temporary, target, data, if_etag)
                else:
                    os.replace(temporary, target)
                self._unsynced |= {target, target.parent}
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(temporary)
        return _etag(data)

    def flush(self) -> None:
        with self._explained("write to disk"):
            paths = sorted(self._unsynced)
            self._unsynced.difference_update(paths)
            if len(paths) < 2 * SYNC_THREADS:
                for path in paths:
                    _sync(path)
            else:
                with ThreadPoolExecutor(SYNC_THREADS) as pool:
                    list(pool.map(_sync, paths))

    def delete(self, key: str) -> None:
        with self._explained(f"delete {key}"), suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            self._path(key).unlink()

    def keys(self, prefix: str = "") -> Iterator[str]:
        if ".." in prefix.split("/"):
            raise ValueError(f"not a key prefix: {prefix!r}")
        top = self.root / prefix.rpartition("/")[0]
        found = []
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [(Path(folder) / name).relative_to(self.root).as_posix() for name in files if not name.startswith(".")]
        yield from sorted(key for key in found if key.startswith(prefix))

    def lease(self, holder: str, ttl: float = 0, owner: Owner = NOBODY) -> FolderLease:
        """An flock; ``ttl`` and ``owner`` mean nothing here, since the lock ends with the process that holds it."""
        with self._explained("take the writer's lease"):
            lease = FolderLease(self._own() / "writer.lock", holder)
            self._sweep()
        return lease

    def _path(self, key: str) -> Path:
        return self.root / check_key(key)

    def _own(self) -> Path:
        own = self.root / OWN
        own.mkdir(parents=True, exist_ok=True)
        return own

    def _make_folder(self, folder: Path) -> None:
        """Make the folder and its parents, each to be entered on disk in the one above."""
        if not folder.is_dir():
            self._make_folder(folder.parent)
            with suppress(FileExistsError):
                folder.mkdir()
            self._unsynced.add(folder.parent)

    def _etag_of(self, path: Path) -> str:
        try:
            return _etag(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def _write_temporary(self, data: bytes) -> str:
        name = self._own() / f"{uuid.uuid4().hex}.tmp"
        with open(name, "xb") as file:  # not mkstemp, whose files only the writer may read: readers are others
            file.write(data)
        return str(name)

    def _create(self, temporary: str, target: Path, data: bytes) -> None:
        try:
            os.link(temporary, target)
        except FileExistsError:
            if self._etag_of(target) != _etag(data):
                raise ConditionFailed(str(target)) from None
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
                raise
            self._replace(temporary, target, data, "")  # a file system without hard links

    def _replace(self, temporary: str, target: Path, data: bytes, if_etag: str) -> None:
        with _locked(self._own() / "swap.lock"):
            held = self._etag_of(target)
            if held not in (if_etag, _etag(data)):
                raise ConditionFailed(str(target))
            os.replace(temporary, target)

    def _sweep(self) -> None:
        for path in self._own().glob("*.tmp"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
                    path.unlink()

    @contextmanager
    def _explained(self, act: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            mend = {errno.ENOSPC: "free some space", errno.EDQUOT: "free some space",
                    errno.EACCES: "give this user the right to write there", errno.EPERM: "give this user the right to write there",
                    errno.EROFS: "the file system is read-only"}.get(error.errno or 0, "check the folder and its file system")
            raise StoreError(f"can't {act} in {self.root}: {error.strerror or error}; {mend}") from error


class FolderLease:
    """The lock on a folder's store. Who holds it is written into the lock file, for the message of the next."""

    def __init__(self, path: Path, holder: str) -> None:
        self.holder = holder
        self._handle = _open_lock(path)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = _read_holder(self._handle)
            os.close(self._handle)
            raise LeaseHeld(*other) from None
        note = json.dumps({"holder": holder, "since": format_time(datetime.now(UTC).replace(microsecond=0))})
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, note.encode(), 0)

    @property
    def lost(self) -> bool:
        return False

    def release(self) -> None:
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        self.release()


def _read_holder(handle: int) -> tuple[str, str]:
    for _ in range(20):  # the holder writes its name just after it got the lock
        with suppress(ValueError, KeyError):
            note = json.loads(os.pread(handle, 4096, 0))
            return note["holder"], note["since"]
        time.sleep(0.01)
    return "another process", "just now"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = _open_lock(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _open_lock(path: Path) -> int:
    """A lock's file, for reading and writing. Raises StoreError where a link stands in its place: another's file would be written."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise StoreError(f"{path} is a symbolic link; newsheaf locks no file that a link names: remove it") from error


def _etag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sync(path: Path) -> None:
    with suppress(FileNotFoundError):  # deleted since
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
