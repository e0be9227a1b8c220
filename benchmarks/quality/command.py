"""Runs the ``newsheaf`` command on rows, as an operator would: files in, a store, the rows that it prints."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.sets import write_lines

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-01-01T00:00:00Z"
SECONDS = 1800.0
"""After so long a command is given up."""
MAIN = "from pipelines.commands import main; main()"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command printed, and the seconds that it took: wall time, and processor time of all its processes."""

    rows: list[dict[str, Any]]
    wall: float
    cpu: float


class Newsheaf:
    """The command of this checkout with a folder to work in, and the configuration to hand it."""

    def __init__(self, folder: Path, config: Path | None = None) -> None:
        self.folder, self.config = folder, config
        self._options = ("--config", str(config.resolve())) if config else ()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSHEAF_")}
        self._environment = kept | {"PYTHONPATH": str(ROOT)}

    def bundle(self, name: str, rows: Iterable[Mapping[str, Any]]) -> Ran:
        """``newsheaf run --stories`` into a new store, then ``newsheaf stories``. Raises RuntimeError when one fails."""
        given = write_lines(self.folder / f"{name}.jsonl", rows)
        ran = self._run("run", "--stories", str(given), "--store", str(self.store(name)), "--as-of", AS_OF)
        said = self._run("stories", "--store", str(self.store(name)), "--format", "jsonl")
        return Ran(said.rows, ran.wall, ran.cpu)

    def extract(self, name: str, rows: Iterable[Mapping[str, Any]]) -> Ran:
        """``newsheaf extract``. Raises RuntimeError when it fails."""
        return self._run("extract", "--pages", str(write_lines(self.folder / f"{name}.jsonl", rows)), "--format", "jsonl")

    def store(self, name: str) -> Path:
        """The store that ``bundle`` wrote."""
        return self.folder / f"{name}-store"

    def _run(self, *arguments: str) -> Ran:
        command = [sys.executable, "-c", MAIN, *arguments, *self._options]
        wall, cpu = time.monotonic(), _cpu_of_children()
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            out, err = process.communicate(timeout=SECONDS)
        except BaseException:  # also when interrupted: its pool of processes must not outlive it
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        if process.returncode:
            raise RuntimeError(f"newsheaf {' '.join(arguments)} ended with {process.returncode}:\n{err[-4000:]}")
        rows = [json.loads(line) for line in out.split("\n") if line.startswith("{")]
        return Ran(rows, time.monotonic() - wall, _cpu_of_children() - cpu)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
