"""Poll the feeds that are due: every one gets exactly one ``FeedOutcome``, every entry it lists is new, known, filtered or a reject.

Feeds and their cursors go in; entries that the store doesn't know in this form come out, with the outcomes and the
rejects. Asking is polite and bounded (``connectors.web.http``); documents are read in worker processes, so that one over which a
parser hangs or dies costs its feed alone; what an answer means is decided by pure functions here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import apache_beam as beam

from connectors.feeds import FeedSettings
from connectors.feeds.sift import listed_keys, other_names, sift
from connectors.records import Cursor, Entry, Feed, FeedOutcome, Known, Reject
from connectors.web.access import Access
from connectors.web.http import NOTHING_OWN, HttpSettings, Response
from connectors.web.pacing import NOT_ASKED, Request, fetch_politely
from connectors.web.urls import registered_domain
from transforms.filter import NO_FILTERS, NOTHING, Filters, FilterSettings, digest_filters, filtered_by
from transforms.parse import FeedDocument, Parsed, ParsePool, parse_pool
from transforms.progress import begin, count
from transforms.rounds import Placed, RoundsInTurn, RoundsOfBundle
from transforms.workers import WorkLost

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
Due = tuple[Feed, Cursor | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSettings:
    """How often feeds are asked and how long one round may take."""

    interval_seconds: float = 600.0
    """From one poll of a feed to the next. A cron of 15 minutes that starts some seconds early still finds it due."""
    backoff_factor: float = 2.0
    """A feed that failed n times in a row is due again after interval × factor^n."""
    max_backoff_seconds: float = 86_400.0
    """No failing feed and no Retry-After is put off longer than this."""
    reread_days: float = 7.0
    """A feed unchanged for so long is asked without validators: its ids are renewed before they expire (30 days), and a
    server whose ETag lies is found out."""
    deadline_seconds: float = 900.0
    """One round of polling; the feeds not reached by then are deferred. Half an edition of 30 minutes."""
    share: float = 0.5
    """Part of a domain's request rate (http.delay_seconds) that polling uses; page fetching has the rest."""
    shards: int = 1
    """Workers that poll side by side, each with its own domains. 1 on the local runner, where one loop serves all."""
    aggregator: bool = False
    """For single feeds (`feeds.X.aggregator: true`): it lists other outlets' articles through links of its own, so those pages are not
    asked for, and whom its RSS `<source>` names is whose story it is. Of other feeds nobody believes that."""
    max_entries: int = FeedSettings.max_entries
    """Entries taken from one feed document, the newest by date; the others are rejects (docs/decisions/poll-limits.md)."""
    max_title_chars: int = FeedSettings.max_title_chars
    """Characters of an entry's title, of names and the like."""
    max_text_chars: int = FeedSettings.max_text_chars
    """Characters of an entry's own text, several times a long magazine piece."""
    worker_seconds: float = 60.0
    """A worker process that reads one feed document for so long is killed, and the feed failed. Only defects of parsers get there:
    the most complex document within all other bounds takes 10."""

    def __post_init__(self) -> None:
        for name, low in (("interval_seconds", 0), ("backoff_factor", 1), ("max_backoff_seconds", 0), ("reread_days", 0), ("shards", 1)):
            if not getattr(self, name) >= low:
                raise ValueError(f"poll.{name} is {getattr(self, name)}; make it {low} or more")
        if not 0 < self.share <= 1:
            raise ValueError(f"poll.share is {self.share}; make it more than 0, at most 1")
        for name in ("deadline_seconds", "worker_seconds"):
            if not getattr(self, name) > 0:
                raise ValueError(f"poll.{name} is {getattr(self, name)}; make it more than 0")
        _ = self.bounds

    @property
    def bounds(self) -> FeedSettings:
        """The bounds of one feed document. Raises ValueError."""
        return FeedSettings(max_entries=self.max_entries, max_title_chars=self.max_title_chars, max_text_chars=self.max_text_chars)


@dataclass(frozen=True, slots=True)
class Manners:
    """How one feed is polled and asked, and its pages with it, where that is its own."""

    poll: PollSettings
    http: HttpSettings
    access: Access = NOTHING_OWN


@dataclass(frozen=True, slots=True)
class PollRound:
    """The feeds of one shard that a stream asks at a tick."""

    as_of: datetime
    due: tuple[Due, ...]


