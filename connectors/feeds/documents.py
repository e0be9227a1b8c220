"""One feed document as entries: whatever its format.

What comes in is bytes as a server sent them; what comes out is every entry exactly once, as an ``Entry``, a duplicate
of one, or a ``Reject``. Nothing here raises for what a feed may contain, and nothing fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from connectors.dates import WrittenDate
from connectors.feeds.dates import believed, date_items, doubts_of
from connectors.feeds.hints import SAYS_NOTHING, Hints, read_hints
from connectors.feeds.identity import (
    Claim,
    clean_fragment,
    entry_id,
    entry_keys,
    fingerprint_words,
    last_date,
    newest_first,
    page_key,
    tell_apart,
)
from connectors.feeds.items import MAX_CATEGORY, Document, FeedSettings, Item, NoFeed
from connectors.feeds.jsonfeed import read_json
from connectors.feeds.markup import decode_document
from connectors.feeds.mend import feed_inside, is_html_page
from connectors.feeds.xmlfeed import read_xml
from connectors.hashes import content_hash, identity_key
from connectors.records import Entry, Feed, Reject
from connectors.times import format_time
from connectors.web.urls import canonical_url, is_aggregated, is_front_page, registered_domain

MAX_FOLDERS = 20  # within each other, of a feed in its list
MAX_GUID = 1_000  # characters; a longer one is named by its hash
MAX_DAYS = 1_000  # on which the entries of one document lie, three times the most of a real feed: each is a partition of the state
MAX_LANGUAGES = 10  # of the items of one document, twice the most of a real feed
SHARED_STAMP = 5  # this many entries and all with one time: it is the generator's clock, not theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What one feed document holds. ``listed == len(entries) + duplicates + len(rejects) + cut``."""

    title: str = ""
    language: str = ""  # as the feed declares it
    entries: tuple[Entry, ...] = ()  # in document order
    duplicates: int = 0  # items that repeat the identity of an entry
    rejects: tuple[Reject, ...] = ()
    cut: int = 0  # items past the bounds beside the one that the reject "too many entries" stands for
    cut_keys: tuple[str, ...] = ()  # identity keys of all items past the bounds
    duplicate_keys: tuple[str, ...] = ()  # identity keys that only duplicates have
    hints: Hints = SAYS_NOTHING
    doubtful_dates: tuple[str, ...] = ()  # what its dates leave open, each as written and why; the first few kinds
    reason: str = ""  # why it is no feed; empty when it is one
    detail: str = ""

    @property
    def listed(self) -> int:
        return len(self.entries) + self.duplicates + len(self.rejects) + self.cut


