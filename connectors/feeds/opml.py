"""OPML as rows of a feed list: strictly where it is XML, else by its outlines alone.

Real lists have titles with a raw quote, ``<`` or ``&`` in them. An XML parser that recovers drops such an outline, and sometimes the next;
so where the document isn't well-formed, its ``<outline …>`` tags are read one by one, each attribute up to the quote that ends it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_DEPTH = 100
"""Folders within folders whose names count."""
MAX_VALUE = 4_000
"""Characters of an attribute: as long as any address; longer ones are cut, here as where the document is XML."""
MAX_LOST = 1_000
"""Broken outlines after which nothing more is looked for: it is no list."""
FEED_TYPES = frozenset(("rss", "atom", "feed", "rdf", "xml", "jsonfeed"))
LINK_TYPES = frozenset(("link", "include", "html", "opml"))
"""OPML 2.0: what their ``url`` names is a page or another list."""
ROOTS = frozenset(("opml", "outlinedocument", "body", "outline"))


class ListRow(NamedTuple):
    """One feed as a list has it, with nothing checked; without a URL it is a line that should have one."""

    line: int
    url: str
    title: str = ""
    category: str = ""
    fault: str = ""  # what is wrong with the line, in words
    reason: str = "bad line"  # the same as a reject's reason
    aggregator: bool = False  # whether it is marked as listing other outlets' articles


class NotOpml(ValueError):
    """The document is no OPML; the message says why."""


def is_opml(text: str) -> bool:
    """Whether outlines are what a document is made of, well-formed or not."""
    return re.search(r"<(?:opml|outline)[\s>]", text[:4_000], re.IGNORECASE) is not None


def read_opml(text: str, first_line: int = 1) -> Iterator[ListRow]:
    """The feeds of all outlines with the folders around them. Raises NotOpml.

    >>> [(row.url, row.category) for row in read_opml('<opml><outline text="News"><outline xmlUrl="http://a.example/rss"/></outline></opml>')]
    [('http://a.example/rss', 'News')]
    >>> [row.title for row in read_opml('<opml><outline text="The "Sun" & <i>Star</i>" xmlUrl="http://a.example/rss"/></opml>')]
    ['The "Sun" & Star']
    """
    import lxml.etree

    if "<!ENTITY" in text:
        raise NotOpml("declares XML entities, which are refused; write the characters out")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]  # it names an encoding that is no longer the text's
    try:
        yield from _read_xml(_parse_xml(text), first_line)
    except lxml.etree.XMLSyntaxError as error:
        yield from _scan(text, first_line, f"line {(error.lineno or 1) + first_line - 1}: {error.msg}")


def _parse_xml(document: str) -> Any:
    import lxml.etree

    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return lxml.etree.fromstring(document.encode(), parser)


def _local_name(node: Any) -> str:
    """An element's name in lower case, without its namespace; empty for what is no element."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _read_xml(root: Any, first_line: int) -> Iterator[ListRow]:
    import lxml.etree

    if _local_name(root) not in ROOTS:
        raise NotOpml(f"XML, but no OPML (its root is <{root.tag}>)")
    folders = _Folders()
    for event, node in lxml.etree.iterwalk(root, events=("start", "end")):
        if _local_name(node) != "outline":
            continue
        if event == "end":
            folders.leave()
        else:
            yield from folders.enter((node.sourceline or 1) + first_line - 1, node.attrib)


# --- what is not well-formed

