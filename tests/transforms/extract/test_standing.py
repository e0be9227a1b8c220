"""Whose a story is: the page's, its own feed's, or a stranger's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.feeds.identity import page_key, voice_key
from connectors.hashes import content_hash
from connectors.records import Entry, Page, Story
from connectors.site_rules import SiteRule
from tests.transforms.newsdesk import article, page_html
from transforms.extract import Extracted, ExtractSettings, extract_marked

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
URL = "https://news.quay.example/crane"
FEED = "https://feeds.hosting.example/quay"
NAMED = f'<link rel="alternate" type="application/rss+xml" href="{FEED}">'
WHEN = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)


def story_of(feed: str, html: str, rule: SiteRule | None = None, url: str = URL, **changes: object) -> Story:
    entry = Entry(
        id="x", feed=feed, guid="g", url=URL, title="Crane sold", text="The old crane goes to Oslo.", published=WHEN, published_precision="second",
        publisher="A feed", fingerprint="f", first_seen=NOW,
    )  # fmt: skip
    page = Page(url=url, html=html, entry=replace(entry, **changes), fingerprint="f", first_seen=NOW)  # type: ignore[arg-type]
    result = extract_marked(page, ExtractSettings(), rule)
    assert isinstance(result, Extracted)
    return result.story


ARTICLE = page_html("Crane of the north dock sold", article("crane"))


@pytest.mark.parametrize(
    ("feed", "html", "rule", "changes"),
    [
        ("https://www.quay.example/feed", ARTICLE, None, {}),
        ("https://elsewhere.example/feed", ARTICLE, None, {"asked": "quay.example"}),
        (FEED, ARTICLE.replace("</head>", NAMED + "</head>"), None, {}),
        (FEED, ARTICLE, SiteRule(site="quay.example", feeds=("http://feeds.hosting.example/quay/",)), {}),
        (FEED, ARTICLE, None, {"vouched": True}),
    ],
    ids=["of the site", "answered by the site", "named by the page", "named by the operator", "named before"],
)
def test_feeds_that_speak_for_a_page(feed: str, html: str, rule: SiteRule | None, changes: dict[str, object]) -> None:
    story = story_of(feed, html, rule, **changes)
    assert (story.site, story.owner, story.url, story.natural, story.hearsay) == ("quay.example", "quay.example", URL, content_hash("url", URL), False)
    assert (story.published, story.publisher, story.asked) == (WHEN, "A feed", "quay.example")
    assert set(story.known_by) - {voice_key("quay.example", feed)} == {page_key(URL)}


def test_a_stranger_finds_the_pages_own_story() -> None:
    story = story_of("https://planet.example/feed", ARTICLE)
    assert (story.site, story.owner, story.hearsay, story.natural) == ("quay.example", "quay.example", True, content_hash("url", URL))
    assert (story.title, story.published, story.publisher) == ("Crane of the north dock sold", None, "")


def test_without_the_page_a_strangers_words_are_its_own_and_a_named_feeds_the_pages() -> None:
    rule = SiteRule(site="quay.example", publisher="The Quay Gazette", feeds=(FEED,))
    story = story_of("https://planet.example/feed", "", rule)
    assert (story.site, story.url, story.publisher, story.hearsay) == ("planet.example", "", "A feed", False)
    assert story.natural == content_hash("guid", "https://planet.example/feed", "g") and story.known_by == ()
    named = story_of(FEED, "", rule)
    assert (named.site, named.url, named.natural) == ("quay.example", URL, content_hash("url", URL))
    assert (story.asked, named.asked) == ("planet.example", "hosting.example")


def test_of_a_redirect_to_another_site_nothing_of_the_finder_counts() -> None:
    target = "https://harbour.example/crane"
    story = story_of("https://quay.example/feed", ARTICLE, url=target)
    assert (story.site, story.url, story.natural, story.hearsay) == ("harbour.example", target, content_hash("url", target), True)
    assert (story.published, story.known_by) == (None, (page_key(target),))
