"""The index of the live stories: what it says depends on the stories in it, not on how they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Sketch
from transforms.bundle import BundleSettings
from transforms.bundle.candidates import find_candidates
from transforms.bundle.inverted_index import INDEXED_TERMS, Index, Window, day_of, join_segments
from transforms.bundle.tfidf import Vectors
from transforms.text.terms import weigh_terms
from transforms.text.words import hash_terms, tokens

DAY = datetime(2021, 12, 31, tzinfo=UTC)
WORDS = ("Lisbon", "Osaka", "Oslo", "earthquake", "harbour", "strike", "mayor", "banker", "verdict", "the", "ferry", "vote")


def sketch(id: str, title: str, when: datetime = DAY) -> Sketch:
    found = weigh_terms(title, "", "en")
    return Sketch(
        id=id,
        language="en",
        site="",
        event_time=when,
        published=when,
        first_seen=DAY,
        words=len(tokens(title)),
        title_hash="",
        text_hash="",
        signature=b"",
        shingles=b"",
        terms=found.terms,
        weights=found.weights,
        numbers=b"",
    )


def story_lists() -> st.SearchStrategy[list[Sketch]]:
    words = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)
    story = st.tuples(words, st.integers(0, 60))
    return st.lists(story, min_size=1, max_size=24).map(
        lambda rows: [sketch(f"s{number}", title, DAY + timedelta(hours=hours)) for number, (title, hours) in enumerate(rows)]
    )


def everything(index: Index) -> Window:
    return index.window(min(index.days), max(index.days))


def answers(window: Window, asked: Sequence[Sketch], reach: int) -> tuple[object, ...]:
    """All that a window says, with the names of stories instead of numbers."""
    terms = np.unique(hash_terms(sorted(word.casefold() for word in WORDS)))
    found = window.postings(terms, reach)
    chosen = BundleSettings(term_reach=reach, candidates=3)
    heads, rows = find_candidates(window, asked, Vectors(asked, chosen, window), chosen)
    return (
        window.stories,
        window.words,
        window.frequency(terms).tolist(),
        sorted(zip(found.term.tolist(), window.ids(found.row), found.strength.tolist(), strict=True)),
        sorted(zip(heads.tolist(), window.ids(rows), strict=True)),
    )


@settings(max_examples=30, deadline=None)
@given(story_lists(), st.data())
def test_order_cuts_and_what_was_taken_out_make_no_difference(stories: list[Sketch], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(stories))
    cut = data.draw(st.integers(0, len(stories)))
    reach = data.draw(st.integers(1, 6))
    passing = [replace(s, id=f"gone {s.id}") for s in data.draw(st.lists(st.sampled_from(stories), max_size=4, unique_by=lambda s: s.id))]
    one, other = Index(), Index()
    one.add(stories)
    other.add([*shuffled[:cut], *passing])
    other.remove(passing[:1])
    for story in shuffled[cut:]:
        other.add([story])
    other.remove(passing[1:])
    assert answers(everything(one), stories, reach) == answers(everything(other), stories, reach)


def test_frequencies_and_postings_are_those_of_the_stories() -> None:
    index = Index()
    stories = [sketch("a", "Lisbon ferry strike"), sketch("b", "Lisbon verdict", DAY + timedelta(days=1)), sketch("c", "Osaka vote")]
    index.add(stories)
    terms = np.sort(hash_terms(["lisbon", "ferry", "nowhere"]))
    count = dict(zip(terms.tolist(), everything(index).frequency(terms).tolist(), strict=True))
    assert [count[int(hash_terms([word])[0])] for word in ("lisbon", "ferry", "nowhere")] == [2, 1, 0]
    assert index.window(day_of(stories[1]), day_of(stories[1])).stories == 1
    window = everything(index)
    found = window.postings(hash_terms(["lisbon"]), 10)
    assert sorted(window.ids(found.row)) == ["a", "b"]
    index.forget(day_of(stories[1]))
    assert everything(index).stories == 1


def test_a_day_is_a_few_segments_however_small_the_steps() -> None:
    index = Index()
    for number in range(300):
        index.add([sketch(f"s{number}", f"Lisbon ferry {number}")])
    (shelf,) = index.days.values()
    assert len(shelf) <= 6
    assert join_segments(shelf).ids == join_segments([join_segments(shelf)]).ids
    assert everything(index).stories == 300


def test_a_long_story_is_found_by_its_strongest_terms_only() -> None:
    index = Index()
    index.add([sketch("long", " ".join(f"word{number} " * (number + 1) for number in range(INDEXED_TERMS + 30)))])
    (segment,) = index.days[DAY.date()]
    assert int(segment.starts[-1]) == INDEXED_TERMS
    window = everything(index)
    assert not len(window.postings(hash_terms(["word0"]), 5).row)
    assert window.ids(window.postings(hash_terms([f"word{INDEXED_TERMS + 29}"]), 5).row) == ["long"]
    assert window.frequency(hash_terms(["word0"])).tolist() == [1]
