"""Stories as rows of one sparse matrix: document frequencies, idf weights, candidates. Packed arrays, no dict per story."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

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
        sizes = np.array([len(story.terms) // 8 for story in stories], dtype=np.int64)
        hashes = np.frombuffer(b"".join(story.terms for story in stories), dtype=UINT64)
        weights = np.frombuffer(b"".join(story.weights for story in stories), dtype=FLOAT32)
        self.terms, columns = np.unique(hashes, return_inverse=True)
        self.frequency = np.bincount(columns, minlength=len(self.terms))
        language = stories[0].language if stories else "und"
        length = float(np.mean([story.words for story in stories])) if stories else 1.0
        self.idf = inverse_frequency(self.terms, self.frequency, len(stories), language, length, settings)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        values = weights.astype(np.float64) * self.idf[columns]
        rows = sparse.csr_matrix((values, columns.astype(np.int32), starts), shape=(len(stories), len(self.terms)))
        norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        norms[norms == 0] = 1.0
        rows.data /= np.repeat(norms, sizes)
        self.rows = rows

    def similarity(self, left: Ints, right: Ints) -> Floats:
        """Cosine of each pair of rows, in [0, 1]; shape (pairs,)."""
        found = np.zeros(len(left))
        for start in range(0, len(left), 20_000):
            part = slice(start, start + 20_000)
            found[part] = np.asarray(self.rows[left[part]].multiply(self.rows[right[part]]).sum(axis=1)).ravel()
        return found


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
    rows = vectors.rows
    lengths = np.diff(rows.indptr)
    owner = np.repeat(np.arange(rows.shape[0]), lengths)
    useful = np.where(vectors.frequency[rows.indices] > 1, rows.data, 0.0)
    by_strength = np.lexsort((rows.indices, -useful, owner))
    place = np.arange(len(by_strength)) - rows.indptr[:-1][owner[by_strength]]
    asked = np.zeros(rows.shape[0], dtype=bool)
    asked[new] = True
    chosen = by_strength[(place < settings.block_terms) & (useful[by_strength] > 0) & asked[owner[by_strength]]]
    blocks = sparse.csr_matrix((useful[chosen], (owner[chosen], rows.indices[chosen])), shape=rows.shape)

    wanted = np.zeros(rows.shape[1], dtype=bool)
    wanted[rows.indices[chosen]] = True
    posting = np.flatnonzero(wanted[rows.indices])
    order = posting[np.lexsort((owner[posting], -rows.data[posting], rows.indices[posting]))]
    columns = rows.indices[order]
    first = np.searchsorted(columns, columns, side="left")
    order = order[np.arange(len(order)) - first < settings.term_reach]
    postings = sparse.csr_matrix((rows.data[order], (rows.indices[order], owner[order])), shape=(rows.shape[1], rows.shape[0]))

    lefts, rights = [], []
    for start in range(0, len(new), 500):
        part = new[start : start + 500]
        scores = (blocks[part] @ postings).tocsr()
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
