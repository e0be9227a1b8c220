"""What feedparser's own test feeds expect, read from the comment at their top without evaluating anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple


class Claim(NamedTuple):
    """``holder`` ("feed" or "entry") has ``value`` in ``field``, or with the field "entries" that many of them."""

    holder: str
    field: str
    value: str | int


FIELDS = {
    "title": "title", "title_detail.value": "title", "summary": "text", "summary_detail.value": "text", "description": "text", "content.value": "text",
    "id": "guid", "guid": "guid", "link": "link", "author": "author", "author_detail.name": "author", "authors.name": "author", "language": "language",
    "content.language": "language", "published": "published", "issued": "published", "updated": "updated", "modified": "updated", "source.title": "source_name",
    "source.href": "source_url",
}  # fmt: skip


def claims(body: bytes) -> list[Claim]:
    """The claims of the form ``entries[0]['title'] == 'x'``, ``feed['title'] == 'x'`` and ``len(entries) == 3``, joined by "and"."""
    comment = re.search(rb"<!--(.*?)-->", body[:4000], re.DOTALL)
    text = comment[1].decode("utf-8", "replace") if comment else ""
    expected = re.search(r"Expect:\s*(.*)", text, re.DOTALL)
    if not expected or "Header:" in text:
        return []
    try:
        return list(_claims(ast.parse(expected[1].strip(), mode="eval").body))
    except (SyntaxError, ValueError, RecursionError):
        return []


def _claims(node: ast.expr) -> Iterator[Claim]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values:
            yield from _claims(part)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
        left, right = node.left, node.comparators[0]
        if not isinstance(right, ast.Constant) or not isinstance(right.value, str | int):
            return
        if isinstance(left, ast.Call) and ast.unparse(left) == "len(entries)":
            yield Claim("feed", "entries", right.value)
            return
        path = list(_path(left))
        if path[:2] == ["entries", "0"] and ".".join(path[2:]) in FIELDS:
            yield Claim("entry", FIELDS[".".join(path[2:])], right.value)
        elif path[:1] == ["feed"] and ".".join(path[1:]) in ("title", "title_detail.value", "language"):
            yield Claim("feed", path[1].removesuffix("_detail"), right.value)


def _path(node: ast.expr) -> Iterator[str]:
    """``entries[0]['content'][0]['value']`` as its names and the first number: entries, 0, content, value."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        yield from _path(node.value)
        if node.slice.value != 0 or (isinstance(node.value, ast.Name) and node.value.id == "entries"):
            yield str(node.slice.value)
    elif isinstance(node, ast.Attribute):
        yield from _path(node.value)
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id
