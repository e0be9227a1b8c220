"""``newsheaf run``: read the sources, publish an edition, say what became of everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.exits import BUG, FINE, REJECTS, WrongUsage, say, send_logs, stoppable
from pipelines.config.durations import parse_duration

if TYPE_CHECKING:
    from pipelines.config import Config
    from pipelines.plan import RunPlan, RunSummary
    from pipelines.progress import Silent

class LogFormat(StrEnum):
    text = "text"
    json = "json"


LogOption = Annotated[
    LogFormat | None, typer.Option("--log-format", help="Lines of the log on stderr; by default JSON, and a live table on a terminal.")
]

EPILOG = "Options of Beam follow a lone --, such as: newsheaf run --feeds feeds.opml --store ./store -- --runner=FlinkRunner"


def run(
    context: typer.Context,
    store: Annotated[str, typer.Option(metavar="URL", help="A folder, file://… or s3://bucket/prefix.")],
    feeds: Annotated[list[str] | None, typer.Option(metavar="FILE|URL", help="A list of feeds in any usual form, or a feed.")] = None,
    stories: Annotated[
        list[str] | None, typer.Option(metavar="FILE|DIR", help="Stories: .jsonl, .jsonl.gz or a folder of .txt; repeatable.")
    ] = None,
    pages: Annotated[
        list[str] | None, typer.Option(metavar="FILE|DIR", help="Pages: .jsonl, .jsonl.gz or a folder of .html; repeatable.")
    ] = None,
    overrides: Annotated[Path | None, typer.Option(metavar="FILE", help="Must-links and cannot-links of an editor, as YAML.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="YAML configuration; nothing requires one.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="TIME", help="The edition's time, RFC 3339; default now.")] = None,
    slice: Annotated[str | None, typer.Option(metavar="SPAN", help="Cut given stories into editions by event time: 1d, 12h.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Poll every feed, those that are not due too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything but publish.")] = False,
    every: Annotated[
        str | None, typer.Option(metavar="SPAN", help="Stay, and publish an edition each 15m, 1h: no cron is needed.")
    ] = None,
    health: Annotated[
        Path | None, typer.Option("--health-file", metavar="FILE", help="With --every: how things stand, as JSON, after each edition.")
    ] = None,
    metrics: Annotated[
        Path | None, typer.Option("--metrics-file", metavar="FILE", help="Metrics in Prometheus' text format, after each edition.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON, one line an edition.")] = False,
    log_format: LogOption = None,
) -> None:
    """Read feeds, stories and pages, and publish an edition."""
    from connectors.overrides import read_overrides
    from pipelines.config import Config, load_config

    progress = open_log(log_format, store)
    plan = parse_plan(
        feeds=feeds or (),
        stories=stories or (),
        pages=pages or (),
        store=store,
        config=Config(),
        as_of=as_of,
        slice=slice,
        all=all,
        dry_run=dry_run,
        beam_args=context.obj or (),
        corrects=overrides is not None,
    )
    span = parse_every(every, plan, as_of, health) if every is not None or health is not None else None
    check_metrics_file(metrics, plan)
    plan = replace(plan, config=load_config(config))  # last, since checking it may load Beam
    progress = configured_log(progress, log_format, plan)
    file = overrides or plan.config.run.overrides
    plan = replace(plan, overrides=read_overrides(file) if file else ())
    if plan.config.bundle.dense.model:
        from transforms.bundle.dense import open_encoder

        open_encoder(plan.config.bundle.dense.model)  # what is wrong with it is said before anything is fetched
    if span is not None:
        stay(plan, progress, span, str(file or ""), str(health or ""), str(metrics or ""), as_json=json)
        raise typer.Exit(FINE)
    raise typer.Exit(run_plan(plan, progress, metrics, as_json=json))


def open_log(form: LogFormat | None, store: str) -> Silent:
    """What shows the progress, and from now on takes whatever this process has to tell."""
    from pipelines.progress import choose_progress

    progress = choose_progress(form.value if form else "auto", store=store)
    send_logs(progress.note)
    return progress


def configured_log(progress: Silent, form: LogFormat | None, plan: RunPlan) -> Silent:
    """What shows the progress as the configuration has it, where the command line says nothing."""
    return open_log(LogFormat(plan.config.run.log), plan.store) if form is None and plan.config.run.log != "auto" else progress


def run_plan(plan: RunPlan, progress: Silent, metrics: Path | None = None, *, as_json: bool) -> int:
    """Publish the editions of a plan, print their summaries and return the exit code."""
    from pipelines.commands.summary import print_summaries

    summaries = publish_plan(plan, progress) if metrics is None else publish_with_metrics(plan, progress, metrics)
    print_summaries(summaries, as_json=as_json)
    return judge(summaries, plan.config)


def publish_with_metrics(plan: RunPlan, progress: Silent, file: Path) -> list[RunSummary]:
    """Run it, and write its metrics after each edition and when it fails; not when another writer holds the store, whose file it may be."""
    from connectors.store import LeaseHeld
    from pipelines.metrics import Metrics

    metrics = Metrics(file, plan.store)

    def tell(summary: RunSummary) -> None:
        metrics.made(summary)
        write()

    def write() -> None:
        try:
            metrics.write()
        except OSError as error:
            say(f"the metrics can't be written: {error}", "error")

    try:
        return publish_plan(plan, progress, tell)
    except (LeaseHeld, typer.Exit):  # stopped by a signal is not failed
        raise
    except Exception:
        metrics.failed()
        write()
        raise


def stay(plan: RunPlan, progress: Silent, every: timedelta, overrides: str, health: str, metrics: str, *, as_json: bool) -> None:
    """Publish one edition after the other until a signal comes, with each summary on stdout and the progress on stderr."""
    from pipelines.beam_clients import left_out
    from pipelines.commands.summary import log_feeds, print_summaries

    with stoppable(code=FINE), progress:
        with progress.stage("start"), left_out():
            from transforms.workers import PRELOAD, start_server

            start_server(PRELOAD)
            from pipelines.resident import Residence, Resident

        def tell(summary: RunSummary) -> None:
            log_feeds(summary, progress)
            print_summaries([summary], as_json=as_json)
            judge([summary], plan.config)

        Resident(plan, Residence(every=every, overrides=overrides, health=health, metrics=metrics), progress, tell).run()


def parse_every(text: str | None, plan: RunPlan, as_of: str | None, health: Path | None) -> timedelta:
    """The span of ``--every``. Raises WrongUsage, also for what doesn't go with it."""
    if text is None:
        raise WrongUsage(f"--health-file {health} is written by a process that stays: give --every, too")
    span = parse_span("--every", text, timedelta(seconds=1), "less than a second between editions")
    if plan.slice or plan.dry_run or plan.all or as_of:
        raise WrongUsage("--every publishes editions as time passes: leave out --as-of, --slice, --all and --dry-run")
    if plan.beam_args:
        raise WrongUsage("--every works in this one process: leave out the options of Beam")
    return span


