"""``ExtractStories``: pages and given rows become stories, on all cores where the runner leaves that to us."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.utils.windowed_value import WindowedValue

from connectors.hashes import content_hash
from connectors.records import Entry, GivenStory, Page, Pending, Reject, Seen
from connectors.site_rules import SiteRule
from connectors.times import format_time, parse_time
from connectors.web.urls import canonical_url
from transforms.extract import ExtractSettings
from transforms.extract.prepare import Prepared, prepare_item
from transforms.filter import NO_FILTERS, Filters, keeps_language
from transforms.identify import identify_reject, identify_story, item_keys
from transforms.progress import count
from transforms.sign import SignSettings
from transforms.strip import SiteSettings, StripSettings
from transforms.workers import PRELOAD, WorkLost, WorkPool

MAX_LOSSES = 3
"""Editions that try a page over which worker processes die, two of them in each."""


@dataclass
class ExtractStories(beam.PTransform):  # type: ignore[misc]
    """Pages and given rows → ``stories`` (``Prepared``), ``rejects``, ``pending`` (pages that killed or hung their worker twice), and
    ``filtered`` (``Seen``): those of feeds whose language, now that they have been read, turns out not to be wanted.

    Pages are worked on by ``processes`` worker processes; given rows and pages that could not be had need none. ``foresee`` is told
    the language of each page's story as soon as it is known, so that what is needed for it later can be begun meanwhile. What the
    ``rules`` of sites, by site, found on pages is counted by their parts.
    """

    extract: ExtractSettings
    strip: StripSettings
    processes: int = 1
    sites: SiteSettings = field(default_factory=SiteSettings)
    sign: SignSettings = field(default_factory=SignSettings)
    foresee: Callable[[str], None] | None = None
    rules: Mapping[str, SiteRule] = field(default_factory=dict)
    filters: Filters = NO_FILTERS

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, items: beam.PCollection[Page | GivenStory]) -> beam.pvalue.DoOutputsTuple:
        prepare = partial(prepare_item, extract=self.extract, strip=self.strip, sites=self.sites, sign=self.sign, rules=self.rules)
        worker = _Extract(prepare, self.processes, self.extract.worker_seconds, self.foresee, self.filters)
        return items | "Extract and strip" >> beam.ParDo(worker).with_outputs("rejects", "pending", "filtered", main="stories")


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """A page with its place in the stream, which its story keeps."""

    page: Page
    timestamp: Any
    window: Any


class _Extract(beam.DoFn):  # type: ignore[misc]
    def __init__(
        self,
        prepare: Callable[[Page | GivenStory], Prepared | Reject],
        processes: int,
        timeout: float,
        foresee: Callable[[str], None] | None,
        filters: Filters,
    ) -> None:
        self._prepare, self._processes, self._timeout, self._foresee = prepare, processes, timeout, foresee
        self._filters = filters
        self._pool: WorkPool[Page, Prepared | Reject] | None = None
        self._jobs: dict[int, _Job] = {}

    def setup(self) -> None:
        self._pool = WorkPool(self._prepare, self._processes, timeout=self._timeout, preload=PRELOAD)
        self._jobs = {}

    def start_bundle(self) -> None:
        self._jobs.clear()

    def process(
        self,
        item: Page | GivenStory,
        timestamp: Any = beam.DoFn.TimestampParam,
        window: Any = beam.DoFn.WindowParam,
    ) -> Iterator[Any]:
        if isinstance(item, GivenStory) or not item.html:
            yield _routed(_identified(item, self._prepare(item), self._filters), timestamp, window)
            return
        assert self._pool is not None
        self._jobs[id(item)] = _Job(item, timestamp, window)
        self._pool.submit(item)
        yield from self._give(self._pool.finished())

    def finish_bundle(self) -> Iterator[Any]:
        if self._pool is not None and self._jobs:
            yield from self._give(self._pool.drain())

    def teardown(self) -> None:
        if self._pool is not None:
            self._pool.close()

    def _give(self, results: Iterable[tuple[Page, Prepared | Reject | WorkLost[Page]]]) -> Iterator[Any]:
        for page, result in results:
            job = self._jobs.pop(id(page))
            if self._foresee is not None and isinstance(result, Prepared):
                self._foresee(result.story.language)
            yield _routed(_finished(page, result, self._filters), job.timestamp, job.window)


def extract_items(
    items: Iterable[Page | GivenStory], prepare: Callable[[Page | GivenStory], Prepared | Reject],
    pool: WorkPool[Page, Prepared | Reject], filters: Filters = NO_FILTERS,
) -> Iterator[Prepared | Reject | Pending | Seen]:
    """What ``ExtractStories`` does, without a graph: pages in the pool, which runs ``prepare``, given rows and pages without HTML here."""
    for item in items:
        if isinstance(item, GivenStory) or not item.html:
            yield _identified(item, prepare(item), filters)
        else:
            pool.submit(item)
        yield from (_finished(*done, filters) for done in pool.finished())
    yield from (_finished(*done, filters) for done in pool.drain())


def _finished(page: Page, result: Prepared | Reject | WorkLost[Page], filters: Filters) -> Prepared | Reject | Pending | Seen:
    return lost_page(result) if isinstance(result, WorkLost) else _identified(page, result, filters)


def _identified(item: Page | GivenStory, result: Prepared | Reject, filters: Filters = NO_FILTERS) -> Prepared | Reject | Seen:
    if isinstance(result, Reject):
        return identify_reject(item, result)
    entry = item.entry if isinstance(item, Page) else None
    if entry is not None and entry.feed and not keeps_language(result.story.language, filters.of(entry.feed)):
        return Seen(id=entry.id, keys=item_keys(item), listed=True, rule="languages")
    for hit in result.hits:
        count(f"site rules: {hit}")
    return replace(result, story=identify_story(item, result.story), hits=())


def _routed(result: Prepared | Reject | Pending | Seen, timestamp: Any, window: Any) -> Any:
    count("extract")
    value = WindowedValue(result, timestamp, (window,))
    if isinstance(result, Prepared):
        return value
    return TaggedOutput("rejects" if isinstance(result, Reject) else "filtered" if isinstance(result, Seen) else "pending", value)


def lost_page(lost: WorkLost[Page]) -> Pending | Reject:
    """The pending item of a page that no worker survived: a feed's is fetched again, a given one is kept with its HTML.

    After ``MAX_LOSSES`` editions it is a reject.
    """
    page = lost.item
    reason = f"{lost.reason}: {lost.detail}" if lost.detail else lost.reason
    entry = page.entry
    if max(page.losses, entry.attempts if entry is not None else 0) + 1 >= MAX_LOSSES:
        detail = f"no worker process survived it in {MAX_LOSSES} editions ({reason}); look at the page itself"
        feed = entry.feed if entry is not None else ""
        return Reject(
            item=page.id or page.url, stage="extract", reason="worker lost", detail=detail, url=page.url, feed=feed, keys=item_keys(page)
        )  # fmt: skip
    if entry is not None and entry.feed and not page.id:
        return Pending(id=entry.id, reason=reason, entry=replace(entry, attempts=entry.attempts + 1))
    return Pending(id=page.id or content_hash("url", canonical_url(page.url) or page.url), reason=reason, html=_packed(page))


def pending_page(pending: Pending) -> Page:
    """The given page that a pending item keeps. Raises ValueError when it keeps none."""
    try:
        row = json.loads(zlib.decompress(pending.html))
        entry = row.pop("entry")
        html = row.pop("html")
        return Page(
            **{key: row[key] for key in ("id", "url", "charset", "fingerprint", "losses")},
            html=base64.b85decode(html["bytes"]) if "bytes" in html else html["text"],
            first_seen=parse_time(row["first_seen"]),
            entry=_entry(entry) if entry else None,
        )
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError(f"pending item {pending.id} keeps no page: {error}") from error


def _packed(page: Page) -> bytes:
    html = {"bytes": base64.b85encode(page.html).decode()} if isinstance(page.html, bytes) else {"text": page.html}
    row = {
        "id": page.id,
        "url": page.url,
        "charset": page.charset,
        "fingerprint": page.fingerprint,
        "losses": page.losses + 1,
        "first_seen": format_time(page.first_seen),
        "html": html,
        "entry": _plain(page.entry) if page.entry is not None else None,
    }
    return zlib.compress(json.dumps(row, sort_keys=True).encode("ascii"), 9)


def _plain(entry: Entry) -> dict[str, Any]:
    row = asdict(entry)
    for key in ("published", "first_seen"):
        row[key] = format_time(row[key]) if row[key] is not None else None
    return row


def _entry(row: dict[str, Any]) -> Entry:
    times = {key: parse_time(row[key]) if row[key] else None for key in ("published", "first_seen")}
    return Entry(**(row | times | {name: tuple(row.get(name, ())) for name in ("authors", "categories")}))
