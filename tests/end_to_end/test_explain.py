"""``newsheaf explain`` on the sample newsroom: both verdicts, both ways round, and everything that is no pair of stories."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from connectors.counts import Counts
from connectors.editions.commit import next_edition_id, publish_edition
from connectors.editions.documents import CopyRow, StoryRow
from connectors.editions.layout import Draft
from connectors.editions.reading import load_latest, newest_rows, read_bundle, read_index
from connectors.records import Entry, MemberEvidence, Pending
from connectors.store import open_store
from pipelines.commands import main
from pipelines.commands.exits import WrongUsage
from pipelines.commands.explain import find_case, find_story, spell
from pipelines.commands.explain_words import as_json, case_lines, verdict
from pipelines.config import Config
from tests.end_to_end.conftest import PublishedWorld
from tests.end_to_end.runs import AS_OF, latest, publish, story_rows, write_rows
from transforms.text.words import hash_term


@dataclass(frozen=True)
class Paper:
    """What the newsroom's store holds."""

    store: str
    rows: dict[str, StoryRow]
    copies: dict[str, CopyRow]
    evidence: dict[str, MemberEvidence]

    def case(self, one: str, other: str) -> Any:
        store = open_store(self.store)
        return find_case(store, latest(self.store), one, other, Config())


@pytest.fixture(scope="module")
def paper(newsroom: PublishedWorld) -> Paper:
    store, manifest = open_store(newsroom.store), latest(newsroom.store)
    documents = [read_bundle(store, line.document) for line in read_index(store, manifest)]
    copies = {row.id: row for row in newest_rows(store, manifest, "copies", CopyRow) if not row.withdrawn}
    return Paper(newsroom.store, story_rows(newsroom.store), copies, {m.id: m.evidence for d in documents for m in d.members})


