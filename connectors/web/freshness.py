"""When to ask again by an answer's own headers: how long it stays fresh (RFC 9111, section 4.2), and Retry-After (RFC 9110, 10.2.3)."""

from __future__ import annotations

import email.utils
import re
import time
from collections.abc import Mapping

LONGEST = 366 * 86_400
"""Seconds; whatever says more means "for ever"."""

_DIRECTIVE = re.compile(r'([A-Za-z-]{1,40})(?:=("[^"]{0,100}"|[^\s,"]{0,100}))?')


def fresh_seconds(headers: Mapping[str, str]) -> float:
    """Seconds from now; 0 where the headers don't say, or say that it must be asked for each time.

    >>> fresh_seconds({"Cache-Control": "public, max-age=900", "Age": "300"})
    600.0
    >>> fresh_seconds({"Expires": "Fri, 31 Dec 2021 12:30:00 GMT", "Date": "Fri, 31 Dec 2021 12:00:00 GMT"})
    1800.0
    >>> fresh_seconds({"Cache-Control": "no-cache, max-age=900"})
    0.0
    """
    directives = {name.lower(): value.strip('"') for name, value in _DIRECTIVE.findall(headers.get("Cache-Control", "")[:1_000])}
    if not directives.keys().isdisjoint(("no-cache", "no-store")):
        return 0.0
    life = _seconds(directives["max-age"]) if "max-age" in directives else _until(headers.get("Expires", ""), headers.get("Date", ""))
    return float(max(0, min(life, LONGEST) - _seconds(headers.get("Age", ""))))


def parse_retry_after(value: str, date: str = "", now: float | None = None) -> float | None:
    """Seconds to wait by a Retry-After header: a number, or an HTTP date measured against the server's own Date header,
    else against the clock. None when there is none or it can't be read; never negative.

    >>> parse_retry_after("120")
    120.0
    >>> parse_retry_after("Fri, 31 Dec 2021 12:02:00 GMT", date="Fri, 31 Dec 2021 12:00:00 GMT")
    120.0
    """
    value = value.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = email.utils.parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
    try:
        reference = email.utils.parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        reference = time.time() if now is None else now
    return max(0.0, until - reference)


def _seconds(value: str) -> int:
    value = value.strip()
    return int(value[:12]) if value.isascii() and value.isdigit() else 0


def _until(expires: str, date: str) -> int:
    """By the server's own clock alone, since ours says nothing about its."""
    try:
        return int((email.utils.parsedate_to_datetime(expires) - email.utils.parsedate_to_datetime(date)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
