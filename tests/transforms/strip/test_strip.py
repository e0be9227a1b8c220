from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import GivenStory, Story
from tests.services import SHARED
from transforms.extract import story_from_given
from transforms.strip import LineContext, strip_lines, strip_story
from transforms.strip.credit import credit_of_line, trailing_credit
from transforms.strip.match import rule_for
from transforms.strip.places import names_of_byline
from transforms.text.headline import headline_key

SEEDS = SHARED / "data" / "seeds"
SEEN = datetime(2022, 1, 1, tzinfo=UTC)
TITLE = "Council votes to rebuild the northern pier"
ARTICLE = [
    "The harbour council voted on Friday evening to rebuild the northern pier, which was damaged by the storms of last winter and has been closed since.",
    "Work is expected to begin in the autumn and to take eighteen months, the harbour master said after the vote, adding that ferries would keep running.",
    "“We have waited long enough,” she told reporters.",
    "What happens next",
    "Fishermen had asked for an earlier start because the temporary berths on the southern side are too shallow for the larger boats at low tide.",
    "The council will pay for a third of the costs of four million; the rest comes from the region and from a fund for coastal towns.",
]


def reasons(lines: list[str], title: str = TITLE, context: LineContext | None = None) -> dict[str, str]:
    return {cut.line: cut.reason for cut in strip_lines(title, lines, context or LineContext())[1]}


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed stories are not here")
@pytest.mark.parametrize("name", sorted(json.loads((SEEDS / "expected.json").read_text())["files"]) if SEEDS.exists() else [])
def test_seed_stories(name: str) -> None:
    expected = json.loads((SEEDS / "expected.json").read_text())["files"][name]
    row = GivenStory(id=name, text=(SEEDS / name).read_text(), titled=False, fingerprint="f", first_seen=SEEN)
    story = story_from_given(row)
    assert isinstance(story, Story)
    assert story.title == expected["title"]
    for line in expected["cut"]:
        assert line not in story.text.split("\n")
    for line in expected["keep"]:
        assert line in story.text or line in story.title
    if "published" in expected:
        assert story.published == datetime.fromisoformat(expected["published"]).replace(tzinfo=UTC)
        assert (story.published_precision, story.published_source) == ("day", "text")
    assert headline_key(story.text.split("\n")[0]) != headline_key(story.title)


def test_an_article_without_furniture_stays_as_it_is() -> None:
    kept, cuts = strip_lines(TITLE, ARTICLE)
    assert list(kept) == ARTICLE and cuts == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Skip to main content", "toolbar"),
        ("Zum Inhalt springen", "toolbar"),
        ("Facebook Pixel", "tracking pixel"),
        ("ADVERTISEMENT", "advertisement label"),
        ("Article continues below advertisement", "advertisement label"),
        ("We use cookies to improve your experience.", "cookie notice"),
        ("Wir verwenden Cookies, um Inhalte zu personalisieren.", "cookie notice"),
        ("Please turn off your ad blocker.", "ad-blocker notice"),
        ("Bitte deaktivieren Sie Ihren Werbeblocker: Adblocker deaktivieren", "ad-blocker notice"),
        ("Comments are closed.", "comments"),
        ("12 comments", "comments"),
        ("Share on Facebook", "share bar"),
        ("Facebook Twitter WhatsApp", "share bar"),
        ("Follow us on Instagram and Telegram", "follow us"),
        ("Подписывайтесь на наш канал в Telegram", "follow us"),
        ("Sign up for our daily newsletter", "newsletter prompt"),
        ("Abonnieren Sie unseren Newsletter.", "newsletter prompt"),
        ("Suscríbete a nuestro boletín diario", "newsletter prompt"),
        ("Subscribe to continue reading", "paywall prompt"),
        ("Our newsroom is funded by readers like you.", "paywall prompt"),
        ("Get the best of the coast delivered to your inbox.", "newsletter prompt"),
        ("Das Beste der Woche: direkt in Ihr Postfach.", "newsletter prompt"),
        ("If you buy through our links, we may earn a commission.", "affiliate notice"),
        ("This post contains affiliate links, which support our work.", "affiliate notice"),
        ("Wir erhalten beim Kauf über diese Links eine Provision.", "affiliate notice"),
        ("Page 2 of 14", "page numbers"),
        ("Already have an account? Log in", "paywall prompt"),
        ("この記事は会員限定です。", "paywall prompt"),
        ("Written by Ada Quay", "byline"),
        ("Read more: Ferries to run through the summer", "related headline"),
        ("Lesen Sie auch: Fähren fahren weiter", "related headline"),
        ("Читайте также: Паромы продолжат ходить", "related headline"),
        ("関連記事", "related headline"),
        ("About the Author", "author box"),
        ("© 2024 Harbour Ledger. All rights reserved.", "rights notice"),
        ("Source link", "source link"),
        ("Source: Reuters", "wire credit"),
        ("(AP)", "wire credit"),
    ],
)
def test_residue_below_the_article_is_cut_with_its_reason(line: str, reason: str) -> None:
    assert reasons([*ARTICLE, line]) == {line: reason}


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Friday.",
        "The newsletter was first printed in 1920 and had four thousand readers.",
        "The company said its pixel phones would go on sale in May.",
        "Facebook said it would appeal against the ruling.",
        "Cookies were handed out to the volunteers by the bakery next door.",
        "He said comments on the plan were welcome until Sunday.",
        "Follow the money, the prosecutor told the court.",
        "The author of the report declined to comment.",
        "“Read the treaty,” the minister said.",
        "Reuters was founded in London in 1851.",
        "Advertisement revenue rose by a tenth.",
    ],
)
def test_article_lines_with_the_same_words_stay(line: str) -> None:
    for lines in ([line, *ARTICLE], [*ARTICLE[:3], line, *ARTICLE[3:]], [*ARTICLE, line]):
        assert line not in reasons(lines)


