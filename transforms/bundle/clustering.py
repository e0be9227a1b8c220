"""Where the new stories of an edition go: with which open bundles, with one another, or alone. Knows clusters, not verdicts."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from connectors.records import Sketch
from transforms.bundle.candidates import find_candidates
from transforms.bundle.constraints import NO_CONSTRAINTS, Constraints
from transforms.bundle.graph import CandidateGraph, Pairs, Rows, StoryMatrix
from transforms.bundle.inverted_index import IndexView
from transforms.bundle.moves import OpenBundles, limit_moves, name_clusters
from transforms.bundle.settings import BundleSettings
from transforms.bundle.tfidf import TfidfVectors
from transforms.bundle.window import Window, days_in_reach, in_time

FREE_MOVES = 2
"""Memberships that may be moved whatever the share: a store of a few dozen stories has mistakes to put right, too."""

UNEVEN = 0.6
"""Share of a new story's similarity to the closest story of a bundle below which its mean similarity to them all says that the bundle
may be two."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Stories that belong together, by row."""

    rows: Rows  # of settled bundles only the latest
    bundle: str = ""  # the open bundle whose id it keeps; empty: it opens one


@dataclass(frozen=True, slots=True)
class Clustering:
    """The clusters that have new stories or changed, and for each new story those that it was compared with, closest first."""

    clusters: tuple[Cluster, ...]
    merged_into: dict[str, str]  # open bundle that ends → the one that takes it over
    neighbours: dict[str, list[tuple[float, str]]]
    stories: tuple[Sketch, ...]  # by row
    matrices: tuple[StoryMatrix, ...]  # where the stories of ``neighbours`` are found with their terms


NO_CLUSTERS = Clustering((), {}, {}, (), ())


@dataclass(frozen=True, slots=True)
class Reach:
    """What one clustering looks at: the new stories, the published ones of the days that they can reach, and the candidates among these."""

    new: Sequence[Sketch]
    window: Window
    first: date
    last: date
    view: IndexView
    matrix: StoryMatrix  # the new stories and their candidates
    pairs: Pairs  # of its rows
    settings: BundleSettings


def cluster_stories(
    window: Window, new: Sequence[Sketch], settings: BundleSettings, constraints: Constraints = NO_CONSTRAINTS
) -> Clustering:
    """Cluster new stories among one another and with the open bundles that they come near.

    ``new`` are in the order of their event times, and in the index of ``window`` already. First the bundles keep together. Where a new
    story is close to a small one that it does not join so, the bundles concerned are also reclustered, story by story, as if all had
    come at once, so that the cut between editions matters little; ``most_moved`` bounds how many published stories that may move,
    ever. ``constraints`` are what an editor wants of it.
    """
    if not new:
        return NO_CLUSTERS
    reach = find_reach(window, new, settings)
    nearby = find_nearby_bundles(reach)
    graph, bundles = build_graph(reach, {name for own in nearby.values() for name in own}, constraints)
    singles = [[row] for row, bundle in enumerate(graph.bundle_of) if not bundle]
    found = graph.cluster([*bundles.rows.values(), *singles], fixed=True)
    contested = find_contested(found, nearby, graph, bundles)
    if contested:
        found = recluster(found, contested, graph, bundles, reach)
    names, merged_into = name_clusters(found, graph.matrix.stories, graph.bundle_of, bundles.order, bundles.founders)
    changed = [Cluster(rows, name) for rows, name in zip(found, names, strict=True) if _is_changed(rows, name, graph)]
    return Clustering(tuple(changed), merged_into, rank_neighbours(reach), graph.matrix.stories, (graph.matrix, reach.matrix))


def find_reach(window: Window, new: Sequence[Sketch], settings: BundleSettings) -> Reach:
    """The new stories with what is in their reach."""
    first, last = days_in_reach(new, timedelta(days=settings.idle_days))
    view = window.view(first, last)
    return Reach(new, window, first, last, view, *compare_candidates(window, view, new, settings), settings)


