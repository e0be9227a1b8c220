"""``newsheaf extract``: what would be taken from a page and what was cut, with reasons. Needs no store and no Beam."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.exits import WrongUsage
from pipelines.commands.show import Format, FormatOption, print_jsonl, print_table

if TYPE_CHECKING:
    from connectors.records import Page, Reject, Story
    from pipelines.config import Config
    from transforms.workers import WorkLost


def extract(
    pages: Annotated[
        list[str] | None, typer.Option(metavar="FILE|DIR", help="Pages: .jsonl, .jsonl.gz or a folder of .html; repeatable.")
    ] = None,
    format: FormatOption = Format.table,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="YAML configuration; nothing requires one.")] = None,
) -> None:
    """Print what would be taken from each page, and the lines that were cut with the reason. Writes nothing."""
    from pipelines.config import load_config

    if not pages:
        raise WrongUsage("nothing to read: give --pages")
    for source in pages:
        if not Path(source).exists():
            raise WrongUsage(f"--pages {source}: no such file or folder")
    rows = extract_rows(pages, load_config(config, sections=("run", "extract", "strip")), datetime.now(UTC).replace(microsecond=0))
    if format is Format.jsonl:
        print_jsonl(rows)
    else:
        print_table(("id", "when", "lang", "lines cut", "title", "text"), (_cells(row) for row in rows))


def extract_rows(sources: Sequence[str], config: Config, first_seen: datetime) -> Iterator[dict[str, Any]]:
    """One row a page in the order of the sources, on all cores. What was rejected has no text but ``reject``."""
    from connectors.given import read_pages
    from connectors.records import Page
    from transforms.extract import work_item
    from transforms.workers import WorkPool

    work = partial(work_item, extract=config.extract, strip=config.strip)
    processes = config.run.processes or os.cpu_count() or 1
    waiting: dict[int, dict[str, Any]] = {}  # number of the page -> its row once there; in order
    numbers: dict[int, tuple[int, Page]] = {}  # id() of a page in the pool -> its number; the page is kept so that its id() stays its own
    due = 0
    with WorkPool(work, processes, timeout=config.extract.worker_seconds, preload=("transforms.extract.preload",)) as pool:
        number = -1
        for number, item in enumerate(page for source in sources for page in read_pages(source, first_seen)):
            if isinstance(item, Page):
                numbers[id(item)] = (number, item)
                pool.submit(item)
                waiting |= {numbers.pop(id(page))[0]: _row(page, result) for page, result in pool.finished()}
            else:
                waiting[number] = _rejected(item, item.item)
            while due in waiting:
                yield waiting.pop(due)
                due += 1
        waiting |= {numbers.pop(id(page))[0]: _row(page, result) for page, result in pool.drain()}
        while due <= number:
            yield waiting.pop(due)
            due += 1


def _row(page: Page, result: Story | Reject | WorkLost[Page]) -> dict[str, Any]:
    """What became of a page in the pool, as a row."""
    from connectors.records import Story
    from transforms.extract import extract_row
    from transforms.workers import WorkLost

    if isinstance(result, WorkLost):
        return _lost(page, f"{result.reason}: {result.detail}" if result.detail else result.reason)
    return extract_row(result) if isinstance(result, Story) else _rejected(result, page.id)


def _rejected(reject: Reject, id: str) -> dict[str, Any]:
    return _nothing(id or reject.item, reject.url, f"{reject.reason}: {reject.detail}" if reject.detail else reject.reason)


def _lost(page: Page, reason: str) -> dict[str, Any]:
    return _nothing(page.id, page.url, reason)


def _nothing(id: str, url: str, reason: str) -> dict[str, Any]:
    return {"id": id, "url": url, "title": "", "text": "", "published": None, "authors": [], "language": "", "cut": [], "reject": reason}


def _cells(row: dict[str, Any]) -> list[str]:
    return [
        row["id"],
        (row["published"] or "")[:16].replace("T", " "),
        row["language"],
        str(len(row["cut"])),
        row["title"],
        f"({row['reject']})" if row.get("reject") else row["text"],
    ]
