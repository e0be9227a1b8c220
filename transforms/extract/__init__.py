"""Extract: a page (with the feed entry that led to it) becomes a story, or a reject that says why not.

``page`` comes first: ``extract_story`` is pure and makes a ``Story`` of a page and its entry. ``reading`` gives it what the HTML
holds: ``load`` parses, ``facts`` (with ``json_ld``, ``fields``, ``headings``) tells what the page says of itself, trafilatura
gives the article's lines, and ``blocks``, ``complete``, ``deck`` and ``witness`` add what it left out; ``kinds`` says when a page
is no article; ``rules`` does what the operator laid down for a site. ``links`` and ``boxes`` mark lines for stripping, ``titles``
chooses the headline. ``prepare`` is what a worker does for an item, ``stage`` the Beam transform around it (importing it loads Beam).
"""

from transforms.extract.given import story_from_given
from transforms.extract.page import Extracted, extract_marked, extract_row, extract_story, work_by_rule, work_item
from transforms.extract.settings import ExtractSettings

__all__ = [
    "ExtractSettings", "Extracted", "extract_marked", "extract_row", "extract_story", "story_from_given", "work_by_rule",
    "work_item",
]  # fmt: skip
