"""The graph of candidates: some stories as rows, their similarities as edges, and the clusters that they form."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from connectors.records import Sketch
from transforms.bundle.average_link import AverageLink
from transforms.bundle.constraints import Constraints
from transforms.bundle.dense import move_similarities
from transforms.bundle.settings import BundleSettings
from transforms.bundle.similarity import Similarity
from transforms.bundle.tfidf import DocumentFrequencies, Ints, TfidfVectors

Pairs = dict[tuple[int, int], float]
"""Similarities of pairs of rows, the smaller row first."""

Rows = tuple[int, ...]
"""The rows of a cluster, sorted."""


@dataclass(frozen=True, slots=True)
class StoryMatrix:
    """Some stories as rows of a matrix: published ones first, then new ones, each in the order of their event times."""

    stories: tuple[Sketch, ...]
    row_of: Mapping[str, int]  # by story
    similarity: Similarity

    @classmethod
    def of(cls, stories: Sequence[Sketch], collection: DocumentFrequencies, settings: BundleSettings) -> StoryMatrix:
        """Lay out stories, with the document frequencies of ``collection``."""
        similarity = Similarity(stories, TfidfVectors(stories, settings, collection), settings)
        return cls(tuple(stories), {story.id: row for row, story in enumerate(stories)}, similarity)

    def compare(self, left: Ints, right: Ints) -> Pairs:
        """Similarity of each distinct pair of rows that time lets meet, in sorted order; rounded."""
        size = len(self.stories)
        code = np.unique(np.minimum(left, right) * size + np.maximum(left, right))
        left, right = code // size, code % size
        near = self.similarity.days_apart(left, right) <= self.similarity.settings.idle_days
        left, right = left[near], right[near]
        scores, settings = self.similarity.of_pairs(left, right).round(6), self.similarity.settings
        if settings.dense.model:
            scores = move_similarities(scores, left, right, self.similarity.titles, settings.threshold, settings.dense)
        return dict(zip(zip(left.tolist(), right.tolist(), strict=True), scores.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class CandidateGraph:
    """Rows that may form clusters, and what is known of each and of each two of them."""

    matrix: StoryMatrix
    bundle_of: Sequence[str]  # the open bundle of each row; empty for a new story
    edges: Pairs
    proposed: frozenset[tuple[int, int]]  # edges that blocking proposed
    neighbourhood: Sequence[float]  # of each row: the sum of all similarities that blocking proposed; infinite where not all are known
    constraints: Constraints

    def with_all_pairs(self, cliques: Sequence[Sequence[int]]) -> CandidateGraph:
        """The same with an edge between every two rows of each clique."""
        lefts, rights = [], []
        for clique in cliques:
            rows = np.array(sorted(clique), dtype=np.int64)
            one, other = np.triu_indices(len(rows), 1)
            lefts.append(rows[one])
            rights.append(rows[other])
        return replace(self, edges=self.matrix.compare(np.concatenate(lefts), np.concatenate(rights)) | self.edges)

    def cluster(self, start: Sequence[Sequence[int]], *, fixed: bool) -> list[Rows]:
        """The clusters that rows form, from those at the start; ``fixed``: none with published stories merge with each other."""
        cluster_of = {row: number for number, rows in enumerate(start) for row in rows}
        found = AverageLink(
            self.matrix.similarity,
            start,
            self.bundle_of,
            [math.fsum(self.neighbourhood[row] for row in rows) for rows in start],
            cannot_link=self.constraints.cannot_link_pairs([self._party(rows[0]) for rows in start]),
            fixed=fixed,
        )
        for pair in sorted(self.edges):
            one, other = cluster_of.get(pair[0], -1), cluster_of.get(pair[1], -1)
            if one >= 0 and other >= 0 and one != other:
                found.add_edge(one, other, self.edges[pair], proposed=pair in self.proposed)
        found.merge_all()
        return sorted(tuple(sorted(rows)) for rows, alive in zip(found.members, found.alive, strict=True) if alive)

    def _party(self, row: int) -> str:
        """What constraints call a row: its open bundle, or the original of a new story."""
        story = self.matrix.stories[row]
        return self.bundle_of[row] or story.copy_of or story.id
