"""Why two stories fold or don't, measured again, and what would turn the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from connectors.records import Sketch
from transforms.explain.scene import Scene
from transforms.fold.idf import IdfTable
from transforms.fold.lsh import find_candidates, stack_signatures
from transforms.fold.settings import FoldSettings
from transforms.fold.verify import Verifier, contributions
from transforms.text.words import hash_terms

MOST_WORDS = 20
"""Rare words by which a verdict is tried to be turned."""

RUN_STEPS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233)
"""The same for runs of three words."""

VARIANT = "variant"
"""What a story that never was claims to be a copy of, so that it counts for no IDF."""

Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that alone would turn a verdict: ``kind`` names it, ``amount`` is how much of it."""

    kind: str
    amount: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldCase:
    """The comparison of two stories, as folding makes it."""

    rule: str
    score: float
    threshold: float
    hours: float  # apart
    window_hours: float
    estimated_jaccard: float
    jaccard: float  # exact, of the runs of three words
    containment: float
    rare_overlap: float
    conflict: float  # of numbers
    parts: tuple[tuple[str, float], ...]  # name of the weight, what it adds to the strength
    bands: int  # bands of the index in which the two meet
    met: bool  # whether they were among the pairs that were compared
    runs: int  # runs of three words of the shorter story
    shared: tuple[int, ...]  # hashes (lower half) of the words that both have, rarest first
    changes: tuple[Change, ...]  # each alone would turn the verdict on the pair

    @property
    def alike(self) -> bool:
        """Whether the pair, taken alone, folds."""
        return self.score >= self.threshold and self.hours <= self.window_hours


def measure_fold(scene: Scene, a: str, b: str, settings: FoldSettings) -> FoldCase:
    """Compare two stories among those that the edition had before it."""
    times = [scene.sketches[id].event_time for id in scene.new]
    first, last = min(times) - 2 * settings.window, max(times) + 2 * settings.window
    ids = {a, b, *(id for id in scene.window if first <= scene.sketches[id].event_time <= last)}
    sketches = sorted((scene.sketches[id] for id in sorted(ids)), key=lambda s: s.seniority)
    at = sorted(number for number, sketch in enumerate(sketches) if sketch.id in (a, b))
    one, two = sketches[at[0]], sketches[at[1]]
    idf = IdfTable([s.vocabulary for s in sketches if not s.copy_of], "<u4", settings.prior_stories)
    tries = list(_tries(one, two, idf, settings.window))
    verifier = Verifier([*sketches, *(replace(sketch, copy_of=VARIANT) for _, pair in tries for sketch in pair)], settings)
    estimated = _estimate(one, two)
    like, found = verifier.compare(at[0], at[1], estimated), verifier.features(at[0], at[1])
    hours = abs((one.event_time - two.event_time).total_seconds()) / 3600
    window = settings.window.total_seconds() / 3600
    alike = like.score >= settings.threshold and hours <= window
    turned: dict[str, Change] = {}
    for number, (change, _) in enumerate(tries):
        if like.rule not in UNMEASURED and change.kind not in turned:
            place = len(sketches) + 2 * number
            score = verifier.compare(place, place + 1, estimated).score
            inside = hours - (change.amount if change.kind == "hours less" else 0) <= window
            if (score >= settings.threshold and inside) != alike and (change.kind in FOR) != alike:
                turned[change.kind] = change
    if alike and "hours more" not in turned:
        turned["hours more"] = Change("hours more", float(np.floor(window - hours)) + 1)
    return FoldCase(
        rule=like.rule, score=like.score, threshold=settings.threshold, hours=round(hours, 2), window_hours=window,
        estimated_jaccard=round(estimated, 6), jaccard=round(_jaccard(one, two), 6), containment=round(found.shingles, 6),
        rare_overlap=round(found.words, 6), conflict=round(found.conflict, 6),
        parts=tuple((name, round(part, 6)) for name, part in contributions(found, settings)), bands=_bands(one, two),
        met=_met(sketches, at, set(scene.new), settings), runs=min(len(one.shingles), len(two.shingles)) // 4,
        shared=_rarest(np.intersect1d(_hashes(one.vocabulary), _hashes(two.vocabulary)), idf), changes=tuple(turned.values()),
    )  # fmt: skip


UNMEASURED = ("equal text", "equal title", "too short")
"""Rules that no measure decides."""

FOR = ("hours less", "words more", "runs more", "numbers agree")
"""Kinds of change that speak for a copy; the others speak against it."""


