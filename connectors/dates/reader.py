"""Dates of one outlet as moments: what a date leaves open is settled by the outlet's other dates, then by its language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from connectors.dates.grammar import MOST_CHARACTERS, read_parts
from connectors.dates.parts import Parts, full_year
from connectors.dates.zones import is_inferred, offset_of
from connectors.records import Precision

EARLIEST, LATEST = 1600, 2200  # years: archives go far back, garbage goes further
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dmy", "mdy", "ymd"
_MONTH_FIRST_COUNTRIES = frozenset(("us", "ph", "pr", "fm", "mh"))
_DAY_FIRST_ENGLISH = frozenset(("gb", "uk", "au", "nz", "ie", "in", "za", "ng", "ke", "sg", "my", "pk", "mt", "hk"))
_YEAR_FIRST_LANGUAGES = frozenset(("zh", "ja", "ko", "hu", "lt", "mn", "eu", "af", "si"))
_THAI = re.compile("[\u0e00-\u0e7f]")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """The moment that a text states. A day is given as 00:00 UTC of the day that was written, whatever the zone."""

    when: datetime | None = None  # UTC
    precision: Precision = "none"
    zoned: bool = False  # the text says its offset from UTC
    doubt: str = ""  # what the text itself leaves open, in words, and how it was settled


UNREAD = WrittenDate(doubt="not a date")
ORDER = "day, month or year first"


class DateReader:
    """Reads the dates of one outlet.

    ``texts`` are all dates at hand: one with a day over 12 says which of day and month comes first, one with an offset what it usually is.
    ``language`` is a tag such as "en-GB", ``country`` two letters; they count where the dates themselves leave it open.

    >>> reader = DateReader(["30/04/2026 10:00 +0200", "02/05/2026 09:30"])
    >>> print(*(reader.read("02/05/2026 09:30").when, reader.read("02/05/2026 09:30").precision))
    2026-05-02 07:30:00+00:00 minute
    """

    def __init__(self, texts: Iterable[str] = (), *, language: str = "", country: str = "", midnight_is_day: bool = True) -> None:
        tag = re.split("[-_]", language.strip().lower()[:20])
        self.language = tag[0]
        self.country = next((part for part in tag[1:] if len(part) == 2), country.lower())
        self.midnight_is_day = midnight_is_day
        self._parts: dict[str, Parts | None] = {}
        for text in texts:
            if text not in self._parts:
                self._parts[text] = _parts_of(text, self.language)
        known = [parts for parts in self._parts.values() if parts is not None]
        self._orders = _orders_of(parts.figures for parts in known)
        self._custom = _customary_order(self.language, self.country)
        self._stated = sorted(self._offsets(known))
        offsets = {offset for _, offset in self._stated}
        if offsets and max(offsets) - min(offsets) > timedelta(hours=1):
            self._stated = []  # more than summer and winter: none is usual

    def read(self, text: str) -> WrittenDate:
        """The moment; without a ``when`` where the text isn't wholly a date, or where nobody can tell which day it means. Never raises."""
        parts = self._parts[text] if text in self._parts else _parts_of(text, self.language)
        if parts is None:
            return UNREAD
        days = self._days(parts, text)
        if len(days) == 1:
            return self._moment(parts, next(iter(days)))
        return WrittenDate(doubt="no such day" if not days else ORDER if parts.figures[0] else "which month")

    def _days(self, parts: Parts, text: str) -> set[date]:
        """The days that a date can mean; one where it is clear."""
        if not parts.figures[0]:
            year = parts.year
            if year > LATEST and (self.language == "th" or _THAI.search(text)):
                year -= 543
            return {day for month in parts.months if (day := _day(year, month, parts.day))}
        found = _readings(parts.figures)
        if len(set(found.values())) < 2:
            return set(found.values())
        shown = {day for order, day in found.items() if order in self._orders}
        if len(shown) < 2:
            return shown or set(found.values())
        # Dots stand between day and month nearly everywhere, and where the month goes first nobody can tell.
        custom = self._custom or (DAY_FIRST if parts.dotted and len(parts.figures[2]) == 4 else "")
        if custom not in found or custom not in self._orders or custom == YEAR_FIRST or (parts.dotted and custom == MONTH_FIRST):
            return shown
        return {found[custom]}

    def _moment(self, parts: Parts, day: date) -> WrittenDate:
        doubt = f"{ORDER}: settled by where it stands" if len(set(_readings(parts.figures).values())) > 1 else ""
        whole = datetime(day.year, day.month, day.day, tzinfo=UTC)
        hour, second = parts.hour, max(parts.second, 0)
        if hour < 0 or hour == 24 or (self.midnight_is_day and hour == parts.minute == second == 0):
            return WrittenDate(whole, "day", parts.zone is not None or hour < 0, doubt)
        local = datetime(day.year, day.month, day.day, hour, parts.minute, min(second, 59), parts.micro, UTC)
        offset, doubtful = self._offset(parts.zone, local)
        if doubtful:
            doubt = f"{doubt}; {doubtful}" if doubt else doubtful
        if offset is None:
            return WrittenDate(whole, "day", False, doubt)
        precision: Precision = "second" if parts.second >= 0 and not doubtful else "minute"
        return WrittenDate(local - offset, precision, parts.zone is not None, doubt)

    def _offset(self, zone: timedelta | str | None, local: datetime) -> tuple[timedelta | None, str]:
        """The offset of a zone as written, None where it can't be told; and what is doubtful about it, in words."""
        if isinstance(zone, timedelta):
            return zone, ""
        usual = self._usual(local)
        if zone is None:
            return (timedelta(0), "no zone: taken for UTC") if usual is None else (usual, "no zone: taken for the usual one")
        offset = self._stated_offset(zone, local, usual)
        told = f"zone {zone.upper()}"
        if offset is None:
            return None, told
        return offset, f"{told}: by where the outlet is" if is_inferred(zone, offset) else ""

    def _offsets(self, known: Iterable[Parts]) -> Iterable[tuple[datetime, timedelta]]:
        if all(parts.zone is not None or parts.hour < 0 for parts in known) and not any(isinstance(parts.zone, str) for parts in known):
            return  # nobody will ask
        for parts in known:
            if parts.hour < 0 or parts.zone is None or len(days := self._days(parts, "")) != 1:
                continue
            day = next(iter(days))
            local = datetime(day.year, day.month, day.day, parts.hour % 24, tzinfo=UTC)
            if (offset := self._stated_offset(parts.zone, local, None)) is not None:
                yield local, offset

    def _stated_offset(self, zone: timedelta | str, local: datetime, usual: timedelta | None) -> timedelta | None:
        return zone if isinstance(zone, timedelta) else offset_of(zone, local.replace(tzinfo=None), self.language, self.country, usual)

    def _usual(self, local: datetime) -> timedelta | None:
        """The offset that the outlet's other dates state: where summer differs from winter, the nearest; where more differs, none."""
        place = bisect_left(self._stated, (local, timedelta(0)))
        around = self._stated[max(place - 1, 0) : place + 1]
        return min(around, key=lambda stated: abs(stated[0] - local))[1] if around else None


