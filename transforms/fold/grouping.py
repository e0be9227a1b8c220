"""Group: verdicts on single pairs become groups with one root each.

The stories of this edition take their turn in order of seniority. Each is compared with a few members of each candidate
group and joins the one that it is most like. Where it is more senior than the root, it becomes the root, and the copies
within its time window follow. Where it is clearly like two groups, they become one. Published groups are not judged anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from connectors.records import Fold, Sketch
from transforms.fold.lsh import find_candidates, stack_signatures
from transforms.fold.originals import choose_original
from transforms.fold.settings import FoldSettings
from transforms.fold.verify import AT_FIRST, Likeness, Verifier
from transforms.overrides import Link

ABSENT = -1
EVIDENCE_TERMS = 8
CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class Folding:
    """The verdicts of one edition in one language, and what they took."""

    folds: tuple[Fold, ...]  # by id
    candidates: int = 0  # pairs that the index proposed
    compared: int = 0  # pairs that were compared


@dataclass(frozen=True, slots=True)
class _Match:
    """Why a story is where it is."""

    other: int
    like: Likeness
    threshold: float


class _Groups:
    """Who is whose copy. Stories are places in order of seniority, and a group is named by its root, the first of its members."""

    def __init__(
        self, sketches: Sequence[Sketch], published: Mapping[int, int], foes: Sequence[tuple[int, int]], window: timedelta
    ) -> None:
        self._sketches, self._window = sketches, window
        self._foes = foes  # pairs that must never be of one group
        self._roots = dict(published)  # of copies; any other story is its own
        self._members: dict[int, list[int]] = {}  # of groups of two or more
        for n, root in published.items():
            if root != ABSENT:
                self._members.setdefault(root, [root]).append(n)
        self.moved: set[int] = set()  # who may have another root than before

    def root(self, n: int) -> int:
        return self._roots.get(n, n)

    def members(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def near(self, a: int, b: int) -> bool:
        return abs(self._sketches[a].event_time - self._sketches[b].event_time) <= self._window

    def may_unite(self, one: int, other: int) -> bool:
        """Whether two groups, by their roots, have no foes in each other."""
        return not any({self.root(a), self.root(b)} == {one, other} for a, b in self._foes)

    def unite(self, one: int, other: int) -> None:
        """Make two groups one. Members too far from the common root in time become a group of their own, as in a back-fill."""
        root = min(one, other)
        everyone = sorted(self._members.pop(one, [one]) + self._members.pop(other, [other]))
        near = [n for n in everyone if self.near(n, root)]
        far = [n for n in everyone if not self.near(n, root)]
        for group in (near, far):
            if group:
                self._members[group[0]] = group
                self._roots.update(dict.fromkeys(group, group[0]))
                self.moved.update(group)


def fold_copies(
    window: Sequence[Sketch], new: Sequence[Sketch], settings: FoldSettings | None = None, cannot: Sequence[Link] = ()
) -> list[Fold]:
    """The verdicts that change: of new stories that are copies, and of published ones whose root is now another.

    ``window`` are published stories of the language with ``copy_of`` set, those within twice ``settings.window`` of the new ones
    at least; ``new`` are the stories of this edition; ids are distinct. The result is sorted by id and doesn't depend on
    the order of the input. ``copy_of`` always names a root; it is empty where an earlier verdict is withdrawn, which happens
    only to copies that a new, earlier root leaves outside its time window. The stories of a link in ``cannot`` never get into one
    group; where they are in one already, ``loosen_copies`` comes first.
    """
    return list(fold_and_count(window, new, settings, cannot).folds)


def fold_and_count(
    window: Sequence[Sketch], new: Sequence[Sketch], settings: FoldSettings | None = None, cannot: Sequence[Link] = ()
) -> Folding:
    """``fold_copies`` with the number of comparisons that it took."""
    if not new:
        return Folding(())
    settings = settings or FoldSettings()
    sketches, fresh = _line_up(window, new, settings.window)
    signatures = stack_signatures([s.signature for s in sketches])
    found = find_candidates(signatures, fresh, reach=settings.reach, most=settings.comparisons, least=settings.least_jaccard)
    partners: dict[int, list[tuple[float, int, float]]] = {}
    pairs = zip(found.senior.tolist(), found.junior.tolist(), found.promise.tolist(), found.jaccard.tolist(), strict=True)
    for senior, junior, promise, jaccard in pairs:
        if fresh[junior]:
            partners.setdefault(junior, []).append((-promise, senior, jaccard))
        else:
            partners.setdefault(senior, []).append((-promise, junior, jaccard))  # published, and junior to a story that arrives late
    if not partners:
        return Folding(())
    published, foes = _published_roots(sketches, fresh), _foes(sketches, cannot)
    verifier = Verifier(sketches, settings, AT_FIRST)
    groups, matches = _arrange(sketches, published, foes, partners, verifier, settings)
    if not matches:
        return Folding((), len(found.senior), verifier.compared)
    verifier.look_closer(n for n, match in matches.items() if fresh[n] and match.like.score >= settings.certain)
    groups, matches = _arrange(sketches, published, foes, partners, verifier, settings)
    originals = _originals(groups, sketches)
    before = {n: "" if fresh[n] else sketches[n].copy_of for n in sorted(originals)}
    changed = [n for n, old in before.items() if old != ("" if originals[n] == n else sketches[originals[n]].id)]
    folds = [_fold(n, originals[n], groups, sketches, verifier, matches, settings) for n in changed]
    return Folding(tuple(sorted(folds, key=lambda f: f.id)), len(found.senior), verifier.compared)


def _originals(groups: _Groups, sketches: Sequence[Sketch]) -> dict[int, int]:
    """The original of every story whose group got a member or lost one."""
    touched = sorted({root for n in groups.moved if (root := groups.root(n)) != ABSENT})
    members = {root: groups.members(root) for root in touched}
    chosen = {root: choose_original(members[root], sketches, groups.near) for root in touched}
    return {n: chosen[root] for root in touched for n in members[root]}


def _published_roots(sketches: Sequence[Sketch], fresh: NDArray[np.bool_]) -> dict[int, int]:
    """Published stories with the roots of their groups, the most senior of each; ``ABSENT`` where the original is out of sight."""
    copies = [(n, s.copy_of) for n, s in enumerate(sketches) if s.copy_of and not fresh[n]]
    wanted = {original for _, original in copies}
    place = {s.id: n for n, s in enumerate(sketches) if s.id in wanted} if wanted else {}
    roots: dict[int, int] = {}
    for n, original in copies:
        at = place.get(original, ABSENT)
        roots[at] = min(roots.get(at, at), n, at)
    found = {n: roots[place.get(original, ABSENT)] for n, original in copies}
    found |= {at: root for at, root in roots.items() if at != ABSENT}
    return {n: root for n, root in sorted(found.items()) if n != root}


def _foes(sketches: Sequence[Sketch], cannot: Sequence[Link]) -> list[tuple[int, int]]:
    """The places of the stories that an editor keeps apart."""
    named = {name for link in cannot for name in (link.left, link.right)}
    place = {s.id: n for n, s in enumerate(sketches) if s.id in named} if named else {}
    return [(place[link.left], place[link.right]) for link in cannot if link.left in place and link.right in place]


def _line_up(window: Sequence[Sketch], new: Sequence[Sketch], reach: timedelta) -> tuple[list[Sketch], NDArray[np.bool_]]:
    """All stories that matter in order of seniority, and which of them are new."""
    ids = {s.id for s in new}
    times = [s.event_time for s in new]
    first, last = min(times) - 2 * reach, max(times) + 2 * reach
    near = [s for s in window if first <= s.event_time <= last and s.id not in ids]
    sketches = sorted((*near, *new), key=lambda s: s.seniority)
    return sketches, np.array([s.id in ids for s in sketches], dtype=np.bool_)


def _arrange(
    sketches: Sequence[Sketch],
    published: Mapping[int, int],
    foes: Sequence[tuple[int, int]],
    partners: Mapping[int, list[tuple[float, int, float]]],
    verifier: Verifier,
    settings: FoldSettings,
) -> tuple[_Groups, dict[int, _Match]]:
    """Give every new story that has partners its group, and say why."""
    groups = _Groups(sketches, published, foes, settings.window)
    matches: dict[int, _Match] = {}
    for story in sorted(partners):
        _place(story, sorted(partners[story]), groups, verifier, matches, settings)
    return groups, matches


def _place(
    story: int,
    partners: list[tuple[float, int, float]],
    groups: _Groups,
    verifier: Verifier,
    matches: dict[int, _Match],
    settings: FoldSettings,
) -> None:
    """Give one new story its group: compare it with its likeliest partners, a few of each group."""
    seen: dict[int, list[tuple[float, int, Likeness]]] = {}
    for _, other, jaccard in partners:
        root = groups.root(other)
        if not groups.may_unite(groups.root(story), root):
            continue
        likes = seen.setdefault(root, [])
        if root != ABSENT and len(likes) < settings.representatives and groups.near(story, root) and groups.near(story, other):
            like = verifier.compare(story, other, jaccard)
            likes.append((-like.score, other, like))
    alike = []
    for root, likes in seen.items():
        if not likes:
            continue
        minus_score, other, like = min(likes, key=lambda t: t[:2])
        support = math.fsum(-score for score, _, _ in likes) / min(settings.representatives, len(groups.members(root)))
        if like.score >= settings.threshold and support >= settings.support:
            alike.append((minus_score, other, root, like))
    alike.sort(key=lambda t: t[:3])
    for n, (_, other, root, like) in enumerate(alike):
        home = groups.root(story)
        if n == 0:
            matches[max(story, root)] = _Match(other if story > root else story, like, settings.threshold)
            groups.unite(story, root)
        elif like.score < settings.bridge and home != story:
            continue
        elif groups.root(root) == root and groups.near(root, home) and groups.may_unite(root, home):
            matches[max(root, home)] = _Match(story, replace(like, rule="bridge"), settings.bridge if home != story else settings.threshold)
            groups.unite(home, root)


def _fold(
    n: int,
    original: int,
    groups: _Groups,
    sketches: Sequence[Sketch],
    verifier: Verifier,
    matches: dict[int, _Match],
    settings: FoldSettings,
) -> Fold:
    sketch = sketches[n]
    if original == n:
        rule = CREDITED if groups.root(n) != n else "outside the window"
        return Fold(id=sketch.id, copy_of="", matched="", rule=rule, threshold=settings.threshold)
    match = matches.get(n)
    if match is None and groups.root(n) == n:  # the most senior, but a later one is whom the others credit
        match = _Match(original, replace(verifier.compare(n, original, 0.0), rule=CREDITED), settings.threshold)
    elif match is None:  # its group has a new root: the evidence is that of the old verdict, measured again
        before = next((m for m in groups.members(groups.root(n)) if sketches[m].id == sketch.copy_of), original)
        match = _Match(before, replace(verifier.compare(n, before, 0.0), rule="follows"), settings.threshold)
    fold = Fold(
        id=sketch.id, copy_of=sketches[original].id, matched=sketches[match.other].id, rule=match.like.rule,
        threshold=match.threshold, terms=verifier.shared_terms(n, match.other, EVIDENCE_TERMS),
    )  # fmt: skip
    return match.like.as_evidence(fold)
