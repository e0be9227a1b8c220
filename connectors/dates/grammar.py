"""What a written date says, token by token: numbers, names and signs must all have a meaning (docs/decisions/dates-reading.md)."""

from __future__ import annotations

from datetime import timedelta

from connectors.dates.names import is_weekday, months_of
from connectors.dates.parts import Parts, full_year
from connectors.dates.tokens import END, Token, tokens_of
from connectors.dates.words import (
    AFTER_CLOCK,
    DAY_UNITS,
    DOUBTFUL_HALVES,
    ERAS,
    FILLERS,
    HALVES,
    HALVES_OF,
    HOUR_UNITS,
    LEAD,
    MINUTE_UNITS,
    ORDINALS,
    SECOND_UNITS,
)
from connectors.dates.zones import contradicts, is_zone

MOST_CHARACTERS = 100  # of a date; the longest kinds in use have some seventy
MOST_TOKENS = 40


_BETWEEN = frozenset(",.;|()[]:-'/@")


def read_parts(text: str, language: str = "") -> Parts | None:
    """What the whole text says, or None where it says anything else than one date. Linear in its length; never raises.

    >>> parts = read_parts("Published: Tuesday, 2 June 2026 at 2:17 p.m. CET")
    >>> parts.year, sorted(parts.months), parts.day, parts.hour, parts.minute, parts.zone
    (2026, [6], 2, 14, 17, 'cet')
    >>> read_parts("Tuesday, 2 June 2026 was warm")
    """
    if len(text) > MOST_CHARACTERS:
        return None
    tokens = tokens_of(text)
    if not 0 < len(tokens) <= MOST_TOKENS:
        return None
    # "mar." is a month and a weekday, in other languages: what doesn't fit as the one is tried as the other.
    return _Reading(tokens, language, days_first=False).read() or _Reading(tokens, language, days_first=True).read()


