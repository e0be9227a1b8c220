"""An inverted index over the published stories of one language: from a term to the stories where it is strongest, and document frequencies.

A segment holds some stories of one day of event time: the strongest terms of each as packed postings, and how many of its stories have each
term. A day is a few segments, merged as they grow, so that adding stories costs little and nothing depends on how they came. Days
come into reach and leave it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from connectors.records import Sketch
from transforms.bundle.document_frequency import expected_share
from transforms.bundle.tfidf import number_terms
from transforms.text.terms import FLOAT32
from transforms.text.words import UINT64, hash_terms

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

INDEXED_TERMS = 64
"""Strongest terms of a story by which others find it."""

USUAL_WORDS = 100.0
"""Length of a story by which the strength of its terms is judged before an edition's frequencies are known."""

GROWTH = 8
"""A segment is merged with the one before it when that is less than so many times as large."""

MOST_ROWS = 1 << 16
"""Stories of one segment, so that a posting takes two bytes for its story."""


@dataclass(slots=True)
class Segment:
    """Stories of one day, the latest first. Only ``alive`` and ``counts`` change, when a story is taken out."""

    ids: list[str]
    names: Hashes  # of the ids: the last word where two stories are alike in all else
    times: Ints  # event time in microseconds
    dated: NDArray[np.bool_]
    words: Ints
    alive: NDArray[np.bool_]
    terms: Hashes  # sorted, distinct
    counts: NDArray[np.int32]  # stories that have each term
    starts: NDArray[np.int32]  # of each term's postings, and their end
    rows: NDArray[np.uint16]  # the strongest first, of equals the latest
    strength: NDArray[np.float16]  # parallel to rows

    @property
    def bytes(self) -> int:
        """Memory of the arrays."""
        return sum(int(getattr(self, name).nbytes) for name in self.__slots__ if name != "ids") + 8 * len(self.ids)


@dataclass(frozen=True, slots=True)
class Postings:
    """Where some terms lead, by term, the strongest first."""

    term: Ints  # place among the terms asked for
    row: Ints
    strength: Floats


