"""The settings of bundling, each with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.bundle.dense import DenseSettings


@dataclass(frozen=True)
class BundleSettings:
    """How stories become bundles. One set of defaults serves headlines and full texts, dated and undated."""

    threshold: float = 0.22
    """Similarity (0 to 1) of two groups of stories in usual surroundings at which they are one event. .20, .21, .22: .8875 .8872 .8882 on
    the five main sets, .8487 .8483 .8508 on all eight (mean BCubed F1); from .23 newst and uci fall apart by .03."""

    devotion_power: float = 0.5
    """Power by which a similarity counts more or less than usual, by the share that a group has in the other's surroundings. Each at its
    best threshold, 0, .25, .4, .5 and .6 give .864 .875 .883 .888 .887 on the five main sets, .826 .832 .842 .845 .842 on all eight."""

    usual_devotion: float = 0.27
    """The share at which it counts as it is: that of a pair of headlines."""

    most_devotion: float = 2.5
    """How many times the usual it is at most. 2, 2.5, 3 and without bound: .844 .851 .851 .848 on all eight sets."""

    size_power: float = 0.1
    """Power of the size of the smaller of two groups by which their similarity counts less. From 0 to .1: .8708 to .8838 on the five main
    sets, .826 to .842 on all eight; .12 to .16 lose .01 on both."""

    headline_words: int = 20
    """Tokens up to which a story counts as a headline: its groups' similarities are corrected for attenuation in full."""

    full_slack: float = -0.2
    """Exponent of that correction for full texts, 1 being that of headlines: below 0, loose groups need a little more."""

    full_words: int = 80
    """Tokens from which a story's text speaks for itself, without correction; in between the correction fades with the logarithm."""

    length_relief: float = 0.15
    """Power of the ratio of two stories' tokens by which their similarity is raised: a headline can't reach the cosine of a full text
    however well they agree. Nothing on the labelled sets, whose stories are of one length; .015 on the sample newsroom."""

    number_veto: float = 0.45
    """What a similarity loses, at most, where two stories have three or more numbers each in title and lead, and none in common; with
    fewer numbers, or some in common, accordingly less. .002 to .005 on the five main sets, .015 on the sample newsroom."""

    mark_veto: float = 0.8
    """What a similarity loses where both titles have ordinals, or days of the week, and none in common: the 12th and the 13th package share
    all other words. Few labelled titles have any: less than .001."""

    day_veto: float = 0.4
    """What it loses where both stories say days of the week in title and lead, and none in common, as 35% of look-alikes do and 6% of the
    pairs of one event (allsides, in 100 words). 0 to .4: .809 to .826 on allsides, .942 to .935 on newst, others .01 either way."""

    same_site: float = 0.8
    """What is left of the similarity of two stories of one site, which writes its forecasts and market reports to a pattern, and rarely
    twice on one event: .007 on the sample newsroom; the labelled sets hardly name sites."""

    stay: float = 0.001
    """Similarity by which groups of stories published together are closer, and those published apart less close, when small bundles are
    grouped afresh. Three editions of twelve sample newsrooms against one back-fill, mean and least pair F1, published memberships
    moved, before ``most_moved`` bounded them: 0 gives .999 .993 1.6%, .001 .998 .993 1.3%, .002 .997 .992 1.2%, .003 .995 .976 1.0%."""

    settled_stories: int = 24
    """Originals of a published bundle above which it keeps together and no other of that size takes it over; a smaller one may be
    grouped afresh when stories come near it."""

    most_moved: float = 0.018
    """Share of the published memberships in reach that may be moved to another bundle, ever; two more may always. Mean BCubed F1 of the
    eight labelled sets as a stream, by the day: without moves .781, with 2% .792, without a bound .805 and 5.3% moved; by the hour
    moves hardly help: .769 without any on the dated ones."""

    afresh: int = 4
    """Most bundles that are grouped afresh for one new story."""

    decay_days: float = 4.0
    """Days between event times after which a similarity counts for 1/e."""

    undated_days: float = 1.0
    """Most days between a story with a date and one without: being seen late, or in an archive, says nothing of its event."""

    idle_days: float = 7.0
    """Days of event time without a story after which a bundle takes no more."""

    block_terms: int = 12
    """Strongest terms of a story by which others are looked up."""

    candidates: int = 16
    """Most stories that one is compared with, and its surroundings. 12, 16, 24 and 40: .839 .842 .839 .830 on all eight sets."""

    term_reach: int = 1000
    """Most stories that one term leads to: a hot term leads to the stories where it is strongest."""

    least_promise: float = 0.02
    """Similarity by the strongest terms alone with which two stories are compared at all. With 0, .02, .04: .814 .814 .813 on all eight
    sets, and .02 bundles full texts half as fast again."""

    bundle_members: int = 64
    """Latest originals of a settled bundle that stand for it in a comparison."""

    background: float = 1000.0
    """Stories that the prior on document frequencies counts for; the store's own outweigh it as they come. With 300, 1,000 and 3,000:
    .855 .858 .859 on the five main sets, .918 .902 .889 on the sample newsroom. Without it the first stories have only each other."""

    evidence_terms: int = 8
    """Terms published with a membership."""

    dense: DenseSettings = field(default_factory=DenseSettings)
    """A model that may move the similarity of borderline pairs, with the extra ``newsheaf[dense]``; off by default. ``model``: its
    folder, with model.onnx or onnx/model.onnx and tokenizer.json. ``band``: distance of a similarity from the threshold within which it
    is borderline. ``weight``: similarity for each unit of dense cosine above or below ``even``. ``most``: the most that one is moved."""
