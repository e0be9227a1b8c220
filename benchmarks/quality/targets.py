"""What is required of each figure and what is aimed at, and the rows of the table that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean

from benchmarks.quality.sets import BUNDLE_SETS, FOLD_SETS, MAIN_BUNDLE_SETS, PAGE_SETS, STREAM_SETS

Figures = Mapping[str, float]

NEWSBLUR_LEAD = 0.12
"""BCubed F1 by which every bundle set has to be ahead of NewsBlur's title rule."""
PAGES_LEAD = 0.006
"""F1 by which pages have to be ahead of plain trafilatura, on average over the sets."""
PROTOTYPE = {
    "wire-rewrites": 0.900, "reuters": 0.894, "og-en": 0.728, "allsides": 0.723, "ecb": 0.865, "basil": 0.920, "newst": 0.748,
    "uci": 0.485, "og-es": 0.620, "og-ru": 0.662, "bundles": 0.797,
}  # fmt: skip
"""Pair F1 of folding, BCubed F1 of bundling, of the prototype that the design was measured with."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of a set: at least ``must``, or at most, where ``most``. ``peers`` are figures of the same set by the peer's name.

    ``what`` begins with the part of the table that it belongs to and a colon.
    """

    set: str
    figure: str
    what: str
    must: float | None = None
    aim: float | None = None
    most: bool = False
    peers: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()  # further figures of ours, shown in brackets
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    set: str
    what: str
    ours: float
    must: float | None
    aim: float | None
    most: bool
    met: bool | None
    peers: dict[str, float] = field(default_factory=dict)
    beside: dict[str, float] = field(default_factory=dict)
    digits: int = 3
    before: float | None = None  # the same figure of an earlier measurement


def targets() -> list[Target]:
    """All of them, in the order of the table."""
    return [*_fold_targets(), *_bundle_targets(), *_stream_targets(), *_page_targets()]


def _fold_targets() -> list[Target]:
    lsh = (("MinHashLSH at .7", "minhash_lsh_pair_f1"),)
    beside = (("P", "pair_precision"), ("R", "pair_recall"))
    found = [
        Target(name, "pair_f1", "folding: pair F1", 0.905, 0.94, peers=lsh, beside=beside)
        for name in FOLD_SETS
        if name != "reuters-undated"
    ]
    found.append(Target("reuters-undated", "pair_f1", "folding: pair F1", peers=lsh, beside=beside))
    found.append(
        Target("reuters-undated", "unexplained_loss", "folding: pair F1 lost with the dates, beyond pairs 72 h apart", 0.005, most=True)
    )
    kinds = (("template", "templates", 0.01), ("boilerplate", "shared footers", 0.0), ("same_event", "second reports", None))
    for kind, label, must in kinds:
        wrong, pairs = f"folding: {label} folded wrongly, share of documents", f"folding: {label}, wrong pairs among them per document"
        found.append(Target("wire-rewrites", f"{kind}_wrong_share", wrong, must, most=True, digits=4))
        found.append(Target("wire-rewrites", f"{kind}_wrong_pairs_share", pairs, must, most=True, digits=4))
    return found


def _bundle_targets() -> list[Target]:
    must = {"uci": 0.68, "og-es": 0.68, "og-ru": 0.70} | dict.fromkeys(MAIN_BUNDLE_SETS, 0.74)
    aim = {"og-en": 0.82, "uci": 0.80}
    beside = (("P", "bcubed_precision"), ("R", "bcubed_recall"))
    newsblur = (("NewsBlur's title rule", "newsblur_bcubed_f1"),)
    mean_peers = (("NewsBlur's title rule", "newsblur_mean"),)
    found = [Target("bundles", "mean", f"bundling: mean BCubed F1 of {', '.join(MAIN_BUNDLE_SETS)}", 0.84, 0.90, peers=mean_peers)]
    for name in BUNDLE_SETS:
        found.append(Target(name, "bcubed_f1", "bundling: BCubed F1", must[name], aim.get(name), peers=newsblur, beside=beside))
    for name in BUNDLE_SETS:
        found.append(Target(name, "newsblur_lead", "bundling: ahead of NewsBlur's title rule by", NEWSBLUR_LEAD))
    return found


def _stream_targets() -> list[Target]:
    hourly = "streams:"
    beside = (("one batch", "stream_batch_f1"), ("up to an hour late", "stream_late_f1"))
    found = [Target(name, "stream_f1", f"{hourly} BCubed F1", beside=beside) for name in STREAM_SETS]
    late = (("up to an hour late", "stream_late_moved_share"),)
    found += [Target(name, "stream_moved_share", f"{hourly} memberships ever moved", most=True, beside=late) for name in STREAM_SETS]
    worst = (("most on one set", "late_change_most"),)
    return [
        *found,
        Target(
            "streams",
            "late_change",
            f"{hourly} mean BCubed F1 changed by delivery up to an hour late",
            0.01,
            most=True,
            beside=worst,
            digits=4,
        ),
        Target("streams", "moved_share", f"{hourly} memberships ever moved, of all", 0.02, most=True),
        Target("streams", "replay_changes", f"{hourly} stories in another bundle after a replay", 0, most=True, digits=0),
        Target(
            "streams",
            "batch_changes",
            f"{hourly} stories in another bundle when a batch comes in the opposite order",
            0,
            most=True,
            digits=0,
        ),
    ]


