"""Quality may not fall: a fixed slice of the labelled sets, where they are there, and always some made-up stories, through the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.command import Newsheaf
from benchmarks.quality.sets import DATA
from benchmarks.quality.slices import MADE_UP, SLICES, Floor, Slice, fallen, measure_made_up


@pytest.mark.skipif(not DATA.is_dir(), reason="the labelled sets are not beside the checkout")
@pytest.mark.parametrize("part", SLICES, ids=lambda part: part.name)
def test_no_figure_of_the_slice_falls_below_its_floor(part: Slice, tmp_path: Path) -> None:
    assert fallen(part.measure(Newsheaf(tmp_path)), part.floors) == []


def test_made_up_stories_are_folded_and_bundled(tmp_path: Path) -> None:
    assert fallen(measure_made_up(Newsheaf(tmp_path)), MADE_UP) == []


def test_a_floor_that_does_not_hold_is_named() -> None:
    floors = (Floor("s", "f1", measured=0.9, least=0.88), Floor("s", "leaked", measured=0.02, most=0.03))
    assert fallen({"s": {"f1": 0.88, "leaked": 0.03}}, floors) == []
    assert fallen({"s": {"f1": 0.87, "leaked": 0.04}}, floors) == [
        "s: f1 is 0.8700, at least 0.88 is required; it was 0.9",
        "s: leaked is 0.0400, at most 0.03 is required; it was 0.02",
    ]