def build_segment(stories: Sequence[Sketch]) -> Segment:
    """Index the stories of one day and language."""
    names = hash_terms([story.id for story in stories])
    times = np.array([microseconds(story.event_time) for story in stories], dtype=np.int64)
    order = np.lexsort((names, -times))
    stories = [stories[place] for place in order.tolist()]
    sizes = np.array([len(story.terms) // 8 for story in stories], dtype=np.int64)
    terms, columns = number_terms(np.frombuffer(b"".join(story.terms for story in stories), dtype=UINT64))
    weights = np.frombuffer(b"".join(story.weights for story in stories), dtype=FLOAT32)
    owner = np.repeat(np.arange(len(stories)), sizes)
    rarity = np.maximum(-np.log(expected_share(stories[0].language, terms, USUAL_WORDS)), 0.0)
    strength = weights * rarity[columns]
    norms = np.sqrt(np.bincount(owner, weights=strength * strength, minlength=len(stories)))
    norms[norms == 0] = 1.0
    strength /= norms[owner]
    lot = 1.0 + 1e-6 * (terms.astype(np.float64) / 2.0**64)[columns]  # decides among equals
    kept = np.flatnonzero(_strongest(strength * lot, sizes))
    starts, rows, packed = _pack(columns[kept], owner[kept], strength[kept].astype(np.float16), len(terms))
    return Segment(
        ids=[story.id for story in stories],
        names=names[order],
        times=times[order],
        dated=np.array([story.published is not None for story in stories], dtype=np.bool_),
        words=np.array([story.words for story in stories], dtype=np.int64),
        alive=np.ones(len(stories), dtype=np.bool_),
        terms=terms,
        counts=np.bincount(columns, minlength=len(terms)).astype(np.int32),
        starts=starts,
        rows=rows,
        strength=packed,
    )


def merge_segments(parts: Sequence[Segment]) -> Segment:
    """One segment with the stories of several of one day, without those taken out."""
    names, times = (np.concatenate([getattr(part, field) for part in parts]) for field in ("names", "times"))
    alive = np.concatenate([part.alive for part in parts])
    order = np.lexsort((names, -times))
    order = order[alive[order]]
    new_row = np.zeros(len(alive), dtype=np.int64)
    new_row[order] = np.arange(len(order))
    terms = _merge_terms(parts)
    places = [np.searchsorted(terms, part.terms) for part in parts]
    counts = np.zeros(len(terms), dtype=np.int32)
    for part, place in zip(parts, places, strict=True):
        used = np.flatnonzero(part.counts > 0)
        counts[place[used]] += part.counts[used]
    starts, rows, strength = _merge_postings(parts, places, alive, new_row, len(terms))
    ids = [name for part in parts for name in part.ids]
    return Segment(
        ids=[ids[place] for place in order.tolist()],
        names=names[order],
        times=times[order],
        dated=np.concatenate([part.dated for part in parts])[order],
        words=np.concatenate([part.words for part in parts])[order],
        alive=np.ones(len(order), dtype=np.bool_),
        terms=terms,
        counts=counts,
        starts=starts,
        rows=rows,
        strength=strength,
    )


def _merge_terms(parts: Sequence[Segment]) -> Hashes:
    """The terms that stories of the parts still have, sorted and distinct."""
    terms = np.concatenate([part.terms[part.counts > 0] for part in parts])
    terms.sort(kind="stable")  # merges what is sorted in parts
    return np.asarray(terms[np.diff(terms, prepend=terms[:1] + np.uint64(1)) != 0])


def _merge_postings(
    parts: Sequence[Segment], places: Sequence[Ints], alive: NDArray[np.bool_], new_row: Ints, terms: int
) -> tuple[NDArray[np.int32], NDArray[np.uint16], NDArray[np.float16]]:
    """The postings of the parts in one; ``places`` says where the terms of each part are among all, ``new_row`` where each story is."""
    columns, rows, strengths = [], [], []
    offset = 0
    for part, place in zip(parts, places, strict=True):
        row = part.rows.astype(np.int64) + offset
        column = np.repeat(place, np.diff(part.starts))
        kept = alive[row]
        columns.append(column[kept])
        rows.append(new_row[row[kept]])
        strengths.append(part.strength[kept])
        offset += len(part.ids)
    return _pack(np.concatenate(columns), np.concatenate(rows), np.concatenate(strengths), terms)


def _strongest(strength: NDArray[Any], sizes: Ints) -> NDArray[np.bool_]:
    """Which entries are among the ``INDEXED_TERMS`` strongest of their story and not naught."""
    found = strength > 0
    starts = np.concatenate(([0], np.cumsum(sizes)))
    for begin in range(0, len(sizes), 4096):
        size = sizes[begin : begin + 4096]
        width = int(size.max(initial=0))
        if width <= INDEXED_TERMS:
            continue
        part = slice(starts[begin], starts[begin + len(size)])
        inside = np.arange(width) < size[:, None]
        table = np.zeros(inside.shape)
        table[inside] = strength[part]
        least = np.partition(table, width - INDEXED_TERMS, axis=1)[:, width - INDEXED_TERMS]
        found[part] &= strength[part] >= np.repeat(least, size)
    return found


def _pack(
    columns: NDArray[Any], rows: Ints, strength: NDArray[np.float16], terms: int
) -> tuple[NDArray[np.int32], NDArray[np.uint16], NDArray[np.float16]]:
    """Postings by term, the strongest first, of equals the first row. A positive float16 sorts as its bits do."""
    bits = strength.view(np.uint16).astype(np.uint64)
    key = (columns.astype(np.uint64) << np.uint64(32)) | ((np.uint64(0xFFFF) - bits) << np.uint64(16)) | rows.astype(np.uint64)
    key.sort()
    starts = np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=terms)))).astype(np.int32)
    packed = (np.uint64(0xFFFF) - ((key >> np.uint64(16)) & np.uint64(0xFFFF))).astype(np.uint16).view(np.float16)
    return starts, (key & np.uint64(0xFFFF)).astype(np.uint16), packed


class InvertedIndex:
    """Stories of one language, by day."""

    def __init__(self) -> None:
        self.days: dict[date, list[Segment]] = {}

    def add(self, stories: Iterable[Sketch]) -> None:
        """Index stories that are not in it yet."""
        by_day: dict[date, list[Sketch]] = {}
        for story in stories:
            by_day.setdefault(day_of(story), []).append(story)
        for day, own in by_day.items():
            segments = self.days.setdefault(day, [])
            for start in range(0, len(own), MOST_ROWS):
                segments.append(build_segment(own[start : start + MOST_ROWS]))
            while _should_merge(segments):
                segments[-2:] = [merge_segments(segments[-2:])]

    def remove(self, stories: Iterable[Sketch]) -> None:
        """Take out stories: copies, and revised ones as they were. What is not in it is passed over."""
        for story in stories:
            name = hash_terms([story.id])[0]
            for segment in self.days.get(day_of(story), ()):
                for row in np.flatnonzero((segment.names == name) & segment.alive).tolist():
                    segment.alive[row] = False
                    segment.counts[np.searchsorted(segment.terms, np.frombuffer(story.terms, dtype=UINT64))] -= 1

    def forget(self, before: date) -> None:
        """Drop all days before one."""
        self.days = {day: segments for day, segments in self.days.items() if day >= before}

    def view(self, first: date, last: date) -> IndexView:
        """The stories of the days from ``first`` to ``last``."""
        return IndexView([segment for day in sorted(self.days) if first <= day <= last for segment in self.days[day]])

    @property
    def bytes(self) -> int:
        """Memory of the arrays."""
        return sum(segment.bytes for segments in self.days.values() for segment in segments)


