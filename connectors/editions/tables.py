"""How the rows of tables and state lie in files: partitions, tiers, months. Pure, but for reading the files it merges.

Rows are upserts. Files of one partition are ordered by the edition that wrote them, and of the rows with one key the
last file's row wins. A partition is a function of the row's key, so a key never lies in two partitions. An edition adds at most one
file to a partition; when ``merge_files`` of one tier have come together they become one file of the next tier, so their number
grows with the logarithm of the editions. Merging takes all files from the newest back, which keeps the order true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from connectors.editions.documents import BundleRow, CopyRow, ObjectRef, RejectRow, StoryRow
from connectors.editions.health import FeedRow
from connectors.editions.schema import conform, read_parquet, to_table, write_parquet
from connectors.holds import Hold
from connectors.records import Cursor, Known, OpenBundle, Pending, Sketch
from connectors.site_lines import SiteLine

if TYPE_CHECKING:
    import pyarrow as pa

RECORDS: Mapping[str, type[Any]] = {
    "tables/stories": StoryRow, "tables/bundles": BundleRow, "tables/copies": CopyRow, "tables/rejects": RejectRow,
    "tables/feeds": FeedRow,
    "state/cursors": Cursor, "state/holds": Hold, "state/known": Known, "state/pending": Pending, "state/lines": SiteLine,
    "state/sketches": Sketch, "state/bundles": OpenBundle,
}
KEYS: Mapping[str, tuple[str, ...]] = {
    "state/cursors": ("feed",), "state/holds": ("host",), "state/known": ("key",), "state/lines": ("site", "line"),
}
VERDICT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "state/holds": ("over",), "state/pending": ("done",), "state/lines": ("gone",), "state/known": ("listed", "event_time"),
}
"""The columns that say of a row that nothing is there any more."""
_RANGES: Mapping[str, tuple[str, str]] = {
    "state/sketches": ("event_time", "event_time"), "state/bundles": ("first_event", "last_event"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsSettings:
    """How published files are laid out. But for ``known_days``, nothing here changes what a reader finds in them."""

    merge_files: int = 4
    """Files of one tier that are merged into one of the next: few live files, since each manifest lists them all
    (docs/decisions/store-merge-tiers.md)."""
    seal_bytes: int = 16 * 2**20
    """A file of at least this size is merged no more, so that a merge never holds much more than eight times this."""
    rotate_bytes: int = 128 * 2**20
    """No file is larger; more rows go into several files. Stays below what S3 servers take in one PUT with conditions."""
    live_days: int = 14
    """Days before the as-of whose files the manifest lists itself; older ones are in the catalogue of their month."""
    known_days: int = 30
    """Days that an item's identity outlives its last listing by a feed, counted back from the edition before: a pause forgets nothing."""


def key_columns(kind: str) -> tuple[str, ...]:
    """The columns that identify a row of this kind.

    >>> key_columns("tables/stories"), key_columns("state/lines")
    (('id',), ('site', 'line'))
    """
    return KEYS.get(kind, ("id",))


def partition_of(kind: str, row: Any) -> str:
    """The folder that a state row belongs in. It depends only on what never changes of the row's key."""
    if kind == "state/sketches":
        return f"{_segment(row.language)}/date={row.event_time.astimezone(UTC).date().isoformat()}"
    if kind == "state/bundles":
        founded = row.founded or edition_time(row.opened)
        return f"{_segment(row.language)}/date={founded.astimezone(UTC).date().isoformat()}"
    return "all"


def _segment(text: str) -> str:
    """A text as one folder name: no separator, no dots, never empty."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode("utf-8", "replace")), text) or "und"


def edition_time(edition: str) -> datetime:
    """The as-of in an edition id, to the second. Raises ValueError.

    >>> print(edition_time("00000042-20211231T120000Z"))
    2021-12-31 12:00:00+00:00
    """
    return datetime.strptime(edition.split("-", 1)[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def partition_day(partition: str) -> str:
    """The day of a dated partition; empty for one without.

    >>> partition_day("en/date=2021-12-31"), partition_day("all")
    ('2021-12-31', '')
    """
    return partition.rpartition("date=")[2] if "date=" in partition else ""


# --- tables of rows


def newest_wins(tables: Sequence[pa.Table], keys: Sequence[str]) -> pa.Table:
    """One row per key, sorted by key: that of the last table which has it. The tables share one schema."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = pa.concat_tables(tables)
    if whole.num_rows < 2:
        return whole.combine_chunks()
    age = np.repeat(np.arange(len(tables)), [t.num_rows for t in tables])
    names = [f"key{n}" for n in range(len(keys))]
    index = pa.table([whole.column(k) for k in keys] + [pa.array(age)], names=[*names, "age"])
    order = pc.sort_indices(index, sort_keys=[*((n, "ascending") for n in names), ("age", "descending")])
    index = index.take(order)
    again = np.ones(whole.num_rows - 1, dtype=bool)
    for name in names:
        column = index.column(name).combine_chunks()
        again &= np.asarray(pc.equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False), dtype=bool)
    first = np.concatenate(([True], ~again))
    return whole.take(order.filter(pa.array(first))).combine_chunks()


def rows_table(kind: str, rows: Sequence[Any]) -> pa.Table:
    """The rows of one edition and partition as a table sorted by key. Raises ValueError when two differ under one key."""
    cls = RECORDS[kind]
    keys = key_columns(kind)
    byte_equal: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        key = tuple(getattr(row, k) for k in keys)
        if byte_equal.setdefault(key, row) != row:
            raise ValueError(f"{kind}: two different rows with {', '.join(keys)} = {', '.join(map(str, key))} in one edition")
    if kind == "state/sketches":  # labels only travel in flight
        return to_table(cls, [replace(byte_equal[key], labels=()) for key in sorted(byte_equal)])
    return to_table(cls, [byte_equal[key] for key in sorted(byte_equal)])


