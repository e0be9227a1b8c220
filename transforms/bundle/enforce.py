"""What overrides change in published bundles: bundles that a must-link joins, and those that a cannot-link takes apart.

No threshold decides here, only the editor; how alike stories are decides who goes with whom where a bundle is taken apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from connectors.records import Membership, OpenBundle, Sketch
from transforms.bundle.settings import BundleSettings
from transforms.bundle.similarity import Closeness
from transforms.bundle.state import bundle_id
from transforms.bundle.tfidf import Vectors
from transforms.overrides import Components, Link, Links


def mend_bundles(
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
    bundles = {row.id: row for row in open_bundles if not row.merged_into}
    home = {story: row.id for row in bundles.values() for story in row.members}
    must = [(root[link.left], root[link.right], link) for link in links.must]
    cannot = [(root[link.left], root[link.right], link) for link in links.cannot]
    joined = _join(bundles, home, must, sketches)
    found: dict[str, Membership] = {}
    moved: dict[str, str] = {}

    def now(story: str) -> str:
        at = home.get(story, "")
        return moved.get(story) or (joined[at][0] if at in joined else at)

    for name, (goal, link) in joined.items():
        for story in bundles[name].members:
            rule = "must-link" if root.get(story, story) in _ends(must) else "merge"
            found[story] = Membership(
                id=story, bundle_id=goal, rule=rule, matched=name, threshold=settings.threshold, override=link.words
            )
    for one, other, link in sorted(must, key=lambda item: item[2]):
        if one not in home or other not in home or now(one) == now(other):
            continue
        later = max(one, other, key=lambda name: (bundles[now(name)].opened, now(name)))
        goal = now(one if later == other else other)
        for story in sorted(name for name in root if root[name] == later and home.get(name) == home[later]):
            moved[story] = goal
            found[story] = Membership(
                id=story, bundle_id=goal, rule="must-link" if story == later else "merge", matched=home[story],
                threshold=settings.threshold, override=link.words,
            )  # fmt: skip

    broken: dict[str, list[tuple[str, str, Link]]] = defaultdict(list)
    for one, other, link in cannot:
        if one != other and now(one) and now(one) == now(other):
            broken[now(one)].append((one, other, link))
    for name, apart in sorted(broken.items()):
        merged = [source for source, (goal, _) in joined.items() if goal == name]
        members = {story for source in (name, *merged) for story in bundles[source].members} | moved.keys()
        stories = sorted(story for story in members if now(story) == name)
        for part in _take_apart(stories, bundles[name].founder, sketches, root, must, apart, settings):
            first = min((sketches[story] for story in part if story in sketches), key=lambda s: (s.event_time, s.seniority), default=None)
            keeps = bundles[name].founder in part or first is None
            goal = name if keeps or first is None else bundle_id(first.id, edition)
            for story in part:
                if home[story] == goal:
                    found.pop(story, None)
                elif not keeps:
                    named = root.get(story, story) in _ends(apart)
                    found[story] = Membership(
                        id=story, bundle_id=goal, rule="cannot-link" if named else "split", matched=home[story],
                        threshold=settings.threshold, override=min(link for _, _, link in apart).words,
                    )  # fmt: skip
    return found


def _ends(pairs: Iterable[tuple[str, str, Link]]) -> set[str]:
    return {end for one, other, _ in pairs for end in (one, other)}


def _join(
    bundles: Mapping[str, OpenBundle],
    home: Mapping[str, str],
    must: Iterable[tuple[str, str, Link]],
    sketches: Mapping[str, Sketch],
) -> dict[str, tuple[str, Link]]:
    """Which bundles end, the one that takes each over, and by which link. A bundle with members out of sight doesn't end."""
    group: dict[str, str] = {}

    def find(name: str) -> str:
        while group.get(name, name) != name:
            name = group[name]
        return name

    why: dict[str, Link] = {}
    for one, other, link in sorted(must, key=lambda item: item[2]):
        if one in home and other in home and home[one] != home[other]:
            first, second = sorted((find(home[one]), find(home[other])), key=lambda name: (bundles[name].opened, name))
            if not set(bundles[second].members) <= sketches.keys():
                continue
            group[second] = first
            why.setdefault(home[one], link)
            why.setdefault(home[other], link)
    return {name: (find(name), why[name]) for name in sorted(why) if find(name) != name}


