"""Processes of this machine, as /proc tells of them: whose children they are, what they weigh, and how to end a whole tree of them."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path


def known() -> bool:
    """Whether this machine tells of its processes in this way."""
    return Path("/proc/self/stat").exists()


def parents() -> Iterator[tuple[int, int]]:
    """(process, its parent) of every process."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            yield int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])


def children(process: int) -> list[int]:
    return sorted(pid for pid, parent in parents() if parent == process)


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    by_parent: dict[int, list[int]] = {}
    for pid, parent in parents():
        by_parent.setdefault(parent, []).append(pid)
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += by_parent.get(found[-1], ())
    return found


def session(leader: int) -> list[int]:
    """The processes of a session, and what descends from its leader."""
    found = set(tree(leader))
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[3]) == leader:
                found.add(int(path.parent.name))
    return sorted(found)


def command(process: int) -> str:
    """Its command line; empty where it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def weight(processes: Iterable[int]) -> float:
    """MB that they hold together; pages that several of them share count once."""
    kilobytes = 0
    for pid in processes:
        with suppress(OSError):
            if found := re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE):
                kilobytes += int(found[1])
    return kilobytes / 1024


def kill(victims: Iterable[int], seconds: float = 10) -> None:
    """SIGKILL to all, and return when none does anything any more."""
    left = list(victims)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + seconds
    while (left := [pid for pid in left if command(pid)]) and time.monotonic() < until:
        time.sleep(0.005)