def read_date(text: str, language: str = "", country: str = "") -> WrittenDate:
    """The moment that a text states by itself.

    >>> for text in "2026/6/2 15:07:41 CEST", "20-04-2026", "Dienstag, 2. Juni 2026, 14.17 Uhr", "04/03/2026":
    ...     found = read_date(text)
    ...     print(found.when, found.precision, found.doubt or "clear")
    2026-06-02 13:07:41+00:00 second clear
    2026-04-20 00:00:00+00:00 day clear
    2026-06-02 14:17:00+00:00 minute no zone: taken for UTC
    None none day, month or year first

    Midnight on the dot is taken for a day: programs write it when they know no time.

    >>> read_date("2021-12-31T00:00:00+01:00").precision
    'day'
    """
    return DateReader(language=language, country=country).read(text)


_MONTHS = {name: frozenset((number,)) for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
# The two forms that nearly all feeds write, in full: the grammar reads them alike, at ten times the cost.
_INTERNET = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z| ?([+-]\d\d):?(\d\d))", re.ASCII)
_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d):(\d\d)(?::(\d\d))?"
    r" (?:GMT|UTC|Z|([ECMP][SD]T)|([+-]\d\d)(\d\d))",
    re.ASCII,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3}|\.\d{1,6})?", re.ASCII)


