"""From a page's bytes to one parsed tree, inside structural limits. The limits decide, never the clock.

The limits beside what real pages have: docs/decisions/extract-limits.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CONTROL_BYTES = bytes((*range(9), 11, 12, *range(14, 32)))
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
# What is dropped before parsing, for speed (docs/decisions/extract-parsing.md): nothing of it is ever text of an article.
UNREAD = re.compile(r"<(?:(script|style|svg|template)\b|!--)", re.IGNORECASE)
CLOSING = {"": re.compile("-->")} | {
    name: re.compile(rf"</{name}\b[^>]{{0,100}}>", re.IGNORECASE) for name in ("script", "style", "svg", "template")
}
TAG = re.compile(r"<[a-z](?>[^>\"']+|\"[^\"]*\"|'[^']*')*+", re.IGNORECASE)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
BLOCKS = (
    "|".join(f"//{tag}" for tag in "p br td th li dd dt h1 h2 h3 h4 h5 h6 blockquote pre option".split())
    + "|//div[not(div|p|table|ul|ol|section)]"
)
SHORT_SCRIPT = 2_000  # characters of a script up to which it stays: what little it says may tell what kind of page this is
MAX_JSON = 2_000_000  # characters of a JSON-LD block from which it is not read
DEEP = 40  # levels from which nesting is looked at more closely
LARGE = 2_000_000  # characters from which what is not closed reaches to the end
LONG_TAG = 5_000  # characters from which a tag is looked at more closely
MOST_ATTRIBUTES = 300  # of one tag, whose cost grows with their square
MANY_ATTRIBUTES = 30_000  # of all tags, from which each is looked at more closely
MOST_LEVELS = 300_000  # levels that all elements together stand below the top
LONG_ATTRIBUTE = 5_000  # characters of an attribute that readers of the tree look at, from which it is taken off


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

    try:
        text = html_to_unicode(f"text/html; charset={charset}" if charset else None, html, auto_detect_fun=_detect)[1]
    except (LookupError, ValueError):  # a codec that is none of text
        text = ""
    if "<" not in text and b"<" in html:  # what says so is wrong
        encoding = _detect(html) or "cp1252"
        text = html.decode(encoding, "replace")
    return str(text)


def _detect(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:20_000] if len(data) < 20_000 else data[:5_000] + data[-5_000:]).best()
    return best.encoding if best is not None else "cp1252"


def parse_page(text: str, *, max_nodes: int, max_links: int, max_depth: int, max_text: int = 300_000) -> Any:
    """The parsed tree, or None when there is no HTML in it. Raises TooBig.

    Tags are counted in the source first, so that a hostile page is refused before a tree of it takes memory. Scripts,
    styles and comments don't count.
    """
    text = drop_unread(text)
    tags = text.count("<")
    if tags > 4 * max_nodes:
        raise TooBig("nodes", tags // 2, max_nodes)
    equals = text.count("=")
    long_tags = max(map(len, text.split("<"))) > LONG_TAG
    if (long_tags or equals > MANY_ATTRIBUTES or tags > text.count(">") + MOST_ATTRIBUTES) and (
        found := _most_attributes(text)
    ) > MOST_ATTRIBUTES:
        raise TooBig("attributes", found, MOST_ATTRIBUTES)
    import lxml.html

    text = DECLARATION.sub("", _without_controls(text), count=1).strip()
    if not text:
        return None
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=_parser())
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    nodes = int(tree.xpath("count(//*)"))
    if nodes > max_nodes:
        raise TooBig("nodes", nodes, max_nodes)
    links = int(tree.xpath("count(//a)"))
    if links > max_links:
        raise TooBig("links", links, max_links)
    deep = tree.xpath(_deeper_than(min(DEEP, max_depth)))
    if deep and tree.xpath(_deeper_than(max_depth)):
        raise TooBig("depth", max_depth + 1, max_depth)
    if deep and (levels := _levels(tree)) > MOST_LEVELS:
        raise TooBig("levels", levels, MOST_LEVELS)
    if equals > MANY_ATTRIBUTES and (attributes := int(tree.xpath("count(//@*)"))) > 10 * max_nodes:
        raise TooBig("attributes", attributes, 10 * max_nodes)
    if len(text) > max_text and (shown := _shown(tree)) > max_text:
        raise TooBig("text", shown, max_text)
    if long_tags:
        _cut_attributes(tree)
    return tree


def _without_controls(text: str) -> str:
    """The source without characters that HTML doesn't know; whether there are any is seen in bytes, far faster."""
    data = text.encode("utf-8", "replace")
    clean = len(data.translate(None, CONTROL_BYTES)) == len(data) and "\ufffe" not in text and "\uffff" not in text
    return text if clean else CONTROL.sub("", text)


