"""What a page says of itself: title, authors, time, language, publisher, canonical URL.

Read from JSON-LD, meta tags, ``<time>`` and the headings of one parsed tree in one walk (docs/decisions/extract-parsing.md). Nothing
here decides between the page and its feed entry; that is ``extract_story``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.dates import DateReader
from connectors.records import Precision
from transforms.extract.fields import MAX_FIELD, clean, plain_text, split_authors
from transforms.extract.headings import heading_text
from transforms.extract.json_ld import ARTICLE_TYPE, PAGE_TYPE, name_of, people_of, read_nodes, types_of
from transforms.extract.load import MAX_JSON

MAX_BLOCKS = 40
MAX_FEEDS = 40
FEED_TYPE = re.compile(r"rss|atom|feed\+json|application/json|text/xml|application/xml")

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


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication time with how exactly and by whom it was stated."""

    when: datetime
    precision: Precision
    source: str  # "json-ld", "meta", "rule", "feed"
    has_offset: bool = True  # False: the time zone had to be assumed


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
    feeds: tuple[str, ...] = ()  # addresses of feeds that the page names as its site's
    description: str = ""
    body: str = ""  # the article's text as its JSON-LD has it
    declared: bool = False  # that it is an article: by JSON-LD or by an article's time in a meta tag
    locked: bool = False  # that the article is not free to read
    kinds: frozenset[str] = frozenset()  # JSON-LD types in lower case, and og:type


@dataclass(slots=True)
class _Found:
    dates: DateReader
    meta: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    times: list[Moment] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    canonical: str = ""


def read_facts(tree: Any) -> PageFacts:
    """The facts of a parsed page (an lxml HTML element)."""
    found = _Found(dates_of(tree))
    for element in tree.iter("meta", "link", "script", "title", "h1", "time", "a"):
        _look_at(element, found)
    nodes = list(read_nodes(found.blocks))
    by_id = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(ARTICLE_TYPE.search(kind) for kind in types_of(node))]
    pages = [node for node in nodes if any(PAGE_TYPE.search(kind) for kind in types_of(node))]
    main = _main_article(articles, found)
    ranked = ([main] if main is not None else []) + pages[:2]
    meta = found.meta

    headline = (clean(main.get("headline")) or clean(main.get("name"))) if main is not None else ""
    titles = _meta(meta, "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
    authors = list(people_of(main.get("author") or main.get("creator"), by_id)) if main is not None else []
    if not authors:
        authors = split_authors(_meta(meta, *META_AUTHOR)) or split_authors(found.bylines[:4])
    stated = [node.get(key) for node in ranked for key in ("datePublished", "dateCreated")]
    moments = [moment for value in stated for moment in _moments(value, "json-ld", found)]
    moments += [moment for value in _meta(meta, *META_TIME) for moment in _moments(value, "meta", found)]
    language = next((clean(node.get("inLanguage")) for node in ranked if isinstance(node.get("inLanguage"), str)), "")
    publisher = name_of(main.get("publisher"), by_id) if main is not None else ""
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
        feeds=tuple(found.feeds),
        og_url=next(iter(_meta(meta, "og:url")), ""),
        description=next(iter(_meta(meta, "og:description", "description")), ""),
        body=plain_text(main["articleBody"]) if main is not None and isinstance(main.get("articleBody"), str) else "",
        declared=_is_declared(articles, main, found),
        locked=_is_locked(main, meta),
        kinds=frozenset(kind.lower() for node in nodes for kind in types_of(node)) | {kind.lower() for kind in _meta(meta, "og:type")},
    )


def dates_of(tree: Any) -> DateReader:
    """What reads the dates of a page, by the language that it declares."""
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    return DateReader(language=root.get("lang") or "")


def moment_of(text: str, source: str, dates: DateReader) -> Moment | None:
    """The time that a field states, or None."""
    found = dates.read(text)
    return None if found.when is None else Moment(found.when, found.precision, source, found.zoned)


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
        rel = (element.get("rel") or "").lower().split()
        if not found.canonical and "canonical" in rel:
            found.canonical = (element.get("href") or "").strip()[:MAX_FIELD]
        if "alternate" in rel and len(found.feeds) < MAX_FEEDS and FEED_TYPE.search((element.get("type") or "").lower()):
            found.feeds.append((element.get("href") or "").strip()[:MAX_FIELD])
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
                found.times.extend(_moments(element.get("datetime") or element.text_content()[:MAX_FIELD], "meta", found))
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


def _moments(value: object, source: str, found: _Found) -> Iterator[Moment]:
    if moment := moment_of(clean(value), source, found.dates):
        yield moment


def best_moment(moments: Iterable[Moment], not_after: datetime | None = None) -> Moment | None:
    """The first exact time with an offset, else the first exact time, else the first day; none later than ``not_after``.

    >>> moments = [moment_of(text, "meta", DateReader()) for text in ("2021-12-31", "2021-12-31T13:00", "2021-12-31T13:00+01:00")]
    >>> print(best_moment(moments).when, best_moment(moments[:2]).when)
    2021-12-31 12:00:00+00:00 2021-12-31 13:00:00+00:00
    """
    usable = [moment for moment in moments if not_after is None or moment.when <= not_after]
    if not usable:
        return None
    day = usable[0].when
    # Only among times that mean the same publication: a page also carries days of re-publications and of archives.
    close = [moment for moment in usable if abs((moment.when - day).total_seconds()) <= 36 * 3600]
    return min(close, key=lambda moment: (moment.precision == "day", not moment.has_offset))
