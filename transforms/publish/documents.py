"""The documents of an edition: a bundle's next version, its row, and its line on the front page. Pure functions.

A document is made from its previous version and what the edition changes, so that evidence once published stays,
however long ago it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from connectors.editions.documents import (
    NO_EVIDENCE,
    NO_FOLD,
    BundleDocument,
    BundleRow,
    CopyMember,
    IndexCopy,
    IndexLine,
    IndexStory,
    Member,
    StoryCard,
    count_sites,
)
from connectors.records import Fold, FoldEvidence, Membership, OpenBundle, Sketch, Story

LEAD_CHARACTERS = 280
INDEX_PUBLISHERS = 6
INDEX_STORIES = 8
INDEX_COPIES = 12
INDEX_REACH = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that documents say of one story, wherever in a bundle it stands."""

    member: Member
    copy_of: str = ""
    fold: FoldEvidence = NO_FOLD

    @property
    def seniority(self) -> tuple[datetime, str]:
        return (self.member.published or self.member.first_seen, self.member.id)


def lead_of(text: str) -> str:
    """How a story begins: its first paragraphs up to the length of a lead, ended at a word.

    >>> lead_of("Two boats burn.\\nNobody was hurt.")
    'Two boats burn. Nobody was hurt.'
    >>> lead_of("boats " * 100).endswith("boats …")
    True
    """
    flat = " ".join(text[: LEAD_CHARACTERS * 2].split())
    if len(flat) <= LEAD_CHARACTERS:
        return flat
    return flat[:LEAD_CHARACTERS].rsplit(" ", 1)[0] + " …"


def cards_of(document: BundleDocument) -> dict[str, Card]:
    """The cards that a published version was made of, by story id."""
    cards: dict[str, Card] = {}
    for member in document.members:
        cards[member.id] = Card(member=replace(member, copies=(), copy_of=""), copy_of=member.copy_of)
        for copy in member.copies:
            as_member = Member(**_shown(copy), evidence=copy.evidence)
            cards[copy.id] = Card(member=as_member, copy_of=member.id, fold=copy.fold)
    return cards


def card_of(sketch: Sketch, story: Story | None, old: Card | None, revision: int, fold: Fold | None, membership: Membership | None) -> Card:
    """The card of a story that this edition publishes, revises or moves; what it doesn't change comes from the old card."""
    if story is not None:
        member = Member(
            id=story.id, url=story.url, title=story.title, lead=lead_of(story.text), publisher=story.publisher, site=story.site,
            credit=story.credit, published=story.published, published_precision=story.published_precision,
            first_seen=sketch.first_seen, revision=revision, evidence=old.member.evidence if old else NO_EVIDENCE,
        )  # fmt: skip
    elif old is not None:
        member = old.member
    else:
        member = Member(
            id=sketch.id, url=sketch.url, title=sketch.title, publisher=sketch.publisher, site=sketch.site, credit=sketch.credit,
            published=sketch.published, published_precision=sketch.published_precision, first_seen=sketch.first_seen,
        )  # fmt: skip
    if membership is not None:
        member = replace(member, evidence=membership.evidence)
    folded = old.fold if old else NO_FOLD
    if fold is not None:
        folded = fold.evidence
    return Card(member=member, copy_of=sketch.copy_of, fold=folded if sketch.copy_of else NO_FOLD)


def bundle_document(bundle: OpenBundle, cards: Mapping[str, Card], edition: str) -> BundleDocument:
    """The next version of a bundle. A copy whose original stands in another bundle stands as a member here."""
    inside = [cards[id] for id in bundle.members]
    roots = sorted((c for c in inside if c.copy_of not in bundle.members or not c.copy_of), key=lambda c: c.seniority)
    copies: dict[str, list[Card]] = {}
    for card in sorted(inside, key=lambda c: c.seniority):
        if card.copy_of in bundle.members:
            copies.setdefault(card.copy_of, []).append(card)
    members = tuple(
        replace(root.member, copy_of=root.copy_of, copies=tuple(_copy(c) for c in copies.get(root.member.id, ()))) for root in roots
    )
    return BundleDocument(
        id=bundle.id, version=bundle.version, language=bundle.language, title=_title(bundle, members), founder=bundle.founder,
        opened=bundle.opened, first_event=bundle.first_event, last_event=bundle.last_event, n_stories=len(inside),
        n_publishers=count_sites(c.member.site for c in inside),
        n_independent=count_sites(c.member.site for c in inside if not c.copy_of), members=members,
        terms=bundle.labels, merged_into=bundle.merged_into, split_from=bundle.split_from, edition=edition,
    )  # fmt: skip


