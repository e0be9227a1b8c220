"""The head of an HTTP/1 answer, read as browsers and curl read it and written anew as a strict parser wants it.

Pure functions on bytes; ``connectors.web.tolerant`` puts them between the connection and aiohttp (docs/decisions/poll-tolerance.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_BYTES = 2**16  # of a head; curl takes 300 KB, Chrome 256 KiB, aiohttp 8 KiB a line
MOST_LINES = 200
MOST_COOKIES = 50  # passed on of one head
MOST_VALUE = 8_000  # bytes of one line that is passed on: a URL has 2,000 at most, a cookie 4,096

PASSED_ON = frozenset(
    b"connection content-encoding content-type date etag last-modified location refresh retry-after set-cookie".split()
)
"""Headers that somebody here reads; the rest of a head is not worth a parser's trouble. A new reader adds its header."""
_READ = PASSED_ON | {b"content-length", b"transfer-encoding"}

_END = re.compile(rb"\n\r?\n")
_STATUS = re.compile(rb"(HTTP(?:/[0-9](?:\.[0-9])?)?|ICY)[ \t]+([1-9][0-9]{2})(?![0-9])", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says, and how its body ends: after ``length`` bytes, by its chunks, or with the connection."""

    status: int
    text: bytes  # the head, canonical
    length: int | None = None
    chunked: bool = False


def find_end(data: bytes | bytearray, start: int = 0) -> int:
    """Where the body begins, looking from ``start`` on; -1 when the head is not complete.

    >>> find_end(b"HTTP/1.1 200 OK\\r\\n\\r\\n<rss>"), find_end(b"HTTP/1.1 200 OK\\nDate: x\\n\\n"), find_end(b"HTTP/1.1 200 OK\\r\\n")
    (19, 25, -1)
    """
    found = _END.search(data, max(0, start - 2))
    return found.end() if found else -1


def may_be_head(data: bytes | bytearray) -> bool:
    """Whether these first bytes can become a status line.

    >>> may_be_head(b"HT"), may_be_head(b"HTTP/1.1 200"), may_be_head(b"<html>")
    (True, True, False)
    """
    start = bytes(data[:4]).upper()
    return b"HTTP".startswith(start) or b"ICY ".startswith(start)


def read_head(raw: bytes) -> Head:
    """A complete head: lines that are none are passed over, equal lengths are one, chunks win over a length.

    Raises ValueError, with what is wrong, for a head that no browser takes.

    >>> head = read_head(b"HTTP/1.1 200 OK\\nX-XSS-Protection=1;\\nContent-Type : text/xml\\nContent-Length: 7\\nContent-Length: 7\\n\\n")
    >>> head.text, head.length
    (b'HTTP/1.1 200 OK\\r\\ncontent-type: text/xml\\r\\ncontent-length: 7\\r\\n\\r\\n', 7)
    """
    lines = raw.split(b"\n")
    status = _STATUS.match(lines[0])
    if status is None:
        raise ValueError(f"not HTTP: it begins with {raw[:40]!r}")
    if len(lines) - 3 > MOST_LINES:  # beside headers: the status line, the blank one, what split leaves behind the last
        raise ValueError(f"more than {MOST_LINES} header lines")
    fields = _read_fields(lines[1:])
    code = int(status[2])
    bodiless = code < 200 or code in (204, 304)
    chunked = not bodiless and any(value.lower().rstrip(b", ").endswith(b"chunked") for value in fields.get(b"transfer-encoding", ()))
    length = None if bodiless or chunked else _read_length(fields.get(b"content-length", []))
    framing = [b"transfer-encoding: chunked"] if chunked else [b"content-length: %d" % length] if length is not None else []
    connection = b",".join(fields.pop(b"connection", ())).lower()
    old = status[1].upper() in (b"HTTP/1.0", b"ICY")
    if b"close" in connection or (old and b"keep-alive" not in connection) or not (framing or bodiless):
        framing.append(b"connection: close")
    passed = [b"%b: %b" % (name, value) for name in sorted(PASSED_ON & fields.keys()) for value in _pass_on(name, fields[name])]
    return Head(code, b"\r\n".join((b"HTTP/1.1 %d OK" % code, *passed, *framing, b"", b"")), length, chunked)


def _read_fields(lines: list[bytes]) -> dict[bytes, list[bytes]]:
    """Values by lower-case name, in their order, of the headers that are read; a folded line belongs to the one before."""
    fields: dict[bytes, list[bytes]] = {}
    values: list[bytes] | None = None
    for line in lines:
        if line.startswith((b" ", b"\t")):
            if values and len(values[-1]) < MOST_VALUE:
                values[-1] = (values[-1] + b" " + _clean(line)).strip()
            continue
        name, _, value = line.partition(b":")
        name = name.strip().lower()
        values = fields.setdefault(name, []) if name in _READ else None
        if values is not None:
            values.append(_clean(value))
    return fields


def _clean(value: bytes) -> bytes:
    value = value.strip()
    return _CONTROL.sub(b" ", value).strip() if _CONTROL.search(value) else value


def _read_length(values: list[bytes]) -> int | None:
    """The length that all lines agree on; None where none is readable. Raises ValueError where they disagree."""
    said = {int(part) for value in values for part in (one.strip() for one in value.split(b",")) if part.isdigit() and len(part) < 16}
    if len(said) > 1:
        raise ValueError(f"{len(said)} different lengths of one body")
    return said.pop() if said else None


def _pass_on(name: bytes, values: list[bytes]) -> list[bytes]:
    fit = [value for value in values if value and len(value) <= MOST_VALUE]
    if name == b"set-cookie":
        return fit[:MOST_COOKIES]
    return [b", ".join(fit)] if name == b"content-encoding" and fit else fit[:1]
