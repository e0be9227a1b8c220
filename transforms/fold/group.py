"""Group: verdicts on single pairs become groups with one root each.

Stories take their turn in order of seniority. A story joins the group of the candidate that it is most like, if that is
its root or if the root is like it too. A story that is more senior than the root of a published group that it is like
becomes that group's root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from connectors.records import Fold, Sketch
from transforms.fold.index import find_candidates, stack_signatures
from transforms.fold.settings import FoldSettings
from transforms.fold.verify import Likeness, Verifier


def fold_copies(window: Sequence[Sketch], new: Sequence[Sketch], settings: FoldSettings | None = None) -> list[Fold]:
    """The verdicts that change: of new stories that are copies, and of published ones whose root is now another.

    ``window`` are published stories of the language with ``copy_of`` set, ``new`` those of this edition; ids are distinct.
    Sorted by id; independent of the order of the input. ``copy_of`` always names a root.
    """
    settings = settings or FoldSettings()
    fresh_ids = {s.id for s in new}
    sketches = sorted((*(s for s in window if s.id not in fresh_ids), *new), key=lambda s: s.seniority)
    place = {s.id: n for n, s in enumerate(sketches)}
    fresh = np.array([s.id in fresh_ids for s in sketches], dtype=bool)
    if not fresh.any():
        return []
    found = find_candidates(
        stack_signatures([s.signature for s in sketches]), fresh, reach=settings.reach, most=settings.comparisons, least=settings.least_jaccard
    )
    verifier = Verifier(sketches, settings)
    root = {n: place.get(s.copy_of, n) if s.copy_of and not fresh[n] else n for n, s in enumerate(sketches)}
    evidence: dict[int, tuple[int, Likeness]] = {}
    partners: dict[int, list[tuple[int, float]]] = {}
    for senior, junior, jaccard in zip(found.senior.tolist(), found.junior.tolist(), found.jaccard.tolist(), strict=True):
        if abs(sketches[senior].event_time - sketches[junior].event_time) <= settings.window:
            partners.setdefault(junior, []).append((senior, jaccard))
    for junior in sorted(partners):
        best: tuple[float, int, int, Likeness] | None = None
        for senior, jaccard in partners[junior]:
            if root[junior] == root[senior] or (not fresh[junior] and sketches[junior].copy_of):
                continue
            like = verifier.compare(senior, junior, jaccard)
            if like.score >= settings.threshold and (best is None or (like.score, -senior) > (best[0], -best[1])):
                best = (like.score, senior, root[senior], like)
        if best is not None:
            _, senior, head, like = best
            for member in [n for n, r in root.items() if r == junior]:
                root[member] = head
            evidence[junior] = (senior, like)
    folds = []
    for n, sketch in enumerate(sketches):
        target = sketches[root[n]].id if root[n] != n else ""
        if target == (sketch.copy_of if not fresh[n] else "") or (not fresh[n] and sketch.copy_of and sketch.copy_of not in place):
            continue
        matched, like = evidence.get(n, (root[n], Likeness("follows its root", 0.0)))
        folds.append(
            Fold(
                id=sketch.id,
                copy_of=target,
                matched=sketches[matched].id,
                rule=like.rule,
                estimated_jaccard=like.jaccard,
                containment=like.containment,
                rare_overlap=like.rare_overlap,
                score=like.score,
                threshold=settings.threshold,
            )
        )
    return sorted(folds, key=lambda f: f.id)
