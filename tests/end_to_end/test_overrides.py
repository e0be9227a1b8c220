"""An editor's overrides in real runs: kept for new and for published stories, recorded, counted, and nothing else disturbed."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.editions.documents import BundleRow, CopyRow
from connectors.editions.reading import newest_rows, read_bundle
from connectors.overrides import Override, OverrideKind, OverridesError, contradictions, read_overrides, sort_key
from connectors.records import MemberEvidence
from connectors.store import open_store
from pipelines.commands import main
from pipelines.config import Config
from pipelines.plan import RunSummary
from pipelines.rebuild import rebuild_state
from tests.end_to_end.conftest import PublishedWorld
from tests.end_to_end.runs import assert_whole, differences, latest, publish, story_rows, write_rows
from tests.faults import FaultStore, Plan, Request, opened_as_url

START = datetime(2026, 3, 2, tzinfo=UTC)
CONFIG = Config.of(run={"processes": 1})

FIRE = "A fire in the engine room of the ferry Maren Vale injured two sailors on Monday, the harbour office of Port Harrow said. The ferry was towed in by two tugs. Captain Ivo Brandt said that the fire began near the starboard engine at 04:15 and was out within forty minutes. Nobody among the 212 passengers was hurt."
FLOUR = "Bakers in Skerrin asked Farming Minister Della Roon for cheaper flour on Monday. The price of a sack has risen to 38 crowns since the dry summer, their guild said, and a third of the small bakeries may close before Easter. The minister promised an answer within a week and named the harvest in Lower Tarn as the cause."
QUAKE = "An earthquake of magnitude 5.4 shook the valley of Ostrava Pass on Monday night. Rescuers from Hallin searched eleven collapsed barns, and the road to Miren is closed. The seismological institute in Vardal counted thirty aftershocks by morning; the strongest reached 4.1."


def row(id: str, title: str, text: str, hours: float = 0, language: str = "en", **more: Any) -> dict[str, Any]:
    when = (START + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"id": id, "url": f"https://{id}.example/story", "title": title, "text": text, "published": when, "language": language, "publisher": id, **more}


FERRY_ROWS = [
    row("ferry1", "Ferry Maren Vale towed in after engine fire", FIRE),
    row("ferry2", "Two sailors hurt in fire on ferry Maren Vale", "The ferry Maren Vale lies in Port Harrow after a fire in its engine room hurt two sailors. Captain Ivo Brandt praised the crew; two tugs had towed the ship in. The harbour office is asking why the starboard engine overheated with 212 passengers aboard.", 2),
    row("ferry3", "Port Harrow: ferry fire under investigation", "The harbour office of Port Harrow is looking into the engine fire on the ferry Maren Vale, in which two sailors were injured. Tugs towed the ferry in on Monday. Captain Ivo Brandt will be heard on Friday about the starboard engine.", 4),
]  # fmt: skip
FLOUR_ROWS = [
    row("flour1", "Bakers want cheaper flour", FLOUR, 1),
    row("flour2", "Flour at 38 crowns: bakers of Skerrin see the minister", "Three delegates of the bakers' guild of Skerrin sat with Della Roon for an hour. Flour at 38 crowns a sack leaves nothing to live on, said their speaker Anselm Pike; his own shop opened in 1961. Roon spoke of rain, of Lower Tarn and of patience, and of a decision next week.", 3),
]  # fmt: skip
COPY = row("ferry4", "Ferry Maren Vale towed in after engine fire", FIRE, 1)
QUAKE_ROW = row("quake1", "Earthquake shakes Ostrava Pass", QUAKE, 5)
ALL = [*FERRY_ROWS, *FLOUR_ROWS, COPY, QUAKE_ROW]


class Desk:
    """A store, its editions and an editor."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store, self.edition = folder, str(folder / "store"), 0
        folder.mkdir(exist_ok=True)

    def write(self, *lines: str) -> Path:
        file = self.folder / "overrides.yaml"
        file.write_text("".join(f"- {{{line}}}\n" for line in lines))
        return file

    def run(self, rows: Sequence[dict[str, Any]], *lines: str, **plan: Any) -> RunSummary:
        self.edition += 1
        stories = (write_rows(self.folder / f"rows{self.edition}.jsonl", rows),) if rows else ()
        overrides = read_overrides(self.write(*lines)) if lines else ()
        as_of = START + timedelta(days=self.edition)
        return publish(self.store, as_of=as_of, config=CONFIG, stories=stories, overrides=overrides, **plan)[-1]

    def groups(self) -> set[frozenset[str]]:
        found: dict[str, set[str]] = {}
        for id, story in story_rows(self.store).items():
            found.setdefault(story.bundle_id, set()).add(id)
        return {frozenset(ids) for ids in found.values()}

    def copies(self) -> dict[str, str]:
        return {id: story.copy_of for id, story in story_rows(self.store).items() if story.copy_of}

    def evidence(self) -> dict[str, MemberEvidence]:
        store = open_store(self.store)
        found = {}
        for name in {story.bundle_id for story in story_rows(self.store).values()}:
            bundle: BundleRow = next(newest_rows(store, latest(self.store), "bundles", BundleRow, ids={name}))
            for member in read_bundle(store, bundle.document).members:
                found[member.id] = member.evidence
                found |= {copy.id: copy.evidence for copy in member.copies}
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


