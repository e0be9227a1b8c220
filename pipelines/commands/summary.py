"""The summary of a run: a table for people, one JSON line an edition for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from connectors.counts import Counts
    from pipelines.plan import RunSummary

IN = (("listed", "listed by feeds"), ("given", "given"), ("carried", "pending before"))
OUT = (
    ("originals", "originals"),
    ("copies", "copies"),
    ("revisions", "revisions"),
    ("known", "already known"),
    ("pending", "pending"),
    ("rejected", "rejected"),
)
FEEDS = (("feeds_changed", "changed"), ("feeds_unchanged", "unchanged"), ("feeds_deferred", "deferred"), ("feeds_failed", "failed"))
BUNDLES = (("bundles_opened", "opened"), ("bundles_changed", "changed"), ("bundles_merged", "merged"), ("bundles_split", "split"))


def summary_json(summary: RunSummary) -> dict[str, Any]:
    """The summary as plain JSON values."""
    counts = asdict(summary.counts)
    counts["rejects"] = [{"stage": stage, "reason": reason, "items": number} for stage, reason, number in summary.counts.rejects]
    return {
        "edition": summary.edition,
        "store": summary.store,
        "counts": counts,
        "adds_up": not summary.counts.problems(),
        "seconds": {stage: round(seconds, 3) for stage, seconds in summary.seconds},
        "index": summary.index,
        "notes": list(summary.notes),
    }


def summary_lines(summary: RunSummary) -> list[tuple[str, str]]:
    """(heading, text) lines of the table: sums first, then what they are made of."""
    counts = summary.counts
    lines = [("edition", summary.edition or "none published")]
    if counts.feeds_due:
        lines.append(("feeds due", _sum(counts, counts.feeds_due, FEEDS)))
    items = counts.listed + counts.given + counts.carried
    lines.append(("items in", _sum(counts, items, IN)))
    lines.append(("items out", _sum(counts, items, OUT)))
    lines += [("", f"{number:,} rejected by {stage}: {reason}") for stage, reason, number in counts.rejects]
    bundles = ", ".join(f"{getattr(counts, name):,} {word}" for name, word in BUNDLES if getattr(counts, name))
    lines.append(("bundles", bundles or "no change"))
    if said := override_words(counts):
        lines.append(("overrides", said))
    if problems := counts.problems():
        lines.append(("NOT ADDING UP", "; ".join(problems)))
    if summary.seconds:
        lines.append(("seconds", ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in summary.seconds)))
    lines += [("note", note) for note in summary.notes]
    lines.append(("store", summary.store))
    if summary.index:
        lines.append(("open", summary.index))
    return lines


def override_words(counts: Counts) -> str:
    """How the overrides stand, in words; empty when there are none.

    >>> from connectors.counts import Counts
    >>> override_words(Counts(overrides_applied=1, overrides_waiting=2, overrides_moved=3))
    '1 applies, 2 wait for their stories, 3 published stories moved'
    """
    said = []
    if counts.overrides_applied:
        said.append(f"{counts.overrides_applied:,} {'applies' if counts.overrides_applied == 1 else 'apply'}")
    if counts.overrides_waiting:
        said.append(f"{counts.overrides_waiting:,} {'waits for its' if counts.overrides_waiting == 1 else 'wait for their'} stories")
    if counts.overrides_refused:
        said.append(f"{counts.overrides_refused:,} can't be kept")
    if counts.overrides_moved:
        said.append(f"{counts.overrides_moved:,} published {'story' if counts.overrides_moved == 1 else 'stories'} moved")
    return ", ".join(said)


def print_summaries(summaries: Sequence[RunSummary], *, as_json: bool = False, out: TextIO | None = None) -> None:
    """Print one block, or one JSON line, an edition."""
    out = out or sys.stdout
    for number, summary in enumerate(summaries):
        if as_json:
            out.write(json.dumps(summary_json(summary), ensure_ascii=False) + "\n")
            continue
        if number:
            out.write("\n")
        print_lines(summary_lines(summary), out)
    out.flush()


def print_lines(lines: Sequence[tuple[str, str]], out: TextIO) -> None:
    """Headings in a column of their own; with colour and wrapping on a terminal, plain elsewhere."""
    if out.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(style="bold cyan", no_wrap=True)
        table.add_column(overflow="fold")
        for heading, text in lines:
            table.add_row(Text(heading), Text(text))
        Console(file=out, highlight=False).print(table)
        return
    width = max((len(heading) for heading, _ in lines), default=0)
    for heading, text in lines:
        out.write(f"{heading:<{width}}  {text}\n")


def _sum(counts: Counts, total: int, parts: Sequence[tuple[str, str]]) -> str:
    """A sum and what it is made of.

    >>> from connectors.counts import Counts
    >>> _sum(Counts(originals=1200, known=34), 1234, OUT)
    '1,234 = 1,200 originals + 34 already known'
    """
    known = {part.name for part in fields(counts)}
    shown = [f"{getattr(counts, name):,} {word}" for name, word in parts if name in known and getattr(counts, name)]
    return f"{total:,} = " + " + ".join(shown) if shown else f"{total:,}"
