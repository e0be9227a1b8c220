"""What an edition consists of, and how it becomes objects and a manifest. Writes nothing; reads the files that it merges."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from connectors.counts import Counts
from connectors.editions.documents import (
    BundleDocument,
    BundleIndex,
    BundleRow,
    Catalogue,
    IndexLine,
    Manifest,
    ObjectRef,
    StateKind,
    TableName,
)
from connectors.editions.reading import Latest, load_catalogue, load_format, read_object
from connectors.editions.schema import to_json
from connectors.editions.tables import (
    EditionsSettings,
    NewObject,
    add_rows,
    age_order,
    is_past,
    name_object,
    partition_day,
    partition_of,
    span_union,
)
from connectors.records import OpenBundle
from connectors.store import Store

STATE_VERSION = 2
"""What the rows of the state mean; goes up when a new version of newsheaf can't go on with the old ones."""
JSON = "application/json"
HTML = "text/html; charset=utf-8"


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
    index: Sequence[IndexLine] = ()  # every open bundle, in the order of the front page; not looked at with ``same_index``
    page: bytes = b""  # the HTML front page; empty for none, and where the one of the edition before still stands
    counts: Counts
    parameters: Mapping[str, str] | None = None  # what the state is built with; None: as the store has them
    state_version: int = 0  # 0: this newsheaf's with ``parameters``, else as the store has it
    config_hash: str = ""
    code_version: str = ""
    same_index: bool = False  # no bundle has changed, so index and page of the edition before still stand
    replaces: frozenset[StateKind] = frozenset()  # kinds whose rows of earlier editions are all dropped (rebuild-state)


def document_key(document: BundleDocument) -> str:
    """The key under which a bundle document is published."""
    return document_object(document).ref.key


def document_object(document: BundleDocument) -> NewObject:
    return name_object(
        to_json(document), f"v1/bundles/{document.id}", str(document.version), "json", JSON,
        kind="bundle", edition=document.edition, first=document.first_event, last=document.last_event,
    )


def lay_out(store: Store, latest: Latest | None, draft: Draft, settings: EditionsSettings) -> tuple[list[NewObject], Manifest]:
    """The objects of the edition and its manifest. Writes nothing; reads the files that it merges."""
    previous = latest.manifest if latest else None
    ordered = sorted(draft.documents, key=lambda d: (d.id, d.version))
    documents = [document_object(d) for d in ordered]
    keys = {(d.id, d.version): each.ref.key for d, each in zip(ordered, documents, strict=True)}
    files, live, catalogues, retired = _lay_out_rows(store, previous, _partitioned(draft, keys), draft, settings)

    folder = f"v1/editions/{draft.edition}"
    index = [] if draft.same_index and previous is not None else [_index_object(draft, keys, folder)]
    pages = [name_object(draft.page, folder, "index", "html", HTML, kind="page", edition=draft.edition)] if draft.page else []
    kept_page = previous.page if draft.same_index and previous is not None else None
    if index and previous is not None and previous.index.sha256 == index[0].ref.sha256:
        index = []
    parameters, state_version = _built_with(store, previous, draft)
    objects = [*documents, *files, *catalogues.new, *index, *pages]
    return objects, Manifest(
        edition=draft.edition, as_of=draft.as_of,
        previous=latest.pointer.manifest if latest else "", previous_sha256=latest.pointer.sha256 if latest else "",
        code_version=draft.code_version, config_hash=draft.config_hash, parameters=parameters,
        state_version=state_version, counts=draft.counts,
        index=index[0].ref if index or previous is None else previous.index, page=pages[0].ref if pages else kept_page,
        wrote=tuple(sorted((each.ref for each in objects), key=lambda ref: ref.key)), retired=tuple(sorted(retired)),
        forgotten_before=_forgotten_before(previous, settings),
        live=tuple(live), catalogues=tuple(catalogues.refs),
    )


