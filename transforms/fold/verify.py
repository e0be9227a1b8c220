"""Verify: whether one story is a copy of another, from their sketches and the IDF weights of everything in them.

Two figures speak for a copy, both weighted by IDF and both of the lighter story in the heavier, since a cut is a copy and
so is the story that it was cut from: the shingles (the same words in the same order) and the words alone. Numbers that only
the one and numbers that only the other has speak against it: that is what two items of one template differ in. So does the
time between them, and most of all a number that differs where nearly every word is the same: copies are cut and reworded,
templates are filled in. The less there is to compare, the more must agree.
A logistic function makes one score of these features; its weights are in the settings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from connectors.records import Fold, Sketch
from transforms.fold.idf import IdfTable, Overlap, WeightedSet, overlap, weight_set
from transforms.fold.originals import DIFFERENT, SAME, compare_credits
from transforms.fold.settings import FoldSettings

MOST_COUNTED = 10_000  # originals; of twice as many or more, every second, third … in order of seniority is counted
LEAST_SIZE = 0.5
NO_WEIGHT = 1e-9
IDF_POWER = 4
"""Power of the IDF that a shingle or a word weighs, so that what fifty stories share says next to nothing, however much of it there is: a
footer, a template (docs/decisions/fold-idf-power.md)."""
FIRST_PASS_POWER = 2
"""The same in the first pass, while the copies themselves still make a wire story's words look frequent."""
CREDIT_SIGN = {SAME: 1.0, "": 0.0, DIFFERENT: -1.0}