@lru_cache(maxsize=1)
def _parser() -> Any:
    """lxml's HTML parser. All elements are of one class, since choosing one by its name costs time."""
    from lxml import etree, html

    parser = html.HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(
            element=html.HtmlElement, comment=html.HtmlComment, pi=html.HtmlProcessingInstruction, entity=html.HtmlEntity
        )
    )
    return parser


def drop_unread(text: str) -> str:
    """The source without drawings, comments and the contents of long scripts and styles; JSON-LD that can be read stays.

    What is not closed is left as it is, or reaches to the end of a large page.
    """
    parts: list[str] = []
    place = 0
    while match := UNREAD.search(text, place):
        name = (match[1] or "").lower()
        closing = CLOSING[name].search(text, match.end() if name else match.end() - 2)
        if closing is None and len(text) <= LARGE:
            break
        stop = closing.start() if closing else len(text)
        end = closing.end() if closing else len(text)
        if name in ("", "svg", "template"):
            parts.append(text[place : match.start()])
        elif stop - match.end() <= (MAX_JSON if "ld+json" in text[match.end() : match.end() + 200].lower() else SHORT_SCRIPT):
            parts.append(text[place:end])
        else:
            head = text.find(">", match.end(), stop) + 1 or stop
            parts += (text[place:head], text[stop:end])
        place = end
    parts.append(text[place:])
    return "".join(parts)


def _levels(tree: Any) -> int:
    """How many levels all elements together stand below the top: what a walk from each to the top costs."""
    import lxml.etree

    total = depth = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        total += depth if event == "start" else 0
    return total


def _shown(tree: Any) -> int:
    """Characters of text outside scripts and styles."""
    return int(tree.xpath("string-length(/)")) - sum(len(element.text or "") for element in tree.iter("script", "style"))


def _most_attributes(text: str) -> int:
    """How many attributes the tag has that has most; parts of a tag that are split by an angle bracket count each by itself."""
    long = (match[0] for match in TAG.finditer(text) if match.end() - match.start() > LONG_TAG)
    return max((len(QUOTED.sub("x", tag).split()) for tag in long), default=0)


def _cut_attributes(tree: Any) -> None:
    """Take off attributes of blocks that are too long to be names or links, in place."""
    for element in tree.xpath(f"//*[not(self::meta)][@*[string-length() > {LONG_ATTRIBUTE}]]"):
        for name, value in element.attrib.items():
            if len(value) > LONG_ATTRIBUTE:
                del element.attrib[name]


def count_blocks(tree: Any) -> int:
    """Elements that begin a paragraph of their own."""
    return int(tree.xpath(f"count({BLOCKS})"))


def drop_declarations(tree: Any) -> None:
    """Take the meta and link elements off the page's head, in place, once its facts are read: the reader copies the tree four times."""
    for head in tree.findall("head"):
        for element in list(head.iterchildren("meta", "link")):
            head.remove(element)


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
    """An XPath expression that is true of a tree with an element below that many levels; far faster than walking it."""
    return f"boolean({'/*' * (levels + 1)})"
