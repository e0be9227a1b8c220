"""Fold copies: which stories republish an earlier one (wire copy, rewrite, cut), and on what evidence.

In: sketches of one language, those already published and those of this edition. Out: a ``Fold`` for every verdict that is
new or changed. ``copy_of`` always names the original of a group: the story of an outlet that the others credit, else the most
senior one. When one arrives late, the old original and its copies are told so.

Method: MinHash candidates (``index``), verified by rarity-weighted containment, rare words and numbers (``verify``), joined
into groups in order of seniority (``group``), whose original is chosen by credits (``provenance``). Nothing depends on the
order of the input.
"""

from transforms.fold.grouping import Folding, fold_and_count, fold_copies
from transforms.fold.settings import FoldSettings
from transforms.fold.unfold import loosen_copies

__all__ = ["FoldSettings", "Folding", "fold_and_count", "fold_copies", "loosen_copies"]
