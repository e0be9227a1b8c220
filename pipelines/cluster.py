"""The cluster behind a runner: look at it before a job is handed over, and see and end the jobs on it.

Ending the client of a job leaves the job, and what Beam's own ``cancel`` says is said before Flink has done anything; so a job is ended
by Flink's REST, and waited for.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from pipelines.jars import jar_problem

CONNECT_SECONDS = 5.0
"""How long an address may take to answer."""

ANSWER_SECONDS = 10.0
"""How long what listens there may take to say what it is: a job server that has just been started is slow."""

SLOT_SECONDS = 10.0
"""How long a Flink may take to free the slots of a job that has just ended."""

END_SECONDS = 60.0
"""How long a job may take to end."""

ENDED = frozenset(("CANCELED", "FAILED", "FINISHED", "CANCELLED", "DONE", "DRAINED", "UPDATED"))
"""Flink's words for a job that does nothing any more, and Beam's. One that is SUSPENDED may go on elsewhere."""

EMBEDDED = frozenset(("[local]", "[auto]", "[collection]"))
"""What ``--flink_master`` says for a Flink inside the job server, which ends with its client."""

FLINK_PORT, JOB_PORT, POOL_PORT = 8081, 8099, 50000
"""Where Flink's REST, Beam's job server and its worker pool listen if nothing else is said."""


class ClusterError(Exception):
    """The cluster is not as Beam's options say; the message names option, address and remedy."""


# --- what Beam's options say


def read_options(beam_args: Sequence[str]) -> dict[str, str]:
    """Beam's options by name, the last of each; a flag's value is empty.

    >>> read_options(("--runner=FlinkRunner", "--parallelism", "2", "--streaming"))
    {'runner': 'FlinkRunner', 'parallelism': '2', 'streaming': ''}
    """
    found: dict[str, str] = {}
    name = ""
    for argument in beam_args:
        if argument.startswith("--"):
            name, _, found[name] = (part for part in argument[2:].partition("="))
        elif name:
            found[name], name = argument, ""
    return found


def runner_of(options: dict[str, str]) -> str:
    """The runner in small letters, without the word: Beam takes it with or without. Empty for Beam's local one.

    >>> [runner_of({"runner": name}) for name in ("FlinkRunner", "flink", "DirectRunner", "")]
    ['flink', 'flink', '', '']
    """
    name = options.get("runner", "").rpartition(".")[2].lower().removesuffix("runner")
    return "" if name in ("direct", "fnapi", "bundlebaseddirect", "swappablerunner") else name


def flink_address(options: dict[str, str]) -> tuple[str, str, int] | None:
    """(base URL, host, port) of Flink's REST; None where no cluster is named.

    >>> flink_address({"flink_master": "jobmanager"})
    ('http://jobmanager:8081', 'jobmanager', 8081)
    >>> flink_address({"flink_master": "[local]"})
    """
    master = options.get("flink_master", "").strip()
    if not master or master in EMBEDDED:
        return None
    url = master if "://" in master else f"http://{master}"
    host, port = _host_and_port("--flink_master", url, FLINK_PORT)
    shown = f"[{host}]" if ":" in host else host
    return f"{urlsplit(url).scheme}://{shown}:{port}{urlsplit(url).path.rstrip('/')}", host, port


def _host_and_port(option: str, url: str, default: int) -> tuple[str, int]:
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        host, port = parts.hostname, parts.port or default
    except ValueError:
        host, port = None, 0
    if not host:
        raise ClusterError(f"{option}={url.removeprefix('http://')} is no address: write host:port, such as localhost:{default}")
    return host, port


# --- before a job is handed over


