"""What a feed document says of when to ask for it: RSS 2.0's ``ttl``, ``skipHours`` and ``skipDays``, and RSS 1.0's syndication module.

Read from the text ahead of the first item, whichever parser takes the document itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_HEAD = 100_000
"""Characters that are looked at: what stands ahead of the first item is a few thousand."""

LONGEST = 366 * 86_400
"""Seconds; what is said beyond is no rhythm."""

PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = 168  # hours

_FIRST_ITEM = re.compile(r"<(?:[A-Za-z0-9_.-]{1,30}:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SAID = re.compile(r"<(?:[A-Za-z0-9_.-]{1,30}:)?(ttl|updatePeriod|updateFrequency)(?: [^<>]{0,200})?>([^<>]{1,40})<", re.IGNORECASE)
_SKIPPED = re.compile(r"<(hour|day)>([^<>]{1,40})<", re.IGNORECASE)


class Hints(NamedTuple):
    """What a document says of its times; seconds are 0 where it doesn't say."""

    ttl: int = 0  # seconds for which it may be kept
    period: int = 0  # seconds from one update to the next
    skips: tuple[int, ...] = ()  # hours of the week, from Monday 0:00 UTC, in which nothing comes


SAYS_NOTHING = Hints()


def read_hints(text: str) -> Hints:
    """What a feed document says of when to ask. Whatever is no such word says nothing.

    >>> read_hints("<rss><channel><ttl>30</ttl><skipDays><day>Sunday</day></skipDays><item><ttl>900</ttl></item></channel></rss>")[0]
    1800
    >>> read_hints("<rss><channel><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>")
    Hints(ttl=0, period=900, skips=())
    """
    head = text[:MAX_HEAD]
    first = _FIRST_ITEM.search(head)
    head = _COMMENT.sub("", head[: first.start()] if first else head)
    said = {name.lower(): value.strip().lower() for name, value in _SAID.findall(head)}
    period = PERIODS.get(said.get("updateperiod", ""), 0)
    times = max(1, _number(said.get("updatefrequency", "")))
    return Hints(min(_number(said.get("ttl", "")) * 60, LONGEST), period // times, _skipped(head))


def _skipped(head: str) -> tuple[int, ...]:
    """The hours of the week that are skipped; none where that would be all of them."""
    hours: set[int] = set()
    days: set[int] = set()
    for name, value in _SKIPPED.findall(head):
        word = value.strip().lower()
        if name.lower() == "day":
            days |= {DAYS.index(word)} if word in DAYS else set()
        elif word.isascii() and word.isdigit() and int(word) <= 24:
            hours.add(int(word) % 24)
    skipped = tuple(hour for hour in range(WEEK) if hour // 24 in days or hour % 24 in hours)
    return skipped if len(skipped) < WEEK else ()


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 9 else 0
