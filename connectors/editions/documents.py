"""What a store publishes: the rows of its tables, its documents and its manifest. The real public interface.

Every document has ``schema``, which stays 1 as long as changes are additive. Rows are upserts: of the rows with one
``id`` the one of the newest edition counts. docs/store.md tells it field by field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from connectors.counts import Counts
from connectors.hashes import content_hash
from connectors.records import Cut, FoldEvidence, MemberEvidence, Precision, Reject, Story
from connectors.redaction import redact

SCHEMA_VERSION = 1

TableName = Literal["stories", "bundles", "copies", "rejects", "feeds"]
StateKind = Literal["cursors", "holds", "known", "pending", "lines", "sketches", "bundles"]


# --- rows of the tables


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story as of its last edition; copies are stories too. With its text and cuts, state can be rebuilt from it."""

    id: str
    bundle_id: str = ""
    copy_of: str = ""  # the root original; empty for an original
    url: str = ""
    title: str = ""
    publisher: str = ""
    site: str = ""
    asked: str = ""  # registered domain that answered with it, as a page or a feed; empty for given rows
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # of its entry, then the folders of its feed in the list
    credit: str = ""
    published: datetime | None = None
    published_precision: Precision = "none"
    published_source: str = ""
    first_seen: datetime
    updated: datetime  # as-of of the edition that last wrote this row
    event_time: datetime  # fixed when the story is first seen
    language: str = ""
    revision: int = 1  # 1 for a story that was never corrected
    feed: str = ""
    guid: str = ""
    link: str = ""  # canonical URL as the entry or given row had it
    item_fingerprint: str = ""
    fingerprint: str = ""
    first_edition: str = ""  # that first published the story
    edition: str  # that last wrote this row
    cut: tuple[Cut, ...] = ()
    text: str = ""


def story_row(
    story: Story, *, edition: str, updated: datetime, event_time: datetime, bundle_id: str = "", copy_of: str = "", revision: int = 1,
    first_edition: str = "",
) -> StoryRow:
    """The row of a story."""
    return StoryRow(
        id=story.id, bundle_id=bundle_id, copy_of=copy_of, url=story.url, title=story.title, publisher=story.publisher,
        site=story.site, asked=story.asked, authors=story.authors, categories=story.categories, credit=story.credit,
        published=story.published, published_precision=story.published_precision, published_source=story.published_source,
        first_seen=story.first_seen, updated=updated, event_time=event_time, language=story.language, revision=revision,
        feed=story.feed, guid=story.guid,
        link=story.link, item_fingerprint=story.item_fingerprint, fingerprint=story.fingerprint,
        first_edition=first_edition or edition, edition=edition,
        cut=story.cut, text=story.text,
    )


