"""What newsheaf has to do with a cluster: it looks before it hands over, finds its jobs again, and ends them."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipelines.cluster import (
    ClusterError,
    FlinkRest,
    Job,
    check_cluster,
    end_job,
    flink_address,
    name_job,
    read_options,
    run_to_end,
    runner_of,
    state_on_flink,
    stop_stream,
    store_prefix,
)
from pipelines.commands.exits import FINE, USAGE, WrongUsage, explain
from pipelines.commands.stream import check_runner, state_of
from pipelines.config import Config
from pipelines.plan import RunPlan
from tests.services import free_port

STORE = "s3://news/main"


class Flink:
    """Flink's REST as far as newsheaf asks it: a job that is cancelled ends two looks later."""

    def __init__(self, jobs: list[Job], network: int = 160, stubborn: bool = False) -> None:
        self.jobs = {job.id: job for job in jobs}
        self.network, self.stubborn = network, stubborn
        self.cancelled: list[str] = []
        self.looks = 0
        self.address = ""
        self.arrives = 0  # after so many looks at the jobs there is one

    def answer(self, method: str, path: str) -> tuple[int, Any]:
        if path == "/overview":
            return 200, {"taskmanagers": 1, "flink-version": "1.20.3"}
        if path == "/taskmanagers":
            return 200, {"taskmanagers": [{"id": "tm", "memoryConfiguration": {"networkMemory": self.network * 2**20}}]}
        if path == "/jobs/overview":
            self.arrives -= 1
            if self.arrives == 0:
                self.jobs["9"] = mine("9", kind="run")
            return 200, {"jobs": [{"jid": j.id, "name": j.name, "state": j.state} for j in self.jobs.values()]}
        id, _, query = path.removeprefix("/jobs/").partition("?")
        if id not in self.jobs:
            return 404, {"errors": ["no such job"]}
        if method == "PATCH":
            assert query == "mode=cancel"
            self.cancelled.append(id)
            return 202, {}
        if id in self.cancelled:
            self.looks += 1
            if self.looks > 2 and not self.stubborn:
                self.jobs[id] = Job(id, self.jobs[id].name, "CANCELED")
        return 200, {"jid": id, "state": self.jobs[id].state}


