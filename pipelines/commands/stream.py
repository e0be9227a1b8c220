"""``newsheaf stream``: hand the stream to a runner, and tell its editions as they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from pipelines.commands.exits import BUG, FINE, WrongUsage, say, stoppable
from pipelines.commands.run import LogOption, configured_log, judge, open_log, parse_as_of, parse_plan, parse_span, run_plan

if TYPE_CHECKING:
    from connectors.editions.documents import Manifest
    from connectors.editions.health import Trouble
    from connectors.store import S3Settings, Store
    from pipelines.plan import RunPlan, RunSummary
    from pipelines.progress import Silent

EPILOG = (
    "The runner is one of Beam's, named after a lone --: newsheaf stream --feeds feeds.opml --store s3://news/main -- --runner=FlinkRunner "
    "--flink_master=jobmanager:8081 --environment_type=EXTERNAL --environment_config=localhost:50000"
)

BREAKING = {
    "shutdown_sources_after_idle_ms": "Flink then makes no checkpoints",
    "no_streaming": "a stream never ends",
}
"""Options of Beam that break a stream, and how."""


def stream(
    context: typer.Context,
    store: Annotated[str, typer.Option(metavar="URL", help="A folder that all workers share, or s3://bucket/prefix.")],
    feeds: Annotated[list[str] | None, typer.Option(metavar="FILE|URL", help="A list of feeds in any usual form, or a feed.")] = None,
    edition_every: Annotated[str, typer.Option("--edition-every", metavar="SPAN", help="Time between editions: 30s, 1m, 15m.")] = "1m",
    overrides: Annotated[Path | None, typer.Option(metavar="FILE", help="Must-links and cannot-links of an editor, as YAML.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="YAML configuration; nothing requires one.")] = None,
    metrics_file: Annotated[
        Path | None,
        typer.Option("--metrics-file", metavar="FILE", help="Prometheus metrics, written by the worker that publishes, where it runs."),
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="End the streams to the store, on the Flink that -- --flink_master= names.")] = False,
    last_edition: Annotated[
        bool, typer.Option("--last-edition", help="With --stop: then publish what is due and pending, as `newsheaf run` does.")
    ] = False,
    if_running: Annotated[bool, typer.Option("--if-running", help="With --stop: it is no mistake if there is none.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print each edition's summary as JSON, one line an edition.")] = False,
    log_format: LogOption = None,
) -> None:
    """Publish editions continuously, on a Beam runner that lives on, such as Flink's."""
    progress = open_log(log_format, store)
    if (last_edition or if_running) and not stop:
        raise WrongUsage("--last-edition and --if-running go with --stop")
    if not feeds and (last_edition or not stop):
        raise WrongUsage("nothing to read: give --feeds; or --stop alone to end the stream to a store")
    if stop:
        last = make_plan(feeds or (), store, config, overrides) if last_edition else None  # what is wrong with it is said before the end
        if not stop_streams(store, config, context.obj or (), if_running) or last is None:
            raise typer.Exit(FINE)
        last = replace(last, as_of=parse_as_of(None))  # an ordinary run, of what was asked for and came no more
        raise typer.Exit(run_plan(last, configured_log(progress, log_format, last), as_json=json))
    every = parse_span("--edition-every", edition_every, timedelta(seconds=2), "two seconds at least lie between two editions")
    check_runner(context.obj or ())
    if metrics_file is not None and not metrics_file.is_absolute():
        raise WrongUsage(f"--metrics-file {metrics_file}: the worker that publishes writes it, wherever it works: give a whole path")
    plan = make_plan(feeds or (), store, config, overrides, context.obj or ())
    run_stream(plan, configured_log(progress, log_format, plan), every, str(metrics_file or ""), as_json=json)


