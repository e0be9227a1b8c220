"""The compose file's services run with the arguments that it gives them, and their health checks tell. As plain processes: no containers."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from connectors.store import open_store
from pipelines.cluster import FlinkRest
from pipelines.newsroom.server import NewsroomServer
from pipelines.newsroom.world import MOMENTS, START, build_world
from tests.deploy.plain_processes import ORDER, Stack, running
from tests.services import find_minio, require


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.txt"
    path.write_text("https://ledger.example/feed\n")
    return path


def test_the_store_its_buckets_and_the_worker_pool_are_healthy(tmp_path: Path, feeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require(find_minio(), "MinIO")
    (tmp_path / "run").mkdir()
    with running(tmp_path / "run", feeds, ("minio", "buckets", "worker-pool")) as stack:
        assert stack.healthy("minio") and stack.healthy("worker-pool")
        for name, value in stack.environment("stream").items():
            monkeypatch.setenv(name, value)
        store = open_store(next(a for a in stack.services["stream"]["command"] if a.startswith("--store=")).removeprefix("--store="))
        store.put("v1/probe-0", b"here")
        assert store.get("v1/probe-0").data == b"here"
        stack.processes["worker-pool"].kill()
        stack.processes["worker-pool"].wait()
        assert not stack.healthy("worker-pool")
        stack.processes["minio"].kill()
        stack.processes["minio"].wait()
        assert not stack.healthy("minio")


@pytest.mark.timeout(600)
def test_the_whole_stack_publishes_the_newsroom(tmp_path: Path, feeds: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "probe").mkdir()
    probe = Stack(tmp_path / "probe", feeds)
    if lacking := [probe.missing(name) for name in ORDER if probe.missing(name)]:
        pytest.skip(lacking[0])
    with NewsroomServer(build_world(), slow_seconds=0.5) as server:
        server.now = START + MOMENTS[-1]
        feeds.write_text(server.opml)
        with running(tmp_path / "run", feeds, ORDER, NEWSHEAF_HTTP_PROXY=server.proxy_url, NEWSHEAF_EDITION_EVERY="10s") as stack:
            deadline = time.monotonic() + 180
            while not (published := originals(stack)) and time.monotonic() < deadline:
                assert stack.healthy("stream"), stack.log("stream").read_text()[-3000:]
                time.sleep(1)
            assert published, stack.log("stream").read_text()[-3000:]
            assert stack.healthy("taskmanager") and stack.healthy("job-server")
            stop = [sys.executable, "-c", "from pipelines.commands import main; main()", *stack.command("earlier-jobs")[3:]]
            stop[stop.index("--if-running") : stop.index("--if-running") + 1] = ["--last-edition", "--json", f"--feeds={feeds}"]
            ended = subprocess.run(stop, env=stack.environment("stream"), cwd=stack.folder, capture_output=True, text=True, timeout=200, check=False)
            assert ended.returncode == 0 and "stopped newsheaf-" in ended.stderr, ended.stderr
            assert json.loads(ended.stdout)["adds_up"]
            assert {job.state for job in FlinkRest(f"http://127.0.0.1:{stack.port(8081)}").all_jobs()} == {"CANCELED"}


def originals(stack: Stack) -> int:
    """How many stories the client has told of."""
    lines = [json.loads(line) for line in stack.log("stream").read_text().splitlines() if line.startswith('{"edition')]
    return sum(line["counts"]["originals"] for line in lines)