def story_of(row: StoryRow) -> Story:
    """The story that a row was made of."""
    return Story(
        id=row.id, url=row.url, title=row.title, text=row.text, authors=row.authors, categories=row.categories, credit=row.credit,
        publisher=row.publisher, site=row.site, asked=row.asked, published=row.published, published_precision=row.published_precision,
        published_source=row.published_source, first_seen=row.first_seen, language=row.language, feed=row.feed, guid=row.guid,
        link=row.link, cut=row.cut, item_fingerprint=row.item_fingerprint, fingerprint=row.fingerprint,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRow:
    """One bundle as of the edition that last changed it."""

    id: str
    version: int = 1
    document: str = ""  # key of this version's document
    language: str
    title: str = ""
    founder: str  # story id
    opened: str  # edition id
    first_event: datetime
    last_event: datetime
    members: tuple[str, ...] = ()  # sorted story ids, copies included; empty once merged into another
    originals: tuple[str, ...] = ()  # sorted; members that are not copies
    n_stories: int = 0
    n_publishers: int = 0
    n_independent: int = 0
    terms: tuple[str, ...] = ()  # strongest first
    merged_into: str = ""  # a tombstone: the bundle that took the members over
    split_from: str = ""
    moved: int = 0  # memberships that came from another bundle, ever
    related: tuple[str, ...] = ()
    updated: datetime
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """The verdict that a story is a copy, with its evidence; ``withdrawn`` takes an earlier verdict back."""

    id: str  # of the copy
    copy_of: str = ""  # the root original; empty when withdrawn
    withdrawn: bool = False
    matched: str = ""  # the story that it was compared with and matched
    rule: str = ""
    estimated_jaccard: float = 0.0
    jaccard: float = 0.0
    containment: float = 0.0
    rare_overlap: float = 0.0
    credits: str = ""
    score: float = 0.0
    threshold: float = 0.0
    terms: tuple[str, ...] = ()
    override: str = ""  # the editor's word that decided, if one did
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityKey:
    """An identity that a rejected item had: made known, so that it is not tried again."""

    key: str
    story_id: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectRow:
    """One item that did not become a story, with stage and reason."""

    id: str  # of this rejection; an item rejected in two editions has two rows
    item: str
    stage: str
    reason: str
    detail: str = ""
    url: str = ""
    feed: str = ""
    keys: tuple[IdentityKey, ...] = ()
    edition: str


def reject_rows(rejects: Iterable[Reject], edition: str) -> list[RejectRow]:
    """One row a reject, none merged: their number is the edition's count."""
    rows: list[RejectRow] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for r in sorted(rejects, key=lambda r: (r.item, r.stage, r.reason, r.feed, r.url, r.detail, r.keys)):
        name = (edition, r.item, r.stage, r.reason, r.feed, r.url)
        keys = tuple(IdentityKey(key=key, story_id=story, fingerprint=fingerprint) for key, story, fingerprint in r.keys)
        rows.append(RejectRow(
            id=content_hash(*name, str(seen[name])), item=redact(r.item), stage=r.stage, reason=r.reason, detail=redact(r.detail),
            url=redact(r.url), feed=r.feed, keys=keys, edition=edition,
        ))
        seen[name] += 1
    return rows


def count_sites(sites: Iterable[str]) -> int:
    """Distinct sites. Stories whose site is unknown count as one together: they can't be told apart.

    >>> count_sites(["ledger.example", "quay.example", "ledger.example", "", ""])
    3
    """
    return len(set(sites))


# --- the bundle's document

NO_FOLD, NO_EVIDENCE = FoldEvidence(), MemberEvidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """A story as a bundle shows it. No full text: that is in the stories table."""

    id: str
    url: str = ""
    title: str = ""
    lead: str = ""  # how the story begins
    publisher: str = ""
    site: str = ""
    credit: str = ""
    published: datetime | None = None
    published_precision: Precision = "none"
    first_seen: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMember(StoryCard):
    """A copy, folded under its original."""

    fold: FoldEvidence = NO_FOLD
    evidence: MemberEvidence = NO_EVIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(StoryCard):
    """An original, with its copies."""

    copy_of: str = ""  # its original, where that stands in another bundle; such a member is no independent source
    evidence: MemberEvidence = NO_EVIDENCE
    copies: tuple[CopyMember, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleDocument:
    """One version of one bundle."""

    schema: int = SCHEMA_VERSION
    id: str
    version: int
    language: str
    title: str = ""
    founder: str  # story id
    opened: str  # edition id
    first_event: datetime
    last_event: datetime
    n_stories: int = 0  # members and copies
    n_publishers: int = 0  # distinct sites of them
    n_independent: int = 0  # distinct sites of the originals
    members: tuple[Member, ...] = ()  # the originals, by event time then id
    terms: tuple[str, ...] = ()  # strongest first
    merged_into: str = ""
    split_from: str = ""
    related: tuple[str, ...] = ()  # bundles on the same event in other languages
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCopy:
    """Where a copy ran."""

    id: str
    url: str = ""
    publisher: str = ""  # else its site


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStory:
    """An original as a front page names it, with its copies folded under it."""

    id: str
    url: str = ""
    title: str = ""
    publisher: str = ""  # else its site
    published: datetime | None = None
    published_precision: Precision = "none"
    n_copies: int = 0
    copies: tuple[IndexCopy, ...] = ()  # the first few


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """One open bundle, enough for its place on a front page."""

    id: str
    version: int
    document: str = ""  # key of the document; publish_edition fills it in for a version that it writes
    language: str
    title: str = ""
    lead: str = ""
    first_event: datetime
    last_event: datetime
    n_stories: int = 0
    n_publishers: int = 0
    n_independent: int = 0
    publishers: tuple[str, ...] = ()  # a few, for display
    stories: tuple[IndexStory, ...] = ()  # the earliest original of each of the first few outlets
    terms: tuple[str, ...] = ()
    edition: str  # that wrote this version


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleIndex:
    """The open bundles, in the order of the front page."""

    schema: int = SCHEMA_VERSION
    bundles: tuple[IndexLine, ...] = ()


# --- manifest and its kin


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRef:
    """One immutable object: what it is, and what its bytes must be."""

    key: str
    size: int  # bytes
    sha256: str
    rows: int = 0  # of a Parquet file, or files of a catalogue
    kind: str  # "tables/stories", "state/sketches", "bundle", "index", "page", "catalogue", "schema"
    partition: str = ""  # folder below the kind: "date=2021-12-31", "en/date=2021-12-31", "all"
    edition: str = ""  # that wrote it; of two files of one partition the later edition's rows win
    tier: int = 0  # how often its rows were merged
    first: datetime | None = None  # earliest event time of the rows (tables: as-of); None when they have none
    last: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The live files of the partitions of one past month."""

    schema: int = SCHEMA_VERSION
    month: str  # "2021-12"
    files: tuple[ObjectRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One edition: what it wrote, and everything that is live with it."""

    schema: int = SCHEMA_VERSION
    edition: str
    as_of: datetime
    previous: str = ""  # key of the manifest before; empty for the first
    previous_sha256: str = ""
    code_version: str = ""
    config_hash: str = ""
    parameters: Mapping[str, str]  # what the state was built with
    state_version: int
    counts: Counts
    index: ObjectRef
    page: ObjectRef | None = None  # the HTML front page
    wrote: tuple[ObjectRef, ...] = ()  # by this edition, by key
    forgotten_before: date | None = None  # item identities that no feed has listed since that day no longer count
    retired: tuple[str, ...] = ()  # keys no longer live: their rows were merged into files under ``wrote``, or replaced
    live: tuple[ObjectRef, ...] = ()  # table and state files of the open window, by kind, partition and age
    catalogues: tuple[ObjectRef, ...] = ()  # of the live files of older days, by month (their partition)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestPointer:
    """LATEST.json: where every reader begins."""

    schema: int = SCHEMA_VERSION
    edition: str
    as_of: datetime
    manifest: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFormat:
    """store.json: what a store is, written at its creation."""

    schema: int = SCHEMA_VERSION
    state_version: int
    parameters: Mapping[str, str]  # at creation or the last rebuild-state; the manifest's own count
    schemas: Mapping[str, ObjectRef]  # JSON Schema of every document, by its name
