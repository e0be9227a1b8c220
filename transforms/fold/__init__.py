"""Fold copies: which stories republish an earlier one (wire copy, rewrite, cut), and on what evidence.

``grouping`` comes first: ``fold_copies`` takes the sketches of one language, published and new, and gives a ``Fold`` for every
verdict that is new or changed. ``lsh`` hands it candidate pairs by their MinHash signatures, ``verify`` scores a pair by what it
shares, weighted by ``idf``; ``originals`` chooses which of a group is the original, by credits and then seniority, so ``copy_of``
always names that one. Before it, ``unfold`` takes published groups apart where an editor says so. Nothing depends on the order of
the input.
"""

from transforms.fold.grouping import FoldResult, fold_and_count, fold_copies
from transforms.fold.settings import FoldSettings
from transforms.fold.unfold import unfold_copies

__all__ = ["FoldResult", "FoldSettings", "fold_and_count", "fold_copies", "unfold_copies"]
