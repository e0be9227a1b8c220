"""What an operator may set of extraction. Limits beside what real pages have: docs/decisions/extract-limits.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExtractSettings:
    """Limits and choices of extraction."""

    max_bytes: int = 8_000_000
    """Bytes of HTML from which a page is not read; scripts, styles and comments don't count in pages of up to four times that
    (docs/decisions/extract-limits.md)."""
    max_text: int = 300_000
    """Characters of text, outside scripts and styles, from which a page is not read."""
    max_nodes: int = 20_000
    """Elements from which a page is not read: 20,000 take up to a second."""
    max_links: int = 5_000
    """Links from which a page is not read: it is a directory, not an article."""
    max_depth: int = 200
    """Levels of nested elements from which a page is not read; the parser itself drops what is deeper than 255."""
    min_text: int = 80
    """Characters of page text under which the entry's own text is taken when that is longer."""
    future_hours: float = 24.0
    """Hours after first_seen from which a time stated by a fetched page or its feed entry is not believed. Never applied to given items."""
    worker_seconds: float = 60.0
    """Seconds after which a worker process that still reads one page is killed; real pages take a fraction of one."""
    quick_paragraphs: int = 6
    """Paragraphs (lines of 80 characters) from which trafilatura's first pass is taken without comparing it with other algorithms;
    more compares more pages, which takes longer and is no better (docs/decisions/extract-quick-pass.md)."""
    quick_characters: int = 1_500
    """Characters of text from which two paragraphs fewer are enough for that."""
    compare_blocks: int = 2_500
    """Paragraphs, cells, list items, headings and line breaks from which that comparison is left out: its cost grows with their square,
    2,500 take half a second."""
    titles_from_feed: bool = True
    """Whether the feed entry's title may stand in for a page without one, and confirm the page's heading."""
    site_rules: str = ""
    """File of rules for single sites: CSS selectors of article, title, date and what to drop, publisher, time zone
    (docs/operations.md). Read when the command starts."""


EXTRACT = ExtractSettings()
