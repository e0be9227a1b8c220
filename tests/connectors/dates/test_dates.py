"""Dates as they are written, and what they mean: the table in ``tests/data/dates``; and what the outlet's other dates settle."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.dates import DateReader, read_date
from connectors.dates.grammar import MOST_CHARACTERS, read_parts
from connectors.dates.names import _MONTHS, is_weekday, months_of, plain
from tests.services import ROOT

ROWS = [
    line.split("\t")
    for line in (ROOT / "tests" / "data" / "dates" / "dates.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "language", "country", "when", "precision"), ROWS, ids=[f"{row[0]} {row[1]}{row[2]}" for row in ROWS])
def test_a_date_by_itself(text: str, language: str, country: str, when: str, precision: str) -> None:
    found = read_date(text, language, country)
    assert (found.when, found.precision) == (None if when == "none" else datetime.fromisoformat(when).replace(tzinfo=UTC), precision), found


def read_among(text: str, *others: str, language: str = "") -> tuple[str, str]:
    found = DateReader([*others, text], language=language).read(text)
    return str(found.when), found.precision


@pytest.mark.parametrize("sign", "/-.")
def test_one_day_over_twelve_settles_the_order_for_all(sign: str) -> None:
    text, day_first, month_first = (sign.join(parts) for parts in (("02", "06", "2026"), ("30", "04", "2026"), ("04", "30", "2026")))
    assert read_among(text, day_first)[0].startswith("2026-06-02")
    assert read_among(text, day_first, language="en-US")[0].startswith("2026-06-02"), "what the feed shows outweighs its language"
    assert read_among(text, month_first, language="de")[0].startswith("2026-02-06")
    assert read_among(text, day_first, month_first) == ("None", "none"), "it contradicts itself"
    assert read_among(text, "13.13.2026", "no date", day_first)[0].startswith("2026-06-02")


def test_years_of_two_digits_need_another_date_to_tell_them() -> None:
    assert read_among("02/06/26", "12/11/31")[0] == "None"
    assert read_among("02/06/26", "12/31/26")[0].startswith("2026-02-06")
    assert read_among("02/06/26", "12/31/26", "13/06/99")[0] == "None", "a contradiction"
    assert read_among("02/06/26", "31/12/99")[0].startswith("2026-06-02")


def test_a_missing_zone_is_the_usual_one_to_the_minute() -> None:
    text = "Tue, 02 Jun 2026 10:00:41"
    assert read_among(text) == ("2026-06-02 10:00:41+00:00", "minute")
    assert read_among(text, "Mon, 01 Jun 2026 09:00:00 +0200") == ("2026-06-02 08:00:41+00:00", "minute")
    assert read_among(text, "Mon, 01 Jun 2026 09:00:00 +0200", "Mon, 01 Dec 2025 09:00:00 +0100") == ("2026-06-02 08:00:41+00:00", "minute"), "the nearest"
    assert read_among(text, "Mon, 01 Jun 2026 09:00:00 +0200", "Mon, 01 Jun 2026 09:00:00 -0500") == ("2026-06-02 10:00:41+00:00", "minute"), "none is usual"
    assert read_among("Tue, 02 Jun 2026 10:00:00 IST", "Mon, 01 Jun 2026 09:00:00 +0530") == ("2026-06-02 04:30:00+00:00", "minute")


def test_what_was_open_is_said() -> None:
    assert read_date("04/03/2026").doubt == "day, month or year first"
    assert "settled" in read_date("04/03/2026", "fr").doubt
    assert read_date("3 listopada 2024").doubt == "which month"
    assert read_date("2026-02-30").doubt == "no such day"
    assert read_date("soon").doubt == "not a date"
    assert "IST" in read_date("2 Jun 2026 10:00 IST").doubt
    assert "no zone" in read_date("2 Jun 2026 10:00").doubt
    assert read_date("2 Jun 2026 10:00 +0200").doubt == read_date("2 Jun 2026").doubt == ""


def test_midnight_can_be_taken_at_its_word() -> None:
    found = DateReader(midnight_is_day=False).read("2021-12-31T00:00:00+01:00")
    assert (str(found.when), found.precision) == ("2021-12-30 23:00:00+00:00", "second")


HOSTILE = [
    "2026-", "1 ", "mar ", "a.m.", "(", "12:", "٣", "2 mar 2026 (", "[GMT+2", "/a", "de ", "2.", "年", "p. ", "μ", "Europe/", "ก.", "كانون ", "\u0301", "\u200f", "𝟙", "'", "-", "00:00 am ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_reading_takes_no_longer_than_the_text(piece: str) -> None:
    """Beyond its bound a text isn't looked at; below it, no piece costs more than a few others."""
    longest = (piece * MOST_CHARACTERS)[:MOST_CHARACTERS]
    read_date(longest)
    start = time.process_time()
    for _ in range(20):
        read_date(longest)
    assert (time.process_time() - start) / 20 < 0.005
    start = time.process_time()
    assert read_date(piece * 1_000_000).when is None
    assert time.process_time() - start < 0.05


def test_a_long_feed_takes_no_longer_for_each_date() -> None:
    zones = ("+0100", "+0200", "")
    texts = [f"Tue, 02 Jun 2026 {n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02} {zones[n % 3]}" for n in range(30_000)]
    start = time.process_time()
    reader = DateReader(texts)
    for text in texts:
        reader.read(text)
    assert (time.process_time() - start) / len(texts) < 0.001


@settings(deadline=None)
@given(st.text(max_size=110) | st.text(alphabet="0123456789:/.-+ TZampJun年月日,()", max_size=60), st.sampled_from(["", "de", "en-US", "zh", "x-\0"]))
def test_any_text_is_read_or_not_but_never_fails(text: str, language: str) -> None:
    found = DateReader([text, "30/04/2026 10:00 +0200"], language=language).read(text)
    assert (found.when is None) == (found.precision == "none")
    assert found.when is None or found.when.tzinfo is UTC


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=400, max_size=600))
def test_a_number_of_any_length_is_no_date(text: str) -> None:
    assert read_parts(text) is None


def test_names_mean_what_they_mean_elsewhere() -> None:
    """Against the names that dateparser knows, in each language that both have."""
    import dateparser.data

    english = "january february march april may june july august september october november december".split()
    compared = 0
    for language in _MONTHS:
        module = {"no": "nb"}.get(language, language)
        info = import_module(f"{dateparser.data.__name__}.date_translation_data.{module}").info
        for number, month in enumerate(english, 1):
            for name in map(plain, info[month]):
                months = months_of(name.rstrip("."), language)
                assert not months or months == {number}, (language, name)
                compared += bool(months)
    assert compared > 1_000
    assert is_weekday("mar") and is_weekday("火曜日") and not is_weekday("may")
