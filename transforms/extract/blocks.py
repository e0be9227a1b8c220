"""Blocks: the paragraphs, headings and list items of a page as its markup has them, with what their place says of them.

The reader of the article (trafilatura) gives lines; blocks tell what it left out, and where. Parts that are never text of an
article (navigation, forms, scripts, figures, page headers and footers) hold no blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from transforms.text.words import is_spaceless

UNREAD = frozenset(
    (
        "script style noscript template nav header footer form button select option textarea iframe svg video audio object "
        "aside figure dialog"
    ).split()
)
TAGS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dd", "dt")
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
NESTED = ("p", "ul", "ol", "dl", "div", "section", "table", "h2", "h3", "h4")  # what makes a list item or a quote a container
LEVELS = 3  # containers by whose tags and classes a kind of place is told
LONGEST_NAME = 300  # characters of class and id that are looked at
DENSE = 3  # times what a character says in scripts without spaces
PIECE = 24  # characters of a long text that are looked for in its place
# Names of parts beside an article, as words of a class or id.
BESIDE = re.compile(
    r"(?<![a-z])(?:comments?|disqus|related|recommended|recirc|newsletters?|signup|authors?|bio|byline|cookies?|consent|promo|sidebar|captions?|"
    r"share|sharing|social|teasers?|sponsor(?:ed)?|ads?|advert[a-z]*|modal|popup|breadcrumbs?|pagination|nav|footer|menu|disclosure|disclaimer|"
    r"expandable|tags|fact-?box|info-?box|twitter-tweet|instagram-media)(?![a-z])",
    re.IGNORECASE,
)
SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
UNSEEN = "descendant::text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One paragraph, heading or list item."""

    text: str
    key: str  # the text without blanks
    weight: int  # of the key, as ``weigh`` has it
    tag: str
    element: Any
    place: tuple[str, ...]  # tags and classes of the containers around it: what is set alike has equal places
    beside: bool  # in a link or in a part that is named as something beside the article
    links: float  # share of its text that stands in links

    @property
    def is_heading(self) -> bool:
        return self.tag in HEADINGS


def read_blocks(tree: Any) -> list[Block]:
    """The blocks of a page (an lxml HTML element), in order."""
    places: dict[Any, tuple[tuple[str, ...], bool] | None] = {}

    def place_of(element: Any) -> tuple[tuple[str, ...], bool] | None:
        """Place and whether it is beside the article; None where nothing is read."""
        if element in places:
            return places[element]
        above = element.getparent()
        found: tuple[tuple[str, ...], bool] | None = None
        if above is None or element.tag == "body":
            found = ((element.tag,), False)
        elif not _is_unread(element) and (around := place_of(above)) is not None:
            classes = element.get("class") or ""
            beside = around[1] or element.tag == "a" or names_beside(classes) or names_beside(element.get("id") or "")
            found = ((*around[0], f"{element.tag}.{' '.join(classes.split())}")[-LEVELS:], beside)
        places[element] = found
        return found

    blocks = []
    for element in tree.iter(*TAGS):
        parent = element.getparent()
        place = place_of(parent) if parent is not None else None
        if place is None or (element.tag in ("li", "blockquote", "dd") and _is_container(element)):
            continue
        text = visible_text(element)
        if not text:
            continue
        links = sum(len(link.text_content()) for link in element.iter("a")) / len(text)
        beside = place[1] or names_beside(element.get("class") or "")
        blocks.append(Block(text, key := text.replace(" ", ""), weigh(key), element.tag, element, place[0], beside, links))
    return blocks


@lru_cache(maxsize=256)  # the lines of one page, which are compared with blocks, feed, JSON-LD and description in turn
def squash(text: str) -> str:
    """A text without blanks: what markup and readers change least.

    >>> squash("Two boats\\n burn")
    'Twoboatsburn'
    """
    return "".join((text if text.isascii() else INVISIBLE.sub("", text)).split())


def weigh(text: str) -> int:
    """Characters of a text without blanks, those in scripts without spaces thrice: they say as much.

    >>> weigh("harbour"), weigh("港湾")
    (7, 6)
    """
    return DENSE * len(text) if is_spaceless(text) else len(text)


def place_in(key: str, whole: str) -> int:
    """Where a squashed text stands in another one, by any of three pieces of it; -1 where it doesn't.

    >>> place_in("boats", "twoboatsburn"), place_in("trains", "twoboatsburn")
    (3, -1)
    >>> place_in("twoboatsburnedintheharbouronmonday", "lasttwoboatsburnedintheharbourontuesday")
    4
    """
    if len(key) <= PIECE:
        return whole.find(key)
    for start in (0, len(key) - PIECE, (len(key) - PIECE) // 2):
        if (place := whole.find(key[start : start + PIECE])) >= 0:
            return place
    return -1


def visible_text(element: Any) -> str:
    """The text of an element as one line, without scripts and styles in it.

    >>> from lxml.html import fromstring
    >>> visible_text(fromstring("<p>Two boats\\n<script>track()</script> <b>burn</b></p>"))
    'Two boats burn'
    """
    if next(element.iter("script", "style", "noscript", "template"), None) is None:
        text = element.text_content()
    else:
        text = "".join(element.xpath(UNSEEN, smart_strings=False))
    return " ".join((text if text.isascii() else INVISIBLE.sub("", text)).split())


@lru_cache(maxsize=16_384)
def names_beside(names: str) -> bool:
    """Whether a class or an id names a part beside the article.

    >>> names_beside("story-body"), names_beside("wide relatedStories"), names_beside("heading")
    (False, True, False)
    """
    return any(map(_is_beside, names[:LONGEST_NAME].split()))


@lru_cache(maxsize=16_384)
def _is_beside(name: str) -> bool:
    """The same for one of the names, most of which stand in many classes."""
    return BESIDE.search(SEAM.sub("-", name)) is not None


def common_container(blocks: Sequence[Block], share: float) -> Any:
    """The innermost element that holds that share of the blocks' text; None without blocks."""
    held: dict[Any, int] = {}
    total = 0
    for block in blocks:
        size = block.weight
        total += size
        for element in block.element.iterancestors():
            held[element] = held.get(element, 0) + size
    enough = [element for element, size in held.items() if size >= share * total]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _is_unread(element: Any) -> bool:
    return element.tag in UNREAD or element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _is_container(element: Any) -> bool:
    return any(inner is not element for inner in element.iter(*NESTED))
