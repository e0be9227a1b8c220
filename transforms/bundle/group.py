"""Average-link grouping of stories on a sparse graph of candidates. Plain arrays in, groups out; knows no record.

Two groups are as similar as their stories are on average (UPGMA, Sokal and Michener 1958). Short texts hide part of what they
have in common: two headlines on one event may share no word, and the mean of a large group sinks far below that of a pair. So the
mean is divided by the geometric mean of the two groups' inner similarities (Spearman's correction for attenuation, 1904), in full
for headlines, not at all for long texts: ``slack`` of each row, 1 to 0, is the exponent.

Pairs that blocking did not propose are not zero but unknown: before two groups join, their similarity is computed exactly from
their sums, so that blocking decides only who is compared.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Clock:
    """When the stories of the rows happened, and what their distance does to similarity.

    A story without a date was seen on its day, but may be older: to a dated one it is at most ``undated_days`` away.
    """

    days: Floats  # event times, in days
    dated: NDArray[np.bool_]  # False: the event time is when the story was first seen
    decay_days: float
    undated_days: float

    def apart(self, left: Ints, right: Ints) -> Floats:
        """Days between the rows of each pair."""
        found = np.abs(self.days[left] - self.days[right])
        return np.where(self.dated[left] == self.dated[right], found, np.minimum(found, self.undated_days))

    def fade(self, apart: Floats) -> Floats:
        """What is left of a similarity at that distance, in (0, 1]."""
        return np.exp(-apart / self.decay_days)


class Groups:
    """A partition of rows that grows by merging.

    ``start`` gives the rows of each group at the start; a group's number says who goes first where scores are equal. The first
    ``published`` groups need ``bar + margin`` to join one another.
    """

    def __init__(
        self,
        rows: sparse.csr_matrix,
        clock: Clock,
        slack: Floats,
        start: Sequence[Sequence[int]],
        *,
        published: int = 0,
        bar: float,
        margin: float,
    ) -> None:
        self.rows, self.clock = rows, clock
        self.members = [list(group) for group in start]
        self.alive = [True] * len(start)
        self.published = published
        self.bar, self.margin = bar, margin
        self.links: list[dict[int, tuple[float, int]]] = [{} for _ in start]  # sum of known similarities, how many
        self._stamp = [0] * len(start)
        self._sums: dict[int, tuple[NDArray[Any], Floats]] = {}
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._inner = [self._inner_similarity(group) for group in start]
        self._slack = [float(np.mean(slack[list(group)])) for group in start]
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
            _, known = self.links[left][right]
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
        return dot * self._fade(left, right) / (len(self.members[left]) * len(self.members[right]))

    def _fade(self, left: int, right: int) -> float:
        """What time leaves of the similarity of two groups, by the mean times of their dated and undated stories."""
        found = 0.0
        for day, share, dated in self._times(left):
            for other_day, other_share, other_dated in self._times(right):
                apart = abs(day - other_day)
                if dated != other_dated:
                    apart = min(apart, self.clock.undated_days)
                found += share * other_share * math.exp(-apart / self.clock.decay_days)
        return found

    def _times(self, group: int) -> list[tuple[float, float, bool]]:
        members = np.array(sorted(self.members[group]))
        days, dated = self.clock.days[members], self.clock.dated[members]
        return [(float(days[dated == kind].mean()), float(np.mean(dated == kind)), kind) for kind in (True, False) if (dated == kind).any()]

    def _inner_similarity(self, group: Sequence[int]) -> float:
        """Mean similarity of a group's stories, each with itself included."""
        if len(group) == 1:
            return 1.0
        members = np.array(group)
        own = self.rows[members]
        similarity = (own @ own.T).toarray()
        return float(np.mean(similarity * self.clock.fade(self.clock.apart(members[:, None], members[None, :]))))

    def _sum(self, group: int) -> tuple[NDArray[Any], Floats]:
        found = self._sums.get(group)
        if found is None:
            members = sorted(self.members[group])
            if len(members) == 1:
                part = slice(self.rows.indptr[members[0]], self.rows.indptr[members[0] + 1])
                found = (self.rows.indices[part], self.rows.data[part])
            else:
                chosen = self.rows[members]
                columns, where = np.unique(chosen.indices, return_inverse=True)
                found = (columns, np.bincount(where, weights=chosen.data).astype(np.float64))
            self._sums[group] = found
        return found

    def _push(self, left: int, right: int) -> None:
        left, right = min(left, right), max(left, right)
        total, known = self.links[left][right]
        inner = self._inner[left] ** (self._slack[left] / 2) * self._inner[right] ** (self._slack[right] / 2)
        score = round(total / known / inner, 6)
        if score >= self.bar + (self.margin if self._fixed[left] and self._fixed[right] else 0.0):
            heapq.heappush(self._heap, (-score, left, right, self._stamp[left], self._stamp[right]))

    def _merge(self, left: int, right: int) -> None:
        total, _ = self.links[left].pop(right)
        a, b = len(self.members[left]), len(self.members[right])
        self._inner[left] = (a * a * self._inner[left] + b * b * self._inner[right] + 2 * total) / (a + b) ** 2
        self._slack[left] = (a * self._slack[left] + b * self._slack[right]) / (a + b)
        self.members[left] += self.members[right]
        self.alive[right] = False
        self._fixed[left] = self._fixed[left] or self._fixed[right]
        self._stamp[left] += 1
        self._sums.pop(left, None)
        self._sums.pop(right, None)
        for other, (total, known) in self.links[right].items():
            if other == left:
                continue
            del self.links[other][right]
            old_total, old_known = self.links[left].get(other, (0.0, 0))
            self.links[left][other] = self.links[other][left] = (total + old_total, known + old_known)
        self.links[right] = {}
        for other in sorted(self.links[left]):
            self._push(left, other)
