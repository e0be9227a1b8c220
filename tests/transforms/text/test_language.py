from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.language import language_of, normalise_language

GERMAN = (
    "Der Gemeinderat hat am Dienstag nach langer Debatte beschlossen, die alte Brücke über den Fluss zu sanieren. Die Arbeiten sollen im "
    "kommenden Frühjahr beginnen und rund zwei Jahre dauern. Anwohner fürchten Lärm und Umleitungen, die Stadt verspricht Entlastung."
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("de-AT", "de"), ("en_GB.UTF-8", "en"), ("EN", "en"), ("eng", "en"), ("nb", "no"), ("zh-Hans-CN", "zh"), ("iw", "he"), ("", ""), ("x", ""), ("??", "")],
)
def test_declared_codes_are_normalised(code: str, expected: str) -> None:
    assert normalise_language(code) == expected


def test_text_is_recognised_without_a_hint() -> None:
    assert language_of("Brücke wird saniert", GERMAN) == "de"
    assert language_of("Совет одобрил ремонт старого моста", "") == "ru"
    assert language_of("市議会、老朽化した橋の改修を承認", "") == "ja"
    assert language_of("لجنة المدينة توافق على ترميم الجسر القديم", "") == "ar"


def test_short_texts_keep_the_hint() -> None:
    assert language_of("Berlin Marathon 2024", "", "de") == "de"
    assert language_of("Ukraine", "", "no") == "no"


def test_long_text_overrules_the_theme_language() -> None:
    assert language_of("Brücke wird saniert", GERMAN, "en-US") == "de"


def test_close_relatives_do_not_overrule_a_hint() -> None:
    text = "Kommunestyret vedtok tirsdag å pusse opp den gamle broen over elven. Arbeidet skal begynne neste vår og vare i to år. " * 3
    assert language_of("Broen skal pusses opp", text, "da") == "da"


def test_scripts_overrule_impossible_hints() -> None:
    assert language_of("Совет одобрил ремонт старого моста через реку", "", "en") == "ru"


def test_nothing_to_tell_from() -> None:
    assert language_of("", "") == "und"
    assert language_of("12 : 3", "", "") == "und"
    assert language_of("12 : 3", "", "fr") == "fr"


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=12))
def test_any_text_gives_a_code_and_always_the_same(title: str, text: str, hint: str) -> None:
    found = language_of(title, text, hint)
    assert found == "und" or (len(found) == 2 and found.isalpha())
    assert language_of(title, text, hint) == found
