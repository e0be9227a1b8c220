"""Feed lists that are no OPML as rows: CSV, JSON, Markdown, one URL a line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connectors.feeds.opml import ListRow
from connectors.web.urls import clean_host, clean_url

MAX_DEPTH = 50
"""Levels of a JSON document that are looked into."""

# Headers and keys by their letters alone, the surest first: a list that names feeds and sites means the feeds.
_FEED_NAMES = (
    "xmlurl", "feedurl", "rssurl", "rssfeedurl", "feedlink", "rsslink", "feedaddress", "rssfeed", "atomfeed", "atomurl", "newsfeed", "feed",
    "rss", "atom", "rssfeedlink", "linktorss", "linktofeed", "feeduri",
)  # fmt: skip
_URL_NAMES = ("url", "link", "address", "uri", "href", "sourceurl", "location", "loc")
URL_NAMES = (*_FEED_NAMES, *_URL_NAMES)
TITLE_NAMES = (
    "title", "name", "text", "publisher", "outlet", "source", "label", "feedtitle", "feedname", "sitename", "newspaper", "description",
)  # fmt: skip
CATEGORY_NAMES = ("category", "categories", "folder", "section", "group", "topic", "topics", "tag", "tags", "feedcategory")
_SHELVES = frozenset("feeds feed items urls url rss sources outlines list data entries subscriptions results".split())
"""Keys of JSON that say what is in them and are no folder."""

_LINK = re.compile(
    r"\[([^\[\]\n]{0,500})\]"
    r"\(\s{0,20}<?([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?(?:\s[^()\n]{0,300})?\)"
)
_ANGLED = re.compile(r"<((?:https?|feed)://[^\s<>]{1,2000})>", re.IGNORECASE)
_BULLET = re.compile(r"(?:(?<!\s)\s{0,100})?+(?:[-*+•]|\d{1,5}[.)])\s{1,20}")
_HEADING = re.compile(r"(#{1,6})\s(.{1,350})$")
_NAMES_FEED = re.compile(r"\b(?:rss|atom|feeds?|xml|rdf)\b|\.(?:rss|xml|atom|rdf)\b", re.IGNORECASE)


def letters_of(name: str) -> str:
    """A header or key by its letters alone.

    >>> letters_of("RSS Feed (URL)")
    'rssfeedurl'
    """
    return "".join(c for c in name.casefold() if c.isalpha())


def address_of(text: str) -> str:
    """A cell as the address that it holds, with ``https://`` where it names no scheme; empty when it holds none.

    >>> address_of("feed://a.example/rss"), address_of("news.bbc.co.uk/rss.xml"), address_of("readme.md"), address_of("HTTP://b.example/Rss")
    ('http://a.example/rss', 'https://news.bbc.co.uk/rss.xml', '', 'http://b.example/Rss')
    """
    text = text.strip().strip("<>\"'").strip()
    if text[:5].lower() == "feed:":  # an old way to write a feed's address
        text = "http:" + text[5:] if text[5:].startswith("//") else text[5:]
    if "://" not in text[:10]:
        return f"https://{text}" if _is_bare_address(text) else ""
    scheme, _, rest = text.partition("://")
    return f"{scheme.lower()}://{rest}" if clean_url(text) else ""


def _is_bare_address(text: str) -> bool:
    """Whether it is an address without a scheme: a host with a path, or one that says what it is. A site's name alone is no feed."""
    host, slash, path = text.partition("/")
    name = host.partition(":")[0]
    if len(text) > 2_000 or any(c.isspace() or c in ",;|@=\\" for c in text) or "." not in name or not clean_host(name):
        return False
    told = bool(slash and path) or name.split(".")[0].lower() in ("www", "feeds", "feed", "rss", "news")
    return told and len(name.rpartition(".")[2]) > 1 and name.rpartition(".")[2].isalpha()


# --- JSON


def read_json_list(text: str) -> Iterator[ListRow]:
    """The feeds of a JSON document, or of JSON lines: strings in arrays, objects with a URL, titles with their URLs; the keys on the way
    are the category. Raises ValueError where it is no JSON.

    >>> [row[1:4] for row in read_json_list('{"World": [{"name": "Ledger", "feed_url": "http://a.example/rss", "url": "http://a.example/"}]}')]
    [('http://a.example/rss', 'Ledger', 'World')]
    """
    try:
        documents = [(1, json.loads(text))]
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except ValueError:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or not all(line.strip().endswith(("}", "]", '"')) for _, line in lines[:2]):
            raise
        documents = [(number, json.loads(line)) for number, line in lines]
    for number, document in documents:
        yield from _walk(document, (), number)


