"""What an editor's links ask of the placing of new stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.overrides import Components, Links


@dataclass(frozen=True, slots=True)
class Bonds:
    """A party is an open bundle, by its id, or a new original, by its."""

    held: frozenset[str] = frozenset()  # open bundles that keep together
    apart: frozenset[tuple[str, str]] = frozenset()  # pairs of parties that never come together

    def foes(self, parties: Sequence[str]) -> list[tuple[int, int]]:
        """The places of the parties that never come together."""
        place = {name: number for number, name in enumerate(parties)}
        return sorted((place[one], place[other]) for one, other in self.apart if one in place and other in place)


NO_BONDS = Bonds()


def bind_stories(links: Links, root: Mapping[str, str], home: Mapping[str, str]) -> Bonds:
    """The bonds of the links. ``root`` names the original of every story at hand, ``home`` the open bundle of published ones.

    Stories that are of one bundle already are no parties to each other: nothing keeps them apart until that is mended.
    """
    homes = {root[story]: home[story] for story in sorted(root, reverse=True) if story in home}  # of a copy where the original has none
    homes |= {name: home[name] for name in root.values() if name in home}
    tied = Components()
    for link in links.must:
        tied.unite(root[link.left], root[link.right])
    parties: dict[str, set[str]] = defaultdict(set)
    for link in (*links.must, *links.cannot):
        for name in (root[link.left], root[link.right]):
            parties[tied.find(name)].add(homes.get(name, name))
    apart = set()
    for link in links.cannot:
        ones, others = (parties[tied.find(root[end])] for end in (link.left, link.right))
        apart |= {(min(one, other), max(one, other)) for one in ones for other in others if one != other}
    named = {name for own in parties.values() for name in own}
    return Bonds(frozenset(named & set(home.values())), frozenset(apart))
