"""The labelled sets beside the checkout: where they are, and what of them the command gets to see."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATA = SHARED / "data"

Kind = Literal["fold", "bundle", "pages"]
Rows = Sequence[Mapping[str, Any]]

GIVEN = {
    "fold": ("id", "title", "text", "published", "language", "publisher"),
    "bundle": ("id", "title", "text", "published", "language", "publisher"),
    "pages": ("id", "url", "html"),
}
"""The fields that the command gets: labels, and a page's true text, title and time, are for the scorers only."""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One labelled set. ``undated`` takes the stories' times away."""

    name: str
    kind: Kind
    path: Path
    undated: bool = False

    @property
    def gold(self) -> str:
        """The field with the true group."""
        return "event" if self.kind == "bundle" else "group"

    def read(self) -> list[dict[str, Any]]:
        """All rows with their labels, in file order."""
        return read_lines(self.path)

    def given(self, rows: Rows) -> list[dict[str, Any]]:
        """The rows as the command gets them."""
        kept = [{field: row[field] for field in GIVEN[self.kind] if row.get(field) is not None} for row in rows]
        return [{k: v for k, v in row.items() if k != "published"} for row in kept] if self.undated else kept


FOLD_SETS = ("wire-rewrites", "reuters", "reuters-undated")
MAIN_BUNDLE_SETS = ("og-en", "allsides", "ecb", "basil", "newst")
BUNDLE_SETS = (*MAIN_BUNDLE_SETS, "uci", "og-es", "og-ru")
STREAM_SETS = ("og-en", "basil", "uci", "og-es", "og-ru")  # those with dates
PAGE_SETS = ("news-pages", "web-articles")
NAMES = (*FOLD_SETS, *BUNDLE_SETS, *PAGE_SETS)


def labelled_set(name: str) -> LabelledSet:
    """The set of this name. Raises KeyError."""
    if name in FOLD_SETS:
        return LabelledSet(name, "fold", DATA / "dedup" / f"{name.removesuffix('-undated')}.jsonl.gz", undated=name.endswith("-undated"))
    if name in BUNDLE_SETS:
        return LabelledSet(name, "bundle", DATA / "clusters" / f"{name}.jsonl.gz")
    if name in PAGE_SETS:
        return LabelledSet(name, "pages", DATA / "pages" / f"{name}.jsonl.gz")
    raise KeyError(name)


def read_lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


@cache
def scorer(name: str) -> ModuleType:
    """``score`` or ``score_pages`` beside the sets."""
    spec = importlib.util.spec_from_file_location(name, SHARED / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
