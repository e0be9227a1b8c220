"""Verify: whether one story is a copy of another, from their sketches and how rare everything in them is.

Two figures speak for a copy, both weighted by rarity and both of the lighter story in the heavier, since a cut is a copy and
so is the story that it was cut from: the shingles (the same words in the same order) and the words alone. Numbers that only
the one and numbers that only the other has speak against it: that is what two items of one template differ in. So does the
time between them, and most of all a number that differs where nearly every word is the same: copies are cut and reworded,
templates are filled in. The less there is to compare, the more must agree.
A logistic function makes one score of them; its weights are in the settings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from connectors.records import Fold, Sketch
from transforms.fold.originals import DIFFERENT, SAME, compare_credits
from transforms.fold.settings import FoldSettings

LEAST_SLOT_BITS, MOST_SLOT_BITS = 18, 24
COUNTED_AT_ONCE = 1 << 22
MOST_COUNTED = 10_000  # originals; of twice as many or more, every second, third … in order of seniority is counted
LEAST_SIZE = 0.5
NO_WEIGHT = 1e-9
RARE = 4
"""Power of the rarity that a run or a word weighs, so that what fifty stories share says next to nothing, however much of it there is: a
footer, a template. Beside 1 for runs and 2 for words, with weights fitted to each: .927 to .937 (reuters), .828 to .910 (without its
dates), .927 to .936 (wire-rewrites); weights fitted to the other set gain most."""
AT_FIRST = 2
"""The same at first sight, while the copies themselves still make a wire story's words look frequent: at 4, two hundred copies of one
story found none of their own."""
CREDIT_SIGN = {SAME: 1.0, "": 0.0, DIFFERENT: -1.0}
Hashes = NDArray[np.uint32] | NDArray[np.uint64]


class Rarity:
    """Inverse document frequencies of one kind of hash over the originals at hand, 1 for what one story alone has.

    Copies don't count: a story that fifty sites reprint is no less rare for it. Hashes are counted in slots of a table, at
    least four times as many as there are hashes until the table is as large as it gets: a collision makes a hash look as
    frequent as two together, which moves no verdict.
    """

    def __init__(self, packed: Sequence[bytes], dtype: str, prior: int) -> None:
        self._dtype = np.dtype(dtype)
        total = sum(map(len, packed)) // self._dtype.itemsize
        bits = min(MOST_SLOT_BITS, max(LEAST_SLOT_BITS, total.bit_length() + 2))
        self._mask = self._dtype.type((1 << bits) - 1)
        self._counts = np.zeros(1 << bits, dtype=np.int32)
        self._stories = prior + 1
        self._count(packed, 1)

    def leave_out(self, packed: Sequence[bytes]) -> None:
        """Count these stories no longer."""
        self._count(packed, -1)

    def _count(self, packed: Sequence[bytes], sign: int) -> None:
        total = sum(map(len, packed)) // self._dtype.itemsize
        step = max(1, COUNTED_AT_ONCE * len(packed) // max(1, total))
        for start in range(0, len(packed), step):
            slots = (self.read(b"".join(packed[start : start + step])) & self._mask).astype(np.int64)
            np.add.at(self._counts, slots, np.int32(sign))
        self._stories += sign * len(packed)
        counts = np.maximum(np.arange(int(self._counts.max()) + 1), 1)
        self._weights = np.log(self._stories / np.minimum(counts, self._stories)) / math.log(max(2, self._stories))

    def read(self, packed: bytes) -> Hashes:
        return np.frombuffer(packed, dtype=self._dtype)

    def of(self, hashes: Hashes) -> NDArray[np.float64]:
        """Their weights, 0 to 1, in the order given."""
        return np.asarray(self._weights[self._counts[hashes & self._mask]], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sorted set of distinct hashes, each with its weight."""

    hashes: Hashes
    weights: NDArray[np.float64]
    total: float


def weigh(packed: bytes, rarity: Rarity, power: int = 1) -> Weighed:
    hashes = rarity.read(packed)
    weights = rarity.of(hashes) ** power
    return Weighed(hashes, weights, float(weights.sum()))


@dataclass(frozen=True, slots=True)
class Overlap:
    """The weight of what two stories share and of what each has alone."""

    shared: float
    first: float
    second: float
    jaccard: float = 0.0  # exact, every hash counting the same

    @property
    def containment(self) -> float:
        """The share of the lighter story that the heavier one has too."""
        total = self.shared + min(self.first, self.second)
        return self.shared / total if total > 0 else 0.0


def overlap(first: Weighed, second: Weighed) -> Overlap:
    if len(first.hashes) > len(second.hashes):
        turned = overlap(second, first)
        return Overlap(turned.shared, turned.second, turned.first, turned.jaccard)
    if not len(first.hashes):
        return Overlap(0.0, first.total, second.total)
    place = np.searchsorted(second.hashes, first.hashes)
    place[place == len(second.hashes)] = 0
    both = second.hashes[place] == first.hashes
    shared, count = float(first.weights[both].sum()), int(np.count_nonzero(both))
    jaccard = count / (len(first.hashes) + len(second.hashes) - count)
    return Overlap(shared, max(0.0, first.total - shared), max(0.0, second.total - shared), jaccard)


