"""Lines that repeat on a site: what is learned from one story, and what the state keeps of a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSketch:
    """What learning a site's repeating lines needs of one story: no text."""

    story_id: str
    site: str
    day: date  # of first_seen
    lines: bytes  # uint64 hashes of the story's learnable lines, cut ones included; sorted, distinct
    bottom_k: bytes  # uint32: the smallest shingle hashes of the unstripped text, sorted
    shingles: int  # how many distinct shingles the text has


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One line that a site has shown, as the state keeps it: learned, or with the stories that witness it so far."""

    site: str
    line: str  # 16 hex digits
    learned: bool = False
    stories: int = 1  # distinct stories that had it; counted no further once learned
    witnesses: bytes = b""  # their sketches, each uint32: number of shingles, n, n smallest hashes; empty once learned
    seen: date  # day that it was last noticed on, to the week once learned
    gone: bool = False  # a tombstone: evicted
