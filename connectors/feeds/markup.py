"""Markup and bytes of feeds as plain text."""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary table tbody td tfoot th thead "
    "title tr ul".split()
)
UNREAD = frozenset("applet audio canvas head iframe map math noscript object script select style svg template textarea video".split())

_FRAME = re.compile(r"<(/?)((?i:applet|audio|canvas|iframe|map|object|video))\b[^<>]{0,4000}>")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TAG = re.compile(r"<(?:/?[A-Za-z]|!--)")


def clean_characters(text: str) -> str:
    """The text without what no file format can carry: lone surrogates, control characters; line ends as "\\n".

    >>> clean_characters("Two\\x00 boats\\r\\nburn") == "Two boats\\nburn"
    True
    """
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return _NOT_TEXT.sub("", _LINE_END.sub("\n", text))


def plain_paragraphs(markup: str, limit: int) -> str:
    """The text of a piece of HTML, its blocks as paragraphs separated by "\\n", at most ``limit`` characters.

    Never raises: what libxml2 can't read is taken with its tags cut off.

    >>> print(plain_paragraphs("<h1>Harbour&nbsp;fire</h1><p>Two <b>boats</b> burn.<br>Nobody hurt.<script>track()</script>", 200))
    Harbour fire
    Two boats burn.
    Nobody hurt.
    """
    if not _TAG.search(markup):
        return plain_text(html.unescape(markup), limit)
    markup = markup.replace("\n", " ").replace(_BREAK, "")
    simple = _UNREAD_WHOLE.sub("", markup) if _RAW_TAG.search(markup) else markup
    text = _TAG_WHOLE.sub("", _BLOCK_TAG.sub(_BREAK, simple)) if not _RAW_TAG.search(simple) else "<"
    if "<" not in text and ">" not in text:
        return _joined(html.unescape(text).split(_BREAK) if "&" in text else text.split(_BREAK), limit)
    return _parsed_paragraphs(markup, limit)


def _any_of(names: Iterable[str]) -> str:
    """A pattern of names, those with one first letter together, the commonest elements' first: much faster than one after the other."""
    groups = {letter: "|".join(name[1:] for name in group) for letter, group in groupby(sorted(names), key=lambda name: name[0])}
    return "|".join(f"{letter}(?:{groups[letter]})" for letter in sorted(groups, key=lambda letter: ("pbdlhuts".find(letter) % 9, letter)))


# Simple markup is read without a parser, in a third of the time: lower-case tags that hold no angle, around nothing that isn't read.
# What is left of other markup when these are gone has an angle in it.
_BREAK = "\0"  # where a line ends; line ends of the markup itself are mere spaces
_RAW = UNREAD | frozenset(("title", "xmp", "plaintext", "noembed", "noframes"))  # what is in them is no markup, or not read
_BLOCK_TAG = re.compile(rf"</?(?:{_any_of(BLOCKS - {'title'} | {'br'})})(?:>|[\s/][^<>]*>)")
_RAW_TAG = re.compile(rf"<(?:{_any_of(_RAW)})(?![\w:-])")
_UNREAD_WHOLE = re.compile(rf"<({_any_of(UNREAD)})(?:>|[\s/][^<>]*>)[^<]*</\1>")
_TAG_WHOLE = re.compile(r"</?[a-z][^<>]*>|<!--[^<>]*-->")


def _parsed_paragraphs(markup: str, limit: int) -> str:
    """The same by libxml2, for any markup."""
    import lxml.etree

    parser, text_of = _html_reader()
    try:
        root = lxml.etree.fromstring(b"<div>" + _without_open_frames(markup).encode("utf-8", "replace") + b"</div>", parser)
        return _joined(str(text_of(root)).split(_SEPARATOR), limit)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return plain_text(html.unescape(re.sub(r"<[^<>]{0,2000}>", "\n", markup)), limit)


_SEPARATOR = "\u2028"  # _BREAK, as XSLT may write it


@cache
def _html_reader() -> tuple[Any, Any]:
    """(a parser of HTML, what makes text of its tree: breaks around blocks, nothing of what is not read). Both run in C."""
    import lxml.etree

    rule, here, line = '<xsl:template match="{}">{}</xsl:template>', "<xsl:apply-templates/>", f"<xsl:text>{_SEPARATOR}</xsl:text>"
    rules = rule.format("|".join(sorted(UNREAD)), "") + rule.format("br", line + here)
    rules += rule.format("|".join(sorted(BLOCKS)), line + here + line)
    name = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
    sheet = f'<xsl:stylesheet version="1.0" {name}><xsl:output method="text"/>{rules}</xsl:stylesheet>'
    access = lxml.etree.XSLTAccessControl.DENY_ALL
    parser = lxml.etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True)
    return parser, lxml.etree.XSLT(lxml.etree.fromstring(sheet), access_control=access)


