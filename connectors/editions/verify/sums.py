"""The sums that an edition's rows must add up to: its counts, and what its tables, state and index say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from connectors.editions.documents import BundleDocument, BundleRow, IndexLine, Manifest, count_sites
from connectors.editions.health import FeedRow
from connectors.editions.reading import newest_rows, read_index, read_rows
from connectors.editions.rows import BundleStand, CopyStand, StoryCount, StoryStand
from connectors.records import Cursor
from connectors.store import Store


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the store that is not as published."""

    key: str  # of the object
    text: str

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class OwnRows:
    """What the rows of one edition add up to."""

    def __init__(self) -> None:
        self.whole = True  # all its files could be read
        self.originals = self.copies = self.revised = self.pending = 0
        self.rejects: dict[tuple[str, str], int] = {}
        self.revisions: dict[str, int] = {}


def count_problems(manifest: Manifest, own: OwnRows, documents: Sequence[BundleDocument]) -> Iterator[str]:
    """Counts that the edition's own rows and documents contradict."""
    counts = manifest.counts
    opened = [d for d in documents if d.version == 1]
    later = [d for d in documents if d.version > 1]
    told = {
        "originals": (counts.originals, own.originals),
        "copies": (counts.copies, own.copies),
        "revisions": (counts.revisions, own.revised),
        "pending": (counts.pending, own.pending),
        "rejects": (counts.rejects, tuple((*name, n) for name, n in sorted(own.rejects.items()))),
        "bundles_opened": (counts.bundles_opened, sum(not d.split_from for d in opened)),
        "bundles_split": (counts.bundles_split, sum(bool(d.split_from) for d in opened)),
        "bundles_changed": (counts.bundles_changed, sum(not d.merged_into for d in later)),
        "bundles_merged": (counts.bundles_merged, sum(bool(d.merged_into) for d in later)),
    }
    for name, (count, found) in told.items():
        if count != found:
            yield f"counts {name} {count}, its rows and documents {found}"
    if counts.feeds_failing > counts.feeds_listed:
        yield f"counts {counts.feeds_failing} failing feeds of {counts.feeds_listed} listed"


def sum_problems(store: Store, manifest: Manifest, versions: Mapping[str, tuple[int, str]]) -> Iterator[Problem]:
    """What the newest rows of an edition contradict among each other. ``versions``: bundle id → newest (version, key) published.

    Raises StoreError, SchemaMismatch.
    """
    stories = {row.id: row for row in newest_rows(store, manifest, "stories", StoryCount)}
    bundles = {row.id: row for row in newest_rows(store, manifest, "bundles", BundleRow)}
    where: dict[str, str] = {}
    for bundle in bundles.values():
        yield from _bundle_sums(bundle, bundles, stories, where, versions)
    for row in stories.values():
        if row.bundle_id and where.get(row.id) != row.bundle_id:
            yield Problem("tables/stories", f"story {row.id} is in bundle {row.bundle_id}, which doesn't list it")
        if row.copy_of and (row.copy_of not in stories or stories[row.copy_of].copy_of):
            yield Problem("tables/stories", f"story {row.id} is a copy of {row.copy_of}, which is no original")
    for copy in newest_rows(store, manifest, "copies", CopyStand):
        told = stories.get(copy.id)
        if told is None or told.copy_of != ("" if copy.withdrawn else copy.copy_of):
            yield Problem("tables/copies", f"{copy.id} is a copy of {copy.copy_of or 'nothing'}, the stories table has it otherwise")
    yield from _state_sums(store, manifest, stories, bundles)
    yield from _feed_sums(store, manifest)
    lines = read_index(store, manifest)
    for line in lines:
        yield from _index_problems(manifest.index.key, line, bundles.get(line.id))


