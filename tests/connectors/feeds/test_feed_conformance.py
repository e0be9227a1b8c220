"""Feeds that others made: conformance sets with their expected results, and real ones."""

from __future__ import annotations

import io
import tarfile
import warnings
from pathlib import Path
from typing import Any

import pytest

from connectors.feeds.documents import read_document
from connectors.feeds.items import Document, FeedSettings, Item, NoFeed, people_of, title_of
from connectors.feeds.markup import decode_document, plain_paragraphs
from tests.connectors.feeds.expectations import Claim, claims
from tests.connectors.feeds.parsing import parse
from tests.services import SHARED

DATA = SHARED / "data" / "feeds"
BOUNDS = FeedSettings()


def archive(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"needs {name} in ../shared/data/feeds")
    return path


def members(path: Path) -> list[tuple[str, bytes]]:
    with tarfile.open(path) as tar:
        return [(member.name, stream.read()) for member in tar.getmembers() if member.isfile() and (stream := tar.extractfile(member))]


READ_OTHERWISE = {
    "atom/feed_title_base64_2.xml": "escaped once more than it should be",
    "atom10/feed_title_base64_2.xml": "escaped once more than it should be",
    "atom10/entry_source_title_base64_2.xml": "escaped once more than it should be",
    "atom10/entry_source_title_escaped_markup.xml": "a source's name is plain text",
    "atom10/entry_source_title_inline_markup.xml": "a source's name is plain text",
    "atom10/entry_source_title_inline_markup_2.xml": "a source's name is plain text",
    "atom10/entry_authors_name.xml": "all authors are given, not the first",
    "rss/item_multiple_dc_creator.xml": "all authors are given, not the first",
    "atom10/entry_content_and_summary.xml": "where there is content, the summary is not read",
    "rss/item_summary_and_description.xml": "RSS's own description goes before Atom's summary",
    "rss/item_description_and_summary.xml": "RSS's own description goes before Atom's summary",
    "rss/item_description_not_a_doctype.xml": "what HTML takes for a comment is not read",
    "sanitize/xml_malicious_comment.xml": "what HTML takes for a comment is not read",
    "sanitize/item_content_encoded_script_nested_cdata.xml": "what HTML takes for a comment is not read",
    "sanitize/entry_summary_iframe.xml": "what is inside a frame is not read",
    "sanitize/entry_content_iframe.xml": "what is inside a frame is not read",
    "base/http_entry_id_base_docuri.xml": "guids are not resolved against the feed's address: they must outlive a move",
    "base/http_item_link_base_docuri.xml": "links are resolved against it later on",
    "entities/lang.xml": "the character of today's HTML",
    "entities/rang.xml": "the character of today's HTML",
    "encoding/bozo_linenoise.xml": "the text as it was meant, not as bytes in Windows-1252",
}
"""What is read otherwise than feedparser's expectation says, and why."""


def test_conformance_sets_are_read_as_expected() -> None:
    checked, wrong = 0, set()
    for name, body in members(archive("conformance.tgz")):
        document = read(body)
        for claim in claims(body):
            checked += 1
            if isinstance(document, NoFeed) or not fulfilled(claim, document):
                wrong.add("/".join(name.split("/")[-2:]))
    assert checked >= 1_150
    assert wrong == set(READ_OTHERWISE)


def read(body: bytes) -> Document | NoFeed:
    text = decode_document(body).lstrip("\ufeff \t\r\n\0")
    return read_document(text, BOUNDS) if text else NoFeed("empty", "")


def fulfilled(claim: Claim, document: Document) -> bool:
    if claim.field == "entries":
        return len(document.items) == claim.value
    wanted = str(claim.value)
    if claim.holder == "feed":
        return plain(getattr(document, claim.field)) in (plain(wanted), plain(title_of(wanted, "text/html", BOUNDS)))
    if not document.items:
        return False
    item = document.items[0]
    if claim.field == "author":
        return item.authors == people_of([wanted], BOUNDS)
    found = plain(getattr(item, claim.field))
    if claim.field == "text":
        return found == plain(plain_paragraphs(wanted, 10**6))
    if claim.field == "title":
        return found in (plain(title_of(wanted, "text/html", BOUNDS)), plain(title_of(wanted, "", BOUNDS)))
    return found == plain(wanted)


def plain(text: str) -> list[str]:
    return text.split()


NOT_THE_ITEMS_OWN = {"rss/item_category_image.xml"}  # a title that only a picture inside the item has


@pytest.mark.parametrize(("name", "every"), [("conformance.tgz", 1), ("real-200.tgz", 12)])
def test_nothing_is_missed_that_feedparser_finds(name: str, every: int) -> None:
    """No item, and where they are the same items, no guid, title or link."""
    import feedparser

    missed = set()
    feeds = sorted(members(archive(name)))[::every]
    for path, body in feeds:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = feedparser.parse(io.BytesIO(body), resolve_relative_uris=False, sanitize_html=False)["entries"]
        document = read(body)
        ours = [] if isinstance(document, NoFeed) else document.items
        pairs = zip(ours, theirs, strict=True) if len(ours) == len(theirs) else ()
        if len(ours) < len(theirs) or any(lacks(item, entry) for item, entry in pairs):
            missed.add("/".join(path.split("/")[-2:]))
    assert len(feeds) >= (2_000 if every == 1 else 16)
    assert missed <= NOT_THE_ITEMS_OWN


def lacks(item: Item, entry: Any) -> bool:
    pairs = ((item.guid, entry.get("id")), (item.title, title_of(entry.get("title") or "", "text/html", BOUNDS)), (item.link, entry.get("link") if not entry.get("guidislink") else ""))
    return any(theirs and theirs.strip() and not ours for ours, theirs in pairs)


def test_real_feeds_are_read() -> None:
    feeds = sorted(members(archive("real-200.tgz")))[::8]
    entries = dated = 0
    for name, body in feeds:
        parsed = parse(body)
        assert not parsed.reason, name
        entries += len(parsed.entries)
        dated += sum(entry.published is not None for entry in parsed.entries)
    assert len(feeds) == 25 and entries > 400 and dated > 0.9 * entries
