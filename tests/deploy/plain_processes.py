"""What deploy/compose.yaml starts, started as plain processes of this machine: the same arguments, on free ports of 127.0.0.1.

    python -m tests.deploy.plain_processes FEEDS [SERVICE …]

starts the services named, else all that this machine has, and keeps them until Ctrl-C. MinIO and the worker pool come from `make services`
and the virtual environment; Flink where NEWSHEAF_FLINK_HOME names an unpacked distribution, its job server where NEWSHEAF_FLINK_JOB_SERVER
names the jar. What differs from the containers: addresses and paths; bind addresses; a checkpoint folder in place of the bucket where the
distribution has no S3 file system; the JVM's sizes, which Flink's scripts would work out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from tests.chaos.processes import kill, session
from tests.services import ROOT, find_flink_job_server, find_minio, free_port

DEPLOY = ROOT / "deploy"
HOSTS = ("minio", "jobmanager", "taskmanager", "job-server", "localhost", "127.0.0.1")
PORTS = ("9000", "9001", "8081", "8098", "8099", "50000")
ORDER = ("minio", "buckets", "jobmanager", "taskmanager", "worker-pool", "job-server", "earlier-jobs", "stream")
ENDS = {"buckets", "earlier-jobs"}
"""Services that do something and end."""

FLINK_LOG = """rootLogger.level = INFO
rootLogger.appenderRef.console.ref = console
appender.console.name = console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n
logger.pekko.name = org.apache.pekko
logger.pekko.level = WARN
"""
"""What Flink's image says on its console, shorter."""

FLINK_CLASSES = {
    "jobmanager": "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
    "taskmanager": "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
}


