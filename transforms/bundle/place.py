"""Where the new stories of an edition go: with which open bundles, with one another, or alone. Knows rows, not verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from connectors.records import Sketch
from transforms.bundle.closeness import Closeness
from transforms.bundle.group import Groups
from transforms.bundle.settings import BundleSettings
from transforms.bundle.vectors import Vectors, find_candidates


@dataclass(frozen=True, slots=True)
class Part:
    """Stories that belong together, by row."""

    rows: tuple[int, ...]  # sorted; of large bundles only the latest
    bundles: tuple[str, ...] = ()  # open bundles that it holds, the one that stays first
    split_from: str = ""  # the open bundle that it leaves


@dataclass(frozen=True, slots=True)
class Placing:
    """The parts that have new stories or changed, and for each new row the rows it was compared with, closest first."""

    parts: tuple[Part, ...]
    near: dict[int, list[tuple[float, int]]]
    vectors: Vectors


def place_stories(
    stories: Sequence[Sketch], homes: Sequence[str], order: Sequence[str], founders: Mapping[str, str], settings: BundleSettings
) -> Placing:
    """Group stories, published ones first, then new ones, each in the order of their event times.

    ``homes`` names the open bundle of each published story and is empty for a new one; ``order`` is all open bundles, the
    one whose id survives a merge first; ``founders`` gives their founding stories. Published stories keep together unless
    ``split_bundle`` says otherwise. Looked at are the bundles that a new story or one of the latest edition comes near: what was
    half told in one edition is judged once more in the next, so that the cut between editions matters little.
    """
    vectors = Vectors(stories, settings)
    closeness = Closeness(stories, vectors, settings)
    fresh = np.array([i for i, home in enumerate(homes) if not home], dtype=np.int64)
    latest = max((story.edition for story, home in zip(stories, homes, strict=True) if home), default="")
    asked = np.array([i for i, home in enumerate(homes) if not home or stories[i].edition == latest], dtype=np.int64)
    left, right = find_candidates(vectors, asked, settings)
    close = closeness.apart(left, right) <= settings.idle_days
    left, right = left[close], right[close]
    similarity = closeness.of_pairs(left, right).round(6)

    met = {homes[i] for i in {*left.tolist(), *right.tolist()}}
    touched = [name for name in order if name in met]
    number = {name: i for i, name in enumerate(touched)}
    start: list[list[int]] = [[] for _ in touched]
    group_of: dict[int, int] = {}
    for row in range(len(stories) - 1, -1, -1):
        group = number.get(homes[row], -1)
        if group >= 0 and len(start[group]) < settings.bundle_members:
            start[group].append(row)
            group_of[row] = group
    for row in fresh.tolist():
        group_of[row] = len(start)
        start.append([row])

    groups = Groups(closeness, start, published=len(touched))
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for a, b, score in zip(left.tolist(), right.tolist(), similarity.tolist(), strict=True):
        if a in group_of and b in group_of:
            if group_of[a] != group_of[b]:
                groups.link(group_of[a], group_of[b], score)
            near[b].append((score, a))
            if not homes[a]:
                near[a].append((score, b))
    groups.merge_all()

    parts: list[Part] = []
    doubtful: list[Part] = []
    for group, rows in enumerate(groups.members):
        held = sorted({number[homes[row]] for row in rows if homes[row]})
        part = Part(tuple(sorted(rows)), tuple(touched[i] for i in held))
        if groups.alive[group] and (len(held) != 1 or any(not homes[row] for row in rows)):
            (doubtful if len(held) == 1 and len(rows) > 2 else parts).append(part)
    for part, pairs in zip(doubtful, closeness.within([part.rows for part in doubtful]), strict=True):
        parts += split_bundle(part, pairs, stories, homes, founders, closeness)
    return Placing(tuple(parts), {row: sorted(near[row], key=lambda item: (-item[0], item[1])) for row in fresh.tolist()}, vectors)


def split_bundle(
    whole: Part,
    pairs: Mapping[tuple[int, int], float],
    stories: Sequence[Sketch],
    homes: Sequence[str],
    founders: Mapping[str, str],
    closeness: Closeness,
) -> list[Part]:
    """One open bundle and its new stories, taken apart where grouping them afresh finds more than one event.

    ``pairs`` has the similarities of all pairs of rows. The part with the founding story keeps the bundle; if that story is
    not among the rows, the part with most published stories.
    """
    (bundle,) = whole.bundles
    if min(pairs.values()) >= closeness.settings.threshold:
        return [whole]
    number = {row: i for i, row in enumerate(whole.rows)}
    afresh = Groups(closeness, [[row] for row in whole.rows], relief=closeness.settings.split_margin)
    for (left, right), score in pairs.items():
        afresh.link(number[left], number[right], score)
    afresh.merge_all()
    found = [tuple(sorted(part)) for part, alive in zip(afresh.members, afresh.alive, strict=True) if alive]

    def claim(part: tuple[int, ...]) -> tuple[bool, int, int]:
        founding = any(stories[row].id == founders[bundle] for row in part)
        return (not founding, -sum(homes[row] != "" for row in part), part[0])

    found.sort(key=claim)
    return [
        Part(part, (bundle,) if i == 0 else (), bundle if i > 0 and any(homes[row] for row in part) else "") for i, part in enumerate(found)
    ]
