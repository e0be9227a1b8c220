"""Folding under an editor's word: never in one group, whatever they have in common, and published groups taken apart."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.records import Fold, Sketch
from tests.transforms.fold.test_fold import background, draw_world, publish, reword, story, write_text
from transforms.fold import FoldSettings, fold_copies, unfold_copies
from transforms.overrides import Link
from transforms.sign import sketch_stories

WORDS = "cannot-link a b: Tuesday's and Wednesday's (mk)"


def apart(*pairs: str) -> list[Link]:
    """``"ab"`` keeps a and b apart."""
    return [Link(*sorted(pair), WORDS) for pair in pairs]


def groups(window: list[Sketch]) -> dict[str, str]:
    return {s.id: s.copy_of or s.id for s in window if not s.id.startswith("other")}


def test_stories_kept_apart_dont_fold_and_their_copies_choose() -> None:
    text = write_text(1)
    new = sketch_stories([*background(), story("a", text), story("b", reword(text, 2, 0.1), 1), story("c", reword(text, 2, 0.1), 2)])
    assert {f.id: f.copy_of for f in fold_copies([], new)} == {"b": "a", "c": "a"}
    assert {f.id: f.copy_of for f in fold_copies([], new, cannot=apart("ab"))} == {"c": "b"}
    assert {f.id: f.copy_of for f in fold_copies([], new, cannot=apart("ab", "ac"))} == {"c": "b"}
    assert fold_copies([], new, cannot=apart("ab", "ac", "bc")) == []


def test_a_late_story_doesnt_bring_together_what_is_kept_apart() -> None:
    text = write_text(3)
    one, two, bridge = story("a", text), story("b", reword(text, 4, 0.02), 1), story("c", text, 2)
    window = sketch_stories([*background(), one, two])
    window = publish(window, [], fold_copies([], window, cannot=apart("ab")))
    window = publish(window, new := sketch_stories([bridge]), fold_copies(window, new, cannot=apart("ab")))
    assert groups(window) == {"a": "a", "b": "b", "c": "a"}


def test_a_published_group_is_taken_apart_and_copies_go_with_whom_they_are_like() -> None:
    text, other = write_text(5), reword(write_text(5), 6, 0.12)
    stories = [story("a", text), story("b", other, 1), story("c", other, 2), story("d", text, 3)]
    window = sketch_stories([*background(), *stories])
    window = publish(window, [], fold_copies([], window))
    assert groups(window) == dict.fromkeys("abcd", "a")
    folds = unfold_copies(window, apart("ab"))
    assert [(f.id, f.copy_of, f.rule, f.override) for f in folds] == [("b", "", "cannot-link", WORDS), ("c", "b", "follows", WORDS)]
    assert folds[1].matched == "b" and folds[1].score == 1.0
    window = publish(window, [], folds)
    assert groups(window) == {"a": "a", "b": "b", "c": "b", "d": "a"}
    assert unfold_copies(window, apart("ab")) == [] == unfold_copies(window, [])


def test_two_copies_part_and_the_root_stays_with_the_one_it_is_more_like() -> None:
    text = write_text(7)
    stories = [story("r", text), story("a", reword(text, 8, 0.15), 1), story("b", text, 2)]
    window = publish(sketch_stories([*background(), *stories]), [], [Fold(id="a", copy_of="r"), Fold(id="b", copy_of="r")])
    assert [(f.id, f.copy_of) for f in unfold_copies(window, apart("ab"))] == [("a", "")]


def test_copies_of_a_root_outside_the_window() -> None:
    text = write_text(9)
    window = [replace(s, copy_of="gone") for s in sketch_stories([story("a", text), story("b", text, 1)])]
    assert [(f.id, f.copy_of) for f in unfold_copies(window, apart("ab"))] == [("b", "")]


@given(st.integers(0, 1_000), st.integers(0, 10**6), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_two_stories_kept_apart_are_ever_of_one_group(seed: int, choice: int, dice: random.Random) -> None:
    stories = sketch_stories(draw_world(seed, groups=5))
    ids = [s.id for s in stories]
    rng = random.Random(choice)
    cannot = [Link(*sorted(rng.sample(ids, 2)), WORDS) for _ in range(8)] if len(ids) > 1 else []
    first, second = stories[::2], stories[1::2]
    window = publish(first, [], fold_copies([], first))
    folds = unfold_copies(window, cannot)
    assert unfold_copies(dice.sample(window, len(window)), dice.sample(cannot, len(cannot))) == folds
    window = publish(window, [], folds)
    window = publish(window, second, fold_copies(window, second, cannot=cannot))
    known = {s.id: s for s in window}
    root = {s.id: s.copy_of or s.id for s in window}
    assert all(root[link.left] != root[link.right] for link in cannot)
    for s in window:
        assert not s.copy_of or (not known[s.copy_of].copy_of and known[s.copy_of].seniority < s.seniority)
        assert not s.copy_of or abs(known[s.copy_of].event_time - s.event_time) <= max(FoldSettings().window, timedelta())
