"""Broken feeds made readable: text in, text out. Everything here is linear in the length of the text."""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from typing import NamedTuple

from connectors.feeds.items import ADDRESS, MAX_CATEGORIES, MAX_NAME, without_control

NAME = r"(?:[A-Za-z0-9_.-]{1,30}:)?"
ROOT = re.compile(rf"<({NAME}(?i:rss|feed|rdf|channel))[\s>]")
ITEM = re.compile(rf"<{NAME}(?i:item|entry)[\s>/]")
_HTML_PAGE = frozenset(("html", "head", "body"))
_HTML_PIECE = re.compile(r"<(?:html|body|div|p|br|a)[\s>/]", re.IGNORECASE)
_PROLOG = re.compile(r"<!--.*?-->|<[?!][^<>]*>|[^<]+", re.DOTALL)
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9_.:-]{0,60})")
_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]{0,1000}\?>", re.IGNORECASE)
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{9,}|[xX][0-9A-Fa-f]{9,});?")
# Sections that hold no references, a reference, or else a character that begins nothing.
_REFERENCE = re.compile(r"&#(?P<number>[0-9]{1,8}|[xX][0-9A-Fa-f]{1,8});?")
_FAULT = re.compile(
    r"(?P<section><!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))"
    r"|&#(?P<number>[0-9]{1,8}|[xX][0-9A-Fa-f]{1,8});?"
    r"|&(?P<name>[A-Za-z][A-Za-z0-9]{1,31});"
    r"|&|<(?![A-Za-z_/!?])",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?P<slash>/?)(?P<name>[A-Za-z_][A-Za-z0-9_.:-]*+)[^<>]*+>", re.DOTALL
)
MAX_OPEN = 100  # elements within each other
_LABEL = re.compile(r"</?(?:[A-Za-z0-9_.-]{1,30}:)?(?P<name>(?i:item|entry|category|subject|keywords|tags))(?=[\s/>])[^<>]*>?")
MAX_ALL_CATEGORIES = 5_000  # of a document, should what looks like items be none
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))


def is_html_page(text: str) -> bool:
    """By its first element, whatever the prolog says: feeds with ``<!DOCTYPE html>`` exist, and so do pages with a feed in
    a code sample."""
    first = _first_tag(text)
    if first and first[1].lower() in _HTML_PAGE:
        return True
    return not ROOT.search(text) and _HTML_PIECE.search(text[:20_000]) is not None


def _first_tag(text: str) -> re.Match[str] | None:
    place = 0
    for _ in range(50):
        step = _PROLOG.match(text, place)
        if not step:
            break
        place = step.end()
    return _TAG.match(text, place)


def feed_inside(page: str) -> str:
    """The feed that a web page holds: from its root to the root's end, with an entry in between; empty when there is none.

    >>> feed_inside("<html><body><rss><channel><item><link>/1</link></item></channel></rss></body></html>")
    '<rss><channel><item><link>/1</link></item></channel></rss>'
    >>> feed_inside("<html><body>An <rss> element</body></html>")
    ''
    """
    root = ROOT.search(page)
    if not root:
        return ""
    end = page.rfind(f"</{root[1]}>")
    piece = page[root.start() : end + len(root[1]) + 3] if end > root.start() else ""
    return piece if ITEM.search(piece) else ""


def without_declaration(text: str) -> str:
    """The document without its XML declaration, which may name an encoding or a version that the text no longer has."""
    declared = _DECLARATION.match(text)
    return text[declared.end() :] if declared else text


def mend(text: str) -> str:
    """A document without what keeps XML parsers from reading it, as far as it can be told what was meant.

    Characters that XML doesn't allow go. An ampersand that begins no reference is one, and so is a less-than sign that begins
    no tag; HTML's named references become their characters. What stands before and behind the feed goes, too.

    >>> mend("<rss><link>/a?id=7&lang=en</link><title>Fish &amp; chips&nbsp;&mdash; 1 < 2</title></rss><!-- 7 ms -->")
    '<rss><link>/a?id=7&amp;lang=en</link><title>Fish &amp; chips\\xa0— 1 &lt; 2</title></rss>'
    """
    text = without_declaration(_LONG_REFERENCE.sub("\ufffd", without_control(text)))
    if "<!ENTITY" in text:
        return _REFERENCE.sub(_allowed, text)
    text = _FAULT.sub(_mended, text)
    first = _first_tag(text)
    root = first if first and ROOT.match(text, first.start()) else ROOT.search(text)
    if not root:
        return text
    end = text.rfind(f"</{root[1]}>")
    if end <= root.start():
        return _closed(text[root.start() :])
    return text[root.start() : len(text) if ITEM.search(text, end) else end + len(root[1]) + 3]


def _closed(text: str) -> str:
    """A document that was cut off, up to the cut, with its open elements closed."""
    if text.rfind("<![CDATA[") > text.rfind("]]>"):
        text += "]]>"
    elif text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]
    stack: list[str] = []
    for token in _TOKEN.finditer(text):
        if not token["name"] or token[0].endswith("/>"):
            continue
        if not token["slash"]:
            stack.append(token["name"])
        elif stack and stack[-1] == token["name"]:
            stack.pop()
        if len(stack) > MAX_OPEN:
            return text
    return text + "".join(f"</{name}>" for name in reversed(stack))


def _mended(fault: re.Match[str]) -> str:
    if fault["section"]:
        return _REFERENCE.sub(_allowed, fault[0])
    if fault[0].startswith("&#"):
        return _allowed(fault)
    if name := fault["name"]:
        if name in _XML_NAMES:
            return fault[0]
        return html.escape(html.entities.html5.get(f"{name};", f"&{name};"), quote=False)
    return "&amp;" if fault[0] == "&" else "&lt;"


