"""The state of the bundles after an edition: what it becomes when memberships are published, by them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from connectors.hashes import content_hash
from connectors.records import Membership, OpenBundle, Sketch
from transforms.bundle.document_frequency import expected_share
from transforms.text.words import hash_terms

MOST_LABELS = 12
"""Terms of a bundle that are spelled out."""

USUAL_WORDS = 300.0
"""Length of a story by which the rarity of a label is judged."""


def bundle_id(founder: str, edition: str) -> str:
    """The id of the bundle that a story opens in an edition."""
    return content_hash("bundle", founder, edition)


def apply_memberships(
    before: Sequence[OpenBundle],
    memberships: Sequence[Membership],
    sketches: Mapping[str, Sketch],
    edition: str,
) -> tuple[OpenBundle, ...]:
    """The rows of ``before`` that the memberships of one edition change, and the new ones; sorted by id.

    ``sketches`` must have the story of every membership, but for stories whose bundle is taken over by another.
    Raises ValueError where a membership can't be applied: its bundle is unknown, or a sketch is missing.
    """
    changes = _Changes(before, memberships, sketches, edition)
    found = []
    for name in sorted(changes.touched):
        row = changes.rows.get(name)
        if name in changes.merged_into:
            assert row is not None
            found.append(_tombstone(row, changes.merged_into[name], edition))
            continue
        if row is None:
            row = changes.open(name)
        elif row.merged_into:
            raise ValueError(f"bundle {name} was taken over by {row.merged_into}: no story can join it in edition {edition}")
        found.append(changes.update(row))
    return tuple(found)


class _Changes:
    """Who joins and who leaves each bundle, and which bundles end."""

    def __init__(
        self, before: Sequence[OpenBundle], memberships: Sequence[Membership], sketches: Mapping[str, Sketch], edition: str
    ) -> None:
        self.rows = {row.id: row for row in before}
        self.touched: set[str] = set()
        self._sketches, self._edition = sketches, edition
        self._bundle_of = {story: row.id for row in before if not row.merged_into for story in row.members}
        self._originals_before = {story for row in before for story in row.originals}
        self._told = {membership.id: membership for membership in sorted(memberships, key=lambda m: (m.id, m.bundle_id))}
        self._joined: dict[str, list[str]] = defaultdict(list)
        self._left: dict[str, list[str]] = defaultdict(list)
        for story, membership in self._told.items():
            self._change(story, self._bundle_of.get(story), membership.bundle_id)
        self.merged_into = self._find_emptied()

    def _change(self, story: str, old: str | None, new: str) -> None:
        self.touched.add(new)
        if old != new:
            self._joined[new].append(story)
            if old is not None:
                self._left[old].append(story)
                self.touched.add(old)

    def _find_emptied(self) -> dict[str, str]:
        """Emptied bundle → the bundle that has most of its members now."""
        found: dict[str, str] = {}
        for source, stories in self._left.items():
            if len(stories) == len(self.rows[source].members):
                targets = [self._told[story].bundle_id for story in stories]
                found[source] = min(set(targets), key=lambda target: (-targets.count(target), target))
        return found

    def open(self, name: str) -> OpenBundle:
        """The row of a new bundle, with its founder but no members yet."""
        return _open(name, self._joined[name], self._told, self._sketches, self._edition)

    def update(self, row: OpenBundle) -> OpenBundle:
        """The row of a bundle that goes on, with its members, times and labels as they are from now on."""
        joined = sorted(self._joined[row.id])
        members = (set(row.members) - set(self._left[row.id])) | set(joined)
        merged = [self.rows[source] for source in sorted(self.merged_into) if self.merged_into[source] == row.id]
        absorbed = {story for source in merged for story in source.members}
        first, last = self._span(row, merged, absorbed)
        return replace(
            row,
            members=tuple(sorted(members)),
            originals=tuple(sorted(story for story in members if self._is_original(story))),
            first_event=first,
            last_event=last,
            labels=_labels([row, *merged], [self._told[story] for story in joined if story not in absorbed]),
            moved=row.moved + sum(story in self._bundle_of for story in joined),
            version=row.version + 1,
            edition=self._edition,
        )

    def _is_original(self, story: str) -> bool:
        told = self._told.get(story)
        if told is None or _says_nothing_of_copies(told, story in self._bundle_of):
            return story in self._originals_before
        return told.rule != "copy"

    def _span(self, row: OpenBundle, merged: Sequence[OpenBundle], absorbed: set[str]) -> tuple[datetime, datetime]:
        """The first and the last event time of a bundle with what joins it: by the stories, or by the bundles that they come from."""
        joined = self._joined[row.id]
        unseen = {
            self._bundle_of[story] for story in joined if story not in self._sketches and self._bundle_of.get(story) in self.merged_into
        }
        ended = [*merged, *(self.rows[source] for source in sorted(unseen) if self.merged_into[source] != row.id)]
        seen = [
            _sketch(self._sketches, story)
            for story in sorted(joined)
            if story not in absorbed and (story in self._sketches or self._bundle_of.get(story) not in self.merged_into)
        ]
        first = min([row.first_event, *(source.first_event for source in ended), *(s.event_time for s in seen)])
        last = max([row.last_event, *(source.last_event for source in ended), *(s.event_time for s in seen)])
        return first, last


def _says_nothing_of_copies(membership: Membership, published: bool) -> bool:
    """Whether a membership leaves open if its story is a copy."""
    return membership.rule in ("merge", "split") or (published and membership.rule in ("must-link", "cannot-link"))


def _open(name: str, stories: Sequence[str], told: Mapping[str, Membership], sketches: Mapping[str, Sketch], edition: str) -> OpenBundle:
    founders = [story for story in stories if bundle_id(story, edition) == name]
    if not founders:
        raise ValueError(f"bundle {name} is not in the state and none of its {len(stories)} stories opens it in edition {edition}")
    founder = _sketch(sketches, founders[0])
    split = sorted(told[story].matched for story in stories if told[story].rule in ("split", "cannot-link") and told[story].matched)
    return OpenBundle(
        id=name,
        language=founder.language,
        founder=founder.id,
        opened=edition,
        founded=founder.event_time,
        first_event=founder.event_time,
        last_event=founder.event_time,
        members=(),
        split_from=split[0] if split else "",
        version=0,
        edition=edition,
    )


def _tombstone(row: OpenBundle, target: str, edition: str) -> OpenBundle:
    return replace(
        row,
        members=(),
        originals=(),
        labels=(),
        merged_into=target,
        version=row.version + 1,
        edition=edition,
    )


def _sketch(sketches: Mapping[str, Sketch], story: str) -> Sketch:
    found = sketches.get(story)
    if found is None:
        raise ValueError(f"story {story} has a new membership, but its sketch is not at hand")
    return found


def _labels(rows: Sequence[OpenBundle], joined: Sequence[Membership]) -> tuple[str, ...]:
    """The terms that say most of what the bundle is about: rare in the language, high in the evidence of many members."""
    weight: dict[str, float] = defaultdict(float)
    for row in rows:
        for place, label in enumerate(row.labels):
            weight[label] += len(row.originals) / (1 + place)
    for membership in joined:
        for place, label in enumerate(membership.terms):
            weight[label] += 1 / (1 + place)
    spelled = sorted(weight)
    rarity = -np.log(expected_share(rows[0].language, hash_terms(spelled), USUAL_WORDS))
    scored = sorted((-round(weight[label] * float(rare), 6), label) for label, rare in zip(spelled, rarity, strict=True))
    return tuple(label for _, label in scored[:MOST_LABELS])
