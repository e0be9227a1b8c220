"""What the readers of all feed formats agree on: the bounds, the items as they stand in a document, plain strings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from connectors.dates import UNREAD, WrittenDate
from connectors.feeds.markup import plain_text


@dataclass(frozen=True, kw_only=True)  # no slots: PollSettings takes its defaults from here
class FeedSettings:
    """Bounds of what one feed document may hold."""

    max_entries: int = 5_000
    """Entries taken from one document; the ones after that are rejects (docs/decisions/poll-limits.md)."""
    max_title_chars: int = 1_000
    """Characters of a title, names and the like."""
    max_text_chars: int = 200_000
    """Characters of an entry's own text, several times a long magazine piece."""

    def __post_init__(self) -> None:
        for name in ("max_entries", "max_title_chars", "max_text_chars"):
            if getattr(self, name) < 1:
                raise ValueError(f"feeds.{name} is {getattr(self, name)}; make it 1 or more")


@dataclass(slots=True, kw_only=True)
class Item:
    """One item as its format gives it: strings taken out, nothing decided."""

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""  # as written; what it means is read with all items in view, by ``dates.date_items``
    published_on: WrittenDate = UNREAD
    updated: str = ""
    updated_on: WrittenDate = UNREAD
    language: str = ""
    source_name: str = ""
    source_url: str = ""
    place: int = 0


@dataclass(slots=True, kw_only=True)
class Document:
    """A feed as its format gives it."""

    title: str = ""
    language: str = ""
    items: list[Item] = field(default_factory=list)


def string(value: Any) -> str:
    return without_control(value).strip() if isinstance(value, str) else ""


def one_line(value: Any, settings: FeedSettings) -> str:
    return plain_text(" ".join(string(value).split()), settings.max_title_chars)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def without_control(text: str) -> str:
    return _CONTROL.sub("", text)
