"""One page to one story: ``extract_story`` and what the worker processes run, ``work_item``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from connectors.records import Entry, GivenStory, Page, Reject, Story, content_hash, format_time
from connectors.urls import canonical_url, is_front_page, registered_domain, site_of
from transforms.credits import linked_credit
from transforms.extract.boxes import find_boxes
from transforms.extract.facts import PageFacts, best_moment, read_facts
from transforms.extract.given import story_from_given
from transforms.extract.kinds import WrongKind, kind_of_page
from transforms.extract.load import TooBig, decode_page, parse_page, unfold_layout_tables
from transforms.extract.titles import choose_title, without_outlet
from transforms.headline import headline_key
from transforms.language import language_of
from transforms.strip import LineContext, StripSettings, content_fingerprint, strip_story
from transforms.strip.residue import is_related_label
from transforms.times import Moment


@dataclass(frozen=True)
class ExtractSettings:
    """Limits and choices of extraction."""

    max_bytes: int = 8_000_000
    """Bytes of HTML from which a page is not read. The largest of 503 real article pages has 1.6 MB."""
    max_nodes: int = 60_000
    """Elements from which a page is not read. The largest of 123 news pages has 3,129."""
    max_links: int = 15_000
    """Links from which a page is not read: it is a directory, not an article. The largest of 123 news pages has 683."""
    max_depth: int = 200
    """Levels of nested elements from which a page is not read; the parser itself drops what is deeper than 255. Real pages reach 27."""
    min_text: int = 80
    """Characters of page text under which the entry's own text is taken when that is longer."""
    future_hours: float = 24.0
    """Hours after first_seen from which a time stated by a fetched page or its feed entry is not believed. Never applied to given items."""
    worker_seconds: float = 60.0
    """Seconds after which a worker process that still reads one page is killed. The slowest of 503 real pages takes 0.3 s."""
    quick_paragraphs: int = 6
    """Paragraphs (lines of 80 characters) from which trafilatura's first pass is taken without comparing it with other algorithms.
    On 503 pages the comparison then only runs for every tenth page, the text takes 17% less time, and F1 is .9475 / .9235 instead of
    .9429 / .9222 with the comparison on every page and .9447 / .9006 with none."""
    quick_characters: int = 1_500
    """Characters of text from which two paragraphs fewer are enough for that."""
    titles_from_feed: bool = True
    """Whether the feed entry's title may stand in for a page without one, and confirm the page's heading."""


EXTRACT = ExtractSettings()
STRIP = StripSettings()
NOTHING = PageFacts()
PARAGRAPH = 80  # characters from which a line counts as a paragraph
ENDING = 12  # characters by which lines are looked up from their end


@dataclass(frozen=True, slots=True)
class Extracted:
    """A story as extracted, with what only the page could tell of its lines."""

    story: Story
    context: LineContext


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found in the page's HTML."""

    facts: PageFacts = NOTHING
    lines: tuple[str, ...] = ()
    teasers: frozenset[str] = frozenset()
    labelled: frozenset[str] = frozenset()
    boxes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""  # why there is no more, and …
    detail: str = ""  # … how to mend it
    wrong: WrongKind | None = None  # what the page is instead of an article


def extract_story(page: Page, settings: ExtractSettings = EXTRACT) -> Story | Reject:
    """The story of a page before stripping, or a reject (stage "extract"). Never raises for what the page holds."""
    result = extract_marked(page, settings)
    return result.story if isinstance(result, Extracted) else result


def work_item(item: Page | GivenStory, extract: ExtractSettings = EXTRACT, strip: StripSettings = STRIP) -> Story | Reject:
    """A page or a given row to a story stripped by the seed rules: what a worker process runs for one item. Never raises."""
    try:
        if isinstance(item, GivenStory):
            return story_from_given(item, strip)
        result = extract_marked(item, extract)
        return strip_story(result.story, strip, result.context) if isinstance(result, Extracted) else result
    except Exception as error:  # a fault of ours on one item costs that item only, and its reject says so
        feed = item.entry.feed if isinstance(item, Page) and item.entry is not None else ""
        detail = f"{type(error).__name__}: {error}; please report this page"
        return Reject(item=item.id or item.url or "item", stage="extract", reason="broken", detail=detail, url=item.url, feed=feed)


def extract_row(story: Story) -> dict[str, object]:
    """A stripped story as ``newsheaf extract --format jsonl`` and the scorers read it."""
    return {
        "id": story.id,
        "url": story.url,
        "title": story.title,
        "text": story.text,
        "published": format_time(story.published) if story.published else None,
        "authors": list(story.authors),
        "language": story.language,
        "cut": [{"line": cut.line, "reason": cut.reason} for cut in story.cut],
    }


