"""Which stories each new one is compared with: those that share its strongest terms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from connectors.records import Sketch
from transforms.bundle.inverted_index import Floats, Hashes, Ints, Window, microseconds
from transforms.bundle.settings import BundleSettings
from transforms.bundle.tfidf import Vectors
from transforms.text.words import hash_terms

DAY = 86_400_000_000
"""Microseconds."""

AT_ONCE = 500
"""Stories looked up in one go: bounds the memory."""


def find_candidates(window: Window, heads: Sequence[Sketch], vectors: Vectors, settings: BundleSettings) -> tuple[Ints, Ints]:
    """For each of ``heads`` the rows of ``window`` worth comparing with it, the likeliest ``settings.candidates`` of them.

    ``vectors`` are those of ``heads``, which are in the window themselves. Terms of one story only lead nowhere; a hot term leads to the
    ``term_reach`` stories where it is strongest, so that no step is quadratic. Returns places in ``heads`` and rows, sorted; a story is
    no candidate of itself, and two of ``heads`` may be each other's.
    """
    from scipy import sparse  # an empty run is spared the import

    asked = vectors.rows
    owner = np.repeat(np.arange(len(heads)), np.diff(asked.indptr))
    useful = np.where(vectors.frequency[asked.indices] > 1, asked.data, 0.0)
    by_strength = np.lexsort((asked.indices, -useful, owner))
    place = np.arange(len(by_strength)) - asked.indptr[:-1][owner[by_strength]]
    chosen = by_strength[(place < settings.block_terms) & (useful[by_strength] > 0)]
    columns, named = np.unique(asked.indices[chosen], return_inverse=True)
    blocks = sparse.csr_matrix((useful[chosen], (owner[chosen], named)), shape=(len(heads), len(columns)))
    blocks.sort_indices()
    found = window.postings(vectors.terms[columns], settings.term_reach)
    total = int(window.offsets[-1])
    postings = sparse.csr_matrix((found.strength, (found.term, found.row)), shape=(len(columns), total))

    names, times, dated = window.column("names"), window.column("times"), window.column("dated")
    own_names = hash_terms([head.id for head in heads])
    own_times = np.array([microseconds(head.event_time) for head in heads], dtype=np.int64)
    own_dated = np.array([head.published is not None for head in heads], dtype=np.bool_)
    whose, rows = [], []
    for start in range(0, len(heads), AT_ONCE):
        scores = (blocks[start : start + AT_ONCE] @ postings).tocsr()
        head = np.repeat(np.arange(start, start + scores.shape[0]), np.diff(scores.indptr))
        row, score = scores.indices.astype(np.int64), scores.data
        apart = np.abs(own_times[head] - times[row]) / DAY
        apart = np.where(own_dated[head] == dated[row], apart, np.minimum(apart, settings.undated_days))
        score = (score * np.exp(-apart / settings.decay_days)).round(6)
        real = (score >= settings.least_promise) & (apart <= settings.idle_days) & (own_names[head] != names[row])
        head, row, score = head[real], row[real], score[real]
        chosen = _best(head, score, names[row], settings.candidates)
        whose.append(head[chosen])
        rows.append(row[chosen])
    if not whose:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(whose), np.concatenate(rows)


def _best(head: Ints, score: Floats, names: Hashes, most: int) -> Ints:
    """Where the best ``most`` of each head are; ``head`` must be sorted."""
    order = np.lexsort((names, -score, head))
    begin = np.searchsorted(head, head[order], side="left")
    return np.asarray(order[np.arange(len(order)) - begin < most])
