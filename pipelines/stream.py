"""``newsheaf stream``: the same stages, continuously, on a cluster.

Ticks → what is due by registered domain → poll, fetch, extract, strip and sign side by side → one edition for each window of arrival
times, under one constant key. Ticks are the Beam timestamps, so nothing is late by its own event time. A stream may be started from
nothing at any time: what is due, known and pending is read from the store.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import apache_beam as beam
from apache_beam.coders import VarIntCoder
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.transforms.periodicsequence import PeriodicImpulse
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec

from connectors.feeds import read_feed_list
from connectors.given import SourceError
from connectors.records import Carried, Feed, Given, Listed, Page, Reject
from connectors.store import Owner, StoreError
from connectors.times import format_time
from connectors.web.urls import registered_domain
from pipelines.access import ListedFeeds, settle_feeds
from pipelines.cluster import read_options
from pipelines.config import Config
from pipelines.inputs import edition_settings, shards
from pipelines.jobs import hand_over
from pipelines.metrics import StreamMetrics
from pipelines.plan import RunPlan
from transforms.due import Asked, Flight
from transforms.extract.stage import ExtractStories, pending_page
from transforms.fetch import FetchRound, FetchRounds, by_shard
from transforms.outcomes import PollSettings
from transforms.poll import Manners, PollRound, PollRounds, shard_of
from transforms.progress import count
from transforms.publish.feeds import compare_lists
from transforms.publish.windows import PublishWindows
from transforms.state import StateSource, StoreFollower

MOST_TICK = 5.0
"""Seconds between ticks at most, however long the windows are."""

LIST_SECONDS = 60.0
"""How long a feed list is taken as it was read."""

PATIENCE_WINDOWS = 10
"""Windows after which an answer that no edition accounts for is taken for lost."""

NEEDED = {"streaming": "", "checkpointing_interval": "10000", "finish_bundle_before_checkpointing": "", "max_bundle_time_mills": "500"}
"""Options without which a stream is wrong, silent or slow; the last three are Flink's, and no other runner minds them."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPlan:
    """One ``newsheaf stream``, with nothing left to parse."""

    plan: RunPlan  # feeds, store, configuration, overrides, Beam's options
    every: timedelta  # between editions
    metrics: str = ""  # file of metrics, written by the worker that publishes; empty for none
    id: str = field(default_factory=lambda: uuid4().hex)  # of one start of it
    started: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    @property
    def job(self) -> str:
        """The job's name; where it has none, this start's id."""
        return read_options(self.plan.beam_args).get("job_name") or self.id

    @property
    def owner(self) -> Owner:
        """For whom this start's processes hold the store's lease."""
        return Owner(self.job, format_time(self.started))

    @property
    def tick(self) -> float:
        """Seconds between ticks. A feed is asked that late at most, and so much ahead of a window's end its edition may be out: after each
        tick the clock's watermark is at the next."""
        return max(1.0, min(self.every.total_seconds() / 12, MOST_TICK))

    @property
    def teller(self) -> StreamMetrics | None:
        """Who tells of editions, if anybody is to."""
        return StreamMetrics(self.metrics, self.plan.store, self.every.total_seconds()) if self.metrics else None

    def source(self) -> StateSource:
        """The store, as of whatever is newest."""
        return StateSource(self.plan.store, self.plan.config.s3)


def build_stream(pipeline: beam.Pipeline, stream: StreamPlan) -> None:
    """Put the stages together."""
    plan, config, source = stream.plan, stream.plan.config, stream.source()
    half = stream.every.total_seconds() / 2  # a round takes no longer; what is left is deferred or pending
    poll = replace(config.poll, deadline_seconds=min(config.poll.deadline_seconds, half), shards=shards(config.poll.shards))
    fetch = replace(config.fetch, deadline_seconds=min(config.fetch.deadline_seconds, half), shards=shards(config.fetch.shards))
    own = ListedManners(stream)

    ticks = pipeline | "Ticks" >> PeriodicImpulse(fire_interval=stream.tick)
    due = (
        ticks
        | "One clock" >> beam.Map(lambda _: (0, 0)).with_output_types(tuple[int, int])
        | "What is due" >> beam.ParDo(_Due(stream, poll, fetch.shards)).with_outputs("fetch", "pages", "pieces", main="poll")
    )
    processes = config.run.processes or 1
    known, holds = Followed(source), FollowedHolds(source)
    polled = keyed(due.poll, PollRound) | "Poll" >> PollRounds(poll, config.http, known, own, config.filters, holds, processes)
    entries = polled.rounds | "Pages by domain" >> beam.FlatMap(
        lambda polled: by_shard(polled.as_of, polled.entries, fetch.shards, holds=polled.holds)
    )
    rounds = keyed((due.fetch, entries) | "Pages to fetch" >> beam.Flatten(), FetchRound)
    fetched = rounds | "Fetch pages" >> FetchRounds(fetch, config.http, own, holds)
    pages = (due.pages, fetched.pages) | "Pages" >> beam.Flatten()
    extract = ExtractStories(
        config.extract, config.strip, processes, config.sites, config.sign, rules=config.site_rules,
        filters=config.filters,
    )  # fmt: skip
    extracted = pages | "Extract" >> extract
    pieces = (
        due.pieces, polled.pieces, fetched.pieces, extracted.stories, extracted.rejects, extracted.pending, extracted.filtered,
    )  # fmt: skip
    publish = PublishWindows(edition_settings(plan), source, stream.every, stream.owner, stream.teller)
    pieces | "Pieces" >> beam.Flatten() | "Publish" >> publish


