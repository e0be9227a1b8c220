"""One value of the configuration: from YAML or the environment to what its declaration's type wants, and back to text."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import timedelta
from typing import Any

from connectors.redaction import redact
from pipelines.config.durations import format_duration, parse_duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value that somebody set. Its repr hides it: it may be a secret."""

    section: str
    key: str
    value: Any = field(repr=False)  # as YAML reads it; text when it comes from the environment
    where: str  # "newsheaf.yaml:12", "NEWSHEAF_S3_REGION"
    is_text: bool = False



def check_value(hint: Any, value: Any, *, is_text: bool = False) -> Any:
    """The value as the type wants it. Raises ValueError.

    Strict, but durations may be text, and a whole number is a float too.

    >>> check_value(timedelta, "72h"), check_value(float, 5)
    (datetime.timedelta(days=3), 5.0)
    >>> check_value(int, "5")
    Traceback (most recent call last):
    ValueError: input should be a valid integer

    ``is_text``: it comes from the environment, so it is text whatever it means; lists may be separated by commas.

    >>> check_value(int, "5", is_text=True), check_value(tuple[str, ...], "en, de", is_text=True)
    (5, ('en', 'de'))
    """
    from pydantic import TypeAdapter, ValidationError

    names = _type_names(hint)
    if is_text and "str" not in names:
        value = _read_text(value, names)
    elif is_text and "tuple" in names:
        value = _split(value)
    if "timedelta" in names and isinstance(value, str):
        value = f"PT{parse_duration(value).total_seconds():f}S"
    try:
        # JSON's rules are the strict ones that fit a file: lists make tuples, but "5" makes no number.
        return TypeAdapter(hint).validate_json(json.dumps(value, default=str, allow_nan=False), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
        said = [_inside(detail["loc"]) + detail["msg"][0].lower() + detail["msg"][1:] for detail in details]
        raise ValueError("; ".join(dict.fromkeys(said))) from None
    except ValueError:
        raise ValueError("must be a finite number") from None


def _inside(place: tuple[int | str, ...]) -> str:
    """Which key of a mapping an error is about."""
    return f"{place[0]}: " if place and isinstance(place[0], str) else ""


def as_text(value: Any) -> str:
    """A setting as text that is the same on every machine: the file's spelling, as JSON.

    >>> as_text(frozenset({"fr", "de"})), as_text(timedelta(hours=36))
    ('["de", "fr"]', '"1d12h"')
    """
    return json.dumps(as_plain(value), ensure_ascii=False, sort_keys=True)


def as_plain(value: Any) -> Any:
    """A setting as YAML would hold it.

    >>> as_plain({"every": timedelta(hours=36), "languages": ("de", "fr")})
    {'every': '1d12h', 'languages': ['de', 'fr']}
    """
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, (tuple, list)):
        return [as_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(as_plain(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: as_plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def yaml_text(value: object) -> str:
    """A value on one line: JSON is YAML, and words that YAML takes as they are go without quotes.

    >>> print(yaml_text("quiet"), yaml_text("yes"), yaml_text(("de", "fr")))
    quiet "yes" ["de", "fr"]
    >>> print(yaml_text("http://desk:secret@proxy.example:3128"))
    "http://…@proxy.example:3128"
    """
    plain = as_plain(value)
    if isinstance(plain, str):
        plain = redact(plain)  # a proxy's URL may hold a password
    if isinstance(plain, str) and plain and plain.replace("-", "").replace("_", "").isalnum() and not plain[0].isdigit():
        return json.dumps(plain) if plain.lower() in ("yes", "no", "on", "off", "true", "false", "null", "y", "n") else plain
    return json.dumps(plain, ensure_ascii=False)


def _type_names(hint: Any) -> set[str]:
    """The names of all types that an annotation is made of."""
    names = {getattr(hint, "__name__", str(hint))}
    if typing.get_origin(hint) is not None:
        names.add(getattr(typing.get_origin(hint), "__name__", ""))
    for part in typing.get_args(hint):
        if isinstance(part, str):
            names.add("str")  # a Literal of words
        names |= _type_names(part) if not isinstance(part, str) else set()
    return names


def _read_text(text: str, names: set[str]) -> Any:
    import yaml

    if "timedelta" in names and text.strip().lower() not in ("", "null"):
        return text
    if "tuple" in names and not text.strip().startswith("["):
        return [yaml.safe_load(part) for part in _split(text)]
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return text


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.strip().removeprefix("[").removesuffix("]").split(",") if part.strip()]
