"""What the readers of all feed formats agree on: the bounds, the items as they stand in a document, plain strings, and what a
title, a person's name and the address among several are."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin

from connectors.dates import UNREAD, WrittenDate
from connectors.feeds.hints import SAYS_NOTHING, Hints
from connectors.feeds.markup import plain_paragraphs, plain_text, unescape_twice_escaped

HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
# The elements that feedparser takes for a sign of markup in what should be plain text.
HTML_ELEMENTS = frozenset(
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col colgroup command "
    "datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer form h1 h2 h3 h4 "
    "h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter multicol nav nextid noscript ol optgroup option output "
    "p pre progress q s samp section select small sound source spacer span strike strong sub sup table tbody td textarea tfoot th thead "
    "time tr tt u ul var video".split()
)


@dataclass(frozen=True, kw_only=True)  # no slots: PollSettings takes its defaults from here
class FeedSettings:
    """Bounds of what one feed document may hold."""

    max_entries: int = 5_000
    """Entries taken from one document, the newest by date; the others are rejects (docs/decisions/poll-limits.md)."""
    max_title_chars: int = 1_000
    """Characters of a title, names and the like."""
    max_text_chars: int = 200_000
    """Characters of an entry's own text, several times a long magazine piece."""

    def __post_init__(self) -> None:
        for name in ("max_entries", "max_title_chars", "max_text_chars"):
            if getattr(self, name) < 1:
                raise ValueError(f"feeds.{name} is {getattr(self, name)}; make it 1 or more")


@dataclass(slots=True, kw_only=True)
class Item:
    """One item as its format gives it: strings taken out, nothing decided."""

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    published: str = ""  # as written; what it means is read with all items in view, by ``dates.date_items``
    published_on: WrittenDate = UNREAD
    updated: str = ""
    updated_on: WrittenDate = UNREAD
    language: str = ""
    source_name: str = ""
    source_url: str = ""
    place: int = 0


@dataclass(slots=True, kw_only=True)
class Document:
    """A feed as its format gives it."""

    title: str = ""
    language: str = ""
    items: list[Item] = field(default_factory=list)
    hints: Hints = SAYS_NOTHING


class NoFeed(NamedTuple):
    """Why a document is none: a short constant, and in words."""

    reason: str
    detail: str


class Link(NamedTuple):
    """A link of an item or a feed, as Atom has them."""

    rel: str
    type: str
    href: str


def choose_link(links: Iterable[Link], *, original: str = "", guid: str = "", content: str = "") -> str:
    """The address of a page among the links beside it; empty when none is one.

    An alternate of HTML comes first, then a ``guid`` that is an address, alternates of other types, where Atom's ``content``
    lies, the link to itself. ``original`` goes before all: what a redirecting service says the link was. A link that is
    neither http(s) nor relative is no page.

    >>> choose_link([Link("enclosure", "", "https://a.example/p.jpg"), Link("alternate", "text/html", "/news/1")])
    '/news/1'
    >>> choose_link([Link("alternate", "", "nostr:abc"), Link("self", "", "https://a.example/1.atom")], guid="https://a.example/1")
    'https://a.example/1'
    """
    if original.startswith(("http://", "https://")):
        return original
    ranks: tuple[list[str], ...] = ([], [], [], [])
    for rel, kind, href in links:
        if rel in ("", "alternate"):
            ranks[0 if _CONTENT_TYPES.get(kind, kind) in HTML_TYPES else 2].append(href)
        elif rel == "self":
            ranks[3].append(href)
    ranks[1].extend(address for address in (guid,) if address[:8].lower().startswith(("http://", "https://")))
    ranks[2].extend(address for address in (content,) if address)
    return next((href for rank in ranks for href in rank if href and _PAGE.match(href)), "")


