"""``newsheaf feeds check``: asks feeds now and says what would come of each entry, without a store.

The stages of a run, one after the other, for a few feeds at a time, so that a list of any length needs no more memory than these.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, get_args

from connectors.redaction import redact
from connectors.times import format_time
from pipelines.commands.show import print_jsonl, until_the_reader_leaves

if TYPE_CHECKING:
    from connectors.records import Entry, Feed, FeedOutcome, Page, Pending, Reject, Story
    from pipelines.access import ListedFeeds
    from pipelines.config import Config
    from transforms.extract.prepare import Prepared
    from transforms.poll import Manners
    from transforms.workers import WorkPool

AT_ONCE = 50
"""Feeds asked side by side, whose entries are then worked off: at most 50 × poll.max_entries wait in memory."""

Outcome = Literal["story", "entry", "filtered", "reject", "pending", "repeated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEntry:
    """What would come of one entry."""

    feed: str
    outcome: Outcome  # entry: what the feed says of it, its page was not asked for
    reason: str = ""  # of a reject, why it is pending, or which filter keeps it out
    title: str = ""
    url: str = ""
    published: datetime | None = None
    published_precision: str = ""
    published_source: str = ""
    language: str = ""
    words: int = 0
    lines_cut: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFeed:
    """What a feed answered, and what would come of its entries."""

    feed: str
    url: str  # where it is now
    status: str
    reason: str
    listed: int = 0
    entries: list[CheckedEntry] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether it gave a feed."""
        return self.status in ("changed", "unchanged")


def listed_feeds(source: str, config: Config) -> tuple[ListedFeeds, list[CheckedFeed]]:
    """The feeds of a list, and its bad lines. A URL that is neither list nor feed is taken for a feed: asked again, it says why.

    Raises SourceError.
    """
    from connectors.feeds import FeedListError, read_feed_list
    from connectors.records import Feed
    from connectors.web.access import split_login
    from pipelines.access import settle_feeds

    bad: list[Reject] = []
    try:
        lines, bad = read_feed_list(source, config.http, dict(config.variables))
    except FeedListError:
        if not source.startswith(("http://", "https://")):
            raise
        login, url = split_login(source)
        lines = [Feed(url=url, login=login)]
    settled = settle_feeds(lines, config)
    return settled, [
        CheckedFeed(feed=reject.item, url=reject.item, status="failed", reason=redact(f"{reject.reason}: {reject.detail}"))
        for reject in (*bad, *settled.bad)
    ]


def check_feeds(source: str, config: Config, *, pages: bool) -> Iterator[CheckedFeed]:
    """Ask a feed, or the feeds of a list, and work their entries off, some feeds at a time. Raises SourceError."""
    from pipelines.beam_clients import left_out

    with left_out():
        from connectors.web.urls import registered_domain
        from transforms.extract.prepare import prepare_item
        from transforms.workers import PRELOAD, WorkPool
    prepare = partial(
        prepare_item, extract=config.extract, strip=config.strip, sites=config.sites, sign=config.sign, rules=config.site_rules
    )
    listed, bad = listed_feeds(source, config)
    yield from bad
    ordered = sorted(listed.feeds, key=lambda feed: (registered_domain(feed.url), feed.url))  # those of one domain are asked at a distance
    processes = config.run.processes or os.cpu_count() or 1
    with WorkPool[Any, Any](prepare, processes, timeout=config.extract.worker_seconds, preload=PRELOAD) as pool:
        for at in range(0, len(ordered), AT_ONCE):
            some = ordered[at : at + AT_ONCE]
            own = config.own_settings([feed.url for feed in some], listed.access)
            yield from _check_some(some, config, prepare, pool, own, pages=pages)


def _check_some(
    feeds: Sequence[Feed], config: Config, prepare: Any, pool: WorkPool[Any, Any], own: Mapping[str, Manners], *, pages: bool
) -> list[CheckedFeed]:
    from connectors.records import Entry, FeedOutcome, Reject
    from transforms.filter import filtered_by
    from transforms.poll import poll_feeds

    as_of = datetime.now(UTC).replace(microsecond=0)
    found: dict[str, CheckedFeed] = {}
    entries: list[Entry] = []
    at_once = []
    for item in poll_feeds([(feed, None) for feed in feeds], {}, as_of, config.poll, config.http, own):
        if isinstance(item, Entry):
            if rule := filtered_by(item, config.filters.of(item.feed)):
                at_once.append(_filtered(item, rule))
            else:
                entries.append(item)
        elif isinstance(item, FeedOutcome):
            found[item.feed] = _checked_feed(item)
        elif isinstance(item, Reject):
            at_once.append(_rejected(item))
    worked = _work_off(entries, as_of, config, prepare, pool, own) if pages else (_said(entry) for entry in entries)
    for entry in (*at_once, *worked):
        if entry.feed in found:
            found[entry.feed].entries.append(entry)
    return [found[feed.url] for feed in feeds if feed.url in found]


