"""Grouping: verdicts on single pairs become groups with one root each.

The stories of this edition take their turn in order of seniority. Each is compared with a few members of each candidate
group and joins the one that it is most like. Where it is more senior than the root, it becomes the root, and the copies
within its time window follow. Where it is clearly like two groups, they become one. Published groups are not judged anew.
All of it is done twice: the sure copies that the first pass finds no longer count in the IDF of the second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from connectors.records import Fold, Sketch
from transforms.fold.lsh import Candidates, find_candidates, stack_signatures
from transforms.fold.originals import choose_original
from transforms.fold.settings import FoldSettings
from transforms.fold.verify import FIRST_PASS_POWER, PairScore, Verifier
from transforms.overrides import Link

OUTSIDE = -1  # the root of a published copy whose original lies outside the window
EVIDENCE_TERMS = 8
CREDITED = "credited"

Ranked = tuple[float, int, float]
"""A candidate for one story: minus the weighted overlap, its place, the estimated Jaccard. Sorts the likeliest first."""


@dataclass(frozen=True, slots=True)
class FoldResult:
    """The verdicts of one edition in one language, and what they took."""

    folds: tuple[Fold, ...]  # by id
    candidates: int = 0  # pairs that the index proposed
    compared: int = 0  # pairs that were compared


@dataclass(frozen=True, slots=True)
class _Match:
    """Why a story is where it is."""

    other: int
    score: PairScore
    threshold: float


class _Groups:
    """Who is whose copy. Stories are places in order of seniority, and a group is named by its root, the first of its members."""

    def __init__(
        self, sketches: Sequence[Sketch], published: Mapping[int, int], cannot: Sequence[tuple[int, int]], window: timedelta
    ) -> None:
        self._sketches, self._window = sketches, window
        self._cannot = cannot  # pairs that must never be of one group
        self._roots = dict(published)  # of copies; any other story is its own
        self._members: dict[int, list[int]] = {}  # of groups of two or more
        for n, root in published.items():
            if root != OUTSIDE:
                self._members.setdefault(root, [root]).append(n)
        self.changed: set[int] = set()  # who may have another root than before

    def root(self, n: int) -> int:
        return self._roots.get(n, n)

    def members(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def in_window(self, a: int, b: int) -> bool:
        return abs(self._sketches[a].event_time - self._sketches[b].event_time) <= self._window

    def may_unite(self, one: int, other: int) -> bool:
        """Whether no cannot-link lies between two groups, given by their roots."""
        return not any({self.root(a), self.root(b)} == {one, other} for a, b in self._cannot)

    def unite(self, one: int, other: int) -> None:
        """Make two groups one. Members too far from the common root in time become a group of their own, as in a back-fill."""
        root = min(one, other)
        everyone = sorted(self._members.pop(one, [one]) + self._members.pop(other, [other]))
        near = [n for n in everyone if self.in_window(n, root)]
        far = [n for n in everyone if not self.in_window(n, root)]
        for group in (near, far):
            if group:
                self._members[group[0]] = group
                self._roots.update(dict.fromkeys(group, group[0]))
                self.changed.update(group)


class _Pass:
    """One pass over the new stories: each gets its group, and ``matches`` says why."""

    def __init__(self, groups: _Groups, verifier: Verifier, settings: FoldSettings) -> None:
        self.groups, self._verifier, self._settings = groups, verifier, settings
        self.matches: dict[int, _Match] = {}

    def join_groups(self, candidates: Mapping[int, Sequence[Ranked]]) -> None:
        """Give every new story that has candidates its group, in order of seniority."""
        for story in sorted(candidates):
            self.join_group(story, sorted(candidates[story]))

    def join_group(self, story: int, candidates: Sequence[Ranked]) -> None:
        """Give one new story its group; ``candidates`` are its own, the likeliest first."""
        groups, settings = self.groups, self._settings
        for n, (_, other, root, score) in enumerate(self._alike(self._compare(story, candidates))):
            own = groups.root(story)
            if n == 0:
                self.matches[max(story, root)] = _Match(other if story > root else story, score, settings.threshold)
                groups.unite(story, root)
            elif score.score < settings.bridge and own != story:
                continue
            elif groups.root(root) == root and groups.in_window(root, own) and groups.may_unite(root, own):
                threshold = settings.bridge if own != story else settings.threshold
                self.matches[max(root, own)] = _Match(story, replace(score, rule="bridge"), threshold)
                groups.unite(own, root)

    def _compare(self, story: int, candidates: Sequence[Ranked]) -> dict[int, list[tuple[float, int, PairScore]]]:
        """Compare a story with a few members of each candidate group: (minus the score, member, score) by root."""
        groups = self.groups
        found: dict[int, list[tuple[float, int, PairScore]]] = {}
        for _, other, jaccard in candidates:
            root = groups.root(other)
            if not groups.may_unite(groups.root(story), root):
                continue
            scores = found.setdefault(root, [])
            if (
                root != OUTSIDE
                and len(scores) < self._settings.representatives
                and groups.in_window(story, root)
                and groups.in_window(story, other)
            ):
                score = self._verifier.compare(story, other, jaccard)
                scores.append((-score.score, other, score))
        return found

    def _alike(self, compared: Mapping[int, list[tuple[float, int, PairScore]]]) -> list[tuple[float, int, int, PairScore]]:
        """The groups that a story is a copy by: (minus the best score, member, root, score), the best first."""
        settings, found = self._settings, []
        for root, scores in compared.items():
            if not scores:
                continue
            minus_score, other, score = min(scores, key=lambda t: t[:2])
            support = math.fsum(-score for score, _, _ in scores) / min(settings.representatives, len(self.groups.members(root)))
            if score.score >= settings.threshold and support >= settings.support:
                found.append((minus_score, other, root, score))
        return sorted(found, key=lambda t: t[:3])


def fold_copies(
    window: Sequence[Sketch], new: Sequence[Sketch], settings: FoldSettings | None = None, cannot: Sequence[Link] = ()
) -> list[Fold]:
    """The verdicts that change: of new stories that are copies, and of published ones whose root is now another.

    ``window`` are published stories of the language with ``copy_of`` set, those within twice ``settings.window`` of the new ones
    at least; ``new`` are the stories of this edition; ids are distinct. The result is sorted by id and doesn't depend on
    the order of the input. ``copy_of`` always names a root; it is empty where an earlier verdict is withdrawn, which happens
    only to copies that a new, earlier root leaves outside its time window. The stories of a link in ``cannot`` never get into one
    group; where they are in one already, ``unfold_copies`` comes first.
    """
    return list(fold_and_count(window, new, settings, cannot).folds)


def fold_and_count(
    window: Sequence[Sketch], new: Sequence[Sketch], settings: FoldSettings | None = None, cannot: Sequence[Link] = ()
) -> FoldResult:
    """``fold_copies`` with the number of comparisons that it took."""
    if not new:
        return FoldResult(())
    settings = settings or FoldSettings()
    sketches, fresh = _by_seniority(window, new, settings.window)
    signatures = stack_signatures([s.signature for s in sketches])
    found = find_candidates(signatures, fresh, reach=settings.reach, most=settings.comparisons, least=settings.least_jaccard)
    candidates = _candidates_of_new(found, fresh)
    if not candidates:
        return FoldResult(())
    published, apart = _published_roots(sketches, fresh), _cannot_pairs(sketches, cannot)
    verifier = Verifier(sketches, settings, FIRST_PASS_POWER)
    first = _Pass(_Groups(sketches, published, apart, settings.window), verifier, settings)
    first.join_groups(candidates)
    if not first.matches:
        return FoldResult((), len(found.senior), verifier.compared)
    verifier.start_second_pass(n for n, match in first.matches.items() if fresh[n] and match.score.score >= settings.certain)
    second = _Pass(_Groups(sketches, published, apart, settings.window), verifier, settings)
    second.join_groups(candidates)
    originals = _originals(second.groups, sketches)
    before = {n: "" if fresh[n] else sketches[n].copy_of for n in sorted(originals)}
    changed = [n for n, old in before.items() if old != ("" if originals[n] == n else sketches[originals[n]].id)]
    folds = [_fold(n, originals[n], second, sketches, verifier, settings) for n in changed]
    return FoldResult(tuple(sorted(folds, key=lambda f: f.id)), len(found.senior), verifier.compared)


def _candidates_of_new(found: Candidates, fresh: NDArray[np.bool_]) -> dict[int, list[Ranked]]:
    """The candidates of each new story. A pair is listed once: under the junior, or the senior where only that one is new."""
    candidates: dict[int, list[Ranked]] = {}
    pairs = zip(found.senior.tolist(), found.junior.tolist(), found.weighted_overlap.tolist(), found.jaccard.tolist(), strict=True)
    for senior, junior, weight, jaccard in pairs:
        if fresh[junior]:
            candidates.setdefault(junior, []).append((-weight, senior, jaccard))
        else:
            candidates.setdefault(senior, []).append((-weight, junior, jaccard))  # published, and junior to a story that arrives late
    return candidates


def _originals(groups: _Groups, sketches: Sequence[Sketch]) -> dict[int, int]:
    """The original of every story whose group got a member or lost one."""
    touched = sorted({root for n in groups.changed if (root := groups.root(n)) != OUTSIDE})
    members = {root: groups.members(root) for root in touched}
    chosen = {root: choose_original(members[root], sketches, groups.in_window) for root in touched}
    return {n: chosen[root] for root in touched for n in members[root]}


def _published_roots(sketches: Sequence[Sketch], fresh: NDArray[np.bool_]) -> dict[int, int]:
    """Published stories with the roots of their groups, the most senior of each; ``OUTSIDE`` where the original is outside the window."""
    copies = [(n, s.copy_of) for n, s in enumerate(sketches) if s.copy_of and not fresh[n]]
    wanted = {original for _, original in copies}
    place = {s.id: n for n, s in enumerate(sketches) if s.id in wanted} if wanted else {}
    roots: dict[int, int] = {}
    for n, original in copies:
        at = place.get(original, OUTSIDE)
        roots[at] = min(roots.get(at, at), n, at)
    found = {n: roots[place.get(original, OUTSIDE)] for n, original in copies}
    found |= {at: root for at, root in roots.items() if at != OUTSIDE}
    return {n: root for n, root in sorted(found.items()) if n != root}


def _cannot_pairs(sketches: Sequence[Sketch], cannot: Sequence[Link]) -> list[tuple[int, int]]:
    """The places of the stories that an editor keeps apart."""
    named = {name for link in cannot for name in (link.left, link.right)}
    place = {s.id: n for n, s in enumerate(sketches) if s.id in named} if named else {}
    return [(place[link.left], place[link.right]) for link in cannot if link.left in place and link.right in place]


def _by_seniority(window: Sequence[Sketch], new: Sequence[Sketch], reach: timedelta) -> tuple[list[Sketch], NDArray[np.bool_]]:
    """All stories that matter in order of seniority, and which of them are new."""
    ids = {s.id for s in new}
    times = [s.event_time for s in new]
    first, last = min(times) - 2 * reach, max(times) + 2 * reach
    near = [s for s in window if first <= s.event_time <= last and s.id not in ids]
    sketches = sorted((*near, *new), key=lambda s: s.seniority)
    return sketches, np.array([s.id in ids for s in sketches], dtype=np.bool_)


def _fold(n: int, original: int, done: _Pass, sketches: Sequence[Sketch], verifier: Verifier, settings: FoldSettings) -> Fold:
    """The verdict on one story, with its evidence."""
    sketch, groups = sketches[n], done.groups
    if original == n:
        rule = CREDITED if groups.root(n) != n else "outside the window"
        return Fold(id=sketch.id, copy_of="", matched="", rule=rule, threshold=settings.threshold)
    match = done.matches.get(n)
    if match is None and groups.root(n) == n:  # the most senior, but a later one is whom the others credit
        match = _Match(original, replace(verifier.compare(n, original, 0.0), rule=CREDITED), settings.threshold)
    elif match is None:  # its group has a new root: the evidence is that of the old verdict, measured again
        before = next((m for m in groups.members(groups.root(n)) if sketches[m].id == sketch.copy_of), original)
        match = _Match(before, replace(verifier.compare(n, before, 0.0), rule="follows"), settings.threshold)
    fold = Fold(
        id=sketch.id, copy_of=sketches[original].id, matched=sketches[match.other].id, rule=match.score.rule,
        threshold=match.threshold, terms=verifier.shared_terms(n, match.other, EVIDENCE_TERMS),
    )  # fmt: skip
    return match.score.as_evidence(fold)
