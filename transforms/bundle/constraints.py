"""An editor's must-links and cannot-links as constraints: what they ask of new stories, and what they change in published bundles.

No threshold decides here, only the editor; how similar stories are decides who goes with whom where a bundle is taken apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from connectors.records import Membership, OpenBundle, Sketch
from transforms.bundle.settings import BundleSettings
from transforms.bundle.similarity import Similarity
from transforms.bundle.state import bundle_id
from transforms.bundle.tfidf import TfidfVectors
from transforms.overrides import Components, Link, Links

RootLink = tuple[str, str, Link]
"""A link with the originals that its two stories are or copy."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What clustering new stories must keep to. A party is an open bundle, by its id, or a new original, by its."""

    fixed_bundles: frozenset[str] = frozenset()  # open bundles that keep together
    cannot_link: frozenset[tuple[str, str]] = frozenset()  # pairs of parties that never come together

    def cannot_link_pairs(self, parties: Sequence[str]) -> list[tuple[int, int]]:
        """The places of the parties that never come together."""
        place = {name: number for number, name in enumerate(parties)}
        return sorted((place[one], place[other]) for one, other in self.cannot_link if one in place and other in place)


NO_CONSTRAINTS = Constraints()


def derive_constraints(links: Links, root: Mapping[str, str], bundle_of: Mapping[str, str]) -> Constraints:
    """The constraints of the links. ``root`` names the original of every story at hand, ``bundle_of`` the open bundle of published ones.

    Stories that are of one bundle already are no parties to each other: nothing keeps them apart until that is enforced.
    """
    published = {root[copy]: bundle_of[copy] for copy in sorted(root, reverse=True) if copy in bundle_of}
    published |= {name: bundle_of[name] for name in root.values() if name in bundle_of}  # its own wins over those of its copies
    tied = Components()
    for link in links.must:
        tied.unite(root[link.left], root[link.right])
    parties: dict[str, set[str]] = defaultdict(set)
    for link in (*links.must, *links.cannot):
        for name in (root[link.left], root[link.right]):
            parties[tied.find(name)].add(published.get(name, name))
    apart = set()
    for link in links.cannot:
        ones, others = (parties[tied.find(root[end])] for end in (link.left, link.right))
        apart |= {(min(one, other), max(one, other)) for one in ones for other in others if one != other}
    named = {name for own in parties.values() for name in own}
    return Constraints(frozenset(named & set(bundle_of.values())), frozenset(apart))


def enforce_constraints(
    open_bundles: Sequence[OpenBundle],
    sketches: Mapping[str, Sketch],
    root: Mapping[str, str],
    links: Links,
    edition: str,
    settings: BundleSettings,
) -> dict[str, Membership]:
    """The memberships of published stories that the links change, by story id.

    ``root`` names the original of every story in ``sketches``; a link on a copy binds its original, and all copies go along. Bundles
    joined keep the id of the one opened first. Where a bundle is taken apart, the part with its founding story keeps its id; each
    other story goes with the part that it is closest to on average. A story that is not among ``sketches`` stays where it is, and its
    bundle with it: of such a bundle only the original that the link names goes to the other, with its copies.
    """
    found = _Enforced(open_bundles, sketches, root, links, edition, settings)
    found.join_bundles()
    found.move_stories()
    found.split_bundles()
    return found.memberships


