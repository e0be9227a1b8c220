"""Partitions, tiers and months: whatever the order of merging, a reader finds the newest row of each key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.editions.documents import ObjectRef
from connectors.editions.schema import from_table, read_parquet
from connectors.editions.tables import (
    EditionsSettings,
    NewObject,
    add_rows,
    age_order,
    edition_time,
    event_range,
    is_past,
    newest_wins,
    partition_of,
    rows_table,
    without_tombstones,
)
from connectors.records import Known, OpenBundle
from connectors.site_lines import SiteLine
from connectors.store import check_key

AT = datetime(2021, 12, 31, 23, 30, tzinfo=UTC)


def line(text: str, stories: int = 1, site: str = "a.example", gone: bool = False) -> SiteLine:
    return SiteLine(site=site, line=text, stories=stories, seen=date(2021, 12, 1), gone=gone)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 99)), max_size=5), min_size=1, max_size=6))
def test_newest_wins_is_a_dict_filled_in_order(editions: list[list[tuple[str, str, int]]]) -> None:
    naive: dict[tuple[str, str], int] = {}
    tables = []
    for rows in editions:
        own = {(site, text): n for site, text, n in rows}
        naive |= own
        tables.append(rows_table("state/lines", [line(text, n, site) for (site, text), n in own.items()]))
    found = from_table(SiteLine, newest_wins(tables, ("site", "line")))
    assert [((row.site, row.line), row.stories) for row in found] == sorted(naive.items())


SIZES = EditionsSettings(merge_files=2, seal_bytes=3_000, rotate_bytes=3_500)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 200)), min_size=1, max_size=12), st.sampled_from([SIZES, EditionsSettings(merge_files=3)]))
def test_files_of_any_size_merge_without_loss(editions: list[tuple[int, int]], layout: EditionsSettings) -> None:
    """Big files are sealed and stay in the middle of small ones; the order of editions holds all the same."""
    naive: dict[str, str] = {}
    objects: dict[str, NewObject] = {}
    live: list[ObjectRef] = []

    def read(ref: ObjectRef) -> bytes:
        return objects[ref.key].data

    for number, (begin, rows) in enumerate(editions, 1):
        known = [Known(key=f"{n:016x}", story_id=f"s{number}", fingerprint=f"{n * number:016x}") for n in range(begin, begin + rows)]
        naive |= {row.key: row.story_id for row in known}
        new, gone = add_rows(
            "state/known", "all", known, live, read,
            edition=f"{number:08d}-20211231T000000Z", as_of=AT, settings=layout,
        )
        objects |= {each.ref.key: each for each in new}
        live = [ref for ref in live if ref not in gone] + [each.ref for each in new]
    tables = [read_parquet(objects[ref.key].data) for ref in sorted(live, key=age_order)]
    assert {row.key: row.story_id for row in from_table(Known, newest_wins(tables, ("key",)))} == naive
    unsealed = sum(ref.size < layout.seal_bytes for ref in live)
    assert unsealed <= len(editions)
    assert all(ref.size <= layout.rotate_bytes for ref in live)
    assert all(ref.rows == read_parquet(objects[ref.key].data).num_rows for ref in live)


def test_hundreds_of_editions_leave_a_handful_of_files() -> None:
    objects: dict[str, bytes] = {}
    live: list[ObjectRef] = []

    def read(ref: ObjectRef) -> bytes:
        return objects[ref.key]

    for number in range(1, 400):
        known = [Known(key=f"{n:016x}", story_id=f"s{number}", fingerprint="f") for n in {number % 150, number * 7 % 150}]
        new, gone = add_rows(
            "state/known", "all", known, live, read,
            edition=f"{number:08d}-20211231T000000Z", as_of=AT, settings=EditionsSettings(),
        )
        objects |= {each.ref.key: each.data for each in new}
        live = [ref for ref in live if ref not in gone] + [each.ref for each in new]
        assert len(live) <= 3 * 5  # three of each tier at most, and 400 < 4 ** 5
    newest = newest_wins([read_parquet(objects[ref.key]) for ref in sorted(live, key=age_order)], ("key",))
    assert newest.num_rows == 150


def test_tombstones_are_dropped_only_where_they_say_so() -> None:
    table = rows_table("state/lines", [line("x"), line("y", gone=True)])
    assert [row.line for row in from_table(SiteLine, without_tombstones("state/lines", table))] == ["x"]
    assert without_tombstones("state/known", table) is table
    new, gone = add_rows(
        "state/lines", "all", [line("y", gone=True)], [], lambda ref: b"", edition="00000001-20211231T000000Z", as_of=AT, settings=EditionsSettings()
    )
    assert new == [] and gone == []  # there is nothing that it would have to hide


def bundle(language: str, founded: datetime | None) -> OpenBundle:
    return OpenBundle(
        id="b", language=language, founder="s", opened="00000042-20220103T060000Z", founded=founded, first_event=AT, last_event=AT + timedelta(days=2),
        members=("s",),
    )


def test_partitions() -> None:
    assert partition_of("state/bundles", bundle("en", AT)) == "en/date=2021-12-31"
    assert partition_of("state/bundles", bundle("en", AT.astimezone(tz=None))) == "en/date=2021-12-31"
    assert partition_of("state/bundles", bundle("en", None)) == "en/date=2022-01-03"
    assert partition_of("state/known", None) == "all"
    assert edition_time("00000042-20220103T060000Z") == datetime(2022, 1, 3, 6, tzinfo=UTC)
    table = rows_table("state/bundles", [bundle("en", AT)])
    assert event_range("state/bundles", table) == (AT, AT + timedelta(days=2))
    assert event_range("state/bundles", table.slice(1)) == (None, None)


@given(st.text(max_size=12))
def test_any_language_makes_a_folder_that_stores_take(language: str) -> None:
    partition = partition_of("state/bundles", bundle(language, AT))
    assert partition.count("/") == 1
    check_key(f"v1/state/bundles/{partition}/x.parquet")


def test_languages_keep_apart() -> None:
    assert len({partition_of("state/bundles", bundle(language, AT)) for language in ("en", "EN", "e.n", "e/n", "und", "%2F", "/")}) == 7


def test_a_partition_is_past_only_when_all_its_files_are() -> None:
    ref = ObjectRef(key="k", size=1, sha256="", kind="state/bundles", partition="en/date=2021-12-01", first=AT, last=AT)
    later = AT + timedelta(days=15)
    assert is_past([ref], later, EditionsSettings())
    assert not is_past([ref, replace(ref, last=later)], later, EditionsSettings())
    assert not is_past([ref], AT + timedelta(days=13), EditionsSettings())
    assert not is_past([replace(ref, partition="all")], later, EditionsSettings())


def test_two_versions_of_a_row_in_one_edition_are_refused() -> None:
    with pytest.raises(ValueError, match=r"state/lines: two different rows with site, line = a\.example, x"):
        rows_table("state/lines", [line("x", 1), line("x", 2)])