@contextmanager
def serving(flink: Flink) -> Iterator[Flink]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer("GET")

        def do_PATCH(self) -> None:
            self.answer("PATCH")

        def answer(self, method: str) -> None:
            code, body = flink.answer(method, self.path)
            data = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    flink.address = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield flink
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def listening(talk: bytes = b"") -> Iterator[str]:
    """Something that takes connections, and says something of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def serve() -> None:
            server.settimeout(0.1)
            while not done.is_set():
                try:
                    client, _ = server.accept()
                except TimeoutError:
                    continue
                with client:
                    client.sendall(talk)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            done.set()
            thread.join()


def mine(number: str = "1", state: str = "RUNNING", kind: str = "stream") -> Job:
    return Job(number, f"{store_prefix(STORE, kind)}{number:0>8}", state)


# --- options

def test_options_are_read_as_beam_takes_them() -> None:
    assert read_options(["--runner", "FlinkRunner", "--flink_master=a:1", "--streaming", "--flink_master=b:2"]) == {
        "runner": "FlinkRunner", "flink_master": "b:2", "streaming": "",
    }  # fmt: skip
    assert read_options(["stray", "--a=b=c"]) == {"a": "b=c"}


@pytest.mark.parametrize("master, base", [
    ("jm:28081", "http://jm:28081"), ("http://jm", "http://jm:8081"), ("https://jm:443/flink/", "https://jm:443/flink"), ("[::1]:8081", "http://[::1]:8081"),
])
def test_flinks_address(master: str, base: str) -> None:
    found = flink_address({"flink_master": master})
    assert found is not None and found[0] == base


@pytest.mark.parametrize("master", ["", "[local]", "[auto]"])
def test_a_flink_inside_the_job_server_has_none(master: str) -> None:
    assert flink_address({"flink_master": master}) is None


@pytest.mark.parametrize("master", ["jm:port", ":8081", "http://"])
def test_what_is_no_address(master: str) -> None:
    with pytest.raises(ClusterError, match="--flink_master="):
        flink_address({"flink_master": master})


def test_a_job_has_a_name_by_which_its_store_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = name_job(("--runner=FlinkRunner",), STORE, "stream")
    assert read_options(named)["job_name"].startswith(store_prefix(STORE + "/", "stream"))
    assert name_job(("--runner=FlinkRunner",), STORE, "stream") != named
    assert name_job(("--runner=FlinkRunner", "--job_name=mine"), STORE, "stream") == ("--runner=FlinkRunner", "--job_name=mine")
    assert name_job((), STORE, "run") == () and name_job(("--runner=DirectRunner",), STORE, "run") == ("--runner=DirectRunner",)
    monkeypatch.chdir(tmp_path)
    assert len({store_prefix(url, "run") for url in ("store", "./store", str(tmp_path / "store"), f"file://{tmp_path}/store")}) == 1
    assert store_prefix("store", "run") != store_prefix("store", "stream") != store_prefix("other", "stream")


@pytest.mark.parametrize("name", ["direct", "Direct", "DirectRunner", "apache_beam.runners.direct.DirectRunner", "FnApiRunner"])
def test_a_local_runner_is_known_by_all_its_names(name: str) -> None:
    assert runner_of({"runner": name}) == ""
    with pytest.raises(WrongUsage, match="run --every"):
        check_runner((f"--runner={name}",))


# --- before a job is handed over

def flink_args(flink: Flink, *more: str) -> list[str]:
    return ["--runner=FlinkRunner", f"--flink_master={flink.address}", "--job_endpoint=embed", *more]


def refused(*beam_args: str) -> str:
    begin = time.monotonic()
    with pytest.raises(ClusterError) as caught:
        check_cluster(beam_args)
    assert time.monotonic() - begin < 15
    return str(caught.value)


def test_no_cluster_needs_no_look() -> None:
    check_cluster(())
    check_cluster(("--runner=DirectRunner", "--flink_master=nowhere.invalid:1"))
    check_cluster(("--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=LOOPBACK"))


def test_nothing_at_flinks_address() -> None:
    gone = f"--flink_master=127.0.0.1:{free_port()}"
    said = refused("--runner=FlinkRunner", gone)
    assert said.startswith(gone) and "no Flink listens there" in said and "rest.port" in said


@pytest.mark.parametrize("talk", [b"", b"\0\0\6", b"HTTP/1.0 404 Not Found\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\nhello", b"HTTP/1.0 200 OK\r\n\r\n{}"])
def test_something_else_at_flinks_address(talk: bytes) -> None:
    with listening(talk) as address:
        assert "not Flink's REST" in refused("--runner=flink", f"--flink_master={address}")


def test_flink_is_there() -> None:
    with serving(Flink([])) as flink:
        check_cluster(flink_args(flink, "--parallelism=2", "--environment_type=LOOPBACK"))


def test_too_little_network_memory() -> None:
    with serving(Flink([], network=64)) as flink:
        check_cluster(flink_args(flink, "--parallelism=1"))
        said = refused(*flink_args(flink, "--parallelism=2"))
    assert "64 MiB" in said and "taskmanager.memory.network.min: 128m" in said


def test_a_jar_that_is_missing(tmp_path: Path) -> None:
    said = refused("--runner=FlinkRunner", f"--flink_job_server_jar={tmp_path}/no.jar", "--flink_master=[local]")
    assert said.startswith(f"--flink_job_server_jar={tmp_path}/no.jar: no such file")


def test_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "java is not on PATH" in refused("--runner=FlinkRunner", "--flink_master=[local]")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"JAVA_HOME={tmp_path} has no bin/java" in refused("--runner=FlinkRunner", "--flink_master=[local]")
    check_cluster(("--runner=FlinkRunner", "--flink_master=[local]", "--flink_submit_uber_jar"))


def test_no_job_server() -> None:
    gone = f"--job_endpoint=127.0.0.1:{free_port()}"
    assert refused("--runner=PortableRunner", gone).startswith(f"{gone}: no job server listens there")


def test_no_worker_pool() -> None:
    pool = f"127.0.0.1:{free_port()}"
    external = ("--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=EXTERNAL")
    assert refused(*external, f"--environment_config={pool}").startswith(f"--environment_config={pool}: no worker pool listens there")
    assert "no worker pool listens there" in refused(*external, f'--environment_config={{"url": "{pool}"}}')
    assert "needs the address" in refused(*external)
    with listening() as there:
        check_cluster((*external, f"--environment_config={there}"))


def test_a_pool_beside_a_task_manager_elsewhere_is_not_ours_to_see(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Kubernetes the pool is "localhost" to its task manager, and nothing to the client."""
    asked: list[str] = []
    monkeypatch.setattr("pipelines.cluster._check_address", lambda option, *_: asked.append(option))
    monkeypatch.setattr("pipelines.cluster._check_flink", lambda *_: None)
    external = ("--environment_type=EXTERNAL", "--environment_config=localhost:50000")
    check_cluster(("--runner=PortableRunner", "--job_endpoint=jobs.example:8099", *external))
    check_cluster(("--runner=PortableRunner", "--job_endpoint=localhost:8099", "--flink_master=flink.example:8081", *external))
    assert asked == ["--job_endpoint"] * 2
    check_cluster(("--runner=PortableRunner", "--job_endpoint=localhost:8099", *external))
    assert asked == ["--job_endpoint"] * 3 + ["--environment_config"]


