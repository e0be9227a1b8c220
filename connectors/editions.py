"""Publishes editions: objects, then a manifest, then LATEST by compare-and-swap. Nothing is visible before the swap.

Every immutable object has the hash of its bytes in its name, so what a crashed or losing attempt left behind is either the
very same object or in nobody's way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from connectors.live import (
    EditionsSettings,
    NewObject,
    add_rows,
    age_order,
    edition_time,
    is_past,
    name_object,
    partition_day,
    partition_of,
    span_union,
)
from connectors.published import (
    SCHEMA_VERSION,
    BundleDocument,
    BundleIndex,
    BundleRow,
    Catalogue,
    IndexLine,
    LatestPointer,
    Manifest,
    ObjectRef,
    StateKind,
    StoreFormat,
    TableName,
)
from connectors.reading import (
    LATEST,
    STORE,
    Latest,
    load_catalogue,
    load_known,
    load_latest,
    load_manifest,
    newest_rows,
    read_bundle,
    read_index,
    read_object,
    read_rows,
)
from connectors.records import Counts, OpenBundle, format_time
from connectors.schema import SchemaMismatch, from_json, schema_json, to_json
from connectors.store import ConditionFailed, ObjectMissing, Store, StoreError

__all__ = [
    "AsOfRefused", "Draft", "EditionsSettings", "Latest", "ParametersChanged", "check_store", "create_store",
    "document_key", "edition_time", "has_store", "load_known", "load_latest", "load_manifest", "newest_rows",
    "next_edition_id", "publish_edition", "read_bundle", "read_index", "read_rows", "replace_parameters",
]

STATE_VERSION = 1
"""What the rows of the state mean; goes up when a new version of newsheaf can't go on with the old ones."""
JSON = "application/json"
PUT_THREADS = 8
HTML = "text/html; charset=utf-8"
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
        return  # somebody else created it; check_store tells whether it suits


def has_store(store: Store) -> bool:
    """Whether newsheaf ever wrote here."""
    try:
        store.get(STORE)
    except ObjectMissing:
        return False
    return True


def load_format(store: Store) -> StoreFormat:
    """The content of store.json. Raises ObjectMissing where there is no store, StoreError where it can't be read."""
    try:
        found = from_json(StoreFormat, store.get(STORE).data)
    except SchemaMismatch as error:
        raise StoreError(f"{store.url}: {STORE} can't be read: {error}") from error
    if found.schema > SCHEMA_VERSION:
        raise StoreError(f"{store.url}: schema {found.schema}, this newsheaf writes {SCHEMA_VERSION}: use the newer newsheaf")
    return found


def check_store(store: Store, parameters: Mapping[str, str], state_version: int = STATE_VERSION, latest: Latest | None = None) -> None:
    """Make sure that the state was built with these parameters; ``latest`` saves reading the newest manifest again.

    A place without a store suits any. Raises ParametersChanged, which names what differs, and StoreError.
    """
    try:
        format_ = load_format(store)
    except ObjectMissing:
        return
    latest = latest or load_latest(store)
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
    format_ = replace(load_format(store), parameters=dict(parameters), state_version=state_version)
    store.put(STORE, to_json(format_), content_type=JSON)


# --- editions


