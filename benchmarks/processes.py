"""Runs one command and says what it and all its descendants took: wall time, CPU time, memory. Linux only (reads /proc)."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.05
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process tree took."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, of all processes
    peak: int  # bytes of resident memory of the largest process, as the kernel saw it
    peak_sum: int  # bytes of proportional resident memory (shared pages once) of all processes together, sampled
    output: str  # stdout


def measure(command: Sequence[str], environment: Mapping[str, str], folder: Path, seconds: float) -> Measured:
    """Run a command to its end. Raises RuntimeError with its stderr when it fails, TimeoutError after ``seconds``."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # so that pools of processes whose owner ended are ours to wait for
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = peak_sum = 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=out, stderr=err)
        sampled = 0.0
        while True:
            pid, status = os.waitpid(process.pid, os.WNOHANG)
            wall = time.monotonic() - began
            if pid:
                break
            tree = descendants(process.pid)
            peak = max([peak, *(high_water(each) for each in tree)])
            if wall - sampled > 1.0 or not peak_sum:  # the kernel walks all pages for it
                peak_sum, sampled = max(peak_sum, sum(proportional(each) for each in tree)), wall
            if wall > seconds:
                for each in tree:
                    os.kill(each, 9)
                process.wait()
                raise TimeoutError(f"{' '.join(command)}: not done after {seconds:g} s")
            time.sleep(POLL_SECONDS)
        process.returncode = os.waitstatus_to_exitcode(status)
        _wait_for_orphans()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{err.read().decode(errors='replace')[-4000:]}")
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Measured(wall, cpu, peak, peak_sum, out.read().decode())


def descendants(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for each in found:
        try:
            for task in os.listdir(f"/proc/{each}/task"):
                found += [int(child) for child in Path(f"/proc/{each}/task/{task}/children").read_text().split()]
        except OSError:
            continue
    return found


def high_water(pid: int) -> int:
    return _field(f"/proc/{pid}/status", "VmHWM:")


def proportional(pid: int) -> int:
    return _field(f"/proc/{pid}/smaps_rollup", "Pss:")


def _field(path: str, name: str) -> int:
    """A figure in kB as bytes; 0 where the process is gone."""
    try:
        for line in Path(path).read_text().splitlines():
            if line.startswith(name):
                return 1024 * int(line.split()[1])
    except OSError:
        pass
    return 0


def _wait_for_orphans() -> None:
    """Reap what the command left behind, so that its CPU time is counted; gives up after two seconds."""
    until = time.monotonic() + 2
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.02)
        except ChildProcessError:
            return
