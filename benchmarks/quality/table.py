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
    lines = [HEADINGS, ("---",) * len(HEADINGS), *(_cells(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    sign = "≤" if row.most else "≥"
    ours = _figure(row.ours) + (f" ({_named(row.beside)})" if row.beside else "")
    must = f"{sign} {_figure(row.must)}" if row.must is not None else ""
    aim = _figure(row.aim) if row.aim is not None else ""
    verdict = {None: "", True: "met", False: "MISSED"}[row.met]
    return row.what, row.set, ours, ", ".join(f"{name} {_figure(value)}" for name, value in row.peers.items()), must, aim, verdict


def _named(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {_figure(value)}" for name, value in figures.items())


def _figure(value: float) -> str:
    if float(value).is_integer() and abs(value) != 1:
        return f"{value:.0f}"
    return f"{value:.4f}" if abs(value) < 0.01 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"
