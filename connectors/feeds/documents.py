"""One feed document as entries: RSS, Atom, RDF and CDF by feedparser, JSON Feed by its own small reader.

What comes in is bytes as a server sent them; what comes out is every entry exactly once, as an ``Entry``, a duplicate
of one, or a ``Reject``. Nothing here raises for what a feed may contain, and nothing fetches.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from connectors.feeds.dates import read_published
from connectors.feeds.jsonfeed import read_json_items
from connectors.feeds.markup import decode_document, plain_paragraphs, plain_text, unescape_twice_escaped
from connectors.records import Entry, Feed, Reject, content_hash, format_time, identity_key
from connectors.urls import canonical_url, is_aggregated, is_front_page

HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
SHARED_LINK = 3  # this many differently titled entries with one link: it is a section page, not their own
MAX_TAGS = 200_000  # outside CDATA; feedparser takes up to 40 µs for one. 200 real feeds have at most 8,400
MAX_ATTRIBUTES = 1_000  # of one tag; feedparser's time grows with their square
SHARED_STAMP = 5  # this many entries and all with one time: it is the generator's clock, not theirs

_FEED_ROOT = re.compile(r"<(?:[A-Za-z0-9_.-]{1,30}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_HTML_PAGE = frozenset(("html", "head", "body"))
_PROLOG = re.compile(r"<!--.*?-->|<[?!][^<>]*>|[^<]+", re.DOTALL)
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9_.:-]{0,60})")
_LONG_TAG = re.compile(r"<[^<>]{8000,}")
_ITEM = re.compile(r"<(?:[A-Za-z0-9_.-]{1,30}:)?(?:item|entry)[\s>/]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)  # no slots: PollSettings takes its defaults from here
class FeedSettings:
    """Bounds of what one feed document may hold."""

    max_entries: int = 5_000
    """Entries taken from one document; the ones after that are rejects. The longest of 200 real feeds has 1,046."""
    max_title_chars: int = 1_000
    """Characters of a title, names and the like."""
    max_text_chars: int = 200_000
    """Characters of an entry's own text; a long magazine piece has 60,000."""

    def __post_init__(self) -> None:
        for name in ("max_entries", "max_title_chars", "max_text_chars"):
            if getattr(self, name) < 1:
                raise ValueError(f"feeds.{name} is {getattr(self, name)}; make it 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What one feed document holds. ``listed == len(entries) + duplicates + len(rejects)``."""

    title: str = ""
    language: str = ""  # as the feed declares it
    entries: tuple[Entry, ...] = ()  # in document order
    duplicates: int = 0  # items that repeat the identity of an entry
    rejects: tuple[Reject, ...] = ()
    duplicate_keys: tuple[str, ...] = ()  # identity keys that only duplicates have
    reason: str = ""  # why it is no feed; empty when it is one
    detail: str = ""

    @property
    def listed(self) -> int:
        return len(self.entries) + self.duplicates + len(self.rejects)


@dataclass(slots=True, kw_only=True)
class Item:
    """One item as its format gives it: strings taken out, nothing decided."""

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    published_parsed: time.struct_time | None = None
    updated: str = ""
    updated_parsed: time.struct_time | None = None
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


def parse_feed(
    body: bytes, *, feed: Feed, url: str, as_of: datetime, content_type: str = "", settings: FeedSettings | None = None
) -> ParsedFeed:
    """The entries of one feed document.

    ``url`` is where it was found and resolves relative links; ``content_type`` is the whole header, read for its charset
    only. A body that is no feed gives no entries and a ``reason``: "empty", "html instead of a feed", "not a feed",
    "too complex", "unreadable".
    """
    settings = settings or FeedSettings()
    text = decode_document(body, content_type)
    head = text.lstrip("\ufeff \t\r\n\0")
    if not head:
        return ParsedFeed(reason="empty", detail=f"{len(body)} bytes without a character")
    try:
        if head[0] in "{[":
            document = _read_json(head, settings)
        else:
            if _is_html_page(head):
                return ParsedFeed(reason="html instead of a feed", detail="the address answers with a web page; look up its feed")
            if problem := _too_complex(head, settings):
                return ParsedFeed(reason="too complex", detail=problem)
            document = _read_xml(head, url, settings)
    except Exception as error:  # feedparser has failed on hostile input in many ways; each costs this document only
        return ParsedFeed(reason="unreadable", detail=f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace").decode())
    if isinstance(document, str):
        return ParsedFeed(reason="not a feed", detail=document)
    return _collect(document, feed, url, as_of, settings)


def entry_keys(entry: Entry) -> tuple[str, ...]:
    """The identity keys of an entry in the order in which they are looked up: guid within its feed, canonical URL; the
    story id's when it has neither."""
    keys = []
    if entry.guid:
        keys.append(identity_key("guid", entry.feed, entry.guid))
    if entry.url:
        keys.append(identity_key("url", entry.url))
    return tuple(keys) or (identity_key("story", entry.id),)


def _collect(document: Document, feed: Feed, url: str, as_of: datetime, settings: FeedSettings) -> ParsedFeed:
    rejects = []
    for item in document.items[settings.max_entries :]:
        name = item.guid or item.link or f"{feed.url}#{item.place}"
        detail = f"entry {item.place + 1} of its feed; at most {settings.max_entries} are taken"
        rejects.append(Reject(item=name, stage="poll", reason="too many entries", detail=detail, url=item.link, feed=feed.url))
    items = document.items[: settings.max_entries]
    for item in items:
        item.link = canonical_url(item.link, url)
        if item.link and is_front_page(item.link) and (item.guid or item.text):
            item.link = ""  # a site's front page is nobody's article
    kept, spare = _drop_repeated(items)
    stamps = {_stamp(item.updated, item.updated_parsed) + _stamp(item.published, item.published_parsed) for item in kept}
    stamped_by_generator = len(kept) >= SHARED_STAMP and len(stamps) == 1
    entries = []
    for item in kept:
        entry = _entry(item, document, feed, url, as_of, stamped_by_generator)
        if entry.title or entry.text or entry.url:
            entries.append(entry)
        else:
            keys = tuple((key, entry.id, entry.fingerprint) for key in entry_keys(entry))
            detail = "the entry has neither link nor title nor text"
            name = item.guid or f"{feed.url}#{item.place}"
            rejects.append(Reject(item=name, stage="poll", reason="empty", detail=detail, feed=feed.url, keys=keys))
    listed = {key for entry in entries for key in entry_keys(entry)}
    spare_keys = {identity_key("guid", feed.url, item.guid) for item in spare if item.guid}
    spare_keys |= {identity_key("url", item.link) for item in spare if item.link}
    return ParsedFeed(
        title=document.title, language=document.language, entries=tuple(entries), duplicates=len(spare),
        rejects=tuple(rejects), duplicate_keys=tuple(sorted(spare_keys - listed)),
    )


def _drop_repeated(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """(one item for each identity in document order, the items that repeat one). The newest stays, then the first."""
    kept, spare = _first_of_each(items, lambda item: item.guid)
    titles: dict[str, set[str]] = defaultdict(set)
    for item in kept:
        titles[item.link].add(item.title)
    for item in kept:
        if item.link and len(titles[item.link]) >= SHARED_LINK:
            item.link = ""
    kept, more = _first_of_each(kept, lambda item: item.link)
    kept, yet_more = _first_of_each(kept, lambda item: "" if item.guid or item.link else f"{item.title}\n{item.text}")
    return kept, spare + more + yet_more


def _first_of_each(items: Sequence[Item], key: Any) -> tuple[list[Item], list[Item]]:
    best: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: (_newness(item), item.place)):
        best.setdefault(key(item) or f"\0{item.place}", item)
    chosen = {item.place for item in best.values()}
    return [item for item in items if item.place in chosen], [item for item in items if item.place not in chosen]


def _newness(item: Item) -> tuple[int, ...]:
    when = item.updated_parsed or item.published_parsed
    return tuple(-part for part in when[:6]) if when else (1,)


def _entry(item: Item, document: Document, feed: Feed, url: str, as_of: datetime, stamped_by_generator: bool) -> Entry:
    published, precision = read_published(item.published, item.published_parsed, as_of)
    if published is None:
        published, precision = read_published(item.updated, item.updated_parsed, as_of)
    aggregated = is_aggregated(item.source_url, item.link, url) and is_aggregated(item.source_url, item.link, feed.url)
    title = item.title
    if aggregated and item.source_name:
        title = re.sub(r"\s+[-–—|]\s+" + re.escape(item.source_name) + r"$", "", title) or title
    guid = item.guid if len(item.guid) <= 1_000 else content_hash("guid", item.guid, digits=64)
    if item.link:
        story = content_hash("url", item.link)
    elif guid:
        story = content_hash("guid", feed.url, guid)
    else:
        story = content_hash("content", title, item.text)
    stamps = () if stamped_by_generator else (_stamp(item.published, item.published_parsed), _stamp(item.updated, item.updated_parsed))
    return Entry(
        id=story, feed=feed.url, guid=guid or item.link, url=item.link, title=title, text=item.text, authors=item.authors,
        published=published, published_precision=precision, language=item.language or document.language,
        publisher=document.title or feed.title,
        source_name=item.source_name if aggregated else "", source_url=canonical_url(item.source_url) if aggregated else "",
        fingerprint=content_hash(title, item.text, item.link, *stamps), first_seen=as_of,
    )


def _stamp(raw: str, parsed: time.struct_time | None) -> str:
    """A time as one text however it is written; unreadable ones as they are."""
    try:
        return format_time(datetime(*parsed[:6], tzinfo=UTC)) if parsed else raw
    except (ValueError, OverflowError):
        return raw


def _is_html_page(text: str) -> bool:
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
    return name in _HTML_PAGE or (not _FEED_ROOT.search(text) and re.search(r"<(?:html|body|div|p|br|a)[\s>/]", text[:20_000], re.IGNORECASE) is not None)


def _too_complex(text: str, settings: FeedSettings) -> str:
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


def _read_xml(text: str, url: str, settings: FeedSettings) -> Document | str:
    import io
    import warnings

    import feedparser

    # A stream of bytes: feedparser would fetch or open a string. The text is UTF-8 by now, whatever its prolog says.
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stream = io.BytesIO(_without_control(text).encode("utf-8", "replace"))
        result = feedparser.parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    if not result.get("version") and not result["entries"]:
        return "neither RSS, Atom, RDF nor JSON Feed"
    about = result["feed"]
    return Document(
        title=_inline(about, "title", settings),
        language=_plain(about.get("language"), settings)[:35],
        items=[replace(item, place=place) for place, item in enumerate(_xml_items(result["entries"], settings))],
    )


def _xml_items(entries: Sequence[Any], settings: FeedSettings) -> Iterator[Item]:
    for entry in entries:
        source = entry.get("source")
        source = source if isinstance(source, dict) else {}
        original = _string(entry.get("feedburner_origlink"))
        yield Item(
            guid=_string(entry.get("id")),
            link=original if original.startswith(("http://", "https://")) else _string(entry.get("link")) or _alternate(entry),
            title=_inline(entry, "title", settings),
            text=_body(entry, settings),
            authors=_authors(entry, settings),
            published=_string(dict.get(entry, "published")),
            published_parsed=_moment(dict.get(entry, "published_parsed")),
            updated=_string(dict.get(entry, "updated")),
            updated_parsed=_moment(dict.get(entry, "updated_parsed")),
            language=_language(entry),
            source_name=_plain(dict.get(source, "title"), settings),
            source_url=_string(dict.get(source, "href")),
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
    return plain_paragraphs(_string(entry.get("summary")), settings.max_text_chars)


def _value(detail: Any, settings: FeedSettings) -> str:
    value, kind = _string(detail.get("value")), _string(detail.get("type"))
    if kind in HTML_TYPES or "<" in value:
        return plain_paragraphs(value, settings.max_text_chars)
    return plain_text(unescape_twice_escaped(value), settings.max_text_chars)


def _inline(holder: Any, name: str, settings: FeedSettings) -> str:
    """A title: one line of plain text, whatever type it is said to have."""
    detail = holder.get(f"{name}_detail")
    value = _string(holder.get(name))
    kind = _string(detail.get("type")) if isinstance(detail, dict) else ""
    if kind in HTML_TYPES:
        value = plain_paragraphs(value, settings.max_title_chars)
    return _plain(unescape_twice_escaped(value), settings)


def _authors(entry: Any, settings: FeedSettings) -> tuple[str, ...]:
    names = []
    for author in entry.get("authors") or ():
        if isinstance(author, dict) and (name := _plain(dict.get(author, "name"), settings)):
            names.append(name)
    if not names and (name := _plain(entry.get("author"), settings)) and "@" not in name:
        names.append(name)
    return tuple(dict.fromkeys(unescape_twice_escaped(name)[:200] for name in names))[:20]


def _language(entry: Any) -> str:
    contents = entry.get("content")
    first = contents[0] if isinstance(contents, list) and contents else None
    for detail in (first, entry.get("summary_detail"), entry.get("title_detail")):
        if isinstance(detail, dict) and (language := _string(dict.get(detail, "language"))):
            return language[:35]
    return ""


def _alternate(entry: Any) -> str:
    for link in entry.get("links") or ():
        if isinstance(link, dict) and dict.get(link, "rel") in (None, "alternate", "self") and (href := _string(dict.get(link, "href"))):
            return href
    return ""


def _read_json(text: str, settings: FeedSettings) -> Document | str:
    found = read_json_items(text, 10 * settings.max_entries)
    if isinstance(found, str):
        return found
    about, rows = found
    items = []
    for place, row in enumerate(rows):
        body = plain_paragraphs(row.content_html, settings.max_text_chars) if row.content_html else ""
        items.append(
            Item(
                guid=row.guid, link=row.url, title=_plain(row.title, settings),
                text=body or plain_text(row.content_text, settings.max_text_chars) or plain_text(row.summary, settings.max_text_chars),
                authors=tuple(dict.fromkeys(_plain(name, settings)[:200] for name in row.authors if name.strip()))[:20],
                published=row.published, published_parsed=_rfc3339(row.published),
                updated=row.updated, updated_parsed=_rfc3339(row.updated), language=row.language[:35], place=place,
            )
        )
    return Document(title=_plain(about.title, settings), language=about.language[:35], items=items)


def _rfc3339(text: str) -> time.struct_time | None:
    try:
        value = datetime.fromisoformat(text.strip())
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value).utctimetuple()
    except (ValueError, OverflowError):
        return None


def _moment(value: Any) -> time.struct_time | None:
    return value if isinstance(value, time.struct_time) else None


def _string(value: Any) -> str:
    return _without_control(value).strip() if isinstance(value, str) else ""


def _plain(value: Any, settings: FeedSettings) -> str:
    return plain_text(_string(value).replace("\n", " "), settings.max_title_chars)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def _without_control(text: str) -> str:
    return _CONTROL.sub("", text)
