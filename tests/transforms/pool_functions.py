"""Functions that the pool's tests run in worker processes."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path


def double(number: int) -> int:
    time.sleep(0.02)
    return 2 * number


def die_on_seven(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number)


def hang_on_three(number: int) -> int:
    if number == 3:
        time.sleep(600)
    return double(number)


def raise_on_five(number: int) -> int:
    if number == 5:
        raise ValueError("five")
    return double(number)


def die_once(marker: str) -> str:
    """Kills its worker the first time that it is called with a marker path."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return marker


def own_pid(number: int) -> int:
    time.sleep(0.1)
    return os.getpid()


def hang_in_native_code_on_three(number: int) -> int:
    """Never returns from C, with the interpreter's lock held: no signal handler and no thread of that process gets a turn."""
    if number == 3:
        re.match("(a|a)*b", "a" * 60)
    return double(number)
