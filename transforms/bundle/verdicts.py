"""The verdicts of one edition: which story belongs to which bundle. Pure functions on records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from connectors.records import Fold, Membership, OpenBundle, Sketch
from transforms.bundle.clustering import Part, Placing, place_stories
from transforms.bundle.constraints import NO_BONDS, Bonds
from transforms.bundle.settings import BundleSettings
from transforms.bundle.state import bundle_id, settle_bundles
from transforms.bundle.window import Live, in_time


@dataclass(frozen=True, slots=True)
class Bundling:
    """What one edition changes in the bundles of one language."""

    bundles: tuple[OpenBundle, ...] = ()  # new or changed, tombstones included; sorted by id
    memberships: tuple[Membership, ...] = ()  # of new stories, and changed ones of old stories; sorted by story id


def bundle_stories(
    open_bundles: Sequence[OpenBundle],
    window: Sequence[Sketch],
    new: Sequence[Sketch],
    folds: Sequence[Fold],
    edition: str,
    settings: BundleSettings,
    bonds: Bonds = NO_BONDS,
) -> Bundling:
    """Place the new stories of one language in the open bundles, or in bundles of their own.

    ``window`` holds the published sketches in reach, with ``bundle_id`` and ``copy_of``; ``folds`` are the verdicts of
    ``fold_copies`` for this edition, on new stories and on old ones. A copy goes where its original is. The result depends on what
    is given, never on its order. Every bundle that a window story is in must be among ``open_bundles``.
    ``bonds`` are what an editor wants of it.
    """
    return bundle_live(Live(window, open_bundles), new, folds, edition, settings, bonds)


def bundle_live(
    live: Live, new: Sequence[Sketch], folds: Sequence[Fold], edition: str, settings: BundleSettings, bonds: Bonds = NO_BONDS
) -> Bundling:
    """The same beside state that is kept between editions. ``live`` takes in the new stories; what is decided it learns by ``publish``."""
    if not new and not folds:
        return Bundling()
    changed = {sketch.id for sketch in new if sketch.id not in live.home}
    live.admit([sketch for sketch in new if sketch.id in changed], folds)
    changed |= {fold.id for fold in folds if fold.id in live.sketches}
    active = sorted({live.root(story) for story in changed})
    units = {name: live.unit(name) for name in active}
    verdicts: dict[str, Membership] = {}
    moved_home: dict[str, str] = {}  # published story → bundle that a split moves it to
    target: dict[str, str] = {}  # root → bundle that its copies or itself are in already
    free: list[str] = []
    for name in active:
        if name in live.home:
            target[name] = live.home[name]
            continue
        homes = [live.bundles[live.home[story]] for story in units[name] if story in live.home]
        if homes:
            target[name] = min(homes, key=lambda row: (row.opened, row.id)).id
        else:
            free.append(name)

    heads = sorted((_head(units[name], name, live.sketches) for name in free), key=in_time)
    live.index.add(heads)
    placing = place_stories(live, heads, settings, bonds)
    stories = placing.stories
    for absorbed, goal in sorted(placing.taken.items()):
        for story in live.bundles[absorbed].members:
            verdicts[story] = Membership(id=story, bundle_id=goal, rule="merge", matched=absorbed, threshold=settings.threshold)
            moved_home[story] = goal
    for part in placing.parts:
        goal = part.bundle or bundle_id(stories[part.rows[0]].id, edition)
        for row in part.rows:
            name = stories[row].id
            old = live.home.get(name)
            if old is None:
                opens = not part.bundle and row == part.rows[0]
                verdicts[name] = _explain(row, part, goal, "opens" if opens else "joins", placing, settings)
                target[live.root(name)] = goal
            elif old != goal:
                rule = "merge" if placing.taken.get(old) == goal else "split"
                for story in live.unit(live.root(name)):
                    if live.home.get(story) == old:
                        verdicts[story] = Membership(id=story, bundle_id=goal, rule=rule, matched=old, threshold=settings.threshold)
                        moved_home[story] = goal
                if name in target:
                    target[name] = goal
    found = {head.id for head in heads}
    live.index.remove([head for head in heads if head.copy_of])  # spoke for an original out of sight
    live.index.add([live.sketches[name] for name in sorted(changed - found) if not live.sketches[name].copy_of and name not in live.home])

    for name in active:
        goal = placing.taken.get(target[name], target[name])
        for story in units[name]:
            settled = moved_home.get(story, live.home.get(story)) == goal and story not in changed
            if settled or (story == name and story in verdicts):
                continue
            terms = _strongest(live.sketches[story], settings)
            if story == name:
                copies = sorted(s for s in units[name] if s in live.home)
                verdicts[story] = Membership(id=story, bundle_id=goal, rule="joins", matched=copies[0] if copies else "", terms=terms)
            else:
                verdicts[story] = Membership(id=story, bundle_id=goal, rule="copy", matched=name, score=1.0, terms=terms)
    memberships = tuple(verdicts[story] for story in sorted(verdicts))
    touched = {membership.bundle_id for membership in memberships} | {live.home[m.id] for m in memberships if m.id in live.home}
    before = [live.bundles[name] for name in sorted(touched) if name in live.bundles]
    return Bundling(bundles=settle_bundles(before, memberships, live.sketches, edition), memberships=memberships)


def _head(group: Sequence[str], name: str, sketches: Mapping[str, Sketch]) -> Sketch:
    """The story that speaks for a copy group: its root, or the most senior copy where the root is out of sight."""
    return sketches[name] if name in sketches else min((sketches[story] for story in group), key=lambda s: s.seniority)


def _explain(row: int, part: Part, goal: str, rule: str, placing: Placing, settings: BundleSettings) -> Membership:
    """The verdict on one new story, with the closest story inside its bundle and the closest outside."""
    sketch = placing.stories[row]
    own = {placing.stories[other].id for other in part.rows}
    inside = next(((score, other) for score, other in placing.near[sketch.id] if other in own), None)
    outside = next(((score, other) for score, other in placing.near[sketch.id] if other not in own), None)
    return Membership(
        id=sketch.id,
        bundle_id=goal,
        rule=rule,
        matched=inside[1] if inside else "",
        score=inside[0] if inside else 0.0,
        threshold=settings.threshold,
        runner_up=outside[1] if outside else "",
        runner_up_score=outside[0] if outside else 0.0,
        terms=_shared(sketch, placing, inside[1], settings) if inside else _strongest(sketch, settings),
    )


def _strongest(sketch: Sketch, settings: BundleSettings) -> tuple[str, ...]:
    """The story's own strongest terms, spelled out."""
    weights = np.frombuffer(sketch.weights, dtype="<f4").tolist()
    best = sorted(zip(weights, sketch.labels, strict=False), key=lambda item: (-item[0], item[1]))
    return tuple([label for _, label in best if label][: settings.evidence_terms])


def _shared(sketch: Sketch, placing: Placing, other: str, settings: BundleSettings) -> tuple[str, ...]:
    """The terms that carried the similarity of two stories, strongest first."""
    sight = next(sight for sight in placing.sights if other in sight.row)
    vectors = sight.closeness.vectors
    columns, values = vectors.row(sight.row[sketch.id])
    other_columns, other_values = vectors.row(sight.row[other])
    place = np.minimum(np.searchsorted(other_columns, columns), len(other_columns) - 1)
    product = np.where(other_columns[place] == columns, values * other_values[place], 0.0).round(6)
    common = np.flatnonzero(product)
    own = np.searchsorted(np.frombuffer(sketch.terms, dtype="<u8"), vectors.terms[columns[common]])
    spelled = zip(product[common].tolist(), own.tolist(), strict=True)
    best = sorted((-value, label) for value, term in spelled if term < len(sketch.labels) and (label := sketch.labels[term]))
    return tuple([label for _, label in best][: settings.evidence_terms])
