"""What a bundle's state becomes when memberships are published: a pure function, so that ``rebuild-state`` can replay it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from connectors.records import Membership, OpenBundle, Sketch, content_hash
from transforms.bundle.settings import BundleSettings
from transforms.terms import FLOAT32
from transforms.words import UINT64, hash_term

MOST_NUMBERS = 64
"""Numbers kept of a bundle."""

MOST_LABELS = 12
"""Terms of a bundle that are spelled out."""


def bundle_id(founder: str, edition: str) -> str:
    """The id of the bundle that a story opens in an edition."""
    return content_hash("bundle", founder, edition)


def settle_bundles(
    before: Sequence[OpenBundle],
    memberships: Sequence[Membership],
    sketches: Mapping[str, Sketch],
    edition: str,
    settings: BundleSettings,
) -> tuple[OpenBundle, ...]:
    """The rows of ``before`` that the memberships of one edition change, and the new ones; sorted by id.

    ``sketches`` must have the story of every membership, but for stories whose whole bundle is taken over by another.
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
    whole = {source for source, target in taken.items() if all(moved[s].bundle_id == target for s in left[source])}

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
        merged = [rows[source] for source in sorted(whole) if taken[source] == name]
        absorbed = {story for source in merged for story in source.members}
        members = (set(row.members) - set(left[name])) | set(joined[name])
        kept = set(row.originals).union(*(source.originals for source in merged))
        plain = {story for story in members if story not in moved or moved[story].rule in ("merge", "split")}  # a copy or not, as before
        originals = {s for s in members if (s in originals_before if s in plain else moved[s].rule != "copy")}
        came = sorted(story for story in joined[name] if story in originals and story not in absorbed)
        went = sorted(story for story in kept if story not in originals)
        terms, weights = _centroid([row, *merged], [_sketch(sketches, s) for s in came], [_sketch(sketches, s) for s in went], settings)
        told = [_sketch(sketches, story) for story in sorted(joined[name]) if story not in absorbed]
        spelled = [
            *row.labels,
            *(t for source in merged for t in source.labels),
            *(t for s in sorted(joined[name]) for t in moved[s].terms),
        ]
        settled.append(
            replace(
                row,
                members=tuple(sorted(members)),
                originals=tuple(sorted(originals)),
                first_event=min([row.first_event, *(source.first_event for source in merged), *(s.event_time for s in told)]),
                last_event=max([row.last_event, *(source.last_event for source in merged), *(s.event_time for s in told)]),
                terms=terms,
                weights=weights,
                numbers=_numbers([row, *merged], told),
                labels=_labels(spelled, terms, weights),
                version=row.version + 1,
                edition=edition,
            )
        )
    return tuple(settled)


def _open(name: str, stories: Sequence[str], moved: Mapping[str, Membership], sketches: Mapping[str, Sketch], edition: str) -> OpenBundle:
    founders = [story for story in stories if bundle_id(story, edition) == name]
    if not founders:
        raise ValueError(f"bundle {name} is not in the state and none of its {len(stories)} stories opens it in edition {edition}")
    founder = _sketch(sketches, founders[0])
    split = sorted(moved[story].matched for story in stories if moved[story].rule == "split")
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
        terms=b"",
        weights=b"",
        numbers=b"",
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


def _centroid(rows: Sequence[OpenBundle], came: Sequence[Sketch], went: Sequence[Sketch], settings: BundleSettings) -> tuple[bytes, bytes]:
    """The strongest terms of the sum of the stories' unit vectors; idf is not in it, since it changes with every edition."""
    parts = [(np.frombuffer(row.terms, dtype=UINT64), np.frombuffer(row.weights, dtype=FLOAT32).astype(np.float64)) for row in rows]
    for stories, sign in ((came, 1.0), (went, -1.0)):
        for story in stories:
            values = np.frombuffer(story.weights, dtype=FLOAT32).astype(np.float64)
            norm = float(np.sqrt(np.sum(values * values))) or 1.0
            parts.append((np.frombuffer(story.terms, dtype=UINT64), sign * values / norm))
    terms, where = np.unique(np.concatenate([p[0] for p in parts]), return_inverse=True)
    weights = np.bincount(where, weights=np.concatenate([p[1] for p in parts]), minlength=len(terms)).round(6).astype(FLOAT32)
    strongest = np.lexsort((terms, -weights))[: settings.centroid_terms]
    strongest = np.sort(strongest[weights[strongest] > 0])
    return terms[strongest].astype(UINT64).tobytes(), weights[strongest].tobytes()


def _numbers(rows: Sequence[OpenBundle], came: Sequence[Sketch]) -> bytes:
    found = np.frombuffer(b"".join([*(row.numbers for row in rows), *(story.numbers for story in came)]), dtype=UINT64)
    return np.unique(found)[:MOST_NUMBERS].astype(UINT64).tobytes()


def _labels(spelled: Sequence[str], terms: bytes, weights: bytes) -> tuple[str, ...]:
    weight = dict(zip(np.frombuffer(terms, dtype=UINT64).tolist(), np.frombuffer(weights, dtype=FLOAT32).tolist(), strict=True))
    known = [(-weight[hash_term(label)], label) for label in set(spelled) if hash_term(label) in weight]
    return tuple(label for _, label in sorted(known)[:MOST_LABELS])
