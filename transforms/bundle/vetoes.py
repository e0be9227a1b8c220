"""What speaks against one event in two stories whatever their words: numbers, ordinals, days of the week, and one site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from connectors.records import Sketch
from transforms.bundle.settings import BundleSettings
from transforms.text.marks import hashes_of_marks
from transforms.text.words import UINT64

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NO_SITE = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What vetoes compare of one story, for pairs that are compared one by one."""

    site: int
    numbers: frozenset[int]
    marks: tuple[frozenset[int], ...]  # ordinals of the title, its days, days said


class Vetoes:
    """Factors in (0, 1] by which the similarity of a pair of stories is multiplied; 1 where nothing speaks against one event."""

    def __init__(self, stories: Sequence[Sketch], settings: BundleSettings) -> None:
        self._settings = settings
        names = sorted({s.site for s in stories if s.site})
        number = dict(zip(names, range(1, len(names) + 1), strict=True))
        self._sites = np.array([number.get(s.site, NO_SITE) for s in stories], dtype=np.int64)
        hashes = np.frombuffer(b"".join(s.numbers for s in stories), dtype=UINT64)
        owner = np.repeat(np.arange(len(stories)), [len(s.numbers) // 8 for s in stories])
        marks, kinds = hashes_of_marks()
        place = np.minimum(np.searchsorted(marks, hashes), len(marks) - 1)
        kind = np.where(marks[place] == hashes, kinds[place], -1)
        self._numbers = _incidence(hashes[kind < 0], owner[kind < 0], len(stories))
        self._marks = tuple(_incidence(hashes[kind == k], owner[kind == k], len(stories)) for k in range(3))
        self._losses = (settings.mark_veto, settings.mark_veto, settings.day_veto)

    def of_pairs(self, left: Ints, right: Ints) -> Floats:
        """The factor of each pair of rows; shape (pairs,)."""
        fewer, shared = _common(self._numbers, left, right)
        factor = 1.0 - self._settings.number_veto * (1.0 - shared / np.maximum(fewer, 1)) * np.minimum(fewer, 3) / 3.0
        for marks, loss in zip(self._marks, self._losses, strict=True):
            fewer, shared = _common(marks, left, right)
            factor[(fewer > 0) & (shared == 0)] *= 1.0 - loss
        sites = self._sites[left]
        factor[(sites == self._sites[right]) & (sites != NO_SITE)] *= self._settings.same_site
        return factor

    def facts(self, row: int) -> Facts:
        """What ``of_facts`` needs of a story, by row."""
        return Facts(int(self._sites[row]), _columns(self._numbers, row), tuple(_columns(marks, row) for marks in self._marks))

    def of_facts(self, one: Facts, other: Facts) -> float:
        """The factor of two stories."""
        fewer = min(len(one.numbers), len(other.numbers))
        factor = 1.0
        if fewer:
            factor -= self._settings.number_veto * (1.0 - len(one.numbers & other.numbers) / fewer) * min(fewer, 3) / 3.0
        for mine, yours, loss in zip(one.marks, other.marks, self._losses, strict=True):
            if mine and yours and not mine & yours:
                factor *= 1.0 - loss
        return factor * self._settings.same_site if one.site == other.site != NO_SITE else factor


def _incidence(hashes: NDArray[np.uint64], owner: Ints, stories: int) -> Any:
    """A csr matrix of ones, shape (stories, distinct hashes)."""
    from scipy import sparse  # an empty run is spared the import

    distinct, columns = np.unique(hashes, return_inverse=True)
    starts = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=stories)))).astype(np.int64)
    return sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(stories, max(len(distinct), 1)))


def _columns(rows: Any, row: int) -> frozenset[int]:
    return frozenset(rows.indices[rows.indptr[row] : rows.indptr[row + 1]].tolist())


def _common(rows: Any, left: Ints, right: Ints) -> tuple[Ints, Floats]:
    """How many columns the poorer row of each pair has, and how many both have; shape (pairs,)."""
    counts = np.diff(rows.indptr)
    fewer = np.minimum(counts[left], counts[right]).astype(np.int64)
    shared = np.zeros(len(left))
    both = np.flatnonzero(fewer)
    if len(both):
        shared[both] = np.asarray(rows[left[both]].multiply(rows[right[both]]).sum(axis=1)).ravel()
    return fewer, shared
