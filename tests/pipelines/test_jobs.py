"""Our jobs on a cluster are found again, and ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import grpc
import pytest

from connectors.store import acquire_lease, open_store
from pipelines.cluster import ClusterError, FlinkRest, Job, end_jobs, read_options
from pipelines.commands import main
from pipelines.commands.exits import FINE, USAGE
from pipelines.commands.stream import give_lease_back, state_of
from pipelines.config import Config
from pipelines.inputs import open_or_create
from pipelines.jobs import end_job, name_job, run_to_end, state_on_flink, stop_stream, store_prefix
from pipelines.plan import RunPlan
from tests.end_to_end.runs import latest, story_rows
from tests.flink_rest import STORE, Flink, mine, serving
from tests.services import free_port
from tests.web import Web, item, rss


def test_a_job_has_a_name_by_which_its_store_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = name_job(("--runner=FlinkRunner",), STORE, "stream")
    assert read_options(named)["job_name"].startswith(store_prefix(STORE + "/", "stream"))
    assert name_job(("--runner=FlinkRunner",), STORE, "stream") != named
    assert name_job(("--runner=FlinkRunner", "--job_name=mine"), STORE, "stream") == ("--runner=FlinkRunner", "--job_name=mine")
    assert name_job((), STORE, "run") == () and name_job(("--runner=DirectRunner",), STORE, "run") == ("--runner=DirectRunner",)
    monkeypatch.chdir(tmp_path)
    assert len({store_prefix(url, "run") for url in ("store", "./store", str(tmp_path / "store"), f"file://{tmp_path}/store")}) == 1
    assert store_prefix("store", "run") != store_prefix("store", "stream") != store_prefix("other", "stream")


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
        end_jobs(FlinkRest(f"http://{flink.address}"), [mine()], patience=1.0)


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


def test_a_job_of_this_very_process_is_ended_by_beam() -> None:
    pipeline = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run_to_end(pipeline, ["--runner=PortableRunner", "--job_endpoint=embed", "--job_name=x"])
    assert pipeline.cancelled


@pytest.mark.parametrize("error", [RuntimeError("Unable to fetch remote job server jar"), OSError("no java"), grpc.FutureTimeoutError()])
def test_a_job_that_no_job_server_takes_is_the_users_to_mend(error: Exception) -> None:
    class Refused:
        def run(self) -> None:
            raise error

    with pytest.raises(ClusterError, match=f"--runner=flink: no job server took the job: {error or type(error).__name__}"):
        run_to_end(Refused(), ["--runner=FlinkRunner", "--flink_master=[local]", "--job_name=x"])
    with pytest.raises(type(error)):
        run_to_end(Refused(), [])


def test_a_local_run_has_nothing_to_end() -> None:
    pipeline = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run_to_end(pipeline, [])
    assert not pipeline.cancelled


def test_a_cluster_that_is_gone_is_told(caplog: pytest.LogCaptureFixture) -> None:
    end_job(["--runner=FlinkRunner", f"--flink_master=127.0.0.1:{free_port()}", "--job_name=x"], Interrupted())
    assert "the job x may go on and publish" in caplog.text


def test_the_command_stops_a_stream(capsys: pytest.CaptureFixture[str]) -> None:
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


# --- stopping a stream

@pytest.fixture
def stop(web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """``newsheaf stream --stop`` of a store in a folder: (exit code, stderr)."""
    web.routes["ledger.example/feed"] = rss(item(link="http://ledger.example/one", title="Ferry aground", text="The ferry ran aground in the fog. " * 30))
    (tmp_path / "feeds.txt").write_text("http://ledger.example/feed\n")
    (tmp_path / "newsheaf.yaml").write_text(f"http: {{proxy: '{web.url}', delay_seconds: 0}}\n")

    def run(flink: Flink, *arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["stream", "--stop", "--store", str(tmp_path / "store"), *arguments, "--", f"--flink_master={flink.address}"])
        return int(str(ended.value.code)), capsys.readouterr().err

    return run


def stream_to(folder: Path) -> Job:
    return Job("1", store_prefix(str(folder / "store"), "stream") + "1", "RUNNING")


def test_a_last_edition_has_what_the_stream_had_not_published(stop: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    open_or_create(open_store(str(tmp_path / "store")), Config().parameters())
    last = ("--last-edition", "--feeds", str(tmp_path / "feeds.txt"), "--config", str(tmp_path / "newsheaf.yaml"))
    with serving(Flink([stream_to(tmp_path)])) as flink:
        code, err = stop(flink, *last)
        assert code == FINE and "stopped newsheaf-" in err, err
        assert [row.title for row in story_rows(str(tmp_path / "store")).values()] == ["Ferry aground"]
        edition = latest(str(tmp_path / "store")).edition
        assert (stop(flink, *last)[0], stop(flink, *last, "--if-running")[0]) == (USAGE, FINE)
        assert latest(str(tmp_path / "store")).edition == edition, "where none was stopped there is no last edition"


@pytest.mark.parametrize(("arguments", "said"), [
    (["--last-edition"], "nothing to read: give --feeds"), (["--last-edition", "--feeds", "nowhere"], "no such file"),
    (["--last-edition", "--feeds", ".", "--config", "nowhere.yaml"], "nowhere.yaml"),
])  # fmt: skip
def test_what_is_wrong_with_a_last_edition_is_said_before_the_stream_is_stopped(
    stop: Callable[..., tuple[int, str]], tmp_path: Path, arguments: list[str], said: str
) -> None:
    with serving(Flink([stream_to(tmp_path)])) as flink:
        code, err = stop(flink, *arguments)
        assert code == USAGE and said in err and not flink.cancelled


@pytest.mark.parametrize("option", ["--last-edition", "--if-running"])
def test_what_goes_with_stop_alone(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["stream", "--store", STORE, "--feeds", "x", option, "--", "--runner=FlinkRunner"])
    assert ended.value.code == USAGE and "go with --stop" in capsys.readouterr().err


def test_workers_that_are_being_killed_are_waited_for(tmp_path: Path) -> None:
    """A folder's lease is theirs until their process is gone; what comes after the stop needs it."""
    store = open_store(str(tmp_path / "store"))
    worker = acquire_lease(store, "a worker")
    threading.Timer(1.0, worker.release).start()
    give_lease_back(str(tmp_path / "store"), Config().s3, "job", 10.0)
    acquire_lease(store, "the next writer").release()