def _tries(one: Sketch, two: Sketch, idf: IdfTable, window: timedelta) -> Iterator[tuple[Change, tuple[Sketch, Sketch]]]:
    """Pairs that differ from this one in one thing, the smallest change first."""
    apart = abs(two.event_time - one.event_time)
    hours = int(apart.total_seconds() // 3600)
    later, earlier = (two, one) if two.event_time >= one.event_time else (one, two)
    for less in range(1, hours + 1):
        yield Change("hours less", less), (earlier, replace(later, event_time=later.event_time - timedelta(hours=less)))
    if hours:
        yield Change("hours less", round(apart.total_seconds() / 3600, 1)), (earlier, replace(later, event_time=earlier.event_time))
    for more in range(1, int(window.total_seconds() // 3600) - hours + 1):
        yield Change("hours more", more), (earlier, replace(later, event_time=later.event_time + timedelta(hours=more)))

    lighter, heavier = sorted((one, two), key=lambda s: (len(s.vocabulary), s.id))
    mine, theirs = _hashes(lighter.vocabulary), _hashes(heavier.vocabulary)
    own = np.array(_rarest(np.setdiff1d(mine, theirs), idf), dtype=np.uint32)
    other = np.array(_rarest(np.setdiff1d(theirs, mine), idf), dtype=np.uint32)
    both = np.array(_rarest(np.intersect1d(mine, theirs), idf), dtype=np.uint32)
    unheard = (hash_terms(f"\x00{number}" for number in range(max(RUN_STEPS))) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    for count in range(1, min(MOST_WORDS, len(own), len(other)) + 1):
        words = np.union1d(np.setdiff1d(mine, own[:count]), other[:count])
        yield Change("words more", count), (replace(lighter, vocabulary=words.astype("<u4").tobytes()), heavier)
    for count in range(1, min(MOST_WORDS, len(both)) + 1):
        words = np.union1d(np.setdiff1d(mine, both[:count]), unheard[:count])
        yield Change("words fewer", count), (replace(lighter, vocabulary=words.astype("<u4").tobytes()), heavier)

    lighter, heavier = sorted((one, two), key=lambda s: (len(s.shingles), s.id))
    mine, theirs = _hashes(lighter.shingles), _hashes(heavier.shingles)
    own, other, both = np.setdiff1d(mine, theirs), np.setdiff1d(theirs, mine), np.intersect1d(mine, theirs)
    for count in [step for step in RUN_STEPS if step <= min(len(own), len(other))]:
        runs = np.union1d(own[count:], np.union1d(both, other[:count]))
        yield Change("runs more", count), (replace(lighter, shingles=runs.astype("<u4").tobytes()), heavier)
    for count in [step for step in RUN_STEPS if step <= len(both)]:
        runs = np.union1d(np.union1d(own, both[count:]), unheard[:count])
        yield Change("runs fewer", count), (replace(lighter, shingles=runs.astype("<u4").tobytes()), heavier)
    yield Change("numbers agree"), (replace(one, figures=two.figures), two)


def _hashes(packed: bytes) -> Hashes:
    return np.frombuffer(packed, dtype="<u4")


def _rarest(hashes: Hashes, idf: IdfTable) -> tuple[int, ...]:
    """The hashes of words, the rarest first."""
    weights = idf.of(hashes).round(6)
    return tuple(hashes[np.lexsort((hashes, -weights))].tolist())


def _estimate(one: Sketch, two: Sketch) -> float:
    left, right = _hashes(one.signature), _hashes(two.signature)
    return float(np.mean(left == right)) if len(left) and len(left) == len(right) else 0.0


def _jaccard(one: Sketch, two: Sketch) -> float:
    left, right = _hashes(one.shingles), _hashes(two.shingles)
    both = len(np.intersect1d(left, right, assume_unique=True))
    return both / (len(left) + len(right) - both) if both else 0.0


def _bands(one: Sketch, two: Sketch) -> int:
    """Bands of two neighbouring values that the signatures have in common."""
    left, right = _hashes(one.signature), _hashes(two.signature)
    equal = left == right if len(left) == len(right) else np.zeros(0, dtype=np.bool_)
    return int(np.sum(equal & np.roll(equal, -1)))


def _met(sketches: Sequence[Sketch], at: Sequence[int], new: set[str], settings: FoldSettings) -> bool:
    """Whether the index proposes the pair, with all the others that were there."""
    fresh = np.array([sketch.id in new for sketch in sketches], dtype=np.bool_)
    if not fresh[list(at)].any():
        return False
    signatures = stack_signatures([sketch.signature for sketch in sketches])
    found = find_candidates(signatures, fresh, reach=settings.reach, most=settings.comparisons, least=settings.least_jaccard)
    return bool(np.any((found.senior == at[0]) & (found.junior == at[1])))
