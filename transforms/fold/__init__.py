"""Fold copies: which stories republish an earlier one (wire copy, rewrite, cut), and on what evidence.

In: sketches of one language, those already published and those of this edition. Out: a ``Fold`` for every verdict that is
new or changed. ``copy_of`` always names the root of a group, its most senior story; a story that arrives late and is more
senior becomes the root, and the old root and its copies are told so.

Method: MinHash candidates (``index``), verified by rarity-weighted containment, rare words and numbers (``verify``), joined
into groups in order of seniority (``group``). Nothing depends on the order of the input.
"""

from transforms.fold.group import Folding, fold_and_count, fold_copies
from transforms.fold.loosen import loosen_copies
from transforms.fold.settings import FoldSettings

__all__ = ["FoldSettings", "Folding", "fold_and_count", "fold_copies", "loosen_copies"]