class _Reading:
    """One pass over the tokens. Each ``_`` method returns the place behind what it took, or 0 where it took nothing."""

    def __init__(self, tokens: list[Token], language: str, days_first: bool) -> None:
        self.tokens = tokens
        self.language = language
        self.days_first = days_first
        self.parts = Parts()
        self.half: int | None = None  # half of the day, said before the time

    def read(self) -> Parts | None:
        place = 0
        while place < len(self.tokens):
            kind = self.tokens[place].kind
            place = self._number(place) if kind == "9" else self._word(place) if kind == "a" else self._sign(place)
            if not place:
                return None
        parts = self.parts
        complete = parts.figures[0] or (parts.year and parts.months and parts.day)
        return parts if complete and (self.half is None or parts.hour >= 0) else None

    def at(self, place: int) -> Token:
        return self.tokens[place] if place < len(self.tokens) else END

    def word_at(self, place: int) -> str:
        token = self.at(place)
        return token.text if token.kind == "a" else ""

    def _sign(self, place: int) -> int:
        token, following = self.tokens[place], self.at(place + 1)
        if token.kind == "-" and following.kind == "9" and not following.gap:
            return 0  # a sign before a number means something
        if token.kind == "+" and self.parts.dated and self.parts.hour < 0:
            return self._offset(place)  # a day with an offset, as XML Schema writes it
        if token.kind in "/@" and not (token.gap and following.gap):
            return 0
        return place + 1 if token.kind in _BETWEEN else 0

    def _word(self, place: int) -> int:
        word = self.tokens[place].text
        parts = self.parts
        weekday = is_weekday(word)
        if not (self.days_first and weekday) and not parts.dated and (months := months_of(word, self.language)):
            return self._month_first(place, months)
        if parts.hour < 0 and self.half is None and word in HALVES and self._before_clock(place):
            self.half = HALVES[word]
            return place + 1
        if word in ERAS and not parts.dated:
            return self._era(place)
        if parts.dated and parts.zone is None and (taken := self._zone(place)):
            return taken
        if word in FILLERS and self._follows_clock(place) and self.at(place + 1).kind not in ("9", "a"):
            return 0  # a half of the day that we don't know: "2:17 m.d."
        if word in FILLERS or weekday or (word in LEAD and not parts.dated and parts.hour < 0):
            return place + 1
        if self._follows_clock(place) and self.tokens[place].upper and word.isascii() and 2 <= len(word) <= 5 and parts.zone is None:
            parts.zone = f"{word}?"
            return place + 1
        return 0

    def _before_clock(self, place: int) -> bool:
        """Whether a half of the day at this place stands in front of its time, as in Chinese; "am" is a preposition, too."""
        return self.at(place + 1).kind == "9" and (not self.tokens[place].text.isascii() or self.at(place + 2).kind == ":")

    def _follows_clock(self, place: int) -> bool:
        """Whether nothing but a bracket stands between the time and this place."""
        before = self.at(place - 1) if place else END
        before = self.at(place - 2) if before.kind == "(" and place > 1 else before
        return self.parts.hour >= 0 and (before.kind == "9" or before.text in HALVES or before.text in AFTER_CLOCK)

    # --- the day

    def _number(self, place: int) -> int:
        parts = self.parts
        number = self.tokens[place].text
        if parts.hour < 0 and (taken := self._clock(place)):
            return taken
        if not parts.dated:
            return self._date(place)
        if not parts.year and not parts.figures[0] and len(number) == 4 and parts.hour >= 0:
            parts.year = int(number)  # Tue Jun 2 15:07:41 2026
            return place + 1
        return 0

    def _date(self, place: int) -> int:
        number = self.tokens[place].text
        if len(number) in (8, 12, 14) and number[:2] in ("16", "17", "18", "19", "20", "21"):
            return self._compact(place)
        if taken := self._in_figures(place):
            return taken
        return self._year_first(place) if len(number) == 4 else self._day_first(place) if len(number) <= 2 else 0

    def _compact(self, place: int) -> int:
        number = self.tokens[place].text
        parts = self.parts
        parts.year, parts.months, parts.day = int(number[:4]), frozenset((int(number[4:6]),)), int(number[6:8])
        return self._compact_clock(number[8:], place) if number[8:] else place + 1

    def _compact_clock(self, digits: str, place: int) -> int:
        parts = self.parts
        parts.hour, parts.minute, parts.second = int(digits[:2]), int(digits[2:4]), int(digits[4:6] or -1)
        return self._after_clock(self._fraction(place + 1))

    def _in_figures(self, place: int) -> int:
        first, sign, second, again, third = (self.at(place + n) for n in range(5))
        units = first.kind == second.kind == third.kind == "9"
        if not units or len(second.text) > 2 or len(third.text) not in (1, 2, 4) or len(first.text) not in (1, 2, 4):
            return self._vietnamese(place)
        if sign.kind == again.kind and sign.kind in ("-", "/", ".") and not len(first.text) == 4 == len(third.text):
            self.parts.figures, self.parts.dotted = (first.text, second.text, third.text), sign.kind == "."
            return place + 5
        if sign.text in ("年", "년") and again.text in ("月", "월") and len(first.text) == 4 and len(third.text) <= 2:
            self._set(first.text, frozenset((int(second.text),)), third.text)
            return place + 5 + (self.word_at(place + 5) in DAY_UNITS)
        return self._vietnamese(place)

    def _vietnamese(self, place: int) -> int:
        """2 tháng 6, 2026"""
        if self.word_at(place + 1) not in ("thang", "thg") or self.at(place + 2).kind != "9":
            return 0
        year = self._between(place + 3)
        if len(self.at(year).text) != 4 or self.at(year).kind != "9" or len(self.at(place + 2).text) > 2:
            return 0
        self._set(self.at(year).text, frozenset((int(self.at(place + 2).text),)), self.tokens[place].text)
        return year + 1

    def _era(self, place: int) -> int:
        year, unit, month, unit_too, day, last = (self.at(place + n) for n in range(1, 7))
        fits = (unit.text, unit_too.text) == ("年", "月") and last.text in DAY_UNITS
        if not fits or not year.kind == month.kind == day.kind == "9" or max(len(year.text), len(month.text), len(day.text)) > 3:
            return 0
        self._set(str(int(year.text) + ERAS[self.tokens[place].text]), frozenset((int(month.text),)), day.text)
        return place + 7

    def _day_first(self, place: int) -> int:
        month = self._between(place + 1 + (self.word_at(place + 1) in ORDINALS))
        months = months_of(self.word_at(month), self.language)
        if not months:
            return 0
        self._set("", months, self.tokens[place].text)
        return self._year_behind(month + 1, two_digits=True)

    def _year_first(self, place: int) -> int:
        first = self._between(place + 1)
        second = self._between(first + 1)
        month, day = (second, first) if self.at(first).kind == "9" else (first, second)  # "2026. gada 2. jūnijs"
        months = months_of(self.word_at(month), self.language)
        if not months or not self._is_day(day):
            return 0
        self._set(self.tokens[place].text, months, self.at(day).text)
        return second + 1 + (self.word_at(second + 1) in ORDINALS)

    def _month_first(self, place: int, months: frozenset[int]) -> int:
        day = self._between(place + 1)
        if not self._is_day(day):
            return 0
        self._set("", months, self.at(day).text)
        return self._year_behind(day + 1 + (self.word_at(day + 1) in ORDINALS), two_digits=False)

    def _year_behind(self, place: int, two_digits: bool) -> int:
        """Behind day and month: the year, where it follows. Else the time must follow, and the year behind it."""
        year = self._between(place)
        token = self.at(year)
        if token.kind == "9" and len(token.text) == 4:
            self.parts.year = int(token.text)
            return year + 1
        if two_digits and len(token.text) == 2 and self._is_day(year):
            self.parts.year = full_year(token.text)
            return year + 1
        return place if self.parts.hour < 0 and token.kind == "9" else 0

    def _is_day(self, place: int) -> bool:
        """Whether a number of one or two digits is no hour."""
        token, sign, more = (self.at(place + n) for n in range(3))
        if token.kind != "9" or len(token.text) > 2:
            return False
        dotted = sign.kind == "." and more.kind == "9" and not more.gap
        return not dotted and sign.kind != ":" and self.word_at(place + 1) not in HOUR_UNITS

    def _between(self, place: int) -> int:
        """Over what may stand between two parts of a day: one sign and two words at most, in any order."""
        signs = words = 0
        while True:
            token = self.at(place)
            if token.kind in ("-", "/", ".", ",", "'") and signs < 2:
                signs += 1
            elif token.kind == "a" and token.text in FILLERS and words < 2:
                words += 1
            else:
                return place
            place += 1

    def _set(self, year: str, months: frozenset[int], day: str) -> None:
        self.parts.year, self.parts.months, self.parts.day = int(year or 0), months, int(day)

    # --- the time of day

    def _clock(self, place: int) -> int:
        hour, sign, minute = (self.at(place + n) for n in range(3))
        if len(hour.text) > 2:
            digits = hour.text  # T150741
            return self._compact_clock(digits, place) if len(digits) in (4, 6) and self.word_at(place - 1) == "t" and place else 0
        two = minute.kind == "9" and len(minute.text) == 2
        if sign.kind == ":" and two:
            return self._take(place, place + 3, ":")
        if sign.kind == "." and two and not minute.gap and self._is_dotted_clock(place):
            return self._take(place, place + 3, ".")
        if sign.text in HOUR_UNITS and sign.kind == "a":
            return self._in_units(place)
        if self.half is not None or (sign.kind == "a" and self._half_at(place + 1) is not None):
            return self._take(place, place + 1, "") if self.parts.dated or self.half is None else 0
        return 0

    def _is_dotted_clock(self, place: int) -> bool:
        after = self.at(place + 3)
        if after.kind == "." and self.at(place + 4).kind == "9" and not self.at(place + 4).gap:
            told = self.parts.dated and not (self.parts.dotted and len(self.parts.figures[2]) == 2)  # else which is the day?
            return told and self.at(place + 5).kind != "." and len(self.at(place + 4).text) == 2
        return self.parts.dated or self._half_at(place + 3) is not None or self.word_at(place + 3) in AFTER_CLOCK

    def _take(self, place: int, behind: int, sign: str) -> int:
        """A time whose hour stands at ``place``, and behind whose minutes ``behind`` is."""
        parts = self.parts
        parts.hour, parts.minute = int(self.tokens[place].text), int(self.tokens[behind - 1].text) if sign else 0
        second = self.at(behind + 1)
        if sign and self.at(behind).kind == sign and second.kind == "9" and len(second.text) == 2 and not second.gap:
            parts.second = int(second.text)
            behind = self._fraction(behind + 2)
        return self._after_clock(behind)

    def _in_units(self, place: int) -> int:
        parts = self.parts
        parts.hour = int(self.tokens[place].text)
        behind = place + 2
        if self.at(behind).kind == "9" and len(self.at(behind).text) <= 2 and self._is_day(behind):
            parts.minute = int(self.at(behind).text)
            behind += 1
            if self.word_at(behind) in MINUTE_UNITS:
                behind += 1
                if self.at(behind).kind == "9" and self.word_at(behind + 1) in SECOND_UNITS:
                    parts.second = int(self.at(behind).text[:3])
                    behind += 2
        return self._after_clock(behind)

    def _fraction(self, place: int) -> int:
        digits = self.at(place + 1)
        if self.at(place).kind in (".", ",") and digits.kind == "9" and not digits.gap and not self.at(place).gap and len(digits.text) <= 9:
            self.parts.micro = int(digits.text.ljust(6, "0")[:6])
            return place + 2
        return place

    def _half_at(self, place: int) -> int | None:
        word = self.word_at(place)
        return HALVES.get(word, HALVES_OF.get((self.language, word)))

    def _after_clock(self, place: int) -> int:
        """Half of the day and zone, which must stand right behind the time; 0 where the time is none."""
        parts = self.parts
        half, word = self.half, self.word_at(place)
        if half is None and (half := self._half_at(place)) is not None:
            if word == "am" and not self.tokens[place].upper and not parts.dated and parts.hour > 11 and self.language != "en":
                return 0 if parts.hour == 12 else place  # "um 19:05 am 3. Mai"
            place += 1
        if (half is None and word in DOUBTFUL_HALVES) or (half is not None and not self._halve(half)):
            return 0
        if self.word_at(place) in AFTER_CLOCK:
            place += 1
        if parts.hour > 24 or parts.minute > 59 or parts.second > 60 or (parts.hour == 24 and (parts.minute or parts.second > 0)):
            return 0
        behind = place + (self.at(place).kind in (",", "(", "["))
        return self._zone(behind) or place

    def _halve(self, half: int) -> bool:
        """The hour of a half day as one of the day; False where they contradict each other."""
        parts = self.parts
        if parts.hour > 12:
            return half == 12 and parts.hour < 24  # 14:17 PM
        if parts.hour == 0 and half == 12:
            return self.half is not None  # 午後0時
        parts.hour = parts.hour % 12 + half
        return True

    # --- the zone

    def _zone(self, place: int) -> int:
        """A zone at this place, with the comments behind it."""
        token = self.at(place)
        if token.kind in ("+", "-"):
            behind = self._offset(place)
        elif token.text in ("utc", "gmt", "ut") and self.at(place + 1).kind in ("+", "-"):
            behind = self._offset(place + 1, after_utc=True) or self._zone_name(place)
        else:
            behind = self._zone_name(place)
        return self._comments(behind) if behind else 0

    def _zone_name(self, place: int) -> int:
        name, behind, upper = self.word_at(place), place + 1, self.at(place).upper
        while name and self.at(behind).kind in ("/", "_", "-") and self.at(behind + 1).kind == "a" and behind < place + 9:
            longer = name + self.at(behind).kind + self.at(behind + 1).text
            if self.at(behind).kind == "-" and "/" not in name:
                break
            name, behind = longer, behind + 2
        if not name or not is_zone(name) or (not upper and (is_weekday(name) or len(name) == 2)):
            return 0  # "pt" is Friday, too
        self.parts.zone = name
        return behind

    def _offset(self, place: int, after_utc: bool = False) -> int:
        sign, number, colon, more = (self.at(place + n) for n in range(4))
        digits = number.text
        if number.kind != "9" or number.gap or len(digits) > 4:
            return 0
        behind = place + 2
        if len(digits) <= 2 and colon.kind == ":" and more.kind == "9" and len(more.text) == 2:
            digits, behind = digits.rjust(2, "0") + more.text, place + 4
        elif len(digits) == 2 or (len(digits) == 1 and (after_utc or not sign.gap)):
            digits = digits.rjust(2, "0") + "00"
        elif len(digits) == 3 and after_utc:
            digits = "0" + digits
        if len(digits) != 4:
            return 0
        value = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        loose = after_utc or sign.gap or self.parts.second >= 0 or len(self.parts.figures[0]) == 4
        if sign.kind == "-" and colon.kind == ":" and not loose:
            return 0  # 10:00-11:00
        if int(digits[2:]) % 15 or value > timedelta(hours=14 if sign.kind == "+" else 12):
            return 0
        self.parts.zone = -value if sign.kind == "-" else value
        return behind

    def _comments(self, place: int) -> int:
        """Over what repeats an offset in words: "+0200 (CEST)", "+02:00[Europe/Berlin]", "GMT+0200 (Central European Summer Time)"."""
        offset = self.parts.zone
        if not isinstance(offset, timedelta):
            return place
        alone = self.at(place + 2).kind in (")", "]")
        name = self.word_at(place) or (self.word_at(place + 1) if alone else "")
        if contradicts(name, offset):
            self.parts.zone = f"{offset} {name}?"
        if is_zone(self.word_at(place)):
            place += 1
        closing = {"(": ")", "[": "]"}.get(self.at(place).kind)
        if closing is not None:
            end = place + 1
            while end < min(place + 12, len(self.tokens)) and self.tokens[end].kind not in "()[]":
                end += 1
            if self.at(end).kind == closing and not any(months_of(self.word_at(n)) for n in range(place, end)):
                return end + 1
        return place
