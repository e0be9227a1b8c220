"""Explain: why two published stories were, or were not, folded or bundled.

What was published says how a story was judged; what one edition compared is measured again here, with the very code that decided, on
what the state keeps of the stories that it had before it. What would have to change is found by changing it and measuring again.
"""

from transforms.explain.bundling import BundleCase, Factor, measure_bundle
from transforms.explain.folding import Change, FoldCase, measure_fold
from transforms.explain.scene import Scene, load_scene

__all__ = ["BundleCase", "Change", "Factor", "FoldCase", "Scene", "load_scene", "measure_bundle", "measure_fold"]
