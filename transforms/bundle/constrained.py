"""Bundling under an editor's links: new stories are clustered within what the links leave, then the links are enforced on all bundles.

A bundle that holds a story named by a link keeps together as long as the link is there: it takes in stories and other bundles, but is
not reclustered, so that what an editor has put right stays so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectors.records import Fold, Membership, OpenBundle, Sketch
from transforms.bundle.constraints import derive_constraints, enforce_constraints
from transforms.bundle.settings import BundleSettings
from transforms.bundle.state import apply_memberships, bundle_id
from transforms.bundle.verdicts import Bundling, bundle_stories
from transforms.overrides import Links

DECIDED_ANEW = ("copy", "joins", "opens")
"""Rules of memberships that say more of a published story than where it moves: it copies another now, or none."""


def bundle_constrained(
    open_bundles: Sequence[OpenBundle],
    window: Sequence[Sketch],
    new: Sequence[Sketch],
    folds: Sequence[Fold],
    edition: str,
    settings: BundleSettings,
    links: Links,
) -> Bundling:
    """``bundle_stories`` under links on the stories of ``window`` and ``new``; these alone are enough to change published bundles.

    ``window`` should hold every member of a bundle that a link may change: one that it doesn't hold stays where it is.
    """
    if not links:
        return bundle_stories(open_bundles, window, new, folds, edition, settings)
    sketches = {sketch.id: sketch for sketch in (*window, *new)}
    root = find_roots(sketches, folds)
    bundle_of = {story: row.id for row in open_bundles if not row.merged_into for story in row.members}
    constraints = derive_constraints(links, root, bundle_of)
    clustered = bundle_stories(open_bundles, window, new, folds, edition, settings, constraints)
    rows = {row.id: row for row in open_bundles} | {row.id: row for row in clustered.bundles}
    enforced = enforce_constraints(list(rows.values()), sketches, root, links, edition, settings)
    memberships = combine_memberships(clustered.memberships, enforced, links, root, bundle_of, edition)
    return Bundling(apply_memberships(open_bundles, memberships, sketches, edition), memberships)


def find_roots(sketches: Mapping[str, Sketch], folds: Sequence[Fold]) -> dict[str, str]:
    """The root original of every story; itself where it copies nothing, or nothing at hand."""
    copy_of = {name: sketch.copy_of for name, sketch in sketches.items()}
    copy_of |= {fold.id: fold.copy_of for fold in sorted(folds, key=lambda f: (f.id, f.copy_of))}
    found = {}
    for name in sketches:
        seen, at = {name}, name
        while copy_of.get(at) and copy_of[at] not in seen:
            at = copy_of[at]
            seen.add(at)
        found[name] = at
    return found


def combine_memberships(
    clustered: Sequence[Membership],
    enforced: Mapping[str, Membership],
    links: Links,
    root: Mapping[str, str],
    bundle_of: Mapping[str, str],
    edition: str,
) -> tuple[Membership, ...]:
    """The memberships of an edition, by story, with what the links had to do with them; ``bundle_of`` is that before the edition."""
    by_story = {membership.id: membership for membership in clustered}
    link_of = _first_links(links, root)
    found = []
    for story in sorted(by_story.keys() | enforced.keys()):
        first, last = by_story.get(story), enforced.get(story)
        if story in bundle_of:
            combined = _combine_published(first, last, bundle_of[story])
            if combined:
                found.append(combined)
        else:
            assert first is not None
            found.append(_combine_new(first, last, link_of.get(story), edition))
    return tuple(found)


def _first_links(links: Links, root: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """For each original that a link names, the words and the other end of its first must-link, else of its first cannot-link."""
    found: dict[str, tuple[str, str]] = {}
    for link in (*sorted(links.must), *sorted(links.cannot)):
        found.setdefault(root[link.left], (link.words, link.right))
        found.setdefault(root[link.right], (link.words, link.left))
    return found


def _combine_published(first: Membership | None, last: Membership | None, before: str) -> Membership | None:
    """The membership of a published story by what clustering and then the links make of it; none where it is back in ``before``."""
    if first and (not last or first.rule in DECIDED_ANEW):
        found = replace(first, bundle_id=last.bundle_id, override=last.override) if last else first
    else:
        assert last is not None
        found = replace(last, matched=before)
    return None if found.bundle_id == before and found.rule not in DECIDED_ANEW else found


def _combine_new(first: Membership, last: Membership | None, link: tuple[str, str] | None, edition: str) -> Membership:
    """The membership of a new story, with the words of the link that names it."""
    words, partner = link or ("", first.matched)
    found = replace(first, override=words)
    if last:
        found = replace(found, bundle_id=last.bundle_id, override=last.override)
    if found.rule == "copy":
        return found
    opens = found.bundle_id == bundle_id(found.id, edition)
    if last and last.rule == "must-link" and not opens:
        return replace(found, rule="must-link", matched=partner)
    return replace(found, rule="opens" if opens else "joins" if found.rule == "opens" else found.rule)
