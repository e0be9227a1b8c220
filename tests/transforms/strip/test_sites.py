from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Cut, Story
from connectors.site_lines import LineSketch, SiteLine
from transforms.strip import SiteSettings, learn_lines, sketch_lines, strip_learned
from transforms.strip.sites import SKETCH, _bottom_k, containment, line_hash

SEEN = datetime(2024, 5, 4, 6, tzinfo=UTC)
SITE = "harbour-ledger.example"
FOOTER = "The Harbour Ledger is published by the Quay Press, Pier Street 4"
WORDS = [f"word{n}" for n in range(2000)]


def text_of(seed: int, paragraphs: int = 4) -> list[str]:
    chosen = random.Random(seed)
    return [" ".join(chosen.sample(WORDS, 30)) for _ in range(paragraphs)]


def story_of(number: int, *extra: str, lines: list[str] | None = None, site: str = SITE, cut: tuple[str, ...] = (), day: int = 0) -> Story:
    return Story(
        id=f"story-{number:03d}",
        title=f"Title number {number}",
        text="\n".join([*(lines if lines is not None else text_of(number)), *extra]),
        site=site,
        first_seen=SEEN + timedelta(days=day),
        language="en",
        cut=tuple(Cut(line=line, reason="x") for line in cut),
        item_fingerprint="",
        fingerprint="f",
    )


def learn(
    stories: list[Story], before: tuple[SiteLine, ...] = (), settings: SiteSettings | None = None
) -> tuple[frozenset[int], tuple[SiteLine, ...]]:
    return learn_lines(SITE, before, [sketch_lines(story) for story in stories], settings or SiteSettings())


def test_a_line_of_three_distinct_stories_is_learned_and_leaves_with_its_reason() -> None:
    stories = [story_of(n, FOOTER) for n in range(3)]
    learned, rows = learn(stories)
    assert learned == {line_hash(FOOTER)}
    stripped = strip_learned(stories[0], learned)
    assert stripped.text == "\n".join(text_of(0)) and stripped.cut == (Cut(line=FOOTER, reason="repeats on the site"),)
    assert stripped.fingerprint == stories[0].fingerprint
    assert [row.learned for row in rows].count(True) == 1


def test_two_stories_are_not_enough_but_the_next_edition_completes_them() -> None:
    learned, rows = learn([story_of(n, FOOTER) for n in range(2)])
    assert learned == frozenset()
    learned, rows = learn([story_of(2, FOOTER, day=1)], rows)
    assert learned == {line_hash(FOOTER)}
    learned, changed = learn([story_of(3, day=2)], rows)
    assert learned == {line_hash(FOOTER)} and line_hash(FOOTER) not in {int(row.line, 16) for row in changed}


def test_a_wire_story_that_a_site_prints_again_and_again_is_not_learned() -> None:
    wire = text_of(99, 6)
    versions = [story_of(n, f"Local remark {n}", lines=wire) for n in range(8)]
    learned, _ = learn(versions)
    assert learned == frozenset()


def test_a_revision_is_no_second_story() -> None:
    lines = text_of(1)
    states = [story_of(1, FOOTER, lines=[*lines[:3], f"corrected {n} {lines[3]}"]) for n in range(4)]
    learned, _ = learn(states)
    assert learned == frozenset()


def test_other_sites_do_not_count() -> None:
    stories = [story_of(n, FOOTER, site=SITE if n < 2 else "elsewhere.example") for n in range(4)]
    assert learn(stories)[0] == frozenset()


def test_cut_lines_count_so_that_published_stories_rebuild_the_state() -> None:
    before_strip = [story_of(n, FOOTER) for n in range(3)]
    learned, rows = learn(before_strip)
    published = [strip_learned(story, learned) for story in before_strip]
    assert learn(published) == (learned, rows)


def test_the_title_and_long_paragraphs_are_never_learned() -> None:
    long = " ".join(f"disclaimer{n}" for n in range(60))
    stories = [replace(story_of(n, "Live", long), title="Live") for n in range(5)]
    learned, _ = learn(stories)
    assert learned == frozenset()


def test_the_state_of_a_site_is_bounded_and_evicts_the_least_witnessed_first() -> None:
    small = SiteSettings(lines_per_site=6)
    learned, rows = learn([story_of(n, FOOTER) for n in range(3)], settings=small)
    assert learned == {line_hash(FOOTER)} and len(rows) == 6
    learned, changed = learn([story_of(n, day=1) for n in range(3, 6)], rows, small)
    alive = {row.line: row for row in rows} | {row.line: row for row in changed}
    assert learned == {line_hash(FOOTER)}
    assert sum(not row.gone for row in alive.values()) == 6
    assert any(row.gone for row in changed)


def test_order_does_not_matter() -> None:
    stories = [story_of(n, FOOTER, f"Half of the time {n % 2}") for n in range(9)]
    expected = learn(stories)
    for seed in range(5):
        random.Random(seed).shuffle(stories)
        assert learn(stories) == expected


def test_learned_lines_are_noted_as_seen_once_a_week() -> None:
    _, rows = learn([story_of(n, FOOTER) for n in range(3)])
    _, soon = learn([story_of(10, FOOTER, day=2)], rows)
    _, later = learn([story_of(11, FOOTER, day=9)], rows)
    wanted = f"{line_hash(FOOTER):016x}"
    assert wanted not in {row.line for row in soon}
    assert next(row.seen for row in later if row.line == wanted) == date(2024, 5, 13)


