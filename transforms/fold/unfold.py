"""Take published groups of copies apart where an editor says that two of their stories are no copies of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import numpy as np

from connectors.records import Fold, Sketch
from transforms.fold.originals import choose_original
from transforms.fold.settings import FoldSettings
from transforms.fold.verify import Likeness, Verifier
from transforms.overrides import Link


def loosen_copies(window: Sequence[Sketch], cannot: Sequence[Link], settings: FoldSettings | None = None) -> list[Fold]:
    """The verdicts on published stories that the cannot-links change; sorted by id.

    The two named stories part; each other story of the group goes with the one that it is more like, and stays where it is like neither.
    Every part is led by its original, as folding chooses it. The result doesn't depend on the order of the input.
    """
    settings = settings or FoldSettings()
    by_id = {sketch.id: sketch for sketch in window}

    def group(id: str) -> str:
        return by_id[id].copy_of or id

    broken: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(cannot):
        if link.left in by_id and link.right in by_id and group(link.left) == group(link.right):
            broken[group(link.left)].append(link)
    folds: list[Fold] = []
    for root, links in sorted(broken.items()):
        members = sorted((s for s in window if (s.copy_of or s.id) == root), key=lambda s: s.seniority)
        first, last = members[0].event_time - 2 * settings.window, members[-1].event_time + 2 * settings.window
        near = sorted((s for s in window if first <= s.event_time <= last), key=lambda s: s.seniority)
        folds += _part(members, links, near, settings)
    return sorted(folds, key=lambda fold: fold.id)


def _part(members: Sequence[Sketch], links: Sequence[Link], near: Sequence[Sketch], settings: FoldSettings) -> list[Fold]:
    """The verdicts that change in one group; ``members`` and ``near`` in order of seniority."""
    verifier = Verifier(near, settings)
    place = {sketch.id: number for number, sketch in enumerate(near)}
    by_id = {sketch.id: sketch for sketch in members}

    def like(one: str, other: str) -> Likeness:
        return verifier.compare(place[one], place[other], _jaccard(by_id[one], by_id[other]))

    def closest(id: str, others: Sequence[str]) -> tuple[float, str]:
        """The best score with any of the others, and with whom."""
        return max(((like(id, other).score, other) for other in others), default=(0.0, ""))

    foes: dict[str, set[str]] = defaultdict(set)
    for link in links:
        foes[link.left].add(link.right)
        foes[link.right].add(link.left)
    seeds: list[list[str]] = []
    part_of: dict[str, int] = {}
    for id in [s.id for s in members if s.id in foes]:
        free = [number for number, seed in enumerate(seeds) if foes[id].isdisjoint(seed)]
        alike = {number: closest(id, seeds[number])[0] for number in free}
        chosen = max(free, key=lambda number: (alike[number], -number), default=len(seeds))
        if chosen == len(seeds):
            seeds.append([])
        seeds[chosen].append(id)
        part_of[id] = chosen
    root = next((s.id for s in members if not s.copy_of), "")  # absent where it lies outside the window
    matched: dict[str, str] = {}
    waiting = sorted((s for s in members if s.id not in foes), key=lambda s: s.id != root)  # the root first: who is like none stays with it
    for sketch in waiting:
        ranked = [(score, -number, other) for number, seed in enumerate(seeds) for score, other in [closest(sketch.id, seed)]]
        score, minus_number, other = max(ranked)
        stays = not score and root in part_of
        part_of[sketch.id], matched[sketch.id] = (part_of[root], root) if stays else (-minus_number, other)
    folds = []
    for number in range(len(seeds)):
        part = [s for s in members if part_of[s.id] == number]
        head = part[choose_original(range(len(part)), part, partial(_near, part, settings.window))]
        absent = not root and number == 0  # the group's root is out of sight: its first part stays with it
        for sketch in part:
            inside = abs(sketch.event_time - head.event_time) <= settings.window
            copy_of = sketch.copy_of if absent else head.id if inside and sketch is not head else ""
            if copy_of == sketch.copy_of:
                continue
            fold = Fold(
                id=sketch.id, copy_of=copy_of, rule="follows" if copy_of else "cannot-link", threshold=settings.threshold,
                override=links[0].words,
            )  # fmt: skip
            if copy_of:
                other = matched.get(sketch.id, head.id)
                fold = replace(like(sketch.id, other).as_evidence(fold), matched=other)
            folds.append(fold)
    return folds


def _near(part: Sequence[Sketch], window: timedelta, a: int, b: int) -> bool:
    return abs(part[a].event_time - part[b].event_time) <= window


def _jaccard(one: Sketch, other: Sketch) -> float:
    """As the signatures estimate it."""
    left, right = np.frombuffer(one.signature, dtype="<u4"), np.frombuffer(other.signature, dtype="<u4")
    return float(np.mean(left == right)) if len(left) and len(left) == len(right) else 0.0
