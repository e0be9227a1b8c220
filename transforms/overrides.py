"""What an editor's overrides mean for an edition: which stories they name, which languages they change, which pairs they bind.

The file is read by ``connectors.overrides``. Here its names become story ids, by what the store knows and by what arrives; folding
and bundling get them as ``Links``: pairs of ids within one language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from connectors.editions.documents import Manifest
from connectors.editions.reading import read_rows
from connectors.editions.rows import StoryStand
from connectors.feeds.identity import page_key
from connectors.hashes import content_hash, identity_key
from connectors.overrides import Override, OverridesError, contradictions, sort_key
from connectors.records import Known, OpenBundle, Sketch, Story
from connectors.store import Store

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the store has a published story."""

    id: str
    language: str
    event_time: datetime


@dataclass(frozen=True, slots=True)
class Bound:
    """An override with the published stories that it names; None where the store has no such story (yet)."""

    override: Override
    left: Place | None = None
    right: Place | None = None

    @property
    def languages(self) -> set[str]:
        return {place.language for place in (self.left, self.right) if place}


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An override on two stories at hand."""

    left: str  # story ids
    right: str
    words: str  # as the published evidence tells it


@dataclass(frozen=True, slots=True)
class Links:
    """The overrides that hold among the stories at hand of one language; none contradicts another."""

    must: tuple[Link, ...] = ()
    cannot: tuple[Link, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.must or self.cannot)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many overrides hold, how many wait for a story, and which can't be kept, each with the reason."""

    applied: int = 0
    waiting: int = 0
    refused: tuple[tuple[Override, str], ...] = ()


NO_LINKS = Links()


def bind_overrides(overrides: Iterable[Override], known: Mapping[str, Known]) -> tuple[Bound, ...]:
    """Find the published stories that the overrides name. Raises OverridesError where two names turn out to be one story and the
    overrides contradict each other by that."""
    bound = [Bound(o, _find(o.left, known), _find(o.right, known)) for o in sorted(overrides, key=sort_key)]
    problems = contradictions([_by_id(b.override, b.left.id if b.left else "", b.right.id if b.right else "") for b in bound])
    if problems:
        raise OverridesError(problems)
    return tuple(bound)


def _by_id(override: Override, left: str, right: str) -> Override:
    left, right = sorted((left or override.left, right or override.right))
    return replace(override, left=left, right=right)


def _find(name: str, known: Mapping[str, Known]) -> Place | None:
    """The published story of that id or URL."""
    ids = [name]
    if "://" in name:
        listed = known.get(page_key(name)) or known.get(identity_key("url", name))
        ids = [content_hash("url", name)] + ([listed.story_id] if listed else [])
    for id in ids:
        found = known.get(identity_key("story", id))
        if found and found.event_time:
            return Place(id, found.language, found.event_time)
    return None


def link_stories(bound: Iterable[Bound], language: str, sketches: Collection[Sketch]) -> Links:
    """The overrides whose two stories are among ``sketches``, all of one language. New ones are found by id and by URL.

    A must-link that a cannot-link contradicts, once it has turned out that two names are one story, is left out.
    """
    ids = {sketch.id for sketch in sketches}
    by_url = {sketch.url: sketch.id for sketch in sorted(sketches, key=lambda s: s.id, reverse=True) if sketch.url}

    def named(name: str, place: Place | None) -> str:
        if place:
            return place.id if place.language == language and place.id in ids else ""
        if "://" not in name:
            return name if name in ids else ""
        made = content_hash("url", name)
        return by_url.get(name) or (made if made in ids else "")

    found: dict[str, list[Link]] = {"must-link": [], "cannot-link": []}
    for b in bound:
        left, right = named(b.override.left, b.left), named(b.override.right, b.right)
        if left and right and left != right:
            found[b.override.kind].append(Link(min(left, right), max(left, right), b.override.words))
    return keep_links(found["must-link"], found["cannot-link"])


def keep_links(must: Iterable[Link], cannot: Iterable[Link]) -> Links:
    """The links without must-links that contradict cannot-links; of several on one pair the first in order."""
    apart = {(link.left, link.right): link for link in sorted(cannot, reverse=True)}
    group = Components()
    kept: dict[tuple[str, str], Link] = {}
    for link in sorted(must):
        before = dict(group.parent)
        group.unite(link.left, link.right)
        if any(group.find(a) == group.find(b) for a, b in apart):
            group.parent = before
        else:
            kept.setdefault((link.left, link.right), link)
    return Links(tuple(kept.values()), tuple(sorted(apart.values())))


