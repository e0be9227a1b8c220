"""Boxes: parts of a page that its own markup names as something beside the article ("newsletter", "related-posts", a figure's caption).

The names are those of ``class`` and ``id``, which are mostly English on pages in any language and say what a part is for, so
they hold where words of the interface don't. Only lines that stand nowhere else on the page are reported, and a part that
holds much of the article is no box, whatever its name: templates put such names on the body and the article as well.
What boxes brought: docs/decisions/strip-boxes.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Any

MOST = 0.4  # share of the article's characters from which a named part is no box
MOST_OF_KIND = 0.3  # share of the article's characters past which boxes of one kind are its substance: captions of a picture story
LONGEST = {"call to action": 400, "poll": 400}  # characters without blanks past which a kind of box is none
SHORT = 12  # characters without blanks under which a line must be a text of its own in the box
LONGEST_NAME = 400  # characters of a class that are looked at


def _pairs(first: str, second: str) -> str:
    return " ".join(f"{one}-{other}" for one, other in product(first.split(), second.split()))


_OTHERS = "post posts article articles story stories news link links reading topic topics coverage headline headlines teaser teasers"
# Names of a kind of box, as words of a class or id in lower case with a hyphen between; the kind is the reason of the cut.
KINDS: dict[str, str] = {
    "call to action": "cta call-to-action",
    "newsletter box": "newsletter newsletters news-letter signup sign-up subscribe optin opt-in mailing-list",
    "promotion box": "promo promos promotion promotions promobar banner banners popup popups pop-up advert adverts "
    "advertisement advertisements advertising sponsor sponsors sponsored affiliate affiliates disclaimer disclaimers disclosure "
    "disclosures anzeige werbung publicidad publicite reklam reklama",
    "related box": _pairs("related recommend recommended recent latest popular trending similar more further most other also next", _OTHERS)
    + " "
    + _pairs(_OTHERS, "related recommended recommendation recommendations recirc")
    + " read-also read-next most-read see-also also-like recirc recirculation carousel mehr-zum-thema lire-aussi relacionados "
    "relacionadas correlati",
    "caption": "caption captions figcaption photo-credit photo-credits image-credit image-credits picture-credit media-credit "
    "photo-copyright image-copyright bildunterschrift image-description",
    "author box": "author authors byline bylines contributor contributors",
    "share bar": "share shares sharing sharebar sharelinks addthis addtoany follow-us "
    + _pairs("social", "bar links icons buttons share sharing media network networks follow"),
    "dialog": "modal dialog lightbox tooltip cookie cookies consent gdpr",
    "fact box": "infobox info-box factbox fact-box faktaboks faktaboxes infokasten faktenbox",
    "teaser": "line-clamp",  # text that the page cuts off after a line or two
    "poll": "poll umfrage",
    "comments": "show-comments " + _pairs("comment comments", "form respond link button prompt count"),
    "page footer": "footer",
    "page numbers": "pagination pager post-navigation nav-links",
}
TAGS = {"figcaption": "caption", "footer": "page footer", "form": "form"}
BLOCKS = tuple("div section aside p ul ol dl li figcaption footer form header figure article table small nav h2 h3 h4 h5".split())
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_ALL = {name: kind for kind, names in KINDS.items() for name in names.split()}
_NAME = re.compile(rf"(?<![a-z0-9])(?<!comment-)(?:{'|'.join(sorted(_ALL, key=lambda name: (-len(name), name)))})(?![a-z0-9])")
_STEM = re.compile("|".join(sorted({re.split("-", name)[0][:5] for name in _ALL})))  # looked for first: most classes have none
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+|-{2,}")  # between the words of a name
_TEXTS = "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"


def find_boxes(tree: Any, lines: Sequence[str]) -> dict[str, str]:
    """Line → kind of box, for the lines that stand in a box of the page (an lxml HTML element) and nowhere else on it."""
    wanted = {squashed: line for line in lines if (squashed := _squash(line))}
    total = sum(map(len, wanted))
    if not total:
        return {}
    found: dict[str, str] = {}
    boxes: dict[Any, str] = {}
    for kind, element in _named_parts(tree):
        if boxes and any(above in boxes for above in element.iterancestors()):
            continue
        text = _squash(element.text_content())
        size = len(text)
        if size < 2 or size > LONGEST.get(kind, size):
            continue
        inside = [squashed for squashed in wanted if len(squashed) <= size and squashed in text]
        if not inside or sum(map(len, inside)) > MOST * total:
            continue
        boxes[element] = text
        own = {_squash(part) for part in element.itertext()} if any(len(squashed) < SHORT for squashed in inside) else ()
        found |= {squashed: kind for squashed in inside if (len(squashed) >= SHORT or squashed in own) and squashed not in found}
    if not found:
        return {}
    page = _squash("".join(tree.xpath(_TEXTS, smart_strings=False)))
    boxed = "\n".join(boxes.values())
    found = {squashed: kind for squashed, kind in found.items() if page.count(squashed) <= boxed.count(squashed)}
    held = dict.fromkeys(found.values(), 0)
    for squashed, kind in found.items():
        held[kind] += len(squashed)
    return {wanted[squashed]: kind for squashed, kind in found.items() if held[kind] <= MOST_OF_KIND * total}


def _named_parts(tree: Any) -> Iterator[tuple[str, Any]]:
    for element in tree.iter(*BLOCKS):
        tag = element.tag
        if tag in TAGS:
            yield TAGS[tag], element
        elif (classes := element.get("class")) and (kind := _kind_of(classes)):
            yield kind, element
        elif (name := element.get("id")) and tag not in _HEADINGS and name.count("-") <= 3 and (kind := _kind_of(name)):
            yield kind, element  # a long id is a sentence made into an anchor


@lru_cache(maxsize=16_384)
def _kind_of(names: str) -> str:
    """The kind of box that a class or an id names; empty when it names none.

    >>> _kind_of("wide relatedPosts"), _kind_of("img__caption"), _kind_of("story-body")
    ('related box', 'caption', '')
    """
    for name in names[:LONGEST_NAME].split():
        if kind := _kind_of_name(name):
            return kind
    return ""


@lru_cache(maxsize=16_384)
def _kind_of_name(name: str) -> str:
    """The same for one of the names, most of which stand in many classes."""
    if not _STEM.search(name.lower()):
        return ""
    match = _NAME.search(_SEAM.sub("-", name).lower())
    return _ALL[match[0]] if match else ""


def _squash(text: str) -> str:
    return "".join(text.split())