def check_metrics_file(file: Path | None, plan: RunPlan) -> None:
    """Raises WrongUsage where no metrics can be written."""
    if file is None:
        return
    if plan.dry_run:
        raise WrongUsage("--dry-run publishes nothing that metrics could tell of: leave out --metrics-file")
    if not file.absolute().parent.is_dir():
        raise WrongUsage(f"--metrics-file {file}: there is no folder {file.absolute().parent}")


def publish_plan(plan: RunPlan, progress: Silent, tell: Callable[[RunSummary], None] = lambda summary: None) -> list[RunSummary]:
    """Run it with progress on stderr; each edition is told when it is there."""
    from pipelines.beam_clients import left_out
    from pipelines.commands.summary import log_feeds

    with stoppable(), progress:
        with progress.stage("start"), nullcontext() if plan.beam_args else left_out():
            if (plan.feeds or plan.pages) and not plan.beam_args:
                from transforms.workers import PRELOAD, start_server

                start_server(PRELOAD)  # loads beside Beam, on another core
            from pipelines.batch import run as run_batch  # imports Beam


        def told(summary: RunSummary) -> None:
            log_feeds(summary, progress)
            tell(summary)

        return run_batch(plan, progress, told)


def parse_plan(
    *,
    feeds: Sequence[str] = (),
    stories: Sequence[str] = (),
    pages: Sequence[str] = (),
    store: str,
    config: Config,
    as_of: str | None = None,
    slice: str | None = None,
    all: bool = False,
    dry_run: bool = False,
    beam_args: Sequence[str] = (),
    corrects: bool = False,
) -> RunPlan:
    """What the command line says, checked; ``corrects``: overrides are given, which are enough for an edition. Raises WrongUsage."""
    from pipelines.plan import RunPlan

    if not (feeds or stories or pages or corrects):
        raise WrongUsage("nothing to read: give --feeds, --stories or --pages; or --overrides to correct what is published")
    for option, sources in (("--feeds", feeds), ("--stories", stories), ("--pages", pages)):
        for source in sources:
            if not (option == "--feeds" and "://" in source) and not Path(source).exists():
                raise WrongUsage(f"{option} {source}: no such file or folder")
    if slice is not None and (feeds or pages or not stories):
        raise WrongUsage(
            "--slice cuts given stories by event time, and takes --stories alone: feeds have only their present state, and a page's time "
            "is known once it is read"
        )
    if all and not feeds:
        raise WrongUsage("--all polls feeds that are not due, too: give --feeds")
    if not store.strip():
        raise WrongUsage("--store is empty; give a folder, file://… or s3://bucket/prefix")
    short = "shorter than a minute; one slice is one edition"
    span = None if slice is None else parse_span("--slice", slice, timedelta(minutes=1), short)
    return RunPlan(
        feeds=tuple(feeds),
        stories=tuple(stories),
        pages=tuple(pages),
        store=store,
        config=config,
        as_of=parse_as_of(as_of),
        slice=span,
        all=all,
        dry_run=dry_run,
        beam_args=tuple(beam_args),
    )


