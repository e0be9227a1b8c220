"""Days and ordinals, as languages write them."""

from __future__ import annotations

import pytest

from transforms.text.marks import hashes_of_marks, names_of_days, read_days, read_marks, read_ordinals
from transforms.text.words import hash_term, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EU adopts 12th package", {"no-12"}),
        ("EU beschließt 12. Sanktionspaket", {"no-12"}),
        ("El 12.º paquete y la 3ª ronda", {"no-12", "no-3"}),
        ("12-го пакета", {"no-12"}),
        ("le 12e paquet, le 2ème", {"no-12", "no-2"}),
        ("第十二轮 第13轮 第二十一届 第一百零三次"[:17], {"no-12", "no-13", "no-21"}),
        ("第一百一十届", {"no-110"}),
        ("Q2 profit, 3Q loss", {"quarter-2", "quarter-3", "no-3"}),
        ("In 2020. Danach 1.5 Mrd, 1,200 Stück, U-21, covid-19", set()),
        ("Das geschah im Mai. 12. Mai", set()),
        ("nothing here", set()),
    ],
)
def test_ordinals(text: str, expected: set[str]) -> None:
    assert read_ordinals(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "On Tuesday and Wednesday", {"day-1", "day-2"}),
        ("de", "am Mittwoch mit den anderen", {"day-2"}),
        ("es", "el miércoles en Mar del Plata", {"day-2"}),
        ("ru", "в среду и в пятницу", {"day-2", "day-4"}),
        ("zh", "星期三通过", {"day-2"}),
        ("ja", "火曜日に発表", {"day-1"}),
        ("und", "Tuesday", set()),
        ("..", "Tuesday", set()),
    ],
)
def test_days(language: str, text: str, expected: set[str]) -> None:
    assert read_days([word.casefold() for word in tokens(text)], language) == expected


def test_every_mark_is_known_by_its_hash() -> None:
    hashes, kinds = hashes_of_marks()
    kind_of = dict(zip(hashes.tolist(), kinds.tolist(), strict=True))
    marks = read_marks("12th on Tuesday, Q3", ["said", "on", "wednesday"], "en")
    assert {mark: kind_of[hash_term(mark)] for mark in marks} == {"no-12": 0, "quarter-3": 0, "day-1": 1, "said-day-2": 2}


def test_no_name_stands_for_two_days() -> None:
    for language in ("en", "fr", "pt", "zh", "ja", "th", "ar", "hi"):
        assert len(set(names_of_days(language).values())) == 7, language
