"""Seeded draws that come out the same on every machine and Python version."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws from a string seed. Only ``Random.random`` is used: its sequence is promised never to change."""

    __slots__ = ("unit",)

    def __init__(self, *key: object) -> None:
        self.unit = random.Random("/".join(str(part) for part in key)).random

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.unit() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self.unit() < share

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.unit() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        rest = list(items)
        for i in range(len(rest) - 1, 0, -1):
            j = int(self.unit() * (i + 1))
            rest[i], rest[j] = rest[j], rest[i]
        return rest

    def sample(self, items: Sequence[T], n: int) -> list[T]:
        return self.shuffled(items)[:n]
