"""``newsheaf run --every``: one edition after the other on the clock, in one process, with nothing between them to load again.

The same stages as a run's, called one after the other without a graph: the network has a thread of its own, pages are read by a pool
of processes, and an ``EditionMaker`` keeps the state. What is published is the same, byte for byte.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from connectors.editions.commit import next_edition_id
from connectors.editions.reading import Latest
from connectors.given import SourceError
from connectors.holds import Hold, longest
from connectors.overrides import OverridesError, read_overrides
from connectors.records import Entry, GivenStory, Page, Reject
from connectors.store import ConditionFailed, Lease, LeaseHeld, Store, StoreAway, StoreError, acquire_lease, holder_name, open_store
from connectors.times import format_time
from pipelines.inputs import Inputs, edition_settings, open_or_create, read_inputs, refusals
from pipelines.metrics import Metrics
from pipelines.plan import RunPlan, RunSummary
from pipelines.progress import Progress
from transforms.extract.prepare import Prepared, prepare_item
from transforms.extract.stage import extract_items, pending_page
from transforms.fetch import collapse_entries, fetch_pages
from transforms.lags import measure_lags
from transforms.poll import poll_feeds
from transforms.progress import begin, count, snapshot
from transforms.publish import Arrivals, EditionMaker, Piece, gather
from transforms.read import read_given
from transforms.state import StoreState
from transforms.workers import PRELOAD, WorkPool

FIRST_WAIT = 5.0
"""Seconds before a failed edition is tried again; doubled each time, to ``every`` at most."""

MOST_DEFECTS = 5
"""Defects in a row after which the process ends, for its supervisor to start it anew."""

TROUBLE = (StoreError, SourceError, OverridesError, ConditionFailed, OSError)
"""What another try may overcome: a store or a feed list that can't be reached, a file being edited, another writer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """How a resident process keeps its clock and what it shows of itself."""

    every: timedelta
    overrides: str = ""  # file of overrides, read anew for each edition
    health: str = ""  # file that says after each edition how things stand; empty for none
    metrics: str = ""  # file of metrics, written after each edition; empty for none
    editions: int = 0  # to end after; 0: never


