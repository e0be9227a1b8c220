"""One feed document as entries: whatever its format.

What comes in is bytes as a server sent them; what comes out is every entry exactly once, as an ``Entry``, a duplicate
of one, or a ``Reject``. Nothing here raises for what a feed may contain, and nothing fetches.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.dates import WrittenDate
from connectors.feeds.dates import believed, date_items, doubts_of
from connectors.feeds.items import MAX_CATEGORY, Document, FeedSettings, Item, NoFeed
from connectors.feeds.jsonfeed import read_json
from connectors.feeds.markup import decode_document
from connectors.feeds.mend import feed_inside, is_html_page
from connectors.feeds.xmlfeed import read_xml
from connectors.hashes import content_hash, identity_key
from connectors.records import Entry, Feed, Reject
from connectors.times import format_time
from connectors.web.urls import canonical_url, is_aggregated, is_front_page

SHARED_LINK = 3  # this many differently titled entries with one link: it is a section page, not their own
MAX_FOLDERS = 20  # within each other, of a feed in its list
MAX_GUID = 1_000  # characters; a longer one is named by its hash
SHARED_STAMP = 5  # this many entries and all with one time: it is the generator's clock, not theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What one feed document holds. ``listed == len(entries) + duplicates + len(rejects)``."""

    title: str = ""
    language: str = ""  # as the feed declares it
    entries: tuple[Entry, ...] = ()  # in document order
    duplicates: int = 0  # items that repeat the identity of an entry
    rejects: tuple[Reject, ...] = ()
    duplicate_keys: tuple[str, ...] = ()  # identity keys that only duplicates have
    doubtful_dates: tuple[str, ...] = ()  # what its dates leave open, each as written and why; the first few kinds
    reason: str = ""  # why it is no feed; empty when it is one
    detail: str = ""

    @property
    def listed(self) -> int:
        return len(self.entries) + self.duplicates + len(self.rejects)


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
        document = _read(head, settings)
        if isinstance(document, NoFeed):
            return ParsedFeed(reason=document.reason, detail=document.detail)
        return _collect(document, feed, url, as_of, settings)
    except Exception as error:  # feedparser has failed on hostile input in many ways; each costs this document only
        return ParsedFeed(reason="unreadable", detail=f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace").decode())


def _read(text: str, settings: FeedSettings) -> Document | NoFeed:
    if text[0] in "{[":
        return read_json(text, settings)
    if is_html_page(text):
        text = feed_inside(text)
        if not text:
            return NoFeed("html instead of a feed", "the address answers with a web page; look up its feed")
    return read_xml(text, settings)


def entry_keys(entry: Entry) -> tuple[str, ...]:
    """The identity keys of an entry in the order in which they are looked up: guid within its feed, canonical URL."""
    keys = (identity_key("guid", entry.feed, entry.guid) if entry.guid else "", identity_key("url", entry.url) if entry.url else "")
    return tuple(key for key in keys if key)


def _collect(document: Document, feed: Feed, url: str, as_of: datetime, settings: FeedSettings) -> ParsedFeed:
    for item in document.items:
        item.guid = item.guid if len(item.guid) <= MAX_GUID else content_hash("guid", item.guid, digits=64)
        item.link = canonical_url(item.link, url)
        if item.link and is_front_page(item.link) and (item.guid or item.text):
            item.link = ""  # a site's front page is nobody's article
    date_items(document.items, document.language, feed.url)
    kept, spare = _drop_repeated(document.items)
    kept, rejects = _newest(kept, feed, settings)
    clocks = {_last_date(item) for item in kept}
    by_generator = len(kept) >= SHARED_STAMP and len(clocks) == 1 and all(clock.precision in ("second", "minute") for clock in clocks)
    entries = []
    for item in kept:
        entry = _entry(item, document, feed, url, as_of, by_generator)
        if entry.title or entry.text or entry.url:
            entries.append(entry)
        else:
            keys = tuple((key, entry.id, entry.fingerprint) for key in entry_keys(entry))
            detail = "the entry has neither link nor title nor text"
            name = item.guid or f"{feed.url}#{item.place}"
            rejects.append(Reject(item=name, stage="poll", reason="empty", detail=detail, feed=feed.url, keys=keys))
    listed = {key for entry in entries for key in entry_keys(entry)}
    spare_keys = {identity_key("guid", feed.url, item.guid) for item in spare if item.guid}
    spare_keys |= {identity_key("url", item.link) for item in spare if item.link}
    return ParsedFeed(
        title=document.title, language=document.language, entries=tuple(entries), duplicates=len(spare),
        rejects=tuple(rejects), duplicate_keys=tuple(sorted(spare_keys - listed)), doubtful_dates=doubts_of(document.items),
    )


def _newest(items: list[Item], feed: Feed, settings: FeedSettings) -> tuple[list[Item], list[Reject]]:
    """(the newest items by date, as many as are taken, in document order; rejects of the others, known by their keys next time)."""
    if len(items) <= settings.max_entries:
        return items, []
    order = sorted(items, key=lambda item: (_newness(item), item.place))
    taken = {item.place for item in order[: settings.max_entries]}
    detail = f"the document lists {len(items)}; the newest {settings.max_entries} are taken (poll.max_entries)"
    rejects = []
    for item in items:
        if item.place not in taken:
            story = content_hash("guid", feed.url, item.guid) if item.guid else content_hash("content", item.title, item.text)
            story = content_hash("url", item.link) if item.link else story
            kinds = [identity_key("guid", feed.url, item.guid or item.link or story)]
            kinds += [identity_key("url", item.link)] if item.link else []
            name = item.guid or item.link or f"{feed.url}#{item.place}"
            keys = tuple((key, story, "") for key in kinds)
            reject = Reject(item=name, stage="poll", reason="too many entries", detail=detail, url=item.link, feed=feed.url, keys=keys)
            rejects.append(reject)
    return [item for item in items if item.place in taken], rejects


def _drop_repeated(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """(one item for each identity in document order, the items that repeat one). The newest stays, then the first."""
    kept, spare = _first_of_each(items, lambda item: item.guid)
    titles: dict[str, set[str]] = defaultdict(set)
    for item in kept:
        titles[item.link].add(item.title)
    for item in kept:
        if item.link and len(titles[item.link]) >= SHARED_LINK:
            item.link = ""
    kept, more = _first_of_each(kept, lambda item: item.link)
    kept, yet_more = _first_of_each(kept, lambda item: "" if item.guid or item.link else f"{item.title}\n{item.text}")
    return kept, spare + more + yet_more


def _first_of_each(items: Sequence[Item], key: Callable[[Item], str]) -> tuple[list[Item], list[Item]]:
    best: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: (_newness(item), item.place)):
        best.setdefault(key(item) or f"\0{item.place}", item)
    chosen = {item.place for item in best.values()}
    return [item for item in items if item.place in chosen], [item for item in items if item.place not in chosen]


def _newness(item: Item) -> tuple[int, ...]:
    when = _last_date(item).when
    return tuple(-part for part in when.timetuple()[:6]) if when else (1,)


def _last_date(item: Item) -> WrittenDate:
    return item.updated_on if item.updated_on.when else item.published_on


def _entry(item: Item, document: Document, feed: Feed, url: str, as_of: datetime, by_generator: bool) -> Entry:
    published, precision = believed(item.published_on, as_of)
    if published is None:
        published, precision = believed(item.updated_on, as_of)
    aggregated = is_aggregated(item.source_url, item.link, url) and is_aggregated(item.source_url, item.link, feed.url)
    title, text = _own_words(item) if aggregated else (item.title, item.text)
    if item.link:
        story = content_hash("url", item.link)
    elif item.guid:
        story = content_hash("guid", feed.url, item.guid)
    else:
        story = content_hash("content", title, text)
    # Without a guid the entry is known by its link within its feed, else by its content: then no other feed that words it
    # otherwise makes it look changed at every poll.
    stamps = [] if by_generator else [_stamp(item.published, item.published_on), _stamp(item.updated, item.updated_on)]
    return Entry(
        id=story, feed=feed.url, guid=item.guid or item.link or story, url=item.link, title=title, text=text, authors=item.authors,
        categories=with_folders(item.categories, feed.category),
        published=published, published_precision=precision, language=item.language or document.language,
        publisher=document.title or feed.title,
        source_name=item.source_name if aggregated else "", source_url=canonical_url(item.source_url) if aggregated else "",
        fingerprint=content_hash(title, text, item.link, *filter(None, stamps)), first_seen=as_of,
    )


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
    title = re.sub(r"\s+[-–—|]\s+" + re.escape(item.source_name) + r"$", "", item.title) or item.title
    repeated = {_letters(title), _letters(title + item.source_name), _letters(item.source_name)}
    return title, "\n".join(line for line in item.text.split("\n") if _letters(line) not in repeated)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _stamp(raw: str, found: WrittenDate) -> str:
    """A time as one text however it is written; as it stands where its reading hangs on the other items' dates or there is none."""
    return raw if found.when is None or found.doubt else format_time(found.when.replace(microsecond=0))
