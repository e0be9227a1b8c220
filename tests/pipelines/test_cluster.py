"""A cluster that is not as Beam's options say is found out within seconds, before a job is handed over."""

from __future__ import annotations

import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest

from pipelines.cluster import ClusterError, check_cluster, flink_address, read_options, runner_of
from pipelines.commands.exits import USAGE, WrongUsage, explain
from pipelines.commands.stream import check_runner
from pipelines.jars import DRIVER, PROPERTIES, jar_problem
from tests.flink_rest import Flink, mine, serving
from tests.services import free_port, running_prism, running_worker_pool


@contextmanager
def silent() -> Iterator[str]:
    """Something that takes connections, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:  # the kernel takes them, and nobody reads
        yield f"127.0.0.1:{server.getsockname()[1]}"


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
    assert time.monotonic() - begin < 25
    return str(caught.value)


def test_no_cluster_needs_no_look() -> None:
    check_cluster(())
    check_cluster(("--runner=DirectRunner", "--flink_master=nowhere.invalid:1"))
    check_cluster(("--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=LOOPBACK"))


@pytest.mark.parametrize("name", ["Flnk", "my.flink.FlinkRunner", "os.FlinkRunner"])
def test_no_such_runner(name: str) -> None:
    assert refused(f"--runner={name}", "--job_endpoint=embed").startswith(f"--runner={name}: Beam has no such runner: write FlinkRunner")


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


@pytest.mark.parametrize("slots", [0, 1, 2])
def test_no_free_slots(slots: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flink itself would wait for five minutes, and then fail the job."""
    monkeypatch.setattr("pipelines.cluster.SLOT_SECONDS", 0.5)
    with serving(Flink([mine()] if slots else [])) as flink:
        flink.slots = slots
        said = refused(*flink_args(flink, "--parallelism=2"))
        assert f"--parallelism=2: of the {slots} slots of {flink.address} {max(0, slots - 1)} are free" in said
        assert "taskmanager.numberOfTaskSlots" in said and (not slots or mine().name in said)
        if slots == 2:
            check_cluster(flink_args(flink))
        flink.settings["kubernetes.cluster-id"] = "news"  # starts task managers when they are asked for
        check_cluster(flink_args(flink, "--parallelism=2"))


def test_slots_that_are_about_to_come_free() -> None:
    with serving(Flink([mine()])) as flink:
        flink.slots = 1
        threading.Timer(1.0, lambda: flink.jobs.clear()).start()
        check_cluster(flink_args(flink))


@pytest.mark.parametrize("problem, content", [
    ("no such file", None),
    ("can't be read as a jar (File is not a zip file)", b"<html>404</html>"),
    ("is not Beam's job server for Flink", {"META-INF/MANIFEST.MF": "Main-Class: Hello"}),
    ("is not Beam's job server for Flink", {PROPERTIES: f"version={version('apache-beam')}"}),
    ("is of Beam 2.61.0, and the workers are of Beam " + version("apache-beam"), {DRIVER: "", PROPERTIES: "# version\nversion=2.61.0-SNAPSHOT\n"}),
    ("of an unknown version", {DRIVER: "", PROPERTIES: "version=newest"}),
])  # fmt: skip
def test_a_jar_that_is_none_of_ours(problem: str, content: bytes | dict[str, str] | None, tmp_path: Path) -> None:
    jar = make_jar(tmp_path / "server.jar", content)
    said = refused("--runner=FlinkRunner", f"--flink_job_server_jar={jar}", "--flink_master=[local]")
    assert said.startswith(f"--flink_job_server_jar={jar}: ") and problem in said and f"job-server-{version('apache-beam')}.jar" in said


def test_a_jar_that_is_ours(tmp_path: Path) -> None:
    jar = make_jar(tmp_path / "server.jar", {DRIVER: "", PROPERTIES: f"version={version('apache-beam')}\n"})
    assert jar_problem(str(jar), version("apache-beam")) == ""
    jar.write_bytes(jar.read_bytes()[:-30])
    assert "can't be read" in jar_problem(str(jar), version("apache-beam"))
    assert jar_problem(str(tmp_path), "") == "no such file"


def make_jar(path: Path, content: bytes | dict[str, str] | None) -> Path:
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in content.items():
                archive.writestr(name, text)
    return path


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


SPEAKERS = [b"", b"\0\0\6", b"HTTP/1.0 404 Not Found\r\n\r\n"]


@pytest.mark.parametrize("talk", SPEAKERS)
def test_something_else_where_the_job_server_should_be(talk: bytes) -> None:
    with listening(talk) as there:
        assert f"--job_endpoint={there}: what listens there is no job server" in refused("--runner=PortableRunner", f"--job_endpoint={there}")


def test_services_of_the_wrong_kind(tmp_path: Path) -> None:
    """A worker pool is no job server, and Prism no worker pool; each is what it is."""
    with running_worker_pool(tmp_path) as pool, running_prism(tmp_path) as prism:
        assert "is no job server" in refused("--runner=PortableRunner", f"--job_endpoint={pool}")
        right = ("--runner=PortableRunner", f"--job_endpoint={prism}", "--environment_type=EXTERNAL")
        assert "is no worker pool" in refused(*right, f"--environment_config={prism}")
        check_cluster((*right, f"--environment_config={pool}"))


@pytest.mark.parametrize("kind", ["job server", "worker pool"])
def test_somebody_who_never_answers(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.cluster.ANSWER_SECONDS", 2.0)
    with silent() as there:
        wrong = f"--job_endpoint={there}" if kind == "job server" else f"--environment_config={there}"
        more = () if kind == "job server" else ("--job_endpoint=embed", "--environment_type=EXTERNAL")
        assert f"{wrong}: what listens there is no {kind} ({there} gives no answer in 2 s)" in refused("--runner=PortableRunner", wrong, *more)


def test_no_worker_pool() -> None:
    pool = f"127.0.0.1:{free_port()}"
    external = ("--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=EXTERNAL")
    assert refused(*external, f"--environment_config={pool}").startswith(f"--environment_config={pool}: no worker pool listens there")
    assert "no worker pool listens there" in refused(*external, f'--environment_config={{"url": "{pool}"}}')
    assert "needs the address" in refused(*external)
    for talk in SPEAKERS:
        with listening(talk) as there:
            assert "what listens there is no worker pool" in refused(*external, f"--environment_config={there}")


def test_a_pool_beside_a_task_manager_elsewhere_is_not_ours_to_see(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Kubernetes the pool is "localhost" to its task manager, and nothing to the client."""
    asked: list[str] = []
    monkeypatch.setattr("pipelines.cluster._check_service", lambda option, *_: asked.append(option))
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
