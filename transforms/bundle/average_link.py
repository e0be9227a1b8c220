"""Average-link grouping of stories on a sparse graph of candidates.

Two groups are as similar as their stories are on average (UPGMA, Sokal and Michener 1958). Short texts hide part of what they have
in common: two headlines on one event may share no word, and the mean of a large group sinks far below that of a pair. So the
mean is divided by the geometric mean of the two groups' inner similarities (Spearman's correction for attenuation, 1904), in full
for headlines, not for long texts: the slack of each row is the exponent.

How alike two groups must be is not the same everywhere: in a dense field, such as everything about one trial, a story is as close to
ten events as elsewhere to one. What tells an event from its field is that its stories have few near ones elsewhere. So a group's
similarity counts in proportion to the share that the other has in its surroundings: of all the similarity that blocking proposed to
it, the part that leads to the other group. And two groups that are both large have had their chance to be closer: they must be.

Pairs that blocking did not propose are not zero but unknown: before two groups join, their similarity is computed from their
sums, so that blocking decides only who is compared.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence

from transforms.bundle.similarity import Closeness, Summary


class Groups:
    """A partition of rows that grows by merging.

    ``start`` gives the rows of each group at the start; a group's number says who goes first where scores are equal. ``homes``
    names what a row is published in, empty for a new one: groups published together are a little closer, those published apart a
    little less, so that published memberships stay. ``around`` is the sum of the proposed similarities that lead
    out of each group, infinite where not all are known. ``fixed``: no two groups with published stories ever join.
    ``foes`` are pairs of groups that never come together, nor do those that they have joined.
    """

    def __init__(
        self,
        closeness: Closeness,
        start: Sequence[Sequence[int]],
        homes: Sequence[str],
        around: Sequence[float] = (),
        *,
        foes: Sequence[tuple[int, int]] = (),
        fixed: bool = False,
    ) -> None:
        self.closeness = closeness
        self._fixed = fixed
        self._foes: dict[int, set[int]] = {}
        for one, other in foes:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)
        slack = closeness.slack
        self.members = [list(group) for group in start]
        self.alive = [True] * len(start)
        self.links: list[dict[int, tuple[float, int, float]]] = [{} for _ in start]  # sum of similarities, how many, sum of proposed ones
        self._around = list(around) or [math.inf] * len(start)
        self._inner = [1.0] * len(start)  # mean similarity of a group's stories, each with itself included
        large = [number for number, group in enumerate(start) if len(group) > 1]
        for number, pairs in zip(large, closeness.within([start[number] for number in large]), strict=True):
            self._inner[number] = (2 * sum(pairs.values()) + len(start[number])) / len(start[number]) ** 2
        self._slack = [float(sum(slack[row] for row in group)) / len(group) for group in start]
        self._homes = [Counter(homes[row] for row in group if homes[row]) for group in start]  # published stories, by their bundle
        self._stamp = [0] * len(start)
        self._summaries: dict[int, Summary] = {}
        self._heap: list[tuple[float, int, int, int, int]] = []

    def link(self, left: int, right: int, similarity: float, *, proposed: bool = True) -> None:
        """Tell the similarity of one pair of stories of two groups, and whether blocking proposed it."""
        total, known, sure = self.links[left].get(right, (0.0, 0, 0.0))
        self.links[left][right] = self.links[right][left] = (total + similarity, known + 1, sure + similarity * proposed)

    def merge_all(self) -> None:
        """Join the most similar groups until none reaches the bar."""
        for left, links in enumerate(self.links):
            for right in links:
                if left < right:
                    self._push(left, right)
        while self._heap:
            _, left, right, *stamps = heapq.heappop(self._heap)
            if not (self.alive[left] and self.alive[right]) or stamps != [self._stamp[left], self._stamp[right]]:
                continue
            _, known, proposed = self.links[left][right]
            pairs = len(self.members[left]) * len(self.members[right])
            if known < pairs:
                exact = self.closeness.of_groups(self._summary(left), self._summary(right))
                self.links[left][right] = self.links[right][left] = (exact * pairs, pairs, proposed)
                self._push(left, right)
            else:
                self._merge(left, right)

    def score(self, left: int, right: int) -> float:
        """How alike two groups are, as it is held against the threshold: corrected for attenuation, by their surroundings and sizes,
        with what speaks for staying; rounded."""
        settings = self.closeness.settings
        total, known, proposed = self.links[left][right]
        inner = self._inner[left] ** (self._slack[left] / 2) * self._inner[right] ** (self._slack[right] / 2)
        around = min(self._around[left], self._around[right])
        devotion = (proposed + 1.0) / (around + 2.0) / settings.usual_devotion if around < math.inf else 1.0
        devotion = min(devotion, settings.most_devotion)
        late = min(len(self.members[left]), len(self.members[right])) ** settings.size_power
        found = total / known / inner * devotion**settings.devotion_power / late
        return float(round(found + settings.stay * self._together(left, right), 6))

    def _together(self, left: int, right: int) -> float:
        """Of all pairs of stories of two groups, the share that is published together, less the share that is published apart.

        Endlessly apart are two large published groups: neither takes the other over.
        """
        one, other = self._homes[left], self._homes[right]
        if not one or not other:
            return 0.0
        same = sum(count * other[home] for home, count in one.items())
        published = one.total() * other.total()
        if self._fixed:
            return -math.inf
        if 2 * same < published and min(one.total(), other.total()) > self.closeness.settings.settled_stories:
            return -math.inf
        return (2 * same - published) / (len(self.members[left]) * len(self.members[right]))

    def _summary(self, group: int) -> Summary:
        found = self._summaries.get(group)
        if found is None:
            found = self._summaries[group] = self.closeness.summarise(self.members[group])
        return found

    def _push(self, left: int, right: int) -> None:
        left, right = min(left, right), max(left, right)
        if right in self._foes.get(left, ()):
            return
        score = self.score(left, right)
        if score >= self.closeness.settings.threshold:
            heapq.heappush(self._heap, (-score, left, right, self._stamp[left], self._stamp[right]))

    def _merge(self, left: int, right: int) -> None:
        total, _, proposed = self.links[left].pop(right)
        a, b = len(self.members[left]), len(self.members[right])
        self._inner[left] = (a * a * self._inner[left] + b * b * self._inner[right] + 2 * total) / (a + b) ** 2
        self._slack[left] = (a * self._slack[left] + b * self._slack[right]) / (a + b)
        self._around[left] += self._around[right] - 2 * proposed
        self.members[left] += self.members[right]
        self.alive[right] = False
        for foe in self._foes.pop(right, ()):
            self._foes[foe].discard(right)
            self._foes[foe].add(left)
            self._foes.setdefault(left, set()).add(foe)
        self._homes[left] += self._homes[right]
        self._stamp[left] += 1
        self._summaries.pop(left, None)
        self._summaries.pop(right, None)
        for other, (more, known, proposed) in self.links[right].items():
            if other == left:
                continue
            del self.links[other][right]
            old, old_known, old_proposed = self.links[left].get(other, (0.0, 0, 0.0))
            self.links[left][other] = self.links[other][left] = (more + old, known + old_known, proposed + old_proposed)
        self.links[right] = {}
        for other in sorted(self.links[left]):
            self._push(left, other)