def next_edition_id(latest: Latest | None, as_of: datetime) -> str:
    """The id after LATEST's: 8-digit counter and as-of. Raises AsOfRefused when the as-of lies before LATEST's."""
    if latest is not None and as_of < latest.manifest.as_of:
        raise AsOfRefused(
            f"as-of {format_time(as_of)} lies before {format_time(latest.manifest.as_of)} of the newest edition {latest.edition}: "
            "editions only go forward; use a later --as-of, or another store"
        )
    number = 1 + (int(latest.edition.split("-")[0]) if latest else 0)
    utc = as_of.astimezone(UTC)
    return f"{number:08d}-{utc.year:04d}{utc.strftime('%m%dT%H%M%SZ')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that one edition wants to publish; the order of its rows doesn't matter.

    Rows carry ``edition`` where they have it. A ``document`` key left empty in a bundle row, index line or open bundle is
    filled in when this draft holds that version's document.
    """

    edition: str  # from next_edition_id
    as_of: datetime
    empty: bool = False  # nothing in it that the store lacks: not worth publishing
    tables: Mapping[TableName, Sequence[Any]] = field(default_factory=dict)  # StoryRow, BundleRow, CopyRow, RejectRow
    state: Mapping[StateKind, Sequence[Any]] = field(default_factory=dict)  # new and changed rows by kind
    documents: Sequence[BundleDocument] = ()
    index: Sequence[IndexLine] = ()  # every open bundle, in the order of the front page
    page: bytes = b""  # the HTML front page; empty for none
    counts: Counts
    parameters: Mapping[str, str] | None = None  # what the state is built with; None: as the store has them
    state_version: int = 0  # 0: this newsheaf's with ``parameters``, else as the store has it
    config_hash: str = ""
    code_version: str = ""
    replaces: frozenset[StateKind] = frozenset()  # kinds whose rows of earlier editions are all dropped (rebuild-state)


def document_key(document: BundleDocument) -> str:
    """The key under which a bundle document is published."""
    return _document_object(document).ref.key


def publish_edition(store: Store, latest: Latest | None, draft: Draft, settings: EditionsSettings | None = None) -> Latest:
    """Publish the draft as the edition after ``latest`` (as loaded when the draft was made) and return it.

    Raises ConditionFailed when LATEST has moved in between: nothing has become visible, reload and make the edition again.
    Raises AsOfRefused, StoreError, and ValueError for a draft that contradicts itself.
    """
    settings = settings or EditionsSettings()
    if draft.edition != next_edition_id(latest, draft.as_of):
        raise ValueError(f"the draft is edition {draft.edition}, the next one is {next_edition_id(latest, draft.as_of)}")
    objects, manifest = _lay_out(store, latest, draft, settings)
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
        if store.get(new.ref.key).data != new.data:
            store.put(new.ref.key, new.data, content_type=new.content_type)


def _document_object(document: BundleDocument) -> NewObject:
    return name_object(
        to_json(document), f"v1/bundles/{document.id}", str(document.version), "json", JSON,
        kind="bundle", edition=document.edition, first=document.first_event, last=document.last_event,
    )


def _lay_out(store: Store, latest: Latest | None, draft: Draft, settings: EditionsSettings) -> tuple[list[NewObject], Manifest]:
    """The objects of the edition and its manifest. Writes nothing; reads the files that it merges."""
    previous = latest.manifest if latest else None
    ordered = sorted(draft.documents, key=lambda d: (d.id, d.version))
    documents = [_document_object(d) for d in ordered]
    keys = {(d.id, d.version): each.ref.key for d, each in zip(ordered, documents, strict=True)}
    files, live, catalogues, retired = _lay_out_rows(store, previous, _partitioned(draft, keys), draft, settings)

    folder = f"v1/editions/{draft.edition}"
    lines = BundleIndex(bundles=tuple(_with_document(line, keys) for line in draft.index))
    index = name_object(to_json(lines), folder, "index", "json", JSON, kind="index", rows=len(lines.bundles), edition=draft.edition)
    pages = [name_object(draft.page, folder, "index", "html", HTML, kind="page", edition=draft.edition)] if draft.page else []
    unchanged = previous is not None and previous.index.sha256 == index.ref.sha256
    parameters, state_version = _built_with(store, previous, draft)
    objects = [*documents, *files, *catalogues.new, *([] if unchanged else [index]), *pages]
    return objects, Manifest(
        edition=draft.edition, as_of=draft.as_of,
        previous=latest.pointer.manifest if latest else "", previous_sha256=latest.pointer.sha256 if latest else "",
        code_version=draft.code_version, config_hash=draft.config_hash, parameters=parameters,
        state_version=state_version, counts=draft.counts,
        index=previous.index if previous is not None and unchanged else index.ref, page=pages[0].ref if pages else None,
        wrote=tuple(sorted((each.ref for each in objects), key=lambda ref: ref.key)), retired=tuple(sorted(retired)),
        forgotten_before=_forgotten_before(previous, settings),
        live=tuple(live), catalogues=tuple(catalogues.refs),
    )


def _forgotten_before(previous: Manifest | None, settings: EditionsSettings) -> date | None:
    if previous is None:
        return None
    day = (previous.as_of - timedelta(days=settings.known_days)).date()
    return max(day, previous.forgotten_before or day)  # what was forgotten may be gone


def _built_with(store: Store, previous: Manifest | None, draft: Draft) -> tuple[dict[str, str], int]:
    """The parameters that the state is built with, and its version: the draft's, else those of the store."""
    if draft.parameters is not None:
        return dict(draft.parameters), draft.state_version or STATE_VERSION
    before = previous or load_format(store)
    return dict(before.parameters), draft.state_version or before.state_version


