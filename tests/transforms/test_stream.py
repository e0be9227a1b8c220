"""A stream of small editions: few published memberships move, stories that come late change little, a replay nothing."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from wordfreq import top_n_list

from benchmarks.bench_stream import START, STEPS, Result, cut_stream, run_stream
from connectors.records import Sketch, Story
from transforms.bundle import BundleSettings
from transforms.fold import FoldSettings
from transforms.sign import sketch_story

EVENTS = 90
HOURS = 96
SYLLABLES = ("ba", "cor", "del", "fin", "gra", "hol", "jan", "kel", "lor", "mun", "nor", "pa", "rem", "sol", "tur", "vel", "wes", "zan")


def made_up_news(alike: int) -> dict[str, tuple[Sketch, str]]:
    """Headlines with a line of text on some events, with the event of each: those of one field share words, the more ``alike`` the more."""
    dice = random.Random(7)

    def word() -> str:
        return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3)))

    common = top_n_list("en", 900)[300:]
    fields = [[word() for _ in range(12)] for _ in range(12)]
    found: dict[str, tuple[Sketch, str]] = {}
    for event in range(EVENTS):
        own, field = [word() for _ in range(10)], dice.choice(fields)
        begin = dice.uniform(0, HOURS)
        for _ in range(min(int(dice.paretovariate(0.9)) + 1, 14)):
            title = [*dice.sample(own, 4 - alike), *dice.sample(field, alike), *dice.sample(common, 3)]
            text = [*dice.sample(own, 6 - alike), *dice.sample(field, 2 + alike), *dice.sample(common, 12)]
            dice.shuffle(title)
            published = START + timedelta(hours=begin + dice.expovariate(1 / 8))
            name = f"s{dice.getrandbits(40):010x}"
            story = Story(
                id=name, title=" ".join(title), text=" ".join(text), site=f"{dice.randrange(40)}.example", published=published,
                published_precision="second", first_seen=published, language="en", item_fingerprint="", fingerprint="",
            )  # fmt: skip
            found[name] = (sketch_story(story), f"event {event}")
    return found


def bcubed_f1(label: dict[str, str], truth: dict[str, str]) -> float:
    both = Counter((label[id], truth[id]) for id in truth)
    found, true = Counter(label[id] for id in truth), Counter(truth.values())
    precision = sum(n * n / found[one] for (one, _), n in both.items()) / len(truth)
    recall = sum(n * n / true[other] for (_, other), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)


@pytest.fixture(scope="module")
def plain() -> dict[str, tuple[Sketch, str]]:
    return made_up_news(1)


@pytest.fixture(scope="module")
def hard() -> dict[str, tuple[Sketch, str]]:
    return made_up_news(2)


def stream(news: dict[str, tuple[Sketch, str]], every: str, *, late: bool = False, backwards: bool = False) -> Result:
    editions = cut_stream([sketch for sketch, _ in news.values()], STEPS[every], 3, late)
    return run_stream([(as_of, new[:: -1 if backwards else 1]) for as_of, new in editions], FoldSettings(), BundleSettings())


def test_late_stories_change_little(plain: dict[str, tuple[Sketch, str]]) -> None:
    truth = {id: event for id, (_, event) in plain.items()}
    batch = bcubed_f1(stream(plain, "once").label, truth)
    inorder, late = (bcubed_f1(stream(plain, "1h", late=some).label, truth) for some in (False, True))
    assert abs(inorder - late) <= 0.01 and min(inorder, late) >= batch - 0.02, (batch, inorder, late)


def test_few_published_memberships_ever_move(hard: dict[str, tuple[Sketch, str]]) -> None:
    truth = {id: event for id, (_, event) in hard.items()}
    assert len(truth) > 300
    for every, late in (("15min", False), ("1h", True)):
        found = stream(hard, every, late=late)
        assert found.editions > 80
        assert len(found.moved) <= 0.02 * len(truth), (every, late)
    editions = cut_stream([sketch for sketch, _ in hard.values()], STEPS["1h"], 3, late=False)
    free = run_stream(editions, FoldSettings(), BundleSettings(most_moved=1.0))
    assert len(free.moved) > 0.05 * len(truth)  # so the bound is what holds them


def test_a_replay_gives_the_same_ids(hard: dict[str, tuple[Sketch, str]]) -> None:
    one, again = stream(hard, "1h"), stream(hard, "1h", backwards=True)
    assert one.label == again.label and one.moved == again.moved
