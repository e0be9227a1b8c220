"""Which rule of ``residue`` a line answers to. Most lines answer to none, so what rules a line out is looked at first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from transforms.strip.residue import RULES, Rule

LONGEST = max(rule.longest for rule in RULES) + 20
MARKS = " \t\n\r\u00a0*_•·►▶➤→|"  # around a line that say nothing
SHORT = 110  # characters past which most rules without hints are out


def _beginnings(longer_than: int) -> re.Pattern[str]:
    """All rules without hints, which say how a line begins, for lines longer than that."""
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in RULES if not rule.hints and rule.longest > longer_than))


_OF_SHORT, _OF_LONG = _beginnings(0), _beginnings(SHORT)


@dataclass(frozen=True, slots=True)
class _Table:
    """The rules for lines of one length, place and alphabet, in their order, and all their hints."""

    hints: tuple[str, ...]
    hinted: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    open: bool  # whether some rules have no hints


def rule_for(line: str, head: bool = True, tail: bool = True) -> Rule | None:
    """The first rule that the line answers to by itself, among those for its place: in the head, in the tail or in neither.

    >>> [rule_for(line).reason for line in ("Share this article on Facebook", "Lesen Sie auch: Feuer im Hafen", "Publicité")]
    ['share bar', 'related headline', 'advertisement label']
    >>> rule_for("© 2021 The Ledger").reason, rule_for("© 2021 The Ledger", head=True, tail=False)
    ('rights notice', None)
    """
    if len(line) > LONGEST:
        return None
    lowered = line.strip(MARKS).lower()
    table = _TABLES[head, tail, lowered.isascii()][len(lowered)]
    begins = table.open and (_OF_SHORT if len(lowered) <= SHORT else _OF_LONG).match(lowered) is not None
    for hint in table.hints:
        if hint in lowered:
            break
    else:
        if not begins:
            return None
    for rule in table.rules if begins else table.hinted:
        if (not rule.hints or any(hint in lowered for hint in rule.hints)) and rule.find(lowered):
            return rule
    return None


def is_related_label(text: str) -> bool:
    """Whether a text, by itself, announces other stories.

    >>> is_related_label("See also"), is_related_label("Читайте также:"), is_related_label("The harbour fire")
    (True, True, False)
    """
    rule = rule_for(text)
    return rule is not None and rule.reason == "related headline"


def _tables(head: bool, tail: bool, ascii_only: bool) -> list[_Table]:
    """The table for every length of a line."""
    here = [rule for rule in RULES if rule.zone == "any" or (tail and rule.zone != "head") or (head and rule.zone != "tail")]
    made: dict[int, _Table] = {}  # by how many rules are left at that length
    tables = []
    for length in range(2 * LONGEST):
        rules = tuple(rule for rule in here if rule.longest >= length)
        if len(rules) not in made:
            hinted = tuple(rule for rule in rules if rule.hints)
            hints = dict.fromkeys(hint for rule in hinted for hint in rule.hints if hint.isascii() or not ascii_only)
            made[len(rules)] = _Table(tuple(hints), hinted, rules, len(hinted) < len(rules))
        tables.append(made[len(rules)])
    return tables


_TABLES = {place: _tables(*place) for place in product((False, True), repeat=3)}
