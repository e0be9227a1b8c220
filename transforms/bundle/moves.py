"""What grouping afresh would change in published memberships, and how much of it may be.

A published membership that moves costs its readers more than a better bundle gives them, so few may ever be moved; those that
make the most of it are.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from connectors.records import Sketch
from transforms.bundle.graph import Field, Rows, Sight


@dataclass(frozen=True, slots=True)
class Bundles:
    """The open bundles that groups may go on with."""

    order: Sequence[str]  # the one whose id survives a merge first
    founders: Mapping[str, str]  # the story that each was founded on
    sizes: Mapping[str, int]  # members, copies and those out of sight included


def limit_moves(
    afresh: Sequence[Rows], staying: Sequence[Rows], field: Field, bundles: Bundles, weight: Callable[[int], int], budget: int
) -> list[Rows]:
    """One grouping of the rows from two: ``afresh`` where it moves no published story, or few for what it gains; else ``staying``.

    Both hold the same rows, and ``staying`` moves nothing. ``weight`` is the published stories that move along with a row. At most
    ``budget`` are moved, the largest gain for each first.
    """
    kept: list[Rows] = []
    changes = []
    for number, (new, old) in enumerate(match_groups(afresh, staying)):
        cost = count_moves(new, field, bundles, weight)
        if cost:
            changes.append((-round(gain(new, old, field.sight) / cost, 6), cost, number, new, old))
        else:
            kept += new
    for _, cost, _, new, old in sorted(changes):
        if cost <= budget:
            kept += new
            budget -= cost
        else:
            kept += old
    return sorted(kept)


def match_groups(one: Sequence[Rows], other: Sequence[Rows]) -> list[tuple[list[Rows], list[Rows]]]:
    """The smallest pieces of two groupings of the same rows that hold the same rows each."""
    leader: dict[int, int] = {}

    def lead(row: int) -> int:
        while leader.setdefault(row, row) != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    for rows in (*one, *other):
        for row in rows:
            first, second = sorted((lead(rows[0]), lead(row)))
            leader[second] = first
    pieces: dict[int, tuple[list[Rows], list[Rows]]] = defaultdict(lambda: ([], []))
    for place, groups in enumerate((one, other)):
        for rows in groups:
            pieces[lead(rows[0])][place].append(rows)
    return [pieces[number] for number in sorted(pieces)]


def count_moves(groups: Sequence[Rows], field: Field, bundles: Bundles, weight: Callable[[int], int]) -> int:
    """How many published stories change their bundle when rows form these groups."""
    here = {field.homes[row] for rows in groups for row in rows if field.homes[row]}
    own = [name for name in bundles.order if name in here]
    names, taken = name_parts(groups, field.sight.stories, field.homes, own, bundles.founders)
    moved = sum(bundles.sizes[name] for name in taken)
    for rows, name in zip(groups, names, strict=True):
        moved += sum(weight(row) for row in rows if field.homes[row] not in ("", name, *taken))
    return moved


def gain(new: Sequence[Rows], old: Sequence[Rows], sight: Sight) -> float:
    """By how much one grouping is better than another of the same rows: similarity inside the groups above what makes them one."""
    closeness, settings = sight.closeness, sight.closeness.settings

    def measure(rows: Rows) -> tuple[float, float]:
        """The sum of a group's similarities, and the share of the threshold that its pairs must reach."""
        summary = closeness.summarise(rows)
        mean = closeness.of_groups(summary, summary)
        return (mean * len(rows) ** 2 - len(rows)) / 2, max(mean, 0.001) ** float(closeness.slack[list(rows)].mean())

    told = {rows: measure(rows) for rows in sorted({*new, *old}) if len(rows) > 1}
    bar = settings.threshold * float(np.mean([share for _, share in told.values()])) if told else settings.threshold

    def worth(groups: Sequence[Rows]) -> float:
        return math.fsum(told[rows][0] - bar * len(rows) * (len(rows) - 1) / 2 for rows in groups if len(rows) > 1)

    return worth(new) - worth(old)


def name_parts(
    parts: Sequence[Rows], stories: Sequence[Sketch], homes: Sequence[str], order: Sequence[str], founders: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """The open bundle that each part goes on with, empty for none; and which bundles others take over.

    A bundle goes where its founding story is, or most of its stories if that one is out of sight. Of several that go to one
    part the first in ``order`` keeps its id; another stays with the part that has most of its stories, if that is free, and ends otherwise.
    """
    names = [""] * len(parts)
    share: dict[str, Counter[int]] = {name: Counter() for name in order}
    founding: dict[str, int] = {}
    for number, rows in enumerate(parts):
        for row in rows:
            if homes[row]:
                share[homes[row]][number] += 1
                if stories[row].id == founders[homes[row]]:
                    founding[homes[row]] = number
    most = {name: min(held, key=lambda number: (-held[number], number)) for name, held in share.items()}
    late: dict[str, int] = {}
    for name in order:
        wanted = founding.get(name, most[name])
        if names[wanted]:
            late[name] = wanted
        else:
            names[wanted] = name
    taken = {}
    for name, wanted in late.items():
        if not names[most[name]] and 2 * share[name][most[name]] > share[name].total():
            names[most[name]] = name
        else:
            taken[name] = names[wanted]
    return names, taken
