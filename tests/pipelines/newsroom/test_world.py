"""The sample newsroom as a world: deterministic, big enough, readable, and true to its own truth."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from itertools import combinations

import pytest

from pipelines.newsroom.feeds import list_feeds
from pipelines.newsroom.grammar import parse_prose, parse_template, prose_of, tidy
from pipelines.newsroom.load import many_pages, many_stories
from pipelines.newsroom.scoring import words_of
from pipelines.newsroom.truth import expected_outcomes, expected_revisions, expected_stories, truth_json
from pipelines.newsroom.world import LANGUAGES, World, build_world
from tests.pipelines.newsroom.baselines import sentences_of, text_of

SHIPPED = "newsheaf"


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(SHIPPED)


def fingerprint(world: World) -> str:
    digest = hashlib.sha256(truth_json(world).encode())
    for story in world.stories:
        if story.has_page:
            digest.update(world.page(story, world.moments[-1]).html.encode())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_another_process_with_another_hash_seed(world: World) -> None:
    code = "from tests.pipelines.newsroom.test_world import *; print(fingerprint(build_world(SHIPPED)))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120, cwd=".",
                           env={"PYTHONHASHSEED": "4711", "PYTHONPATH": ".", "LC_ALL": "C"})
    assert other.stdout.strip() == fingerprint(world)


def test_another_seed_gives_another_world(world: World) -> None:
    other = build_world("another")
    assert {story.revisions[0].paragraphs for story in other.stories if story.kind != "aggregated"}.isdisjoint(story.revisions[0].paragraphs for story in world.stories)


def test_size(world: World) -> None:
    assert len(world.outlets) >= 20
    assert {outlet.language for outlet in world.outlets} == set(LANGUAGES)
    assert len(world.happenings) >= 60
    assert world.moments[-1] - world.start == timedelta(days=4)
    assert all(world.start <= story.published < world.moments[-1] for story in world.stories)
    assert len({outlet.template for outlet in world.outlets}) >= 6
    assert {outlet.feed for outlet in world.outlets} == {"rss", "atom", "json"}
    assert {outlet.content for outlet in world.outlets} == {"full", "summary", "none"}
    lengths = sorted(len(words_of(" ".join(story.revisions[0].paragraphs))) for story in world.stories if story.kind in ("wire", "report", "follow-up"))
    assert lengths[len(lengths) // 20] >= 120
    assert 190 <= lengths[len(lengths) // 2] <= 400
    assert lengths[-1] <= 500


def test_every_kind_of_reuse_happens_in_every_language(world: World) -> None:
    for language in LANGUAGES:
        kinds = Counter(story.rewrite for story in world.stories if story.language == language and story.kind == "copy")
        assert set(kinds) == {"verbatim", "retitled", "cut", "local", "rewritten"}
    reprints = Counter(story.group for story in world.stories if story.kind == "copy")
    assert max(reprints.values()) >= 10


def test_an_event_in_two_languages_is_two_truths(world: World) -> None:
    told = Counter(truth.happening.key for truth in world.truths.values())
    assert sum(count > 1 for count in told.values()) >= 15
    assert all(story.event.split(":")[0] == story.language for story in world.stories)


def test_a_copy_keeps_passages_and_independent_reports_do_not(world: World) -> None:
    """The answer is in the texts: every copy shares at least a third of its own or its original's sentences, independent reports hardly any."""
    first = {story.id: set(sentences_of("\n".join(story.revisions[0].paragraphs))) for story in world.stories}
    for story in world.stories:
        if story.group != story.id:
            mine, theirs = first[story.id], first[story.group]
            assert len(mine & theirs) / min(len(mine), len(theirs)) >= 0.3, (story.rewrite, story.url)
    told = [story for story in world.stories if story.kind in ("wire", "report", "follow-up")]
    shared = [len(first[a.id] & first[b.id]) / min(len(first[a.id]), len(first[b.id])) for a, b in combinations(told, 2) if a.event == b.event]
    assert sorted(shared)[int(len(shared) * 0.95)] <= 0.15
    assert max(shared) <= 0.4


def test_stories_on_different_events_do_not_share_most_sentences(world: World) -> None:
    told = [story for story in world.stories if story.kind in ("wire", "report")]
    sentences = {story.id: set(sentences_of(text_of(story, world.moments[-1]))) for story in told}
    for a, b in combinations(told, 2):
        if a.event != b.event and a.language == b.language:
            assert len(sentences[a.id] & sentences[b.id]) <= 0.35 * min(len(sentences[a.id]), len(sentences[b.id])), (a.url, b.url)


def test_reports_of_one_event_share_its_names(world: World) -> None:
    for truth in world.truths.values():
        names = set(words_of(" ".join([*truth.happening.names.values(), *(person.last for person in truth.happening.people.values())])))
        for story in world.stories:
            if story.event == truth.key and story.kind != "aggregated":
                assert len(names & set(words_of(text_of(story, world.moments[-1])))) >= 2, story.url


def test_no_hole_is_left_in_any_text(world: World) -> None:
    for story in world.stories:
        for revision in story.revisions:
            text = "\n".join((revision.title, revision.deck, *revision.paragraphs))
            assert not set("[]{}|") & set(text), text
            assert ",," not in text and ",." not in text and "  " not in text, text


