"""Feed documents: every format, every entry accounted for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.feeds import FeedSettings, entry_keys, parse_feed
from connectors.feeds.markup import decode_document, plain_paragraphs
from connectors.hashes import content_hash
from connectors.records import Feed
from tests.connectors.feeds.parsing import AS_OF, FEED, feed_of, only, parse
from tests.web import item


def test_rss() -> None:
    body = feed_of(
        "<language>en-gb</language>",
        item(
            "/news/1?utm_source=rss", "Harbour &amp; bridge &lt;b&gt;reopen&lt;/b&gt;", "tag:1",
            "&lt;p&gt;First  para.&lt;/p&gt;&lt;p&gt;Second&lt;br/&gt;line &amp;amp; more.&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;",
            "<author>desk@ledger.example (Ada Lind)</author><pubDate>Sun, 22 Nov 2026 10:30:15 +0200</pubDate>",
        ),
    )  # fmt: skip
    parsed = parse(body)
    assert (parsed.title, parsed.language) == ("The Harbour Ledger", "en-gb")
    entry = only(parsed)
    assert entry.url == "http://ledger.example/news/1"
    assert (entry.guid, entry.title) == ("tag:1", "Harbour & bridge reopen")
    assert entry.text == "First para.\nSecond\nline & more."
    assert (entry.published, entry.published_precision) == (datetime(2026, 11, 22, 8, 30, 15, tzinfo=UTC), "second")
    assert (entry.authors, entry.language, entry.publisher) == (("Ada Lind",), "en-gb", "The Harbour Ledger")
    assert entry.id == content_hash("url", entry.url)
    assert (entry.feed, entry.first_seen, entry.attempts) == (FEED.url, AS_OF, 0)


def test_atom() -> None:
    entry = only(
        parse(
            """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="http://blatt.example/b/"><title>Blatt</title>
            <entry><id>urn:1</id><title type="html">Wasser &amp;amp; Wein</title><link href="x.html"/><link rel="enclosure" href="a.mp3"/>
            <summary>Kurz.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Lang &lt; weit.</p><ul><li>eins</li></ul></div></content>
            <author><name>B. Traum</name></author><author><name>C. Kern</name></author><updated>2026-11-21T08:00Z</updated></entry></feed>"""
        )
    )
    assert (entry.url, entry.title, entry.text) == ("http://blatt.example/b/x.html", "Wasser & Wein", "Lang < weit.\neins")
    assert (entry.authors, entry.language) == (("B. Traum", "C. Kern"), "de")
    assert (entry.published, entry.published_precision) == (datetime(2026, 11, 21, 8, tzinfo=UTC), "minute")


def test_rdf() -> None:
    entry = only(
        parse(
            """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="http://r.example/"><title>R</title></channel>
            <item rdf:about="http://r.example/1"><title>One</title><link>http://r.example/1</link><dc:date>2026-11-20</dc:date>
            <dc:creator>D. E.</dc:creator></item></rdf:RDF>"""
        )
    )
    assert (entry.guid, entry.url, entry.authors) == ("http://r.example/1", "http://r.example/1", ("D. E.",))
    assert (entry.published, entry.published_precision) == (datetime(2026, 11, 20, tzinfo=UTC), "day")


def test_json_feed() -> None:
    rows = [
        {"id": 7, "url": "http://j.example/7", "title": "Seven", "content_html": "<p>a</p><p>b</p>", "date_published": "2026-11-22T09:00:01+01:00",
         "authors": [{"name": "F"}, {"name": "G"}, "x"], "language": "sv"},
        {"id": "8", "external_url": "http://k.example/8", "content_text": "plain <b>text</b>", "author": {"name": "H"}},
        {"id": ["bad"], "url": {}, "title": None}, None, 5,
    ]  # fmt: skip
    parsed = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "da", "items": rows}))
    seven, eight = parsed.entries
    assert (seven.guid, seven.text, seven.authors, seven.language) == ("7", "a\nb", ("F", "G"), "sv")
    assert (seven.published, seven.published_precision) == (datetime(2026, 11, 22, 8, 0, 1, tzinfo=UTC), "second")
    assert (eight.url, eight.text, eight.authors, eight.language) == ("http://k.example/8", "plain <b>text</b>", ("H",), "da")
    assert [reject.reason for reject in parsed.rejects] == ["empty"] and parsed.duplicates == 2


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html><head><title>x</title></head><body><pre>&lt;rss&gt;<rss></pre></body></html>", "html instead of a feed"),
        (b"\n<!-- <rss> --><HTML>", "html instead of a feed"),
        (b"<div>Not found</div>", "html instead of a feed"),
        (b"hello", "not a feed"),
        (b"{}", "not a feed"),
        (b'{"items": 5}', "not a feed"),
        (b"{" * 100_000, "not a feed"),
        (b'<?xml version="1.0"?><note>x</note>', "not a feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a feed"),
        (b"<rss><channel>" + b"<item/>" * 60_000, "too complex"),
        (b"<rss><channel><item>" + b"<a>" * 300_000, "too complex"),
        (b"<rss " + b" ".join(b"a%d=1" % n for n in range(5000)) + b"><channel/></rss>", "too complex"),
        (b"<rss><channel><item><b></i>" + b"&x;" * 1_000_001, "too complex"),
    ],
)
def test_what_is_no_feed_says_why(body: bytes, reason: str) -> None:
    assert parse(body).reason == reason


def test_a_feed_is_a_feed_whatever_its_prolog_says() -> None:
    feed = feed_of(item("/1", "One")).split(b"?>", 1)[1]
    for prolog in (b"<!DOCTYPE html>", b"\xef\xbb\xbf\n\n<?xml version='1.0'?>", b"<!-- <html> -->", b"<br/><b>Warning</b>: x.php\n<?xml version='1.0'?>", b"\0\n"):
        assert only(parse(prolog + feed)).title == "One", prolog


def test_an_empty_feed_is_fine() -> None:
    parsed = parse(feed_of())
    assert (parsed.reason, parsed.listed, parsed.title) == ("", 0, "The Harbour Ledger")


@pytest.mark.parametrize(
    ("text", "prolog", "sent_as", "content_type"),
    [
        ("Größe – “ja”", "utf-8", "utf-8", "application/rss+xml; charset=iso-8859-1"),
        ("Größe – “ja”", "iso-8859-1", "utf-8", "text/xml"),
        ("Größe – “ja”", "iso-8859-1", "windows-1252", ""),
        ("Größe", "utf-8", "iso-8859-1", "text/xml; charset=utf-8"),
        ("Правительство объявило о новых мерах поддержки малого бизнеса", "windows-1251", "windows-1251", ""),
        ("Правительство объявило о новых мерах поддержки малого бизнеса", "utf-8", "windows-1251", "application/xml"),
        ("東京で大きな地震がありました", "shift_jis", "shift_jis", ""),
        ("東京で大きな地震がありました", "iso-2022-jp", "iso-2022-jp", ""),
        ("北京举行新闻发布会", "gb2312", "gb18030", ""),
        ("Größe – “ja”", "utf-16", "utf-16", ""),
        ("Größe – “ja”", "no-such-charset", "utf-8", "text/xml; charset=nonsense"),
    ],
)
def test_wrong_encodings_are_seen_through(text: str, prolog: str, sent_as: str, content_type: str) -> None:
    body = f'<?xml version="1.0" encoding="{prolog}"?><rss version="2.0"><channel><item><title>{text}</title></item></channel></rss>'
    assert only(parse(body.encode(sent_as), content_type)).title == text


def test_a_stray_byte_doesnt_spoil_the_rest() -> None:
    body = feed_of(item("/1", "Größe und Ähnliches über Öl")).replace(b"und", b"un\xffd")
    assert "Größe" in only(parse(body)).title


@given(st.binary(max_size=400), st.sampled_from(["", "text/xml; charset=utf-16", "x; charset=hex", "x;charset=idna", "charset=punycode"]))
def test_any_bytes_have_a_text(body: bytes, content_type: str) -> None:
    assert isinstance(decode_document(body, content_type), str)


@pytest.mark.parametrize(
    ("raw", "when", "precision"),
    [
        ("Sun, 22 Nov 2026 10:30:15 GMT", "2026-11-22T10:30:15", "second"),
        ("Sun, 22 Nov 2026 10:30 EST", "2026-11-22T15:30:00", "minute"),
        ("Sun, 22 Nov 2026 10:30:15 CET", "2026-11-22T09:30:15", "second"),
        ("Sun, 22 Nov 2026 10:30:15 CEST", "2026-11-22T08:30:15", "second"),
        ("Sun, 22 Nov 2026 00:00:00 +0200", "2026-11-22T00:00:00", "day"),
        ("Sun, 22 Nov 2026 00:00:01 +0200", "2026-11-21T22:00:01", "second"),
        ("2026-11-22", "2026-11-22T00:00:00", "day"),
        ("22 Nov 2026", "2026-11-22T00:00:00", "day"),
        ("2026-11-22T08:15Z", "2026-11-22T08:15:00", "minute"),
        ("20261122T081530Z", "2026-11-22T08:15:30", "second"),
        ("2026-11-22T08:15:30.123-05:00", "2026-11-22T13:15:30", "second"),
        ("2026-11-23T11:59:59Z", "2026-11-23T11:59:59", "second"),
        ("2026-11-23T12:00:01Z", None, "none"),
        ("2099-01-01", None, "none"),
        ("2026-11", None, "none"),
        ("2026", None, "none"),
        ("1970-01-01T00:00:00Z", None, "none"),
        ("0001-01-01T00:00:00Z", None, "none"),
        ("yesterday", None, "none"),
        ("99 Foo 2026 99:99:99", None, "none"),
        ("1987-03-01T06:00:00Z", "1987-03-01T06:00:00", "second"),
    ],
)
def test_dates(raw: str, when: str | None, precision: str) -> None:
    entry = only(parse(feed_of(item("/1", "One", extra=f"<pubDate>{raw}</pubDate>"))))
    assert (entry.published, entry.published_precision) == (datetime.fromisoformat(when + "+00:00") if when else None, precision)


def test_updated_stands_in_for_a_missing_or_unreadable_date() -> None:
    extra = '<pubDate>soon</pubDate><a:updated xmlns:a="http://www.w3.org/2005/Atom">2026-11-22T08:00:10Z</a:updated>'
    assert only(parse(feed_of(item("/1", "One", extra=extra)))).published == datetime(2026, 11, 22, 8, 0, 10, tzinfo=UTC)


def test_identity_by_url_then_guid_then_content() -> None:
    a, b, c = parse(feed_of(item("/1", "A", "g1"), item("", "B", "g2"), item("", "C", "", "text"))).entries
    assert a.id == content_hash("url", "http://ledger.example/1") and len(entry_keys(a)) == 2
    assert b.id == content_hash("guid", FEED.url, "g2") and len(entry_keys(b)) == 1
    assert c.id == content_hash("guid", FEED.url, content_hash("content", "C", "text")) and len(entry_keys(c)) == 1
    elsewhere = parse_feed(feed_of(item("", "B", "g2")), feed=Feed(url="http://other.example/f"), url="http://other.example/f", as_of=AS_OF)
    assert elsewhere.entries[0].id != b.id, "a guid only counts within its feed"


def test_an_entry_without_guid_is_known_by_its_link_or_content_within_its_feed() -> None:
    linked, bare = parse(feed_of(item("/1", "A"), item("", "B", "", "text"))).entries
    assert (linked.guid, len(entry_keys(linked))) == (linked.url, 2)
    assert (bare.guid, len(entry_keys(bare))) == (content_hash("content", "B", "text"), 1)


def test_repeated_entries_become_one_the_newest() -> None:
    old, new = "<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate>", "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>"
    for items in ([item("/1", "One", "g", "old", old), item("/1", "One", "g", "new", new)], [item("/1", "One", "g", "new", new), item("/1", "One", "g", "old", old)]):
        parsed = parse(feed_of(*items))
        assert only(parsed).text == "new" and parsed.duplicates == 1
    parsed = parse(feed_of(item("/1?utm_source=a", "Same", "g1"), item("/1#x", "Same", "g2")))
    assert only(parsed).guid == "g1" and parsed.duplicates == 1
    assert len(parsed.duplicate_keys) == 1, "the other's guid stays known"
    parsed = parse(feed_of(item("", "Same", "", "t"), item("", "Same", "", "t"), item("", "Same", "", "u")))
    assert len(parsed.entries) == 2 and parsed.duplicates == 1


def test_a_guid_that_several_entries_have_is_nobodys() -> None:
    parsed = parse(feed_of(item("/1", "One", "g"), item("/2", "Two", "g"), item("/3", "Three", "h")))
    assert [entry.guid for entry in parsed.entries] == ["http://ledger.example/1", "http://ledger.example/2", "h"]


def test_a_link_that_many_entries_share_is_not_their_page() -> None:
    parsed = parse(feed_of(*(item(f"/log#{n}", f"Entry {n}", f"g{n}") for n in range(4)), item("/own", "Own", "g9"), item("/x", "A", "a"), item("/x", "B", "b")))
    assert [entry.own_page for entry in parsed.entries] == [False] * 4 + [True] + [False] * 2
    assert [entry.url.rpartition("/")[2] for entry in parsed.entries] == ["log#0", "log#1", "log#2", "log#3", "own", "x", "x"]
    assert len({entry.id for entry in parsed.entries}) == 7


def test_a_front_page_is_nobodys_article() -> None:
    assert only(parse(feed_of(item("http://ledger.example/", "A", "g")))).url == ""


def test_aggregators() -> None:
    source = '<source url="https://www.quay-post.example/rss">Quay Post</source>'
    text = "&lt;a href='x'&gt;Ferry aground&lt;/a&gt; &lt;font&gt;Quay Post&lt;/font&gt;&lt;p&gt;More of it.&lt;/p&gt;"
    river = replace(FEED, aggregator=True)
    entry = only(parse(feed_of(item("/r/abc", "Ferry aground - Quay Post", "g", text, source)), feed=river))
    assert entry.text == "More of it."
    assert (entry.source_name, entry.source_url, entry.title) == ("Quay Post", "https://www.quay-post.example/rss", "Ferry aground")
    own = '<source url="http://ledger.example/rss">Ledger</source>'
    entry = only(parse(feed_of(item("/a", "A - Ledger", "g", "text", own)), feed=river))
    assert (entry.source_name, entry.source_url, entry.title) == ("", "", "A - Ledger")


def test_entries_with_nothing_are_rejects_with_keys() -> None:
    parsed = parse(feed_of(item(), item("", "", "g"), item("javascript:x", "", "h"), item("/1", "One")))
    assert [reject.reason for reject in parsed.rejects] == ["empty"] * 3
    assert all(len(reject.keys) == 1 for reject in parsed.rejects) and len(parsed.entries) == 1


def test_entries_beyond_the_bound_are_one_reject() -> None:
    parsed = parse(feed_of(*(item(f"/{n}", f"T{n}") for n in range(9))), bounds=FeedSettings(max_entries=4))
    assert [entry.title for entry in parsed.entries] == ["T0", "T1", "T2", "T3"]
    assert ([reject.reason for reject in parsed.rejects], parsed.cut) == (["too many entries"], 4)


@pytest.mark.parametrize("order", ["oldest first", "newest first", "mixed"])
@pytest.mark.parametrize("shape", ["rss", "broken", "json"])
def test_of_a_long_feed_the_newest_are_taken_wherever_they_stand(order: str, shape: str) -> None:
    days = list(range(1, 31))
    days = {"oldest first": days, "newest first": days[::-1], "mixed": days[1::2] + days[::2]}[order]
    if shape == "json":
        body = json.dumps({"items": [{"id": str(day), "title": f"T{day}", "date_published": f"2026-06-{day:02}T10:00:00Z"} for day in days]}).encode()
    else:
        body = feed_of(*(item(f"/{day}", f"T{day}", extra=f"<pubDate>{day:02} Jun 2026 10:00:00 GMT</pubDate>") for day in days))
        body = body.replace(b"</item>", b"<b><i></b></item>", 1) if shape == "broken" else body
    parsed = parse(body, bounds=FeedSettings(max_entries=20))
    assert sorted(int(entry.title[1:]) for entry in parsed.entries) == list(range(11, 31)), "in the order of the document"
    assert [entry.title for entry in parsed.entries] == [f"T{day}" for day in days if day > 10]
    (reject,) = parsed.rejects
    assert reject.keys and "poll.max_entries" in reject.detail and parsed.cut == 9


def test_twenty_thousand_small_items_are_cut_not_refused() -> None:
    fields = "<pubDate>Tue, 02 Jun 2026 10:00:00 GMT</pubDate><category>a</category><author>Ada</author><description>x</description>"
    parsed = parse(feed_of(*(item(f"/{n}", f"T{n}", f"g{n}", extra=fields) for n in range(20_000))))
    assert (parsed.reason, len(parsed.entries), len(parsed.rejects), parsed.cut) == ("", 5_000, 1, 14_999)


def test_texts_are_bounded() -> None:
    bounds = FeedSettings(max_title_chars=10, max_text_chars=20)
    entry = only(parse(feed_of(item("/1", "t" * 99, "g" * 5000, "word " * 99)), bounds=bounds))
    assert len(entry.title) == 10 and len(entry.text) <= 20 and len(entry.guid) == 64


def test_the_fingerprint_moves_with_the_content_only() -> None:
    def fingerprint(**changes: str) -> str:
        fields = {"link": "/1", "title": "A", "guid": "g", "text": "t", "extra": "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>"} | changes
        return only(parse(feed_of(item(**fields)), as_of=AS_OF + timedelta(days=1))).fingerprint

    base = fingerprint()
    assert fingerprint(link="/1?utm_source=x", extra="<pubDate>2026-11-22T11:00:00+01:00</pubDate>") == base
    assert fingerprint(extra="<pubDate>2026-11-22T11:00:00Z</pubDate>") == base, "a date of publication that moves is no news"
    later = '<pubDate>2026-11-22T10:00:00Z</pubDate><a:updated xmlns:a="http://www.w3.org/2005/Atom">2026-11-22T11:00:00Z</a:updated>'
    changed = [fingerprint(title="B"), fingerprint(text="u"), fingerprint(link="/2"), fingerprint(extra=later)]
    assert len({base, *changed}) == 5


def test_a_generators_clock_is_no_change() -> None:
    def fingerprints(hour: int) -> list[str]:
        stamp = f"<pubDate>Sun, 22 Nov 2026 {hour}:00:00 GMT</pubDate>"
        return [entry.fingerprint for entry in parse(feed_of(*(item(f"/{n}", f"T{n}", extra=stamp) for n in range(6)))).entries]

    assert fingerprints(10) == fingerprints(11)


def test_titles_are_one_line_and_bad_references_cost_a_character() -> None:
    parsed = parse(json.dumps({"items": [{"title": "a\rb\u2028c\n d"}]}))
    assert only(parsed).title == "a b c d"
    assert only(parse(feed_of(item("/1", "a&#x110000;b&#0;c&#99999999999;d&#xD800;e&#65;")))).title == "a\ufffdb\ufffdc\ufffdd\ufffdeA"


def test_paragraphs() -> None:
    markup = "<h2>Head</h2>one<b>two</b> three<br>four<p>five <a href='x'>six</a>,</p><table><tr><td>a</td><td>b</td></tr></table><style>p{}</style>end"
    assert plain_paragraphs(markup, 1000) == "Head\nonetwo three\nfour\nfive six,\na\nb\nend"
    assert plain_paragraphs("a &lt; b &amp; c", 1000) == "a < b & c"
    assert plain_paragraphs("a\n\n b\tc", 1000) == "a\nb c"
    assert plain_paragraphs("", 10) == ""
    assert plain_paragraphs("a<iframe>no frames</iframe>b<embed src=x> c", 1000) == "ab c"
    assert plain_paragraphs("a<iframe src=y> <b>b</b><iframe>c</iframe> d", 1000) == "a b c d"


@given(st.text(max_size=300) | st.text(alphabet="<>&/abp \"'=!-;#x1\n\0", max_size=300))
def test_any_markup_gives_plain_lines(markup: str) -> None:
    text = plain_paragraphs(markup, 100)
    assert len(text) <= 100 and "\n\n" not in text and "\0" not in text
    text.encode()
