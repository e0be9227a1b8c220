"""``make_edition``: what one edition writes, from the store as it was and everything that arrived. No Beam, no clock.

Reads from the store only what earlier editions published; the result depends on nothing else, not on order,
parallelism or retries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from connectors.counts import Counts
from connectors.editions.documents import BundleDocument, CopyRow, StateKind, StoryRow, reject_rows, story_row
from connectors.editions.layout import Draft, document_key
from connectors.editions.reading import newest_rows, read_bundle
from connectors.editions.tables import edition_time
from connectors.feeds.identity import feed_mark
from connectors.hashes import identity_key
from connectors.holds import Hold, next_holds
from connectors.records import (
    Carried,
    FeedOutcome,
    Fold,
    FoldEvidence,
    Given,
    Known,
    Listed,
    OpenBundle,
    Pending,
    Reject,
    Seen,
    Story,
)
from connectors.site_lines import LineSketch, SiteLine
from connectors.store import Store
from transforms.arrange import LanguageEdition
from transforms.extract.prepare import Prepared
from transforms.identify import listed_keys, rank, story_keys
from transforms.overrides import Bound, Standing, judge_overrides
from transforms.publish.documents import Card, bundle_document, bundle_row, card_of, cards_of, next_index
from transforms.publish.feeds import failing_cursors, next_cursors, tell_feeds
from transforms.state import StoreState
from transforms.strip import SiteSettings, learn_lines

Piece = Story | Prepared | Given | Listed | Carried | LineSketch | Seen | Reject | Pending | FeedOutcome | Hold | LanguageEdition


@dataclass(slots=True)
class Arrivals:
    """Everything that arrived for one edition, sorted: what came first makes no difference."""

    prepared: list[Prepared] = field(default_factory=list)  # stories on which nothing has been decided yet
    stories: list[Story] = field(default_factory=list)
    line_sketches: list[LineSketch] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    outcomes: list[FeedOutcome] = field(default_factory=list)
    languages: list[LanguageEdition] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)  # what became of the feed lists; several in a stream
    holds: list[Hold] = field(default_factory=list)  # hosts that asked to wait
    carried: list[str] = field(default_factory=list)  # ids of pending items
    given: int = 0


def gather(pieces: Iterable[Piece], before: Arrivals | None = None) -> Arrivals:
    """Sort the pieces, and those of ``before`` among them. Items that name one id and are alike to the letter are one item and its
    repetitions."""
    a = Arrivals()
    if before is not None:
        for part in fields(Arrivals):
            value = getattr(before, part.name)
            setattr(a, part.name, value if isinstance(value, int) else list(value))
    for piece in pieces:
        match piece:
            case Prepared():
                a.prepared.append(piece)
            case Story():
                a.stories.append(piece)
            case LineSketch():
                a.line_sketches.append(piece)
            case Seen():
                a.seen.append(piece)
            case Reject():
                a.rejects.append(piece)
            case Pending():
                a.pending.append(piece)
            case FeedOutcome():
                a.outcomes.append(piece)
            case LanguageEdition():
                a.languages.append(piece)
            case Hold():
                a.holds.append(piece)
            case Listed():
                a.listed.append(piece)
            case Carried():
                a.carried.append(piece.id)
            case Given():
                a.given += piece.rows
    by_id: dict[str, Story] = {}
    for story in a.stories:
        if by_id.setdefault(story.id, story) is not story:
            a.seen.append(Seen(id=story.id))
    a.prepared.sort(key=lambda p: (p.story.id, rank(p.story)))
    a.stories = [by_id[id] for id in sorted(by_id)]
    waiting: dict[str, Pending] = {}
    for pending in sorted(a.pending, key=lambda p: (p.id, p.reason, repr(p.entry))):
        if waiting.setdefault(pending.id, pending) is not pending:
            a.seen.append(Seen(id=pending.id))
    a.pending = list(waiting.values())
    a.line_sketches.sort(key=lambda s: (s.site, s.story_id))
    a.seen.sort(key=lambda s: (s.id, s.keys, s.rule))
    a.rejects.sort(key=repr)
    a.outcomes.sort(key=lambda o: o.feed)
    a.languages.sort(key=lambda x: x.language)
    a.listed.sort(key=repr)
    a.holds.sort(key=repr)
    a.carried = sorted(set(a.carried))
    return a


def make_edition(
    state: StoreState,
    arrivals: Arrivals,
    *,
    edition: str,
    as_of: datetime,
    sites: SiteSettings,
    parameters: Mapping[str, str],
    overrides: Sequence[Bound] = (),
) -> Draft:
    """The edition that ``arrivals`` makes on top of ``state``; empty when it is a replay that brings nothing the store lacks."""
    manifest = state.manifest
    arrivals = drop_replayed(state, arrivals)
    old_rows = _old_rows(state, arrivals)
    revised = {id for language in arrivals.languages for id in language.revised}
    documents, bundles = _documents(state.store, arrivals, old_rows, edition, revised)
    cursors = state.cursors if arrivals.outcomes or arrivals.listed or any(s.feed for s in arrivals.stories) else {}
    new = [story for story in arrivals.stories if story.feed and story.id not in revised]
    changed = next_cursors(cursors, arrivals.outcomes, arrivals.listed, new, as_of)
    failing = sum(1 for _ in failing_cursors(cursors, changed)) if arrivals.listed else 0
    counts = _counts(arrivals, revised, documents, judge_overrides(overrides, arrivals.stories), failing)
    rows: dict[StateKind, Sequence[Any]] = {
        "known": _known_rows(state.known, arrivals, as_of),
        "pending": _pending_rows(state, arrivals, edition),
        "lines": _line_rows(state, [s for s in arrivals.line_sketches if s.story_id not in revised], sites),
        "sketches": [s for language in arrivals.languages for s in language.sketches],
        "bundles": bundles,
    }
    rejects = reject_rows(arrivals.rejects, edition)
    rows["cursors"], feeds = tell_feeds(cursors, changed, as_of, edition, idle=not rejects and not any(rows.values()))
    rows["holds"] = next_holds(state.holds, arrivals.holds, as_of)
    return Draft(
        edition=edition,
        as_of=as_of,
        tables={
            "stories": _story_rows(arrivals, old_rows, revised, edition, as_of),
            "bundles": [bundle_row(d, b, as_of) for d, b in zip(documents, bundles, strict=True)],
            "copies": [_copy_row(f, edition) for language in arrivals.languages for f in language.folds],
            "rejects": rejects,
            "feeds": feeds,
        },
        empty=manifest is not None and manifest.as_of == as_of and not rejects and not any(rows.values()),
        state=rows,
        documents=documents,
        index=next_index(state.index, documents) if documents else (),
        same_index=manifest is not None and not documents,
        counts=counts,
        parameters=parameters,
    )


def drop_replayed(state: StoreState, arrivals: Arrivals) -> Arrivals:
    """The arrivals with what the store has of feeds' rejects and pending items turned into ``Seen``; what was tried again is not such."""
    carried = set(arrivals.carried)
    waiting = {p.id: p for p in state.pending} if arrivals.pending else {}
    old = [p for p in arrivals.pending if p.id not in carried and (w := waiting.get(p.id)) and replace(w, edition=p.edition) == p]
    known = [r for r in arrivals.rejects if r.feed and _all_known(state, r.keys) and carried.isdisjoint(id for _, id, _ in r.keys)]
    if not old and not known:
        return arrivals
    dropped, gone = {id(reject) for reject in known}, {p.id for p in old}
    return replace(
        arrivals,
        pending=[p for p in arrivals.pending if p.id not in gone],
        rejects=[r for r in arrivals.rejects if id(r) not in dropped],
        seen=[*arrivals.seen, *(Seen(id=p.id) for p in old), *(Seen(id=r.item, keys=r.keys, listed=True) for r in known)],
    )


