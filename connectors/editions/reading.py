"""Reads what editions published: LATEST → manifest → objects, never a listing. Every object is checked against its hash."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from connectors.editions.documents import (
    SCHEMA_VERSION,
    BundleDocument,
    BundleIndex,
    Catalogue,
    IndexLine,
    LatestPointer,
    Manifest,
    ObjectRef,
    StateKind,
    StoreFormat,
    TableName,
)
from connectors.editions.schema import SchemaMismatch, from_json
from connectors.records import Known
from connectors.store import ObjectMissing, Store, StoreError

if TYPE_CHECKING:
    import pyarrow as pa

_T = TypeVar("_T")

LATEST = "v1/LATEST.json"
STORE = "v1/store.json"
GET_THREADS = 8


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest edition: its manifest, where that lies, and the tag that the next swap of LATEST is conditioned on."""

    manifest: Manifest
    pointer: LatestPointer
    etag: str

    @property
    def edition(self) -> str:
        return self.manifest.edition

    @property
    def key(self) -> str:
        """The manifest's key."""
        return self.pointer.manifest


def load_latest(store: Store, read: Mapping[str, Manifest] | None = None) -> Latest | None:
    """The newest edition, or None before the first; ``read`` has manifests that need not be read again, by key.

    Raises StoreError for a damaged or newer store.
    """
    try:
        blob = store.get(LATEST)
    except ObjectMissing:
        return None
    pointer = _read_document(store, LATEST, LatestPointer, blob.data)
    manifest = (read or {}).get(pointer.manifest)
    if manifest is None:
        data = _checked(store, pointer.manifest, pointer.size, pointer.sha256)
        manifest = _read_document(store, pointer.manifest, Manifest, data)
    return Latest(manifest, pointer, blob.etag)


def load_manifest(store: Store, key: str) -> Manifest:
    """The manifest at ``key``. Raises StoreError when it isn't there, damaged, or written by a newer version."""
    try:
        return _read_document(store, key, Manifest, store.get(key).data)
    except ObjectMissing as error:
        raise StoreError(f"{store.url}: {key} is missing; `newsheaf verify` tells what else is") from error


def read_bundle(store: Store, key: str) -> BundleDocument:
    """The bundle document at ``key``. Raises StoreError."""
    try:
        return _read_document(store, key, BundleDocument, store.get(key).data)
    except ObjectMissing as error:
        raise StoreError(f"{store.url}: {key} is missing; `newsheaf verify` tells what else is") from error


def read_index(store: Store, manifest: Manifest | None) -> tuple[IndexLine, ...]:
    """The open bundles as of the edition. Raises StoreError."""
    if manifest is None:
        return ()
    return _read_document(store, manifest.index.key, BundleIndex, read_object(store, manifest.index)).bundles


def read_object(store: Store, ref: ObjectRef) -> bytes:
    """The bytes of an object that a manifest lists. Raises StoreError when they are missing or not what was published."""
    return _checked(store, ref.key, ref.size, ref.sha256)


def read_objects(store: Store, refs: Sequence[ObjectRef]) -> list[bytes]:
    """The bytes of several objects, many at once where they are many, since each waits for its answer. Raises StoreError."""
    if len(refs) < 2 * GET_THREADS:
        return [read_object(store, ref) for ref in refs]
    with ThreadPoolExecutor(GET_THREADS) as pool:
        return list(pool.map(lambda ref: read_object(store, ref), refs))


def _checked(store: Store, key: str, size: int, digest: str) -> bytes:
    try:
        data = store.get(key).data
    except ObjectMissing as error:
        raise StoreError(f"{store.url}: {key} is missing; `newsheaf verify` tells what else is") from error
    if len(data) != size or sha256(data).hexdigest() != digest:
        raise StoreError(f"{store.url}: {key} is damaged ({len(data)} bytes, {size} published); `newsheaf verify` tells what else is")
    return data


