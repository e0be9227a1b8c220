from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.times import read_date_line, read_day, read_moment


@pytest.mark.parametrize(
    ("text", "when", "precision", "has_offset"),
    [
        ("2024-05-03T15:47:42+02:00", datetime(2024, 5, 3, 13, 47, 42, tzinfo=UTC), "second", True),
        ("2024-05-03T15:47:42.389Z", datetime(2024, 5, 3, 15, 47, 42, 389000, tzinfo=UTC), "second", True),
        ("2024-05-03 15:47", datetime(2024, 5, 3, 15, 47, tzinfo=UTC), "minute", False),
        ("20240503T1547+0200", datetime(2024, 5, 3, 13, 47, tzinfo=UTC), "minute", True),
        ("2024-05-03T15:47:42-0500", datetime(2024, 5, 3, 20, 47, 42, tzinfo=UTC), "second", True),
        ("2024-05-03", datetime(2024, 5, 3, tzinfo=UTC), "day", True),
        ("2024-05-03T00:00:00+02:00", datetime(2024, 5, 3, tzinfo=UTC), "day", True),
        ("Fri, 03 May 2024 15:47:42 GMT", datetime(2024, 5, 3, 15, 47, 42, tzinfo=UTC), "second", True),
        ("1714751262", datetime(2024, 5, 3, 15, 47, 42, tzinfo=UTC), "second", True),
        ("1714751262000", datetime(2024, 5, 3, 15, 47, 42, tzinfo=UTC), "second", True),
        ("3. Mai 2024", datetime(2024, 5, 3, tzinfo=UTC), "day", True),
    ],
)
def test_times_are_read_as_written(text: str, when: datetime, precision: str, has_offset: bool) -> None:
    moment = read_moment(text, "meta")
    assert moment is not None
    assert (moment.when, moment.precision, moment.source) == (when, precision, "meta")
    if precision != "day":
        assert moment.has_offset is has_offset


@pytest.mark.parametrize("text", ["", "yesterday", "2024-13-40", "0000-00-00T00:00:00Z", "99999999999999", "2024-05-03T99:99", "1.2.3", "-1"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_moment(text, "meta") is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Dec 31, 2021", date(2021, 12, 31)),
        ("December 31st, 2021", date(2021, 12, 31)),
        ("Friday, 31 December 2021", date(2021, 12, 31)),
        ("Freitag, 31. Dezember 2021", date(2021, 12, 31)),
        ("31 décembre 2021", date(2021, 12, 31)),
        ("31 de diciembre de 2021", date(2021, 12, 31)),
        ("31 декабря 2021 г.", date(2021, 12, 31)),
        ("31.12.2021", date(2021, 12, 31)),
        ("2021年12月31日", date(2021, 12, 31)),
        ("Published: 2021-12-31", date(2021, 12, 31)),
        ("In 2021 he won 31 matches", None),
        ("04/05/2021", None),
        ("December 2021", None),
        ("Moscow, December 31, 2021: the talks began", None),
    ],
)
def test_a_line_that_is_a_day(line: str, day: date | None) -> None:
    assert read_day(line) == day


@given(st.text(max_size=60))
def test_any_text_is_read_or_not_but_never_crashes(text: str) -> None:
    read_moment(text, "meta")
    read_day(text)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("05.03.2026, 22:15", date(2026, 3, 5)),
        ("March 04, 2026 05:18", date(2026, 3, 4)),
        ("Veröffentlicht am 5. März 2026 um 7:05 Uhr", date(2026, 3, 5)),
        ("4 mars 2026 à 7h05", date(2026, 3, 4)),
        ("March 4, 2026 at 5:18 p.m. EST", date(2026, 3, 4)),
        ("On March 4, 2026 the 5:18 left late", None),
        ("12:30", None),
    ],
)
def test_a_line_that_is_a_day_and_a_time(line: str, day: date | None) -> None:
    assert read_date_line(line) == day
