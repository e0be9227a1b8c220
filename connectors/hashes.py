"""Hashes that name things: hex digits of SHA-256, the same in every process and version."""

from __future__ import annotations

import hashlib
from functools import lru_cache


def content_hash(*parts: str, digits: int = 16) -> str:
    """The first ``digits`` hex digits of the SHA-256 of the parts, which are kept apart from each other.

    >>> content_hash("url", "https://ledger.example/fire")
    '080d9b756d031833'
    >>> content_hash("ab", "c") == content_hash("a", "bc")
    False
    """
    told = [part.encode("utf-8", "surrogatepass") for part in parts]
    framed = b"".join([piece for data in told for piece in (len(data).to_bytes(8, "little"), data)])
    return hashlib.sha256(framed).hexdigest()[:digits]


@lru_cache(maxsize=16_384)  # a feed's items are looked up several times while it is worked on
def identity_key(kind: str, *parts: str) -> str:
    """The key of one identity of an item, such as its guid within its feed (``kind`` "guid"), its URL or its story id."""
    return content_hash(kind, *parts)