def check_cluster(beam_args: Sequence[str]) -> None:
    """Make sure that what the options name is there, so that nothing waits for it for ever. Raises ClusterError within seconds.

    A worker pool on "localhost" is on the machine of each task manager: it is looked for only where that is this machine, too.
    """
    options = read_options(beam_args)
    runner = runner_of(options)
    if not runner:
        return
    _check_runner(options["runner"])
    endpoint = options.get("job_endpoint", "")
    if endpoint and endpoint != "embed":
        remedy = "start Beam's job server, or name where it runs"
        _check_service("--job_endpoint", endpoint, JOB_PORT, "job server", remedy, lambda address: JobServer(address).all_jobs())
    flink = flink_address(options)
    if flink:
        _check_flink(options, *flink)
    if runner == "flink" and not endpoint:
        _check_job_server(options)
    if options.get("environment_type", "").upper() == "EXTERNAL":
        pool = _pool_of(options.get("environment_config", ""))
        host, _ = _host_and_port("--environment_config", pool, POOL_PORT)
        elsewhere = endpoint if endpoint != "embed" else ""
        cluster = flink[1] if flink else _host_and_port("--job_endpoint", elsewhere, JOB_PORT)[0] if elsewhere else "localhost"
        if not is_loopback(host) or is_loopback(cluster):
            remedy = "start it there (newsheaf worker-pool --port PORT), or name where it runs"
            _check_service("--environment_config", pool, POOL_PORT, "worker pool", remedy, _ask_pool)


def _check_runner(name: str) -> None:
    from apache_beam.runners.runner import create_runner

    try:
        create_runner(name)
    except (ValueError, ImportError, AttributeError) as error:
        raise ClusterError(f"--runner={name}: Beam has no such runner: write FlinkRunner or PortableRunner ({error})") from None


def _check_flink(options: dict[str, str], base: str, host: str, port: int) -> None:
    remedy = "start the cluster, or name host and port of its REST (Flink's rest.port, 8081 if nothing else is set)"
    _check_address("--flink_master", f"{host}:{port}", port, "no Flink listens there", remedy)
    try:
        why = "" if "flink-version" in FlinkRest(base).get("/overview") else f"{base}/overview tells no flink-version"
    except ClusterError as error:
        why = str(error)
    if why:
        raise ClusterError(f"--flink_master={options['flink_master']}: what listens there is not Flink's REST ({why}): {remedy}")
    _check_network(options, FlinkRest(base))
    _check_slots(options, FlinkRest(base))


NETWORK_MIB = 128
"""Network memory that a task manager needs for more than one subtask; with 64 MiB Flink finds "Insufficient number of network buffers"."""


def _check_network(options: dict[str, str], rest: FlinkRest) -> None:
    if options.get("parallelism", "1") in ("", "1"):
        return
    try:
        managers = rest.get("/taskmanagers").get("taskmanagers", [])
        least = min((int(one["memoryConfiguration"]["networkMemory"]) for one in managers), default=None)
    except (ClusterError, KeyError, TypeError, ValueError):
        return  # another Flink says it otherwise; it will tell by itself
    if least is not None and least < NETWORK_MIB * 2**20:
        raise ClusterError(
            f"--parallelism={options['parallelism']}: a task manager of {options['flink_master']} has {least / 2**20:.0f} MiB of network "
            f"memory, and {NETWORK_MIB} are needed: set taskmanager.memory.network.min: {NETWORK_MIB}m in Flink's configuration"
        )


ON_DEMAND = frozenset(("kubernetes.cluster-id", "yarn.application.id"))
"""Settings of a Flink that starts task managers when a job asks for slots."""


def _check_slots(options: dict[str, str], rest: FlinkRest) -> None:
    """A job that finds no slots waits for five minutes, and then fails."""
    given = options.get("parallelism", "")
    needed, until = int(given) if given.isdigit() else 1, time.monotonic() + SLOT_SECONDS
    try:
        while int((found := rest.get("/overview"))["slots-available"]) < needed and time.monotonic() < until:
            time.sleep(0.5)  # those of a job that has just ended come free in a moment
        free, total = int(found["slots-available"]), int(found["slots-total"])
        if free >= needed or ON_DEMAND & rest.settings().keys():
            return
        running = [job.name for job in rest.jobs(lambda _: True)]
    except (ClusterError, KeyError, TypeError, ValueError):
        return  # another Flink says it otherwise; it will tell by itself
    who = f"; its jobs: {', '.join(sorted(running))}" if running else ""
    raise ClusterError(
        f"--parallelism={needed}: of the {total} slots of {options['flink_master']} {free} are free{who}: end a job, start another task "
        "manager, or give it more slots (taskmanager.numberOfTaskSlots)"
    )


