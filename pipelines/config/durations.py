"""Durations as people write them: ``90s``, ``15m``, ``12h``, ``3d``, ``1w``, and sums such as ``1d12h``."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}
_PART = re.compile(r"(?<!\d)(\d++(?:\.\d++)?+)\s*+(w|d|h|m|s)")
_WHOLE = re.compile(r"(?:\d+(?:\.\d+)?\s*(?:w|d|h|m|s)\s*)+")


def parse_duration(text: str) -> timedelta:
    """Read a duration. Raises ValueError, saying what a duration looks like.

    >>> print(parse_duration("1d12h"))
    1 day, 12:00:00
    >>> print(parse_duration("1.5 h"))
    1:30:00
    >>> parse_duration("90")
    Traceback (most recent call last):
    ValueError: '90' is not a duration; write a number and a unit, such as 90s, 15m, 12h or 3d
    """
    clean = text.strip().lower()
    if not _WHOLE.fullmatch(clean):
        raise ValueError(f"{text!r} is not a duration; write a number and a unit, such as 90s, 15m, 12h or 3d")
    try:
        return timedelta(seconds=sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(clean)))
    except OverflowError:
        raise ValueError(f"{text!r} is too long a duration") from None


def format_duration(value: timedelta) -> str:
    """Write a duration in the largest units that are exact.

    >>> format_duration(timedelta(hours=72)), format_duration(timedelta(seconds=90)), format_duration(timedelta(seconds=0.25))
    ('3d', '1m30s', '0.25s')
    """
    micros = round(value.total_seconds() * 1_000_000)
    if micros <= 0:
        return "0s"
    parts = []
    for unit in ("d", "h", "m"):
        whole, micros = divmod(micros, _UNITS[unit] * 1_000_000)
        if whole:
            parts.append(f"{whole}{unit}")
    if micros:
        parts.append(f"{micros / 1_000_000:f}".rstrip("0").rstrip(".") + "s")
    return "".join(parts)
