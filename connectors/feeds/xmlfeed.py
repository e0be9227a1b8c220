"""RSS, Atom, RDF and CDF as items, by feedparser; and what is told apart before feedparser sees it."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from connectors.feeds.items import Document, FeedSettings, Item, one_line, string, without_control
from connectors.feeds.markup import plain_paragraphs, plain_text, unescape_twice_escaped

HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
MAX_TAGS = 200_000  # outside CDATA, each of which costs feedparser time (docs/decisions/poll-limits.md)
MAX_ATTRIBUTES = 1_000  # of one tag; feedparser's time grows with their square
_FEED_ROOT = re.compile(r"<(?:[A-Za-z0-9_.-]{1,30}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_HTML_PAGE = frozenset(("html", "head", "body"))
_REFERENCE = re.compile(r"&#([0-9]{1,8}|[xX][0-9A-Fa-f]{1,8});?")
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{9,}|[xX][0-9A-Fa-f]{9,});?")
_ADDRESS = re.compile(r"(?:mailto:)?[^\s@()<>,;]{1,100}@[^\s@()<>,;]{1,100}")
_HTML_PIECE = re.compile(r"<(?:html|body|div|p|br|a)[\s>/]", re.IGNORECASE)
_PROLOG = re.compile(r"<!--.*?-->|<[?!][^<>]*>|[^<]+", re.DOTALL)
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9_.:-]{0,60})")
_LONG_TAG = re.compile(r"<[^<>]{8000,}")
_ITEM = re.compile(r"<(?:[A-Za-z0-9_.-]{1,30}:)?(?:item|entry)[\s>/]", re.IGNORECASE)


def is_html_page(text: str) -> bool:
    """By its first element, whatever the prolog says: feeds with ``<!DOCTYPE html>`` exist, and so do pages with a feed in
    a code sample."""
    place = 0
    for _ in range(50):
        step = _PROLOG.match(text, place)
        if not step:
            break
        place = step.end()
    first = _TAG.match(text, place)
    name = first[1].lower() if first else ""
    if name in _HTML_PAGE:
        return True
    return not _FEED_ROOT.search(text) and _HTML_PIECE.search(text[:20_000]) is not None


def too_complex(text: str, settings: FeedSettings) -> str:
    """Which structural limit the document breaks, in words; empty when none. Linear in its length."""
    limit = 10 * settings.max_entries
    if sum(1 for _ in zip(range(limit + 1), _ITEM.finditer(text), strict=False)) > limit:
        return f"more than {limit} entries"
    outside, *sections = text.split("<![CDATA[")
    if outside.count("<") + sum(section.partition("]]>")[2].count("<") for section in sections) > MAX_TAGS:
        return f"more than {MAX_TAGS} tags"
    if any(tag[0].count("=") > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        return f"a tag with more than {MAX_ATTRIBUTES} attributes"
    return ""


def read_xml(text: str, settings: FeedSettings) -> Document | str:
    import feedparser

    # A stream of bytes: feedparser would fetch or open a string. The text is UTF-8 by now, whatever its prolog says.
    # It isn't told the document's address: it would resolve guids against it, and they must outlive a move.
    headers = {"content-type": "application/xml; charset=utf-8"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stream = io.BytesIO(_mend(text).encode("utf-8", "replace"))
        result = feedparser.parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    if not result.get("version") and not result["entries"]:
        return "neither RSS, Atom, RDF nor JSON Feed"
    about = result["feed"]
    return Document(
        title=_inline(about, "title", settings),
        language=one_line(about.get("language"), settings)[:35],
        items=[replace(item, place=place) for place, item in enumerate(_xml_items(result["entries"], settings))],
    )


def _mend(text: str) -> str:
    """The document without characters and character references that XML doesn't allow; feedparser fails on some of them."""

    def keep(reference: re.Match[str]) -> str:
        digits = reference[1].lower()
        code = int(digits[1:], 16) if digits.startswith("x") else int(digits)
        return reference[0] if code <= 0x10FFFF and without_control(chr(code)) else "\ufffd"

    return _REFERENCE.sub(keep, _LONG_REFERENCE.sub("\ufffd", without_control(text)))


def _xml_items(entries: Sequence[Any], settings: FeedSettings) -> Iterator[Item]:
    for entry in entries:
        source = entry.get("source")
        source = source if isinstance(source, dict) else {}
        yield Item(
            guid=string(entry.get("id")),
            link=_link(entry),
            title=_inline(entry, "title", settings),
            text=_body(entry, settings),
            authors=_authors(entry, settings),
            published=string(dict.get(entry, "published")),
            updated=string(dict.get(entry, "updated")),
            language=_language(entry),
            source_name=one_line(dict.get(source, "title"), settings),
            source_url=string(dict.get(source, "href")),
        )


def _body(entry: Any, settings: FeedSettings) -> str:
    contents = entry.get("content")
    texts = [_value(part, settings) for part in contents if isinstance(part, dict)] if isinstance(contents, list) else []
    longest = max(texts, key=len, default="")
    if longest:
        return longest
    detail = entry.get("summary_detail")
    if isinstance(detail, dict):
        return _value(detail, settings)
    return plain_paragraphs(string(entry.get("summary")), settings.max_text_chars)


def _value(detail: Any, settings: FeedSettings) -> str:
    value, kind = string(detail.get("value")), string(detail.get("type"))
    if kind in HTML_TYPES or "<" in value:
        return plain_paragraphs(value, settings.max_text_chars)
    return plain_text(unescape_twice_escaped(value), settings.max_text_chars)


def _inline(holder: Any, name: str, settings: FeedSettings) -> str:
    """A title: one line of plain text, whatever type it is said to have."""
    detail = holder.get(f"{name}_detail")
    value = string(holder.get(name))
    kind = string(detail.get("type")) if isinstance(detail, dict) else ""
    if kind in HTML_TYPES:
        value = plain_paragraphs(value, settings.max_title_chars)
    return one_line(unescape_twice_escaped(value), settings)


def _authors(entry: Any, settings: FeedSettings) -> tuple[str, ...]:
    people = [string(dict.get(author, "name")) for author in entry.get("authors") or () if isinstance(author, dict)]
    whole = string(entry.get("author"))
    if len(people) < 2 and (not any(people) or "@" in whole):
        people = [whole]  # "mail@host (Name)": feedparser splits it wrongly when the top-level domain is long
    names = (one_line(unescape_twice_escaped(_ADDRESS.sub(" ", name)), settings).strip(" ()<>,;")[:200] for name in people)
    return tuple(dict.fromkeys(name for name in names if name))[:20]


def _language(entry: Any) -> str:
    contents = entry.get("content")
    first = contents[0] if isinstance(contents, list) and contents else None
    for detail in (first, entry.get("summary_detail"), entry.get("title_detail")):
        if isinstance(detail, dict) and (language := string(dict.get(detail, "language"))):
            return language[:35]
    return ""


def _link(entry: Any) -> str:
    """The address of the entry's page; a guid counts only when it is an address by itself."""
    original = string(entry.get("feedburner_origlink"))
    if original.startswith(("http://", "https://")):
        return original
    link = string(entry.get("link"))
    if link and (not entry.get("guidislink") or link.startswith(("http://", "https://"))):
        return link
    for other in entry.get("links") or ():
        if isinstance(other, dict) and dict.get(other, "rel") in (None, "alternate", "self") and (href := string(dict.get(other, "href"))):
            return href
    return ""
