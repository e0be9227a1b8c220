"""What folding can be told. The measurements that chose the defaults are in docs/decisions/fold-*.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class FoldSettings:
    """How copies are told. None of it changes what the store keeps of a story."""

    window: timedelta = timedelta(hours=72)
    """Longest distance between the event times of an original and its copy. Later reprints are originals of their own."""

    threshold: float = 0.5
    """Lowest score, 0 to 1, at which a story is a copy; lower folds more (docs/decisions/fold-threshold.md)."""

    certain: float = 0.9
    """Lowest score in the first pass from which a copy isn't counted when rarity is measured. Too low, and items of one template leave
    each other out (docs/decisions/fold-idf-power.md)."""

    bridge: float = 0.7
    """Lowest score at which a story that is a copy by one group also draws another group in: higher, since chains merge templates."""

    support: float = 0.33
    """Lowest mean score with the group's members that were compared; those missing of ``representatives`` count as 0. So a single
    weak likeness to one copy in a large group isn't enough (docs/decisions/fold-threshold.md)."""

    representatives: int = 3
    """Members of one group that a story is compared with, the likeliest first."""

    shingles_weight: float = 5.75
    """Strength from runs of three words in common: of the lighter story's, weighted by rarity, 0 to 1. This weight and the next
    four come from a logistic regression over labelled pairs (docs/decisions/fold-weights.md)."""

    words_weight: float = 6.5
    """Strength from rare words in common: of the lighter story's, 0 to 1."""

    numbers_weight: float = 3.4
    """Strength lost when each has numbers that the other hasn't, 0 to 1."""

    size_weight: float = 4.0
    """Strength from how much the lighter story has to compare: natural logarithm of its rare words."""

    days_weight: float = 1.3
    """Strength lost for a day between the event times: copies follow within hours, templates return day by day."""

    twin_jaccard: float = 0.7
    """Exact Jaccard similarity of the runs from which two stories count as twins, where each has a number that the other hasn't."""

    twin_weight: float = 1.5
    """Strength that twins lose: mostly they are two items of one template (docs/decisions/fold-twins.md)."""

    credit_weight: float = 0.2
    """Strength from crediting one source, and lost for crediting different agencies. Small, since no labelled
    set has true credits (docs/decisions/fold-weights.md)."""

    offset: float = 13.1
    """Strength needed for a score of one half; more folds less."""

    numbers_prior: float = 1.0
    """Rare numbers that agree and are thought to be there in any story, so that a single one doesn't decide."""

    most_size: float = 8.0
    """Size above which more to compare adds nothing (docs/decisions/fold-weights.md)."""

    prior_stories: int = 400
    """Stories thought to be there besides those at hand, so that in a small window no word counts as common yet, and
    rarity moves little from one edition to the next (docs/decisions/fold-weights.md)."""

    least_shingles: int = 30
    """Distinct shingles of a story below which it folds only when its normalised text or title is equal: too short to judge."""

    short_words: float = 0.5
    """Rare words that short stories of one title must share besides, of the lighter one's: "Weather forecast" is a title, too."""

    least_containment: float = 0.2
    """Share of the lighter story's runs, by rarity, below which nothing folds: a second report of the event has its names and numbers, and
    hardly a run of its words. More keeps more of those apart, and loses rewrites (docs/decisions/fold-threshold.md)."""

    least_jaccard: float = 0.03
    """Lowest Jaccard similarity, as the signatures estimate it, at which two stories are compared at all."""

    comparisons: int = 12
    """Most stories that one is compared with in each of two passes, the likeliest first (docs/decisions/fold-candidates.md)."""

    reach: int = 8
    """Neighbours on each side that a story meets in a bucket that more than twice as many share."""
