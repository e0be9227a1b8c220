"""What was ever found stays mended, and inputs bent at random do no harm: without atheris, the same each time."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.__main__ import NO_ATHERIS, environment, main
from tests.fuzz.judging import KINDS, TOO_SLOW, judge, past_findings
from tests.fuzz.kind import Kind
from tests.services import ROOT

BENT = {"feeds": 150, "pages": 100, "rows": 200, "lists": 400}
"""Inputs of each kind: some two seconds."""


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    for kind in KINDS.values():
        kind.load()
        judge(kind, kind.seeds()[0])


@pytest.mark.attack
@pytest.mark.parametrize(("name", "file"), [pytest.param(name, file, id=f"{name} {file.stem}") for name, kind in KINDS.items() for file in past_findings(kind)])
def test_what_fuzzing_found_is_harmless(name: str, file: Path) -> None:
    assert not judge(KINDS[name], file.read_bytes())


@pytest.mark.parametrize("name", KINDS)
def test_seeds_are_what_the_check_allows(name: str) -> None:
    wrong = [verdict for seed in KINDS[name].seeds() if (verdict := judge(KINDS[name], seed))]
    assert not wrong, wrong[0]


@pytest.mark.parametrize("name", KINDS)
def test_bent_inputs_do_no_harm(name: str) -> None:
    kind, dice = KINDS[name], random.Random(20)
    pool = kind.seeds()
    for number in range(BENT[name]):
        data = kind.mutate(dice.choice(pool), dice)
        verdict = judge(kind, data)
        assert not verdict, f"input {number}: {verdict}\n{data[:2_000]!r}"


# --- the machinery finds what is there


def kind_that(check: object) -> Kind:
    return Kind(name="x", check=check, load=lambda: None, seeds=lambda: [b""], mutate=lambda data, dice: data, tokens=("x",), runs=1)  # type: ignore[arg-type]


def test_what_is_raised_is_a_finding_named_by_what_and_where() -> None:
    def check(data: bytes) -> None:
        raise ValueError(f"{data!r} is no month")

    assert judge(kind_that(check), b"a").partition("\n")[0] == judge(kind_that(check), b"b").partition("\n")[0] == "ValueError: b'' is no month check"


def test_what_takes_too_long_is_a_finding() -> None:
    assert judge(kind_that(lambda data: sum(range(10**6))), b"", most_seconds=0.001).startswith(TOO_SLOW)


def test_bending_is_decided_by_the_dice() -> None:
    for kind in KINDS.values():
        one, other = ([kind.mutate(seed, dice) for seed in kind.seeds()[:20] for _ in range(5)] for dice in (random.Random(1), random.Random(1)))
        assert one == other and len(set(one)) > 50 * len(kind.seeds()[:20]) / 20


def test_without_atheris_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("tests.fuzz.__main__.find_spec", lambda name: None)
    assert main([]) == 0
    assert capsys.readouterr().out.strip() == NO_ATHERIS


def test_atheris_finds_a_fault_that_bending_alone_would_not(tmp_path: Path) -> None:
    """A guided run of a few hundred inputs ends well, and what it is told to find it finds."""
    pytest.importorskip("atheris", reason=NO_ATHERIS)
    found = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "lists", "--seconds", "3", "--seed", "1", "--keep", str(tmp_path)], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
    assert "lists: #" in found.stdout, found.stdout
