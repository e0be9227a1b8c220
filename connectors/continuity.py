"""Whether a text goes on another: a trace of title and text small enough to be kept for every story that was ever published."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable

import xxhash

TITLE_WORDS = 12
TEXT_RUNS = 24
"""Words of a title and runs of three words of a text that a trace keeps, 4 bytes each (docs/decisions/identity.md)."""

MOST_WORDS = 20_000
"""Words of a text that a trace is taken of."""

TITLE_SHARE = 2 / 3
"""Share of the shorter title's words from which it survives."""

TEXT_SHARE = 0.2
"""Estimated share of the shorter text's runs from which a part of it survives."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HEAD = struct.Struct("<BI")


def trace_of(title: str, text: str) -> bytes:
    """The trace of a story: at most 149 bytes. Never empty, so that the empty one can stand for a story of which none was kept.

    >>> len(trace_of("Two boats burn in the harbour", "A fire broke out at dawn on two boats in the harbour."))
    69
    """
    words = sorted({_hash(word) & ~1 | word.isdigit() for word in _words(title)})[:TITLE_WORDS]
    body = _words(text)
    runs = {_hash(" ".join(body[place : place + 3])) for place in range(max(1, len(body) - 2))} if body else set()
    kept = sorted(runs)[:TEXT_RUNS]
    return _HEAD.pack(len(words), len(runs)) + struct.pack(f"<{len(words) + len(kept)}I", *words, *kept)


def goes_on(old: bytes, new: bytes) -> bool:
    """Whether a part of the old story's title or text is in the new one, from their traces. True where one is not known.

    >>> first = trace_of("Two boats burn", "A fire broke out at dawn. Nobody was hurt, the police say.")
    >>> goes_on(first, trace_of("Two boats burn, one man hurt", "")), goes_on(first, trace_of("Mayor resigns", "She gave no reasons."))
    (True, False)
    >>> goes_on(first, trace_of("Harbour fire", "A fire broke out at dawn. One man was hurt."))
    True

    Where titles differ in a number, they are titles of a series.

    >>> goes_on(trace_of("Release 1 is out", ""), trace_of("Release 2 is out", ""))
    False
    """
    if not old or not new:
        return True
    title, size, runs = _unpack(old)
    other_title, other_size, other_runs = _unpack(new)
    return _title_survives(title, other_title) or _text_survives(runs, size, other_runs, other_size)


def _title_survives(old: frozenset[int], new: frozenset[int]) -> bool:
    if not old or not new:
        return False
    if {word for word in old if word & 1} != {word for word in new if word & 1}:
        return False
    shorter = min(len(old), len(new))
    return old == new or (shorter > 1 and len(old & new) >= TITLE_SHARE * shorter)


def _text_survives(old: frozenset[int], size: int, new: frozenset[int], other_size: int) -> bool:
    """Two sets are compared by the smallest hashes of their union: which share of these is in both estimates their Jaccard index."""
    if not old or not new:
        return False
    union = sorted(old | new)
    if len(old) < size or len(new) < other_size:
        union = union[:TEXT_RUNS]  # the smallest of the union are known only so far
    both = sum(run in old and run in new for run in union)
    jaccard = both / len(union)
    shared = jaccard * (size + other_size) / (1 + jaccard) / min(size, other_size)
    return both >= min(2, size, other_size) and shared >= TEXT_SHARE


def _unpack(trace: bytes) -> tuple[frozenset[int], int, frozenset[int]]:
    count, size = _HEAD.unpack_from(trace)
    values = struct.unpack(f"<{(len(trace) - _HEAD.size) // 4}I", trace[_HEAD.size :])
    return frozenset(values[:count]), size, frozenset(values[count:])


def _words(text: str) -> list[str]:
    return list(_split(text.casefold()))[:MOST_WORDS]


def _split(text: str) -> Iterable[str]:
    """Words; of a script without blanks, characters."""
    for match in _WORD.finditer(text):
        word = match[0]
        if _UNSPACED.search(word):
            yield from word
        else:
            yield word


def _hash(text: str) -> int:
    return xxhash.xxh32_intdigest(text.encode("utf-8", "surrogatepass"))