def compare_candidates(window: Window, view: IndexView, queries: Sequence[Sketch], settings: BundleSettings) -> tuple[StoryMatrix, Pairs]:
    """Some stories with those worth comparing with them, and the similarities of these pairs of rows."""
    query, found = find_candidates(view, queries, TfidfVectors(queries, settings, view), settings)
    rows = np.unique(found)
    ids = view.ids(rows)
    own = {story.id for story in queries}
    others = sorted((window.sketches[name] for name in ids if name not in own), key=in_time)
    matrix = StoryMatrix.of([*others, *queries], view, settings)
    row_of = np.array([matrix.row_of[name] for name in ids], dtype=np.int64)
    return matrix, matrix.compare(query + len(others), row_of[np.searchsorted(rows, found)])


def find_nearby_bundles(reach: Reach) -> dict[str, dict[str, float]]:
    """For each new story the bundles that it comes near, with its similarity to its closest story there."""
    found: dict[str, dict[str, float]] = {}
    bundle_of = [reach.window.bundle_of.get(story.id, "") for story in reach.matrix.stories]
    least = reach.settings.threshold / 2  # with less, two clusters of one event have closer stories elsewhere
    for (left, right), score in reach.pairs.items():
        if bundle_of[left] and score >= least:
            own = found.setdefault(reach.matrix.stories[right].id, {})
            own[bundle_of[left]] = max(own.get(bundle_of[left], 0.0), score)
    return found


def build_graph(reach: Reach, nearby: Collection[str], constraints: Constraints) -> tuple[CandidateGraph, OpenBundles]:
    """The graph of the new stories and of the originals of the bundles near them; and these bundles."""
    window, settings = reach.window, reach.settings
    order = sorted(nearby, key=lambda name: (window.bundles[name].opened, name))
    originals = {name: window.originals(name, reach.first, reach.last, settings.bundle_members) for name in order}
    published = sorted((story for own in originals.values() for story in own), key=in_time)
    matrix = StoryMatrix.of([*published, *reach.new], reach.view, settings)
    edges, neighbourhood = _known_edges(reach, matrix, len(published))
    bundle_of = [window.bundle_of[story.id] for story in published] + [""] * len(reach.new)
    bundles = OpenBundles(
        order,
        founders={name: window.bundles[name].founder for name in order},
        sizes={name: len(window.bundles[name].members) for name in order},
        rows={name: [matrix.row_of[story.id] for story in own] for name, own in originals.items()},
    )
    return CandidateGraph(matrix, bundle_of, edges, frozenset(edges), neighbourhood, constraints), bundles


def _known_edges(reach: Reach, matrix: StoryMatrix, published: int) -> tuple[Pairs, list[float]]:
    """The pairs that blocking proposed to the new stories, as edges between the rows of ``matrix``, and the neighbourhood of each row.

    The first ``published`` rows are published: all of their neighbourhood isn't known.
    """
    neighbourhood = [math.inf] * published + [0.0] * len(reach.new)
    row_of = [matrix.row_of.get(story.id, -1) for story in reach.matrix.stories]
    edges: Pairs = {}
    for (left, right), score in reach.pairs.items():
        one, other = row_of[left], row_of[right]
        for row in (one, other):
            if row >= published:
                neighbourhood[row] += score
        if one >= 0 and other >= 0:
            edges[min(one, other), max(one, other)] = score
    return edges, neighbourhood


def find_contested(
    found: Sequence[Rows], nearby: Mapping[str, Mapping[str, float]], graph: CandidateGraph, bundles: OpenBundles
) -> dict[str, list[str]]:
    """For each new story that is close to a small bundle that it does not join, or to a part of the one that it joins: the small bundles
    that are close to it."""
    joined = {row: {graph.bundle_of[other] for other in rows} for rows in found for row in rows if not graph.bundle_of[row]}
    settings = graph.matrix.similarity.settings
    close: dict[str, list[str]] = {}
    for story, own in sorted(nearby.items()):
        small = {n for n in own if len(bundles.rows[n]) <= settings.settled_stories and n not in graph.constraints.fixed_bundles}
        ranked = sorted((-score, name) for name, score in own.items() if name in small and score >= settings.threshold)
        close[story] = [name for _, name in ranked[: settings.afresh]]
    uneven = _find_uneven({story: bundles.rows[own[0]] for story, own in close.items() if own}, graph.matrix)
    return {
        story: own for story, own in close.items() if story in uneven or any(name not in joined[graph.matrix.row_of[story]] for name in own)
    }