def parse_as_of(text: str | None, option: str = "--as-of") -> datetime:
    """The time of an option to the second; now when none is given. Raises WrongUsage."""
    from connectors.times import parse_time

    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return parse_time(text).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise WrongUsage(f"{option} {text!r} is not a time; write RFC 3339, such as 2026-03-01T06:00:00Z") from None


def parse_span(option: str, text: str, least: timedelta, short: str) -> timedelta:
    """The span of an option; ``short`` says what is wrong with less than ``least``. Raises WrongUsage."""
    try:
        span = parse_duration(text)
    except ValueError as error:
        raise WrongUsage(f"{option}: {error}") from None
    if span < least:
        raise WrongUsage(f"{option} {text}: {short}")
    return span


def judge(summaries: Sequence[RunSummary], config: Config) -> int:
    """0, or 1 when an edition rejected more than the configured share of what it worked on, or when more than the share of the listed
    feeds is failing; it is said why."""
    code = FINE
    for summary in summaries:
        counts = summary.counts
        if problems := counts.problems():
            say(f"the sums of edition {summary.edition or '(none)'} don't add up: {'; '.join(problems)}. Please report this.", "error")
            return BUG
        worked = counts.originals + counts.copies + counts.revisions + counts.rejected
        if counts.rejected >= max(1, config.run.min_rejects) and counts.rejected > config.run.max_reject_share * worked:
            say(
                f"{counts.rejected} of {worked} items were rejected, more than run.max_reject_share = "
                f"{config.run.max_reject_share:g} allows; `newsheaf rejects --store {summary.store}` lists them",
                "error",
            )
            code = REJECTS
        if counts.feeds_failing > config.run.max_failed_feeds_share * counts.feeds_listed:
            say(
                f"{counts.feeds_failing} of {counts.feeds_listed} listed feeds are failing, more than run.max_failed_feeds_share = "
                f"{config.run.max_failed_feeds_share:g} allows; `newsheaf feeds --failing --store {summary.store}` lists them",
                "error",
            )
            code = REJECTS
    return code
