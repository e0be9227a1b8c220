"""Bundling: which stories are about one event, by average-link clustering under an editor's links.

Read ``constrained`` first, then ``verdicts``: the way in. A ``window`` holds the published stories with an ``inverted_index``, in which
``candidates`` finds whom each new story is compared with; ``document_frequency`` → ``tfidf`` → ``similarity`` (less ``vetoes``, moved by
a ``dense`` model) says how alike two are. ``clustering`` lays them out as a ``graph`` within the ``constraints``, merges by
``average_link`` and lets ``moves`` bound what may change in published bundles; ``state`` writes what comes of it into the bundles.
"""

from transforms.bundle.constrained import bundle_constrained
from transforms.bundle.settings import BundleSettings
from transforms.bundle.state import apply_memberships
from transforms.bundle.verdicts import Bundling, bundle_stories

__all__ = ["BundleSettings", "Bundling", "apply_memberships", "bundle_constrained", "bundle_stories"]