def _all_known(state: StoreState, keys: Iterable[tuple[str, str, str]]) -> bool:
    """Whether there are keys, and the store has just these."""
    rows = ((state.known.get(key), story, fingerprint) for key, story, fingerprint in keys)
    same = [row is not None and (row.story_id, row.fingerprint) == (story, fingerprint) for row, story, fingerprint in rows]
    return bool(same) and all(same)


def carried_over(pending: Pending, as_of: datetime) -> bool:
    """Whether a pending item is due again: a replay of the edition that left it pending does not try it twice."""
    return not pending.done and edition_time(pending.edition) < as_of


def _old_rows(state: StoreState, arrivals: Arrivals) -> dict[str, StoryRow]:
    """The published rows of the stories that this edition revises or moves."""
    wanted = {id for language in arrivals.languages for id, _ in language.touched}
    rows: dict[str, StoryRow] = {}
    if wanted:
        for row in newest_rows(state.store, state.manifest, "stories", StoryRow, ids=wanted):
            rows[row.id] = row
            if len(rows) == len(wanted):
                break
    return rows


def _documents(
    store: Store, arrivals: Arrivals, old_rows: Mapping[str, StoryRow], edition: str, revised: set[str]
) -> tuple[list[BundleDocument], list[OpenBundle]]:
    """The next versions of the bundles that change, and their state, which names the document."""
    stories = {s.id: s for s in arrivals.stories}
    documents, bundles = [], []
    for language in arrivals.languages:
        cards: dict[str, Card] = {}
        for bundle in language.bundles:
            if bundle.document:
                cards |= cards_of(read_bundle(store, bundle.document))
        folds = {f.id: f for f in language.folds}
        memberships = {m.id: m for m in language.memberships}
        for sketch in language.sketches:
            id = sketch.id
            revision = old_rows[id].revision + (id in revised) if id in old_rows else 1
            cards[id] = card_of(sketch, stories.get(id), cards.get(id), revision, folds.get(id), memberships.get(id))
        for bundle in language.bundles:
            document = bundle_document(bundle, cards, edition)
            documents.append(document)
            bundles.append(replace(bundle, document=document_key(document)))
    return documents, bundles


