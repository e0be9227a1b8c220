"""``newsheaf stream``: hand the stream to a runner, and tell its editions as they come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.exits import BUG, FINE, WrongUsage, send_logs, stoppable
from pipelines.config.durations import parse_duration

if TYPE_CHECKING:
    from connectors.editions.documents import Manifest
    from connectors.store import S3Settings, Store
    from pipelines.plan import RunPlan, RunSummary

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
    json: Annotated[bool, typer.Option("--json", help="Print each edition's summary as JSON, one line an edition.")] = False,
) -> None:
    """Publish editions continuously, on a Beam runner that lives on, such as Flink's."""
    if stop:
        stop_streams(store, config, context.obj or ())
        raise typer.Exit(FINE)
    if not feeds:
        raise WrongUsage("nothing to read: give --feeds; or --stop to end the stream to a store")
    from connectors.overrides import read_overrides
    from connectors.store import open_store
    from pipelines.commands.run import parse_plan
    from pipelines.config import Config, load_config

    every = parse_edition_every(edition_every)
    check_runner(context.obj or ())
    if metrics_file is not None and not metrics_file.is_absolute():
        raise WrongUsage(f"--metrics-file {metrics_file}: the worker that publishes writes it, wherever it works: give a whole path")
    plan = parse_plan(feeds=feeds, store=store, config=Config(), beam_args=context.obj or ())
    plan = replace(plan, config=load_config(config))
    file = overrides or plan.config.run.overrides
    plan = replace(plan, overrides=read_overrides(file) if file else ())

    from pipelines.cluster import check_cluster, end_job, name_job, state_on_flink

    plan = replace(plan, beam_args=name_job(plan.beam_args, plan.store, "stream"))
    check_cluster(plan.beam_args)

    from pipelines.inputs import open_or_create
    from pipelines.stream import StreamPlan, added_options, start

    opened = open_store(plan.store, plan.config.s3)
    latest = open_or_create(opened, plan.config.parameters())
    send_logs(lambda text: print(text, file=sys.stderr))
    print(f"newsheaf: set for the runner: {' '.join(added_options(plan.beam_args)) or 'nothing'}", file=sys.stderr)
    result, running = None, StreamPlan(plan=plan, every=every, metrics=str(metrics_file or ""))
    with stoppable(code=FINE):
        try:
            result = start(running)
            print(f"newsheaf: the stream is {result.state}, as job {running.job}", file=sys.stderr)
            tell_editions(lambda: state_of(result, plan), opened, plan.store, latest.key if latest else "", as_json=json)
        except KeyboardInterrupt:
            if is_worker(plan.beam_args):
                print("newsheaf: this process is the stream's worker: the stream ends with it", file=sys.stderr)
                end_job(plan.beam_args, result)
                give_lease_back(plan.store, plan.config.s3, running.job)
            else:
                print(f"newsheaf: the stream goes on without this process; to end it: {how_to_stop(plan)}", file=sys.stderr)
            raise
    if state_on_flink(plan.beam_args) == "CANCELED":
        print("newsheaf: the stream was stopped", file=sys.stderr)
        raise typer.Exit(FINE)
    print(f"newsheaf: the stream ended by itself, {result.state}: see the runner's log", file=sys.stderr)
    raise typer.Exit(BUG)


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


def tell_editions(state: Callable[[], str], store: Store, url: str, seen: str, *, as_json: bool) -> None:
    """Print the summary of every edition while the stream's job lives."""
    from pipelines.commands.summary import print_summaries

    while state() in ("STARTING", "RUNNING", "STOPPED", "UNKNOWN", "UPDATING"):
        for key, summary in editions_since(store, url, seen):
            seen = key
            print_summaries([summary], as_json=as_json)
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
        yield key, RunSummary(edition=manifest.edition, store=url, counts=manifest.counts, index=index)


def parse_edition_every(text: str) -> timedelta:
    """The span of ``--edition-every``. Raises WrongUsage."""
    try:
        span = parse_duration(text)
    except ValueError as error:
        raise WrongUsage(f"--edition-every: {error}") from None
    if span < timedelta(seconds=2):
        raise WrongUsage(f"--edition-every {text}: two seconds at least lie between two editions")
    return span


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


def stop_streams(store: str, config: Path | None, beam_args: Sequence[str]) -> None:
    """End the streams to a store and say which. Raises ClusterError where there is none."""
    from pipelines.cluster import stop_stream
    from pipelines.config import load_config

    settings = load_config(config).s3
    for job in stop_stream(store, beam_args):
        print(f"newsheaf: stopped {job.name} (Flink's job {job.id})", file=sys.stderr)
        give_lease_back(store, settings, job.name)


def give_lease_back(store: str, settings: S3Settings, job: str) -> None:
    """Free the store for the next writer: the workers of a job that has ended were killed with the lease in their hands."""
    from connectors.store import LeaseHeld, Owner, StoreError, acquire_lease, holder_name, open_store

    try:
        acquire_lease(open_store(store, settings), holder_name(), owner=Owner(job)).release()
    except LeaseHeld:
        return  # another writer's already
    except StoreError as error:
        print(f"newsheaf: the writer's lease was not given back, and ends by itself within a minute or so: {error}", file=sys.stderr)
