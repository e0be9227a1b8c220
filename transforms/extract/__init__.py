"""Extract: a page (with the feed entry that led to it) becomes a story, or a reject that says why not.

``extract_story`` is pure: the page's bytes, its entry and the settings decide. trafilatura reads the article from one
parsed tree; title, authors, time, language and outlet are read by ``facts`` from the same tree, since trafilatura's own
metadata step costs as much as the article and never yields a time of day. What is better in the feed entry is taken from
there; when the page gives nothing, the entry's own text becomes the story.

The Beam transform is in ``transforms.extract.stage`` (importing it loads Beam); the pool of processes in ``transforms.workers``.
"""

from transforms.extract.given import story_from_given
from transforms.extract.page import Extracted, extract_marked, extract_row, extract_story, work_item
from transforms.extract.settings import ExtractSettings

PRELOAD = ("transforms.extract.preload",)
"""What a process that extracts pages loads first."""

__all__ = ["PRELOAD", "ExtractSettings", "Extracted", "extract_marked", "extract_row", "extract_story", "story_from_given", "work_item"]
