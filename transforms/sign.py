"""Sign: what folding and bundling need to know of a story, without its text.

In: stories. Out: one ``Sketch`` a story. Shingles are runs of three tokens of the text (of the title when there is no
text), hashed to 32 bits; where a script has no spaces, tokens are character pieces, so shingles are of characters
there. The signature is MinHash as datasketch computes it (scheme ``affine32``, seed 1), value by value, with numpy over
all permutations and shingles of a story at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from connectors.hashes import content_hash
from connectors.records import Sketch, Story
from transforms.text.terms import weigh_tokens
from transforms.text.words import figures, fold_tokens, hash_terms, pack_hashes, tokens

SHINGLE_TOKENS = 3
SIGNATURE_SCHEME = "datasketch-2/affine32/seed-1/128/xxh3-word-3"
"""Names how signatures and shingles come about; a store keeps it, since sketches of two schemes can't be compared."""

_EMPTY = np.uint32(0xFFFFFFFF)
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class SignSettings:
    """How stories are signed. All of it is a parameter of the store's state."""

    permutations: int = 128
    """Values of a signature, in 4 bytes each: more estimate Jaccard more exactly. Folding reads neighbours in pairs
    (docs/decisions/sign-signature.md)."""


@lru_cache(maxsize=4)
def _permutations(count: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The parameters a and b of datasketch's ``affine32`` permutations for seed 1; each of shape (count,)."""
    generator = np.random.RandomState(1)
    a = generator.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    b = generator.randint(0, 1 << 32, count, dtype=np.uint32)
    return a, b


def _finalize(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """MurmurHash3's 32-bit finalizer, which datasketch applies once before it permutes."""
    h = hashes ^ (hashes >> np.uint32(16))
    h = h * np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h = h * np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    return h


def sign_shingles(shingles: NDArray[np.uint32], permutations: int = 128) -> NDArray[np.uint32]:
    """The MinHash signature of a set of 32-bit hashes; shape (permutations,), uint32.

    Equal to ``MinHash(num_perm=permutations, hashfunc=int).update(…)`` of datasketch 2 for one hash after the other.
    """
    signature = np.full(permutations, _EMPTY)
    a, b = _permutations(permutations)
    mixed = _finalize(shingles)
    for start in range(0, len(mixed), 1024):  # 512 KiB at a time stay in the cache
        block = np.multiply.outer(mixed[start : start + 1024], a)
        block += b
        np.minimum(signature, block.min(axis=0), out=signature)
    return signature


def shingle_hashes(words: NDArray[np.uint64], size: int = SHINGLE_TOKENS) -> NDArray[np.uint32]:
    """The distinct hashes of all runs of ``size`` tokens, sorted; fewer tokens than that are one run.

    ``words`` holds one 64-bit hash a token, in the order of the text.

    >>> len(shingle_hashes(hash_terms(tokens("Two boats burn in the harbour"))))
    4
    """
    if not len(words):
        return np.zeros(0, dtype=np.uint32)
    runs = max(1, len(words) - size + 1)
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(min(size, len(words))):
        part = words[place : place + runs]
        mixed = (mixed ^ part ^ (part >> np.uint64(29))) * _MIX[place % len(_MIX)]
        mixed ^= mixed >> np.uint64(32)
    return np.unique((mixed >> np.uint64(16)).astype(np.uint32))


def sketch_story(story: Story, settings: SignSettings | None = None) -> Sketch:
    """The sketch of one story. A story without title and text gets an empty one, which folds with nothing."""
    settings = settings or SignSettings()
    head, body = tokens(story.title, casefold=False), tokens(story.text, casefold=False)
    title, text = fold_tokens(head, story.title), fold_tokens(body, story.text)
    of_title, of_text = hash_terms(title), hash_terms(text)
    shingles = shingle_hashes(of_text if len(of_text) else of_title)
    weighed = weigh_tokens(story.title, head, body, story.language)
    return Sketch(
        id=story.id,
        language=story.language,
        site=story.site,
        publisher=story.publisher,
        credit=story.credit,
        title=story.title,
        event_time=story.event_time,
        published=story.published,
        published_precision=story.published_precision,
        first_seen=story.first_seen,
        words=len(title) + len(text),
        title_hash=content_hash(" ".join(title)) if title else "",
        text_hash=content_hash(" ".join(text)) if text else "",
        signature=sign_shingles(shingles, settings.permutations).astype("<u4", copy=False).tobytes(),
        shingles=shingles.astype("<u4", copy=False).tobytes(),
        terms=weighed.terms,
        weights=weighed.weights,
        numbers=weighed.numbers,
        figures=pack_hashes(hash_terms(figures(story.text or story.title))),
        vocabulary=np.unique(np.concatenate([of_title, of_text]).astype("<u4")).tobytes(),
        labels=weighed.labels,
    )


def sketch_stories(stories: Sequence[Story], settings: SignSettings | None = None) -> list[Sketch]:
    """The sketches of stories, in their order."""
    return [sketch_story(story, settings) for story in stories]