def versions() -> dict[str, str]:
    """What versions.env says."""
    lines = (DEPLOY / "versions.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def interpolate(text: str, values: Mapping[str, str]) -> str:
    """The text with Compose's variables filled in.

    >>> interpolate("${A}-${B:-two} $${C} ${A:?must be}", {"A": "one"})
    'one-two ${C} one'
    """

    def fill(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        name, kind, rest = found["name"], found["kind"], found["rest"]
        if values.get(name):
            return values[name]
        if kind == ":-":
            return str(rest)
        raise KeyError(f"{name}: {rest or 'not set'}")

    return re.sub(r"\$\$|\$\{(?P<name>\w+)(?:(?P<kind>:-|:\?)(?P<rest>[^}]*))?\}", fill, text)


def compose_file(values: Mapping[str, str]) -> dict[str, Any]:
    """compose.yaml, as Compose would take it."""

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: walk(value) for key, value in node.items()}
        if isinstance(node, list):
            return [walk(value) for value in node]
        return interpolate(node, values) if isinstance(node, str) else node

    found: dict[str, Any] = walk(yaml.safe_load((DEPLOY / "compose.yaml").read_text()))
    return found


class Stack:
    """The services as processes, with all their files in one folder."""

    def __init__(self, folder: Path, feeds: Path, environment: Mapping[str, str] | None = None, **settings: str) -> None:
        """``environment``: what newsheaf's own services get besides what the file gives them. ``settings``: the file's variables."""
        self.folder, self._more = folder, dict(environment or {})
        self.services = compose_file({"NEWSHEAF_FEEDS": str(feeds), "NEWSHEAF_HTTP_USER_AGENT": "newsheaf tests", **versions(), **settings})["services"]
        self.flink = Path(os.environ["NEWSHEAF_FLINK_HOME"]) if os.environ.get("NEWSHEAF_FLINK_HOME") else None
        self.job_server = os.environ.get("NEWSHEAF_FLINK_JOB_SERVER") or find_flink_job_server()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.restarts: dict[str, list[float]] = {}  # by service, by the monotonic clock
        self._down: set[str] = set()  # stopped by hand
        self._ended: dict[str, float] = {}  # when the end of a service was first seen
        self._paths = {
            "/run/secrets/": f"{folder}/secrets/",
            "/srv/s3/": f"{DEPLOY}/s3/",
            "/etc/newsheaf/feeds": str(feeds),
            "/data": f"{folder}/data",
        }
        self._ports: dict[str, str] = {}
        (folder / "secrets").mkdir()
        for name in ("minio-user", "minio-password", "newsheaf", "checkpoints"):
            (folder / "secrets" / name).write_text(f"{name}-of-{os.getpid()}\n")

    def port(self, number: str | int) -> str:
        """The free port in place of one of the file's."""
        return self._ports.setdefault(str(number), str(free_port()))

    def here(self, text: str) -> str:
        """An argument or value of the file with the addresses and paths of this machine."""
        for path, mine in self._paths.items():
            text = re.sub(rf"(?<![\w/]){re.escape(path)}", mine, text)
        text = re.sub(rf"(?<![\w.-])({'|'.join(map(re.escape, HOSTS))})([:/])({'|'.join(PORTS)})\b", lambda m: f"127.0.0.1{m[2]}{self.port(m[3])}", text)
        text = re.sub(r"^:(\d+)$", lambda m: f"127.0.0.1:{self.port(m[1])}", text)
        text = re.sub(r"^(--[a-z_-]*port)=(\d+)$", lambda m: f"{m[1]}={self.port(m[2])}", text)
        return re.sub(r"^--job-host=.*$", "--job-host=127.0.0.1", text)

    def missing(self, name: str) -> str:
        """What this machine lacks for a service; empty where it has it."""
        if name == "minio":
            return "" if find_minio() else "MinIO: run make services"
        if name in FLINK_CLASSES or name in ("job-server", "earlier-jobs", "stream"):
            if not self.flink:
                return "Flink: set NEWSHEAF_FLINK_HOME"
            if not self.job_server:
                return "Beam's job server: set NEWSHEAF_FLINK_JOB_SERVER"
        return ""

    def command(self, name: str) -> list[str]:
        """The service's command as this machine has it."""
        arguments = [self.here(argument) for argument in self.services[name]["command"]]
        if name == "minio":
            return [find_minio(), *arguments]
        if name in FLINK_CLASSES:
            return self._flink_command(name)
        if name == "job-server":
            return ["java", "-jar", self.job_server, f"--artifacts-dir={self.folder}/artifacts", *arguments]
        if arguments[0] == "newsheaf":
            return [sys.executable, "-c", "from pipelines.commands import main; main()", *arguments[1:]]
        return [sys.executable, *arguments[1:]]

    def environment(self, name: str) -> dict[str, str]:
        given = {key: self.here(str(value)) for key, value in (self.services[name].get("environment") or {}).items()}
        more = self._more if "NEWSHEAF_S3_ENDPOINT" in given else {}
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PYTHONPATH": str(ROOT), **given, **more}

    def properties(self, name: str) -> dict[str, str]:
        """Flink's configuration of the file, with this machine's addresses."""
        lines = self.environment(name)["FLINK_PROPERTIES"].splitlines()
        found = dict(line.split(": ", 1) for line in lines)
        found |= {"jobmanager.rpc.address": "127.0.0.1", "taskmanager.host": "127.0.0.1", "rest.address": "127.0.0.1"}
        found |= {f"{each}.bind-host": "127.0.0.1" for each in ("jobmanager", "taskmanager")} | {"rest.bind-address": "127.0.0.1"}
        found |= {"rest.port": self.port(8081), "jobmanager.rpc.port": self.port(6123), "blob.server.port": self.port(6124)}
        found |= {"taskmanager.cpu.cores": "2", "io.tmp.dirs": str(self.folder)}  # the first is worked out by Flink's scripts
        if self.flink and not any((self.flink / "plugins").glob("*/flink-s3-fs-*.jar")):
            found["execution.checkpointing.dir"] = f"file://{self.folder}/checkpoints"
        return found

    def _flink_command(self, name: str) -> list[str]:
        conf = self.folder / f"{name}-conf"
        conf.mkdir(exist_ok=True)
        properties = self.properties(name)
        (conf / "config.yaml").write_text("".join(f"{key}: {value}\n" for key, value in properties.items()))
        (conf / "log4j.properties").write_text(FLINK_LOG)

        def mib(*parts: str) -> int:
            return sum(int(properties[f"{name}.memory.{part}"].removesuffix("m")) for part in parts)

        if name == "jobmanager":
            sizes = [f"-Xmx{mib('heap.size')}m"]
        else:
            direct = mib("framework.off-heap.size", "task.off-heap.size", "network.max")
            sizes = [f"-Xmx{mib('framework.heap.size', 'task.heap.size')}m", f"-XX:MaxDirectMemorySize={direct}m"]
        opens = [f"--add-opens=java.base/java.{each}=ALL-UNNAMED" for each in ("lang", "net", "io", "nio", "lang.reflect", "text", "time", "util", "util.concurrent")]
        sizes.append(f"-Dlog4j.configurationFile=file:{conf}/log4j.properties")
        return ["java", *sizes, f"-XX:MaxMetaspaceSize={mib('jvm-metaspace.size')}m", "-XX:+UseSerialGC", *opens, "-cp", f"{self.flink}/lib/*",
                FLINK_CLASSES[name], "--configDir", str(conf), *(["--executionMode", "cluster"] if name == "jobmanager" else [])]  # fmt: skip

    def launch(self, name: str) -> subprocess.Popen[bytes]:
        """Start a service and don't wait."""
        self._down.discard(name)
        with self.log(name).open("ab") as output:
            process = subprocess.Popen(
                self.command(name), env=self.environment(name), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        self.processes[name] = process
        return process

    def start(self, name: str, seconds: float = 120) -> None:
        """Start a service and wait until its own health check is content, or until it has ended, where that is what it does."""
        process = self.launch(name)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if process.poll() is not None:
                if name in ENDS and process.returncode == 0:
                    return
                break
            if name not in ENDS and self.healthy(name):
                return
            time.sleep(0.2)
        raise RuntimeError(f"{name} {process.poll()}: {self.log(name).read_text(errors='replace')[-3000:]}")

    def tend(self) -> list[str]:
        """Start again what has ended, where the file says so, with Docker's waits; the names of what was started."""
        again = []
        for name, process in list(self.processes.items()):
            if process.poll() is None or name in self._down or self.services[name].get("restart") != "unless-stopped":
                continue
            before = self.restarts.setdefault(name, [])
            if time.monotonic() >= self._ended.setdefault(name, time.monotonic()) + restart_wait(before, self._ended[name]):
                kill(session(process.pid))  # a container ends as a whole
                before.append(time.monotonic())
                del self._ended[name]
                self.launch(name)
                again.append(name)
        return again

    def kill(self, name: str) -> None:
        """End a service as a container is killed: at once, with all that it has started."""
        kill(session(self.processes[name].pid))
        self.processes[name].wait()

    def stop_one(self, name: str, seconds: float = 10) -> None:
        """End a service as an operator does; it stays down until it is launched."""
        self._down.add(name)
        self.processes[name].terminate()
        with suppress(subprocess.TimeoutExpired):
            self.processes[name].wait(seconds)
        self.kill(name)

    def healthy(self, name: str) -> bool:
        """What the service's health check says; a service without one is healthy while it runs."""
        check = self.services[name].get("healthcheck")
        if not check:
            return self.processes[name].poll() is None
        command = [self.here(argument) for argument in check["test"][1:]]
        with suppress(subprocess.TimeoutExpired):
            return subprocess.run(command, env=self.environment(name), capture_output=True, timeout=5, check=False).returncode == 0
        return False

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def stop(self) -> None:
        """End all that was started, the latest first."""
        for name in reversed(self.processes):
            self.stop_one(name, 20)


def restart_wait(restarts: list[float], ended: float) -> float:
    """Seconds that Docker waits before it starts a container again: doubled each time, from new once it has run for ten seconds.

    >>> [restart_wait([], 50.0), restart_wait([40.0], 50.0), restart_wait([45.0, 46.0, 47.0], 50.0)]
    [0.1, 0.1, 0.8]
    """
    wait = 0.1
    for one, after in pairwise([*restarts, ended]):
        wait = min(2 * wait, 60.0) if after - one < 10 else 0.1
    return wait


@contextmanager
def running(
    folder: Path, feeds: Path, names: tuple[str, ...], environment: Mapping[str, str] | None = None, **settings: str
) -> Iterator[Stack]:
    """The services of these names, one after the other in the order in which they need each other."""
    stack = Stack(folder, feeds, environment, **settings)
    try:
        for name in ORDER:
            if name in names:
                stack.start(name)
        yield stack
    finally:
        stack.stop()


def main(feeds: str, *names: str) -> None:
    """Start what was asked for and keep it."""
    with tempfile.TemporaryDirectory() as folder:
        probe = Stack(Path(folder), Path(feeds).resolve())
        (Path(folder) / "run").mkdir()
        wanted = names or tuple(name for name in ORDER if not probe.missing(name))
        print(f"left out: {', '.join(f'{name} ({probe.missing(name)})' for name in ORDER if name not in wanted) or 'nothing'}")
        with running(Path(folder) / "run", Path(feeds).resolve(), wanted) as stack:
            print(f"running {', '.join(wanted)} in {stack.folder}; Ctrl-C ends them", *(f"{a} is {b}" for a, b in stack._ports.items()), sep="\n")
            with suppress(KeyboardInterrupt):
                while True:
                    time.sleep(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
