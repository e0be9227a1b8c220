"""Poll the feeds that are due: every one gets exactly one ``FeedOutcome``, every entry it lists is new, known, filtered or a reject.

Feeds and their cursors go in; entries that the store doesn't know in this form come out, with the outcomes and the
rejects. Asking is polite and bounded (``connectors.web.http``); documents are read in worker processes, so that one over which a
parser hangs or dies costs its feed alone; what an answer means is decided in ``transforms.outcomes``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import apache_beam as beam

from connectors.holds import Hold, hold_of, is_held, lateness, seconds_left
from connectors.records import Cursor, Entry, Feed, FeedOutcome, Known, Reject
from connectors.web.access import Access
from connectors.web.http import NOTHING_OWN, HttpSettings, Response
from connectors.web.pacing import Request, fetch_politely
from connectors.web.urls import host_of, registered_domain
from transforms.filter import NO_FILTERS, Filters
from transforms.moved import address_of
from transforms.outcomes import Due, PollSettings, ask_for, document_in, judge_response
from transforms.parse import FeedDocument, Parsed, ParsePool, parse_pool
from transforms.progress import begin, count
from transforms.rounds import Placed, RoundsInTurn, RoundsOfBundle

NO_HOLDS: Mapping[str, Hold] = {}


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


@dataclass(frozen=True, slots=True)
class Polled:
    """What of a round goes on to page fetching: its new entries, and the hosts that asked to wait."""

    as_of: datetime
    entries: tuple[Entry, ...]
    holds: tuple[Hold, ...] = ()


def no_holds() -> Mapping[str, Hold]:
    """Nobody asked to wait."""
    return NO_HOLDS


def select_due(
    feeds: Iterable[Feed], cursors: Mapping[str, Cursor], as_of: datetime, *, everything: bool = False,
    holds: Mapping[str, Hold] = NO_HOLDS,
) -> list[Due]:  # fmt: skip
    """The feeds to ask now with their cursors (by ``Feed.url``), sorted by URL, each URL once.

    Not due: one asked at this as-of or later (a replay); one whose host asked to wait (``holds``, by host); and, unless
    ``everything`` is asked, one whose ``due`` lies ahead.
    """
    due: dict[str, Due] = {}
    for feed in feeds:
        cursor = cursors.get(feed.url)
        wanted = cursor is None or (cursor.checked < as_of and (everything or cursor.due <= as_of))
        if wanted and not is_held(host_of(address_of(feed, cursor, as_of)), holds, as_of):
            due.setdefault(feed.url, (feed, cursor))
    return [due[url] for url in sorted(due)]


def due_from(cursor: Cursor, holds: Mapping[str, Hold]) -> datetime:
    """When a feed is due: not before its host may be asked."""
    hold = holds.get(host_of(cursor.url))
    return max(cursor.due, hold.until) if hold and not hold.over else cursor.due


def poll_feeds(
    due: Iterable[Due],
    known: Mapping[str, Known],
    as_of: datetime,
    settings: PollSettings | None = None,
    http: HttpSettings | None = None,
    own: Mapping[str, Manners] | None = None,
    filters: Filters = NO_FILTERS,
    holds: Mapping[str, Hold] = NO_HOLDS,
    processes: int = 1,
) -> Iterator[Entry | FeedOutcome | Reject | Hold]:
    """Ask the due feeds and yield, feed by feed as answers come: its entries, its rejects, then its outcome.

    ``own`` holds the settings of feeds that have some of their own, by feed URL; deadline, share and concurrency are
    everybody's. Entries that ``filters`` keep out are only counted in the outcome. No redirect leads to a host in ``holds`` (by host);
    a host that asks to wait is yielded as one. ``processes`` read documents.

    The order of feeds is the network's; what is yielded is the same set whatever the order.
    """
    with parse_pool(processes, (settings or PollSettings()).worker_seconds) as pool:
        for _, item in poll_rounds([PollRound(as_of, tuple(due))], known, pool, settings, http, own, filters, holds):
            yield item


def poll_rounds(
    rounds: Iterable[PollRound],
    known: Mapping[str, Known],
    pool: ParsePool,
    settings: PollSettings | None = None,
    http: HttpSettings | None = None,
    own: Mapping[str, Manners] | None = None,
    filters: Filters = NO_FILTERS,
    holds: Mapping[str, Hold] = NO_HOLDS,
) -> Iterator[tuple[int, Entry | FeedOutcome | Reject | Hold]]:
    """``poll_feeds`` for several rounds side by side, under one deadline; with each item the number of its round."""
    settings, http, own = settings or PollSettings(), http or HttpSettings(), own or {}
    requests: list[_Asked] = []
    rounds = list(rounds)
    for number, round in enumerate(rounds):
        for feed, cursor in sorted(round.due, key=_put_off_before):
            mine = own.get(feed.url) or Manners(settings, http)
            asked = ask_for(feed, cursor, round.as_of, mine.poll, filters.of(feed.url))
            item = (number, round.as_of, (feed, cursor))
            requests.append(replace(asked, item=item, settings=mine.http, access=mine.access))  # type: ignore[arg-type]
    since = min((round.as_of for round in rounds), default=datetime.now(UTC))
    answers = fetch_politely(
        requests, http, deadline_seconds=settings.deadline_seconds, share=settings.share, holds=seconds_left(holds, since),
        late=lateness(since, datetime.now(UTC)),
    )  # fmt: skip
    waiting: dict[int, tuple[_Asked, Response]] = {}  # by the documents that are being parsed

    def judged(request: _Asked, response: Response, parsed: Parsed | None = None) -> Iterator[_Found]:
        number, as_of, due = request.item
        for item in judge_response(due, response, parsed, known, as_of, _settings_of(due, settings, own), filters.of(due[0].url)):
            yield number, item

    def parsed(done: Iterable[tuple[FeedDocument, Parsed]]) -> Iterator[_Found]:
        for document, found in done:
            yield from judged(*waiting.pop(id(document)), found)

    for request, response in answers:
        number, as_of, due = request.item
        if hold := hold_of(host_of(response.url), response.status, response.wait, as_of):
            yield number, hold
        document = document_in(response, due[0], as_of, _settings_of(due, settings, own))
        if document is None:
            yield from judged(request, response)
        else:
            waiting[id(document)] = request, replace(response, body=b"")
            pool.submit(document)
        yield from parsed(pool.finished())
    yield from parsed(pool.drain())


_Asked = Request[tuple[int, datetime, Due]]
_Found = tuple[int, Entry | FeedOutcome | Reject | Hold]


def _settings_of(due: Due, settings: PollSettings, own: Mapping[str, Manners]) -> PollSettings:
    has_own = own.get(due[0].url)
    return has_own.poll if has_own else settings


def _put_off_before(due: Due) -> bool:
    """Sort key: who was not reached last time comes first, or a slow domain's last feeds would never be."""
    return due[1] is None or due[1].status != "deferred"


