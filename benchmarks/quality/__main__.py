"""``make quality``: folding, bundling and pages on every labelled set beside the checkout, against what is required and against peers.

    python -m benchmarks.quality [SET …] [--config FILE] [--json FILE] [--errors DIR] [--no-peers] [--check]

Runs the ``newsheaf`` command on each set, one after the other, with nothing but what it is given here; about five minutes on two
cores. Prints the table and writes ``bench-results/quality.json``. ``--errors`` writes, story by story, what went wrong.
``--check`` exits 1 when a required figure is missed. What is measured and how is told in docs/quality.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.quality.command import ROOT, Newsheaf
from benchmarks.quality.errors import write_bundle_errors, write_fold_errors
from benchmarks.quality.measure import bundle_peers, fold_peers, measure_bundles, measure_folds, measure_pages, score_pages
from benchmarks.quality.page_errors import write_page_errors
from benchmarks.quality.sets import DATA, NAMES, LabelledSet, labelled_set, read_lines
from benchmarks.quality.table import markdown_table, text_table
from benchmarks.quality.targets import compare, rows_of

RESULT = ROOT / "bench-results" / "quality.json"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"only these: {', '.join(NAMES)}")
    parser.add_argument("--config", type=Path, metavar="FILE", help="configuration for newsheaf; default: none, as installed")
    parser.add_argument("--json", type=Path, default=RESULT, metavar="FILE", help="where the figures go: %(default)s")
    parser.add_argument("--errors", type=Path, metavar="DIR", help="write wrong folds, missed copies, wrong merges and splits, bad pages")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--check", action="store_true", help="exit 1 when a required figure is missed")
    options = parser.parse_args()
    if unknown := [name for name in options.sets if name not in NAMES]:
        parser.error(f"no such set: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    names = [name for name in NAMES if name in options.sets or not options.sets]
    if not DATA.is_dir():
        parser.error(f"the labelled sets are not beside the checkout: {DATA} is no folder")
    began, figures = time.monotonic(), dict[str, dict[str, float]]()
    with tempfile.TemporaryDirectory(prefix="newsheaf-quality-") as folder:
        newsheaf = Newsheaf(Path(folder), options.config)
        for number, name in enumerate(names, 1):
            start = time.monotonic()
            say(f"{number}/{len(names)} {name} …")
            figures[name] = measure_set(labelled_set(name), newsheaf, peers=not options.no_peers, errors=options.errors)
            say(f"    {summary(figures[name])}; {time.monotonic() - start:.0f} s")
    compare(figures)
    rows = rows_of(figures)
    print(markdown_table(rows) if options.markdown else text_table(rows))
    missed = [row for row in rows if row.met is False]
    print(f"{sum(row.met is True for row in rows)} met, {len(missed)} missed")
    found: dict[str, Any] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()[0]},
        "minutes": round((time.monotonic() - began) / 60, 1),
        "sets": figures,
        "rows": [asdict(row) for row in rows],
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    say(f"written to {options.json}")
    return 1 if options.check and missed else 0


def measure_set(of: LabelledSet, newsheaf: Newsheaf, *, peers: bool, errors: Path | None) -> dict[str, float]:
    """Every figure of one set."""
    rows = of.read()
    given = of.given(rows)
    if of.kind == "pages":
        return _measure_pages(of, newsheaf, rows, given, peers=peers, errors=errors)
    ran = newsheaf.bundle(of.name, given)
    figures = {"wall_seconds": ran.wall, "cpu_seconds": ran.cpu}
    if of.kind == "fold":
        figures |= measure_folds(of, rows, ran.rows) | (fold_peers(of, rows) if peers else {})
        if errors:
            write_fold_errors(errors, of, rows, ran.rows, newsheaf.store(of.name))
    else:
        figures |= measure_bundles(of, rows, ran.rows) | (bundle_peers(of, rows) if peers else {})
        if errors:
            write_bundle_errors(errors, of, rows, ran.rows, newsheaf.store(of.name))
    return figures


def _measure_pages(
    of: LabelledSet, newsheaf: Newsheaf, rows: list[dict[str, Any]], given: list[dict[str, Any]], *, peers: bool, errors: Path | None
) -> dict[str, float]:
    ran = newsheaf.extract(of.name, given)
    figures = {"wall_seconds": ran.wall, "cpu_seconds": ran.cpu} | measure_pages(rows, ran.rows, newsheaf.folder)
    if errors:
        write_page_errors(errors, of, rows, ran.rows)
    if peers:
        predicted = newsheaf.folder / f"{of.name}-plain.jsonl"
        worker = [sys.executable, "-m", "benchmarks.quality.plain_pages", str(newsheaf.folder / f"{of.name}.jsonl"), str(predicted)]
        done = subprocess.run(worker, cwd=ROOT, capture_output=True, text=True, check=True, timeout=600)
        figures |= json.loads(done.stdout)
        figures |= {f"trafilatura_{name}": value for name, value in score_pages(rows, read_lines(predicted), newsheaf.folder).items()}
    return figures


def summary(figures: dict[str, float]) -> str:
    shown = ("bcubed_f1", "pair_f1", "f1", "title", "minute", "kept", "leaked", "article_words_cut_share", "newsblur_bcubed_f1")
    return ", ".join(f"{name} {figures[name]:.4f}" for name in shown if name in figures)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
