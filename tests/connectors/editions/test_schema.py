"""Every record survives Arrow, Parquet and JSON, and its documents are what the JSON Schema says."""

from __future__ import annotations

import dataclasses
import json
import random
import time
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from connectors import records
from connectors.editions import documents
from connectors.editions.schema import (
    SchemaMismatch,
    arrow_schema,
    conform,
    from_json,
    from_table,
    json_schema,
    read_parquet,
    to_json,
    to_table,
    write_parquet,
)
from connectors.editions.schema.parquet import SMALL_ROWS
from connectors.editions.schema.types import optional, tuple_of

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
TIMES = st.datetimes(timezones=st.just(UTC))


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field type."""
    inner, nullable = optional(hint)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT, int: st.integers(-(2**63), 2**63 - 1), float: st.floats(allow_nan=False, allow_infinity=False), bool: st.booleans(),
        bytes: st.binary(max_size=12), datetime: TIMES, date: st.dates(),
    }  # fmt: skip
    element = tuple_of(inner)
    if inner in plain:
        made = plain[inner]
    elif get_origin(inner) is Literal:
        made = st.sampled_from(get_args(inner))
    elif dataclasses.is_dataclass(inner):
        made = instances(inner)
    elif element is not None and len(get_args(inner)) == 2 and get_args(inner)[1] is Ellipsis:
        made = st.lists(values(element), max_size=3).map(tuple)
    elif element is not None:
        made = st.tuples(*map(values, get_args(inner)))
    else:
        made = st.dictionaries(TEXT, values(get_args(inner)[1]), max_size=3)
    return st.none() | made if nullable else made


def instances(cls: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(cls)
    return st.builds(cls, **{f.name: values(hints[f.name]) for f in dataclasses.fields(cls)})


def records_of(module: Any) -> list[Any]:
    return [c for c in vars(module).values() if isinstance(c, type) and dataclasses.is_dataclass(c) and c.__module__ == module.__name__]


def has_mapping(cls: Any) -> bool:
    return any(get_origin(h) is not None and isinstance(get_origin(h), type) and issubclass(get_origin(h), Mapping)
               for h in typing.get_type_hints(cls).values())  # fmt: skip


ALL = [c for c in records_of(records) + records_of(documents) if c is not records.Page]  # a page's html is str | bytes and never stored


@pytest.mark.parametrize("cls", [c for c in ALL if not has_mapping(c)], ids=lambda c: c.__name__)
def test_every_record_survives_parquet(cls: Any) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(instances(cls), max_size=4))
    def survives(rows: list[Any]) -> None:
        data = write_parquet(to_table(cls, rows))
        assert from_table(cls, read_parquet(data)) == rows
        assert write_parquet(to_table(cls, rows)) == data
        assert read_parquet(data).schema.equals(arrow_schema(cls).remove_metadata()) or not rows

    survives()


@pytest.mark.parametrize("cls", ALL, ids=lambda c: c.__name__)
def test_every_record_survives_json_and_fits_its_schema(cls: Any) -> None:
    validator = Draft202012Validator(json_schema(cls))
    Draft202012Validator.check_schema(json_schema(cls))

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(instances(cls))
    def survives(row: Any) -> None:
        data = to_json(row)
        assert from_json(cls, data) == row
        assert data.endswith(b"\n") and data.count(b"\n") == 1
        plain = json.loads(data)
        assert list(plain) == [f.name for f in dataclasses.fields(cls)]
        if "schema" in plain:
            plain["schema"] = documents.SCHEMA_VERSION
        validator.validate(plain)

    survives()


@dataclass(frozen=True, kw_only=True)
class Before:
    id: str
    dropped: int = 0


@dataclass(frozen=True, kw_only=True)
class After:
    id: str
    tags: tuple[str, ...] = ()
    at: datetime | None = None
    pairs: tuple[tuple[str, str, int], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AfterRow:
    id: str
    tags: tuple[str, ...] = ()
    at: datetime | None = None


def test_evolution_is_additive() -> None:
    """What an older version wrote reads with defaults; what it wrote beyond that is passed over."""
    assert from_json(After, to_json(Before(id="a", dropped=3))) == After(id="a")
    table = read_parquet(write_parquet(to_table(Before, [Before(id="a", dropped=3)])))
    assert from_table(AfterRow, table) == [AfterRow(id="a")]
    assert conform(AfterRow, table).schema == arrow_schema(AfterRow)


def test_mismatches_name_the_field() -> None:
    with pytest.raises(SchemaMismatch, match=r"After\.tags\[1\]: 3 is not str"):
        from_json(After, b'{"id": "a", "tags": ["x", 3]}')
    with pytest.raises(SchemaMismatch, match=r"After\.id is missing"):
        from_json(After, b"{}")
    with pytest.raises(SchemaMismatch, match=r"After\.at"):
        from_json(After, b'{"id": "a", "at": "yesterday"}')
    with pytest.raises(SchemaMismatch, match=r"pairs\[0\]: 2 values, not 3"):
        from_json(After, b'{"id": "a", "pairs": [["x", "y"]]}')
    with pytest.raises(SchemaMismatch, match="not JSON"):
        from_json(After, b"{")
    with pytest.raises(SchemaMismatch, match=r"Before\.dropped: the table has string, not int64"):
        from_table(Before, pa.table({"id": ["a"], "dropped": ["b"]}))
    with pytest.raises(SchemaMismatch, match="no column 'id'"):
        from_table(Before, pa.table({"dropped": [1]}))


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
NAMES = st.sampled_from(["edition", "counts", "live", "index", "x"])
DOCUMENTS = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner), max_leaves=9)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_hostile_documents_only_raise_schema_mismatch(value: Any) -> None:
    try:
        from_json(documents.Manifest, json.dumps(value).encode())
    except SchemaMismatch:
        pass


def test_times_keep_their_instant_and_lose_nothing() -> None:
    at = datetime(2021, 5, 1, 12, 30, 1, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    row = AfterRow(id="a", at=at)
    assert json.loads(to_json(row))["at"] == "2021-05-01T07:00:01.123456Z"
    (back,) = from_table(AfterRow, to_table(AfterRow, [row]))
    assert back.at == at and back.at is not None and back.at.tzinfo is UTC


def test_lone_surrogates_and_nan() -> None:
    row = AfterRow(id="a\ud800b", tags=("\udfff",))
    assert from_table(AfterRow, to_table(AfterRow, [row])) == [AfterRow(id="a?b", tags=("?",))]
    assert from_json(AfterRow, to_json(row)) == AfterRow(id="a?b", tags=("?",))
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json(documents.FoldEvidence(score=float("nan")))


def test_parquet_of_many_rows_is_fast_and_the_same_for_any_order() -> None:
    at = datetime(2021, 12, 1, tzinfo=UTC)
    rows = [
        documents.StoryRow(
            id=f"{n:016x}", title=f"Title {n}", text=f"{n} Ein Satz in einem Text. " * 40, authors=("A", "B"), first_seen=at, updated=at,
            event_time=at + timedelta(seconds=n), edition="e", cut=(records.Cut(line="Share", reason="share bar"),),
        )
        for n in range(20_000)
    ]
    begin = time.perf_counter()
    data = write_parquet(to_table(documents.StoryRow, rows))
    assert from_table(documents.StoryRow, read_parquet(data)) == rows
    assert time.perf_counter() - begin < 15  # about 1.5 s on an idle core
    shuffled = random.Random(1).sample(rows, len(rows))
    assert write_parquet(to_table(documents.StoryRow, sorted(shuffled, key=lambda r: r.id))) == data


@pytest.mark.parametrize("count", [1, SMALL_ROWS, SMALL_ROWS + 1])
def test_few_rows_and_many_come_back_and_give_the_same_bytes(count: int) -> None:
    rows = [records.Cut(line=f"line {n} {'x' * n}", reason="because") for n in range(count)]
    data = write_parquet(to_table(records.Cut, rows))
    assert from_table(records.Cut, read_parquet(data)) == rows
    assert write_parquet(read_parquet(data)) == data