_PAGE = re.compile(r"https?:|(?![A-Za-z][A-Za-z0-9+.-]*:)", re.IGNORECASE)
_CONTENT_TYPES = {"": "text/html", "text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}


def content_type(declared: str, default: str) -> str:
    """The type of a text: Atom's short names written out.

    >>> content_type("xhtml", "text/plain"), content_type("", "text/plain")
    ('application/xhtml+xml', 'text/plain')
    """
    declared = declared.strip().lower()
    return _CONTENT_TYPES.get(declared, declared) if declared else default


def on_site(link: str, site: str) -> str:
    """A link that may be relative, resolved against the address of the site that its feed names, if that one is absolute.

    >>> on_site("/news/1", "https://ledger.example/"), on_site("/news/1", "/")
    ('https://ledger.example/news/1', '/news/1')
    """
    if not link or not site.startswith(("http://", "https://")) or link.startswith(("http://", "https://")):
        return link
    try:
        return urljoin(site, link)
    except ValueError:
        return link


def title_of(value: str, kind: str, settings: FeedSettings, *, guess: bool = False) -> str:
    """A title: one line of plain text. With ``guess``, plain text that looks like markup is taken for markup.

    >>> title_of("It&#8217;s <em>new</em> &amp; true", "text/plain", FeedSettings(), guess=True)
    'It’s new & true'
    >>> title_of("On the <dl>", "text/plain", FeedSettings(), guess=True)
    'On the <dl>'
    """
    value = string(value)
    if kind in HTML_TYPES or (guess and kind == "text/plain" and looks_like_html(value)):
        value = plain_paragraphs(value, settings.max_title_chars)
    return one_line(unescape_twice_escaped(value), settings)


def body_of(value: str, kind: str, settings: FeedSettings) -> str:
    """An item's own text as paragraphs, whatever type it is said to have."""
    if kind in HTML_TYPES or "<" in value:
        return plain_paragraphs(value, settings.max_text_chars)
    return plain_text(unescape_twice_escaped(value), settings.max_text_chars)


def people_of(names: Iterable[str], settings: FeedSettings) -> tuple[str, ...]:
    """The names of authors, each once, without their addresses.

    >>> people_of(["desk@ledger.example (Ada Lind)", "Ada Lind", ""], FeedSettings())
    ('Ada Lind',)
    """
    plain = (one_line(unescape_twice_escaped(ADDRESS.sub(" ", name[:MAX_NAME])), settings).strip(" ()<>,;")[:200] for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))[:20]


MAX_NAME = 2_000  # characters in which a person's name, or a category, is looked for


def categories_of(names: Iterable[str], settings: FeedSettings) -> tuple[str, ...]:
    """Categories as plain text, each once and of at most 200 characters, the first 50.

    >>> categories_of(["Food &amp; Drink", " Ports  and ferries", "", "Food & Drink"], FeedSettings())
    ('Food & Drink', 'Ports and ferries')
    """
    plain = (title_of(name[:MAX_NAME], "text/plain", settings, guess=True)[:MAX_CATEGORY].strip() for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))[:MAX_CATEGORIES]


MAX_CATEGORY = 200  # characters
MAX_CATEGORIES = 50  # elements of one item that are looked at, and categories that are taken (docs/decisions/poll-limits.md)
ADDRESS = re.compile(r"(?:mailto:)?[^\s@()<>,;\[\]]{1,100}@[^\s@()<>,;\[\]]{1,100}")


def looks_like_html(text: str) -> bool:
    """Whether a text has end tags or references and all that looks like a tag or a named reference is known: feedparser's rule."""
    if ("</" not in text and "&" not in text) or not _MARKUP.search(text):
        return False
    if any(tag.lower() not in HTML_ELEMENTS for tag in _TAG_NAME.findall(text)):
        return False
    return all(name in html.entities.entitydefs for name in _NAMED_REFERENCE.findall(text))


_MARKUP = re.compile(r"</\w+>|&#?\w+;")
_TAG_NAME = re.compile(r"</?(\w+)")
_NAMED_REFERENCE = re.compile(r"&(\w+);")


def string(value: Any) -> str:
    return without_control(value).strip() if isinstance(value, str) else ""


def one_line(value: Any, settings: FeedSettings) -> str:
    return plain_text(" ".join(string(value).split()), settings.max_title_chars)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def without_control(text: str) -> str:
    return _CONTROL.sub("", text)
