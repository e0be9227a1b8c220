"""A written date as numbers, words and signs."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from connectors.dates.names import plain


class Token(NamedTuple):
    kind: str  # "9" a number, "a" a word, else the sign itself
    text: str  # a word in the form of ``plain``
    gap: bool  # a blank stands before it
    upper: bool  # a word written in capitals


END = Token("", "", False, False)

_TOKEN = re.compile(
    r"\d+|[日月火水木金土]曜日?|(?:星期|礼拜|[周週])[一二三四五六日天]|[월화수목금토일]요일|[年月日號号時时點点分秒년월일시분초]"
    r"|上午|下午|午前|午後|오전|오후|凌晨|早上|晚上|中午|令和|平成|昭和|民国|民國|[^\s\d!-/:-@\[-`{-~]+|\S"
)
_SIGNS = str.maketrans("：，、،／．（）＋－−‑‐’ʼ。׳॰\u00a0\u202f", ":,,,/.()+----''...  ") | str.maketrans(dict.fromkeys("–—·•", " | "))
# "p.m.", "p. m.", "μ.μ." as one word; so is what Thai parts by dots, and Arabic by a blank.
_HALF_DAY = re.compile(r"(?<![^\W\d_])([apπμ])(?:\.?\s?([mμ])\.(?!\d)|\.\s?([mμ])(?![^\W\d_]))", re.IGNORECASE)
_PARTED = re.compile(r"(?<=[\u0e00-\u0e7f])\.(?=[\u0e00-\u0e7f])|(?<=كانون) (?=ال)|(?<=تشرين) (?=ال)")


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text: digits of any script as ASCII, look-alikes of signs as the sign.

    >>> [token.text for token in tokens_of("６月２日，2:17p.m.")]
    ['6', '月', '2', '日', ',', '2', ':', '17', 'pm']
    """
    if not text.isascii():
        text = _PARTED.sub("", text.translate(_SIGNS))
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = _HALF_DAY.sub(lambda match: f"{match[1]}{match[2] or match[3]} ", text)
    found = []
    end = 0
    for match in _TOKEN.finditer(text):
        raw = match[0]
        gap = match.start() > end
        end = match.end()
        if raw[0].isdecimal():
            found.append(Token("9", raw, gap, False))
        elif raw.isascii() and not raw.isalpha():
            found.append(Token(raw, raw, gap, False))
        elif word := plain(raw):
            found.append(Token("a", word, gap, raw.isupper()))
    return found