def _walk(value: Any, folders: tuple[str, ...], line: int) -> Iterator[ListRow]:
    if len(folders) > MAX_DEPTH:
        yield ListRow(line, "", fault=f"nested more than {MAX_DEPTH} deep: {'/'.join(folders)[:200]}")
    elif isinstance(value, Mapping):
        found = _pick(value, URL_NAMES)
        if found and address_of(found):
            title, category = _pick(value, TITLE_NAMES), _pick(value, CATEGORY_NAMES)
            yield ListRow(line, found, title, "/".join(f for f in folders if f) or category)
            return
        for key, inner in value.items():
            if isinstance(inner, str):
                if address_of(inner):
                    yield ListRow(line, inner, "" if letters_of(key) in _SHELVES else key, "/".join(f for f in folders if f))
            else:
                yield from _walk(inner, (*folders, "" if letters_of(key) in _SHELVES else key.replace("/", " ")), line)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, str):
                yield ListRow(line, inner, "", "/".join(f for f in folders if f))
            else:
                yield from _walk(inner, folders + ("",) * isinstance(inner, list), line)


def _pick(value: Mapping[str, Any], names: Sequence[str]) -> str:
    """The text under the first of the names; the texts of a list joined as folders are."""
    by_letters: dict[str, Any] = {}
    for key, inner in value.items():
        by_letters.setdefault(letters_of(str(key)), inner)
    for name in names:
        inner = by_letters.get(name)
        if isinstance(inner, list) and inner and all(isinstance(part, str) for part in inner):
            inner = "/".join(inner)
        if isinstance(inner, str) and inner.strip():
            return " ".join(inner.split())
    return ""


# --- lines


def read_lines(text: str) -> Iterator[ListRow]:
    """The feeds of a list with one a line: CSV, Markdown or plain."""
    lines = text.split("\n")
    if any(_LINK.search(line) for line in lines):
        return _read_markdown(lines)
    return _read_csv(lines)


def _read_markdown(lines: Sequence[str]) -> Iterator[ListRow]:
    """One feed for each line with links, the headings above it as category; prose is no line of the list."""
    headings: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        heading = _HEADING.match(line)
        if heading:
            level, words = len(heading[1]), heading[2].strip().rstrip("#").rstrip().replace("/", " ")
            headings = [*((other, name) for other, name in headings if other < level), (level, words[:300])]
            continue
        links = [(label, url) for label, url in _LINK.findall(line) if address_of(url)]
        links += [("", url) for url in _ANGLED.findall(line)]
        if not links:
            cells = [cell.strip() for cell in _BULLET.sub("", line, count=1).strip().strip("|").split("|")]
            links = [("" if place == 0 else cells[0], cell) for place, cell in enumerate(cells) if address_of(cell)]
        if links:
            feed = next((url for label, url in links if _NAMES_FEED.search(f"{label} {url}")), links[0][1])
            title = next((label for label, _ in links if label and not _NAMES_FEED.fullmatch(label.strip())), "")
            yield ListRow(number, feed, title, "/".join(name for level, name in headings if level > 1))


def _read_csv(lines: Sequence[str]) -> Iterator[ListRow]:
    """A plain list is CSV with one column."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    delimiter = max(",;\t|", key=lambda mark: (first.count(mark), mark == ",")) if not address_of(_BULLET.sub("", first, count=1)) else ","
    if address_of(first.split(delimiter)[0]) and first.count(delimiter) == 0:
        delimiter = "\t"  # a comma inside a URL is the URL's
    columns: dict[str, int] | None = None
    begun = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        line = _BULLET.sub("", line, count=1)
        try:
            cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=delimiter, skipinitialspace=True))]
        except (csv.Error, StopIteration) as error:
            yield ListRow(number, "", fault=f"not CSV: {error}")
            continue
        if not begun:
            begun, columns = True, _columns(cells)
            if columns is not None:
                continue
        yield _row(number, cells, columns)


def _row(number: int, cells: list[str], columns: dict[str, int] | None) -> ListRow:
    if columns is None:  # no header: the address wherever it stands, then title and category
        place = next((place for place, cell in enumerate(cells) if address_of(cell.split(" #")[0])), 0)
        rest = [*cells[:place], *cells[place + 1 :], "", ""]
        return ListRow(number, cells[place].split(" #")[0].strip() if cells else "", rest[0], rest[1])
    url, title, category = (_cell(cells, columns, name) for name in ("url", "title", "category"))
    return ListRow(number, url.split(" #")[0].strip(), title, category)


def _cell(cells: list[str], columns: dict[str, int], name: str) -> str:
    place = columns.get(name, len(cells))
    return cells[place] if place < len(cells) else ""


def _columns(cells: list[str]) -> dict[str, int] | None:
    """Which column holds what when the row is a header; None when it is a row of data."""
    if any(address_of(cell) for cell in cells):
        return None
    names = [letters_of(cell) for cell in cells]
    found = {
        kind: names.index(name)
        for kind, known in (("url", URL_NAMES), ("title", TITLE_NAMES), ("category", CATEGORY_NAMES))
        for name in reversed(known)
        if name in names
    }
    return found if "url" in found else None
