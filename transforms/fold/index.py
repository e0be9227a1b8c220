"""Candidates for folding: which stories may be copies of one another, found by their MinHash signatures.

Locality-sensitive hashing at a very low threshold: 64 bands of 2 values, so a pair of word-3 Jaccard .25 meets with
probability .98. The index is packed arrays and holds nothing per story but its signature. A bucket that many stories
share (5,000 box scores of one template) is sorted by further values of the signature, and a story meets only its
nearest neighbours there and the most senior of its equals: no bucket is compared all with all, and none is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BANDS = 64
ROWS = 2
FILTER_BITS = 18
REFINING_ROWS = 6
PAIRS_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of stories worth comparing. ``senior`` < ``junior`` are places in the order of seniority."""

    senior: NDArray[np.int64]
    junior: NDArray[np.int64]
    jaccard: NDArray[np.float64]  # as the signatures estimate it


def stack_signatures(signatures: Sequence[bytes]) -> NDArray[np.uint32]:
    """Signatures of one length as an array of shape (stories, values)."""
    if not signatures:
        return np.zeros((0, BANDS * ROWS), dtype=np.uint32)
    return np.frombuffer(b"".join(signatures), dtype="<u4").reshape(len(signatures), -1)


def _neighbours(
    keys: NDArray[np.uint64], places: NDArray[np.int64], signatures: NDArray[np.uint32], band: int, reach: int
) -> NDArray[np.int64]:
    """Pairs of places whose keys are equal, shape (2, pairs); in a bucket of more than 2 × reach, near neighbours only.

    ``keys`` is sorted and ``places`` goes with it, ascending inside a bucket.
    """
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = np.diff(np.append(starts, len(keys)))
    hot = sizes > 2 * reach
    cool = np.repeat(~hot, sizes)
    hottest = zip(starts[hot], sizes[hot], strict=True)
    found = [_hot_neighbours(places[start : start + size], signatures, band, reach) for start, size in hottest]
    for step in range(1, min(int(sizes[~hot].max(initial=0)), len(keys))):
        same = (keys[step:] == keys[:-step]) & cool[step:]
        found.append(np.stack([places[:-step][same], places[step:][same]]))
    return np.concatenate(found, axis=1) if found else np.zeros((2, 0), dtype=np.int64)


def _hot_neighbours(bucket: NDArray[np.int64], signatures: NDArray[np.uint32], band: int, reach: int) -> NDArray[np.int64]:
    """Pairs of a bucket that is too large for all of them, found by sorting it by further values of the signatures."""
    columns = [(ROWS * (band + 1) + extra) % signatures.shape[1] for extra in range(REFINING_ROWS)]
    refined = signatures[np.ix_(bucket, columns)]
    order = np.lexsort((bucket, *refined.T[::-1]))
    bucket, refined = bucket[order], refined[order]
    first = np.concatenate(([True], np.any(refined[1:] != refined[:-1], axis=1)))
    leader = bucket[np.flatnonzero(first)[np.cumsum(first) - 1]]  # the most senior of those that are equal so far
    found = [np.stack([leader, bucket])]
    found += [np.stack([bucket[:-step], bucket[step:]]) for step in range(1, reach + 1)]
    return np.concatenate(found, axis=1)


def find_candidates(signatures: NDArray[np.uint32], fresh: NDArray[np.bool_], *, reach: int, most: int, least: float) -> Candidates:
    """Candidate pairs with at least one fresh story.

    ``signatures`` are in the order of seniority; ``fresh`` marks the stories to find partners for. Of each story the
    ``most`` likeliest pairs stay, of those whose estimated Jaccard is ``least`` or more.
    """
    count = len(signatures)
    codes = []
    for band in range(BANDS):
        pair = signatures[:, ROWS * band : ROWS * band + ROWS].astype(np.uint64)
        keys = (pair[:, 0] << np.uint64(32)) | pair[:, 1]
        slots = (keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - FILTER_BITS)
        wanted = np.zeros(1 << FILTER_BITS, dtype=bool)
        wanted[slots[fresh]] = True
        places = np.flatnonzero(wanted[slots])  # a cheap filter: few of a large window share a slot with a fresh story
        keys = keys[places]
        order = np.argsort(keys, kind="stable")
        met = _neighbours(keys[order], places[order], signatures, band, reach)
        met = met[:, fresh[met[0]] | fresh[met[1]]]
        low, high = met.min(axis=0), met.max(axis=0)
        codes.append((low * count + high)[low < high])
    pairs = np.unique(np.concatenate(codes)) if codes else np.zeros(0, dtype=np.int64)
    senior, junior = np.divmod(pairs, max(1, count))
    jaccard = np.empty(len(pairs))
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        part = slice(start, start + PAIRS_AT_ONCE)
        jaccard[part] = (signatures[senior[part]] == signatures[junior[part]]).mean(axis=1)
    near = jaccard >= least
    senior, junior, jaccard = senior[near], junior[near], jaccard[near]
    order = np.lexsort((senior, -jaccard, junior))  # the likeliest seniors of each story first
    senior, junior, jaccard = senior[order], junior[order], jaccard[order]
    begin = np.flatnonzero(np.concatenate(([True], junior[1:] != junior[:-1]))) if len(junior) else np.zeros(0, dtype=np.int64)
    rank = np.arange(len(junior)) - np.repeat(begin, np.diff(np.append(begin, len(junior))))
    kept = rank < most
    return Candidates(senior[kept], junior[kept], jaccard[kept])
