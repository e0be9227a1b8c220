"""Made-up editions whose every row, document and count is consistent: what a correct ``make_edition`` hands over."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from connectors.counts import Counts
from connectors.editions.commit import create_store, next_edition_id, publish_edition
from connectors.editions.documents import (
    BundleDocument,
    BundleRow,
    CopyMember,
    CopyRow,
    IndexLine,
    Member,
    StoryRow,
    count_sites,
    reject_rows,
)
from connectors.editions.layout import Draft
from connectors.editions.reading import Latest
from connectors.editions.tables import EditionsSettings
from connectors.hashes import identity_key
from connectors.records import Cursor, Entry, Known, OpenBundle, Pending, Reject, Sketch
from connectors.store import Store

BEGIN = datetime(2021, 12, 1, 6, tzinfo=UTC)
PARAMETERS = {"scheme": "affine", "bands": "64"}
SITES = ("harbour-ledger.example", "north-star.example", "la-plaza.example", "")


class Newsroom:
    """Editions that follow each other; keeps in plain dicts what a reader must find (the naive newest-wins)."""

    def __init__(self, seed: int, stories: int = 4) -> None:
        self.random = random.Random(seed)
        self.stories_each = stories
        self.stories: dict[str, StoryRow] = {}
        self.sketches: dict[str, Sketch] = {}
        self.bundles: dict[str, OpenBundle] = {}
        self.rows: dict[str, BundleRow] = {}
        self.known: dict[str, Known] = {}
        self.cursors: dict[str, Cursor] = {}
        self.pending: dict[str, Pending] = {}
        self.lines: dict[str, IndexLine] = {}

    def draft(self, latest: Latest | None, as_of: datetime) -> Draft:
        edition = next_edition_id(latest, as_of)
        rejects = [Reject(item=f"row:{n}", stage="extract", reason="empty") for n in range(self.random.randrange(3))]
        new = [self._story(edition, as_of, n) for n in range(self.random.randrange(1, self.stories_each + 1))]
        revised = self._revise(edition, as_of)
        touched: dict[str, list[StoryRow]] = {}
        for story in new:
            touched.setdefault(story.bundle_id, []).append(story)
        if revised:
            touched.setdefault(revised.bundle_id, [])
        bundles, documents = [], []
        for id in sorted(touched):
            document, bundle = self._bundle(id, edition, touched[id])
            documents.append(document)
            bundles.append(bundle)
        written = [*new, *([revised] if revised else [])]
        sketches = [self._sketch(row) for row in written]
        known = [Known(key=identity_key("story", row.id), story_id=row.id, fingerprint=row.fingerprint) for row in written]
        cursor = Cursor(feed=f"http://feed{self.random.randrange(5)}.example/", url="http://x.example/", checked=as_of, due=as_of)
        waiting = self._pending(edition, as_of)
        self.known |= {row.key: row for row in known}
        self.cursors[cursor.feed] = cursor
        copies = [CopyRow(id=s.id, copy_of=s.copy_of, rule="shingles", score=0.9, threshold=0.5, edition=edition) for s in new if s.copy_of]
        rows = [self._row(d, b, as_of) for d, b in zip(documents, bundles, strict=True)]
        pending_now = [p for p in waiting if not p.done]
        counts = Counts(
            given=len(written) + len(rejects) + len(pending_now), originals=sum(not s.copy_of for s in new), copies=len(copies),
            revisions=int(bool(revised)), pending=len(pending_now), rejected=len(rejects),
            rejects=(("extract", "empty", len(rejects)),) if rejects else (),
            bundles_opened=sum(d.version == 1 for d in documents), bundles_changed=sum(d.version > 1 for d in documents),
        )
        return Draft(
            edition=edition, as_of=as_of, counts=counts, config_hash="c" * 16, code_version="0.1.0",
            page=b"<!doctype html><p>" + edition.encode(),
            tables={"stories": written, "bundles": rows, "copies": copies, "rejects": reject_rows(rejects, edition)},
            state={"sketches": sketches, "bundles": bundles, "known": known, "cursors": [cursor], "pending": waiting},
            documents=documents, index=[self.lines[id] for id in sorted(self.lines)],
        )

    def _story(self, edition: str, as_of: datetime, n: int) -> StoryRow:
        event = as_of - timedelta(hours=self.random.randrange(72), milliseconds=self.random.randrange(1000))
        id = identity_key("test", edition, str(n))
        originals = [s for s in self.stories.values() if not s.copy_of]
        original = self.random.choice(originals) if originals and self.random.random() < 0.3 else None
        near = original or (self.random.choice(originals) if originals and self.random.random() < 0.3 else None)
        row = StoryRow(
            id=id, bundle_id=near.bundle_id if near else identity_key("bundle", id), copy_of=original.id if original else "",
            url=f"http://harbour-ledger.example/{id}", title=f"Title {id}", text="Ein Text.\nMit zwei Absätzen.",
            site=self.random.choice(SITES), published=event, published_precision="second", first_seen=as_of, updated=as_of,
            event_time=event, language=near.language if near else self.random.choice(("en", "de")), item_fingerprint="i",
            fingerprint=f"f{id}", edition=edition,
        )
        self.stories[id] = row
        return row

    def _revise(self, edition: str, as_of: datetime) -> StoryRow | None:
        old = [s for s in self.stories.values() if s.edition != edition]
        if not old or self.random.random() < 0.5:
            return None
        story = self.random.choice(old)
        row = replace(story, revision=story.revision + 1, title=story.title + "!", updated=as_of, edition=edition)
        self.stories[row.id] = row
        return row

    def _sketch(self, row: StoryRow) -> Sketch:
        sketch = Sketch(
            id=row.id, language=row.language, site=row.site, title=row.title, event_time=row.event_time, published=row.published,
            published_precision="second", first_seen=row.first_seen, words=7, title_hash="t", text_hash="x", signature=b"\0" * 512,
            shingles=b"\1\2\3\4", terms=b"", weights=b"", numbers=b"", copy_of=row.copy_of, bundle_id=row.bundle_id, edition=row.edition,
        )
        self.sketches[row.id] = sketch
        return sketch

    def _bundle(self, id: str, edition: str, new: list[StoryRow]) -> tuple[BundleDocument, OpenBundle]:
        old = self.bundles.get(id)
        members = [self.stories[m] for m in sorted({*(old.members if old else ()), *(s.id for s in new)})]
        originals = [m for m in members if not m.copy_of]
        first, last = min(m.event_time for m in members), max(m.event_time for m in members)
        founder = old.founder if old else new[0].id
        copies = {o.id: tuple(_copy(m) for m in members if m.copy_of == o.id) for o in originals}
        document = BundleDocument(
            id=id, version=old.version + 1 if old else 1, language=members[0].language, title=self.stories[founder].title, founder=founder,
            opened=old.opened if old else edition, first_event=first, last_event=last, n_stories=len(members),
            n_publishers=count_sites(m.site for m in members), n_independent=count_sites(m.site for m in originals),
            members=tuple(Member(id=o.id, title=o.title, site=o.site, first_seen=o.first_seen, copies=copies[o.id]) for o in originals),
            edition=edition,
        )
        bundle = OpenBundle(
            id=id, language=document.language, founder=founder, opened=document.opened, founded=self.stories[founder].event_time,
            first_event=first, last_event=last, members=tuple(m.id for m in members), originals=tuple(o.id for o in originals),
            version=document.version, edition=edition,
        )
        self.bundles[id] = bundle
        self.lines[id] = IndexLine(
            id=id, version=document.version, language=document.language, title=document.title, first_event=first, last_event=last,
            n_stories=document.n_stories, n_publishers=document.n_publishers, n_independent=document.n_independent, edition=edition,
        )
        return document, bundle

    def _row(self, d: BundleDocument, bundle: OpenBundle, as_of: datetime) -> BundleRow:
        row = BundleRow(
            id=d.id, version=d.version, language=d.language, title=d.title, founder=d.founder, opened=d.opened, first_event=d.first_event,
            last_event=d.last_event, members=bundle.members, originals=bundle.originals, n_stories=d.n_stories, n_publishers=d.n_publishers,
            n_independent=d.n_independent, updated=as_of, edition=d.edition,
        )
        self.rows[d.id] = row
        return row

    def _pending(self, edition: str, as_of: datetime) -> list[Pending]:
        done = [replace(p, entry=None, done=True, edition=edition) for p in self.pending.values() if self.random.random() < 0.6]
        for row in done:
            del self.pending[row.id]
        new = Pending(
            id=f"wait-{edition}", reason="http 503", edition=edition,
            entry=Entry(id="e", feed="f", fingerprint="x", first_seen=as_of, authors=("A", "B")),
        )
        self.pending[new.id] = new
        return [*done, new]


def _copy(row: StoryRow) -> CopyMember:
    return CopyMember(id=row.id, title=row.title, site=row.site, first_seen=row.first_seen)


def publish_many(
    store: Store, newsroom: Newsroom, editions: int, *, every: timedelta = timedelta(hours=6), settings: EditionsSettings | None = None
) -> Latest:
    """A store with that many editions."""
    create_store(store, PARAMETERS)
    latest = None
    for n in range(editions):
        latest = publish_edition(store, latest, newsroom.draft(latest, BEGIN + n * every), settings)
        newsroom.rows |= {
            row.id: replace(row, document=ref.key)
            for ref in latest.manifest.wrote if ref.kind == "bundle"
            for row in [newsroom.rows[ref.key.split("/")[2]]]
        }
        newsroom.lines = {id: replace(line, document=newsroom.rows[id].document) for id, line in newsroom.lines.items()}
        newsroom.bundles = {id: replace(bundle, document=newsroom.rows[id].document) for id, bundle in newsroom.bundles.items()}
    assert latest is not None
    return latest
