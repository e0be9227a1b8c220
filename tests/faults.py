"""A store that fails or pauses at a chosen request, so a test can stop a run, or let another in, at every one of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Literal

from connectors.store import NOBODY, Blob, Lease, Owner, Store, register_scheme

Act = Literal["get", "put", "delete", "keys"]


class Crash(Exception):
    """The process is to be taken for dead from here on."""


@dataclass(frozen=True, slots=True)
class Request:
    number: int  # 1 for the first request of this FaultStore
    act: Act
    key: str
    conditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What happens at which request; numbers begin at 1, 0 means never."""

    crash_before: int = 0
    """Crash at this request, without sending it."""

    crash_after: int = 0
    """Crash at this request, after it took effect: its answer is lost."""

    before: Callable[[Request], None] | None = None
    """Called before each request, outside any lock, so it may run another writer on the inner store."""


class FaultStore:
    """Passes everything on to ``inner`` and numbers it. Once crashed, every further request crashes too: the dead send nothing.

    The lease is passed on unnumbered, since its heartbeat comes at times of its own.
    """

    def __init__(self, inner: Store, plan: Plan | None = None) -> None:
        self.inner = inner
        self.url = inner.url
        self.requests: list[Request] = []
        self.crashed = False
        self._plan = plan or Plan()
        self._lock = threading.Lock()

    def get(self, key: str) -> Blob:
        with self._request("get", key):
            return self.inner.get(key)

    def put(self, key: str, data: bytes, *, content_type: str = "application/octet-stream",
            if_absent: bool = False, if_etag: str = "") -> str:
        with self._request("put", key, conditional=if_absent or bool(if_etag)):
            return self.inner.put(key, data, content_type=content_type, if_absent=if_absent, if_etag=if_etag)

    def flush(self) -> None:
        self.inner.flush()

    def delete(self, key: str) -> None:
        with self._request("delete", key):
            self.inner.delete(key)

    def keys(self, prefix: str = "") -> Iterator[str]:
        with self._request("keys", prefix):
            found = list(self.inner.keys(prefix))
        yield from found

    def lease(self, holder: str, ttl: float = 0, owner: Owner = NOBODY) -> Lease:
        return self.inner.lease(holder, ttl, owner)

    @contextmanager
    def _request(self, act: Act, key: str, conditional: bool = False) -> Iterator[None]:
        with self._lock:
            if self.crashed:
                raise Crash(f"{act} {key} after the crash")
            request = Request(len(self.requests) + 1, act, key, conditional)
            self.requests.append(request)
            if request.number == self._plan.crash_before:
                self._crash(f"before {request}")
        if self._plan.before is not None:
            self._plan.before(request)
        try:
            yield
        finally:  # also when the request was refused: its answer is lost all the same
            if request.number == self._plan.crash_after:
                self._crash(f"after {request}")

    def _crash(self, when: str) -> None:
        self.crashed = True
        raise Crash(when)


_numbers = count(1)
_open: dict[str, Store] = {}


@contextmanager
def opened_as_url(store: Store) -> Iterator[str]:
    """A URL by which ``open_store`` gives this very store, in this process and inside the block."""
    register_scheme("fault", lambda url, settings: _open[url])
    url = f"fault://{next(_numbers)}"
    _open[url] = store
    try:
        yield url
    finally:
        del _open[url]