def select_due(feeds: Iterable[Feed], cursors: Mapping[str, Cursor], as_of: datetime, *, everything: bool = False) -> list[Due]:
    """The feeds to ask now with their cursors (by ``Feed.url``), sorted by URL, each URL once.

    Not due: one asked at this as-of or later (a replay); and, unless ``everything`` is asked, a feed that said 410, one whose
    ``due`` lies ahead.
    """
    due: dict[str, Due] = {}
    for feed in feeds:
        cursor = cursors.get(feed.url)
        if cursor is None or (cursor.checked < as_of and (everything or (not cursor.gone and cursor.due <= as_of))):
            due.setdefault(feed.url, (feed, cursor))
    return [due[url] for url in sorted(due)]


def poll_feeds(
    due: Iterable[Due],
    known: Mapping[str, Known],
    as_of: datetime,
    settings: PollSettings | None = None,
    http: HttpSettings | None = None,
    own: Mapping[str, Manners] | None = None,
    filters: Filters = NO_FILTERS,
    processes: int = 1,
) -> Iterator[Entry | FeedOutcome | Reject]:
    """Ask the due feeds and yield, feed by feed as answers come: its entries, its rejects, then its outcome.

    ``own`` holds the settings of feeds that have some of their own, by feed URL; deadline, share and concurrency are
    everybody's. Entries that ``filters`` keep out are only counted in the outcome. ``processes`` read documents.

    The order of feeds is the network's; what is yielded is the same set whatever the order.
    """
    with parse_pool(processes, (settings or PollSettings()).worker_seconds) as pool:
        for _, item in poll_rounds([PollRound(as_of, tuple(due))], known, pool, settings, http, own, filters):
            yield item


def poll_rounds(
    rounds: Iterable[PollRound],
    known: Mapping[str, Known],
    pool: ParsePool,
    settings: PollSettings | None = None,
    http: HttpSettings | None = None,
    own: Mapping[str, Manners] | None = None,
    filters: Filters = NO_FILTERS,
) -> Iterator[tuple[int, Entry | FeedOutcome | Reject]]:
    """``poll_feeds`` for several rounds side by side, under one deadline; with each item the number of its round."""
    settings, http, own = settings or PollSettings(), http or HttpSettings(), own or {}
    requests: list[_Asked] = []
    for number, round in enumerate(rounds):
        for feed, cursor in round.due:
            mine = own.get(feed.url) or Manners(settings, http)
            asked = ask_for(feed, cursor, round.as_of, mine.poll, filters.of(feed.url))
            item = (number, round.as_of, (feed, cursor))
            requests.append(replace(asked, item=item, settings=mine.http, access=mine.access))  # type: ignore[arg-type]
    waiting: dict[int, tuple[_Asked, Response]] = {}  # by the documents that are being parsed

    def judged(request: _Asked, response: Response, parsed: Parsed | None = None) -> Iterator[tuple[int, Entry | FeedOutcome | Reject]]:
        number, as_of, due = request.item
        for item in judge_response(due, response, parsed, known, as_of, _settings_of(due, settings, own), filters.of(due[0].url)):
            yield number, item

    def parsed(done: Iterable[tuple[FeedDocument, Parsed]]) -> Iterator[tuple[int, Entry | FeedOutcome | Reject]]:
        for document, found in done:
            yield from judged(*waiting.pop(id(document)), found)

    for request, response in fetch_politely(requests, http, deadline_seconds=settings.deadline_seconds, share=settings.share):
        _, as_of, due = request.item
        document = document_in(response, due[0], as_of, _settings_of(due, settings, own))
        if document is None:
            yield from judged(request, response)
        else:
            waiting[id(document)] = request, replace(response, body=b"")
            pool.submit(document)
        yield from parsed(pool.finished())
    yield from parsed(pool.drain())


_Asked = Request[tuple[int, datetime, Due]]


def _settings_of(due: Due, settings: PollSettings, own: Mapping[str, Manners]) -> PollSettings:
    has_own = own.get(due[0].url)
    return has_own.poll if has_own else settings


def document_in(response: Response, feed: Feed, as_of: datetime, settings: PollSettings) -> FeedDocument | None:
    """The document that an answer holds, if it does."""
    if response.reason or response.status in (304, 429):
        return None
    charset = f"{response.content_type}; charset={response.charset}" if response.charset else response.content_type
    source = replace(feed, aggregator=feed.aggregator or settings.aggregator)
    return FeedDocument(body=response.body, feed=source, url=response.url, content_type=charset, as_of=as_of, bounds=settings.bounds)


def ask_for(
    feed: Feed, cursor: Cursor | None, as_of: datetime, settings: PollSettings, wanted: FilterSettings = NOTHING
) -> Request[Due]:
    """The request for a feed: where it is now, with its validators unless its last full reading is too old, or other filters kept
    something out of it."""
    fresh = cursor is not None and cursor.read is not None and as_of - cursor.read < timedelta(days=settings.reread_days)
    fresh = fresh and cursor is not None and cursor.filters in ("", digest_filters(wanted))
    return Request(
        url=_address(feed, cursor), item=(feed, cursor), accept=ACCEPT,
        etag=cursor.etag if cursor and fresh else "", last_modified=cursor.last_modified if cursor and fresh else "",
    )  # fmt: skip


