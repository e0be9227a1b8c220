"""RSS, Atom 1.0 and RDF documents of a usual shape as items, read from libxml2's tree.

Whatever is unusual is left to feedparser: markup where text belongs, entities, Atom 0.3, CDF, base64, elements in the wrong place. What is
read here is read as feedparser reads it, which tests/connectors/feeds/test_feed_readers.py proves on real and on made-up feeds; only an
item's own elements count, and of stand-ins for a title or a text the first that says something.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from connectors.feeds.items import (
    MAX_CATEGORIES,
    Document,
    FeedSettings,
    Item,
    Link,
    body_of,
    categories_of,
    choose_link,
    content_type,
    on_site,
    one_line,
    people_of,
    string,
    title_of,
)  # fmt: skip
from connectors.feeds.mend import CONTENTS, PEOPLE, TEXTS, TITLES

ATOM = "http://www.w3.org/2005/atom"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Namespaces in lower case and the prefixes that their elements go by here; "" for those of the formats themselves.
PREFIXES = {
    "": "", ATOM: "", RDF: "rdf", "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "", "http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms", "http://search.yahoo.com/mrss/": "media", "http://search.yahoo.com/mrss": "media",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
}  # fmt: skip
PUBLISHED = frozenset(("pubdate", "published", "issued", "dcterms:issued"))
UPDATED = frozenset(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"))
CATEGORIES = frozenset(("category", "dc:subject", "media:category"))
LANGUAGES = frozenset(("language", "dc:language"))
MEDIA = frozenset(("media:group", "media:content"))
# Names without a prefix that say something, to feedparser in any namespace that it doesn't know.
PLAIN = frozenset(
    "title link guid id description summary content author source feed rss rdf channel item entry image textinput name url uri href email "
    "homepage width height category tags keywords svg math cloud generator webmaster contributor created expirationdate rights copyright "
    "subtitle newlocation where enclosure".split()
)
# What feedparser reads in ways of its own, or what has no place in an item.
UNUSUAL = frozenset("encoded body xhtml:body fullitem abstract item entry tagline info itunes:category".split())
MAX_PEOPLE = 100  # authors of one item that are looked at
TYPES = frozenset(("text/plain", "text/html", "application/xhtml+xml"))
_WEB = ("http://", "https://")
# Each of these begins with letters to look for, which makes it fast. Attributes that hold for what is inside:
_SCOPED = (re.compile(rb"base\s*="), re.compile(rb"lang\s*="))
# Characters in the place of control characters, and two that may be one which was encoded twice; written out or as references.
_REPAIRED = (
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|&#)"),
    re.compile(rb"&#0*(?:1[2-5]\d|[xX]0*[89][0-9a-fA-F]|(?:19\d|2[0-4]\d|[xX]0*[c-fC-F][0-9a-fA-F]);(?:\xc2[\x80-\xbf]|&#))"),
)
_PREFIXED_TAG = re.compile(r"</?[A-Za-z0-9_.-]+:")
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)/+")
_C1 = re.compile("[\x80-\x9f]")
_CP1252 = {code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code)) for code in range(128, 160)}


def read_tree(text: str, settings: FeedSettings, *, recover: bool = False) -> Document | None:
    """The document, without its XML declaration; None when it isn't well-formed or of a usual shape. Nothing is fetched or expanded.

    With ``recover``, what libxml2 can make out of a broken document is read.
    """
    import lxml.etree

    if "<!ENTITY" in text:
        return None
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        recover=recover,
    )
    try:
        data = text.encode()
        root = lxml.etree.fromstring(data, parser)
        return None if root is None else _Reader(root, data, settings).document(broken=recover)
    except (lxml.etree.XMLSyntaxError, UnicodeEncodeError, ValueError, _UnusualError):
        return None


class _UnusualError(Exception):
    """The document is for feedparser."""


class _Reader:
    def __init__(self, root: Any, data: bytes, settings: FeedSettings) -> None:
        self.root, self.settings = root, settings
        self.scoped = any(attribute.search(data) for attribute in _SCOPED)
        self.repaired = any(characters.search(data) for characters in _REPAIRED)
        self.names: dict[str, str] = {}
        self.atom = False

    def document(self, *, broken: bool = False) -> Document:
        """Raises _UnusualError; where it is known to be ``broken``, items that stand within each other are taken as they are."""
        name = self.name(self.root)
        if name == "feed":
            about, found = self.root, self.children(self.root)
            self.atom = self.root.tag.lower() == f"{{{ATOM}}}feed"
            if not self.atom:
                raise _UnusualError
            items = found.get("entry", [])
        else:
            around = self.children(self.root)
            if name not in ("rss", "rdf:rdf") or len(around.get("channel", ())) != 1:
                raise _UnusualError
            if name == "rdf:rdf" and ATOM in {(uri or "").lower() for uri in self.root.nsmap.values()}:
                raise _UnusualError  # feedparser takes it for Atom
            about = around["channel"][0]
            found = self.children(about)
            items = [*found.get("item", ()), *around.get("item", ())]
        everywhere = list(self.root.iter("{*}item", "{*}entry"))
        if len(items) != len(everywhere) and not broken:
            raise _UnusualError
        items = everywhere if broken else items
        language = self.last(about, found, LANGUAGES) or self.scope(self.root, "lang").replace("_", "-")
        site = choose_link(self.links(found.get("link", ())))
        return Document(
            title=self.title(found)[0], language=one_line(language, self.settings)[:35],
            items=[self.item(node, site, place) for place, node in enumerate(items)],
        )  # fmt: skip

    def item(self, node: Any, site: str, place: int) -> Item:
        found = self.children(node)
        if not UNUSUAL.isdisjoint(found) or ("content" in found and "content:encoded" in found):
            raise _UnusualError
        self.add_media(found, self.among(node, found, MEDIA))
        ids = [*found.get("guid", ()), *found.get("id", ())]
        if len(ids) > 1:
            raise _UnusualError
        guid, permalink = self.guid(ids[0]) if ids else (string(node.get(f"{{{RDF}}}about")), False)
        title, title_node = self.title(found)
        text, lies_at, tellers = self.texts(found)
        language = self.last(node, found, LANGUAGES) or self.language([*tellers, title_node])
        original = found.get("feedburner:origlink", ())
        link = choose_link(
            self.links(found.get("link", ())), original=string(self.text(original[-1])) if original else "",
            guid=guid if permalink else "", content=lies_at,
        )  # fmt: skip
        source_name, source_url = self.source(found.get("source", ()))
        return Item(
            guid=guid, link=on_site(link, site), title=title, text=text, language=language[:35], place=place,
            authors=people_of(self.names_of(node, found), self.settings), source_name=source_name, source_url=source_url,
            categories=categories_of(self.categories_of(node, found), self.settings),
            published=self.last(node, found, PUBLISHED), updated=self.last(node, found, UPDATED),
        )  # fmt: skip

    # --- elements

    def name(self, node: Any) -> str:
        """An element's name in lower case, with the prefix that its namespace goes by."""
        tag = node.tag
        if not isinstance(tag, str):
            raise _UnusualError  # an entity
        known = self.names.get(tag)
        if known is not None:
            return known
        space, brace, local = tag.rpartition("}")
        prefix = PREFIXES.get(space[1:].lower()) if brace else ""
        if prefix is None:
            if not node.prefix and local.lower() in PLAIN:
                raise _UnusualError
            return f"{node.prefix or '?'}:{local}".lower()
        name = self.names[tag] = f"{prefix}:{local}".lower() if prefix else local.lower()
        return name

    def children(self, node: Any) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        names = self.names
        for child in node:
            name = names.get(child.tag) or self.name(child)
            if name in found:
                found[name].append(child)
            else:
                found[name] = [child]
        return found

    def add_media(self, found: dict[str, list[Any]], groups: Sequence[Any]) -> None:
        """Titles and texts that stand in media groups, behind the item's own."""
        for group in groups:
            for child in group.iterdescendants():
                if (name := self.name(child)) in ("media:title", "media:description"):
                    found.setdefault(name, []).append(child)

    def text(self, node: Any) -> str:
        if len(node):
            raise _UnusualError
        return self.mended((node.text or "").strip())

    def mended(self, text: str) -> str:
        """Text that was taken for Latin-1 and encoded twice, and Windows-1252 in the place of control characters, as they were meant."""
        if not self.repaired or text.isascii():
            return text
        try:
            text = text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            pass
        return text.translate(_CP1252) if _C1.search(text) else text

    def marked_up(self, node: Any, default: str) -> tuple[str, str]:
        """(text or markup, its type)."""
        attributes = _attributes(node)
        kind = content_type(attributes["type"], default) if "type" in attributes else default
        if kind not in TYPES and not attributes.get("src"):
            raise _UnusualError
        if attributes.get("mode", "").lower() == "base64":
            raise _UnusualError
        if not len(node):
            return self.text(node), kind
        if kind != "application/xhtml+xml":
            raise _UnusualError
        import lxml.etree

        inside = "".join(lxml.etree.tostring(child, encoding="unicode", method="html") for child in node)
        if _PREFIXED_TAG.search(inside):
            raise _UnusualError
        return self.mended((html.escape(node.text or "", quote=False) + inside).strip()), kind

    def scope(self, node: Any, attribute: str) -> str:
        """What an attribute of the element or the elements around it says; the innermost counts."""
        while self.scoped and node is not None:
            attributes = _attributes(node)
            if attribute in attributes:
                return attributes[attribute]
            node = node.getparent()
        return ""

    def resolved(self, node: Any, address: str) -> str:
        base = self.scope(node, "base")
        if not base:
            return address
        if not base.startswith(_WEB):
            raise _UnusualError
        try:
            return urljoin(base, _SLASHES.sub(r"\1", address))
        except ValueError:
            return ""

    # --- fields

    def guid(self, node: Any) -> tuple[str, bool]:
        guid = string(self.text(node))
        permalink = _attributes(node).get("ispermalink", "true") == "true"
        return (self.resolved(node, guid) if permalink and guid else guid), permalink

    def links(self, nodes: Sequence[Any]) -> Iterator[Link]:
        for node in nodes:
            attributes = _attributes(node)
            rel = attributes.get("rel", "alternate").lower()
            kind = attributes.get("type", "application/atom+xml" if rel == "self" else "text/html").lower()
            href = next((attributes[name] for name in ("url", "uri", "href") if attributes.get(name)), "")
            if not href and "href" in attributes and self.scope(node, "base"):
                raise _UnusualError
            href = string(href or ("" if "href" in attributes else self.text(node)))
            yield Link(rel, kind, self.resolved(node, href) if href else "")

    def title(self, found: dict[str, list[Any]]) -> tuple[str, Any]:
        """(the title, the element that says it)."""
        for name in TITLES:
            for node in found.get(name, ()):
                value, kind = self.marked_up(node, "text/plain")
                if value:
                    return title_of(value, kind, self.settings, guess=not self.atom), node
        return "", None

    def texts(self, found: dict[str, list[Any]]) -> tuple[str, str, list[Any]]:
        """(the item's text, where Atom's content lies instead, the elements that tell its language, first one first)."""
        longest, address = "", ""
        contents = [node for name in CONTENTS for node in found.get(name, ())]
        for node in contents:
            value, kind = self.marked_up(node, "text/html" if node.tag.endswith("}encoded") else "text/plain")
            longest = max(longest, body_of(value, kind, self.settings) if value else "", key=len)
            if (source := string(node.get("src"))) and not address:
                address = self.resolved(node, source)
        tellers = contents[:1]
        if not longest or self.scoped:
            for stand_in, node in ((name, node) for name in TEXTS for node in found.get(name, ())):
                value, kind = self.marked_up(node, "text/plain" if stand_in in ("summary", "itunes:summary") else "text/html")
                if value:
                    tellers.append(node)
                    longest = longest or body_of(value, kind, self.settings)
                    break
        return longest, address, tellers

    def language(self, tellers: Sequence[Any]) -> str:
        said = (string(self.scope(node, "lang")).replace("_", "-") for node in tellers if node is not None) if self.scoped else ()
        return next((language for language in said if language), "")

    def among(self, item: Any, found: dict[str, list[Any]], names: frozenset[str]) -> list[Any]:
        """The item's elements that have one of these names, in the order in which they stand."""
        present = names.intersection(found)
        if len(present) < 2:
            return found[next(iter(present))] if present else []
        return [child for child in item if self.name(child) in present]

    def last(self, item: Any, found: dict[str, list[Any]], names: frozenset[str]) -> str:
        given = self.among(item, found, names)
        return string(self.text(given[-1])) if given else ""

    def names_of(self, item: Any, found: dict[str, list[Any]]) -> Iterator[str]:
        for person in self.among(item, found, PEOPLE)[:MAX_PEOPLE]:
            parts = self.children(person) if len(person) else {}
            name = parts["name"][-1] if "name" in parts else None
            if name is not None and len(name):
                raise _UnusualError
            yield string(name.text if name is not None else "" if parts else self.text(person))

    def categories_of(self, item: Any, found: dict[str, list[Any]]) -> Iterator[str]:
        """A category's label goes before its term; a text is another's term, or its own where it has none."""
        for node in self.among(item, found, CATEGORIES)[:MAX_CATEGORIES]:
            attributes, text = _attributes(node), self.text(node)
            label, term = attributes.get("label", ""), attributes.get("term", "")
            if label and not (term or text):
                raise _UnusualError  # feedparser gives it the next one's text
            yield string(label) or string(term)
            if text and (term or not string(label)):
                yield string(text)

    def source(self, nodes: Sequence[Any]) -> tuple[str, str]:
        """(name, address) of what an item was taken from: RSS has them as text and attribute, Atom has its elements."""
        if not nodes:
            return "", ""
        node, address = nodes[-1], string(_attributes(nodes[-1]).get("url"))
        if not len(node):
            return title_of(self.text(node), "", self.settings), address
        titles = self.children(node).get("title", ())
        if address or len(titles) > 1:
            raise _UnusualError
        return title_of(*self.marked_up(titles[0], "text/plain"), self.settings) if titles else "", ""


def _attributes(node: Any) -> dict[str, str]:
    return {name.rpartition("}")[2].lower(): value for name, value in node.items()}
