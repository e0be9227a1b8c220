"""Laws of reading dates: what was written comes back, or nothing does; never another moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from connectors.dates import DateReader, WrittenDate, read_date
from tests.connectors.dates.spellings import DAYS, LANGUAGES, ORDERED, PROGRAMS, TIMES, ZONES, Spelling

OFFSETS = [timezone(timedelta(minutes=minutes)) for minutes in (-720, -480, -210, 0, 60, 330, 345, 570, 840)]
MOMENTS = st.datetimes(datetime(2001, 10, 1), datetime(2049, 12, 30), timezones=st.sampled_from(OFFSETS)).map(lambda when: when.replace(microsecond=0))
DAY_AND_HOUR = r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])"
SPELLINGS = st.builds(Spelling, st.sampled_from(DAYS), st.sampled_from(TIMES), st.sampled_from(ZONES), st.booleans())


def holds(found: WrittenDate, when: datetime, precision: str, written: datetime) -> bool:
    """Whether a reading is what was written, at a precision that the text bears out."""
    if found.when is None:
        return found.precision == "none" and bool(found.doubt)
    if found.precision == "day":
        return found.when == datetime(written.year, written.month, written.day, tzinfo=UTC)
    exact = when if precision == "second" else when.replace(second=0)
    return found.when == exact and (found.precision, precision) != ("second", "minute") and precision != "day"


def read_there(text: str, language: str, spelling: Spelling) -> WrittenDate:
    """The reading beside a date that says which of day and month comes first, where the spelling leaves that open."""
    others = [spelling.write(datetime(2026, 12, 31, 10, 10, tzinfo=UTC), language)] if spelling.day in ORDERED | {"short"} else []
    return DateReader(others, language=language).read(text)


@settings(max_examples=800, deadline=None)
@given(MOMENTS, SPELLINGS, st.sampled_from(LANGUAGES))
def test_what_is_read_is_what_was_written(moment: datetime, spelling: Spelling, language: str) -> None:
    text = spelling.write(moment, language)
    when, precision = spelling.says(moment)
    for found in (read_date(text), read_there(text, language, spelling)):
        assert holds(found, when, precision, moment), (text, found)


@settings(max_examples=300, deadline=None)
@given(MOMENTS, st.sampled_from(sorted(PROGRAMS)))
def test_what_programs_write_is_read_whole(moment: datetime, name: str) -> None:
    assume((moment.astimezone(UTC).hour, moment.astimezone(UTC).minute) != (0, 0) and (moment.hour, moment.minute) != (0, 0))
    assume(moment.astimezone(timezone(timedelta(hours=-4))).strftime("%H%M") != "0000")
    text = PROGRAMS[name](moment)
    assume(not re.fullmatch(DAY_AND_HOUR, text))
    found = read_date(text)
    assert (found.when, found.precision) == (moment, "second")


@given(MOMENTS)
def test_ten_digits_that_may_be_a_day_and_an_hour_are_not_read_as_seconds(moment: datetime) -> None:
    text = str(int(moment.timestamp()))
    assert (read_date(text).when is None) == bool(re.fullmatch(DAY_AND_HOUR, text))
    assert read_date(moment.strftime("%Y%m%d%H")).precision != "second"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_read_in_its_own_spelling(language: str) -> None:
    """Not only never wrong: in every month CLDR's long spelling is read."""
    for month in range(1, 13):
        moment = datetime(2026, month, 17, 15, 7, tzinfo=UTC)
        text = Spelling("d MMMM y" if language == "eu" else "long", " HH:mm", "").write(moment, language)  # Basque inflects the figures
        found = read_date(text, language)
        assert (found.when, found.precision) == (moment, "minute"), text


@settings(deadline=None)
@given(MOMENTS, st.sampled_from(["internet", "mail", "internet, to the millisecond"]))
def test_the_two_common_forms_are_read_as_the_grammar_reads_them(moment: datetime, name: str) -> None:
    text = PROGRAMS[name](moment)
    assert read_date(text) == read_date(f"on {text}"), "a word before it, and the short way is closed"


def test_nothing_depends_on_the_clock() -> None:
    for text in ("12:30", "Tuesday", "June 2", "2 June", "10 June 10:00", "2026-06", "today", "now"):
        assert read_date(text).when is None
