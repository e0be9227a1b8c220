"""Exit codes, and how errors become words: a user's mistake is told in a line, anything else with its traceback. And where these go."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from connectors.redaction import redact

FINE = 0
REJECTS = 1
"""The run finished, but rejects or failing feeds passed the configured share; or ``verify`` found problems, ``feeds check`` a bad feed."""
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
        return _tell(error, HELD)
    if isinstance(error, store.ConditionFailed):
        say("other writers published first, again and again; nothing of this run is lost: run it again", "error")
        return HELD
    if isinstance(error, (ConfigError, WrongUsage, ClusterError, SourceError, OverridesError, DenseError, store.StoreError)):
        return _tell(error, USAGE)
    say("".join(traceback.format_exception(error)).rstrip(), "error")
    say(
        "this is a defect in newsheaf, not in what you did. Please report it with the lines above; "
        "the store is safe, and the same command may be given again.",
        "error",
    )
    return BUG


def _tell(error: Exception, code: int) -> int:
    for line in str(error).splitlines() or [type(error).__name__]:
        say(line, "error")
    return code


class Say(Protocol):
    """Takes what is to be told, and its level: "info", "warning" or "error"."""

    def __call__(self, text: str, level: str, /) -> None: ...


def say_plainly(text: str, level: str) -> None:
    """A line on stderr for people."""
    print(f"newsheaf: {text}", file=sys.stderr)


_say: Say = say_plainly


def say(text: str, level: str = "info") -> None:
    """Tell it where the log goes: as a line of the log, where there is one."""
    _say(redact(text), level)


NO_NEWS = ("apitools not found", "compatible bson", "nparseable arg")
"""Of clients that newsheaf does without, and of options that Beam's Python side hands on to the runner without knowing them."""


def send_logs(where: Say) -> None:
    """From now on, send there what this process has to say: our errors, and warnings of libraries, which else went across a live table."""
    global _say
    _say = where

    class Sent(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = redact(record.getMessage())
            if not any(known in text for known in NO_NEWS):
                level = "error" if record.levelno >= logging.ERROR else "warning"
                where(f"{level}: {record.name}: {text}", level)

    logging.getLogger().handlers[:] = [Sent(logging.WARNING)]


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
        say("stopped; the next run does what this one has not published", "warning")
        raise typer.Exit(128 + stopped[0] if code is None else code) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
