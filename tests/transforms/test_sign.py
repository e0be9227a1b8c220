from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Story
from transforms.sign import shingle_hashes, sign_shingles, sketch_story
from transforms.text.words import hash_terms, tokens

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def story(id: str = "a", title: str = "A title", text: str = "", language: str = "en") -> Story:
    return Story(id=id, title=title, text=text, first_seen=NOW, language=language, item_fingerprint="", fingerprint="")


@given(st.sets(st.integers(0, 2**32 - 1), max_size=300))
@settings(max_examples=60, deadline=None)
def test_signature_is_datasketchs_own(hashes: set[int]) -> None:
    from datasketch import MinHash

    oracle = MinHash(num_perm=128, hashfunc=int)
    for value in hashes:
        oracle.update(value)
    ours = sign_shingles(np.array(sorted(hashes), dtype=np.uint32))
    assert oracle.scheme == "affine32"
    assert ours.dtype == oracle.hashvalues.dtype and np.array_equal(ours, oracle.hashvalues)


def test_long_texts_are_signed_in_blocks() -> None:
    from datasketch import MinHash

    hashes = np.unique(np.random.default_rng(5).integers(0, 2**32, 5000, dtype=np.uint32))
    oracle = MinHash(num_perm=64, hashfunc=int)
    oracle.update_batch(hashes.tolist())
    assert np.array_equal(sign_shingles(hashes, 64), oracle.hashvalues)


def test_shingles_are_runs_of_three() -> None:
    words = hash_terms(["a", "b", "c", "d"])
    assert len(shingle_hashes(words)) == 2
    assert set(shingle_hashes(words[:3])) < set(shingle_hashes(words))
    assert len(shingle_hashes(words[:2])) == len(shingle_hashes(words[:1])) == 1
    assert not len(shingle_hashes(words[:0]))
    assert not np.array_equal(shingle_hashes(hash_terms(["a", "b", "c"])), shingle_hashes(hash_terms(["c", "b", "a"])))


def test_sketch_of_a_story() -> None:
    made = sketch_story(story(text="One two three four. One, two: three!"))
    assert made.words == 9 and made.id == "a" and made.event_time == NOW
    assert len(made.signature) == 512 and len(made.shingles) == 4 * 4
    assert made.text_hash == sketch_story(story(text="one TWO three; four one two three")).text_hash
    assert made.text_hash != made.title_hash
    assert len(made.terms) == 2 * len(made.weights) and len(made.labels) * 8 == len(made.terms)


def test_a_headline_alone_is_signed_by_its_title() -> None:
    made = sketch_story(story(title="Storm hits the coast", text=""))
    assert np.array_equal(np.frombuffer(made.shingles, "<u4"), shingle_hashes(hash_terms(tokens("Storm hits the coast"))))
    assert made.text_hash == ""
    empty = sketch_story(story(title="", text=""))
    assert empty.title_hash == empty.text_hash == "" and empty.shingles == b""


def test_characters_are_shingled_where_words_have_no_spaces() -> None:
    text = "東京で大きな地震があり、多くの人が避難した。"
    first, second = sketch_story(story(text=text, language="ja")), sketch_story(story(text=text[:-6] + "怪我をした。", language="ja"))
    a, b = np.frombuffer(first.shingles, "<u4"), np.frombuffer(second.shingles, "<u4")
    assert len(np.intersect1d(a, b)) >= 10


@given(st.text(max_size=200), st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_text_is_signed(title: str, text: str) -> None:
    made = sketch_story(story(title=title, text=text))
    shingles = np.frombuffer(made.shingles, "<u4")
    assert np.all(shingles[1:] > shingles[:-1]) and len(made.signature) == 512
