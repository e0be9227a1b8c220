"""Beam without the database and cloud clients that it loads at import and newsheaf never uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

CLIENTS = ("boto3", "bson", "pymongo")
"""What Beam's S3 and MongoDB connectors import when they are there; Beam does without where they are not, and
loads faster (docs/decisions/run-imports.md)."""


@contextmanager
def left_out() -> Iterator[None]:
    """Import Beam inside, for its in-process engine: the clients look absent until the block ends. Does nothing once Beam is loaded."""
    absent = [] if "apache_beam" in sys.modules else [name for name in CLIENTS if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            if sys.modules.get(name) is None:
                sys.modules.pop(name, None)
