"""The table of ``make quality``, as text for a terminal and as Markdown for the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.quality.targets import Row

HEADINGS = ("what", "set", "newsheaf", "others", "must", "aim", "")


def text_table(rows: Sequence[Row]) -> str:
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def markdown_table(rows: Sequence[Row]) -> str:
    """One table for each part of the table, under its heading."""
    parts: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        what, *cells = _cells(row)
        part, _, what = what.partition(": ")
        parts.setdefault(part, []).append((what, *cells))
    rule = tuple("---" for _ in HEADINGS)
    tables = ["\n".join("| " + " | ".join(line) + " |" for line in (HEADINGS, rule, *lines)) for lines in parts.values()]
    return "\n\n".join(f"### {part.capitalize()}\n\n{table}" for part, table in zip(parts, tables, strict=True))


def _cells(row: Row) -> tuple[str, ...]:
    def figure(value: float | None) -> str:
        return "" if value is None else f"{value:.{row.digits}f}"

    def named(figures: Mapping[str, float]) -> str:
        return ", ".join(f"{name} {figure(value)}" for name, value in figures.items())

    ours = figure(row.ours) + (f" ({named(row.beside)})" if row.beside else "")
    must = f"{'≤' if row.most else '≥'} {figure(row.must)}" if row.must is not None else ""
    return row.what, row.set, ours, named(row.peers), must, figure(row.aim), {None: "", True: "met", False: "MISSED"}[row.met]
