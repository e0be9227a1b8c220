"""What stripping must leave alone, and the laws that it keeps on any text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Story
from transforms.strip import LineContext, strip_lines, strip_story

SEEN = datetime(2024, 5, 4, tzinfo=UTC)
TITLE = "Council votes to rebuild the northern pier"
OPENING = "The harbour council voted on Friday evening to rebuild the northern pier, which was damaged by the storms of last winter and has been closed since."
CLOSING = "Work is expected to begin in the autumn and to take eighteen months, the harbour master said after the vote, adding that ferries would keep running."
QUOTES = [
    "“We have waited long enough.”",
    "“Far too long.”",
    "“And now it begins,” she said.",
    "„Endlich“, rief jemand.",
    "« Enfin », dit-il.",
]
LIST = ["Four new berths for ferries", "A longer breakwater", "Lights along the whole pier", "A café with a view of the boats"]
INTERVIEW = [
    "When will the work begin?", "In the autumn, if the weather allows.",
    "And who pays?", "The region pays for two thirds of it, the town for the rest.",
    "Are you content?", "Yes.",
]  # fmt: skip
RECIPE = ["Ingredients", "200 g flour", "3 eggs", "a pinch of salt", "Method", "Mix flour and eggs.", "Fry in butter until brown."]
POEM = ["The pier goes out", "as far as it dares,", "and the sea comes in", "and nobody cares."]
TICKER = [
    "14:05 – The council meets behind closed doors.", "14:30", "First votes are being counted.",
    "15:10 Update", "The motion is carried with seven votes against three.", "15:12: Applause in the gallery.",
]  # fmt: skip
HONEST = [
    "Read more than 20 books a year and the library gives you a prize.",
    "Share prices fell on Friday.",
    "Follow the money, the prosecutor told the court.",
    "Sign up sheets hung in every classroom of the town.",
    "Subscribe or perish was the motto of the newspaper in 1923.",
    "The newsletter was first printed in 1920 and had four thousand readers.",
    "Related companies were searched as well, police said.",
    "See also the verdict of 1998, which the judges quoted at length.",
    "Comments by the minister were met with laughter.",
    "Source: that was all the note said, in blue ink.",
    "Photo finishes were common in those years.",
    "By the time the ferry came the pier was gone.",
    "Written by hand, the letter took him a year.",
    "The company earns a commission on every link that its customers buy.",
    "Copyright law protects the drawings of the pier.",
    "Cookies were handed out to the volunteers by the bakery next door.",
    "Lesen Sie auch zwischen den Zeilen, riet der Lehrer seinen Schülern.",
    "Teilen will gelernt sein, sagt die Pädagogin.",
    "Plus de 20 livres par an, c'est beaucoup.",
    "Suscríbase quien quiera, dijo el alcalde entre risas.",
    "Подписывайтесь под петицией, призвали жители города своих соседей.",
    "続きを読むには勇気が必要だ、と彼は語った。",
]


def numbered(paragraph: str) -> list[str]:
    return [f"{paragraph[:-1]}, according to report {n}." for n in range(20)]


@pytest.mark.parametrize("middle", [QUOTES, LIST, INTERVIEW, RECIPE, POEM, TICKER], ids="quotes list interview recipe poem ticker".split())
def test_short_lines_of_an_article_stay(middle: list[str]) -> None:
    for lines in ([OPENING, *middle, CLOSING], [OPENING, CLOSING, *middle], [*middle, OPENING, CLOSING]):
        assert strip_lines(TITLE, lines) == (tuple(lines), ())


@pytest.mark.parametrize("line", HONEST)
def test_an_honest_line_stays_wherever_it_stands(line: str) -> None:
    for lines in (
        [line, OPENING, CLOSING],
        [OPENING, line, CLOSING],
        [OPENING, CLOSING, line],
        [OPENING, *numbered(CLOSING), line, *numbered(OPENING)],
    ):
        assert strip_lines(TITLE, lines) == (tuple(lines), ())


def test_labels_below_the_last_paragraph_go_and_a_list_there_stays() -> None:
    assert [cut.line for cut in strip_lines(TITLE, [OPENING, CLOSING, "Tags", "関連キーワード"])[1]] == ["Tags", "関連キーワード"]
    assert strip_lines(TITLE, [OPENING, CLOSING, *LIST])[1] == ()
    assert strip_lines(TITLE, [OPENING, "What comes next", CLOSING])[1] == ()


def test_a_line_in_a_box_goes_with_the_kind_of_box_as_its_reason() -> None:
    teaser = "Ferries to run through the summer, says the company in its yearly report."
    kept, cuts = strip_lines(TITLE, [OPENING, teaser, CLOSING], LineContext(boxes={teaser: "related box"}))
    assert kept == (OPENING, CLOSING) and [(cut.line, cut.reason) for cut in cuts] == [(teaser, "related box")]


def test_boxes_that_hold_most_of_the_story_are_the_story() -> None:
    lines = [OPENING, CLOSING, "A last word from the harbour master closes the evening."]
    assert strip_lines(TITLE, lines, LineContext(boxes={OPENING: "caption", CLOSING: "caption"}))[0] == tuple(lines)


def test_an_article_that_stands_twice_on_its_page_is_kept_once_and_a_refrain_stays() -> None:
    article = [OPENING, "What comes next", CLOSING, *numbered(OPENING)[:4]]
    kept, cuts = strip_lines(TITLE, [*article, *article])
    assert list(kept) == article and {cut.reason for cut in cuts} == {"repeated passage"}
    refrain = [OPENING, *POEM, CLOSING, *POEM]
    assert strip_lines(TITLE, refrain) == (tuple(refrain), ())


POOL = [
    OPENING,
    CLOSING,
    TITLE,
    *QUOTES,
    *LIST,
    *INTERVIEW,
    "Share",
    "Tags",
    "Comments are closed.",
    "Read more:",
    "(AP)",
    "Source link",
    "May 3, 2024",
    "Thank 🎉",
    "",
]
LINES = st.lists(st.one_of(st.sampled_from(POOL), st.text(max_size=80).map(lambda text: " ".join(text.split()))), max_size=16)


@given(st.sampled_from([TITLE, "", "Share", "市議会"]), LINES)
@settings(max_examples=200, deadline=None)
def test_kept_and_cut_lines_are_the_lines_in_their_order(title: str, lines: list[str]) -> None:
    kept, cuts = strip_lines(title, lines)
    left = iter(lines)
    for line in kept:  # each kept line is an input line, whole or without a title before or a credit behind it, in order
        assert any(line == whole or (line and line in whole) for whole in left)
    characters = sorted("".join((*kept, *(cut.line for cut in cuts))).replace(" ", ""))
    assert characters == sorted("".join(lines).replace(" ", ""))
    assert all(cut.reason for cut in cuts)


@given(LINES, LINES)
@settings(max_examples=200, deadline=None)
def test_stripping_what_was_stripped_changes_nothing(lines: list[str], boxed: list[str]) -> None:
    context = LineContext(boxes=dict.fromkeys(boxed, "caption"), titles=(LIST[0],), names=(LIST[1],), authors=("Ada Quay",))
    for known in (LineContext(), context):
        kept, _ = strip_lines(TITLE, [OPENING, *lines, CLOSING], known)
        assert strip_lines(TITLE, kept, known) == (kept, ())


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_a_story_with_a_paragraph_never_loses_everything(lines: list[str]) -> None:
    story = Story(
        id="s", title=TITLE, text="\n".join([*lines, OPENING]), first_seen=SEEN, language="en", item_fingerprint="", fingerprint=""
    )
    assert strip_story(story).text