def _work_off(
    entries: list[Entry], as_of: datetime, config: Config, prepare: Any, pool: WorkPool[Any, Any], own: Mapping[str, Manners]
) -> Iterator[CheckedEntry]:
    from connectors.records import Page, Pending, Reject, Seen
    from transforms.extract.stage import extract_items
    from transforms.fetch import collapse_entries, fetch_pages

    kept, spare = collapse_entries(entries)
    by_id = {entry.id: entry for entry in entries}
    for repeated in (by_id[seen.id] for seen in spare):
        yield CheckedEntry(feed=repeated.feed, outcome="repeated", title=repeated.title, url=repeated.url)
    failed: list[Pending | Reject] = []

    def arrived() -> Iterator[Page]:
        for page in fetch_pages(kept, as_of, config.fetch, config.http, own):
            if isinstance(page, Page):
                yield page
            elif isinstance(page, Pending | Reject):
                failed.append(page)

    for result in extract_items(arrived(), prepare, pool, config.filters):
        yield _filtered(by_id[result.id], result.rule) if isinstance(result, Seen) else _outcome(result)
    yield from map(_outcome, failed)


def _outcome(result: Prepared | Reject | Pending) -> CheckedEntry:
    from connectors.records import Pending, Reject

    if isinstance(result, Reject):
        return _rejected(result)
    if isinstance(result, Pending):
        entry = result.entry
        assert entry is not None
        return CheckedEntry(feed=entry.feed, outcome="pending", reason=result.reason, title=entry.title, url=entry.url)
    story: Story = result.story
    return CheckedEntry(
        feed=story.feed, outcome="story", title=story.title, url=story.url, published=story.published,
        published_precision=story.published_precision, published_source=story.published_source, language=story.language,
        words=len(story.text.split()), lines_cut=len(story.cut),
    )  # fmt: skip


def _said(entry: Entry) -> CheckedEntry:
    return CheckedEntry(
        feed=entry.feed, outcome="entry", title=entry.title, url=entry.url, published=entry.published,
        published_precision=entry.published_precision, published_source="feed" if entry.published else "", language=entry.language,
        words=len(entry.text.split()),
    )  # fmt: skip


def _filtered(entry: Entry, rule: str) -> CheckedEntry:
    return CheckedEntry(feed=entry.feed, outcome="filtered", reason=rule, title=entry.title, url=entry.url)


def _rejected(reject: Reject) -> CheckedEntry:
    reason = f"{reject.stage}: {reject.reason}" + (f": {reject.detail}" if reject.detail else "")
    return CheckedEntry(feed=reject.feed, outcome="reject", reason=redact(reason), title=redact(reject.item), url=redact(reject.url))


def _checked_feed(outcome: FeedOutcome) -> CheckedFeed:
    cursor = outcome.cursor
    return CheckedFeed(
        feed=outcome.feed, url=cursor.moving or cursor.url, status=outcome.status, reason=cursor.note, listed=outcome.listed
    )


def print_checked(checked: Iterable[CheckedFeed], *, as_jsonl: bool) -> bool:
    """Print the feeds as they come, with a sum at the end on stderr; whether all of them are well, and there is one."""
    sums: Counter[str] = Counter()

    def counted() -> Iterator[CheckedFeed]:
        for feed in checked:
            sums.update(["feeds", "well" if feed.well else "bad", *(entry.outcome for entry in feed.entries)])
            yield feed

    if as_jsonl:
        print_jsonl(plain for feed in counted() for plain in _plain(feed))
    else:
        with until_the_reader_leaves():
            for feed in counted():
                for line in lines_of(feed):
                    print(line)
                sys.stdout.flush()
    words = {"story": "stories", "entry": "entries", "reject": "rejects"}
    said = ", ".join(f"{sums[kind]:,} {words.get(kind, kind)}" for kind in get_args(Outcome) if sums[kind])
    print(f"{sums['feeds']:,} feeds, {sums['bad']:,} of them bad: {said or 'no entries'}", file=sys.stderr)
    return bool(sums["feeds"]) and not sums["bad"]


def lines_of(feed: CheckedFeed) -> Iterator[str]:
    """A feed and its entries in words."""
    moved = f", moved to {feed.url}" if feed.url != feed.feed else ""
    yield f"{feed.feed}: {f'{feed.listed:,} entries' if feed.well else f'{feed.status}: {feed.reason}'}{moved}"
    for entry in feed.entries:
        when = f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else "undated"
        facts = f"{when:16}  {entry.language or '--'}  {entry.words:>5,} words" if entry.outcome in ("story", "entry") else entry.reason
        yield f"    {entry.outcome:8}  {facts}  {' '.join(entry.title.split())}  {entry.url}"


def _plain(feed: CheckedFeed) -> Iterator[dict[str, Any]]:
    """A row for the feed, then one for each of its entries."""
    yield {"feed": feed.feed, "url": feed.url, "status": feed.status, "reason": feed.reason, "listed": feed.listed}
    for entry in feed.entries:
        yield {
            "feed": entry.feed, "outcome": entry.outcome, "reason": entry.reason, "title": entry.title, "url": entry.url,
            "published": format_time(entry.published) if entry.published else None, "published_precision": entry.published_precision,
            "published_source": entry.published_source, "language": entry.language, "words": entry.words, "lines_cut": entry.lines_cut,
        }  # fmt: skip
