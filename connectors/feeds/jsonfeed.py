"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as items; feedparser doesn't read it."""

from __future__ import annotations

import json
import re
from typing import Any

from connectors.feeds.items import (
    MAX_CATEGORIES,
    Document,
    FeedSettings,
    Item,
    Link,
    NoFeed,
    categories_of,
    choose_link,
    on_site,
    people_of,
    string,
    title_of,
)  # fmt: skip
from connectors.feeds.markup import plain_paragraphs, plain_text

# A string, which may lack its end, or else a comma with nothing behind it but the end of a list or an object.
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\Z|\\))|,(?=\s*+[}\]])', re.DOTALL)


def read_json(text: str, settings: FeedSettings) -> Document | NoFeed:
    """The document, or why it is no JSON Feed. A field that is missing or of the wrong type is empty; never raises.

    Line ends and tabs may stand in strings as they are, and a comma behind the last of a list.
    """
    try:
        document = _load(text)
    except (ValueError, RecursionError) as error:
        return NoFeed("not a feed", f"not JSON: {error}"[:300])
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return NoFeed("not a feed", "JSON without a list of items")
    rows = document["items"]
    if len(rows) > 10 * settings.max_entries:
        return NoFeed("too complex", f"more than {10 * settings.max_entries} entries, ten times poll.max_entries")
    authors, site = _authors(document, settings), _text(document, "home_page_url")
    return Document(
        title=_title(document, settings), language=_text(document, "language")[:35],
        items=[_item(row if isinstance(row, dict) else {}, place, site, authors, settings) for place, row in enumerate(rows)],
    )  # fmt: skip


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError:
        mended = _TRAILING_COMMA.sub(lambda found: found[1] or "", text)
        return json.loads(mended, strict=False)


def _item(row: dict[str, Any], place: int, site: str, feed_authors: tuple[str, ...], settings: FeedSettings) -> Item:
    text = plain_paragraphs(markup, settings.max_text_chars) if (markup := _text(row, "content_html")) else ""
    guid = _text(row, "id")
    link = choose_link([Link("alternate", "", _text(row, name)) for name in ("url", "external_url")], guid=guid)
    return Item(
        guid=guid, link=on_site(link, site), title=_title(row, settings),
        text=text or plain_text(_text(row, "content_text") or _text(row, "summary"), settings.max_text_chars),
        authors=_authors(row, settings) or feed_authors, categories=_categories(row, settings),
        published=_text(row, "date_published"), updated=_text(row, "date_modified"),
        language=_text(row, "language")[:35], place=place,
    )  # fmt: skip


def _title(holder: dict[str, Any], settings: FeedSettings) -> str:
    return title_of(_text(holder, "title"), "text/plain", settings, guess=True)


def _authors(holder: dict[str, Any], settings: FeedSettings) -> tuple[str, ...]:
    people = holder.get("authors")  # 1.1; a single author in 1.0
    people = people if isinstance(people, list) else [holder.get("author")]
    return people_of((_text(person, "name") for person in people[:50] if isinstance(person, dict)), settings)


def _categories(row: dict[str, Any], settings: FeedSettings) -> tuple[str, ...]:
    tags = row.get("tags")
    return categories_of((string(tag) for tag in tags[:MAX_CATEGORIES]), settings) if isinstance(tags, list) else ()


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else string(value)
