"""What every object store promises: objects under keys, conditions on their replacement, one writer's lease.

Keys are relative to the store's root and use "/" ("v1/LATEST.json").
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Blob:
    """An object's bytes with the tag to condition its replacement on."""

    data: bytes
    etag: str


class ObjectMissing(KeyError):
    """No object has that key."""


class ConditionFailed(Exception):
    """The object was created or replaced by somebody else in between."""


class StoreError(Exception):
    """The store can't be used; the message says what, where and how to mend it."""


class StoreAway(StoreError):
    """The store can't be reached, or fails, just now: the same request may well succeed later."""


class LeaseHeld(Exception):
    """Another writer holds the store."""

    def __init__(self, holder: str, since: str) -> None:
        super().__init__(f"the store is held by {holder}, since {since}")
        self.holder = holder
        """Who, as it named itself to ``acquire_lease``."""
        self.since = since
        """RFC 3339 time by the holder's clock; for people only, nothing is decided by it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a holder of the lease works for: a job that has one publisher at a time. Nobody, where it has no name."""

    name: str = ""
    started: str = ""
    """RFC 3339 time of the job's start, by the clock of who started it."""

    def follows(self, other: Owner) -> bool:
        """Whether this owner takes the lease over from another at once: its own, since the process before is gone, or that of a job that
        was started earlier, since who starts a job anew wants the new one to write (docs/decisions/stream-recovery.md).

        >>> Owner("b", "2026-03-02T12:00:00Z").follows(Owner("a", "2026-03-01T12:00:00Z")), Owner("b").follows(Owner("a"))
        (True, False)
        """
        return bool(self.name and other.name) and (self.name == other.name or self.started > other.started)


NOBODY = Owner()


class Lease(Protocol):
    """The right to write, kept until ``release`` or the end of the ``with`` block. Releasing twice is no error."""

    holder: str

    @property
    def lost(self) -> bool:
        """True once somebody else took the lease over: what was written is safe, the next swap will fail."""
        ...

    def release(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None: ...


class Store(Protocol):
    url: str

    def get(self, key: str) -> Blob:
        """The object. Raises ObjectMissing, StoreError."""
        ...

    def put(self, key: str, data: bytes, *, content_type: str = "application/octet-stream",
            if_absent: bool = False, if_etag: str = "") -> str:
        """Write the object with one PUT and return its etag. At most one condition may be given.

        Raises ConditionFailed when the condition doesn't hold, unless the object already holds these very bytes: over
        a network a refused write may be one's own, sent twice. So writers that race must write bytes of their own.
        A key that is ever written on a condition should always be. Raises StoreError.
        """
        ...

    def flush(self) -> None:
        """Return once everything that was put survives a power failure. A server has seen to that with its answer."""
        ...

    def delete(self, key: str) -> None:
        """Remove the object; removing a missing one is no error."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys that begin with the prefix, sorted: for operators and tests, never for readers."""
        ...

    def lease(self, holder: str, ttl: float = 0, owner: Owner = NOBODY) -> Lease:
        """Take the writer's lease, at once or not at all. Raises LeaseHeld, StoreError. See ``acquire_lease``."""
        ...


def acquire_lease(store: Store, holder: str = "", ttl: float = 0, owner: Owner = NOBODY) -> Lease:
    """Become the store's one writer, or raise LeaseHeld, which names the one there is.

    The lease saves a second run from working in vain; what keeps the store whole is the conditional swap of LATEST.
    On a folder it is an flock, which ends with the process. On S3 it is an object that a thread renews every third of
    ``ttl`` seconds (0: the store's setting); one not renewed for ``ttl`` is free. ``owner`` is the job that the holder works for, if
    any: its next process need not wait until a killed one's lease has run out, nor need a job that was started later (``Owner.follows``).
    """
    return store.lease(holder or holder_name(), ttl, owner)


def holder_name() -> str:
    """This process, as an operator finds it."""
    return f"process {os.getpid()} on {socket.gethostname()}"


def check_key(key: str) -> str:
    """The key, if every store can hold it. Names that begin with a dot are the stores' own. Raises ValueError.

    >>> check_key("v1/LATEST.json")
    'v1/LATEST.json'
    >>> check_key("v1/../secret")
    Traceback (most recent call last):
    ValueError: not an object key: 'v1/../secret': no part of it may be empty, begin with a dot or be longer than 255 bytes
    """
    parts = key.split("/")
    if any(not part or part.startswith(".") or len(part.encode()) > 255 for part in parts):
        raise ValueError(f"not an object key: {key!r}: no part of it may be empty, begin with a dot or be longer than 255 bytes")
    if len(key.encode()) > 900 or "\\" in key or not key.isprintable():
        raise ValueError(f"not an object key: {key!r}: at most 900 bytes, printable, no backslash")
    return key


def check_condition(if_absent: bool, if_etag: str) -> None:
    if if_absent and if_etag:
        raise ValueError("if_absent and if_etag exclude each other")