def run_stream(plan: RunPlan, progress: Silent, every: timedelta, metrics: str = "", *, as_json: bool) -> NoReturn:
    """Hand the stream to its runner, and tell its editions until it ends or a signal comes. Raises ClusterError, StoreError."""
    from connectors.store import open_store
    from pipelines.cluster import check_cluster
    from pipelines.jobs import end_job, name_job, state_on_flink

    plan = replace(plan, beam_args=name_job(plan.beam_args, plan.store, "stream"))
    check_cluster(plan.beam_args)

    from pipelines.inputs import open_or_create
    from pipelines.stream import StreamPlan, added_options, start

    opened = open_store(plan.store, plan.config.s3)
    latest = open_or_create(opened, plan.config.parameters())
    say(f"set for the runner: {' '.join(added_options(plan.beam_args)) or 'nothing'}")
    result, running = None, StreamPlan(plan=plan, every=every, metrics=metrics)
    with stoppable(code=FINE):
        try:
            result = start(running)
            say(f"the stream is {result.state}, as job {running.job}")
            tell_editions(lambda: state_of(result, plan), opened, plan, latest.key if latest else "", progress, as_json=as_json)
        except KeyboardInterrupt:
            if is_worker(plan.beam_args):
                say("this process is the stream's worker: the stream ends with it")
                end_job(plan.beam_args, result)
                give_lease_back(plan.store, plan.config.s3, running.job)
            else:
                say(f"the stream goes on without this process; to end it: {how_to_stop(plan)}")
            raise
    if state_on_flink(plan.beam_args) == "CANCELED":
        say("the stream was stopped")
        raise typer.Exit(FINE)
    say(f"the stream ended by itself, {result.state}: see the runner's log", "error")
    raise typer.Exit(BUG)


def make_plan(feeds: Sequence[str], store: str, config: Path | None, overrides: Path | None, beam_args: Sequence[str] = ()) -> RunPlan:
    """What the command line names, read and checked."""
    from connectors.overrides import read_overrides
    from pipelines.config import Config, load_config

    plan = parse_plan(feeds=feeds, store=store, config=Config(), beam_args=beam_args)
    plan = replace(plan, config=load_config(config))
    file = overrides or plan.config.run.overrides
    return replace(plan, overrides=read_overrides(file) if file else ())


def state_of(result: Any, plan: RunPlan) -> str:
    """The state of the stream's job. Raises ClusterError where the job server, which knows it, is gone: that ends nothing but our watch."""
    from pipelines.cluster import ClusterError

    try:
        return str(result.state)
    except Exception as error:  # a runner's own, most often gRPC's
        raise ClusterError(
            f"the job server doesn't answer any more ({type(error).__name__}), so nothing more is told here; the stream goes on without it."
            f" To end it: {how_to_stop(plan)}"
        ) from None


def tell_editions(state: Callable[[], str], store: Store, plan: RunPlan, seen: str, progress: Silent, *, as_json: bool) -> None:
    """Print the summary of every edition while the stream's job lives."""
    from pipelines.commands.summary import log_feeds, print_summaries

    while state() in ("STARTING", "RUNNING", "STOPPED", "UNKNOWN", "UPDATING"):
        for key, summary in editions_since(store, plan.store, seen):
            seen, progress.edition = key, summary.edition
            log_feeds(summary, progress)
            print_summaries([summary], as_json=as_json)
            judge([summary], plan.config)
        time.sleep(1.0)


def editions_since(store: Store, url: str, seen: str) -> Iterator[tuple[str, RunSummary]]:
    """(manifest's key, summary) of the editions after a manifest, the oldest first. One that can't be read now is told later."""
    from connectors.editions.reading import load_latest, load_manifest
    from connectors.store import StoreError
    from pipelines.plan import RunSummary

    found: list[tuple[str, Manifest]] = []
    try:
        latest = load_latest(store)
        key, manifest = (latest.key, latest.manifest) if latest else ("", None)
        while manifest is not None and key != seen and len(found) < 100:
            found.append((key, manifest))
            key = manifest.previous
            manifest = load_manifest(store, key) if key and key != seen else None
    except StoreError:
        return
    for key, manifest in reversed(found):
        index = f"{url.rstrip('/')}/{manifest.page.key}" if manifest.page else ""
        yield key, RunSummary(
            edition=manifest.edition, store=url, counts=manifest.counts, index=index, trouble=published_trouble(store, manifest)
        )


