"""The cluster behind a runner: look at it before a job is handed over, find our jobs on it, and end them.

Ending the client of a job leaves the job, and what Beam's own ``cancel`` says is said before Flink has done anything; so a job is ended
by Flink's REST, and waited for.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from connectors.hashes import content_hash
from connectors.store import open_store

CONNECT_SECONDS = 5.0
"""How long an address may take to answer."""

END_SECONDS = 60.0
"""How long a job may take to end."""

ARRIVE_SECONDS = 10.0
"""How long a job that is just being handed over may take to turn up on the cluster."""

ENDED = frozenset(("CANCELED", "FAILED", "FINISHED"))
"""Flink's words for a job that does nothing any more. One that is SUSPENDED may go on elsewhere."""

EMBEDDED = frozenset(("[local]", "[auto]", "[collection]"))
"""What ``--flink_master`` says for a Flink inside the job server, which ends with its client."""

FLINK_PORT, POOL_PORT = 8081, 50000
"""Where Flink's REST and Beam's worker pool listen if nothing else is said."""

log = logging.getLogger(__name__)


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
    endpoint = options.get("job_endpoint", "")
    if endpoint and endpoint != "embed":
        _check_address("--job_endpoint", endpoint, 8099, "no job server listens there", "start Beam's job server, or name where it runs")
    flink = flink_address(options)
    if flink:
        _check_flink(options, *flink)
    if runner == "flink" and not endpoint:
        _check_job_server(options)
    if options.get("environment_type", "").upper() == "EXTERNAL":
        pool = _pool_of(options.get("environment_config", ""))
        host, _ = _host_and_port("--environment_config", pool, POOL_PORT)
        elsewhere = endpoint if endpoint != "embed" else ""
        cluster = flink[1] if flink else _host_and_port("--job_endpoint", elsewhere, 8099)[0] if elsewhere else "localhost"
        if not is_loopback(host) or is_loopback(cluster):
            remedy = "start it there (newsheaf worker-pool --port PORT), or name where it runs"
            _check_address("--environment_config", pool, POOL_PORT, "no worker pool listens there", remedy)


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


def _check_job_server(options: dict[str, str]) -> None:
    """The job server that Beam's FlinkRunner starts beside us."""
    jar = options.get("flink_job_server_jar", "")
    if jar and not urlsplit(jar).scheme and not os.path.isfile(jar):
        raise ClusterError(
            f"--flink_job_server_jar={jar}: no such file: name Beam's jar of the job server for your Flink "
            "(beam-runners-flink-1.20-job-server-….jar of this Beam's version)"
        )
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


def _check_address(option: str, address: str, default: int, trouble: str, remedy: str) -> None:
    host, port = _host_and_port(option, address, default)
    try:
        socket.create_connection((host, port), CONNECT_SECONDS).close()
    except OSError as error:
        why = f"no answer in {CONNECT_SECONDS:.0f} s" if isinstance(error, TimeoutError) else error.strerror or str(error)
        raise ClusterError(f"{option}={address}: {trouble} ({why}): {remedy}") from None


# --- our jobs


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


@dataclass(frozen=True, slots=True)
class Job:
    """One job on a cluster."""

    id: str
    name: str
    state: str


