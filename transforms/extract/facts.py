"""What a page says of itself: title, authors, time, language, publisher, canonical URL.

Read from JSON-LD, meta tags, ``<time>`` and the headings of one parsed tree in one walk, about 2 ms a page. Nothing
here decides between the page and its feed entry; that is ``extract_story``'s.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from transforms.extract.headings import heading_text
from transforms.extract.load import MAX_JSON
from transforms.times import Moment, read_moment

MAX_BLOCKS = 40
MAX_NODES = 5_000
MAX_FIELD = 2_000  # characters of one field

ARTICLE_TYPE = re.compile(r"(?:article|posting|report|review|newsvideo)$|^(?:article|liveblog|report|obituary)", re.I)
PAGE_TYPE = re.compile(r"page$", re.I)
# Branches of JSON-LD that are about other things than the page.
ELSEWHERE = frozenset(
    (
        "comment itemlistelement liveblogupdate haspart mentions citation ispartof relatedlink video image breadcrumb review about "
        "isbasedon potentialaction suggestedanswer acceptedanswer significantlink publisher author creator"
    ).split()
)
# Meta names by what they tell, best first; compared in lower case.
META_TIME = (
    "article:published_time og:article:published_time datepublished dc.date.issued dcterms.issued dcterms.created "
    "dc.date.created date.issued parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime "
    "article.published published_at publish-date publish_date publishdate pubdate published publication_date "
    "article_date_original content:publishdate dcsext.articlefirstpublished rnews:datepublished citation_publication_date "
    "og:pubdate og:published_time date.created datecreated cms_creationdate srf.date last-published originalpublicationdate "
    "date dc.date dcterms.date"
).split()
META_AUTHOR = (
    "author article:author og:author article:author_name byl parsely-author sailthru.author dc.creator dcterms.creator dcsext.author "
    "cxenseparse:author citation_author rnews:author og:article:author lp.article:author"
).split()
# What scripts put around a block so that old browsers don't show it.
WRAPPING = re.compile(r"^(?:<!--|(?://|/\*)?\s{0,20}<!\[CDATA\[(?:\s{0,20}\*/)?)|(?:-->|(?://|/\*)?\s{0,20}\]\]>(?:\s{0,20}\*/)?)$")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """The page's own statements, each empty when it makes none."""

    headline: str = ""  # of the JSON-LD article
    titles: tuple[str, ...] = ()  # other candidates, best first: og:title, …
    headings: tuple[str, ...] = ()  # h1 of the body, in order
    document_title: str = ""  # <title>
    authors: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()  # publication times, best first
    language: str = ""
    site_name: str = ""
    canonical: str = ""
    og_url: str = ""
    description: str = ""
    body: str = ""  # the article's text as its JSON-LD has it
    declared: bool = False  # that it is an article: by JSON-LD or by an article's time in a meta tag
    locked: bool = False  # that the article is not free to read
    kinds: frozenset[str] = frozenset()  # JSON-LD types in lower case, and og:type


@dataclass(slots=True)
class _Found:
    meta: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    times: list[Moment] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    canonical: str = ""


