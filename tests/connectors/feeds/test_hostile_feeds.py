"""Nothing that a feed holds may raise, be fetched or be blown up."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from connectors.feeds import FeedSettings
from tests.connectors.feeds.parsing import only, parse


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>', '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
     '<!DOCTYPE r [<!ENTITY b "x"><!ENTITY a "' + "&b;" * 1000 + '">]>', '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>'],
)  # fmt: skip
def test_entities_are_never_fetched_or_blown_up(doctype: str) -> None:
    parsed = parse(f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><item><link>/1</link><title>[&a;]</title></item></channel></rss>')
    entry = only(parsed)
    assert len(entry.title) < 3100
    host = Path("/etc/hostname")
    assert not host.exists() or host.read_text().strip() not in entry.title


TAGS = st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>", "</guid>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
     "<entry>", "</entry>", "<content type='html'>", "</content>", "<content type='xhtml'>", "<id>", "</id>", "<pubDate>", "</pubDate>", "<![CDATA[", "]]>", "<!--", "-->", "&", "&amp;", "&lt;p&gt;",
     "&#0;", "&#x110000;", "<source url='http://x.example/'>", "</source>", "<author>", "</author>", "<dc:date>", "<x:y xmlns:x='a'>", "<link href='http://[' rel='alternate'/>", "<?xml version='1.0'?>",
     "<!DOCTYPE x [", "]>", "<enclosure url='a'/>", "<link>http://a.example/1</link>", "Sun, 99 Nov 2026", "\0", "\ud800", "é", "http://a.example/b?utm_source=c"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TAGS | st.text(max_size=8), max_size=40), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_hostile_xml_never_raises(pieces: list[str], charset: str) -> None:
    parse("".join(pieces).encode(charset, "replace"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_hostile_bytes_never_raise(body: bytes) -> None:
    parse(body)
    parse(b"<rss version='2.0'><channel><item><title>" + body)


# --- what was a feed once

CASES = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "data" / "feeds").glob("*/feed.*"))]
SNIPPETS = [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"</item>", b"<item>", b"</channel>", b"<entry>", b"\0", b"\xff", b"\xc3", b'"', b"'", b"<a b='", b"&#x0;", b"<?xml?>",
            b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<rss>", b"</rss>", b"<html>", b"<feed>", b"{", b"]", b",", b"\\", b"<br>", b"</b>", b"xml:base='b/'", b" xmlns='urn:x'"]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A feed with pieces cut out, doubled, put in and set in other places."""
    body = draw(st.sampled_from(CASES))
    for _ in range(draw(st.integers(1, 6))):
        start, end = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
        piece = body[start:end]
        what = draw(st.sampled_from(["cut", "double", "insert", "swap", "end"]))
        if what == "cut":
            body = body[:start] + body[end:]
        elif what == "double":
            body = body[:end] + piece[:20_000] + body[end:]
        elif what == "insert":
            body = body[:start] + draw(st.sampled_from(SNIPPETS)) * draw(st.sampled_from([1, 1, 1, 50])) + body[start:]
        elif what == "swap":
            body = body[:start] + draw(st.sampled_from(CASES))[: end - start] + body[end:]
        else:
            body = body[:end]
    return body