def _take_apart(
    stories: Sequence[str],
    founder: str,
    sketches: Mapping[str, Sketch],
    root: Mapping[str, str],
    must: Iterable[tuple[str, str, Link]],
    apart: Iterable[tuple[str, str, Link]],
    settings: BundleSettings,
) -> list[set[str]]:
    """The stories of one bundle in parts that keep the cannot-links; the founding story's first."""
    tied = Components()
    for one, other, _ in must:
        tied.unite(one, other)
    unit = {story: tied.find(root.get(story, story)) for story in stories}
    heads = sorted((sketches[s] for s in stories if s in sketches and root[s] == s), key=lambda s: (s.event_time, s.seniority))
    row = {sketch.id: number for number, sketch in enumerate(heads)}
    rows_of: dict[str, list[int]] = defaultdict(list)
    for sketch in heads:
        rows_of[unit[sketch.id]].append(row[sketch.id])
    closeness = Closeness(heads, Vectors(heads, settings), settings)
    everyone = np.arange(len(heads))
    foes: dict[str, set[str]] = defaultdict(set)
    for one, other, _ in apart:
        foes[tied.find(one)].add(tied.find(other))
        foes[tied.find(other)].add(tied.find(one))

    parts: list[set[str]] = []  # of units
    sums: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []  # similarity of every row to the rows of each part
    sizes: list[int] = []

    def add(part: int, name: str) -> None:
        parts[part].add(name)
        for number in rows_of[name]:
            sums[part] += closeness.of_pairs(np.minimum(everyone, number), np.maximum(everyone, number)).round(6)
            sizes[part] += 1

    def best(name: str) -> tuple[float, int]:
        """The closest part without a foe: (its mean similarity, less than 0 for none, and number)."""
        found = (-1.0, -1)
        for part, names in enumerate(parts):
            if names.isdisjoint(foes[name]) and rows_of[name]:
                near = round(float(np.mean(sums[part][rows_of[name]])) / max(sizes[part], 1), 6)
                found = max(found, (near, -part))
        return found[0], -found[1]

    first = unit.get(founder, "")
    named = sorted((name for name in foes if name != first), key=lambda name: (rows_of[name][:1] or [len(heads)], name))
    for name in [first, *named] if first in foes else named:
        score, part = best(name)
        if score < 0:
            part = len(parts)
            parts.append(set())
            sums.append(np.zeros(len(heads)))
            sizes.append(0)
        add(part, name)
    waiting = sorted(name for name in rows_of if not any(name in names for names in parts))
    number_of = {name: number for number, name in enumerate(waiting)}
    owner = np.array([number_of.get(unit[sketch.id], len(waiting)) for sketch in heads], dtype=np.int64)
    share = 1.0 / np.maximum(np.bincount(owner, minlength=len(waiting) + 1), 1)
    left = np.ones(len(waiting), dtype=np.bool_)
    while left.any():
        near = [np.bincount(owner, total / max(size, 1), len(waiting) + 1) * share for total, size in zip(sums, sizes, strict=True)]
        scores = np.where(left, np.stack(near)[:, :-1].round(6), -1.0)
        number = int(np.argmax(scores.max(axis=0)))  # of equals the first
        add(int(np.argmax(scores[:, number])), waiting[number])
        left[number] = False
    home = {name: part for part, names in enumerate(parts) for name in names}
    kept = home.get(first, 0)
    found: list[set[str]] = [set() for _ in parts]
    for story in stories:
        found[home.get(unit[story], kept)].add(story)
    return [found[kept], *(part for number, part in enumerate(found) if number != kept and part)]
