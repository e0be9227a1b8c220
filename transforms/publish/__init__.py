"""Publishing: everything that arrived for an edition becomes objects, a manifest and a swapped LATEST."""

from transforms.publish.edition import Arrivals, Piece, carried_over, gather, make_edition
from transforms.publish.transform import PublishEdition, PublishSettings, publish

__all__ = ["Arrivals", "Piece", "PublishEdition", "PublishSettings", "carried_over", "gather", "make_edition", "publish"]
