"""Which story an item is: cases in ``tests/data/identity``, each with what is right beside it, and what holds of any order."""

from __future__ import annotations

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.connectors.feeds.parsing import parse
from tests.transforms.newsdesk import Desk, article, page_html
from tests.web import item, rss

CASES = Path(__file__).parents[1] / "data" / "identity"


def polls_of(case: Path) -> list[dict[str, str]]:
    """The feed documents of a case, poll by poll: ``2-quay.example.xml`` is what that host's feed says at the second poll."""
    found: dict[int, dict[str, str]] = {}
    for file in sorted(case.glob("*.xml")):
        number, _, host = file.stem.partition("-")
        found.setdefault(int(number), {})[f"https://{host}/feed"] = file.read_text(encoding="utf-8")
    return [found[number] for number in sorted(found)]


def pages_of(expect: dict[str, Any]) -> dict[str, str | int]:
    return {url: page_html(page["title"], article(page["seed"])) for url, page in expect["pages"].items()}


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_a_case(name: str, tmp_path: Path) -> None:
    expect = json.loads((CASES / name / "expect.json").read_text(encoding="utf-8"))
    desk = Desk(tmp_path, pages_of(expect))
    marked = [f"https://{host}/feed" for host in expect["aggregators"]]
    for documents in polls_of(CASES / name):
        desk.edition(documents, aggregators=marked)
    wanted = sorted(expect["stories"], key=lambda row: json.dumps(row, sort_keys=True))
    assert desk.told() == wanted, expect["why"]
    if expect["asked"] is not None:
        assert sorted(desk.asked) == sorted(expect["asked"]), expect["why"]
    for documents in polls_of(CASES / name)[-1:]:
        again = desk.edition(documents, aggregators=marked)
        assert (again.originals, again.copies, again.revisions) == (0, 0, 0), "a replay publishes nothing"
    assert desk.told() == wanted
    desk.verify()


HOSTS = ("quay.example", "news.quay.example", "planet.example")
WORDS = ("Crane sold", "Ferry late", "Pier closed", "Mayor resigns")


@st.composite
def items(draw: st.DrawFn) -> str:
    """An item with guid and link from few of each, and words that share nothing with others'."""
    title = draw(st.sampled_from(WORDS))
    link = draw(st.sampled_from(["", "https://quay.example/1", "https://quay.example/2", "http://www.quay.example/2/", "https://quay.example/3#a"]))
    guid = draw(st.sampled_from(["", "g1", "g2", "g3"]))
    return item(link, title, guid, f"{title} for the {draw(st.sampled_from(['first', 'second']))} time. {article(title, 3)}")


def documents_of(host: str, rows: list[str]) -> dict[str, bytes]:
    return {f"https://{host}/feed": rss(*rows)[2]}


def editions_of(draw_polls: list[dict[str, list[str]]], pages: dict[str, str | int], *, shuffled: int = 0) -> Desk:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), pages)
        dice = random.Random(shuffled)
        for poll in draw_polls:
            hosts = sorted(poll)
            if shuffled:
                dice.shuffle(hosts)
            desk.edition({url: body for host in hosts for url, body in documents_of(host, poll[host]).items()}, shuffled=shuffled)
        desk.stories = desk.told()  # type: ignore[attr-defined]
        replay = desk.edition({url: body for host, rows in draw_polls[-1].items() for url, body in documents_of(host, rows).items()}, as_of=desk.now)
        assert (replay.originals, replay.copies, replay.revisions) == (0, 0, 0)
        later = desk.edition({url: body for host, rows in draw_polls[-1].items() for url, body in documents_of(host, rows).items()})
        assert (later.originals, later.copies, later.revisions) == (0, 0, 0)
        return desk


POLLS = st.lists(st.dictionaries(st.sampled_from(HOSTS), st.lists(items(), min_size=1, max_size=4), min_size=1, max_size=3), min_size=1, max_size=3)
PAGES: dict[str, str | int] = {f"https://quay.example/{n}": page_html(f"Page {n}", article(f"page {n}")) for n in (1, 2)}
PAGES["http://www.quay.example/2/"] = PAGES["https://quay.example/2"]
FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def words_of(title: str) -> str:
    return f"{title} for the first time. {article(title, 3)}"


SHARED = "https://quay.example/3#a"
TAKEN_OVER: list[dict[str, list[str]]] = [
    {"quay.example": [item(SHARED, "Ferry late", "", words_of("Ferry late"))]},
    {"quay.example": [item("", "Crane sold", "", words_of("Crane sold"))], "news.quay.example": [item(SHARED, "Crane sold", "", words_of("Crane sold"))],
     "planet.example": [item(SHARED, "Ferry late", "", words_of("Ferry late"))]},
]  # fmt: skip
"""What the planet repeats is known by its link, which in the same edition comes to be another story's."""


@FEW
@given(POLLS, st.integers(1, 99))
@example(TAKEN_OVER, 1)
def test_the_order_of_feeds_and_answers_makes_no_difference_and_a_replay_none(polls: list[dict[str, list[str]]], seed: int) -> None:
    assert editions_of(polls, PAGES).stories == editions_of(polls, PAGES, shuffled=seed).stories  # type: ignore[attr-defined]


@FEW
@given(st.lists(st.tuples(st.sampled_from(["", "https://quay.example/1", "https://quay.example/2"]), st.sampled_from(["g1", "g2"])), min_size=2, max_size=4), st.randoms())
def test_the_order_of_polls_makes_no_difference_to_the_set_of_stories(names: list[tuple[str, str]], dice: random.Random) -> None:
    """Whatever guids and links are used again: each text is a story, in whatever order they come."""
    polls = [{"quay.example": [item(link, title, guid, article(title, 3))]} for (link, guid), title in zip(names, WORDS, strict=False)]
    wanted = sorted(title for _, title in zip(names, WORDS, strict=False))
    assert sorted(row["title"] for row in editions_of(polls, {}).stories) == wanted  # type: ignore[attr-defined]
    dice.shuffle(polls)
    assert sorted(row["title"] for row in editions_of(polls, {}).stories) == wanted  # type: ignore[attr-defined]


@FEW
@given(st.lists(items(), min_size=2, max_size=6), st.randoms())
def test_the_order_of_items_makes_no_difference(rows: list[str], dice: random.Random) -> None:
    parsed = parse(rss(*rows)[2])
    dice.shuffle(rows)
    again = parse(rss(*rows)[2])
    assert {entry.id for entry in parsed.entries} == {entry.id for entry in again.entries}
