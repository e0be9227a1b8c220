"""The page of attacks: one row for each test function that is marked ``attack``.

    python -m tests.robustness > docs/robustness.md

What comes of an attack is the test's name; that it does is what the test run says, and it fails where the page isn't current.
"""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import groupby

from tests.services import ROOT

INTRO = """# What comes of attacks?

Each attack is a test that `make test` runs: somebody hostile does that, and what stands first in its row comes of it. Written by
`python -m tests.robustness > docs/robustness.md` from the tests that are marked `attack`; a test says when it is no longer current.
What is not protected yet: [SECURITY.md](../SECURITY.md).
"""
MARK = "pytest.mark.attack"


def collect_attacks() -> list[str]:
    """The ids of all tests that are marked, in the order of files and lines."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py") if MARK in path.read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "attack", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    if done.returncode:
        raise RuntimeError(f"the attacks can't be collected:\n{done.stdout[-2_000:]}{done.stderr[-2_000:]}")
    return [line for line in done.stdout.splitlines() if "::" in line]


def render_page(attacks: list[str]) -> str:
    r"""The page for these test ids.

    >>> print(render_page(["tests/test_a.py::test_a_b_is_c[one|two]"]).splitlines()[-1])
    | A b is c | 1 | `one\|two` | `tests/test_a.py` |
    """
    parts = [INTRO, f"{len(attacks)} attacks; should one get through, the test run fails.\n\n| what comes of it | attacks | which | tests |\n|---|---|---|---|"]
    for (file, name), ids in groupby(attacks, key=_test_of):
        sentence = name.removeprefix("test_").replace("_", " ")
        cases = [" ".join(id.partition("[")[2].removesuffix("]").replace("|", "\\|").replace("`", "'").split()) for id in ids]
        told = "; ".join(f"`{case}`" for case in cases if case) or "as said"
        parts.append(f"| {sentence[0].upper()}{sentence[1:]} | {len(cases)} | {told} | `{file}` |")
    return "\n".join(parts).rstrip() + "\n"


def _test_of(id: str) -> tuple[str, str]:
    file, _, rest = id.partition("::")
    return file, re.split(r"\[", rest, maxsplit=1)[0]


if __name__ == "__main__":
    sys.stdout.write(render_page(collect_attacks()))
