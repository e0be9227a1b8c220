"""Average-link clustering (UPGMA, Sokal and Michener 1958) of stories on a sparse graph of candidates, with cannot-links.

Two clusters are as similar as their stories are on average, with three corrections (``AverageLink.score``):

- *Attenuation* (Spearman 1904). Short texts hide part of what they have in common: two headlines on one event may share no word, and
  the mean of a large cluster sinks far below that of a pair. So the mean is divided by the geometric mean of the two clusters' inner
  similarities, in full for headlines, not for long texts: the slack of each row is the exponent.
- *Neighbourhood share*. In a dense field, such as everything about one trial, a story is as similar to ten events as elsewhere to one.
  What tells an event from its field is that its stories have few similar ones elsewhere. So a similarity counts in proportion to the
  share that one cluster has in the other's neighbourhood: of all the similarity that blocking proposed to it, the part that leads
  to the other cluster.
- *Size*. Two clusters that are both large have had their chance to be more similar: they must be.

Pairs that blocking did not propose are not zero but unknown: before two clusters merge, their similarity is computed from their
sums, so that blocking decides only who is compared.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence

from transforms.bundle.similarity import ClusterSummary, Similarity


class AverageLink:
    """A partition of rows that grows by merging.

    ``start`` gives the rows of each cluster at the start; a cluster's number says who goes first where scores are equal. ``bundle_of``
    names the open bundle of each row, empty for a new one: clusters published together are a little more similar, those published
    apart a little less, so that published memberships stay. ``neighbourhood`` is the sum of the proposed similarities that lead out
    of each cluster, infinite where not all are known. ``fixed``: no two clusters with published stories ever merge.
    ``cannot_link`` are pairs of clusters that never come together, nor do those that they have merged into.
    """

    def __init__(
        self,
        similarity: Similarity,
        start: Sequence[Sequence[int]],
        bundle_of: Sequence[str],
        neighbourhood: Sequence[float] = (),
        *,
        cannot_link: Sequence[tuple[int, int]] = (),
        fixed: bool = False,
    ) -> None:
        self.similarity = similarity
        self.members = [list(cluster) for cluster in start]
        self.alive = [True] * len(start)
        self.edges: list[dict[int, tuple[float, int, float]]] = [{} for _ in start]  # sum of similarities, how many, sum of proposed ones
        self._fixed = fixed
        self._cannot_link: dict[int, set[int]] = {}
        for one, other in cannot_link:
            self._cannot_link.setdefault(one, set()).add(other)
            self._cannot_link.setdefault(other, set()).add(one)
        self._neighbourhood = list(neighbourhood) or [math.inf] * len(start)
        self._inner = self._inner_means(start)  # mean similarity of a cluster's stories, each with itself included
        slack = similarity.slack
        self._slack = [float(sum(slack[row] for row in cluster)) / len(cluster) for cluster in start]
        self._published = [Counter(bundle_of[row] for row in cluster if bundle_of[row]) for cluster in start]  # stories, by their bundle
        self._stamp = [0] * len(start)
        self._summaries: dict[int, ClusterSummary] = {}
        self._heap: list[tuple[float, int, int, int, int]] = []

    def _inner_means(self, start: Sequence[Sequence[int]]) -> list[float]:
        found = [1.0] * len(start)
        large = [number for number, cluster in enumerate(start) if len(cluster) > 1]
        for number, pairs in zip(large, self.similarity.within([start[number] for number in large]), strict=True):
            found[number] = (2 * sum(pairs.values()) + len(start[number])) / len(start[number]) ** 2
        return found

    def add_edge(self, left: int, right: int, similarity: float, *, proposed: bool = True) -> None:
        """Tell the similarity of one pair of stories of two clusters, and whether blocking proposed it."""
        total, known, sure = self.edges[left].get(right, (0.0, 0, 0.0))
        self.edges[left][right] = self.edges[right][left] = (total + similarity, known + 1, sure + similarity * proposed)

    def merge_all(self) -> None:
        """Merge the most similar clusters until none reaches the threshold."""
        for left, edges in enumerate(self.edges):
            for right in edges:
                if left < right:
                    self._push(left, right)
        while self._heap:
            _, left, right, *stamps = heapq.heappop(self._heap)
            if not (self.alive[left] and self.alive[right]) or stamps != [self._stamp[left], self._stamp[right]]:
                continue
            _, known, proposed = self.edges[left][right]
            pairs = len(self.members[left]) * len(self.members[right])
            if known < pairs:
                exact = self.similarity.of_clusters(self._summary(left), self._summary(right))
                self.edges[left][right] = self.edges[right][left] = (exact * pairs, pairs, proposed)
                self._push(left, right)
            else:
                self._merge(left, right)

    def score(self, left: int, right: int) -> float:
        """How similar two clusters are, as it is held against the threshold: corrected for attenuation, by neighbourhood share and by
        size, with what speaks for staying; rounded."""
        settings = self.similarity.settings
        total, known, proposed = self.edges[left][right]
        attenuation = self._inner[left] ** (self._slack[left] / 2) * self._inner[right] ** (self._slack[right] / 2)
        neighbourhood = min(self._neighbourhood[left], self._neighbourhood[right])
        share = (proposed + 1.0) / (neighbourhood + 2.0) / settings.usual_devotion if neighbourhood < math.inf else 1.0
        share = min(share, settings.most_devotion)
        size = min(len(self.members[left]), len(self.members[right])) ** settings.size_power
        found = total / known / attenuation * share**settings.devotion_power / size
        return float(round(found + settings.stay * self._published_together(left, right), 6))

    def _published_together(self, left: int, right: int) -> float:
        """Of all pairs of stories of two clusters, the share that is published together, less the share that is published apart.

        Minus infinity for two large published clusters: neither takes the other over.
        """
        one, other = self._published[left], self._published[right]
        if not one or not other:
            return 0.0
        same = sum(count * other[bundle] for bundle, count in one.items())
        published = one.total() * other.total()
        if self._fixed:
            return -math.inf
        if 2 * same < published and min(one.total(), other.total()) > self.similarity.settings.settled_stories:
            return -math.inf
        return (2 * same - published) / (len(self.members[left]) * len(self.members[right]))

    def _summary(self, cluster: int) -> ClusterSummary:
        found = self._summaries.get(cluster)
        if found is None:
            found = self._summaries[cluster] = self.similarity.summarise(self.members[cluster])
        return found

    def _push(self, left: int, right: int) -> None:
        left, right = min(left, right), max(left, right)
        if right in self._cannot_link.get(left, ()):
            return
        score = self.score(left, right)
        if score >= self.similarity.settings.threshold:
            heapq.heappush(self._heap, (-score, left, right, self._stamp[left], self._stamp[right]))

    def _merge(self, left: int, right: int) -> None:
        """Let the left cluster take over the right one."""
        total, _, proposed = self.edges[left].pop(right)
        a, b = len(self.members[left]), len(self.members[right])
        self._inner[left] = (a * a * self._inner[left] + b * b * self._inner[right] + 2 * total) / (a + b) ** 2
        self._slack[left] = (a * self._slack[left] + b * self._slack[right]) / (a + b)
        self._neighbourhood[left] += self._neighbourhood[right] - 2 * proposed
        self._published[left] += self._published[right]
        self.members[left] += self.members[right]
        self.alive[right] = False
        self._stamp[left] += 1
        self._summaries.pop(left, None)
        self._summaries.pop(right, None)
        for other in self._cannot_link.pop(right, ()):
            self._cannot_link[other].discard(right)
            self._cannot_link[other].add(left)
            self._cannot_link.setdefault(left, set()).add(other)
        self._merge_edges(left, right)
        for other in sorted(self.edges[left]):
            self._push(left, other)

    def _merge_edges(self, left: int, right: int) -> None:
        for other, (more, known, proposed) in self.edges[right].items():
            if other == left:
                continue
            del self.edges[other][right]
            old, old_known, old_proposed = self.edges[left].get(other, (0.0, 0, 0.0))
            self.edges[left][other] = self.edges[other][left] = (more + old, known + old_known, proposed + old_proposed)
        self.edges[right] = {}
