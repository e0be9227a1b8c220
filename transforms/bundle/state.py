"""What a bundle's state becomes when memberships are published: a pure function, so that ``rebuild-state`` can replay it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from connectors.hashes import content_hash
from connectors.records import Membership, OpenBundle, Sketch
from transforms.bundle.document_frequency import share_of_stories
from transforms.text.words import hash_terms

MOST_LABELS = 12
"""Terms of a bundle that are spelled out."""

USUAL_WORDS = 300.0
"""Length of a story by which the rarity of a label is judged."""


def bundle_id(founder: str, edition: str) -> str:
    """The id of the bundle that a story opens in an edition."""
    return content_hash("bundle", founder, edition)


def settle_bundles(
    before: Sequence[OpenBundle],
    memberships: Sequence[Membership],
    sketches: Mapping[str, Sketch],
    edition: str,
) -> tuple[OpenBundle, ...]:
    """The rows of ``before`` that the memberships of one edition change, and the new ones; sorted by id.

    ``sketches`` must have the story of every membership, but for stories whose bundle is taken over by another.
    Raises ValueError where a membership can't be settled: its bundle is unknown, or a sketch is missing.
    """
    rows = {row.id: row for row in before}
    home = {story: row.id for row in before if not row.merged_into for story in row.members}
    originals_before = {story for row in before for story in row.originals}
    moved: dict[str, Membership] = {membership.id: membership for membership in sorted(memberships, key=lambda m: (m.id, m.bundle_id))}
    joined: dict[str, list[str]] = defaultdict(list)
    left: dict[str, list[str]] = defaultdict(list)
    touched: set[str] = set()
    for story, membership in moved.items():
        old = home.get(story)
        touched.add(membership.bundle_id)
        if old != membership.bundle_id:
            joined[membership.bundle_id].append(story)
            if old is not None:
                left[old].append(story)
                touched.add(old)

    taken: dict[str, str] = {}  # emptied bundle → the bundle that has most of its members now
    for source, stories in left.items():
        if len(stories) == len(rows[source].members):
            targets = [moved[story].bundle_id for story in stories]
            taken[source] = min(set(targets), key=lambda target: (-targets.count(target), target))

    settled = []
    for name in sorted(touched):
        row = rows.get(name)
        if name in taken:
            assert row is not None
            settled.append(_bury(row, taken[name], edition))
            continue
        if row is None:
            row = _open(name, joined[name], moved, sketches, edition)
        elif row.merged_into:
            raise ValueError(f"bundle {name} was taken over by {row.merged_into}: no story can join it in edition {edition}")
        merged = [rows[source] for source in sorted(taken) if taken[source] == name]
        absorbed = {story for source in merged for story in source.members}
        members = (set(row.members) - set(left[name])) | set(joined[name])
        plain = {story for story in members if story not in moved or _is_as_before(moved[story], story in home)}
        originals = {s for s in members if (s in originals_before if s in plain else moved[s].rule != "copy")}
        unseen = [home[story] for story in joined[name] if story not in sketches and home.get(story) in taken]
        ended = [*merged, *(rows[source] for source in sorted(set(unseen)) if taken[source] != name)]
        told = [_sketch(sketches, s) for s in sorted(joined[name]) if s not in absorbed and (s in sketches or home.get(s) not in taken)]
        labels = _labels([row, *merged], [moved[story] for story in sorted(joined[name]) if story not in absorbed])
        settled.append(
            replace(
                row,
                members=tuple(sorted(members)),
                originals=tuple(sorted(originals)),
                first_event=min([row.first_event, *(source.first_event for source in ended), *(s.event_time for s in told)]),
                last_event=max([row.last_event, *(source.last_event for source in ended), *(s.event_time for s in told)]),
                labels=labels,
                moved=row.moved + sum(story in home for story in joined[name]),
                version=row.version + 1,
                edition=edition,
            )
        )
    return tuple(settled)


def _is_as_before(membership: Membership, published: bool) -> bool:
    """Whether a membership says nothing of whether its story is a copy."""
    return membership.rule in ("merge", "split") or (published and membership.rule in ("must-link", "cannot-link"))


def _open(name: str, stories: Sequence[str], moved: Mapping[str, Membership], sketches: Mapping[str, Sketch], edition: str) -> OpenBundle:
    founders = [story for story in stories if bundle_id(story, edition) == name]
    if not founders:
        raise ValueError(f"bundle {name} is not in the state and none of its {len(stories)} stories opens it in edition {edition}")
    founder = _sketch(sketches, founders[0])
    split = sorted(moved[story].matched for story in stories if moved[story].rule in ("split", "cannot-link") and moved[story].matched)
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


def _bury(row: OpenBundle, target: str, edition: str) -> OpenBundle:
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
    rarity = -np.log(share_of_stories(rows[0].language, hash_terms(spelled), USUAL_WORDS))
    scored = sorted((-round(weight[label] * float(rare), 6), label) for label, rare in zip(spelled, rarity, strict=True))
    return tuple(label for _, label in scored[:MOST_LABELS])