def _address(feed: Feed, cursor: Cursor | None) -> str:
    return cursor.url if cursor and cursor.url else feed.url


def judge_response(
    due: Due, response: Response, parsed: Parsed | None, known: Mapping[str, Known], as_of: datetime, settings: PollSettings,
    wanted: FilterSettings = NOTHING,
) -> Iterator[Entry | FeedOutcome | Reject]:
    """What an answer means: the entries and rejects in it, and the feed's outcome with its next cursor, which comes last.

    ``parsed`` is what its document holds, if it holds one.
    """
    feed, before = due
    cursor = replace(
        before or Cursor(feed=feed.url, url=feed.url, checked=as_of, due=as_of), title=feed.title, category=feed.category
    )
    if response.reason in NOT_ASKED or response.status == 429 or (response.status == 503 and response.retry_after is not None):
        yield _put_off(feed, cursor, response, as_of, settings)
    elif response.status == 304 and not (cursor.etag or cursor.last_modified):
        yield _failed(feed, cursor, "unasked 304", "the server says unchanged although nothing was compared", as_of, settings)
    elif response.status == 304:
        yield FeedOutcome(feed=feed.url, status="unchanged", cursor=_went_well(cursor, response, as_of, settings, validators=False))
    elif response.reason:
        yield _failed(feed, cursor, "gone" if response.status == 410 else response.reason, response.detail, as_of, settings)
    elif isinstance(parsed, WorkLost):
        yield _failed(feed, cursor, parsed.reason, f"{parsed.detail} while its document was read", as_of, settings)
    elif parsed is not None and parsed.reason:
        yield _failed(feed, cursor, parsed.reason, parsed.detail, as_of, settings)
    else:
        assert parsed is not None, "an answer with a document is judged by what that holds"
        entries, rejects, known_count = sift(parsed, known)
        rules = [filtered_by(entry, wanted) for entry in entries]
        filtered = Counter(rule for rule in rules if rule)
        kept = [entry for entry, rule in zip(entries, rules, strict=True) if not rule]
        cursor = replace(cursor, filters=digest_filters(wanted) if filtered else "")
        filtered += Counter({"poll.max_entries": parsed.cut})  # drops what is nothing
        yield from kept
        yield from rejects
        yield FeedOutcome(
            feed=feed.url, status="changed", cursor=_went_well(cursor, response, as_of, settings, validators=True), listed=parsed.listed,
            new=len(kept), known=known_count, rejected=len(rejects), filtered=tuple(sorted(filtered.items())),
            listed_keys=listed_keys(parsed, entries), named=other_names(parsed, known),
        )  # fmt: skip


def _went_well(cursor: Cursor, response: Response, as_of: datetime, settings: PollSettings, *, validators: bool) -> Cursor:
    after = replace(
        cursor, url=response.permanent_url or cursor.url, checked=as_of, due=as_of + timedelta(seconds=settings.interval_seconds),
        failures=0, gone=False, note="", status="changed" if validators else "unchanged", silent=False, trouble_since=None, succeeded=as_of,
    )  # fmt: skip
    return replace(after, etag=response.etag, last_modified=response.last_modified, read=as_of) if validators else after


def _put_off(feed: Feed, cursor: Cursor, response: Response, as_of: datetime, settings: PollSettings) -> FeedOutcome:
    asked_to_wait = response.reason == "host asked to wait" or response.status in (429, 503)
    reason = "host asked to wait" if asked_to_wait else response.reason
    if asked_to_wait or reason == "host not answering":
        wait = max(response.retry_after or 0.0, settings.interval_seconds)
    else:
        wait = 0.0  # only the deadline was in the way
    after = replace(
        cursor, checked=as_of, due=as_of + timedelta(seconds=min(wait, settings.max_backoff_seconds)),
        note=_note(reason, f"http {response.status}" if response.status else response.detail), status="deferred",
        silent=reason == "host not answering", trouble_since=_trouble_since(cursor, as_of),
    )  # fmt: skip
    return FeedOutcome(feed=feed.url, status="deferred", reason=reason, cursor=after)


