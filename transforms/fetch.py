"""Fetch the pages of entries: each entry becomes exactly one page, pending item or reject.

When a page can't be had and the entry has text of its own, the page has no HTML and the entry's text becomes the story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import apache_beam as beam

from connectors.feeds import entry_keys
from connectors.holds import Hold, hold_of, is_held, lateness, longest, seconds_left
from connectors.records import Carried, Entry, Page, Pending, Reject, Seen
from connectors.web.http import NOTHING_OWN, UNREACHABLE, HttpSettings, Response
from connectors.web.pacing import NOT_ASKED, Request, fetch_politely
from connectors.web.urls import canonical_url, host_of, is_front_page, page_name, registered_domain
from transforms.poll import NO_HOLDS, Manners, Polled, no_holds, shard_of
from transforms.progress import begin, count
from transforms.rounds import Placed, RoundsInTurn, RoundsOfBundle

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
UNSURE_TYPES = frozenset(("", "text/plain", "application/xml", "text/xml", "application/octet-stream", "unknown/unknown"))
TEMPORARY_STATUS = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 529, 530))


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How hard a page is tried and how long one round may take."""

    max_attempts: int = 3
    """Editions that try a page that is not to be had just now, before the entry's own text is taken or it is rejected."""
    deadline_seconds: float = 900.0
    """One round of fetching; the pages not reached by then are pending. Half an edition of 30 minutes."""
    share: float = 0.5
    """Part of a domain's request rate (http.delay_seconds) that page fetching uses; polling has the rest."""
    shards: int = 1
    """Workers that fetch side by side, each with its own domains. 1 on the local runner, where one loop serves all."""

    def __post_init__(self) -> None:
        for name in ("max_attempts", "shards"):
            if getattr(self, name) < 1:
                raise ValueError(f"fetch.{name} is {getattr(self, name)}; make it 1 or more")
        if not 0 < self.share <= 1:
            raise ValueError(f"fetch.share is {self.share}; make it more than 0, at most 1")
        if not self.deadline_seconds > 0:
            raise ValueError(f"fetch.deadline_seconds is {self.deadline_seconds}; make it more than 0")


def has_own_page(entry: Entry) -> bool:
    """Whether there is a page to ask for: an aggregator's redirect page is not the article, nor is a page that other items share."""
    return bool(entry.url) and entry.own_page and not entry.source_url


def fetch_pages(
    entries: Iterable[Entry],
    as_of: datetime,
    settings: FetchSettings | None = None,
    http: HttpSettings | None = None,
    own: Mapping[str, Manners] | None = None,
    holds: Mapping[str, Hold] = NO_HOLDS,
) -> Iterator[Page | Pending | Reject | Hold]:
    """One page, pending item or reject for each entry. Pages come as they arrive and are never collected.

    ``own`` holds the manners of feeds that have some of their own, by feed URL; deadline, share and
    concurrency are everybody's. Hosts in ``holds`` (by host) are not asked; one that asks to wait is yielded as a hold besides.
    """
    settings, http, own = settings or FetchSettings(), http or HttpSettings(), own or {}
    asking: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if has_own_page(entry):  # a page that several list is asked for once
            asking.setdefault((entry.url, entry.feed if entry.feed in own else ""), []).append(entry)
        else:
            yield page_without_html(entry)
    requests = []
    for (url, feed), group in asking.items():
        mine = own.get(feed)
        group.sort(key=lambda entry: (entry.first_seen, entry.id))
        requests.append(
            Request(
                url=url, item=tuple(group), accept=ACCEPT, settings=mine.http if mine else http,
                access=mine.access if mine else NOTHING_OWN, party=group[0].feed,
            )
        )  # fmt: skip
    requests.sort(key=lambda request: (request.item[0].first_seen, request.url, request.item[0].id))
    answers = fetch_politely(
        requests, http, deadline_seconds=settings.deadline_seconds, share=settings.share, holds=seconds_left(holds, as_of),
        late=lateness(as_of, datetime.now(UTC)),
    )  # fmt: skip
    for request, response in answers:
        for entry in request.item:
            yield judge_page(entry, response, settings)
        if hold := hold_of(host_of(response.url), response.status, response.wait, as_of):
            yield hold


