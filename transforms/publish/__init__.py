"""Publish: everything that arrived for an edition becomes objects, a manifest and a swapped LATEST.

``transform`` comes first: ``PublishEdition`` gathers the pieces of all stages, and ``publish`` makes the edition anew when
another writer was faster. ``edition`` is the pure part: ``make_edition`` turns the state and the arrivals into rows of tables and
state, with ``documents`` for the next version of each bundle. ``index_page`` writes the front page; ``connectors.editions``
commits it all.
"""

from transforms.publish.edition import Arrivals, Piece, carried_over, gather, make_edition
from transforms.publish.transform import PublishEdition, PublishSettings, publish

__all__ = ["Arrivals", "Piece", "PublishEdition", "PublishSettings", "carried_over", "gather", "make_edition", "publish"]
