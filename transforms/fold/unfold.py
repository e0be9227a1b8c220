"""Unfold: take published groups of copies apart where an editor says that two of their stories are no copies of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import numpy as np

from connectors.records import Fold, Sketch
from transforms.fold.originals import choose_original
from transforms.fold.settings import FoldSettings
from transforms.fold.verify import PairScore, Verifier
from transforms.overrides import Link


def unfold_copies(window: Sequence[Sketch], cannot: Sequence[Link], settings: FoldSettings | None = None) -> list[Fold]:
    """The verdicts on published stories that the cannot-links change; sorted by id.

    The two named stories part; each other story of the group goes with the one that it is more like, and stays where it is like neither.
    Every part is led by its original, as folding chooses it. The result doesn't depend on the order of the input.
    """
    settings = settings or FoldSettings()
    group_of = {sketch.id: sketch.copy_of or sketch.id for sketch in window}
    broken: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(cannot):
        group = group_of.get(link.left)
        if group is not None and group == group_of.get(link.right):
            broken[group].append(link)
    folds: list[Fold] = []
    for root, links in sorted(broken.items()):
        members = sorted((s for s in window if group_of[s.id] == root), key=lambda s: s.seniority)
        first, last = members[0].event_time - 2 * settings.window, members[-1].event_time + 2 * settings.window
        near = sorted((s for s in window if first <= s.event_time <= last), key=lambda s: s.seniority)
        folds += _split_group(members, links, near, settings)
    return sorted(folds, key=lambda fold: fold.id)


def _split_group(members: Sequence[Sketch], links: Sequence[Link], near: Sequence[Sketch], settings: FoldSettings) -> list[Fold]:
    """The verdicts that change in one group; ``members`` and ``near`` in order of seniority."""
    apart: dict[str, set[str]] = defaultdict(set)
    for link in links:
        apart[link.left].add(link.right)
        apart[link.right].add(link.left)
    scores = _Scores(members, near, settings)
    seeds = _seed_parts([s.id for s in members if s.id in apart], apart, scores)
    root = next((s.id for s in members if not s.copy_of), "")  # absent where it lies outside the window
    parts = _divide(members, seeds, root, scores)
    folds = []
    for number in range(len(seeds)):
        part = [s for s in members if parts.number[s.id] == number]
        untouched = not root and number == 0  # the group's root lies outside the window: its first part stays with it
        if not untouched:
            folds += _verdicts(part, parts.matched, scores, links[0].words, settings)
    return folds


class _Scores:
    """Scores of pairs of a group, by id, measured among all stories near it."""

    def __init__(self, members: Sequence[Sketch], near: Sequence[Sketch], settings: FoldSettings) -> None:
        self._verifier = Verifier(near, settings)
        self._place = {sketch.id: number for number, sketch in enumerate(near)}
        self._by_id = {sketch.id: sketch for sketch in members}

    def compare(self, one: str, other: str) -> PairScore:
        jaccard = _estimated_jaccard(self._by_id[one], self._by_id[other])
        return self._verifier.compare(self._place[one], self._place[other], jaccard)

    def closest(self, id: str, others: Iterable[str]) -> tuple[float, str]:
        """The best score with any of the others, and with whom."""
        return max(((self.compare(id, other).score, other) for other in others), default=(0.0, ""))


def _seed_parts(named: Sequence[str], apart: Mapping[str, Collection[str]], scores: _Scores) -> list[list[str]]:
    """The named stories in as few parts as keep them apart, each with those that it is most like."""
    seeds: list[list[str]] = []
    for id in named:
        free = [number for number, seed in enumerate(seeds) if not any(other in apart[id] for other in seed)]
        alike = {number: scores.closest(id, seeds[number])[0] for number in free}
        chosen = max(free, key=lambda number: (alike[number], -number), default=len(seeds))
        if chosen == len(seeds):
            seeds.append([])
        seeds[chosen].append(id)
    return seeds


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where every member of a group goes."""

    number: Mapping[str, int]  # id → number of its part
    matched: Mapping[str, str]  # id of an unnamed story → the story by which it got there


def _divide(members: Sequence[Sketch], seeds: Sequence[Sequence[str]], root: str, scores: _Scores) -> _Parts:
    """Give each other member the part that it is most like; who is like none stays with the root."""
    number = {id: n for n, seed in enumerate(seeds) for id in seed}
    matched: dict[str, str] = {}
    waiting = sorted((s for s in members if s.id not in number), key=lambda s: s.id != root)  # the root first
    for sketch in waiting:
        ranked = [(score, -n, other) for n, seed in enumerate(seeds) for score, other in [scores.closest(sketch.id, seed)]]
        score, minus_number, other = max(ranked)
        stays = not score and root in number
        number[sketch.id], matched[sketch.id] = (number[root], root) if stays else (-minus_number, other)
    return _Parts(number, matched)


def _verdicts(part: Sequence[Sketch], matched: Mapping[str, str], scores: _Scores, override: str, settings: FoldSettings) -> list[Fold]:
    """The verdicts that change in one part, under the original that it has now."""
    original = part[choose_original(range(len(part)), part, partial(_in_window, part, settings.window))]
    folds = []
    for sketch in part:
        inside = abs(sketch.event_time - original.event_time) <= settings.window
        copy_of = original.id if inside and sketch is not original else ""
        if copy_of == sketch.copy_of:
            continue
        rule = "follows" if copy_of else "cannot-link"
        fold = Fold(id=sketch.id, copy_of=copy_of, rule=rule, threshold=settings.threshold, override=override)
        if copy_of:
            other = matched.get(sketch.id, original.id)
            fold = replace(scores.compare(sketch.id, other).as_evidence(fold), matched=other)
        folds.append(fold)
    return folds


def _in_window(part: Sequence[Sketch], window: timedelta, a: int, b: int) -> bool:
    return abs(part[a].event_time - part[b].event_time) <= window


def _estimated_jaccard(one: Sketch, other: Sketch) -> float:
    left, right = np.frombuffer(one.signature, dtype="<u4"), np.frombuffer(other.signature, dtype="<u4")
    return float(np.mean(left == right)) if len(left) and len(left) == len(right) else 0.0
