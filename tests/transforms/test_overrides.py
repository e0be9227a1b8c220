"""Overrides among stories at hand: which pairs they bind, and what they change in published bundles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.hashes import content_hash, identity_key
from connectors.overrides import Override, OverridesError
from connectors.records import Known, Membership, OpenBundle, Sketch, Story
from transforms.bundle import BundleSettings, apply_memberships
from transforms.bundle.constraints import enforce_constraints
from transforms.overrides import Bound, Link, Links, Place, bind_overrides, judge_overrides, keep_links, link_stories
from transforms.text.terms import weigh_terms
from transforms.text.words import tokens

DAY = datetime(2026, 3, 2, tzinfo=UTC)
EDITION = "00000003-20260303T000000Z"
OLD = "00000001-20260302T000000Z"


def override(kind: str, left: str, right: str, **more: str) -> Override:
    return Override(kind=kind, left=min(left, right), right=max(left, right), **more)  # type: ignore[arg-type]


def sketch(id: str, title: str, *, hours: float = 0, bundle: str = "", copy_of: str = "", url: str = "") -> Sketch:
    found = weigh_terms(title, "", "en")
    when = DAY + timedelta(hours=hours)
    return Sketch(
        id=id, language="en", site=f"{id}.example", title=title, url=url, event_time=when, published=when, published_precision="second",
        first_seen=DAY, words=len(tokens(title)), title_hash="", text_hash="", signature=b"", shingles=b"", terms=found.terms,
        weights=found.weights, numbers=found.numbers, bundle_id=bundle, copy_of=copy_of, edition=OLD,
    )  # fmt: skip


def publish(*groups: Sequence[Sketch]) -> tuple[list[OpenBundle], dict[str, Sketch]]:
    """Bundles as a first edition left them, founded by the first story of each group, opened in the order given."""
    rows, sketches = [], {}
    for number, group in enumerate(groups, 1):
        opened = f"{number:08d}-20260302T000000Z"
        name = content_hash("bundle", group[0].id, opened)
        members = [replace(s, bundle_id=name) for s in group]
        sketches |= {s.id: s for s in members}
        times = [s.event_time for s in members]
        rows.append(OpenBundle(
            id=name, language="en", founder=group[0].id, opened=opened, founded=group[0].event_time, first_event=min(times), last_event=max(times),
            members=tuple(sorted(sketches.keys() & {s.id for s in group})), originals=tuple(sorted(s.id for s in group if not s.copy_of)), edition=opened,
        ))  # fmt: skip
    return rows, sketches


def links(*overrides: Override) -> Links:
    both: dict[str, list[Link]] = {"must-link": [], "cannot-link": []}
    for o in overrides:
        both[o.kind].append(Link(o.left, o.right, o.words))
    return keep_links(both["must-link"], both["cannot-link"])


def enforce(rows: Sequence[OpenBundle], sketches: dict[str, Sketch], *overrides: Override) -> tuple[dict[str, Membership], set[frozenset[str]]]:
    """What changes, and the groups that come of it when the memberships are applied."""
    root = {s.id: s.copy_of or s.id for s in sketches.values()}
    found = enforce_constraints(rows, sketches, root, links(*overrides), EDITION, BundleSettings())
    after = {row.id: row for row in rows} | {row.id: row for row in apply_memberships(rows, list(found.values()), sketches, EDITION)}
    return found, {frozenset(row.members) for row in after.values() if row.members}


FERRY = [sketch("f1", "Ferry Maren towed in after engine fire"), sketch("f2", "Engine fire on the ferry Maren", hours=1), sketch("f3", "Ferry Maren: two sailors hurt in fire", hours=2)]
FLOUR = [sketch("g1", "Bakers demand cheaper flour in Skerrin"), sketch("g2", "Skerrin bakers: flour too dear, minister told", hours=1)]


# --- bundles


def test_a_must_link_joins_two_bundles_under_the_elder_id() -> None:
    rows, sketches = publish(FLOUR, FERRY)
    found, groups = enforce(rows, sketches, override("must-link", "f2", "g2", note="one strike", by="mk"))
    assert groups == {frozenset({"f1", "f2", "f3", "g1", "g2"})}
    assert {m.bundle_id for m in found.values()} == {rows[0].id} and set(found) == {"f1", "f2", "f3"}
    assert found["f2"].rule == "must-link" and found["f1"].rule == "merge" and found["f2"].matched == rows[1].id
    assert all(m.override == "must-link f2 g2: one strike (mk)" for m in found.values())


def test_a_cannot_link_takes_a_bundle_apart_each_story_to_the_closer_side() -> None:
    rows, sketches = publish([*FERRY, *FLOUR])
    found, groups = enforce(rows, sketches, override("cannot-link", "f1", "g1"))
    assert groups == {frozenset({"f1", "f2", "f3"}), frozenset({"g1", "g2"})}
    assert found["g1"].rule == "cannot-link" and found["g2"].rule == "split" and found["g1"].matched == rows[0].id
    assert found["g1"].bundle_id == content_hash("bundle", "g1", EDITION)
    found, groups = enforce(rows, sketches, override("cannot-link", "f3", "f1"))
    assert frozenset({"f1"}) in {g & {"f1", "f3"} for g in groups} and frozenset({"f3"}) in {g & {"f1", "f3"} for g in groups} and len(groups) == 2


def test_copies_go_with_their_original() -> None:
    copy = replace(sketch("f4", "Ferry Maren towed in after engine fire", hours=3), copy_of="f1")
    rows, sketches = publish([*FLOUR, *FERRY, copy])
    found, groups = enforce(rows, sketches, override("cannot-link", "f4", "g1"))
    assert groups == {frozenset({"f1", "f2", "f3", "f4"}), frozenset({"g1", "g2"})} and found["f1"].rule == "cannot-link" and found["f4"].rule == "cannot-link"
    rows, sketches = publish(FLOUR, [*FERRY, copy])
    _, groups = enforce(rows, sketches, override("must-link", "f4", "g2"))
    assert groups == {frozenset({"f1", "f2", "f3", "f4", "g1", "g2"})}


def test_links_hold_together_where_bundles_are_joined_and_taken_apart_at_once() -> None:
    rows, sketches = publish(FERRY, FLOUR)
    _, groups = enforce(rows, sketches, override("must-link", "f1", "g1"), override("cannot-link", "f3", "g1"))
    together = {name: group for group in groups for name in group}
    assert together["f1"] == together["g1"] and together["f3"] != together["g1"] and len(groups) == 2


def test_what_stands_as_wanted_is_left_alone() -> None:
    rows, sketches = publish(FERRY, FLOUR)
    assert enforce(rows, sketches, override("must-link", "f1", "f3"), override("cannot-link", "f1", "g2"))[0] == {}
    assert enforce(rows, sketches)[0] == {}


kinds = st.sampled_from(["must-link", "cannot-link"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(kinds, st.integers(0, 7), st.integers(0, 7)), max_size=6),
    st.lists(st.integers(0, 3), min_size=8, max_size=8),
    st.randoms(use_true_random=False),
)
def test_every_link_holds_afterwards_whatever_the_order(drawn: list[tuple[str, int, int]], homes: list[int], dice: random.Random) -> None:
    words = ["ferry fire harbour", "ferry fire crew", "flour price bakers", "flour bakers minister", "rates bank", "rates bank oslo", "quake rescue", "quake ruins"]
    stories = [sketch(f"s{n}", words[n], hours=n) for n in range(8)]
    rows, sketches = publish(*[[s for s, home in zip(stories, homes, strict=True) if home == number] for number in range(4) if number in homes])
    wanted = links(*(override(kind, f"s{a}", f"s{b}") for kind, a, b in drawn if a != b))
    root = {id: id for id in sketches}
    found = enforce_constraints(rows, sketches, root, wanted, EDITION, BundleSettings())
    home = {story: row.id for row in rows for story in row.members} | {m.id: m.bundle_id for m in found.values()}
    assert all(home[link.left] == home[link.right] for link in wanted.must)
    assert all(home[link.left] != home[link.right] for link in wanted.cannot)
    assert all(home[m.id] != old.id for m in found.values() for old in rows if m.id in old.members)  # nothing is told of what stays
    apply_memberships(rows, list(found.values()), sketches, EDITION)
    shuffled = dict(dice.sample(list(sketches.items()), len(sketches)))
    again = Links(tuple(dice.sample(wanted.must, len(wanted.must))), tuple(dice.sample(wanted.cannot, len(wanted.cannot))))
    assert enforce_constraints(dice.sample(rows, len(rows)), shuffled, root, again, EDITION, BundleSettings()) == found


# --- names


def known(*stories: tuple[str, str, str]) -> dict[str, Known]:
    """Published stories by (id, language, URL)."""
    found = {}
    for id, language, url in stories:
        rows = [Known(key=identity_key("story", id), story_id=id, fingerprint="x", language=language, event_time=DAY)]
        rows += [Known(key=identity_key("url", url), story_id=id, fingerprint="y")] if url else []
        found |= {row.key: row for row in rows}
    return found


URL = "https://ledger.example/ferry"


def test_names_become_published_stories_by_id_and_by_url() -> None:
    one, two = bind_overrides([override("must-link", URL, "b"), override("must-link", "zz", "b")], known(("a", "en", URL), ("b", "en", "")))
    assert (one.left and one.left.id, one.right and one.right.id) == ("b", "a")  # in the order of the names as they are written
    assert two.left and two.left.id == "b" and two.right is None
    by_hash = bind_overrides([override("must-link", URL, "b")], known((content_hash("url", URL), "en", "")))[0]
    assert by_hash.right and by_hash.right.id == content_hash("url", URL)


def test_names_that_turn_out_to_be_one_story_can_contradict() -> None:
    file = [override("must-link", "a", "b", where="f:1"), override("cannot-link", URL, "b", where="f:2")]
    assert bind_overrides(file, {})
    with pytest.raises(OverridesError, match="f:2.* f:1 says must-link"):
        bind_overrides(file, known(("a", "en", URL), ("b", "en", "")))
    with pytest.raises(OverridesError, match="f:3: both names mean the story a"):
        bind_overrides([override("cannot-link", URL, "a", where="f:3")], known(("a", "en", URL)))


def test_new_stories_are_found_by_id_and_url() -> None:
    new = [sketch("a", "One", url=URL), sketch("b", "Two"), sketch(content_hash("url", URL + "2"), "Three")]
    bound = [Bound(override("must-link", URL, "b")), Bound(override("cannot-link", "a", URL + "2")), Bound(override("must-link", "a", "zz"))]
    found = link_stories(bound, "en", new)
    assert [(link.left, link.right) for link in found.must] == [("a", "b")]
    assert [{link.left, link.right} for link in found.cannot] == [{"a", content_hash("url", URL + "2")}]
    other = Bound(override("must-link", "a", "b"), Place("a", "de", DAY), None)
    assert not link_stories([other], "en", new)


def test_standing_counts_what_holds_and_what_waits() -> None:
    story = Story(id="n", url=URL, language="en", first_seen=DAY, item_fingerprint="", fingerprint="")
    bound = bind_overrides(
        [override("must-link", "a", "b"), override("must-link", "a", URL), override("cannot-link", "a", "e"), override("must-link", "b", "d"), override("must-link", "a", "zz")],
        known(("a", "en", ""), ("b", "en", ""), ("d", "de", ""), ("e", "de", "")),
    )
    found = judge_overrides(bound, [story])
    assert (found.applied, found.waiting) == (3, 1) and [o.right for o, _ in found.refused] == ["d"] and "a bundle has one language" in found.refused[0][1]
    assert (judge_overrides(bound).applied, judge_overrides(bound).waiting) == (2, 2)
    late = bind_overrides([override("must-link", "a", "b"), override("cannot-link", URL, "a")], known(("a", "en", "")))
    found = judge_overrides(late, [replace(story, id="b")])
    assert found.applied == 1 and found.refused[0][1] == "a cannot-link contradicts it"


def test_of_links_that_contradict_the_cannot_links_are_kept() -> None:
    kept = links(override("must-link", "a", "b"), override("must-link", "b", "c"), override("cannot-link", "a", "c"))
    assert [(link.left, link.right) for link in kept.must] == [("a", "b")] and len(kept.cannot) == 1