def _allowed(reference: re.Match[str]) -> str:
    """A numbered reference as XML has them, one character for what it doesn't allow."""
    digits = reference["number"].lower()
    code = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return f"&#{digits};" if code <= 0x10FFFF and without_control(chr(code)) else "\ufffd"


class _Child(NamedTuple):
    """An element of an item as it stands in the text."""

    name: str
    start: int
    inside: int
    outside: int
    end: int
    nested: bool  # elements stand in it
    deep: bool  # it stands in a media group


_SEARCH_FIELD = re.compile(r"(</?)(?i:textinput)\b")  # where one stands in an item, feedparser may give up the whole document
_OPEN_LINK = re.compile(r"(<link>[^<]*)(?=<(?!/link|!))")  # the next item's end of it would make feedparser give up, too
_EMPTY_LINK = re.compile(r"<link\s*(?:/>|>\s*</link>)", re.IGNORECASE)
# A link whose text is no address of the item.
_NO_PAGE = re.compile(r"<(?![^<>]*\bhref\b)[^<>]*\srel\s*+=\s*+[\"']?+(?!alternate|[\"'])", re.IGNORECASE)
PEOPLE = frozenset(("author", "dc:creator", "dc:author", "itunes:author", "managingeditor"))
_STRUCTURED = frozenset(("author", "contributor", "source"))
# What stands in for an item's title or text where it has none of its own: the first of them that says something.
TITLES = ("title", "dc:title", "media:title")
CONTENTS = ("content:encoded", "content", "encoded", "body", "xhtml:body", "fullitem")
TEXTS = ("description", "summary", "abstract", "dc:description", "itunes:summary", "media:description")


def own_elements(text: str) -> str:
    """The document with items that hold only what is their own: no title, link, text or date of a picture, a search field, a related
    story or a media group inside an item, no stand-in for a title or a text beside the real one, and no keywords and more categories than
    are read.

    >>> own_elements("<rss><item><title>Real</title><image><title>Pic</title></image></item></rss>")
    '<rss><item><title>Real</title></item></rss>'
    """
    text = _OPEN_LINK.sub(r"\1</link>", _SEARCH_FIELD.sub(r"\1search-field", _EMPTY_LINK.sub("", text)))
    cuts = sorted((cut for children in _items(text) for cut in _foreign(text, children)), key=lambda cut: (cut[0], -cut[1]))
    kept, place = [], 0
    for start, end in cuts:
        if start >= place:
            kept.append(text[place:start])
            place = end
    return _few_categories("".join(kept) + text[place:])


def _items(text: str) -> Iterator[list[_Child]]:
    """The children of each item that are closed as they should be, and the titles and texts in their media groups."""
    children: list[_Child] = []
    stack: list[tuple[str, int, int, bool]] = []  # (name, start, where its inside starts, whether elements stand in it)
    inside = False
    for token in _TOKEN.finditer(text):
        name = (token["name"] or "").lower()
        if not name:
            continue
        item = name.rpartition(":")[2] in ("item", "entry")
        if item and not stack:
            if inside:
                yield children
            inside, children = not token["slash"], []
        elif not inside or token[0].endswith("/>"):
            continue
        elif item:  # an element was left open: nothing more is known of this item
            yield children
            inside, children, stack = not token["slash"], [], []
        elif not token["slash"]:
            if stack:
                stack[-1] = (*stack[-1][:3], True)
            if len(stack) < MAX_OPEN:
                stack.append((name, token.start(), token.end(), False))
        elif stack and stack[-1][0] == name:
            name, start, within, nested = stack.pop()
            if not stack or name.startswith("media:"):
                children.append(_Child(name, start, within, token.start(), token.end(), nested, bool(stack)))
    yield children


def _foreign(text: str, children: list[_Child]) -> Iterator[tuple[int, int]]:
    """Where the item holds what isn't its own."""
    full = [child for child in children if text[child.inside : child.outside].replace("<![CDATA[", "").replace("]]>", "").strip()]
    full.sort(key=lambda child: child.deep)
    own = [next((child for name in names for child in full if child.name == name), None) for names in (TITLES, TEXTS)]
    for child in children:
        if child.name in PEOPLE:  # feedparser splits an address wrongly when its top-level domain is long
            for address in ADDRESS.finditer(text, child.inside, min(child.outside, child.inside + MAX_NAME)):
                yield address.span()
        if child in own or child.name in CONTENTS or child.name in PEOPLE:
            continue
        if child.name == "link" and _NO_PAGE.match(text, child.start, child.end):
            yield child.start, child.end
            continue
        if child.name in TITLES or child.name in TEXTS:
            yield child.start, child.end
        elif child.nested and child.name.rpartition(":")[2] not in _STRUCTURED:
            place = child.start
            for other in own:
                if other and child.start < other.start and other.end <= child.end:
                    yield place, other.start
                    place = other.end
            yield place, child.end


def _few_categories(text: str) -> str:
    """The document with as many categories as are read, and without keywords: of the others the tags are cut.

    feedparser's time grows with the square of their number in one item, and every part of a list of keywords counts as one.
    """
    kept, place, here, all = [], 0, 0, 0
    for tag in _LABEL.finditer(text):
        name = tag["name"].lower()
        if name in ("item", "entry"):
            here = 0
            continue
        if name in ("category", "subject"):
            starts = not tag[0].startswith("</")
            here, all = here + starts, all + starts
            if here <= MAX_CATEGORIES and all <= MAX_ALL_CATEGORIES:
                continue
        kept.append(text[place : tag.start()])
        place = tag.end()
    return "".join(kept) + text[place:]
