"""A heading as a reader sees it."""

from __future__ import annotations

import html
import re
from typing import Any

LONGEST = 2_000  # characters of one heading
APART = frozenset({"br", "div", "p", "li", "h1", "h2", "h3"})  # elements that begin a line of their own
SPACE = re.compile(r"\s+")


def heading_text(element: Any) -> str:
    """The text of a heading (an lxml element) as one line. Its parts don't run together where each has a line or a style of
    its own, and a tag that it spells out stays.

    >>> from lxml.html import fromstring
    >>> heading_text(fromstring("<h1><span>Harbour</span>Council votes<br>again</h1>"))
    'Harbour Council votes again'
    >>> heading_text(fromstring("<h1>Ten years of &lt;br&gt;</h1>"))
    'Ten years of <br>'
    """
    pieces: list[str] = []
    for text in element.xpath("descendant::text()"):
        part = text.getparent()
        last = pieces[-1][-1] if pieces else " "
        if (part.tag in APART and part is not element) or (last.islower() and text[0].isupper()) or (last in ":)!?" and text[0].isalnum()):
            pieces.append(" ")
        pieces.append(str(text))
    return SPACE.sub(" ", html.unescape("".join(pieces)[:LONGEST]).replace("\u00ad", "")).strip()