def test_corrections_keep_address_and_guid_and_change_what_the_feed_shows(world: World) -> None:
    corrected = [story for story in world.stories if len(story.revisions) > 1]
    assert len(corrected) >= 8
    assert all(a.title != b.title and a.paragraphs != b.paragraphs for a, b in (story.revisions[:2] for story in corrected))
    assert expected_revisions(world, 2) >= 3


def test_expected_stories_grow_and_end_with_all_that_feeds_listed(world: World) -> None:
    seen = [{story.id for story in expected_stories(world, edition)} for edition in range(3)]
    assert seen[0] < seen[1] < seen[2] == {story.id for story in world.stories}
    late = [story for story in world.stories if story.id in seen[1] - seen[0] and story.published < world.moments[0] - timedelta(hours=1)]
    assert late, "a rate-limited feed brings stories, originals among them, one edition late"
    assert any(story.kind == "wire" for story in late)


def test_every_bad_feed_is_there_and_its_end_is_known(world: World) -> None:
    behaviours = {feed.behaviour for feed in list_feeds(world)}
    assert behaviours >= {"good", "rate-limited", "wrong-etag", "constant-etag", "moved", "moved-temporarily", "broken", "wrong-encoding", "slow", "html", "gone",
                          "missing", "loop", "empty", "stalled"}
    outcomes = expected_outcomes(world)
    assert set(outcomes) == {feed.url for feed in list_feeds(world)}
    assert {status for row in outcomes.values() for status in row} == {"changed", "unchanged", "deferred", "failed"}


def test_the_truth_is_plain_json_with_everything_in_it(world: World) -> None:
    truth = json.loads(truth_json(world))
    assert len(truth["stories"]) == len(world.stories)
    story = truth["stories"][0]
    assert {"id", "url", "guid", "event", "group", "copy_of", "rewrite", "title", "text", "furniture", "published", "outlet", "language", "revision"} <= set(story)
    for row in truth["stories"]:
        page = world.page(world.by_id[row["id"]], world.moments[-1]).html if row["page"] == "ok" else ""
        assert not page or all(paragraph.split()[0] in page for paragraph in row["text"])


def test_related_headlines_are_of_other_events(world: World) -> None:
    titles: dict[str, set[str]] = {}
    for story in world.stories:
        titles.setdefault(story.revisions[0].title, set()).add(story.event)
    checked = 0
    for story in world.stories:
        if story.kind != "aggregated":
            for title, _ in world.related(story):
                checked += 1
                assert titles[title] != {story.event}
    assert checked > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grammars_have_the_same_kinds_and_enough_to_say(language: str) -> None:
    prose, english = prose_of(language), prose_of("en")
    assert set(prose.kinds) == set(english.kinds) and set(prose.domains) == set(english.domains) and set(prose.other) == set(english.other)
    for kind in prose.kinds.values():
        assert len(kind.ways["title"]) >= 5 and len(kind.ways["lead"]) >= 3
        assert len(kind.ways) >= 8 and sum(map(len, kind.ways.values())) >= 23


def test_template_choices_nest_and_may_be_linked() -> None:
    from pipelines.newsroom.dice import Dice
    template = parse_template("{1:gibt|sagt} [x] {a|{b|c}} {1:an|zu}")
    said = {template.render(Dice(seed), str.upper) for seed in range(60)}
    assert said == {f"{verb} X {letter} {end}" for verb, end in (("gibt", "an"), ("sagt", "zu")) for letter in "abc"}


@pytest.mark.parametrize("bad", ["{a|b", "a [b", "{a|{b}"])
def test_an_unbalanced_template_is_named_with_its_line(bad: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_prose("en", f"@kind x y\ntitle: {bad}\n")


@pytest.mark.parametrize(("language", "text", "better"), [
    ("en", "a old man, a 18-year-old,.", "An old man, an 18-year-old."),
    ("fr", 'le incendie de Orne : "oui"', "L’incendie d’Orne\u00a0: «\u00a0oui\u00a0»"),
    ("es", "la ley de el alcalde", "La ley del alcalde"),
    ("de", 'er sagte: "Ja"', "Er sagte: „Ja“"),
])
def test_tidy_spells_as_the_language_does(language: str, text: str, better: str) -> None:
    assert tidy(language, text) == better


def test_stories_in_bulk() -> None:
    stories = many_stories(2000, 7)
    assert len(stories) == 2000 and many_stories(300, 7) == stories[:300]
    assert len({story.id for story in stories}) == len({story.url for story in stories}) == 2000
    sizes = Counter(story.event for story in stories)
    assert 3 <= 2000 / len(sizes) <= 5
    assert 0.15 <= sum(story.group != story.id for story in stories) / 2000 <= 0.35
    assert all(story.group == story.id or story.group in {s.id for s in stories} for story in stories[:200])
    assert {"id", "url", "title", "text", "published", "language", "publisher"} == set(stories[0].row())


def test_pages_in_bulk() -> None:
    pages = many_pages(60, 7)
    assert len(pages) == 60
    row = pages[0].row()
    assert row["html"].startswith("<!DOCTYPE html>") and set(row["entry"]) == {"title", "published", "authors", "text"}
    assert "entry" not in pages[0].row(entry=False)
    assert all(page.furniture for page in pages)
