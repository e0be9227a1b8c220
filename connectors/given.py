"""Reads what is given by file instead of fetched: the rows of ``--stories`` and ``--pages``.

A source is a ``.jsonl`` file (``.jsonl.gz`` too) or a folder of ``.txt`` (stories) or ``.html`` (pages) files. Every
row becomes a record or a reject that names the file and line, says what is wrong and how to mend it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from connectors.dates import DateReader
from connectors.hashes import content_hash
from connectors.records import Entry, GivenStory, Page, Precision, Reject
from connectors.web.urls import canonical_url

_T = TypeVar("_T")

MAX_LINE_BYTES = 32 * 2**20
MAX_FIELD_CHARACTERS = 16 * 2**20
MAX_ID_CHARACTERS = 512


class SourceError(Exception):
    """The source itself can't be read; the message says what, where and how to mend it."""


class _Bad(Exception):
    """One row can't be used: (reason, how to mend it)."""


ALL = (0, 1)
"""The part of a source that is all of it; (k, n) is every n-th row, from the k-th on."""


def read_stories(source: str, first_seen: datetime, part: tuple[int, int] = ALL) -> Iterator[GivenStory | Reject]:
    """The rows of a ``--stories`` source, or of a part of it, in file order. Raises SourceError."""
    for place, row in _rows(source, ".txt", part):
        yield _convert(place, row, lambda fields: _story(fields, first_seen))


def read_pages(source: str, first_seen: datetime, part: tuple[int, int] = ALL) -> Iterator[Page | Reject]:
    """The rows of a ``--pages`` source, or of a part of it, in file order. Raises SourceError."""
    for place, row in _rows(source, ".html", part):
        yield _convert(place, row, lambda fields: _page(fields, first_seen))


def event_time(row: GivenStory) -> datetime:
    return row.published or row.first_seen


def parse_published(value: str, language: str = "") -> tuple[datetime, Precision]:
    """A date as written, with its precision; midnight is taken at its word. Raises ValueError, which says what is wrong with it.

    >>> for text in "2021-12-31", "2021-12-31T13:00+01:00", "Fri, 31 Dec 2021 12:00:05 GMT":
    ...     print(*parse_published(text))
    2021-12-31 00:00:00+00:00 day
    2021-12-31 12:00:00+00:00 minute
    2021-12-31 12:00:05+00:00 second
    """
    date = DateReader(language=language, midnight_is_day=False).read(value)
    if date.when is None:
        raise ValueError(date.doubt)
    return date.when, date.precision


_UNCARRIED = bytes((*range(9), 11, 12, *range(14, 32), 127))


def clean_text(value: str) -> str:
    """The text without what no file format can carry: lone surrogates and control characters.

    >>> clean_text("Two\\x00 boats\\r\\nburn") == "Two boats\\nburn"
    True
    """
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        encoded = value.encode("utf-8", "replace")
        value = encoded.decode()
    kept = encoded.translate(None, _UNCARRIED)
    return kept.decode() if len(kept) < len(encoded) else value


def _rows(source: str, suffix: str, part: tuple[int, int]) -> Iterator[tuple[str, Any]]:
    path = Path(source)
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if p.name.endswith(suffix) and p.is_file())
        if not files:
            raise SourceError(f"{source}: the folder has no {suffix} files; give a folder that has some, or a .jsonl file")
        for file in files[part[0] :: part[1]]:
            yield str(file), _read_file(file, suffix)
    elif path.is_file():
        if not re.search(r"\.(jsonl|ndjson|json)(\.gz)?$", path.name):
            raise SourceError(f"{source}: not a .jsonl or .jsonl.gz file; give one JSON object a line, or a folder of {suffix} files")
        yield from _read_lines(path, *part)
    else:
        raise SourceError(f"{source}: no such file or folder")


def _read_file(file: Path, suffix: str) -> Any:
    if file.stat().st_size > MAX_LINE_BYTES:
        return _Bad("too large", f"{file.stat().st_size} bytes; at most {MAX_LINE_BYTES}")
    data = file.read_bytes()
    if suffix == ".html":
        return {"id": file.name, "html": data}
    return {"id": file.name, "text": data.decode("utf-8-sig", "replace"), "titled": False}


def _read_lines(path: Path, part: int, parts: int) -> Iterator[tuple[str, Any]]:
    number = 0
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else open(path, "rb") as stream:
            while line := stream.readline(MAX_LINE_BYTES + 1):
                number += 1
                place = f"{path}:{number}"
                if len(line) > MAX_LINE_BYTES:
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(2**20)
                    if number % parts == part:
                        yield place, _Bad("too large", f"the line is over {MAX_LINE_BYTES} bytes")
                elif number % parts == part and line.strip():
                    yield place, _parse_line(line)
    except (OSError, EOFError, zlib.error) as error:
        if (number + 1) % parts == part:
            yield f"{path}:{number + 1}", _Bad("unreadable", f"reading stopped here: {error}; what stood before is taken")


