"""What completes an article: blocks beside the reader's lines, a text of the article as witness, the deck."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from connectors.records import Entry, Page, Story
from transforms.extract import extract_story
from transforms.extract.blocks import common_container, place_in, read_blocks, squash
from transforms.extract.complete import complete_lines
from transforms.extract.deck import with_deck
from transforms.extract.links import without_cards
from transforms.extract.witness import agreed_lines, anchored_lines, fuller_text

SEEN = datetime(2024, 5, 4, 6, tzinfo=UTC)
ONE = "The harbour council voted on Friday evening to rebuild the northern pier, which was damaged by the storms of last winter."
TWO = "Work is expected to begin in the autumn and to take eighteen months, the harbour master said after the vote on Friday."
THREE = "Fishermen had asked for an earlier start because the temporary berths on the southern side are too shallow at low tide."
FOUR = "The council will pay for a third of the costs of four million; the rest comes from the region and from a coastal fund."
FIVE = "Two members voted against the plan because the ferry line that used the pier has not said whether it will return at all."
OTHER = "A lighthouse on the outer island is for sale again, and its keeper of forty years says that he would rather like to stay."
DECK = "The vote was close, the bill is shared, and the boats have to wait for another summer."


def tree_of(body: str) -> object:
    return html.document_fromstring(f"<html><body>{body}</body></html>")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def completed(body: str, *lines: str) -> list[str]:
    return complete_lines(lines, read_blocks(tree_of(body)))


def test_text_in_sibling_containers_of_the_same_kind_joins_at_its_place() -> None:
    body = f'<div class="chunk">{paragraphs(ONE, TWO)}</div><div class="ad">Buy</div><div class="chunk">{paragraphs(THREE, FOUR)}</div>'
    assert completed(body, ONE, TWO) == [ONE, TWO, THREE, FOUR]
    assert completed(body, THREE, FOUR) == [ONE, TWO, THREE, FOUR]


def test_paragraphs_between_joins_and_headings_lead_text() -> None:
    body = f"<article><h1>Pier</h1><p>{ONE}</p><h2>When?</h2><p>{TWO}</p><p>Not yet.</p><h2>Costs</h2><p>{FOUR}</p><h2>More</h2></article>"
    assert completed(body, ONE, TWO, FOUR) == [ONE, "When?", TWO, "Not yet.", "Costs", FOUR]


def test_prose_of_another_kind_joins_inside_the_article_only() -> None:
    slides = "".join(f'<section class="slide"><h3>Stop {n}</h3><div>{paragraphs(text * 2)}</div></section>' for n, text in enumerate((THREE, FOUR)))
    article = f"<main><div>{paragraphs(ONE, TWO)}</div>{slides}<div>{paragraphs(FIVE)}</div></main>"
    assert completed(article, ONE, TWO, FIVE) == [ONE, TWO, "Stop 0", THREE * 2, "Stop 1", FOUR * 2, FIVE]
    outside = f"<main><div>{paragraphs(ONE, TWO, FIVE)}</div></main><div><div>{slides}</div></div>"
    assert completed(outside, ONE, TWO, FIVE) == [ONE, TWO, FIVE]


@pytest.mark.parametrize(
    "beside",
    [
        f'<div class="relatedStories">{paragraphs(OTHER, OTHER.upper())}</div>', f'<aside>{paragraphs(OTHER, OTHER.upper())}</aside>',
        f'<div id="comments"><div>{paragraphs(OTHER, OTHER.upper())}</div></div>', f'<a href="/x"><div>{paragraphs(OTHER, OTHER.upper())}</div></a>',
        f"<footer>{paragraphs(OTHER)}</footer>", f'<div><p><a href="/x">{OTHER}</a></p></div>', f"<div hidden>{paragraphs(OTHER, OTHER.upper())}</div>",
        f'<div class="box"><p>{OTHER}</p></div>', "<div><h3>Most read</h3><h3>Weather</h3></div>",
    ],
)  # fmt: skip
def test_what_stands_beside_the_article_stays_out(beside: str) -> None:
    assert completed(f"<article><div>{paragraphs(ONE, TWO)}</div>{beside}<div>{paragraphs(THREE)}</div></article>", ONE, TWO, THREE) == [ONE, TWO, THREE]


def test_scripts_and_hidden_hyphens_are_no_text() -> None:
    body = f"<article><p>{ONE}</p><p>Har\u00adbour <script>track()</script>master's word</p><p>{TWO}</p></article>"
    assert completed(body, ONE, TWO) == [ONE, "Harbour master's word", TWO]
    assert completed(body, ONE, "Harbour master's word", TWO) == [ONE, "Harbour master's word", TWO]


def test_blocks_know_where_they_stand() -> None:
    blocks = read_blocks(tree_of(f'<ul><li>a <a href="/">b</a></li><li><p>{ONE}</p></li></ul><nav><p>{TWO}</p></nav>'))
    assert [(block.tag, block.text, round(block.links, 2)) for block in blocks] == [("li", "a b", 0.33), ("p", ONE, 0.0)]
    assert common_container(blocks, 0.9).tag == "li" and common_container([], 0.9) is None


def heard(body: str, witness: str, *lines: str) -> list[str]:
    return agreed_lines(lines, read_blocks(tree_of(body)), witness)


SIX = "A second vote on the choice of stone and timber is set for the end of June, when the plans of three builders are compared."
FULL = " ".join((ONE, TWO, THREE, FOUR, FIVE, SIX))


def test_a_full_witness_takes_short_lines_away_and_leaves_headings_and_long_ones() -> None:
    body = f"<h2>When?</h2>{paragraphs(ONE, TWO, THREE, FOUR, FIVE, SIX)}"
    lines = (ONE, "When?", TWO, "Lighthouse for sale", THREE, OTHER, FOUR, FIVE, SIX)
    assert heard(body, FULL, *lines) == [ONE, "When?", TWO, THREE, OTHER, FOUR, FIVE, SIX]


def test_a_witness_of_something_else_or_a_summary_changes_nothing() -> None:
    lines = (ONE, "Lighthouse for sale", TWO, THREE)
    assert heard("", OTHER * 8, *lines) == list(lines)
    assert heard("", ONE, *lines) == list(lines)
    assert heard("", FULL) == []


def test_what_a_witness_has_more_joins() -> None:
    body = paragraphs(ONE, TWO) + f"<div><div>{paragraphs(THREE)}<section><ul><li>{FOUR}</li></ul></section>{paragraphs(FIVE, OTHER, SIX)}</div></div>"
    assert heard(body, FULL, ONE, TWO) == [ONE, TWO, THREE, FOUR, FIVE, SIX]


TEXT = st.lists(st.sampled_from([ONE, TWO, THREE, FOUR, FIVE, OTHER, "Short", "When?", "短い行"]), max_size=8)


@given(TEXT, TEXT, st.sampled_from(["div", "article", "section", "ul"]))
@settings(max_examples=60, deadline=None)
def test_completing_keeps_every_line_in_order_and_adds_none_twice(shown: list[str], read: list[str], tag: str) -> None:
    blocks = read_blocks(tree_of(f"<{tag}>{paragraphs(*shown)}</{tag}><div>{paragraphs(*shown[:2])}</div>"))
    once = complete_lines(read, blocks)
    rest = iter(once)
    assert all(any(line == other for other in rest) for line in read)
    added = list((Counter(once) - Counter(read)).elements())
    assert set(added) <= set(shown) - set(read) and len(set(added)) == len(added)


@given(TEXT, st.text(max_size=40) | st.just(FULL))
@settings(max_examples=60, deadline=None)
def test_a_witness_never_adds_what_the_page_does_not_show(lines: list[str], witness: str) -> None:
    assert agreed_lines(lines, [], witness) == [line for line in lines if line in agreed_lines(lines, [], witness)]


def decked(body: str, description: str, *lines: str, titles: tuple[str, ...] = ("Pier",)) -> list[str]:
    return with_deck(tree_of(body), lines, titles, (description,))


@pytest.mark.parametrize(
    "body",
    [
        f"<header><h1>Pier</h1><p class='lead'>{DECK}</p></header>", f"<div><span> {DECK} </span></div>", f"<h2>{DECK}</h2>",
        f"<p>{DECK[:30]}<b>{DECK[30:]}</b></p>",
    ],
)  # fmt: skip
def test_the_deck_is_found_by_the_description(body: str) -> None:
    assert decked(body + paragraphs(ONE), DECK, ONE) == [DECK, ONE]
    assert decked(body + paragraphs(ONE), DECK[:60] + "…", "Pier", ONE) == ["Pier", DECK, ONE]


@pytest.mark.parametrize(
    "body", [f"<nav><p>{DECK}</p></nav>", f"<a href='/x'><p>{DECK}</p></a>", f"<script>{DECK}</script>", f"<p>{DECK} {OTHER * 8}</p>", "", f"<title>{DECK}</title>"]
)  # fmt: skip
def test_no_deck_where_it_is_not_shown_as_one(body: str) -> None:
    assert decked(body, DECK, ONE) == [ONE]


def test_a_deck_is_added_once_and_a_title_is_none() -> None:
    assert decked(f"<p>{DECK}</p>", DECK, DECK, ONE) == [DECK, ONE]
    assert decked(f"<p>{DECK}</p>", DECK, ONE, titles=(DECK,)) == [ONE]
    assert decked(f"<p>{DECK}</p>", 'The "vote', ONE) == [ONE]


def test_places_in_a_text() -> None:
    whole = squash(FULL)
    assert place_in(squash(TWO), whole) == len(squash(ONE))
    assert place_in(squash("Before. " + TWO), whole) > 0
    assert place_in(squash(OTHER), whole) == -1 and place_in("", whole) == 0


def page_of(article: str, head: str = "", entry: Entry | None = None) -> Page:
    markup = f"<html lang='en'><head><title>Pier to be rebuilt | Ledger</title>{head}</head><body><h1>Pier to be rebuilt</h1>{article}</body></html>"
    return Page(url="https://ledger.example/pier", html=markup, entry=entry, first_seen=SEEN)


def text_of(page: Page) -> list[str]:
    story = extract_story(page)
    assert isinstance(story, Story)
    return story.text.split("\n")


def test_a_page_with_markup_of_its_text_and_a_deck() -> None:
    head = f'<meta name="description" content="{DECK}"><script type="application/ld+json">'
    head += json.dumps({"@type": "NewsArticle", "headline": "Pier to be rebuilt", "articleBody": f"<p>{FULL}</p>"}) + "</script>"
    article = f"<div class='deck'>{DECK}</div><article>{paragraphs(ONE, TWO, 'Lighthouse for sale', THREE, FOUR, FIVE, SIX)}</article>"
    assert text_of(page_of(article, head)) == [DECK, ONE, TWO, THREE, FOUR, FIVE, SIX]


def test_the_feed_is_a_witness_too_and_pages_without_one_are_as_they_are() -> None:
    article = f"<p class='deck'>{DECK}</p><article>{paragraphs(ONE, TWO, 'Lighthouse for sale', THREE, FOUR, FIVE, SIX)}</article>"
    entry = Entry(id="e", feed="https://ledger.example/feed", url="https://ledger.example/pier", title="Pier", text=FULL, fingerprint="f", first_seen=SEEN)
    assert "Lighthouse for sale" in text_of(page_of(article)) and "Lighthouse for sale" not in text_of(page_of(article, entry=entry))


def test_the_witness_says_which_part_of_a_page_is_the_article() -> None:
    wrong = f"<main><div class='terms'>{paragraphs(OTHER)}</div></main>"
    right = f"<main><div class='text'>{paragraphs(ONE, TWO, THREE)}<h2>Costs</h2>{paragraphs(FOUR)}</div></main>"
    blocks = read_blocks(tree_of(wrong + right))
    summary = TWO + " Nobody spoke."
    assert anchored_lines([OTHER], blocks, summary) == [ONE, TWO, THREE, "Costs", FOUR]
    assert anchored_lines([OTHER, ONE], blocks, summary + ONE) == [OTHER, ONE]
    assert anchored_lines([OTHER], blocks, "Something else was said about the whole of the matter. Nobody spoke of it then.") == [OTHER]
    assert anchored_lines([OTHER * 9], blocks, summary) == [OTHER * 9]
    assert anchored_lines([OTHER], blocks, TWO[:40]) == [OTHER]
    alone = read_blocks(tree_of(f"<p class='deck'>{TWO}</p>{wrong}"))
    assert anchored_lines([OTHER], alone, summary) == [OTHER]
    linked = "".join(f"<div class='card'><p><a href='/{n}'>{text}</a></p></div>" for n, text in enumerate((ONE, TWO, THREE)))
    assert anchored_lines([OTHER], read_blocks(tree_of(wrong + linked)), summary) == [OTHER]


def test_an_article_that_only_its_markup_or_feed_has() -> None:
    told = "\n\n".join((ONE, TWO, THREE, FOUR, FIVE, SIX))
    assert fuller_text(["Loading"], told) == [ONE, TWO, THREE, FOUR, FIVE, SIX]
    assert fuller_text([ONE, TWO, THREE], told) == [ONE, TWO, THREE]
    assert fuller_text([], ONE) == []
    assert fuller_text([ONE], told * 200) == [ONE]
    head = '<script type="application/ld+json">' + json.dumps({"@type": "NewsArticle", "headline": "Pier to be rebuilt", "articleBody": told}) + "</script>"
    assert text_of(page_of("<div id='app'>Loading</div>", head)) == [ONE, TWO, THREE, FOUR, FIVE, SIX]


def carded(body: str, *lines: str) -> list[str]:
    return without_cards(tree_of(body), lines, "https://ledger.example/pier")


@pytest.mark.parametrize(
    ("target", "is_card"),
    [("/news/lighthouse", True), ("https://www.ledger.example/x", True), ("#note", False), ("https://other.example/x", False), ("", False), ("pier#note", False)],
)  # fmt: skip
def test_a_paragraph_inside_a_link_to_another_page_is_a_card(target: str, is_card: bool) -> None:
    lines = [ONE, TWO, THREE, FOUR, OTHER, FIVE, SIX]
    body = f"{paragraphs(ONE, TWO)}<a href='{target}'><div><h6>By A. Keeper</h6><p>{OTHER}</p></div></a>"
    assert carded(body, *lines) == [line for line in lines if line is not OTHER or not is_card]


def test_cards_that_are_nearly_all_of_a_page_stay() -> None:
    assert carded(f"<a href='/x'><p>{ONE}</p></a>", ONE, TWO) == [ONE, TWO]


def test_scripts_without_spaces_need_fewer_characters() -> None:
    texts = ["市議会は金曜日の夜、昨年冬の嵐で壊れた北の桟橋を再建することを決めた。", "工事は秋に始まり、十八か月かかる見通しだと港長は述べた。", "漁業者はより早い着工を求めていた。費用の三分の一は市が負担する。"]
    body = f"<div class='a'>{paragraphs(*texts[:2])}</div><div class='a'>{paragraphs(texts[2])}</div>"
    assert completed(body, *texts[:2]) == texts
    assert decked(f"<p class='lead'>{texts[0]}</p>", texts[0], texts[1]) == texts[:2]
