"""What holds of whatever would be published, wherever it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.editions.documents import StoryRow, reject_rows, story_row
from connectors.editions.schema.json import to_json
from connectors.editions.schema.parquet import to_table
from connectors.records import Reject, Story

AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)
EARLIEST, LATEST = datetime(1600, 1, 1, tzinfo=UTC), datetime(2201, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)
"""How far ahead of its first sight what a page or a feed says of its time is believed."""
UNCARRIED = re.compile("[\ud800-\udfff]")
"""What no format can carry."""


def check_story(story: Story, size: int, *, vouched: bool = False) -> None:
    """Raises where a story couldn't be published as it is; ``size`` of its input in bytes, ``vouched``: an operator's own row."""
    row = story_row(story, edition="00000001-20261122T120000Z", updated=AS_OF, event_time=story.event_time)
    check_texts(row)
    written = to_json(row)
    assert len(written) <= 50_000 + 20 * size, f"{size} bytes became {len(written)}"
    assert to_table(StoryRow, [row]).num_rows == 1
    assert story.id and (story.title or story.text) and len(story.id) <= 1_000
    assert vouched or not story.url or story.url.startswith(("http://", "https://")), f"url {story.url!r}"
    assert (story.published is None) == (story.published_precision == "none") == (not story.published_source)
    for moment in filter(None, (story.published, story.event_time)):
        assert moment.tzinfo is UTC and EARLIEST <= moment < LATEST, f"date {moment}"
        assert vouched or moment <= story.first_seen + AHEAD, f"date ahead {moment}"
    assert len(story.authors) <= 50 and re.fullmatch(r"[a-z]{2,3}", story.language), f"language {story.language!r}"


def check_reject(reject: Reject) -> None:
    """Raises where a reject says too little, or couldn't be published."""
    (row,) = reject_rows([reject], "00000001-20261122T120000Z")
    check_texts(row)
    to_json(row)
    assert reject.item and reject.stage and reject.reason and len(reject.detail) <= 2_000
    assert reject.reason not in ("broken", "unreadable"), reject.detail  # the last resort: every known fault has a better name


def check_texts(record: Any) -> None:
    for place, text in texts_of(record, type(record).__name__):
        found = UNCARRIED.search(text)
        assert not found, f"{place} has {found[0]!r}"


def texts_of(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """All texts of a record, each with the name of its field."""
    if isinstance(value, str):
        yield place, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts_of(one, place)
