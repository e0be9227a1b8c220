"""Blocking: which stories each new one is compared with, namely those that share its strongest terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from connectors.records import Sketch
from transforms.bundle.inverted_index import Floats, Hashes, IndexView, Ints, microseconds
from transforms.bundle.settings import BundleSettings
from transforms.bundle.tfidf import TfidfVectors
from transforms.text.words import hash_terms

DAY = 86_400_000_000
"""Microseconds."""

AT_ONCE = 500
"""Stories looked up in one go: bounds the memory."""


def find_candidates(view: IndexView, queries: Sequence[Sketch], vectors: TfidfVectors, settings: BundleSettings) -> tuple[Ints, Ints]:
    """For each of ``queries`` the rows of ``view`` worth comparing with it, the likeliest ``settings.candidates`` of them.

    ``vectors`` are those of ``queries``, which are in the view themselves. Terms of one story only lead nowhere; a hot term leads to
    the ``term_reach`` stories where it is strongest, so that no step is quadratic. Returns places in ``queries`` and rows, sorted; a
    story is no candidate of itself, and two of ``queries`` may be each other's.
    """
    blocks, postings = _look_up(view, vectors, settings)
    names, times, dated = view.column("names"), view.column("times"), view.column("dated")
    own_names = hash_terms([story.id for story in queries])
    own_times = np.array([microseconds(story.event_time) for story in queries], dtype=np.int64)
    own_dated = np.array([story.published is not None for story in queries], dtype=np.bool_)
    whose, rows = [], []
    for start in range(0, len(queries), AT_ONCE):
        scores = (blocks[start : start + AT_ONCE] @ postings).tocsr()
        query = np.repeat(np.arange(start, start + scores.shape[0]), np.diff(scores.indptr))
        row, score = scores.indices.astype(np.int64), scores.data
        apart = np.abs(own_times[query] - times[row]) / DAY
        apart = np.where(own_dated[query] == dated[row], apart, np.minimum(apart, settings.undated_days))
        score = (score * np.exp(-apart / settings.decay_days)).round(6)
        real = (score >= settings.least_promise) & (apart <= settings.idle_days) & (own_names[query] != names[row])
        query, row, score = query[real], row[real], score[real]
        best = _best(query, score, names[row], settings.candidates)
        whose.append(query[best])
        rows.append(row[best])
    if not whose:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(whose), np.concatenate(rows)


def _look_up(view: IndexView, vectors: TfidfVectors, settings: BundleSettings) -> tuple[Any, Any]:
    """The ``block_terms`` strongest terms of each query as a csr matrix (queries, terms), and their postings as one (terms, rows)."""
    from scipy import sparse  # an empty run is spared the import

    weights = vectors.rows
    owner = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    useful = np.where(vectors.document_frequency[weights.indices] > 1, weights.data, 0.0)
    by_strength = np.lexsort((weights.indices, -useful, owner))
    place = np.arange(len(by_strength)) - weights.indptr[:-1][owner[by_strength]]
    chosen = by_strength[(place < settings.block_terms) & (useful[by_strength] > 0)]
    columns, named = np.unique(weights.indices[chosen], return_inverse=True)
    blocks = sparse.csr_matrix((useful[chosen], (owner[chosen], named)), shape=(weights.shape[0], len(columns)))
    blocks.sort_indices()
    found = view.postings(vectors.terms[columns], settings.term_reach)
    postings = sparse.csr_matrix((found.strength, (found.term, found.row)), shape=(len(columns), int(view.offsets[-1])))
    return blocks, postings


def _best(query: Ints, score: Floats, names: Hashes, most: int) -> Ints:
    """Where the best ``most`` of each query are; ``query`` must be sorted."""
    order = np.lexsort((names, -score, query))
    begin = np.searchsorted(query, query[order], side="left")
    return np.asarray(order[np.arange(len(order)) - begin < most])
