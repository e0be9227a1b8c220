"""Some stories laid side by side: their similarities, and the groups that they form."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from connectors.records import Sketch
from transforms.bundle.average_link import Groups
from transforms.bundle.constraints import Bonds
from transforms.bundle.dense import move_similarities
from transforms.bundle.settings import BundleSettings
from transforms.bundle.similarity import Closeness
from transforms.bundle.tfidf import Counted, Ints, Vectors

Pairs = dict[tuple[int, int], float]
"""Similarities of pairs of rows, the smaller row first."""

Rows = tuple[int, ...]
"""A group of rows, sorted."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Some stories as rows of a matrix: published ones first, then new ones, each in the order of their event times."""

    stories: tuple[Sketch, ...]
    row: Mapping[str, int]  # by story
    closeness: Closeness

    @classmethod
    def of(cls, stories: Sequence[Sketch], counted: Counted, settings: BundleSettings) -> Sight:
        """Lay out stories, measured against the frequencies of ``counted``."""
        closeness = Closeness(stories, Vectors(stories, settings, counted), settings)
        return cls(tuple(stories), {story.id: row for row, story in enumerate(stories)}, closeness)

    def compare(self, left: Ints, right: Ints) -> Pairs:
        """Similarity of each distinct pair of rows that time lets meet, in sorted order; rounded."""
        size = len(self.stories)
        code = np.unique(np.minimum(left, right) * size + np.maximum(left, right))
        left, right = code // size, code % size
        close = self.closeness.apart(left, right) <= self.closeness.settings.idle_days
        left, right = left[close], right[close]
        scores, settings = self.closeness.of_pairs(left, right).round(6), self.closeness.settings
        if settings.dense.model:
            scores = move_similarities(scores, left, right, self.closeness.titles, settings.threshold, settings.dense)
        return dict(zip(zip(left.tolist(), right.tolist(), strict=True), scores.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Field:
    """Rows that may form groups, and what is known of each and of each two of them."""

    sight: Sight
    homes: Sequence[str]  # the open bundle of each row; empty for a new story
    links: Pairs
    proposed: frozenset[tuple[int, int]]  # links that blocking proposed
    around: Sequence[float]  # of each row: the sum of all similarities that blocking proposed; infinite where not all are known
    bonds: Bonds

    def with_pairs(self, crowds: Sequence[Sequence[int]]) -> Field:
        """The same with the similarities of all pairs inside some crowds of rows."""
        lefts, rights = [], []
        for crowd in crowds:
            rows = np.array(sorted(crowd), dtype=np.int64)
            one, other = np.triu_indices(len(rows), 1)
            lefts.append(rows[one])
            rights.append(rows[other])
        return replace(self, links=self.sight.compare(np.concatenate(lefts), np.concatenate(rights)) | self.links)

    def group(self, start: Sequence[Sequence[int]], *, fixed: bool) -> list[Rows]:
        """The groups that rows form, from those at the start; ``fixed``: none with published stories join each other."""
        group_of = {row: group for group, rows in enumerate(start) for row in rows}
        around = [math.fsum(self.around[row] for row in rows) for rows in start]
        stories = self.sight.stories
        foes = self.bonds.foes([self.homes[rows[0]] or stories[rows[0]].copy_of or stories[rows[0]].id for rows in start])
        groups = Groups(self.sight.closeness, start, self.homes, around, foes=foes, fixed=fixed)
        for pair in sorted(self.links):
            one, other = group_of.get(pair[0], -1), group_of.get(pair[1], -1)
            if one >= 0 and other >= 0 and one != other:
                groups.link(one, other, self.links[pair], proposed=pair in self.proposed)
        groups.merge_all()
        return sorted(tuple(sorted(rows)) for rows, alive in zip(groups.members, groups.alive, strict=True) if alive)
