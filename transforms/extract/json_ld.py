"""The JSON-LD of a page: its values as far as they can be read, and what of them speaks of the page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from transforms.extract.fields import clean, split_authors

MAX_NODES = 5_000
ARTICLE_TYPE = re.compile(r"(?:article|posting|report|review|newsvideo)$|^(?:article|liveblog|report|obituary)", re.I)
PAGE_TYPE = re.compile(r"page$", re.I)
# Branches of JSON-LD that are about other things than the page.
ELSEWHERE = frozenset(
    (
        "comment itemlistelement liveblogupdate haspart mentions citation ispartof relatedlink video image breadcrumb review about "
        "isbasedon potentialaction suggestedanswer acceptedanswer significantlink publisher author creator"
    ).split()
)
# What scripts put around a block so that old browsers don't show it.
WRAPPING = re.compile(r"^(?:<!--|(?://|/\*)?\s{0,20}<!\[CDATA\[(?:\s{0,20}\*/)?)|(?:-->|(?://|/\*)?\s{0,20}\]\]>(?:\s{0,20}\*/)?)$")


def read_nodes(blocks: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object that may speak of the page, outermost first in each block.

    >>> block = '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle"}, "video": {"@type": "VideoObject"}}'
    >>> [node["@type"] for node in read_nodes([block])]
    ['WebPage', 'NewsArticle']
    """
    left = MAX_NODES
    for block in blocks:
        queue: list[tuple[Any, int]] = [(value, 0) for value in parse_json(block)]
        for value, depth in queue:  # grows while it is walked: breadth first
            left -= 1
            if left < 0:
                return
            if isinstance(value, list):
                queue.extend((item, depth) for item in value)
            elif isinstance(value, dict):
                yield value
                if depth < 6:
                    queue.extend(
                        (item, depth + 1)
                        for key, item in value.items()
                        if isinstance(item, (dict, list)) and str(key).lower() not in ELSEWHERE
                    )


def parse_json(text: str) -> list[Any]:
    """The values in a JSON-LD block. Comments, CDATA, escaped quotes, trailing commas and several values in a row are
    read; what is still broken gives the fields that can be picked out by their names.

    >>> parse_json('<!-- {"headline": "Two boats burn", "keywords": ["fire", "harbour",],} -->')
    [{'headline': 'Two boats burn', 'keywords': ['fire', 'harbour']}]
    >>> parse_json('{"headline": "Two boats burn", "author": {"name": "Jane Doe"}, "wordCount": }')
    [{'headline': 'Two boats burn', 'author': 'Jane Doe'}]
    """
    text = WRAPPING.sub("", text.strip()).strip().rstrip(";")
    decoder = json.JSONDecoder(strict=False)
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text), html.unescape(text)):
        values: list[Any] = []
        place = 0
        try:
            while place < len(attempt):
                value, place = decoder.raw_decode(attempt, place)
                values.append(value)
                while place < len(attempt) and attempt[place] in " \t\r\n,;":
                    place += 1
            return values
        except (ValueError, RecursionError):
            continue
    picked = {
        key: match[1]
        for key in ("@type", "headline", "datePublished", "dateCreated", "inLanguage")
        if (match := re.search(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.){{1,500}})"', text))
    }
    if name := re.search(r'"author"\s*+:\s*+(?:\[\s*+)?+\{[^{}]{0,500}?"name"\s*+:\s*+"([^"\\]{1,100})"', text):
        picked["author"] = name[1]
    return [picked] if "datePublished" in picked or "headline" in picked else []


def types_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type")
    if isinstance(kind, list):
        return tuple(item for item in kind if isinstance(item, str))
    return (kind,) if isinstance(kind, str) else ()


def people_of(value: Any, by_id: Mapping[str, dict[str, Any]], depth: int = 0) -> Iterator[str]:
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value[:20]:
            yield from people_of(item, by_id, depth + 1)
    elif isinstance(value, dict):
        value = by_id.get(str(value.get("@id")), value) if "name" not in value else value
        name = value.get("name")
        if isinstance(name, list):
            yield from people_of(name, by_id, depth + 1)
        else:
            yield from split_authors([clean(name)])
    elif isinstance(value, str):
        yield from split_authors([clean(value)])


def name_of(value: Any, by_id: Mapping[str, dict[str, Any]]) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        if "name" not in value:
            value = by_id.get(str(value.get("@id")), value)
        return clean(value.get("name"))
    return clean(value) if isinstance(value, str) and "://" not in value else ""
