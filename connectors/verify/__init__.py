"""Whether a store is whole: its chain of editions, its objects, its sums."""

from connectors.verify.chain import verify_store
from connectors.verify.sums import Problem

__all__ = ["Problem", "verify_store"]
