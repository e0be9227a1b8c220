"""One page to one story: ``extract_story`` and what the worker processes run, ``work_item``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from connectors.continuity import trace_of
from connectors.hashes import content_hash
from connectors.records import Entry, GivenStory, Page, Reject, Story
from connectors.site_rules import SiteRule, rule_for
from connectors.times import format_time
from connectors.web.urls import host_of, normalize_publisher, registered_domain
from transforms.extract.facts import Moment, PageFacts, best_moment
from transforms.extract.given import story_from_given
from transforms.extract.reading import Reading, clean_lines, read_page
from transforms.extract.rules import NOTHING as NOT_RULED
from transforms.extract.settings import EXTRACT, ExtractSettings
from transforms.extract.standing import Standing, is_strange, stand_of
from transforms.extract.titles import choose_title, without_outlet
from transforms.strip import LineContext, StripSettings, content_fingerprint, strip_story
from transforms.text.credits import linked_credit
from transforms.text.headline import headline_key
from transforms.text.language import language_of

STRIP = StripSettings()


@dataclass(frozen=True, slots=True)
class Extracted:
    """A story as extracted, with what only the page could tell of its lines."""

    story: Story
    context: LineContext
    hits: tuple[str, ...] = ()  # the parts of its site's rule that found something


def extract_story(page: Page, settings: ExtractSettings = EXTRACT) -> Story | Reject:
    """The story of a page before stripping, or a reject (stage "extract"). Never raises for what the page holds."""
    result = extract_marked(page, settings)
    return result.story if isinstance(result, Extracted) else result


def work_item(item: Page | GivenStory, extract: ExtractSettings = EXTRACT, strip: StripSettings = STRIP) -> Story | Reject:
    """A page or a given row to a story stripped by the seed rules. Never raises."""
    return work_by_rule(item, extract, strip, {})[0]


def work_by_rule(
    item: Page | GivenStory, extract: ExtractSettings, strip: StripSettings, rules: Mapping[str, SiteRule]
) -> tuple[Story | Reject, tuple[str, ...]]:
    """``work_item`` with the rules of sites, and the names of their parts that found something: what a worker process runs for one item.
    Never raises."""
    try:
        if isinstance(item, GivenStory):
            return _finished(story_from_given(item, strip)), ()
        result = extract_marked(item, extract, rule_for(rules, host_of(item.url)) if rules else None)
        if isinstance(result, Reject):
            return result, ()
        return _finished(strip_story(result.story, strip, result.context)), result.hits
    except Exception as error:  # a fault of ours on one item costs that item only, and its reject says so
        feed = item.entry.feed if isinstance(item, Page) and item.entry is not None else ""
        detail = f"{type(error).__name__}: {error}; please report this page"
        return Reject(item=item.id or item.url or "item", stage="extract", reason="broken", detail=detail, url=item.url, feed=feed), ()


def _finished(story: Story | Reject) -> Story | Reject:
    """The stripped story with its trace; a reject where there were no words but furniture's."""
    if isinstance(story, Reject):
        return story
    if not (story.title or story.text):
        cut = story.cut[0].line[:80] if story.cut else ""
        detail = f"it has no title, and all of its lines are furniture, such as {cut!r}; give its title or its text"
        return Reject(item=story.id, stage="strip", reason="empty", detail=detail, url=story.url, feed=story.feed)
    return replace(story, trace=trace_of(story.title, story.text))


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


def extract_marked(page: Page, settings: ExtractSettings = EXTRACT, rule: SiteRule | None = None) -> Extracted | Reject:
    """``extract_story`` together with the context that stripping can use."""
    feeds = rule.feeds if rule is not None else ()
    reading = read_page(replace(page, entry=None) if is_strange(page, feeds) else page, settings, rule)
    if reading.wrong is not None and not reading.wrong.about_article and page.entry is not None and page.entry.url:
        page = replace(page, url=page.entry.url)  # where a site sent us instead is not where the article is
    stand = stand_of(page, reading.facts, bool(reading.lines), feeds)
    if stand.facts is not reading.facts:  # the story isn't the page's
        reading = replace(reading, facts=stand.facts, lines=(), ruled=NOT_RULED)
    facts, entry, ruled = reading.facts, stand.said, reading.ruled
    text = "\n".join(reading.lines)
    if entry is not None and len(text) < settings.min_text and len(entry.text.strip()) > len(text):
        text = "\n".join(clean_lines(entry.text))
    names = _names(replace(page, entry=entry), facts)
    title = ruled.title or choose_title(facts, names, entry.title if entry is not None and settings.titles_from_feed else "")
    if not text and (reading.wrong is not None or entry is None or not title):
        return _reject(
            page,
            reading.reason or "empty",
            reading.detail or "no article text was found in the page; give the feed entry or the text itself",
        )
    return _extracted(page, reading, stand, names, title, text, settings)


def _extracted(
    page: Page, reading: Reading, stand: Standing, names: tuple[str, ...], title: str, text: str, settings: ExtractSettings
) -> Extracted:
    facts, entry, found, ruled = reading.facts, stand.said, page.entry, reading.ruled
    outlets = (entry.source_name if entry.source_url else "", facts.site_name, entry.publisher) if entry is not None else (facts.site_name,)
    publisher = ruled.publisher or next((name for name in outlets if name), "")
    moment = ruled.moment or _published(found, entry, facts, settings)
    authors = facts.authors or (entry.authors if entry is not None else ())
    own = {headline_key(name) for name in names}
    authors = tuple(name for name in authors if headline_key(name) not in own)
    story = Story(
        id=page.id or stand.id or content_hash("content", title, text),
        url=stand.url,
        title=title,
        text=text,
        authors=authors,
        categories=entry.categories if entry is not None else (),
        credit=linked_credit(stand.url, facts.canonical, entry.source_url if entry else "", entry.source_name if entry else ""),
        publisher=publisher,
        site=stand.site or normalize_publisher(publisher),
        published=moment.when if moment is not None else None,
        published_precision=moment.precision if moment is not None else "none",
        published_source=moment.source if moment is not None else "",
        first_seen=found.first_seen if found is not None else page.first_seen,
        language=language_of(title, text, facts.language or (entry.language if entry is not None else "")),
        feed=found.feed if found is not None else "",
        guid=found.guid if found is not None else "",
        asked=stand.asked,
        owner=stand.owner,
        natural=stand.natural,
        hearsay=stand.hearsay,
        known_by=stand.known_by,
        item_fingerprint=page.fingerprint or (found.fingerprint if found is not None else ""),
        fingerprint=content_fingerprint(title, text),
    )
    titles = _titles(facts, names, entry)
    context = LineContext(reading.teasers, reading.labelled, reading.boxes, titles=titles, names=names, authors=authors)
    return Extracted(story, context, ruled.hits)


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


def _published(found: Entry | None, entry: Entry | None, facts: PageFacts, settings: ExtractSettings) -> Moment | None:
    """The publication time: the page's where it is exact, else that of the entry, where what it says counts (``found`` led here).

    A page's time without an offset that differs from the entry's by whole quarters of an hour is local time: the
    entry's is the same moment, stated better.
    """
    latest: datetime | None = None
    fed: Moment | None = None
    if found is not None and found.feed:
        latest = found.first_seen + timedelta(hours=settings.future_hours)
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