class IndexView:
    """The stories of some days, numbered through: what one edition looks at.

    What it says doesn't depend on how they are cut into segments.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.offsets = np.concatenate(([0], np.cumsum([len(segment.ids) for segment in segments]))).astype(np.int64)
        self.stories = sum(int(np.count_nonzero(segment.alive)) for segment in segments)
        words = sum(int(segment.words[segment.alive].sum()) for segment in segments)
        self.words = words / self.stories if self.stories else 1.0

    def document_frequency(self, terms: Hashes) -> Ints:
        """How many of the stories have each term."""
        found = np.zeros(len(terms), dtype=np.int64)
        for segment in self.segments:
            place = np.minimum(np.searchsorted(segment.terms, terms), len(segment.terms) - 1)
            if len(segment.terms):
                found += np.where(segment.terms[place] == terms, segment.counts[place], 0)
        return found

    def postings(self, terms: Hashes, reach: int) -> Postings:
        """Where distinct ``terms`` lead: to the ``reach`` stories where each is strongest, of equals the latest."""
        parts = [
            _look_up(segment, offset, terms, reach)
            for segment, offset in zip(self.segments, self.offsets.tolist(), strict=False)
            if len(segment.terms)
        ]
        if not parts:
            return Postings(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
        term, row, strength = (np.concatenate(column) for column in zip(*parts, strict=True))
        hot = (np.bincount(term, minlength=len(terms)) > reach)[term]
        if hot.any():
            kept = self._strongest_of_hot(term, row, strength, hot, reach)
            term, row, strength = term[kept], row[kept], strength[kept]
        return Postings(term, row, strength.astype(np.float64))

    def _strongest_of_hot(
        self, term: Ints, row: Ints, strength: NDArray[np.float16], hot: NDArray[np.bool_], reach: int
    ) -> NDArray[np.bool_]:
        """Which postings stay: those of terms that aren't hot, and the ``reach`` strongest of each hot one."""
        some = np.flatnonzero(hot)
        times, names = self.column("times")[row[some]], self.column("names")[row[some]]
        some = some[np.lexsort((names, -times, -strength[some], term[some]))]
        rank = np.arange(len(some)) - np.searchsorted(term[some], term[some], side="left")
        kept = ~hot
        kept[some[rank < reach]] = True
        return kept

    def column(self, field: str) -> NDArray[Any]:
        """One field of the segments, for all rows."""
        return np.concatenate([getattr(segment, field) for segment in self.segments])

    def ids(self, rows: Ints) -> list[str]:
        """The stories of some rows."""
        part = np.searchsorted(self.offsets, rows, side="right") - 1
        own = rows - self.offsets[part]
        return [self.segments[segment].ids[row] for segment, row in zip(part.tolist(), own.tolist(), strict=True)]


def _should_merge(segments: Sequence[Segment]) -> bool:
    """Whether the last segment of a day is to be merged with the one before it."""
    if len(segments) < 2:
        return False
    before, last = len(segments[-2].ids), len(segments[-1].ids)
    return before < GROWTH * last <= GROWTH * (MOST_ROWS - before)


def _look_up(segment: Segment, offset: int, terms: Hashes, reach: int) -> tuple[Ints, Ints, NDArray[np.float16]]:
    """The postings of one segment: place among the terms asked for, row counted from ``offset``, strength."""
    place = np.minimum(np.searchsorted(segment.terms, terms), len(segment.terms) - 1)
    asked = np.flatnonzero(segment.terms[place] == terms)
    begin = segment.starts[place[asked]].astype(np.int64)
    size = segment.starts[place[asked] + 1] - begin
    if segment.alive.all():
        size = np.minimum(size, reach)
        entry, term = _ranges(begin, size), np.repeat(asked, size)
    else:  # those taken out would fill the places of others
        entry = _ranges(begin, size)
        alive = segment.alive[segment.rows[entry]]
        entry, term = entry[alive], np.repeat(asked, size)[alive]
    return term, segment.rows[entry].astype(np.int64) + offset, segment.strength[entry]


def _ranges(begin: Ints, size: Ints) -> Ints:
    """The numbers of several ranges, one after the other."""
    ends = np.cumsum(size)
    return np.asarray(np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(begin - (ends - size), size))


def day_of(story: Sketch) -> date:
    """The day of event time that a story is shelved under."""
    return story.event_time.astimezone(UTC).date()


def microseconds(moment: datetime) -> int:
    """Since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)
