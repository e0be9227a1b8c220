"""Bundling under an editor's links: the new stories are placed within what the links leave, then all bundles are mended.

A bundle that holds a story named by a link keeps together as long as the link is there: it takes in stories and other bundles, but is
not grouped afresh, so that what an editor has put right stays so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectors.records import Fold, Membership, OpenBundle, Sketch
from transforms.bundle.constraints import bind_stories
from transforms.bundle.enforce import mend_bundles
from transforms.bundle.settings import BundleSettings
from transforms.bundle.state import bundle_id, settle_bundles
from transforms.bundle.verdicts import Bundling, bundle_stories
from transforms.overrides import Links


def bundle_linked(
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
    root = name_originals(sketches, folds)
    home = {story: row.id for row in open_bundles if not row.merged_into for story in row.members}
    placed = bundle_stories(open_bundles, window, new, folds, edition, settings, bind_stories(links, root, home))
    rows = {row.id: row for row in open_bundles} | {row.id: row for row in placed.bundles}
    mended = mend_bundles(list(rows.values()), sketches, root, links, edition, settings)
    memberships = tell_links(placed.memberships, mended, links, root, home, edition)
    return Bundling(settle_bundles(open_bundles, memberships, sketches, edition), memberships)


def name_originals(sketches: Mapping[str, Sketch], folds: Sequence[Fold]) -> dict[str, str]:
    """The root original of every story; itself where it copies nothing, or nothing in sight."""
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


def tell_links(
    memberships: Sequence[Membership],
    mended: Mapping[str, Membership],
    links: Links,
    root: Mapping[str, str],
    home: Mapping[str, str],
    edition: str,
) -> tuple[Membership, ...]:
    """The memberships of an edition, by story, with what the links had to do with them; ``home`` is that before the edition."""
    placed = {membership.id: membership for membership in memberships}
    words: dict[str, str] = {}  # of each original that a link names: of the first must-link, else the first cannot-link
    partner: dict[str, str] = {}
    for link in (*sorted(links.must), *sorted(links.cannot)):
        for end, other in ((link.left, link.right), (link.right, link.left)):
            words.setdefault(root[end], link.words)
            partner.setdefault(root[end], other)
    told = []
    for story in sorted(placed.keys() | mended.keys()):
        first, last = placed.get(story), mended.get(story)
        if story in home:
            found = last and replace(last, matched=home[story])
            if first and (not last or first.rule in ("copy", "joins", "opens")):  # it copies another now, or none
                found = replace(first, bundle_id=last.bundle_id, override=last.override) if last else first
            assert found is not None
            if found.bundle_id == home[story] and found.rule not in ("copy", "joins", "opens"):
                continue  # back where it was
        else:
            assert first is not None
            found = replace(first, override=words.get(story, ""))
            if last:
                found = replace(found, bundle_id=last.bundle_id, override=last.override)
            if found.rule != "copy":
                opens = found.bundle_id == bundle_id(story, edition)
                found = replace(found, rule="opens" if opens else "joins" if found.rule == "opens" else found.rule)
                if last and last.rule == "must-link" and not opens:
                    found = replace(found, rule="must-link", matched=partner.get(story, found.matched))
        told.append(found)
    return tuple(told)
