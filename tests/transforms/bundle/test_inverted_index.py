"""The inverted index: what it says depends on the stories in it, not on how they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Sketch
from tests.transforms.bundle.test_bundle import DAY, sketch
from transforms.bundle import BundleSettings
from transforms.bundle.candidates import find_candidates
from transforms.bundle.inverted_index import INDEXED_TERMS, IndexView, InvertedIndex, day_of, merge_segments
from transforms.bundle.tfidf import TfidfVectors
from transforms.text.words import hash_terms

WORDS = ("Lisbon", "Osaka", "Oslo", "earthquake", "harbour", "strike", "mayor", "banker", "verdict", "the", "ferry", "vote")


def story_lists() -> st.SearchStrategy[list[Sketch]]:
    words = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)
    story = st.tuples(words, st.integers(0, 60))
    return st.lists(story, min_size=1, max_size=24).map(
        lambda rows: [sketch(f"s{number}", title, when=DAY + timedelta(hours=hours)) for number, (title, hours) in enumerate(rows)]
    )


def everything(index: InvertedIndex) -> IndexView:
    return index.view(min(index.days), max(index.days))


def answers(view: IndexView, asked: Sequence[Sketch], reach: int) -> tuple[object, ...]:
    """All that a view says, with the names of stories instead of numbers."""
    terms = np.unique(hash_terms(sorted(word.casefold() for word in WORDS)))
    found = view.postings(terms, reach)
    chosen = BundleSettings(term_reach=reach, candidates=3)
    queries, rows = find_candidates(view, asked, TfidfVectors(asked, chosen, view), chosen)
    return (
        view.stories,
        view.words,
        view.document_frequency(terms).tolist(),
        sorted(zip(found.term.tolist(), view.ids(found.row), found.strength.tolist(), strict=True)),
        sorted(zip(queries.tolist(), view.ids(rows), strict=True)),
    )


@settings(max_examples=30, deadline=None)
@given(story_lists(), st.data())
def test_order_cuts_and_what_was_taken_out_make_no_difference(stories: list[Sketch], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(stories))
    cut = data.draw(st.integers(0, len(stories)))
    reach = data.draw(st.integers(1, 6))
    passing = [replace(s, id=f"gone {s.id}") for s in data.draw(st.lists(st.sampled_from(stories), max_size=4, unique_by=lambda s: s.id))]
    one, other = InvertedIndex(), InvertedIndex()
    one.add(stories)
    other.add([*shuffled[:cut], *passing])
    other.remove(passing[:1])
    for story in shuffled[cut:]:
        other.add([story])
    other.remove(passing[1:])
    assert answers(everything(one), stories, reach) == answers(everything(other), stories, reach)


def test_frequencies_and_postings_are_those_of_the_stories() -> None:
    index = InvertedIndex()
    stories = [sketch("a", "Lisbon ferry strike"), sketch("b", "Lisbon verdict", when=DAY + timedelta(days=1)), sketch("c", "Osaka vote")]
    index.add(stories)
    terms = np.sort(hash_terms(["lisbon", "ferry", "nowhere"]))
    count = dict(zip(terms.tolist(), everything(index).document_frequency(terms).tolist(), strict=True))
    assert [count[int(hash_terms([word])[0])] for word in ("lisbon", "ferry", "nowhere")] == [2, 1, 0]
    assert index.view(day_of(stories[1]), day_of(stories[1])).stories == 1
    view = everything(index)
    found = view.postings(hash_terms(["lisbon"]), 10)
    assert sorted(view.ids(found.row)) == ["a", "b"]
    index.forget(day_of(stories[1]))
    assert everything(index).stories == 1


def test_a_day_is_a_few_segments_however_small_the_steps() -> None:
    index = InvertedIndex()
    for number in range(300):
        index.add([sketch(f"s{number}", f"Lisbon ferry {number}")])
    (segments,) = index.days.values()
    assert len(segments) <= 6
    assert merge_segments(segments).ids == merge_segments([merge_segments(segments)]).ids
    assert everything(index).stories == 300


def test_a_long_story_is_found_by_its_strongest_terms_only() -> None:
    index = InvertedIndex()
    index.add([sketch("long", " ".join(f"word{number} " * (number + 1) for number in range(INDEXED_TERMS + 30)))])
    (segment,) = index.days[DAY.date()]
    assert int(segment.starts[-1]) == INDEXED_TERMS
    view = everything(index)
    assert not len(view.postings(hash_terms(["word0"]), 5).row)
    assert view.ids(view.postings(hash_terms([f"word{INDEXED_TERMS + 29}"]), 5).row) == ["long"]
    assert view.document_frequency(hash_terms(["word0"])).tolist() == [1]
