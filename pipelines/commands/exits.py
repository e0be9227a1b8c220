"""Exit codes, and how errors become words: a user's mistake is told in a line, anything else with its traceback."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FINE = 0
REJECTS = 1
"""The run finished, but rejects passed the configured share; or ``verify`` found problems."""
USAGE = 2
"""Wrong usage or configuration: nothing was changed."""
HELD = 3
"""Another writer holds the store: nothing was fetched."""
BUG = 70
"""newsheaf failed in a way that it should not (EX_SOFTWARE)."""


class WrongUsage(Exception):
    """What was asked for can't be done; the message says what, where and how to mend it."""


def explain(error: Exception) -> int:
    """Say on stderr what went wrong and return the exit code."""
    from connectors import store
    from connectors.given import SourceError
    from connectors.overrides import OverridesError
    from pipelines.cluster import ClusterError
    from pipelines.config import ConfigError
    from transforms.bundle.dense import DenseError

    if isinstance(error, store.LeaseHeld):
        return _say(error, HELD)
    if isinstance(error, store.ConditionFailed):
        print("newsheaf: other writers published first, again and again; nothing of this run is lost: run it again", file=sys.stderr)
        return HELD
    if isinstance(error, (ConfigError, WrongUsage, ClusterError, SourceError, OverridesError, DenseError, store.StoreError)):
        return _say(error, USAGE)
    traceback.print_exception(error)
    print(
        "newsheaf: this is a defect in newsheaf, not in what you did. Please report it with the lines above; "
        "the store is safe, and the same command may be given again.",
        file=sys.stderr,
    )
    return BUG


def _say(error: Exception, code: int) -> int:
    for line in str(error).splitlines() or [type(error).__name__]:
        print(f"newsheaf: {line}", file=sys.stderr)
    return code


NO_NEWS = ("apitools not found", "compatible bson", "nparseable arg")
"""Of clients that newsheaf does without, and of options that Beam's Python side hands on to the runner without knowing them."""


def send_logs(say: Callable[[str], None]) -> None:
    """Let warnings of libraries come out as lines of ours, instead of across a live table."""

    class Say(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            if not any(known in text for known in NO_NEWS):
                say(f"{record.levelname.lower()}: {record.name}: {text}")

    logging.getLogger().handlers[:] = [Say(logging.WARNING)]


@contextmanager
def stoppable(code: int | None = None) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end a run in order, with its lease given back; the exit code is 130 or 143, as shells have it, or ``code``.

    Beam wraps what is raised inside a stage, so it is the signal that tells a stop from a defect.
    """
    import typer

    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield
        return
    stopped: list[int] = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except BaseException:
        if not stopped:
            raise
        print("newsheaf: stopped; the next run does what this one has not published", file=sys.stderr)
        raise typer.Exit(128 + stopped[0] if code is None else code) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
