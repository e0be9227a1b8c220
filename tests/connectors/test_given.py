"""Given rows: every line becomes a record or a reject that says what is wrong with it, whatever it holds."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.given import SourceError, parse_published, read_pages, read_stories
from connectors.hashes import content_hash
from connectors.records import GivenStory, Page, Reject

NOW = datetime(2026, 3, 7, tzinfo=UTC)
hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(["\ud800", "\x00", "‮", "0001-01-01", "9" * 400]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(["id", "url", "title", "text", "published", "language", "publisher", "html", "entry", "titled", "else"])


def write(path: Path, *rows: Any) -> str:
    path.write_bytes(b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows))
    return str(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.dictionaries(fields, hostile, max_size=8))
def test_any_row_is_a_record_or_a_reject(tmp_path: Path, row: dict[str, Any]) -> None:
    source = write(tmp_path / "rows.jsonl", row)
    for read in (read_stories, read_pages):
        (item,) = read(source, NOW)
        assert isinstance(item, GivenStory | Page | Reject)
        if isinstance(item, Reject):
            assert item.reason and item.detail and "rows.jsonl:1" in item.detail
        repr(item).encode()  # nothing in it that no file can hold


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.binary(min_size=1, max_size=60).filter(lambda b: b.strip() and b"\n" not in b))
def test_any_line_is_accounted_for(tmp_path: Path, line: bytes) -> None:
    source = write(tmp_path / "rows.jsonl", line + b"\n", {"title": "A headline"})
    items = list(read_stories(source, NOW))
    assert len(items) == 2
    assert isinstance(items[1], GivenStory)


def test_a_given_id_is_kept_and_a_missing_one_comes_from_url_or_content(tmp_path: Path) -> None:
    source = write(tmp_path / "rows.jsonl", {"id": 7, "title": "A"}, {"url": "HTTP://Example.org:80/a#top", "title": "A"}, {"title": "A", "text": "B"})
    ids = [row.id for row in read_stories(source, NOW) if isinstance(row, GivenStory)]
    assert ids == ["7", content_hash("url", "http://example.org/a"), content_hash("content", "A", "B")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([], "not an object"),
        ({"title": " "}, "empty"),
        ({"title": ["A"]}, "bad title"),
        ({"title": "A", "published": "the day before"}, "bad published"),
        ({"title": "A", "published": 20260307}, "bad published"),
        ({"title": "A", "id": "x" * 600}, "bad id"),
        ({"title": "A", "id": True}, "bad id"),
    ],
)
def test_a_bad_row_says_why(tmp_path: Path, row: Any, reason: str) -> None:
    (reject,) = read_stories(write(tmp_path / "rows.jsonl", row), NOW)
    assert isinstance(reject, Reject)
    assert reject.reason == reason


def test_a_broken_gzip_gives_what_stood_before_the_break(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(json.dumps({"title": f"Headline number {n}"}).encode() + b"\n" for n in range(20_000)))
    (tmp_path / "rows.jsonl.gz").write_bytes(data[: len(data) // 2])
    items = list(read_stories(str(tmp_path / "rows.jsonl.gz"), NOW))
    assert isinstance(items[0], GivenStory)
    assert isinstance(items[-1], Reject)
    assert items[-1].reason == "unreadable"


def test_folders_of_files(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("A title\n\nA text.\n", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe broken")
    (tmp_path / "c.html").write_text("<p>A page</p>", encoding="utf-8")
    stories = list(read_stories(str(tmp_path), NOW))
    assert [(s.id, s.titled) for s in stories if isinstance(s, GivenStory)] == [("a.txt", False), ("b.txt", False)]
    (page,) = read_pages(str(tmp_path), NOW)
    assert isinstance(page, Page)
    assert page.id == "c.html"


@pytest.mark.parametrize("name", ["nothing.jsonl", "rows.parquet"])
def test_an_unreadable_source_says_what_to_give(tmp_path: Path, name: str) -> None:
    (tmp_path / "rows.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceError, match=name):
        list(read_stories(str(tmp_path / name), NOW))


@pytest.mark.parametrize(
    ("text", "when", "precision"),
    [
        ("2026-03-07", datetime(2026, 3, 7, tzinfo=UTC), "day"),
        ("2026-03-07T10:20", datetime(2026, 3, 7, 10, 20, tzinfo=UTC), "minute"),
        ("2026-03-07T10:20:30+02:00", datetime(2026, 3, 7, 8, 20, 30, tzinfo=UTC), "second"),
        ("Sat, 07 Mar 2026 10:20:30 GMT", datetime(2026, 3, 7, 10, 20, 30, tzinfo=UTC), "second"),
        ("2026-03-07T00:00:00Z", datetime(2026, 3, 7, tzinfo=UTC), "second"),
        ("7. März 2026, 10:20 Uhr", datetime(2026, 3, 7, 10, 20, tzinfo=UTC), "minute"),
        ("2026-03-07T10:20:30", datetime(2026, 3, 7, 10, 20, 30, tzinfo=UTC), "minute"),
    ],
)
def test_times_keep_the_precision_that_they_were_written_in(text: str, when: datetime, precision: str) -> None:
    assert parse_published(text) == (when, precision)


def test_a_time_that_may_mean_two_is_refused_with_the_reason(tmp_path: Path) -> None:
    rows = [{"title": "A", "published": "04/03/2026"}, {"title": "B", "published": "04/03/2026", "language": "fr"}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    bad, good = read_stories(str(tmp_path / "rows.jsonl"), NOW)
    assert isinstance(bad, Reject) and bad.reason == "bad published" and "day, month or year first" in bad.detail
    assert isinstance(good, GivenStory) and good.published == datetime(2026, 3, 4, tzinfo=UTC)


@settings(max_examples=40, deadline=None)
@given(number=st.integers(0, 30), parts=st.integers(1, 5))
def test_the_parts_of_a_source_are_the_whole(tmp_path_factory: pytest.TempPathFactory, number: int, parts: int) -> None:
    """Each row stands in one part, named by its line in the whole file; rejects too, and the place at which reading stopped."""
    folder = tmp_path_factory.mktemp("parts")
    lines = [b'{"id": "%d", "title": "Row %d"}' % (n, n) if n % 3 else b"no json" if n % 2 else b"" for n in range(number)]
    packed = gzip.compress(b"".join(line + b"\n" for line in lines))
    whole, broken = folder / "rows.jsonl.gz", folder / "broken.jsonl.gz"
    whole.write_bytes(packed)
    broken.write_bytes(packed[:-6])
    for n in range(number):
        (folder / f"{n:02}.txt").write_text(f"Text {n}")
    for source in (whole, broken, folder) if number else (whole, broken):
        together = [row for part in range(parts) for row in read_stories(str(source), NOW, (part, parts))]
        assert sorted(map(repr, together)) == sorted(map(repr, read_stories(str(source), NOW)))
