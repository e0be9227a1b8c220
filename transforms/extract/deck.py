"""The deck: the sentence or two between headline and article, which readers of articles tend to leave out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from transforms.extract.blocks import place_in, squash, visible_text, weigh
from transforms.text.headline import headline_key

SHORTEST = 40  # characters of a description that is looked for
LONGEST = 700  # characters of a deck
START = 16  # characters by which a text is looked up on the page
ABOVE = 12  # elements around the text that are looked at
NOT_READ = frozenset("head title script style noscript template nav footer form aside a figcaption".split())
# An XPath over the visible texts that begin like the description; its words are a variable, so nothing is spelled into it.
BEGINS = "//body//text()[starts-with(normalize-space(.), $start)]"


def with_deck(tree: Any, lines: Sequence[str], titles: Iterable[str], descriptions: Iterable[str]) -> list[str]:
    """The lines with the deck before them, when the page shows, as a text of its own, what it (or its feed entry) gives as the description.

    A description that is cut short ("…") finds the whole deck (docs/decisions/extract-completion.md).
    """
    whole = squash("".join(lines))
    said = {headline_key(title) for title in titles}
    for description in descriptions:
        start = " ".join(description.split()).rstrip(".… ")
        key = headline_key(start)
        if weigh(key) < SHORTEST or place_in(squash(start), whole) >= 0:
            continue
        for text in tree.xpath(BEGINS, start=start[:START], smart_strings=True)[:5]:
            deck = _deck_around(text.getparent() if not text.is_tail else text.getparent().getparent(), key)
            if deck and headline_key(deck) not in said:
                first = 1 if lines and headline_key(lines[0]) in said else 0
                return [*lines[:first], deck, *lines[first:]]
    return list(lines)


def _deck_around(element: Any, key: str) -> str:
    """The text of the innermost element around that holds the whole description; empty where it can't be a deck."""
    deck, short = "", True
    for _ in range(ABOVE):
        if element is None or element.tag == "body":
            break
        if element.tag in NOT_READ:
            return ""
        if short:
            text = visible_text(element)
            short = len(text) <= LONGEST
            if short and not deck and headline_key(text).startswith(key):
                deck = text
        element = element.getparent()
    return deck
