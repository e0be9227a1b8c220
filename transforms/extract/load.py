"""From a page's bytes to one parsed tree, inside structural limits. The limits decide, never the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TooBig(Exception):
    """The page passes a structural limit: which one, what it has and what is allowed."""

    limit: str
    found: int
    allowed: int

    def __str__(self) -> str:
        return f"{self.limit}: {self.found} > {self.allowed}"


def decode_page(html: str | bytes, charset: str = "") -> str:
    """The page as text: byte-order mark, then the header's charset, then meta declarations, then UTF-8 if it is valid, else detection."""
    if isinstance(html, str):
        return html
    from w3lib.encoding import html_to_unicode

    return html_to_unicode(f"text/html; charset={charset}" if charset else None, html, auto_detect_fun=_detect)[1]


def _detect(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:20_000] if len(data) < 20_000 else data[:5_000] + data[-5_000:]).best()
    return best.encoding if best is not None else "cp1252"


def parse_page(text: str, *, max_nodes: int, max_links: int, max_depth: int) -> Any:
    """The parsed tree, or None when there is no HTML in it. Raises TooBig.

    Tags are counted in the source first, so that a hostile page is refused before a tree of it takes memory.
    """
    tags = text.count("<")
    if tags > 4 * max_nodes:
        raise TooBig("tags", tags, 4 * max_nodes)
    import lxml.html

    text = DECLARATION.sub("", CONTROL.sub("", text), count=1).strip()
    if not text:
        return None
    parser = lxml.html.HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    nodes = int(tree.xpath("count(//*)"))
    if nodes > max_nodes:
        raise TooBig("nodes", nodes, max_nodes)
    links = int(tree.xpath("count(//a)"))
    if links > max_links:
        raise TooBig("links", links, max_links)
    if tree.xpath(_deeper_than(max_depth)):
        raise TooBig("depth", max_depth + 1, max_depth)
    return tree


def unfold_layout_tables(tree: Any) -> None:
    """Turn tables that lay out a page into plain blocks, in place.

    A table that holds headings, tables or several paragraphs in one cell is no table of data; the reader of the article
    would put each of its cells on one line, furniture and all.
    """
    for table in list(tree.iter("table")):
        if table.find(".//th") is not None:
            continue
        cells = [cell for cell in table.iter("td") if next(cell.iterancestors("table")) is table]
        if any(_is_laid_out(cell) for cell in cells):
            for element in (table, *table.iter("tbody", "tr", "td")):
                if element is table or next(element.iterancestors("table"), table) is table:
                    element.tag = "div"


def _is_laid_out(cell: Any) -> bool:
    return cell.find(".//h1") is not None or cell.find(".//table") is not None or sum(1 for _ in cell.iter("p")) >= 3


@lru_cache(maxsize=8)
def _deeper_than(levels: int) -> str:
    """An XPath expression that is true of a tree with an element below that many levels; ten times as fast as walking it."""
    return f"boolean({'/*' * (levels + 1)})"
