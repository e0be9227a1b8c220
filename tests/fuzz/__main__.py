"""``python -m tests.fuzz``: let atheris look for inputs that are too much, by the code that they reach.

    make fuzz                                   five minutes, other inputs each time
    make fuzz FUZZ_SECONDS=1200                 longer
    make fuzz FUZZ_ARGS=--fixed                 as many inputs as take about a minute, nearly the same each time
    python -m tests.fuzz pages --keep folder    one kind; findings, and the inputs that reached something, stay in the folder
    python -m tests.fuzz pages --replay file …  what is wrong with these

What is found goes to tests/fuzz/findings/KIND under a name that says what it is, once it is mended: from then on every test run tries it.
Exit code 1 when anything was found. Where there is no atheris nothing is done, and the reason said.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.judging import KINDS, judge
from tests.services import ROOT

NO_ATHERIS = "no fuzzing by coverage: atheris is not installed; it has wheels for CPython 3.11 to 3.13 on Linux on x86-64 alone. tests/fuzz/test_fuzz.py tries what needs none."
HANGS = 30
"""Seconds after which libFuzzer ends an input that doesn't."""
MEMORY = 2_048
"""Megabytes of the whole process from which it does."""
FIXED_SEED = 20


def main(argv: list[str]) -> int:
    given = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("kind", nargs="?", choices=KINDS, help="one kind; else all in turn")
    given.add_argument("--seconds", type=float, default=300.0, help="of all kinds together (300)")
    given.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 2**31), help="of the dice; drawn anew each time")
    given.add_argument("--fixed", action="store_true", help="a fixed seed and number of inputs")
    given.add_argument("--keep", type=Path, help="folder for what is found")
    given.add_argument("--replay", type=Path, nargs="+", help="try these files and nothing else")
    options = given.parse_args(argv)
    if options.replay:
        return replay(options.kind or given.error("which kind are they?"), options.replay)
    if find_spec("atheris") is None:
        print(NO_ATHERIS)
        return 0
    names = [options.kind] if options.kind else list(KINDS)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="newsheaf-fuzz-"))
    print(f"seed {FIXED_SEED if options.fixed else options.seed}, findings in {folder}")
    found = 0
    for name in names:
        bounds = [f"-seed={FIXED_SEED}", f"-runs={KINDS[name].runs}"] if options.fixed else [f"-seed={options.seed}", f"-max_total_time={max(1, round(options.seconds / len(names)))}"]
        for finding in guided(name, folder / name, bounds, fixed=options.fixed):
            found += 1
            print(f"{name}: {finding}")
    if found:
        print(f"{found} found. Try one again by: python -m tests.fuzz KIND --replay FILE")
    return 1 if found else 0


def guided(name: str, folder: Path, bounds: list[str], *, fixed: bool) -> Iterator[str]:
    """What is found of one kind, each as its file and what is wrong with it. What is slow only while it is watched is not."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    libfuzzer = [f"-timeout={HANGS}", f"-rss_limit_mb={MEMORY}", "-reload=0", "-print_final_stats=1", *bounds]
    command = [*(without_random_addresses() if fixed else ()), sys.executable, "-m", "tests.fuzz.guided", name, str(folder), *libfuzzer]
    with (folder / "log").open("wb") as log:
        code = subprocess.run(command, cwd=ROOT, env=environment(), stdout=log, stderr=log, check=False).returncode
    said = (folder / "log").read_text(errors="replace")
    print(f"{name}:", next((" ".join(line.split()) for line in reversed(said.splitlines()) if "\tDONE" in line), "ended early"))
    files = sorted(path for pattern in ("finding-*", "timeout-*", "oom-*", "crash-*", "leak-*", "slow-unit-*") for path in folder.glob(pattern))
    for file in files:
        if wrong := replayed(name, file):
            yield f"{file}: {wrong}"
        elif not file.name.startswith(("finding-", "slow-unit-")):
            yield f"{file}: {file.name.partition('-')[0]} while it was watched, see {folder / 'log'}"
    if code and not files:
        yield f"exit code {code} without an input: {said[-2_000:]}"


def replayed(name: str, file: Path) -> str:
    """What is wrong with a file when nothing watches; empty where nothing is."""
    command = [sys.executable, "-m", "tests.fuzz", name, "--replay", str(file)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=4 * HANGS, check=False)
    except subprocess.TimeoutExpired:
        return f"hangs: no end in {4 * HANGS} s"
    return done.stdout if done.returncode == 1 else f"exit code {done.returncode}: {done.stderr[-2_000:]}" if done.returncode else ""


def replay(name: str, files: list[Path]) -> int:
    KINDS[name].load()
    for seed in KINDS[name].seeds()[:5]:  # loads what is imported where it is needed
        judge(KINDS[name], seed)
    wrong = [f"{file}: {verdict}" for file in files if (verdict := judge(KINDS[name], file.read_bytes()))]
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}


def without_random_addresses() -> list[str]:
    """A prefix of a command by which objects lie at the same addresses each time: the order of some sets hangs on them, and what is tried
    next on that. Empty where that can't be had; a few inputs then differ from run to run."""
    prefix = ["setarch", "-R"]
    works = shutil.which(prefix[0]) and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    return prefix if works else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