def _counts(
    arrivals: Arrivals, revised: set[str], documents: Sequence[BundleDocument], overrides: Standing, failing: int
) -> Counts:
    new = [s for language in arrivals.languages for s in language.sketches if s.id not in revised]
    touched = {id for language in arrivals.languages for id, _ in language.touched}
    copies = sum(bool(s.copy_of) for s in new if s.id not in touched)
    feeds = Counter(o.status for o in arrivals.outcomes)
    filters = Counter(s.rule for s in arrivals.seen if s.rule)
    for outcome in arrivals.outcomes:
        filters.update(dict(outcome.filtered))
    return Counts(
        listed=sum(o.listed for o in arrivals.outcomes),
        given=arrivals.given,
        carried=len(arrivals.carried),
        originals=len(arrivals.stories) - len(revised) - copies,
        copies=copies,
        revisions=len(revised),
        known=sum(o.known for o in arrivals.outcomes) + sum(not s.rule for s in arrivals.seen),
        pending=len(arrivals.pending),
        filtered=filters.total(),
        filters=tuple(sorted(filters.items())),
        rejected=len(arrivals.rejects),
        rejects=tuple((stage, reason, n) for (stage, reason), n in sorted(Counter((r.stage, r.reason) for r in arrivals.rejects).items())),
        feeds_due=len(arrivals.outcomes),
        feeds_changed=feeds["changed"],
        feeds_unchanged=feeds["unchanged"],
        feeds_deferred=feeds["deferred"],
        feeds_failed=feeds["failed"],
        feeds_listed=max((lists.feeds for lists in arrivals.listed), default=0),
        feeds_failing=failing,
        bundles_opened=sum(d.version == 1 and not d.split_from for d in documents),
        bundles_changed=sum(d.version > 1 and not d.merged_into for d in documents),
        bundles_merged=sum(bool(d.merged_into) for d in documents),
        bundles_split=sum(d.version == 1 and bool(d.split_from) for d in documents),
        overrides_applied=overrides.applied,
        overrides_waiting=overrides.waiting,
        overrides_refused=len(overrides.refused),
        overrides_moved=sum(bool(m.override) and m.id in touched for language in arrivals.languages for m in language.memberships),
    )


def _story_rows(arrivals: Arrivals, old_rows: Mapping[str, StoryRow], revised: set[str], edition: str, as_of: datetime) -> list[StoryRow]:
    stories = {s.id: s for s in arrivals.stories}
    rows = []
    for language in arrivals.languages:
        for sketch in language.sketches:
            old, story = old_rows.get(sketch.id), stories.get(sketch.id)
            if story is not None:
                row = story_row(
                    replace(story, first_seen=sketch.first_seen), edition=edition, updated=as_of, event_time=sketch.event_time,
                    bundle_id=sketch.bundle_id, copy_of=sketch.copy_of, revision=old.revision + 1 if old else 1,
                    first_edition=old.first_edition if old else edition,
                )  # fmt: skip
                rows.append(row)
            else:
                assert old is not None, f"{sketch.id} moved, but its row is not where its sketch says"
                rows.append(replace(old, bundle_id=sketch.bundle_id, copy_of=sketch.copy_of, updated=as_of, edition=edition))
    return rows


