from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.transforms import pool_functions as functions
from transforms.workers import WorkLost, WorkPool, start_server

pytestmark = pytest.mark.timeout(60)


def test_all_results_come_back() -> None:
    with WorkPool(functions.double, 2) as pool:
        assert sorted(pool.run(range(20))) == [(n, 2 * n) for n in range(20)]


def test_item_that_kills_its_worker_is_lost_alone() -> None:
    with WorkPool(functions.die_on_seven, 2) as pool:
        results = dict(pool.run(range(40)))
    assert len(results) == 40
    lost = results.pop(7)
    assert isinstance(lost, WorkLost) and lost.reason == "worker killed" and lost.item == 7
    assert results == {n: 2 * n for n in range(40) if n != 7}


def test_item_that_lost_its_worker_once_is_retried(tmp_path: Path) -> None:
    marker = str(tmp_path / "marker")
    with WorkPool(functions.die_once, 2) as pool:
        assert list(pool.run([marker])) == [(marker, marker)]


def test_item_that_hangs_is_lost_and_the_rest_goes_on() -> None:
    with WorkPool(functions.hang_on_three, 2, timeout=1.0) as pool:
        results = dict(pool.run(range(10)))
    lost = results.pop(3)
    assert isinstance(lost, WorkLost) and lost.reason == "worker hung"
    assert results == {n: 2 * n for n in range(10) if n != 3}


def test_a_hung_native_parser_takes_no_worker_with_it() -> None:
    with WorkPool(functions.hang_in_native_code_on_three, 2, timeout=1.0) as pool:
        results = dict(pool.run(range(10)))
        lost = results.pop(3)
        assert isinstance(lost, WorkLost) and lost.reason == "worker hung"
        assert results == {n: 2 * n for n in range(10) if n != 3}
        assert dict(pool.run(range(10, 14))) == {n: 2 * n for n in range(10, 14)}  # both places are taken again


def test_exception_in_the_function_is_a_loss_with_its_text() -> None:
    with WorkPool(functions.raise_on_five, 1) as pool:
        results = dict(pool.run(range(8)))
    lost = results[5]
    assert isinstance(lost, WorkLost) and "ValueError: five" in lost.detail and len(results) == 8


def test_a_worker_killed_from_outside_loses_nothing() -> None:
    pids: list[int] = []
    results: dict[int, object] = {}
    with WorkPool(functions.own_pid, 2) as pool:
        for number in range(40):
            pool.submit(number)
            for item, pid in pool.finished():
                results[item] = pid
                pids.append(int(str(pid)))
                if len(pids) in (4, 12):
                    os.kill(pids[-1], signal.SIGKILL)
        results.update(pool.drain())
    assert sorted(results) == list(range(40))
    assert not any(isinstance(result, WorkLost) for result in results.values())


def test_idle_workers_killed_between_bundles_lose_nothing() -> None:
    with WorkPool(functions.own_pid, 2) as pool:
        first = dict(pool.run(range(4)))
        for pid in {int(str(value)) for value in first.values()}:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        second = dict(pool.run(range(8)))
    assert sorted(second) == list(range(8)) and not any(isinstance(value, WorkLost) for value in second.values())


def test_works_from_a_thread_and_leaves_no_process() -> None:
    results: dict[int, object] = {}

    def work() -> None:
        with WorkPool(functions.own_pid, 2) as pool:
            results.update(pool.run(range(6)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(results) == 6
    for pid in {int(str(value)) for value in results.values()}:
        assert _gone(pid), f"worker {pid} outlives its pool"


def test_workers_end_with_their_killed_owner(tmp_path: Path) -> None:
    script = tmp_path / "owner.py"
    script.write_text(
        "import sys, time\n"
        "from tests.transforms import pool_functions as functions\n"
        "from transforms.workers import WorkPool\n"
        "if __name__ == '__main__':\n"
        "    pool = WorkPool(functions.own_pid, 2)\n"
        "    print(*{pid for _, pid in pool.run(range(6))}, flush=True)\n"
        "    time.sleep(60)\n"
    )
    root = str(Path(__file__).parents[2])
    owner = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": root})
    assert owner.stdout is not None
    pids = [int(word) for word in owner.stdout.readline().split()]
    owner.kill()
    owner.wait()
    assert pids and all(_gone(pid) for pid in pids)


def _gone(pid: int) -> bool:
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


def test_a_folder_of_the_same_name_where_somebody_works_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "transforms").mkdir()
    (tmp_path / "transforms" / "__init__.py").write_text("raise SystemExit('this is somebody else’s')\n")
    page = {"id": "a", "url": "http://ledger.example/a", "html": f"<article><h1>Ferry towed in</h1><p>{'The ferry was towed into the harbour. ' * 20}</p></article>"}
    (tmp_path / "pages.jsonl").write_text(json.dumps(page) + "\n")
    command = Path(sys.executable).with_name("newsheaf")
    done = subprocess.run([command, "extract", "--pages", "pages.jsonl", "--format", "jsonl"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "Ferry towed in"


def test_a_server_that_many_threads_start_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the steps of a runner do in one process, each with a pool of its own."""
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.setenv("PYTHONPATH", "as it was")
    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", lambda: time.sleep(0.01))
    before = dict(os.environ)
    for _ in range(10):
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda _: start_server(()), range(8)))
        assert dict(os.environ) == before
