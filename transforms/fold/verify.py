"""Verify: whether one story is a copy of another, from their sketches and how rare everything in them is.

Two figures decide, both weighted by rarity and both of the shorter story in the longer, since a cut is a copy and so is
the story that it was cut from: the shingles (the same words in the same order) and the words alone (rarity squared:
names count most). Numbers that only one of the two has, of those it could share, speak against it: that is what
two items of one template differ in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from connectors.records import Sketch
from transforms.fold.settings import FoldSettings

SLOT_BITS = 22


@dataclass(frozen=True, slots=True)
class Rarity:
    """Inverse document frequencies of one kind of hash over all stories at hand; frequencies of hashes in one slot add up."""

    weights: NDArray[np.float32]  # shape (2 ** SLOT_BITS,)

    def of(self, hashes: NDArray[np.uint32] | NDArray[np.uint64]) -> NDArray[np.float64]:
        return self.weights[hashes & hashes.dtype.type((1 << SLOT_BITS) - 1)].astype(np.float64)


def measure_rarity(packed: Sequence[bytes], dtype: str) -> Rarity:
    """Rarity from the sets of hashes of all stories, each a record's bytes."""
    hashes = np.frombuffer(b"".join(packed), dtype=dtype)
    counts = np.bincount((hashes & hashes.dtype.type((1 << SLOT_BITS) - 1)).astype(np.int64), minlength=1 << SLOT_BITS)
    return Rarity(np.log((len(packed) + 1.0) / np.maximum(counts, 1)).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two stories are: the evidence of a fold."""

    rule: str
    score: float
    jaccard: float = 0.0
    containment: float = 0.0
    rare_overlap: float = 0.0
    numbers: float = 0.0


def _shared(a: NDArray[np.generic], b: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Which of ``a`` are in ``b``; both sorted and distinct."""
    if not len(b):
        return np.zeros(len(a), dtype=bool)
    place = np.searchsorted(b, a)
    place[place == len(b)] = 0
    return np.asarray(b[place] == a)


class Verifier:
    """Compares stories pairwise; ``compared`` counts how often."""

    def __init__(self, sketches: Sequence[Sketch], settings: FoldSettings) -> None:
        self._settings = settings
        self._sketches = sketches
        self._shingles = measure_rarity([s.shingles for s in sketches], "<u4")
        self._terms = measure_rarity([s.terms for s in sketches], "<u8")
        self._figures = measure_rarity([s.figures for s in sketches], "<u8")
        self.compared = 0

    def _overlap(self, a: bytes, b: bytes, dtype: str, rarity: Rarity, power: int) -> float:
        """The weight of what both have, of the weight of what the lighter has."""
        if len(a) > len(b):
            a, b = b, a
        first, second = np.frombuffer(a, dtype=dtype), np.frombuffer(b, dtype=dtype)
        weights, others = rarity.of(first) ** power, rarity.of(second) ** power
        total = min(float(weights.sum()), float(others.sum()))
        return min(1.0, float(weights[_shared(first, second)].sum()) / total) if total > 0 else 0.0

    def compare(self, a: int, b: int, jaccard: float) -> Likeness:
        """How alike the stories at two places are. Scores are rounded to 6 digits."""
        self.compared += 1
        one, two = self._sketches[a], self._sketches[b]
        if one.text_hash and one.text_hash == two.text_hash:
            return Likeness("equal text", 1.0, 1.0, 1.0, 1.0, 1.0)
        if min(len(one.shingles), len(two.shingles)) < 4 * self._settings.least_shingles:
            if one.title_hash and one.title_hash == two.title_hash and (not one.text_hash or not two.text_hash):
                return Likeness("equal title", 1.0, jaccard)
            return Likeness("too short", 0.0, jaccard)
        containment = self._overlap(one.shingles, two.shingles, "<u4", self._shingles, 1)
        rare = self._overlap(one.terms, two.terms, "<u8", self._terms, 2)
        numbers = self._overlap(one.figures, two.figures, "<u8", self._figures, 1) if one.figures and two.figures else 0.6
        score = containment * rare * (0.3 + 0.7 * numbers)
        return Likeness("shingles", round(score, 6), round(jaccard, 6), round(containment, 6), round(rare, 6), round(numbers, 6))
