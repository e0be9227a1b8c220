"""``--slice``: an archive of given stories cut into successive editions by event time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.given import event_time, read_stories
from connectors.records import GivenStory, Reject
from connectors.times import format_time

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_HELD = 64 * 2**20  # characters of rows that wait in memory for their files


def slice_stories(
    sources: Iterable[str], span: timedelta, as_of: datetime, folder: Path
) -> tuple[list[tuple[datetime, Path]], tuple[Reject, ...]]:
    """Write the rows of each slice to a file of its own: (end of the slice, file) in the order of time, and the bad rows.

    Slices are counted from 1970-01-01T00:00Z, so that two runs cut at the same times. The last slice ends with ``as_of`` and takes
    the undated rows. Raises SourceError.
    """
    files = _SliceFiles(folder)
    bad: list[Reject] = []
    for source in sources:
        for row in read_stories(source, as_of):
            if isinstance(row, Reject):
                bad.append(row)
                continue
            end = min(as_of, EPOCH + ((event_time(row) - EPOCH) // span + 1) * span)
            files.append(end, json.dumps(plain_row(row), ensure_ascii=False) + "\n")
    files.flush()
    return sorted(files.written.items()), tuple(bad)


class _SliceFiles:
    """One file a slice. Lines are held until they are many, so that no more than one file is open at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: dict[datetime, list[str]] = {}
        self._held = 0  # characters
        self.written: dict[datetime, Path] = {}

    def append(self, end: datetime, line: str) -> None:
        self._lines.setdefault(end, []).append(line)
        self._held += len(line)
        if self._held > MOST_HELD:
            self.flush()

    def flush(self) -> None:
        for end, lines in self._lines.items():
            path = self.written.setdefault(end, self._folder / f"{end:%Y%m%dT%H%M%S}.jsonl")
            with path.open("a", encoding="utf-8") as out:
                out.writelines(lines)
        self._lines.clear()
        self._held = 0


def plain_row(row: GivenStory) -> dict[str, object]:
    """The row as it would be written in a ``.jsonl`` file.

    >>> day = datetime(2021, 12, 31, tzinfo=UTC)
    >>> row = GivenStory(id="7", title="Two boats burn", published=day, published_precision="day", fingerprint="", first_seen=day)
    >>> plain_row(row)["published"]
    '2021-12-31'
    """
    day = row.published_precision == "day"
    published = (row.published.date().isoformat() if day else format_time(row.published)) if row.published else None
    return {
        "id": row.id, "url": row.url, "title": row.title, "text": row.text, "titled": row.titled, "published": published,
        "language": row.language, "publisher": row.publisher,
    }  # fmt: skip
