"""One door to every object store: a local folder or an S3-compatible server. Knows objects and conditions, not news.

Keys are relative to the store's root and use "/" ("v1/LATEST.json").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


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


class Store(Protocol):
    url: str

    def get(self, key: str) -> Blob:
        """The object. Raises ObjectMissing."""
        ...

    def put(self, key: str, data: bytes, *, content_type: str = "application/octet-stream",
            if_absent: bool = False, if_etag: str = "") -> str:
        """Write the object with one PUT and return its etag. Raises ConditionFailed when the condition doesn't hold."""
        ...

    def delete(self, key: str) -> None:
        """Remove the object; removing a missing one is no error."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys below the prefix, sorted: for operators and tests, never for readers."""
        ...


def open_store(url: str) -> Store:
    """The store at a folder path, ``file://…`` or ``s3://bucket/prefix``. Raises StoreError."""
    raise NotImplementedError