def test_the_title_is_cut_where_it_repeats_and_nowhere_else() -> None:
    assert reasons([TITLE.upper(), *ARTICLE]) == {TITLE.upper(): "repeated title"}
    variant = "Northern pier will be rebuilt, council decides"
    assert reasons([variant, *ARTICLE]) == {}
    assert reasons([variant, *ARTICLE], context=LineContext(titles=(variant,))) == {variant: "repeated title"}


def test_byline_date_and_outlet_above_the_article() -> None:
    context = LineContext(names=("Harbour Ledger",), authors=("Ada Quay",))
    assert reasons(["Harbour Ledger", "By Ada Quay", "May 3, 2024", *ARTICLE], context=context) == {
        "Harbour Ledger": "outlet name",
        "By Ada Quay": "byline",
        "May 3, 2024": "date line",
    }
    assert "May 3, 2024" not in reasons([*ARTICLE[:5], "May 3, 2024", *ARTICLE * 3], context=context)


def test_what_stands_below_the_end_goes_with_it() -> None:
    lines = [*ARTICLE, "Source link", "Good work costs money and we have little.", "Please disable your ad blocker.", "Thank 🎉"]
    assert set(reasons(lines)) == set(lines[len(ARTICLE) :])


def test_an_article_below_a_prompt_is_not_lost() -> None:
    lines = [*ARTICLE[:2], "Sign up for our newsletter", *ARTICLE[2:]]
    kept, _ = strip_lines(TITLE, lines)
    assert [line for line in kept if line in ARTICLE] == ARTICLE


def test_teasers_are_links_to_other_pages_in_a_row_or_below_a_heading() -> None:
    teasers = ["Ferries to run through the summer", "Storm closes the coastal road again"]
    context = LineContext(links=frozenset(map(headline_key, teasers)))
    assert reasons([*ARTICLE[:3], *teasers, *ARTICLE[3:]], context=context) == dict.fromkeys(teasers, "link list")
    assert reasons([*ARTICLE[:3], teasers[0], *ARTICLE[3:]], context=context) == {}
    assert reasons([*ARTICLE[:3], "Read more:", teasers[0], *ARTICLE[3:]], context=context)[teasers[0]] == "link list"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Source: Reuters", "Reuters"), ("(AP)", "AP"), ("AFP/dpa", "AFP/dpa"), ("RIA News", "RIA News"), ("Quelle: dpa", "dpa"), ("mit Material von dpa", "dpa"),
        ("Источник: Интерфакс", "Интерфакс"), ("— Reuters", "Reuters"), ("Source: Ministry of Fish", "Ministry of Fish"), ("Reuters reported it", ""), ("Beta testing", ""),
    ],
)  # fmt: skip
def test_credit_lines(line: str, credit: str) -> None:
    assert credit_of_line(line) == credit