FERRY, FLOURS, QUAKES = frozenset({"ferry1", "ferry2", "ferry3", "ferry4"}), frozenset({"flour1", "flour2"}), frozenset({"quake1"})


def test_the_sample_is_what_the_tests_take_it_for(desk: Desk) -> None:
    counts = desk.run(ALL).counts
    assert desk.groups() == {FERRY, FLOURS, QUAKES} and desk.copies() == {"ferry4": "ferry1"}
    assert counts.overrides_applied == counts.overrides_waiting == counts.overrides_moved == 0


def test_new_stories_are_linked_and_kept_apart(desk: Desk) -> None:
    lines = (
        "must-link: [quake1, 'https://flour2.example/story?utm_source=mail'], note: one strike, by: mk",
        "cannot-link: [ferry1, ferry3], note: two fires",
        "cannot-link: [ferry1, ferry4]",
        "must-link: [ferry1, not-yet]",
    )
    summary = desk.run(ALL, *lines)
    groups = {id: group for group in desk.groups() for id in group}
    assert groups["quake1"] == groups["flour2"] == FLOURS | QUAKES
    assert groups["ferry1"] != groups["ferry3"] and groups["ferry1"] != groups["ferry4"] and "ferry4" not in desk.copies()
    counts = summary.counts
    assert (counts.overrides_applied, counts.overrides_waiting, counts.overrides_refused, counts.overrides_moved) == (3, 1, 0, 0)
    evidence = desk.evidence()
    told = [evidence[id] for id in ("quake1", "flour2") if evidence[id].rule == "must-link"]
    assert told and all(why.override == "must-link https://flour2.example/story quake1: one strike (mk)" for why in told)
    assert "two fires" in evidence["ferry3"].override and latest(desk.store).counts == counts
    assert_whole(desk.store)


def test_published_bundles_are_joined_and_taken_apart_by_an_edition_of_nothing_else(desk: Desk) -> None:
    desk.run(ALL)
    before = story_rows(desk.store)
    summary = desk.run([], "must-link: [ferry2, flour2], note: the desk")
    assert desk.groups() == {FERRY | FLOURS, QUAKES} and summary.edition and summary.counts.bundles_merged == 1
    after = story_rows(desk.store)
    assert {after[id].bundle_id for id in FERRY | FLOURS} == {min(before["ferry1"].bundle_id, before["flour1"].bundle_id)}  # both of one edition
    moved = [id for id in after if after[id].bundle_id != before[id].bundle_id]
    assert summary.counts.overrides_moved == len(moved) > 0 and all("the desk" in desk.evidence()[id].override for id in moved)
    assert after["quake1"].edition == before["quake1"].edition
    assert_whole(desk.store)
    again = desk.run([], "must-link: [ferry2, flour2], note: the desk")
    assert again.counts.overrides_moved == 0 and again.counts.overrides_applied == 1 and again.counts.bundles_changed == 0
    summary = desk.run([], "cannot-link: [ferry2, flour2]")
    assert desk.groups() == {FERRY, FLOURS, QUAKES} and summary.counts.bundles_split == 1
    assert_whole(desk.store)


def test_a_published_copy_becomes_an_original_again(desk: Desk) -> None:
    desk.run(ALL)
    summary = desk.run([], "cannot-link: [ferry4, ferry1], note: not the same paper")
    assert desk.copies() == {} and {frozenset({"ferry1"})} != desk.groups()
    groups = {id: group for group in desk.groups() for id in group}
    assert groups["ferry1"] != groups["ferry4"] and summary.counts.overrides_moved >= 1
    verdict = next(newest_rows(open_store(desk.store), latest(desk.store), "copies", CopyRow, ids={"ferry4"}))
    assert verdict.withdrawn and verdict.rule == "cannot-link" and "not the same paper" in verdict.override
    evidence = desk.evidence()
    assert "not the same paper" in evidence["ferry4" if evidence["ferry4"].override else "ferry1"].override
    assert_whole(desk.store)
    late = [row("ferry5", "Ferry Maren Vale towed in after engine fire", FIRE, 6)]
    desk.run(late, "cannot-link: [ferry4, ferry1], note: not the same paper")
    groups = {id: group for group in desk.groups() for id in group}
    assert groups["ferry1"] != groups["ferry4"] and desk.copies().keys() == {"ferry5"}
    assert_whole(desk.store)


