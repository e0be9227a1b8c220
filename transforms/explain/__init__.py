"""Explain: why two published stories were, or were not, folded or bundled.

``scene`` comes first: it reads back the sketches that the edition which judged the two had before it. ``folding`` and
``bundling`` get that scene and measure the pair again, with the very code that decided; what would turn the verdict is found by
changing one thing and measuring again. They hand their cases to ``newsheaf explain``, which puts them in words.
"""

from transforms.explain.bundling import BundleCase, Factor, measure_bundle
from transforms.explain.folding import Change, FoldCase, measure_fold
from transforms.explain.scene import Scene, load_scene

__all__ = ["BundleCase", "Change", "Factor", "FoldCase", "Scene", "load_scene", "measure_bundle", "measure_fold"]
