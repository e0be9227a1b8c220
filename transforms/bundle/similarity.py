"""How close two stories, or two groups of stories, are: words, time, length, numbers. Arrays over the rows of one edition."""

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
from transforms.bundle.tfidf import Vectors
from transforms.bundle.vetoes import Agreement, Facts, Floats, Ints

COMPARED = 8
"""Stories of a group whose facts are compared with those of another group."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Summary:
    """What comparing a group needs of it: computed once per state of the group."""

    stories: int
    columns: NDArray[Any]  # of the sum of its rows, sorted
    values: Floats
    times: tuple[tuple[float, float, bool], ...]  # of its dated and of its undated stories: mean day, share, dated
    length: float  # mean logarithm of the number of tokens
    sample: tuple[Facts, ...]  # of some of its stories


class Closeness:
    """Similarity, in [0, 1], of the stories given: the cosine of their terms, less what speaks against one event.

    Time takes away by ``decay_days``, facts that disagree what ``Agreement`` says; a difference in length gives back what the
    cosine of a short and a long text can't reach.
    """

    def __init__(self, stories: Sequence[Sketch], vectors: Vectors, settings: BundleSettings) -> None:
        self.settings = settings
        self.titles = [story.title for story in stories]
        self.vectors = vectors
        self.days = np.array([(s.event_time - EPOCH).total_seconds() / 86400.0 for s in stories], dtype=np.float64)
        self.dated = np.array([s.published is not None for s in stories], dtype=np.bool_)
        self.words = np.array([max(s.words, 1) for s in stories], dtype=np.float64)
        self.length = np.log(self.words)
        fade = np.log(self.words / settings.headline_words) / math.log(settings.full_words / settings.headline_words)
        self.slack = settings.full_slack + (1.0 - settings.full_slack) * np.clip(1.0 - fade, 0.0, 1.0)
        """How far each story's groups are corrected for the shortness of its text: 1 for a headline, ``full_slack`` for a full text."""
        self.agreement = Agreement(stories, settings)

    def apart(self, left: Ints, right: Ints) -> Floats:
        """Days between the rows of each pair. A story without a date was seen on its day, but may be older."""
        found = np.abs(self.days[left] - self.days[right])
        return np.where(self.dated[left] == self.dated[right], found, np.minimum(found, self.settings.undated_days))

    def of_pairs(self, left: Ints, right: Ints) -> Floats:
        """Similarity of the rows of each pair; shape (pairs,)."""
        found = self.vectors.similarity(left, right) * np.exp(-self.apart(left, right) / self.settings.decay_days)
        found *= np.exp(np.abs(self.length[left] - self.length[right]) * self.settings.length_relief)
        found *= self.agreement.of_pairs(left, right)
        return np.minimum(found, 1.0)

    def within(self, groups: Sequence[Sequence[int]]) -> list[dict[tuple[int, int], float]]:
        """Similarities of all pairs of rows inside each group, smaller row first; all groups in one go."""
        sizes = [len(group) for group in groups]
        pairs = [np.triu_indices(size, 1) for size in sizes]
        members = [np.array(sorted(group), dtype=np.int64) for group in groups]
        if not groups:
            return []
        left = np.concatenate([own[a] for own, (a, _) in zip(members, pairs, strict=True)])
        right = np.concatenate([own[b] for own, (_, b) in zip(members, pairs, strict=True)])
        scores = self.of_pairs(left, right)
        named = list(zip(zip(left.tolist(), right.tolist(), strict=True), scores.tolist(), strict=True))
        ends = np.cumsum([size * (size - 1) // 2 for size in sizes]).tolist()
        return [dict(named[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    def summarise(self, group: Sequence[int]) -> Summary:
        """What ``of_groups`` needs of a group of rows."""
        members = np.array(sorted(group))
        rows = self.vectors.rows
        if len(members) == 1:
            part = slice(rows.indptr[members[0]], rows.indptr[members[0] + 1])
            columns, values = rows.indices[part], rows.data[part]
        else:
            chosen = rows[members]
            columns, where = np.unique(chosen.indices, return_inverse=True)
            values = np.bincount(where, weights=chosen.data).astype(np.float64)
        days, dated = self.days[members], self.dated[members]
        kinds = [kind for kind in (True, False) if (dated == kind).any()]
        return Summary(
            stories=len(members),
            columns=columns,
            values=values,
            times=tuple((float(days[dated == kind].mean()), float(np.mean(dated == kind)), kind) for kind in kinds),
            length=float(np.mean(self.length[members])),
            sample=tuple(self.agreement.facts(row) for row in members[:: -(-len(members) // COMPARED)].tolist()),
        )

    def of_groups(self, one: Summary, other: Summary) -> float:
        """Mean similarity of the stories of two groups: exact in the words, by the groups' means in all else."""
        if len(one.columns) > len(other.columns):
            one, other = other, one
        if not len(one.columns):
            return 0.0
        place = np.minimum(np.searchsorted(other.columns, one.columns), len(other.columns) - 1)
        found = float(np.sum(np.where(other.columns[place] == one.columns, one.values * other.values[place], 0.0)))
        found /= one.stories * other.stories
        fade = 0.0
        for day, share, dated in one.times:
            for other_day, other_share, other_dated in other.times:
                apart = abs(day - other_day)
                apart = apart if dated == other_dated else min(apart, self.settings.undated_days)
                fade += share * other_share * math.exp(-apart / self.settings.decay_days)
        found *= fade * math.exp(abs(one.length - other.length) * self.settings.length_relief)
        agreed = [self.agreement.of_facts(mine, yours) for mine in one.sample for yours in other.sample]
        return min(found * sum(agreed) / len(agreed), 1.0)
