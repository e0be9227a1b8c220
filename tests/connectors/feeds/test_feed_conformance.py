"""Feeds that others made: conformance sets with their expected results, and real ones."""

from __future__ import annotations

import ast
import re
import tarfile
from pathlib import Path

import pytest

from connectors.feeds.markup import plain_paragraphs
from tests.connectors.feeds.parsing import parse
from tests.services import SHARED

DATA = SHARED / "data" / "feeds"


def archive(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"needs {name} in ../shared/data/feeds")
    return path


def members(path: Path) -> list[tuple[str, bytes]]:
    with tarfile.open(path) as tar:
        return [(member.name, stream.read()) for member in tar.getmembers() if member.isfile() and (stream := tar.extractfile(member))]


def expected(body: bytes) -> tuple[str, str] | None:
    """(field, value) when the comment at the top says what the first entry's title, text, guid or link is."""
    comment = re.search(rb"<!--(.*?)-->", body[:4000], re.DOTALL)
    text = comment[1].decode("utf-8", "replace") if comment else ""
    claim = re.search(r"Expect:\s*not bozo and entries\[0\]\['(title|summary|description|id|guid)'\]\s*==\s*u?(['\"].*['\"])\s*$", text.strip())
    if not claim or "Header:" in text:
        return None
    try:
        return claim[1], str(ast.literal_eval(claim[2]))
    except (ValueError, SyntaxError):
        return None


READ_OTHERWISE = (
    "atom/entry_title_base64.xml",  # markup packed as base64 in Atom 0.3: left as it is
    "atom/entry_title_base64_2.xml",
    "atom10/entry_title_base64.xml",
    "atom10/entry_title_base64_2.xml",
    "atom/entry_title_text_plain_brackets.xml",  # plain text with brackets stays; the expectation is of markup
    "atom10/entry_title_text_plain_brackets.xml",
    "sanitize/entry_summary_iframe.xml",  # what is inside a frame is not read
    "atom10/entry_content_and_summary.xml",  # where there is content, the summary is not read
)


def test_conformance_sets_are_read_as_expected() -> None:
    checked, wrong = 0, []
    for name, body in members(archive("conformance.tgz")):
        parsed = parse(body, url="http://127.0.0.1:8097/x")
        claim = expected(body) if name.startswith("feedparser/") else None
        if not claim or not parsed.entries:
            continue
        field, value = claim
        entry = parsed.entries[0]
        got = {"title": entry.title, "id": entry.guid, "guid": entry.guid}.get(field, entry.text)
        wanted = value if field in ("id", "guid") else plain_paragraphs(value, 10**6)
        checked += 1
        if got.split() != wanted.split():
            wrong.append(name)
    assert checked >= 180
    assert sorted(name.rsplit("wellformed/")[-1] for name in wrong) == sorted(READ_OTHERWISE)


def test_real_feeds_are_read() -> None:
    feeds = sorted(members(archive("real-200.tgz")))[::8]
    entries = dated = 0
    for name, body in feeds:
        parsed = parse(body)
        assert not parsed.reason, name
        entries += len(parsed.entries)
        dated += sum(entry.published is not None for entry in parsed.entries)
    assert len(feeds) == 25 and entries > 400 and dated > 0.9 * entries