def judge_page(entry: Entry, response: Response, settings: FetchSettings) -> Page | Pending | Reject:
    """What an answer means for the entry that it was asked for."""
    if response.reason in NOT_ASKED:
        return Pending(id=entry.id, reason=response.reason, entry=entry)
    reason = response.reason or _not_an_article(entry, response)
    if not reason:
        return Page(
            url=response.url, html=response.body, charset=response.charset, entry=entry,
            fingerprint=entry.fingerprint, first_seen=entry.first_seen,
        )  # fmt: skip
    tried = replace(entry, attempts=entry.attempts + 1)
    if (reason in UNREACHABLE or response.status in TEMPORARY_STATUS) and tried.attempts < settings.max_attempts:
        return Pending(id=entry.id, reason=reason, entry=tried)
    if entry.text:
        return page_without_html(tried)
    keys = tuple((key, entry.id, entry.fingerprint) for key in entry_keys(entry))
    detail = response.detail or f"{entry.url} has no article, and the feed gives no text"
    return Reject(item=entry.id, stage="fetch", reason=reason, detail=detail, url=entry.url, feed=entry.feed, keys=keys)


def page_without_html(entry: Entry) -> Page:
    """The page of an entry whose own text becomes the story."""
    return Page(url=entry.url, html=b"", entry=entry, fingerprint=entry.fingerprint, first_seen=entry.first_seen)


def _not_an_article(entry: Entry, response: Response) -> str:
    start = response.body[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if not start:
        return "empty"
    if is_front_page(canonical_url(response.url)) and not is_front_page(entry.url):
        return "sent to the front page"  # how many sites say that a page is gone
    if response.content_type in HTML_TYPES:
        return ""
    looks_like_html = start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start
    return "" if response.content_type in UNSURE_TYPES and looks_like_html else "not html"


def collapse_entries(entries: Iterable[Entry]) -> tuple[list[Entry], list[Seen]]:
    """(one entry for each id and page, sorted by id; the others as seen). The newest stays, with the earliest first_seen.

    Entries of feeds that don't speak for the page have ids of their own: what becomes of them depends on whether it answers.
    """
    groups: dict[tuple[str, str, bool], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.id, page_name(entry.url), entry.own_page), []).append(entry)
    kept, spare = [], []
    for name in sorted(groups):
        group = sorted(groups[name], key=_precedence)
        kept.append(replace(group[-1], first_seen=min(entry.first_seen for entry in group)))
        for entry in group[:-1]:
            keys = tuple((key, entry.id, entry.fingerprint) for key in entry_keys(entry))
            spare.append(Seen(id=entry.id, keys=keys, listed=True))
    return kept, spare


def _precedence(entry: Entry) -> tuple[Any, ...]:
    published = entry.published.timestamp() if entry.published else float("-inf")
    return (entry.first_seen, not entry.source_url, published, len(entry.text), entry.feed, entry.guid, entry.fingerprint, entry.attempts)


@dataclass(frozen=True, slots=True)
class FetchRound:
    """The pages of one shard that are fetched together, and which of their entries were pending in a stream."""

    as_of: datetime
    entries: tuple[Entry, ...]
    carried: tuple[str, ...] = ()
    holds: tuple[Hold, ...] = ()  # hosts that asked to wait as the round's feeds were polled


def by_shard(
    as_of: datetime, entries: Iterable[Entry], shards: int, *, carried: bool = False, holds: Iterable[Hold] = ()
) -> Iterator[tuple[int, FetchRound]]:
    """The entries by the shard of their page's registered domain, with the holds of hosts of that shard."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        found.setdefault(page_shard(entry, shards), []).append(entry)
    for shard in sorted(found):
        mine = tuple(hold for hold in holds if shard_of(registered_domain(hold.host), shards) == shard)
        yield shard, FetchRound(as_of, tuple(found[shard]), tuple(entry.id for entry in found[shard]) if carried else (), mine)


def is_page_held(entry: Entry, holds: Mapping[str, Hold], as_of: datetime) -> bool:
    """Whether the host of an entry's page asked to wait."""
    return has_own_page(entry) and is_held(host_of(entry.url), holds, as_of)


def page_shard(entry: Entry, shards: int) -> int:
    """The shard that fetches an entry's page."""
    return shard_of(registered_domain(entry.url) or entry.id, shards)


def _shard_of(item: Entry | Hold, shards: int) -> int:
    return shard_of(registered_domain(item.host), shards) if isinstance(item, Hold) else page_shard(item, shards)


