"""One input tried: nothing may be raised but what its reader names, within its time."""

from __future__ import annotations

import re
import time
import traceback
from pathlib import Path

from tests.fuzz.feeds import FEEDS
from tests.fuzz.kind import Kind
from tests.fuzz.lists import LISTS
from tests.fuzz.pages import PAGES
from tests.fuzz.rows import ROWS

KINDS: dict[str, Kind] = {kind.name: kind for kind in (FEEDS, PAGES, ROWS, LISTS)}
FINDINGS = Path(__file__).parent / "findings"
MOST_SECONDS = 2.0
"""Of CPU that an input of 64 KiB may take."""
TOO_SLOW = "too slow"


def judge(kind: Kind, data: bytes, most_seconds: float = MOST_SECONDS) -> str:
    """What is wrong with what comes of an input; empty where nothing is. The first line names the kind of fault."""
    began = time.process_time()
    try:
        kind.check(data)
    except Exception as error:
        return f"{name_of(error)}\n{''.join(traceback.format_exception(error))}"
    took = time.process_time() - began
    return "" if took <= most_seconds else f"{TOO_SLOW}\n{len(data)} bytes took {took:.1f} s of CPU"


def name_of(error: Exception) -> str:
    """A short name that two inputs share if they show the same fault.

    >>> name_of(ValueError("42 is no 'month'"))
    "ValueError: is no ''"
    """
    said = re.sub(r"""(?s)(['"]).*?\1""", "''", str(error))
    last = traceback.extract_tb(error.__traceback__)[-1:]
    words = " ".join(re.findall(r"[A-Za-z_']+", said))[:80]
    return " ".join(f"{type(error).__name__}: {words} {last[0].name if last else ''}".split())


def past_findings(kind: Kind) -> list[Path]:
    """The inputs that once were too much, each in a file whose name says what for."""
    return sorted(path for path in (FINDINGS / kind.name).glob("*") if path.is_file())
