"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as rows of strings; feedparser doesn't read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonAbout:
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRow:
    """One item; a field that is missing or of the wrong type is empty."""

    guid: str = ""
    url: str = ""
    title: str = ""
    content_html: str = ""
    content_text: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    language: str = ""


def read_json_items(text: str, max_items: int) -> tuple[JsonAbout, list[JsonRow]] | str:
    """(the feed's title and language, its items), or in words why it is no JSON Feed. Never raises."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"[:300]
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return "JSON without a list of items"
    if len(document["items"]) > max_items:
        return f"more than {max_items} items"
    authors = _authors(document)
    rows = [_row(item if isinstance(item, dict) else {}, authors) for item in document["items"]]
    return JsonAbout(title=_text(document, "title"), language=_text(document, "language")), rows


def _row(item: dict[str, Any], feed_authors: tuple[str, ...]) -> JsonRow:
    return JsonRow(
        guid=_text(item, "id"),
        url=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        content_html=_text(item, "content_html"),
        content_text=_text(item, "content_text"),
        summary=_text(item, "summary"),
        authors=_authors(item) or feed_authors,
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        language=_text(item, "language"),
    )


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    people = holder.get("authors")
    people = people if isinstance(people, list) else [holder.get("author")]
    return tuple(name for person in people[:50] if isinstance(person, dict) and (name := _text(person, "name")))


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