@settings(max_examples=200, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(), st.sampled_from(["", "text/xml; charset=utf-8", "text/html; charset=iso-8859-1"]), st.sampled_from([1, 5_000]))
@example(b"<rss><channel><item><title>One</title><link>/1>\n<item><title>Two</title><link>http://q.example/2</link></item>", "", 5_000)
@example(b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Q</title><entry><id>t</id><entry><id>u:1</id><link href='http://q.example/1'/><link ></entry>", "", 1)
def test_damaged_feeds_are_read_within_bounds_and_every_item_is_counted(body: bytes, content_type: str, most: int) -> None:
    parsed = parse(body, content_type, bounds=FeedSettings(max_entries=most))  # which checks the sum, and that nothing was raised
    assert len(parsed.entries) <= most


@pytest.mark.parametrize("piece", [b"<a>", b"<a ", b"a='b' ", b"&", b"&amp;", b"&#1;", b"<![CDATA[", b"]]>", b"<!--", b"<?x", b"<item>", b"</item>", b"<link>", b"<link href=''", b"x@", b" ",
                                   b"<title>", b"<description>&lt;p", b"<media:group>", b"<author>a", b"<b></i>", b"&lt;iframe>", b"<source>", b"\xc3", b"<html>", b"<!DOCTYPE ", b"<image><title>"])  # fmt: skip
@pytest.mark.parametrize("before", [b"", b"<rss><channel><item>", b"<rss><channel><item><description><![CDATA[", b'{"items":[{"id":"', b"<html><rss><channel>"])
def test_time_is_linear_in_what_is_repeated(piece: bytes, before: bytes) -> None:
    """64 KiB of anything take a second; were it not linear, they would take minutes."""
    start = time.process_time()
    parse(before + piece * (2**16 // len(piece)))
    assert time.process_time() - start < 8


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["items", "id", "url", "title", "content_html", "authors", "author", "name", "date_published", "language"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_hostile_json_never_raises(value: object) -> None:
    parse(json.dumps({"items": value}))
    parse(json.dumps({"items": [value, {"url": "http://a.example/1", "title": value, "authors": value}]}))


LABELS = "".join(f"<category>tag {n}</category>" for n in range(37_000))
WORDS = ", ".join(f"word {n}" for n in range(37_000))
BROKEN = "<description><p>Text</description>"  # for feedparser


@pytest.mark.attack
@pytest.mark.parametrize(
    ("inside", "outside", "number"),
    [
        (LABELS, "", 50),
        (LABELS + BROKEN, "", 50),
        (LABELS.upper() + BROKEN, "", 50),
        (LABELS.replace("category", "dc:subject") + BROKEN, "", 50),
        ("".join(f'<category term="tag {n}"/>' for n in range(37_000)) + BROKEN, "", 50),
        (f"<media:keywords>{WORDS}</media:keywords><itunes:keywords>{WORDS}</itunes:keywords><tags>{WORDS}</tags>" + BROKEN, "", 0),
        (BROKEN, LABELS, 0),
        (BROKEN, LABELS.replace("<category>", "<item a='>'/><category>"), 0),
    ],
    ids=["well-formed", "broken", "upper case", "subjects", "terms", "keywords", "of the feed", "behind items that are none"],
)
def test_any_number_of_categories_costs_nothing(inside: str, outside: str, number: int) -> None:
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    began = time.process_time()
    parsed = parse(f'<rss version="2.0" {spaces}><channel><item><title>Ferry</title>{inside}</item>{outside}</channel></rss>')
    assert time.process_time() - began < 5
    assert len(parsed.entries[0].categories) == number


def test_categories_are_short_and_few() -> None:
    tags = ["x" * 10_000, *(f"tag {n}" for n in range(37_000))]
    entry = only(parse(json.dumps({"items": [{"id": "1", "title": "Ferry", "tags": tags}]})))
    assert (len(entry.categories), len(entry.categories[0])) == (50, 200)


LONG = 100_000
NAME = "a" * LONG


@pytest.mark.attack
@pytest.mark.parametrize("where", ["{item}", "</channel>{item}", "<item><title>T</title></item>{item}"], ids=["in an item", "behind the channel", "in the channel"])
@pytest.mark.parametrize(
    "credit",
    [f"<author>{NAME}</author>", f"<author>{'a.' * (LONG // 2)}</author>", f"<dc:creator><![CDATA[{NAME}]]></dc:creator>", f"<author>{'<![CDATA[' + 'a' * 1_000 + ']]>'}</author>" * 100,
     f"<author>{('a' * 400 + '<x/>') * (LONG // 400)}</author>", f"<author><name>{NAME}</name></author>", f"<managingEditor>{'&#97;' * (LONG // 5)}</managingEditor>", f"<itunes:author>a@{NAME}</itunes:author>",
     f"<author>{'a@b.' * (LONG // 4)}</author>"],
    ids=["a name of 100 KB", "dots", "a section", "a hundred names", "pieces of a name", "an element", "references", "an address", "addresses"],
)  # fmt: skip
@pytest.mark.parametrize("broken", ["", "<description><p>Text</description>"], ids=["well-formed", "broken"])
def test_an_author_of_any_length_costs_nothing(credit: str, where: str, broken: str) -> None:
    inside = where.replace("{item}", f"<item><title>Ferry</title>{broken}{credit}</item>") if where == "{item}" else where.replace("{item}", credit + broken)
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    began = time.process_time()
    parsed = parse(f'<rss version="2.0" {spaces}><channel><title>Q</title>{inside}</channel></rss>')
    assert time.process_time() - began < 3
    assert all(len(name) <= 200 for entry in parsed.entries for name in entry.authors)


@pytest.mark.attack
@pytest.mark.parametrize("piece", [" ", "0", "+0000 ", "1 ", "-", ":", "Mon, ", "12:00", "\n", "p.", "/"], ids=["blanks", "0", "+0000", "numbers", "-", "colons", "Mon", "12.00", "line ends", "p.", "slashes"])
@pytest.mark.parametrize("field", ["pubDate", "dc:date", "updated"])
@pytest.mark.parametrize("broken", ["", "<description><p>Text</description>"], ids=["well-formed", "broken"])
def test_a_date_of_any_length_costs_nothing(field: str, piece: str, broken: str) -> None:
    item = f"<item><title>Ferry</title>{broken}<{field}>Mon, 02 Mar 2026 10:00:00 +0000{piece * (LONG // len(piece))}x</{field}></item>"
    began = time.process_time()
    parse(f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{item}</channel></rss>')
    assert time.process_time() - began < 3


@pytest.mark.attack
@pytest.mark.parametrize("shape", ["rss", "json"])
def test_items_past_the_bounds_are_one_line_and_that_once(shape: str) -> None:
    if shape == "json":
        body = json.dumps({"items": [{"id": str(n), "title": f"T{n}"} for n in range(45_000)]})
    else:
        body = "<rss><channel>" + "".join(f"<item><guid>{n}</guid><title>T{n}</title></item>" for n in range(45_000)) + "</channel></rss>"
    parsed = parse(body)
    assert (len(parsed.entries), len(parsed.rejects), parsed.cut) == (5_000, 1, 39_999)
    assert parse(body.replace("T", "U")).rejects[0].keys == parsed.rejects[0].keys, "known from then on"


@pytest.mark.attack
def test_a_feed_whose_items_lie_on_thousands_of_days_gives_those_of_a_thousand() -> None:
    days = [f"{1900 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}" for n in range(4_000)]
    parsed = parse(json.dumps({"items": [{"id": day, "title": day, "date_published": f"{day}T10:00:00Z"} for day in days]}))
    assert {entry.guid for entry in parsed.entries} == set(days[-1_000:])
    assert len(parsed.rejects) == 1


@pytest.mark.attack
def test_a_feed_whose_items_claim_hundreds_of_languages_has_ten() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    parsed = parse(json.dumps({"items": [{"id": a + b, "title": a + b, "language": a + b} for a in letters for b in letters]}))
    assert len({entry.language for entry in parsed.entries if entry.language}) == 10


@pytest.mark.attack
@pytest.mark.parametrize(
    "prolog",
    ["<?xml version='1.0' encoding='utf-8'?>", "<?x encoding='a' ", "encoding='", "encoding='a' x "],
    ids=["declarations that follow each other", "instructions without an end", "beginnings of encodings", "encodings"],
)
def test_a_prolog_of_any_length_costs_nothing(prolog: str) -> None:
    """feedparser looks for an encoding in the first line, in the cube of its length."""
    began = time.process_time()
    for end in ("", "\n?>", "<rss"):
        parse("<?xml version='1.0'?><?y " + prolog * (2**15 // len(prolog)) + end)
    assert time.process_time() - began < 2