def _bundle_sums(
    bundle: BundleRow, bundles: Mapping[str, BundleRow], stories: Mapping[str, StoryCount], where: dict[str, str],
    versions: Mapping[str, tuple[int, str]],
) -> Iterator[Problem]:
    at = f"tables/bundles: {bundle.id}"
    if versions.get(bundle.id) != (bundle.version, bundle.document):
        yield Problem(at, f"version {bundle.version} is {bundle.document}, published was {versions.get(bundle.id)}")
    if bundle.merged_into:
        if bundle.merged_into not in bundles:
            yield Problem(at, f"is merged into {bundle.merged_into}, which doesn't exist")
        if not bundle.members:
            return
    missing = [id for id in bundle.members if id not in stories]
    if missing:
        yield Problem(at, f"its members {', '.join(missing[:5])} are no stories")
        return
    for id in bundle.members:
        if where.setdefault(id, bundle.id) != bundle.id:
            yield Problem(at, f"its member {id} is in bundle {where[id]} too")
        if stories[id].bundle_id != bundle.id:
            yield Problem(at, f"its member {id} is in bundle {stories[id].bundle_id or 'none'} by the stories table")
    members = [stories[id] for id in bundle.members]
    independent = count_sites(m.site for m in members if not m.copy_of)
    yield from honest_problems(at, bundle, len(members), count_sites(m.site for m in members), independent)


def _state_sums(
    store: Store, manifest: Manifest, stories: Mapping[str, StoryCount], bundles: Mapping[str, BundleRow]
) -> Iterator[Problem]:
    links = {row.id: row for row in read_rows(store, manifest, "sketches", StoryStand)}
    for id in sorted(set(links) ^ set(stories)):
        yield Problem("state/sketches", f"story {id} is in {'the state' if id in links else 'the stories table'} only")
    for id in sorted(set(links) & set(stories)):
        if (links[id].copy_of, links[id].bundle_id) != (stories[id].copy_of, stories[id].bundle_id):
            yield Problem("state/sketches", f"story {id} stands otherwise than in the stories table")
    open_bundles = {row.id: row for row in read_rows(store, manifest, "bundles", BundleStand)}
    for id in sorted(set(open_bundles) ^ set(bundles)):
        yield Problem("state/bundles", f"bundle {id} is in {'the state' if id in open_bundles else 'the bundles table'} only")
    for id in sorted(set(open_bundles) & set(bundles)):
        if any(getattr(open_bundles[id], f.name) != getattr(bundles[id], f.name) for f in fields(BundleStand)):
            yield Problem("state/bundles", f"bundle {id} stands otherwise than in the bundles table")


def _feed_sums(store: Store, manifest: Manifest) -> Iterator[Problem]:
    """A row of tables/feeds may be older than its feed's cursor, but the two never differ about one poll."""
    rows = {row.id: row for row in newest_rows(store, manifest, "feeds", FeedRow)}
    cursors = {cursor.feed: cursor for cursor in read_rows(store, manifest, "cursors", Cursor)} if rows else {}
    for id, row in sorted(rows.items()):
        cursor = cursors.get(id)
        if cursor is None:
            yield Problem("tables/feeds", f"{id} is a feed that no cursor knows")
            continue
        told, known = (row.failures, row.reason, row.last_success), (cursor.failures, cursor.note, cursor.succeeded)
        if row.last_poll > cursor.checked or (row.last_poll == cursor.checked and told != known):
            yield Problem("tables/feeds", f"{id} stands otherwise than its cursor says")


def honest_problems(
    at: str, told: BundleRow | BundleDocument, stories: int, publishers: int, independent: int | None
) -> Iterator[Problem]:
    for name, count, found in (
        ("n_stories", told.n_stories, stories), ("n_publishers", told.n_publishers, publishers),
        ("n_independent", told.n_independent, told.n_independent if independent is None else independent),
    ):
        if count != found:
            yield Problem(at, f"{name} is {count}, its stories say {found}")


def _index_problems(key: str, line: IndexLine, bundle: BundleRow | None) -> Iterator[Problem]:
    if bundle is None or bundle.merged_into:
        yield Problem(key, f"lists bundle {line.id}, which {'is merged into another' if bundle else 'no table has'}")
        return
    told = (line.version, line.document, line.n_stories, line.n_publishers, line.n_independent, line.title)
    row = (bundle.version, bundle.document, bundle.n_stories, bundle.n_publishers, bundle.n_independent, bundle.title)
    if told != row:
        yield Problem(key, f"has bundle {line.id} as {told}, the bundles table as {row}")
