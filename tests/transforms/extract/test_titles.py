from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from transforms.extract.facts import PageFacts
from transforms.extract.headings import heading_text
from transforms.extract.titles import choose_title, without_outlet
from transforms.text.headline import headline_key

NAMES = ("Harbour Ledger", "harbour-ledger.example")
COUNCIL = "Council votes to rebuild the northern pier"
OTHERWISE = "Northern pier will rise again after winter storms"
SEARCH = "Pier news: everything you need to know about the rebuild"


def title(headline: str = "", social: str = "", document: str = "", headings: tuple[str, ...] = (), feed: str = "") -> str:
    facts = PageFacts(headline=headline, titles=(social,) if social else (), document_title=document, headings=headings)
    return choose_title(facts, NAMES, feed)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # The marked-up headline, whatever search engines and networks are told.
        ({"headline": COUNCIL, "social": OTHERWISE, "document": SEARCH + " | Harbour Ledger", "headings": (COUNCIL,)}, COUNCIL),
        ({"headline": COUNCIL, "social": OTHERWISE, "document": COUNCIL, "headings": (OTHERWISE,)}, COUNCIL),
        # The head agrees with itself and the heading words it otherwise.
        ({"headline": SEARCH, "social": SEARCH, "document": SEARCH, "headings": ("Everything about the pier and its rebuild, by our readers",)},
         "Everything about the pier and its rebuild, by our readers"),
        # One word changed in the heading: the head's wording stands; a changed number is another matter.
        ({"headline": COUNCIL, "social": COUNCIL, "document": COUNCIL, "headings": ("Council votes to rebuild northern pier",)}, COUNCIL),
        ({"social": "Guide to harbour fees in 2023", "document": "Guide to harbour fees in 2023", "headings": ("Guide to harbour fees in 2024",)},
         "Guide to harbour fees in 2024"),
        ({"social": COUNCIL, "document": COUNCIL, "headings": ("Council votes to rebuild northern pier",)}, COUNCIL),
        # og:title alone is worded otherwise.
        ({"headline": COUNCIL, "social": OTHERWISE, "document": COUNCIL + " | Harbour Ledger", "headings": (COUNCIL,)}, OTHERWISE),
        ({"social": OTHERWISE, "document": COUNCIL, "headings": (COUNCIL,)}, COUNCIL),
        # Kickers, in the markup and in the heading; a headline cut short in the head.
        ({"headline": "After the storms - " + COUNCIL, "social": "After the storms: " + COUNCIL, "headings": (COUNCIL,)}, COUNCIL),
        ({"headline": COUNCIL, "social": COUNCIL, "document": COUNCIL, "headings": ("After the storms " + COUNCIL,)}, COUNCIL),
        ({"social": COUNCIL, "document": COUNCIL + " - Harbour Ledger", "headings": ("After the storms - " + COUNCIL,)}, COUNCIL),
        ({"headline": COUNCIL[:30], "social": COUNCIL[:30], "document": COUNCIL, "headings": (COUNCIL,)}, COUNCIL),
        # Headings that are not the article's.
        ({"social": COUNCIL, "document": COUNCIL + " | Harbour Ledger", "headings": ("Harbour Ledger", "Log in", COUNCIL)}, COUNCIL),
        ({"social": COUNCIL, "document": "Quay Diaries: " + COUNCIL, "headings": ("Quay Diaries",)}, COUNCIL),
        ({"headings": ("Harbour Ledger",)}, "Harbour Ledger"),
        ({"document": "Harbour Ledger", "headings": (COUNCIL,)}, COUNCIL),
        ({"headline": "x" * 300, "social": COUNCIL, "headings": (COUNCIL,)}, COUNCIL),
        # Spelling: capitals and words that run together give way.
        ({"document": "Weekend Sailing Notes | Harbour Ledger", "headings": ("WEEKENDSAILING NOTES",)}, "Weekend Sailing Notes"),
        ({"headline": COUNCIL.upper(), "document": COUNCIL, "headings": (COUNCIL.upper(),)}, COUNCIL),
        ({"headline": COUNCIL.upper()}, COUNCIL.upper()),
        # Scripts without spaces.
        ({"social": "北の桟橋の再建を市議会が可決｜Harbour Ledger", "headings": ("ログイン", "北の桟橋の再建を市議会が可決")}, "北の桟橋の再建を市議会が可決"),
        ({}, ""),
    ],
)  # fmt: skip
def test_the_headline_among_what_a_page_says(page: dict[str, object], expected: str) -> None:
    assert title(**page) == expected  # type: ignore[arg-type]