class Components:
    """Names that must-links join, directly or by others: union-find whose roots are the smallest names."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        while self.parent.get(name, name) != name:
            name = self.parent[name]
        return name

    def unite(self, one: str, other: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self.parent[second] = first


def judge_overrides(bound: Iterable[Bound], arrived: Iterable[Story] = ()) -> Standing:
    """How the overrides stand with the published stories and those of this edition."""
    stories = {story.id: story for story in arrived}
    by_url = {url: story for story in sorted(stories.values(), key=lambda s: s.id, reverse=True) for url in (story.link, story.url) if url}
    applied, waiting = 0, 0
    refused = []
    ready: dict[tuple[str, str], list[Bound]] = defaultdict(list)
    links: dict[str, list[Link]] = {"must-link": [], "cannot-link": []}
    for b in bound:
        left, right = b.left or _arrived(b.override.left, stories, by_url), b.right or _arrived(b.override.right, stories, by_url)
        if left is None or right is None:
            waiting += 1
        elif left.language != right.language and b.override.kind == "must-link":
            told = f"the one story is in {left.language}, the other in {right.language}, and a bundle has one language"
            refused.append((b.override, told))
        elif left.id == right.id:
            refused.append((b.override, f"both names mean the story {left.id}"))
        else:
            pair = (min(left.id, right.id), max(left.id, right.id))
            links[b.override.kind].append(Link(*pair, b.override.words))
            ready[pair].append(b)
            applied += 1
    kept = {(link.left, link.right) for link in keep_links(links["must-link"], links["cannot-link"]).must}
    for pair, those in sorted(ready.items()):
        for b in those:
            if b.override.kind == "must-link" and pair not in kept:
                applied -= 1
                refused.append((b.override, "a cannot-link contradicts it"))
    return Standing(applied, waiting, tuple(sorted(refused, key=lambda item: sort_key(item[0]))))


def _arrived(name: str, stories: Mapping[str, Story], by_url: Mapping[str, Story]) -> Story | None:
    """The arrived story that an override names by its id or one of its URLs."""
    return stories.get(name) or by_url.get(name) or stories.get(content_hash("url", name))


# --- what the store has of the stories named


def languages_in_violation(store: Store, manifest: Manifest | None, bound: Sequence[Bound]) -> tuple[str, ...]:
    """The languages in which published stories stand otherwise than the overrides want; sorted."""
    both = [b for b in bound if b.left and b.right and len(b.languages) == 1]
    stands = load_stands(store, manifest, [place for b in both for place in (b.left, b.right) if place])
    found = set()
    for b in both:
        assert b.left and b.right
        left, right = stands.get(b.left.id), stands.get(b.right.id)
        if left and right and violates(left, right, b.override):
            found.add(b.left.language)
    return tuple(sorted(found))


def violates(left: StoryStand | Sketch, right: StoryStand | Sketch, override: Override) -> bool:
    """Whether two published stories violate an override: stand otherwise than it wants."""
    together = left.bundle_id == right.bundle_id
    return not together if override.kind == "must-link" else together or (left.copy_of or left.id) == (right.copy_of or right.id)


def load_stands(store: Store, manifest: Manifest | None, places: Iterable[Place]) -> dict[str, StoryStand]:
    """Where the published stories stand, by id. Reads the partitions of their days only."""
    return {row.id: row for row in _load_placed(store, manifest, places, StoryStand)}


def _load_placed(store: Store, manifest: Manifest | None, places: Iterable[Place], record: type[_T]) -> list[_T]:
    days: dict[tuple[str, datetime], set[str]] = defaultdict(set)
    for place in places:
        days[place.language, place.event_time].add(place.id)
    rows: list[_T] = []
    for (language, at), ids in sorted(days.items()):
        rows += read_rows(store, manifest, "sketches", record, partition=language, span=(at, at), ids=ids)
    return rows


def load_linked(
    store: Store,
    manifest: Manifest | None,
    language: str,
    bound: Iterable[Bound],
    arrived: Sequence[Sketch],
    window: Sequence[Sketch],
    bundles: Sequence[OpenBundle],
) -> tuple[tuple[Sketch, ...], tuple[OpenBundle, ...]]:
    """The window and its bundles with what else overrides need: the named stories whose bundles are in reach; of those that stand
    otherwise than wanted, and of those whose partner has just arrived, also the bundle and all its members. Both by id."""
    sketches, rows = {s.id: s for s in window}, {b.id: b for b in bundles}
    new = {s.id for s in arrived} | {s.url for s in arrived if s.url}
    wanted: list[Place] = []
    both: list[tuple[Override, Place, Place]] = []
    for b in bound:
        here = [place for place in (b.left, b.right) if place and place.language == language]
        if len(here) == 2:
            both.append((b.override, here[0], here[1]))
        elif here and any(name in new or content_hash("url", name) in new for name in (b.override.left, b.override.right)):
            wanted += here
    far = {place.id: place for _, one, two in both for place in (one, two) if place.id not in sketches}
    stands: dict[str, StoryStand | Sketch] = {**load_stands(store, manifest, far.values()), **sketches}
    for override, one, two in both:
        if one.id in stands and two.id in stands and violates(stands[one.id], stands[two.id], override):
            wanted += [one, two]
    near = [place for id, place in far.items() if id in stands and stands[id].bundle_id in rows]
    for sketch in _load_placed(store, manifest, [place for place in (*near, *wanted) if place.id not in sketches], Sketch):
        sketches[sketch.id] = sketch
    for place in sorted(wanted, key=lambda p: (p.event_time, p.id)):
        name = sketches[place.id].bundle_id if place.id in sketches else ""
        if name and name not in rows:
            at = place.event_time
            rows |= {b.id: b for b in read_rows(store, manifest, "bundles", OpenBundle, partition=language, span=(at, at), ids={name})}
        row = rows.get(name)
        missing = set(row.members) - set(sketches) if row else set()
        if row and missing:
            span = (row.first_event, row.last_event)
            sketches |= {s.id: s for s in read_rows(store, manifest, "sketches", Sketch, partition=language, span=span, ids=missing)}
    return tuple(sketches[id] for id in sorted(sketches)), tuple(rows[id] for id in sorted(rows))
