"""The verdicts of one edition: which story belongs to which bundle. Pure functions on records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from connectors.records import Fold, Membership, OpenBundle, Sketch
from transforms.bundle.group import Clock, Groups
from transforms.bundle.settings import BundleSettings
from transforms.bundle.settle import bundle_id, settle_bundles
from transforms.bundle.vectors import Vectors, find_candidates
from transforms.terms import STEM

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
) -> Bundling:
    """Place the new stories of one language in the open bundles, or in bundles of their own.

    ``window`` holds the published sketches in reach, with ``bundle_id`` and ``copy_of``; ``folds`` are the verdicts of
    ``fold_copies`` for this edition, on new stories and on old ones. A copy goes where its original is. The result depends on what
    is given, never on its order. Every bundle that a window story is in must be among ``open_bundles``.
    """
    if not new and not folds:
        return Bundling()
    sketches = {sketch.id: sketch for sketch in sorted(window, key=lambda s: s.id)}
    sketches.update((sketch.id, sketch) for sketch in sorted(new, key=lambda s: s.id))
    bundles = {row.id: row for row in open_bundles if not row.merged_into}
    home = {story: row.id for row in bundles.values() for story in row.members}
    root = _roots(sketches, folds)
    verdicts: dict[str, Membership] = {}

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

    heads = {name: _head(units[name], name, sketches) for name in free}
    free.sort(key=lambda name: (heads[name].event_time, heads[name].seniority))
    taken = _place(free, heads, bundles, home, root, edition, settings, sketches, verdicts, target)

    for name in active:
        goal = taken.get(target[name], target[name])
        for story in units[name]:
            sketch = sketches[story]
            if story in verdicts and not (story in changed and story != name):
                continue
            if story not in changed and home.get(story) == goal:
                continue
            if story == name:
                copies = sorted(s for s in units[name] if s in home)
                terms = _strongest(sketch, settings)
                verdicts[story] = Membership(id=story, bundle_id=goal, rule="joins", matched=copies[0] if copies else "", terms=terms)
            else:
                verdicts[story] = Membership(
                    id=story, bundle_id=goal, rule="copy", matched=name, score=1.0, terms=_strongest(sketch, settings)
                )
    for story in sorted(set(changed) & set(home)):
        if story not in verdicts:
            verdicts[story] = Membership(id=story, bundle_id=taken.get(home[story], home[story]), rule="joins")
    memberships = tuple(verdicts[story] for story in sorted(verdicts))
    return Bundling(bundles=settle_bundles(open_bundles, memberships, sketches, edition, settings), memberships=memberships)


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
    heads: Mapping[str, Sketch],
    bundles: Mapping[str, OpenBundle],
    home: Mapping[str, str],
    root: Mapping[str, str],
    edition: str,
    settings: BundleSettings,
    sketches: Mapping[str, Sketch],
    verdicts: dict[str, Membership],
    target: dict[str, str],
) -> dict[str, str]:
    """Group the free units with one another and with the open bundles, and write their verdicts.

    Returns the bundles that were taken over, each with the one that took it.
    """
    taken: dict[str, str] = {}
    if not free:
        return taken
    reach = timedelta(days=settings.idle_days)
    first, last = heads[free[0]].event_time - reach, max(head.event_time for head in heads.values()) + reach
    old = [s for s in sketches.values() if s.id in home and root[s.id] == s.id and first <= s.event_time <= last]
    old.sort(key=lambda s: (s.event_time, s.seniority))
    stories = [*old, *(heads[name] for name in free)]
    vectors = Vectors(stories, settings)
    clock = Clock(
        days=np.array([(s.event_time - EPOCH).total_seconds() / 86400.0 for s in stories]),
        dated=np.array([s.published is not None for s in stories]),
        decay_days=settings.decay_days,
        undated_days=settings.undated_days,
    )
    fresh = np.arange(len(old), len(stories))
    left, right = find_candidates(vectors, fresh, settings)
    apart = clock.apart(left, right)
    near = apart <= settings.idle_days
    left, right = left[near], right[near]
    similarity = vectors.similarity(left, right) * clock.fade(apart[near])

    met = {home[old[i].id] for i in {*left[left < len(old)].tolist(), *right[right < len(old)].tolist()}}
    touched = sorted(met, key=lambda name: (bundles[name].opened, name))
    number = {name: i for i, name in enumerate(touched)}
    start: list[list[int]] = [[] for _ in touched]
    group_of: dict[int, int] = {}
    for i in range(len(old) - 1, -1, -1):
        name = number.get(home[old[i].id])
        if name is not None and len(start[name]) < settings.bundle_members:
            start[name].append(i)
            group_of[i] = name
    for i in fresh.tolist():
        group_of[i] = len(start)
        start.append([i])
    groups = Groups(
        vectors.rows, clock, _slack(stories, settings), start, published=len(touched), bar=settings.threshold, margin=settings.merge_margin
    )
    links: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for a, b, score in zip(left.tolist(), right.tolist(), similarity.tolist(), strict=True):
        if a in group_of and b in group_of:
            groups.link(group_of[a], group_of[b], score)
            if a >= len(old):
                links[a].append((round(score, 6), b))
            if b >= len(old):
                links[b].append((round(score, 6), a))
    groups.merge_all()

    label = {row: group for group, rows in enumerate(groups.members) if groups.alive[group] for row in rows}
    for group, rows in enumerate(groups.members):
        if not groups.alive[group]:
            continue
        held = [touched[number] for number in sorted({number[home[old[i].id]] for i in rows if i < len(old)})]
        arrivals = sorted(i for i in rows if i >= len(old))
        if held:
            goal = min(held, key=lambda name: (bundles[name].opened, name))
            founder = -1
            for absorbed in held:
                if absorbed != goal:
                    taken[absorbed] = goal
                    for story in bundles[absorbed].members:
                        verdicts[story] = Membership(
                            id=story, bundle_id=goal, rule="merge", matched=absorbed, threshold=settings.threshold + settings.merge_margin
                        )
        else:
            founder = arrivals[0]
            goal = bundle_id(stories[founder].id, edition)
        for i in arrivals:
            sketch = stories[i]
            near_by = sorted(links[i], key=lambda item: (-item[0], item[1]))
            inside = next(((s, j) for s, j in near_by if label[j] == group), (0.0, -1))
            outside = next(((s, j) for s, j in near_by if label[j] != group), (0.0, -1))
            terms = _strongest(sketch, settings) if inside[1] < 0 else _shared(sketch, stories[inside[1]], vectors, i, inside[1], settings)
            verdicts[sketch.id] = Membership(
                id=sketch.id,
                bundle_id=goal,
                rule="opens" if i == founder else "joins",
                matched=stories[inside[1]].id if inside[1] >= 0 else "",
                score=inside[0],
                threshold=settings.threshold,
                runner_up=stories[outside[1]].id if outside[1] >= 0 else "",
                runner_up_score=outside[0],
                terms=terms,
            )
            target[free[i - len(old)]] = goal
    return taken


def _slack(stories: Sequence[Sketch], settings: BundleSettings) -> NDArray[np.float64]:
    """How far each story's similarities are corrected for the shortness of its text: 1 for a headline, 0 for a full text."""
    words = np.array([max(story.words, 1) for story in stories], dtype=np.float64)
    fade = np.log(words / settings.headline_words) / np.log(settings.full_words / settings.headline_words)
    return np.asarray(settings.full_slack + (1.0 - settings.full_slack) * np.clip(1.0 - fade, 0.0, 1.0))


def _strongest(sketch: Sketch, settings: BundleSettings) -> tuple[str, ...]:
    """The story's own strongest terms, spelled out."""
    weights = np.frombuffer(sketch.weights, dtype="<f4").tolist()
    best = sorted(zip(weights, sketch.labels, strict=False), key=lambda item: (-item[0], item[1]))
    return tuple([label for _, label in best if not label.endswith(STEM)][: settings.evidence_terms])


def _shared(sketch: Sketch, other: Sketch, vectors: Vectors, row: int, other_row: int, settings: BundleSettings) -> tuple[str, ...]:
    """The terms that carried the similarity of two stories, strongest first."""
    product = vectors.rows[row].multiply(vectors.rows[other_row]).tocsr()
    spelled = dict(zip(np.frombuffer(sketch.terms, dtype="<u8").tolist(), sketch.labels, strict=False))
    hashes = vectors.terms[product.indices].tolist()
    best = sorted(((-round(v, 6), spelled[h]) for v, h in zip(product.data.tolist(), hashes, strict=True) if h in spelled))
    return tuple([label for _, label in best if not label.endswith(STEM)][: settings.evidence_terms])
