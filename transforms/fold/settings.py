"""What folding can be told, and the measurements that chose the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class FoldSettings:
    """How copies are told. None of it changes what the store keeps of a story."""

    window: timedelta = timedelta(hours=72)
    """Longest distance between the event times of an original and its copy. Later reprints are originals of their own."""

    threshold: float = 0.25
    """Lowest score, 0 to 1, at which a story is a copy. Pair F1 is flat within ±.03 of it on both labelled sets."""

    least_shingles: int = 30
    """Distinct shingles of a story below which it folds only when its normalised text or title is equal: too short to judge."""

    least_jaccard: float = 0.03
    """Lowest Jaccard similarity, as the signatures estimate it, at which two stories are compared at all."""

    comparisons: int = 20
    """Most stories that one is compared with, the likeliest first."""

    reach: int = 8
    """Neighbours on each side that a story meets in a bucket that more than twice as many share."""
