"""Why two stories share a bundle or don't, measured again, and what would turn the verdict."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np

from connectors.records import Sketch
from transforms.bundle.average_link import AverageLink
from transforms.bundle.candidates import find_candidates
from transforms.bundle.graph import StoryMatrix
from transforms.bundle.inverted_index import IndexView, InvertedIndex, day_of
from transforms.bundle.settings import BundleSettings
from transforms.bundle.similarity import Similarity
from transforms.bundle.tfidf import TfidfVectors
from transforms.bundle.window import in_time
from transforms.explain.folding import Change
from transforms.explain.scene import Scene


@dataclass(frozen=True, slots=True)
class Factor:
    """What one circumstance makes of the similarity: 1 nothing, less than 1 it takes away, more it adds."""

    name: str
    factor: float


@dataclass(frozen=True, slots=True)
class Step:
    """A story and how alike it is to the one before it in a chain."""

    id: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleCase:
    """The comparison of two originals, as bundling makes it."""

    similarity: float
    threshold: float
    cosine: float
    factors: tuple[Factor, ...]  # the similarity is the cosine times these
    days: float  # apart
    idle_days: float
    met: bool  # whether blocking proposes the pair
    shared: tuple[tuple[int, float], ...]  # hash of a term, what it adds to the cosine; strongest first
    missing: tuple[int, ...]  # hashes of the first one's strongest terms that the other hasn't
    group_similarity: float  # of the two bundles as they are now, by the rule that joins groups; of the two stories when they share one
    sizes: tuple[int, int]  # originals in the two bundles
    chain: tuple[Step, ...]  # inside one bundle: the strongest way from the one story to the other
    changes: tuple[Change, ...]  # each alone would turn the verdict on the pair


def measure_bundle(scene: Scene, a: str, b: str, bundles: tuple[Sequence[str], Sequence[str]], settings: BundleSettings) -> BundleCase:
    """Compare two originals among those that the edition had before it; ``bundles`` are the originals of their bundles."""
    stories = _stories_there(scene, {a, b, *bundles[0], *bundles[1]}, settings)
    index = InvertedIndex()
    index.add(stories)
    view = index.view(min(map(day_of, stories)), max(map(day_of, stories)))
    row_of = {story.id: row for row, story in enumerate(stories)}
    chosen = sorted({a, b, *_latest(bundles[0], scene, settings), *_latest(bundles[1], scene, settings)}, key=lambda id: row_of[id])
    number = {id: place for place, id in enumerate(chosen)}
    sketches = [scene.sketches[id] for id in chosen]
    vectors = TfidfVectors(stories, settings, view).take([row_of[id] for id in chosen])
    measure = Similarity(sketches, vectors, settings)

    left, right = np.array([number[a]]), np.array([number[b]])
    similarity = float(measure.of_pairs(left, right)[0])
    cosine = float(vectors.cosine(left, right)[0])
    without = _equalised(sketches, vectors, number[a], number[b], settings)
    factors = tuple(Factor(name, round(similarity / value, 6)) for name, value in without.items() if value > 0)
    days = float(measure.days_apart(left, right)[0])
    together = bool(set(bundles[0]) & set(bundles[1]))
    shared, missing = _shared(vectors, number[a], number[b]), _missing(vectors, number[a], number[b])
    return BundleCase(
        similarity=round(similarity, 6), threshold=settings.threshold, cosine=round(cosine, 6), factors=factors, days=round(days, 3),
        idle_days=settings.idle_days, met=(min(a, b), max(a, b)) in _proposed(view, scene, {a, b} & set(scene.new), settings),
        shared=shared, missing=tuple(term for term, _ in missing),
        group_similarity=_cluster_similarity(measure, number, ([a], [b]) if together else bundles, view, scene, settings),
        sizes=(len(bundles[0]), len(bundles[1])),
        chain=_chain(measure, chosen, a, b) if together else (),
        changes=tuple(_changes(similarity, cosine, without, days, shared, missing, settings)),
    )  # fmt: skip


def _stories_there(scene: Scene, asked: Collection[str], settings: BundleSettings) -> list[Sketch]:
    """The originals that the edition could reach, and those asked for, in the order of their event times."""
    new = [scene.sketches[id].event_time for id in scene.new]
    first, last = min(new) - timedelta(days=settings.idle_days), max(new) + timedelta(days=settings.idle_days)
    there = (scene.sketches[id] for id in scene.window)
    ids = {*(id for id in asked if id in scene.sketches), *(s.id for s in there if not s.copy_of and first <= s.event_time <= last)}
    return sorted((scene.sketches[id] for id in ids), key=in_time)


def _equalised(sketches: Sequence[Sketch], vectors: TfidfVectors, one: int, other: int, settings: BundleSettings) -> dict[str, float]:
    """The similarity of two rows, were each circumstance of the second story in turn that of the first, or unknown."""
    first = sketches[one]
    changes: dict[str, dict[str, Any]] = {
        "time": {"event_time": first.event_time},
        "length": {"words": first.words},
        "numbers": {"numbers": first.numbers},
        "site": {"site": ""},
    }
    found = {}
    for name, change in changes.items():
        changed = [replace(sketch, **change) if row == other else sketch for row, sketch in enumerate(sketches)]
        found[name] = float(Similarity(changed, vectors, settings).of_pairs(np.array([one]), np.array([other]))[0])
    return found


def _proposed(view: IndexView, scene: Scene, asked: Collection[str], settings: BundleSettings) -> dict[tuple[str, str], float]:
    """The pairs that blocking proposes for some stories, with their similarities; the smaller id first."""
    if not asked:
        return {}
    queries = sorted((scene.sketches[id] for id in asked), key=in_time)
    query, rows = find_candidates(view, queries, TfidfVectors(queries, settings, view), settings)
    met = view.ids(rows)
    own = {story.id for story in queries}
    matrix = StoryMatrix.of([*sorted((scene.sketches[id] for id in {*met} - own), key=in_time), *queries], view, settings)
    left = np.array([matrix.row_of[queries[place].id] for place in query.tolist()], dtype=np.int64)
    right = np.array([matrix.row_of[id] for id in met], dtype=np.int64)
    names = [story.id for story in matrix.stories]
    return {(min(names[a], names[b]), max(names[a], names[b])): score for (a, b), score in matrix.compare(left, right).items()}


def _latest(ids: Sequence[str], scene: Scene, settings: BundleSettings) -> list[str]:
    """The originals that stand for a bundle in a comparison."""
    known = sorted((scene.sketches[id] for id in ids if id in scene.sketches), key=in_time)
    return [sketch.id for sketch in known[-settings.bundle_members :]]


def _shared(vectors: TfidfVectors, one: int, other: int) -> tuple[tuple[int, float], ...]:
    """The terms that two rows have in common with what each adds to their cosine, strongest first."""
    columns, values = vectors.row(one)
    others, weights = vectors.row(other)
    both, mine, theirs = np.intersect1d(columns, others, assume_unique=True, return_indices=True)
    product = (values[mine] * weights[theirs]).round(6).tolist()
    ranked = sorted((-value, term) for value, term in zip(product, vectors.terms[both].tolist(), strict=True) if value > 0)
    return tuple((int(term), -minus) for minus, term in ranked)


def _missing(vectors: TfidfVectors, one: int, other: int) -> tuple[tuple[int, float], ...]:
    """The terms that only the first row has, with what each would add to their cosine, had the other it too; strongest first."""
    columns, values = vectors.row(one)
    alone = ~np.isin(columns, vectors.row(other)[0])
    product = (values[alone] ** 2).round(6).tolist()
    ranked = sorted((-value, term) for value, term in zip(product, vectors.terms[columns[alone]].tolist(), strict=True) if value > 0)
    return tuple((int(term), -minus) for minus, term in ranked)


def _cluster_similarity(
    measure: Similarity, number: Mapping[str, int], clusters: tuple[Sequence[str], Sequence[str]], view: IndexView, scene: Scene,
    settings: BundleSettings,
) -> float:
    """How alike two clusters are, as bundling judges it before it merges them; by neighbourhood share where all their stories are new."""
    one, other = ([id for id in cluster if id in number] for cluster in clusters)
    if not one or not other:
        return 0.0
    neighbourhood = [math.inf, math.inf]
    pairs: dict[tuple[str, str], float] = {}
    if {*one, *other} <= set(scene.new):
        pairs = _proposed(view, scene, {*one, *other}, settings)
        neighbourhood = [_sum_leading_out(pairs, set(cluster)) for cluster in (one, other)]
    rows = [sorted(number[id] for id in cluster) for cluster in (one, other)]
    both = AverageLink(measure, rows, [""] * len(number), neighbourhood)
    names = {place: id for id, place in number.items()}
    left, right = np.repeat(rows[0], len(rows[1])), np.tile(rows[1], len(rows[0]))
    scores = measure.of_pairs(np.minimum(left, right), np.maximum(left, right)).round(6)
    for a, b, similarity in zip(left.tolist(), right.tolist(), scores.tolist(), strict=True):
        both.add_edge(0, 1, similarity, proposed=(min(names[a], names[b]), max(names[a], names[b])) in pairs)
    return both.score(0, 1)


def _sum_leading_out(pairs: Mapping[tuple[str, str], float], cluster: Collection[str]) -> float:
    """The sum of the similarities of the pairs with one story in a cluster."""
    return math.fsum(score for (a, b), score in sorted(pairs.items()) if (a in cluster) != (b in cluster))


def _chain(measure: Similarity, ids: Sequence[str], a: str, b: str) -> tuple[Step, ...]:
    """The way from one story to another whose weakest step is as strong as can be, the shortest of such."""
    count = len(ids)
    left, right = np.triu_indices(count, 1)
    matrix = np.zeros((count, count))
    matrix[left, right] = measure.of_pairs(left, right).round(6)
    matrix += matrix.T
    start, end = ids.index(a), ids.index(b)
    best: dict[int, tuple[float, int]] = {start: (-math.inf, 0)}  # (minus the weakest step so far, steps)
    came: dict[int, int] = {}
    done: set[int] = set()
    while len(done) < count:
        at = min((n for n in best if n not in done), key=lambda n: (best[n], n), default=-1)
        if at < 0 or at == end:
            break
        done.add(at)
        for other in range(count):
            way = (max(best[at][0], -float(matrix[at, other])), best[at][1] + 1)
            if other not in done and matrix[at, other] > 0 and way < best.get(other, (math.inf, 0)):
                best[other], came[other] = way, at
    if end not in came:
        return ()
    way_back = [end]
    while way_back[-1] != start:
        way_back.append(came[way_back[-1]])
    steps = way_back[::-1]
    before = [start, *steps]
    return tuple(Step(ids[at], float(matrix[last, at]) if at != last else 1.0) for last, at in zip(before, steps, strict=False))


def _changes(
    similarity: float,
    cosine: float,
    without: Mapping[str, float],
    days: float,
    shared: Sequence[tuple[int, float]],
    missing: Sequence[tuple[int, float]],
    settings: BundleSettings,
) -> list[Change]:
    """What alone would turn the verdict on the pair."""
    threshold, found = settings.threshold, []
    slope = similarity / cosine if cosine > 0 else 0.0
    if similarity >= threshold:
        if days < settings.idle_days and similarity > 0:
            more = settings.decay_days * math.log(similarity / threshold)
            found.append(Change("days more", round(min(more, settings.idle_days - days) + 0.05, 1)))
        if count := _how_many(cosine - threshold / slope, shared):
            found.append(Change("terms fewer", count))
        return found
    if without["time"] >= threshold or (days > settings.idle_days and similarity > 0):
        less = settings.decay_days * math.log(threshold / similarity) if similarity < threshold else 0.0
        found.append(Change("days less", round(max(less, days - settings.idle_days) + 0.05, 1)))
    if without["numbers"] >= threshold:
        found.append(Change("numbers agree"))
    if without["site"] >= threshold:
        found.append(Change("other sites"))
    if slope > 0 and (count := _how_many(threshold / slope - cosine, missing)):
        found.append(Change("terms more", count))
    return found


def _how_many(wanted: float, terms: Sequence[tuple[int, float]]) -> int:
    """The fewest terms that together weigh more than is wanted; 0 when all do not."""
    total = 0.0
    for count, (_, value) in enumerate(terms, 1):
        total += value
        if total > wanted:
            return count
    return 0