def test_overrides_wait_for_their_stories_and_hold_for_those_that_come(desk: Desk) -> None:
    lines = ("must-link: [ferry1, quake1]", "cannot-link: [ferry1, ferry3]")
    assert desk.run([FERRY_ROWS[0]], *lines).counts.overrides_waiting == 2
    counts = desk.run(FERRY_ROWS[1:], *lines).counts
    assert (counts.overrides_applied, counts.overrides_waiting) == (1, 1)
    assert desk.run([QUAKE_ROW, COPY, *FLOUR_ROWS], *lines).counts.overrides_applied == 2
    groups = {id: group for group in desk.groups() for id in group}
    assert groups["ferry1"] == groups["quake1"] == groups["ferry4"] and groups["ferry1"] != groups["ferry3"] and groups["flour1"] == FLOURS
    assert desk.evidence()["quake1"].rule == "must-link" and desk.evidence()["quake1"].matched == "ferry1"
    desk.run([row("far", "Ferry fire of years ago", FIRE + " Years later.", 24 * 90)], *lines)  # far out of reach of all of them
    counts = desk.run([], "must-link: [far, flour1]").counts
    groups = {id: group for group in desk.groups() for id in group}
    assert groups["far"] == groups["flour1"] >= FLOURS and counts.overrides_moved > 0
    assert_whole(desk.store)


def test_without_the_line_nothing_moves_back(desk: Desk) -> None:
    desk.run(ALL, "must-link: [ferry2, flour2]", "cannot-link: [ferry1, ferry4]")
    groups = desk.groups()
    desk.run([])
    assert desk.groups() == groups
    desk.run([row("ferry6", "Ferry fire: engine maker answers", FIRE.replace("Monday", "Tuesday") + " The maker of the engine answered.", 30)])
    assert story_rows(desk.store).keys() == {*(story["id"] for story in ALL), "ferry6"}
    assert_whole(desk.store)


def test_rebuilding_the_state_changes_no_bundle(desk: Desk) -> None:
    lines = ("must-link: [ferry2, flour2]", "cannot-link: [ferry1, quake1]")
    desk.run(ALL)
    desk.run([], *lines)
    groups = desk.groups()
    rebuild_state(open_store(desk.store), CONFIG)
    assert_whole(desk.store)
    desk.edition += 1
    counts = desk.run([], *lines).counts
    assert desk.groups() == groups and counts.overrides_moved == 0 and counts.bundles_changed == 0


def test_order_of_lines_and_of_stories_makes_no_difference_and_what_they_say_does(tmp_path: Path) -> None:
    lines = ["must-link: [ferry2, flour2]", "cannot-link: [ferry1, ferry4]", "cannot-link: [quake1, ferry2], note: x"]
    desks = [Desk(tmp_path / name) for name in ("one", "two", "three")]
    for desk, own in zip(desks, (lines, lines[::-1], [*lines[:2], "cannot-link: [quake1, ferry2], note: y"]), strict=True):
        rows = ALL if desk is desks[0] else ALL[::-1]
        desk.run(rows[:3] if desk is desks[0] else [r for r in rows if r in ALL[:3]], *own)
        desk.run(rows[3:] if desk is desks[0] else [r for r in rows if r in ALL[3:]], *own)
    assert differences(desks[0].store, desks[1].store) == []
    hashes = [latest(desk.store).config_hash for desk in desks]
    assert hashes[0] == hashes[1] != hashes[2] and CONFIG.digest() not in hashes


def test_an_archive_in_slices_honours_them(desk: Desk) -> None:
    archive = [dict(r, published=r["published"].replace("2026-03-02", f"2026-03-0{2 + n // 2}")) for n, r in enumerate(ALL)]
    lines = ("must-link: [quake1, ferry1]", "cannot-link: [ferry2, ferry1]")
    summary = desk.run(archive, *lines, slice=timedelta(days=1))
    groups = {id: group for group in desk.groups() for id in group}
    assert groups["quake1"] == groups["ferry1"] != groups["ferry2"] and summary.counts.overrides_applied == 2
    assert_whole(desk.store)


def test_languages_cant_be_linked_and_contradictions_stop_the_run(desk: Desk) -> None:
    german = row("fähre", "Fähre nach Brand eingeschleppt", "Die Fähre Maren Vale wurde am Montag nach einem Brand im Maschinenraum eingeschleppt.", 1, "de")
    line = "must-link: [ferry1, fähre]"
    summary = desk.run([*ALL, german], line)
    assert summary.counts.overrides_refused == 1 and "overrides.yaml:1: must-link can't be kept: the one story is in en, the other in de" in summary.notes[0]
    assert desk.run([], line).counts.overrides_refused == 1
    before = latest(desk.store).edition
    with pytest.raises(OverridesError, match=r"overrides\.yaml:2: cannot-link ferry1 ferry2 though .*overrides\.yaml:1 says must-link"):
        desk.run([], "must-link: [ferry1, ferry2]", "cannot-link: [ferry2, 'https://ferry1.example/story']")
    assert latest(desk.store).edition == before