def test_a_wrong_cluster_is_the_users_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(ClusterError("--flink_master=a:1: no Flink listens there")) == USAGE
    assert capsys.readouterr().err == "newsheaf: --flink_master=a:1: no Flink listens there\n"


# --- jobs

def test_a_stream_is_stopped_and_waited_for() -> None:
    others = [Job("2", "word count", "RUNNING"), mine("3", "FINISHED"), mine("4", kind="run"), Job("5", store_prefix("s3://other", "stream") + "5", "RUNNING")]
    with serving(Flink([mine("1"), mine("6", "RESTARTING"), *others])) as flink:
        assert [job.id for job in stop_stream(STORE, [f"--flink_master={flink.address}"])] == ["1", "6"]
        assert flink.cancelled == ["1", "6"]
        assert {flink.jobs[id].state for id in ("1", "6")} == {"CANCELED"}


def test_a_job_of_a_name_is_stopped() -> None:
    with serving(Flink([Job("1", "news", "RUNNING"), mine("2")])) as flink:
        assert [job.id for job in stop_stream(STORE, [f"--flink_master={flink.address}", "--job_name=news"])] == ["1"]


def test_nothing_to_stop() -> None:
    with serving(Flink([mine("1", "CANCELED")])) as flink, pytest.raises(ClusterError, match=f"no job of a stream to {STORE}.*nothing was stopped"):
        stop_stream(STORE, [f"--flink_master={flink.address}"])
    with pytest.raises(ClusterError, match="name it after a lone --"):
        stop_stream(STORE, ["--flink_master=[local]"])
    with pytest.raises(ClusterError, match="does not answer"):
        stop_stream(STORE, [f"--flink_master=127.0.0.1:{free_port()}"])


def test_a_job_that_does_not_end_is_told() -> None:
    with serving(Flink([mine()], stubborn=True)) as flink, pytest.raises(ClusterError, match="was cancelled 1 s ago and is RUNNING"):
        FlinkRest(f"http://{flink.address}").cancel([mine()], patience=1.0)


