"""Publishes editions: objects, then a manifest, then LATEST by compare-and-swap. Nothing is visible before the swap.

Every immutable object has the hash of its bytes in its name, so what a crashed or losing attempt left behind is either the
very same object or in nobody's way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from connectors.editions.documents import BundleDocument, BundleIndex, Catalogue, LatestPointer, Manifest, StoreFormat
from connectors.editions.layout import JSON, STATE_VERSION, Draft, lay_out
from connectors.editions.reading import LATEST, STORE, Latest, load_format
from connectors.editions.schema import schema_json, to_json
from connectors.editions.tables import EditionsSettings, NewObject, name_object
from connectors.store import ConditionFailed, ObjectMissing, Store, StoreError
from connectors.times import format_time

PUT_THREADS = 8
DOCUMENTS: tuple[type[Any], ...] = (BundleDocument, BundleIndex, Catalogue, LatestPointer, Manifest, StoreFormat)


class ParametersChanged(StoreError):
    """The configuration doesn't fit the state in the store."""


class AsOfRefused(StoreError):
    """The as-of lies before that of the newest edition."""


# --- the store itself


def create_store(store: Store, parameters: Mapping[str, str], state_version: int = STATE_VERSION) -> None:
    """Write store.json and the JSON Schemas of all documents. Does nothing to a store that exists already."""
    if has_store(store):
        return
    schemas = {}
    for cls in DOCUMENTS:
        schema = name_object(schema_json(cls), "v1/schema", cls.__name__, "json", "application/schema+json", kind="schema")
        _put(store, schema)
        schemas[cls.__name__] = schema.ref
    body = to_json(StoreFormat(state_version=state_version, parameters=dict(parameters), schemas=schemas))
    try:
        store.put(STORE, body, content_type=JSON, if_absent=True)
    except ConditionFailed:
        return  # somebody else created it; check_parameters tells whether it suits


def has_store(store: Store) -> bool:
    """Whether newsheaf ever wrote here."""
    try:
        store.get(STORE)
    except ObjectMissing:
        return False
    return True


def check_parameters(
    store: Store, format_: StoreFormat, latest: Latest | None, parameters: Mapping[str, str], state_version: int = STATE_VERSION
) -> None:
    """Make sure that a store's state was built with these parameters. Raises ParametersChanged, which names what differs."""
    built, version = (latest.manifest.parameters, latest.manifest.state_version) if latest else (format_.parameters, format_.state_version)
    if version != state_version:
        raise ParametersChanged(
            f"{store.url}: its state has version {version}, this newsheaf keeps version {state_version}; "
            "`newsheaf rebuild-state` rebuilds it from the published stories"
        )
    changed = [
        f"{name} was {built.get(name, 'not set')}, is {parameters.get(name, 'not set')}"
        for name in sorted({*built, *parameters})
        if built.get(name) != parameters.get(name)
    ]
    if changed:
        raise ParametersChanged(
            f"{store.url}: its state depends on parameters that have changed: {'; '.join(changed)}. "
            "Change them back, or run `newsheaf rebuild-state` with the new configuration"
        )


def replace_parameters(store: Store, parameters: Mapping[str, str], state_version: int = STATE_VERSION) -> None:
    """Note new parameters in store.json, after an edition published the state rebuilt with them."""
    etag = store.get(STORE).etag
    format_ = replace(load_format(store), parameters=dict(parameters), state_version=state_version)
    store.put(STORE, to_json(format_), content_type=JSON, if_etag=etag)


# --- editions


def next_edition_id(latest: Latest | None, as_of: datetime) -> str:
    """The id after LATEST's: 8-digit counter and as-of. Raises AsOfRefused when the as-of lies before LATEST's.

    >>> next_edition_id(None, datetime(2021, 12, 31, 12, tzinfo=UTC))
    '00000001-20211231T120000Z'
    """
    if latest is not None and as_of < latest.manifest.as_of:
        raise AsOfRefused(
            f"as-of {format_time(as_of)} lies before {format_time(latest.manifest.as_of)} of the newest edition {latest.edition}: "
            "editions only go forward; use a later --as-of, or another store"
        )
    number = 1 + (int(latest.edition.split("-")[0]) if latest else 0)
    utc = as_of.astimezone(UTC)
    return f"{number:08d}-{utc.year:04d}{utc.strftime('%m%dT%H%M%SZ')}"


def publish_edition(store: Store, latest: Latest | None, draft: Draft, settings: EditionsSettings | None = None) -> Latest:
    """Publish the draft as the edition after ``latest`` (as loaded when the draft was made) and return it.

    Raises ConditionFailed when LATEST has moved in between: nothing has become visible, reload and make the edition again.
    Raises AsOfRefused, StoreError, and ValueError for a draft that contradicts itself.
    """
    settings = settings or EditionsSettings()
    if draft.edition != next_edition_id(latest, draft.as_of):
        raise ValueError(f"the draft is edition {draft.edition}, the next one is {next_edition_id(latest, draft.as_of)}")
    objects, manifest = lay_out(store, latest, draft, settings)
    _put_all(store, objects)
    folder = f"v1/editions/{draft.edition}"
    body = name_object(to_json(manifest), folder, "manifest", "json", JSON, kind="manifest")
    _put(store, body)
    pointer = LatestPointer(
        edition=draft.edition, as_of=draft.as_of, manifest=body.ref.key, size=body.ref.size, sha256=body.ref.sha256
    )
    store.flush()  # what LATEST leads to is on disk before LATEST
    etag = _swap_latest(store, latest, to_json(pointer))
    store.flush()
    return Latest(manifest, pointer, etag)


def _swap_latest(store: Store, latest: Latest | None, data: bytes) -> str:
    try:
        if latest is None:
            return store.put(LATEST, data, content_type=JSON, if_absent=True)
        return store.put(LATEST, data, content_type=JSON, if_etag=latest.etag)
    except ConditionFailed:
        try:
            found = store.get(LATEST)
        except ObjectMissing:
            found = None
        if found is not None and found.data == data:
            return found.etag  # our own write, sent twice by a retry below us
        raise


def _put_all(store: Store, objects: Sequence[NewObject]) -> None:
    """Write the objects; many at once where they are many, since each waits for its answer."""
    if len(objects) < 4 * PUT_THREADS:
        for each in objects:
            _put(store, each)
        return
    with ThreadPoolExecutor(PUT_THREADS) as pool:
        for done in [pool.submit(_put, store, each) for each in objects]:
            done.result()


def _put(store: Store, new: NewObject) -> None:
    """Write an immutable object. One that is there already has the same bytes, unless it was damaged since."""
    try:
        store.put(new.ref.key, new.data, content_type=new.content_type, if_absent=True)
    except ConditionFailed:
        found = store.get(new.ref.key)
        if found.data != new.data:
            store.put(new.ref.key, new.data, content_type=new.content_type, if_etag=found.etag)