class Resident:
    """Makes editions of a plan until it is stopped. One thread."""

    def __init__(self, plan: RunPlan, residence: Residence, progress: Progress, tell: Callable[[RunSummary], None]) -> None:
        self._residence, self._progress, self._tell = residence, progress, tell
        self._plan, config = plan, plan.config
        half = residence.every.total_seconds() / 2  # a round takes no longer; what is left is deferred or pending
        self._poll = replace(config.poll, deadline_seconds=min(config.poll.deadline_seconds, half))
        self._fetch = replace(config.fetch, deadline_seconds=min(config.fetch.deadline_seconds, half))
        self._prepare = partial(
            prepare_item, extract=config.extract, strip=config.strip, sites=config.sites, sign=config.sign, rules=config.site_rules
        )
        self._processes = config.run.processes or os.cpu_count() or 1
        self._pool: WorkPool[Page, Prepared | Reject] = WorkPool(
            self._prepare, self._processes, timeout=config.extract.worker_seconds, preload=PRELOAD
        )
        self._failures = self._defects = 0
        self._metrics = Metrics(Path(residence.metrics), plan.store, residence.every.total_seconds()) if residence.metrics else None

    def run(self) -> None:
        """Make editions on the clock. Raises LeaseHeld, and what stops a run before its first edition: ParametersChanged and the like."""
        store = open_store(self._plan.store, self._plan.config.s3)
        try:
            lease, latest = self._open(store)
            with lease:
                maker = EditionMaker(StoreState.of(store, latest), edition_settings(self._plan))
                notify("READY=1")
                made, due = 0, time.monotonic()
                while not self._residence.editions or made < self._residence.editions:
                    if lease.lost:
                        raise LeaseHeld("another writer, which took the lease over", "now")
                    wait = self._attempt(maker)
                    made += 1
                    due = max(due + self._residence.every.total_seconds(), time.monotonic()) if wait is None else time.monotonic() + wait
                    if not self._residence.editions or made < self._residence.editions:
                        time.sleep(max(0.0, due - time.monotonic()))
        finally:
            notify("STOPPING=1")
            self._pool.close()

    def _open(self, store: Store) -> tuple[Lease, Latest | None]:
        """The lease and the newest edition. A store that is away, as after a restart of the whole machine, is waited for."""
        while True:
            try:
                with ExitStack() as leaving:
                    lease = leaving.enter_context(acquire_lease(store, holder_name()))
                    latest = open_or_create(store, self._plan.config.parameters())
                    leaving.pop_all()
                    return lease, latest
            except StoreAway as error:
                time.sleep(self._failed(datetime.now(UTC).replace(microsecond=0), f"{error}"))

    def _attempt(self, maker: EditionMaker) -> float | None:
        """One edition; the seconds to wait before another try where it failed, None where it didn't."""
        as_of = datetime.now(UTC).replace(microsecond=0)
        try:
            summary = self.make(maker, as_of)
        except TROUBLE as error:
            self._defects = 0
            return self._failed(as_of, f"{error}")
        except Exception as error:  # a defect: told with its place, and tried again, for the next edition may be another
            self._defects += 1
            if self._defects >= MOST_DEFECTS:
                raise
            import traceback

            self._progress.note("".join(traceback.format_exception(error)).rstrip(), "error")
            return self._failed(as_of, f"{type(error).__name__}: {error}")
        self._failures = self._defects = 0
        self._tell(summary)
        self._show_health(as_of, edition=summary.newest)
        if self._metrics is not None:
            self._metrics.made(summary, maker.kept())
            self._write_metrics()
        return None

    def make(self, maker: EditionMaker, as_of: datetime) -> RunSummary:
        """One edition of the plan as of a time."""
        file = self._residence.overrides
        plan = replace(self._plan, overrides=read_overrides(file) if file else self._plan.overrides)
        maker.settings = edition_settings(plan)
        with self._progress.stage("read state"):
            state = maker.refresh()
            plan = replace(plan, as_of=max(as_of, state.manifest.as_of) if state.manifest else as_of)
            self._progress.edition = next_edition_id(maker.latest, plan.as_of)
            inputs = read_inputs(plan, state)
        with self._progress.stage("edition"):
            arrivals = self._work(plan, inputs, state)
            begin("publish")
            published = maker.publish(arrivals, plan.as_of)
            count("publish", published.counts.originals + published.counts.copies + published.counts.revisions)
        now = datetime.now(UTC)
        page = maker.latest.manifest.page if maker.latest and published.edition else None
        return RunSummary(
            edition=published.edition,
            store=plan.store,
            counts=published.counts,
            done=tuple(snapshot().items()),
            seconds=self._progress.take_seconds(),
            index=f"{plan.store.rstrip('/')}/{page.key}" if page else "",
            notes=refusals(plan, maker.refresh()) if plan.overrides else (),
            newest=maker.latest.edition if maker.latest else "",
            lags=measure_lags((story.published for story in published.new if story.published), now),
            trouble=published.trouble,
            next_due=inputs.next_due,
            sites=tuple(sorted(Counter(story.site for story in published.new).items())),
        )

    def _work(self, plan: RunPlan, inputs: Inputs, state: StoreState) -> Arrivals:
        """Everything that the feeds, their pages and the given sources bring."""
        pieces: list[Piece] = list(inputs.pieces())
        try:
            for result in extract_items(self._items(plan, inputs, state, pieces), self._prepare, self._pool, plan.config.filters):
                count("extract")
                pieces.append(result)
        except BaseException:
            self._pool.close()  # what it still works on is nothing to the next edition
            raise
        return gather(pieces)

    def _items(self, plan: RunPlan, inputs: Inputs, state: StoreState, pieces: list[Piece]) -> Iterator[Page | GivenStory]:
        """Pages and given rows as they come; what comes of polling and fetching besides is added to the pieces."""
        config = plan.config
        own = config.own_settings(inputs.feeds(), inputs.access)
        entries = [p.entry for p in inputs.carried if p.entry]
        yield from (pending_page(p) for p in inputs.carried if not p.entry)
        begin("poll")
        holds = dict(state.holds)
        known, processes = state.known, self._processes
        for item in poll_feeds(inputs.due, known, plan.as_of, self._poll, config.http, own, config.filters, holds, processes):
            if isinstance(item, Entry):
                count("poll: new entries")
                entries.append(item)
            else:
                pieces.append(item)
        holds = longest((*holds.values(), *(piece for piece in pieces if isinstance(piece, Hold))))
        kept, spare = collapse_entries(entries)
        pieces += spare
        begin("fetch")
        for page in fetch_pages(kept, plan.as_of, self._fetch, config.http, own, holds):
            if isinstance(page, Page):
                count("fetch: pages")
                yield page
            else:
                pieces.append(page)
        for source in inputs.sources:
            for row in read_given(source, plan.as_of, state.known):
                if isinstance(row, Page | GivenStory):
                    count("read")
                    yield row
                else:
                    pieces.append(row)

    def _failed(self, as_of: datetime, error: str) -> float:
        self._failures += 1
        done, seconds = snapshot().items(), self._progress.take_seconds()  # of this one, not of the next
        wait: float = min(FIRST_WAIT * 2 ** min(self._failures - 1, 16), self._residence.every.total_seconds())
        told = f"edition of {format_time(as_of)} failed, the {self._failures}. in a row; next try in {wait:.0f} s: {error}"
        self._progress.note(told, "error")
        self._show_health(as_of, error=error)
        if self._metrics is not None:
            self._metrics.failed(done, seconds)
            self._write_metrics()
        return wait

    def _write_metrics(self) -> None:
        assert self._metrics is not None
        try:
            self._metrics.write()
        except OSError as error:
            self._progress.note(f"the metrics can't be written: {error}", "error")

    def _show_health(self, as_of: datetime, *, edition: str = "", error: str = "") -> None:
        notify("WATCHDOG=1")
        if not self._residence.health:
            return
        file = Path(self._residence.health)
        told = {"ok": not error, "as_of": format_time(as_of), "edition": edition, "failures": self._failures, "error": error}
        with suppress(OSError):  # what watches it sees its age
            part = file.with_name(file.name + ".part")
            part.write_text(json.dumps(told) + "\n", encoding="utf-8")
            part.replace(file)


def notify(state: str) -> None:
    """Tell systemd how things stand (sd_notify(3)), where it wants to know."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.connect("\0" + address[1:] if address.startswith("@") else address)
        channel.sendall(state.encode())
