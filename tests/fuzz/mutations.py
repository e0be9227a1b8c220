"""Inputs bent along their structure: markup tag by tag, JSON value by value. All of it is decided by the dice that are given."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from typing import Any

from tests.fuzz.kind import HEAD

MOST = 64 * 2**10
"""Bytes of an input."""
_PIECE = re.compile(rb"<!\[CDATA\[|\]\]>|<[^<>]*>|[^<>\]]+|.", re.DOTALL)
_TAG_NAME = re.compile(rb"</?([A-Za-z][A-Za-z0-9:_-]*)")
_CHARSETS = ("utf-8", "utf-16", "utf-16-be", "utf-32", "latin-1", "cp1251", "shift_jis", "gb18030", "utf-7", "x-nonsense", "idna", "rot13", "")
_REPEATS = (2, 3, 10, 100, 1_000)
HOSTILE = (
    "", " ", "\x00", "\x1b[31m", "\x1b]0;x\x07", "\x85", "\x9b31m", "\u2028", "\u202e", "\u2066", "\ud800", "\ufffe", "\ufeff", "\u200b", "\u0300" * 20, "😀", "日本語",
    "&#x1b;[2J", "&#27;", "&#155;", "&#x202e;", "&#0;", "&#x110000;", "&#xD800;", "&amp;#27;", "&nbsp;", "&lt;script&gt;", "&bogus;", "&", "<", ">", "]]>", "\"", "'",
    "=1+1", "../../x", "http://[", "http://a.example:99999/", "javascript:alert(1)", "//x.example", "http://user:pass@a.example/", "http://xn--a.example/", "http://例え.example/é?q=ü#x",
    "0001-01-01", "9999-12-31T23:59:59Z", "10000-01-01", "2199-12-31T24:00:00+14:00", "-1", "0", "1e999", "1772644800000", "99999999999999999999", "Fri, 31 Feb 2026 25:61:61 +9999", "12/13/14",
)  # fmt: skip
"""Texts that something somewhere has stumbled over."""


def mutate_markup(data: bytes, dice: random.Random, others: Sequence[bytes], tokens: Sequence[str]) -> bytes:
    """A document of tags with some pieces lost, doubled, moved, exchanged, nested or taken from another."""
    head, body = _take_head(data, dice)
    pieces = _PIECE.findall(body) or [b""]
    for _ in range(dice.choice((1, 1, 2, 4, 8))):
        _bend(pieces, dice, others, tokens)
    body = b"".join(pieces)
    if dice.random() < 0.03:
        body = body.decode("utf-8", "replace").encode(dice.choice(("utf-16", "utf-8-sig", "utf-16-be", "cp1252")), "replace")
    return (head + body)[:MOST]


def _bend(pieces: list[bytes], dice: random.Random, others: Sequence[bytes], tokens: Sequence[str]) -> None:
    at, what = dice.randrange(len(pieces)), dice.randrange(9)
    if what == 0:
        del pieces[at : at + dice.choice((1, 1, 1, 5))]
    elif what == 1:
        pieces.insert(at, pieces[at])
    elif what == 2:
        pieces.insert(at, b"".join(pieces[at : at + dice.randint(1, 6)]) * dice.choice(_REPEATS))
    elif what == 3:
        other = dice.randrange(len(pieces))
        pieces[at], pieces[other] = pieces[other], pieces[at]
    elif what == 4:
        pieces.insert(at, _text(dice, tokens))
    elif what == 5:
        pieces[at] = _bent_piece(pieces[at], dice, tokens)
    elif what == 6:
        theirs = _PIECE.findall(dice.choice(others)) or [b""]
        start = dice.randrange(len(theirs))
        pieces[at:at] = theirs[start : start + dice.choice((1, 3, 10, 40))]
    elif what == 7 and (names := [name[1] for piece in pieces[at : at + 20] if (name := _TAG_NAME.match(piece))]):
        end = min(len(pieces), at + dice.randint(1, 12))
        pieces[at:end] = [b"<" + names[0] + b">", *pieces[at:end], b"</" + names[0] + b">"]
    else:
        del pieces[at:]
    if not pieces:
        pieces.append(_text(dice, tokens))
    if sum(map(len, pieces)) > 2 * MOST:
        pieces[:] = [b"".join(pieces)[:MOST]]


def _bent_piece(piece: bytes, dice: random.Random, tokens: Sequence[str]) -> bytes:
    """A tag with another name, attribute or value; a text as another text."""
    if not piece.startswith(b"<") or dice.random() < 0.2:
        return _text(dice, tokens)
    what = dice.randrange(4)
    if what == 0 and b'"' in piece:
        parts = piece.split(b'"')
        parts[dice.randrange(len(parts))] = _text(dice, tokens)
        return b'"'.join(parts)
    if what == 1:
        return piece[:-1] + b' x="' + _text(dice, tokens) + b'">'
    if what == 2:
        return b"<" + dice.choice(tokens).encode("utf-8", "replace").strip(b"<>/ ") + b">"
    return piece[: dice.randint(1, len(piece))]


def _text(dice: random.Random, tokens: Sequence[str]) -> bytes:
    word = dice.choice(HOSTILE if dice.random() < 0.4 else tokens)
    return word.encode("utf-8", "surrogatepass") * (dice.choice(_REPEATS) if dice.random() < 0.1 else 1)


def _take_head(data: bytes, dice: random.Random) -> tuple[bytes, bytes]:
    """(Content-Type line, body); now and then another line, or none."""
    head, body = b"", data
    if data.startswith(HEAD):
        line, _, body = data.partition(b"\n")
        head = line + b"\n"
    if dice.random() < 0.05:
        media = dice.choice(("text/html", "text/xml", "application/rss+xml", "application/json", "text/plain", "image/png"))
        head = b"" if dice.random() < 0.3 else HEAD + f"{media}; charset={dice.choice(_CHARSETS)}\n".encode()
    return head, body


def mutate_json(value: Any, dice: random.Random, tokens: Sequence[str]) -> Any:
    """A JSON value with some of what is in it lost, doubled, exchanged or of another type."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        value = _bent(value, dice, tokens)
    return value


