"""Which language a story is in: what its page or feed declares where that is plausible, else what its words say.

A declared language is checked against the text where the text is long enough to tell, because templates often
declare the theme's language. Short texts keep the declaration, since a classifier scatters one outlet's headlines
over five languages. Same text, same answer: the classifier is a fixed table (py3langid, its model is in the package).
How the limits were chosen: docs/decisions/extract-language.md.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

UNKNOWN = "und"
LONG = 200  # letters from which the text may overrule a declaration
SURE_LONG = 0.60  # probability asked of a text without declaration, from LONG letters on
SURE_SHORT = 0.40  # and of a shorter one, among the languages that news is mostly written in
OVERRULE = 0.95  # probability that the text must have to overrule a declaration
SAMPLE = 800  # characters looked at

# Old and three-letter codes, and languages that pages and feeds spell in several ways.
ALIASES = dict(
    pair.split(":")
    for pair in (
        "iw:he ji:yi jw:jv mo:ro sh:sr nb:no nn:no fil:tl cmn:zh yue:zh eng:en deu:de ger:de fra:fr fre:fr spa:es ita:it por:pt rus:ru "
        "zho:zh chi:zh jpn:ja kor:ko ara:ar nld:nl dut:nl swe:sv dan:da nor:no nob:no nno:no fin:fi pol:pl ukr:uk tur:tr ces:cs cze:cs "
        "ell:el gre:el heb:he hin:hi ben:bn ind:id vie:vi tha:th english:en german:de deutsch:de french:fr francais:fr spanish:es "
        "espanol:es russian:ru italian:it portuguese:pt chinese:zh japanese:ja arabic:ar"
    ).split()
)
# What a short text may be taken for: among all labels too many English headlines fall to rare relatives of English.
COMMON = frozenset(
    (
        "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv mk ms nl no pl pt ro ru sk sl sq sr sv sw ta th tl tr "
        "uk ur vi zh"
    ).split()
)
# Languages that the classifier confuses with each other: none of them overrules another.
CLOSE = (
    frozenset({"no", "da", "sv"}), frozenset({"hr", "sr", "bs", "sl"}), frozenset({"id", "ms"}), frozenset({"cs", "sk"}),
    frozenset({"es", "gl", "ca", "pt"}), frozenset({"ru", "uk", "be", "bg"}), frozenset({"nl", "af"}), frozenset({"hi", "mr", "ne"}),
)  # fmt: skip
# Scripts of one language (or one that the hint may refine): letters tell without statistics.
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
LATIN = frozenset(
    (
        "af az bs ca cs cy da de en eo es et eu fi fr ga gl ha hr hu id is it jv lb lt lv ms mt nl no pl pt ro sk sl so sq sv sw tl tr uz "
        "vi xh zu"
    ).split()
)
LETTERS = re.compile(r"[^\W\d_]+")
NOISE = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+")

_loading = threading.Lock()
_identifier: list[Any] = []


@lru_cache(maxsize=1024)  # the classifier names the same 140 for every story
def normalise_language(code: str) -> str:
    """The ISO 639-1 code that a declaration means; empty when it means none.

    >>> [normalise_language(code) for code in ("de-AT", "en_GB.UTF-8", "fre", "Deutsch", "xx")]
    ['de', 'en', 'fr', 'de', '']
    """
    head = re.split(r"[-_.;,\s]", code.strip().lower(), maxsplit=1)[0]
    head = ALIASES.get(head, head)
    return head if len(head) == 2 and head.isascii() and head.isalpha() and head != "xx" else ""


def language_of(title: str, text: str, hint: str = "") -> str:
    """The story's language as ISO 639-1, or ``und``.

    ``hint`` is what the row, page or feed declares. It stands unless the text is long and says another, unrelated
    language with a probability of ``OVERRULE``, or is written in a script that the hinted language doesn't use.

    >>> language_of("Feuer im Hafen", "", hint="de-AT"), language_of("12:30", "")
    ('de', 'und')
    >>> language_of("항구에서 불", "", hint="en")  # letters of one language alone tell without statistics
    'ko'
    >>> language_of("東京都庁", ""), language_of("東京都庁", "", hint="ja")
    ('zh', 'ja')
    """
    hint = normalise_language(hint)
    sample = NOISE.sub(" ", f"{title}\n{text[:SAMPLE]}")[:SAMPLE]
    letters = "".join(LETTERS.findall(sample))
    if not letters:
        return hint or UNKNOWN
    script = _script(letters)
    if script:
        # Kanji alone can be Japanese; the hint knows.
        return hint if (script, hint) in {("zh", "ja"), ("he", "yi")} else script
    if hint and len(letters) < LONG and _writes(hint, letters):
        return hint
    if len(letters) < LONG:
        found, probability = _classify(sample, common=True)
        return found if probability >= SURE_SHORT else UNKNOWN
    found, probability = _classify(sample, common=False)
    if hint:
        overruled = probability >= OVERRULE and found != hint and not any({found, hint} <= group for group in CLOSE)
        return found if overruled or (not _writes(hint, letters) and probability >= SURE_LONG) else hint
    if probability < SURE_LONG:
        found, probability = _classify(sample, common=True)
    return found if probability >= SURE_LONG else UNKNOWN


def _script(letters: str) -> str:
    """The language that the script of at least half the letters (a fifth for kana) belongs to alone."""
    if letters.isascii():
        return ""
    for language, pattern in SCRIPTS:
        share = len(pattern.findall(letters)) / len(letters)
        if share >= (0.2 if language == "ja" else 0.5):
            return language
    return ""


def _writes(language: str, letters: str) -> bool:
    """Whether the text's letters can be that language's: most of them Latin for a language written so, few otherwise."""
    if letters.isascii():
        return language in LATIN
    latin = sum(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in letters) / len(letters)
    return latin >= 0.5 if language in LATIN else latin < 0.8


def _classify(sample: str, common: bool) -> tuple[str, float]:
    """The likeliest language that has a two-letter code (with ``common``: among COMMON) and its probability among those."""
    shares: dict[str, float] = {}
    for label, probability in load_classifier().rank(sample):
        language = normalise_language(str(label))
        if language and (not common or language in COMMON):
            shares[language] = shares.get(language, 0.0) + float(probability)
    total = sum(shares.values())
    best = min(shares, key=lambda language: (-round(shares[language], 9), language))
    return best, round(shares[best] / total, 6) if total else 0.0


def load_classifier() -> Any:
    """The classifier, loaded once a process on first use (0.5 s)."""
    with _loading:
        if not _identifier:
            from py3langid.langid import MODEL_FILE, LanguageIdentifier

            _identifier.append(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
    return _identifier[0]
