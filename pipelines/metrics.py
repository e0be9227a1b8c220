"""What a process tells of its editions in Prometheus' text format: ``--metrics-file``, for the textfile collector.

``FAMILIES`` names every metric; docs/metrics.md says the same, and a test holds the two together. Counters begin with the process.
"""

from __future__ import annotations

import logging
import math
import os
import re
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from connectors.editions.tables import edition_time
from pipelines.plan import RunSummary
from transforms import progress
from transforms.lags import BOUNDS, measure_lags

if TYPE_CHECKING:
    from transforms.publish import Published
    from transforms.state import Kept

log = logging.getLogger(__name__)

MOST_SITES = 1_000
"""Sites with a series of their own; the stories of all others are counted under ``OTHERS``."""
OTHERS = "(others)"

EDITION_BOUNDS = (0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
"""Seconds that editions take."""

MADE = ("read state", "edition")
"""Stages that make an edition up, one after the other; all others work within them."""


@dataclass(frozen=True, slots=True)
class Family:
    """One metric: its name, type, labels, and what it says."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    help: str
    bounds: tuple[float, ...] = ()  # of a histogram's buckets


EDITIONS = Family("newsheaf_editions_total", "counter", ("result",), "Editions by result; unchanged: a repeated run found nothing new.")
FAILURES = Family("newsheaf_consecutive_failures", "gauge", (), "Editions that failed in a row until now; 0 after one that went well.")
NUMBER = Family("newsheaf_edition_number", "gauge", (), "Number of the store's newest edition, as last known.")
AS_OF = Family("newsheaf_edition_as_of_timestamp_seconds", "gauge", (), "As-of time of the store's newest edition, as last known.")
EVERY = Family("newsheaf_edition_every_seconds", "gauge", (), "Time from one edition to the next, as --every or --edition-every gives it.")
DURATION = Family(
    "newsheaf_edition_duration_seconds", "histogram", (), "Time that an edition took, from reading the state to the swap of LATEST.",
    EDITION_BOUNDS,
)  # fmt: skip
DELAY = Family(
    "newsheaf_window_delay_seconds", "histogram", (), "Time from the end of a stream's window to the swap of LATEST.", EDITION_BOUNDS,
)  # fmt: skip
LAG = Family("newsheaf_story_lag_seconds", "histogram", (), "Time from the publication of a new story to its bundle in the store.", BOUNDS)
STAGE_SECONDS = Family("newsheaf_stage_seconds_total", "counter", ("stage",), "Time from a stage's beginning to its last item.")
STAGE_ITEMS = Family("newsheaf_stage_items_total", "counter", ("stage", "kind"), "Items that a stage has counted, by kind if it has any.")
ITEMS_IN = Family("newsheaf_items_in_total", "counter", ("source",), "Items that came in; carried: pending before.")
ITEMS = Family("newsheaf_items_total", "counter", ("outcome",), "Items by what became of them; together as many as came in.")
REJECTS = Family("newsheaf_rejects_total", "counter", ("stage", "reason"), "Items that did not become a story.")
FILTERED = Family("newsheaf_filtered_total", "counter", ("rule",), "Entries that a filter kept out, by the filter.")
POLLS = Family("newsheaf_feed_polls_total", "counter", ("status",), "Feeds that were due, by how asking them ended.")
FEEDS = Family("newsheaf_feeds", "gauge", ("state",), "Feeds in the lists of the newest edition that had any: all, and those failing.")
BUNDLES = Family("newsheaf_bundles_total", "counter", ("change",), "Bundles by what editions did to them.")
SITE_STORIES = Family("newsheaf_site_stories_total", "counter", ("site",), "New stories of feeds by site.")
IDENTITIES = Family("newsheaf_kept_identities", "gauge", (), "Rows of known identities that the process keeps in memory.")
SKETCHES = Family("newsheaf_kept_sketches", "gauge", (), "Sketches of published stories that the process keeps in memory.")
KEPT_BUNDLES = Family("newsheaf_kept_bundles", "gauge", (), "Bundles that the process keeps in memory.")
MEMORY = Family("newsheaf_process_resident_memory_bytes", "gauge", (), "Memory of the process in RAM, without that of its workers.")
STARTED = Family("newsheaf_process_start_time_seconds", "gauge", (), "When the process began to count.")

FAMILIES = (
    EDITIONS, FAILURES, NUMBER, AS_OF, EVERY, DURATION, DELAY, LAG, STAGE_SECONDS, STAGE_ITEMS, ITEMS_IN, ITEMS, FILTERED, REJECTS, POLLS,
    FEEDS, BUNDLES, SITE_STORIES, IDENTITIES, SKETCHES, KEPT_BUNDLES, MEMORY, STARTED,
)  # fmt: skip
"""In the order in which they are written."""

CARRIED = (FAILURES, NUMBER, AS_OF)
"""What stays true although the process that wrote it has ended."""

RESULTS = ("published", "unchanged", "failed")
SOURCES = ("listed", "given", "carried")
OUTCOMES = {
    "original": "originals", "copy": "copies", "revision": "revisions", "known": "known", "pending": "pending",
    "filtered": "filtered", "rejected": "rejected",
}  # fmt: skip
STATUSES = ("changed", "unchanged", "deferred", "failed")
CHANGES = ("opened", "changed", "merged", "split")

Labels = tuple[str, ...]
Pairs = Sequence[tuple[str, str]]  # (label, value)


@dataclass(slots=True)
class Histogram:
    """How many values lie up to each bound and above the one before, those beyond the last at the end, and their sum."""

    counts: list[int]
    total: float = 0.0


@dataclass
class Metrics:
    """The figures of one process, and the file in which they are told. What never happened is told as 0, where it can be foreseen.

    The newest edition, and how many tries failed in a row, go on from what the file says already: each run of cron is a process.
    """

    file: Path
    store: str = ""  # label of every series: one machine may publish to several stores
    every: float = 0.0  # seconds; 0: a single run
    values: dict[Family, dict[Labels, float]] = field(default_factory=dict)
    histograms: dict[Family, Histogram] = field(default_factory=dict)

    def __post_init__(self) -> None:
        foreseen = {EDITIONS: RESULTS, ITEMS_IN: SOURCES, ITEMS: OUTCOMES, POLLS: STATUSES, BUNDLES: CHANGES}
        self.values = {family: {(value,): 0.0 for value in values} for family, values in foreseen.items()}
        self.values |= {family: {(): value} for family, value in read_carried(self.file).items()}
        self.histograms = {family: Histogram([0] * (len(family.bounds) + 1)) for family in (DURATION, LAG)}
        self._set(STARTED, time.time())
        if self.every:
            self._set(EVERY, self.every)

    def made(self, summary: RunSummary, kept: Kept | None = None) -> None:
        """Count an edition that went well; ``kept`` is what its maker keeps for the next."""
        counts = summary.counts
        self._add(EDITIONS, "published" if summary.edition else "unchanged")
        self._set(FAILURES, 0)
        if summary.newest:
            self._set(NUMBER, int(summary.newest.partition("-")[0]))
            self._set(AS_OF, edition_time(summary.newest).timestamp())
        for source in SOURCES:
            self._add(ITEMS_IN, source, by=getattr(counts, source))
        for outcome, name in OUTCOMES.items():
            self._add(ITEMS, outcome, by=getattr(counts, name))
        for rule, number in counts.filters:
            self._add(FILTERED, rule, by=number)
        for stage, reason, number in counts.rejects:
            self._add(REJECTS, stage, reason, by=number)
        for status in STATUSES:
            self._add(POLLS, status, by=getattr(counts, f"feeds_{status}"))
        if counts.feeds_listed:
            self.values[FEEDS] = {("listed",): float(counts.feeds_listed), ("failing",): float(counts.feeds_failing)}
        for change in CHANGES:
            self._add(BUNDLES, change, by=getattr(counts, f"bundles_{change}"))
        lags = self.histograms[LAG]
        lags.counts = [before + more for before, more in zip(lags.counts, summary.lags.counts, strict=True)]
        lags.total += summary.lags.milliseconds / 1000
        spent = sum(seconds for stage, seconds in summary.seconds if stage in MADE)
        self._observe(DURATION, spent)
        sites = self.values.setdefault(SITE_STORIES, {})
        for site, number in summary.sites:
            self._add(SITE_STORIES, site if (site,) in sites or len(sites) < MOST_SITES else OTHERS, by=number)
        self._worked(summary.done, summary.seconds)
        if kept is not None:
            for family, rows in ((IDENTITIES, kept.identities), (SKETCHES, kept.sketches), (KEPT_BUNDLES, kept.bundles)):
                self._set(family, rows)

    def delayed(self, seconds: float) -> None:
        """Count the delay of a stream's window."""
        self.histograms.setdefault(DELAY, Histogram([0] * (len(DELAY.bounds) + 1)))
        self._observe(DELAY, seconds)

    def failed(self, done: Iterable[tuple[str, int]] = (), seconds: Iterable[tuple[str, float]] = ()) -> None:
        """Count an edition that failed, with what its stages did before."""
        self._add(EDITIONS, "failed")
        self._add(FAILURES)
        self._worked(done, seconds)

    def write(self) -> None:
        """Replace the file as a whole: whoever reads it sees this state or the one before. Raises OSError."""
        memory = resident_memory()
        if memory:
            self._set(MEMORY, memory)
        part = self.file.with_name(self.file.name + ".part")  # the textfile collector reads what ends in .prom
        part.write_text(self.text(), encoding="utf-8")
        part.replace(self.file)

    def text(self) -> str:
        """What the file says when it is written now."""
        return render(self.values, self.histograms, self.store)

    def _worked(self, done: Iterable[tuple[str, int]], seconds: Iterable[tuple[str, float]]) -> None:
        for name, number in done:
            stage, _, kind = name.partition(":")
            self._add(STAGE_ITEMS, stage, kind.strip(), by=number)
        for stage, spent in seconds:
            self._add(STAGE_SECONDS, stage, by=spent)

    def _add(self, family: Family, *labels: str, by: float = 1) -> None:
        values = self.values.setdefault(family, {})
        values[labels] = values.get(labels, 0.0) + by

    def _observe(self, family: Family, value: float) -> None:
        self.histograms[family].counts[bisect_left(family.bounds, value)] += 1
        self.histograms[family].total += value

    def _set(self, family: Family, value: float) -> None:
        self.values[family] = {(): float(value)}


@dataclass(frozen=True, slots=True)
class StreamMetrics:
    """Tells of a stream's editions in the process that publishes them, in a file on its machine."""

    file: str
    store: str
    every: float  # seconds

    def made(self, published: Published, newest: str, kept: Kept, seconds: float, delay: float) -> None:
        """Count an edition; what the stages of this process did since the last one, too."""
        metrics, now = self._figures(), datetime.now(UTC)
        summary = RunSummary(
            edition=published.edition,
            store=self.store,
            counts=published.counts,
            seconds=(("edition", seconds), *progress.spans().items()),
            newest=newest,
            done=tuple(progress.snapshot().items()),
            lags=measure_lags((story.published for story in published.new if story.published), now),
            sites=tuple(sorted(Counter(story.site for story in published.new).items())),
        )
        progress.reset()
        metrics.made(summary, kept)
        metrics.delayed(max(0.0, delay))
        self._write(metrics)

    def failed(self) -> None:
        """Count a try that failed."""
        metrics = self._figures()
        metrics.failed()
        self._write(metrics)

    def _figures(self) -> Metrics:
        if self not in _figures:
            _figures[self] = Metrics(Path(self.file), self.store, self.every)
        return _figures[self]

    def _write(self, metrics: Metrics) -> None:
        try:
            metrics.write()
        except OSError as error:  # the edition is there all the same
            log.warning("--metrics-file %s: the metrics can't be written: %s", self.file, error)


_figures: dict[StreamMetrics, Metrics] = {}


def render(values: Mapping[Family, Mapping[Labels, float]], histograms: Mapping[Family, Histogram], store: str) -> str:
    """The text exposition of the families that have something to say, in the order of ``FAMILIES``."""
    common = [("store", store)] if store else []
    lines: list[str] = []
    for family in FAMILIES:
        if family in histograms:
            samples = list(_buckets(family, histograms[family], common))
        else:
            samples = list(_series(family, values.get(family, {}), common))
        if samples:
            help_text = family.help.replace("\\", "\\\\").replace("\n", "\\n")
            lines += [f"# HELP {family.name} {help_text}", f"# TYPE {family.name} {family.kind}", *samples]
    return "\n".join(lines) + "\n"


def _series(family: Family, values: Mapping[Labels, float], common: Pairs) -> Iterator[str]:
    for labels in sorted(values):
        yield f"{family.name}{_braced([*common, *zip(family.labels, labels, strict=True)])} {format_value(values[labels])}"


def _buckets(family: Family, histogram: Histogram, common: Pairs) -> Iterator[str]:
    below = 0
    for bound, count in zip((*family.bounds, math.inf), histogram.counts, strict=True):
        below += count
        yield f"{family.name}_bucket{_braced([*common, ('le', format_value(bound))])} {below}"
    yield f"{family.name}_sum{_braced(common)} {format_value(histogram.total)}"
    yield f"{family.name}_count{_braced(common)} {below}"


def _braced(labels: Pairs) -> str:
    inside = ",".join(f'{name}="{escape_label(value)}"' for name, value in labels)
    return f"{{{inside}}}" if inside else ""


def escape_label(value: str) -> str:
    r"""A label's value as it stands between quotes.

    >>> print(escape_label('a "b" \\ c'))
    a \"b\" \\ c
    """
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def format_value(value: float) -> str:
    """A number as Prometheus reads it.

    >>> format_value(3.0), format_value(0.25), format_value(math.inf), format_value(1772366400.0)
    ('3', '0.25', '+Inf', '1772366400')
    """
    if math.isinf(value):
        return "+Inf"
    return f"{int(value)}" if value == int(value) else f"{round(value, 6)!r}"


def read_carried(file: Path) -> dict[Family, float]:
    """What an earlier process wrote into the file that is still true; empty where there is none."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    found = ((family, re.search(rf"^{family.name}(?:{{.*}})? ([0-9.]+)$", text, re.MULTILINE)) for family in CARRIED)
    return {family: float(match[1]) for family, match in found if match}


def resident_memory() -> int:
    """Bytes of this process in RAM; 0 where the system doesn't say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
