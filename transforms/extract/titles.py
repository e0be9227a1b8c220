"""The headline among all that a page calls itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.facts import PageFacts
from transforms.headline import headline_key

SEPARATOR = re.compile(r"\s+[|•·»«–—\-]{1,2}\s+|\s*[|»]\s+|\s+::\s+")
GENERIC = frozenset({"home", "homepage", "news", "index", "untitled", "article", "startseite", "404", "not found", "page not found"})


def choose_title(facts: PageFacts, names: Sequence[str], entry_title: str = "") -> str:
    """The headline: the heading of the page that its head or feed confirms, else what the head says, else the feed's, else a lone heading.

    ``names`` are the outlet's names, which are taken off at either end.
    """
    said = [_without_outlet(title, names) for title in (*facts.titles, facts.document_title, entry_title)]
    said = [title for title in said if title and headline_key(title) not in map(headline_key, (*names, *GENERIC))]
    keys = [headline_key(title) for title in said]
    for heading in facts.headings:
        key = headline_key(heading)
        if len(key) >= 8 and any(key in other or (len(other) >= 8 and other in key) for other in keys):
            return heading if len(heading) <= 300 else next(title for title, other in zip(said, keys, strict=True) if other in key or key in other)
    if said:
        return said[0]
    return next((heading for heading in facts.headings if len(heading) <= 300), "")


def _without_outlet(title: str, names: Sequence[str]) -> str:
    """The title without the outlet's name at its ends; ``Headline | Section | Outlet`` loses both."""
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    keys = [headline_key(name) for name in names if name]
    marks = SEPARATOR.findall(title)
    while len(parts) > 1 and _is_outlet(parts[-1], keys):
        parts.pop()
        marks = marks[: len(parts) - 1]
    while len(parts) > 1 and _is_outlet(parts[0], keys):
        parts.pop(0)
        marks = marks[1:]
    return "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True)).strip()


def _is_outlet(part: str, keys: Sequence[str]) -> bool:
    key = headline_key(part)
    return not key or any(key == name or (len(key) >= 4 and (key in name or name in key)) for name in keys if len(name) >= 3)
