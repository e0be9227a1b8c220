"""The settings of bundling, each with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BundleSettings:
    """How stories become bundles. One set of defaults serves headlines and full texts, dated and undated."""

    threshold: float = 0.15
    """Mean similarity (0 to 1) of two groups of stories at which they are one event."""

    merge_margin: float = 0.05
    """What two published bundles need above the threshold to become one: published memberships should stay."""

    decay_days: float = 4.0
    """Days between event times after which a similarity counts for 1/e."""

    idle_days: float = 7.0
    """Days of event time without a story after which a bundle takes no more."""

    block_terms: int = 12
    """Strongest terms of a story by which others are looked up."""

    candidates: int = 48
    """Most stories that one is compared with."""

    term_reach: int = 1000
    """Most stories that one term leads to: a hot term leads to the stories where it is strongest."""

    bundle_members: int = 64
    """Latest originals of a bundle that stand for it in a comparison."""

    centroid_terms: int = 400
    """Terms kept of a bundle."""

    background: float = 500.0
    """Stories that the prior on document frequencies counts for; the store's own stories outweigh it as they come."""

    evidence_terms: int = 8
    """Terms published with a membership."""