class _Enforced:
    """Published bundles as the links change them, step by step."""

    def __init__(
        self,
        open_bundles: Sequence[OpenBundle],
        sketches: Mapping[str, Sketch],
        root: Mapping[str, str],
        links: Links,
        edition: str,
        settings: BundleSettings,
    ) -> None:
        self.memberships: dict[str, Membership] = {}
        self._bundles = {row.id: row for row in open_bundles if not row.merged_into}
        self._bundle_of = {story: row.id for row in self._bundles.values() for story in row.members}
        self._sketches, self._root, self._edition, self._settings = sketches, root, edition, settings
        self._must: list[RootLink] = [(root[link.left], root[link.right], link) for link in links.must]
        self._cannot: list[RootLink] = [(root[link.left], root[link.right], link) for link in links.cannot]
        self._joined = _join_bundles(self._bundles, self._bundle_of, self._must, sketches)
        self._moved: dict[str, str] = {}  # story → bundle, of those that go alone

    def join_bundles(self) -> None:
        """Every member of a bundle that ends goes to the one that takes it over."""
        named = _ends(self._must)
        for name, (goal, link) in self._joined.items():
            for story in self._bundles[name].members:
                rule = "must-link" if self._root.get(story, story) in named else "merge"
                self._put(story, goal, rule, name, link)

    def move_stories(self) -> None:
        """Where two stories are still apart, the one of the bundle that was opened later goes to the other, with its copies."""
        for one, other, link in sorted(self._must, key=_by_link):
            if one not in self._bundle_of or other not in self._bundle_of or self._now(one) == self._now(other):
                continue
            later = max(one, other, key=lambda name: (self._bundles[self._now(name)].opened, self._now(name)))
            goal, source = self._now(one if later == other else other), self._bundle_of[later]
            for story in sorted(name for name in self._root if self._root[name] == later and self._bundle_of.get(name) == source):
                self._moved[story] = goal
                self._put(story, goal, "must-link" if story == later else "merge", source, link)

    def split_bundles(self) -> None:
        """Take apart the bundles that hold two stories which a cannot-link names."""
        broken: dict[str, list[RootLink]] = defaultdict(list)
        for one, other, link in self._cannot:
            if one != other and self._now(one) and self._now(one) == self._now(other):
                broken[self._now(one)].append((one, other, link))
        for name, cannot in sorted(broken.items()):
            merged = [source for source, (goal, _) in self._joined.items() if goal == name]
            members = {story for source in (name, *merged) for story in self._bundles[source].members} | self._moved.keys()
            stories = sorted(story for story in members if self._now(story) == name)
            parts = split_bundle(stories, self._bundles[name].founder, self._sketches, self._root, self._must, cannot, self._settings)
            for part in parts:
                self._put_part(name, part, cannot)

    def _put_part(self, name: str, part: set[str], cannot: Sequence[RootLink]) -> None:
        """One part of a bundle taken apart: it keeps the id with the founding story, else it opens a bundle."""
        first = min((self._sketches[s] for s in part if s in self._sketches), key=lambda s: (s.event_time, s.seniority), default=None)
        keeps = self._bundles[name].founder in part or first is None
        goal = name if keeps or first is None else bundle_id(first.id, self._edition)
        named = _ends(cannot)
        for story in part:
            if self._bundle_of[story] == goal:
                self.memberships.pop(story, None)
            elif not keeps:
                rule = "cannot-link" if self._root.get(story, story) in named else "split"
                self._put(story, goal, rule, self._bundle_of[story], min(link for _, _, link in cannot))

    def _put(self, story: str, bundle: str, rule: str, source: str, link: Link) -> None:
        self.memberships[story] = Membership(
            id=story, bundle_id=bundle, rule=rule, matched=source, threshold=self._settings.threshold, override=link.words
        )

    def _now(self, story: str) -> str:
        """The bundle of a story by what is enforced so far; empty for one that isn't published."""
        at = self._bundle_of.get(story, "")
        return self._moved.get(story) or (self._joined[at][0] if at in self._joined else at)


def _ends(links: Iterable[RootLink]) -> set[str]:
    return {end for one, other, _ in links for end in (one, other)}


def _by_link(link: RootLink) -> Link:
    return link[2]


def _join_bundles(
    bundles: Mapping[str, OpenBundle], bundle_of: Mapping[str, str], must: Iterable[RootLink], sketches: Mapping[str, Sketch]
) -> dict[str, tuple[str, Link]]:
    """Which bundles end, the one that takes each over, and by which link. A bundle with members that are not at hand doesn't end."""
    into: dict[str, str] = {}
    why: dict[str, Link] = {}
    for one, other, link in sorted(must, key=_by_link):
        if one in bundle_of and other in bundle_of and bundle_of[one] != bundle_of[other]:
            ends = (_follow(into, bundle_of[one]), _follow(into, bundle_of[other]))
            first, second = sorted(ends, key=lambda name: (bundles[name].opened, name))
            if not set(bundles[second].members) <= sketches.keys():
                continue
            into[second] = first
            why.setdefault(bundle_of[one], link)
            why.setdefault(bundle_of[other], link)
    return {name: (_follow(into, name), why[name]) for name in sorted(why) if _follow(into, name) != name}


def _follow(into: Mapping[str, str], name: str) -> str:
    while into.get(name, name) != name:
        name = into[name]
    return name


