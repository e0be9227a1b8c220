"""The verdicts of one edition: which story belongs to which bundle. Pure functions on records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from connectors.records import Fold, Membership, OpenBundle, Sketch
from transforms.bundle.bonds import NO_BONDS, Bonds
from transforms.bundle.place import Part, Placing, place_stories
from transforms.bundle.settings import BundleSettings
from transforms.bundle.settle import bundle_id, settle_bundles
from transforms.bundle.vectors import Vectors


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
    if not new and not folds:
        return Bundling()
    sketches = {sketch.id: sketch for sketch in sorted(window, key=lambda s: s.id)}
    sketches.update((sketch.id, sketch) for sketch in sorted(new, key=lambda s: s.id))
    bundles = {row.id: row for row in open_bundles if not row.merged_into}
    home = {story: row.id for row in bundles.values() for story in row.members}
    root = _roots(sketches, folds)
    verdicts: dict[str, Membership] = {}
    moved_home: dict[str, str] = {}  # published story → bundle that a split moves it to

    units: dict[str, list[str]] = defaultdict(list)  # root → every member of its copy group in sight
    for story in sorted(sketches):
        units[root[story]].append(story)
    changed = {sketch.id for sketch in new if sketch.id not in home} | {fold.id for fold in folds if fold.id in sketches}
    active = sorted({root[story] for story in changed})

    target: dict[str, str] = {}  # root → bundle that its copies or itself are in already
    free: list[str] = []
    for name in active:
        if name in home:
            target[name] = home[name]
            continue
        homes = [bundles[home[story]] for story in units[name] if story in home]
        if homes:
            target[name] = min(homes, key=lambda row: (row.opened, row.id)).id
        else:
            free.append(name)

    placing, stories = _place(free, units, sketches, bundles, home, root, settings, bonds)
    for absorbed, goal in sorted(placing.taken.items()):
        for story in bundles[absorbed].members:
            verdicts[story] = Membership(id=story, bundle_id=goal, rule="merge", matched=absorbed, threshold=settings.threshold)
            moved_home[story] = goal
    for part in placing.parts:
        goal = part.bundle or bundle_id(stories[part.rows[0]].id, edition)
        for row in part.rows:
            name = stories[row].id
            old = home.get(name)
            if old is None:
                opens = not part.bundle and row == part.rows[0]
                verdicts[name] = _explain(row, part, goal, "opens" if opens else "joins", placing, stories, settings)
                target[root[name]] = goal
            elif old != goal:
                rule = "merge" if placing.taken.get(old) == goal else "split"
                for story in units[name]:
                    if home.get(story) == old:
                        verdicts[story] = Membership(id=story, bundle_id=goal, rule=rule, matched=old, threshold=settings.threshold)
                        moved_home[story] = goal
                if name in target:
                    target[name] = goal

    for name in active:
        goal = placing.taken.get(target[name], target[name])
        for story in units[name]:
            settled = moved_home.get(story, home.get(story)) == goal and story not in changed
            if settled or (story == name and story in verdicts):
                continue
            terms = _strongest(sketches[story], settings)
            if story == name:
                copies = sorted(s for s in units[name] if s in home)
                verdicts[story] = Membership(id=story, bundle_id=goal, rule="joins", matched=copies[0] if copies else "", terms=terms)
            else:
                verdicts[story] = Membership(id=story, bundle_id=goal, rule="copy", matched=name, score=1.0, terms=terms)
    memberships = tuple(verdicts[story] for story in sorted(verdicts))
    return Bundling(bundles=settle_bundles(open_bundles, memberships, sketches, edition), memberships=memberships)


def _roots(sketches: Mapping[str, Sketch], folds: Sequence[Fold]) -> dict[str, str]:
    """The root original of every story in sight; itself where it copies nothing."""
    copy_of = {name: sketch.copy_of for name, sketch in sketches.items()}
    copy_of.update((fold.id, fold.copy_of) for fold in sorted(folds, key=lambda f: (f.id, f.copy_of)))
    found = {}
    for name in sketches:
        seen, at = {name}, name
        while copy_of.get(at) and copy_of[at] not in seen:
            at = copy_of[at]
            seen.add(at)
        found[name] = at
    return found


def _head(group: Sequence[str], name: str, sketches: Mapping[str, Sketch]) -> Sketch:
    """The story that speaks for a copy group: its root, or the most senior copy where the root is out of sight."""
    return sketches[name] if name in sketches else min((sketches[story] for story in group), key=lambda s: s.seniority)


def _place(
    free: Sequence[str],
    units: Mapping[str, Sequence[str]],
    sketches: Mapping[str, Sketch],
    bundles: Mapping[str, OpenBundle],
    home: Mapping[str, str],
    root: Mapping[str, str],
    settings: BundleSettings,
    bonds: Bonds,
) -> tuple[Placing, list[Sketch]]:
    """Place the stories that speak for the copy groups in ``free`` among the published originals in reach."""
    heads = sorted((_head(units[name], name, sketches) for name in free), key=_in_time)
    if not heads:
        return Placing((), {}, {}, Vectors([], settings)), []
    reach = timedelta(days=settings.idle_days)
    first, last = heads[0].event_time - reach, heads[-1].event_time + reach
    old = sorted((s for s in sketches.values() if s.id in home and root[s.id] == s.id and first <= s.event_time <= last), key=_in_time)
    order = [row.id for row in sorted(bundles.values(), key=lambda row: (row.opened, row.id))]
    stories = [*old, *heads]
    homes = [home.get(story.id, "") for story in stories]
    return place_stories(stories, homes, order, {name: row.founder for name, row in bundles.items()}, settings, bonds), stories


def _in_time(story: Sketch) -> tuple[datetime, tuple[datetime, datetime, str]]:
    return (story.event_time, story.seniority)


def _explain(
    row: int, part: Part, goal: str, rule: str, placing: Placing, stories: Sequence[Sketch], settings: BundleSettings
) -> Membership:
    """The verdict on one new story, with the closest story inside its bundle and the closest outside."""
    own = set(part.rows)
    inside = next(((score, other) for score, other in placing.near[row] if other in own), None)
    outside = next(((score, other) for score, other in placing.near[row] if other not in own), None)
    return Membership(
        id=stories[row].id,
        bundle_id=goal,
        rule=rule,
        matched=stories[inside[1]].id if inside else "",
        score=inside[0] if inside else 0.0,
        threshold=settings.threshold,
        runner_up=stories[outside[1]].id if outside else "",
        runner_up_score=outside[0] if outside else 0.0,
        terms=_shared(stories[row], placing.vectors, row, inside[1], settings) if inside else _strongest(stories[row], settings),
    )


def _strongest(sketch: Sketch, settings: BundleSettings) -> tuple[str, ...]:
    """The story's own strongest terms, spelled out."""
    weights = np.frombuffer(sketch.weights, dtype="<f4").tolist()
    best = sorted(zip(weights, sketch.labels, strict=False), key=lambda item: (-item[0], item[1]))
    return tuple([label for _, label in best if label][: settings.evidence_terms])


def _shared(sketch: Sketch, vectors: Vectors, row: int, other_row: int, settings: BundleSettings) -> tuple[str, ...]:
    """The terms that carried the similarity of two stories, strongest first."""
    columns, values = vectors.row(row)
    other_columns, other_values = vectors.row(other_row)
    place = np.minimum(np.searchsorted(other_columns, columns), len(other_columns) - 1)
    product = np.where(other_columns[place] == columns, values * other_values[place], 0.0).round(6)
    spelled = dict(zip(np.frombuffer(sketch.terms, dtype="<u8").tolist(), sketch.labels, strict=False))
    common = np.flatnonzero(product)
    hashes = vectors.terms[columns[common]].tolist()
    best = sorted((-value, spelled[term]) for value, term in zip(product[common].tolist(), hashes, strict=True) if term in spelled)
    return tuple([label for _, label in best if label][: settings.evidence_terms])