@dataclass(frozen=True, slots=True)
class PairScore:
    """How alike two stories are: the evidence of a fold. All figures 0 to 1, rounded to 6 digits."""

    rule: str
    score: float
    estimated_jaccard: float = 0.0
    jaccard: float = 0.0  # exact
    containment: float = 0.0
    rare_overlap: float = 0.0
    credits: str = ""  # as ``compare_credits`` has it

    def as_evidence(self, fold: Fold) -> Fold:
        """The verdict with these figures; its rule stays."""
        return replace(
            fold, estimated_jaccard=self.estimated_jaccard, jaccard=self.jaccard, containment=self.containment,
            rare_overlap=self.rare_overlap, credits=self.credits, score=self.score,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """What the score of a pair is made of: the inputs of the logistic function."""

    shingles: float  # containment, 0 to 1
    words: float  # containment, 0 to 1
    conflict: float  # of numbers, 0 to 1
    size: float  # logarithm of what the lighter story has to compare
    days: float  # apart
    jaccard: float  # of the shingles, exact
    credits: str  # "same", "different" or empty
    twins: bool  # alike nearly word for word, and yet each has a number that the other hasn't


def contributions(found: Features, settings: FoldSettings) -> tuple[tuple[str, float], ...]:
    """What each feature adds to the strength of a pair, by the name of its setting; the score is the logistic function of the sum."""
    return (
        ("shingles_weight", settings.shingles_weight * found.shingles),
        ("words_weight", settings.words_weight * found.words),
        ("numbers_weight", -settings.numbers_weight * found.conflict),
        ("size_weight", settings.size_weight * found.size),
        ("days_weight", -settings.days_weight * found.days),
        ("twin_weight", -settings.twin_weight if found.twins else 0.0),
        ("credit_weight", settings.credit_weight * CREDIT_SIGN[found.credits]),
        ("offset", -settings.offset),
    )


class Verifier:
    """Compares stories pairwise, by their places; ``compared`` counts how often."""

    def __init__(self, sketches: Sequence[Sketch], settings: FoldSettings, power: int = IDF_POWER) -> None:
        self._settings = settings
        self._sketches = sketches
        places = [n for n, s in enumerate(sketches) if not s.copy_of]
        self._counted = frozenset(places[:: max(1, len(places) // MOST_COUNTED)])
        originals = [sketches[n] for n in sorted(self._counted)]
        self._shingles = IdfTable([s.shingles for s in originals], "<u4", settings.prior_stories)
        self._words = IdfTable([s.vocabulary for s in originals], "<u4", settings.prior_stories)
        self._figures = IdfTable([s.figures for s in originals], "<u8", settings.prior_stories)
        self._runs_of: dict[int, WeightedSet] = {}
        self._rest_of: dict[int, tuple[WeightedSet, WeightedSet]] = {}
        self.compared = 0
        self._power = power

    def start_second_pass(self, copies: Iterable[int]) -> None:
        """From now on weigh with ``IDF_POWER``, and count IDF without these places, which turned out to be copies."""
        left_out = [self._sketches[n] for n in sorted(copies) if n in self._counted]
        self._shingles.leave_out([s.shingles for s in left_out])
        self._words.leave_out([s.vocabulary for s in left_out])
        self._figures.leave_out([s.figures for s in left_out])
        self._runs_of.clear()
        self._rest_of.clear()
        self._power = IDF_POWER

    def _runs(self, place: int) -> WeightedSet:
        found = self._runs_of.get(place)
        if found is None:
            found = self._runs_of[place] = weight_set(self._sketches[place].shingles, self._shingles, power=self._power)
        return found

    def _rest(self, place: int) -> tuple[WeightedSet, WeightedSet]:
        """Words and figures: only asked for where the runs agree enough."""
        found = self._rest_of.get(place)
        if found is None:
            sketch = self._sketches[place]
            found = self._rest_of[place] = (
                weight_set(sketch.vocabulary, self._words, power=self._power),
                weight_set(sketch.figures, self._figures),
            )
        return found

    def features(self, a: int, b: int) -> Features:
        return self._features(a, b, overlap(self._runs(a), self._runs(b)))

    def _features(self, a: int, b: int, shingles: Overlap) -> Features:
        words, numbers = (overlap(one, two) for one, two in zip(self._rest(a), self._rest(b), strict=True))
        alone = min(numbers.first, numbers.second)
        size = min(self._settings.most_size, max(LEAST_SIZE, words.shared + min(words.first, words.second)))
        apart = abs((self._sketches[a].event_time - self._sketches[b].event_time).total_seconds())
        return Features(
            shingles=shingles.containment,
            words=words.containment,
            conflict=alone / (numbers.shared + alone + self._settings.numbers_prior),
            size=math.log(size),
            days=apart / 86_400,
            jaccard=shingles.jaccard,
            credits=compare_credits(self._sketches[a], self._sketches[b]),
            twins=shingles.jaccard >= self._settings.twin_jaccard and alone > NO_WEIGHT,
        )

    def shared_terms(self, a: int, b: int, most: int) -> tuple[str, ...]:
        """The rarest terms that both have, spelled out; nothing when neither story is of this edition."""
        labelled, other = (a, b) if self._sketches[a].labels else (b, a)
        sketch, theirs = self._sketches[labelled], self._rest(other)[0]
        terms = np.frombuffer(sketch.terms, dtype="<u8").astype("<u4")  # the lower half of a term's hash is the word's
        both = np.flatnonzero(np.isin(terms, theirs.hashes)).tolist() if sketch.labels else []
        weighted = zip(both, self._words.of(terms[both]).tolist(), strict=True)
        ranked = sorted((-round(weight, 6), sketch.labels[n]) for n, weight in weighted if sketch.labels[n])
        return tuple(label for _, label in ranked[:most])

    def compare(self, a: int, b: int, jaccard: float) -> PairScore:
        """How alike the stories at two places are; ``jaccard`` is what the signatures estimate."""
        self.compared += 1
        one, two, settings = self._sketches[a], self._sketches[b], self._settings
        short = min(len(one.shingles), len(two.shingles)) < 4 * settings.least_shingles
        equal_text = bool(one.text_hash) and one.text_hash == two.text_hash
        runs = overlap(self._runs(a), self._runs(b))
        if not short and not equal_text and runs.containment < settings.least_containment:
            return PairScore("too few runs", 0.0, round(jaccard, 6), round(runs.jaccard, 6), round(runs.containment, 6))
        found = self._features(a, b, runs)
        evidence = (round(jaccard, 6), round(found.jaccard, 6), round(found.shingles, 6), round(found.words, 6), found.credits)
        if equal_text:
            return PairScore("equal text", 1.0, *evidence)
        if short:
            equal = bool(one.title_hash) and one.title_hash == two.title_hash
            if equal and not found.conflict and found.words >= settings.short_words:
                return PairScore("equal title", 1.0, *evidence)
            return PairScore("too short", 0.0, *evidence)
        strength = sum(part for _, part in contributions(found, settings))
        score = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, strength))))
        return PairScore("shingles", round(score, 6), *evidence)
