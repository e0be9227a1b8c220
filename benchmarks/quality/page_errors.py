"""What went wrong on a set of pages, the worst page first, as a text file to read: ``<set>.pages.txt``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.quality.errors import Case, write_cases
from benchmarks.quality.sets import LabelledSet, Rows, scorer

LENGTH = 400  # characters of a line that are shown


def write_page_errors(folder: Path, of: LabelledSet, rows: Rows, said: Rows) -> None:
    """Pages with anything wrong, by how much of their F1 is missing."""
    by_id = {row["id"]: row for row in said}
    cases = [case for gold in rows if (case := page_case(gold, by_id.get(gold["id"], {})))]
    what = (
        "pages with anything wrong, by F1 missing: facts, article lines cut, lines left that are not the article's, article lines missing"
    )
    write_cases(folder / f"{of.name}.pages.txt", what, cases)


def page_case(gold: Mapping[str, Any], row: Mapping[str, Any]) -> Case | None:
    """The case of one page; None when nothing is wrong with it."""
    page = scorer("score_pages")
    text, true = row.get("text") or "", gold.get("text") or ""
    article, ours = page.shingles(true), page.shingles(text)
    found = [f"REJECTED  {row['reject']}"] if row.get("reject") else []
    if _title_wrong(page, gold.get("title"), row.get("title")):
        found.append(f"TITLE  {row.get('title')!r}, should be {gold['title']!r}")
    if _time_wrong(page, gold.get("published"), row.get("published")):
        found.append(f"TIME  {row.get('published')}, should be {gold['published']}")
    found += [f"CUT  {cut}" for cut in row.get("cut") or [] if page.shingles(cut["line"]) & article]
    found += [f"LEFT  {line}" for line in text.splitlines() if line.strip() and not page.shingles(line) & article]
    found += [f"MISSING  {line}" for line in true.splitlines() if line.strip() and not page.shingles(line) & ours]
    flat = page.squash(text)
    found += [f"LEAKED  {segment}" for segment in gold.get("without") or [] if page.squash(segment) in flat]
    found += [f"NOT KEPT  {segment}" for segment in gold.get("with") or [] if page.squash(segment) not in flat]
    if not found:
        return None
    f1 = page.overlap(article, ours)[2]
    head = f"{gold['id']}  F1 {f1:.3f}, {len(true)} characters of article, {len(text)} of ours  {gold.get('url') or ''}"
    return 1 - f1, gold["id"], [head, *(line[:LENGTH] for line in found)]


def _title_wrong(page: Any, true: str | None, ours: str | None) -> bool:
    a, b = page.squash(true), page.squash(ours)
    return bool(a) and not (b and (a in b or b in a))


def _time_wrong(page: Any, true: str | None, ours: str | None) -> bool:
    a, b = page.when(true), page.when(ours)
    return a is not None and (b is None or abs((a - b).total_seconds()) > 60)
