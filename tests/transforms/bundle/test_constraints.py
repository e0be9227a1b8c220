"""Bundling under links, edition by edition: whatever comes, the links hold, and the state is what the memberships say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Fold, OpenBundle, Sketch
from tests.transforms.bundle.test_bundle import OTHER_QUAKE, QUAKE, QUAKE_TOO, RATES, Archive, edition, sketch
from transforms.bundle import Bundling, apply_memberships, bundle_constrained, bundle_stories
from transforms.overrides import Link, Links, keep_links


class Linked(Archive):
    """An archive with an editor."""

    links = Links()

    def add(self, new: Sequence[Sketch], folds: Sequence[Fold] = (), dice: random.Random | None = None) -> Bundling:
        self.number += 1
        before, window = list(self.bundles.values()), list(self.sketches.values())
        ids = {s.id for s in (*window, *new)}
        links = Links(*(tuple(link for link in own if {link.left, link.right} <= ids) for own in (self.links.must, self.links.cannot)))
        given = [before, window, list(new), list(folds)]
        if dice:
            for rows in given:
                dice.shuffle(rows)
            links = Links(*(tuple(dice.sample(own, len(own))) for own in (links.must, links.cannot)))
        found = bundle_constrained(*given, edition(self.number), self.settings, links)  # type: ignore[arg-type]
        sketches = self.sketches | {s.id: s for s in new}
        unlabelled = {name: replace(s, labels=()) for name, s in sketches.items()}
        assert apply_memberships(before, found.memberships, unlabelled, edition(self.number)) == found.bundles
        self.bundles.update((row.id, row) for row in found.bundles)
        copy_of = {fold.id: fold.copy_of for fold in folds}
        for name, s in sketches.items():
            sketches[name] = replace(s, copy_of=copy_of.get(name, s.copy_of), labels=(), edition=s.edition or edition(self.number))
        home = {m.id: m.bundle_id for m in found.memberships}
        assert all(self.sketches[m.id].bundle_id != m.bundle_id for m in found.memberships if m.id in self.sketches and m.rule in ("merge", "split"))
        self.sketches = {name: replace(s, bundle_id=home.get(name, s.bundle_id)) for name, s in sketches.items()}
        self.check()
        root = {name: s.copy_of or name for name, s in self.sketches.items()}
        for link in links.must:
            assert self.sketches[link.left].bundle_id == self.sketches[link.right].bundle_id
        for link in links.cannot:
            apart = root[link.left] != root[link.right]
            assert not apart or self.sketches[link.left].bundle_id != self.sketches[link.right].bundle_id
        return found


WORDS = ["ferry fire harbour", "ferry fire crew", "ferry crew hurt", "flour price bakers", "flour bakers minister", "bakers minister angry", "rates bank oslo", "rates bank up"]
drawn_links = st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 7)), max_size=5)


@settings(max_examples=40, deadline=None)
@given(drawn_links, drawn_links, st.lists(st.integers(0, 2), min_size=8, max_size=8), st.randoms(use_true_random=False))
def test_links_hold_in_every_edition_and_order_makes_no_difference(
    early: list[tuple[bool, int, int]], late: list[tuple[bool, int, int]], when: list[int], dice: random.Random
) -> None:
    def links(drawn: list[tuple[bool, int, int]]) -> Links:
        made = [(must, Link(f"s{min(a, b)}", f"s{max(a, b)}", f"{a} {b}")) for must, a, b in drawn if a != b]
        return keep_links([link for must, link in made if must], [link for must, link in made if not must])

    stories = [sketch(f"s{n}", words) for n, words in enumerate(WORDS)]
    plain, mixed = Linked(), Linked()
    for number in range(4):  # the last has no stories, only other links
        own = [s for s, edition_of in zip(stories, when, strict=True) if edition_of == number]
        plain.links = mixed.links = links(early if number < 2 else late)
        if own or plain.sketches:
            assert plain.add(own) == mixed.add(own, dice=dice)
    assert plain.bundles == mixed.bundles


def test_a_bundle_that_a_link_names_is_not_reclustered() -> None:
    desk = Linked()
    desk.add([sketch("q1", *QUAKE), sketch("r1", *RATES)])
    desk.links = Links(must=(Link("q1", "r1", "must-link q1 r1"),))
    desk.add([])
    assert desk.groups() == {frozenset({"q1", "r1"})}
    found = desk.add([sketch("q2", *QUAKE_TOO), sketch("o1", *OTHER_QUAKE)])
    assert desk.sketches["q1"].bundle_id == desk.sketches["r1"].bundle_id and not [m for m in found.memberships if m.rule == "split"]


def test_two_new_stories_that_are_linked_bring_their_companions() -> None:
    """As if they had come before the link was written."""
    desk = Linked()
    desk.links = Links(must=(Link("q1", "r1", "must-link q1 r1: x"),))
    found = desk.add([sketch("q1", *QUAKE), sketch("q2", *QUAKE_TOO), sketch("r1", *RATES)])
    assert desk.groups() == {frozenset({"q1", "q2", "r1"})}
    told = {m.id: m for m in found.memberships}
    assert {name: m.rule for name, m in told.items()} == {"q1": "must-link", "q2": "joins", "r1": "opens"}  # of two bundles the smaller id stays
    assert told["q1"].override == told["r1"].override == "must-link q1 r1: x" and len(found.bundles) == 1


def test_links_of_nobody_change_nothing() -> None:
    new = [sketch("q1", *QUAKE), sketch("q2", *QUAKE_TOO)]
    rows: list[OpenBundle] = []
    assert bundle_constrained(rows, [], new, [], edition(1), Archive().settings, Links()) == bundle_stories(rows, [], new, [], edition(1), Archive().settings)
