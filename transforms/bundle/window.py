"""The published stories and bundles of one language in reach: what an edition is bundled against.

Built from what the store holds, or kept from edition to edition: the verdicts are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from connectors.records import Fold, OpenBundle, Sketch
from transforms.bundle.inverted_index import IndexView, InvertedIndex, day_of


class Window:
    """Stories, who copies whom, who is in which bundle, and the index of the originals. One edition at a time changes it."""

    def __init__(self, sketches: Iterable[Sketch] = (), bundles: Iterable[OpenBundle] = ()) -> None:
        self.sketches: dict[str, Sketch] = {}
        self.bundles: dict[str, OpenBundle] = {}
        self.bundle_of: dict[str, str] = {}  # by story
        self.index = InvertedIndex()
        self._copies: dict[str, set[str]] = {}  # of each story that others name as their original
        self._tally: dict[date, list[int]] = {}  # members and moves of the bundles founded on a day
        self.publish(sketches, bundles)

    def publish(self, sketches: Iterable[Sketch], bundles: Iterable[OpenBundle]) -> None:
        """Take over what an edition published."""
        for row in bundles:
            old = self.bundles.get(row.id)
            if old is not None:
                self._count(old, -1)
                self._forget_members(old)
            self.bundles[row.id] = row
        for row in bundles:
            row = self.bundles[row.id]
            self._count(row, 1)
            self.bundle_of.update(dict.fromkeys(row.members, row.id))
        self._update(sorted(sketches, key=lambda s: s.id))

    def take_in(self, new: Sequence[Sketch], folds: Sequence[Fold]) -> None:
        """Take in the stories of an edition and who copies whom from now on. The new originals aren't in the index yet."""
        copy_of = {fold.id: fold.copy_of for fold in sorted(folds, key=lambda f: (f.id, f.copy_of))}
        known = [self.sketches[name] for name in sorted(copy_of) if name in self.sketches]
        self._update([replace(sketch, copy_of=copy_of[sketch.id]) for sketch in known])
        for sketch in sorted(new, key=lambda s: s.id):
            self._name_copy(sketch.id, copy_of.get(sketch.id, sketch.copy_of))
            self.sketches[sketch.id] = replace(sketch, copy_of=copy_of.get(sketch.id, sketch.copy_of))

    def _update(self, sketches: Sequence[Sketch]) -> None:
        added = []
        for sketch in sketches:
            old = self.sketches.get(sketch.id)
            self._name_copy(sketch.id, sketch.copy_of)
            self.sketches[sketch.id] = sketch
            if old is None or _indexed(old) != _indexed(sketch):
                if old is not None and not old.copy_of:
                    self.index.remove([old])
                if not sketch.copy_of:
                    added.append(sketch)
        self.index.add(added)

    def _name_copy(self, story: str, original: str) -> None:
        old = self.sketches[story].copy_of if story in self.sketches else ""
        if old and old != original:
            self._copies[old].discard(story)
        if original:
            self._copies.setdefault(original, set()).add(story)

    def _count(self, row: OpenBundle, sign: int) -> None:
        tally = self._tally.setdefault((row.founded or row.first_event).astimezone(UTC).date(), [0, 0])
        tally[0] += sign * len(row.members)
        tally[1] += sign * row.moved

    def _forget_members(self, row: OpenBundle) -> None:
        for story in row.members:
            if self.bundle_of.get(story) == row.id:
                del self.bundle_of[story]

    def root(self, story: str) -> str:
        """The root original of a story; itself where it copies nothing."""
        seen, at = {story}, story
        while at in self.sketches and self.sketches[at].copy_of and self.sketches[at].copy_of not in seen:
            at = self.sketches[at].copy_of
            seen.add(at)
        return at

    def copy_group(self, root: str) -> list[str]:
        """A root and all that copies it, as far as the window holds them; sorted."""
        found, ahead = {root}, [root]
        while ahead:
            fresh = self._copies.get(ahead.pop(), set()) - found
            found |= fresh
            ahead += fresh
        return sorted(story for story in found if story in self.sketches)

    def originals(self, bundle: str, first: date, last: date, most: int) -> list[Sketch]:
        """The latest originals of a bundle within some days, at most ``most``, in the order of their event times."""
        found = [self.sketches[story] for story in self.bundles[bundle].members if story in self.sketches]
        found = [sketch for sketch in found if not sketch.copy_of and first <= day_of(sketch) <= last]
        return sorted(found, key=in_time)[-most:]

    def view(self, first: date, last: date) -> IndexView:
        """The indexed stories of some days."""
        return self.index.view(first, last)

    def count_memberships(self, first: date, last: date) -> tuple[int, int]:
        """Of the bundles founded on some days: their memberships, and how many of these were ever moved."""
        own = [tally for day, tally in self._tally.items() if first <= day <= last]
        return sum(members for members, _ in own), sum(moved for _, moved in own)

    def forget(self, before: date) -> None:
        """Drop the stories of all days before one, and the bundles that have had none since."""
        gone = [name for name, sketch in self.sketches.items() if day_of(sketch) < before]
        for name in gone:
            self._name_copy(name, "")
            del self.sketches[name]
        self.index.forget(before)
        for row in [row for row in self.bundles.values() if row.last_event.astimezone(UTC).date() < before]:
            self._count(row, -1)
            del self.bundles[row.id]
            self._forget_members(row)


def _indexed(story: Sketch) -> tuple[str, bytes, bytes, int]:
    """What the index knows of a story."""
    return (story.copy_of, story.terms, story.weights, story.words)


def in_time(story: Sketch) -> tuple[datetime, tuple[datetime, datetime, str]]:
    """Sort key: by event time, then seniority."""
    return (story.event_time, story.seniority)


def days_in_reach(stories: Sequence[Sketch], reach: timedelta) -> tuple[date, date]:
    """The first and the last day of event time that the stories can reach."""
    days = [day_of(story) for story in stories]
    return min(days) - reach, max(days) + reach
