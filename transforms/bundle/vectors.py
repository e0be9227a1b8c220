"""Stories as rows of one sparse matrix: document frequencies, idf weights, candidates. Packed arrays, no dict per story."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from connectors.records import Sketch
from transforms.bundle.background import share_of_stories
from transforms.bundle.settings import BundleSettings
from transforms.terms import FLOAT32
from transforms.words import UINT64

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Vectors:
    """The stories of one edition as unit rows over the terms that at least two of them have.

    ``rows`` is the csr matrix of shape (stories, terms), in the order of the stories given; ``terms`` the hash of each column.
    """

    def __init__(self, stories: Sequence[Sketch], settings: BundleSettings) -> None:
        from scipy import sparse  # an empty run is spared the import

        sizes = np.array([len(story.terms) // 8 for story in stories], dtype=np.int64)
        hashes = np.frombuffer(b"".join(story.terms for story in stories), dtype=UINT64)
        weights = np.frombuffer(b"".join(story.weights for story in stories), dtype=FLOAT32)
        self.terms, columns = number_terms(hashes)
        self.frequency = np.bincount(columns, minlength=len(self.terms))
        language = stories[0].language if stories else "und"
        length = float(np.mean([story.words for story in stories])) if stories else 1.0
        self.idf = inverse_frequency(self.terms, self.frequency, len(stories), language, length, settings)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        values = weights.astype(np.float64) * self.idf[columns]
        rows = sparse.csr_matrix((values, columns, starts), shape=(len(stories), len(self.terms)))
        norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        norms[norms == 0] = 1.0
        rows.data /= np.repeat(norms, sizes)
        self.rows = rows

    def row(self, number: int) -> tuple[NDArray[np.int32], Floats]:
        """Columns, sorted, and values of one story."""
        part = slice(self.rows.indptr[number], self.rows.indptr[number + 1])
        return self.rows.indices[part], self.rows.data[part]

    def similarity(self, left: Ints, right: Ints) -> Floats:
        """Cosine of each pair of rows, in [0, 1]; shape (pairs,)."""
        found = np.zeros(len(left))
        for start in range(0, len(left), 20_000):
            part = slice(start, start + 20_000)
            found[part] = np.asarray(self.rows[left[part]].multiply(self.rows[right[part]]).sum(axis=1)).ravel()
        return found


def number_terms(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """The distinct hashes, sorted, and the place of each hash given among them: ``np.unique``, by hashing six times as fast."""
    import pyarrow as pa

    coded = pa.array(hashes).dictionary_encode()
    distinct = coded.dictionary.to_numpy(zero_copy_only=False)
    order = np.argsort(distinct)
    place = np.empty(len(distinct), dtype=np.int32)
    place[order] = np.arange(len(distinct), dtype=np.int32)
    return distinct[order], place[coded.indices.to_numpy(zero_copy_only=False)]


def inverse_frequency(
    terms: NDArray[np.uint64], frequency: Ints, stories: int, language: str, length: float, settings: BundleSettings
) -> Floats:
    """idf of each term: from how many of the ``stories`` have it, and from how common it is in the language anyway."""
    prior = settings.background * share_of_stories(language, terms, length)
    return np.asarray(np.maximum(-np.log((frequency + prior) / (stories + settings.background)), 0.0))


def find_candidates(vectors: Vectors, new: Ints, settings: BundleSettings) -> tuple[Ints, Ints]:
    """Pairs of rows worth comparing: each row of ``new`` with those that share its strongest terms, the likeliest first.

    Terms of one story only lead nowhere; a hot term leads to the ``term_reach`` rows where it is strongest, so that no
    step is quadratic. Pairs come sorted, each once, smaller row first.
    """
    from scipy import sparse  # an empty run is spared the import

    rows = vectors.rows
    asked = rows[new]
    owner = np.repeat(np.arange(len(new)), np.diff(asked.indptr))
    useful = np.where(vectors.frequency[asked.indices] > 1, asked.data, 0.0)
    by_strength = np.lexsort((asked.indices, -useful, owner))
    place = np.arange(len(by_strength)) - asked.indptr[:-1][owner[by_strength]]
    chosen = by_strength[(place < settings.block_terms) & (useful[by_strength] > 0)]
    blocks = sparse.csr_matrix((useful[chosen], (owner[chosen], asked.indices[chosen])), shape=asked.shape)

    wanted = np.zeros(rows.shape[1], dtype=bool)
    wanted[asked.indices[chosen]] = True
    posting = np.flatnonzero(wanted[rows.indices])
    holder = np.searchsorted(rows.indptr, posting, side="right") - 1
    order = np.lexsort((holder, -rows.data[posting], rows.indices[posting]))
    posting, holder = posting[order], holder[order]
    columns = rows.indices[posting]
    within = np.arange(len(columns)) - np.searchsorted(columns, columns, side="left") < settings.term_reach
    posting, holder = posting[within], holder[within]
    postings = sparse.csr_matrix((rows.data[posting], (rows.indices[posting], holder)), shape=(rows.shape[1], rows.shape[0]))

    lefts, rights = [], []
    for start in range(0, len(new), 500):
        part = new[start : start + 500]
        scores = (blocks[start : start + 500] @ postings).tocsr()
        scores.sort_indices()
        who = np.repeat(part, np.diff(scores.indptr))
        other, score = scores.indices.astype(np.int64), np.round(scores.data, 6)
        real = who != other
        who, other, score = who[real], other[real], score[real]
        best = np.lexsort((other, -score, who))
        begin = np.searchsorted(who[best], who[best], side="left")
        best = best[np.arange(len(best)) - begin < settings.candidates]
        lefts.append(np.minimum(who[best], other[best]))
        rights.append(np.maximum(who[best], other[best]))
    if not lefts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    code = np.unique(np.concatenate(lefts) * rows.shape[0] + np.concatenate(rights))
    return code // rows.shape[0], code % rows.shape[0]
