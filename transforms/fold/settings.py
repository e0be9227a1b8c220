"""What folding can be told, and the measurements that chose the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class FoldSettings:
    """How copies are told. None of it changes what the store keeps of a story."""

    window: timedelta = timedelta(hours=72)
    """Longest distance between the event times of an original and its copy. Later reprints are originals of their own."""

    threshold: float = 0.5
    """Lowest score, 0 to 1, at which a story is a copy. Between .43 and .57 pair F1 moves by .009 at most on either labelled set."""

    bridge: float = 0.7
    """Lowest score at which a story that is a copy by one group also draws another group in: higher, since chains merge templates."""

    support: float = 0.33
    """Lowest mean score with the group's members that were compared; those missing of ``representatives`` count as 0. So a single
    weak likeness to one copy in a large group isn't enough. .25 costs reuters .005 of pair F1, .4 costs wire-rewrites .003."""

    representatives: int = 3
    """Members of one group that a story is compared with, the most promising first."""

    shingles_weight: float = 5.0
    """Strength from runs of three words in common: of the lighter story's, weighted by rarity, 0 to 1. This weight and the next
    four come from a logistic regression over the candidate pairs of two labelled sets together, each set counting the same, and are
    rounded: all halves between are as good. Weights learned on one set alone cost the other .01 to .04 of pair F1."""

    words_weight: float = 10.0
    """Strength from rare words in common: of the lighter story's, rarity squared, 0 to 1."""

    numbers_weight: float = 5.5
    """Strength lost when each has numbers that the other hasn't, 0 to 1."""

    size_weight: float = 3.5
    """Strength from how much the lighter story has to compare: natural logarithm of its words, rarity squared."""

    days_weight: float = 2.0
    """Strength lost for a day between the event times: copies follow within hours, templates return day by day."""

    offset: float = 16.5
    """Strength needed for a score of one half."""

    numbers_prior: float = 1.0
    """Rare numbers that agree and are thought to be there in any story, so that a single one doesn't decide."""

    most_size: float = 16.0
    """Size above which more to compare adds nothing."""

    prior_stories: int = 200
    """Stories thought to be there besides those at hand, so that in a small window no word counts as common yet, and
    rarity moves little from one edition to the next: at 50 the groups of three editions and of one differ twice as often."""

    least_shingles: int = 30
    """Distinct shingles of a story below which it folds only when its normalised text or title is equal: too short to judge."""

    short_words: float = 0.5
    """Rare words that short stories of one title must share besides, of the lighter one's: "Weather forecast" is a title, too."""

    least_jaccard: float = 0.03
    """Lowest Jaccard similarity, as the signatures estimate it, at which two stories are compared at all."""

    comparisons: int = 12
    """Most stories that one is compared with in each of two passes, the most promising first."""

    reach: int = 8
    """Neighbours on each side that a story meets in a bucket that more than twice as many share."""
