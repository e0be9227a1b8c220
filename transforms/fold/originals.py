"""Originals: what two stories' credits say of each other, and which story of a group the others credit. Pure functions.

A credit is evidence and no proof. Who is credited by the copies outranks the clock, though: an agency's own page may appear long after
its subscribers'.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from connectors.records import Sketch
from transforms.text.credits import agency_keys, credit_keys, outlet_keys

SAME, DIFFERENT = "same", "different"


def compare_credits(one: Sketch, other: Sketch) -> str:
    """``same`` when both credit one source or one is the other's source, ``different`` when they credit different agencies, else empty."""
    if not one.credit and not other.credit:
        return ""
    credits, theirs = credit_keys(one.credit), credit_keys(other.credit)
    own, their_own = outlet_keys(one.site, one.publisher), outlet_keys(other.site, other.publisher)
    if not credits.isdisjoint(theirs | their_own) or not theirs.isdisjoint(own):
        return SAME
    agencies, their_agencies = agency_keys(credits | own), agency_keys(theirs | their_own)
    return DIFFERENT if agencies and their_agencies and agencies.isdisjoint(their_agencies) else ""


def choose_original(members: Sequence[int], sketches: Sequence[Sketch], near: Callable[[int, int], bool]) -> int:
    """Which of a group is the original: the story of the outlet that others of the group credit, else the most senior.

    ``members`` are places in order of seniority. Of several credited outlets that counts which credits none of the others, then seniority.
    A story that is too far in time from any of the group can't be its original.
    """
    if not any(sketches[n].credit for n in members):
        return members[0]
    outlets = {n: outlet_keys(sketches[n].site, sketches[n].publisher) for n in members}
    creditors: dict[str, set[frozenset[str]]] = {}
    for n in members:
        for key in credit_keys(sketches[n].credit) if sketches[n].credit else ():
            creditors.setdefault(key, set()).add(outlets[n])
    named = [n for n in members if outlets[n] and _is_credited(outlets[n], creditors) and all(near(n, m) for m in members)]
    if not named:
        return members[0]
    theirs = frozenset().union(*(outlets[n] for n in named))
    return min(named, key=lambda n: (not credit_keys(sketches[n].credit).isdisjoint(theirs - outlets[n]), n))


def _is_credited(outlet: frozenset[str], creditors: Mapping[str, set[frozenset[str]]]) -> bool:
    """Whether somebody else credits an outlet, all of them as keys; ``creditors`` holds who credits each key."""
    return any(outlet.isdisjoint(other) for key in outlet.intersection(creditors) for other in creditors[key])
