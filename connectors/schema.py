"""Frozen dataclasses as Arrow tables, Parquet and JSON, and the JSON Schema that says so. Knows types, not news.

A field is ``str``, ``int``, ``float``, ``bool``, ``bytes``, ``datetime``, ``date``, a ``Literal`` of strings, another
dataclass, ``X | None``, ``tuple[X, ...]``, a fixed ``tuple[X, Y]`` or (JSON only) ``Mapping[str, X]``. Times are aware and
written in UTC: microseconds in Arrow, RFC 3339 in JSON. Evolution is additive: unknown columns and keys are passed over, and
a field that an old object lacks takes its default.
"""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from connectors.records import format_time, parse_time

if TYPE_CHECKING:
    import pyarrow as pa

_T = TypeVar("_T")

ROW_GROUP = 16_384  # rows; fixed, since it shapes the bytes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SchemaMismatch(ValueError):
    """Stored data isn't what its record says; the message names the record, the field and both types."""


# --- Arrow and Parquet


def arrow_schema(cls: Any) -> pa.Schema:
    """The Arrow schema of a record: one column per field, in the order declared."""
    import pyarrow as pa

    return pa.schema([_arrow_field(name, hint) for name, hint in _hints(cls).items()])


def to_table(cls: Any, rows: Sequence[Any]) -> pa.Table:
    """The rows as a table with the record's schema. A lone surrogate in a text becomes U+FFFD, since it is no character."""
    import pyarrow as pa

    schema = arrow_schema(cls)
    columns = []
    for field, (name, hint) in zip(schema, _hints(cls).items(), strict=True):
        flatten = _flattener(hint)
        values = [getattr(row, name) for row in rows]
        if flatten is not None:
            values = [flatten(value) for value in values]
        try:
            columns.append(pa.array(values, type=field.type))
        except UnicodeEncodeError:
            columns.append(pa.array([_without_surrogates(value) for value in values], type=field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def from_table(cls: type[_T], table: pa.Table) -> list[_T]:
    """The records of a table. Raises SchemaMismatch when a column has another type, or is missing and has no default."""
    columns: dict[str, list[Any]] = {}
    have = set(table.column_names)
    record: Any = cls
    wanted = arrow_schema(record)
    for name, hint in _hints(record).items():
        if name not in have:
            if name in _required(record):
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
        elif field.name in _required(cls):
            raise SchemaMismatch(f"{cls.__name__}: the table has no column {field.name!r}")
        else:
            found.append(pa.chunked_array([pa.array([defaults[field.name]] * table.num_rows, type=field.type)]))
    return pa.Table.from_arrays(found, schema=schema)


def write_parquet(table: pa.Table) -> bytes:
    """The table as Parquet. The same rows in the same order give the same bytes."""
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata(None).combine_chunks(), buffer, row_group_size=ROW_GROUP, compression="zstd", compression_level=3,
        version="2.6", data_page_version="1.0", use_dictionary=True, write_statistics=True, store_schema=False,
    )
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


@cache
def _hints(cls: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


@cache
def _required(cls: Any) -> frozenset[str]:
    missing = dataclasses.MISSING
    return frozenset(f.name for f in dataclasses.fields(cls) if f.default is missing and f.default_factory is missing)


def _optional(hint: Any) -> tuple[Any, bool]:
    """The type inside ``X | None``, and whether it was one."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        if len(inner) == 1 and len(get_args(hint)) == 2:
            return inner[0], True
        raise TypeError(f"a field can't be {hint}")
    return hint, False


def _tuple_of(hint: Any) -> tuple[Any, ...] | Any | None:
    """For a tuple type: its one element type, or the several of a fixed tuple (as a tuple); else None."""
    if get_origin(hint) is not tuple:
        return None
    args = get_args(hint)
    if len(args) == 2 and args[1] is Ellipsis:
        return args[0]
    return args[0] if len(set(args)) == 1 else args


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and dataclasses.is_dataclass(hint)


def _arrow_field(name: str, hint: Any) -> pa.Field:
    import pyarrow as pa

    inner, nullable = _optional(hint)
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
    if _is_record(hint):
        return pa.struct([_arrow_field(name, inner) for name, inner in _hints(hint).items()])
    element = _tuple_of(hint)
    if isinstance(element, tuple):
        return pa.struct([_arrow_field(f"f{n}", inner) for n, inner in enumerate(element)])
    if element is not None:
        return pa.list_(_arrow_field("element", element))
    raise TypeError(f"no Arrow type for {hint}")


def _flattener(hint: Any) -> Callable[[Any], Any] | None:
    """What turns a value into one that Arrow takes; None when it takes it as it is."""
    inner, nullable = _optional(hint)
    return _unless_none(_flatten_with(inner), nullable)


def _flatten_with(hint: Any) -> Callable[[Any], Any] | None:
    element = _tuple_of(hint)
    if _is_record(hint):
        parts = [(name, _flattener(h)) for name, h in _hints(hint).items()]
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

    inner, _ = _optional(hint)
    if inner is datetime:  # three times as fast as to_pylist(), and always datetime.UTC
        return [None if n is None else _EPOCH + timedelta(microseconds=n) for n in column.cast(pa.int64()).to_pylist()]
    values: list[Any] = column.to_pylist()
    restore = _restorer(hint)
    return values if restore is None else [restore(value) for value in values]


def _restorer(hint: Any) -> Callable[[Any], Any] | None:
    """The inverse of _flattener and of Arrow's own conversion."""
    inner, nullable = _optional(hint)
    return _unless_none(_restore_with(inner), nullable)


def _restore_with(hint: Any) -> Callable[[Any], Any] | None:
    element = _tuple_of(hint)
    if _is_record(hint):
        parts = [(name, _restorer(h)) for name, h in _hints(hint).items()]
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


# --- JSON


def to_json(record: Any) -> bytes:
    """One line of UTF-8, fields in the order declared. Raises ValueError for a number that JSON doesn't know."""
    text = json.dumps(to_plain(type(record), record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def from_json(cls: type[_T], data: bytes) -> _T:
    """The record in a JSON document. Raises SchemaMismatch."""
    try:
        value = json.loads(data)
    except ValueError as error:
        raise SchemaMismatch(f"{cls.__name__}: not JSON: {error}") from error
    record: _T = from_plain(cls, value)
    return record


def to_plain(hint: Any, value: Any) -> Any:
    """The value as dicts, lists, strings and numbers."""
    return _plainer(hint)(value)


def from_plain(cls: Any, value: Any) -> Any:
    """The inverse of ``to_plain``. Raises SchemaMismatch, naming the field."""
    return _reader(cls)(value, getattr(cls, "__name__", str(cls)))


def _as_is(value: Any) -> Any:
    return value


@cache
def _plainer(hint: Any) -> Callable[[Any], Any]:
    inner, nullable = _optional(hint)
    make = _plain_with(inner)
    return make if make is _as_is or not nullable else lambda v: None if v is None else make(v)


def _plain_with(hint: Any) -> Callable[[Any], Any]:
    element = _tuple_of(hint)
    if _is_record(hint):
        parts = [(name, _plainer(h)) for name, h in _hints(hint).items()]
        return lambda v: {n: f(getattr(v, n)) for n, f in parts}
    if isinstance(element, tuple):
        fixed = [_plainer(h) for h in element]
        return lambda v: [f(x) for f, x in zip(fixed, v, strict=True)]
    if element is not None:
        one = _plainer(element)
        return list if one is _as_is else lambda v: [one(x) for x in v]
    if _is_mapping(hint):
        each = _plainer(get_args(hint)[1])
        return lambda v: {k: each(v[k]) for k in sorted(v)}
    if hint is bytes:
        return lambda v: base64.b64encode(v).decode("ascii")
    return {datetime: format_time, date: date.isoformat}.get(hint, _as_is)


def _is_mapping(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


@cache
def _reader(hint: Any) -> Callable[[Any, str], Any]:
    inner, nullable = _optional(hint)
    read = _plain_reader(inner)
    if not nullable:
        return read
    return lambda v, at: None if v is None else read(v, at)


def _plain_reader(hint: Any) -> Callable[[Any, str], Any]:
    def check(value: Any, kind: type[Any] | tuple[type[Any], ...], at: str) -> None:
        if not isinstance(value, kind) or (isinstance(value, bool) and hint is not bool):
            raise SchemaMismatch(f"{at}: {json.dumps(value, default=str)[:80]} is not {getattr(hint, '__name__', hint)}")

    def convert(make: Callable[[Any], Any]) -> Callable[[Any, str], Any]:
        def read_text(value: Any, at: str) -> Any:
            check(value, str, at)
            try:
                return make(value)
            except ValueError as error:
                raise SchemaMismatch(f"{at}: {value[:80]!r}: {error}") from error

        return read_text

    def read_record(value: Any, at: str) -> Any:
        check(value, dict, at)
        for name in required:
            if name not in value:
                raise SchemaMismatch(f"{at}.{name} is missing")
        return hint(**{name: read(value[name], f"{at}.{name}") for name, read in parts if name in value})

    def read_fixed(value: Any, at: str) -> Any:
        check(value, list, at)
        if len(value) != len(fixed):
            raise SchemaMismatch(f"{at}: {len(value)} values, not {len(fixed)}")
        return tuple(read(x, f"{at}[{n}]") for n, (read, x) in enumerate(zip(fixed, value, strict=True)))

    def read_list(value: Any, at: str) -> Any:
        check(value, list, at)
        return tuple(one(x, f"{at}[{n}]") for n, x in enumerate(value))

    def read_mapping(value: Any, at: str) -> Any:
        check(value, dict, at)
        return {k: each(v, f"{at}.{k}") for k, v in value.items()}

    def read_scalar(value: Any, at: str) -> Any:
        check(value, (int, float) if hint is float else hint, at)
        return float(value) if hint is float else value

    def read_literal(value: Any, at: str) -> Any:
        if value not in get_args(hint):
            raise SchemaMismatch(f"{at}: {value!r} is none of {', '.join(map(repr, get_args(hint)))}")
        return value

    element = _tuple_of(hint)
    if _is_record(hint):
        parts = [(name, _reader(h)) for name, h in _hints(hint).items()]
        required = _required(hint)
        return read_record
    if isinstance(element, tuple):
        fixed = [_reader(h) for h in element]
        return read_fixed
    if element is not None:
        one = _reader(element)
        return read_list
    if get_origin(hint) is Literal:
        return read_literal
    if _is_mapping(hint):
        each = _reader(get_args(hint)[1])
        return read_mapping
    if hint is datetime:
        return convert(parse_time)
    if hint is date:
        return convert(date.fromisoformat)
    if hint is bytes:
        return convert(lambda text: base64.b64decode(text, validate=True))
    return read_scalar


# --- JSON Schema


def json_schema(cls: Any, schema_id: str = "") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record's documents. Unknown keys are allowed: evolution is additive."""
    definitions: dict[str, Any] = {}
    body = _record_schema(cls, definitions)
    head: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if schema_id:
        head["$id"] = schema_id
    head |= {"title": cls.__name__, "description": (cls.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")}
    return head | body | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


def _record_schema(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _field_schema(hint, definitions) for name, hint in _hints(cls).items()},
        "required": [name for name in _hints(cls) if name in _required(cls)],
    }


def _field_schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    inner, nullable = _optional(hint)
    if nullable:
        return {"anyOf": [_field_schema(inner, definitions), {"type": "null"}]}
    plain: dict[Any, dict[str, Any]] = {
        str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"},
        bytes: {"type": "string", "contentEncoding": "base64"},
        datetime: {"type": "string", "format": "date-time", "pattern": "Z$"}, date: {"type": "string", "format": "date"},
    }
    if inner in plain:
        return plain[inner]
    if get_origin(inner) is Literal:
        return {"enum": list(get_args(inner))}
    if _is_record(inner):
        if inner.__name__ not in definitions:
            definitions[inner.__name__] = {}  # holds the place while its own fields are described
            definitions[inner.__name__] = _record_schema(inner, definitions)
        return {"$ref": f"#/$defs/{inner.__name__}"}
    element = _tuple_of(inner)
    if isinstance(element, tuple):
        return {"type": "array", "prefixItems": [_field_schema(h, definitions) for h in element], "minItems": len(element), "items": False}
    if element is not None:
        return {"type": "array", "items": _field_schema(element, definitions)}
    if _is_mapping(inner):
        return {"type": "object", "additionalProperties": _field_schema(get_args(inner)[1], definitions)}
    raise TypeError(f"no JSON Schema for {inner}")