def test_the_command_and_the_configuration(desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["run", "--store", desk.store, *arguments])
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    monkeypatch.setenv("NEWSHEAF_RUN_PROCESSES", "1")
    rows, file = write_rows(desk.folder / "rows.jsonl", ALL), str(desk.write("must-link: [ferry1, flour1]", "must-link: [ferry1, zz]"))
    code, out, _ = call("--stories", rows, "--as-of", "2026-03-03T00:00:00Z", "--overrides", file)
    assert code == 0 and "overrides  1 applies, 1 waits for its stories" in out
    desk.write("cannot-link: [ferry1, flour1]")
    config = desk.folder / "newsheaf.yaml"
    config.write_text(f"run:\n  overrides: {file}\n")
    code, out, _ = call("--overrides", file, "--as-of", "2026-03-04T00:00:00Z", "--json")
    assert code == 0 and json.loads(out)["counts"]["overrides_moved"] > 0
    monkeypatch.setenv("NEWSHEAF_CONFIG", str(config))
    code, out, _ = call("--stories", rows, "--as-of", "2026-03-05T00:00:00Z")
    assert code == 0 and "overrides  1 applies" in out
    desk.write("cannot-link: [ferry1, ferry1]")
    before = latest(desk.store).edition
    code, out, err = call("--stories", rows)
    assert code == 2 and not out and "overrides.yaml:1: both names mean the story ferry1" in err and latest(desk.store).edition == before
    monkeypatch.delenv("NEWSHEAF_CONFIG")
    assert call("--overrides", str(desk.folder / "none.yaml"))[0] == 2 and call()[0] == 2


def test_a_newsroom_is_put_in_order_at_once(newsroom: PublishedWorld, tmp_path: Path) -> None:
    """Thirty pairs that nobody chose: each holds, the store is whole, and a second edition has nothing left to do."""
    store = str(tmp_path / "store")
    shutil.copytree(newsroom.store, store)
    rows, dice = story_rows(store), random.Random(7)
    overrides: list[Override] = []
    while len(overrides) < 30:
        one = dice.choice(sorted(rows))
        own = [id for id, row in sorted(rows.items()) if row.language == rows[one].language and id != one]
        kind: OverrideKind = dice.choice(("must-link", "cannot-link"))
        near = [id for id in own if kind == "must-link" or rows[id].bundle_id == rows[one].bundle_id]
        if near:
            left, right = sorted((one, dice.choice(near)))
            more = Override(kind=kind, left=left, right=right, where=f"desk.yaml:{len(overrides)}")
            overrides += [] if contradictions([*overrides, more]) else [more]
    for moved in (True, False):
        as_of = latest(store).as_of + timedelta(hours=1)
        (summary,) = publish(store, as_of=as_of, overrides=tuple(sorted(overrides, key=sort_key)))
        assert bool(summary.counts.overrides_moved) is bool(summary.counts.bundles_changed) is moved and summary.counts.overrides_applied == 30
        after = story_rows(store)
        assert all((after[o.left].bundle_id == after[o.right].bundle_id) is (o.kind == "must-link") for o in overrides)
        assert all((after[o.left].copy_of or o.left) != (after[o.right].copy_of or o.right) for o in overrides if o.kind == "cannot-link")
    assert_whole(store)


def test_a_faster_writer_changes_what_the_overrides_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rival publishes a story that an override waits for, between this run's reading and its swap: the edition is made anew."""
    import pipelines.batch

    monkeypatch.setattr(pipelines.batch, "acquire_lease", lambda store, holder: nullcontext())
    desk.run([*FERRY_ROWS, *FLOUR_ROWS])
    before = latest(desk.store).as_of
    overrides = read_overrides(desk.write("must-link: [quake1, 'https://ferry1.example/story']", "cannot-link: [ferry2, ferry1]"))
    rival = write_rows(desk.folder / "rival.jsonl", [QUAKE_ROW])
    met: list[Request] = []

    def meet(request: Request) -> None:
        if request.act == "put" and not met:
            met.append(request)
            publish(desk.store, as_of=before, config=CONFIG, stories=(rival,))

    with opened_as_url(FaultStore(open_store(desk.store), Plan(before=meet))) as url:
        publish(url, as_of=before, config=CONFIG, overrides=overrides)
    assert met and latest(desk.store).edition.startswith("00000003") and latest(desk.store).counts.overrides_applied == 2
    groups = {id: group for group in desk.groups() for id in group}
    assert groups["quake1"] == groups["ferry1"] != groups["ferry2"]
    assert_whole(desk.store)