def _read_document(store: Store, key: str, cls: type[_T], data: bytes) -> _T:
    try:
        document = from_json(cls, data)
    except SchemaMismatch as error:
        raise StoreError(f"{store.url}: {key} can't be read: {error}") from error
    version = getattr(document, "schema", SCHEMA_VERSION)
    if version > SCHEMA_VERSION:
        raise StoreError(f"{store.url}: {key} has schema {version}, this newsheaf reads up to {SCHEMA_VERSION}: use the newer newsheaf")
    return document


def load_format(store: Store) -> StoreFormat:
    """The content of store.json. Raises ObjectMissing where there is no store, StoreError where it can't be read."""
    try:
        found = from_json(StoreFormat, store.get(STORE).data)
    except SchemaMismatch as error:
        raise StoreError(f"{store.url}: {STORE} can't be read: {error}") from error
    if found.schema > SCHEMA_VERSION:
        raise StoreError(f"{store.url}: schema {found.schema}, this newsheaf writes {SCHEMA_VERSION}: use the newer newsheaf")
    return found


def load_catalogue(store: Store, ref: ObjectRef) -> tuple[ObjectRef, ...]:
    """The files that a catalogue lists. Raises StoreError."""
    return _read_document(store, ref.key, Catalogue, read_object(store, ref)).files


def live_files(
    store: Store, manifest: Manifest, kind: str, *, partition: str = "", span: tuple[datetime, datetime] | None = None
) -> dict[str, list[ObjectRef]]:
    """The live files of a kind ("state/sketches", "tables/stories") by partition, each list oldest first.

    ``partition`` is a whole partition or its leading folders. A partition is in ``span`` when any of its files is, and
    then all its files are given, since a later file may overrule a row of an earlier one.
    """
    from connectors.editions.tables import age_order

    refs = [ref for ref in manifest.live if ref.kind == kind]
    if kind.startswith("tables/") or kind in ("state/sketches", "state/bundles"):
        for catalogue in manifest.catalogues:
            if _holds(catalogue, partition) and (span is None or _touches(catalogue, span)):
                refs += [ref for ref in load_catalogue(store, catalogue) if ref.kind == kind]
    partitions: dict[str, list[ObjectRef]] = {}
    for ref in refs:
        if not partition or ref.partition == partition or ref.partition.startswith(partition + "/"):
            partitions.setdefault(ref.partition, []).append(ref)
    return {
        name: sorted(files, key=age_order)
        for name, files in sorted(partitions.items())
        if span is None or any(_touches(ref, span) for ref in files)
    }


def _holds(catalogue: ObjectRef, partition: str) -> bool:
    """Whether the month of a catalogue can have files of a partition."""
    return "date=" not in partition or partition.rpartition("date=")[2].startswith(catalogue.partition)


def _touches(ref: ObjectRef, span: tuple[datetime, datetime]) -> bool:
    return ref.first is None or ref.last is None or (ref.first <= span[1] and ref.last >= span[0])


def read_rows(
    store: Store, manifest: Manifest | None, kind: StateKind | TableName, record_type: type[_T], *, partition: str = "",
    span: tuple[datetime, datetime] | None = None, ids: Collection[str] | None = None,
) -> list[_T]:
    """The rows of a state kind ("bundles" too) or another table: the newest of each key, without tombstones, by partition and key.

    ``record_type`` names the columns: a smaller record with some of the fields, the key among them, reads only those.
    ``partition`` is a language (sketches, bundles) or "date=2021-12-31", the as-of day (tables); ``span`` selects whole
    partitions, so some rows lie outside it; ``ids`` selects by the first key column. Raises StoreError, SchemaMismatch.
    """
    from connectors.editions.schema import from_table
    from connectors.editions.tables import key_columns, without_tombstones

    if manifest is None:
        return []
    name = _whole_kind(kind)
    rows: list[_T] = []
    partitions = live_files(store, manifest, name, partition=partition, span=span)
    objects = iter(read_objects(store, [ref for files in partitions.values() for ref in files]))
    for files in partitions.values():
        table = _newest_table(name, record_type, [next(objects) for _ in files])
        rows += from_table(record_type, _select(without_tombstones(name, table, manifest.forgotten_before), key_columns(name)[0], ids))
    return rows