@dataclass(frozen=True, slots=True)
class Likeness:
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
class Measures:
    """What the score is made of."""

    shingles: float  # containment, 0 to 1
    words: float  # containment, 0 to 1
    conflict: float  # of numbers, 0 to 1
    size: float  # logarithm of what the lighter story has to compare
    days: float  # apart
    jaccard: float  # of the shingles, exact
    credits: str  # "same", "different" or empty
    twins: bool  # alike nearly word for word, and yet each has a number that the other hasn't


def contributions(found: Measures, settings: FoldSettings) -> tuple[tuple[str, float], ...]:
    """What each measure adds to the strength of a pair, by the name of its setting; the score is the logistic function of the sum."""
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

    def __init__(self, sketches: Sequence[Sketch], settings: FoldSettings, power: int = RARE) -> None:
        self._settings = settings
        self._sketches = sketches
        places = [n for n, s in enumerate(sketches) if not s.copy_of]
        self._counted = frozenset(places[:: max(1, len(places) // MOST_COUNTED)])
        originals = [sketches[n] for n in sorted(self._counted)]
        self._shingles = Rarity([s.shingles for s in originals], "<u4", settings.prior_stories)
        self._words = Rarity([s.vocabulary for s in originals], "<u4", settings.prior_stories)
        self._figures = Rarity([s.figures for s in originals], "<u8", settings.prior_stories)
        self._weighed_runs: dict[int, Weighed] = {}
        self._weighed: dict[int, tuple[Weighed, Weighed]] = {}
        self.compared = 0
        self._power = power

    def look_closer(self, copies: Iterable[int]) -> None:
        """From now on count only what is rare, and measure rarity without these places, which turned out to be copies."""
        left_out = [self._sketches[n] for n in sorted(copies) if n in self._counted]
        self._shingles.leave_out([s.shingles for s in left_out])
        self._words.leave_out([s.vocabulary for s in left_out])
        self._figures.leave_out([s.figures for s in left_out])
        self._weighed_runs.clear()
        self._weighed.clear()
        self._power = RARE

    def _runs(self, place: int) -> Weighed:
        found = self._weighed_runs.get(place)
        if found is None:
            found = self._weighed_runs[place] = weigh(self._sketches[place].shingles, self._shingles, power=self._power)
        return found

    def _rest(self, place: int) -> tuple[Weighed, Weighed]:
        """Words and figures: only asked for where the runs agree enough."""
        found = self._weighed.get(place)
        if found is None:
            sketch = self._sketches[place]
            found = self._weighed[place] = (
                weigh(sketch.vocabulary, self._words, power=self._power),
                weigh(sketch.figures, self._figures),
            )
        return found

    def measure(self, a: int, b: int) -> Measures:
        return self._measure(a, b, overlap(self._runs(a), self._runs(b)))

    def _measure(self, a: int, b: int, shingles: Overlap) -> Measures:
        words, numbers = (overlap(one, two) for one, two in zip(self._rest(a), self._rest(b), strict=True))
        alone = min(numbers.first, numbers.second)
        size = min(self._settings.most_size, max(LEAST_SIZE, words.shared + min(words.first, words.second)))
        apart = abs((self._sketches[a].event_time - self._sketches[b].event_time).total_seconds())
        return Measures(
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
        rarity = zip(both, self._words.of(terms[both]).tolist(), strict=True)
        ranked = sorted((-round(weight, 6), sketch.labels[n]) for n, weight in rarity if sketch.labels[n])
        return tuple(label for _, label in ranked[:most])

    def compare(self, a: int, b: int, jaccard: float) -> Likeness:
        """How alike the stories at two places are; ``jaccard`` is what the signatures estimate."""
        self.compared += 1
        one, two, settings = self._sketches[a], self._sketches[b], self._settings
        short = min(len(one.shingles), len(two.shingles)) < 4 * settings.least_shingles
        equal_text = bool(one.text_hash) and one.text_hash == two.text_hash
        runs = overlap(self._runs(a), self._runs(b))
        if not short and not equal_text and runs.containment < settings.least_containment:
            return Likeness("too few runs", 0.0, round(jaccard, 6), round(runs.jaccard, 6), round(runs.containment, 6))
        found = self._measure(a, b, runs)
        evidence = (round(jaccard, 6), round(found.jaccard, 6), round(found.shingles, 6), round(found.words, 6), found.credits)
        if equal_text:
            return Likeness("equal text", 1.0, *evidence)
        if short:
            equal = bool(one.title_hash) and one.title_hash == two.title_hash
            if equal and not found.conflict and found.words >= settings.short_words:
                return Likeness("equal title", 1.0, *evidence)
            return Likeness("too short", 0.0, *evidence)
        strength = sum(part for _, part in contributions(found, settings))
        score = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, strength))))
        return Likeness("shingles", round(score, 6), *evidence)
