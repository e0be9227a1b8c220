"""LSH: which stories may be copies of one another, found by their MinHash signatures.

Locality-sensitive hashing at a very low threshold: a band is two neighbouring values of the signature, and every value is in
two bands, so that true rewrites, which share a quarter of their runs, meet almost surely (docs/decisions/fold-candidates.md).
The index is packed arrays and holds nothing per story but its signature. A bucket that many stories share (the box scores of
one template) is sorted by further values of the signature, and a story meets only its nearest neighbours there and the most
senior of its equals: no bucket is compared all with all, and none is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_FILTER_BITS, MOST_FILTER_BITS = 14, 20
FILTER_SHARE_BITS = 7
REFINING_ROWS = 6
SLOT_BITS = 14
SAMPLE = 20_000
PAIRS_AT_ONCE = 1 << 16
ROWS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of stories worth comparing. ``senior`` < ``junior`` are places in the order of seniority."""

    senior: NDArray[np.int64]
    junior: NDArray[np.int64]
    jaccard: NDArray[np.float64]  # as the signatures estimate it
    weighted_overlap: NDArray[np.float64]  # equal values, each weighted by its IDF: what a footer shares weighs little


def stack_signatures(signatures: Sequence[bytes]) -> NDArray[np.uint32]:
    """Signatures of one length as an array of shape (stories, values)."""
    if not signatures:
        return np.zeros((0, 0), dtype=np.uint32)
    return np.frombuffer(b"".join(signatures), dtype="<u4").reshape(len(signatures), -1)


def _transpose(signatures: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The signatures turned round, shape (values, stories), in blocks that stay in the cache: every band reads two whole rows of it."""
    turned = np.empty(signatures.shape[::-1], dtype=np.uint32)
    for start in range(0, len(signatures), ROWS_AT_ONCE):
        turned[:, start : start + ROWS_AT_ONCE] = signatures[start : start + ROWS_AT_ONCE].T
    return turned


def _may_collide(first: NDArray[np.uint32], second: NDArray[np.uint32], fresh: NDArray[np.int64], bits: int) -> NDArray[np.int64]:
    """The places whose band may be that of a fresh story, ascending: a cheap filter, since few of a large window are."""
    slots = first * np.uint32(0x9E3779B1)
    slots += second * np.uint32(0x85EBCA6B)
    slots >>= np.uint32(32 - bits)
    wanted = np.zeros(1 << bits, dtype=bool)
    wanted[slots[fresh]] = True
    return np.flatnonzero(wanted[slots])


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
    columns = [(band + 2 + extra) % signatures.shape[1] for extra in range(REFINING_ROWS)]
    refined = signatures[np.ix_(bucket, columns)]
    order = np.lexsort((bucket, *refined.T[::-1]))
    bucket, refined = bucket[order], refined[order]
    first = np.concatenate(([True], np.any(refined[1:] != refined[:-1], axis=1)))
    leader = bucket[np.flatnonzero(first)[np.cumsum(first) - 1]]  # the most senior of those that are equal so far
    found = [np.stack([leader, bucket])]
    found += [np.stack([bucket[:-step], bucket[step:]]) for step in range(1, reach + 1)]
    return np.concatenate(found, axis=1)


class _SignatureIdf:
    """The IDF of a value of a signature at its place, from counts in slots over a sample of the stories."""

    def __init__(self, signatures: NDArray[np.uint32]) -> None:
        self._columns = np.arange(signatures.shape[1], dtype=np.uint32) << np.uint32(SLOT_BITS)
        sample = signatures[:: max(1, len(signatures) // SAMPLE)]
        self._counts = np.zeros(signatures.shape[1] << SLOT_BITS, dtype=np.int32)
        np.add.at(self._counts, self._slots(sample).ravel(), np.int32(1))
        self._weights = np.log((len(sample) + 1.0) / np.maximum(np.arange(len(sample) + 1), 1)).astype(np.float32)

    def _slots(self, signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
        mixed = (signatures * np.uint32(0x9E3779B1)) >> np.uint32(32 - SLOT_BITS)
        return (mixed + self._columns).astype(np.int64)

    def of(self, signatures: NDArray[np.uint32]) -> NDArray[np.float32]:
        return np.asarray(self._weights[self._counts[self._slots(signatures)]], dtype=np.float32)


def find_candidates(signatures: NDArray[np.uint32], fresh: NDArray[np.bool_], *, reach: int, most: int, least: float) -> Candidates:
    """Candidate pairs with at least one fresh story.

    ``signatures`` are in the order of seniority; ``fresh`` marks the stories to find partners for. Of each story the
    ``most`` likeliest pairs stay, of those whose estimated Jaccard is ``least`` or more. They are ranked by weighted overlap, since
    stories with the same footer crowd out the rewrites by plain Jaccard (docs/decisions/fold-candidates.md).
    """
    senior, junior = np.divmod(_pairs_in_bands(signatures, fresh, reach), max(1, len(signatures)))
    jaccard, weight = _compare_pairs(signatures, senior, junior)
    near = jaccard >= least
    senior, junior, jaccard, weight = senior[near], junior[near], jaccard[near], weight[near]
    order = np.lexsort((senior, -weight, junior))  # the likeliest seniors of each story first
    senior, junior, jaccard, weight = senior[order], junior[order], jaccard[order], weight[order]
    begin = np.flatnonzero(np.concatenate(([True], junior[1:] != junior[:-1]))) if len(junior) else np.zeros(0, dtype=np.int64)
    rank = np.arange(len(junior)) - np.repeat(begin, np.diff(np.append(begin, len(junior))))
    kept = rank < most
    return Candidates(senior[kept], junior[kept], jaccard[kept], weight[kept])


def _pairs_in_bands(signatures: NDArray[np.uint32], fresh: NDArray[np.bool_], reach: int) -> NDArray[np.int64]:
    """The distinct pairs, one of them fresh, that meet in any band; each as senior × stories + junior, ascending."""
    count, width = signatures.shape
    new = np.flatnonzero(fresh)
    columns = _transpose(signatures)
    bits = min(MOST_FILTER_BITS, max(LEAST_FILTER_BITS, len(new).bit_length() + FILTER_SHARE_BITS))
    codes = []
    for band in range(width):
        first, second = columns[band], columns[(band + 1) % width]
        places = _may_collide(first, second, new, bits) if len(new) < count else new
        keys = (first[places].astype(np.uint64) << np.uint64(32)) | second[places]
        order = np.argsort(keys, kind="stable")
        met = _neighbours(keys[order], places[order], signatures, band, reach)
        met = met[:, fresh[met[0]] | fresh[met[1]]]
        low, high = met.min(axis=0), met.max(axis=0)
        codes.append((low * count + high)[low < high])
    return np.unique(np.concatenate(codes)) if codes else np.zeros(0, dtype=np.int64)


def _compare_pairs(
    signatures: NDArray[np.uint32], senior: NDArray[np.int64], junior: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Estimated Jaccard and weighted overlap of pairs."""
    jaccard, weight = np.empty(len(senior)), np.empty(len(senior))
    idf = _SignatureIdf(signatures)
    for start in range(0, len(senior), PAIRS_AT_ONCE):
        part = slice(start, start + PAIRS_AT_ONCE)
        values = signatures[junior[part]]
        equal = signatures[senior[part]] == values
        jaccard[part] = equal.mean(axis=1)
        weight[part] = np.round((idf.of(values) * equal).sum(axis=1, dtype=np.float64), 3)
    return jaccard, weight