def _partitioned(draft: Draft, keys: Mapping[tuple[str, int], str]) -> dict[tuple[str, str], list[Any]]:
    """The draft's rows by (kind, partition)."""
    day = f"date={draft.as_of.astimezone(UTC).date().isoformat()}"
    parts: dict[tuple[str, str], list[Any]] = {}
    for name, rows in draft.tables.items():
        for row in rows:
            if row.edition != draft.edition:
                raise ValueError(f"tables/{name}: row {row.id} is of edition {row.edition}, the draft of {draft.edition}")
            parts.setdefault((f"tables/{name}", day), []).append(_with_document(row, keys) if isinstance(row, BundleRow) else row)
    for kind, rows in draft.state.items():
        for row in rows:
            row = _with_document(row, keys) if isinstance(row, OpenBundle) else row
            parts.setdefault((f"state/{kind}", partition_of(f"state/{kind}", row)), []).append(row)
    return parts


def _with_document(row: Any, keys: Mapping[tuple[str, int], str]) -> Any:
    return row if row.document else replace(row, document=keys.get((row.id, row.version), ""))


@dataclass(frozen=True, slots=True)
class _Catalogues:
    refs: list[ObjectRef]
    new: list[NewObject]


def _lay_out_rows(
    store: Store, previous: Manifest | None, parts: Mapping[tuple[str, str], Sequence[Any]], draft: Draft, settings: EditionsSettings
) -> tuple[list[NewObject], list[ObjectRef], _Catalogues, list[str]]:
    """New files, the live list, the catalogues and the keys that went out of the live files."""
    months = {ref.partition: ref for ref in previous.catalogues} if previous else {}
    opened: dict[str, tuple[ObjectRef, ...]] = {}  # catalogues read so far, by month
    files: dict[tuple[str, str], list[ObjectRef]] = {}
    retired: list[str] = []

    def take_in(refs: Sequence[ObjectRef]) -> None:
        for ref in refs:
            if ref.kind.startswith("state/") and ref.kind.removeprefix("state/") in draft.replaces:
                retired.append(ref.key)
            else:
                files.setdefault((ref.kind, ref.partition), []).append(ref)

    def open_month(month: str) -> None:
        if month in months and month not in opened:
            opened[month] = load_catalogue(store, months[month])
            take_in(opened[month])

    take_in(previous.live if previous else ())
    for _, partition in parts:
        open_month(partition_day(partition)[:7])
    if draft.replaces:
        for month in months:
            open_month(month)

    new: list[NewObject] = []
    for (kind, partition), rows in sorted(parts.items()):
        existing = files.get((kind, partition), [])
        made, gone = add_rows(
            kind, partition, rows, existing, lambda ref: read_object(store, ref),
            edition=draft.edition, as_of=draft.as_of, settings=settings, forgotten_before=_forgotten_before(previous, settings),
        )
        new += made
        retired += [ref.key for ref in gone]
        left = {ref.key for ref in gone}
        files[kind, partition] = [ref for ref in existing if ref.key not in left] + [each.ref for each in made]

    past = [name for name, refs in files.items() if is_past(refs, draft.as_of, settings)]
    for _, partition in past:
        open_month(partition_day(partition)[:7])  # brings in only partitions that are past already, or were handled above
    past = [name for name, refs in files.items() if is_past(refs, draft.as_of, settings)]
    by_month: dict[str, list[ObjectRef]] = {month: [] for month in opened}
    for kind, partition in past:
        by_month.setdefault(partition_day(partition)[:7], []).extend(files[kind, partition])
    live = [ref for name in sorted(set(files) - set(past)) for ref in sorted(files[name], key=age_order)]
    return new, live, _write_catalogues(months, opened, by_month), retired


def _write_catalogues(
    months: Mapping[str, ObjectRef], opened: Mapping[str, tuple[ObjectRef, ...]], by_month: Mapping[str, Sequence[ObjectRef]]
) -> _Catalogues:
    """The catalogues after the edition: those of changed months anew, the others as they were."""
    refs, new = {month: ref for month, ref in months.items() if month not in by_month}, []
    for month, files in by_month.items():
        ordered = tuple(sorted(files, key=lambda ref: (ref.kind, ref.partition, *age_order(ref))))
        if month in opened and ordered == opened[month]:
            refs[month] = months[month]
        elif ordered:
            first, last = span_union((ref.first, ref.last) for ref in ordered)
            each = name_object(
                to_json(Catalogue(month=month, files=ordered)), "v1/catalogues", month, "json", JSON,
                kind="catalogue", partition=month, rows=len(ordered), first=first, last=last,
            )
            refs[month] = each.ref
            new.append(each)
    return _Catalogues([refs[month] for month in sorted(refs)], new)


def manifest_sha256(manifest: Manifest) -> str:
    """The hash under which LATEST and the next manifest name this one."""
    return sha256(to_json(manifest)).hexdigest()
