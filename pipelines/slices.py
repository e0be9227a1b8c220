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


def slice_stories(
    sources: Iterable[str], span: timedelta, as_of: datetime, folder: Path
) -> tuple[list[tuple[datetime, Path]], tuple[Reject, ...]]:
    """Write the rows of each slice to a file of its own: (end of the slice, file) in the order of time, and the bad rows.

    Slices are counted from 1970-01-01T00:00Z, so that two runs cut at the same times. The last slice ends with ``as_of`` and takes
    the undated rows. Raises SourceError.
    """
    files: dict[datetime, list[str]] = {}
    written: dict[datetime, Path] = {}
    held = 0
    bad: list[Reject] = []

    def spill() -> None:
        nonlocal held
        for end, lines in files.items():
            path = written.setdefault(end, folder / f"{end:%Y%m%dT%H%M%S}.jsonl")
            with path.open("a", encoding="utf-8") as out:
                out.writelines(lines)
        files.clear()
        held = 0

    for source in sources:
        for row in read_stories(source, as_of):
            if isinstance(row, Reject):
                bad.append(row)
                continue
            end = min(as_of, EPOCH + ((event_time(row) - EPOCH) // span + 1) * span)
            line = json.dumps(plain_row(row), ensure_ascii=False) + "\n"
            files.setdefault(end, []).append(line)
            held += len(line)
            if held > 64 * 2**20:
                spill()
    spill()
    return sorted(written.items()), tuple(bad)


def plain_row(row: GivenStory) -> dict[str, object]:
    """The row as it would be written in a ``.jsonl`` file."""
    day = row.published_precision == "day"
    published = (row.published.date().isoformat() if day else format_time(row.published)) if row.published else None
    return {
        "id": row.id, "url": row.url, "title": row.title, "text": row.text, "titled": row.titled, "published": published,
        "language": row.language, "publisher": row.publisher,
    }  # fmt: skip
