"""Frozen dataclasses as Arrow tables, Parquet and JSON, and the JSON Schema that says so. Knows types, not news.

A field is ``str``, ``int``, ``float``, ``bool``, ``bytes``, ``datetime``, ``date``, a ``Literal`` of strings, another
dataclass, ``X | None``, ``tuple[X, ...]``, a fixed ``tuple[X, Y]`` or (JSON only) ``Mapping[str, X]``. Times are aware and
written in UTC: microseconds in Arrow, RFC 3339 in JSON. Evolution is additive: unknown columns and keys are passed over, and
a field that an old object lacks takes its default. ``types`` comes first: it reads the fields of a record once, for ``json`` and
``parquet``.
"""

from connectors.editions.schema.json import from_json, from_plain, json_schema, schema_json, to_json, to_plain
from connectors.editions.schema.parquet import ROW_GROUP, arrow_schema, conform, from_table, read_parquet, to_table, write_parquet
from connectors.editions.schema.types import SchemaMismatch

__all__ = [
    "ROW_GROUP", "SchemaMismatch", "arrow_schema", "conform", "from_json", "from_plain", "from_table", "json_schema", "read_parquet",
    "schema_json", "to_json", "to_plain", "to_table", "write_parquet",
]
