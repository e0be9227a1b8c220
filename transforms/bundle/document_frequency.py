"""The prior on document frequencies: how common words are in a language, before the store has stories to count.

Published word frequencies (the ``wordfreq`` library's small lists, some 40 languages) say how often a term occurs in running
text; from that follows the share of stories that have it. The store's own stories outweigh it as they come. A language
without a list is treated as one where only short words are common.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from transforms.text.terms import word_stem
from transforms.text.words import hash_term, hash_terms, is_spaceless, tokens

Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]

RAREST = 1e-6
"""Occurrences per token of a term that no list has; the lists end there."""

YEARS = range(1900, 2100)
DIGITS = 1e-4
"""Occurrences per token of a year and of any number below 100, about what the lists give for all of them."""


_prefetched: dict[str, Future[tuple[Hashes, Floats]]] = {}


def prefetch_word_frequencies(language: str) -> None:
    """Begin to read a language's list on another thread, for a ``read_word_frequencies`` to come: this process has little to do
    while others extract pages (``docs/decisions/bundle-speed.md``)."""
    if language not in _prefetched:
        _prefetched[language] = _thread().submit(_read, language)


@lru_cache(maxsize=64)
def read_word_frequencies(language: str) -> tuple[Hashes, Floats]:
    """Term hashes, sorted, and occurrences per token of running text; empty for a language without a list."""
    prefetched = _prefetched.get(language)
    return prefetched.result() if prefetched is not None else _read(language)


@lru_cache(maxsize=1)
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="word-frequencies")


def _read(language: str) -> tuple[Hashes, Floats]:
    from scipy import sparse
    from wordfreq import get_frequency_dict

    assert sparse  # what bundling loads next
    logging.getLogger("wordfreq").setLevel(logging.ERROR)
    try:
        words = get_frequency_dict(language, wordlist="small")
    except LookupError:
        words = {}
    numbers: dict[int, float] = {hash_term(str(number)): DIGITS for number in (*range(100), *YEARS)} if words else {}
    spelled: list[str] = []
    rates: list[float] = []
    for word in sorted(words):
        if word[0].isdigit():
            continue
        rate = words[word]
        for piece in (word,) if word.isalpha() and not is_spaceless(word) else tokens(word):
            spelled.append(piece)
            rates.append(rate)
            if stem := word_stem(piece):
                spelled.append(stem)
                rates.append(rate)
    own = np.array(list(numbers), dtype=np.uint64)
    hashes, place = np.unique(np.concatenate([own, hash_terms(spelled)]), return_inverse=True)
    often = np.bincount(place, weights=[*numbers.values(), *rates], minlength=len(hashes))  # adds up in the order given
    return hashes, often.astype(np.float64, copy=False)


def expected_share(language: str, terms: Hashes, words: float) -> Floats:
    """The share of stories of ``words`` tokens that have each term, if tokens fell independently; in (0, 1)."""
    hashes, often = read_word_frequencies(language)
    rate = np.full(len(terms), RAREST)
    if len(hashes):
        place = np.minimum(np.searchsorted(hashes, terms), len(hashes) - 1)
        known = hashes[place] == terms
        rate[known] = np.maximum(often[place[known]], RAREST)
    return np.asarray(-np.expm1(-rate * max(words, 1.0)))
