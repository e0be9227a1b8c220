"""The verdicts of one edition: which story belongs to which bundle. Pure functions on records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from connectors.records import Fold, Membership, OpenBundle, Sketch
from transforms.bundle.clustering import Cluster, Clustering, cluster_stories
from transforms.bundle.constraints import NO_CONSTRAINTS, Constraints
from transforms.bundle.settings import BundleSettings
from transforms.bundle.state import apply_memberships, bundle_id
from transforms.bundle.window import Window, in_time


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
    constraints: Constraints = NO_CONSTRAINTS,
) -> Bundling:
    """Decide which open bundles the new stories of one language join, and which open bundles of their own.

    ``window`` holds the published sketches in reach, with ``bundle_id`` and ``copy_of``; ``folds`` are the verdicts of
    ``fold_copies`` for this edition, on new stories and on old ones. A copy goes where its original is. The result depends on what
    is given, never on its order. Every bundle that a window story is in must be among ``open_bundles``.
    ``constraints`` are what an editor wants of it.
    """
    return bundle_in_window(Window(window, open_bundles), new, folds, edition, settings, constraints)


def bundle_in_window(
    window: Window,
    new: Sequence[Sketch],
    folds: Sequence[Fold],
    edition: str,
    settings: BundleSettings,
    constraints: Constraints = NO_CONSTRAINTS,
) -> Bundling:
    """The same beside state that is kept between editions. ``window`` takes in the new stories; what is decided it learns by
    ``Window.publish``."""
    if not new and not folds:
        return Bundling()
    changed = _take_in(window, new, folds)
    groups = _copy_groups(window, changed)
    bundle_of, free = _known_bundles(window, groups)
    representatives = sorted((_representative(groups[root], root, window.sketches) for root in free), key=in_time)
    window.index.add(representatives)
    clustering = cluster_stories(window, representatives, settings, constraints)
    decided = _Decisions(window, clustering, edition, settings, bundle_of)
    decided.merge_bundles()
    for cluster in clustering.clusters:
        decided.decide_cluster(cluster)
    _index_originals(window, changed, representatives)
    for root, group in groups.items():
        decided.decide_copies(root, group, changed)
    memberships = tuple(decided.memberships[story] for story in sorted(decided.memberships))
    touched = {m.bundle_id for m in memberships} | {window.bundle_of[m.id] for m in memberships if m.id in window.bundle_of}
    before = [window.bundles[name] for name in sorted(touched) if name in window.bundles]
    return Bundling(bundles=apply_memberships(before, memberships, window.sketches, edition), memberships=memberships)


def _take_in(window: Window, new: Sequence[Sketch], folds: Sequence[Fold]) -> set[str]:
    """Let the window know the new stories and the folds; the stories that are new or fold otherwise than before."""
    changed = {sketch.id for sketch in new if sketch.id not in window.bundle_of}
    window.take_in([sketch for sketch in new if sketch.id in changed], folds)
    return changed | {fold.id for fold in folds if fold.id in window.sketches}


def _copy_groups(window: Window, changed: set[str]) -> dict[str, list[str]]:
    """The copy groups of the changed stories by their root, sorted."""
    return {root: window.copy_group(root) for root in sorted({window.root(story) for story in changed})}


def _known_bundles(window: Window, groups: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], list[str]]:
    """The bundle that each root is in, or the earliest that its copies are in; and the roots that have none."""
    found: dict[str, str] = {}
    free: list[str] = []
    for root, group in groups.items():
        if root in window.bundle_of:
            found[root] = window.bundle_of[root]
        elif own := [window.bundles[window.bundle_of[story]] for story in group if story in window.bundle_of]:
            found[root] = min(own, key=lambda row: (row.opened, row.id)).id
        else:
            free.append(root)
    return found, free


def _representative(group: Sequence[str], root: str, sketches: Mapping[str, Sketch]) -> Sketch:
    """The story that speaks for a copy group: its root, or the most senior copy where the root is outside the window."""
    return sketches[root] if root in sketches else min((sketches[story] for story in group), key=lambda s: s.seniority)


def _index_originals(window: Window, changed: set[str], representatives: Sequence[Sketch]) -> None:
    """Leave the new originals in the index, and nothing else."""
    indexed = {story.id for story in representatives}
    window.index.remove([story for story in representatives if story.copy_of])  # spoke for an original outside the window
    late = [window.sketches[name] for name in sorted(changed - indexed)]
    window.index.add([story for story in late if not story.copy_of and story.id not in window.bundle_of])


@dataclass(slots=True)
class _Decisions:
    """The memberships of one edition as they are decided, story by story."""

    window: Window
    clustering: Clustering
    edition: str
    settings: BundleSettings
    bundle_of: dict[str, str]  # root → bundle that it or its copies are in already, or that it has just been given
    memberships: dict[str, Membership] = field(default_factory=dict)  # by story
    moved_to: dict[str, str] = field(default_factory=dict)  # published story → the bundle that a merge or split moves it to

    def merge_bundles(self) -> None:
        """Move all members of the bundles that end."""
        for absorbed, goal in sorted(self.clustering.merged_into.items()):
            for story in self.window.bundles[absorbed].members:
                self._move(story, goal, "merge", absorbed)

    def decide_cluster(self, cluster: Cluster) -> None:
        """Give the stories of a cluster their bundle: new ones join or open it, published ones move there with their copies."""
        stories, window = self.clustering.stories, self.window
        goal = cluster.bundle or bundle_id(stories[cluster.rows[0]].id, self.edition)
        for row in cluster.rows:
            name = stories[row].id
            old = window.bundle_of.get(name)
            if old is None:
                opens = not cluster.bundle and row == cluster.rows[0]
                self.memberships[name] = _explain(row, cluster, goal, "opens" if opens else "joins", self.clustering, self.settings)
                self.bundle_of[window.root(name)] = goal
            elif old != goal:
                rule = "merge" if self.clustering.merged_into.get(old) == goal else "split"
                for story in window.copy_group(window.root(name)):
                    if window.bundle_of.get(story) == old:
                        self._move(story, goal, rule, old)
                if name in self.bundle_of:
                    self.bundle_of[name] = goal

    def decide_copies(self, root: str, group: Sequence[str], changed: set[str]) -> None:
        """Let a copy group go where its root is, as far as its stories are changed or elsewhere; a new root joins its own copies."""
        goal = self.clustering.merged_into.get(self.bundle_of[root], self.bundle_of[root])
        for story in group:
            there = self.moved_to.get(story, self.window.bundle_of.get(story)) == goal and story not in changed
            if there or (story == root and story in self.memberships):
                continue
            terms = _strongest_terms(self.window.sketches[story], self.settings)
            if story == root:
                copies = sorted(copy for copy in group if copy in self.window.bundle_of)
                matched = copies[0] if copies else ""
                self.memberships[story] = Membership(id=story, bundle_id=goal, rule="joins", matched=matched, terms=terms)
            else:
                self.memberships[story] = Membership(id=story, bundle_id=goal, rule="copy", matched=root, score=1.0, terms=terms)

    def _move(self, story: str, bundle: str, rule: str, source: str) -> None:
        self.memberships[story] = Membership(
            id=story, bundle_id=bundle, rule=rule, matched=source, threshold=self.settings.threshold
        )
        self.moved_to[story] = bundle


def _explain(row: int, cluster: Cluster, goal: str, rule: str, clustering: Clustering, settings: BundleSettings) -> Membership:
    """The verdict on one new story, with the closest story inside its bundle and the closest outside."""
    sketch = clustering.stories[row]
    own = {clustering.stories[other].id for other in cluster.rows}
    neighbours = clustering.neighbours[sketch.id]
    inside = next(((score, other) for score, other in neighbours if other in own), None)
    outside = next(((score, other) for score, other in neighbours if other not in own), None)
    return Membership(
        id=sketch.id,
        bundle_id=goal,
        rule=rule,
        matched=inside[1] if inside else "",
        score=inside[0] if inside else 0.0,
        threshold=settings.threshold,
        runner_up=outside[1] if outside else "",
        runner_up_score=outside[0] if outside else 0.0,
        terms=_shared_terms(sketch, clustering, inside[1], settings) if inside else _strongest_terms(sketch, settings),
    )


def _strongest_terms(sketch: Sketch, settings: BundleSettings) -> tuple[str, ...]:
    """The story's own strongest terms, spelled out."""
    weights = np.frombuffer(sketch.weights, dtype="<f4").tolist()
    best = sorted(zip(weights, sketch.labels, strict=False), key=lambda item: (-item[0], item[1]))
    return tuple([label for _, label in best if label][: settings.evidence_terms])


def _shared_terms(sketch: Sketch, clustering: Clustering, other: str, settings: BundleSettings) -> tuple[str, ...]:
    """The terms that carried the similarity of two stories, strongest first."""
    matrix = next(matrix for matrix in clustering.matrices if other in matrix.row_of)
    vectors = matrix.similarity.vectors
    columns, values = vectors.row(matrix.row_of[sketch.id])
    other_columns, other_values = vectors.row(matrix.row_of[other])
    place = np.minimum(np.searchsorted(other_columns, columns), len(other_columns) - 1)
    product = np.where(other_columns[place] == columns, values * other_values[place], 0.0).round(6)
    common = np.flatnonzero(product)
    own = np.searchsorted(np.frombuffer(sketch.terms, dtype="<u8"), vectors.terms[columns[common]])
    spelled = zip(product[common].tolist(), own.tolist(), strict=True)
    best = sorted((-value, label) for value, term in spelled if term < len(sketch.labels) and (label := sketch.labels[term]))
    return tuple([label for _, label in best][: settings.evidence_terms])
