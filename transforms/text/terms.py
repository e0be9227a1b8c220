"""What a story is about, as weighted terms: the input of bundling. Pure functions on strings.

A term's weight grows with the logarithm of how often it occurs, counted by place and kind: the title says most, then names and
numbers. How rare a term is comes in later, when the document frequencies of the edition are known, and so do the words that say
nothing: without lists per language, it is their frequency that silences them. What each number here brought: docs/decisions/sign-terms.md.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transforms.text.marks import read_marks
from transforms.text.words import UINT64, hash_terms, pack_hashes, tokens

TERMS_SCHEME = "words-3-letters/numbers-marks"
"""Names what terms and numbers a sketch holds; a store keeps it, since sketches of two schemes can't be compared."""

TITLE_WEIGHT = 3.0
"""Occurrences that one in the title counts for."""

LEAD_WORDS = 50
"""Tokens of the text whose numbers are kept."""

DAY_WORDS = 100
"""Tokens of the text in which the days of the week are looked for."""

NAME_WEIGHT = 2.0
"""Occurrences that a capitalised one in the text counts for: look-alike events differ in their names."""

NUMBER_WEIGHT = 2.0
"""The same for a number."""

STEM_LETTERS = 3
"""Letters of the beginning that a longer word also counts with, so that its inflections and compounds meet."""

STEM_WEIGHT = 0.7
"""What a beginning counts for beside its word."""

STEM = "*"
"""What a beginning is spelled with, so that it is no word."""

MOST_TERMS = 300
"""Terms kept of a story, the strongest, and of equals the first: 3.6 KB."""

MOST_LABELS = 100
"""Words of a story that are spelled out for evidence; beginnings never are. All 300 would take 16 KB a story in memory."""

FLOAT32 = np.dtype("<f4")
"""Weights of terms, as the store keeps them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of one story, as its sketch keeps them."""

    terms: bytes  # uint64 hashes, sorted
    weights: bytes  # float32, parallel to terms
    numbers: bytes  # uint64 hashes of the numbers in title and lead, and of the marks that it names, sorted
    labels: tuple[str, ...]  # parallel to terms: the strongest words spelled out, the rest empty


def word_stem(word: str) -> str:
    """The beginning that a word also counts with; empty for a short word and a number.

    >>> word_stem("harbours"), word_stem("sea"), word_stem("2021")
    ('har*', '', '')
    """
    return word[:STEM_LETTERS] + STEM if len(word) > STEM_LETTERS and not word[0].isdigit() else ""


@lru_cache(maxsize=1024)
def _strength(times: float) -> float:
    """What a term weighs that occurs so many times."""
    return 1.0 + math.log(times)


def weigh_terms(title: str, text: str, language: str = "und") -> Terms:
    """The strongest terms of a story with their weights; either part of it may be empty.

    ``language`` is the story's: it has names for the days of the week.

    >>> found = weigh_terms("Harbour fire", "The fire in the harbour of Quay.")
    >>> weight = dict(zip(found.labels, np.frombuffer(found.weights, FLOAT32).tolist()))
    >>> [round(weight[word], 1) for word in ("harbour", "quay", "in")]  # in the title too, a name, neither
    [2.4, 1.7, 1.0]
    """
    return weigh_tokens(title, tokens(title, casefold=False), tokens(text, casefold=False), language)


def weigh_tokens(title: str, head: list[str], body: list[str], language: str) -> Terms:
    """``weigh_terms`` for a title and text whose tokens, with their capitals, are known."""
    if head and body[: len(head)] == head:
        body = body[len(head) :]
    weight: dict[str, float] = {}
    stems: dict[str, float] = {}
    for place, words in ((TITLE_WEIGHT, head), (1.0, body)):
        for written, times in Counter(words).items():  # in the order in which they are first said; weights are whole, so sums are exact
            word = written.casefold()
            if word[0].isdigit():
                share = place * NUMBER_WEIGHT
            else:
                share = NAME_WEIGHT if words is body and written[0].isupper() else place
                if len(word) > STEM_LETTERS:
                    stem = word[:STEM_LETTERS] + STEM
                    stems[stem] = stems.get(stem, 0.0) + place * times
            weight[word] = weight.get(word, 0.0) + share * times
    numbers = {word.casefold() for word in (*head, *body[:LEAD_WORDS]) if word[0].isdigit()}
    numbers |= read_marks(title, [word.casefold() for word in (*head, *body[:DAY_WORDS])], language)
    strength_of = {word: _strength(n) for word, n in weight.items() if len(word) > 1 or not word.isascii() or word.isdigit()}
    strength_of.update((stem, STEM_WEIGHT * _strength(n)) for stem, n in stems.items())
    kept = list(strength_of)
    hashes = hash_terms(kept)
    strength = np.array(list(strength_of.values()), dtype=FLOAT32)
    strongest = np.argsort(-strength, kind="stable")[:MOST_TERMS]  # of equals the first said
    spelled = {kept[i] for i in [i for i in strongest.tolist() if kept[i] in weight][:MOST_LABELS]}
    strongest = strongest[np.argsort(hashes[strongest], kind="stable")]
    return Terms(
        terms=hashes[strongest].astype(UINT64).tobytes(),
        weights=strength[strongest].tobytes(),
        numbers=pack_hashes(hash_terms(sorted(numbers))),
        labels=tuple(kept[i] if kept[i] in spelled else "" for i in strongest.tolist()),
    )
