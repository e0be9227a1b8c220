"""Terms of a story: what counts more, what is left out, what stays the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.terms import MOST_LABELS, MOST_TERMS, STEM, Terms, weigh_terms, word_stem
from transforms.text.words import hash_term, unpack_hashes


def weights(found: Terms) -> dict[str, float]:
    strength = np.frombuffer(found.weights, dtype="<f4").tolist()
    return {label: value for label, value in zip(found.labels, strength, strict=True) if label}


def test_the_title_says_most() -> None:
    found = weights(weigh_terms("Quake", "Their rescuers searched for survivors after the quake", "en"))
    assert found["quake"] > found["rescuers"] == found["survivors"]


def test_a_title_repeated_at_the_top_of_the_text_counts_once() -> None:
    assert weigh_terms("Quake shakes Lisbon", "Quake shakes Lisbon\nNobody was hurt") == weigh_terms(
        "Quake shakes Lisbon", "Nobody was hurt"
    )


def test_headline_only_and_text_only() -> None:
    assert weights(weigh_terms("Quake shakes Lisbon", ""))
    assert weights(weigh_terms("", "Quake shakes Lisbon"))
    assert weigh_terms("", "") == Terms(terms=b"", weights=b"", numbers=b"", labels=())


def test_inflections_meet_in_their_beginning() -> None:
    one, other = (set(unpack_hashes(weigh_terms(word, "", "ru").terms).tolist()) for word in ("санкции", "санкциями"))
    assert one & other == {hash_term("сан" + STEM)}
    assert word_stem("war") == word_stem("2021") == ""


def test_scripts_without_spaces() -> None:
    one, other = weights(weigh_terms("東京で地震", "", "ja")), weights(weigh_terms("地震が発生", "", "ja"))
    assert "地震" in set(one) & set(other)


def test_numbers_come_from_title_and_lead() -> None:
    found = weigh_terms("12th package, 3.5 per cent", "In 2021 " + "word " * 100 + "99", "en")
    assert set(unpack_hashes(found.numbers).tolist()) == {hash_term(n) for n in ("12th", "no-12", "3.5", "2021")}


def test_a_long_text_keeps_its_strongest_terms_and_of_equals_the_first() -> None:
    found = weigh_terms("", "again again " + " ".join(f"a{i:03d}" for i in range(500)))
    kept = set(unpack_hashes(found.terms).tolist())
    assert len(kept) == MOST_TERMS
    assert hash_term("again") in kept and hash_term("a000") in kept and hash_term("a499") not in kept
    assert set(found.labels) == {"", "again", *(f"a{i:03d}" for i in range(MOST_LABELS - 1))}


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_gives_sorted_distinct_terms_with_their_labels(title: str, text: str) -> None:
    found = weigh_terms(title, text)
    terms = unpack_hashes(found.terms)
    assert len(terms) == len(found.labels) == len(found.weights) // 4 <= MOST_TERMS
    assert (np.diff(terms.astype(object)) > 0).all()
    spelled = [(label, term) for label, term in zip(found.labels, terms.tolist(), strict=True) if label]
    assert len(spelled) <= MOST_LABELS and all(hash_term(label) == term for label, term in spelled)
    assert (np.frombuffer(found.weights, dtype="<f4") > 0.6).all()
