"""A fixed slice of the labelled sets, small enough for every test run, and the figures that may not be fallen below.

Whole groups, events and pages are taken, by a hash of their name. Sets that are bundled in one run are of different languages, and so
don't meet. Floors are a little under what was measured: a guard against regressions, no goal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.quality.command import Newsheaf
from benchmarks.quality.measure import Figures, measure_bundles, measure_folds, measure_pages
from benchmarks.quality.sets import LabelledSet, Rows, labelled_set
from pipelines.newsroom.load import many_stories


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure of a set in its slice: at least ``least``, at most ``most``. ``measured`` is what it was when the bound was set."""

    set: str
    figure: str
    measured: float
    least: float | None = None
    most: float | None = None

    def holds(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Slice:
    """One run of the command: of each set one part in so many."""

    name: str
    parts: Mapping[str, int]
    floors: tuple[Floor, ...]

    def rows(self, name: str) -> Rows:
        """The slice of one set."""
        of = labelled_set(name)
        label = "id" if of.kind == "pages" else of.gold
        return [row for row in of.read() if _number(row[label]) % self.parts[name] == 0]

    def measure(self, newsheaf: Newsheaf) -> dict[str, Figures]:
        """Run the command once and score each set."""
        sets = {name: self.rows(name) for name in self.parts}
        given: list[dict[str, Any]] = [row for name, rows in sets.items() for row in labelled_set(name).given(rows)]
        if labelled_set(next(iter(sets))).kind == "pages":
            said = newsheaf.extract(self.name, given).rows
            return {name: measure_pages(rows, _of(rows, said), newsheaf.folder) for name, rows in sets.items()}
        said = newsheaf.bundle(self.name, given).rows
        measures = {"fold": measure_folds, "bundle": measure_bundles}
        return {name: measures[labelled_set(name).kind](labelled_set(name), rows, _of(rows, said)) for name, rows in sets.items()}


def _of(rows: Rows, said: Rows) -> Rows:
    ids = {row["id"] for row in rows}
    return [row for row in said if row["id"] in ids]


def _number(label: str) -> int:
    return int.from_bytes(hashlib.sha256(label.encode()).digest()[:4], "big")


SLICES = (
    Slice(
        "stories",
        {"wire-rewrites": 4, "og-es": 2, "og-ru": 1},
        (
            Floor("wire-rewrites", "pair_f1", measured=0.935, least=0.915),
            Floor("wire-rewrites", "template_wrong_share", measured=0.009, most=0.025),
            Floor("og-es", "bcubed_f1", measured=0.721, least=0.70),
            Floor("og-ru", "bcubed_f1", measured=0.790, least=0.765),
        ),
    ),
    Slice("texts", {"ecb": 3}, (Floor("ecb", "bcubed_f1", measured=0.951, least=0.93),)),
    Slice(
        "pages",
        {"news-pages": 5, "web-articles": 12},
        (
            Floor("news-pages", "f1", measured=0.978, least=0.97),
            Floor("news-pages", "title", measured=0.962, least=0.92),
            Floor("news-pages", "minute", measured=0.962, least=0.92),
            Floor("news-pages", "article_words_cut_share", measured=0.0004, most=0.001),
            Floor("web-articles", "f1", measured=0.934, least=0.925),
            Floor("web-articles", "kept", measured=0.865, least=0.858),
            Floor("web-articles", "leaked", measured=0.016, most=0.028),
            Floor("web-articles", "article_words_cut_share", measured=0.0008, most=0.0012),
        ),
    ),
)
"""Measured on 22 November 2026; together about 20 seconds on two quiet cores."""

MADE_UP_STORIES = 300
MADE_UP = (
    Floor("made-up", "pair_f1", measured=0.886, least=0.85),
    Floor("made-up", "bcubed_f1", measured=1.0, least=0.98),
)
"""The same for stories that the sample newsroom makes up, which are always there: about four an event, three in ten near-copies."""


def measure_made_up(newsheaf: Newsheaf) -> dict[str, Figures]:
    """Fold and bundle made-up stories in four languages."""
    rows = [story.row() | {"event": story.event, "group": story.group} for story in many_stories(MADE_UP_STORIES, "quality")]
    folds, bundles = LabelledSet("made-up", "fold", newsheaf.folder), LabelledSet("made-up", "bundle", newsheaf.folder)
    said = newsheaf.bundle("made-up", bundles.given(rows)).rows
    copies, events = measure_folds(folds, rows, said), measure_bundles(bundles, rows, said)
    return {"made-up": {"pair_f1": copies["pair_f1"], "bcubed_f1": events["bcubed_f1"]}}


def fallen(figures: Mapping[str, Figures], floors: Sequence[Floor]) -> list[str]:
    """The floors that don't hold, in words."""
    found = []
    for floor in floors:
        value = figures[floor.set][floor.figure]
        if not floor.holds(value):
            bound = f"at least {floor.least}" if floor.least is not None else f"at most {floor.most}"
            found.append(f"{floor.set}: {floor.figure} is {value:.4f}, {bound} is required; it was {floor.measured}")
    return found
