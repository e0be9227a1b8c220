"""The one step of a stream that changes a store: the pieces of a window in, one published edition out, under one constant key.

What it keeps warm belongs to the process, not to the step's instances, of which a runner makes many: the lease, and the maker with its
state. Nothing of value lives there, or in the runner: a window that comes again publishes what the store lacks, and nothing else.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.transforms import trigger, window

from connectors.store import NOBODY, ConditionFailed, Lease, LeaseHeld, Owner, StoreError, acquire_lease, holder_name, open_store
from transforms.lags import lag_values, measure_lags
from transforms.progress import begin, count
from transforms.publish.edition import Arrivals, Piece, gather
from transforms.publish.maker import EditionMaker, EditionSettings, Published
from transforms.publish.transform import COUNTS, LAGS, count_values, pack, unpack
from transforms.state import Kept, StateSource, StoreState

PATIENCE = 600.0
"""Seconds that a store may be away, or held by somebody else, before the runner is told that the step failed."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 15.0
"""Seconds before another try; doubled each time."""

NEVER_LATE = 10 * 366 * 86_400
"""Seconds of allowed lateness: what comes after its window was published is published with a pane of its own, never dropped."""

log = logging.getLogger(__name__)


class Teller(Protocol):
    """Who is told of editions, in the process that makes them. Hashable, and picklable: it comes there with the step."""

    def made(self, published: Published, newest: str, kept: Kept, seconds: float, delay: float) -> None:
        """An edition that took so many seconds of work, ``delay`` after its window's end; ``newest`` is LATEST's."""
        ...

    def failed(self) -> None:
        """A try at an edition failed; there will be another."""
        ...


class Publisher:
    """Publishes to one store from this process: one edition at a time, under the lease, beside warm state."""

    def __init__(self, source: StateSource, settings: EditionSettings, owner: Owner = NOBODY, teller: Teller | None = None) -> None:
        """``owner``: the job that this process publishes for; its lease passes at once to the job's next process, and to a later job."""
        self._store, self._owner, self._teller = open_store(source.url, source.s3), owner, teller
        self._maker = EditionMaker(StoreState(self._store, None), settings)
        self._lease: Lease | None = None
        self._turn = threading.Lock()

    def publish(self, arrivals: Arrivals, as_of: datetime) -> Published:
        """The edition of a window, as of its end, or as of LATEST where that is later. Waits for the store and for the lease, ``PATIENCE``
        at most. Raises LeaseHeld, StoreError, ConditionFailed."""
        with self._turn:
            until, wait = time.monotonic() + PATIENCE, FIRST_WAIT
            while True:
                began = time.monotonic()
                try:
                    self._hold()
                    state = self._maker.refresh()
                    published = self._maker.publish(arrivals, max(as_of, state.manifest.as_of) if state.manifest else as_of)
                    if self._teller is not None:
                        newest = self._maker.latest.edition if self._maker.latest else ""
                        delay = (datetime.now(UTC) - as_of).total_seconds()
                        self._teller.made(published, newest, self._maker.kept(), time.monotonic() - began, delay)
                    return published
                except (LeaseHeld, StoreError, ConditionFailed) as error:
                    if self._teller is not None:
                        self._teller.failed()
                    if time.monotonic() + wait > until:
                        raise
                    log.warning("the edition of %s waits: %s; next try in %.0f s", as_of, error, wait)
                time.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)

    def release(self) -> None:
        """Give the lease back; the next edition takes it again."""
        with self._turn, suppress(StoreError):
            if self._lease is not None:
                self._lease.release()
                self._lease = None

    def _hold(self) -> None:
        if self._lease is not None and self._lease.lost:
            self._lease = None
        if self._lease is None:
            self._lease = acquire_lease(self._store, holder_name(), owner=self._owner)


_publishers: dict[str, tuple[tuple[EditionSettings, Owner, Teller | None], Publisher]] = {}
_opening = threading.Lock()


def publisher_of(source: StateSource, settings: EditionSettings, owner: Owner = NOBODY, teller: Teller | None = None) -> Publisher:
    """This process's publisher to a store."""
    kind = settings, owner, teller
    with _opening:
        known = _publishers.get(source.url)
        if known is None or known[0] != kind:
            if known is not None:
                known[1].release()
            known = _publishers[source.url] = (kind, Publisher(source, settings, owner, teller))
        return known[1]


def as_of_window(end: datetime, now: datetime) -> datetime:
    """When a window's edition is: at its end, but never ahead of the clock, or a run right after it would be refused. To the second.

    >>> end = datetime(2026, 3, 2, 12, 1, tzinfo=UTC)
    >>> [as_of_window(end, end + timedelta(seconds=late)).second for late in (-2.5, 0, 40)]
    [57, 0, 0]
    """
    return min(end, now.replace(microsecond=0))


class _PublishWindow(beam.DoFn):  # type: ignore[misc]
    def __init__(self, stage: PublishWindows) -> None:
        self._source, self._settings, self._owner, self._teller = stage.source, stage.settings, stage.owner, stage.teller

    def process(self, element: tuple[str, Iterable[bytes]], within: Any = beam.DoFn.WindowParam) -> Iterator[Published]:
        begin("publish")
        as_of = as_of_window(datetime.fromtimestamp(int(within.end), UTC), datetime.now(UTC))
        publisher = publisher_of(self._source, self._settings, self._owner, self._teller)
        published = publisher.publish(gather(unpack(packed) for packed in element[1]), as_of)
        for name, value in count_values(published.counts):
            Metrics.counter(COUNTS, name).inc(value)
        for name, value in lag_values(measure_lags((story.published for story in published.new if story.published), datetime.now(UTC))):
            Metrics.counter(LAGS, name).inc(value)
        count("publish", published.counts.originals + published.counts.copies + published.counts.revisions)
        yield published

    def teardown(self) -> None:
        publisher_of(self._source, self._settings, self._owner, self._teller).release()


@dataclass
class PublishWindows(beam.PTransform):  # type: ignore[misc]
    """Pieces → ``Published``, one for each window of ``every``. One key: editions follow each other."""

    settings: EditionSettings
    source: StateSource
    every: timedelta
    owner: Owner = NOBODY  # the job
    teller: Teller | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, pieces: beam.PCollection[Piece]) -> beam.PCollection[Published]:
        return (
            pieces
            | "Key the edition" >> beam.Map(lambda piece: ("edition", pack(piece))).with_output_types(tuple[str, bytes])
            | "Windows"
            >> beam.WindowInto(
                window.FixedWindows(self.every.total_seconds()),
                trigger=trigger.AfterWatermark(late=trigger.AfterCount(1)),
                accumulation_mode=trigger.AccumulationMode.DISCARDING,
                allowed_lateness=NEVER_LATE,
            )
            | "One edition" >> beam.GroupByKey()
            | "Publish edition" >> beam.ParDo(_PublishWindow(self))
        )
