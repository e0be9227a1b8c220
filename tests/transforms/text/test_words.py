from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.text import words
from transforms.text.headline import headline_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. bank's rate: 1,200", ["the", "us", "bank", "rate", "1200"]),
        ("U.S.-led", ["us", "led"]),
        ("Café — ÉTÉ", ["café", "été"]),
        ("rose 5,4% to 1.234.567,89", ["rose", "5.4", "to", "1234567.89"]),
        ("1.200 and 1,200.50", ["1.200", "and", "1200.50"]),
        ("the 12th and 13th of 3M_x", ["the", "12th", "and", "13th", "of", "3m", "x"]),
        ("1\u00a0200\u00a0000 Euro in 2021 200", ["1200000", "euro", "in", "2021", "200"]),
        ("٣٤ شخصا", ["34", "شخصا"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("東京で地震", ["東京", "京で", "で地", "地震"]),
        ("G7首脳が", ["g7", "首脳", "脳が"]),
        ("plan B.The end", ["plan", "b", "the", "end"]),
        ("co\u00adoperate", ["cooperate"]),
        ("", []),
        ("— !!", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words.tokens(text) == expected


def test_thai_keeps_marks_with_their_letter() -> None:
    found = words.tokens("ที่นี่")
    assert "".join(found[:1]).startswith("ที่")
    assert all(not "\u0e31" <= token[0] <= "\u0e3a" for token in found)


def test_cased_tokens_stand_at_the_same_places() -> None:
    text = "Mr. O'Neill of the U.S. said Straße's 1,200"
    assert [t.casefold() for t in words.tokens(text, casefold=False)] == words.tokens(text)


def test_normal_text_ignores_case_spacing_and_punctuation() -> None:
    assert words.normal_text("A  “quoted” U.S. line!") == words.normal_text("a 'quoted' US line")
    assert words.normal_text("5 up") != words.normal_text("6 up")
    assert words.normal_text(" ★ ★\n") == "★ ★"


def test_numbers() -> None:
    assert words.is_number("12") and words.is_number("3.5") and not words.is_number("12th") and not words.is_number("x")
    assert words.normal_number("12.03.2024") == "12.03.2024"


def test_figures_keep_fractions_scores_and_dates_whole() -> None:
    assert words.figures("6-1/16 pct, 1,200 won 3–1 at 19:30 on 2024-05-01, a 12-year-old") == ["6-1/16", "1200", "3-1", "19:30", "2024-05-01", "12"]


def test_hashes_are_stable() -> None:
    assert words.hash_term("storm") == 0 + int(words.hash_terms(["storm"])[0])
    packed = words.pack_hashes(words.hash_terms(["b", "a", "b"]))
    assert list(words.unpack_hashes(packed)) == sorted({words.hash_term("a"), words.hash_term("b")})
    assert words.hash_terms([]).dtype == np.uint64 and words.hash_terms(["\ud800"]).shape == (1,)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_gives_tokens_that_are_stable(text: str) -> None:
    found = words.tokens(text)
    assert all(found)
    assert words.normal_text(text) == words.normal_text(f"  {text}\n")
    if not words.is_spaceless(text):
        assert all(not token.isspace() for token in found)


_AWKWARD = st.text(st.one_of(st.sampled_from("aBZ1 9.,'’_ßẞİıςΣσſ\u0345\u0301éﬁⓐŉ\u00a0\u200b中ทдЖ"), st.characters(codec="utf-8")), max_size=14)


@settings(max_examples=400, deadline=None)
@given(_AWKWARD)
def test_folding_tokens_is_reading_the_folded_text(text: str) -> None:
    assert words.fold_tokens(words.tokens(text, casefold=False), text) == words.tokens(text)


@pytest.mark.parametrize("text", ["ß.a", "é.ß", "Die Straße, groß. Maße", "İstanbul'un", "ΟΔΟΣ", "Σ.Α", "ﬁne ⓐ.B", "U.S. bank's"])
def test_folding_tokens_of_awkward_letters(text: str) -> None:
    assert words.fold_tokens(words.tokens(text, casefold=False), text) == words.tokens(text)


@settings(max_examples=200, deadline=None)
@given(_AWKWARD)
def test_a_headline_key_is_the_letters_and_digits_of_the_folded_text(text: str) -> None:
    assert headline_key(text) == "".join(filter(str.isalnum, text.casefold()))
