"""Does the server keep the conditions that everything here rests on? Asked once, when a store is created."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from connectors.store.contract import ConditionFailed, ObjectMissing, Store, StoreError

RACERS = 4
ROUNDS = 3


def probe_conditions(store: Store) -> None:
    """Write, replace and race a small object of its own below ``v1/`` and remove it again.

    Some servers accept conditions and ignore them, and some check first and write later; on either, two writers would
    overwrite each other without a trace. Raises StoreError that says which condition is not kept.
    """
    key = f"v1/probe-{uuid.uuid4().hex}"
    try:
        first = store.put(key, b"one", if_absent=True)
        if store.get(key).etag != first:
            raise _refusal(store, "an object's etag changes between its PUT and its GET")
        _must_fail(store, key, "If-None-Match: * is ignored, so an object can be overwritten that must not be", if_absent=True)
        second = store.put(key, b"two", if_etag=first)
        _must_fail(store, key, "If-Match is ignored, so a replaced object can be overwritten unseen", if_etag=first)
        held = store.get(key)
        if held.data != b"two" or held.etag != second:
            raise _refusal(store, "a GET does not return what the last PUT wrote")
        for _ in range(ROUNDS):
            _must_have_one_winner(store, key)
        store.delete(key)
        _must_fail(store, key, "If-Match is ignored where there is no object", if_etag=first)
        for _ in range(ROUNDS):
            _must_have_one_winner(store, key)
            store.delete(key)
    finally:
        store.delete(key)


def _must_fail(store: Store, key: str, otherwise: str, *, if_absent: bool = False, if_etag: str = "") -> None:
    try:
        store.put(key, uuid.uuid4().bytes, if_absent=if_absent, if_etag=if_etag)
    except ConditionFailed:
        return
    raise _refusal(store, otherwise)


def _must_have_one_winner(store: Store, key: str) -> None:
    """Several writers replace (or create) the object at the same time: one of them may."""
    try:
        etag = store.get(key).etag
    except ObjectMissing:
        etag = ""

    def race(number: int) -> bool:
        try:
            store.put(key, uuid.uuid4().bytes, if_absent=not etag, if_etag=etag)
        except ConditionFailed:
            return False
        return True

    with ThreadPoolExecutor(RACERS) as pool:
        winners = sum(pool.map(race, range(RACERS)))
    if winners != 1:
        raise _refusal(store, f"{winners} of {RACERS} simultaneous conditional writes of one object went through")


def _refusal(store: Store, what: str) -> StoreError:
    return StoreError(f"{store.url} can't hold a store: {what}. Use a server that keeps conditional writes (docs/dependencies.md names "
                      "some), or a folder")
