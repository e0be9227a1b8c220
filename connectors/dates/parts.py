"""What a date says of itself, before anything that its outlet does is brought to bear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(slots=True)
class Parts:
    """One written date."""

    year: int = 0  # 0: not said yet
    months: frozenset[int] = frozenset()  # more than one where the name means several
    day: int = 0
    figures: tuple[str, str, str] = ("", "", "")  # three numbers whose order is to be told; then the three above are empty
    dotted: bool = False  # the figures are parted by dots
    hour: int = -1  # -1: no time of day
    minute: int = 0
    second: int = -1
    micro: int = 0
    zone: timedelta | str | None = None  # an offset, or a name in lower case ("?" behind one that isn't known)

    @property
    def dated(self) -> bool:
        return bool(self.day or self.figures[0])


def full_year(digits: str) -> int:
    """The year that two digits mean by RFC 5322."""
    return int(digits) + (2000 if int(digits) < 50 else 1900)
