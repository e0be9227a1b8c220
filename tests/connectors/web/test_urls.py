from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.web.urls import (
    canonical_url,
    clean_host,
    clean_url,
    is_aggregated,
    is_front_page,
    normalize_publisher,
    registered_domain,
    site_of,
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Www.Example.COM:80/A", "http://www.example.com/A"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("http://example.com/a#top", "http://example.com/a"),
        ("http://user:secret@example.com/", "http://example.com/"),
        ("http://example.com/a/./b/../c", "http://example.com/a/c"),
        ("http://example.com/../a/..", "http://example.com/"),
        ("http://example.com/%7Ea%2fb%c3%a9", "http://example.com/~a%2Fb%C3%A9"),
        ("http://example.com/é?q=ü", "http://example.com/%C3%A9?q=%C3%BC"),
        ("http://example.com/100%", "http://example.com/100%25"),
        ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        ("http://example.com./", "http://example.com/"),
        (" \nhttp://example.com/a\tb ", "http://example.com/ab"),
        ("http://example.com/?a=1&amp;b=2", "http://example.com/?a=1&b=2"),
        ("http://[2001:DB8::0:1]/", "http://[2001:db8::1]/"),
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    assert clean_url(url) == expected


@pytest.mark.parametrize(
    "url",
    ["", "   ", "javascript:alert(1)", "mailto:a@example.com", "ftp://example.com/a", "file:///etc/passwd", "/a/b", "//example.com/a", "http://",
     "http:///a", "http://a b.example/", "http://exa$mple.com/", "http://example.com:99999/", "http://example.com:x/", "http://[::1/", "http://1.2.3.999/",
     "http://example.com/" + "a" * 3000, "http://" + "a." * 200 + "com/", "\ud800"],
)  # fmt: skip
def test_what_is_no_web_address_is_empty(url: str) -> None:
    assert clean_url(url) == canonical_url(url) == ""


def test_relative_urls_are_resolved() -> None:
    assert clean_url("../b?x=1", "http://example.com/a/c") == "http://example.com/b?x=1"
    assert clean_url("//cdn.example.com/b", "https://example.com/") == "https://cdn.example.com/b"
    assert clean_url("mailto:a@example.com", "http://example.com/") == ""


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?utm_source=x&id=3&UTM_Medium=y", "?id=3"),
        ("?fbclid=1", ""),
        ("?ref=rss", ""),
        ("?ref=page2&source=desk", "?ref=page2&source=desk"),
        ("?b=2&a=1", "?b=2&a=1"),
        ("?a=&b", "?a=&b"),
        ("?a=1&&b=2&", "?a=1&b=2"),
        ("?eid=5&session=2&uid=7", "?eid=5&session=2&uid=7"),
    ],
)
def test_tracking_goes_and_what_may_name_an_article_stays(query: str, kept: str) -> None:
    assert canonical_url(f"http://example.com/a{query}") == f"http://example.com/a{kept}"
    if "&&" not in query:
        assert clean_url(f"http://example.com/a{query}") == f"http://example.com/a{query}"


LIKE_URLS = st.from_regex(r"https?://[^/]{0,30}(/.{0,50})?(\?.{0,50})?(#.{0,20})?", fullmatch=True)


@given(st.text(max_size=200) | LIKE_URLS, st.sampled_from(["", "http://example.com/a/b"]))
def test_any_text_gives_a_stable_url_or_none(text: str, base: str) -> None:
    for function in (clean_url, canonical_url):
        once = function(text, base)
        assert once == "" or once.startswith(("http://", "https://"))
        assert once.isascii() and once.isprintable()
        assert function(once) == once
    assert clean_url(canonical_url(text, base)) == canonical_url(text, base)
    assert isinstance(site_of(once, text, text), str)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("http://www.example.com:8080/a", "example.com"),
        ("desk.harbour-ledger.example", "harbour-ledger.example"),
        ("foo.blogspot.com", "foo.blogspot.com"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("http://127.0.0.2:99/x", "127.0.0.2"),
        ("http://[::1]:80/", "::1"),
        ("https://новости.пример.рф/", "xn--e1afmkfd.xn--p1ai"),
        ("", ""),
        ("http://", ""),
    ],
)
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


def test_site() -> None:
    assert site_of("https://www.bbc.co.uk/a") == "bbc.co.uk"
    assert site_of("https://news.aggregator.example/r/1", "https://www.ledger.example", "Ledger") == "ledger.example"
    assert site_of("", "", " The Harbour  Ledger! ") == "the-harbour-ledger"
    assert site_of("") == ""
    assert normalize_publisher("Ｎｅｗｓ 24 — Журнал") == "news-24-журнал"


def test_aggregators() -> None:
    source = "https://ledger.example/"
    assert is_aggregated(source, "https://agg.example/r/1", "https://agg.example/rss")
    assert not is_aggregated(source, "https://www.ledger.example/a", "https://agg.example/rss")
    assert not is_aggregated(source, "https://elsewhere.example/a", "https://feeds.ledger.example/rss")
    assert not is_aggregated("", "https://agg.example/r/1", "https://agg.example/rss")
    assert not is_aggregated("not a url", "https://agg.example/r/1", "https://agg.example/rss")


def test_front_page() -> None:
    assert is_front_page("http://example.com/") and not is_front_page("http://example.com/?p=1") and not is_front_page("http://example.com/a")


@given(st.text(max_size=80))
def test_hosts_are_ascii(text: str) -> None:
    assert clean_host(clean_host(text)) == clean_host(text)
    assert registered_domain(text).isascii()
