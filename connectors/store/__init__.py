"""One door to every object store: a local folder or an S3-compatible server. Knows objects and conditions, not news.

    store = open_store("s3://bucket/prefix")
    probe_conditions(store)                         # once, when the store is new
    with acquire_lease(store):                      # LeaseHeld names who has it
        etag = store.put("v1/LATEST.json", data, if_absent=True)
        store.put("v1/LATEST.json", newer, if_etag=etag)   # ConditionFailed when somebody else was faster

``contract`` comes first: what every store promises, and the lease. ``folder`` and ``s3`` keep it, one on a disk, the other on a
server that ``settings`` says how to reach; ``heartbeat`` is the lease on such a server, ``probe`` finds servers that keep no
conditions. ``open_store``, here, picks by URL.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from connectors.store.contract import (
    NOBODY,
    Blob,
    ConditionFailed,
    Lease,
    LeaseHeld,
    ObjectMissing,
    Owner,
    Store,
    StoreAway,
    StoreError,
    acquire_lease,
    check_key,
    holder_name,
)
from connectors.store.folder import FolderStore
from connectors.store.probe import probe_conditions
from connectors.store.settings import S3Settings

__all__ = ["NOBODY", "Blob", "ConditionFailed", "FolderStore", "Lease", "LeaseHeld", "ObjectMissing", "Owner", "S3Settings", "Store",
           "StoreAway", "StoreError", "acquire_lease", "check_key", "holder_name", "open_store", "probe_conditions", "register_scheme"]

Factory = Callable[[str, S3Settings | None], Store]


def open_store(url: str, settings: S3Settings | None = None) -> Store:
    """The store at a folder path, ``file://…`` or ``s3://bucket/prefix``. Nothing is read or created yet. Raises StoreError.

    What ``settings`` leave open comes from the environment, so a worker needs nothing but the URL.
    """
    scheme = url.partition("://")[0] if "://" in url else ""
    if not url.strip():
        raise StoreError("no store is named: give --store a folder, file:///folder or s3://bucket/prefix")
    factory = _SCHEMES.get(scheme.lower())
    if factory is None:
        raise StoreError(f"no store can be opened at {scheme}://…: give a folder, file:///folder or s3://bucket/prefix")
    return factory(url, settings)


def register_scheme(scheme: str, factory: Factory) -> None:
    """Let ``open_store`` open ``scheme://…`` by the factory, in this process: how another kind of store is added."""
    _SCHEMES[scheme] = factory


def _open_folder(url: str, settings: S3Settings | None) -> Store:
    if "://" not in url:
        return FolderStore(Path(url))
    parts = urlsplit(url)
    if parts.netloc not in ("", "localhost") or not parts.path:
        raise StoreError(f"a file URL has three slashes and a full path: file:///{parts.netloc}{parts.path}")
    return FolderStore(Path(unquote(parts.path)))


def _open_s3(url: str, settings: S3Settings | None) -> Store:
    from connectors.store.s3 import S3Store  # here, since its client takes a third of a second to import

    return S3Store(url, settings)


_SCHEMES: dict[str, Factory] = {"": _open_folder, "file": _open_folder, "s3": _open_s3}
