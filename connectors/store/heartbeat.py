"""The writer's lease on a server: one small object, renewed by its holder's heartbeat, taken over when the beat stops."""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Protocol, Self

from connectors.store.contract import NOBODY, Blob, ConditionFailed, LeaseHeld, ObjectMissing, Owner, StoreError
from connectors.times import format_time

LEASE_KEY = "v1/lease.json"
"""Where the lease is; comparisons of stores leave it out. After a release it stays, naming no holder."""

log = logging.getLogger(__name__)


class ObjectsWithAge(Protocol):
    """What a lease needs of its store."""

    def get_with_age(self, key: str) -> tuple[Blob, float]:
        """The object, and how many seconds ago it was written by the server's clock."""
        ...

    def put(self, key: str, data: bytes, *, content_type: str = ..., if_absent: bool = ..., if_etag: str = ...) -> str: ...


class HeartbeatLease:
    """The lease object, ours until ``release``.

    Whether a holder still lives is judged by the server's clock alone: its ``Date`` less its ``Last-Modified`` of the
    lease, both from one answer. So no two machines' clocks are ever compared, and a run that must not start learns so
    at once. Every beat and every take-over is conditional on the etag seen before, and has bytes of its own, so of
    two that take over one wins, and a holder that was only asleep notices at its next beat. A lease whose owner
    ours ``follows`` is taken over without waiting.
    """

    def __init__(self, store: ObjectsWithAge, holder: str, ttl: float, owner: Owner = NOBODY) -> None:
        if ttl < 3:
            raise StoreError(f"a lease of {ttl} s can't be kept: servers tell times to the second; 3 s at least")
        self.holder = holder
        self._store = store
        self._ttl = ttl
        self._owner = owner
        self._token = uuid.uuid4().hex  # tells our writes from those of a process of the same name
        self._since = format_time(datetime.now(UTC).replace(microsecond=0))
        self._beats = 0
        self._lost = False
        self._stop = threading.Event()
        self._etag = self._take()
        self._thread = threading.Thread(target=self._keep, name="newsheaf lease", daemon=True)
        self._thread.start()

    @property
    def lost(self) -> bool:
        return self._lost

    def release(self) -> None:
        if self._stop.is_set():
            return
        self._stop.set()
        self._thread.join()
        if not self._lost:
            try:  # not a delete: that can't be made conditional everywhere, and might end another's lease
                self._write(self._note(holder=""))
            except ConditionFailed:
                self._lost = True
            except StoreError as error:
                log.warning("the writer's lease could not be given back and ends in %.0f s: %s", self._ttl, error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        self.release()

    def _take(self) -> str:
        try:
            blob, age = self._store.get_with_age(LEASE_KEY)
        except ObjectMissing:
            return self._put(if_absent=True)
        note = _read(blob.data)
        ours = self._owner.follows(Owner(note["owner"], note["started"]))
        if note["holder"] and not ours and age < float(note["ttl"]) + 1:  # the server's times are cut to the second
            raise LeaseHeld(note["holder"], note["since"])
        return self._put(if_etag=blob.etag)

    def _put(self, *, if_absent: bool = False, if_etag: str = "") -> str:
        try:
            return self._store.put(LEASE_KEY, self._note(), content_type="application/json", if_absent=if_absent, if_etag=if_etag)
        except ConditionFailed:
            note = _read(self._store.get_with_age(LEASE_KEY)[0].data)
            raise LeaseHeld(note["holder"] or "another process", note["since"]) from None

    def _keep(self) -> None:
        reached = time.monotonic()
        while not self._stop.wait(self._ttl / 3):
            self._beats += 1
            try:
                self._write(self._note())
                reached = time.monotonic()
            except ConditionFailed:
                self._lost = True
                log.warning("another writer has taken over the store; what this run publishes will be refused")
                return
            except StoreError as error:
                log.warning("the writer's lease was last renewed %.0f s ago: %s", time.monotonic() - reached, error)

    def _write(self, note: bytes) -> None:
        """Replace the lease by ours. A beat whose answer got lost, as when the server is stopped in between, has changed the etag: whose
        the lease is says its token. Raises ConditionFailed, StoreError."""
        try:
            self._etag = self._store.put(LEASE_KEY, note, content_type="application/json", if_etag=self._etag)
        except ConditionFailed:
            try:
                blob, _ = self._store.get_with_age(LEASE_KEY)
            except ObjectMissing:
                raise ConditionFailed(LEASE_KEY) from None
            if _read(blob.data)["token"] != self._token:
                raise
            self._etag = self._store.put(LEASE_KEY, note, content_type="application/json", if_etag=blob.etag)

    def _note(self, holder: str | None = None) -> bytes:
        note = {"holder": self.holder if holder is None else holder, "since": self._since, "ttl": self._ttl,
                "owner": self._owner.name, "started": self._owner.started, "token": self._token, "beats": self._beats}
        return json.dumps(note).encode()


def _read(data: bytes) -> dict[str, Any]:
    """The lease as written, or, when someone else wrote there, one that is held until it is old enough."""
    unknown: dict[str, Any] = {
        "holder": "an unknown writer", "since": "an unknown time", "ttl": 60.0, "owner": "", "started": "", "token": "",
    }  # fmt: skip
    try:
        note = json.loads(data)
        return unknown | {name: type(value)(note[name]) for name, value in unknown.items() if name in note}
    except (ValueError, TypeError):
        return unknown
