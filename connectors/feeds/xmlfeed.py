"""RSS, Atom, RDF and CDF as items.

A document of a usual shape is read by ``xmltree``, on libxml2; every other by feedparser, which is slower by far and reads nearly
anything (docs/decisions/poll-readers.md). Both give the same: what feedparser would get wrong is mended before it sees it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from connectors.feeds.items import (
    MAX_CATEGORIES,
    Document,
    FeedSettings,
    Item,
    Link,
    NoFeed,
    body_of,
    categories_of,
    choose_link,
    on_site,
    one_line,
    people_of,
    string,
    title_of,
)  # fmt: skip
from connectors.feeds.mend import ITEM, mend, own_elements, without_declaration
from connectors.feeds.xmltree import MAX_PEOPLE, read_tree

MAX_TREE_TAGS = 1_000_000  # libxml2 holds some 150 bytes for each (docs/decisions/poll-limits.md)
MAX_TAGS = 200_000  # each costs feedparser up to 40 µs (docs/decisions/poll-limits.md)
MAX_REFERENCES = 1_000_000  # each costs feedparser some 6 µs where the document is broken
MAX_ATTRIBUTES = 1_000  # of one tag; feedparser's time grows with their square
_LONG_TAG = re.compile(r"<[^<>]{8000,}")


_ATOM_SOURCE = frozenset(("authors", "contributors", "links", "id", "updated"))  # its "href" is a person's


def read_xml(text: str, settings: FeedSettings) -> Document | NoFeed:
    """The document, or why it is no feed. Linear in the length of the text; may raise what feedparser raises."""
    if problem := too_complex(text, settings, MAX_TREE_TAGS):
        return problem
    text = without_declaration(text).strip()
    document = read_tree(text, settings)
    if document is None:
        text = mend(text)
        document = read_tree(text, settings)
    if document is not None:
        return document
    if problem := too_complex(text, settings, MAX_TAGS):
        return problem
    try:
        return read_slowly(own_elements(text), settings)
    except (KeyError, IndexError, AttributeError, TypeError):  # feedparser loses count of elements that are nested wrongly
        document = read_tree(text, settings, recover=True)
        return document or NoFeed("not a feed", "broken XML, nested so that its items can't be told apart")


def too_complex(text: str, settings: FeedSettings, max_tags: int) -> NoFeed | None:
    """Which structural limit the document breaks; None when it keeps them. Linear in its length."""
    most = 10 * settings.max_entries
    tags = text.count("<")
    if tags > most and sum(1 for _ in zip(range(most + 1), ITEM.finditer(text), strict=False)) > most:
        return NoFeed("too complex", f"more than {most} entries, ten times poll.max_entries")
    if tags > max_tags:
        outside, *sections = text.split("<![CDATA[")
        if outside.count("<") + sum(section.partition("]]>")[2].count("<") for section in sections) > max_tags:
            return NoFeed("too complex", f"more than {max_tags} tags")
    if max_tags == MAX_TAGS and text.count("&") > MAX_REFERENCES:
        return NoFeed("too complex", f"broken XML with more than {MAX_REFERENCES} references")
    if max_tags == MAX_TAGS and any(tag[0].count("=") > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        return NoFeed("too complex", f"a tag with more than {MAX_ATTRIBUTES} attributes")
    return None


MAX_CREDIT = 500  # characters in which feedparser looks for an address, in a time that grows with their square


@cache
def _feedparser() -> Any:
    """feedparser, to which names are cut before it takes them apart. Cut in the text they would have to be found as it finds them."""
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    whole = _FeedParserMixin._sync_author_detail

    def cut(parser: Any, key: str = "author") -> None:
        context = parser._get_context()
        if isinstance(context.get(key), str):
            context[key] = context[key][:MAX_CREDIT]
        whole(parser, key)

    _FeedParserMixin._sync_author_detail = cut
    return feedparser


def read_slowly(text: str, settings: FeedSettings) -> Document | NoFeed:
    """The document as feedparser reads it, whatever its shape."""
    # A stream of bytes: feedparser would fetch or open a string. The text is UTF-8 by now, whatever its prolog says.
    # It isn't told the document's address: it would resolve guids against it, and they must outlive a move.
    headers = {"content-type": "application/xml; charset=utf-8"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # A blank first: feedparser looks for an encoding in a line that begins by "<?", in the cube of the line's length.
        stream = io.BytesIO(b"\n" + text.encode("utf-8", "replace"))
        result = _feedparser().parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    if not result.get("version") and not result["entries"] and not result["feed"].get("title"):
        return NoFeed("not a feed", "neither RSS, Atom, RDF nor JSON Feed")
    about = result["feed"]
    site = choose_link(_links(about))
    return Document(
        title=_title(about, settings), language=one_line(about.get("language"), settings)[:35],
        items=[_item(entry, site, place, settings) for place, entry in enumerate(result["entries"])],
    )  # fmt: skip


def _item(entry: Any, site: str, place: int, settings: FeedSettings) -> Item:
    source = entry.get("source")
    source = source if isinstance(source, dict) else {}
    guid = string(entry.get("id"))
    contents = [part for part in entry.get("content") or () if isinstance(part, dict)]
    link = choose_link(
        _links(entry), original=string(entry.get("feedburner_origlink")), guid=guid if entry.get("guidislink") else "",
        content=next((string(dict.get(part, "src")) for part in contents if "src" in part), ""),
    )  # fmt: skip
    return Item(
        guid=guid, link=on_site(link, site), title=_title(entry, settings), text=_body(entry, contents, settings),
        authors=_authors(entry, settings), categories=_categories(entry, settings),
        published=string(dict.get(entry, "published")), updated=string(dict.get(entry, "updated")),
        language=_language(entry, contents), source_name=_title(source, settings),
        source_url="" if _ATOM_SOURCE.intersection(source) else string(dict.get(source, "href")), place=place,
    )  # fmt: skip


def _links(holder: Any) -> Iterator[Link]:
    for link in holder.get("links") or ():
        if isinstance(link, dict):
            yield Link(*(string(dict.get(link, name)) for name in ("rel", "type", "href")))


def _body(entry: Any, contents: Sequence[Any], settings: FeedSettings) -> str:
    longest = max((body_of(part.get("value"), string(part.get("type")), settings) for part in contents), key=len, default="")
    if longest:
        return longest
    detail = entry.get("summary_detail")
    detail = detail if isinstance(detail, dict) else {"value": entry.get("summary"), "type": "text/html"}
    return body_of(string(detail.get("value")), string(detail.get("type")), settings)


def _title(holder: Any, settings: FeedSettings) -> str:
    detail = holder.get("title_detail")
    return title_of(holder.get("title"), string(detail.get("type")) if isinstance(detail, dict) else "", settings)


def _authors(entry: Any, settings: FeedSettings) -> tuple[str, ...]:
    people = [string(dict.get(author, "name")) for author in (entry.get("authors") or ())[:MAX_PEOPLE] if isinstance(author, dict)]
    return people_of(people if any(people) else [string(entry.get("author"))], settings)


def _categories(entry: Any, settings: FeedSettings) -> tuple[str, ...]:
    tags = [tag for tag in (dict.get(entry, "tags") or ())[: 2 * MAX_CATEGORIES] if isinstance(tag, dict)]
    return categories_of((string(dict.get(tag, "label")) or string(dict.get(tag, "term")) for tag in tags), settings)


def _language(entry: Any, contents: Sequence[Any]) -> str:
    if language := string(dict.get(entry, "language")):
        return language[:35]
    for detail in (*contents[:1], entry.get("summary_detail"), entry.get("title_detail")):
        if isinstance(detail, dict) and (language := string(dict.get(detail, "language"))):
            return language[:35]
    return ""
