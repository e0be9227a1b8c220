"""What others would have made of the same sets: NewsBlur's title rule, datasketch's MinHashLSH."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import xxhash
from datasketch import MinHash, MinHashLSH

from connectors.given import parse_published

LOOKBACK = timedelta(hours=120)
"""How far apart in time NewsBlur looks for stories that share a title."""
MIN_TITLE = 10
"""Characters of a normalised title below which NewsBlur doesn't compare it."""
MIN_WORDS, MIN_SHARED, MIN_OVERLAP = 5, 3, 0.6
"""Significant words of a title, words shared, and their share of the shorter title's, for two titles to be about the same story."""
MAX_TITLES = 50
"""A word in more titles than this brings no two of them together."""
FUNCTION_WORDS = frozenset(
    """
    a an the this that and or but if not no at by for from in is it of on to up with as go
    am are be been being was were can could do does did had has have may might must shall should will would
    he she we me us my your his her its our their so oh ok
    """.split()
)

JACCARD = 0.7
"""Similarity at which a MinHashLSH index is commonly asked for near-duplicates."""
PERMUTATIONS = 128
SHINGLE_WORDS = 3


class Groups:
    """Disjoint sets of the numbers 0 … n-1."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def find(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        low, high = sorted((self.find(i), self.find(j)))
        self._parent[high] = low

    def labels(self) -> list[int]:
        return [self.find(i) for i in range(len(self._parent))]


def newsblur_titles(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """A label for each row: what NewsBlur's title rule would group, given each story's own language and time.

    The rule as NewsBlur describes it (its blog and feature page on story clustering, and the constants of its open source, 2026):
    titles are lowercased, hyphens and slashes become spaces, other punctuation goes; equal titles of at least ten
    characters are one story; so are titles of five or more significant words (no function words, no bare numbers, a plural's final s
    cut) that share at least three and 60% of the shorter title's; links chain. Only stories of the last 120 hours are compared;
    undated ones all are. Two departures, both in its favour: stories whose outlet isn't known count as different outlets, and its
    limit of ten stories a cluster is lifted. Its second step, a search engine's "more like this", is not a title rule and left out.
    """
    groups = Groups(len(rows))
    titles = [normal_title(row.get("title") or "") for row in rows]
    words = [significant_words(title) for title in titles]
    times = [parse_published(row["published"])[0] if row.get("published") else None for row in rows]

    def comparable(i: int, j: int) -> bool:
        one, other = rows[i].get("publisher"), rows[j].get("publisher")
        if (one and one == other) or rows[i].get("language") != rows[j].get("language"):
            return False
        return _within(times[i], times[j], LOOKBACK)

    same: dict[str, list[int]] = defaultdict(list)
    having: dict[str, list[int]] = defaultdict(list)
    for i, title in enumerate(titles):
        if len(title) < MIN_TITLE:
            continue
        same[title].append(i)
        if len(words[i]) >= MIN_WORDS:
            for word in words[i]:
                having[word].append(i)
    for equal in same.values():
        for n, i in enumerate(equal):
            for j in equal[:n]:
                if comparable(i, j):
                    groups.join(i, j)
    compared: set[tuple[int, int]] = set()
    for having_it in having.values():
        if len(having_it) > MAX_TITLES:
            continue
        for n, i in enumerate(having_it):
            for j in having_it[:n]:
                if (i, j) in compared:
                    continue
                compared.add((i, j))
                shared = len(words[i] & words[j])
                if shared >= MIN_SHARED and shared >= MIN_OVERLAP * min(len(words[i]), len(words[j])) and comparable(i, j):
                    groups.join(i, j)
    return groups.labels()


def normal_title(title: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", re.sub(r"[-/]", " ", title.lower())).split())


def significant_words(title: str) -> frozenset[str]:
    """The words of a normalised title that say what it is about."""
    kept = (word for word in title.split() if len(word) > 1 and word not in FUNCTION_WORDS and not word.isdigit())
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in kept)


def minhash_lsh(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """A label for each row: near-duplicates as datasketch's MinHashLSH finds them when it is asked for Jaccard ≥ .7.

    Word 3-shingles of title and text, 128 permutations; of the index's candidates those whose signatures agree so far are linked.
    """
    groups = Groups(len(rows))
    signatures = MinHash.bulk([_shingles(row) for row in rows], num_perm=PERMUTATIONS, hashfunc=xxhash.xxh32_intdigest)
    index = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    for i, signature in enumerate(signatures):
        for j in index.query(signature):
            if signature.jaccard(signatures[j]) >= JACCARD:
                groups.join(i, j)
        index.insert(i, signature)
    return groups.labels()


def _shingles(row: Mapping[str, Any]) -> list[bytes]:
    words = re.findall(r"\w+", f"{row.get('title') or ''} {row.get('text') or ''}".lower())
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    return [" ".join(words[i : i + SHINGLE_WORDS]).encode() for i in range(count)]


def _within(one: datetime | None, other: datetime | None, span: timedelta) -> bool:
    return one is None or other is None or abs(one - other) <= span
