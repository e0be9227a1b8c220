"""Records as Arrow tables and Parquet: one column a field, in the order declared. The same rows give the same bytes."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_origin

from connectors.editions.schema.types import SchemaMismatch, hints_of, is_record, optional, required_of, tuple_of

if TYPE_CHECKING:
    import pyarrow as pa

_T = TypeVar("_T")

ROW_GROUP = 16_384  # rows; fixed, since it shapes the bytes
SMALL_ROWS = 16  # up to which a table is written fast rather than small: an edition of an archive writes hundreds of them
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def arrow_schema(cls: Any) -> pa.Schema:
    """The Arrow schema of a record: one column per field, in the order declared."""
    import pyarrow as pa

    return pa.schema([_arrow_field(name, hint) for name, hint in hints_of(cls).items()])


def to_table(cls: Any, rows: Sequence[Any]) -> pa.Table:
    """The rows as a table with the record's schema. A lone surrogate in a text becomes "?", since it is no character."""
    import pyarrow as pa

    schema, flatteners = _columns_of(cls)
    columns = []
    for field, (name, flatten) in zip(schema, flatteners, strict=True):
        values = [getattr(row, name) for row in rows]
        if flatten is not None:
            values = [flatten(value) for value in values]
        try:
            columns.append(pa.array(values, type=field.type))
        except UnicodeEncodeError:
            columns.append(pa.array([_without_surrogates(value) for value in values], type=field.type))
    return pa.Table.from_arrays(columns, schema=schema)


@lru_cache(maxsize=64)
def _columns_of(cls: Any) -> tuple[pa.Schema, tuple[tuple[str, Callable[[Any], Any] | None], ...]]:
    """The schema of a record, and for each field what turns its values into those that Arrow takes."""
    return arrow_schema(cls), tuple((name, _flattener(hint)) for name, hint in hints_of(cls).items())


def from_table(cls: type[_T], table: pa.Table) -> list[_T]:
    """The records of a table. Raises SchemaMismatch when a column has another type, or is missing and has no default."""
    columns: dict[str, list[Any]] = {}
    have = set(table.column_names)
    record: Any = cls
    wanted = arrow_schema(record)
    for name, hint in hints_of(record).items():
        if name not in have:
            if name in required_of(record):
                raise SchemaMismatch(f"{cls.__name__}: the table has no column {name!r}")
            continue
        field = table.schema.field(name)
        if field.type != wanted.field(name).type:
            raise SchemaMismatch(f"{cls.__name__}.{name}: the table has {field.type}, not {wanted.field(name).type}")
        columns[name] = _column(table.column(name), hint)
    names = list(columns)
    return [cls(**dict(zip(names, values, strict=True))) for values in zip(*columns.values(), strict=True)]


def conform(cls: Any, table: pa.Table, columns: Sequence[str] | None = None) -> pa.Table:
    """The table with exactly the record's columns (or ``columns`` of them): unknown ones dropped, missing ones at their default."""
    import pyarrow as pa

    schema = arrow_schema(cls)
    if columns is not None:
        schema = pa.schema([schema.field(name) for name in columns])
    defaults = {f.name: f.default for f in dataclasses.fields(cls)}
    found = []
    for field in schema:
        if field.name in table.column_names:
            column = table.column(field.name)
            if column.type != field.type:
                raise SchemaMismatch(f"{cls.__name__}.{field.name}: the table has {column.type}, not {field.type}")
            found.append(column)
        elif field.name in required_of(cls):
            raise SchemaMismatch(f"{cls.__name__}: the table has no column {field.name!r}")
        else:
            found.append(pa.chunked_array([pa.array([defaults[field.name]] * table.num_rows, type=field.type)]))
    return pa.Table.from_arrays(found, schema=schema)


