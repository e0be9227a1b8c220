"""``newsheaf explain`` where something out of the ordinary decided: an editor, the clock, a text too short to judge."""

from __future__ import annotations

from pathlib import Path

from connectors.store import open_store
from pipelines.commands.explain import find_case
from pipelines.commands.explain_words import case_lines, verdict
from pipelines.config import Config
from tests.end_to_end.runs import latest
from tests.end_to_end.test_overrides import ALL, COPY, FIRE, FLOUR_ROWS, Desk, row


def explain(desk: Desk, one: str, other: str) -> tuple[str, str]:
    case = find_case(open_store(desk.store), latest(desk.store), one, other, Config())
    lines = list(case_lines(case))
    assert lines[0] == verdict(case) and all(line == line.rstrip() for line in lines)
    assert lines == list(case_lines(find_case(open_store(desk.store), latest(desk.store), one, other, Config())))
    return lines[0], "\n".join(lines)


def test_what_an_editor_decided(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.run(ALL)
    assert explain(desk, "ferry1", "ferry4")[0] == "Folded: B is a copy of A, and in one bundle."
    desk.run([], "cannot-link: [ferry4, ferry1], note: not one paper", "must-link: [quake1, flour1], note: one desk")
    first, text = explain(desk, "ferry4", "ferry1")
    assert first == "Neither folded nor bundled: an editor keeps them apart."
    assert "ferry4 was a copy before edition 00000002" in text and "not folded, an editor keeps the copies apart" in text and "not one paper" in text
    first, text = explain(desk, "flour1", "quake1")
    assert first == "Not folded, but in one bundle: too few runs of three words in common for copies, 0.000 by rarity."
    assert "must-link; must-link flour1 quake1: one desk" in text and "no chain of stories alike" in text and "an editor holds the two together" in text


def test_too_far_apart_and_too_short(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    late = row("late", COPY["title"], FIRE, 24 * 20)
    short = [row("short1", "Rain in Skerrin", "Rain fell in Skerrin.", 1), row("short2", "Rain over Skerrin again", "Rain fell over Skerrin.", 2)]
    desk.run([*ALL, late, *short])
    first, text = explain(desk, "ferry1", "late")
    assert first.startswith("Neither folded nor bundled: they are 20 days apart, and a bundle takes nothing after 7")
    assert "480 hours apart, and 72 are allowed" in text and "rule: equal text" in text
    _, text = explain(desk, "short1", "short2")
    assert "too short to be told for copies" in text and "rule: too short" in text
    first, text = explain(desk, "ferry1", "flour1")
    assert first.startswith("Neither folded nor bundled: ") and "strongest terms that B hasn't: " in text
    same = [dict(r, id=r["id"] + "x", url=r["url"] + "x", publisher=r["publisher"] + "x") for r in FLOUR_ROWS[:1]]
    desk.run(same)
    first, text = explain(desk, "flour1", "flour1x")
    assert first.startswith("Folded: ") and "equal text" in text
    text = explain(desk, "flour2", "flour1x")[1]
    assert "B is a copy: its original flour1 speaks for it here" in text and "linked, as published: flour2 - 0." in text
    assert "of its 51 runs of three words in common" in text
