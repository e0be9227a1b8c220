"""Where the new stories of an edition go: with which open bundles, with one another, or alone. Knows rows, not verdicts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from connectors.records import Sketch
from transforms.bundle.agreement import Floats, Ints
from transforms.bundle.bonds import NO_BONDS, Bonds
from transforms.bundle.closeness import Closeness
from transforms.bundle.dense import move_similarities
from transforms.bundle.group import Groups
from transforms.bundle.settings import BundleSettings
from transforms.bundle.vectors import Vectors, find_candidates


@dataclass(frozen=True, slots=True)
class Part:
    """Stories that belong together, by row."""

    rows: tuple[int, ...]  # sorted; of settled bundles only the latest
    bundle: str = ""  # the open bundle whose id it keeps; empty: it opens one


@dataclass(frozen=True, slots=True)
class Placing:
    """The parts that have new stories or changed, and for each new row the rows it was compared with, closest first."""

    parts: tuple[Part, ...]
    taken: dict[str, str]  # open bundle that ends → the one that takes it over
    near: dict[int, list[tuple[float, int]]]
    vectors: Vectors


def place_stories(
    stories: Sequence[Sketch], homes: Sequence[str], order: Sequence[str], founders: Mapping[str, str], settings: BundleSettings,
    bonds: Bonds = NO_BONDS,
) -> Placing:
    """Group stories, published ones first, then new ones, each in the order of their event times.

    ``homes`` names the open bundle of each published story and is empty for a new one; ``order`` is all open bundles, the
    one whose id survives a merge first; ``founders`` gives their founding stories. The bundles that a new story or one of the
    latest edition comes near are grouped afresh, story by story, as if all had come at once, so that the cut between editions
    matters little; but for settled ones, which are too large to move, and what is published weighs a little (``stay``).
    ``bonds`` are what an editor wants of it.
    """
    vectors = Vectors(stories, settings)
    closeness = Closeness(stories, vectors, settings)
    latest = max((story.edition for story, home in zip(stories, homes, strict=True) if home), default="")
    asked = np.array([i for i, home in enumerate(homes) if not home or stories[i].edition == latest], dtype=np.int64)
    left, right, similarity = compare(closeness, asked)
    reach = similarity >= settings.threshold / 2  # with less, two groups of one event have closer stories elsewhere
    met = {homes[i] for i in {*left[reach].tolist(), *right[reach].tolist()}}
    touched = [name for name in order if name in met]

    held: dict[str, list[int]] = {name: [] for name in touched}
    for row in range(len(stories) - 1, -1, -1):
        if homes[row] in held and len(held[homes[row]]) < settings.bundle_members:
            held[homes[row]].append(row)
    start = [sorted(rows) for rows in held.values() if len(rows) > settings.settled_stories or (rows and homes[rows[0]] in bonds.held)]
    settled = {homes[rows[0]] for rows in start}
    start += [[row] for row, home in enumerate(homes) if not home or (home in held and home not in settled)]
    group_of = {row: group for group, rows in enumerate(start) for row in rows}
    chosen = np.array([rows[0] for rows in start if len(rows) == 1], dtype=np.int64)
    rest = compare(closeness, np.setdiff1d(chosen, asked))
    pairs = dict(zip(zip(left.tolist(), right.tolist(), strict=True), similarity.tolist(), strict=True))
    pairs.update(zip(zip(rest[0].tolist(), rest[1].tolist(), strict=True), rest[2].tolist(), strict=True))

    parties = [homes[rows[0]] or stories[rows[0]].copy_of or stories[rows[0]].id for rows in start]
    groups = Groups(closeness, start, homes, foes=bonds.foes(parties))
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), score in sorted(pairs.items()):
        if a in group_of and b in group_of:
            if group_of[a] != group_of[b]:
                groups.link(group_of[a], group_of[b], score)
            if not homes[b]:
                near[b].append((score, a))
            if not homes[a]:
                near[a].append((score, b))
        else:
            for row in (a, b):
                if row in group_of:
                    groups.around[group_of[row]] += score
    for group, rows in enumerate(start):
        if homes[rows[0]] in settled:  # of a settled bundle, only the new stories near it are known
            groups.around[group] = math.inf
    groups.merge_all()
    found = sorted(tuple(sorted(rows)) for rows, alive in zip(groups.members, groups.alive, strict=True) if alive)
    names, taken = name_parts(found, stories, homes, touched, founders)
    parts = [Part(rows, name) for rows, name in zip(found, names, strict=True) if any(not homes[row] or homes[row] != name for row in rows)]
    closest = {row: sorted(near[row], key=lambda item: (-item[0], item[1])) for row in group_of if not homes[row]}
    return Placing(tuple(parts), taken, closest, vectors)


def compare(closeness: Closeness, asked: Ints) -> tuple[Ints, Ints, Floats]:
    """Pairs of rows worth comparing, at least one of them in ``asked``, and their similarities."""
    left, right = find_candidates(closeness.vectors, asked, closeness.settings)
    close = closeness.apart(left, right) <= closeness.settings.idle_days
    left, right = left[close], right[close]
    scores, settings = closeness.of_pairs(left, right).round(6), closeness.settings
    if settings.dense.model:
        scores = move_similarities(scores, left, right, closeness.titles, settings.threshold, settings.dense)
    return left, right, scores


def name_parts(
    parts: Sequence[tuple[int, ...]], stories: Sequence[Sketch], homes: Sequence[str], order: Sequence[str], founders: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """The open bundle that each part goes on with, empty for none; and which bundles others take over.

    A bundle goes where its founding story is, or most of its stories if that one is out of sight. Of several that go to one
    part the first in ``order`` keeps its id; another stays with the part that has most of its stories, if that is free, and ends otherwise.
    """
    names = [""] * len(parts)
    share: dict[str, Counter[int]] = {name: Counter() for name in order}
    founding: dict[str, int] = {}
    for number, rows in enumerate(parts):
        for row in rows:
            if homes[row]:
                share[homes[row]][number] += 1
                if stories[row].id == founders[homes[row]]:
                    founding[homes[row]] = number
    most = {name: min(held, key=lambda number: (-held[number], number)) for name, held in share.items()}
    late: dict[str, int] = {}
    for name in order:
        wanted = founding.get(name, most[name])
        if names[wanted]:
            late[name] = wanted
        else:
            names[wanted] = name
    taken = {}
    for name, wanted in late.items():
        if not names[most[name]] and 2 * share[name][most[name]] > share[name].total():
            names[most[name]] = name
        else:
            taken[name] = names[wanted]
    return names, taken
