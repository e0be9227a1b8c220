"""Hostile markup costs itself: structural limits decide, each page takes at most two seconds, and a story or a reject comes out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from connectors.records import Entry, Page, Reject, Story
from transforms.extract import ExtractSettings, preload
from transforms.extract.load import drop_unread
from transforms.extract.prepare import Prepared, prepare_item
from transforms.sign import SignSettings
from transforms.strip import SiteSettings, StripSettings

SEEN = datetime(2024, 6, 1, tzinfo=UTC)
MOST_SECONDS = 2.0  # of CPU
PARAGRAPHS = [
    "The harbour council voted on Friday evening to rebuild the northern pier, which was damaged by the storms of last winter and has been closed since.",
    "Work is expected to begin in the autumn and to take eighteen months, the harbour master said after the vote, adding that ferries would keep running.",
    "Fishermen had asked for an earlier start because the temporary berths on the southern side are too shallow for the larger boats at low tide.",
    "The council will pay for a third of the costs of four million; the rest comes from the region and from a fund for coastal towns.",
]
ARTICLE = "<article><h1>Council votes to rebuild the pier</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "</article>"
MEGA = 1_000_000


def doc(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang=en><head><title>Pier</title>{head}</head><body>{body}</body></html>"


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def many(count: int, write: Callable[[int], str]) -> str:
    return "".join(map(write, range(count)))


# Past a limit: rejected, with the limit's name.
TOO_LARGE: dict[str, tuple[str, Callable[[], str]]] = {
    "100,000 levels": ("nodes", lambda: doc("<div>" * 100_000 + ARTICLE)),
    "10,000 levels": ("depth", lambda: doc("<div>" * 10_000 + ARTICLE)),
    "many deep chains": ("levels", lambda: doc(("<div>x" * 190 + "</div>" * 190) * 90)),
    "50,000 links": ("nodes", lambda: doc(ARTICLE + many(50_000, lambda i: f"<a href=/x{i}>a headline of some words {i}</a> "))),
    "6,000 links": ("links", lambda: doc(ARTICLE + many(6_000, lambda i: f"<a href=/x{i}>a headline of some words {i}</a> "))),
    "unclosed soup": ("nodes", lambda: doc(many(20_000, lambda i: "<p>x<b>x<i>x<td>x<li>x<a>x<em>x<font>x<span>x<tr>x"))),
    "nested tables": ("depth", lambda: doc("<table><tr><td>" * 500 + ARTICLE)),
    "attributes": ("attributes", lambda: doc("<div " + many(100_000, lambda i: f"a{i}=1 ") + ">" + ARTICLE)),
    "attributes that hide": ("attributes", lambda: doc("<div " + many(40_000, lambda i: f"a{i}='<' ") + ">" + ARTICLE)),
    "text node": ("text", lambda: doc("<p>" + "word " * MEGA + "</p>")),
    "text without blanks": ("text", lambda: doc("<p>" + "w" * 7 * MEGA + "</p>")),
    "title": ("text", lambda: doc("", "<title>" + "t | " * MEGA + "</title>")),
}
# Within the limits, or large only where nobody reads: the article comes out.
READ: dict[str, Callable[[], str | bytes]] = {
    "10 MB script": lambda: doc("<script>" + "var a='<p>b</p>';" * (10 * MEGA // 17) + "</script>" + ARTICLE),
    "1,000 scripts": lambda: doc(("<script>" + "x" * 10_000 + "</script>") * 1_000 + ARTICLE),
    "10 MB style": lambda: doc(ARTICLE, "<style>" + "a{b:c}" * (10 * MEGA // 6) + "</style>"),
    "10 MB comment": lambda: doc("<!--" + "- x " * (10 * MEGA // 4) + "-->" + ARTICLE),
    "10 MB JSON-LD": lambda: doc(ARTICLE, ld('{"@type":"NewsArticle","headline":"x","a":"' + "y" * 10 * MEGA + '"}')),
    "script that is not closed": lambda: doc(ARTICLE + "<script>" + "x<p>" * MEGA),
    "JSON-LD, broken": lambda: doc(ARTICLE, ld('{"@type":"NewsArticle","headline":"x",' + '"a":"b",' * 230_000)),
    "JSON-LD, 10,000 levels": lambda: doc(ARTICLE, ld('{"a":' * 10_000 + "1" + "}" * 10_000) + ld("[" * 100_000)),
    "JSON-LD, 30,000 articles": lambda: doc(
        ARTICLE, ld(json.dumps({"@graph": [{"@type": "NewsArticle", "headline": f"h{i}"} for i in range(30_000)]}))
    ),
    "JSON-LD, blanks": lambda: doc(ARTICLE, ld(" " * 500_000 + "<!--") + ld('{"a":1' + ("," + " " * 2_000) * 500)),
    "JSON-LD, quotes": lambda: doc(ARTICLE, ld('{"headline":"' + '"author":{"name"' * 100_000) + ld('{"headline":"' + "\\" * 500_000)),
    "JSON-LD, body": lambda: doc(
        ARTICLE, ld(json.dumps({"@type": "Article", "headline": "x", "articleBody": (PARAGRAPHS[0] + " ") * 12_000}))
    ),
    "huge attribute": lambda: doc(f"<div class='{'x ' * 3 * MEGA}'>{ARTICLE}</div>"),
    "many long attributes": lambda: doc(f"<div class='{'x-related ' * 1_000}'>w</div>" * 700 + ARTICLE),
    "huge meta": lambda: doc(ARTICLE, f"<meta name=author content='{'By A, ' * MEGA}'>"),
    "100,000 entities": lambda: doc("<p>" + "&amp;&#x41;" * 100_000 + "</p>" + ARTICLE),
    "NULs": lambda: doc("\x00" * 2 * MEGA + ARTICLE.replace("c", "c\x00")),
    "table of 6,000 rows": lambda: doc("<table>" + many(6_000, lambda i: f"<tr><td>{i}</td><td>value</td></tr>") + "</table>" + ARTICLE),
    "2,800 tables": lambda: doc("<table><tr><td><p>a<p>b<p>c</td></tr></table>" * 2_800 + ARTICLE),
    "cells": lambda: doc("<table><tr>" + "<td><p>a</p></td>" * 9_000 + "</table>" + ARTICLE),
    "4,900 links": lambda: doc(ARTICLE + "<ul>" + many(4_900, lambda i: f"<li><a href=/x{i}>a headline of some words {i}</a></li>")),
    "captions": lambda: doc("<figure><img src=a><figcaption>Photo by A B / Reuters</figcaption></figure>" * 4_500 + ARTICLE),
    "pipes": lambda: f"<title>{'t | ' * 60_000}</title>" + ARTICLE,
    "bait for rules of lines": lambda: doc("<p>" + "sign up by " * 20_000 + "</p>" + "<p>" + "- " * 30_000 + "</p>" + ARTICLE),
    "charset that lies": lambda: doc(ARTICLE).encode(),
}
# Whatever comes out, it comes out in time.
ANY: dict[str, Callable[[], str | bytes]] = {
    "9,000 short paragraphs": lambda: doc(many(9_000, lambda i: f"<p>w {i}</p>")),
    "9,000 line breaks": lambda: doc(many(9_000, lambda i: f"line {i} <br>")),
    "2,400 blocks": lambda: doc(many(2_400, lambda i: f"<p>w {i}</p>")),
    "1,500 dates": lambda: doc(many(1_500, lambda i: f"<p>{i}.{i}.{i}, 12:00 2024 1 January 2 March</p>")),
    "a text without blanks": lambda: doc("<p>" + "河" * 150_000 + "</p>"),
    "2,000 cards": lambda: doc(many(2_000, lambda i: f"<div><h3><a href=/x{i}>a headline of some words {i}</a></h3><p>and a teaser</p></div>")),
    "prompts": lambda: doc(many(2_400, lambda i: f"<p>subscribe to our newsletter to continue reading you we our {i}</p>")),
    "consent": lambda: doc("<p>" + "we use cookies and consent of our partners " * 6_000 + "</p><button>Accept all</button>"),
    "random bytes": lambda: bytes((i * 7919 + i // 251) % 256 for i in range(MEGA)),
    "angle brackets": lambda: "<" * 70_000 + "a <b " * 10_000,
    "quotes": lambda: doc("<a b='" * 10_000 + '<a b="' * 10_000),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    preload.load()
    prepared(Page(html=doc(ARTICLE), first_seen=SEEN))


def prepared(page: Page) -> Story | Reject:
    """What the worker makes of a page, in at most ``MOST_SECONDS``."""
    start = time.process_time()
    result = prepare_item(page, ExtractSettings(), StripSettings(), SiteSettings(), SignSettings())
    assert time.process_time() - start <= MOST_SECONDS
    return result.story if isinstance(result, Prepared) else result


@pytest.mark.attack
@pytest.mark.parametrize("name", TOO_LARGE)
def test_past_a_limit_it_is_a_reject_that_names_the_limit_or_the_feeds_text(name: str) -> None:
    limit, write = TOO_LARGE[name]
    result = prepared(Page(html=write(), url="https://a.example/x", first_seen=SEEN))
    assert isinstance(result, Reject) and result.stage == "extract" and result.reason == "too large" and f" {limit}: " in result.detail, (
        result
    )
    entry = Entry(id="e", feed="https://a.example/f", title="Pier", text=PARAGRAPHS[0], fingerprint="f", first_seen=SEEN)
    told = prepared(Page(html=write(), url="https://a.example/x", entry=entry, first_seen=SEEN))
    assert isinstance(told, Story) and told.text == PARAGRAPHS[0]


@pytest.mark.attack
@pytest.mark.parametrize("name", READ)
def test_what_is_large_where_nobody_reads_does_not_cost_the_article(name: str) -> None:
    charset = "utf-16" if name == "charset that lies" else ""
    result = prepared(Page(html=READ[name](), charset=charset, url="https://a.example/x", first_seen=SEEN))
    assert isinstance(result, Story), result
    assert [paragraph in result.text for paragraph in PARAGRAPHS] == [True] * 4


@pytest.mark.attack
@pytest.mark.parametrize("name", ANY)
def test_whatever_comes_out_comes_in_time(name: str) -> None:
    result = prepared(Page(html=ANY[name](), url="https://a.example/x", first_seen=SEEN))
    assert isinstance(result, Story) or (result.reason != "broken" and result.detail)


@pytest.mark.attack
@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "idna", "zlib_codec", "rot13", "hz", "x-nonsense"])
def test_a_charset_that_cannot_be_true_is_not_believed(charset: str) -> None:
    for data in (doc(ARTICLE).encode(), b"\xff\xfe" + doc(ARTICLE).encode()):
        result = prepared(Page(html=data, charset=charset, url="https://a.example/x", first_seen=SEEN))
        assert isinstance(result, Story) and PARAGRAPHS[1] in result.text


@pytest.mark.parametrize(
    ("html", "rest"),
    [
        ("a<!-- b -->c<!-->d<!--->e", "acde"),
        ("a<!-- b", "a<!-- b"),
        ("<script>" + "x" * 3000 + "</script >y", "<script></script >y"),
        ('<script src="/a">' + "x" * 3000 + "</SCRIPT>y", '<script src="/a"></SCRIPT>y'),
        ("<script>short</script>y", "<script>short</script>y"),
        (
            '<script type="application/ld+json">' + "x" * 3000 + "</script>y",
            '<script type="application/ld+json">' + "x" * 3000 + "</script>y",
        ),
        ("<scripture>a</scripture><style>" + "x" * 3000 + "</style>b", "<scripture>a</scripture><style></style>b"),
        ("a<svg><path/></svg>b", "ab"),
    ],
)
def test_what_is_dropped_unread(html: str, rest: str) -> None:
    assert drop_unread(html) == rest
