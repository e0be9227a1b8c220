"""Times as pages write them: ISO 8601 in all its spellings, RFC 5322, epochs, and days in words at the head of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from connectors.records import Precision

ISO = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s,]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?\s*$",
    re.IGNORECASE,
)
EARLIEST, LATEST = 1600, 2200  # years: archives go far back, garbage goes further


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication time with how exactly and by whom it was stated."""

    when: datetime
    precision: Precision
    source: str  # "json-ld", "meta", "feed", "given", "text"
    has_offset: bool = True  # False: the time zone had to be assumed to be UTC


def read_moment(text: str, source: str) -> Moment | None:
    """The time that a field states, or None.

    >>> for text in "2021-12-31T13:00+01:00", "Fri, 31 Dec 2021 13:00:05 +0100", "1640955605", "31 décembre 2021":
    ...     moment = read_moment(text, "meta")
    ...     print(moment.when, moment.precision)
    2021-12-31 12:00:00+00:00 minute
    2021-12-31 12:00:05+00:00 second
    2021-12-31 13:00:05+00:00 second
    2021-12-31 00:00:00+00:00 day

    Midnight in ISO 8601 is only a day, that of the stated zone.

    >>> read_moment("2021-12-31T00:00:00+01:00", "meta")
    Moment(when=datetime.datetime(2021, 12, 31, 0, 0, tzinfo=datetime.timezone.utc), precision='day', source='meta', has_offset=True)
    """
    text = text.strip()[:80]
    if not text:
        return None
    if text.isdigit() and len(text) in (10, 13):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC), "second", source) if seconds > 10**8 else None
    match = ISO.match(text)
    try:
        if match:
            return _from_iso(match, source)
        if re.match(r"^\w{3,9},?\s|^\d{1,2}\s\w{3}", text) and re.search(r"\d:\d\d", text):
            when = parsedate_to_datetime(text)
            has_offset = when.tzinfo is not None
            when = when.astimezone(UTC) if has_offset else when.replace(tzinfo=UTC)
            return Moment(when, "second", source, has_offset) if EARLIEST < when.year < LATEST else None
    except (ValueError, OverflowError, TypeError):
        return None
    day = read_day(text)
    return Moment(datetime(day.year, day.month, day.day, tzinfo=UTC), "day", source) if day else None


def _from_iso(match: re.Match[str], source: str) -> Moment | None:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not EARLIEST < year < LATEST:
        return None
    if match[4] is None:
        return Moment(datetime(year, month, day, tzinfo=UTC), "day", source)
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    micro = int((match[7] or "0").ljust(6, "0")[:6])
    zone = (match[8] or "").upper()
    offset = timedelta(0)
    if zone and zone[0] in "+-":
        digits = zone[1:].replace(":", "").rjust(2, "0").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
        if abs(offset) > timedelta(hours=16):
            return None
    local = datetime(year, month, day, hour % 24, minute, min(second, 59), micro, tzinfo=timezone(offset)) + timedelta(days=hour // 24)
    if hour % 24 == 0 and minute == 0 and second == 0 and micro == 0:
        # Midnight sharp is how systems write a day; the day is the one of the stated zone.
        return Moment(datetime(local.year, local.month, local.day, tzinfo=UTC), "day", source, bool(zone))
    return Moment(local.astimezone(UTC), "second" if match[6] else "minute", source, bool(zone))


# Month names of the languages that a handful of stems can tell; the first letters are enough.
MONTHS: tuple[tuple[str, ...], ...] = (
    ("jan", "ene", "gen", "янв", "січ", "styc", "oca"),
    ("feb", "fév", "fev", "фев", "лют", "lut", "şub", "sub"),
    ("mar", "mär", "maa", "maer", "мар", "бер"),
    ("apr", "abr", "avr", "апр", "кві", "kwi", "nis"),
    ("may", "mai", "mag", "maj", "mei", "май", "мая", "тра"),
    ("jun", "jui", "giu", "июн", "чер", "cze", "haz"),
    ("jul", "lug", "июл", "лип", "lip", "tem"),
    ("aug", "ago", "aoû", "aou", "авг", "сер", "sie", "ağu"),
    ("sep", "set", "сен", "вер", "wrz", "eyl"),
    ("oct", "okt", "ott", "out", "окт", "жов", "paź", "paz", "eki"),
    ("nov", "ноя", "лис", "kas"),
    ("dec", "dez", "dic", "déc", "des", "дек", "гру", "gru", "ara"),
)
_STEMS = {stem: number for number, stems in enumerate(MONTHS, 1) for stem in stems} | {"juil": 7, "list": 11, "juill": 7}
_WORD = r"([^\W\d_]{3,12})\.?"
DAY_MONTH = re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?{_WORD}\s*,?\s*(?:de\s+)?(\d{{4}})(?:\s*г(?:\.|ода)?)?$", re.I)
MONTH_DAY = re.compile(rf"^{_WORD}\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})$", re.I)
DOTTED = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
CJK = re.compile(r"^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]$")
YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
LEAD_IN = re.compile(
    r"^(?:(?:published|posted|updated|date|on|publié|veröffentlicht|stand|publicado|pubblicato|опубликовано)(?:\s+(?:on|le|am|el|il))?\s*:?\s+)?"
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?",
    re.IGNORECASE,
)


def read_day(text: str) -> date | None:
    """The day that a whole line states, else None.

    >>> print(read_day("Dec 31, 2021"), read_day("Freitag, 3. Mai 2024"), read_day("Опубликовано: 3 мая 2024 г."), read_day("2024年5月3日"))
    2021-12-31 2024-05-03 2024-05-03 2024-05-03
    >>> print(read_day("05/03/2024"))  # nobody can tell the day from the month
    None
    """
    text = text.strip(" \t|·•–—-")
    if not 8 <= len(text) <= 40 or not any(character.isdigit() for character in text):
        return None
    bare = text
    for line in (bare, LEAD_IN.sub("", bare, count=1)):
        if match := YEAR_FIRST.match(line) or CJK.match(line):
            return _day(match[1], int(match[2]), match[3])
        if match := DOTTED.match(line):
            return _day(match[3], int(match[2]), match[1])
        if match := DAY_MONTH.match(line):
            return _day(match[3], _month(match[2]), match[1])
        if match := MONTH_DAY.match(line):
            return _day(match[3], _month(match[1]), match[2])
    return None


def _month(word: str) -> int:
    word = word.lower()
    return next((_STEMS[word[:size]] for size in (5, 4, 3) if word[:size] in _STEMS), 0)


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day)) if EARLIEST < int(year) < LATEST else None
    except ValueError:
        return None


CLOCK = re.compile(
    r"[\s,|·•–—-]*(?:\b(?:at|um|à|a las|alle|às|kl\.?|в|o)\s+)?\b\d{1,2}(?::|\.|\s?h\s?)\d{2}(?::\d{2})?\b(?!\.\d)"
    r"\s*(?:uhr|h\b|hrs|[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2})\)?)?\s*$",
    re.IGNORECASE,
)


def read_date_line(line: str) -> date | None:
    """The day that a whole line states, with or without a time of day behind it.

    >>> print(read_date_line("05.03.2026, 22:15 Uhr"), read_date_line("May 3, 2024 at 10:15 am (GMT)"))
    2026-03-05 2024-05-03
    """
    return read_day(line) or (read_day(CLOCK.sub("", line.strip(), count=1)) if len(line) <= 60 else None)
