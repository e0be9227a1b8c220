"""``make quality``: folding, bundling, pages and streams of the labelled sets beside the checkout, against what is required and peers.

    python -m benchmarks.quality [SET …] [--config FILE] [--json FILE] [--against FILE] [--errors DIR] [--no-peers] [--check]
    python -m benchmarks.quality --miranda dataset.test.json

Runs the ``newsheaf`` command on each set, one after the other, with nothing but what it is given here; about five minutes on two
cores. Prints the table and writes ``bench-results/quality.json``. ``--errors`` writes, story by story, what went wrong.
``--check`` exits 1 when a required figure is missed. What is measured and how is told in docs/quality.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.quality.command import ROOT, Newsheaf
from benchmarks.quality.measure import Figures
from benchmarks.quality.miranda import MirandaError, by_language, miranda_rows, read_miranda
from benchmarks.quality.run import Measurement
from benchmarks.quality.sets import DATA, NAMES, STREAM_SETS, LabelledSet, labelled_set
from benchmarks.quality.table import markdown_table, text_table
from benchmarks.quality.targets import Row, compare, rows_of

RESULT = ROOT / "bench-results" / "quality.json"
STREAMS = "streams"


def main() -> int:
    options = parse_options()
    before = json.loads(options.against.read_text(encoding="utf-8"))["sets"] if options.against else None
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsheaf-quality-") as folder:
        measurement = Measurement(Newsheaf(Path(folder), options.config), peers=not options.no_peers, errors=options.errors)
        if options.miranda:
            figures = measure_miranda(options.miranda, measurement)
            rows = miranda_rows(figures)
        else:
            figures = measure_sets(options.sets, measurement)
            rows = rows_of(figures, before)
    print(markdown_table(rows) if options.markdown else text_table(rows))
    missed = sum(row.met is False for row in rows)
    if not options.miranda:
        print(f"{sum(row.met is True for row in rows)} met, {missed} missed")
    write_result(options.json, figures, rows, minutes=(time.monotonic() - began) / 60)
    return 1 if options.check and missed else 0


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"only these: {', '.join(NAMES)}, {STREAMS}")
    parser.add_argument("--miranda", type=Path, metavar="FILE", help="instead of the sets, a news stream in the format of Miranda et al.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="configuration for newsheaf; default: none, as installed")
    parser.add_argument("--json", type=Path, default=RESULT, metavar="FILE", help="where the figures go: %(default)s")
    parser.add_argument("--against", type=Path, metavar="FILE", help="show the figures of this earlier --json beside today's")
    parser.add_argument("--errors", type=Path, metavar="DIR", help="write wrong folds, missed copies, wrong merges and splits, bad pages")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--check", action="store_true", help="exit 1 when a required figure is missed")
    options = parser.parse_args()
    if unknown := [name for name in options.sets if name not in (*NAMES, STREAMS)]:
        parser.error(f"no such set: {', '.join(unknown)}; there are {', '.join(NAMES)}, {STREAMS}")
    if options.miranda and not options.miranda.is_file():
        parser.error(f"{options.miranda}: no such file")
    if not options.miranda and not DATA.is_dir():
        parser.error(f"the labelled sets are not beside the checkout: {DATA} is no folder")
    return options


def measure_sets(names: Sequence[str], measurement: Measurement) -> dict[str, Figures]:
    """The figures of the named sets, or of all."""
    sets = [name for name in NAMES if name in names or not names]
    streams = list(STREAM_SETS) if STREAMS in names or not names else []
    figures: dict[str, Figures] = {}
    for number, name in enumerate([*sets, *streams], 1):
        start = time.monotonic()
        streamed = number > len(sets)
        say(f"{number}/{len(sets) + len(streams)} {name}{' as a stream' if streamed else ''} …")
        of = labelled_set(name)
        found = (measurement.stream if streamed else measurement.figures)(of, of.read())
        figures.setdefault(name, {}).update(found)
        say(f"    {summary(found)}; {time.monotonic() - start:.0f} s")
    compare(figures)
    return figures


def measure_miranda(path: Path, measurement: Measurement) -> dict[str, Figures]:
    """The figures of each language of a news stream."""
    try:
        languages = by_language(read_miranda(path))
    except MirandaError as error:
        raise SystemExit(f"python -m benchmarks.quality: {error}") from None
    figures: dict[str, Figures] = {}
    for language, rows in languages.items():
        say(f"{language}, {len(rows)} stories …")
        figures[language] = measurement.figures(LabelledSet(f"miranda-{language}", "bundle", path), rows)
        say(f"    {summary(figures[language])}")
    return figures


def write_result(path: Path, figures: Mapping[str, Figures], rows: Sequence[Row], minutes: float) -> None:
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()[0]}
    found = {"machine": machine, "minutes": round(minutes, 1), "sets": figures, "rows": [asdict(row) for row in rows]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    say(f"written to {path}")


def summary(figures: Figures) -> str:
    shown = (
        "bcubed_f1",
        "pair_f1",
        "f1",
        "title",
        "minute",
        "kept",
        "leaked",
        "article_words_cut_share",
        "newsblur_bcubed_f1",
        "stream_f1",
        "stream_late_f1",
        "stream_moved_share",
    )
    return ", ".join(f"{name} {figures[name]:.4f}" for name in shown if name in figures)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