def _index_object(draft: Draft, keys: Mapping[tuple[str, int], str], folder: str) -> NewObject:
    lines = BundleIndex(bundles=tuple(_with_document(line, keys) for line in draft.index))
    return name_object(to_json(lines), folder, "index", "json", JSON, kind="index", rows=len(lines.bundles), edition=draft.edition)


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


class _LiveFiles:
    """The live files by (kind, partition), as the edition before left them and this one changes them; past months as they are needed."""

    def __init__(self, store: Store, previous: Manifest | None, replaced: Collection[str]) -> None:
        self._store = store
        self._replaced = replaced  # kinds of state whose files all go
        self.months = {ref.partition: ref for ref in previous.catalogues} if previous else {}
        self.opened: dict[str, tuple[ObjectRef, ...]] = {}  # catalogues read so far, by month
        self.files: dict[tuple[str, str], list[ObjectRef]] = {}
        self.retired: list[str] = []
        self._take_in(previous.live if previous else ())

    def open_month(self, month: str) -> None:
        """Take in the files of a past month, once."""
        if month in self.months and month not in self.opened:
            self.opened[month] = load_catalogue(self._store, self.months[month])
            self._take_in(self.opened[month])

    def exchange(self, kind: str, partition: str, made: Sequence[NewObject], gone: Sequence[ObjectRef]) -> None:
        """Put new files in the place of those whose rows they hold now."""
        self.retired += [ref.key for ref in gone]
        left = {ref.key for ref in gone}
        existing = self.files.get((kind, partition), [])
        self.files[kind, partition] = [ref for ref in existing if ref.key not in left] + [each.ref for each in made]

    def past(self, as_of: datetime, settings: EditionsSettings) -> list[tuple[str, str]]:
        """The partitions that belong in catalogues."""
        return [name for name, refs in self.files.items() if is_past(refs, as_of, settings)]

    def _take_in(self, refs: Sequence[ObjectRef]) -> None:
        for ref in refs:
            if ref.kind.startswith("state/") and ref.kind.removeprefix("state/") in self._replaced:
                self.retired.append(ref.key)
            else:
                self.files.setdefault((ref.kind, ref.partition), []).append(ref)


def _lay_out_rows(
    store: Store, previous: Manifest | None, parts: Mapping[tuple[str, str], Sequence[Any]], draft: Draft, settings: EditionsSettings
) -> tuple[list[NewObject], list[ObjectRef], _Catalogues, list[str]]:
    """New files, the live list, the catalogues and the keys that went out of the live files."""
    live = _LiveFiles(store, previous, draft.replaces)
    for month in [partition_day(partition)[:7] for _, partition in parts] + (list(live.months) if draft.replaces else []):
        live.open_month(month)
    new: list[NewObject] = []
    for (kind, partition), rows in sorted(parts.items()):
        made, gone = add_rows(
            kind, partition, rows, live.files.get((kind, partition), []), lambda ref: read_object(store, ref),
            edition=draft.edition, as_of=draft.as_of, settings=settings, forgotten_before=_forgotten_before(previous, settings),
        )
        new += made
        live.exchange(kind, partition, made, gone)
    idle = not draft.replaces and all(kind in ("state/cursors", "state/holds") for kind, _ in parts)
    for _, partition in [] if idle else live.past(draft.as_of, settings):
        live.open_month(partition_day(partition)[:7])  # brings in only partitions that are past already, or were handled above
    past = [] if idle else live.past(draft.as_of, settings)  # they wait for an edition that has more to write
    by_month: dict[str, list[ObjectRef]] = {month: [] for month in live.opened}
    for kind, partition in past:
        by_month.setdefault(partition_day(partition)[:7], []).extend(live.files[kind, partition])
    listed = [ref for name in sorted(set(live.files) - set(past)) for ref in sorted(live.files[name], key=age_order)]
    return new, listed, _write_catalogues(live.months, live.opened, by_month), live.retired


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
