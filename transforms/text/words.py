"""Words of a text in any script, and stable hashes of them. Pure functions; signing, folding and bundling share them.

A token is casefolded and in Unicode form NFKC; accents stay. Scripts written without spaces give overlapping pieces of each
run: two characters for Han and kana, three for Thai, Lao, Khmer, Myanmar and Tibetan, where a character with its marks counts as one.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import xxhash
from numpy.typing import NDArray

UINT64 = np.dtype("<u8")
"""Hashes of terms and numbers, as the store keeps them."""


_digest = xxhash.xxh3_64_intdigest


# Combining marks: \w leaves them out, and Hindi or Thai would fall apart. Beyond are musical notation and variation selectors.
_MARK_SET = frozenset(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.category(c) in ("Mn", "Mc"))
_MARKS = "".join(sorted(_MARK_SET))
_IDEOGRAMS = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SYLLABLES = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Myanmar, Khmer

_CHUNK = re.compile(r"\w+(?:[.,]\w+)*")  # one class is three times as fast as all cases; the rare dotted chunk is split later
_MARKED_CHUNK = re.compile(rf"[\w{_MARKS}]+(?:[.,][\w{_MARKS}]+)*")
_IN_CHUNK = re.compile(
    rf"\b[^\W\d](?:\.[^\W\d])+\b"  # U.S, e.g
    rf"|\d+(?:[.,]\d+)+"  # 1,200.50
    rf"|[\w{_MARKS}]+"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HARD_SPACES = "\u00a0\u2009\u202f"
_HARD_SPACE_IN_NUMBER = re.compile(f"(?<=\\d)[{_HARD_SPACES}](?=\\d{{3}}(?!\\d))")
_POSSESSIVE = re.compile(r"'[sS]\b(?<=\w'.)")
_LONE_ESZETT = re.compile(r"(?<![^\W_])ß")  # one letter of an abbreviation, and two when it is casefolded
_SPACELESS = re.compile(f"[{_IDEOGRAMS}{_SYLLABLES}]")
_RUNS = re.compile(f"(?P<pairs>[{_IDEOGRAMS}{_MARKS}]+)|(?P<triples>[{_SYLLABLES}{_MARKS}]+)|[^{_IDEOGRAMS}{_SYLLABLES}]+")
_UNIT = re.compile(f".[{_MARKS}]*", re.DOTALL)
_FIGURE = re.compile(r"\d+(?:[.:/⁄-]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")


def normal_number(token: str) -> str:
    """One spelling for a number: ASCII digits, no thousands separators, a dot before the decimals.

    >>> normal_number("1,200.50"), normal_number("1.200,50"), normal_number("5,4"), normal_number("١٢٣")
    ('1200.50', '1200.50', '5.4', '123')
    >>> normal_number("1.200"), normal_number("12.03.2024")  # either 1200 or 1.2; a date
    ('1.200', '12.03.2024')
    """
    if not token.isascii():
        token = "".join(str(unicodedata.decimal(c, c)) for c in token)
    if token.isdigit():
        return token
    if _THOUSANDS.fullmatch(token):
        return token.replace(",", "")
    if _DOTTED_THOUSANDS.fullmatch(token):
        return token.replace(".", "").replace(",", ".")
    return token.replace(",", ".")


def is_number(token: str) -> bool:
    """Whether a token is a number and nothing else.

    >>> is_number("3.5"), is_number("12th")
    (True, False)
    """
    return token[:1].isdigit() and not any(c.isalpha() for c in token)


def is_spaceless(text: str) -> bool:
    """Whether any of the text is in a script without spaces between words.

    >>> is_spaceless("Tokyo 東京"), is_spaceless("서울 날씨")
    (True, False)
    """
    return not text.isascii() and _SPACELESS.search(text) is not None


def _pieces(token: str) -> list[str]:
    """A token with characters of a script without spaces, as overlapping pieces; other parts of it as they are."""
    found: list[str] = []
    for run in _RUNS.finditer(token):
        size = 2 if run["pairs"] else 3 if run["triples"] else 0
        if not size:
            found.append(run[0])
            continue
        units = _UNIT.findall(run[0])
        if len(units) <= size:
            found.append(run[0])
        else:
            found.extend("".join(units[i : i + size]) for i in range(len(units) - size + 1))
    return found


def _split(chunk: str) -> list[str]:
    """The tokens of a chunk that isn't all letters."""
    found = []
    for token in _IN_CHUNK.findall(chunk):
        if token[0].isdigit():
            found.append(normal_number(token) if is_number(token) else token)
        else:
            found.append(token.replace(".", ""))
    return found


