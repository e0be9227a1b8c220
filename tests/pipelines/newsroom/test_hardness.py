"""The sample newsroom is hard for simple rules and fair to good ones: on the shipped seed and on one that nobody has seen."""

from __future__ import annotations

from itertools import combinations
from statistics import median

import pytest
import trafilatura

from pipelines.newsroom.scoring import count_left, score_grouping, words_of
from pipelines.newsroom.world import World, build_world
from tests.pipelines.newsroom.baselines import cluster_by_titles, commit_seed, fold_by_jaccard, jaccard, shingles, text_of


@pytest.fixture(scope="module", params=["newsheaf", "commit"])
def world(request: pytest.FixtureRequest) -> World:
    return build_world(commit_seed() if request.param == "commit" else request.param)


def test_folding_by_jaccard_misses_most_copies(world: World) -> None:
    stories = [story for story in world.stories if story.kind != "aggregated"]
    score = score_grouping([story.group for story in stories], fold_by_jaccard(world, stories, 0.7))
    assert score.pair_f1 <= 0.60


def test_half_of_the_rewrites_are_far_from_their_original(world: World) -> None:
    moment = world.moments[-1]
    found = [jaccard(shingles(text_of(story, moment)), shingles(text_of(world.by_id[story.group], moment)))
             for story in world.stories if story.kind == "copy" and story.rewrite != "verbatim"]
    assert len(found) >= 100
    assert median(found) <= 0.40
    assert sorted(found)[len(found) // 20] >= 0.15  # and yet near enough to be told


def test_clustering_by_title_words_fails_at_every_threshold(world: World) -> None:
    gold = [story.event for story in world.stories]
    best = max(score_grouping(gold, cluster_by_titles(world, world.stories, step / 20)).bcubed_f1 for step in range(2, 14))
    assert best <= 0.75


def test_look_alike_events_share_their_title_words(world: World) -> None:
    pairs = set()
    titled = [(story, set(words_of(story.revisions[0].title))) for story in world.stories if story.event in world.truths]
    for (a, mine), (b, theirs) in combinations(titled, 2):
        alike = a.language == b.language and world.truths[a.event].happening.kind == world.truths[b.event].happening.kind
        if alike and a.event != b.event and len(mine & theirs) >= 0.6 * max(len(mine), len(theirs)):
            pairs.add(frozenset((a.event, b.event)))
    assert len(pairs) >= 10


def test_plain_extraction_leaves_furniture(world: World) -> None:
    moment = world.moments[-1]
    left = lines = missing = words = 0
    for story in [story for story in world.stories if story.page == "ok"][::4]:
        page, article = world.page(story, moment), story.at(moment).paragraphs
        document = trafilatura.bare_extraction(page.html, with_metadata=False)
        text = (document.text if document else "") or ""
        left += count_left(page.furniture, text, article)
        lines += len(page.furniture)
        words += len(words_of(" ".join(article)))
        missing += len(words_of(" ".join(paragraph for paragraph in article if " ".join(words_of(paragraph)) not in " ".join(words_of(text)))))
    assert left / lines >= 0.05
    assert missing / words <= 0.02  # it is the furniture that is hard, not the article
