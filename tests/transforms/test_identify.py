"""Which story an item is: cases in ``tests/data/identity``, each with what is right beside it, and what holds of any order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.transforms.newsdesk import Desk, article, page_html

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