def _without_open_frames(markup: str) -> str:
    """Takes away frames that are opened more often than closed: they would swallow the text behind them."""
    balance = Counter[str]()
    for slash, tag in _FRAME.findall(markup):
        balance[tag.lower()] += -1 if slash else 1
    still_open = {tag for tag, count in balance.items() if count > 0}
    return _FRAME.sub(lambda frame: " " if frame[2].lower() in still_open else frame[0], markup) if still_open else markup


def plain_text(text: str, limit: int) -> str:
    """Lines with single spaces, none empty, at most ``limit`` characters in all.

    >>> print(plain_text("  Harbour   fire \\n\\n Two boats burn.", 22))
    Harbour fire
    Two boats
    """
    return _joined(_LINE_END.sub("\n", text).split("\n"), limit)


def _joined(lines: list[str], limit: int) -> str:
    """The lines that say something. A printable line has no blank but the space, and no character that must go."""
    clean = [line.strip() if "  " not in line and line.isprintable() else _clean_line(line) for line in lines]
    text = "\n".join([line for line in clean if line])
    return text[:limit].rstrip() if len(text) > limit else text


def _clean_line(line: str) -> str:
    line = " ".join(line.split())
    return line if line.isprintable() else " ".join(clean_characters(line).split())


def unescape_twice_escaped(text: str) -> str:
    """The text with its entities resolved where a feed escaped plain text once too often; other text as it is.

    >>> unescape_twice_escaped("Fish &amp; chips"), unescape_twice_escaped("Fish & chips")
    ('Fish & chips', 'Fish & chips')
    """
    return html.unescape(text) if _ENTITY.search(text) else text


def declared_charset(body: bytes, content_type: str = "") -> str:
    """The charset that Content-Type or else the XML declaration names; empty when neither does.

    >>> declared_charset(b'<?xml version="1.0" encoding="windows-1251"?>')
    'windows-1251'
    >>> declared_charset(b'<?xml version="1.0" encoding="windows-1251"?>', "text/xml; charset=utf-8")
    'utf-8'
    """
    named = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", content_type, re.IGNORECASE)
    if named:
        return named[1]
    declared = re.match(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", body[:400])
    return declared[1].decode("ascii") if declared else ""


def decode_document(body: bytes, content_type: str = "") -> str:
    """The text of a feed document whatever its headers claim.

    A byte order mark decides; else bytes that are valid UTF-8 are UTF-8 (other encodings practically never are by
    accident); else the declared charset if the bytes fit it; else a guess from the bytes; else windows-1252. Never raises.

    >>> decode_document("Київ".encode("utf-8"), "text/xml; charset=windows-1251")
    'Київ'
    >>> decode_document("Київ".encode("windows-1251"), "text/xml; charset=windows-1251")
    'Київ'
    """
    for start, name in _WIDE:
        if body.startswith(start):
            return body.decode(name, "replace")
    header = declared_charset(b"", content_type)
    prolog = declared_charset(body)
    for name in (header, prolog):
        if name.lower() in _SEVEN_BIT:  # looks like ASCII, hence like UTF-8
            try:
                return body.decode(name)
            except (LookupError, UnicodeError):
                continue
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    for name in (header, prolog):
        name = _SUPERSETS.get(name.lower(), name)
        if name and name.lower().replace("-", "") not in ("utf8", "utf16", "utf32"):
            try:
                if codecs.lookup(name).name.replace("-", "_") not in _NO_CHARSETS:
                    return body.decode(name)
            except (LookupError, ValueError):
                continue
    if _nearly_utf8(body, declared=any(name.lower().replace("-", "") == "utf8" for name in (header, prolog))):
        return body.decode("utf-8", "replace")
    return body.decode(_guess_charset(body), "replace")


_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"), (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"),
)  # fmt: skip
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252", "latin-1": "windows-1252", "us-ascii": ""}
_GUESSED = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
)  # fmt: skip
_NO_CHARSETS = frozenset("idna punycode raw_unicode_escape unicode_escape undefined".split())  # Python's, and some take quadratic time
_SEVEN_BIT = frozenset(("iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "utf-7", "cp037", "ebcdic-cp-us"))


def _nearly_utf8(body: bytes, *, declared: bool) -> bool:
    """Whether only a few bytes spoil it: UTF-8 cut in the middle of a character or with a stray byte pasted in. In other encodings
    most letters beyond ASCII are no valid UTF-8; where it is declared, as many good characters as bad bytes are enough."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(not c.isascii() for c in text) - broken
    return broken <= (good if declared else good // 2)


def _guess_charset(body: bytes) -> str:
    from charset_normalizer import from_bytes

    # Tags and ASCII hide the letters that tell encodings apart.
    sample = re.sub(rb"<[^<>]*>", b" ", body[: 2**19])[: 2**16]
    guesses = from_bytes(sample, cp_isolation=list(_GUESSED))
    best = guesses.best()
    if best is None:
        return "windows-1252"
    # Western, central European and Turkish readings of a text often score alike: then the commonest of them.
    equals = {g.encoding for g in guesses if (g.chaos, g.coherence) == (best.chaos, best.coherence)}
    return next((name for name in _GUESSED if name in equals), best.encoding)