def parse_feed(
    body: bytes, *, feed: Feed, url: str, as_of: datetime, content_type: str = "", settings: FeedSettings | None = None
) -> ParsedFeed:
    """The entries of one feed document.

    ``url`` is where it was found and resolves relative links; ``content_type`` is the whole header, read for its charset
    only. A body that is no feed gives no entries and a ``reason``: "empty", "html instead of a feed", "not a feed",
    "too complex", "unreadable".
    """
    settings = settings or FeedSettings()
    text = decode_document(body, content_type)
    head = text.lstrip("\ufeff \t\r\n\0")
    if not head:
        return ParsedFeed(reason="empty", detail=f"{len(body)} bytes without a character")
    try:
        document = read_document(head, settings)
        if isinstance(document, NoFeed):
            return ParsedFeed(reason=document.reason, detail=document.detail)
        return _collect(document, feed, url, as_of, settings)
    except Exception as error:  # feedparser has failed on hostile input in many ways; each costs this document only
        return ParsedFeed(reason="unreadable", detail=f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace").decode())


def read_document(text: str, settings: FeedSettings) -> Document | NoFeed:
    """The feed that a text is, in any format, or inside a web page. The text has something, and nothing blank, at its start."""
    if text[0] in "{[":
        return read_json(text, settings)
    if is_html_page(text):
        text = feed_inside(text)
        if not text:
            return NoFeed("html instead of a feed", "the address answers with a web page; look up its feed")
    document = read_xml(text, settings)
    return document if isinstance(document, NoFeed) else replace(document, hints=read_hints(text))


def _collect(document: Document, feed: Feed, url: str, as_of: datetime, settings: FeedSettings) -> ParsedFeed:
    date_items(document.items, document.language, feed.url)
    told, spare = tell_apart([_claim(item, url) for item in document.items])
    newest = _newest(told, settings)
    _few_languages(document.items)
    kept = [claim for claim in told if claim.item.place in newest]
    clocks = {last_date(claim.item) for claim in kept}
    by_generator = len(kept) >= SHARED_STAMP and len(clocks) == 1 and all(clock.precision in ("second", "minute") for clock in clocks)
    rejects: list[Reject] = []
    cut: list[str] = []
    entries: dict[str, Entry] = {}
    for claim in told:
        entry = _entry(claim, document, feed, url, as_of, by_generator)
        name = claim.item.guid or claim.link or f"{feed.url}#{claim.item.place}"
        if claim.item.place not in newest:
            cut += entry_keys(entry)
        elif not (entry.title or entry.text or entry.url):
            keys = tuple((key, entry.id, entry.fingerprint) for key in entry_keys(entry))
            detail = "the entry has neither link nor title nor text"
            rejects.append(Reject(item=name, stage="poll", reason="empty", detail=detail, feed=feed.url, keys=keys))
        elif entries.setdefault(entry.id, entry) is not entry:  # nothing but their words is left of either
            spare.append(claim)
    past = len(told) - len(newest)
    if past:  # one line for all, and that once: the key is the feed's own
        detail = f"the document lists {len(told)}; the newest {len(newest)} are taken (poll.max_entries, and those of {MAX_DAYS} days)"
        once = identity_key("too many entries", feed.url)
        keys = ((once, content_hash("too many entries", feed.url), ""),)
        rejects.append(Reject(item=feed.url, stage="poll", reason="too many entries", detail=detail, feed=feed.url, keys=keys))
    listed = {key for entry in entries.values() for key in entry_keys(entry)}
    spare_keys = {identity_key("guid", feed.url, claim.guid) for claim in spare if claim.guid}
    spare_keys |= {page_key(claim.link) for claim in spare if claim.link}
    return ParsedFeed(
        title=document.title, language=document.language, entries=tuple(entries.values()), duplicates=len(spare),
        rejects=tuple(rejects), cut=max(0, past - 1), cut_keys=tuple(cut),
        duplicate_keys=tuple(sorted(spare_keys - listed)), hints=document.hints, doubtful_dates=doubts_of(document.items),
    )


def _newest(told: Sequence[Claim], settings: FeedSettings) -> set[int]:
    """The places of the items that are taken: the newest, and of those the ones of so many days."""
    newest: set[int] = set()
    days: set[date] = set()
    for claim in sorted(told, key=newest_first)[: settings.max_entries]:
        when = last_date(claim.item).when
        if when is None or when.date() in days or len(days) < MAX_DAYS:
            newest.add(claim.item.place)
            days.update((when.date(),) if when is not None else ())
    return newest


def _few_languages(items: Iterable[Item]) -> None:
    """Past the first few languages that items are said to have, their texts speak for themselves."""
    languages: set[str] = set()
    for item in items:
        if len(languages) < MAX_LANGUAGES:
            languages.add(item.language)
        elif item.language not in languages:
            item.language = ""


def _claim(item: Item, url: str) -> Claim:
    """What an item claims to be known by. A site's front page is nobody's article."""
    guid = item.guid if len(item.guid) <= MAX_GUID else content_hash("guid", item.guid, digits=64)
    link = canonical_url(item.link, url)
    if link and is_front_page(link) and (guid or item.text):
        link = ""
    return Claim(item, guid, link, clean_fragment(item.link) if link else "")


def _entry(claim: Claim, document: Document, feed: Feed, url: str, as_of: datetime, by_generator: bool) -> Entry:
    item = claim.item
    published, precision = believed(item.published_on, as_of)
    if published is None:
        published, precision = believed(item.updated_on, as_of)
    aggregated = feed.aggregator and all(is_aggregated(item.source_url, claim.link, own) for own in (url, feed.url))
    title, text = _own_words(item) if aggregated else (item.title, item.text)
    words = content_hash("content", title, text)
    name = claim.link if claim.own_page or "#" in claim.link else words
    stamps = [] if by_generator else [_stamp(item.published, item.published_on), _stamp(item.updated, item.updated_on)]
    entry = Entry(
        id="", feed=feed.url, asked=registered_domain(url), guid=claim.guid or name, url=claim.link, own_page=claim.own_page,
        title=title, text=text, authors=item.authors, categories=with_folders(item.categories, feed.category),
        published=published, published_precision=precision, language=item.language or document.language,
        publisher=document.title or feed.title,
        source_name=item.source_name if aggregated else "", source_url=canonical_url(item.source_url) if aggregated else "",
        fingerprint=fingerprint_words(title, text, claim.link) + _date_of_change(item, stamps),
        former=content_hash(title, text, claim.link, *filter(None, stamps)), first_seen=as_of,
    )
    return replace(entry, id=entry_id(entry))


def _date_of_change(item: Item, stamps: list[str]) -> str:
    """The hash of the time at which an item says that it was changed after its publication; empty where it says no such thing.

    A date of publication that moves is no news: feeds write the time of asking there.
    """
    published, updated = item.published_on.when, item.updated_on.when
    return content_hash("changed", stamps[1]) if stamps and published and updated and updated > published else ""


def with_folders(own: Iterable[str], folders: str) -> tuple[str, ...]:
    """An entry's own categories, then the folders of its feed in the list, together and each; none twice.

    >>> with_folders(("Politics", "europe"), "World/Europe")
    ('Politics', 'europe', 'World/Europe', 'World')
    """
    names = [" ".join(name.split()) for name in folders.split("/")]
    names = [name for name in names if name][:MAX_FOLDERS]
    found: dict[str, str] = {}
    for name in (*own, "/".join(names)[:MAX_CATEGORY], *(name[:MAX_CATEGORY] for name in names)):
        found.setdefault(name.casefold(), name)
    return tuple(name for name in found.values() if name)


def _own_words(item: Item) -> tuple[str, str]:
    """Title and text of an aggregator's entry without its source's name behind the title and without lines that only
    repeat both."""
    title = re.sub(r"(?<!\s)\s++[-–—|]\s++" + re.escape(item.source_name) + r"$", "", item.title) or item.title
    repeated = {_letters(title), _letters(title + item.source_name), _letters(item.source_name)}
    return title, "\n".join(line for line in item.text.split("\n") if _letters(line) not in repeated)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _stamp(raw: str, found: WrittenDate) -> str:
    """A time as one text however it is written; as it stands where its reading hangs on the other items' dates or there is none."""
    return raw if found.when is None or found.doubt else format_time(found.when.replace(microsecond=0))
