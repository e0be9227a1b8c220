"""The table of ``make quality``, as text for a terminal and as Markdown for the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.quality.targets import Row

HEADINGS = ("what", "set", "before", "newsheaf", "others", "must", "aim", "")
BEFORE = HEADINGS.index("before")


def text_table(rows: Sequence[Row]) -> str:
    lines = _lines(rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def markdown_table(rows: Sequence[Row]) -> str:
    """One table for each part of the table, under its heading."""
    headings, *lines = _lines(rows)
    parts: dict[str, list[tuple[str, ...]]] = {}
    for what, *cells in lines:
        part, _, what = what.partition(": ")
        parts.setdefault(part, [headings, tuple("---" for _ in headings)]).append((what, *cells))
    return "\n\n".join(
        f"### {part.capitalize()}\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in own) for part, own in parts.items()
    )


def _lines(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Headings and rows as text; without the column of earlier figures when there are none."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    return lines if any(row.before is not None for row in rows) else [line[:BEFORE] + line[BEFORE + 1 :] for line in lines]


def _cells(row: Row) -> tuple[str, ...]:
    def figure(value: float | None) -> str:
        return "" if value is None else f"{value:.{row.digits}f}"

    def named(figures: Mapping[str, float]) -> str:
        return ", ".join(f"{name} {figure(value)}" for name, value in figures.items())

    ours = figure(row.ours) + (f" ({named(row.beside)})" if row.beside else "")
    must = f"{'≤' if row.most else '≥'} {figure(row.must)}" if row.must is not None else ""
    verdict = {None: "", True: "met", False: "MISSED"}[row.met]
    return row.what, row.set, figure(row.before), ours, named(row.peers), must, figure(row.aim), verdict