@lru_cache(maxsize=4)  # of one story, which is read for words, names and figures
def _normal(text: str, *, casefold: bool) -> str:
    if not text.isascii():
        if any(blank in text for blank in _HARD_SPACES):
            text = _HARD_SPACE_IN_NUMBER.sub("", text)
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
        if casefold:
            text = unicodedata.normalize("NFKC", text.casefold())
    elif casefold:
        text = text.lower()
    return text


def tokens(text: str, *, casefold: bool = True) -> list[str]:
    """The words and numbers of a text, in order; punctuation and symbols fall out.

    >>> tokens("The U.S. bank’s profit rose 5,4% — to 1,200 million")
    ['the', 'us', 'bank', 'profit', 'rose', '5.4', 'to', '1200', 'million']
    >>> tokens("東京タワー closed")
    ['東京', '京タ', 'タワ', 'ワー', 'closed']

    ``casefold=False`` keeps capitals (to find names) and gives the tokens at the same places, but for the very few
    letters whose casefolding changes what is a letter.
    """
    text = _normal(text, casefold=casefold)
    if "_" in text:
        text = text.replace("_", " ")
    text = text.replace("’", "'")
    if "'" in text:
        text = _POSSESSIVE.sub("", text)
    pattern = _CHUNK if text.isascii() or _MARK_SET.isdisjoint(set(text)) else _MARKED_CHUNK
    found: list[str] = []
    for chunk in pattern.findall(text):
        if chunk.isalpha():
            found.append(chunk)
        else:
            found += _split(chunk)
    if is_spaceless(text):
        found = [piece for token in found for piece in (_pieces(token) if is_spaceless(token) else (token,))]
    return found


def fold_tokens(found: Sequence[str], text: str) -> list[str]:
    """``tokens(text)`` from ``found``, which is ``tokens(text, casefold=False)``: without a second look at the text nearly always.

    Casefolding letter by letter keeps what is a letter; where it does more (``İ``, ``ς``, ligatures), the text is read again.

    >>> fold_tokens(["Die", "Straße"], "Die Straße")
    ['die', 'strasse']
    """
    if not text.isascii():
        written = _normal(text, casefold=False)
        lowered, folded = written.lower(), written.casefold()
        by_letter = len(lowered) == len(written) and folded == lowered.replace("ß", "ss")
        if not by_letter or ("ß" in lowered and _LONE_ESZETT.search(lowered)) or not unicodedata.is_normalized("NFKC", folded):
            return tokens(text)
    return [token.casefold() for token in found]


def figures(text: str) -> list[str]:
    """The numbers of a text as they stand, in order: fractions, ranges, scores, times and dates in one piece, without commas.

    >>> figures("3–1 after 1,200 minutes, at 12:30 on 12.03.2024")
    ['3-1', '1200', '12:30', '12.03.2024']
    >>> figures("up to 6-1/16 from 6-3/16")  # which share most of their tokens
    ['6-1/16', '6-3/16']
    """
    text = _normal(text, casefold=False).replace(",", "")
    return _FIGURE.findall(text.replace("–", "-").replace("‑", "-"))


def normal_text(text: str) -> str:
    """What is left of a text when case, spacing and punctuation don't count: equal texts are equal here.

    A text without any word or number is compared by its symbols.

    >>> normal_text("Harbour fire: “Two boats burn”"), normal_text("HARBOUR FIRE – two boats burn"), normal_text("? ?")
    ('harbour fire two boats burn', 'harbour fire two boats burn', '? ?')
    """
    return " ".join(tokens(text)) or " ".join(_normal(text, casefold=True).split())


def hash_term(term: str) -> int:
    """The 64-bit xxHash3 of a term's UTF-8 bytes.

    >>> hash_term("harbour")
    4982393221927519582
    """
    return int(_digest(term.encode("utf-8", "surrogatepass")))


def hash_terms(terms: Iterable[str]) -> NDArray[np.uint64]:
    """``hash_term`` of each term, in the order given; shape (number of terms,), uint64."""
    listed = list(terms)
    known = {term: _digest(term.encode("utf-8", "surrogatepass")) for term in dict.fromkeys(listed)}
    return np.array([known[term] for term in listed], dtype=np.uint64)


def pack_hashes(hashes: NDArray[np.uint64]) -> bytes:
    """Hashes as a record keeps them: sorted, distinct, little-endian.

    >>> unpack_hashes(pack_hashes(np.array([7, 3, 7], dtype=np.uint64))).tolist()
    [3, 7]
    """
    return np.unique(hashes).astype(UINT64, copy=False).tobytes()


def unpack_hashes(packed: bytes) -> NDArray[np.uint64]:
    """The hashes that a record keeps; the array is read-only."""
    found = np.frombuffer(packed, dtype=UINT64)
    return found if sys.byteorder == "little" else found.astype(np.uint64)
