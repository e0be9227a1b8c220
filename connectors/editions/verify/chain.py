"""Whether a store is whole: every edition from the first to LATEST, every object, every schema, every sum.

A problem is data, not an exception: damage to one object hides nothing that is wrong with the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from connectors.editions.documents import (
    SCHEMA_VERSION,
    BundleDocument,
    BundleIndex,
    Catalogue,
    LatestPointer,
    Manifest,
    ObjectRef,
    StoreFormat,
    count_sites,
)
from connectors.editions.reading import LATEST, STORE
from connectors.editions.schema import SchemaMismatch, from_json, schema_json, to_json
from connectors.editions.verify.sums import OwnRows, Problem, count_problems, honest_problems, sum_problems
from connectors.store import ObjectMissing, Store, StoreError

if TYPE_CHECKING:
    import pyarrow as pa

_DOCUMENTS: Mapping[str, type[Any]] = {"bundle": BundleDocument, "index": BundleIndex, "catalogue": Catalogue}


def verify_store(store: Store, on_object: Callable[[str], None] = lambda key: None) -> Iterator[Problem]:
    """Every problem found; ``on_object`` is called with the key of every object looked at.

    A store that has no LATEST.json is one before its first edition, and whole. Raises StoreError when it can't be reached.
    """
    yield from _Verifier(store, on_object).verify()


class _Verifier:
    def __init__(self, store: Store, on_object: Callable[[str], None]) -> None:
        self._store, self._on_object = store, on_object
        self._validators: dict[str, Any] = {}
        self._current: set[str] = set()  # records whose published schema is the one that this version would publish
        self._built_with: tuple[Mapping[str, str], int] = ({}, 0)
        self._checked: dict[str, ObjectRef] = {}
        self._versions: dict[str, tuple[int, str]] = {}  # bundle id → newest version published and its key
        self._revisions: dict[str, int] = {}  # story id → newest revision published

    def verify(self) -> Iterator[Problem]:
        yield from self._format()
        pointer, problems = self._document(LATEST, LatestPointer)
        yield from problems
        if pointer is None:
            return
        chain: list[tuple[str, Manifest]] = []
        key, size, digest = pointer.manifest, pointer.size, pointer.sha256
        while key:
            manifest, problems = self._document(key, Manifest, size, digest)
            yield from problems
            if manifest is None:
                yield Problem(key, "the editions before it can't be reached")
                break
            chain.append((key, manifest))
            key, size, digest = manifest.previous, 0, manifest.previous_sha256
        if chain and (pointer.edition, pointer.as_of) != (chain[0][1].edition, chain[0][1].as_of):
            yield Problem(LATEST, f"names edition {pointer.edition}, its manifest is of {chain[0][1].edition}")
        before: Manifest | None = None
        files: dict[str, ObjectRef] | None = {} if chain and not chain[-1][1].previous else None
        for place, manifest in reversed(chain):
            yield from _order(place, before, manifest)
            yield from (Problem(place, text) for text in manifest.counts.problems())
            yield from self._edition(place, manifest)
            yield from self._live(place, manifest, files)
            files, before = self._files(manifest), manifest
        if before is not None:
            if self._built_with != (before.parameters, before.state_version):
                yield Problem(STORE, "names other parameters than the newest edition: run `newsheaf rebuild-state`")
            try:
                yield from sum_problems(self._store, before, self._versions)
            except (StoreError, SchemaMismatch) as error:
                yield Problem(chain[0][0], f"its tables can't be summed up: {error}")

    # --- documents and objects

    def _format(self) -> Iterator[Problem]:
        """store.json first, since it names the schemas that all else is held against."""
        data = self._get(STORE)
        if data is None:
            yield Problem(STORE, "is missing: no store was created here")
            return
        try:
            found = from_json(StoreFormat, data)
        except SchemaMismatch as error:
            yield Problem(STORE, str(error))
            return
        self._built_with = (found.parameters, found.state_version)
        for name, ref in found.schemas.items():
            if ref != ObjectRef(key=ref.key, size=ref.size, sha256=ref.sha256, kind="schema"):
                yield Problem(STORE, f"describes {name} as no schema")
            schema, problems = self._bytes(ref)
            yield from problems
            if schema is not None and not problems:
                from jsonschema import Draft202012Validator

                cls = next((c for c in (*_DOCUMENTS.values(), LatestPointer, Manifest, StoreFormat) if c.__name__ == name), None)
                if cls is not None and schema == schema_json(cls):
                    self._current.add(name)
                self._validators[name] = Draft202012Validator(json.loads(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)
        yield from self._valid(STORE, found, data)

    def _get(self, key: str) -> bytes | None:
        self._on_object(key)
        try:
            return self._store.get(key).data
        except ObjectMissing:
            return None

    def _bytes(self, ref: ObjectRef) -> tuple[bytes | None, list[Problem]]:
        """An object and what is wrong with its bytes."""
        data = self._get(ref.key)
        if data is None:
            return None, [Problem(ref.key, "is missing")]
        if len(data) != ref.size:
            return data, [Problem(ref.key, f"has {len(data)} bytes, {ref.size} were published")]
        if sha256(data).hexdigest() != ref.sha256:
            return data, [Problem(ref.key, "its bytes are not those that were published (SHA-256 differs)")]
        if f"-{ref.sha256[:12]}." not in ref.key:
            return data, [Problem(ref.key, f"its name doesn't carry its hash, {ref.sha256[:12]}")]
        return data, []

    def _document(self, key: str, cls: type[Any], size: int = 0, digest: str = "") -> tuple[Any, list[Problem]]:
        """A JSON document, or None, and what is wrong with it."""
        data = self._get(key)
        if data is None:
            return None, [] if key == LATEST else [Problem(key, "is missing")]
        problems = []
        if (size and len(data) != size) or (digest and sha256(data).hexdigest() != digest):
            problems.append(Problem(key, "its bytes are not those that were published (SHA-256 differs)"))
        try:
            document = from_json(cls, data)
        except SchemaMismatch as error:
            return None, [*problems, Problem(key, str(error))]
        return document, [*problems, *self._valid(key, document, data)]

    def _valid(self, key: str, document: Any, data: bytes) -> Iterator[Problem]:
        """Hold a document against the JSON Schema that the store publishes for it.

        A document that is to the byte what its record writes fits the record's own schema: that needs no second look.
        """
        name = type(document).__name__
        if name in self._current and document.schema == SCHEMA_VERSION and to_json(document) == data:
            return
        validator = self._validators.get(name)
        if validator is None:
            yield Problem(key, f"the store publishes no JSON Schema of {name}")
            return
        for error in sorted(validator.iter_errors(json.loads(data)), key=lambda e: str(e.json_path)):
            yield Problem(key, f"{error.json_path}: {error.message[:200]}")

    # --- one edition

    def _edition(self, place: str, manifest: Manifest) -> Iterator[Problem]:
        """Every object that the edition wrote, and the sums of its counts over them."""
        documents: list[BundleDocument] = []
        own = OwnRows()
        for ref in manifest.wrote:
            if ref.key in self._checked:
                if ref.kind != "catalogue" or self._checked[ref.key] != ref:  # a month's list can become again what it was
                    yield Problem(place, f"says that it wrote {ref.key}, which an earlier edition wrote")
                continue
            self._checked[ref.key] = ref
            data, problems = self._bytes(ref)
            yield from problems
            if data is None or problems:
                own.whole = False
            elif ref.kind in _DOCUMENTS:
                document, problems = self._read(ref, data)
                yield from problems
                if isinstance(document, BundleDocument):
                    documents.append(document)
                    yield from self._bundle(ref, document, manifest.edition)
            elif ref.kind.startswith(("tables/", "state/")):
                yield from self._rows(ref, data, manifest.edition, own)
        for named in (manifest.index, manifest.page):
            if named is not None and self._checked.get(named.key) != named:
                yield Problem(place, f"refers to {named.key}, which no edition wrote so")
        if own.whole:
            yield from (Problem(place, text) for text in count_problems(manifest, own, documents))
        self._revisions.update(own.revisions)

    def _read(self, ref: ObjectRef, data: bytes) -> tuple[Any, list[Problem]]:
        cls = _DOCUMENTS[ref.kind]
        try:
            document = from_json(cls, data)
        except SchemaMismatch as error:
            return None, [Problem(ref.key, str(error))]
        problems = list(self._valid(ref.key, document, data))
        rows = {"index": lambda: len(document.bundles), "catalogue": lambda: len(document.files)}.get(ref.kind, lambda: 0)()
        if rows != ref.rows:
            problems.append(Problem(ref.key, f"has {rows} rows, {ref.rows} were published"))
        return document, problems

    def _bundle(self, ref: ObjectRef, document: BundleDocument, edition: str) -> Iterator[Problem]:
        """A bundle's document: that it is the next version, and that it counts honestly."""
        before = self._versions.get(document.id, (0, ""))[0]
        if document.version != before + 1:
            yield Problem(ref.key, f"is version {document.version} of {document.id}, after version {before}")
        if document.edition != edition:
            yield Problem(ref.key, f"is of edition {document.edition}, written by {edition}")
        self._versions[document.id] = (document.version, ref.key)
        ids = [m.id for m in document.members] + [c.id for m in document.members for c in m.copies]
        sites = [m.site for m in document.members] + [c.site for m in document.members for c in m.copies]
        if len(set(ids)) != len(ids):
            yield Problem(ref.key, "lists a story twice")
        # a copy may stand among the members when its original is in another bundle: the table says what is original
        yield from honest_problems(ref.key, document, len(ids), count_sites(sites), None)

    def _rows(self, ref: ObjectRef, data: bytes, edition: str, own: OwnRows) -> Iterator[Problem]:
        """A Parquet file: schema, rows, order, range and partition; its own edition's rows are added to ``own``."""
        import pyarrow as pa

        from connectors.editions.schema import conform, read_parquet
        from connectors.editions.tables import RECORDS, event_range, key_columns, newest_wins

        try:
            table = conform(RECORDS[ref.kind], read_parquet(data))
        except (SchemaMismatch, pa.ArrowException, KeyError) as error:
            own.whole = False
            yield Problem(ref.key, f"can't be read as {ref.kind}: {error}")
            return
        if table.num_rows != ref.rows:
            yield Problem(ref.key, f"has {table.num_rows} rows, {ref.rows} were published")
        if not newest_wins([table], key_columns(ref.kind)).equals(table.combine_chunks()):
            yield Problem(ref.key, "its rows are not sorted by key, or one key has two")
        first, last = event_range(ref.kind, table)
        if first is not None and last is not None and not (_at_most(ref.first, first) and _at_most(last, ref.last)):
            yield Problem(ref.key, f"has events of {first} to {last}, published as {ref.first} to {ref.last}")
        if ref.edition != edition or not ref.key.startswith(f"v1/{ref.kind}/{ref.partition}/{edition}-"):
            yield Problem(ref.key, f"is not where {edition} puts rows of {ref.kind}, partition {ref.partition}")
        if "edition" in table.column_names and any(e > edition for e in table.column("edition").to_pylist()):
            yield Problem(ref.key, f"has rows of later editions than {edition}")
        self._own_rows(ref.kind, table, edition, own)

    def _own_rows(self, kind: str, table: pa.Table, edition: str, own: OwnRows) -> None:
        if kind == "tables/stories":
            columns = [table.column(name).to_pylist() for name in ("id", "edition", "revision", "copy_of")]
            for id, of, revision, copy_of in zip(*columns, strict=True):
                if of == edition:
                    before = self._revisions.get(id)
                    own.copies += before is None and bool(copy_of)
                    own.originals += before is None and not copy_of
                    own.revised += before is not None and revision > before
                    own.revisions[id] = revision
        elif kind == "tables/rejects":
            columns = [table.column(name).to_pylist() for name in ("stage", "reason", "edition")]
            for stage, reason, of in zip(*columns, strict=True):
                if of == edition:
                    own.rejects[stage, reason] = own.rejects.get((stage, reason), 0) + 1
        elif kind == "state/pending":
            columns = [table.column(name).to_pylist() for name in ("done", "edition")]
            own.pending += sum(not done and of == edition for done, of in zip(*columns, strict=True))

    # --- the live list

    def _files(self, manifest: Manifest) -> dict[str, ObjectRef]:
        """All live files of an edition, those in catalogues too. What can't be read is left out: it is a problem already."""
        files = {ref.key: ref for ref in manifest.live}
        for catalogue in manifest.catalogues:
            data, problems = self._bytes(catalogue)
            if data is not None and not problems:
                try:
                    files |= {ref.key: ref for ref in from_json(Catalogue, data).files}
                except SchemaMismatch:
                    continue
        return files

    def _live(self, place: str, manifest: Manifest, before: Mapping[str, ObjectRef] | None) -> Iterator[Problem]:
        """The live list is what was live, less what was retired, and what was written."""
        if before is None:
            return
        wrote = {ref.key: ref for ref in manifest.wrote if ref.kind.startswith(("tables/", "state/"))}
        for key in sorted(set(manifest.retired) - set(before)):
            yield Problem(place, f"retires {key}, which was not live")
        implied = {key: ref for key, ref in before.items() if key not in manifest.retired} | wrote
        found = self._files(manifest)
        for key in sorted(set(implied) | set(found)):
            if key not in found:
                yield Problem(place, f"{key} should be live, and is in neither its live list nor its catalogues")
            elif key not in implied:
                yield Problem(place, f"{key} is live, which the editions before don't imply")
            elif found[key] != implied[key]:
                yield Problem(place, f"lists {key} otherwise than the edition that wrote it")
        for ref in manifest.catalogues:
            if self._checked.get(ref.key) != ref:
                yield Problem(place, f"refers to {ref.key}, which no edition wrote so")


def _at_most(a: datetime | None, b: datetime | None) -> bool:
    return a is not None and b is not None and a <= b


def _order(place: str, before: Manifest | None, manifest: Manifest) -> Iterator[Problem]:
    """That editions go forward."""
    for edition in (manifest.edition, before.edition if before else manifest.edition):
        if not re.fullmatch(r"\d{8,}-\d{8}T\d{6}Z", edition):
            yield Problem(place, f"{edition!r} is no edition id")
            return
    number = int(manifest.edition.split("-")[0])
    if before is not None:
        if number != int(before.edition.split("-")[0]) + 1:
            yield Problem(place, f"is edition {manifest.edition}, after {before.edition}")
        if manifest.as_of < before.as_of:
            yield Problem(place, f"its as-of {manifest.as_of} lies before {before.as_of} of the edition before")
    elif not manifest.previous and number != 1:
        yield Problem(place, f"is edition {manifest.edition} and names none before it")
