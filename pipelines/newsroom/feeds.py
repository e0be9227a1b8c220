"""The newsroom's feeds as real sites write them: RSS 2.0, Atom and JSON Feed, well behaved and not.

Behaviours: ``good``; ``rate-limited`` (429 until after the first edition); ``wrong-etag`` (another ETag every time);
``constant-etag`` (one ETag for ever, but never a 304); ``moved`` (301), ``moved-temporarily`` (302); ``broken`` (cut off in
mid-document and with a stray ampersand); ``wrong-encoding`` (says UTF-8, is windows-1252); ``slow``; and, without
stories of their own, ``html`` (a page where XML should be), ``gone`` (410), ``missing`` (404), ``loop`` (redirects to itself), ``empty``, ``stalled``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from connectors.hashes import content_hash
from pipelines.newsroom.outlets import Outlet
from pipelines.newsroom.world import Revision, Story, World

WINDOW = 80
"""Entries a feed carries at most: enough that three editions in four days miss none."""


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """One feed of the list: where it is, whose it is and how it behaves."""

    url: str
    title: str
    category: str  # language/topic, as OPML folders
    outlet: str
    format: str
    content: str
    behaviour: str = "good"
    sections: tuple[str, ...] = ()  # empty: all stories of the outlet
    target: str = ""  # where a moved feed really is
    language: str = ""  # of an aggregator's edition, which lists others' stories in that language


_PATHS = {"rss": "/rss.xml", "atom": "/atom.xml", "json": "/feed.json"}
_SUFFERING = (("lost-press", "html"), ("old-times", "gone"), ("nowhere-news", "missing"), ("round-robin", "loop"), ("quiet-paper", "empty"), ("sleepy-news", "stalled"))


def list_feeds(world: World) -> tuple[FeedSpec, ...]:
    """All feeds, in the order of the OPML."""
    found = []
    for outlet in world.outlets:
        url = f"http://{outlet.host}{_PATHS[outlet.feed]}"
        if outlet.aggregator:
            found += [FeedSpec(f"{url}?hl={language}", f"{outlet.name} ({language})", f"{language}/aggregator", outlet.key, outlet.feed, outlet.content,
                               outlet.behaviour, language=language) for language in sorted({other.language for other in world.outlets})]
            continue
        topic = "wire" if outlet.wire else outlet.template
        behaviour = outlet.behaviour
        target = f"http://{outlet.host}/feeds/all{_PATHS[outlet.feed].replace('/', '-')}" if behaviour.startswith("moved") else ""
        found.append(FeedSpec(url, outlet.name, f"{outlet.language}/{topic}", outlet.key, outlet.feed, outlet.content, behaviour, (), target))
        if outlet.second_feed:
            found.append(FeedSpec(f"http://{outlet.host}/section{_PATHS[outlet.feed]}", f"{outlet.name} – business", f"{outlet.language}/{topic}",
                                  outlet.key, outlet.feed, outlet.content, "good", ("business", "politics")))
    for name, behaviour in _SUFFERING:
        found.append(FeedSpec(f"http://{name}.example/rss.xml", name.replace("-", " ").title(), "en/other", "", "rss", "none", behaviour))
    return tuple(found)


def feed_stories(world: World, feed: FeedSpec, now: datetime) -> list[Story]:
    """What the feed lists at that time, newest first."""
    if not feed.outlet:
        return []
    found = [s for s in world.stories if s.outlet == feed.outlet and s.listed <= now and (not feed.sections or s.section in feed.sections)
             and feed.language in ("", s.language)]
    return sorted(found, key=lambda s: (s.listed, s.id), reverse=True)[:WINDOW]


@dataclass(frozen=True, slots=True)
class FeedDocument:
    body: bytes
    content_type: str
    etag: str
    changed: datetime  # for Last-Modified


def write_feed(world: World, feed: FeedSpec, now: datetime) -> FeedDocument:
    """The feed's bytes at that time. They change exactly when an entry does, so validators can be right."""
    stories = feed_stories(world, feed, now)
    changed = max([max(s.listed, s.at(now).since) for s in stories], default=world.start)
    if feed.behaviour == "html":
        body = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Our feeds have moved</h1><p>Please update your bookmarks.</p></body></html>"
        return FeedDocument(body, "text/html; charset=utf-8", "", world.start)
    outlet = world.outlet_by_key.get(feed.outlet)
    write = {"rss": _rss, "atom": _atom, "json": _json}[feed.format]
    text = write(world, feed, outlet, stories, now, changed)
    body = text.encode()
    kind = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml", "json": "application/feed+json"}[feed.format]
    if feed.behaviour == "broken":
        body = text.replace("</description>", " & more</description>", 1).removesuffix("</channel>\n</rss>\n").encode()
    elif feed.behaviour == "wrong-encoding":
        body, kind = text.encode("cp1252", "xmlcharrefreplace"), "application/rss+xml"
    return FeedDocument(body, kind, content_hash("feed", body.decode("latin-1")), changed)


def _link(outlet: Outlet, story: Story) -> str:
    if not outlet.tracking:
        return story.url
    return f"{story.url}{'&' if '?' in story.url else '?'}utm_source=rss&utm_medium=feed"


def summary_of(revision: Revision) -> str:
    """A feed's summary: the first sentence or two of the story."""
    words = revision.paragraphs[0].split() if revision.paragraphs else []
    return " ".join(words) if len(words) <= 45 else " ".join(words[:42]) + " …"


def _body(revision: Revision) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in revision.paragraphs)