def _copy(card: Card) -> CopyMember:
    return CopyMember(**_shown(card.member), fold=card.fold, evidence=card.member.evidence)


def _shown(story: StoryCard) -> dict[str, Any]:
    """What a member and a copy both show of a story."""
    return {part.name: getattr(story, part.name) for part in fields(StoryCard)}


def _title(bundle: OpenBundle, members: Sequence[Member]) -> str:
    """The title of the founding story, else of the earliest original that has one."""
    titles = [m.title for m in sorted(members, key=lambda m: m.id != bundle.founder) if m.title]
    return titles[0] if titles else (members[0].lead if members else "")


def bundle_row(document: BundleDocument, bundle: OpenBundle, updated: datetime) -> BundleRow:
    return BundleRow(
        id=bundle.id, version=document.version, document=bundle.document, language=document.language, title=document.title,
        founder=document.founder, opened=document.opened, first_event=document.first_event, last_event=document.last_event,
        members=bundle.members, originals=bundle.originals, n_stories=document.n_stories,
        n_publishers=document.n_publishers, n_independent=document.n_independent, terms=document.terms,
        merged_into=document.merged_into, split_from=document.split_from, moved=bundle.moved, related=document.related, updated=updated,
        edition=document.edition,
    )  # fmt: skip


def index_line(document: BundleDocument) -> IndexLine:
    names = dict.fromkeys(m.publisher or m.site for m in document.members)
    return IndexLine(
        id=document.id, version=document.version, language=document.language, title=document.title,
        lead=next((m.lead for m in document.members if m.lead), ""), first_event=document.first_event, last_event=document.last_event,
        n_stories=document.n_stories, n_publishers=document.n_publishers, n_independent=document.n_independent,
        publishers=tuple(n for n in names if n)[:INDEX_PUBLISHERS], stories=index_stories(document),
        terms=document.terms, edition=document.edition,
    )  # fmt: skip


def index_stories(document: BundleDocument) -> tuple[IndexStory, ...]:
    """The earliest original of each outlet, as many as a front page shows."""
    first: dict[str, Member] = {}
    for member in document.members:
        first.setdefault(member.site or member.publisher or member.id, member)
    return tuple(
        IndexStory(
            id=m.id, url=m.url, title=m.title, publisher=m.publisher or m.site, published=m.published,
            published_precision=m.published_precision, n_copies=len(m.copies),
            copies=tuple(IndexCopy(id=c.id, url=c.url, publisher=c.publisher or c.site) for c in m.copies[:INDEX_COPIES]),
        )
        for m in list(first.values())[:INDEX_STORIES]
    )  # fmt: skip


def next_index(before: Iterable[IndexLine], changed: Iterable[BundleDocument]) -> tuple[IndexLine, ...]:
    """The open bundles after an edition, the most independent sources first; open are those within reach of the newest event."""
    lines = {line.id: line for line in before}
    for document in changed:
        lines.pop(document.id, None)
        if not document.merged_into:
            lines[document.id] = index_line(document)
    if not lines:
        return ()
    oldest = max(line.last_event for line in lines.values()) - INDEX_REACH
    open_lines = sorted(
        (line for line in lines.values() if line.last_event >= oldest), key=lambda line: (line.last_event, line.id), reverse=True
    )
    return tuple(sorted(open_lines, key=lambda line: -line.n_independent))
