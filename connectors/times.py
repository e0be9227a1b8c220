"""Times as text: RFC 3339 in UTC, the one way in which they are written."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_time(text: str) -> datetime:
    """Read an RFC 3339 time; a time without an offset is UTC. Raises ValueError.

    >>> parse_time("2024-05-04T08:00:00+02:00")
    datetime.datetime(2024, 5, 4, 6, 0, tzinfo=datetime.timezone.utc)
    >>> parse_time("2021-12-31") == parse_time("2021-12-31T00:00:00Z")
    True
    """
    value = datetime.fromisoformat(text.strip())
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def format_time(value: datetime) -> str:
    """Write a UTC time as RFC 3339, with a fraction only where there is one.

    >>> format_time(datetime(2024, 5, 4, 6, tzinfo=UTC))
    '2024-05-04T06:00:00Z'
    >>> format_time(parse_time("2021-12-31T13:00:00.25+01:00"))
    '2021-12-31T12:00:00.250Z'
    """
    value = value.astimezone(UTC)
    unit = "microseconds" if value.microsecond % 1000 else "milliseconds" if value.microsecond else "seconds"
    return value.isoformat(timespec=unit).removesuffix("+00:00") + "Z"