def _parse_line(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return _Bad("not json", f"{error}; write one JSON object a line")


def _convert(place: str, row: Any, build: Callable[[dict[str, Any]], _T]) -> _T | Reject:
    name = place
    try:
        if isinstance(row, _Bad):
            raise row
        if not isinstance(row, dict):
            raise _Bad("not an object", f"the line holds a JSON {type(row).__name__}; write an object with named fields")
        given = row.get("id")
        name = str(given)[:MAX_ID_CHARACTERS] if isinstance(given, str | int) and given != "" else place
        return build(row)
    except _Bad as bad:
        reason, detail = bad.args
        return Reject(item=clean_text(name), stage="read", reason=reason, detail=clean_text(f"{place}: {detail}"))


def _text(row: dict[str, Any], field: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and field == "id":
        return str(value)
    if not isinstance(value, str):
        raise _Bad(f"bad {field}", f"{field} is a JSON {type(value).__name__}; make it a string or leave it out")
    if len(value) > MAX_FIELD_CHARACTERS:
        raise _Bad("too large", f"{field} has {len(value)} characters; at most {MAX_FIELD_CHARACTERS}")
    return clean_text(value)


def _identity(row: dict[str, Any]) -> str:
    value = _text(row, "id").strip()
    if len(value) > MAX_ID_CHARACTERS:
        raise _Bad("bad id", f"id has {len(value)} characters; at most {MAX_ID_CHARACTERS}")
    return value


def _published(row: dict[str, Any]) -> tuple[datetime | None, Precision]:
    value = _text(row, "published").strip()
    if not value:
        return None, "none"
    try:
        return parse_published(value, _text(row, "language"))
    except ValueError as error:
        detail = f"published {value[:80]!r} can't be read ({error}); write RFC 3339 such as 2021-12-31T12:00:00Z"
        raise _Bad("bad published", detail) from error


def _story(row: dict[str, Any], first_seen: datetime) -> GivenStory:
    title, text = _text(row, "title").strip(), _text(row, "text")
    if not title and not text.strip():
        raise _Bad("empty", "neither title nor text; give one of them")
    published, precision = _published(row)
    url, publisher, language = canonical_url(_text(row, "url")), _text(row, "publisher").strip(), _text(row, "language").strip()
    given_id = _identity(row)
    return GivenStory(
        id=given_id or (content_hash("url", url) if url else content_hash("content", title, text)),
        url=url,
        title=title,
        text=text,
        titled=row.get("titled") is not False,
        published=published,
        published_precision=precision,
        language=language,
        publisher=publisher,
        fingerprint=content_hash("given", title, text, str(published), language, publisher, url),
        first_seen=first_seen,
    )


def _page(row: dict[str, Any], first_seen: datetime) -> Page:
    html = row.get("html")
    if not isinstance(html, bytes):
        html = _text(row, "html")
    if len(html) > MAX_FIELD_CHARACTERS:
        raise _Bad("too large", f"html has {len(html)} characters; at most {MAX_FIELD_CHARACTERS}")
    url, entry = canonical_url(_text(row, "url")), _entry(row, first_seen)
    if not html.strip() and not (entry and (entry.title or entry.text)):
        raise _Bad("empty", "neither html nor an entry with title or text; give one of them")
    content = hashlib.sha256(html if isinstance(html, bytes) else html.encode()).hexdigest()
    fingerprint = content_hash("page", content, url, entry.fingerprint if entry else "")
    given_id = _identity(row) or (content_hash("url", url) if url else content_hash("content", fingerprint))
    return Page(id=given_id, url=url, html=html, entry=entry, fingerprint=fingerprint, first_seen=first_seen)


def _entry(row: dict[str, Any], first_seen: datetime) -> Entry | None:
    value = row.get("entry")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _Bad("bad entry", f"entry is a JSON {type(value).__name__}; make it an object or leave it out")
    authors = value.get("authors") or []
    authors = [authors] if isinstance(authors, str) else authors
    if not isinstance(authors, list) or not all(isinstance(a, str) for a in authors):
        raise _Bad("bad entry", "entry.authors is not a list of strings")
    title, text = _text(value, "title").strip(), _text(value, "text")
    published, precision = _published(value)
    url = canonical_url(_text(row, "url"))
    fingerprint = content_hash("entry", title, text, str(published), url)
    return Entry(
        id=_identity(row) or (content_hash("url", url) if url else fingerprint),
        feed="",
        url=url,
        title=title,
        text=text,
        authors=tuple(clean_text(a).strip() for a in authors[:50]),
        published=published,
        published_precision=precision,
        language=_text(value, "language").strip(),
        publisher=_text(value, "publisher").strip(),
        fingerprint=fingerprint,
        first_seen=first_seen,
    )


