"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as items; feedparser doesn't read it."""

from __future__ import annotations

import json
from typing import Any

from connectors.feeds.items import Document, FeedSettings, Item, one_line, string
from connectors.feeds.markup import plain_paragraphs, plain_text


def read_json(text: str, settings: FeedSettings) -> Document | str:
    """The document, or in words why it is no JSON Feed. A field that is missing or of the wrong type is empty; never raises."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"[:300]
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return "JSON without a list of items"
    rows = document["items"]
    if len(rows) > 10 * settings.max_entries:
        return f"more than {10 * settings.max_entries} items"
    authors = _authors(document, settings)
    items = [_item(row if isinstance(row, dict) else {}, place, authors, settings) for place, row in enumerate(rows)]
    return Document(title=one_line(_text(document, "title"), settings), language=_text(document, "language")[:35], items=items)


def _item(row: dict[str, Any], place: int, feed_authors: tuple[str, ...], settings: FeedSettings) -> Item:
    text = plain_paragraphs(markup, settings.max_text_chars) if (markup := _text(row, "content_html")) else ""
    return Item(
        guid=_text(row, "id"), link=_text(row, "url") or _text(row, "external_url"), title=one_line(_text(row, "title"), settings),
        text=text or plain_text(_text(row, "content_text") or _text(row, "summary"), settings.max_text_chars),
        authors=_authors(row, settings) or feed_authors,
        published=_text(row, "date_published"), updated=_text(row, "date_modified"),
        language=_text(row, "language")[:35], place=place,
    )  # fmt: skip


def _authors(holder: dict[str, Any], settings: FeedSettings) -> tuple[str, ...]:
    people = holder.get("authors")  # 1.1; a single author in 1.0
    people = people if isinstance(people, list) else [holder.get("author")]
    names = (one_line(_text(person, "name"), settings)[:200] for person in people[:50] if isinstance(person, dict))
    return tuple(dict.fromkeys(name for name in names if name))[:20]


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else string(value)
