"""Moments written by CLDR's rules in many spellings and languages: an oracle that knows nothing of our tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime as mail

from babel.dates import format_date, format_datetime, format_time

LANGUAGES = (
    "en en_GB en_US de fr es es_US it pt nl sv da nb is fi et lv lt pl cs sk sl hr sr sr_Latn mk bg ru uk be kk el ro hu tr az id ms he ar fa ur"
    " hi bn ta th ka hy sq ca gl eu vi zh zh_Hant ja ko"
).split()

DAYS: tuple[str, ...] = (
    "full", "long", "medium", "short", "d MMMM y", "d. MMMM y", "EEEE, d MMMM y", "EEE, d MMM y", "EEE d MMM y", "d MMM y", "dd MMM yy", "MMMM d, y",
    "MMM d y", "EEEE, MMMM d, y", "y MMMM d", "y-MMM-dd", "dd-MMM-y", "d/MMM/y", "dd.MM.y", "d.M.y", "d. M. y", "dd.MM.yy", "dd/MM/y", "MM/dd/y", "dd/MM/yy",
    "y-MM-dd", "y/MM/dd", "y/M/d", "y.MM.dd", "y. M. d.", "dd-MM-y", "yyyyMMdd", "y年M月d日", "y년 M월 d일",
)  # fmt: skip
TIMES: tuple[str, ...] = (
    "", " HH:mm", " HH:mm:ss", ", HH:mm", "'T'HH:mm:ss", " H:mm", " HH.mm", ", HH.mm.ss", " h:mm a", " h:mm:ss a", " hh:mma", " H'h'mm", " HH 'h' mm", " - HH:mm",
    " H时m分", " HH'시' mm'분'", " short", " medium",
)  # fmt: skip
ZONES: tuple[str, ...] = ("", " %z", "%:z", " %:z", " GMT%z", " UTC%:z", " (%z)", " %Z")
ORDERED = frozenset(day for day in DAYS if day.endswith(("/y", "-y", "/yy", ".yy", ".M.y", ". M. y", ".MM.y")))  # three numbers, the year behind


@dataclass(frozen=True)
class Spelling:
    day: str
    time: str
    zone: str
    clock_first: bool = False

    def write(self, moment: datetime, language: str) -> str:
        day = format_date(moment, self.day, locale=language)
        clock = self.time.strip()
        if clock in ("short", "medium"):
            time = " " + format_time(moment, clock, locale=language)
        else:
            time = format_datetime(moment, self.time, locale=language) if self.time else ""
        offset = moment.strftime("%z")
        zone = self.zone.replace("%z", offset).replace("%:z", f"{offset[:3]}:{offset[3:]}").replace("%Z", moment.tzname() or "")
        return f"{time.strip(' ,-T')}{zone}, {day}" if self.clock_first else f"{day}{time}{zone}"

    def says(self, moment: datetime) -> tuple[datetime, str]:
        """What the text states at most: the moment in UTC, with its precision. Without a zone it was written in UTC."""
        if not self.time:
            return datetime(moment.year, moment.month, moment.day, tzinfo=UTC), "day"
        return (moment if self.zone else moment.replace(tzinfo=UTC)).astimezone(UTC), "second" if "ss" in self.time or "medium" in self.time else "minute"


def java(moment: datetime) -> str:
    return moment.strftime("%a %b %d %H:%M:%S ") + "UTC " + moment.strftime("%Y")


PROGRAMS: dict[str, Callable[[datetime], str]] = {
    "internet": lambda m: m.isoformat(),
    "internet, to the millisecond": lambda m: m.isoformat(timespec="milliseconds"),
    "internet, Z": lambda m: m.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    "basic": lambda m: m.strftime("%Y%m%dT%H%M%S%z"),
    "mail": mail,
    "mail, two digits of the year": lambda m: m.strftime("%d %b %y %H:%M:%S %z"),
    "mail, no blanks": lambda m: m.strftime("%a,%d %b %Y %H:%M:%S%z"),
    "mail, two blanks": lambda m: m.strftime("%a,  %d  %b  %Y  %H:%M:%S  %z"),
    "mail, a name": lambda m: (m.astimezone(timezone(timedelta(hours=-4)))).strftime("%a, %d %b %Y %H:%M:%S EDT"),
    "date(1)": lambda m: java(m.astimezone(UTC)),
    "ECMAScript": lambda m: m.strftime("%a %b %d %Y %H:%M:%S GMT%z (Some Standard Time)"),
    "seconds": lambda m: str(int(m.timestamp())),
    "milliseconds": lambda m: str(int(m.timestamp()) * 1000),
    "seconds with a fraction": lambda m: f"{int(m.timestamp())}.0",
    "with its area": lambda m: m.isoformat() + "[Europe/Berlin]",
}  # fmt: skip
