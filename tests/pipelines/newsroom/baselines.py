"""Simple rules that the sample newsroom must be too hard for."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pipelines.newsroom.scoring import words_of
from pipelines.newsroom.world import Story, World


def commit_seed() -> str:
    """A seed that nobody chose: NEWSHEAF_NEWSROOM_SEED, else the hash of the commit under test."""
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return os.environ.get("NEWSHEAF_NEWSROOM_SEED") or found.stdout.strip() or "no commit"


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = words_of(text)
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def text_of(story: Story, moment: datetime) -> str:
    revision = story.at(moment)
    return "\n".join((revision.title, *revision.paragraphs))


def jaccard(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def candidates(sets: Sequence[frozenset[tuple[str, ...]]], least: int) -> Iterable[tuple[int, int]]:
    """Pairs of texts that share at least so many shingles."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for shingle in found:
            where[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1:])
    return sorted(pair for pair, count in shared.items() if count >= least)


def link(n: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Connected components as labels."""
    root = list(range(n))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in pairs:
        root[find(a)] = find(b)
    return [find(i) for i in range(n)]


def fold_by_jaccard(world: World, stories: Sequence[Story], threshold: float) -> list[int]:
    sets = [shingles(text_of(story, world.moments[-1])) for story in stories]
    return link(len(stories), [(a, b) for a, b in candidates(sets, 5) if jaccard(sets[a], sets[b]) >= threshold])


_STOP = frozenset("the a an of to in on at for and as is with after by over from der die das und in im von zu zum auf nach bei aus den dem des ein eine "
                  "el la los las de del y en un una por para con tras que le les des du et à au aux sur pour".split())


def title_words(title: str) -> frozenset[str]:
    return frozenset(word for word in words_of(title) if word not in _STOP)


def cluster_by_titles(world: World, stories: Sequence[Story], threshold: float) -> list[int]:
    """Online, as simple readers do it: a story joins the group whose latest titles share most words, within three days, in its language."""
    labels: list[int] = []
    groups: list[tuple[str, datetime, list[frozenset[str]]]] = []
    for story in stories:
        words = title_words(story.at(world.moments[-1]).title)
        best, where = 0.0, -1
        for number, (language, last, titles) in enumerate(groups):
            if language != story.language or story.published - last > timedelta(days=3):
                continue
            score = max(len(words & other) / max(1, len(words | other)) for other in titles)
            if score > best:
                best, where = score, number
        if best >= threshold:
            labels.append(where)
            groups[where] = (story.language, story.published, [*groups[where][2], words])
        else:
            labels.append(len(groups))
            groups.append((story.language, story.published, [words]))
    return labels


def sentences_of(text: str) -> list[str]:
    return [" ".join(words_of(part)) for part in re.split(r"(?<=[.!?”»])\s+", text) if len(part.split()) >= 5]