def _copy_row(fold: Fold, edition: str) -> CopyRow:
    return CopyRow(
        id=fold.id, copy_of=fold.copy_of, withdrawn=not fold.copy_of, edition=edition,
        **{part.name: getattr(fold, part.name) for part in fields(FoldEvidence)},
    )  # fmt: skip


def _pending_rows(state: StoreState, arrivals: Arrivals, edition: str) -> list[Pending]:
    """The items that are pending now, and tombstones of those that were taken up and have an outcome."""
    taken_up = set(arrivals.carried) - {p.id for p in arrivals.pending}
    done = [Pending(id=p.id, reason=p.reason, done=True, edition=edition) for p in state.pending if p.id in taken_up] if taken_up else []
    return [replace(p, edition=edition) for p in arrivals.pending] + done


def _line_rows(state: StoreState, line_sketches: Sequence[LineSketch], settings: SiteSettings) -> list[SiteLine]:
    """The line counts that the new stories change. A revision counts no second time."""
    if not line_sketches:
        return []
    before = state.site_lines
    by_site: dict[str, dict[str, LineSketch]] = {}
    for line_sketch in line_sketches:
        by_site.setdefault(line_sketch.site, {})[line_sketch.story_id] = line_sketch
    return [row for site in sorted(by_site) for row in learn_lines(site, before.get(site, ()), tuple(by_site[site].values()), settings)[1]]


def _known_rows(known: Mapping[str, Known], arrivals: Arrivals, as_of: datetime) -> list[Known]:
    """Every identity that this edition works off, and those whose feed still lists them."""
    day = as_of.date()
    rows = {row.key: row for row in _published_identities(arrivals, day)}
    marks = {key: feed_mark(story.feed) for story in arrivals.stories if story.feed and not story.hearsay for key in story.known_by}
    for (keys, listed), waits in _item_identities(arrivals, day):
        for key, story, fingerprint in keys:
            old = known.get(key)
            if old is None or (old.fingerprint != fingerprint != "" if old.story_id == story else not waits):
                owner = marks.get(key) or (old.owner if old is not None and old.story_id == story else "")
                rows.setdefault(key, Known(key=key, story_id=story, fingerprint=fingerprint, listed=listed, owner=owner))
    for row in _listed_again(known, arrivals.outcomes, day):
        rows.setdefault(row.key, row)
    return [rows[key] for key in sorted(rows)]


def _published_identities(arrivals: Arrivals, day: date) -> Iterator[Known]:
    """What is known of each story of the edition: its content, language and event time."""
    clocks = {s.id: (s.language, s.event_time) for language in arrivals.languages for s in language.sketches}
    for story in arrivals.stories:
        key = story_keys(story)[0][0]
        language, event_time = clocks.get(story.id, (story.language, story.event_time))
        yield Known(
            key=key, story_id=story.id, fingerprint=story.fingerprint, listed=day if story.feed else None, language=language,
            event_time=event_time, owner=story.owner, hearsay=story.hearsay, trace=story.trace,
        )  # fmt: skip


def _item_identities(arrivals: Arrivals, day: date) -> Iterator[tuple[tuple[Iterable[tuple[str, str, str]], date | None], bool]]:
    """((keys, day of listing), whether it waits) of the items that this edition works off or leaves pending.

    What waits takes no identity from a story: which one it is, is not decided yet.
    """
    for story in arrivals.stories:
        yield (story_keys(story)[1:], day if story.feed else None), False
    for seen in arrivals.seen:
        yield (seen.keys, day if seen.listed else None), False
    for pending in arrivals.pending:
        if pending.entry:
            yield (listed_keys(pending.entry), day), True
    for reject in arrivals.rejects:
        yield (reject.keys, day if reject.feed else None), False
    for outcome in arrivals.outcomes:
        yield (outcome.named, day), False


def _listed_again(known: Mapping[str, Known], outcomes: Iterable[FeedOutcome], day: date) -> Iterator[Known]:
    """The known identities that feeds still list, and those of their stories, with this day of listing."""
    for outcome in outcomes:
        for key in outcome.listed_keys:
            old = known.get(key)
            for name in (key, identity_key("story", old.story_id)) if old else ():
                row = known.get(name)
                if row and row.listed and row.listed < day:
                    yield replace(row, listed=day)
