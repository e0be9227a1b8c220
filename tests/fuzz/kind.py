"""What a kind of input is to whoever fuzzes it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

HEAD = b"Content-Type: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of input: what must hold of any, and how to come by some."""

    name: str
    check: Callable[[bytes], None]
    """Raises for an input of which something doesn't hold."""
    load: Callable[[], None]
    """Loads what checking needs, so that no input is charged for it."""
    seeds: Callable[[], list[bytes]]
    mutate: Callable[[bytes, random.Random], bytes]
    """Another input like this one."""
    tokens: tuple[str, ...]
    """Words that mean something in it."""
    runs: int
    """Inputs of a kind that a guided run tries in about a quarter of a minute."""


def split_head(data: bytes) -> tuple[str, str, bytes]:
    """(media type, charset, body) of an input: its first line may be a Content-Type header.

    >>> split_head(b"Content-Type: text/xml; charset=latin-1\\n<rss/>")
    ('text/xml', 'latin-1', b'<rss/>')
    """
    if not data.startswith(HEAD):
        return "", "", data
    line, _, body = data.removeprefix(HEAD).partition(b"\n")
    media, _, rest = line.decode("latin-1").partition(";")
    return media.strip().lower(), rest.partition("charset=")[2].strip()[:100], body
