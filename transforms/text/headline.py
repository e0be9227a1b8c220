"""When two lines are the same headline."""

from __future__ import annotations

import re

_SAID = re.compile(r"[^\W_]+")
_SILENT = bytes(code for code in range(128) if not chr(code).isalnum())


def headline_key(text: str) -> str:
    """A line without case, blanks and punctuation: lines with equal keys say the same.

    >>> headline_key("“Harbour fire”: two boats burn"), headline_key("HARBOUR FIRE – TWO BOATS BURN!")
    ('harbourfiretwoboatsburn', 'harbourfiretwoboatsburn')
    >>> headline_key("Straße gesperrt") == headline_key("STRASSE GESPERRT")
    True
    """
    if text.isascii():
        return text.encode("ascii").lower().translate(None, _SILENT).decode("ascii")
    return "".join(_SAID.findall(text.casefold()))
