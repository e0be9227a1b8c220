"""``newsheaf worker-pool``: Beam's pool of external workers, whose workers are forked from a process that has loaded everything.

A runner asks the pool for a worker; Flink asks for one after the other within a batch job, since it ends the worker whenever no stage is
open, which is so between most of them. Beam's own pool starts each anew, with more than a second of imports.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

import grpc
from apache_beam.portability.api import beam_fn_api_pb2, beam_fn_api_pb2_grpc

from pipelines.cluster import ClusterError
from transforms.workers import start_server

PRELOAD = ("apache_beam.runners.worker.sdk_worker", "pipelines.batch", "pipelines.stream", "transforms.extract.preload")
"""What workers have at their start."""

MOST_CALLS = 16
"""Requests of runners that are worked on side by side."""

END_SECONDS = 10.0
"""How long a worker may take to end before it is killed."""


class WorkerPool(beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolServicer):  # type: ignore[misc]
    """Starts and ends workers as runners ask for it."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._workers: dict[str, list[Any]] = {}  # processes by worker id; each job of a runner counts its own from 1
        self._lock = threading.Lock()
        start_server(PRELOAD)

    def StartWorker(self, request: Any, context: Any) -> Any:
        """Fork a worker for a runner's control endpoint."""
        try:
            with self._lock:
                start_server(PRELOAD)  # where it has ended
                worker = self._context.Process(target=work, args=(request.control_endpoint.url, request.worker_id))
                worker.start()
                alive = {id: [each for each in workers if each.exitcode is None] for id, workers in self._workers.items()}
                self._workers = {id: workers for id, workers in alive.items() if workers}
                self._workers.setdefault(request.worker_id, []).append(worker)
        except Exception as error:  # told to the runner, whose job fails with it
            return beam_fn_api_pb2.StartWorkerResponse(error=f"no worker could be started: {type(error).__name__}: {error}")
        return beam_fn_api_pb2.StartWorkerResponse()

    def StopWorker(self, request: Any, context: Any) -> Any:
        """End a worker. Of several with that id, the one whose runner has left it ends by itself, and the others are another job's."""
        with self._lock:
            workers = self._workers.get(request.worker_id, [])
            if len(workers) == 1:
                del self._workers[request.worker_id]
        if len(workers) == 1:
            end(workers[0])
        elif workers:
            wait([each.sentinel for each in workers], END_SECONDS)
        return beam_fn_api_pb2.StopWorkerResponse()

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            workers, self._workers = self._workers, {}
        for worker in (each for some in workers.values() for each in some):
            end(worker)


def work(control: str, worker_id: str) -> None:
    """Be a worker of the runner whose control endpoint this is, until it leaves."""
    from apache_beam.runners.worker.sdk_worker import SdkHarness

    SdkHarness(control, worker_id=worker_id, state_cache_size=0, data_buffer_time_limit_ms=-1).run()  # as Beam's own pool has it
    os._exit(0)  # threads that wait for a runner which is gone may wait for ever


def end(worker: Any) -> None:
    """End a worker's process, and return when it has ended."""
    worker.terminate()
    worker.join(END_SECONDS)
    if worker.exitcode is None:
        worker.kill()
        worker.join()


@contextmanager
def serving(host: str, port: int) -> Iterator[int]:
    """The pool while it listens; its port. Raises ClusterError."""
    options = [("grpc.http2.max_pings_without_data", 0), ("grpc.http2.max_ping_strikes", 0), ("grpc.so_reuseport", 0)]
    server = grpc.server(ThreadPoolExecutor(MOST_CALLS), options=options)
    try:
        bound = server.add_insecure_port(f"{host}:{port}")
    except RuntimeError as error:
        bound, why = 0, f" ({error})"
    else:
        why = ""
    if not bound:
        raise ClusterError(f"--host {host} --port {port}: nothing can listen there{why}: is another pool running? name a free port")
    pool = WorkerPool()
    beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(pool, server)
    server.start()
    try:
        yield bound
    finally:
        server.stop(None)
        pool.close()


def serve(host: str, port: int) -> None:
    """Keep the pool until SIGINT or SIGTERM. Raises ClusterError."""
    stopped = threading.Event()
    with serving(host, port) as bound:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        print(f"newsheaf: workers are to be had at {host}:{bound}", flush=True)
        stopped.wait()