def _check_job_server(options: dict[str, str]) -> None:
    """The job server that Beam's FlinkRunner starts beside us."""
    jar = options.get("flink_job_server_jar", "")
    beam = version("apache-beam")
    if jar and not urlsplit(jar).scheme and (problem := jar_problem(jar, beam)):
        like = f"beam-runners-flink-1.20-job-server-{beam}.jar"
        raise ClusterError(f"--flink_job_server_jar={jar}: {problem}: name Beam's jar of the job server for your Flink, such as {like}")
    if "flink_submit_uber_jar" in options:
        return
    home = os.environ.get("JAVA_HOME", "")
    if not shutil.which(os.path.join(home, "bin", "java") if home else "java"):
        where = f"JAVA_HOME={home} has no bin/java" if home else "java is not on PATH"
        raise ClusterError(
            f"--runner={options['runner']} starts Beam's job server, and {where}: install Java 11 or 17, or name a job server that runs "
            "already by --job_endpoint=host:8099"
        )


def _pool_of(config: str) -> str:
    """The address in ``--environment_config``, which may be a JSON object."""
    if config.lstrip().startswith("{"):
        try:
            config = str(json.loads(config)["url"])
        except (ValueError, KeyError, TypeError):
            config = ""
    if not config:
        raise ClusterError(
            "--environment_type=EXTERNAL needs the address of Beam's worker pool: --environment_config=host:port, such as localhost:50000"
        )
    return config


def is_loopback(host: str) -> bool:
    """Whether a host's name means the machine that says it."""
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _check_address(option: str, address: str, default: int, trouble: str, remedy: str) -> str:
    """The address, as host:port, if something listens there."""
    host, port = _host_and_port(option, address, default)
    try:
        socket.create_connection((host, port), CONNECT_SECONDS).close()
    except OSError as error:
        why = f"no answer in {CONNECT_SECONDS:.0f} s" if isinstance(error, TimeoutError) else error.strerror or str(error)
        raise ClusterError(f"{option}={address}: {trouble} ({why}): {remedy}") from None
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _check_service(option: str, address: str, default: int, kind: str, remedy: str, ask: Callable[[str], Any]) -> None:
    """``ask`` asks what only a service of that kind answers, and raises ClusterError where it doesn't."""
    there = _check_address(option, address, default, f"no {kind} listens there", remedy)
    try:
        ask(there)
    except ClusterError as error:
        raise ClusterError(f"{option}={address}: what listens there is no {kind} ({error}): {remedy}") from None


def _ask_pool(address: str) -> None:
    """Whether a worker pool is there: asked to stop a worker that it doesn't have, it says that it is done."""
    from apache_beam.portability.api import beam_fn_api_pb2, beam_fn_api_pb2_grpc

    _call(address, beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolStub, "StopWorker", beam_fn_api_pb2.StopWorkerRequest(worker_id="nobody"))


def _call(address: str, stub: Callable[[Any], Any], method: str, request: Any) -> Any:
    """What a service of Beam's answers. Raises ClusterError."""
    import grpc

    try:
        with grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)]) as channel:
            return getattr(stub(channel), method)(request, timeout=ANSWER_SECONDS)
    except grpc.RpcError as error:
        code = error.code()
        why = f"gives no answer in {ANSWER_SECONDS:.0f} s" if code is grpc.StatusCode.DEADLINE_EXCEEDED else f"answers {code.name}"
        raise ClusterError(f"{address} {why}") from None


# --- what jobs a cluster has


@dataclass(frozen=True, slots=True)
class Job:
    """One job on a cluster."""

    id: str
    name: str
    state: str


