"""The summary of a run: a table for people, one JSON line an edition for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

from connectors.editions.health import TroubledFeed
from connectors.editions.schema import to_plain
from connectors.times import format_time

if TYPE_CHECKING:
    from connectors.counts import Counts
    from pipelines.plan import RunSummary
    from pipelines.progress import Progress

IN = (("listed", "listed by feeds"), ("given", "given"), ("carried", "pending before"))
OUT = (
    ("originals", "originals"),
    ("copies", "copies"),
    ("revisions", "revisions"),
    ("known", "already known"),
    ("pending", "pending"),
    ("filtered", "filtered"),
    ("rejected", "rejected"),
)
FEEDS = (("feeds_changed", "changed"), ("feeds_unchanged", "unchanged"), ("feeds_deferred", "deferred"), ("feeds_failed", "failed"))
BUNDLES = (("bundles_opened", "opened"), ("bundles_changed", "changed"), ("bundles_merged", "merged"), ("bundles_split", "split"))


def summary_json(summary: RunSummary) -> dict[str, Any]:
    """The summary as plain JSON values."""
    counts = asdict(summary.counts)
    counts["filters"] = [{"rule": rule, "items": number} for rule, number in summary.counts.filters]
    counts["rejects"] = [{"stage": stage, "reason": reason, "items": number} for stage, reason, number in summary.counts.rejects]
    return {
        "edition": summary.edition,
        "store": summary.store,
        "counts": counts,
        "adds_up": not summary.counts.problems(),
        "seconds": {stage: round(seconds, 3) for stage, seconds in summary.seconds},
        "feeds": {
            "listed": summary.counts.feeds_listed,
            "failing": summary.counts.feeds_failing,
            "trouble": [to_plain(TroubledFeed, feed) for feed in summary.trouble.feeds],
            "more": summary.trouble.more,
            "next_due": format_time(summary.next_due) if summary.next_due else None,
        },
        "index": summary.index,
        "notes": list(summary.notes),
    }


def summary_lines(summary: RunSummary) -> list[tuple[str, str]]:
    """(heading, text) lines of the table: sums first, then what they are made of."""
    counts = summary.counts
    lines = [("edition", summary.edition or "none published")]
    if counts.feeds_due:
        lines.append(("feeds due", _sum(counts, counts.feeds_due, FEEDS)))
    elif counts.feeds_listed:
        lines.append(("feeds due", nothing_due(summary)))
    lines += [("", said) for said in trouble_words(summary)]
    items = counts.listed + counts.given + counts.carried
    lines.append(("items in", _sum(counts, items, IN)))
    lines.append(("items out", _sum(counts, items, OUT)))
    lines += [("", f"{number:,} filtered by {rule}") for rule, number in counts.filters]
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


def nothing_due(summary: RunSummary) -> str:
    """That no feed was due, and when the first one is."""
    listed = f"{summary.counts.feeds_listed:,} listed"
    return f"nothing due until {_minute(summary.next_due)}; {listed}" if summary.next_due else f"nothing due any more; {listed}"


def trouble_words(summary: RunSummary) -> list[str]:
    """The feeds that fail or were deferred, a line each, and how many more there are."""
    said = [trouble_line(feed) for feed in summary.trouble.feeds]
    if summary.trouble.more:
        said.append(f"and {summary.trouble.more:,} more: newsheaf feeds --failing --store {summary.store}")
    return said


def trouble_line(feed: TroubledFeed) -> str:
    """What is wrong with a feed, since when, and when it is asked next.

    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    >>> trouble_line(TroubledFeed(feed="http://quay.example/feed", status="failed", reason="http 404", since=at))
    'failed http://quay.example/feed: http 404; since 2026-03-02 12:00, not asked any more'
    """
    since = f"since {_minute(feed.since)}, " if feed.since else ""
    later = f"asked next {_minute(feed.next_poll)}" if feed.next_poll else "not asked any more"
    return f"{feed.status} {feed.feed}: {feed.reason}; {since}{later}"


def log_feeds(summary: RunSummary, progress: Progress) -> None:
    """The same for the log, a line a feed."""
    for feed in summary.trouble.feeds:
        progress.record("feed", trouble_line(feed), "warning", **to_plain(TroubledFeed, feed))
    if summary.trouble.more:
        progress.record("feeds", f"and {summary.trouble.more:,} more feeds", "warning", more=summary.trouble.more)
    if summary.counts.feeds_listed and not summary.counts.feeds_due:
        progress.record("feeds", nothing_due(summary), next_due=format_time(summary.next_due) if summary.next_due else None)


def _minute(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M}" if time else "an unknown time"


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