def _find_uneven(closest: Mapping[str, Sequence[int]], matrix: StoryMatrix) -> set[str]:
    """The new stories that are much closer to some stories of their closest bundle, given by its rows, than to all on average."""
    asked = {story: rows for story, rows in closest.items() if len(rows) > 1}
    left = np.concatenate([np.array(rows) for rows in asked.values()] or [np.zeros(0, dtype=np.int64)])
    right = np.repeat([matrix.row_of[story] for story in asked], [len(rows) for rows in asked.values()]).astype(np.int64)
    scores = matrix.similarity.of_pairs(left, right).round(6)
    cuts = pairwise(np.cumsum([0, *(len(rows) for rows in asked.values())]).tolist())
    return {
        story for story, (start, end) in zip(asked, cuts, strict=True) if scores[start:end].mean() < scores[start:end].max() * UNEVEN
    }


def recluster(
    found: Sequence[Rows], contested: Mapping[str, Sequence[str]], graph: CandidateGraph, bundles: OpenBundles, reach: Reach
) -> list[Rows]:
    """The clusters with the contested bundles taken up story by story, as far as that moves few published stories for what it gains."""
    cliques = [[graph.matrix.row_of[story], *(r for name in names for r in bundles.rows[name])] for story, names in contested.items()]
    concerned = {row for clique in cliques for row in clique}
    staying = [rows for rows in found if not concerned.isdisjoint(rows)]
    inside = {row for rows in staying for row in rows}
    loose = {name for names in contested.values() for name in names}
    whole = [rows for name, rows in bundles.rows.items() if name not in loose and not inside.isdisjoint(rows)]
    start = [*whole, *([row] for row in sorted(inside) if graph.bundle_of[row] in loose or not graph.bundle_of[row])]
    full = with_neighbourhoods(graph, loose, reach).with_all_pairs(cliques)
    stories = graph.matrix.stories
    kept = limit_moves(
        full.cluster(start, fixed=False),
        staying,
        full,
        bundles,
        weight=lambda row: len(reach.window.copy_group(stories[row].id)),
        budget=_moves_left(reach),
    )
    return sorted([*kept, *(rows for rows in found if concerned.isdisjoint(rows))])


def _moves_left(reach: Reach) -> int:
    """How many published memberships in reach may still be moved."""
    members, moved = reach.window.count_memberships(reach.first, reach.last)
    return int(reach.settings.most_moved * (members + len(reach.new))) + FREE_MOVES - moved


def with_neighbourhoods(graph: CandidateGraph, loose: Collection[str], reach: Reach) -> CandidateGraph:
    """The graph with what blocking proposes to the published stories of the loose bundles, too."""
    asked = [story for row, story in enumerate(graph.matrix.stories) if graph.bundle_of[row] in loose]
    known: dict[tuple[str, str], float] = {}
    for matrix, pairs in (compare_candidates(reach.window, reach.view, asked, reach.settings), (reach.matrix, reach.pairs)):
        for (left, right), score in pairs.items():
            one, other = sorted((matrix.stories[left].id, matrix.stories[right].id))
            known[one, other] = score
    row_of = graph.matrix.row_of
    neighbourhood = [0.0 if not bundle or bundle in loose else math.inf for bundle in graph.bundle_of]
    edges: Pairs = {}
    for one, other in sorted(known):
        ends = [row_of[name] for name in (one, other) if name in row_of]
        for end in ends:
            neighbourhood[end] += known[one, other]
        if len(ends) == 2:
            edges[min(ends), max(ends)] = known[one, other]
    return replace(graph, edges=edges, proposed=frozenset(edges), neighbourhood=neighbourhood)


def _is_changed(rows: Rows, bundle: str, graph: CandidateGraph) -> bool:
    """Whether a cluster has new stories, or published ones of another bundle than the one that it goes on with."""
    return any(not graph.bundle_of[row] or graph.bundle_of[row] != bundle for row in rows)


def rank_neighbours(reach: Reach) -> dict[str, list[tuple[float, str]]]:
    """For each new story those that it was compared with, closest first."""
    found: dict[str, list[tuple[float, str]]] = {story.id: [] for story in reach.new}
    for (left, right), score in reach.pairs.items():
        one, other = reach.matrix.stories[left].id, reach.matrix.stories[right].id
        for story, met in ((one, other), (other, one)):
            if story in found:
                found[story].append((score, met))
    return {story: sorted(own, key=lambda item: (-item[0], item[1])) for story, own in found.items()}
