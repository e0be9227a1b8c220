"""The headline among all that a page calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transforms.extract.facts import PageFacts
from transforms.text.headline import headline_key
from transforms.text.words import is_number, tokens

# A run of blanks is looked at from its start only: else each of its characters would look at the rest.
SEPARATOR = re.compile(r"(?<!\s)\s++(?:[|•·»«›–—\-*/:]{1,2}\s+|[|»]\s+|(?:[｜：_]|--)\s*)|[|»]\s+|(?:[｜：_]|--)\s*")
LONGEST = 200  # characters of a headline; longer ones are the page's first paragraph
TELLING = 8  # characters of a key from which one being inside another says that both name the same
ALMOST = 0.8  # share of two titles' words that are in both from which they are one headline with a word changed
GENERIC = frozenset({"home", "homepage", "news", "index", "untitled", "article", "startseite", "404", "not found", "page not found"})


def choose_title(facts: PageFacts, names: Sequence[str], entry_title: str = "") -> str:
    """The headline, one line. ``names`` are the outlet's names, which are taken off at either end.

    >>> facts = PageFacts(document_title="Two boats burn in the harbour | The Ledger", headings=("HARBOUR: Two boats burn in the harbour",))
    >>> choose_title(facts, ["The Ledger"], entry_title="Two boats burn in the harbour")
    'Two boats burn in the harbour'
    >>> choose_title(PageFacts(headline="Two boats burn in the harbour", headings=("TWO BOATS BURN IN THE HARBOUR",)), ["The Ledger"])
    'Two boats burn in the harbour'

    The feed's title where the page repeats it. Else the headline of the page's JSON-LD article, unless the visible heading
    is a part of it (no kicker) or words it otherwise while the head agrees with itself (the head is then worded for search),
    or og:title alone is worded otherwise (by an editor's hand). Else the heading that the head confirms, what the head says,
    the feed's title, a lone heading. How often that is right, and what others would be: docs/decisions/extract-titles.md.
    """
    nobody = {headline_key(name) for name in (*names, *GENERIC)}
    headline, social, document, fed = (
        _usable(without_outlet(title, names), nobody)
        for title in (facts.headline, next(iter(facts.titles), ""), facts.document_title, entry_title)
    )
    others = [title for text in facts.titles if (title := _usable(without_outlet(text, names), nobody))]
    head = [title for title in (headline, *others, document) if title]
    headings = [text for text in facts.headings if _usable(text, nobody) and not _names_outlet(text, social, facts.document_title)]
    heading = _confirmed(headings, [*head, fed] if fed else head)
    everything = [*head, *headings]

    chosen = next((title for title in everything if headline_key(title) == headline_key(fed)), "")
    if not chosen:
        chosen = _of_marked_up(headline, social, document, heading) if headline else _of_plain(social, document, heading)
    chosen = chosen or next(iter(head), "") or fed or next(iter(headings), "") or next(iter(facts.headings), "")
    return _spelling(chosen, everything)


def _of_marked_up(headline: str, social: str, document: str, heading: str) -> str:
    """The headline of a page that states one in JSON-LD, given what else the page says (empty where it says nothing)."""
    stated, seen = headline_key(headline), headline_key(heading)
    agreed = _within(headline, document)
    if not seen or stated == seen:
        return social if seen and social and agreed and not _within(headline, social) else headline
    if stated in seen:
        return heading if seen.startswith(stated) else headline  # cut short in the head; a kicker above it
    if seen in stated or (agreed and _within(headline, social) and not _reworded(heading, headline)):
        return heading
    return headline


def _of_plain(social: str, document: str, heading: str) -> str:
    """The same of a page without marked-up headline: the heading, or og:title that is the heading without its kicker or with
    a word changed and confirmed by <title>."""
    seen, said = headline_key(heading), headline_key(social)
    if len(said) >= TELLING and seen != said and seen.endswith(said):
        return social
    return social if seen and _within(social, document) and not _within(heading, social) and _reworded(heading, social) else heading


def _usable(title: str, nobody: set[str]) -> str:
    key = headline_key(title)
    return title if key and key not in nobody and len(title) <= LONGEST else ""


def _confirmed(headings: Sequence[str], said: Sequence[str]) -> str:
    """The heading that something else on the page repeats in whole or in part, else the first when it words one of them anew."""
    keys = [headline_key(title) for title in said]
    for heading in headings:
        key = headline_key(heading)
        if len(key) >= TELLING and any(key in other or (len(other) >= TELLING and other in key) for other in keys):
            return heading
    return next((heading for heading in headings[:1] if any(_alike(heading, title) for title in said)), "")


def _names_outlet(heading: str, social: str, document: str) -> bool:
    """Whether <title> is this heading beside og:title: then the heading names the site."""
    key, whole, rest = headline_key(heading), headline_key(document), headline_key(social)
    return bool(rest) and key != rest and whole in (key + rest, rest + key)


def _within(one: str, other: str) -> bool:
    """Whether one title is the other or a telling part of it."""
    short, long = sorted((headline_key(one), headline_key(other)), key=len)
    return short in long and (len(short) >= TELLING or short == long)


def _alike(heading: str, title: str) -> bool:
    """Whether at least a third of a heading's words, and three, are in a title: then it words the same thing for the page.

    >>> _alike("Two boats burn in harbour", "Harbour fire: two boats lost"), _alike("Latest news", "Latest news from the harbour")
    (True, False)
    """
    words = set(tokens(heading))
    return len(words) >= 3 and 3 * len(both := words.intersection(tokens(title))) >= len(words) and len(both) >= 3


def _reworded(one: str, other: str) -> bool:
    """Whether two titles are one headline with a word or two changed; a changed number says something else.

    >>> _reworded("Two boats burn in the harbour", "Two boats burnt in the harbour")
    True
    >>> _reworded("Fire burns 2 boats in the harbour", "Fire burns 3 boats in the harbour")
    False
    """
    words, others = set(tokens(one)), set(tokens(other))
    return 2 * len(words & others) >= ALMOST * (len(words) + len(others)) and not any(map(is_number, words ^ others))


def _spelling(chosen: str, said: Iterable[str]) -> str:
    """The title, unless it is set in capitals or its words are run together and another statement has it in plain spelling."""
    key = headline_key(chosen)
    return max(
        (chosen, *(title for title in said if headline_key(title) == key)),
        key=lambda text: (not text.isupper() or not chosen.isupper(), len(tokens(text))),
    )


def without_outlet(title: str, names: Sequence[str]) -> str:
    """The title without the outlet's name at its ends.

    >>> without_outlet("Two boats burn - in the harbour | The Ledger", ["The Ledger"])
    'Two boats burn - in the harbour'
    >>> without_outlet("Ledger – Two boats burn", ["Ledger"]), without_outlet("Two boats burn - Ledger Online", ["Ledger"])
    ('Two boats burn', 'Two boats burn')
    >>> without_outlet("Two boats burn | Harbour | Ledger", ["Ledger"])
    'Two boats burn | Harbour'
    """
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    keys = [headline_key(name) for name in names if name]
    marks = SEPARATOR.findall(title)
    while len(parts) > 1 and _is_outlet(parts[-1], keys):
        parts.pop()
        marks = marks[: len(parts) - 1]
    while len(parts) > 1 and _is_outlet(parts[0], keys):
        parts.pop(0)
        marks = marks[1:]
    return "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True)).strip()


def _is_outlet(part: str, keys: Sequence[str]) -> bool:
    key = headline_key(part)
    if not key:
        return True
    telling = [name for name in keys if len(name) >= 3]
    if key in telling or (len(key) >= 4 and any(key in name for name in telling)):
        return True
    # "Ledger Online" is the Ledger, "Ledger Weekly #18" one of its articles.
    return any(name in key and not any(character.isdecimal() for character in key.replace(name, "", 1)) for name in telling)
