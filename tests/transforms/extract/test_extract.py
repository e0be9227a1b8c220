from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.hashes import content_hash
from connectors.records import Entry, GivenStory, Page, Reject, Story
from transforms.extract import ExtractSettings, extract_story, story_from_given, work_item
from transforms.extract.facts import read_facts
from transforms.extract.fields import split_authors
from transforms.extract.json_ld import parse_json
from transforms.extract.load import decode_page, parse_page

SEEN = datetime(2024, 5, 4, 6, tzinfo=UTC)
PARAGRAPHS = [
    "The harbour council voted on Friday evening to rebuild the northern pier, which was damaged by the storms of last winter and has been closed since.",
    "Work is expected to begin in the autumn and to take eighteen months, the harbour master said after the vote, adding that ferries would keep running.",
    "Fishermen had asked for an earlier start because the temporary berths on the southern side are too shallow for the larger boats at low tide.",
    "The council will pay for a third of the costs of four million; the rest comes from the region and from a fund for coastal towns.",
]


def page_of(head: str = "", body: str = "", *, title: str = "Council votes to rebuild the northern pier", lang: str = "en", **fields: object) -> Page:
    article = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = (
        f"<!DOCTYPE html><html lang='{lang}'><head><title>{title} | Harbour Ledger</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>{title}</h1>{article}{body}</article>"
        "<footer>Harbour Ledger</footer></body></html>"
    )
    return Page(**({"url": "https://harbour-ledger.example/news/pier?utm_source=feed", "html": html, "first_seen": SEEN} | fields))  # type: ignore[arg-type]


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def entry_of(**fields: object) -> Entry:
    base = {
        "id": "entry-1",
        "feed": "https://harbour-ledger.example/feed",
        "guid": "guid-1",
        "url": "https://harbour-ledger.example/news/pier",
        "title": "Council votes to rebuild the northern pier",
        "text": "The council voted to rebuild the pier. Work begins in the autumn.",
        "authors": ("Ada Quay",),
        "published": datetime(2024, 5, 3, 18, 30, tzinfo=UTC),
        "published_precision": "second",
        "language": "en",
        "publisher": "Harbour Ledger",
        "fingerprint": "entry-print",
        "first_seen": SEEN,
    }
    return Entry(**(base | fields))  # type: ignore[arg-type]


def story_of(page: Page) -> Story:
    result = extract_story(page)
    assert isinstance(result, Story), result
    return result


def test_a_page_becomes_a_story() -> None:
    story = story_of(page_of(json_ld({"@type": "NewsArticle", "datePublished": "2024-05-03T20:15:00+02:00", "author": {"name": "Ada Quay"}})))
    assert story.title == "Council votes to rebuild the northern pier"
    assert [paragraph in story.text.split("\n") for paragraph in PARAGRAPHS] == [True] * 4
    assert story.url == "https://harbour-ledger.example/news/pier"
    assert story.id == content_hash("url", story.url)
    assert (story.site, story.language, story.authors) == ("harbour-ledger.example", "en", ("Ada Quay",))
    assert (story.published, story.published_precision, story.published_source) == (datetime(2024, 5, 3, 18, 15, tzinfo=UTC), "second", "json-ld")


def test_the_given_id_wins_then_the_entry_then_the_url() -> None:
    assert story_of(page_of(id="given", entry=entry_of())).id == "given"
    assert story_of(page_of(entry=entry_of())).id == "entry-1"
    assert story_of(page_of(url="")).id == content_hash("content", *(lambda s: (s.title, s.text))(story_of(page_of(url=""))))


