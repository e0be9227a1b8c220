"""The pool of external workers: forked with all that they need, ended as the runner asks, and none of another job's."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

import grpc
import pytest
from apache_beam.portability.api import beam_fn_api_pb2, beam_fn_api_pb2_grpc, endpoints_pb2

from pipelines.cluster import ClusterError
from pipelines.worker_pool import serving
from tests.services import free_port


class Runner(beam_fn_api_pb2_grpc.BeamFnControlServicer):  # type: ignore[misc]
    """A runner's control endpoint: who came, by worker id; all of them leave when it closes."""

    def __init__(self) -> None:
        self.came: SimpleQueue[str] = SimpleQueue()
        self.server = grpc.server(ThreadPoolExecutor(16))
        self.url = f"127.0.0.1:{self.server.add_insecure_port('127.0.0.1:0')}"
        beam_fn_api_pb2_grpc.add_BeamFnControlServicer_to_server(self, self.server)
        self.server.start()

    def Control(self, answers: Any, context: Any) -> Iterator[Any]:
        self.came.put(dict(context.invocation_metadata())["worker_id"])
        while context.is_active():
            time.sleep(0.05)
        return
        yield

    def GetProcessBundleDescriptor(self, request: Any, context: Any) -> Any:
        raise NotImplementedError


@pytest.fixture
def runner() -> Iterator[Callable[[], Runner]]:
    made: list[Runner] = []

    def make() -> Runner:
        made.append(Runner())
        return made[-1]

    yield make
    for each in made:
        each.server.stop(None)


@contextmanager
def pool() -> Iterator[Any]:
    with serving("127.0.0.1", 0) as port, grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolStub(channel)


def request_for(runner: Runner, worker_id: str) -> Any:
    return beam_fn_api_pb2.StartWorkerRequest(worker_id=worker_id, control_endpoint=endpoints_pb2.ApiServiceDescriptor(url=runner.url))


def test_workers_come_and_go_as_the_runner_says(runner: Callable[[], Runner]) -> None:
    one = runner()
    with pool() as stub:
        assert not stub.StartWorker(request_for(one, "1-1"), timeout=30).error
        assert one.came.get(timeout=30) == "1-1"
        began = time.monotonic()
        for number in range(2, 6):
            assert not stub.StartWorker(request_for(one, f"{number}-1"), timeout=30).error
            assert one.came.get(timeout=30) == f"{number}-1"
        assert time.monotonic() - began < 4, "each has to load Beam anew"
        for number in range(1, 6):
            stub.StopWorker(beam_fn_api_pb2.StopWorkerRequest(worker_id=f"{number}-1"), timeout=30)
        stub.StopWorker(beam_fn_api_pb2.StopWorkerRequest(worker_id="never was"), timeout=30)


def test_a_job_that_ends_takes_no_worker_of_another(runner: Callable[[], Runner]) -> None:
    """Each job's first worker is 1-1: what the pool is asked to stop is the one whose runner has left."""
    stream, batch = runner(), runner()
    with pool() as stub:
        for each in (stream, batch):
            stub.StartWorker(request_for(each, "1-1"), timeout=30)
            assert each.came.get(timeout=30) == "1-1"
        batch.server.stop(None).wait(10)
        stub.StopWorker(beam_fn_api_pb2.StopWorkerRequest(worker_id="1-1"), timeout=30)
        stub.StartWorker(request_for(stream, "2-1"), timeout=30)
        assert stream.came.get(timeout=30) == "2-1"
        with pytest.raises(Empty):
            stream.came.get(timeout=0.5)
        stub.StopWorker(beam_fn_api_pb2.StopWorkerRequest(worker_id="1-1"), timeout=30)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(ClusterError, match="free port"), serving("127.0.0.1", other.getsockname()[1]):
        pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_with_its_workers(runner: Callable[[], Runner], number: signal.Signals) -> None:
    one, port = runner(), free_port()
    command = [sys.executable, "-c", "from pipelines.commands import main; main()", "worker-pool", f"--port={port}", "--host=127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    try:
        assert process.stdout is not None and f"127.0.0.1:{port}" in process.stdout.readline()
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolStub(channel).StartWorker(request_for(one, "1-1"), timeout=60)
            assert one.came.get(timeout=30) == "1-1"
        process.send_signal(number)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
