"""What tells look-alike events apart whatever their words: the days of the week and the ordinals that a story names. Pure functions.

Two earthquakes, two rounds of sanctions, two quarters' results share nearly all of their words; Tuesday and Wednesday, the 12th and
the 13th, Q2 and Q3 don't agree. The days' names come from ``dateparser``, in some 200 languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from transforms.text.words import hash_terms, is_spaceless, tokens

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SHORTEST_NAME = 4
"""Letters of the shortest name of a day that is looked for: ``mit`` and ``mar`` are other words too."""

HIGHEST_ORDINAL = 999

_HAN_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_ORDINAL = re.compile(
    r"(?<![\w.,])(\d{1,3})(?:[-‑]?[^\W\d_]{1,3}\b|\.?[ºª°])"  # 12th, 12e, 12-й, 12.º
    r"|(?<![\w.,:/])(\d{1,2})\.(?=\s+[^\W\d_])(?<![.!?]\s\d\.)(?<![.!?]\s\d\d\.)"  # 12. Sanktionspaket
    r"|第\s?(\d{1,3}|[〇一二三四五六七八九十百]{1,5})"
)
_QUARTER = re.compile(r"\b(?:[QT]([1-4])|([1-4])[QT])\b")


@lru_cache(maxsize=64)
def names_of_days(language: str) -> dict[str, int]:
    """Which day, 0 for Monday, a token of a text in ``language`` names; empty for a language that isn't known.

    >>> names_of_days("de")["dienstag"], names_of_days("ja")["火曜"], names_of_days("xx")
    (1, 1, {})
    """
    import dateparser.data  # .3 s, for the first story only

    try:
        info = import_module(f"{dateparser.data.__name__}.date_translation_data.{language}").info
    except ImportError:
        return {}
    found: dict[str, int] = {}
    named: Counter[str] = Counter()
    for number, day in enumerate(DAYS):
        own = {token for name in info.get(day, ()) for token in tokens(name)}
        found.update((token, number) for token in own if len(token) >= (2 if is_spaceless(token) else SHORTEST_NAME))
        named.update(own)
    return {token: day for token, day in found.items() if named[token] == 1}


def read_days(words: Sequence[str], language: str) -> set[str]:
    """The days that the words, casefolded, name; each as ``day-0`` (Monday) to ``day-6``.

    >>> read_days(tokens("Storm on Tuesday"), "en"), read_days(tokens("Sturm am Dienstag"), "de")
    ({'day-1'}, {'day-1'})
    """
    names = names_of_days(language)
    return {f"day-{names[word]}" for word in words if word in names}


def read_ordinals(text: str) -> set[str]:
    """The ordinals and quarters that a text writes with figures, or in Chinese.

    >>> read_ordinals("EU agrees on 12th round of sanctions"), read_ordinals("Das 12. Sanktionspaket"), read_ordinals("第十二轮制裁")
    ({'no-12'}, {'no-12'}, {'no-12'})
    >>> read_ordinals("Profit doubles in Q3"), read_ordinals("12 dead, 300 hurt")
    ({'quarter-3'}, set())
    """
    found = set()
    if any(c.isdigit() for c in text) or "第" in text:
        for match in _ORDINAL.finditer(text):
            number = _number(match[1] or match[2] or match[3])
            if 0 < number <= HIGHEST_ORDINAL:
                found.add(f"no-{number}")
        found.update(f"quarter-{match[1] or match[2]}" for match in _QUARTER.finditer(text))
    return found


def _number(written: str) -> int:
    """The value of digits, or of a Chinese number below 1,000.

    >>> _number("12"), _number("十二"), _number("二十"), _number("一百〇三")
    (12, 12, 20, 103)
    """
    if written.isdecimal():
        return int(written)
    total, digit = 0, 0
    for character in written:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    return total + digit


def read_marks(title: str, words: Sequence[str], language: str) -> set[str]:
    """All that a story names: ordinals and days of its title, and days of its ``words``, which are casefolded.

    >>> sorted(read_marks("12th round on Tuesday", tokens("They met again on Friday."), "en"))
    ['day-1', 'no-12', 'said-day-4']
    """
    return read_ordinals(title) | read_days(tokens(title), language) | {f"said-{day}" for day in read_days(words, language)}


@lru_cache(maxsize=1)
def hashes_of_marks() -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The term hashes of all marks, sorted, and the kind of each: 0 an ordinal, 1 a day of a title, 2 a day said."""
    days = [f"day-{number}" for number in range(len(DAYS))]
    ordinals = [f"no-{n}" for n in range(1, HIGHEST_ORDINAL + 1)] + [f"quarter-{n}" for n in range(1, 5)]
    hashes = hash_terms([*ordinals, *days, *(f"said-{day}" for day in days)])
    order = np.argsort(hashes)
    return hashes[order], np.repeat([0, 1, 2], [len(ordinals), len(days), len(days)])[order]
