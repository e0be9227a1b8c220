"""What an answer to a poll means: every feed gets exactly one ``FeedOutcome``, with the cursor by which it is asked next.

Pure functions: a feed's cursor and the answer go in, entries, rejects and the outcome come out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from connectors.feeds import FeedSettings, ParsedFeed
from connectors.feeds.sift import listed_keys, other_names, sift
from connectors.records import Cursor, Entry, Feed, FeedOutcome, Known, Reject
from connectors.redaction import redact
from connectors.times import format_time
from connectors.web.http import Response
from connectors.web.pacing import NOT_ASKED, Request
from transforms.filter import NOTHING, FilterSettings, digest_filters, filtered_by
from transforms.moved import address_of, is_visit, settle
from transforms.parse import FeedDocument, Parsed
from transforms.rhythm import learn, next_poll
from transforms.workers import WorkLost

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
GONE_SECONDS = 30 * 86_400.0
"""A feed that says 410 is asked again after so long: some say it by mistake."""
Due = tuple[Feed, Cursor | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSettings:
    """How often feeds are asked and how long one round may take."""

    interval_seconds: float = 600.0
    """From one poll of a feed to the next, at least. A cron of 15 minutes that starts some seconds early still finds it due. 0: in every
    run."""
    max_interval_seconds: float = 86_400.0
    """From one poll of a feed that is well to the next, at most: between these two its own rhythm decides, and what it and its server
    ask for (`ttl`, `skipHours`, `skipDays`, `sy:updatePeriod`, Cache-Control, Expires). The same as `interval_seconds`: all alike."""
    backoff_factor: float = 2.0
    """A feed that failed n times in a row is due again after interval × factor^n."""
    max_backoff_seconds: float = 86_400.0
    """No failing feed and no Retry-After is put off longer than this; one that is gone (410) for 30 days."""
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
        lows = {
            "interval_seconds": 0, "max_interval_seconds": 0, "max_backoff_seconds": 0, "reread_days": 0, "backoff_factor": 1, "shards": 1,
        }  # fmt: skip
        for name, low in lows.items():
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
    fresh = fresh and cursor is not None and cursor.filters in ("", digest_filters(wanted)) and not is_visit(feed, cursor, as_of)
    return Request(
        url=address_of(feed, cursor, as_of), item=(feed, cursor), accept=ACCEPT,
        etag=cursor.etag if cursor and fresh else "", last_modified=cursor.last_modified if cursor and fresh else "",
    )  # fmt: skip


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
        cursor = _went_well(feed, learn(cursor, 0, as_of), response, as_of, settings)
        yield FeedOutcome(feed=feed.url, status="unchanged", cursor=replace(cursor, status="unchanged"))
    elif failure := _failure(response, parsed):
        yield _failed(feed, cursor, *failure, as_of, settings)
    else:
        assert isinstance(parsed, ParsedFeed), "an answer with a document is judged by what that holds"
        entries, rejects, known_count = sift(parsed, known)
        rules = [filtered_by(entry, wanted) for entry in entries]
        filtered = Counter(rule for rule in rules if rule)
        kept = [entry for entry, rule in zip(entries, rules, strict=True) if not rule]
        cursor = replace(
            learn(cursor, len(entries), as_of, (entry.published for entry in parsed.entries)), listed=parsed.listed,
            filters=digest_filters(wanted) if filtered else "", **parsed.hints._asdict(),
        )  # fmt: skip
        filtered += Counter({"poll.max_entries": parsed.cut})  # drops what is nothing
        yield from kept
        yield from rejects
        yield FeedOutcome(
            feed=feed.url, status="changed", listed=parsed.listed,
            cursor=replace(
                _went_well(feed, cursor, response, as_of, settings), status="changed", etag=response.etag,
                last_modified=response.last_modified, read=as_of,
            ),
            new=len(kept), known=known_count, rejected=len(rejects), filtered=tuple(sorted(filtered.items())),
            listed_keys=listed_keys(parsed, entries), named=other_names(parsed, known),
        )  # fmt: skip


def _went_well(feed: Feed, cursor: Cursor, response: Response, as_of: datetime, settings: PollSettings) -> Cursor:
    """The cursor after a good answer, as far as a full one and an unchanged one have it in common."""
    due = next_poll(cursor, as_of, settings.interval_seconds, settings.max_interval_seconds, response.fresh)
    return replace(
        settle(feed, cursor, response, as_of), checked=as_of, due=due, failures=0, gone=False, note="", silent=False, trouble_since=None,
        succeeded=as_of,
    )  # fmt: skip


def _failure(response: Response, parsed: Parsed | None) -> tuple[str, str] | None:
    """Why an answer is no feed, as a constant and in words; None where it is one."""
    if response.reason:
        return "gone" if response.status == 410 else response.reason, response.detail
    if isinstance(parsed, WorkLost):
        return parsed.reason, f"{parsed.detail} while its document was read"
    return (parsed.reason, parsed.detail) if parsed is not None and parsed.reason else None


def _put_off(feed: Feed, cursor: Cursor, response: Response, as_of: datetime, settings: PollSettings) -> FeedOutcome:
    asked_to_wait = response.reason == "host asked to wait" or response.status in (429, 503)
    reason = "host asked to wait" if asked_to_wait else response.reason
    if asked_to_wait or reason == "host not answering":
        wait = max(response.wait, response.retry_after or 0.0, settings.interval_seconds)
    else:
        wait = 0.0  # only the deadline was in the way
    after = replace(
        cursor, checked=as_of, due=as_of + timedelta(seconds=min(wait, settings.max_backoff_seconds)),
        note=_note(reason, f"http {response.status}" if response.status else response.detail), status="deferred",
        silent=reason == "host not answering", trouble_since=_trouble_since(cursor, as_of),
    )  # fmt: skip
    return FeedOutcome(feed=feed.url, status="deferred", reason=reason, cursor=after)


def _failed(feed: Feed, cursor: Cursor, reason: str, detail: str, as_of: datetime, settings: PollSettings) -> FeedOutcome:
    if is_visit(feed, cursor, as_of):  # where the feed is now, nothing is wrong with it
        note = _note(reason, f"{detail or 'no feed'} at the address in the feed list; it goes on at {cursor.url}")
        after = replace(cursor, checked=as_of, due=as_of, home=as_of, note=note, status="deferred")
        return FeedOutcome(feed=feed.url, status="deferred", reason=reason, cursor=after)
    failures, gone = cursor.failures + 1, reason == "gone"
    wait = min(settings.interval_seconds * settings.backoff_factor ** min(failures, 60), settings.max_backoff_seconds)
    if gone and address_of(feed, cursor, as_of) == feed.url:  # elsewhere, the address in the list is asked first
        wait, detail = GONE_SECONDS, f"it answers 410; asked again from {format_time(as_of + timedelta(seconds=GONE_SECONDS))}"
    after = replace(
        cursor, checked=as_of, due=as_of + timedelta(seconds=wait), failures=failures, gone=gone, note=_note(reason, detail),
        status="failed", silent=False, trouble_since=_trouble_since(cursor, as_of),
    )  # fmt: skip
    return FeedOutcome(feed=feed.url, status="failed", reason=reason, cursor=after)


def _trouble_since(cursor: Cursor, as_of: datetime) -> datetime:
    """An older newsheaf noted no time: then the poll before is the earliest that is known."""
    return cursor.trouble_since or (cursor.checked if cursor.note else as_of)


def _note(reason: str, detail: str) -> str:
    return redact(f"{reason}: {detail}")[:500] if detail else reason
