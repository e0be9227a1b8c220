"""When an entry says that it was published, and how exactly it says so."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

from connectors.records import Precision

# Zone names that feedparser takes for UTC, in hours; only those that mean one thing in news feeds.
ZONES = {
    "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "sast": 2, "msk": 3, "trt": 3, "wib": 7, "ict": 7, "hkt": 8,
    "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3,
    "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
EARLIEST_YEAR = 1900  # before it: a program's zero, not a date
FUTURE = timedelta(hours=24)  # DESIGN: more ahead than this is no date

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?")
_COMPACT_CLOCK = re.compile(r"[Tt](\d{2})(\d{2})(\d{2})?(?!\d)")
_ISO = re.compile(r"\s*\d{4}-?\d{2}-?\d{2}[Tt ]\d{2}")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\s*(?:\([^)]*\))?\s*$")
_NAME = re.compile(r"([A-Za-z]{2,5})\s*$")
_NO_DAY = re.compile(r"\s*\d{4}(-\d{1,2})?\s*$")


def read_published(raw: str, parsed: time.struct_time | None, as_of: datetime) -> tuple[datetime | None, Precision]:
    """A feed's date in UTC with its precision; (None, "none") when it is missing, unreadable or implausible.

    ``parsed`` is feedparser's reading in UTC.

    >>> as_of = datetime(2022, 1, 1, tzinfo=UTC)
    >>> print(*read_published("2021-12-31T13:00+01:00", None, as_of))
    2021-12-31 12:00:00+00:00 minute
    >>> read_published("2029-12-31T13:00:00Z", None, as_of)
    (None, 'none')

    Midnight on the dot is taken for a day: programs write it when they know no time. A day is given as 00:00 UTC of the day
    that was written, whatever the zone.

    >>> print(*read_published("2021-12-31T00:00:00+01:00", None, as_of))
    2021-12-31 00:00:00+00:00 day

    Names of zones that feedparser takes for UTC are put right.

    >>> print(*read_published("Fri, 31 Dec 2021 13:00:00 CET", time.strptime("2021-12-31 13", "%Y-%m-%d %H"), as_of))
    2021-12-31 12:00:00+00:00 second
    """
    if _NO_DAY.match(raw):
        return None, "none"
    try:
        when = _iso(raw) or (datetime(*parsed[:6], tzinfo=UTC) if parsed else None)
        if when is None:
            return None, "none"
        clock = _CLOCK.search(raw) or _COMPACT_CLOCK.search(raw)
        offset = _offset(raw, clock)
        name = _NAME.search(raw)
        if clock and name and name[1].lower() in ZONES:
            offset = timedelta(hours=ZONES[name[1].lower()])
            when -= offset
        precision: Precision = "second" if clock and clock[3] else "minute" if clock else "day"
        written = when + offset
        if precision == "day" or (written.hour, written.minute, written.second) == (0, 0, 0):
            when, precision = written.replace(hour=0, minute=0, second=0), "day"
    except (ValueError, OverflowError, TypeError):
        return None, "none"
    if when.year < EARLIEST_YEAR or when.timestamp() == 0 or when - as_of > FUTURE:
        return None, "none"
    return when, precision


def _iso(raw: str) -> datetime | None:
    """ISO 8601 in full, which feedparser reads only in part; None for anything else."""
    if not _ISO.match(raw):
        return None
    try:
        when = datetime.fromisoformat(raw.strip())
    except ValueError:
        return None
    return when.replace(tzinfo=UTC, microsecond=0) if when.tzinfo is None else when.astimezone(UTC).replace(microsecond=0)


def _offset(raw: str, clock: re.Match[str] | None) -> timedelta:
    found = _OFFSET.search(raw, clock.end() if clock else len(raw))
    if not found:
        return timedelta(0)
    value = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -value if found[1] == "-" else value