def _failed(feed: Feed, cursor: Cursor, reason: str, detail: str, as_of: datetime, settings: PollSettings) -> FeedOutcome:
    failures = cursor.failures + 1
    wait = min(settings.interval_seconds * settings.backoff_factor ** min(failures, 60), settings.max_backoff_seconds)
    after = replace(
        cursor, checked=as_of, due=as_of + timedelta(seconds=wait), failures=failures, gone=reason == "gone", note=_note(reason, detail),
        status="failed", silent=False, trouble_since=_trouble_since(cursor, as_of),
    )  # fmt: skip
    return FeedOutcome(feed=feed.url, status="failed", reason=reason, cursor=after)


def _trouble_since(cursor: Cursor, as_of: datetime) -> datetime:
    """An older newsheaf noted no time: then the poll before is the earliest that is known."""
    return cursor.trouble_since or (cursor.checked if cursor.note else as_of)


def _note(reason: str, detail: str) -> str:
    return f"{reason}: {detail}"[:500] if detail else reason


def shard_of(name: str, shards: int) -> int:
    """Which shard works a domain: stable over processes, machines and versions.

    >>> shard_of("ledger.example", 16)
    3
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % shards




@dataclass
class PollFeeds(beam.PTransform):  # type: ignore[misc]
    """``poll_feeds`` on every worker for its registered domains: (Feed, Cursor | None) → ``rounds``: the new
    entries, as ``PollRounds`` has them, and ``pieces``: outcomes and rejects.

    A worker asks all its shards side by side. ``known`` gives what the store knows by identity key; ``own`` holds the settings of feeds
    that have some of their own, by feed URL.
    """

    settings: PollSettings
    http: HttpSettings
    as_of: datetime
    known: Callable[[], Mapping[str, Known]]
    own: Mapping[str, Manners] = field(default_factory=dict)
    filters: Filters = NO_FILTERS
    processes: int = 1

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, due: beam.PCollection[Due]) -> Any:
        shards, as_of = self.settings.shards, self.as_of
        poll = _Poll(self.settings, self.http, self.known, self.own, self.filters, self.processes)
        return (
            due
            | "By registered domain" >> beam.Map(lambda pair: (shard_of(registered_domain(_address(*pair)), shards), pair))
            | "Gather shards" >> beam.GroupByKey()
            | "Rounds" >> beam.Map(lambda shard: (shard[0], PollRound(as_of, tuple(shard[1]))))
            | "Ask politely" >> beam.ParDo(poll).with_outputs("pieces", main="rounds")
        )


@dataclass
class PollRounds(beam.PTransform):  # type: ignore[misc]
    """(shard, ``PollRound``) → ``rounds``: the new entries, all of a round together (as-of, entries), and ``pieces``: outcomes and rejects.

    The rounds of a shard follow each other, so that no domain is ever asked by two workers; all rounds of a bundle are asked side by
    side, since each waits for its domains most of the time. ``known`` gives what the store knows now.
    """

    settings: PollSettings
    http: HttpSettings
    known: Callable[[], Mapping[str, Known]]
    own: Mapping[str, Manners] = field(default_factory=dict)
    filters: Filters = NO_FILTERS
    processes: int = 1

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, rounds: beam.PCollection[tuple[int, PollRound]]) -> Any:
        poll = _PollInTurn(self.settings, self.http, self.known, self.own, self.filters, self.processes)
        return rounds | "Ask politely" >> beam.ParDo(poll).with_outputs("pieces", main="rounds")


class _Poll(RoundsOfBundle[PollRound]):
    def __init__(
        self, settings: PollSettings, http: HttpSettings, known: Callable[[], Mapping[str, Known]], own: Mapping[str, Manners],
        filters: Filters, processes: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self._settings, self._http, self._known, self._own, self._filters = settings, http, known, own, filters
        self._processes = processes
        self._pool: ParsePool | None = None

    def setup(self) -> None:
        self._pool = parse_pool(self._processes, self._settings.worker_seconds)

    def teardown(self) -> None:
        if self._pool is not None:
            self._pool.close()

    def work(self, placed: Sequence[Placed[PollRound]]) -> Iterator[Any]:
        assert self._pool is not None
        begin("poll")
        entries: dict[int, list[Entry]] = {}
        rounds = [each.round for each in placed]
        for number, item in poll_rounds(rounds, self._known(), self._pool, self._settings, self._http, self._own, self._filters):
            if isinstance(item, Entry):
                count("poll: new entries")
                entries.setdefault(number, []).append(item)
            else:
                count(f"poll: feeds {item.status}" if isinstance(item, FeedOutcome) else "poll: rejects")
                yield placed[number].give(item, "pieces")
        for number, found in entries.items():
            yield placed[number].give((rounds[number].as_of, tuple(found)))


class _PollInTurn(RoundsInTurn[PollRound], _Poll):
    pass