def _page_targets() -> list[Target]:
    found = [Target("pages", "mean_lead", "pages: F1 ahead of plain trafilatura, mean", PAGES_LEAD, 0.02)]
    for name in PAGE_SETS:
        found += [
            Target(name, "f1", "pages: F1", peers=_plain("f1"), beside=(("P", "precision"), ("R", "recall"))),
            Target(name, "lead", "pages: F1 ahead of plain trafilatura by", 0.0),
            Target(name, "title", "pages: title", 0.95, 0.97, peers=_plain("title")),
            Target(name, "day", "pages: day", peers=_plain("day")),
            Target(name, "minute", "pages: time within a minute", 0.90, 0.95, peers=_plain("minute")),
            Target(name, "kept", "pages: segments kept", 0.852, peers=_plain("kept")),
            Target(name, "leaked", "pages: segments leaked", 0.040, most=True, peers=_plain("leaked")),
            Target(name, "broken_more", "pages: broken, more than trafilatura's", 0, most=True, beside=(("broken", "broken"),), digits=0),
            Target(name, "rejected", "pages: rejected", digits=0),
            Target(name, "article_words_cut_share", "pages: article words wrongly cut", 0.001, most=True, digits=5),
            Target(name, "strip_ms", "pages: ms a page of stripping", 1.0, digits=2, most=True, beside=(("extraction", "extract_ms"),)),
        ]
    return found


def _plain(figure: str) -> tuple[tuple[str, str], ...]:
    return (("trafilatura", f"trafilatura_{figure}"),)


def compare(figures: dict[str, dict[str, float]]) -> None:
    """Add what follows from figures of several sets, or of ours and a peer's, where all of them are there."""

    def all_of(figure: str, names: Sequence[str]) -> list[float]:
        found = [figures[name][figure] for name in names if figure in figures.get(name, {})]
        return found if len(found) == len(names) else []

    for own in figures.values():
        if "newsblur_bcubed_f1" in own:
            own["newsblur_lead"] = own["bcubed_f1"] - own["newsblur_bcubed_f1"]
        if "trafilatura_f1" in own:
            own["lead"] = own["f1"] - own["trafilatura_f1"]
            own["broken_more"] = own["broken"] - own["trafilatura_broken"]
    if near := all_of("near_pair_f1", ("reuters", "reuters-undated")):
        figures["reuters-undated"]["unexplained_loss"] = near[0] - near[1]
    if scores := all_of("bcubed_f1", MAIN_BUNDLE_SETS):
        figures["bundles"] = {"mean": mean(scores)}
        if theirs := all_of("newsblur_bcubed_f1", MAIN_BUNDLE_SETS):
            figures["bundles"]["newsblur_mean"] = mean(theirs)
    if leads := all_of("lead", PAGE_SETS):
        figures["pages"] = {"mean_lead": mean(leads)}
    if stories := all_of("stream_stories", STREAM_SETS):
        scores, late = all_of("stream_f1", STREAM_SETS), all_of("stream_late_f1", STREAM_SETS)
        figures["streams"] = {
            "late_change": abs(mean(late) - mean(scores)),
            "late_change_most": max(abs(one - other) for one, other in zip(late, scores, strict=True)),
            "moved_share": sum(all_of("stream_moved", STREAM_SETS)) / sum(stories),
        } | {name: sum(all_of(name, STREAM_SETS)) for name in ("replay_changes", "batch_changes")}


def rows_of(figures: Mapping[str, Figures], before: Mapping[str, Figures] | None = None) -> list[Row]:
    """The table's rows: every target whose figure was measured, beside the figures of an earlier measurement."""
    rows = []
    for target in targets():
        own = figures.get(target.set, {})
        if target.figure not in own:
            continue
        ours = round(own[target.figure], 5)
        met = None if target.must is None else ours <= target.must if target.most else ours >= target.must
        peers = {name: own[figure] for name, figure in target.peers if figure in own}
        if target.set in PROTOTYPE and target.figure in ("pair_f1", "bcubed_f1", "mean"):
            peers["prototype"] = PROTOTYPE[target.set]
        beside = {name: own[figure] for name, figure in target.beside if figure in own}
        earlier = (before or {}).get(target.set, {}).get(target.figure)
        row = Row(target.set, target.what, ours, target.must, target.aim, target.most, met, peers, beside, target.digits, earlier)
        rows.append(row)
    return rows
