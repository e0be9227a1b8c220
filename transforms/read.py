"""Given rows: what the store knows already goes no further, the rest joins the way that fetched pages take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import apache_beam as beam

from connectors.given import ALL, read_pages, read_stories
from connectors.records import Given, GivenStory, Known, Page, Reject, Seen
from transforms.identify import given_keys, is_known
from transforms.progress import count

SourceKind = Literal["stories", "pages"]


@dataclass(frozen=True, slots=True)
class Source:
    """One ``--stories`` or ``--pages`` argument, or a part of it."""

    kind: SourceKind
    path: str
    part: tuple[int, int] = ALL


def split_sources(sources: Iterable[Source], parts: int) -> list[Source]:
    """So many parts of each source, for as many workers: each reads all lines and parses its own.

    >>> [source.part for source in split_sources([Source("pages", "a.jsonl")], 2)]
    [(0, 2), (1, 2)]
    """
    return [replace(source, part=(part, parts)) for source in sources for part in range(parts)]


def read_given(source: Source, first_seen: datetime, known: Mapping[str, Known]) -> Iterator[Page | GivenStory | Reject | Seen | Given]:
    """The rows that are new or changed, the traces of those that are neither, and how many rows there were."""
    read = read_stories if source.kind == "stories" else read_pages
    rows: Iterable[Page | GivenStory | Reject] = read(source.path, first_seen, source.part)
    number = 0
    for row in rows:
        number += 1
        if isinstance(row, Reject):
            yield row
        elif is_known(given_keys(row), known):
            yield Seen(id=row.id)
        else:
            yield row
    yield Given(source.path, number)


class _Read(beam.DoFn):  # type: ignore[misc]
    def __init__(self, first_seen: datetime, known: Callable[[], Mapping[str, Known]]) -> None:
        self._first_seen, self._load = first_seen, known

    def setup(self) -> None:
        self._known = self._load()

    def process(self, source: Source) -> Iterator[object]:
        for item in read_given(source, self._first_seen, self._known):
            if isinstance(item, Page | GivenStory):
                count("read")
                yield item
            else:
                yield beam.pvalue.TaggedOutput("pieces", item)


@dataclass
class ReadGiven(beam.PTransform):  # type: ignore[misc]
    """Sources → ``items`` (pages and given stories) and ``pieces`` (rejects, items seen before, row counts)."""

    first_seen: datetime
    known: Callable[[], Mapping[str, Known]]

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, sources: beam.PCollection[Source]) -> beam.pvalue.DoOutputsTuple:
        return sources | "Read given rows" >> beam.ParDo(_Read(self.first_seen, self.known)).with_outputs("pieces", main="items")