class FlinkRest:
    """Flink's REST. All methods raise ClusterError."""

    def __init__(self, base: str, timeout: float = CONNECT_SECONDS) -> None:
        self.address, self._timeout = base, timeout

    def get(self, path: str) -> dict[str, Any]:
        """The JSON object at a path; empty where it is something else."""
        found = self._ask(path, "GET")
        return found if isinstance(found, dict) else {}

    def settings(self) -> dict[str, str]:
        """The configuration of its JobManager."""
        try:
            return {row["key"]: row["value"] for row in self._ask("/jobmanager/config", "GET")}
        except (KeyError, TypeError):
            return {}

    def jobs(self, wanted: Callable[[str], bool]) -> list[Job]:
        """The jobs that haven't ended whose names are wanted."""
        return [job for job in self.all_jobs() if job.state not in ENDED and wanted(job.name)]

    def all_jobs(self) -> list[Job]:
        """Every job that Flink remembers."""
        try:
            return [Job(row["jid"], row["name"], row["state"]) for row in self.get("/jobs/overview")["jobs"]]
        except (KeyError, TypeError):
            raise ClusterError(f"{self.address}/jobs/overview doesn't answer as Flink does: look at --flink_master") from None

    def cancel(self, job: Job) -> None:
        """Have a job end; it takes its time."""
        self._ask(f"/jobs/{job.id}?mode=cancel", "PATCH")

    def state(self, job: Job) -> str:
        """How a job stands."""
        return str(self.get(f"/jobs/{job.id}").get("state", ""))

    def _ask(self, path: str, method: str) -> Any:
        request = urllib.request.Request(f"{self.address}{path}", method=method)
        try:
            with _opener.open(request, timeout=self._timeout) as answer:
                return json.loads(answer.read(10_000_000) or b"{}")
        except urllib.error.HTTPError as error:
            raise ClusterError(f"{self.address}{path} answers {error.code} {error.reason}") from None
        except OSError as error:
            raise ClusterError(f"{self.address} does not answer: {getattr(error, 'reason', error)}") from None
        except (http.client.HTTPException, ValueError) as error:
            raise ClusterError(f"{self.address} does not answer as Flink does: {type(error).__name__}") from None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a cluster is not behind the proxy of web pages


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a cluster is not behind the proxy of web pages


class JobServer:
    """Beam's job service, Prism's or another runner's. All methods raise ClusterError."""

    def __init__(self, address: str) -> None:
        self.address = address

    def all_jobs(self) -> list[Job]:
        """Every job that it remembers. Beam calls each of them "job"; the name that was given is among the options."""

        def name(job: Any) -> str:
            given = (value for option, value in job.pipeline_options.items() if option.startswith("beam:option:job_name:"))
            return str(next(given, job.job_name))

        return [Job(job.job_id, name(job), self._name(job.state)) for job in self._ask("GetJobs", "GetJobsRequest").job_info]

    def cancel(self, job: Job) -> None:
        """Have a job end; it takes its time."""
        self._ask("Cancel", "CancelJobRequest", job_id=job.id)

    def state(self, job: Job) -> str:
        """How a job stands."""
        return self._name(self._ask("GetState", "GetJobStateRequest", job_id=job.id).state)

    def _ask(self, method: str, request: str, **fields: str) -> Any:
        from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

        return _call(self.address, beam_job_api_pb2_grpc.JobServiceStub, method, getattr(beam_job_api_pb2, request)(**fields))

    def _name(self, state: int) -> str:
        from apache_beam.portability.api import beam_job_api_pb2

        return str(beam_job_api_pb2.JobState.Enum.Name(state))


def end_jobs(server: FlinkRest | JobServer, jobs: Sequence[Job], patience: float = END_SECONDS) -> None:
    """End the jobs, and return when they have ended. Raises ClusterError also where they have not after ``patience`` seconds."""
    for job in jobs:
        server.cancel(job)
    until, left = time.monotonic() + patience, list(jobs)
    while left := [job for job in left if server.state(job) not in ENDED]:
        if time.monotonic() > until:
            raise ClusterError(f"{left[0].name} was cancelled {patience:.0f} s ago and is {server.state(left[0])}: see {server.address}")
        time.sleep(0.25)