def keyed(rounds: beam.PCollection[Any], kind: type[Any]) -> beam.PCollection[Any]:
    """Rounds with the type that lets a runner bring those of one shard to one worker."""
    return rounds | f"{kind.__name__}s by shard" >> beam.Map(lambda pair: pair).with_output_types(tuple.__class_getitem__((int, kind)))


class Followed:
    """What the store knows now, in whatever process it is asked: one follower a process and store."""

    def __init__(self, source: StateSource) -> None:
        self._source = source

    def __call__(self) -> Any:
        return follower_of(self._source).state().known


class FollowedHolds(Followed):
    """The hosts that asked to wait, as the store has them now."""

    def __call__(self) -> Any:
        return follower_of(self._source).state().holds


_followers: dict[str, StoreFollower] = {}


def follower_of(source: StateSource) -> StoreFollower:
    """This process's follower of a store."""
    return _followers.setdefault(source.url, StoreFollower(source))


class FeedLists:
    """The feeds of a plan's lists, read anew now and then; a list that can't be read is taken as it was."""

    def __init__(self, sources: tuple[str, ...], config: Config) -> None:
        self._sources, self._config = sources, config
        self._read: float | None = None
        self._missed = -LIST_SECONDS  # when it last couldn't be read at all
        self._lines: dict[str, tuple[Feed, ...]] = {}
        self._bad: dict[str, tuple[Reject, ...]] = {}
        self._settled = ListedFeeds()
        self._own: dict[str, Manners] = {}
        self.news: list[Reject] = []  # lines that name no feed, as they came up; for whoever takes them out

    def feeds(self, now: float) -> tuple[Feed, ...]:
        """All feeds. Raises SourceError where a list could never be read."""
        if self._read is None or now - self._read >= LIST_SECONDS:
            for source in self._sources:
                try:
                    listed, bad = read_feed_list(source, self._config.http, dict(self._config.variables))
                    self._lines[source] = tuple(listed)
                    self.news += [reject for reject in bad if reject not in self._bad.get(source, ())]
                    self._bad[source] = tuple(bad)
                except SourceError as error:
                    if source not in self._lines:
                        raise
                    log.warning("%s; the list is taken as it was", error)
            before, self._read = self._settled, now
            self._settled = settle_feeds((line for source in self._sources for line in self._lines[source]), self._config)
            self.news += [reject for reject in self._settled.bad if reject not in before.bad]
            self._own = self._config.own_settings([feed.url for feed in self._settled.feeds], self._settled.access)
        return self._settled.feeds

    def manners(self, now: float) -> dict[str, Manners]:
        """How the feeds are asked that have settings or an access of their own, by feed URL; by the configuration alone where a list
        can't be read."""
        if self._read is not None or now - self._missed >= LIST_SECONDS:
            try:
                self.feeds(now)
            except SourceError as error:
                log.warning("%s; feeds are asked without what it says of their access", error)
                self._missed = now
                self._own = self._config.own_settings(sorted(feed for feed, _ in self._config.feeds))
        return self._own


class ListedManners(Mapping[str, Manners]):
    """How feeds are asked, read from the lists in whatever process asks: what is secret in a list crosses no shuffle."""

    def __init__(self, stream: StreamPlan) -> None:
        self._stream = stream

    def __getitem__(self, feed: str) -> Manners:
        return self._read()[feed]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __bool__(self) -> bool:
        return True  # asking costs a reading of the lists

    def _read(self) -> dict[str, Manners]:
        return _clock_of(self._stream).lists.manners(time.monotonic())