def extract_marked(page: Page, settings: ExtractSettings = EXTRACT) -> Extracted | Reject:
    """``extract_story`` together with the context that stripping can use."""
    reading = _read(page, settings)
    facts, entry = reading.facts, page.entry
    if reading.wrong is not None and not reading.wrong.about_article and entry is not None and entry.url:
        page = replace(page, url=entry.url)  # where a site sent us instead is not where the article is
    text = "\n".join(reading.lines)
    if entry is not None and len(text) < settings.min_text and len(entry.text.strip()) > len(text):
        text = _paragraphs(entry.text)
    names = _names(page, facts)
    title = choose_title(facts, names, entry.title if entry is not None and settings.titles_from_feed else "")
    if not text and (reading.wrong is not None or entry is None or not title):
        return _reject(
            page,
            reading.reason or "empty",
            reading.detail or "no article text was found in the page; give the feed entry or the text itself",
        )
    url = _canonical(page, facts)
    outlets = (entry.source_name if entry.source_url else "", facts.site_name, entry.publisher) if entry is not None else (facts.site_name,)
    publisher = next((name for name in outlets if name), "")
    moment = _published(page, facts, settings)
    authors = facts.authors or (entry.authors if entry is not None else ())
    own = {headline_key(name) for name in names}
    authors = tuple(name for name in authors if headline_key(name) not in own)
    story = Story(
        id=_story_id(page, url, title, text),
        url=url,
        title=title,
        text=text,
        authors=authors,
        credit=linked_credit(url, facts.canonical, entry.source_url if entry else "", entry.source_name if entry else ""),
        publisher=publisher,
        site=site_of(url, entry.source_url if entry is not None else "", publisher),
        published=moment.when if moment is not None else None,
        published_precision=moment.precision if moment is not None else "none",
        published_source=moment.source if moment is not None else "",
        first_seen=entry.first_seen if entry is not None else page.first_seen,
        language=language_of(title, text, facts.language or (entry.language if entry is not None else "")),
        feed=entry.feed if entry is not None else "",
        guid=entry.guid if entry is not None else "",
        item_fingerprint=page.fingerprint or (entry.fingerprint if entry is not None else ""),
        fingerprint=content_fingerprint(title, text),
    )
    titles = _titles(facts, names, entry)
    return Extracted(story, LineContext(reading.teasers, reading.labelled, reading.boxes, titles=titles, names=names, authors=authors))


def _read(page: Page, settings: ExtractSettings) -> _Reading:
    if not page.html:
        return _Reading(reason="empty", detail="the page could not be had and its feed entry has no text")
    size = len(page.html) if isinstance(page.html, bytes) else len(page.html.encode("utf-8", "replace"))
    if size > settings.max_bytes:
        return _Reading(reason="too large", detail=f"page has {size} bytes; extract.max_bytes is {settings.max_bytes}")
    try:
        html = decode_page(page.html, page.charset)
        tree = parse_page(html, max_nodes=settings.max_nodes, max_links=settings.max_links, max_depth=settings.max_depth)
    except TooBig as error:
        detail = f"page has too many {error.limit}: {error.found}; extract.max_{error.limit} allows {error.allowed}"
        return _Reading(reason="too large", detail=detail)
    except (LookupError, ValueError, RecursionError) as error:
        return _Reading(reason="not html", detail=f"the page can't be decoded: {error}")
    if tree is None:
        return _Reading(reason="not html", detail="the document holds no HTML elements")
    facts = NOTHING
    try:
        facts = read_facts(tree)
        unfold_layout_tables(tree)
        lines = _article_lines(tree, settings)
        if wrong := kind_of_page(tree, facts, lines, page.url):
            return _Reading(facts if wrong.about_article else NOTHING, reason=wrong.reason, detail=wrong.detail, wrong=wrong)
        return _Reading(facts, tuple(lines), *_teasers(tree, lines, page.url), boxes=find_boxes(tree, lines))
    except Exception as error:  # whatever the reader fails on, the page is what costs itself
        return _Reading(facts, reason="broken", detail=f"extraction failed: {type(error).__name__}: {error}")


@lru_cache(maxsize=2)
def _reader(fast: bool) -> Any:
    """trafilatura's settings object, made once a process. No metadata, no comments, no process-global deduplication."""
    import logging

    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says of a page is in the story or reject
    return Extractor(output_format="python", comments=False, tables=True, dedup=False, with_metadata=False, fast=fast)


def _article_lines(tree: Any, settings: ExtractSettings) -> list[str]:
    """The article's lines: of trafilatura's first pass when that found an article's worth of paragraphs, else of all its algorithms."""
    from trafilatura import bare_extraction

    lines = _lines(getattr(bare_extraction(tree, options=_reader(True)), "text", None) or "")
    paragraphs = sum(len(line) >= PARAGRAPH for line in lines)
    long = sum(map(len, lines)) > settings.quick_characters
    if paragraphs >= settings.quick_paragraphs - 2 * long:
        return lines
    return _lines(getattr(bare_extraction(tree, options=_reader(False)), "text", None) or "")


