"""``ExtractStories``: pages and given rows become stories, on all cores where the runner leaves that to us."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.utils.windowed_value import WindowedValue

from connectors.records import Entry, GivenStory, Page, Pending, Reject, Story, content_hash, format_time, parse_time
from connectors.urls import canonical_url
from transforms.extract.page import ExtractSettings, work_item
from transforms.identity import identify, item_keys
from transforms.progress import count
from transforms.strip import StripSettings
from transforms.workers import WorkLost, WorkPool

PRELOAD = ("transforms.extract.preload",)
MAX_LOSSES = 3
"""Editions that try a page over which worker processes die, two of them in each."""


@dataclass
class ExtractStories(beam.PTransform):  # type: ignore[misc]
    """Pages and given rows → ``stories``, ``rejects`` and ``pending`` (pages that killed or hung their worker twice).

    Pages are worked on by ``processes`` worker processes; given rows and pages that could not be had need none.
    """

    extract: ExtractSettings
    strip: StripSettings
    processes: int = 1

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, items: beam.PCollection[Page | GivenStory]) -> beam.pvalue.DoOutputsTuple:
        worker = _Extract(self.extract, self.strip, self.processes)
        return items | "Extract and strip" >> beam.ParDo(worker).with_outputs("rejects", "pending", main="stories")


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """A page with its place in the stream, which its story keeps."""

    page: Page
    timestamp: Any
    window: Any


class _Extract(beam.DoFn):  # type: ignore[misc]
    def __init__(self, extract: ExtractSettings, strip: StripSettings, processes: int) -> None:
        self._extract, self._strip, self._processes = extract, strip, processes
        self._pool: WorkPool[Page, Story | Reject] | None = None
        self._jobs: dict[int, _Job] = {}

    def setup(self) -> None:
        function = partial(work_item, extract=self._extract, strip=self._strip)
        self._pool = WorkPool(function, self._processes, timeout=self._extract.worker_seconds, preload=PRELOAD)
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
            yield _routed(identify(item, work_item(item, self._extract, self._strip)), timestamp, window)
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

    def _give(self, results: Iterable[tuple[Page, Story | Reject | WorkLost[Page]]]) -> Iterator[Any]:
        for page, result in results:
            job = self._jobs.pop(id(page))
            yield _routed(lost_page(result) if isinstance(result, WorkLost) else identify(page, result), job.timestamp, job.window)


def _routed(result: Story | Reject | Pending, timestamp: Any, window: Any) -> Any:
    count("extract")
    value = WindowedValue(result, timestamp, (window,))
    if isinstance(result, Story):
        return value
    return TaggedOutput("rejects" if isinstance(result, Reject) else "pending", value)


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
    return Entry(**(row | times | {"authors": tuple(row["authors"])}))