def split_bundle(
    stories: Sequence[str],
    founder: str,
    sketches: Mapping[str, Sketch],
    root: Mapping[str, str],
    must: Iterable[RootLink],
    cannot: Iterable[RootLink],
    settings: BundleSettings,
) -> list[set[str]]:
    """The stories of one bundle in parts that keep the cannot-links; the founding story's first.

    The components of must-linked stories that a cannot-link names come first, each to the closest part that it may join, else to one
    of its own; then the others, always the closest of all.
    """
    tied = Components()
    for one, other, _ in must:
        tied.unite(one, other)
    component = {story: tied.find(root.get(story, story)) for story in stories}
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other, _ in cannot:
        apart[tied.find(one)].add(tied.find(other))
        apart[tied.find(other)].add(tied.find(one))
    originals = sorted((sketches[s] for s in stories if s in sketches and root[s] == s), key=lambda s: (s.event_time, s.seniority))
    parts = _Parts(originals, [component[sketch.id] for sketch in originals], settings)
    first = component.get(founder, "")
    parts.seed(first, apart)
    parts.add_others()
    part_of = {name: part for part, names in enumerate(parts.members) for name in names}
    kept = part_of.get(first, 0)
    found: list[set[str]] = [set() for _ in parts.members]
    for story in stories:
        found[part_of.get(component[story], kept)].add(story)
    return [found[kept], *(part for number, part in enumerate(found) if number != kept and part)]


class _Parts:
    """Parts of a bundle that grow by whole components of must-linked stories."""

    def __init__(self, originals: Sequence[Sketch], component_of: Sequence[str], settings: BundleSettings) -> None:
        self.members: list[set[str]] = []  # components of each part
        self._sums: list[NDArray[np.float64]] = []  # similarity of every row to the rows of each part
        self._sizes: list[int] = []
        self._component_of = component_of  # by row
        self._rows_of: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(component_of):
            self._rows_of[name].append(row)
        self._everyone = np.arange(len(originals))
        self._similarity = Similarity(originals, TfidfVectors(originals, settings), settings)

    def seed(self, first: str, apart: Mapping[str, set[str]]) -> None:
        """Begin with the components that cannot-links name, the founding story's ``first``, the others in the order of their stories."""
        end = [len(self._component_of)]
        named = sorted((name for name in apart if name != first), key=lambda name: (self._rows_of[name][:1] or end, name))
        for name in [first, *named] if first in apart else named:
            score, part = self._closest(name, apart[name])
            self._add(part if score >= 0 else self._open(), name)

    def _closest(self, name: str, apart: set[str]) -> tuple[float, int]:
        """The closest part without a component that must be apart: (its mean similarity, less than 0 for none, and number)."""
        found = (-1.0, -1)
        for part, names in enumerate(self.members):
            if names.isdisjoint(apart) and self._rows_of[name]:
                near = round(float(np.mean(self._sums[part][self._rows_of[name]])) / max(self._sizes[part], 1), 6)
                found = max(found, (near, -part))
        return found[0], -found[1]

    def _open(self) -> int:
        self.members.append(set())
        self._sums.append(np.zeros(len(self._component_of)))
        self._sizes.append(0)
        return len(self.members) - 1

    def _add(self, part: int, name: str) -> None:
        self.members[part].add(name)
        for row in self._rows_of[name]:
            self._sums[part] += self._similarity.of_pairs(np.minimum(self._everyone, row), np.maximum(self._everyone, row)).round(6)
            self._sizes[part] += 1

    def add_others(self) -> None:
        """Add every component that is in no part yet to the part that it is closest to on average, the closest first."""
        waiting = sorted(name for name in self._rows_of if not any(name in names for names in self.members))
        number_of = {name: number for number, name in enumerate(waiting)}
        owner = np.array([number_of.get(name, len(waiting)) for name in self._component_of], dtype=np.int64)
        share = 1.0 / np.maximum(np.bincount(owner, minlength=len(waiting) + 1), 1)
        left = np.ones(len(waiting), dtype=np.bool_)
        while left.any():
            sums = zip(self._sums, self._sizes, strict=True)
            near = [np.bincount(owner, total / max(size, 1), len(waiting) + 1) * share for total, size in sums]
            scores = np.where(left, np.stack(near)[:, :-1].round(6), -1.0)
            number = int(np.argmax(scores.max(axis=0)))  # of equals the first
            self._add(int(np.argmax(scores[:, number])), waiting[number])
            left[number] = False
