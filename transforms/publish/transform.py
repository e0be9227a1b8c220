"""The one step that writes: pieces in, one published edition out."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime

import apache_beam as beam
from apache_beam.metrics import Metrics

from connectors.counts import Counts
from connectors.editions.commit import next_edition_id, publish_edition
from connectors.editions.reading import Latest, load_latest
from connectors.hashes import identity_key
from connectors.records import Seen, Sketch, Story
from connectors.store import ConditionFailed, Store
from transforms.arrange import arrange_language
from transforms.bundle import BundleSettings
from transforms.fold import FoldSettings
from transforms.identify import apply_ruling, rank, rule_identity
from transforms.overrides import Bound, bind_overrides, languages_in_violation
from transforms.progress import begin, count
from transforms.publish.edition import Arrivals, Piece, gather, make_edition
from transforms.publish.index_page import render_index
from transforms.sign import SignSettings, sketch_story
from transforms.state import StateSource, StoreState, load_language
from transforms.strip import SiteSettings

TRIES = 3
"""How often an edition is made anew when another writer was faster."""

CODE_VERSION = "0.1.0"
"""Of the code that publishes; in every manifest."""

COUNTS = "newsheaf.counts"
"""Namespace of the Beam counters that carry an edition's sums to whoever runs the graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSettings:
    """What an edition is published with."""

    source: StateSource
    as_of: datetime
    sites: SiteSettings
    sign: SignSettings
    fold: FoldSettings
    bundle: BundleSettings
    overrides: tuple[Bound, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()  # that the state depends on
    config_hash: str = ""
    code_version: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What came of an edition; ``edition`` is empty when nothing was written."""

    edition: str
    counts: Counts


def publish(arrivals: Arrivals, settings: PublishSettings) -> Published:
    """Make the edition and swap LATEST to it; on losing the swap make it anew on what the other writer published.

    Raises ConditionFailed when ``TRIES`` other writers were faster, AsOfRefused when one of them published a later as-of.
    """
    state = settings.source.open()
    store = state.store
    latest = load_latest(store, {settings.source.manifest_key: state.manifest} if state.manifest else {})
    if (latest.key if latest else "") != settings.source.manifest_key:
        state, arrivals, settings = _start_over(store, latest, arrivals, settings)
    for left in range(TRIES, -1, -1):
        edition = next_edition_id(latest, settings.as_of)
        draft = make_edition(
            state, arrivals, edition=edition, as_of=settings.as_of, sites=settings.sites, parameters=dict(settings.parameters),
            overrides=settings.overrides,
        )  # fmt: skip
        if settings.dry_run or draft.empty:
            return Published("", draft.counts)
        draft = replace(
            draft,
            page=render_index(edition, settings.as_of, draft.index, draft.counts),
            config_hash=settings.config_hash,
            code_version=settings.code_version,
        )
        try:
            publish_edition(store, latest, draft)
            return Published(edition, draft.counts)
        except ConditionFailed:
            if not left:
                raise
            latest = load_latest(store)
            state, arrivals, settings = _start_over(store, latest, arrivals, settings)
    raise AssertionError("unreachable")


def _start_over(
    store: Store, latest: Latest | None, arrivals: Arrivals, settings: PublishSettings
) -> tuple[StoreState, Arrivals, PublishSettings]:
    """State, arrivals and settings beside the edition that another writer published. Raises OverridesError, AsOfRefused."""
    state = StoreState.of(store, latest)
    settings = bind_anew(state, settings)
    return state, reconsider(state, arrivals, settings, next_edition_id(latest, settings.as_of)), settings


def bind_anew(state: StoreState, settings: PublishSettings) -> PublishSettings:
    """The settings with overrides that name the stories of another edition. Raises OverridesError."""
    if not settings.overrides:
        return settings
    return replace(settings, overrides=bind_overrides([bound.override for bound in settings.overrides], state.known))


def reconsider(state: StoreState, arrivals: Arrivals, settings: PublishSettings, edition: str) -> Arrivals:
    """The same arrivals judged against another edition: what it published is known now, the rest is folded and bundled anew."""
    known = state.known
    stories: list[Story] = []
    seen: list[Seen] = list(arrivals.seen)
    for story in arrivals.stories:
        ruling = rule_identity([(story.fingerprint, rank(story))], known.get(identity_key("story", story.id)), story.id)
        outcome = apply_ruling(story, ruling)
        if isinstance(outcome, Seen):
            seen.append(outcome)
        else:
            stories.append(outcome)
    by_language: dict[str, list[Sketch]] = {}
    for story in stories:
        sketch = replace(sketch_story(story, settings.sign), url=story.url or story.link)
        by_language.setdefault(story.language, []).append(sketch)
    for language in languages_in_violation(state.store, state.manifest, settings.overrides):
        by_language.setdefault(language, [])
    overrides = settings.overrides
    languages = [
        arrange_language(
            load_language(state, language, sketches, overrides), sketches, edition, settings.fold, settings.bundle, overrides
        )
        for language, sketches in sorted(by_language.items())
    ]
    kept = {story.id for story in stories}
    line_sketches = [s for s in arrivals.line_sketches if s.story_id in kept]
    return Arrivals(
        stories=stories, line_sketches=line_sketches, seen=sorted(seen, key=lambda s: (s.id, s.keys)), rejects=arrivals.rejects,
        pending=arrivals.pending, outcomes=arrivals.outcomes, languages=languages, given=arrivals.given,
    )  # fmt: skip


def pack(piece: Piece) -> bytes:
    """A piece as it waits for its edition: a runner keeps some three copies of all that waits, and a story shrinks by a third."""
    return zlib.compress(pickle.dumps(piece, pickle.HIGHEST_PROTOCOL), level=1)


def unpack(packed: bytes) -> Piece:
    """The piece as it was before ``pack``."""
    piece: Piece = pickle.loads(zlib.decompress(packed))
    return piece


class _Publish(beam.DoFn):  # type: ignore[misc]
    def __init__(self, settings: PublishSettings) -> None:
        self._settings = settings

    def process(self, element: tuple[str, Iterable[bytes]]) -> Iterator[Published]:
        begin("publish")
        published = publish(gather(unpack(packed) for packed in element[1]), self._settings)
        for name, value in count_values(published.counts):
            Metrics.counter(COUNTS, name).inc(value)
        count("publish", published.counts.originals + published.counts.copies + published.counts.revisions)
        yield published


def count_values(counts: Counts) -> Iterator[tuple[str, int]]:
    """The sums as named integers; rejects by stage and reason as ``rejects:stage:reason``."""
    for f in fields(counts):
        value = getattr(counts, f.name)
        if isinstance(value, int):
            yield f.name, value
    for stage, reason, number in counts.rejects:
        yield f"rejects:{stage}:{reason}", number


def counts_of(values: dict[str, int]) -> Counts:
    """The inverse of ``count_values``."""
    rejects = []
    for name, number in sorted(values.items()):
        if name.startswith("rejects:"):
            _, stage, reason = name.split(":", 2)
            rejects.append((stage, reason, number))
    plain = {name: number for name, number in values.items() if not name.startswith("rejects:")}
    return Counts(**plain, rejects=tuple(rejects))


@dataclass
class PublishEdition(beam.PTransform):  # type: ignore[misc]
    """Pieces → ``Published``. One key: an edition is one."""

    settings: PublishSettings

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, pieces: beam.PCollection[Piece]) -> beam.PCollection[Published]:
        return (
            pieces
            | "Key the edition" >> beam.Map(lambda piece: ("edition", pack(piece))).with_output_types(tuple[str, bytes])
            | "One edition" >> beam.GroupByKey()
            | "Publish edition" >> beam.ParDo(_Publish(self.settings))
        )
