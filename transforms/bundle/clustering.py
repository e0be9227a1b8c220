"""Where the new stories of an edition go: with which open bundles, with one another, or alone. Knows rows, not verdicts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from connectors.records import Sketch
from transforms.bundle.candidates import find_candidates
from transforms.bundle.constraints import NO_BONDS, Bonds
from transforms.bundle.graph import Field, Pairs, Rows, Sight
from transforms.bundle.inverted_index import Window
from transforms.bundle.moves import Bundles, limit_moves, name_parts
from transforms.bundle.settings import BundleSettings
from transforms.bundle.tfidf import Vectors
from transforms.bundle.window import Live, days_in_reach, in_time

YOUNG = 2
"""Memberships that may be moved whatever the share: a store of a few dozen stories has mistakes to mend, too."""

UNEVEN = 0.6
"""Share of a new story's similarity to the closest story of a bundle below which its mean similarity to them all says that the bundle
may be two."""


@dataclass(frozen=True, slots=True)
class Part:
    """Stories that belong together, by row."""

    rows: Rows  # of settled bundles only the latest
    bundle: str = ""  # the open bundle whose id it keeps; empty: it opens one


@dataclass(frozen=True, slots=True)
class Placing:
    """The parts that have new stories or changed, and for each new story those that it was compared with, closest first."""

    parts: tuple[Part, ...]
    taken: dict[str, str]  # open bundle that ends → the one that takes it over
    near: dict[str, list[tuple[float, str]]]
    stories: tuple[Sketch, ...]  # by row
    sights: tuple[Sight, ...]  # where the stories of ``near`` are found with their terms


NOWHERE = Placing((), {}, {}, (), ())


def place_stories(live: Live, heads: Sequence[Sketch], settings: BundleSettings, bonds: Bonds = NO_BONDS) -> Placing:
    """Group new stories among one another and with the open bundles that they come near.

    ``heads`` are new, in the order of their event times, and in the index of ``live`` already. First the bundles keep together. Where a new
    story is close to a small one that it does not join so, the bundles concerned are also grouped afresh, story by story, as if
    all had come at once, so that the cut between editions matters little; ``most_moved`` bounds how many published
    stories that may move, ever. ``bonds`` are what an editor wants of it.
    """
    if not heads:
        return NOWHERE
    first, last = days_in_reach(heads, timedelta(days=settings.idle_days))
    window = live.window(first, last)
    sight, pairs = look_around(live, window, heads, settings)
    reached = reach_bundles(sight, pairs, live, settings)
    order = sorted({name for own in reached.values() for name in own}, key=lambda name: (live.bundles[name].opened, name))
    held = {name: live.originals(name, first, last, settings.bundle_members) for name in order}
    field = lay_out(sight, pairs, held, heads, live, window, settings, bonds)

    singles = [[row] for row, home in enumerate(field.homes) if not home]
    rows_of = {name: [field.sight.row[s.id] for s in own] for name, own in held.items()}
    found = field.group([*rows_of.values(), *singles], fixed=True)
    founders = {name: live.bundles[name].founder for name in order}
    loose = loosen(found, reached, field, rows_of, settings)
    if loose:
        bundles = Bundles(order, founders, {name: len(live.bundles[name].members) for name in order})
        concerned = {row for story, names in loose.items() for row in (field.sight.row[story], *(r for n in names for r in rows_of[n]))}
        staying = [rows for rows in found if not concerned.isdisjoint(rows)]
        inside = {row for rows in staying for row in rows}
        afresh = {name for names in loose.values() for name in names}
        units = [rows for name, rows in rows_of.items() if name not in afresh and not inside.isdisjoint(rows)]
        start = [*units, *([row] for row in sorted(inside) if field.homes[row] in afresh or not field.homes[row])]
        others = know_surroundings(field, sight, pairs, live, window, afresh, settings)
        others = others.with_pairs([[field.sight.row[story], *(r for n in names for r in rows_of[n])] for story, names in loose.items()])
        members, moved = live.moves(first, last)
        budget = int(settings.most_moved * (members + len(heads))) + YOUNG - moved
        stories = field.sight.stories
        kept = limit_moves(others.group(start, fixed=False), staying, others, bundles, lambda row: len(live.unit(stories[row].id)), budget)
        found = sorted([*kept, *(rows for rows in found if concerned.isdisjoint(rows))])

    names, taken = name_parts(found, field.sight.stories, field.homes, order, founders)
    changed = [any(not field.homes[row] or field.homes[row] != name for row in rows) for rows, name in zip(found, names, strict=True)]
    parts = [Part(rows, name) for rows, name, new in zip(found, names, changed, strict=True) if new]
    return Placing(tuple(parts), taken, rank_near(sight, pairs, field, heads), field.sight.stories, (field.sight, sight))


def look_around(live: Live, window: Window, asked: Sequence[Sketch], settings: BundleSettings) -> tuple[Sight, Pairs]:
    """Some stories with those worth comparing with them, and the similarities of these pairs of rows."""
    head, found = find_candidates(window, asked, Vectors(asked, settings, window), settings)
    rows = np.unique(found)
    ids = window.ids(rows)
    own = {story.id for story in asked}
    sight = Sight.of([*sorted((live.sketches[name] for name in ids if name not in own), key=in_time), *asked], window, settings)
    at = np.array([sight.row[name] for name in ids], dtype=np.int64)
    return sight, sight.compare(head + (len(sight.stories) - len(asked)), at[np.searchsorted(rows, found)])


def know_surroundings(
    field: Field, sight: Sight, pairs: Pairs, live: Live, window: Window, afresh: set[str], settings: BundleSettings
) -> Field:
    """The field with what blocking proposes to the published stories that are grouped afresh."""
    asked = [story for row, story in enumerate(field.sight.stories) if field.homes[row] in afresh]
    told: dict[tuple[str, str], float] = {}
    for seen, known in (look_around(live, window, asked, settings), (sight, pairs)):
        for (left, right), score in known.items():
            one, other = sorted((seen.stories[left].id, seen.stories[right].id))
            told[one, other] = score
    row = field.sight.row
    around = [0.0 if not home or home in afresh else math.inf for home in field.homes]
    links: Pairs = {}
    for one, other in sorted(told):
        ends = [row[name] for name in (one, other) if name in row]
        for end in ends:
            around[end] += told[one, other]
        if len(ends) == 2:
            links[min(ends), max(ends)] = told[one, other]
    return replace(field, links=links, proposed=frozenset(links), around=around)


def reach_bundles(sight: Sight, pairs: Pairs, live: Live, settings: BundleSettings) -> dict[str, dict[str, float]]:
    """For each new story the bundles that it comes near, with its similarity to its closest story there."""
    found: dict[str, dict[str, float]] = {}
    homes = [live.home.get(story.id, "") for story in sight.stories]
    for (left, right), score in pairs.items():
        if homes[left] and score >= settings.threshold / 2:  # with less, two groups of one event have closer stories elsewhere
            own = found.setdefault(sight.stories[right].id, {})
            own[homes[left]] = max(own.get(homes[left], 0.0), score)
    return found


def lay_out(
    sight: Sight,
    pairs: Pairs,
    held: Mapping[str, Sequence[Sketch]],
    heads: Sequence[Sketch],
    live: Live,
    window: Window,
    settings: BundleSettings,
    bonds: Bonds,
) -> Field:
    """The new stories and the originals of the bundles that they reach, with what is known of them."""
    inner = Sight.of([*sorted((s for own in held.values() for s in own), key=in_time), *heads], window, settings)
    begin = len(inner.stories) - len(heads)
    around = [math.inf] * begin + [0.0] * len(heads)
    at = [inner.row.get(story.id, -1) for story in sight.stories]
    links: Pairs = {}
    for (left, right), score in pairs.items():
        one, other = at[left], at[right]
        for row in (one, other):
            if row >= begin:
                around[row] += score
        if one >= 0 and other >= 0:
            links[min(one, other), max(one, other)] = score
    homes = [live.home[story.id] for story in inner.stories[:begin]] + [""] * len(heads)
    return Field(inner, homes, links, frozenset(links), around, bonds)


def loosen(
    found: Sequence[Rows],
    reached: Mapping[str, Mapping[str, float]],
    field: Field,
    rows_of: Mapping[str, Sequence[int]],
    settings: BundleSettings,
) -> dict[str, list[str]]:
    """For each new story that is close to a small bundle that it does not join, or to a part of the one that it joins: the small bundles
    that are close to it."""
    joined = {row: {field.homes[other] for other in rows} for rows in found for row in rows if not field.homes[row]}
    close: dict[str, list[str]] = {}
    for story, own in sorted(reached.items()):
        small = {name for name in own if len(rows_of[name]) <= settings.settled_stories and name not in field.bonds.held}
        ranked = sorted((-score, name) for name, score in own.items() if name in small and score >= settings.threshold)
        close[story] = [name for _, name in ranked[: settings.afresh]]
    asked = {story: rows_of[own[0]] for story, own in close.items() if own and len(rows_of[own[0]]) > 1}
    left = np.concatenate([np.array(rows) for rows in asked.values()] or [np.zeros(0, dtype=np.int64)])
    right = np.repeat([field.sight.row[story] for story in asked], [len(rows) for rows in asked.values()]).astype(np.int64)
    scores = field.sight.closeness.of_pairs(left, right).round(6)
    starts = np.cumsum([0, *(len(rows) for rows in asked.values())]).tolist()
    uneven = {
        story
        for story, start, end in zip(asked, starts, starts[1:], strict=False)
        if scores[start:end].mean() < scores[start:end].max() * UNEVEN
    }
    return {
        story: own for story, own in close.items() if story in uneven or any(name not in joined[field.sight.row[story]] for name in own)
    }


def rank_near(sight: Sight, pairs: Pairs, field: Field, heads: Sequence[Sketch]) -> dict[str, list[tuple[float, str]]]:
    """For each new story those that it was compared with, closest first."""
    near: dict[str, list[tuple[float, str]]] = {story.id: [] for story in heads}
    for (left, right), score in pairs.items():
        one, other = sight.stories[left].id, sight.stories[right].id
        for story, met in ((one, other), (other, one)):
            if story in near:
                near[story].append((score, met))
    return {story: sorted(own, key=lambda item: (-item[0], item[1])) for story, own in near.items()}
