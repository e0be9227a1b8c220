"""Which lines of a page are links to the site's other pages: teasers, labelled ones, and paragraphs of linked cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.web.urls import registered_domain
from transforms.extract.blocks import visible_text
from transforms.strip.match import is_related_label
from transforms.text.headline import headline_key

SHORT, LONG = 20, 300  # characters of a line that may be a link
CARD = 80  # characters from which a paragraph inside a link is a card's
ENOUGH = 500  # characters of text without its cards from which they go
ENDING = 12  # characters by which lines are looked up from their end


def find_teasers(tree: Any, lines: Sequence[str], url: str) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the lines that are, whole, the text of a link to another page of the same site, and of those that are a
    label ("See also:") and such a link: teasers.

    Links inside the page are its table of contents, and links to other sites its references; neither counts.

    >>> from lxml.html import fromstring
    >>> page = fromstring('<div>See also: <a href="/ferry">Ferry stuck in the ice again</a></div>')
    >>> find_teasers(page, ["See also: Ferry stuck in the ice again"], "https://ledger.example/fire")
    (frozenset(), frozenset({'seealsoferrystuckintheiceagain'}))
    """
    by_end: dict[str, list[str]] = {}
    for line in sorted({line for line in lines if SHORT <= len(line) <= LONG}):
        by_end.setdefault(line[-ENDING:], []).append(line)
    site = registered_domain(url) if url else ""
    whole, labelled = set(), set()
    for link in tree.iter("a"):
        text = " ".join((link.text_content() or "").split())
        found = [line for line in by_end.get(text[-ENDING:], ()) if line.endswith(text)] if len(text) >= SHORT else []
        if not found or not _leads_elsewhere(link, url, site):
            continue
        for line in found:
            label = line[: -len(text)].strip()
            if not label:
                whole.add(headline_key(line))
            elif len(text.split()) >= 4 and len(label) <= 30 and (label.endswith(":") or is_related_label(label)):
                labelled.add(headline_key(line))
    return frozenset(whole), frozenset(labelled)


def without_cards(tree: Any, lines: Sequence[str], url: str) -> list[str]:
    """The lines without paragraphs that stand, whole, inside a link to another page of the same site: openings of other
    articles. They stay when they are nearly all that there is (docs/decisions/extract-completion.md)."""
    known = set(lines)
    site = registered_domain(url) if url else ""
    cards = {
        text
        for part in tree.iterfind(".//a//p")
        if (text := visible_text(part)) in known
        and len(text) >= CARD
        and _leads_elsewhere(next(element for element in part.iterancestors() if element.tag == "a"), url, site)
    }
    kept = [line for line in lines if line not in cards]
    return kept if cards and sum(map(len, kept)) >= ENOUGH else list(lines)


def _leads_elsewhere(link: Any, url: str, site: str) -> bool:
    """Whether a link leads to another page of the same site."""
    target = (link.get("href") or "").strip()
    inside = not target or target.startswith("#") or ("#" in target and target.split("#")[0] in url)
    return not inside and not ("//" in target[:8] and (not site or registered_domain(target) != site))
