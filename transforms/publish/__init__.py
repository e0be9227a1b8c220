"""Publish: everything that arrived for an edition becomes objects, a manifest and a swapped LATEST.

``maker`` comes first: ``EditionMaker`` makes one edition after the other beside the state that it keeps, and makes one anew when
another writer was faster; ``transform`` is its place in a graph. ``edition`` is the pure part: ``make_edition`` turns the state and
the arrivals into rows of tables and state, with ``feeds`` for the feeds' cursors and health, and ``documents`` for the next version of
each bundle. ``index_page`` writes the front page; ``connectors.editions`` commits it all.
"""

from transforms.publish.edition import Arrivals, Piece, carried_over, gather, make_edition
from transforms.publish.maker import CODE_VERSION, EditionMaker, EditionSettings, Published

__all__ = [
    "CODE_VERSION", "Arrivals", "EditionMaker", "EditionSettings", "Piece", "Published", "carried_over", "gather", "make_edition",
]