@pytest.mark.parametrize("shared", [0, 30, 60, 80, 100])
def test_containment_estimate(shared: int) -> None:
    one = [f"a{n} b{n} c{n}" for n in range(100)]
    other = one[:shared] + [f"x{n} y{n} z{n}" for n in range(150 - shared)]
    (sketch, size), (sketch2, size2) = _bottom_k(one), _bottom_k(other)
    assert size == 100 and size2 == 150 and len(sketch) == SKETCH
    assert containment(sketch, size, sketch2, size2) == pytest.approx(shared / 100, abs=0.17)


def test_containment_of_short_texts_is_exact() -> None:
    one, other = _bottom_k(["one two three four five"]), _bottom_k(["one two three four nine"])
    assert containment(*one, *other) == pytest.approx(2 / 3)
    assert containment(np.array([], dtype="<u4"), 0, *other) == 1.0


@given(st.lists(st.lists(st.sampled_from([FOOTER, "a b", "c d", *text_of(5), *text_of(6)]), max_size=6), max_size=6), st.randoms())
@settings(max_examples=60, deadline=None)
def test_any_stories_in_any_order_give_the_same_rows(texts: list[list[str]], order: random.Random) -> None:
    sketches: list[LineSketch] = [sketch_lines(story_of(n, lines=lines)) for n, lines in enumerate(texts)]
    expected = learn_lines(SITE, (), sketches, SiteSettings())
    order.shuffle(sketches)
    assert learn_lines(SITE, (), sketches, SiteSettings()) == expected


def test_sentences_of_reports_from_one_template_are_not_learned() -> None:
    sentence = "Traders spoke of a session without any clear direction ahead of jobs data."
    template = "The index closed at {0} points on day {1} after a quiet morning.\nVolume came to {2} billion while {3} shares advanced and {4} fell back."
    stories = [
        story_of(n, sentence, "Print this page", lines=[template.format(*text_of(n)[0].split()[:5]), text_of(n)[1][:60]]) for n in range(4)
    ]
    others = [story_of(n, "Print this page") for n in range(10, 13)]
    assert learn([*stories, *others])[0] == {line_hash("Print this page")}


def test_stories_without_a_site_teach_nothing() -> None:
    sketches = [sketch_lines(story_of(n, FOOTER, site="")) for n in range(5)]
    assert learn_lines("", (), sketches, SiteSettings()) == (frozenset(), ())


def site_of_many_pages() -> tuple[list[Story], dict[str, list[str]]]:
    """Forty stories of one site: each with the site's furniture, some with honest lines that come again and again."""
    honest = ["Conclusion", "The trial continues.", "The ministry did not respond to a request for comment by the evening."]
    furniture = [
        "Harbour Ledger Politics",
        "More from this section",
        "Sign our guest book",
        "Call the night desk at Pier Street 4 if you have seen something",
    ]
    weather = "Highs of {0} and lows of {1} are expected on the coast, with winds of {2} from the {3} and rain by {4}."
    stories = []
    for n in range(40):
        lines = text_of(n, 5)
        lines = [f"{line[:1].upper()}{line[1:]}." for line in lines]
        if n % 3 == 0:
            lines.insert(3, honest[0])
        if n % 10 == 1:
            lines.append(honest[1])
        if n % 13 == 2:
            lines.insert(2, honest[2])
        if n >= 34:
            lines = [weather.format(*text_of(n)[0].split()[:5]), "Sailors are asked to keep to the harbour until the warning is lifted."]
        stories.append(story_of(n, lines=[furniture[0], *lines, *furniture[1:]]))
    return stories, {"honest": honest, "furniture": furniture}


def test_a_site_with_many_pages_loses_its_furniture_and_no_honest_line() -> None:
    stories, lines = site_of_many_pages()
    learned, _ = learn(stories)
    stripped = [strip_learned(story, learned) for story in stories]
    cut = [cut.line for story in stripped for cut in story.cut]
    assert {line: cut.count(line) for line in lines["furniture"]} == dict.fromkeys(lines["furniture"], 40)
    assert set(cut) == set(lines["furniture"])


def test_the_furniture_of_a_site_goes_in_small_editions_as_well() -> None:
    stories, lines = site_of_many_pages()
    rows: dict[str, SiteLine] = {}
    cut: list[str] = []
    for start in range(0, 40, 2):
        batch = stories[start : start + 2]
        learned, changed = learn(batch, tuple(rows.values()))
        rows |= {row.line: row for row in changed}
        cut += [cut.line for story in batch for cut in strip_learned(story, learned).cut]
    assert set(lines["furniture"]) <= set(cut) and cut.count(lines["furniture"][1]) >= 36
    assert "Conclusion" not in cut and "The trial continues." not in cut


def test_a_learned_line_between_paragraphs_stays_and_two_in_a_row_go() -> None:
    learned = frozenset(map(line_hash, ("Conclusion", "Sign our guest book", "More from this section")))
    one, two = (f"{line[:1].upper()}{line[1:]}." for line in text_of(1, 2))
    between = strip_learned(story_of(1, lines=[one, "Conclusion", two]), learned)
    assert between.cut == ()
    row = strip_learned(story_of(1, lines=[one, "Sign our guest book", "More from this section", two]), learned)
    assert row.text == f"{one}\n{two}"


def test_a_sentence_counts_where_a_tenth_of_the_stories_have_it() -> None:
    sentence = "The ministry did not respond to a request for comment by the evening."
    stories = [story_of(n, *([sentence] if n < 3 else [])) for n in range(31)]
    assert learn(stories)[0] == frozenset()
    assert learn(stories[:30])[0] == {line_hash(sentence)}
