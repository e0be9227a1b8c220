"""The settings of bundling. What was measured to choose them is in ``docs/decisions/``, on the pages that begin with ``bundle-``."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.bundle.dense import DenseSettings


@dataclass(frozen=True)
class BundleSettings:
    """How stories become bundles. One set of defaults serves headlines and full texts, dated and undated."""

    threshold: float = 0.22
    """Similarity (0 to 1) of two clusters of stories, in a usual neighbourhood, at which they are one event. Lower joins more. Why .22:
    ``docs/decisions/bundle-threshold.md``."""

    devotion_power: float = 0.5
    """Power of the neighbourhood share: of all the similarity that a cluster has to the stories near it, the part that leads to the other
    cluster. By the share, relative to ``usual_devotion``, their similarity counts more or less; 0: not at all. Why:
    ``docs/decisions/bundle-neighbourhood-share.md``."""

    usual_devotion: float = 0.27
    """The neighbourhood share (0 to 1) at which a similarity counts as it is: that of a pair of headlines."""

    most_devotion: float = 2.5
    """How many times ``usual_devotion`` a neighbourhood share counts for at most."""

    size_power: float = 0.1
    """Power of the size of the smaller of two clusters, in stories, by which their similarity is divided; 0: size makes no difference.
    Why: ``docs/decisions/bundle-cluster-size.md``."""

    headline_words: int = 20
    """Tokens up to which a story counts as a headline: the mean similarity of its clusters is corrected for attenuation in full."""

    full_slack: float = -0.2
    """Exponent of that correction for full texts, 1 being that of headlines: below 0, loose clusters need a little more."""

    full_words: int = 80
    """Tokens from which a story's text speaks for itself, with ``full_slack``; in between the exponent falls with the logarithm."""

    length_relief: float = 0.15
    """Power of the ratio of two stories' tokens by which their similarity is raised: a headline can't reach the cosine of a full text
    however well they agree. Why: ``docs/decisions/bundle-text-length.md``."""

    number_veto: float = 0.45
    """Share of a similarity that is lost, at most, where two stories have three or more numbers each in title and lead, and none in
    common; with fewer numbers, or some in common, accordingly less. Why: ``docs/decisions/bundle-vetoes.md``."""

    mark_veto: float = 0.8
    """Share that is lost where both titles have ordinals, or days of the week, and none in common: the 12th and the 13th package share all
    other words."""

    day_veto: float = 0.4
    """Share that is lost where both stories say days of the week in title and lead, and none in common."""

    same_site: float = 0.8
    """Share that is left of the similarity of two stories of one site, which writes its forecasts and market reports to a pattern, and
    rarely twice on one event."""

    stay: float = 0.001
    """Similarity by which clusters of stories published together are closer, and those published apart less close, when small bundles are
    reclustered. Why: ``docs/decisions/bundle-stability.md``."""

    settled_stories: int = 24
    """Originals of a published bundle above which it keeps together and no other of that size takes it over; a smaller one may be
    reclustered when stories come near it."""

    most_moved: float = 0.018
    """Share of the published memberships in reach that may be moved to another bundle, ever; two more may always. Why:
    ``docs/decisions/bundle-stability.md``."""

    afresh: int = 4
    """Most bundles that are reclustered for one new story."""

    decay_days: float = 4.0
    """Days between event times after which a similarity counts for 1/e."""

    undated_days: float = 1.0
    """Most days between a story with a date and one without: being seen late, or in an archive, says nothing of its event."""

    idle_days: float = 7.0
    """Days of event time without a story after which a bundle takes no more."""

    block_terms: int = 12
    """Strongest terms of a story by which others are looked up."""

    candidates: int = 16
    """Most stories that one is compared with; they are its neighbourhood. Why: ``docs/decisions/bundle-candidates.md``."""

    term_reach: int = 1000
    """Most stories that one term leads to: a hot term leads to the stories where it is strongest."""

    least_promise: float = 0.02
    """Similarity by the strongest terms alone with which two stories are compared at all. Higher is faster and misses more. Why:
    ``docs/decisions/bundle-candidates.md``."""

    bundle_members: int = 64
    """Latest originals of a settled bundle that stand for it in a comparison."""

    background: float = 1000.0
    """Stories that the prior on document frequencies, from published word frequencies, counts for; the store's own outweigh it as they
    come. Why: ``docs/decisions/bundle-prior.md``."""

    evidence_terms: int = 8
    """Terms published with a membership."""

    dense: DenseSettings = field(default_factory=DenseSettings)
    """A model that may move the similarity of borderline pairs, with the extra ``newsheaf[dense]``; off by default. ``model``: its
    folder, with model.onnx or onnx/model.onnx and tokenizer.json. ``band``: distance of a similarity from the threshold within which it
    is borderline. ``weight``: similarity for each unit of dense cosine above or below ``even``. ``most``: the most that one is moved."""
