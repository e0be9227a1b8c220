from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Cut, Entry, Page, Story
from transforms.extract import extract_story
from transforms.strip import strip_story
from transforms.strip.credit import byline_credit, dateline_credit, leading_name, note_credits, read_credits
from transforms.text.credits import agency_keys, credit_keys, join_credits, linked_credit, outlet_keys, source_key

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def test_all_spellings_of_an_agency_have_one_key() -> None:
    assert {source_key(name) for name in ("AP", "Associated Press", "The Associated Press", "apnews.com", "ap.org")} == {"ap"}
    assert source_key("ТАСС") == source_key("tass.com") == "tass" and source_key("新华社") == "xinhua"
    assert source_key("The Conversation") == source_key("theconversation.com") == "conversation"
    assert source_key("report.com") != source_key("Report") == source_key("report.az")
    assert credit_keys("AP, Reuters; The Conversation") >= {"ap", "reuters", "conversation"}
    assert agency_keys(credit_keys("dpa/AFP; Daily Lantern")) == {"dpa", "afp"}
    assert outlet_keys("apnews.com", "AP News") >= {"ap"} and outlet_keys("", "") == frozenset()


def test_credits_are_joined_once_each_and_nobody_credits_itself() -> None:
    assert join_credits(["AP", "", "Associated Press", "Reuters; AP"]) == "AP; Reuters"
    assert join_credits(["Daily Lantern", "Reuters"], outlet_keys("dailylantern.example", "Daily Lantern")) == "Reuters"
    assert join_credits(["Reuters"], outlet_keys("reuters.com", "Reuters")) == "Reuters"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("WASHINGTON (Reuters) - Oil rose", "Reuters"),
        ("NEW DELHI, May 5 (PTI): The minister", "PTI"),
        ("Berlin (dpa/lnw) – Die Stadt", "dpa"),
        ("PARIS, 5 mai (AFP) - Le gouvernement", "AFP"),
        ("Madrid, 5 may (EFE).- El Gobierno", "EFE"),
        ("(ANSA) - ROMA, 05 MAG - Il governo", "ANSA"),
        ("МОСКВА, 5 мая. /ТАСС/. Президент", "ТАСС"),
        ("МОСКВА, 5 мая — РИА Новости. Президент", "РИА Новости"),
        ("新华社北京5月5日电（记者王）国务院", "新华社"),
        ("【東京共同】政府は", "共同"),
        ("(서울=연합뉴스) 김철수 기자 = 정부는", "연합뉴스"),
        ("NEW YORK--(BUSINESS WIRE)--Acme", "BUSINESS WIRE"),
        ("Reuters - Oil prices rose", "Reuters"),
        ("The players' agreement (SPA), which nobody had read", ""),
        ("He told the Associated Press (AP) on Monday that nothing is decided", ""),
        ("The fund and others said (Reuters) that it was late", ""),
        ("Trend - setters are here again", ""),
    ],
)
def test_datelines(line: str, credit: str) -> None:
    assert dateline_credit(line) == credit


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("This article first appeared on The Conversation.", ["The Conversation"]),
        ("This story was originally published by Grist, and is shown here with permission.", ["Grist"]),
        ("Republished from example.org under a licence", ["example.org"]),
        ("Dieser Artikel erschien zuerst auf Tannheimer Zeitung.", ["Tannheimer Zeitung"]),
        ("Cet article a été publié initialement sur Le Phare de l’Ouest", ["Le Phare de l’Ouest"]),
        ("Este artículo fue publicado originalmente en El Faro.", ["El Faro"]),
        ("本文首发于财新网，转载请注明", ["财新网"]),
        ("Copyright 2026 The Associated Press. All rights reserved.", ["The Associated Press"]),
        ("© 2026 Getty Images", []),
        ("All rights reserved. Copyright 2019", []),
        ("(Meridian Wire)", ["Meridian Wire"]),
        ("Mit Material von Mittag-Agentur", ["Mittag-Agentur"]),
        ("With a little help from my friends", []),
        ("The paper was first published in a small town", []),
    ],
)
def test_notes_below_the_text(line: str, credits: list[str]) -> None:
    assert note_credits(line) == credits


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("By JOHN ROE, Associated Press", "Associated Press"),
        ("Jane Doe | AP", "AP"),
        ("Jane Doe, AP Sports Writer", "AP"),
        ("Reuters Staff", "Reuters"),
        ("By Jane Appleton", ""),
        ("Jane Reuters Smith", ""),
    ],
)
def test_bylines(line: str, credit: str) -> None:
    assert byline_credit(line) == credit


@given(st.text(max_size=500))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    assert leading_name(text) == leading_name(text).strip()
    read_credits("", text.split("\n"), [Cut(line=text, reason="wire credit"), Cut(line=text, reason="byline")], [text], "", text)


def test_a_story_keeps_what_it_credits() -> None:
    text = "\n".join(["PARIS (AFP) - The talks went on in Geneva.", "Nobody left before noon.", "Source: Reuters", "© 2026 Daily Lantern. All rights reserved."])
    story = Story(id="a", title="Talks", text=text, site="dailylantern.example", first_seen=NOW, item_fingerprint="", fingerprint="")
    assert strip_story(story).credit == "AFP; Reuters"


def test_links_to_other_sites_are_credits() -> None:
    assert linked_credit("https://a.example/x", "https://b.example/x", "https://reuters.com", "Reuters") == "Reuters; b.example"
    assert linked_credit("https://a.example/x", "/y", "", "") == ""
    html = (
        "<html><head><title>Storm</title><link rel=canonical href='https://origin.example/storm'></head><body><article><h1>Storm</h1>"
        + "<p>The storm reached the coast at noon and took the roofs off a dozen houses, the mayor said on Monday.</p>" * 3
        + "</article></body></html>"
    )
    entry = Entry(id="s", feed="https://a.example/rss", url="https://a.example/storm", fingerprint="", first_seen=NOW)
    story = extract_story(Page(url=entry.url, html=html, entry=entry, first_seen=NOW))
    assert isinstance(story, Story) and (story.url, story.credit) == ("https://a.example/storm", "origin.example")
