"""``newsheaf extract``: what would be taken from a page and what was cut, with reasons. Needs no store and no Beam."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.exits import WrongUsage
from pipelines.commands.show import Format, FormatOption, print_jsonl, print_table

if TYPE_CHECKING:
    from connectors.records import Page, Reject, Story
    from connectors.site_rules import SiteRule
    from pipelines.config import Config
    from transforms.workers import WorkLost


def extract(
    pages: Annotated[
        list[str] | None, typer.Option(metavar="FILE|DIR", help="Pages: .jsonl, .jsonl.gz or a folder of .html; repeatable.")
    ] = None,
    format: FormatOption = Format.table,
    rules: Annotated[Path | None, typer.Option("--site-rules", metavar="FILE", help="Rules of sites, instead of the configured.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="YAML configuration; nothing requires one.")] = None,
) -> None:
    """Print what would be taken from each page, and the lines that were cut with the reason. Writes nothing.

    With site rules it ends with how many of the pages each of their parts found something on.
    """
    from pipelines.config import load_config

    if not pages:
        raise WrongUsage("nothing to read: give --pages")
    for source in pages:
        if not Path(source).exists():
            raise WrongUsage(f"--pages {source}: no such file or folder")
    loaded = load_config(config, sections=("run", "extract", "strip"))
    tally = RuleTally(rules_in(rules) if rules else loaded.site_rules)
    rows = extract_rows(pages, loaded, datetime.now(UTC).replace(microsecond=0), tally)
    if format is Format.jsonl:
        print_jsonl(rows)
    else:
        print_table(("id", "when", "lang", "lines cut", "title", "text"), (_cells(row) for row in rows))
    for line in tally.lines():
        print(line, file=sys.stderr)


def rules_in(file: Path) -> dict[str, SiteRule]:
    """The rules of a file by site. Raises ConfigError."""
    from connectors.site_rules import SiteRulesError, read_site_rules
    from pipelines.config import ConfigError

    try:
        return {rule.site: rule for rule in read_site_rules(file)}
    except SiteRulesError as error:
        raise ConfigError(error.problems) from None


class RuleTally:
    """On how many pages of its site each part of a rule found something."""

    def __init__(self, rules: Mapping[str, SiteRule]) -> None:
        self.rules = rules
        self._pages: Counter[str] = Counter()
        self._hits: Counter[str] = Counter()

    def add(self, url: str, hits: Sequence[str]) -> None:
        """Count one page, where its site has a rule."""
        from connectors.site_rules import rule_for
        from connectors.web.urls import host_of

        if rule := rule_for(self.rules, host_of(url)):
            self._pages[rule.site] += 1
            self._hits.update(hits)

    def lines(self) -> Iterator[str]:
        """A line for each part of a rule."""
        from transforms.extract.rules import rule_parts

        for site, rule in self.rules.items():
            for part in rule_parts(rule):
                dead = ", never: look whether it is still right" if self._pages[site] and not self._hits[part] else ""
                yield f"{part}: on {self._hits[part]} of {self._pages[site]} pages{dead}"


def extract_rows(sources: Sequence[str], config: Config, first_seen: datetime, tally: RuleTally) -> Iterator[dict[str, Any]]:
    """One row a page in the order of the sources, on all cores. What was rejected has no text but ``reject``."""
    from connectors.given import read_pages
    from connectors.records import Page
    from transforms.extract import work_by_rule
    from transforms.workers import WorkPool

    work = partial(work_by_rule, extract=config.extract, strip=config.strip, rules=tally.rules)
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
                waiting |= {numbers.pop(id(page))[0]: _row(page, result, tally) for page, result in pool.finished()}
            else:
                waiting[number] = _rejected(item, item.item)
            while due in waiting:
                yield waiting.pop(due)
                due += 1
        waiting |= {numbers.pop(id(page))[0]: _row(page, result, tally) for page, result in pool.drain()}
        while due <= number:
            yield waiting.pop(due)
            due += 1


def _row(page: Page, worked: tuple[Story | Reject, tuple[str, ...]] | WorkLost[Page], tally: RuleTally) -> dict[str, Any]:
    """What became of a page in the pool, as a row."""
    from connectors.records import Story
    from transforms.extract import extract_row
    from transforms.workers import WorkLost

    if isinstance(worked, WorkLost):
        return _lost(page, f"{worked.reason}: {worked.detail}" if worked.detail else worked.reason)
    result, hits = worked
    tally.add(page.url, hits)
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