def _bent(value: Any, dice: random.Random, tokens: Sequence[str]) -> Any:
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key, what = dice.choice(list(value)), dice.randrange(8)
        if what == 0:
            return {name: kept for name, kept in value.items() if name != key}
        if what == 1:
            return value | {dice.choice(tokens): value[key]}
        return value | {key: _bent(value[key], dice, tokens)}
    if isinstance(value, list) and value and dice.random() < 0.85:
        at = dice.randrange(len(value))
        if dice.random() < 0.2:
            return [*value[:at], *value[at : at + 1] * dice.choice((0, 2, 50)), *value[at + 1 :]]
        return [*value[:at], _bent(value[at], dice, tokens), *value[at + 1 :]]
    if isinstance(value, str) and dice.random() < 0.5:
        at = dice.randint(0, len(value))
        return value[:at] + dice.choice(HOSTILE if dice.random() < 0.5 else tokens) * dice.choice((1, 1, 1, 100)) + value[at:]
    return _any_value(dice, tokens)


def _any_value(dice: random.Random, tokens: Sequence[str]) -> Any:
    nested: Any = dice.choice(tokens)
    for _ in range(dice.choice((1, 3, 50, 900))):
        nested = [nested]
    return dice.choice((
        dice.choice(HOSTILE), dice.choice(tokens), dice.choice(tokens) * 1_000, None, True, 0, -1, 2**70, 1.5, float("inf"), float("nan"), [], {}, nested,
        [dice.choice(HOSTILE)], {dice.choice(tokens): dice.choice(HOSTILE)},
    ))  # fmt: skip


def as_json(value: Any, dice: random.Random) -> bytes:
    """The value as a line; lone surrogates and the like stand in it as references or as they are."""
    text = json.dumps(value, ensure_ascii=dice.random() < 0.5)
    if dice.random() < 0.05:
        at = dice.randint(0, len(text))
        text = text[:at] + dice.choice(('"', "{", "]", ",", "\\", "\n", "\x00", "\\ud800", "1e5", "NaN")) + text[at:]
    return text.encode("utf-8", "surrogatepass")