def _round_of(as_of: datetime, items: Iterable[Entry | Hold]) -> FetchRound:
    items = list(items)
    entries = tuple(item for item in items if isinstance(item, Entry))
    return FetchRound(as_of, entries, holds=tuple(item for item in items if isinstance(item, Hold)))


def entries_of(polled: Polled) -> Iterator[Entry | Hold]:
    """What of a polled round ``FetchPages`` needs."""
    yield from polled.entries
    yield from polled.holds


@dataclass
class FetchPages(beam.PTransform):  # type: ignore[misc]
    """``fetch_pages`` on every worker for its registered domains: Entry or Hold → pages, and ``pieces``: what became of the other
    entries, and holds.

    A worker asks for all its shards side by side. ``own``: as in ``fetch_pages``. ``holds`` gives those that the store knows; those that
    come with the entries were found since.
    """

    settings: FetchSettings
    http: HttpSettings
    as_of: datetime
    own: Mapping[str, Manners] = field(default_factory=dict)
    holds: Callable[[], Mapping[str, Hold]] = no_holds

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, entries: beam.PCollection[Entry | Hold]) -> Any:
        shards, as_of = self.settings.shards, self.as_of
        return (
            entries
            | "By registered domain" >> beam.Map(lambda item: (_shard_of(item, shards), item))
            | "Gather shards" >> beam.GroupByKey()
            | "Rounds" >> beam.Map(lambda shard: (shard[0], _round_of(as_of, shard[1])))
            | "Ask politely" >> beam.ParDo(_Fetch(self.settings, self.http, self.own, self.holds)).with_outputs("pieces", main="pages")
        )


@dataclass
class FetchRounds(beam.PTransform):  # type: ignore[misc]
    """(shard, ``FetchRound``) → pages, and ``pieces``: what became of the other entries, and holds.

    The rounds of a shard follow each other; all rounds of a bundle are fetched side by side.
    """

    settings: FetchSettings
    http: HttpSettings
    own: Mapping[str, Manners] = field(default_factory=dict)
    holds: Callable[[], Mapping[str, Hold]] = no_holds

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, rounds: beam.PCollection[tuple[int, FetchRound]]) -> Any:
        fetch = _FetchInTurn(self.settings, self.http, self.own, self.holds)
        return rounds | "Ask politely" >> beam.ParDo(fetch).with_outputs("pieces", main="pages")


class _Fetch(RoundsOfBundle[FetchRound]):
    """Of the entries of one shard that have the same id, one is fetched and the others are seen: which ones come together is the shards'
    affair, never the bundles'."""

    def __init__(
        self, settings: FetchSettings, http: HttpSettings, own: Mapping[str, Manners], holds: Callable[[], Mapping[str, Hold]]
    ) -> None:
        super().__init__()
        self._settings, self._http, self._own, self._holds = settings, http, own, holds

    def work(self, placed: Sequence[Placed[FetchRound]]) -> Iterator[Any]:
        begin("fetch")
        by_shard: dict[int, list[Placed[FetchRound]]] = {}
        for each in placed:
            by_shard.setdefault(each.shard, []).append(each)
        entries: list[Entry] = []
        of: dict[tuple[str, str], Placed[FetchRound]] = {}
        for rounds in by_shard.values():
            kept, spare = collapse_entries(entry for each in rounds for entry in each.round.entries)
            mine = {(entry.id, entry.url): each for each in rounds for entry in each.round.entries}
            by_id = {id: each for (id, _), each in mine.items()}
            of |= mine
            entries += kept
            for each in rounds:
                for id in each.round.carried:
                    yield each.give(Carried(id), "pieces")
            for seen in spare:
                count("fetch: known")
                yield by_id[seen.id].give(seen, "pieces")
        as_of = max(each.round.as_of for each in placed)
        holds = longest((*self._holds().values(), *(hold for each in placed for hold in each.round.holds)))
        for item in fetch_pages(entries, as_of, self._settings, self._http, self._own, holds):
            if isinstance(item, Hold):
                yield placed[0].give(item, "pieces")
            elif isinstance(item, Page):
                count("fetch: pages")
                assert item.entry is not None
                yield of[item.entry.id, item.entry.url].give(item)
            elif isinstance(item, Pending):
                count("fetch: pending")
                assert item.entry is not None
                yield of[item.id, item.entry.url].give(item, "pieces")
            else:
                count("fetch: rejects")
                yield of[item.item, item.url].give(item, "pieces")


class _FetchInTurn(RoundsInTurn[FetchRound], _Fetch):
    pass
