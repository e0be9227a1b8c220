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
    """Lowest score, 0 to 1, at which a story is a copy. Between .45 and .55 pair F1 moves by .007 at most on any of the labelled sets."""

    certain: float = 0.9
    """Lowest score at first sight from which a copy isn't counted when rarity is measured. At .5, items of one template leave each other
    out: .876 instead of .907 on reuters without its dates."""

    bridge: float = 0.7
    """Lowest score at which a story that is a copy by one group also draws another group in: higher, since chains merge templates."""

    support: float = 0.33
    """Lowest mean score with the group's members that were compared; those missing of ``representatives`` count as 0. So a single
    weak likeness to one copy in a large group isn't enough. .25 costs reuters .005 of pair F1, .4 costs wire-rewrites .003."""

    representatives: int = 3
    """Members of one group that a story is compared with, the most promising first."""

    shingles_weight: float = 5.75
    """Strength from runs of three words in common: of the lighter story's, weighted by rarity, 0 to 1. This weight and the next
    four come from a logistic regression over the candidate pairs of two labelled sets together, dated and undated, each counting the
    same, and are rounded. Weights learned on one set alone cost the other .01 to .04 of pair F1."""

    words_weight: float = 6.5
    """Strength from rare words in common: of the lighter story's, 0 to 1."""

    numbers_weight: float = 3.4
    """Strength lost when each has numbers that the other hasn't, 0 to 1. From 2.8 to 4.2 pair F1 moves by .003."""

    size_weight: float = 4.0
    """Strength from how much the lighter story has to compare: natural logarithm of its rare words."""

    days_weight: float = 1.3
    """Strength lost for a day between the event times: copies follow within hours, templates return day by day. 1.0 and 1.8 cost .002."""

    twin_jaccard: float = 0.7
    """Exact Jaccard similarity of the runs from which two stories count as twins, where each has a number that the other hasn't."""

    twin_weight: float = 1.5
    """Strength that twins lose: of 53 such pairs in reuters without its dates 6 are copies, of 12 with dates 6, while of 350 without such
    numbers all but 12 are. Without it .9127 of pair F1 instead of .9152, and .0007 less on wire-rewrites."""

    credit_weight: float = 0.2
    """Strength from crediting one source, and lost for crediting different agencies. Small: no labelled set has true credits; wire-rewrites
    has random ones, where 0.3 costs .002."""

    offset: float = 13.1
    """Strength needed for a score of one half. 12.9 and 13.3 cost one of the sets .005."""

    numbers_prior: float = 1.0
    """Rare numbers that agree and are thought to be there in any story, so that a single one doesn't decide."""

    most_size: float = 8.0
    """Size above which more to compare adds nothing. 16, with weights fitted to it, costs reuters without its dates .02."""

    prior_stories: int = 400
    """Stories thought to be there besides those at hand, so that in a small window no word counts as common yet, and
    rarity moves little from one edition to the next: 200 costs the sample newsroom .01, 1,000 reuters without its dates .004."""

    least_shingles: int = 30
    """Distinct shingles of a story below which it folds only when its normalised text or title is equal: too short to judge."""

    short_words: float = 0.5
    """Rare words that short stories of one title must share besides, of the lighter one's: "Weather forecast" is a title, too."""

    least_containment: float = 0.2
    """Share of the lighter story's runs, by rarity, below which nothing folds: a second report of the event has its names and numbers, and
    hardly a run of its words. At .3 fewer second reports fold still, and wire-rewrites loses .006 of pair F1."""

    least_jaccard: float = 0.03
    """Lowest Jaccard similarity, as the signatures estimate it, at which two stories are compared at all."""

    comparisons: int = 12
    """Most stories that one is compared with in each of two passes, the most promising first."""

    reach: int = 8
    """Neighbours on each side that a story meets in a bucket that more than twice as many share."""
