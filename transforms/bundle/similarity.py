"""How similar two stories, or two clusters of stories, are: words, time, length, vetoes. Arrays over the rows of one edition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from connectors.records import Sketch
from transforms.bundle.settings import BundleSettings
from transforms.bundle.tfidf import TfidfVectors
from transforms.bundle.vetoes import Facts, Floats, Ints, Vetoes

SAMPLED = 8
"""Stories of a cluster whose facts are compared with those of another cluster."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClusterSummary:
    """What comparing a cluster needs of it: computed once per state of the cluster."""

    stories: int
    columns: NDArray[Any]  # of the sum of its rows, sorted
    values: Floats
    times: tuple[tuple[float, float, bool], ...]  # of its dated and of its undated stories: mean day, share, dated
    length: float  # mean logarithm of the number of tokens
    sample: tuple[Facts, ...]  # of some of its stories


class Similarity:
    """Similarity, in [0, 1], of the stories given: the cosine of their tf-idf vectors, less what speaks against one event.

    Distance in time takes away by ``decay_days``, facts that disagree by ``Vetoes``; a difference in length gives back what the
    cosine of a short and a long text can't reach.
    """

    def __init__(self, stories: Sequence[Sketch], vectors: TfidfVectors, settings: BundleSettings) -> None:
        self.settings = settings
        self.titles = [story.title for story in stories]
        self.vectors = vectors
        self.days = np.array([(s.event_time - EPOCH).total_seconds() / 86400.0 for s in stories], dtype=np.float64)
        self.dated = np.array([s.published is not None for s in stories], dtype=np.bool_)
        self.words = np.array([max(s.words, 1) for s in stories], dtype=np.float64)
        self.length = np.log(self.words)
        fade = np.log(self.words / settings.headline_words) / math.log(settings.full_words / settings.headline_words)
        self.slack = settings.full_slack + (1.0 - settings.full_slack) * np.clip(1.0 - fade, 0.0, 1.0)
        """Exponent of the correction for attenuation in each story's clusters: 1 for a headline, ``full_slack`` for a full text."""
        self.vetoes = Vetoes(stories, settings)

    def days_apart(self, left: Ints, right: Ints) -> Floats:
        """Days between the rows of each pair. A story without a date was seen on its day, but may be older."""
        found = np.abs(self.days[left] - self.days[right])
        return np.where(self.dated[left] == self.dated[right], found, np.minimum(found, self.settings.undated_days))

    def of_pairs(self, left: Ints, right: Ints) -> Floats:
        """Similarity of the rows of each pair; shape (pairs,)."""
        found = self.vectors.cosine(left, right) * np.exp(-self.days_apart(left, right) / self.settings.decay_days)
        found *= np.exp(np.abs(self.length[left] - self.length[right]) * self.settings.length_relief)
        found *= self.vetoes.of_pairs(left, right)
        return np.minimum(found, 1.0)

    def within(self, clusters: Sequence[Sequence[int]]) -> list[dict[tuple[int, int], float]]:
        """Similarities of all pairs of rows inside each cluster, smaller row first; all clusters in one go."""
        sizes = [len(cluster) for cluster in clusters]
        pairs = [np.triu_indices(size, 1) for size in sizes]
        members = [np.array(sorted(cluster), dtype=np.int64) for cluster in clusters]
        if not clusters:
            return []
        left = np.concatenate([own[a] for own, (a, _) in zip(members, pairs, strict=True)])
        right = np.concatenate([own[b] for own, (_, b) in zip(members, pairs, strict=True)])
        scores = self.of_pairs(left, right)
        named = list(zip(zip(left.tolist(), right.tolist(), strict=True), scores.tolist(), strict=True))
        ends = np.cumsum([size * (size - 1) // 2 for size in sizes]).tolist()
        return [dict(named[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    def summarise(self, cluster: Sequence[int]) -> ClusterSummary:
        """What ``of_clusters`` needs of a cluster of rows."""
        members = np.array(sorted(cluster))
        columns, values = self._sum_rows(members)
        days, dated = self.days[members], self.dated[members]
        kinds = [kind for kind in (True, False) if (dated == kind).any()]
        return ClusterSummary(
            stories=len(members),
            columns=columns,
            values=values,
            times=tuple((float(days[dated == kind].mean()), float(np.mean(dated == kind)), kind) for kind in kinds),
            length=float(np.mean(self.length[members])),
            sample=tuple(self.vetoes.facts(row) for row in members[:: -(-len(members) // SAMPLED)].tolist()),
        )

    def _sum_rows(self, members: Ints) -> tuple[NDArray[Any], Floats]:
        """Columns, sorted, and values of the sum of some rows."""
        if len(members) == 1:
            return self.vectors.row(int(members[0]))
        chosen = self.vectors.rows[members]
        columns, where = np.unique(chosen.indices, return_inverse=True)
        return columns, np.bincount(where, weights=chosen.data).astype(np.float64)

    def of_clusters(self, one: ClusterSummary, other: ClusterSummary) -> float:
        """Mean similarity of the stories of two clusters: exact in the words, by the clusters' means in all else."""
        if len(one.columns) > len(other.columns):
            one, other = other, one
        if not len(one.columns):
            return 0.0
        place = np.minimum(np.searchsorted(other.columns, one.columns), len(other.columns) - 1)
        found = float(np.sum(np.where(other.columns[place] == one.columns, one.values * other.values[place], 0.0)))
        found /= one.stories * other.stories
        found *= self._time_decay(one, other) * math.exp(abs(one.length - other.length) * self.settings.length_relief)
        factors = [self.vetoes.of_facts(mine, yours) for mine in one.sample for yours in other.sample]
        return min(found * sum(factors) / len(factors), 1.0)

    def _time_decay(self, one: ClusterSummary, other: ClusterSummary) -> float:
        """The factor that the distance in time of two clusters leaves."""
        found = 0.0
        for day, share, dated in one.times:
            for other_day, other_share, other_dated in other.times:
                apart = abs(day - other_day)
                apart = apart if dated == other_dated else min(apart, self.settings.undated_days)
                found += share * other_share * math.exp(-apart / self.settings.decay_days)
        return found
