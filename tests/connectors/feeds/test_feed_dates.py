"""Dates of whole feeds: the documents in ``tests/data/dates/feeds``, each with what its entries' dates mean beside it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.feeds import parse_feed
from connectors.records import Entry, Feed
from connectors.times import format_time
from tests.connectors.feeds.parsing import check, feed_of, parse
from tests.services import ROOT
from tests.web import item

FOLDER = ROOT / "tests" / "data" / "dates" / "feeds"
AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize("expected", sorted(FOLDER.glob("*.expected.json")), ids=lambda path: path.name.removesuffix(".expected.json"))
def test_the_dates_of_a_feed(expected: Path) -> None:
    (document,) = (path for path in FOLDER.glob(expected.name.replace("expected.json", "*")) if path != expected)
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    for as_of in (AS_OF, AS_OF.replace(year=2031)):
        parsed = parse_feed(document.read_bytes(), feed=Feed(url=wanted["url"]), url=wanted["url"], as_of=as_of)
        check(parsed)
        found = {entry.guid: [format_time(entry.published) if entry.published else None, entry.published_precision] for entry in parsed.entries}
        assert found == wanted["published"]


def test_an_entry_stays_the_same_whatever_the_dates_beside_it() -> None:
    """Else its page would be asked for again whenever another entry comes or goes."""

    def fingerprint(*dates: str) -> str:
        entries: tuple[Entry, ...] = parse(
            feed_of(*(item(f"/{n}", f"T{n}", f"g{n}", extra=f"<pubDate>{date}</pubDate>") for n, date in enumerate(dates)))
        ).entries
        return entries[0].fingerprint

    for text in ("02/05/2026 10:00", "Sat, 02 May 2026 10:00:00", "Sat, 02 May 2026 10:00:00 IST"):
        alone = fingerprint(text)
        assert alone == fingerprint(text, "30/04/2026 10:00 +0200") == fingerprint(text, "04/30/2026 10:00 +0530")


def test_what_is_doubtful_in_a_feeds_dates_is_told() -> None:
    dates = ["04/05/2026 10:00", "soon", "Sat, 02 May 2026 10:00:00 GMT", ""]
    parsed = parse(feed_of(*(item(f"/{n}", f"T{n}", extra=f"<pubDate>{date}</pubDate>") for n, date in enumerate(dates))))
    assert parsed.doubtful_dates == ("04/05/2026 10:00: day, month or year first", "soon: not a date")
