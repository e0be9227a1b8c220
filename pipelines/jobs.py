"""Our jobs on a cluster: how they are named, found again, run to their end, and ended."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import grpc

from connectors.hashes import content_hash
from connectors.store import open_store
from pipelines.cluster import ENDED, ClusterError, FlinkRest, Job, JobServer, end_jobs, flink_address, read_options, runner_of

ARRIVE_SECONDS = 10.0
"""How long a job that is just being handed over may take to turn up on the cluster."""

log = logging.getLogger(__name__)


def store_prefix(store_url: str, kind: str) -> str:
    """How the names of all our jobs of a kind on a store begin, however its URL is written.

    >>> store_prefix("s3://news/main/", "stream")
    'newsheaf-16a40ce69aee-stream-'
    """
    local = "://" not in store_url or store_url.startswith("file://")
    url = open_store(store_url).url if local else store_url.rstrip("/")
    return f"newsheaf-{content_hash('store', url, digits=12)}-{kind}-"


def name_job(beam_args: tuple[str, ...], store_url: str, kind: str) -> tuple[str, ...]:
    """Beam's options with a name for the job by which it is found again; a name of the user's stays."""
    options = read_options(beam_args)
    if options.get("job_name") or not runner_of(options):
        return beam_args
    return (*beam_args, f"--job_name={store_prefix(store_url, kind)}{uuid4().hex[:8]}")


def stop_stream(store_url: str, beam_args: Sequence[str], if_running: bool = False) -> list[Job]:
    """End the streams of a store, or the job that ``--job_name`` names, and return what was ended. Raises ClusterError, also where there is
    none, unless ``if_running``."""
    options = read_options(beam_args)
    flink = flink_address(options)
    if not flink:
        raise ClusterError("--stop asks Flink's REST to end the stream: name it after a lone --: -- --flink_master=host:8081")
    rest, name, prefix = FlinkRest(flink[0]), options.get("job_name", ""), store_prefix(store_url, "stream")
    jobs = rest.jobs(lambda found: found == name if name else found.startswith(prefix))
    if not jobs and not if_running:
        wanted = f"named {name}" if name else f"of a stream to {store_url} (their names begin with {prefix})"
        raise ClusterError(f"no job {wanted} runs on {options['flink_master']}: nothing was stopped")
    end_jobs(rest, jobs)
    return jobs


def state_on_flink(beam_args: Sequence[str]) -> str:
    """How Flink has the job that ``--job_name`` names; empty where it can't be asked, or doesn't know it."""
    options = read_options(beam_args)
    flink = flink_address(options)
    with suppress(ClusterError):
        return next((job.state for job in FlinkRest(flink[0]).all_jobs() if job.name == options.get("job_name")), "") if flink else ""
    return ""


def run_to_end(pipeline: Any, beam_args: Sequence[str]) -> Any:
    """Run a pipeline and return its result when it is done. Interrupted, the job is ended before anything else: left alone it would go on,
    and publish. Raises ClusterError where no job server takes it, or the one that did goes away."""
    result = None
    try:
        result = hand_over(pipeline, beam_args)
        with _one_voice():
            result.wait_until_finish()
        return result
    except KeyboardInterrupt:
        end_job(beam_args, result)
        raise
    except grpc.RpcError as error:
        end_job(beam_args, None)
        raise ClusterError(f"the job server went away in the middle of the job ({_why(error)}): see its log, and run it again") from error


def hand_over(pipeline: Any, beam_args: Sequence[str]) -> Any:
    """Hand a pipeline to its runner, and return Beam's result while the job is under way. Raises ClusterError where no job server takes it:
    Beam finds no jar, the server that it starts ends at once, or the one that runs refuses."""
    runner = runner_of(read_options(beam_args))
    if not runner:
        return pipeline.run()
    before = signal.getsignal(signal.SIGINT)
    try:
        return pipeline.run()
    except (RuntimeError, OSError, grpc.RpcError, grpc.FutureTimeoutError) as error:
        raise ClusterError(f"--runner={runner}: no job server took the job: {_why(error)}") from error
    finally:  # Beam would stop a job server of its own at the first Ctrl-C, and the job could not end in order
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


def _why(error: Exception) -> str:
    return (str(error.details() or error.code().name) if isinstance(error, grpc.Call) else str(error)) or type(error).__name__


@contextmanager
def _one_voice() -> Iterator[None]:
    """Keep Beam's second watcher of a job from printing a traceback where the first one raises the same."""
    hook = threading.excepthook
    threading.excepthook = lambda of: None if of.thread and of.thread.name == "wait_until_finish_read" else hook(of)
    try:
        yield
    finally:
        threading.excepthook = hook


def end_job(beam_args: Sequence[str], result: Any) -> None:
    """End the job that ``--job_name`` names, wherever it is, and say what came of it; ``result`` is Beam's, if there is one yet."""
    options = read_options(beam_args)
    name, server = options.get("job_name", ""), server_of(options)
    if not runner_of(options):
        return  # this very process
    try:
        if server and name:
            until = time.monotonic() + ARRIVE_SECONDS
            while not (jobs := [job for job in server.all_jobs() if job.name == name]) and time.monotonic() < until:
                time.sleep(0.25)  # it was just being handed over: Beam has a result before Flink has the job
            running = [job for job in jobs if job.state not in ENDED]
            end_jobs(server, running)
            log.warning("the job %s %s on %s", name, "has been cancelled" if running else "does not run", server.address)
        elif result is not None:
            with suppress(Exception):  # whatever a runner raises: there is nothing more to be done
                result.cancel()
    except ClusterError as error:
        log.warning("the job %s may go on and publish: %s; cancel it on the cluster", name, error)


def server_of(options: dict[str, str]) -> FlinkRest | JobServer | None:
    """Who ends a job: Flink's REST where Flink is named, for its job server says "cancelled" before Flink has done anything."""
    flink, endpoint = flink_address(options), options.get("job_endpoint", "embed")
    return FlinkRest(flink[0]) if flink else JobServer(endpoint) if endpoint != "embed" else None