def _author(story: Story) -> str:
    return f"<dc:creator>{escape(story.author)}</dc:creator>"


def _rss(world: World, feed: FeedSpec, outlet: Outlet | None, stories: list[Story], now: datetime, changed: datetime) -> str:
    rows = []
    for story in stories:
        revision = story.at(now)
        assert outlet is not None
        permalink = "true" if story.guid == story.url else "false"
        row = [f"<title>{escape(revision.title)}</title>", f"<link>{escape(_link(outlet, story))}</link>",
               f'<guid isPermaLink="{permalink}">{escape(story.guid)}</guid>', f"<pubDate>{format_datetime(story.published)}</pubDate>"]
        if outlet.aggregator:
            source = world.outlet_by_key[story.source]
            row.append(f'<source url="http://{source.host}{_PATHS[source.feed]}">{escape(source.name)}</source>')
            link = escape(f'<a href="{story.url}" target="_blank">{escape(revision.title)}</a>&nbsp;<font color="#6f6f6f">{escape(source.name)}</font>')
            row.append(f"<description>{link}</description>")
        elif feed.content == "full":
            row += [_author(story), f"<description>{escape(summary_of(revision))}</description>", f"<content:encoded><![CDATA[{_body(revision)}]]></content:encoded>"]
        elif feed.content == "summary":
            row += [_author(story), f"<description>{escape(summary_of(revision))}</description>", f"<category>{story.section}</category>"]
        rows.append("<item>" + "\n".join(row) + "</item>\n")
    language = feed.language or (outlet.language if outlet else "en")
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n<title>{escape(feed.title)}</title>\n<link>{escape(feed.url.rpartition("/")[0])}</link>\n'
            f"<description>{escape(feed.title)}</description>\n<language>{language}</language>\n<lastBuildDate>{format_datetime(changed)}</lastBuildDate>\n"
            + "".join(rows) + "</channel>\n</rss>\n")


def _stamp(time: datetime) -> str:
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def _atom(world: World, feed: FeedSpec, outlet: Outlet | None, stories: list[Story], now: datetime, changed: datetime) -> str:
    assert outlet is not None
    rows = []
    for story in stories:
        revision = story.at(now)
        row = [f"<title>{escape(revision.title)}</title>", f'<link rel="alternate" href="{escape(_link(outlet, story))}"/>', f"<id>{escape(story.guid)}</id>",
               f"<published>{_stamp(story.published)}</published>", f"<updated>{_stamp(max(revision.since, story.published))}</updated>",
               f"<author><name>{escape(story.author)}</name></author>"]
        if feed.content == "full":
            row.append(f'<content type="html">{escape(_body(revision))}</content>')
        if feed.content in ("full", "summary"):
            row.append(f"<summary>{escape(summary_of(revision))}</summary>")
        rows.append("<entry>" + "\n".join(row) + "</entry>\n")
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">\n<title>{escape(feed.title)}</title>\n'
            f'<id>http://{outlet.host}/</id>\n<link rel="self" href="{escape(feed.url)}"/>\n<updated>{_stamp(changed)}</updated>\n' + "".join(rows) + "</feed>\n")


def _json(world: World, feed: FeedSpec, outlet: Outlet | None, stories: list[Story], now: datetime, changed: datetime) -> str:
    assert outlet is not None
    items = []
    for story in stories:
        revision = story.at(now)
        item: dict[str, object] = {"id": story.guid, "url": _link(outlet, story), "title": revision.title, "date_published": _stamp(story.published),
                                   "authors": [{"name": story.author}], "tags": list(story.tags)}
        if revision.since > story.published:
            item["date_modified"] = _stamp(revision.since)
        if feed.content == "full":
            item["content_html"] = _body(revision)
        if feed.content in ("full", "summary"):
            item["summary"] = summary_of(revision)
        items.append(item)
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": f"http://{outlet.host}/", "feed_url": feed.url,
                       "language": outlet.language, "items": items}, ensure_ascii=False, indent=1)


def write_opml(world: World) -> str:
    """The feed list, with folders by language and topic."""
    folders: dict[str, dict[str, list[FeedSpec]]] = {}
    for feed in list_feeds(world):
        language, _, topic = feed.category.partition("/")
        folders.setdefault(language, {}).setdefault(topic, []).append(feed)
    rows = ['<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>Sample newsroom</title></head>\n<body>\n']
    for language, topics in folders.items():
        rows.append(f'<outline text="{language}">\n')
        for topic, feeds in topics.items():
            rows.append(f'<outline text="{topic}">\n')
            marks = {True: ' aggregator="true"', False: ""}
            rows += [f'<outline type="rss" text="{escape(feed.title)}" xmlUrl="{escape(feed.url)}"{marks[bool(feed.language)]}/>\n' for feed in feeds]
            rows.append("</outline>\n")
        rows.append("</outline>\n")
    return "".join(rows) + "</body>\n</opml>\n"


def expected_status(feed: FeedSpec, edition: int, changed_since: bool) -> str:
    """How a poll of this feed should end in the given edition (0, 1, 2) of a well-mannered client."""
    if feed.behaviour in ("html", "missing", "gone", "loop", "stalled"):
        return "failed"
    if feed.behaviour == "rate-limited" and edition == 0:
        return "deferred"
    if feed.behaviour in ("wrong-etag", "constant-etag"):
        return "changed"
    return "changed" if changed_since else "unchanged"


SLOW = timedelta(seconds=1)
"""How long a slow server waits before its first byte."""
