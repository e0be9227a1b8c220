"""From a labelled set to its figures: the command, the scores, the peers, and on demand the list of errors."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.command import ROOT, Newsheaf
from benchmarks.quality.errors import write_bundle_errors, write_fold_errors
from benchmarks.quality.measure import Figures, bundle_peers, fold_peers, measure_bundles, measure_folds, measure_pages, score_pages
from benchmarks.quality.page_errors import write_page_errors
from benchmarks.quality.sets import LabelledSet, Rows, read_lines

SECONDS = 600.0
"""After so long plain trafilatura is given up."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """How sets are measured: with which command, whether peers too, and where errors are written."""

    newsheaf: Newsheaf
    peers: bool = True
    errors: Path | None = None

    def figures(self, of: LabelledSet, rows: Rows) -> Figures:
        """Every figure of one set."""
        return {"fold": self._folds, "bundle": self._bundles, "pages": self._pages}[of.kind](of, rows)

    def stream(self, of: LabelledSet, rows: Rows) -> Figures:
        """How a set behaves as a stream of small editions."""
        from benchmarks.quality.streams import measure_stream  # imports Beam
        from pipelines.config import load_config

        return measure_stream(of, rows, load_config(self.newsheaf.config, sections=("fold", "bundle")))

    def _folds(self, of: LabelledSet, rows: Rows) -> Figures:
        ran = self.newsheaf.bundle(of.name, of.given(rows))
        if self.errors:
            write_fold_errors(self.errors, of, rows, ran.rows, self.newsheaf.store(of.name))
        peers = fold_peers(of, rows) if self.peers else {}
        return {"wall_seconds": ran.wall, "cpu_seconds": ran.cpu} | measure_folds(of, rows, ran.rows) | peers

    def _bundles(self, of: LabelledSet, rows: Rows) -> Figures:
        ran = self.newsheaf.bundle(of.name, of.given(rows))
        if self.errors:
            write_bundle_errors(self.errors, of, rows, ran.rows, self.newsheaf.store(of.name))
        peers = bundle_peers(of, rows) if self.peers else {}
        return {"wall_seconds": ran.wall, "cpu_seconds": ran.cpu} | measure_bundles(of, rows, ran.rows) | peers

    def _pages(self, of: LabelledSet, rows: Rows) -> Figures:
        folder = self.newsheaf.folder
        ran = self.newsheaf.extract(of.name, of.given(rows))
        if self.errors:
            write_page_errors(self.errors, of, rows, ran.rows)
        figures = {"wall_seconds": ran.wall, "cpu_seconds": ran.cpu} | measure_pages(rows, ran.rows, folder)
        if self.peers:
            predicted = folder / f"{of.name}-plain.jsonl"
            worker = [sys.executable, "-m", "benchmarks.quality.plain_pages", str(folder / f"{of.name}.jsonl"), str(predicted)]
            done = subprocess.run(worker, cwd=ROOT, capture_output=True, text=True, check=True, timeout=SECONDS)
            plain = score_pages(rows, read_lines(predicted), folder)
            figures |= json.loads(done.stdout) | {f"trafilatura_{name}": value for name, value in plain.items()}
        return figures