def read_written(store: Store, manifest: Manifest, kind: StateKind | TableName, record_type: type[_T]) -> list[_T]:
    """The rows of a state kind ("bundles" too) or another table in the files that an edition itself wrote, tombstones too; of files that it
    merged older rows as well.

    Raises StoreError, SchemaMismatch.
    """
    from connectors.editions.schema import from_table

    name = _whole_kind(kind)
    refs = [ref for ref in manifest.wrote if ref.kind == name]
    return [row for data in read_objects(store, refs) for row in from_table(record_type, _newest_table(name, record_type, [data]))]


def _whole_kind(kind: StateKind | TableName) -> str:
    return f"tables/{kind}" if kind in ("stories", "copies", "rejects", "feeds") else f"state/{kind}"


def _newest_table(kind: str, record_type: type[Any], files: Sequence[bytes]) -> pa.Table:
    """The newest rows of one partition's files, oldest file first, with the columns that the record has."""
    from connectors.editions.schema import arrow_schema, conform, read_parquet
    from connectors.editions.tables import RECORDS, VERDICT_COLUMNS, key_columns, newest_wins

    wanted = [f.name for f in fields(record_type)]
    wanted += [name for name in VERDICT_COLUMNS.get(kind, ()) if name not in wanted]
    whole = arrow_schema(RECORDS[kind]).names
    columns = [name for name in wanted if name in whole]
    tables = [conform(RECORDS[kind], read_parquet(data, columns), columns) for data in files]
    return newest_wins(tables, key_columns(kind)) if len(tables) > 1 else tables[0]


def _select(table: pa.Table, column: str, ids: Collection[str] | None) -> pa.Table:
    if ids is None:
        return table
    import pyarrow as pa
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table.column(column), value_set=pa.array(sorted(ids), type=pa.string())))


def newest_rows(
    store: Store, manifest: Manifest | None, table: TableName, record_type: type[_T], *, ids: Collection[str] | None = None,
    span: tuple[datetime, datetime] | None = None,
) -> Iterator[_T]:
    """The newest row of each id of a published table, one file in memory at a time, newest files first.

    ``record_type`` names the columns, and ``span``, of as-ofs, selects days, as for ``read_rows``. Raises StoreError, SchemaMismatch.
    """
    import pyarrow as pa

    from connectors.editions.schema import arrow_schema, conform, from_table, read_parquet
    from connectors.editions.tables import RECORDS, age_order

    if manifest is None:
        return
    kind = f"tables/{table}"
    refs = [ref for files in live_files(store, manifest, kind, span=span).values() for ref in files]
    whole = arrow_schema(RECORDS[kind]).names
    columns = [f.name for f in fields(record_type) if f.name in whole]  # type: ignore[arg-type]
    seen: set[str] = set()
    for ref in sorted(refs, key=age_order, reverse=True):
        rows = _select(conform(RECORDS[kind], read_parquet(read_object(store, ref), columns), columns), "id", ids)
        names = rows.column("id").to_pylist()
        yield from from_table(record_type, rows.filter(pa.array([name not in seen for name in names], type=pa.bool_())))
        seen.update(names)


def load_known(store: Store, manifest: Manifest | None) -> Mapping[str, Known]:
    """Every identity that the store knows, by key. Raises StoreError."""
    from connectors.editions.known import KnownIndex
    from connectors.editions.schema import arrow_schema, conform, read_parquet

    if manifest is None:
        return {}
    files = live_files(store, manifest, "state/known").get("all", [])
    if not files:
        return {}
    columns = arrow_schema(Known).names
    return KnownIndex([conform(Known, read_parquet(read_object(store, ref)), columns) for ref in files], manifest.forgotten_before)
