"""Average-link grouping of stories on a sparse graph of candidates. Plain arrays in, groups out; knows no record.

Two groups are as similar as their stories are on average. Pairs that blocking did not propose are not zero but unknown: before
two groups join, their similarity is computed exactly from their sums, so that blocking decides only who is compared.
(UPGMA: Sokal and Michener 1958; the lazy evaluation is ours.)
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Groups:
    """A partition of rows that grows by merging.

    ``start`` gives the rows of each group at the start; a group's number says who goes first where scores are equal. The first
    ``published`` groups need ``bar + margin`` to join one another.
    """

    def __init__(
        self,
        rows: sparse.csr_matrix,
        days: Floats,
        start: Sequence[Sequence[int]],
        *,
        published: int = 0,
        bar: float,
        margin: float,
        decay_days: float,
    ) -> None:
        self.rows, self.days = rows, days
        self.members = [list(group) for group in start]
        self.alive = [True] * len(start)
        self.published = published
        self.bar, self.margin, self.decay_days = bar, margin, decay_days
        self.links: list[dict[int, tuple[float, int]]] = [{} for _ in start]  # sum of known similarities, how many
        self._stamp = [0] * len(start)
        self._sums: dict[int, tuple[NDArray[np.int32], Floats, float]] = {}
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._fixed = [number < published for number in range(len(start))]

    def link(self, left: int, right: int, similarity: float) -> None:
        """Tell the similarity of one pair of stories of two groups."""
        total, known = self.links[left].get(right, (0.0, 0))
        self.links[left][right] = self.links[right][left] = (total + similarity, known + 1)

    def merge_all(self) -> None:
        """Join the most similar groups until none reaches the bar."""
        for left, links in enumerate(self.links):
            for right in links:
                if left < right:
                    self._push(left, right)
        while self._heap:
            _, left, right, *stamps = heapq.heappop(self._heap)
            if not (self.alive[left] and self.alive[right]) or stamps != [self._stamp[left], self._stamp[right]]:
                continue
            total, known = self.links[left][right]
            pairs = len(self.members[left]) * len(self.members[right])
            if known < pairs:
                exact = self.similarity(left, right)
                self.links[left][right] = self.links[right][left] = (exact * pairs, pairs)
                self._push(left, right)
            else:
                self._merge(left, right)

    def similarity(self, left: int, right: int) -> float:
        """Mean similarity of the stories of two groups, from the groups' sums and mean times."""
        a, b = self._sum(left), self._sum(right)
        if len(a[0]) > len(b[0]):
            a, b = b, a
        place = np.searchsorted(b[0], a[0])
        place[place == len(b[0])] = 0
        dot = float(np.sum(np.where(b[0][place] == a[0], a[1] * b[1][place], 0.0))) if len(b[0]) else 0.0
        decay = float(np.exp(-abs(a[2] - b[2]) / self.decay_days))
        return dot * decay / (len(self.members[left]) * len(self.members[right]))

    def _sum(self, group: int) -> tuple[NDArray[np.int32], Floats, float]:
        found = self._sums.get(group)
        if found is None:
            members = sorted(self.members[group])
            if len(members) == 1:
                part = slice(self.rows.indptr[members[0]], self.rows.indptr[members[0] + 1])
                found = (self.rows.indices[part], self.rows.data[part], float(self.days[members[0]]))
            else:
                chosen = self.rows[members]
                columns, where = np.unique(chosen.indices, return_inverse=True)
                found = (columns, np.bincount(where, weights=chosen.data), float(np.mean(self.days[members])))
            self._sums[group] = found
        return found

    def _push(self, left: int, right: int) -> None:
        left, right = min(left, right), max(left, right)
        total, known = self.links[left][right]
        score = round(total / known, 6)
        if score >= self.bar + (self.margin if self._fixed[left] and self._fixed[right] else 0.0):
            heapq.heappush(self._heap, (-score, left, right, self._stamp[left], self._stamp[right]))

    def _merge(self, left: int, right: int) -> None:
        self.members[left] += self.members[right]
        self.alive[right] = False
        self._fixed[left] = self._fixed[left] or self._fixed[right]
        self._stamp[left] += 1
        self._sums.pop(left, None)
        self._sums.pop(right, None)
        del self.links[left][right]
        for other, (total, known) in self.links[right].items():
            if other == left:
                continue
            del self.links[other][right]
            old_total, old_known = self.links[left].get(other, (0.0, 0))
            self.links[left][other] = self.links[other][left] = (total + old_total, known + old_known)
        self.links[right] = {}
        for other in sorted(self.links[left]):
            self._push(left, other)
