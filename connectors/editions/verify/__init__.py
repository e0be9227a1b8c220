"""Whether a store is whole: its chain of editions, its objects, its sums."""

from connectors.editions.verify.chain import verify_store
from connectors.editions.verify.sums import Problem

__all__ = ["Problem", "verify_store"]
