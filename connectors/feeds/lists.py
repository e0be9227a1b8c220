"""Lists of feeds: OPML, CSV or one URL a line, from a file or an address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from connectors.feeds.markup import clean_characters, decode_document
from connectors.given import SourceError
from connectors.records import Feed, Reject
from connectors.web.urls import clean_url

MAX_LIST_BYTES = 64 * 2**20
MAX_DEPTH = 100  # of OPML folders
URL_COLUMNS = ("url", "xmlurl", "xml_url", "feed", "feed_url", "feedurl", "rss", "rss_url", "link", "address")
TITLE_COLUMNS = ("title", "name", "text", "publisher", "outlet", "source")
CATEGORY_COLUMNS = ("category", "categories", "folder", "section", "group", "topic", "tag", "tags")

_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")


class FeedListError(SourceError):
    """The list itself can't be read; the message says what, where and how to mend it."""


def read_feed_list(source: str, *, proxy: str = "", timeout_seconds: float = 30.0) -> tuple[list[Feed], list[Reject]]:
    """The feeds of one list in its order, each URL once (its first line counts), and its bad lines as rejects.

    ``source`` is a file or an http(s) URL. OPML: every outline with an ``xmlUrl``, the folders around it as category;
    ``aggregator="true"`` marks one that lists other outlets' articles.
    CSV: columns by header (url, title, category), else in that order. Text: one URL a line, ``#`` begins a comment.
    A reject's item is ``source:line``. Raises FeedListError when the source can't be read at all.
    """
    text = decode_document(_load(source, proxy, timeout_seconds))
    head = text.lstrip("\ufeff \t\r\n")
    rows = _read_opml(source, head, text[: len(text) - len(head)].count("\n")) if head.startswith("<") else _read_lines(source, text)
    feeds: dict[str, Feed] = {}
    rejects: list[Reject] = []
    for row in rows:
        if isinstance(row, Reject):
            rejects.append(row)
        else:
            feeds.setdefault(row.url, row)
    if not feeds and all(reject.reason == "broken xml" for reject in rejects):
        raise FeedListError(f"{source}: no feed in it; give OPML with xmlUrl attributes, CSV with a url column, or one URL a line")
    return list(feeds.values()), rejects


def _load(source: str, proxy: str, timeout_seconds: float) -> bytes:
    try:
        if source.startswith(("http://", "https://")):
            import urllib.request

            handlers = [urllib.request.ProxyHandler({"http": proxy, "https": proxy} if proxy else {})]
            request = urllib.request.Request(source, headers={"User-Agent": "newsheaf/1.0 (news feed reader)"})
            with urllib.request.build_opener(*handlers).open(request, timeout=timeout_seconds) as answer:
                data: bytes = answer.read(MAX_LIST_BYTES + 1)
        else:
            with Path(source.removeprefix("file://")).open("rb") as stream:
                data = stream.read(MAX_LIST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FeedListError(f"{source}: can't be read: {error}; give a file or an http(s) URL") from error
    if len(data) > MAX_LIST_BYTES:
        raise FeedListError(f"{source}: over {MAX_LIST_BYTES >> 20} MiB; split the list")
    return data


def _read_opml(source: str, text: str, skipped_lines: int) -> Iterator[Feed | Reject]:
    if "<!ENTITY" in text:
        raise FeedListError(f"{source}: declares XML entities, which are refused; write the characters out")
    text = clean_characters(text)
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]  # it names an encoding that is no longer the text's
    root, fault = _parse_opml(source, text, skipped_lines)
    if fault is not None:
        yield fault
    if _local_name(root) not in ("opml", "outlinedocument", "body", "outline"):
        raise FeedListError(f"{source}: XML, but no OPML (its root is <{root.tag}>); a feed itself goes into a list, one URL a line")
    yield from _read_outlines(source, root, skipped_lines)


