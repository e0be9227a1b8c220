"""Folding and bundling, one language at a time: the published state read beside the new stories, the verdicts put together.

The decisions are ``fold_copies`` and ``bundle_stories``; here is what surrounds them in both arrangements, batch and stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import apache_beam as beam

from connectors.records import Fold, Membership, OpenBundle, Sketch
from transforms.bundle import BundleSettings, bundle_constrained
from transforms.fold import FoldSettings, fold_copies, unfold_copies
from transforms.overrides import NO_LINKS, Bound, Links, link_stories
from transforms.progress import begin, count
from transforms.state import LanguageState, StateSource, load_language


@dataclass(frozen=True, slots=True)
class Folded:
    """The stories of one language after folding: what bundling starts from."""

    language: str
    window: tuple[Sketch, ...]  # published and within reach; revised ones already in their new form
    new: tuple[Sketch, ...]
    revised: tuple[str, ...]  # ids in ``window`` that this edition revises
    folds: tuple[Fold, ...]
    bundles: tuple[OpenBundle, ...]
    links: Links = NO_LINKS  # the overrides that hold among these stories


@dataclass(frozen=True, slots=True)
class LanguageEdition:
    """Everything that one edition decides in one language."""

    language: str
    sketches: tuple[Sketch, ...]  # new and changed, with copy_of and bundle_id as they are from now on
    folds: tuple[Fold, ...]
    memberships: tuple[Membership, ...]
    bundles: tuple[OpenBundle, ...]  # new and changed, tombstones too
    revised: tuple[str, ...]
    touched: tuple[tuple[str, str], ...]  # (id, edition of its row) of the published stories among ``sketches``


def fold_language(
    state: LanguageState, arrived: Iterable[Sketch], settings: FoldSettings, overrides: Sequence[Bound] = ()
) -> Folded:
    """Fold the arrived stories against each other and the published ones. A revision keeps its place.

    Published groups that an override takes apart come first; with overrides there may be no arrived stories at all.
    """
    window = {s.id: s for s in state.window}
    new, revised = [], []
    for sketch in sorted({s.id: s for s in arrived}.values(), key=lambda s: s.id):
        old = window.get(sketch.id)
        if old is None:
            new.append(sketch)
        else:
            revised.append(sketch.id)
            window[sketch.id] = replace(
                sketch,
                event_time=old.event_time,
                first_seen=old.first_seen,
                copy_of=old.copy_of,
                bundle_id=old.bundle_id,
                edition=old.edition,
            )
    published = tuple(window[id] for id in sorted(window))
    links = link_stories(overrides, state.language, [*published, *new]) if overrides else NO_LINKS
    folds = {f.id: f for f in unfold_copies(published, links.cannot, settings)} if links.cannot else {}
    unfolded = tuple(replace(s, copy_of=folds[s.id].copy_of) if s.id in folds else s for s in published)
    folds |= {f.id: f for f in fold_copies(unfolded, new, settings, links.cannot)} if new else {}
    before = {s.id: s.copy_of for s in published}
    changed = tuple(folds[id] for id in sorted(folds) if folds[id].copy_of != before.get(id, ""))
    return Folded(state.language, published, tuple(new), tuple(revised), changed, state.bundles, links)


def bundle_language(folded: Folded, edition: str, settings: BundleSettings) -> LanguageEdition:
    """Bundle what was folded, and write every verdict into the sketches that it changes."""
    copy_of = {f.id: f.copy_of for f in folded.folds}
    window = tuple(replace(s, copy_of=copy_of[s.id]) if s.id in copy_of else s for s in folded.window)
    new = tuple(replace(s, copy_of=copy_of.get(s.id, "")) for s in folded.new)
    bundling = (
        bundle_constrained(folded.bundles, window, new, folded.folds, edition, settings, folded.links) if new or folded.links else None
    )
    memberships = sorted(bundling.memberships, key=lambda m: m.id) if bundling else []
    bundle_of = {m.id: m.bundle_id for m in memberships}
    revised = set(folded.revised)
    touched = set(copy_of) | set(bundle_of) | revised
    bundles = {b.id: b for b in bundling.bundles} if bundling else {}
    for bundle in folded.bundles:
        if bundle.id not in bundles and not bundle.merged_into and not revised.isdisjoint(bundle.members):
            bundles[bundle.id] = replace(bundle, version=bundle.version + 1, edition=edition)
    changed = [s for s in (*window, *new) if s.id in touched]
    sketches = [replace(s, bundle_id=bundle_of.get(s.id, s.bundle_id), edition=edition, labels=(), url="") for s in changed]
    return LanguageEdition(
        folded.language,
        tuple(sorted(sketches, key=lambda s: s.id)),
        folded.folds,
        tuple(memberships),
        tuple(bundles[id] for id in sorted(bundles)),
        folded.revised,
        tuple(sorted((s.id, s.edition) for s in window if s.id in touched)),
    )


def arrange_language(
    state: LanguageState,
    arrived: Sequence[Sketch],
    edition: str,
    fold: FoldSettings,
    bundle: BundleSettings,
    overrides: Sequence[Bound] = (),
) -> LanguageEdition:
    """Both steps at once, as a stream or a redone edition needs them."""
    return bundle_language(fold_language(state, arrived, fold, overrides), edition, bundle)


class _Fold(beam.DoFn):  # type: ignore[misc]
    def __init__(self, source: StateSource, settings: FoldSettings, overrides: tuple[Bound, ...]) -> None:
        self._source, self._settings, self._overrides = source, settings, overrides

    def process(self, element: tuple[str, Iterable[Sketch | None]]) -> Iterator[Folded]:
        begin("fold")
        language, arrived = element[0], [sketch for sketch in element[1] if sketch is not None]
        state = load_language(self._source.open(), language, arrived, self._overrides)
        folded = fold_language(state, arrived, self._settings, self._overrides)
        count("fold", len(arrived))
        yield folded


class _Bundle(beam.DoFn):  # type: ignore[misc]
    def __init__(self, edition: str, settings: BundleSettings) -> None:
        self._edition, self._settings = edition, settings

    def process(self, folded: Folded) -> Iterator[LanguageEdition]:
        begin("bundle")
        edition = bundle_language(folded, self._edition, self._settings)
        count("bundle", len(folded.new))
        yield edition


@dataclass
class FoldCopies(beam.PTransform):  # type: ignore[misc]
    """(language, sketch) → ``Folded``, one for each language; None for a sketch names a language that only overrides change."""

    source: StateSource
    settings: FoldSettings
    overrides: tuple[Bound, ...] = ()

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, sketches: beam.PCollection[tuple[str, Sketch | None]]) -> beam.PCollection[Folded]:
        return (
            sketches | "By language" >> beam.GroupByKey() | "Fold copies" >> beam.ParDo(_Fold(self.source, self.settings, self.overrides))
        )


@dataclass
class BundleStories(beam.PTransform):  # type: ignore[misc]
    """``Folded`` → ``LanguageEdition``: the stories of one event together."""

    edition: str
    settings: BundleSettings

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, folded: beam.PCollection[Folded]) -> beam.PCollection[LanguageEdition]:
        return folded | "Bundle stories" >> beam.ParDo(_Bundle(self.edition, self.settings))
