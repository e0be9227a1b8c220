"""Bundling: what belongs together, what stays apart, and the laws of ids, state and order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.hashes import content_hash
from connectors.records import Fold, Membership, OpenBundle, Sketch
from tests.services import SHARED
from transforms.bundle import BundleSettings, Bundling, apply_memberships, bundle_stories
from transforms.bundle.moves import name_clusters
from transforms.bundle.verdicts import bundle_in_window
from transforms.bundle.window import Window
from transforms.text.terms import STEM, weigh_terms
from transforms.text.words import tokens

SETTINGS = BundleSettings(most_moved=1.0)
DAY = datetime(2021, 12, 31, tzinfo=UTC)
SEEDS = SHARED / "data" / "seeds"

QUAKE = (
    "Strong earthquake hits Lisbon, dozens hurt",
    "A magnitude 6.1 earthquake shook Lisbon on Monday, injuring dozens. Rescuers searched collapsed houses in the Alfama district, Mayor Rui Costa said.",
)
QUAKE_TOO = (
    "Lisbon earthquake: rescuers search the Alfama ruins",
    "Rescuers searched for survivors in Lisbon's Alfama district after a magnitude 6.1 earthquake injured dozens, Mayor Rui Costa told reporters.",
)
OTHER_QUAKE = (
    "Strong earthquake hits Osaka, dozens hurt",
    "A magnitude 5.4 earthquake shook Osaka on Tuesday. Firefighters combed the Namba quarter, Governor Kenji Mori said; 3,000 homes had no power.",
)
RATES = (
    "Central bank raises rates to 4.5 percent",
    "The Bank of Norway lifted its key rate to 4.5 percent, the highest since 2008, Governor Ida Bache said in Oslo.",
)


def edition(number: int) -> str:
    return f"{number:08d}-20211231T120000Z"


def sketch(id: str, title: str, text: str = "", *, when: datetime | None = DAY, language: str = "en", copy_of: str = "") -> Sketch:
    found = weigh_terms(title, text, language)
    return Sketch(
        id=id,
        language=language,
        site=f"{id}.example",
        title=title,
        event_time=when or DAY,
        published=when,
        published_precision="second" if when else "none",
        first_seen=DAY,
        words=len(tokens(title)) + len(tokens(text)),
        title_hash="",
        text_hash="",
        signature=b"",
        shingles=b"",
        terms=found.terms,
        weights=found.weights,
        numbers=found.numbers,
        labels=found.labels,
        copy_of=copy_of,
    )


class Archive:
    """What the store keeps from edition to edition, checked after every one; beside it the same state kept warm."""

    def __init__(self, settings: BundleSettings = SETTINGS) -> None:
        self.settings = settings
        self.bundles: dict[str, OpenBundle] = {}
        self.sketches: dict[str, Sketch] = {}
        self.number = 0
        self.window = Window()

    def add(self, new: Sequence[Sketch], folds: Sequence[Fold] = (), dice: random.Random | None = None) -> Bundling:
        self.number += 1
        before, window = list(self.bundles.values()), list(self.sketches.values())
        new, folds = list(new), list(folds)
        if dice:
            for rows in (before, window, new, folds):
                dice.shuffle(rows)  # type: ignore[arg-type]
        found = bundle_stories(before, window, new, folds, edition(self.number), self.settings)
        sketches = self.sketches | {s.id: s for s in new}
        assert bundle_in_window(self.window, new, folds, edition(self.number), self.settings) == found  # warm or cold
        unlabelled = {name: replace(s, labels=()) for name, s in sketches.items()}
        assert apply_memberships(before, found.memberships, unlabelled, edition(self.number)) == found.bundles
        tombstones = {row.id: row for row in self.bundles.values() if row.merged_into}
        self.bundles.update((row.id, row) for row in found.bundles)
        assert all(self.bundles[name] == row for name, row in tombstones.items())  # a tombstone never changes
        copy_of = {fold.id: fold.copy_of for fold in folds}
        for name, s in sketches.items():
            sketches[name] = replace(s, copy_of=copy_of.get(name, s.copy_of), labels=())
        for m in found.memberships:
            sketches[m.id] = replace(sketches[m.id], bundle_id=m.bundle_id)
        self.window.publish([s for name, s in sketches.items() if s != self.sketches.get(name)], found.bundles)
        self.sketches = sketches
        self.check()
        return found

    def check(self) -> None:
        living = [row for row in self.bundles.values() if not row.merged_into]
        assert sorted(story for row in living for story in row.members) == sorted(self.sketches)
        for row in living:
            assert row.members and set(row.originals) <= set(row.members)
            assert row.members == tuple(sorted(row.members)) and row.originals == tuple(sorted(row.originals))
            assert row.id == content_hash("bundle", row.founder, row.opened)
            for story in row.members:
                assert self.sketches[story].bundle_id == row.id
                root = self.sketches[story].copy_of
                assert not root or root not in self.sketches or self.sketches[root].bundle_id == row.id
        for row in self.bundles.values():
            if row.merged_into:
                assert not row.members and row.merged_into in self.bundles

    def groups(self) -> set[frozenset[str]]:
        return {frozenset(row.members) for row in self.bundles.values() if row.members}


def test_one_event_one_bundle_and_a_look_alike_apart() -> None:
    archive = Archive()
    found = archive.add(
        [sketch("a", *QUAKE), sketch("b", *QUAKE_TOO), sketch("c", *OTHER_QUAKE, when=DAY + timedelta(days=1)), sketch("d", *RATES)]
    )
    assert archive.groups() == {frozenset("ab"), frozenset("c"), frozenset("d")}
    joined = next(m for m in found.memberships if m.id == "b")
    assert joined.rule == "joins" and joined.matched == "a" and joined.score >= joined.threshold
    assert "lisbon" in joined.terms and not any(term.endswith(STEM) or not term for term in joined.terms)


def test_a_later_edition_joins_the_open_bundle() -> None:
    archive = Archive()
    archive.add([sketch("a", *QUAKE), sketch("d", *RATES)])
    (name,) = [row.id for row in archive.bundles.values() if "a" in row.members]
    found = archive.add([sketch("b", *QUAKE_TOO, when=DAY + timedelta(hours=8))])
    assert [(m.id, m.bundle_id) for m in found.memberships] == [("b", name)]
    (row,) = found.bundles
    assert (row.members, row.version, row.opened, row.edition) == (("a", "b"), 2, edition(1), edition(2))
    assert row.last_event == DAY + timedelta(hours=8) and "lisbon" in row.labels


def test_nothing_new_changes_nothing() -> None:
    archive = Archive()
    archive.add([sketch("a", *QUAKE), sketch("d", *RATES)])
    assert archive.add([]) == Bundling()


def test_a_bundle_idles_out_by_event_time_not_by_edition() -> None:
    archive = Archive()
    archive.add([sketch("a", *QUAKE)])
    archive.add([sketch("b", *QUAKE_TOO, when=DAY + timedelta(days=8))])
    assert archive.groups() == {frozenset("a"), frozenset("b")}


def test_an_undated_story_finds_a_dated_one_from_an_archive() -> None:
    archive = Archive()
    archive.add([sketch("a", *QUAKE, when=DAY - timedelta(days=4000)), sketch("b", *QUAKE_TOO, when=None)])
    assert archive.groups() == {frozenset("ab")}


def test_a_copy_goes_where_its_original_is() -> None:
    archive = Archive()
    found = archive.add([sketch("a", *QUAKE), sketch("b", "Something else entirely"), sketch("d", *RATES)], [Fold(id="b", copy_of="a")])
    assert archive.groups() == {frozenset("ab"), frozenset("d")}
    assert [m.rule for m in found.memberships if m.id == "b"] == ["copy"]
    assert [row.originals for row in found.bundles if "a" in row.members] == [("a",)]


def test_an_original_that_comes_later_joins_its_copies() -> None:
    archive = Archive()
    archive.add([sketch("b", *QUAKE_TOO, when=DAY + timedelta(hours=5)), sketch("d", *RATES)])
    found = archive.add([sketch("a", *QUAKE_TOO)], [Fold(id="b", copy_of="a")])
    (row,) = found.bundles
    assert row.members == ("a", "b") and row.originals == ("a",) and row.founder == "b"
    assert {m.id: m.rule for m in found.memberships} == {"a": "joins", "b": "copy"}


def test_copies_in_two_bundles_end_in_the_earlier_one() -> None:
    archive = Archive()
    archive.add([sketch("b", *QUAKE)])
    archive.add([sketch("c", *RATES)])
    names = {story: archive.sketches[story].bundle_id for story in "bc"}
    archive.add([sketch("a", *RATES, when=DAY - timedelta(hours=1))], [Fold(id="b", copy_of="a"), Fold(id="c", copy_of="a")])
    assert archive.groups() == {frozenset("abc")}
    assert archive.bundles[names["c"]].merged_into == names["b"]
    assert archive.bundles[names["b"]].originals == ("a",)


def test_a_withdrawn_copy_is_an_original_again() -> None:
    archive = Archive()
    archive.add([sketch("a", *QUAKE), sketch("b", *QUAKE_TOO)], [Fold(id="b", copy_of="a")])
    archive.add([sketch("d", *RATES)], [Fold(id="b", copy_of="")])
    assert next(row.originals for row in archive.bundles.values() if "a" in row.members) == ("a", "b")


def test_two_published_bundles_that_one_story_shows_to_be_one_are_merged() -> None:
    archive = Archive()
    one = "Alfama collapsed house survivors rescue dogs volunteers bread blankets schools night shelter tents water"
    other = "Baixa damaged church tiles closed metro engineers inspect arches tower bells cracks square tram"
    archive.add([sketch("a", "Alfama digs", one)])
    archive.add([sketch("b", "Baixa counts its damage", other)])
    assert len(archive.groups()) == 2
    first = archive.sketches["a"].bundle_id
    both = [sketch(f"c{i}", "Alfama digs, Baixa counts its damage", one + " " + other) for i in range(4)]
    found = archive.add(both)
    assert archive.groups() == {frozenset({"a", "b", "c0", "c1", "c2", "c3"})}
    (stone,) = [row for row in found.bundles if row.merged_into]
    assert stone.merged_into == first and stone.members == ()
    assert next(m for m in found.memberships if m.id == "b").rule == "merge"


def test_a_bundle_that_turns_out_to_be_two_events_is_split() -> None:
    archive = Archive(replace(SETTINGS, threshold=0.0, least_promise=0.0))  # joins what it should not
    archive.add([sketch("a", *QUAKE), sketch("b", *RATES), sketch("c", "Borrowers will pay more", RATES[1])])
    (name,) = archive.bundles
    archive.settings = SETTINGS
    found = archive.add([sketch("d", *QUAKE_TOO), sketch("e", "Bank of Norway: 4.5 percent", RATES[1])], [Fold(id="c", copy_of="b")])
    assert archive.groups() == {frozenset("ad"), frozenset("bce")}
    assert archive.bundles[name].founder == "a" and archive.bundles[name].members == ("a", "d")
    (part,) = [row for row in found.bundles if row.id != name]
    assert part.split_from == name and part.opened == edition(2) and part.originals == ("b", "e")
    assert {m.id: m.rule for m in found.memberships} == {"b": "split", "c": "copy", "d": "joins", "e": "joins"}


def test_a_settled_bundle_keeps_together() -> None:
    archive = Archive(replace(SETTINGS, threshold=0.0, least_promise=0.0, settled_stories=3))  # joins what it should not
    archive.add([sketch("a", *QUAKE), sketch("b", *RATES), sketch("c", *OTHER_QUAKE), sketch("d", *QUAKE_TOO)])
    assert len(archive.groups()) == 1
    archive.settings = replace(SETTINGS, settled_stories=3)
    archive.add([sketch("e", "Bank of Norway: 4.5 percent", RATES[1])])
    assert frozenset("abcd") in {group - {"e"} for group in archive.groups()}


def test_the_part_with_the_founding_story_keeps_the_id_and_another_ends_or_stays_with_most_of_its_stories() -> None:
    stories = [sketch(name, "x") for name in "abcde"]
    bundle_of, founders, order = ["A", "A", "B", "B", "B"], {"A": "a", "B": "c"}, ["A", "B"]
    assert name_clusters([(0,), (1, 2, 3, 4)], stories, bundle_of, order, founders) == (["A", "B"], {})
    assert name_clusters([(0, 1, 2, 3, 4)], stories, bundle_of, order, founders) == (["A"], {"B": "A"})
    assert name_clusters([(0, 1, 2), (3, 4)], stories, bundle_of, order, founders) == (["A", "B"], {})
    assert name_clusters([(0, 1, 2), (3,), (4,)], stories, bundle_of, order, founders) == (["A", "", ""], {"B": "A"})


def test_memberships_that_cannot_be_applied_are_refused() -> None:
    story = sketch("a", *QUAKE)
    with pytest.raises(ValueError, match="none of its 1 stories opens it"):
        apply_memberships([], [Membership(id="a", bundle_id="feedfeedfeedfeed", rule="joins")], {"a": story}, edition(1))
    name = content_hash("bundle", "a", edition(1))
    with pytest.raises(ValueError, match="sketch is not at hand"):
        apply_memberships([], [Membership(id="a", bundle_id=name, rule="opens")], {}, edition(1))


def test_stories_without_any_term_stay_alone() -> None:
    archive = Archive()
    archive.add([sketch("a", ""), sketch("b", "…"), sketch("c", "", "!")])
    assert len(archive.groups()) == 3


def test_scripts_without_spaces() -> None:
    archive = Archive()
    archive.add(
        [
            sketch("a", "大阪で震度6の地震、けが人多数", language="ja"),
            sketch("b", "大阪の地震、震度6を観測 けが人も", language="ja"),
            sketch("c", "日銀が金利引き上げを決定", language="ja"),
        ]
    )
    assert archive.groups() == {frozenset("ab"), frozenset("c")}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed stories are not beside the checkout")
def test_the_seed_stories_are_one_bundle() -> None:
    stories = []
    for path in sorted(SEEDS.glob("*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        stories.append(sketch(path.name, title, text, when=None))
    assert len(stories) == 5
    dated = [replace(stories[-1], published=DAY, event_time=DAY, published_precision="day")]
    for some in (stories, [*stories[:-1], *dated]):
        archive = Archive()
        archive.add(some)
        assert len(archive.groups()) == 1


PLACES = ("Lisbon", "Osaka", "Oslo", "Quito")
THINGS = ("earthquake shook houses", "strike closed ports", "court jailed banker", "vote toppled cabinet")


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[list[Sketch]], list[list[Fold]]]:
    """Some editions of short stories on a few events, some of them copies of earlier or of later ones."""
    editions: list[list[Sketch]] = []
    folds: list[list[Fold]] = []
    roots: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        rows, verdicts = [], []
        for i in range(draw(st.integers(0, 6))):
            place, thing = draw(st.sampled_from(PLACES)), draw(st.sampled_from(THINGS))
            extra = " ".join(draw(st.lists(st.sampled_from(["mayor", "night", "river", "seven", "police", "union"]), max_size=4)))
            when = draw(st.one_of(st.none(), st.integers(0, 12).map(lambda d: DAY + timedelta(days=d))))
            name = f"s{number}{i}"
            rows.append(sketch(name, f"{place} {thing}", extra, when=when))
            if roots and draw(st.integers(0, 4)) == 0:
                verdicts.append(Fold(id=name, copy_of=draw(st.sampled_from(roots))))
            elif roots and draw(st.integers(0, 9)) == 0:  # an original that comes late
                old = roots.pop()
                verdicts.append(Fold(id=old, copy_of=name))
                roots.append(name)
            else:
                roots.append(name)
        copies = {v.id: v.copy_of for v in verdicts}
        verdicts = [Fold(id=name, copy_of=_root(name, copies)) for name in copies]
        editions.append(rows)
        folds.append(verdicts)
    return editions, folds


def _root(name: str, copies: dict[str, str]) -> str:
    while name in copies:
        name = copies[name]
    return name


@settings(max_examples=40, deadline=None)
@given(streams(), st.integers(0, 2**32))
def test_any_stream_keeps_the_laws_and_its_order_means_nothing(stream: tuple[list[list[Sketch]], list[list[Fold]]], seed: int) -> None:
    editions, folds = stream
    one, other, dice = Archive(), Archive(), random.Random(seed)
    for rows, verdicts in zip(editions, folds, strict=True):
        assert one.add(rows, verdicts) == other.add(rows, verdicts, dice)
    assert one.bundles == other.bundles
