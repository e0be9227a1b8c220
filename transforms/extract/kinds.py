"""What a page is when it is no article: a consent wall, a paywall, a challenge, an error page or an index of other pages.

Structure decides first: what the page declares itself, how much prose of its own the text holds, how much of it stands in links
and teaser cards, forms, buttons and scripts. Words only count together with such structure, and never against a page that has
prose of its own. A page about which there is doubt is an article (docs/decisions/extract-page-kinds.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from connectors.web.urls import canonical_url, is_front_page, registered_domain
from transforms.extract.facts import PageFacts
from transforms.extract.phrases import (
    ACCEPT,
    CHALLENGE,
    CHALLENGER,
    CONSENT,
    CONSENT_PLACE,
    ERROR,
    ERROR_CODE,
    ERROR_PLACE,
    PAYWALL_PLACE,
    PRICE,
    PROMPT,
)
from transforms.strip.residue import is_prose, word_count
from transforms.text.headline import headline_key

OWN_PROSE = 60  # words of prose from which a page that declares an article is one
TEASER = 15  # words of other text from which a page behind a paywall still tells something
BARE_WORDS = 250  # words of a whole page up to which it may be a challenge or an error page
BARE_LINKS = 60  # links up to which a page may be a challenge
CARDS = 5  # teasers of other pages from which a page may be an index
INDEXED = 0.6  # share of a text that stands in links and teasers from which its page is an index
HEADLINE = 4  # words from which the text of a link is a headline
INDEX_TYPES = frozenset({"collectionpage", "searchresultspage", "itemlist", "imagegallery", "videogallery", "mediagallery", "profilepage"})
FEW_WORDS = 40  # words of a page that shows nothing but a notice
SENTENCE = 8  # words from which a line says something
CONSENTING = 25  # words on one about consent (an offer, an error), at most, in a text that is about that
SHORT = 120  # characters of a line in which one such word is enough
LONG = 1_000  # characters of a line that are looked at
MUCH_PROSE = 200  # words of prose from which only an index is no article
LONGEST_WALL = 600  # words of a text up to which it may be a consent wall's
CARD_WORDS = 80  # words of one teaser at most
CARD_LEVELS = 12  # levels of markup between a headline and the whole of its card, at most
MOST_CARDS = 500  # that are looked at
MOST_SHOWN = 20_000  # characters of a page that are looked at
MOST_SCRIPT = 4_000  # characters of one script that are looked at
MARKS = ("id", "class", "action", "src")
LISTING = re.compile(
    r"/(?:tags?|category|categories|topics?|themen?|search|suche|archives?|section|rubrik|author|page/\d+|etiquetas?|tema|sujet|тег)(?:/|$)",
    re.IGNORECASE,
)
INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "font", "u", "small", "mark"})
UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "iframe", "svg", "select"})


@dataclass(frozen=True, slots=True)
class WrongKind:
    """Why a page is no article: the reason of its reject, and what to do about it."""

    reason: str  # "consent wall", "paywall", "challenge page", "error page", "index page"
    detail: str
    about_article: bool = False  # whether what the page says of itself is true of the article: only a paywall's is


CONSENT_WALL = WrongKind(
    "consent wall",
    "the page asks for consent and shows no article; give the article's text in the feed, or pages fetched with consent",
)
PAYWALL = WrongKind(
    "paywall",
    "the page offers a subscription or asks to sign in, and shows no article; give the text in the feed, or pages fetched by a subscriber",
    about_article=True,
)
CHALLENGE_PAGE = WrongKind(
    "challenge page",
    "the site keeps programs out (a captcha, a check of the browser, scripts that write the page); ask it for access, or fetch slower",
)
ERROR_PAGE = WrongKind("error page", "the site says that there is no such page or that it failed; look whether the link still works")
INDEX_PAGE = WrongKind("index page", "the page lists other pages and has no article of its own; give links to articles")


def kind_of_page(tree: Any, facts: PageFacts, lines: Sequence[str], url: str = "") -> WrongKind | None:
    """Why a parsed page, with the lines of text that were found in it, is no article; None for an article.

    Costs next to nothing on a page that declares itself an article and has the text of one.
    """
    told = 0
    prose = []
    for line in lines:
        if is_prose(line) and not _is_about(CONSENT, line):
            prose.append(line)
            told += word_count(line)
            if facts.declared and told >= OWN_PROSE:
                return None
    if told < MUCH_PROSE:
        page = _look(tree)
        if _is_challenge(page, facts, prose):
            return CHALLENGE_PAGE
        if _is_error(page, facts, prose):
            return ERROR_PAGE
        if _is_consent_wall(page, facts, lines, told, url):
            return CONSENT_WALL
        if _is_paywall(page, facts, lines):
            return PAYWALL
    return INDEX_PAGE if not facts.declared and _is_index(tree, facts, lines, url) else None


@dataclass(frozen=True, slots=True)
class _Look:
    """What a reader and his browser see of a page."""

    shown: str  # the text, on one line; what is past ``MOST_SHOWN`` characters is left out
    words: int  # of it
    silent: str  # what is shown without scripts
    links: int
    passwords: int
    controls: tuple[str, ...]  # what buttons, and links that act as such, say
    marks: str  # where scripts, frames and forms point, ids and classes; one a line


def _look(tree: Any) -> _Look:
    shown: list[str] = []
    silent: list[str] = []
    controls: list[str] = []
    marks: list[str] = []
    links = passwords = characters = 0
    body = tree.find("body")
    stack = [tree if body is None else body]
    for script in tree.iter("script", "iframe"):
        marks.append(script.get("src") or (script.text or "")[:MOST_SCRIPT])
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            if characters < MOST_SHOWN and (text := element.strip()):
                shown.append(text)
                characters += len(text)
            continue
        tag = element.tag
        if tag in UNSEEN:
            if tag == "noscript":
                silent.append(" ".join(element.itertext()))
        else:
            if tag == "a":
                links += 1
            if tag == "input":
                passwords += element.get("type") == "password"
                controls.append(element.get("value") or "")
            elif tag == "button" or element.get("role") == "button" or (tag == "a" and _acts(element)):
                controls.append(" ".join(element.itertext()))
            marks.extend(value for name in MARKS if (value := element.get(name)))
            for child in reversed(element):
                stack.append(child.tail or "")
                stack.append(child)
            stack.append(element.text or "")
    text = " ".join(" ".join(shown).split())
    said = tuple(" ".join(control.split())[:80] for control in controls)
    return _Look(text, word_count(text), " ".join(" ".join(silent).split()), links, passwords, said, "\n".join(marks))


def _acts(link: Any) -> bool:
    target = link.get("href") or "#"
    return target.startswith(("#", "javascript:")) or len(" ".join(link.itertext())) <= 40


def _is_challenge(page: _Look, facts: PageFacts, prose: Sequence[str]) -> bool:
    """A bare page that speaks of robots, blocks or scripts, or holds the works of a product that keeps programs out."""
    own = sum(word_count(line) for line in prose if not _is_about(CHALLENGE, line))
    if page.links > BARE_LINKS or page.words > BARE_WORDS or own >= TEASER * 2:
        return False
    headed = any(CHALLENGE.search(text.lower()) for text in (facts.document_title, *facts.headings[:2]))
    spoken = headed or CHALLENGE.search(page.shown.lower()) is not None
    if CHALLENGER.search(page.marks):
        return spoken or page.words < FEW_WORDS
    if facts.declared:
        return False
    return (
        headed or (spoken and page.words < 2 * FEW_WORDS) or (page.words < FEW_WORDS and CHALLENGE.search(page.silent.lower()) is not None)
    )


def _is_error(page: _Look, facts: PageFacts, prose: Sequence[str]) -> bool:
    """A page whose title or heading says so, with hardly a sentence about anything else."""
    if facts.declared or sum(word_count(line) for line in prose if not _is_about(ERROR, line)) >= OWN_PROSE:
        return False
    heads = (facts.document_title, *facts.titles[:1], *facts.headings[:2])
    if any(ERROR_CODE.search(head) for head in heads) and (page.words <= BARE_WORDS or ERROR.search(page.shown.lower())):
        return True
    return any(ERROR.search(head.lower()) for head in heads) and (page.words <= BARE_WORDS or ERROR_PLACE.search(page.marks) is not None)


def _is_consent_wall(page: _Look, facts: PageFacts, lines: Sequence[str], told: int, url: str) -> bool:
    """A page that takes consent, and whose text, if it has one, is about nothing else."""
    if not any(ACCEPT.match(control) for control in page.controls):
        return False
    if not facts.declared and CONSENT_PLACE.search(_parts(url)[0]):
        return True
    words = sum(map(word_count, lines))
    if told >= 2 * TEASER or words > LONGEST_WALL:
        return False
    if words >= TEASER:
        return 2 * sum(word_count(line) for line in lines if _is_about(CONSENT, line)) >= words
    return page.words <= 2 * BARE_WORDS and CONSENTING * len(CONSENT.findall(page.shown.lower())) >= page.words


def _is_paywall(page: _Look, facts: PageFacts, lines: Sequence[str]) -> bool:
    """An offer to subscribe or sign in, and not a sentence of the article."""
    said = {headline_key(text) for text in (*facts.titles, *facts.headings, facts.headline, facts.document_title)}
    offers = told = 0
    for line in lines:
        if _is_about(PROMPT, line) or (PRICE.search(line) and len(line) <= SHORT):
            offers += 1
        elif word_count(line) >= SENTENCE and headline_key(line) not in said:
            told += word_count(line)
    if told >= TEASER:
        return False
    if facts.locked:
        return True
    if page.passwords and page.links <= BARE_LINKS and page.words <= BARE_WORDS:
        return True
    return offers >= 2 and PAYWALL_PLACE.search(page.marks) is not None


def _is_index(tree: Any, facts: PageFacts, lines: Sequence[str], url: str) -> bool:
    """Cards that announce other pages, each a headline that is a link, hold most of the text that was found."""
    if sum(count for line in lines if (count := word_count(line)) > CARD_WORDS) >= 2 * OWN_PROSE:
        return False
    cards = _cards(tree, url)
    if len(cards) < CARDS:
        return False
    listed = "\n".join(cards)
    words = own = prose = 0
    for line in lines:
        count = word_count(line)
        if count < HEADLINE:
            continue
        words += count
        if headline_key(line) not in listed:
            own += count
            prose += count if is_prose(line) else 0
    declares = bool(facts.kinds & INDEX_TYPES) or (url and is_front_page(canonical_url(url))) or LISTING.search(_parts(url)[1]) is not None
    if declares and prose < OWN_PROSE and len(cards) >= 2 * CARDS:
        return True
    return words - own >= INDEXED * words and prose < (2 * OWN_PROSE if declares else OWN_PROSE)


def _cards(tree: Any, url: str) -> list[str]:
    """The keys of the texts of all blocks that announce one other page of the same site: a headline that is, whole, a link,
    and what little stands with it."""
    site = registered_domain(url) if url else ""
    hosts: dict[str, bool] = {}
    found: dict[Any, str] = {}
    for link in tree.iter("a"):
        if (
            len(found) < MOST_CARDS
            and word_count(link.text_content()) >= HEADLINE
            and _stands_alone(link)
            and (target := _target(link, url, site, hosts))
        ):
            found[link] = target
    inside: dict[Any, set[str]] = {}
    for link, target in found.items():
        for parent in islice(link.iterancestors(), CARD_LEVELS):
            inside.setdefault(parent, set()).add(target)
    cards: dict[str, str] = {}
    for link, target in found.items():
        text = link.text_content()
        for parent in islice(link.iterancestors(), CARD_LEVELS):
            if len(inside[parent]) > 1 or parent.tag == "body":
                break
            larger = parent.text_content()
            if word_count(larger) > CARD_WORDS:
                break
            text = larger
        cards[target] = cards.get(target, "") + "\n" + headline_key(text)
    return list(cards.values())


def _target(link: Any, url: str, site: str, hosts: dict[str, bool]) -> str:
    """The other page of the same site that a link leads to, else nothing. ``hosts`` remembers which hosts are the site's."""
    href = (link.get("href") or "").strip().split("#")[0]
    if not href or href.startswith(("javascript:", "mailto:", "tel:", "data:")):
        return ""
    try:
        target = urljoin(url, href)
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.netloc and site:
        if parts.netloc not in hosts:
            hosts[parts.netloc] = registered_domain(target) == site
        if not hosts[parts.netloc]:
            return ""
    return "" if target == url.split("#")[0] else target


def _stands_alone(link: Any) -> bool:
    """Whether a link is no part of a sentence: nothing but blanks beside it in its block."""
    element = link
    for parent in link.iterancestors():
        if (element.tail or "").strip() or (parent.text or "").strip():
            return False
        if parent.tag not in INLINE:
            return True
        element = parent
    return True


def _parts(url: str) -> tuple[str, str]:
    """Host and path of a URL; empty for what is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""


def _is_about(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a line speaks of such things throughout: one mention in a short line, one in ``CONSENTING`` words of a longer one."""
    text = line[:LONG].lower()
    found = pattern.search(text)
    return found is not None and (len(line) <= SHORT or CONSENTING * len(pattern.findall(text)) >= word_count(text))
