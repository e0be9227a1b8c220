"""The stories that an edition had before it when the later of two stories came."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from connectors.editions.documents import Manifest
from connectors.editions.reading import read_rows
from connectors.editions.rows import StoryFacts
from connectors.records import Sketch
from connectors.store import Store
from transforms.state import REACH


@dataclass(frozen=True, slots=True)
class Scene:
    """Sketches of one language, as the state has them now, of the stories that were there when an edition decided."""

    edition: str  # that first had both stories
    sketches: Mapping[str, Sketch]  # by id: the window of that edition, and whatever was asked for besides
    window: tuple[str, ...]  # ids that the edition had within reach, sorted
    new: tuple[str, ...]  # those that came with it, sorted


def load_scene(
    store: Store, manifest: Manifest, rows: Mapping[str, StoryFacts], one: StoryFacts, other: StoryFacts, besides: Collection[str] = ()
) -> Scene:
    """What the first edition that had both stories, of one language, could compare; and the sketches of ``besides``.

    A story that was revised since is seen in its new form. Raises StoreError.
    """
    edition = max(one.first_edition, other.first_edition)
    there = {row.id: row for row in rows.values() if row.language == one.language and row.first_edition <= edition}
    new = sorted(row.id for row in there.values() if row.first_edition == edition)
    times = [rows[id].event_time for id in new]
    first, last = min(times) - REACH, max(times) + REACH
    window = {id for id, row in there.items() if first <= row.event_time <= last}
    wanted = window | {one.id, other.id, *(id for id in (one.root, other.root, *besides) if id in rows)}
    span = min(rows[id].event_time for id in wanted), max(rows[id].event_time for id in wanted)
    found = read_rows(store, manifest, "sketches", Sketch, partition=one.language, span=span, ids=wanted)
    sketches = {sketch.id: sketch for sketch in sorted(found, key=lambda s: s.id)}
    return Scene(edition, sketches, tuple(sorted(window & sketches.keys())), tuple(id for id in new if id in sketches))
