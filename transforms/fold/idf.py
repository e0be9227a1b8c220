"""IDF weights of hashes over the stories at hand, and how much of their weight two sets of hashes share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_SLOT_BITS, MOST_SLOT_BITS = 18, 24
COUNTED_AT_ONCE = 1 << 22
Hashes = NDArray[np.uint32] | NDArray[np.uint64]


class IdfTable:
    """Inverse document frequencies (IDF) of one kind of hash over the originals at hand, 1 for what one story alone has.

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
class WeightedSet:
    """A sorted set of distinct hashes, each with its weight."""

    hashes: Hashes
    weights: NDArray[np.float64]
    total: float


def weight_set(packed: bytes, idf: IdfTable, power: int = 1) -> WeightedSet:
    """The set with each hash's IDF, raised to a power."""
    hashes = idf.read(packed)
    weights = idf.of(hashes) ** power
    return WeightedSet(hashes, weights, float(weights.sum()))


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


def overlap(first: WeightedSet, second: WeightedSet) -> Overlap:
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
