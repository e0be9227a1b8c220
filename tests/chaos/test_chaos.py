"""The parts of the chaos on Flink that can be told without it: the plan, the figures, and the supervisor that starts services again."""

from __future__ import annotations

import doctest
import random
import time
from pathlib import Path

import pytest

from tests.chaos import plan, processes, report, verdict
from tests.chaos.plan import CALM, TWENTY_MINUTES, draw_plan
from tests.chaos.report import Sample, memory_of
from tests.deploy.plain_processes import Stack


def test_examples() -> None:
    for module in (plan, report, verdict):
        assert doctest.testmod(module).failed == 0


def test_a_plan_of_twenty_minutes_has_every_fault_as_often_as_it_must_and_is_the_same_for_a_seed() -> None:
    drawn = draw_plan(20, random.Random("20"))
    assert drawn == draw_plan(20, random.Random("20")) != draw_plan(20, random.Random("21"))
    assert {kind: sum(fault.kind == kind for fault in drawn) for kind in TWENTY_MINUTES} == TWENTY_MINUTES
    assert [fault.at for fault in drawn] == sorted(fault.at for fault in drawn)
    assert drawn[-1].at <= 20 * 60 * (1 - CALM)
    assert all(10 <= fault.seconds <= 60 for fault in drawn if fault.kind == "minio")


@pytest.mark.parametrize(("growth", "flat"), [(0.0, True), (0.3, True), (2.0, False)])
def test_memory_that_grows_by_more_than_what_is_live_is_not_flat(growth: float, flat: bool) -> None:
    samples = [Sample(at, 60, 300 + growth * at + 0.01 * at, at) for at in range(0, 900, 5)]
    assert memory_of(samples, 0.01).flat is flat


def test_memory_of_young_processes_says_nothing() -> None:
    samples = [Sample(at, at % 120, 900.0 if at % 120 < 30 else 300.0, 0) for at in range(0, 900, 5)]
    assert memory_of(samples).last == memory_of(samples).middle == 300.0
    assert memory_of([Sample(at, 60, 300.0 + at, 0) for at in range(0, 50, 5)]).flat, "too few to say"


def test_a_service_is_killed_with_all_that_it_started_and_started_again_unless_it_was_stopped(tmp_path: Path) -> None:
    if not processes.known():
        pytest.skip("finds processes in /proc, which is not there")
    (tmp_path / "feeds").touch()
    (tmp_path / "stack").mkdir()
    stack = Stack(tmp_path / "stack", tmp_path / "feeds")
    command = ["newsheaf", "with", "a", "child"]
    stack.services["sleeper"] = {"command": command, "restart": "unless-stopped"}
    stack.command = lambda name: ["bash", "-c", "sleep 300 & sleep 300"]  # type: ignore[method-assign]
    try:
        first = stack.launch("sleeper")
        deadline = time.monotonic() + 20
        while len(processes.tree(first.pid)) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        family = processes.tree(first.pid)
        assert len(family) == 3
        assert stack.tend() == [], "it runs"
        stack.kill("sleeper")
        assert [processes.command(pid) for pid in family] == [""] * 3
        while stack.tend() != ["sleeper"]:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert stack.processes["sleeper"].pid != first.pid
        stack.stop_one("sleeper")
        time.sleep(0.3)
        assert stack.tend() == [], "what an operator stopped stays down"
    finally:
        stack.stop()