class _Clock:
    """What one process knows of a stream's asking."""

    def __init__(self, stream: StreamPlan) -> None:
        self.lists = FeedLists(stream.plan.feeds, stream.plan.config)
        self.flight = Flight(stream.every, PATIENCE_WINDOWS * stream.every)
        self.last = 0  # tick, in seconds, as the runner has it too


_clocks: dict[str, _Clock] = {}


def _clock_of(stream: StreamPlan) -> _Clock:
    return _clocks.setdefault(stream.id, _Clock(stream))


class _Due(beam.DoFn):  # type: ignore[misc]
    """A tick → what is due: rounds of polling and fetching by shard, given pages that were pending."""

    LAST = ReadModifyWriteStateSpec("last", VarIntCoder())  # tick: another one than the process remembers says that the runner went back

    def __init__(self, stream: StreamPlan, poll: PollSettings, fetch_shards: int) -> None:
        self._stream, self._poll, self._fetch_shards = stream, poll, fetch_shards

    def process(
        self, tick: tuple[int, int], timestamp: Any = beam.DoFn.TimestampParam, last: Any = beam.DoFn.StateParam(LAST)
    ) -> Iterator[Any]:
        as_of = datetime.fromtimestamp(int(timestamp), UTC)
        if datetime.now(UTC) - as_of > self._stream.every:
            count("tick: late")  # a backlog of ticks after an outage: the newest will do
            return
        try:
            clock = _clock_of(self._stream)
            before = last.read() or 0
            if before != clock.last:
                clock.flight.rewind(datetime.fromtimestamp(before, UTC))
            asked, listed = self._ask(clock, as_of)
            clock.last = int(timestamp)
            last.write(clock.last)
        except (StoreError, SourceError, OSError) as error:
            log.warning("nothing is asked at %s: %s", as_of, error)
            count("tick: failed")
            return
        count("tick")
        if clock.lists.news:
            bad, clock.lists.news = clock.lists.news, []
            yield from (beam.pvalue.TaggedOutput("pieces", piece) for piece in (Given("bad lines", len(bad)), *bad))
        if asked or listed.left or listed.back:  # else there would be an edition for it alone
            yield beam.pvalue.TaggedOutput("pieces", listed)
        by_domain: dict[int, list[Any]] = {}
        for feed, cursor in asked.feeds:
            address = cursor.url if cursor and cursor.url else feed.url
            by_domain.setdefault(shard_of(registered_domain(address), self._poll.shards), []).append((feed, cursor))
        yield from ((shard, PollRound(as_of, tuple(due))) for shard, due in sorted(by_domain.items()))
        entries = [p.entry for p in asked.pending if p.entry]
        for round in by_shard(as_of, entries, self._fetch_shards, carried=True):
            yield beam.pvalue.TaggedOutput("fetch", round)
        for pending in asked.pending:
            if not pending.entry:
                page: Page = pending_page(pending)
                yield beam.pvalue.TaggedOutput("pages", page)
                yield beam.pvalue.TaggedOutput("pieces", Carried(pending.id))

    def _ask(self, clock: _Clock, as_of: datetime) -> tuple[Asked, Listed]:
        feeds = clock.lists.feeds(time.monotonic())
        state = follower_of(self._stream.source()).state()
        listed = compare_lists(state.cursors, {feed.url for feed in feeds})
        return clock.flight.ask(feeds, state.cursors, state.pending, as_of, self._poll, state.holds), listed


def stream_options(beam_args: tuple[str, ...]) -> PipelineOptions:
    """Beam's options with those that a stream needs to be right."""
    return PipelineOptions([*beam_args, *added_options(beam_args)])


def added_options(beam_args: tuple[str, ...]) -> list[str]:
    """The options that the user left to us.

    >>> added_options(("--runner=FlinkRunner", "--checkpointing_interval=5000"))
    ['--streaming', '--finish_bundle_before_checkpointing', '--max_bundle_time_mills=500']
    """
    named = read_options(beam_args)
    return [f"--{name}={value}" if value else f"--{name}" for name, value in NEEDED.items() if name not in named]


def start(stream: StreamPlan) -> beam.runners.runner.PipelineResult:
    """Hand the stream to its runner. Raises ClusterError."""
    pipeline = beam.Pipeline(options=stream_options(stream.plan.beam_args))
    build_stream(pipeline, stream)
    return hand_over(pipeline, stream.plan.beam_args)
