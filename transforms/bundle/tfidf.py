"""tf-idf: stories as unit rows of one sparse matrix, and the cosines between them. Packed arrays, no dict per story."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from connectors.records import Sketch
from transforms.bundle.document_frequency import expected_share
from transforms.bundle.settings import BundleSettings
from transforms.text.terms import FLOAT32
from transforms.text.words import UINT64

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class DocumentFrequencies(Protocol):
    """The collection of stories by which the rarity of a term is judged."""

    stories: int
    words: float  # tokens, on average

    def document_frequency(self, terms: NDArray[np.uint64]) -> Ints:
        """How many of the stories have each term."""


class TfidfVectors:
    """Some stories of an edition as unit rows over their terms.

    ``rows`` is the csr matrix of shape (stories, terms), in the order of the stories given; ``terms`` the hash of each column,
    sorted. ``collection`` counts the stories in reach; without it the stories given are counted.
    """

    def __init__(self, stories: Sequence[Sketch], settings: BundleSettings, collection: DocumentFrequencies | None = None) -> None:
        from scipy import sparse  # an empty run is spared the import

        sizes = np.array([len(story.terms) // 8 for story in stories], dtype=np.int64)
        hashes = np.frombuffer(b"".join(story.terms for story in stories), dtype=UINT64)
        weights = np.frombuffer(b"".join(story.weights for story in stories), dtype=FLOAT32)
        self.terms, columns = number_terms(hashes)
        language = stories[0].language if stories else "und"
        if collection is None:
            self.document_frequency = np.bincount(columns, minlength=len(self.terms))
            number, length = len(stories), float(np.mean([story.words for story in stories])) if stories else 1.0
        else:
            self.document_frequency = collection.document_frequency(self.terms)
            number, length = collection.stories, collection.words
        self.idf = inverse_document_frequency(self.terms, self.document_frequency, number, language, length, settings)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        values = weights.astype(np.float64) * self.idf[columns]
        owner = np.repeat(np.arange(len(stories)), sizes)
        norms = np.sqrt(np.bincount(owner, weights=values * values, minlength=len(stories)))
        norms[norms == 0] = 1.0
        values /= norms[owner]
        self.rows = sparse.csr_matrix((values, columns, starts), shape=(len(stories), len(self.terms)))

    def row(self, number: int) -> tuple[NDArray[np.int32], Floats]:
        """Columns, sorted, and values of one story."""
        part = slice(self.rows.indptr[number], self.rows.indptr[number + 1])
        return self.rows.indices[part], self.rows.data[part]

    def take(self, numbers: Sequence[int]) -> TfidfVectors:
        """Some of the stories, over the same terms and with the same idf."""
        found = copy(self)
        found.rows = self.rows[np.array(numbers)]
        return found

    def cosine(self, left: Ints, right: Ints) -> Floats:
        """Cosine of each pair of rows, in [0, 1]; shape (pairs,)."""
        if not len(left):
            return np.zeros(0)
        if len(np.unique(left)) > len(np.unique(right)):
            left, right = right, left  # the side with fewer distinct rows is unpacked, each row once
        order = np.argsort(left, kind="stable")
        indices, values, starts = self.rows.indices, self.rows.data, self.rows.indptr.astype(np.int64)
        found = np.zeros(len(left))
        spread = np.zeros(self.rows.shape[1])
        cuts = np.flatnonzero(np.diff(left[order], prepend=-1)).tolist()
        for begin, end in zip(cuts, [*cuts[1:], len(order)], strict=True):
            part = order[begin:end]
            own = slice(starts[left[part[0]]], starts[left[part[0]] + 1])
            spread[indices[own]] = values[own]
            others = right[part]
            size = starts[others + 1] - starts[others]
            ends = np.cumsum(size)
            entry = np.arange(ends[-1]) + np.repeat(starts[others] - (ends - size), size)
            product = spread[indices[entry]] * values[entry]
            found[part] = np.bincount(np.repeat(np.arange(len(part)), size), weights=product, minlength=len(part))
            spread[indices[own]] = 0.0
        return found


def number_terms(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """The distinct hashes, sorted, and the place of each hash given among them: what ``np.unique`` gives, but faster.

    Why: ``docs/decisions/bundle-speed.md``.
    """
    import pyarrow as pa

    coded = pa.array(hashes).dictionary_encode()
    distinct = coded.dictionary.to_numpy(zero_copy_only=False)
    order = np.argsort(distinct)
    place = np.empty(len(distinct), dtype=np.int32)
    place[order] = np.arange(len(distinct), dtype=np.int32)
    return distinct[order], place[coded.indices.to_numpy(zero_copy_only=False)]


def inverse_document_frequency(
    terms: NDArray[np.uint64], document_frequency: Ints, stories: int, language: str, length: float, settings: BundleSettings
) -> Floats:
    """idf of each term, from how many of the ``stories`` have it and from the prior: how common it is in the language anyway.

    ``length`` is that of the stories, in tokens, on average.
    """
    prior = settings.background * expected_share(language, terms, length)
    return np.asarray(np.maximum(-np.log((document_frequency + prior) / (stories + settings.background)), 0.0))