def _parse_opml(source: str, text: str, skipped_lines: int) -> tuple[Any, Reject | None]:
    """The root of a document, and the reject that tells of a fault for which only a part of it could be read."""
    import lxml.etree

    try:
        return _parse_xml(text), None
    except lxml.etree.XMLSyntaxError:
        text = _BARE_AMPERSAND.sub("&amp;", text)  # the commonest fault, and recovering would drop what follows it
    try:
        return _parse_xml(text), None
    except lxml.etree.XMLSyntaxError as error:
        line = (error.lineno or 1) + skipped_lines
        try:
            root = _parse_xml(text, recover=True)
        except lxml.etree.XMLSyntaxError:
            root = None
        if root is None:
            raise FeedListError(f"{source}:{line}: not OPML: {error.msg}") from error
        detail = f"{error.msg}; what could be read of the list is taken"
        return root, Reject(item=f"{source}:{line}", stage="read", reason="broken xml", detail=detail)


def _parse_xml(document: str, *, recover: bool = False) -> Any:
    import lxml.etree

    parser = lxml.etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return lxml.etree.fromstring(document.encode(), parser)


def _local_name(node: Any) -> str:
    """An element's name in lower case, without its namespace; empty for what is no element."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _read_outlines(source: str, root: Any, skipped_lines: int) -> Iterator[Feed | Reject]:
    """The feeds of all outlines, each with the folders around it."""
    import lxml.etree

    folders: list[str] = []
    for event, node in lxml.etree.iterwalk(root, events=("start", "end")):
        if _local_name(node) != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        fields = {name.lower(): " ".join(value.split()) for name, value in node.attrib.items()}
        title = fields.get("title") or fields.get("text", "")
        place = f"{source}:{(node.sourceline or 1) + skipped_lines}"
        if "xmlurl" in fields:
            category = "/".join(f for f in folders if f) or fields.get("category", "").strip("/")
            feed = _feed(fields["xmlurl"], title, category, place)
            marked = fields.get("aggregator", "").lower() in ("true", "yes", "1")
            yield replace(feed, aggregator=True) if marked and isinstance(feed, Feed) else feed
        elif fields.get("type", "").lower() in ("rss", "atom", "feed"):
            yield Reject(item=place, stage="read", reason="bad feed url", detail=f"outline {title!r} has no xmlUrl; add it")
        folders.append("" if "xmlurl" in fields or len(folders) >= MAX_DEPTH else title.replace("/", " "))


def _read_lines(source: str, text: str) -> Iterator[Feed | Reject]:
    """CSV and the plain list are one format: a plain list is CSV with one column."""
    lines = clean_characters(text.lstrip("\ufeff")).split("\n")
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    delimiter = max(",;\t|", key=lambda mark: (first.count(mark), mark == ",")) if not clean_url(first) else ","
    if clean_url(first.split(delimiter)[0].strip(' "')) and first.count(delimiter) == 0:
        delimiter = "\t"  # a comma inside a URL is the URL's
    columns: dict[str, int] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        place = f"{source}:{number}"
        try:
            cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=delimiter, skipinitialspace=True))]
        except (csv.Error, StopIteration) as error:
            yield Reject(item=place, stage="read", reason="bad line", detail=f"not CSV: {error}")
            continue
        if columns is None:
            columns = _columns(cells)
            if columns is not None:
                continue
            columns = {"url": 0, "title": 1, "category": 2}
        url, title, category = (_cell(cells, columns, name) for name in ("url", "title", "category"))
        yield _feed(url.split(" #")[0].strip(), title, category, place)


def _columns(cells: list[str]) -> dict[str, int] | None:
    """Which column holds what when the row is a header; None when it is a row of data."""
    names = [cell.lower().strip() for cell in cells]
    found = {
        kind: names.index(name)
        for kind, known in (("url", URL_COLUMNS), ("title", TITLE_COLUMNS), ("category", CATEGORY_COLUMNS))
        for name in reversed(known)
        if name in names
    }
    return found if "url" in found else None


def _cell(cells: list[str], columns: dict[str, int], name: str) -> str:
    place = columns.get(name, len(cells))
    return cells[place] if place < len(cells) else ""


def _feed(url: str, title: str, category: str, place: str) -> Feed | Reject:
    if url[:5].lower() == "feed:":  # an old way to write a feed's address
        url = "http:" + url[5:] if url[5:].startswith("//") else url[5:]
    if not clean_url(url):
        return Reject(item=place, stage="read", reason="bad feed url", detail=f"{url[:200]!r} is not an http or https URL")
    return Feed(url=url.strip(), title=title[:500], category=category[:500])

