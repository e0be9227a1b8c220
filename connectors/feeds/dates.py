"""The dates of a feed's items: read with one another in view, and believed within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from connectors.dates import DateReader, WrittenDate
from connectors.feeds.items import Item
from connectors.records import Precision

EARLIEST_YEAR = 1900  # before it: a program's zero, not a date
FUTURE = timedelta(hours=24)  # DESIGN: more ahead than this is no date


def date_items(items: Sequence[Item], language: str, url: str) -> None:
    """Read the dates of all items of one document, in place. ``url`` is the feed's: its country helps where the language doesn't."""
    try:
        ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        ending = ""
    reader = DateReader(
        (text for item in items for text in (item.published, item.updated)), language=language, country=ending if len(ending) == 2 else ""
    )
    for item in items:
        item.published_on, item.updated_on = reader.read(item.published), reader.read(item.updated)


def doubts_of(items: Sequence[Item]) -> tuple[str, ...]:
    """What the items' dates leave open: the first date of each of at most ten kinds, with the reason."""
    first: dict[str, str] = {}
    for item in items:
        for text, found in ((item.published, item.published_on), (item.updated, item.updated_on)):
            if text and found.doubt and len(first) < 10:
                first.setdefault(found.doubt, text[:100])
    return tuple(f"{text}: {doubt}" for doubt, text in first.items())


def believed(found: WrittenDate, as_of: datetime) -> tuple[datetime | None, Precision]:
    """A feed's date in UTC, to the second, with its precision; (None, "none") when it is unreadable or implausible.

    >>> from connectors.dates import read_date
    >>> as_of = read_date("2022-01-01").when
    >>> print(*believed(read_date("2021-12-31T13:00+01:00"), as_of))
    2021-12-31 12:00:00+00:00 minute
    >>> believed(read_date("2029-12-31T13:00:00Z"), as_of)
    (None, 'none')
    """
    when = found.when
    if when is None or when.year < EARLIEST_YEAR or when.timestamp() == 0 or when - as_of > FUTURE:
        return None, "none"
    return when.replace(microsecond=0), found.precision
