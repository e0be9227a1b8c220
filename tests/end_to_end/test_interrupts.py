"""A batch run on a runner elsewhere that is stopped in the middle of its job: the job ends with it, nothing is published afterwards, and the
lease is free."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from connectors.editions.reading import load_latest
from connectors.store import acquire_lease, open_store
from pipelines.cluster import FlinkRest
from pipelines.commands.exits import USAGE
from tests.deploy.plain_processes import Stack, running
from tests.end_to_end.runs import story_rows, write_rows
from tests.services import ROOT, running_prism, running_worker_pool
from tests.web import Answer, Visit, Web, item, rss

AFTERWARDS = 5.0
"""Seconds in which a job that goes on would publish: its feed answers at their beginning."""


JOB_SECONDS = 240.0
"""How long a job may take to ask its feed, on a machine that has other things to do."""


@dataclass
class HeldFeed:
    """A feed that answers when it is let go, so that a job is in its middle for as long as a test wants."""

    path: str = field(default_factory=lambda: f"/{uuid4().hex}")  # another test's job may be alive
    asked: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, _: Visit) -> Answer:
        self.asked.set()
        self.let_go.wait(JOB_SECONDS)
        return rss(item(link="http://ledger.example/harbour", title="The harbour is closed", guid="1"))


@pytest.fixture
def held(web: Web) -> Iterator[HeldFeed]:
    feed = HeldFeed()
    web.routes[f"ledger.example{feed.path}"] = feed
    yield feed
    feed.let_go.set()


def run_command(folder: Path, web: Web, held: HeldFeed, *beam_args: str) -> list[str]:
    """``newsheaf run`` of the held feed and of a story, to a folder's store."""
    (folder / "feeds.txt").write_text(f"http://ledger.example{held.path}\n")
    (folder / "newsheaf.yaml").write_text(f"http: {{proxy: '{web.url}', delay_seconds: 0, read_timeout_seconds: 100, total_timeout_seconds: 100}}\n")
    text = "The harbour of Port Amsel was closed on Monday after a ferry ran aground in the fog. Nobody was hurt, the port authority said. " * 3
    write_rows(folder / "stories.jsonl", [{"id": "one", "url": "http://ledger.example/one", "title": "Ferry aground", "text": text, "published": "2026-03-02T08:00:00Z"}])
    return [sys.executable, "-c", "from pipelines.commands import main; main()", "run", "--feeds", str(folder / "feeds.txt"), "--stories", str(folder / "stories.jsonl"),
            "--store", str(folder / "store"), "--config", str(folder / "newsheaf.yaml"), *(("--", *beam_args) if beam_args else ())]  # fmt: skip


def interrupt(command: list[str], held: HeldFeed, number: int) -> tuple[int, str]:
    """(exit code, stderr) of a command that gets a signal while its feed is being asked."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        if not held.asked.wait(JOB_SECONDS):
            process.send_signal(signal.SIGINT)
            raise AssertionError(f"the feed was never asked: {process.communicate(timeout=60)}")
        process.send_signal(number)
        _, err = process.communicate(timeout=100)
    finally:
        process.kill()
    return process.returncode, err


def assert_nothing_follows(store: str, held: HeldFeed) -> None:
    """The lease is free at once, and no edition comes of what was on its way."""
    acquire_lease(open_store(store), "a test").release()
    held.let_go.set()
    until = time.monotonic() + AFTERWARDS
    while time.monotonic() < until:
        assert load_latest(open_store(store)) is None, "published after it was stopped"
        time.sleep(0.2)


def states_on(job_server: str) -> list[str]:
    """How the jobs of a job server stand."""
    with grpc.insecure_channel(job_server) as channel:
        jobs = beam_job_api_pb2_grpc.JobServiceStub(channel).GetJobs(beam_job_api_pb2.GetJobsRequest(), timeout=10)
        return [beam_job_api_pb2.JobState.Enum.Name(job.state) for job in jobs.job_info]


@pytest.fixture(scope="module")
def flink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A Flink, a job server before it and a worker pool."""
    folder = tmp_path_factory.mktemp("flink")
    (folder / "feeds.txt").write_text("")
    (folder / "probe").mkdir()
    names = ("jobmanager", "taskmanager", "worker-pool", "job-server")
    probe = Stack(folder / "probe", folder / "feeds.txt")
    if lacking := [probe.missing(name) for name in names if probe.missing(name)]:
        pytest.skip(lacking[0])
    (folder / "run").mkdir()
    with running(folder / "run", folder / "feeds.txt", names) as stack:
        yield stack


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("runner", "number"), [("flink", signal.SIGINT), ("portable", signal.SIGINT), ("portable", signal.SIGTERM)])
def test_a_run_on_flink(tmp_path: Path, web: Web, held: HeldFeed, flink: Stack, runner: str, number: signal.Signals) -> None:
    rest, endpoint = f"127.0.0.1:{flink.port(8081)}", f"127.0.0.1:{flink.port(8099)}"
    beam_args = [f"--flink_master={rest}", "--environment_type=EXTERNAL", f"--environment_config=127.0.0.1:{flink.port(50000)}", "--parallelism=2"]
    if runner == "flink":
        beam_args += ["--runner=FlinkRunner", f"--flink_job_server_jar={flink.job_server}"]
    else:
        beam_args += ["--runner=PortableRunner", f"--job_endpoint={endpoint}", f"--artifact_endpoint=127.0.0.1:{flink.port(8098)}"]
    code, err = interrupt(run_command(tmp_path, web, held, *beam_args), held, number)
    assert (code, "Traceback" in err) == (128 + number, False), err
    assert "has been cancelled" in err and "stopped; the next run does what this one has not published" in err
    assert {job.state for job in FlinkRest(f"http://{rest}").all_jobs()} == {"CANCELED"}
    assert_nothing_follows(str(tmp_path / "store"), held)


@pytest.mark.parametrize(("environment", "number"), [("LOOPBACK", signal.SIGINT), ("EXTERNAL", signal.SIGTERM)])
def test_a_run_on_prism(tmp_path: Path, web: Web, held: HeldFeed, environment: str, number: signal.Signals) -> None:
    with running_prism(tmp_path) as address, running_worker_pool(tmp_path) as pool:
        beam_args = ["--runner=PortableRunner", f"--job_endpoint={address}", f"--environment_type={environment}"]
        if environment == "EXTERNAL":
            beam_args.append(f"--environment_config={pool}")
        code, err = interrupt(run_command(tmp_path, web, held, *beam_args), held, number)
        assert (code, "Traceback" in err) == (128 + number, False), err
        assert "has been cancelled" in err and "stopped; the next run does what this one has not published" in err
        assert states_on(address) == ["CANCELLED"]
        assert_nothing_follows(str(tmp_path / "store"), held)
    done = subprocess.run(run_command(tmp_path, web, held), env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert len(story_rows(str(tmp_path / "store"))) >= 1


def test_a_runner_that_dies(tmp_path: Path, web: Web, held: HeldFeed) -> None:
    """It is told as what it is, and not as a defect of newsheaf."""
    with running_prism(tmp_path) as address:
        command = run_command(tmp_path, web, held, "--runner=PortableRunner", f"--job_endpoint={address}", "--environment_type=LOOPBACK")
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert held.asked.wait(JOB_SECONDS), "the feed was never asked"
    _, err = process.communicate(timeout=100)
    assert process.returncode == USAGE and "the job server went away in the middle of the job" in err, err
    assert "may go on and publish" in err and "defect" not in err
    assert_nothing_follows(str(tmp_path / "store"), held)