class FlinkRest:
    """Flink's REST. All methods raise ClusterError."""

    def __init__(self, base: str, timeout: float = CONNECT_SECONDS) -> None:
        self._base, self._timeout = base, timeout

    def get(self, path: str) -> dict[str, Any]:
        """What is at a path."""
        return self._ask(path, "GET")

    def jobs(self, wanted: Callable[[str], bool]) -> list[Job]:
        """The jobs that haven't ended whose names are wanted."""
        return [job for job in self.all_jobs() if job.state not in ENDED and wanted(job.name)]

    def all_jobs(self) -> list[Job]:
        """Every job that Flink remembers."""
        try:
            return [Job(row["jid"], row["name"], row["state"]) for row in self.get("/jobs/overview")["jobs"]]
        except (KeyError, TypeError):
            raise ClusterError(f"{self._base}/jobs/overview doesn't answer as Flink does: look at --flink_master") from None

    def cancel(self, jobs: Sequence[Job], patience: float = END_SECONDS) -> None:
        """End the jobs, and return when they have ended. Raises ClusterError also where they have not after ``patience`` seconds."""
        for job in jobs:
            self._ask(f"/jobs/{job.id}?mode=cancel", "PATCH")
        until = time.monotonic() + patience
        left = list(jobs)
        while left := [job for job in left if self._state(job) not in ENDED]:
            if time.monotonic() > until:
                raise ClusterError(f"{left[0].name} was cancelled {patience:.0f} s ago and is {self._state(left[0])}: see {self._base}")
            time.sleep(0.25)

    def _state(self, job: Job) -> str:
        return str(self.get(f"/jobs/{job.id}").get("state", ""))

    def _ask(self, path: str, method: str) -> dict[str, Any]:
        request = urllib.request.Request(f"{self._base}{path}", method=method)
        try:
            with _opener.open(request, timeout=self._timeout) as answer:
                body = json.loads(answer.read(10_000_000) or b"{}")
        except urllib.error.HTTPError as error:
            raise ClusterError(f"{self._base}{path} answers {error.code} {error.reason}") from None
        except OSError as error:
            raise ClusterError(f"{self._base} does not answer: {getattr(error, 'reason', error)}") from None
        except (http.client.HTTPException, ValueError) as error:
            raise ClusterError(f"{self._base} does not answer as Flink does: {type(error).__name__}") from None
        return body if isinstance(body, dict) else {}


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a cluster is not behind the proxy of web pages


def stop_stream(store_url: str, beam_args: Sequence[str]) -> list[Job]:
    """End the streams of a store, or the job that ``--job_name`` names, and return what was ended. Raises ClusterError."""
    options = read_options(beam_args)
    flink = flink_address(options)
    if not flink:
        raise ClusterError("--stop asks Flink's REST to end the stream: name it after a lone --: -- --flink_master=host:8081")
    rest, name, prefix = FlinkRest(flink[0]), options.get("job_name", ""), store_prefix(store_url, "stream")
    jobs = rest.jobs(lambda found: found == name if name else found.startswith(prefix))
    if not jobs:
        wanted = f"named {name}" if name else f"of a stream to {store_url} (their names begin with {prefix})"
        raise ClusterError(f"no job {wanted} runs on {options['flink_master']}: nothing was stopped")
    rest.cancel(jobs)
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
    and publish."""
    result = None
    try:
        result = pipeline.run()
        result.wait_until_finish()
        return result
    except KeyboardInterrupt:
        end_job(beam_args, result)
        raise


def end_job(beam_args: Sequence[str], result: Any) -> None:
    """End the job that ``--job_name`` names, wherever it is, and say what came of it; ``result`` is Beam's, if there is one yet."""
    options = read_options(beam_args)
    name = options.get("job_name", "")
    if not runner_of(options):
        return  # this very process
    try:
        flink = flink_address(options)
        if flink and name:
            rest, until = FlinkRest(flink[0]), time.monotonic() + ARRIVE_SECONDS
            while not (jobs := [job for job in rest.all_jobs() if job.name == name]) and time.monotonic() < until:
                time.sleep(0.25)  # it was just being handed over: Beam has a result before Flink has the job
            running = [job for job in jobs if job.state not in ENDED]
            rest.cancel(running)
            log.warning("the job %s %s", name, "has been cancelled" if running else f"does not run on {options['flink_master']}")
        elif result is not None:
            with suppress(Exception):  # whatever a runner raises: there is nothing more to be done
                result.cancel()
    except ClusterError as error:
        log.warning("the job %s may go on and publish: %s; cancel it on the cluster", name, error)