def _lines(text: str) -> list[str]:
    """Text as its non-empty lines, blanks squeezed, list and table marks taken off."""
    found = []
    for line in text.splitlines():
        line = re.sub(r"\s+", " ", line).strip()
        if line.startswith(("- ", "| ")):
            line = line[2:].strip()
        line = line.removesuffix(" |")
        if line and not re.fullmatch(r"[|\-\s]+", line):
            found.append(line)
    return found


def _paragraphs(text: str) -> str:
    return "\n".join(_lines(text))


def _teasers(tree: Any, lines: list[str], url: str) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the lines that are, whole, the text of a link to another page of the same site, and of those that are a
    label ("See also:") and such a link: teasers.

    Links inside the page are its table of contents, and links to other sites its references; neither counts.
    """
    short = {line for line in lines if 20 <= len(line) <= 300}
    by_end: dict[str, list[str]] = {}
    for line in sorted(short):
        by_end.setdefault(line[-ENDING:], []).append(line)
    site = registered_domain(url) if url else ""
    whole, labelled = set(), set()
    for link in tree.iter("a"):
        text = " ".join((link.text_content() or "").split())
        found = [line for line in by_end.get(text[-ENDING:], ()) if line.endswith(text)] if len(text) >= 20 else []
        if not found:
            continue
        target = (link.get("href") or "").strip()
        inside = not target or target.startswith("#") or ("#" in target and target.split("#")[0] in url)
        outside = "//" in target[:8] and (not site or registered_domain(target) != site)
        if inside or outside:
            continue
        for line in found:
            label = line[: -len(text)].strip()
            if not label:
                whole.add(headline_key(line))
            elif len(text.split()) >= 4 and len(label) <= 30 and (label.endswith(":") or is_related_label(label)):
                labelled.add(headline_key(line))
    return frozenset(whole), frozenset(labelled)


def _names(page: Page, facts: PageFacts) -> tuple[str, ...]:
    """What the outlet is called: by itself, by its feed, by its host."""
    names = [facts.site_name]
    if page.entry is not None:
        names += [page.entry.publisher, page.entry.source_name]
    host = urlsplit(page.url).hostname if "//" in page.url else ""
    domain = registered_domain(page.url) if host else ""
    if domain:
        names += [domain, domain.split(".")[0]]
    return tuple(dict.fromkeys(name for name in names if name))


def _titles(facts: PageFacts, names: Sequence[str], entry: Entry | None) -> tuple[str, ...]:
    """Everything that the page and its feed call the story: lines that repeat one of them say nothing new."""
    said = (facts.headline, *facts.titles, facts.document_title, *facts.headings, entry.title if entry is not None else "")
    return tuple(dict.fromkeys(title for text in said for title in (text, without_outlet(text, names)) if title))


def _canonical(page: Page, facts: PageFacts) -> str:
    """The page's declared canonical URL where it is one of the same site and not its front page, else its own."""
    own = canonical_url(page.url)
    if not own and page.entry is not None:
        own = page.entry.url
    for stated in (facts.canonical, facts.og_url):
        url = canonical_url(stated, own) if stated else ""
        if not url or (own and registered_domain(url) != registered_domain(own)):
            continue
        if not own or is_front_page(own) or not is_front_page(url):
            return url
    return own


def _story_id(page: Page, url: str, title: str, text: str) -> str:
    """The id of a given page, the entry's, the hash of the URL that it was found at, else of the content."""
    if page.id:
        return page.id
    if page.entry is not None and page.entry.id:
        return page.entry.id
    name = canonical_url(page.url) or url
    return content_hash("url", name) if name else content_hash("content", title, text)


def _published(page: Page, facts: PageFacts, settings: ExtractSettings) -> Moment | None:
    """The publication time: the page's where it is exact, else the entry's.

    A page's time without an offset that differs from the entry's by whole quarters of an hour is local time: the
    entry's is the same moment, stated better.
    """
    entry = page.entry
    latest: datetime | None = None
    fed: Moment | None = None
    if entry is not None and entry.feed:
        latest = entry.first_seen + timedelta(hours=settings.future_hours)
    if entry is not None and entry.published is not None and (latest is None or entry.published <= latest):
        fed = Moment(entry.published, entry.published_precision, "feed")
    own = best_moment(facts.moments, latest)
    if own is None or fed is None:
        return own or fed
    apart = abs((own.when - fed.when).total_seconds())
    if fed.precision in ("second", "minute"):
        if own.precision == "day" and apart <= 36 * 3600:
            return fed
        if not own.has_offset and apart <= 14 * 3600 and apart % 900 < 60:
            return fed
    return own


def _reject(page: Page, reason: str, detail: str) -> Reject:
    entry = page.entry
    name = page.id or (entry.id if entry is not None else "") or page.url or "page"
    return Reject(item=name, stage="extract", reason=reason, detail=detail, url=page.url, feed=entry.feed if entry is not None else "")