_PIECE = re.compile(r"<!--|<!\[CDATA\[|<outline(?=[\s/>])|</outline\s{0,100}>", re.IGNORECASE)
_ROOT = re.compile(r"<(?:opml|outlinedocument|body|outline)[\s>]", re.IGNORECASE)
_NAME = re.compile(r"[\s,;]{0,200}([A-Za-z_][\w:.-]{0,100})\s{0,20}=\s{0,20}([\"'])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_STRAY = re.compile(r"[^\s<>=/]{1,200}|[\s,;]{1,200}|[=/]")
_CLOSES = {
    mark: re.compile(mark + r"(?=\s{0,200}(?:/?>\s{0,200}(?:[<,;]|$)|\?>|[A-Za-z_][\w:.-]{0,100}\s{0,20}=\s{0,20}[\"']))") for mark in "\"'"
}
"""A quote ends its value where another attribute or the tag's end follows: titles have quotes in them."""


def _scan(text: str, first_line: int, trouble: str) -> Iterator[ListRow]:
    """The outlines of a document that is no XML, for which ``trouble`` says why. Each that can't be read gives a row that says so."""
    if not _ROOT.search(text):
        raise NotOpml(f"no OPML: {trouble}")
    folders, lost, place, counted, line = _Folders(), 0, 0, 0, first_line
    while (piece := _PIECE.search(text, place)) is not None:
        place = piece.end()
        kind = piece[0].lower()
        if kind in ("<!--", "<![cdata["):
            end = text.find("-->" if kind == "<!--" else "]]>", place)
            place = end if end >= 0 else len(text)
        elif kind.startswith("</"):
            folders.leave()
        else:
            line, counted = line + text.count("\n", counted, piece.start()), piece.start()
            fields, place, closed = _read_tag(text, place)
            if closed is None:
                lost += 1
                yield ListRow(line, "", fields.get("title", ""), fault=f"a broken outline ({trouble})", reason="broken xml")
                if lost >= MAX_LOST:
                    raise NotOpml(f"{lost} broken outlines; the first fault: {trouble}")
                continue
            yield from folders.enter(line, fields)
            if closed:
                folders.leave()
    if not re.search(r"</(?:opml|body|outlinedocument)\s{0,100}>\s*$", text[-2_000:], re.IGNORECASE):
        fault = f"the list has no end ({trouble}); look whether all of it is there"
        yield ListRow(line + text.count("\n", counted), "", fault=fault, reason="broken xml")


def _read_tag(text: str, place: int) -> tuple[dict[str, str], int, bool | None]:
    """(attributes, where the tag ends, whether it closes itself) of a tag from behind its name; None where no end is found."""
    fields: dict[str, str] = {}
    while True:
        name = _NAME.match(text, place)
        if name:
            end = _CLOSES[name[2]].search(text, name.end(), name.end() + MAX_VALUE)
            if end is None:
                return fields, name.end(), None
            if swallowed := _PIECE.search(text, name.end(), end.start()):  # no quote ends it: the next outline is not its text
                return fields, swallowed.start(), None
            fields.setdefault(name[1], _ENTITY.sub(lambda entity: html.unescape(entity[0]), text[name.end() : end.start()]))
            place = end.end()
            continue
        if text.startswith("/>", place) or text.startswith("?>", place):
            return fields, place + 2, True
        if text.startswith(">", place):
            return fields, place + 1, False
        stray = _STRAY.match(text, place)
        if stray is None:
            return fields, place, None
        place = stray.end()


# --- outlines


@dataclass(slots=True)
class _Folders:
    """The outlines around the one that is read."""

    names: list[str] = field(default_factory=list)

    def leave(self) -> None:
        if self.names:
            self.names.pop()

    def enter(self, line: int, attributes: Mapping[str, str]) -> Iterator[ListRow]:
        """The row of an outline, where it is a feed or should be one; it is a folder for those that follow till it is left."""
        fields = {name.rpartition("}")[2].lower(): " ".join(value[:MAX_VALUE].split()) for name, value in attributes.items()}
        title = _MARKUP.sub("", fields.get("title") or fields.get("text", "")).strip()
        kind = fields.get("type", "").lower()
        url = fields.get("xmlurl") or ("" if kind in LINK_TYPES else fields.get("url", ""))
        if url:
            category = "/".join(f for f in self.names if f) or fields.get("category", "").strip("/")
            yield ListRow(line, url, title, category, aggregator=fields.get("aggregator", "").lower() in ("true", "yes", "1"))
        elif kind in FEED_TYPES:
            yield ListRow(line, "", title, fault=f"outline {title[:100]!r} has no xmlUrl; add it", reason="bad feed url")
        self.names.append("" if url or len(self.names) >= MAX_DEPTH else title.replace("/", " "))