@pytest.fixture
def explain(paper: Paper, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(["explain", *arguments, "--store", paper.store])
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


def test_folded_either_way_round(paper: Paper, explain: Any) -> None:
    row = next(row for id, row in sorted(paper.copies.items()) if row.rule == "shingles" and row.matched == row.copy_of)
    code, out, _ = explain(row.id, row.copy_of)
    assert code == 0 and out.splitlines()[0] == "Folded: A is a copy of B, and in one bundle."
    assert f"{row.id} and {row.matched}: shingles, score {row.score:.3f}" in out and "rare words in common" in out and "this pair would not fold with" in out
    assert explain(row.copy_of, row.id)[1].splitlines()[0] == "Folded: B is a copy of A, and in one bundle."
    assert explain(row.id, row.copy_of)[1] == out
    groups: dict[str, list[str]] = defaultdict(list)
    for id, row in sorted(paper.copies.items()):
        groups[row.copy_of].append(id)
    one, other = next(ids for ids in groups.values() if len(ids) > 2)[:2]
    assert explain(one, other)[1].startswith(f"Folded: both are copies of {paper.copies[one].copy_of}")


def test_what_is_measured_again_is_what_was_published(paper: Paper) -> None:
    """The same code on the same stories; what has since become a copy counts otherwise for what is rare, which moves a few figures."""
    first = min(row.first_edition for row in paper.rows.values())
    early = {id for id, row in paper.rows.items() if row.edition == first}  # and has not changed since
    folds = [row for id, row in sorted(paper.copies.items()) if row.rule == "shingles" and {id, row.matched} <= early and row.edition == first]
    assert len(folds) > 10
    off = []
    for row in folds[::4]:
        found = paper.case(row.id, row.matched).fold
        assert found.met and found.alike and found.containment == pytest.approx(row.containment, abs=0.15)
        assert 1 / (1 + math.exp(-sum(part for _, part in found.parts))) == pytest.approx(found.score, abs=1e-4)
        off.append(abs(found.score - row.score))
    assert max(off) < 0.25 and sorted(off)[len(off) // 2] < 0.05, off
    off = []
    joins = [(id, why) for id, why in sorted(paper.evidence.items()) if why.rule == "joins" and why.matched and {id, why.matched} <= early and not paper.rows[why.matched].copy_of]
    assert len(joins) > 10
    for id, why in joins[:: len(joins) // 8]:
        found = paper.case(id, why.matched).bundle
        product = found.cosine
        for each in found.factors:
            product *= each.factor
        assert found.similarity == pytest.approx(min(product, 1.0), abs=1e-4)
        assert sum(value for _, value in found.shared) == pytest.approx(found.cosine, abs=1e-3)
        off.append(abs(found.similarity - why.score))
    assert max(off) < 0.1 and sorted(off)[len(off) // 2] < 0.005, off


def bundles(paper: Paper, language: str = "en") -> list[list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for id, row in sorted(paper.rows.items()):
        if not row.copy_of and row.language == language:
            found[row.bundle_id].append(id)
    return sorted(found.values(), key=lambda ids: (-len(ids), ids))


def test_bundled_and_not(paper: Paper, explain: Any) -> None:
    large, other = bundles(paper)[:2]
    code, out, _ = explain(large[0], large[-1])
    assert code == 0 and out.startswith("Not folded, but in one bundle: ") and "linked, as " in out and "strongest terms in common: " in out
    for one, two in ((large[0], other[0]), (other[0], large[0])):
        code, out, _ = explain(one, two)
        assert code == 0 and out.startswith("Neither folded nor bundled: ") and "similarity of the pair, 0.2" in out
    case = paper.case(large[0], other[0])
    assert not case.bundled and case.bundle.group_similarity < case.bundle.threshold
    assert {term for term, _ in case.bundle.shared} <= case.spelled.keys()


def test_bundles_that_nearly_met_are_told_below_the_bar(paper: Paper) -> None:
    """What kept a story out of the next-best bundle is what the explanation measures."""
    close = sorted((-why.runner_up_score, id) for id, why in paper.evidence.items() if why.runner_up and why.runner_up_score > 0.1)
    apart = [(id, other) for _, id in close if paper.rows[id].bundle_id != paper.rows[other := paper.evidence[id].runner_up].bundle_id]
    assert len(apart) > 8
    for one, other in apart[:8]:
        case = paper.case(one, other)
        assert not case.bundled and case.bundle.group_similarity < case.bundle.threshold, (one, other)
        assert ", and 0.2" in verdict(case) and verdict(case).endswith(" makes one event.")


def test_a_change_that_is_named_turns_the_verdict(paper: Paper) -> None:
    """Hours are the one thing that can be changed from outside: the named number does it, one less doesn't."""
    from dataclasses import replace as but
    from datetime import timedelta

    from connectors.editions.rows import StoryFacts
    from transforms.explain import load_scene, measure_fold

    store, manifest = open_store(paper.store), latest(paper.store)
    rows: dict[str, StoryFacts] = {row.id: row for row in newest_rows(store, manifest, "stories", StoryFacts)}
    row = next(r for id, r in sorted(paper.copies.items()) if r.rule == "shingles" and r.matched == r.copy_of and 0.5 < r.score < 0.97)
    scene = load_scene(store, manifest, rows, rows[row.id], rows[row.matched])
    found = measure_fold(scene, row.id, row.matched, Config().fold)
    (hours,) = (change.amount for change in found.changes if change.kind == "hours more")
    later = max(scene.sketches[row.id], scene.sketches[row.matched], key=lambda s: s.event_time)
    for more, alike in ((hours, False), (hours - 1, True)):
        moved = but(later, event_time=later.event_time + timedelta(hours=more))
        turned = but(scene, sketches={**scene.sketches, later.id: moved})
        assert measure_fold(turned, row.id, row.matched, Config().fold).alike is alike


def test_stories_of_two_languages_and_of_one_name(paper: Paper, explain: Any) -> None:
    english, german = bundles(paper)[0][0], bundles(paper, "de")[0][0]
    code, out, _ = explain(english, german)
    assert code == 0 and out.startswith("Neither folded nor bundled: A is in en and B in de")
    url = paper.rows[english].url
    assert explain(url + "#top", english)[1] == f"Both names mean one story, {english}.\n"
    assert explain(english[:10], german)[1] == out


def test_items_that_are_no_stories(paper: Paper, explain: Any, tmp_path: Path) -> None:
    code, out, err = explain(bundles(paper)[0][0], "no-such-thing")
    assert code == 2 and not out and "no-such-thing: no story, pending item or reject of that name" in err
    small = str(tmp_path / "store")
    rows = [{"id": "s", "title": "Ferry towed in", "text": "The ferry was towed in."}, {"id": "bad"}]
    publish(small, stories=(write_rows(tmp_path / "rows.jsonl", rows),))
    store = open_store(small)
    before = load_latest(store)
    entry = Entry(id="late", feed="http://f.example/", url="http://f.example/late", fingerprint="x", first_seen=AS_OF)
    waits = Pending(id="late", reason="http 503", entry=entry, edition=next_edition_id(before, AS_OF))
    counts = Counts(listed=1, pending=1)
    publish_edition(store, before, Draft(edition=waits.edition, as_of=AS_OF, state={"pending": [waits]}, counts=counts))
    for name in ("late", "http://f.example/late?utm_source=x"):
        found = find_case(store, latest(small), name, "s", Config())
        assert list(case_lines(found)) == [f"{name} is pending (http 503): it is no story yet, and the next run tries it again."]
    (line,) = case_lines(find_case(store, latest(small), "s", "bad", Config()))
    assert line.startswith("bad was rejected by read in edition 00000001-") and ": empty (" in line
    both = find_case(store, latest(small), "late", "bad", Config())
    assert len(both.absent) == 2 and as_json(both)["absent"][1]["name"] == "bad" and as_json(both)["folded"] is False


def test_json_has_all_figures(paper: Paper, explain: Any) -> None:
    large, other = bundles(paper)[:2]
    code, out, _ = explain(large[0], other[0], "--json")
    found = json.loads(out)
    assert code == 0 and found["folded"] is False and found["bundled"] is False and found["lines"][0] == found["verdict"]
    assert set(found["fold"]["parts"]) >= {"shingles_weight", "words_weight", "offset"} and found["bundle"]["shared"][0]["term"]
    assert [story["id"] for story in found["stories"]] == [large[0], other[0]]
    assert json.loads(explain("--json", large[0], bundles(paper, "de")[0][0])[1])["fold"] is None


def test_overrides_that_concern_the_two_are_named(paper: Paper, explain: Any, tmp_path: Path) -> None:
    one, two, three = bundles(paper)[0][:3]
    file = tmp_path / "desk.yaml"
    file.write_text(f"- must-link: [{one}, {three}]\n- must-link: [{three}, {two}]\n  note: the desk\n- cannot-link: [{one}, x]\n")
    code, out, _ = explain(one, two, "--overrides", str(file))
    assert code == 0 and len(re.findall(r"desk\.yaml:\d: must-link", out)) == 2 and "the desk" in out and "cannot-link" not in out
    file.write_text(f"- cannot-link: [{one}, {two}]\n")
    assert explain(one, two, "--overrides", str(file))[1].startswith("Not folded, but in one bundle: an editor keeps")
    file.write_text("- what\n")
    assert explain(one, two, "--overrides", str(file))[0] == 2


def test_beginnings_and_spelling(paper: Paper) -> None:
    from connectors.editions.rows import StoryFacts

    rows = {id: StoryFacts(id=id, event_time=paper.rows[next(iter(paper.rows))].event_time, edition="") for id in ("abcdef1", "abcdef2", "b")}
    with pytest.raises(WrongUsage, match="several stories begin so"):
        find_story("abcdef", rows)
    assert find_story("abcde", rows) is None and find_story("b", rows) is rows["b"]
    spelled = spell([("Quakes", "A quake")])
    assert spelled[hash_term("quakes")] == "quakes" and spelled[hash_term("qua*")] == "qua…" and spelled[hash_term("quake") & 0xFFFFFFFF] == "quake"
