"""When two lines are the same headline."""

from __future__ import annotations


def headline_key(text: str) -> str:
    """A line without case, blanks and punctuation: lines with equal keys say the same."""
    return "".join(filter(str.isalnum, text.casefold()))