def test_the_feed_confirms_and_stands_in_but_does_not_overrule() -> None:
    assert title(headline=SEARCH, social=SEARCH, document=SEARCH, headings=(COUNCIL,), feed=COUNCIL.upper()) == COUNCIL
    assert title(headline=COUNCIL, social=OTHERWISE, document=COUNCIL, headings=(COUNCIL,), feed=COUNCIL) == COUNCIL
    assert title(feed=COUNCIL) == COUNCIL
    assert title(social=COUNCIL, headings=(COUNCIL,), feed="Pier") == COUNCIL
    assert title(headings=("Log in",), feed=COUNCIL) == COUNCIL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COUNCIL + " | Harbour Ledger", COUNCIL), (COUNCIL + " – News – Harbour Ledger Online", COUNCIL + " – News"), ("Harbour Ledger: " + COUNCIL, "Harbour Ledger: " + COUNCIL),
        ("Harbour Ledger » " + COUNCIL, COUNCIL), (COUNCIL + "｜Harbour Ledger", COUNCIL), (COUNCIL + "_Harbour Ledger", COUNCIL), (COUNCIL + " * Harbour Ledger", COUNCIL),
        ("Harbour Ledger Weekly #18 – Quiet water", "Harbour Ledger Weekly #18 – Quiet water"), ("Pier - open again", "Pier - open again"), ("Harbour Ledger", "Harbour Ledger"),
    ],
)  # fmt: skip
def test_the_outlet_is_taken_off(text: str, expected: str) -> None:
    assert without_outlet(text, NAMES) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h1>Weekend<br>sailing</h1>", "Weekend sailing"), ("<h1>After the storms<span>Council votes</span></h1>", "After the storms Council votes"),
        ("<h1><span>After the storms:</span>council votes</h1>", "After the storms: council votes"), ("<h1><b>T</b>he pier</h1>", "The pier"),
        ("<h1><div>Fees</div><span>Pier\n  again</span></h1>", "Fees Pier again"), ("<h1>Ten years of &lt;br&gt; tags</h1>", "Ten years of <br> tags"), ("<h1> </h1>", ""),
    ],
)  # fmt: skip
def test_headings_as_read(markup: str, expected: str) -> None:
    assert heading_text(html.fragment_fromstring(markup)) == expected


TITLE = st.sampled_from([COUNCIL, OTHERWISE, SEARCH, "Harbour Ledger", "Log in", COUNCIL.upper(), ""]) | st.text(max_size=40)


@given(TITLE, TITLE, TITLE, st.lists(TITLE.filter(str.strip), max_size=3), TITLE)
@example("Harbour Ledger", "Harbour Ledger", "Harbour Ledger", ["0_"], "Harbour Ledger")
@settings(max_examples=100, deadline=None)
def test_a_title_is_one_that_was_said(headline: str, social: str, document: str, headings: list[str], feed: str) -> None:
    chosen = title(headline, social, document, tuple(headings), feed)
    said = [headline, social, document, *headings, feed]
    assert not chosen or any(headline_key(chosen) in headline_key(text) for text in said)
    assert chosen or not any(headings)
    key = headline_key(chosen)
    assert headline_key(title(chosen, chosen, chosen, (chosen,))) == key or key in map(headline_key, NAMES)