def read_facts(tree: Any) -> PageFacts:
    """The facts of a parsed page (an lxml HTML element)."""
    found = _Found()
    for element in tree.iter("meta", "link", "script", "title", "h1", "time", "a"):
        _look_at(element, found)
    nodes = list(_nodes(found.blocks))
    by_id = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(ARTICLE_TYPE.search(kind) for kind in _types(node))]
    pages = [node for node in nodes if any(PAGE_TYPE.search(kind) for kind in _types(node))]
    main = _main_article(articles, found)
    ranked = ([main] if main is not None else []) + pages[:2]
    meta = found.meta

    headline = (clean(main.get("headline")) or clean(main.get("name"))) if main is not None else ""
    titles = _meta(meta, "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
    authors = list(_people(main.get("author") or main.get("creator"), by_id)) if main is not None else []
    if not authors:
        authors = split_authors(_meta(meta, *META_AUTHOR)) or split_authors(found.bylines[:4])
    moments = [moment for node in ranked for key in ("datePublished", "dateCreated") for moment in _moments(node.get(key), "json-ld")]
    moments += [moment for value in _meta(meta, *META_TIME) for moment in _moments(value, "meta")]
    language = next((clean(node.get("inLanguage")) for node in ranked if isinstance(node.get("inLanguage"), str)), "")
    publisher = _name(main.get("publisher"), by_id) if main is not None else ""
    return PageFacts(
        headline=headline,
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        headings=tuple(found.headings),
        document_title=next(iter(found.titles), ""),
        authors=tuple(dict.fromkeys(authors))[:20],
        moments=tuple(moments + found.times),
        language=next(iter(_languages(tree, meta, language)), ""),
        site_name=next(iter(_meta(meta, "og:site_name", "application-name", "al:ios:app_name")), "") or publisher,
        canonical=found.canonical,
        og_url=next(iter(_meta(meta, "og:url")), ""),
        description=next(iter(_meta(meta, "og:description", "description")), ""),
        body=plain_text(main["articleBody"]) if main is not None and isinstance(main.get("articleBody"), str) else "",
        declared=_is_declared(articles, main, found),
        locked=_is_locked(main, meta),
        kinds=frozenset(kind.lower() for node in nodes for kind in _types(node)) | {kind.lower() for kind in _meta(meta, "og:type")},
    )


def clean(value: object) -> str:
    """One field as one line of text: entities and tags resolved, blanks squeezed, bounded."""
    if isinstance(value, (list, tuple)) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return ""
    text = str(value)[:MAX_FIELD]
    if "&" in text:
        text = html.unescape(html.unescape(text))  # escaped twice by many templates
    if "<" in text:
        text = re.sub(r"<[^<>]{0,200}>", " ", text)
    return SPACE.sub(" ", text.replace("\x00", "").replace("\u00ad", "")).strip()


def plain_text(markup: str) -> str:
    """Text that may hold tags and entities as plain text."""
    text = html.unescape(html.unescape(markup)) if "&" in markup else markup
    return re.sub(r"<[^<>]{0,500}>", " ", text) if "<" in text else text


def split_authors(values: Iterable[str]) -> list[str]:
    """Names out of author fields: addresses and links left out, "By", "und", commas and roles taken apart."""
    names: list[str] = []
    for value in values:
        if "://" in value or value.startswith(("www.", "/", "@")):
            continue
        value = re.sub(r"^\W*(?:by|von|par|por|di|av|af|door|przez|от|автор)\b[:\s]+", "", value, flags=re.I)
        for part in re.split(r"\s*[;|•]\s*|\s*,\s+|\s+(?:and|und|et|y|og|och|en|e|&|и)\s+", value):
            name = re.sub(r"\s*[(<\[].*$", "", part).strip(" ,.;:-–")
            if 2 <= len(name) <= 60 and "@" not in name and not re.search(r"\d{2}|[{}<>=]", name) and len(name.split()) <= 6:
                names.append(name)
    return names


def _look_at(element: Any, found: _Found) -> None:
    tag = element.tag
    if tag == "meta":
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content:
            found.meta.setdefault(name.strip().lower(), []).append(content)
    elif tag == "a":
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            found.bylines.append(clean(element.text_content()))
    elif tag == "link":
        if not found.canonical and "canonical" in (element.get("rel") or "").lower().split():
            found.canonical = (element.get("href") or "").strip()[:MAX_FIELD]
    elif tag == "script":
        kind = element.get("type")
        if kind and "ld+json" in kind.lower() and len(found.blocks) < MAX_BLOCKS and element.text and len(element.text) <= MAX_JSON:
            found.blocks.append(element.text)
    elif tag == "time":
        if len(found.times) < 3:
            stated = (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
            # A bare <time> is often that of a teaser; the first one in the article or marked as published counts.
            if stated or "publi" in names or any(parent.tag == "article" for parent in element.iterancestors()):
                found.times.extend(_moments(element.get("datetime"), "meta"))
    elif tag == "h1":
        if len(found.headings) < 5 and (text := heading_text(element)):
            found.headings.append(text)
    elif text := clean(element.text_content()):
        found.titles.append(text)


def _meta(meta: Mapping[str, list[str]], *names: str) -> list[str]:
    return [text for name in names for value in meta.get(name, ()) if (text := clean(value))]


def _languages(tree: Any, meta: Mapping[str, list[str]], stated: str) -> Iterator[str]:
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    for value in (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")):
        if value and value.strip():
            yield value.strip()[:20]
    if stated:
        yield stated[:20]
    for value in _meta(meta, "content-language", "og:locale", "language", "dc.language", "inlanguage"):
        yield value[:20]


def _nodes(blocks: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object that may speak of the page, outermost first in each block."""
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
    read; what is still broken gives the fields that can be picked out by their names."""
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
    if name := re.search(r'"author"\s*:\s*\[?\s*\{[^{}]{0,500}?"name"\s*:\s*"([^"\\]{1,100})"', text):
        picked["author"] = name[1]
    return [picked] if "datePublished" in picked or "headline" in picked else []


def _types(node: Mapping[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type")
    if isinstance(kind, list):
        return tuple(item for item in kind if isinstance(item, str))
    return (kind,) if isinstance(kind, str) else ()


def _main_article(articles: list[dict[str, Any]], found: _Found) -> dict[str, Any] | None:
    """The article that the page is: the one whose headline is a heading or a title of the page, else the first."""
    if len(articles) > 1:
        said = {_squash(text) for text in (*found.headings, *_meta(found.meta, "og:title", "twitter:title"))}
        for node in articles:
            if _squash(clean(node.get("headline"))) in said:
                return node
    return next((node for node in articles if node.get("headline") or node.get("datePublished")), articles[0] if articles else None)


def _is_declared(articles: Sequence[Mapping[str, Any]], main: Mapping[str, Any] | None, found: _Found) -> bool:
    """Whether the page says that it is one article; one that describes several without being one of them says nothing."""
    if main is not None and (len(articles) < 3 or _squash(clean(main.get("headline"))) in map(_squash, found.headings)):
        return bool(main.get("headline") or main.get("datePublished"))
    return bool(_meta(found.meta, "article:published_time", "og:article:published_time"))


def _is_locked(main: Mapping[str, Any] | None, meta: Mapping[str, list[str]]) -> bool:
    free = clean(str(main["isAccessibleForFree"])) if main is not None and "isAccessibleForFree" in main else ""
    return free.lower() == "false" or any(tier.lower() in ("locked", "metered", "paid") for tier in _meta(meta, "article:content_tier"))


def _squash(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _people(value: Any, by_id: Mapping[str, dict[str, Any]], depth: int = 0) -> Iterator[str]:
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value[:20]:
            yield from _people(item, by_id, depth + 1)
    elif isinstance(value, dict):
        value = by_id.get(str(value.get("@id")), value) if "name" not in value else value
        name = value.get("name")
        if isinstance(name, list):
            yield from _people(name, by_id, depth + 1)
        else:
            yield from split_authors([clean(name)])
    elif isinstance(value, str):
        yield from split_authors([clean(value)])


def _name(value: Any, by_id: Mapping[str, dict[str, Any]]) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        if "name" not in value:
            value = by_id.get(str(value.get("@id")), value)
        return clean(value.get("name"))
    return clean(value) if isinstance(value, str) and "://" not in value else ""


def _moments(value: object, source: str) -> Iterator[Moment]:
    moment = read_moment(clean(value), source)
    if moment is not None:
        yield moment


def best_moment(moments: Iterable[Moment], not_after: datetime | None = None) -> Moment | None:
    """The first exact time with an offset, else the first exact time, else the first day; none later than ``not_after``."""
    usable = [moment for moment in moments if not_after is None or moment.when <= not_after]
    if not usable:
        return None
    day = usable[0].when
    # Only among times that mean the same publication: a page also carries days of re-publications and of archives.
    close = [moment for moment in usable if abs((moment.when - day).total_seconds()) <= 36 * 3600]
    return min(close, key=lambda moment: (moment.precision == "day", not moment.has_offset))
