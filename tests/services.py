"""The servers that tests talk to, each started on a free loopback port and stopped afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
"""Real data beside the checkout, where it is there."""


def load_script(path: str) -> ModuleType:
    """A script of the checkout as a module."""
    spec = spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True)
class S3Server:
    endpoint: str
    access_key: str
    secret_key: str

    def environment(self) -> dict[str, str]:
        return {"NEWSHEAF_S3_ENDPOINT": self.endpoint, "NEWSHEAF_S3_ACCESS_KEY": self.access_key,
                "NEWSHEAF_S3_SECRET_KEY": self.secret_key}

    def make_bucket(self, name: str) -> None:
        """Make the bucket as soon as the server takes requests: MinIO is "ready" a moment earlier, and then asks to wait a minute."""
        from minio import Minio
        from minio.error import S3Error
        from urllib3 import PoolManager

        client = Minio(self.endpoint.removeprefix("http://"), self.access_key, self.secret_key, secure=False, region="us-east-1",
                       http_client=PoolManager(retries=False, timeout=30))
        for left in reversed(range(100)):
            try:
                return client.make_bucket(name)
            except S3Error as error:
                if not left or error.response.status != 503:
                    raise
                time.sleep(0.1)


def require(found: object, what: str) -> None:
    """Skip the test where the service is absent, or fail it where ``NEWSHEAF_REQUIRE_SERVICES=1`` says it must be there."""
    if found:
        return
    if os.environ.get("NEWSHEAF_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{what} is missing and NEWSHEAF_REQUIRE_SERVICES=1: run make services")
    pytest.skip(f"{what} is missing: run make services")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_program(name: str) -> str:
    """What ``make services`` made, else what is on the PATH; empty where neither is."""
    own = ROOT / ".services" / "bin" / name
    return str(own) if own.exists() else shutil.which(name) or ""


def find_minio() -> str:
    return find_program("minio")


def find_prism() -> str:
    return find_program("prism")


@contextmanager
def running_prism(folder: Path) -> Iterator[str]:
    """Prism, Beam's own runner, with the address of its job service; the log is in ``folder``."""
    require(find_prism(), "Prism")
    port, log = free_port(), folder / "prism.log"
    with log.open("wb") as output:
        process = subprocess.Popen([find_prism(), f"-job_port={port}", "-serve_http=false"], stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for_port(port, process, log)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def running_worker_pool(folder: Path) -> Iterator[str]:
    """The worker pool as it runs beside a remote runner; the address of its service. The log is in ``folder``."""
    port, log = free_port(), folder / "pool.log"
    command = [sys.executable, "-c", "from pipelines.commands import main; main()", "worker-pool", f"--port={port}", "--host=127.0.0.1"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=output, stderr=output)
        try:
            _wait_for_port(port, process, log)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} did not start: {log.read_text(errors='replace')[-2000:]}")


def find_flink_job_server() -> str:
    """The job server's jar, newest Flink first; empty when there is none."""
    return str(max((ROOT / ".services").glob("beam-runners-flink-*-job-server-*.jar"), default=""))


def require_flink_job_server() -> str:
    """The jar; where Maven had none to give, ``make services`` left the reason, and the test is skipped with it."""
    jar, absent = find_flink_job_server(), ROOT / ".services" / "flink.absent"
    if not jar and absent.exists():
        pytest.skip(absent.read_text().strip())
    require(jar, "Beam's Flink job server")
    return jar


class MinioProcess:
    """A MinIO of its own with its data in ``folder``; it may be stopped and started again, on the same port and data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        port, console = free_port(), free_port()
        self.server = S3Server(f"http://127.0.0.1:{port}", "newsheaf-tests", "only-for-loopback")
        self._command = [find_minio(), "server", "--address", f"127.0.0.1:{port}", "--console-address", f"127.0.0.1:{console}", str(self.data)]
        self._environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "MINIO_ROOT_USER": self.server.access_key,
                             "MINIO_ROOT_PASSWORD": self.server.secret_key, "MINIO_BROWSER": "off", "MINIO_UPDATE": "off"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = self.folder / "minio.log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(self._command, env=self._environment, stdout=output, stderr=subprocess.STDOUT)
        _wait_until_live(self.server, self._process, log)

    def stop(self, *, kill: bool = False) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        (process.kill if kill else process.terminate)()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running_minio(folder: Path) -> Iterator[S3Server]:
    """A MinIO of its own with its data in ``folder``."""
    minio = MinioProcess(folder)
    try:
        minio.start()
        yield minio.server
    finally:
        minio.stop()


def _wait_until_live(server: S3Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{server.endpoint}/minio/health/ready", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"MinIO did not start: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def running_moto() -> Iterator[S3Server]:
    """moto's S3, one request at a time: between threads it checks a condition first and writes later."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    class Quiet(MotoRequestHandler):
        def log(self, type: str, message: str, *args: object) -> None:
            pass

    app = DomainDispatcherApplication(create_backend_app)
    turn = threading.Lock()

    def one_at_a_time(environ, start_response):  # type: ignore[no-untyped-def]
        with turn:
            return app(environ, start_response)

    server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield S3Server(f"http://127.0.0.1:{server.server_port}", "moto-key", "moto-secret")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