def write_parquet(table: pa.Table) -> bytes:
    """The table as Parquet. The same rows in the same order give the same bytes.

    Columns of bytes (signatures, terms) have neither statistics, which would repeat whole values and double a small file, nor a
    dictionary, since no value comes twice; tables of few rows go without zstd, which takes them most of the time
    (docs/decisions/store-parquet-encoding.md).
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    small = table.num_rows <= SMALL_ROWS
    plain = [field.name for field in table.schema if not (pa.types.is_binary(field.type) or pa.types.is_nested(field.type))]
    buffer = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata(None).combine_chunks(), buffer, row_group_size=ROW_GROUP, version="2.6", data_page_version="1.0",
        compression="snappy" if small else "zstd", compression_level=None if small else 3,
        use_dictionary=False if small else plain, write_statistics=plain, store_schema=False,
    )  # fmt: skip
    return buffer.getvalue()


def read_parquet(data: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """The table in a Parquet object; ``columns`` that it lacks are passed over."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(pa.BufferReader(data))
    if columns is not None:
        have = set(file.schema_arrow.names)
        columns = [name for name in columns if name in have]
    return file.read(columns=columns, use_threads=False)


def _arrow_field(name: str, hint: Any) -> pa.Field:
    import pyarrow as pa

    inner, nullable = optional(hint)
    return pa.field(name, _arrow_type(inner), nullable=nullable)


def _arrow_type(hint: Any) -> pa.DataType:
    import pyarrow as pa

    plain = {
        str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary(),
        datetime: pa.timestamp("us", tz="UTC"), date: pa.date32(),
    }
    if hint in plain:
        return plain[hint]
    if get_origin(hint) is Literal:
        return pa.string()
    if is_record(hint):
        return pa.struct([_arrow_field(name, inner) for name, inner in hints_of(hint).items()])
    element = tuple_of(hint)
    if isinstance(element, tuple):
        return pa.struct([_arrow_field(f"f{n}", inner) for n, inner in enumerate(element)])
    if element is not None:
        return pa.list_(_arrow_field("element", element))
    raise TypeError(f"no Arrow type for {hint}")


def _flattener(hint: Any) -> Callable[[Any], Any] | None:
    """What turns a value into one that Arrow takes; None when it takes it as it is."""
    inner, nullable = optional(hint)
    return _unless_none(_flatten_with(inner), nullable)


def _flatten_with(hint: Any) -> Callable[[Any], Any] | None:
    element = tuple_of(hint)
    if is_record(hint):
        parts = [(name, _flattener(h)) for name, h in hints_of(hint).items()]
        return lambda v: {n: getattr(v, n) if f is None else f(getattr(v, n)) for n, f in parts}
    if isinstance(element, tuple):
        fixed = [(f"f{n}", _flattener(h)) for n, h in enumerate(element)]
        return lambda v: {n: x if f is None else f(x) for (n, f), x in zip(fixed, v, strict=True)}
    one = None if element is None else _flattener(element)
    return None if one is None else lambda v: [one(x) for x in v]


def _unless_none(make: Callable[[Any], Any] | None, nullable: bool) -> Callable[[Any], Any] | None:
    if make is None or not nullable:
        return make
    return lambda v: None if v is None else make(v)


def _column(column: pa.ChunkedArray, hint: Any) -> list[Any]:
    import pyarrow as pa

    inner, _ = optional(hint)
    if inner is datetime:  # three times as fast as to_pylist(), and always datetime.UTC
        return [None if n is None else _EPOCH + timedelta(microseconds=n) for n in column.cast(pa.int64()).to_pylist()]
    values: list[Any] = column.to_pylist()
    restore = _restorer(hint)
    return values if restore is None else [restore(value) for value in values]


def _restorer(hint: Any) -> Callable[[Any], Any] | None:
    """The inverse of _flattener and of Arrow's own conversion."""
    inner, nullable = optional(hint)
    return _unless_none(_restore_with(inner), nullable)


def _restore_with(hint: Any) -> Callable[[Any], Any] | None:
    element = tuple_of(hint)
    if is_record(hint):
        parts = [(name, _restorer(h)) for name, h in hints_of(hint).items()]
        return lambda v: hint(**{n: v[n] if f is None else f(v[n]) for n, f in parts if n in v})
    if isinstance(element, tuple):
        fixed = [(f"f{n}", _restorer(h)) for n, h in enumerate(element)]
        return lambda v: tuple(v[n] if f is None else f(v[n]) for n, f in fixed)
    if element is not None:
        one = _restorer(element)
        return tuple if one is None else lambda v: tuple(one(x) for x in v)
    return (lambda v: v.astimezone(UTC)) if hint is datetime else None


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, dict):
        return {k: _without_surrogates(v) for k, v in value.items()}
    return [_without_surrogates(v) for v in value] if isinstance(value, list | tuple) else value