@pytest.mark.parametrize(
    ("head", "when", "source"),
    [
        ('<meta property="article:published_time" content="2024-05-03T18:15:00Z">', datetime(2024, 5, 3, 18, 15, tzinfo=UTC), "meta"),
        (json_ld({"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "datePublished": "2024-05-03T18:15Z"}]}), datetime(2024, 5, 3, 18, 15, tzinfo=UTC), "json-ld"),
        (json_ld([{"@type": "Organization"}, {"@type": "BlogPosting", "datePublished": "2024-05-03T18:15Z"}]), datetime(2024, 5, 3, 18, 15, tzinfo=UTC), "json-ld"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-03T18:15Z",}</script>', datetime(2024, 5, 3, 18, 15, tzinfo=UTC), "json-ld"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"a "b" c","datePublished":"2024-05-03T18:15Z"</script>', datetime(2024, 5, 3, 18, 15, tzinfo=UTC), "json-ld"),
    ],
)  # fmt: skip
def test_times_of_a_page(head: str, when: datetime, source: str) -> None:
    story = story_of(page_of(head))
    assert (story.published, story.published_source) == (when, source)


def test_a_time_element_in_the_article_is_read() -> None:
    story = story_of(page_of(body='<time datetime="2024-05-03T18:15:00Z" itemprop="datePublished">Friday</time>'))
    assert story.published == datetime(2024, 5, 3, 18, 15, tzinfo=UTC)


def test_the_feed_tells_the_minute_of_a_page_that_only_tells_the_day() -> None:
    story = story_of(page_of('<meta name="date" content="2024-05-03">', entry=entry_of()))
    assert (story.published, story.published_source) == (datetime(2024, 5, 3, 18, 30, tzinfo=UTC), "feed")


def test_the_feed_tells_the_zone_of_a_page_time_without_one() -> None:
    local = json_ld({"@type": "NewsArticle", "datePublished": "2024-05-03T20:30:00"})
    story = story_of(page_of(local, entry=entry_of()))
    assert story.published == datetime(2024, 5, 3, 18, 30, tzinfo=UTC)


def test_future_times_are_corrected_for_feed_entries_only() -> None:
    future = SEEN + timedelta(days=30)
    assert story_of(page_of(entry=entry_of(published=future))).published is None
    head = f'<meta property="article:published_time" content="{future.isoformat()}">'
    assert story_of(page_of(head, entry=entry_of())).published == entry_of().published
    assert story_of(page_of(head)).published == future
    row = GivenStory(id="x", title="Title", text="Text", published=future, published_precision="day", fingerprint="f", first_seen=SEEN)
    result = story_from_given(row)
    assert isinstance(result, Story) and result.published == future


def test_without_a_page_the_entry_text_becomes_the_story() -> None:
    story = story_of(page_of(html="", entry=entry_of(), url=""))
    assert story.text == entry_of().text and story.title == entry_of().title
    assert (story.published_source, story.feed, story.guid, story.authors) == ("feed", entry_of().feed, "guid-1", ("Ada Quay",))


def test_a_page_without_an_article_falls_back_to_its_entry() -> None:
    story = story_of(page_of(html="<html><body><div>Loading…</div></body></html>", entry=entry_of()))
    assert story.text == entry_of().text


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", b"\x00\x01\x02"])
def test_nothing_at_all_is_a_reject(html: str | bytes) -> None:
    result = extract_story(page_of(html=html))
    assert isinstance(result, Reject) and result.stage == "extract" and result.reason in ("empty", "not html") and result.detail


@pytest.mark.parametrize(
    ("html", "limit"),
    [
        ("<html><body>" + "<p>x</p>" * 1200, "nodes"),
        ("<html><body>" + "<a href='/x'>x</a>" * 400, "links"),
        ("<html><body>" + "<div>" * 150 + "text", "depth"),
    ],
)
def test_structural_limits_reject(html: str, limit: str) -> None:
    small = ExtractSettings(max_nodes=1000, max_links=300, max_depth=100)
    result = extract_story(page_of(html=html), small)
    assert isinstance(result, Reject) and result.reason == "too large" and f"max_{limit}" in result.detail


def test_too_many_bytes_reject_but_the_entry_still_tells() -> None:
    small = ExtractSettings(max_bytes=500)
    assert isinstance(extract_story(page_of(), small), Reject)
    result = extract_story(page_of(entry=entry_of()), small)
    assert isinstance(result, Story) and result.text == entry_of().text


@pytest.mark.parametrize(
    ("encoding", "charset", "meta"),
    [
        ("utf-8", "", ""), ("iso-8859-1", "iso-8859-1", ""), ("windows-1251", "", '<meta charset="windows-1251">'), ("shift_jis", "shift_jis", ""),
        ("utf-8-sig", "", ""), ("gb18030", "", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
    ],
)  # fmt: skip
def test_encodings(encoding: str, charset: str, meta: str) -> None:
    words = {"iso-8859-1": "Brücke über den Fluß", "windows-1251": "Мост через реку", "shift_jis": "川に架かる橋", "gb18030": "河上的桥"}.get(encoding, "Brücke → мост")
    html = f"<html><head>{meta}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert words in decode_page(html, charset)


def test_canonical_url_of_the_same_site_is_taken_and_others_are_not() -> None:
    same = story_of(page_of('<link rel="canonical" href="/news/northern-pier">'))
    assert same.url == "https://harbour-ledger.example/news/northern-pier"
    for href in ("https://elsewhere.example/copy", "https://harbour-ledger.example/", "javascript:void(0)", ""):
        assert story_of(page_of(f'<link rel="canonical" href="{href}">')).url == "https://harbour-ledger.example/news/pier"


def test_authors_from_many_spellings() -> None:
    assert split_authors(["By Ada Quay and Ben Berth"]) == ["Ada Quay", "Ben Berth"]
    assert split_authors(["von Ada Quay, Ben Berth"]) == ["Ada Quay", "Ben Berth"]
    assert split_authors(["https://facebook.com/ada", "ada@example.com"]) == []


def test_publishers_are_no_authors() -> None:
    head = json_ld({"@type": "NewsArticle", "author": [{"name": "Harbour Ledger"}, {"name": "Ada Quay"}], "publisher": {"name": "Harbour Ledger"}})
    assert story_of(page_of(head)).authors == ("Ada Quay",)


def test_broken_json_ld_is_read_as_far_as_it_goes() -> None:
    assert parse_json('<!-- {"a": 1} -->') == [{"a": 1}]
    assert parse_json('{"a": 1}{"b": 2}') == [{"a": 1}, {"b": 2}]
    assert parse_json("not json") == []
    assert parse_json('{"headline": "x", "datePublished": "2024-05-03') == [{"headline": "x"}]


def test_the_fingerprint_follows_the_content() -> None:
    one, two = work_item(page_of()), work_item(page_of(first_seen=SEEN + timedelta(days=1)))
    other = work_item(page_of(body=f"<p>{PARAGRAPHS[0].replace('northern', 'eastern')}</p>"))
    assert isinstance(one, Story) and isinstance(two, Story) and isinstance(other, Story)
    assert one.fingerprint == two.fingerprint != other.fingerprint


def test_given_rows() -> None:
    row = GivenStory(id="r1", title="", text="Skip to content\nBridge to be rebuilt\n\n" + PARAGRAPHS[0], titled=False, fingerprint="f", first_seen=SEEN)
    story = story_from_given(row)
    assert isinstance(story, Story)
    assert (story.id, story.title, story.text) == ("r1", "Bridge to be rebuilt", PARAGRAPHS[0])
    assert [cut.line for cut in story.cut] == ["Skip to content"]
    assert isinstance(story_from_given(replace(row, text="")), Reject)
    named = story_from_given(replace(row, url="", publisher="The Harbour Ledger"))
    assert isinstance(named, Story) and named.site == "the-harbour-ledger"


FIELD = st.text(max_size=60)


@given(st.text(max_size=400) | st.binary(max_size=400), FIELD, FIELD)
@settings(max_examples=60, deadline=None)
def test_hostile_html_never_crashes(html: str | bytes, url: str, charset: str) -> None:
    page = Page(url=url, html=html, charset=charset, first_seen=SEEN)
    result = work_item(page)
    assert isinstance(result, (Story, Reject)) and not (isinstance(result, Reject) and result.reason == "broken" and "report" in result.detail)
    assert work_item(page) == result


JSON = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["@type", "@graph", "@id", "author", "headline", "datePublished", "name", "publisher", "inLanguage", "mainEntityOfPage"]), inner, max_size=4
), max_leaves=15)  # fmt: skip


@given(JSON, st.dictionaries(st.sampled_from(["og:title", "author", "date", "og:url", "og:site_name", "article:published_time"]), FIELD))
@settings(max_examples=80, deadline=None)
def test_hostile_statements_never_crash(value: object, metas: dict[str, str]) -> None:
    from html import escape

    head = f'<script type="application/ld+json">{json.dumps(value)}</script>' + "".join(
        f'<meta property="{name}" content="{escape(content)}">' for name, content in metas.items()
    )
    tree = parse_page(f"<html><head>{head}</head><body><h1>T</h1></body></html>", max_nodes=10_000, max_links=1_000, max_depth=200)
    facts = read_facts(tree)
    assert all(isinstance(name, str) for name in (*facts.authors, *facts.titles, facts.language))


@given(FIELD, st.text(max_size=200), FIELD, FIELD, FIELD, st.booleans())
@settings(max_examples=60, deadline=None)
def test_hostile_rows_never_crash(title: str, text: str, url: str, language: str, publisher: str, titled: bool) -> None:
    row = GivenStory(
        id="r", url=url, title=title, text=text, titled=titled, language=language, publisher=publisher, fingerprint="f", first_seen=SEEN
    )
    result = story_from_given(row)
    assert isinstance(result, (Story, Reject)) and story_from_given(row) == result


@pytest.mark.parametrize(
    "item",
    [Page(html="<p>Advertisement</p>", url="https://harbour-ledger.example/1", first_seen=SEEN), GivenStory(id="a", text="Share this\nAdvertisement", fingerprint="f", first_seen=SEEN),
     Page(html=b"", entry=entry_of(title="", text="Advertisement"), first_seen=SEEN)],
    ids=["a page", "a given row", "a feed's text"],
)  # fmt: skip
def test_what_has_no_words_but_furniture_is_no_story(item: Page | GivenStory) -> None:
    result = work_item(item)
    assert isinstance(result, Reject) and (result.stage, result.reason) == ("strip", "empty")
    assert "'Advertisement'" in result.detail or "'Share this'" in result.detail
