from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.config.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "hours"), [("72h", 72), ("3d", 72), ("90m", 1.5), ("1d12h", 36), ("5400s", 1.5), ("1w", 168), (" 1.5 H ", 1.5), ("0s", 0)]
)
def test_reads_what_people_write(text: str, hours: float) -> None:
    assert parse_duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "5", "h", "-3h", "1y", "1h foo", "1e3h", "99999999999999w"])
def test_says_what_a_duration_looks_like(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=10_000)))
def test_writes_what_it_reads(value: timedelta) -> None:
    assert parse_duration(format_duration(value)) == value
