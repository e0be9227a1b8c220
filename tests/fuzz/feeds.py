"""Feed documents: parsed as a poll does it, sifted, and the first entries taken for stories by their own texts."""

from __future__ import annotations

import json
import random
from functools import cache

from connectors.feeds import FeedSettings
from connectors.feeds.sift import listed_keys, sift
from tests.connectors.feeds.parsing import parse
from tests.fuzz.kind import Kind, split_head
from tests.fuzz.mutations import as_json, mutate_json, mutate_markup
from tests.fuzz.pages import take
from tests.fuzz.published import check_reject, check_texts
from tests.services import ROOT
from transforms.extract import preload
from transforms.fetch import page_without_html

TOKENS = (
    *"""<rss version="2.0"> <channel> <item> </item> <title> </title> <link> </link> <guid isPermaLink="false"> <guid> </guid> <pubDate> </pubDate> <description> </description>
    <category> <author> <dc:date> <dc:creator> <content:encoded> <source url="http://a.example/"> <enclosure url="a"/> <media:group> <media:title> <media:content> <image> <textInput>
    <feed xmlns="http://www.w3.org/2005/Atom"> <entry> </entry> <id> <updated> <published> <summary type="html"> <content type="xhtml"> <link rel="alternate" href="/1"/> <rdf:RDF> <rdf:li>
    <!DOCTYPE <!ENTITY <![CDATA[ ]]> <!-- --> <?xml version="1.0" encoding="utf-16"?> xml:base="b/" xml:lang="de" xmlns:x="urn:x" &lt;p&gt; &amp;nbsp; <html> <body> <div>
    items id url title content_html content_text date_published authors name language tags version https://jsonfeed.org/version/1.1""".split(),
    "Fri, 31 Dec 2021 12:00:05 GMT", "2021-12-31T13:00:00+01:00", "31/12/2021", "12.31.2021 1:00 PM", "Dezember", "lundi", "a.m.", "IST", "EST5EDT", "+0530", "1640955605", "yesterday", "T24:00",
)  # fmt: skip


def check(data: bytes) -> None:
    media, charset, body = split_head(data)
    for most in (5_000, 3):
        parsed = parse(body, f"{media}; charset={charset}" if charset else media, bounds=FeedSettings(max_entries=most))
        assert len(parsed.entries) <= most
    entries, rejects, known = sift(parsed, {})
    listed_keys(parsed, entries)
    assert len(entries) + len(rejects) + known + parsed.cut == parsed.listed
    for reject in rejects:
        check_reject(reject)
    for entry in entries:
        check_texts(entry)
        take(page_without_html(entry), len(data))


@cache
def _seeds() -> tuple[bytes, ...]:
    folders = (ROOT / "tests/data/feeds", ROOT / "tests/data/dates/feeds", ROOT / "tests/data/identity")
    return tuple(sorted({path.read_bytes() for folder in folders for path in folder.rglob("*.*") if path.suffix in (".xml", ".json") and "expect" not in path.name}))


def seeds() -> list[bytes]:
    return list(_seeds())


def mutate(data: bytes, dice: random.Random) -> bytes:
    if data[:1] in (b"{", b"[") and dice.random() < 0.9:
        try:
            return as_json(mutate_json(json.loads(data), dice, TOKENS), dice)
        except (ValueError, RecursionError):
            pass
    return mutate_markup(data, dice, _seeds(), TOKENS)


FEEDS = Kind(name="feeds", check=check, load=preload.load, seeds=seeds, mutate=mutate, tokens=TOKENS, runs=1_500)
