"""What a record's field types are: read once from its annotations."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin


class SchemaMismatch(ValueError):
    """Stored data isn't what its record says; the message names the record, the field and both types."""


@cache
def hints_of(cls: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


@cache
def required_of(cls: Any) -> frozenset[str]:
    missing = dataclasses.MISSING
    return frozenset(f.name for f in dataclasses.fields(cls) if f.default is missing and f.default_factory is missing)


def optional(hint: Any) -> tuple[Any, bool]:
    """The type inside ``X | None``, and whether it was one."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        if len(inner) == 1 and len(get_args(hint)) == 2:
            return inner[0], True
        raise TypeError(f"a field can't be {hint}")
    return hint, False


def tuple_of(hint: Any) -> tuple[Any, ...] | Any | None:
    """For a tuple type: its one element type, or the several of a fixed tuple (as a tuple); else None."""
    if get_origin(hint) is not tuple:
        return None
    args = get_args(hint)
    if len(args) == 2 and args[1] is Ellipsis:
        return args[0]
    return args[0] if len(set(args)) == 1 else args


def is_record(hint: Any) -> bool:
    return isinstance(hint, type) and dataclasses.is_dataclass(hint)


def is_mapping(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)
