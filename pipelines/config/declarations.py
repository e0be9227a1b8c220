"""Settings as their source declares them: key, type, default and the docstring below each key.

Sources are parsed, not imported: which keys exist can be told without loading Beam.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One key of one section."""

    key: str
    annotation: str  # as written
    default: str  # as written
    doc: str  # the string literal below the key, unwrapped to one paragraph
    line: int


@cache
def read_declarations(module: str, name: str) -> tuple[Declaration, ...]:
    """The fields of the dataclass ``name`` in ``module``, in their order; empty when there is no such class.

    Attribute docstrings are Python's own convention (PEP 257): a string literal right below an assignment.
    """
    body = _class_body(module, name)
    found = []
    for statement, after in zip_longest(body, body[1:]):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        annotation = ast.unparse(statement.annotation)
        if annotation.startswith("ClassVar") or statement.target.id.startswith("_"):
            continue
        doc = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            doc = " ".join(inspect.cleandoc(after.value.value).split())
        default = ast.unparse(statement.value) if statement.value is not None else ""
        found.append(Declaration(key=statement.target.id, annotation=annotation, default=default, doc=doc, line=statement.lineno))
    return tuple(found)


@cache
def read_docstring(module: str, name: str) -> str:
    """The docstring of a class, without importing it; empty when it has none."""
    body = _class_body(module, name)
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and isinstance(body[0].value.value, str):
        return inspect.cleandoc(body[0].value.value)
    return ""


@cache
def _class_body(module: str, name: str) -> list[ast.stmt]:
    file = _file_of(module)
    if file is None:
        return []
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ClassDef) and statement.name == name:
            return statement.body
        if isinstance(statement, ast.ImportFrom) and statement.module and any(alias.name == name for alias in statement.names):
            return _class_body(statement.module, name)  # a stage that is a folder shows it at its door
    return []


def _file_of(module: str) -> Path | None:
    """The source of one of our modules, found without importing the packages that it is in."""
    path = _ROOT.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)
