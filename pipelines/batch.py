"""``newsheaf run``: one edition, or one for each slice, from the sources to the swapped LATEST.

The graph reads as the table of contents of the way through the house. Text crosses a shuffle once, on its way to
``PublishEdition``; what finds repeated lines, copies and events are lean records beside it. Raw HTML crosses none.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from connectors.editions.commit import next_edition_id
from connectors.editions.reading import Latest, load_latest
from connectors.records import Reject, Sketch
from connectors.store import Store, acquire_lease, holder_name, open_store
from pipelines.cluster import check_cluster, read_options
from pipelines.config import Config
from pipelines.inputs import Inputs, bind, edition_settings, open_or_create, read_inputs, refusals, shards
from pipelines.jobs import name_job, run_to_end
from pipelines.plan import RunPlan, RunSummary
from pipelines.progress import Progress
from pipelines.slices import slice_stories
from transforms.admit import AdmitStories, LearnLines, SettleStories
from transforms.arrange import BundleStories, FoldCopies
from transforms.bundle.document_frequency import prefetch_word_frequencies
from transforms.extract.stage import ExtractStories, pending_page
from transforms.fetch import FetchPages, entries_of
from transforms.identify import RuleIdentities
from transforms.lags import lags_of
from transforms.overrides import Bound, languages_in_violation
from transforms.poll import PollFeeds
from transforms.progress import NAMESPACE
from transforms.publish.transform import COUNTS, LAGS, TROUBLE, PublishEdition, counts_of, trouble_from
from transforms.read import ReadGiven, split_sources
from transforms.state import StateSource, StoreState


def run(plan: RunPlan, progress: Progress, tell: Callable[[RunSummary], None] = lambda summary: None) -> list[RunSummary]:
    """Publish the editions of a plan; each is told when it is there.

    Raises LeaseHeld, StoreError, ParametersChanged, AsOfRefused, SourceError, ClusterError.
    """
    plan = replace(plan, beam_args=name_job(plan.beam_args, plan.store, "run"))
    check_cluster(plan.beam_args)
    store = open_store(plan.store, plan.config.s3)
    with nullcontext() if plan.dry_run else acquire_lease(store, holder_name()):
        latest = load_latest(store) if plan.dry_run else open_or_create(store, plan.config.parameters())
        if plan.slice is None:
            summary, _ = run_edition(plan, store, latest, progress)
            tell(summary)
            return [summary]
        with tempfile.TemporaryDirectory(prefix="newsheaf-") as folder:
            with progress.stage("slice"):
                slices, bad = slice_stories(plan.stories, plan.slice, plan.as_of, Path(folder))
            summaries = []
            for number, (as_of, path) in enumerate(slices, 1):
                at = max(as_of, latest.manifest.as_of) if latest else as_of
                last = number == len(slices)
                part = replace(plan, stories=(str(path),), as_of=at)
                summary, latest = run_edition(part, store, latest, progress, bad if last else ())
                tell(summary)
                summaries.append(summary)
            return summaries


def run_edition(
    plan: RunPlan, store: Store, latest: Latest | None, progress: Progress, bad: Sequence[Reject] = ()
) -> tuple[RunSummary, Latest | None]:
    """One edition of a plan on top of ``latest``, and the newest edition after it; ``bad`` are rows that were rejected before it began."""
    state = StoreState.of(store, latest)
    with progress.stage("read state"):
        edition = progress.edition = next_edition_id(latest, plan.as_of)
        bound = bind(plan, state)
        inputs = read_inputs(plan, state, bad)
        inputs = replace(inputs, violated=languages_in_violation(store, state.manifest, bound))
    source = StateSource(plan.store, plan.config.s3, state.key)
    source.hold(state)
    publish = PublishEdition(edition_settings(plan), source, plan.as_of, plan.dry_run)
    pipeline = make_pipeline(plan.beam_args)
    with progress.stage("edition"):
        subtasks = 0 if is_local(pipeline) else parallelism_of(plan.beam_args)
        build_edition(pipeline, inputs, plan.config, publish, edition, bound, subtasks)
        result = run_to_end(pipeline, plan.beam_args)
    values = counters_of(result, COUNTS)
    now = load_latest(store, {latest.key: latest.manifest} if latest else {})
    published = now is not None and now.key != (latest.key if latest else "")
    page = now.manifest.page if now and published else None
    summary = RunSummary(
        edition=now.manifest.edition if now and published else "",
        store=plan.store,
        counts=counts_of(values),
        newest=now.edition if now else "",
        done=tuple(sorted(counters_of(result, NAMESPACE).items())),
        lags=lags_of(counters_of(result, LAGS)),
        trouble=trouble_from(counters_of(result, TROUBLE)),
        next_due=inputs.next_due,
        seconds=progress.take_seconds(),
        index=f"{plan.store.rstrip('/')}/{page.key}" if page else "",
        notes=refusals(plan, StoreState.of(store, now) if published else state),
    )
    return summary, now


def counters_of(result: Any, namespace: str) -> dict[str, int]:
    """The Beam counters of a namespace, by name: the sums of all workers, and of all steps that count under one name."""
    values: Counter[str] = Counter()
    for found in result.metrics().query(beam.metrics.MetricsFilter().with_namespace(namespace))["counters"]:
        values[found.key.metric.name] += found.attempted if found.committed is None else found.committed  # not every runner knows these
    return dict(values)


def make_pipeline(beam_args: tuple[str, ...]) -> beam.Pipeline:
    """A pipeline on the runner that the Beam options name; DirectRunner means Beam's in-process engine, which needs no download."""
    options = PipelineOptions(list(beam_args))
    name = options.view_as(StandardOptions).runner or "DirectRunner"
    return beam.Pipeline(runner=FnApiRunner() if name == "DirectRunner" else name, options=options)