def _parts_of(text: str, language: str) -> Parts | None:
    text = text.strip() if len(text) <= 2 * MOST_CHARACTERS else ""
    name = None
    if match := _INTERNET.fullmatch(text):
        year, month, day, hour, minute, second, fraction, hours, minutes = match.groups()
        months = frozenset((int(month),))
    elif match := _MAIL.fullmatch(text):
        day, month, year, hour, minute, second, name, hours, minutes = match.groups()
        months, fraction = _MONTHS[month], None
    elif _EPOCH.fullmatch(text):
        return _epoch(text)
    else:
        return read_parts(text, language)
    zone = name.lower() if name else _zone(hours, minutes)
    if zone is None or not _is_time(int(hour), int(minute), int(second or 0)):
        return None
    return Parts(
        year=int(year), months=months, day=int(day), hour=int(hour), minute=int(minute), second=int(second or -1),
        micro=int(fraction.ljust(6, "0")[:6]) if fraction else 0, zone=zone,
    )  # fmt: skip


def _zone(hours: str | None, minutes: str | None) -> timedelta | None:
    """An offset as two groups of digits, the first with its sign; none given is UTC."""
    if not hours or not minutes:
        return timedelta(0)
    value = timedelta(hours=int(hours[1:]), minutes=int(minutes))
    return None if int(minutes) % 15 or value > timedelta(hours=14) else -value if hours[0] == "-" else value


def _is_time(hour: int, minute: int, second: int) -> bool:
    return (hour < 24 and minute < 60 and second <= 60) or (hour == 24 and minute == second == 0)


def _epoch(text: str) -> Parts | None:
    """Seconds since 1970, or milliseconds where there are three digits more; None where the digits may be a day and an hour."""
    if len(text) == 10 and text[:2] in ("19", "20") and 1 <= int(text[4:6]) <= 12 and 1 <= int(text[6:8]) <= 31 and int(text[8:]) < 24:
        return None
    seconds, fraction = int(text[:10]), text[10:].removeprefix(".")
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return Parts(
        year=when.year, months=frozenset((when.month,)), day=when.day, hour=when.hour, minute=when.minute, second=when.second,
        micro=int(fraction.ljust(6, "0")), zone=timedelta(0),
    )  # fmt: skip


def _readings(figures: tuple[str, str, str]) -> dict[str, date]:
    """The days that three numbers mean, by the order that they are taken to stand in.

    >>> {order: str(day) for order, day in _readings(("02", "06", "2026")).items()}
    {'dmy': '2026-06-02', 'mdy': '2026-02-06'}
    """
    first, second, third = figures
    if not first:
        return {}
    if len(first) == 4:
        orders = {YEAR_FIRST: (first, second, third)}
    elif len(third) == 4:
        orders = {DAY_FIRST: (third, second, first), MONTH_FIRST: (third, first, second)}
    else:
        orders = {DAY_FIRST: (third, second, first), MONTH_FIRST: (third, first, second), YEAR_FIRST: (first, second, third)}
        orders = {order: parts for order, parts in orders.items() if len(parts[0]) == 2}
    return {order: found for order, (y, m, d) in orders.items() if (found := _day(full_year(y) if len(y) == 2 else int(y), int(m), int(d)))}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if EARLIEST < year < LATEST else None
    except ValueError:
        return None


def _orders_of(many: Iterable[tuple[str, str, str]]) -> set[str]:
    """The orders in which an outlet may write its numbers, by those of its dates that are possible in some only.

    >>> sorted(_orders_of([("30", "04", "2026"), ("01", "05", "2026")])), sorted(_orders_of([("01", "05", "26")]))
    (['dmy'], ['dmy', 'mdy', 'ymd'])
    """
    possible = {DAY_FIRST, MONTH_FIRST, YEAR_FIRST}
    for figures in many:
        if len(figures[0]) < 4 and (readings := _readings(figures)):
            possible &= set(readings)
    return possible


def _customary_order(language: str, country: str) -> str:
    if language in ("", "en"):
        return MONTH_FIRST if country in _MONTH_FIRST_COUNTRIES else DAY_FIRST if country in _DAY_FIRST_ENGLISH else ""
    if language in _YEAR_FIRST_LANGUAGES:
        return YEAR_FIRST
    return "" if country in _MONTH_FIRST_COUNTRIES else DAY_FIRST
