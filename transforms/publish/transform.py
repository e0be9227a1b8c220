"""The one step of a graph that writes: pieces in, one published edition out."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.metrics import Metrics

from connectors.counts import Counts
from connectors.editions.health import Trouble, TroubledFeed
from connectors.editions.schema import from_json, to_json
from transforms.lags import lag_values, measure_lags
from transforms.progress import begin, count
from transforms.publish.edition import Piece, gather
from transforms.publish.maker import EditionMaker, EditionSettings, Published
from transforms.state import StateSource

COUNTS = "newsheaf.counts"
"""Namespace of the Beam counters that carry an edition's sums to whoever runs the graph."""

LAGS = "newsheaf.lags"
"""Namespace of those that carry the lags of its new stories."""


TROUBLE = "newsheaf.trouble"
"""Namespace of those whose names are the feeds that it names."""


def pack(piece: Piece) -> bytes:
    """A piece as it waits for its edition: a runner keeps some three copies of all that waits, and a story shrinks by a third."""
    return zlib.compress(pickle.dumps(piece, pickle.HIGHEST_PROTOCOL), level=1)


def unpack(packed: bytes) -> Piece:
    """The piece as it was before ``pack``."""
    piece: Piece = pickle.loads(zlib.decompress(packed))
    return piece


class _Publish(beam.DoFn):  # type: ignore[misc]
    def __init__(self, stage: PublishEdition) -> None:
        self._settings, self._source, self._as_of, self._dry_run = stage.settings, stage.source, stage.as_of, stage.dry_run

    def process(self, element: tuple[str, Iterable[bytes]]) -> Iterator[Published]:
        begin("publish")
        maker = EditionMaker(self._source.open(), self._settings)
        arrivals = gather(unpack(packed) for packed in element[1])
        published = maker.publish(arrivals, self._as_of, decided_on=self._source.manifest_key, dry_run=self._dry_run)
        for name, value in count_values(published.counts):
            Metrics.counter(COUNTS, name).inc(value)
        for name, value in lag_values(measure_lags((story.published for story in published.new if story.published), datetime.now(UTC))):
            Metrics.counter(LAGS, name).inc(value)
        for name, value in trouble_values(published.trouble):
            Metrics.counter(TROUBLE, name).inc(value)
        count("publish", published.counts.originals + published.counts.copies + published.counts.revisions)
        yield published


def count_values(counts: Counts) -> Iterator[tuple[str, int]]:
    """The sums as named integers; filters as ``filters:name``, rejects by stage and reason as ``rejects:stage:reason``."""
    for f in fields(counts):
        value = getattr(counts, f.name)
        if isinstance(value, int):
            yield f.name, value
    for stage, reason, number in counts.rejects:
        yield f"rejects:{stage}:{reason}", number
    for rule, number in counts.filters:
        yield f"filters:{rule}", number


def counts_of(values: dict[str, int]) -> Counts:
    """The inverse of ``count_values``."""
    rejects, filters = [], []
    for name, number in sorted(values.items()):
        if name.startswith("rejects:"):
            _, stage, reason = name.split(":", 2)
            rejects.append((stage, reason, number))
        elif name.startswith("filters:"):
            filters.append((name.partition(":")[2], number))
    plain = {name: number for name, number in values.items() if ":" not in name}
    return Counts(**plain, filters=tuple(filters), rejects=tuple(rejects))


def trouble_values(trouble: Trouble) -> Iterator[tuple[str, int]]:
    """The troubled feeds as named integers: each with its place among them."""
    for place, feed in enumerate(trouble.feeds, 1):
        yield to_json(feed).decode(), place
    if trouble.more:
        yield "more", trouble.more


def trouble_from(values: dict[str, int]) -> Trouble:
    """The inverse of ``trouble_values``."""
    named = sorted((place, name) for name, place in values.items() if name != "more")
    return Trouble(tuple(from_json(TroubledFeed, name.encode()) for _, name in named), values.get("more", 0))


@dataclass
class PublishEdition(beam.PTransform):  # type: ignore[misc]
    """Pieces → ``Published``. One key: an edition is one. ``source`` is what the verdicts among the pieces were made beside."""

    settings: EditionSettings
    source: StateSource
    as_of: datetime
    dry_run: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, pieces: beam.PCollection[Piece]) -> beam.PCollection[Published]:
        return (
            pieces
            | "Key the edition" >> beam.Map(lambda piece: ("edition", pack(piece))).with_output_types(tuple[str, bytes])
            | "One edition" >> beam.GroupByKey()
            | "Publish edition" >> beam.ParDo(_Publish(self))
        )