def test_a_credit_behind_the_last_sentence_leaves_the_text() -> None:
    assert trailing_credit("The talks go on in Geneva next week. RIA News") == ("The talks go on in Geneva next week.", "RIA News")
    assert trailing_credit("The talks go on in Geneva next week (AP)") == ("The talks go on in Geneva next week", "AP")
    assert trailing_credit("He works for Reuters.") == ("He works for Reuters.", "")


LINES = st.lists(
    st.one_of(st.text(max_size=120), st.sampled_from([*ARTICLE, TITLE, "Source link", "Share", "Comments are closed."])), max_size=12
)


@given(st.text(max_size=60), LINES)
@settings(max_examples=150, deadline=None)
def test_every_line_is_kept_or_cut_and_nothing_is_made_up(title: str, lines: list[str]) -> None:
    kept, cuts = strip_lines(title, lines)
    words = sorted("".join((*kept, *(cut.line for cut in cuts))).split())
    assert sorted("".join(words)) == sorted("".join("".join(lines).split()))
    assert all(cut.reason for cut in cuts)
    assert strip_lines(title, lines) == (kept, cuts)


@given(LINES)
@settings(max_examples=50, deadline=None)
def test_stripping_twice_cuts_no_article_line(lines: list[str]) -> None:
    story = Story(
        id="s", title=TITLE, text="\n".join([*ARTICLE, *lines]), first_seen=SEEN, language="en", item_fingerprint="", fingerprint=""
    )
    twice = strip_story(strip_story(story))
    assert set(ARTICLE[:2]) <= set(twice.text.split("\n"))


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=2000)
def test_rules_answer_any_line(line: str) -> None:
    rule_for(line)
    rule_for(line * 3 + " subscribe newsletter cookies share")


@pytest.mark.parametrize(
    "text", [TITLE, f"{TITLE}\n{TITLE}", f"{TITLE}\nShort.", f"{TITLE}: {ARTICLE[0]}", f"{TITLE.upper()}. {ARTICLE[0]}\n{ARTICLE[1]}"]
)
def test_a_text_never_begins_by_repeating_the_title(text: str) -> None:
    kept, cuts = strip_lines(TITLE, text.split("\n"))
    assert not headline_key("\n".join(kept)).startswith(headline_key(TITLE))
    assert cuts[0].reason == "repeated title"


def test_a_first_sentence_that_goes_on_from_the_title_stays_whole() -> None:
    line = f"{TITLE} after a long debate that lasted until midnight."
    assert strip_lines(TITLE, [line, *ARTICLE[1:]])[0][0] == line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Quay", ("Ada Quay",)), ("BY ADA QUAY AND JON PIER", ()), ("By ADA QUAY and JON PIER", ("ADA QUAY", "JON PIER")), ("Von Anna-Lena Müller", ("Anna-Lena Müller",)),
        ("Por María José de la Cruz", ("María José de la Cruz",)), ("От Ивана Петрова", ("Ивана Петрова",)), ("By the time the ferry came", ()), ("Von Berlin nach Paris", ()),
        ("By Monday", ()), ("By Ada Quay, who was there.", ()), ("By 2030 All Ferries Will Be Electric", ()),
    ],
)  # fmt: skip
def test_names_of_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert names_of_byline(line) == names


def test_a_byline_becomes_the_authors_of_a_story_that_has_none() -> None:
    story = Story(
        id="s", title=TITLE, text="\n".join(["By Ada Quay", *ARTICLE]), first_seen=SEEN, language="en", item_fingerprint="", fingerprint=""
    )
    stripped = strip_story(story)
    assert stripped.authors == ("Ada Quay",) and stripped.text == "\n".join(ARTICLE)
    assert strip_story(replace(story, authors=("Jon Pier",))).authors == ("Jon Pier",)