def is_local(pipeline: beam.Pipeline) -> bool:
    return isinstance(pipeline.runner, FnApiRunner)


def parallelism_of(beam_args: tuple[str, ...]) -> int:
    """How many subtasks a cluster was asked for; 1 where that is left to the cluster.

    >>> parallelism_of(("--runner=FlinkRunner", "--parallelism=4")), parallelism_of(("--runner=FlinkRunner",))
    (4, 1)
    """
    asked = read_options(beam_args).get("parallelism", "")
    return max(1, int(asked)) if asked.isdigit() else 1


def build_edition(
    pipeline: beam.Pipeline, inputs: Inputs, config: Config, publish: PublishEdition, edition: str, overrides: tuple[Bound, ...],
    subtasks: int,
) -> None:
    """Put the stages of one edition together, for a cluster with so many subtasks; 0 is Beam's in-process engine."""
    local = not subtasks
    source, as_of = publish.source, publish.as_of
    poll = config.poll if local else replace(config.poll, shards=shards(config.poll.shards))
    fetch = config.fetch if local else replace(config.fetch, shards=shards(config.fetch.shards))
    pieces = [pipeline | "Edition" >> beam.Create(list(inputs.pieces()))]
    items = []
    processes = config.run.processes or (os.cpu_count() or 1 if local else 1)

    if inputs.due or inputs.carried:
        own = config.own_settings(inputs.feeds(), inputs.access)
        entries = []
        if inputs.due:
            polling = PollFeeds(poll, config.http, as_of, source.known, own, config.filters, source.holds, processes)
            polled = pipeline | "Due feeds" >> beam.Create(inputs.due) | "Poll" >> polling
            entries.append(polled.rounds | "Entries" >> beam.FlatMap(entries_of))
            pieces.append(polled.pieces)
        if inputs.carried:
            entries.append(pipeline | "Pending entries" >> beam.Create([p.entry for p in inputs.carried if p.entry]))
            items.append(pipeline | "Pending pages" >> beam.Create([pending_page(p) for p in inputs.carried if not p.entry]))
        fetched = entries | beam.Flatten() | "Fetch pages" >> FetchPages(fetch, config.http, as_of, own, source.holds)
        items.append(fetched.pages)
        pieces.append(fetched.pieces)

    if inputs.sources:
        sources = inputs.sources if local else split_sources(inputs.sources, subtasks)
        given = pipeline | "Sources" >> beam.Create(sources) | "Read" >> ReadGiven(as_of, source.known)
        items.append(given.items)
        pieces.append(given.pieces)

    languages = []
    if items:
        foresee = prefetch_word_frequencies if local else None
        extract = ExtractStories(
            config.extract, config.strip, processes, config.sites, config.sign, foresee, config.site_rules, config.filters
        )  # fmt: skip
        extracted = items | "Items" >> beam.Flatten() | "Extract" >> extract
        pieces += [extracted.rejects, extracted.pending, extracted.filtered]
        settled = extracted.stories | "Settle" >> SettleStories(source.known)
        rulings = settled | "Stories" >> beam.Map(lambda prepared: prepared.story) | "Identify" >> RuleIdentities(source.known)
        line_sketches = settled | "Line sketches" >> beam.Map(lambda prepared: prepared.line_sketch)
        learned = line_sketches | "Learn" >> LearnLines(source, config.sites)
        admitted = settled | "Strip and sign" >> AdmitStories(rulings, learned, config.sign)
        by_language = beam.Map(lambda signed: (signed[1].language, signed[1])).with_output_types(tuple[str, Sketch | None])
        languages.append(admitted.signed | "Sketches" >> by_language)
        pieces += [admitted.pieces, admitted.signed | "Texts" >> beam.Map(lambda signed: signed[0])]
    if inputs.violated:
        nobody: list[tuple[str, Sketch | None]] = [(language, None) for language in inputs.violated]
        languages.append(pipeline | "Languages that overrides change" >> beam.Create(nobody).with_output_types(tuple[str, Sketch | None]))
    if languages:
        folded = languages | "Languages" >> beam.Flatten() | "Fold" >> FoldCopies(source, config.fold, overrides)
        pieces.append(folded | "Bundle" >> BundleStories(edition, config.bundle))

    pieces | "Pieces" >> beam.Flatten() | "Publish" >> publish