def published_trouble(store: Store, manifest: Manifest) -> Trouble:
    """The feeds that an edition says in its tables to have failed or to be deferred. None where these can't be read now."""
    from connectors.editions.health import NO_TROUBLE, FeedRow, trouble_of
    from connectors.editions.reading import read_written
    from connectors.store import StoreError

    if not (manifest.counts.feeds_failed or manifest.counts.feeds_deferred):
        return NO_TROUBLE
    try:
        return trouble_of(row for row in read_written(store, manifest, "feeds", FeedRow) if row.edition == manifest.edition)
    except StoreError:
        return NO_TROUBLE


def check_runner(beam_args: Sequence[str]) -> None:
    """Make sure that Beam's options name a runner that a stream can live on. Raises WrongUsage."""
    from pipelines.cluster import read_options, runner_of

    options = read_options(beam_args)
    if not runner_of(options):
        named = options.get("runner") or "no runner is named, and the local one"
        raise WrongUsage(
            f"{named} gives nothing out before its sources end: on one machine use "
            "`newsheaf run --every 1m`; for a stream name a runner after a lone --: -- --runner=FlinkRunner --flink_master=host:8081"
        )
    for name, why in BREAKING.items():
        if name in options:
            raise WrongUsage(f"--{name} breaks a stream: {why}; leave it out")
    for name in ("streaming", "finish_bundle_before_checkpointing"):
        if options.get(name, "").lower() in ("false", "no", "0"):
            raise WrongUsage(f"--{name}={options[name]} breaks a stream: newsheaf sets it by itself; leave it out")
    interval = options.get("checkpointing_interval", "")
    if interval and not (interval.isdigit() and int(interval) >= 1000):
        raise WrongUsage(
            f"--checkpointing_interval={interval}: give milliseconds, 1000 at least; without checkpoints no window survives a failure"
        )


def is_worker(beam_args: Sequence[str]) -> bool:
    """Whether the stages work in this very process."""
    from pipelines.cluster import read_options

    return read_options(beam_args).get("environment_type", "").upper() == "LOOPBACK"


def how_to_stop(plan: RunPlan) -> str:
    """The command that ends a stream, as far as there is one."""
    from pipelines.cluster import flink_address, read_options

    options = read_options(plan.beam_args)
    if not flink_address(options):
        return f"cancel the job {options.get('job_name', '')} on its runner"
    return f"newsheaf stream --stop --store {plan.store} -- --flink_master={options['flink_master']} --job_name={options['job_name']}"


def stop_streams(store: str, config: Path | None, beam_args: Sequence[str], if_running: bool) -> bool:
    """End the streams to a store and say which; whether there was one. Raises ClusterError where there is none, unless ``if_running``."""
    from pipelines.config import load_config
    from pipelines.jobs import stop_stream

    settings = load_config(config).s3
    jobs = stop_stream(store, beam_args, if_running)
    for job in jobs:
        say(f"stopped {job.name} (Flink's job {job.id})")
        give_lease_back(store, settings, job.name, WORKER_SECONDS)
    if not jobs:
        say(f"no stream to {store} is running: nothing was stopped")
    return bool(jobs)


WORKER_SECONDS = 15.0
"""How long the workers of a job that has ended may live on, with a folder's lease in their hands."""


def give_lease_back(store: str, settings: S3Settings, job: str, patience: float = 0.0) -> None:
    """Free the store for the next writer: the workers of a job that has ended were killed with the lease in their hands, or are just being
    killed, for which ``patience`` seconds are waited."""
    from connectors.store import LeaseHeld, Owner, StoreError, acquire_lease, holder_name, open_store

    until = time.monotonic() + patience
    while True:
        try:
            return acquire_lease(open_store(store, settings), holder_name(), owner=Owner(job)).release()
        except LeaseHeld:
            if time.monotonic() > until:
                return  # another writer's already
            time.sleep(0.5)
        except StoreError as error:
            say(f"the writer's lease was not given back, and ends by itself within a minute or so: {error}", "warning")
            return
