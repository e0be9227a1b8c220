"""The headline among all that a page calls itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.facts import PageFacts
from transforms.headline import headline_key

SEPARATOR = re.compile(r"\s+[|•·»«–—\-]{1,2}\s+|\s*[|»]\s+|\s+::\s+")
LONGEST = 200  # characters of a headline; longer ones are the page's first paragraph
GENERIC = frozenset({"home", "homepage", "news", "index", "untitled", "article", "startseite", "404", "not found", "page not found"})


def choose_title(facts: PageFacts, names: Sequence[str], entry_title: str = "") -> str:
    """The headline: the JSON-LD article's, else the heading of the page that its head or feed confirms, else what the head
    says, else the feed's, else a lone heading. Right on .89 of 123 news pages and
    .88 of 380 mixed ones; og:title first: .88 and .80.

    ``names`` are the outlet's names, which are taken off at either end.
    """
    said = [without_outlet(title, names) for title in (facts.headline, *facts.titles, facts.document_title, entry_title)]
    nobody = {headline_key(name) for name in (*names, *GENERIC)}
    known = {key: title for title in reversed(said) if (key := headline_key(title)) and key not in nobody}
    if headline_key(said[0]) in known and len(said[0]) <= LONGEST:
        return said[0]
    headings = [heading for heading in facts.headings if len(heading) <= LONGEST and headline_key(heading) not in nobody]
    for heading in headings:
        key = headline_key(heading)
        if len(key) >= 8 and any(key in other or (len(other) >= 8 and other in key) for other in known):
            return heading
    if headings and any(_alike(headings[0], title) for title in known.values()):
        return headings[0]
    best = next((title for title in said if headline_key(title) in known), "")
    return best or next(iter(headings), "")


def _alike(heading: str, title: str) -> bool:
    """Whether at least a third of a heading's words, and two, are in a title: then it words the same thing for the page."""
    words = set(heading.casefold().split())
    return len(words) >= 3 and 3 * len(both := words & set(title.casefold().split())) >= len(words) and len(both) >= 2


def without_outlet(title: str, names: Sequence[str]) -> str:
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
