"""Single fields of a page's markup as text: entities, tags, names of authors."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

MAX_FIELD = 2_000  # characters of one field
SPACE = re.compile(r"\s+")


def clean(value: object) -> str:
    """One field as one line of text: entities and tags resolved, blanks squeezed, bounded.

    >>> clean("  Fish &amp;amp; <b>chips</b>\\n today")
    'Fish & chips today'
    >>> clean([{"@type": "Organization", "name": "The Ledger"}]), clean(None)
    ('The Ledger', '')
    """
    if isinstance(value, (list, tuple)) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return ""
    text = str(value)[:MAX_FIELD]
    if "&" in text:
        text = html.unescape(html.unescape(text))  # escaped twice by many templates
    if "<" in text:
        text = re.sub(r"<[^<>]{0,200}>", " ", text)
    return SPACE.sub(" ", text.replace("\x00", "").replace("\u00ad", "")).strip()


def plain_text(markup: str) -> str:
    """Text that may hold tags and entities as plain text."""
    text = html.unescape(html.unescape(markup)) if "&" in markup else markup
    return re.sub(r"<[^<>]{0,500}>", " ", text) if "<" in text else text


def split_authors(values: Iterable[str]) -> list[str]:
    """Names out of author fields: addresses and links left out, "By", "und", commas and roles taken apart.

    >>> split_authors(["By Jane Doe and John Roe (Reuters)", "https://ledger.example/jane-doe", "desk@ledger.example"])
    ['Jane Doe', 'John Roe']
    >>> split_authors(["Par Anne Dupont et Luc Martin"])
    ['Anne Dupont', 'Luc Martin']
    """
    names: list[str] = []
    for value in values:
        if "://" in value or value.startswith(("www.", "/", "@")):
            continue
        value = re.sub(r"^\W*(?:by|von|par|por|di|av|af|door|przez|от|автор)\b[:\s]+", "", value, flags=re.I)
        for part in re.split(r"[;|•]|,\s|(?<=\s)(?:and|und|et|y|og|och|en|e|&|и)(?=\s)", value):
            name = re.split(r"[(<\[]", part, maxsplit=1)[0].strip(" ,.;:-–\t\n\r\u00a0")
            if 2 <= len(name) <= 60 and "@" not in name and not re.search(r"\d{2}|[{}<>=]", name) and len(name.split()) <= 6:
                names.append(name)
    return names