class Interrupted:
    """A pipeline, and its result, that the user stops."""

    def __init__(self) -> None:
        self.cancelled = False

    def run(self) -> Interrupted:
        return self

    def wait_until_finish(self) -> None:
        raise KeyboardInterrupt

    def cancel(self) -> None:
        self.cancelled = True


def test_an_interrupted_run_ends_its_own_job_before_it_goes_on() -> None:
    with serving(Flink([mine("1"), mine("2", kind="run"), mine("3", kind="run")])) as flink:
        with pytest.raises(KeyboardInterrupt):
            run_to_end(Interrupted(), ["--runner=FlinkRunner", f"--flink_master={flink.address}", f"--job_name={mine('3', kind='run').name}"])
        assert flink.cancelled == ["3"] and flink.jobs["3"].state == "CANCELED"


def test_a_job_that_was_just_being_handed_over_is_waited_for() -> None:
    with serving(Flink([])) as flink:
        flink.arrives = 4
        end_job(["--runner=FlinkRunner", f"--flink_master={flink.address}", f"--job_name={mine('9', kind='run').name}"], None)
        assert flink.cancelled == ["9"] and flink.jobs["9"].state == "CANCELED"


def test_a_job_that_has_ended_is_left_alone() -> None:
    with serving(Flink([mine("1", "FINISHED")])) as flink:
        begin = time.monotonic()
        end_job(["--runner=FlinkRunner", f"--flink_master={flink.address}", f"--job_name={mine('1').name}"], None)
        assert not flink.cancelled and time.monotonic() - begin < 5


def test_without_flinks_address_the_runner_is_asked() -> None:
    pipeline = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run_to_end(pipeline, ["--runner=PortableRunner", "--job_endpoint=localhost:8073", "--job_name=x"])
    assert pipeline.cancelled


def test_a_local_run_has_nothing_to_end() -> None:
    pipeline = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run_to_end(pipeline, [])
    assert not pipeline.cancelled


def test_a_cluster_that_is_gone_is_told(caplog: pytest.LogCaptureFixture) -> None:
    end_job(["--runner=FlinkRunner", f"--flink_master=127.0.0.1:{free_port()}", "--job_name=x"], Interrupted())
    assert "the job x may go on and publish" in caplog.text


def test_the_command_stops_a_stream(capsys: pytest.CaptureFixture[str]) -> None:
    from pipelines.commands import main

    with serving(Flink([mine()])) as flink:
        with pytest.raises(SystemExit) as ended:
            main(["stream", "--stop", "--store", STORE, "--", f"--flink_master={flink.address}"])
        assert ended.value.code == FINE
        assert f"stopped {mine().name} (Flink's job 1)" in capsys.readouterr().err
        with pytest.raises(SystemExit) as ended:
            main(["stream", "--stop", "--store", STORE, "--", f"--flink_master={flink.address}"])
        assert ended.value.code == USAGE
    with pytest.raises(SystemExit) as ended:
        main(["stream", "--store", STORE, "--", "--runner=FlinkRunner"])
    assert ended.value.code == USAGE and "give --feeds" in capsys.readouterr().err


def test_a_job_server_that_is_gone_ends_the_watch_alone() -> None:
    class Gone:
        @property
        def state(self) -> str:
            raise OSError("connection refused")

    plan = RunPlan(store=STORE, config=Config(), as_of=datetime.now(UTC), beam_args=("--runner=FlinkRunner", "--flink_master=jm:1", "--job_name=x"))
    with pytest.raises(ClusterError, match=r"goes on without it.* newsheaf stream --stop --store s3://news/main -- --flink_master=jm:1 --job_name=x"):
        state_of(Gone(), plan)


def test_how_flink_has_a_job() -> None:
    with serving(Flink([mine("1", "CANCELED")])) as flink:
        args = [f"--flink_master={flink.address}", f"--job_name={mine().name}"]
        assert state_on_flink(args) == "CANCELED" and state_on_flink(args[:1]) == ""
    assert state_on_flink(args) == "" and state_on_flink([]) == ""