def shard_of(name: str, shards: int) -> int:
    """Which shard works a domain: stable over processes, machines and versions.

    >>> shard_of("ledger.example", 16)
    3
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % shards


@dataclass
class PollFeeds(beam.PTransform):  # type: ignore[misc]
    """``poll_feeds`` on every worker for its registered domains: (Feed, Cursor | None) → ``rounds``: a ``Polled`` for each,
    and ``pieces``: outcomes, rejects and holds.

    A worker asks all its shards side by side. ``known`` gives what the store knows by identity key, ``holds`` the hosts that asked to wait;
    ``own`` has the settings of feeds that have some of their own, by feed URL.
    """

    settings: PollSettings
    http: HttpSettings
    as_of: datetime
    known: Callable[[], Mapping[str, Known]]
    own: Mapping[str, Manners] = field(default_factory=dict)
    filters: Filters = NO_FILTERS
    holds: Callable[[], Mapping[str, Hold]] = no_holds
    processes: int = 1

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, due: beam.PCollection[Due]) -> Any:
        shards, as_of = self.settings.shards, self.as_of
        poll = _Poll(self.settings, self.http, self.known, self.own, self.filters, self.holds, self.processes)
        return (
            due
            | "By registered domain" >> beam.Map(lambda due: (shard_of(registered_domain(address_of(due[0], due[1], as_of)), shards), due))
            | "Gather shards" >> beam.GroupByKey()
            | "Rounds" >> beam.Map(lambda shard: (shard[0], PollRound(as_of, tuple(shard[1]))))
            | "Ask politely" >> beam.ParDo(poll).with_outputs("pieces", main="rounds")
        )


@dataclass
class PollRounds(beam.PTransform):  # type: ignore[misc]
    """(shard, ``PollRound``) → ``rounds``: a ``Polled`` for each that has something, and ``pieces``: outcomes, rejects and holds.

    The rounds of a shard follow each other, so that no domain is ever asked by two workers; all rounds of a bundle are asked side by
    side, since each waits for its domains most of the time. ``known`` and ``holds`` give what the store knows now.
    """

    settings: PollSettings
    http: HttpSettings
    known: Callable[[], Mapping[str, Known]]
    own: Mapping[str, Manners] = field(default_factory=dict)
    filters: Filters = NO_FILTERS
    holds: Callable[[], Mapping[str, Hold]] = no_holds
    processes: int = 1

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, rounds: beam.PCollection[tuple[int, PollRound]]) -> Any:
        poll = _PollInTurn(self.settings, self.http, self.known, self.own, self.filters, self.holds, self.processes)
        return rounds | "Ask politely" >> beam.ParDo(poll).with_outputs("pieces", main="rounds")


class _Poll(RoundsOfBundle[PollRound]):
    def __init__(
        self, settings: PollSettings, http: HttpSettings, known: Callable[[], Mapping[str, Known]], own: Mapping[str, Manners],
        filters: Filters, holds: Callable[[], Mapping[str, Hold]], processes: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self._settings, self._http, self._known, self._own = settings, http, known, own
        self._filters, self._holds, self._processes = filters, holds, processes
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
        held: dict[int, list[Hold]] = {}
        rounds = [each.round for each in placed]
        polled = poll_rounds(rounds, self._known(), self._pool, self._settings, self._http, self._own, self._filters, self._holds())
        for number, item in polled:
            if isinstance(item, Entry):
                count("poll: new entries")
                entries.setdefault(number, []).append(item)
                continue
            if isinstance(item, Hold):
                held.setdefault(number, []).append(item)
            else:
                count(f"poll: feeds {item.status}" if isinstance(item, FeedOutcome) else "poll: rejects")
            yield placed[number].give(item, "pieces")
        for number in sorted({*entries, *held}):
            yield placed[number].give(Polled(rounds[number].as_of, tuple(entries.get(number, ())), tuple(held.get(number, ()))))


class _PollInTurn(RoundsInTurn[PollRound], _Poll):
    pass
