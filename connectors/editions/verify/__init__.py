"""Whether a store is whole: its chain of editions, its objects, its sums.

``chain`` comes first: it follows the editions from the first to LATEST and looks at every object; ``sums`` says whether the rows that
it finds add up. Both yield a ``Problem`` for whatever is wrong.
"""

from connectors.editions.verify.chain import verify_store
from connectors.editions.verify.sums import Problem

__all__ = ["Problem", "verify_store"]