def without_tombstones(kind: str, table: pa.Table, forgotten_before: date | None = None) -> pa.Table:
    """The table without rows that only say that something is over, and without item keys that no feed has listed since that day.

    A story's own key (it alone has an event time) is never forgotten: should the item come back, it is still no new story.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind == "state/known":
        if forgotten_before is None:
            return table
        old = pc.fill_null(pc.less(table.column("listed"), pa.scalar(forgotten_before, pa.date32())), False)
        return table.filter(pc.invert(pc.and_(old, pc.is_null(table.column("event_time")))))
    return table.filter(pc.invert(table.column(*VERDICT_COLUMNS[kind]))) if kind in VERDICT_COLUMNS else table


def event_range(kind: str, table: pa.Table) -> tuple[datetime | None, datetime | None]:
    """Earliest and latest event time of the rows; None for kinds that have none."""
    import pyarrow.compute as pc

    if kind not in _RANGES or not table.num_rows:
        return None, None
    first, last = _RANGES[kind]
    low, high = pc.min(table.column(first)).as_py(), pc.max(table.column(last)).as_py()
    return low.astimezone(UTC), high.astimezone(UTC)


# --- files


@dataclass(frozen=True, slots=True)
class NewObject:
    """An object to be put: its reference and its bytes."""

    ref: ObjectRef
    data: bytes
    content_type: str


def name_object(data: bytes, folder: str, stem: str, suffix: str, content_type: str, **facts: Any) -> NewObject:
    """An object under its immutable name, which carries the first 12 hex digits of its SHA-256.

    >>> name_object(b"{}", "v1/catalogues", "2021-12", "json", "application/json", kind="catalogue").ref.key
    'v1/catalogues/2021-12-44136fa355b3.json'
    """
    digest = sha256(data).hexdigest()
    ref = ObjectRef(key=f"{folder}/{stem}-{digest[:12]}.{suffix}", size=len(data), sha256=digest, **facts)
    return NewObject(ref, data, content_type)


def add_rows(
    kind: str, partition: str, rows: Sequence[Any], existing: Sequence[ObjectRef], read: Callable[[ObjectRef], bytes], *,
    edition: str, as_of: datetime, settings: EditionsSettings, forgotten_before: date | None = None,
) -> tuple[list[NewObject], list[ObjectRef]]:
    """Add the rows of one edition to a partition: its new files, and which existing ones they replace.

    ``existing`` are the partition's live files. Files of ``seal_bytes`` or more stay as they are, and so does all before them.
    """
    table = rows_table(kind, rows)
    first: datetime | None
    last: datetime | None
    first, last = event_range(kind, table) if kind.startswith("state/") else (as_of, as_of)
    ordered = sorted(existing, key=age_order)
    sealed = max((n for n, ref in enumerate(ordered, 1) if ref.size >= settings.seal_bytes), default=0)
    older, suffix = ordered[:sealed], ordered[sealed:]
    tier, retired = 0, list[ObjectRef]()
    parts = _encode(table, settings.rotate_bytes)
    while sum(len(data) for data, _ in parts) < settings.seal_bytes:
        same = [ref for ref in suffix if ref.tier <= tier]
        if len(same) + 1 < settings.merge_files:
            break
        table = newest_wins([*(conform(RECORDS[kind], read_parquet(read(ref))) for ref in same), table], key_columns(kind))
        first, last = span_union([(first, last), *((ref.first, ref.last) for ref in same)])
        retired += same
        suffix = [ref for ref in suffix if ref.tier > tier]
        tier += 1
        parts = _encode(table, settings.rotate_bytes)
    if not older and not suffix:  # nothing older is left that a tombstone would have to hide
        kept = without_tombstones(kind, table, forgotten_before)
        if kept.num_rows < table.num_rows:
            parts = _encode(kept, settings.rotate_bytes)
    folder = f"v1/{kind}/{partition}"
    return [
        name_object(
            data, folder, edition, "parquet", "application/vnd.apache.parquet",
            rows=count, kind=kind, partition=partition, edition=edition, tier=tier, first=first, last=last,
        )
        for data, count in parts
    ], retired


def age_order(ref: ObjectRef) -> tuple[str, str]:
    """Sort key of the files of one partition, oldest first. Parts that one edition wrote have no key in common."""
    return (ref.edition, ref.key)


def span_union(spans: Iterable[tuple[datetime | None, datetime | None]]) -> tuple[datetime | None, datetime | None]:
    """The shortest span around all; None around none."""
    pairs = list(spans)
    return (
        min((first for first, _ in pairs if first is not None), default=None),
        max((last for _, last in pairs if last is not None), default=None),
    )


def _encode(table: pa.Table, rotate_bytes: int) -> list[tuple[bytes, int]]:
    """The table as Parquet files of at most ``rotate_bytes`` (one row may exceed it), with their rows."""
    if not table.num_rows:
        return []
    data = write_parquet(table)
    if len(data) <= rotate_bytes or table.num_rows == 1:
        return [(data, table.num_rows)]
    half = table.num_rows // 2
    return _encode(table.slice(0, half), rotate_bytes) + _encode(table.slice(half), rotate_bytes)


def is_past(files: Sequence[ObjectRef], as_of: datetime, settings: EditionsSettings) -> bool:
    """Whether a partition is old enough for its month's catalogue: its day and all its rows lie before the live days."""
    day = partition_day(files[0].partition) if files else ""
    if not day:
        return False
    before = as_of - timedelta(days=settings.live_days)
    return day < before.date().isoformat() and all(ref.last is None or ref.last < before for ref in files)
