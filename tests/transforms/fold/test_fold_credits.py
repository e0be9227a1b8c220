from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.records import Fold, Sketch, Story
from transforms.fold import FoldSettings, fold_copies
from transforms.fold.originals import compare_credits
from transforms.fold.verify import Verifier
from transforms.sign import sketch_stories

NOW = datetime(2026, 1, 10, tzinfo=UTC)
COMMON = [f"common{n}" for n in range(60)]


def write_text(seed: int, words: int = 200) -> str:
    rng = random.Random(seed)
    own = [f"own{seed}x{n}" for n in range(12)]
    kinds = rng.choices((COMMON, [f"field{rng.randrange(800)}" for _ in range(40)], own), weights=(5, 3, 2), k=words)
    return " ".join(rng.choice(kind) for kind in kinds)


def told(id: str, text: str, hours: float, site: str = "", credit: str = "", publisher: str = "") -> Story:
    return Story(
        id=id, title=f"title of {id}", text=text, site=site, publisher=publisher, credit=credit, published=NOW + timedelta(hours=hours),
        published_precision="second", first_seen=NOW + timedelta(days=30), language="en", item_fingerprint="", fingerprint="",
    )  # fmt: skip


def publish(window: list[Sketch], new: list[Sketch], folds: list[Fold]) -> list[Sketch]:
    copy_of = {f.id: f.copy_of for f in folds}
    return [replace(s, copy_of=copy_of.get(s.id, s.copy_of), labels=()) for s in (*window, *new)]


def in_editions(*editions: list[Story]) -> tuple[Mapping[str, str], list[Fold]]:
    """Who is whose copy after the last edition, and its verdicts."""
    window: list[Sketch] = []
    folds: list[Fold] = []
    for stories in editions:
        new = sketch_stories(stories)
        folds = fold_copies(window, new)
        window = publish(window, new, folds)
    return {s.id: s.copy_of for s in window if s.copy_of}, folds


TEXT = write_text(1, 250)
EARLY = told("early", TEXT, 1, "a.example", "AP")
LATER = told("later", TEXT + " local note here", 2, "b.example", "Associated Press")
OWN = told("own", TEXT, 9, "apnews.com")


def test_the_credited_sites_own_story_outranks_the_clock() -> None:
    assert in_editions([EARLY, LATER, OWN])[0] == {"early": "own", "later": "own"}
    plain = [replace(story, credit="") for story in (EARLY, LATER, OWN)]
    assert in_editions(plain)[0] == {"later": "early", "own": "early"}


def test_whoever_arrives_later_is_told_in_whatever_editions_they_come() -> None:
    found, folds = in_editions([EARLY, LATER], [OWN])
    assert found == {"early": "own", "later": "own"}
    (of_root,) = [f for f in folds if f.id == "early"]
    assert (of_root.rule, of_root.matched, of_root.credits) == ("credited", "own", "same") and of_root.score > 0.9
    assert next(f for f in folds if f.id == "later").rule == "follows"
    found, folds = in_editions([OWN, replace(EARLY, credit="")], [LATER])
    assert found == {"early": "own", "later": "own"}, "a copy that becomes the original when somebody credits it"
    assert {f.id: (f.copy_of, f.rule) for f in folds if f.id == "own"} == {"own": ("", "credited")}
    assert in_editions([OWN], [LATER], [EARLY])[0] == found


def test_an_outlet_named_in_words_is_found_by_its_site_or_its_name() -> None:
    for site, publisher in (("theconversation.com", ""), ("", "The Conversation")):
        own = told("own", TEXT, 9, site, publisher=publisher)
        assert in_editions([replace(EARLY, credit="The Conversation"), own])[0] == {"early": "own"}


def test_nobody_becomes_the_original_by_crediting_itself_or_out_of_reach() -> None:
    same_site = [told("x", TEXT, 1, "a.example", "A"), told("y", TEXT, 2, "a.example", "A")]
    assert in_editions(same_site)[0] == {"y": "x"}
    chain = [told("one", TEXT, 1, "a.example", "AP"), told("two", TEXT, 60, "apnews.com"), told("three", TEXT, 130, "c.example", "AP")]
    found, _ = in_editions(chain)
    assert found == {"one": "two"} and in_editions(chain[:2], chain[2:])[0] == found


def test_of_two_credited_outlets_the_one_that_credits_no_other_is_the_original() -> None:
    magazine = told("magazine", TEXT, 3, "magazine.example", "AP")
    reprint = told("reprint", TEXT, 4, "c.example", "magazine.example")
    assert set(in_editions([EARLY, magazine, reprint, OWN])[0].values()) == {"own"}


def test_credits_are_evidence_and_no_proof() -> None:
    one, same, other, none = sketch_stories([
        EARLY, replace(LATER, text=EARLY.text), told("r", TEXT, 2, "c.example", "Reuters"), told("n", TEXT, 2, "d.example"),
    ])  # fmt: skip
    assert [compare_credits(one, s) for s in (same, other, none)] == ["same", "different", ""]
    assert compare_credits(one, sketch_stories([OWN])[0]) == "same"
    assert compare_credits(sketch_stories([told("r", TEXT, 2, "reuters.com")])[0], one) == "different"
    half = replace(sketch_stories([told("h", TEXT[: len(TEXT) // 3] + " " + write_text(2, 150), 2, "c.example")])[0], text_hash="")
    scores = [Verifier([one, replace(half, credit=credit)], FoldSettings()).compare(0, 1, 0.0).score for credit in ("Reuters", "", "AP")]
    assert scores[0] < scores[1] < scores[2]
    assert in_editions([EARLY, told("r", TEXT, 2, "c.example", "Reuters")])[0] == {"r": "early"}, "a conflict is no proof"
    strangers = [told("p", write_text(5), 1, "a.example", "AP"), told("q", write_text(6), 2, "apnews.com")]
    assert in_editions(strangers)[0] == {}


def test_copies_within_one_outlet_count() -> None:
    assert in_editions([told("x", TEXT, 1, "a.example"), told("y", TEXT + " more", 2, "a.example")])[0] == {"y": "x"}


@given(st.integers(0, 10_000), st.lists(st.integers(0, 2), min_size=1, max_size=20))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_cut_in_editions_changes_no_original(seed: int, cuts: list[int]) -> None:
    """With sure copies, whatever credits they carry and in whatever order they come."""
    rng = random.Random(seed)
    sites = ["apnews.com", "reuters.com", "a.example", "b.example", "c.example", "theconversation.com"]
    credits = ["", "", "AP", "Reuters", "The Conversation", "b.example", "AP; Reuters"]
    stories = [
        told(f"{rng.randrange(16**6):06x}-{group}-{k}", write_text(seed * 10 + group, 120) + f" word{k}", rng.random() * 60, rng.choice(sites), rng.choice(credits))
        for group in range(4)
        for k in range(rng.choice((1, 2, 3, 5)))
    ]
    cut = [[s for n, s in enumerate(stories) if cuts[n % len(cuts)] == edition] for edition in range(3)]
    found, _ = in_editions(stories)
    assert in_editions(*cut)[0] == found
    assert all(original not in found for original in found.values())
