"""What a reclustering would change in published memberships, and how much of it may be.

A published membership that moves costs its readers more than a better bundle gives them, so few may ever be moved; those that
make the most of it are.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from connectors.records import Sketch
from transforms.bundle.graph import CandidateGraph, Rows, StoryMatrix


@dataclass(frozen=True, slots=True)
class OpenBundles:
    """The open bundles that clusters may go on with, by id."""

    order: Sequence[str]  # the one whose id survives a merge first
    founders: Mapping[str, str]  # the story that each was founded on
    sizes: Mapping[str, int]  # members, copies and those outside the window included
    rows: Mapping[str, Sequence[int]]  # of the originals that stand for each


def limit_moves(
    reclustered: Sequence[Rows],
    staying: Sequence[Rows],
    graph: CandidateGraph,
    bundles: OpenBundles,
    weight: Callable[[int], int],
    budget: int,
) -> list[Rows]:
    """One clustering of the rows from two: ``reclustered`` where it moves no published story, or few for what it gains; else ``staying``.

    Both hold the same rows, and ``staying`` moves nothing. ``weight`` is the published stories that move along with a row. At most
    ``budget`` are moved, the largest gain for each first.
    """
    kept: list[Rows] = []
    changes = []
    for number, (new, old) in enumerate(match_clusterings(reclustered, staying)):
        cost = count_moves(new, graph, bundles, weight)
        if cost:
            changes.append((-round(measure_gain(new, old, graph.matrix) / cost, 6), cost, number, new, old))
        else:
            kept += new
    for _, cost, _, new, old in sorted(changes):
        if cost <= budget:
            kept += new
            budget -= cost
        else:
            kept += old
    return sorted(kept)


def match_clusterings(one: Sequence[Rows], other: Sequence[Rows]) -> list[tuple[list[Rows], list[Rows]]]:
    """The smallest pieces of two clusterings of the same rows that hold the same rows each."""
    leader: dict[int, int] = {}
    for rows in (*one, *other):
        for row in rows:
            first, second = sorted((_leader(leader, rows[0]), _leader(leader, row)))
            leader[second] = first
    pieces: dict[int, tuple[list[Rows], list[Rows]]] = defaultdict(lambda: ([], []))
    for place, clusters in enumerate((one, other)):
        for rows in clusters:
            pieces[_leader(leader, rows[0])][place].append(rows)
    return [pieces[number] for number in sorted(pieces)]


def _leader(leader: dict[int, int], row: int) -> int:
    """Union-find: the smallest row that a row is connected with. Halves the path on the way."""
    while leader.setdefault(row, row) != row:
        leader[row] = leader[leader[row]]
        row = leader[row]
    return row


def count_moves(clusters: Sequence[Rows], graph: CandidateGraph, bundles: OpenBundles, weight: Callable[[int], int]) -> int:
    """How many published stories change their bundle when rows form these clusters."""
    here = {graph.bundle_of[row] for rows in clusters for row in rows if graph.bundle_of[row]}
    own = [name for name in bundles.order if name in here]
    names, merged_into = name_clusters(clusters, graph.matrix.stories, graph.bundle_of, own, bundles.founders)
    moved = sum(bundles.sizes[name] for name in merged_into)
    for rows, name in zip(clusters, names, strict=True):
        moved += sum(weight(row) for row in rows if graph.bundle_of[row] not in ("", name, *merged_into))
    return moved


def measure_gain(new: Sequence[Rows], old: Sequence[Rows], matrix: StoryMatrix) -> float:
    """By how much one clustering is better than another of the same rows: similarity inside the clusters above what makes them one."""
    measured = {rows: _inner_similarity(rows, matrix) for rows in sorted({*new, *old}) if len(rows) > 1}
    bar = matrix.similarity.settings.threshold
    if measured:
        bar *= float(np.mean([share for _, share in measured.values()]))
    sums = {rows: total for rows, (total, _) in measured.items()}
    return _worth(new, sums, bar) - _worth(old, sums, bar)


def _inner_similarity(rows: Rows, matrix: StoryMatrix) -> tuple[float, float]:
    """The sum of a cluster's similarities, and the share of the threshold that its pairs must reach."""
    similarity = matrix.similarity
    summary = similarity.summarise(rows)
    mean = similarity.of_clusters(summary, summary)
    return (mean * len(rows) ** 2 - len(rows)) / 2, max(mean, 0.001) ** float(similarity.slack[list(rows)].mean())


def _worth(clusters: Iterable[Rows], sums: Mapping[Rows, float], bar: float) -> float:
    return math.fsum(sums[rows] - bar * len(rows) * (len(rows) - 1) / 2 for rows in clusters if len(rows) > 1)


def name_clusters(
    clusters: Sequence[Rows], stories: Sequence[Sketch], bundle_of: Sequence[str], order: Sequence[str], founders: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """The open bundle that each cluster goes on with, empty for none; and which bundle takes over each one that ends.

    A bundle goes where its founding story is, or most of its stories if that one is outside the window. Of several that go to
    one cluster the first in ``order`` keeps its id; another stays with the cluster that has most of its stories, if that is free, and
    ends otherwise.
    """
    names = [""] * len(clusters)
    held: dict[str, Counter[int]] = {name: Counter() for name in order}  # how many of a bundle's stories each cluster has
    founding: dict[str, int] = {}
    for number, rows in enumerate(clusters):
        for row in rows:
            if bundle_of[row]:
                held[bundle_of[row]][number] += 1
                if stories[row].id == founders[bundle_of[row]]:
                    founding[bundle_of[row]] = number
    most = {name: min(counts, key=lambda number: (-counts[number], number)) for name, counts in held.items()}
    late: dict[str, int] = {}
    for name in order:
        wanted = founding.get(name, most[name])
        if names[wanted]:
            late[name] = wanted
        else:
            names[wanted] = name
    merged_into = {}
    for name, wanted in late.items():
        if not names[most[name]] and 2 * held[name][most[name]] > held[name].total():
            names[most[name]] = name
        else:
            merged_into[name] = names[wanted]
    return names, merged_into
