"""Records as JSON documents, and the JSON Schema that says what they are."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from connectors.editions.schema.types import SchemaMismatch, hints_of, is_mapping, is_record, optional, required_of, tuple_of
from connectors.times import format_time, parse_time

_T = TypeVar("_T")


def to_json(record: Any) -> bytes:
    """One line of UTF-8, fields in the order declared; a lone surrogate becomes "?".

    Raises ValueError for a number that JSON doesn't know.
    """
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
    inner, nullable = optional(hint)
    make = _plain_with(inner)
    return make if make is _as_is or not nullable else lambda v: None if v is None else make(v)


def _plain_with(hint: Any) -> Callable[[Any], Any]:
    element = tuple_of(hint)
    if is_record(hint):
        parts = [(name, _plainer(h)) for name, h in hints_of(hint).items()]
        return lambda v: {n: f(getattr(v, n)) for n, f in parts}
    if isinstance(element, tuple):
        fixed = [_plainer(h) for h in element]
        return lambda v: [f(x) for f, x in zip(fixed, v, strict=True)]
    if element is not None:
        one = _plainer(element)
        return list if one is _as_is else lambda v: [one(x) for x in v]
    if is_mapping(hint):
        each = _plainer(get_args(hint)[1])
        return lambda v: {k: each(v[k]) for k in sorted(v)}
    if hint is bytes:
        return lambda v: base64.b64encode(v).decode("ascii")
    return {datetime: format_time, date: date.isoformat}.get(hint, _as_is)


@cache
def _reader(hint: Any) -> Callable[[Any, str], Any]:
    inner, nullable = optional(hint)
    read = _plain_reader(inner)
    if not nullable:
        return read
    return lambda v, at: None if v is None else read(v, at)


def _plain_reader(hint: Any) -> Callable[[Any, str], Any]:
    element = tuple_of(hint)
    if is_record(hint):
        return _record_reader(hint)
    if isinstance(element, tuple):
        return _fixed_reader([_reader(h) for h in element])
    if element is not None:
        return _list_reader(_reader(element))
    if get_origin(hint) is Literal:
        return _literal_reader(get_args(hint))
    if is_mapping(hint):
        return _mapping_reader(_reader(get_args(hint)[1]))
    if hint is datetime:
        return _text_reader(hint, parse_time)
    if hint is date:
        return _text_reader(hint, date.fromisoformat)
    if hint is bytes:
        return _text_reader(hint, lambda text: base64.b64decode(text, validate=True))
    return _scalar_reader(hint)


def _check(value: Any, kind: type[Any] | tuple[type[Any], ...], at: str, hint: Any) -> None:
    if not isinstance(value, kind) or (isinstance(value, bool) and hint is not bool):
        raise SchemaMismatch(f"{at}: {json.dumps(value, default=str)[:80]} is not {getattr(hint, '__name__', hint)}")


def _record_reader(cls: Any) -> Callable[[Any, str], Any]:
    parts = [(name, _reader(h)) for name, h in hints_of(cls).items()]
    required = required_of(cls)

    def read_record(value: Any, at: str) -> Any:
        _check(value, dict, at, cls)
        for name in required:
            if name not in value:
                raise SchemaMismatch(f"{at}.{name} is missing")
        return cls(**{name: read(value[name], f"{at}.{name}") for name, read in parts if name in value})

    return read_record


def _fixed_reader(parts: Sequence[Callable[[Any, str], Any]]) -> Callable[[Any, str], Any]:
    def read_fixed(value: Any, at: str) -> Any:
        _check(value, list, at, tuple)
        if len(value) != len(parts):
            raise SchemaMismatch(f"{at}: {len(value)} values, not {len(parts)}")
        return tuple(read(x, f"{at}[{n}]") for n, (read, x) in enumerate(zip(parts, value, strict=True)))

    return read_fixed


def _list_reader(one: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    def read_list(value: Any, at: str) -> Any:
        _check(value, list, at, tuple)
        return tuple(one(x, f"{at}[{n}]") for n, x in enumerate(value))

    return read_list


def _mapping_reader(each: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    def read_mapping(value: Any, at: str) -> Any:
        _check(value, dict, at, Mapping)
        return {k: each(v, f"{at}.{k}") for k, v in value.items()}

    return read_mapping


def _literal_reader(words: Sequence[str]) -> Callable[[Any, str], Any]:
    def read_literal(value: Any, at: str) -> Any:
        if value not in words:
            raise SchemaMismatch(f"{at}: {value!r} is none of {', '.join(map(repr, words))}")
        return value

    return read_literal


def _text_reader(hint: Any, make: Callable[[str], Any]) -> Callable[[Any, str], Any]:
    def read_text(value: Any, at: str) -> Any:
        _check(value, str, at, hint)
        try:
            return make(value)
        except ValueError as error:
            raise SchemaMismatch(f"{at}: {value[:80]!r}: {error}") from error

    return read_text


def _scalar_reader(hint: Any) -> Callable[[Any, str], Any]:
    def read_scalar(value: Any, at: str) -> Any:
        _check(value, (int, float) if hint is float else hint, at, hint)
        return float(value) if hint is float else value

    return read_scalar


def json_schema(cls: Any, schema_id: str = "") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record's documents. Unknown keys are allowed: evolution is additive."""
    definitions: dict[str, Any] = {}
    body = _record_schema(cls, definitions)
    head: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if schema_id:
        head["$id"] = schema_id
    head |= {"title": cls.__name__, "description": (cls.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")}
    return head | body | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


def schema_json(cls: Any) -> bytes:
    """The JSON Schema as it is published."""
    return json.dumps(json_schema(cls), ensure_ascii=False, indent=1).encode() + b"\n"


def _record_schema(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    versions = {f.name: f.default for f in dataclasses.fields(cls) if f.name == "schema"}  # stays, as long as changes are additive
    return {
        "type": "object",
        "properties": {
            name: {"const": versions[name]} if name in versions else _field_schema(hint, definitions)
            for name, hint in hints_of(cls).items()
        },
        "required": [name for name in hints_of(cls) if name in required_of(cls)],
    }


def _field_schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    inner, nullable = optional(hint)
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
    if is_record(inner):
        if inner.__name__ not in definitions:
            definitions[inner.__name__] = {}  # holds the place while its own fields are described
            definitions[inner.__name__] = _record_schema(inner, definitions)
        return {"$ref": f"#/$defs/{inner.__name__}"}
    element = tuple_of(inner)
    if isinstance(element, tuple):
        return {"type": "array", "prefixItems": [_field_schema(h, definitions) for h in element], "minItems": len(element), "items": False}
    if element is not None:
        return {"type": "array", "items": _field_schema(element, definitions)}
    if is_mapping(inner):
        return {"type": "object", "additionalProperties": _field_schema(get_args(inner)[1], definitions)}
    raise TypeError(f"no JSON Schema for {inner}")
