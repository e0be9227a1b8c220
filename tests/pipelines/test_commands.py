"""The command as a user meets it: options, exit codes, what is printed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.counts import Counts
from connectors.store import acquire_lease, open_store
from pipelines.commands import main
from pipelines.commands.demo import clear_demo
from pipelines.commands.exits import WrongUsage
from pipelines.commands.run import judge, parse_as_of, parse_plan, parse_span
from pipelines.commands.summary import summary_json, summary_lines
from pipelines.config import Config
from pipelines.plan import RunSummary
from transforms.publish.transform import count_values, counts_of

Command = Any


@pytest.fixture
def newsheaf(capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


STORY = "The ferry Maren Vale was towed into Port Harrow on Friday after a fire in its engine room injured two sailors, the harbour office said."
ROWS = [
    {"id": "a", "url": "http://ledger.example/ferry", "title": "Ferry towed in after fire", "text": STORY, "published": "2026-03-01T06:00:00Z", "language": "en", "publisher": "Ledger"},
    {"id": "b", "url": "http://quay.example/ferry", "title": "Ferry towed in after fire", "text": STORY, "published": "2026-03-01T07:00:00Z", "language": "en", "publisher": "The Quay"},
    {"id": "c", "url": "http://quay.example/bread", "title": "Bakers want cheaper flour", "text": "Bakers in Skerrin met the minister of farming on Monday and asked for cheaper flour.", "published": "2026-03-01T08:00:00Z", "language": "en", "publisher": "The Quay"},
]  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with one edition of three stories, one a copy."""
    from pipelines.batch import run
    from pipelines.progress import Silent

    folder = tmp_path_factory.mktemp("command")
    rows = folder / "rows.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    plan = parse_plan(stories=(str(rows),), store=str(folder / "store"), config=Config.of(run={"processes": 1}), as_of="2026-03-02T00:00:00Z")
    with Silent() as progress:
        run(plan, progress)
    return str(folder / "store")


def test_version_and_help(newsheaf: Command) -> None:
    code, out, _ = newsheaf("--version")
    assert code == 0 and out.startswith("newsheaf ")
    code, out, _ = newsheaf("--help")
    assert code == 0 and all(name in out for name in ("run", "stories", "bundles", "bundle", "extract", "verify", "rebuild-state", "config", "demo"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "nonsense"),
        (["run"], "--store"),
        (["run", "--store", "x"], "nothing to read"),
        (["run", "--store", "x", "--stories", "/nowhere"], "--stories /nowhere: no such file"),
        (["run", "--store", "", "--feeds", "http://a.example/f.opml"], "--store is empty"),
        (["run", "--store", "x", "--feeds", "http://a.example/f", "--as-of", "yesterday"], "RFC 3339"),
        (["run", "--store", "x", "--feeds", "http://a.example/f", "--slice", "1d"], "--slice cuts"),
        (["run", "--store", "ftp://x", "--stories", "."], "no store can be opened"),
        (["run", "--store", "x", "--stories", ".", "--config", "/nowhere.yaml"], "/nowhere.yaml"),
        (["stories", "--store", "/nowhere"], "no edition has been published"),
        (["verify", "--store", "/nowhere"], "no store here"),
        (["rebuild-state", "--store", "/tmp/newsheaf-nowhere/none"], "no edition has been published"),
        (["extract"], "--pages"),
        (["extract", "--pages", "/nowhere"], "/nowhere"),
        (["config", "check", "--config", "/nowhere.yaml"], "can't read"),
    ],
)
def test_wrong_usage_is_told_in_words_and_exits_2(newsheaf: Command, arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = newsheaf(*[argument.replace("/tmp/newsheaf-nowhere", str(tmp_path)) for argument in arguments])
    assert code == 2 and said in err and "Traceback" not in err and not out


def test_what_follows_the_dashes_goes_to_beam(newsheaf: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pipelines.commands import run as command

    plans = []
    monkeypatch.setattr(command, "publish_plan", lambda plan, progress: plans.append(plan) or [RunSummary(edition="e", store=plan.store, counts=Counts())])
    assert newsheaf("run", "--stories", str(tmp_path), "--stories", ".", "--store", "x", "--slice", "12h", "--dry-run", "--", "--runner=X", "--", "-a")[0] == 0
    plan = plans[0]
    assert plan.beam_args == ("--runner=X", "--", "-a") and plan.stories == (str(tmp_path), ".") and plan.slice == timedelta(hours=12) and plan.dry_run
    assert newsheaf("verify", "--store", "x", "--", "--runner=X")[0] == 2


def test_times_and_spans() -> None:
    assert parse_as_of("2026-03-01T06:00:00.9+02:00") == datetime(2026, 3, 1, 4, tzinfo=UTC)
    assert parse_as_of(None).microsecond == 0 and parse_span("--every", "1d", timedelta(days=1), "too short") == timedelta(days=1)
    for text in ("", "1", "soon"):
        with pytest.raises(WrongUsage, match="--every: "):
            parse_span("--every", text, timedelta(seconds=1), "too short")
    with pytest.raises(WrongUsage, match="--every 10s: too short"):
        parse_span("--every", "10s", timedelta(minutes=1), "too short")


@pytest.mark.parametrize("arguments", [["run", "--every", "100ms"], ["run", "--slice", "10s"], ["run", "--slice", ""], ["stream", "--edition-every", "1s"]])
def test_spans_that_are_too_short(newsheaf: Command, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "feeds").touch()
    sources = ["--stories" if "--slice" in arguments else "--feeds", str(tmp_path / "feeds"), "--store", str(tmp_path / "store")]
    code, _, err = newsheaf(*arguments, *sources, *(["--", "--runner=FlinkRunner"] if arguments[0] == "stream" else []))
    assert code == 2 and json.loads(err)["text"].startswith(arguments[1])


def test_run_then_read_it_back(newsheaf: Command, published: str) -> None:
    code, out, _ = newsheaf("stories", "--store", published, "--format", "jsonl", "--text")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [row["id"] for row in rows] == ["a", "b", "c"] and rows[1]["copy_of"] == "a" and rows[0]["text"] == STORY
    wanted = {"id", "bundle_id", "copy_of", "url", "title", "publisher", "site", "published", "published_precision", "language", "first_seen", "edition"}
    assert wanted <= rows[0].keys() and rows[0]["published"] == "2026-03-01T06:00:00Z"
    code, out, _ = newsheaf("stories", "--store", published, "--format", "jsonl", "--bundle", rows[0]["bundle_id"][:8])
    assert code == 0 and [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b"] and "text" not in json.loads(out.splitlines()[0])
    code, out, _ = newsheaf("stories", "--store", published)
    assert code == 0 and len(out.splitlines()) == 4 and "Bakers want" in out
    code, out, _ = newsheaf("bundles", "--store", published, "--format", "jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and sorted(row["n_stories"] for row in found) == [1, 2] and {row["n_independent"] for row in found} == {1}
    assert len(newsheaf("bundles", "--store", published)[1].splitlines()) == 3
    code, out, _ = newsheaf("bundle", rows[0]["bundle_id"], "--store", published)
    assert code == 0 and "copy  The Quay" in out and "1 independent of 2 outlets" in out
    code, out, _ = newsheaf("bundle", rows[0]["bundle_id"], "--store", published, "--json")
    assert code == 0 and json.loads(out)["members"][0]["copies"][0]["id"] == "b"
    assert newsheaf("bundle", "zzz", "--store", published)[0] == 2
    assert newsheaf("verify", "--store", published)[0] == 0


def test_verify_finds_damage_and_exits_1(newsheaf: Command, published: str, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "store"
    shutil.copytree(published, copy)
    document = next(path for path in sorted((copy / "v1" / "bundles").rglob("*.json")) if b"Ferry" in path.read_bytes())
    document.write_bytes(document.read_bytes().replace(b"Ferry", b"Fairy"))
    code, out, _ = newsheaf("verify", "--store", str(copy))
    assert code == 1 and document.name in out and "problems in" in out


def test_another_writer_exits_3_before_anything_is_read(newsheaf: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with acquire_lease(open_store(str(store)), "somebody else"):
        code, out, err = newsheaf("run", "--feeds", "http://127.0.0.1:1/none.opml", "--store", str(store))
    assert code == 3 and "somebody else" in err and "Traceback" not in err and not out


def test_defects_show_their_traceback(newsheaf: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.commands.show.open_latest", lambda *_: 1 / 0)
    code, _, err = newsheaf("stories", "--store", "x")
    assert code == 70 and "ZeroDivisionError" in err and "report" in err


def test_extract_needs_no_store_keeps_the_order_and_tells_rejects(newsheaf: Command, tmp_path: Path) -> None:
    html = "<html><head><title>Ferry towed in</title></head><body><article><h1>Ferry towed in</h1>" + f"<p>{STORY}</p>" * 3 + "</article></body></html>"
    rows = [{"id": "1", "url": "http://a.example/x", "html": html}, {"id": "2", "html": "<html></html>"}, {"id": "3", "html": 5}, {"id": "4", "html": html}]
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    code, out, _ = newsheaf("extract", "--pages", str(path), "--format", "jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [row["id"] for row in found] == ["1", "2", "3", "4"]
    assert all({"id", "url", "title", "text", "published", "authors", "language", "cut"} <= row.keys() for row in found)
    assert "towed" in found[0]["text"] and found[1]["text"] == "" and found[1]["reject"] and found[2]["reject"].startswith("bad html")


def test_short_commands_load_neither_beam_nor_trafilatura() -> None:
    code = """
import sys
from pipelines.commands import main
for arguments in (["--version"], ["config", "check"], ["stories", "--store", "/nowhere"], ["run", "--store", "x"]):
    try: main(arguments)
    except SystemExit: pass
heavy = {"apache_beam", "trafilatura", "datasketch", "scipy", "aiohttp", "pyarrow"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={k: v for k, v in os.environ.items() if not k.startswith("NEWSHEAF_")}, capture_output=True)


def test_beam_is_loaded_without_clients_that_stay_importable() -> None:
    code = """
import sys
from pipelines.beam_clients import CLIENTS, left_out
with left_out():
    import apache_beam
assert not set(CLIENTS) & set(sys.modules)
import pymongo
assert pymongo.MongoClient
with left_out():
    assert sys.modules["pymongo"] is pymongo
"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_reader_that_leaves_early_is_no_error(published: str) -> None:
    code = f"from pipelines.commands import main; main(['stories', '--store', {published!r}, '--format', 'jsonl'])"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_says_so_and_gives_the_lease_back(number: int, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never answers
        feeds = tmp_path / "feeds.txt"
        feeds.write_text(f"http://127.0.0.1:{silent.getsockname()[1]}/feed.xml\n")
        code = f"from pipelines.commands import main; main(['run', '--feeds', {str(feeds)!r}, '--store', {str(tmp_path / 'store')!r}])"
        here = os.environ | {"NEWSHEAF_HTTP_ALLOW": "127.0.0.1"}
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=here) as process:
            assert process.stderr
            silent.settimeout(60)
            connection, _ = silent.accept()
            process.send_signal(number)
            said = process.stderr.read()
            connection.close()
    assert process.returncode == 128 + number and "stopped" in said and "Traceback" not in said and "defect" not in said
    with acquire_lease(open_store(str(tmp_path / "store")), "the next run"):
        pass


COUNTS = Counts(listed=34, carried=2, filtered=4, filters=(("languages", 1), ("skip_urls", 3)), originals=10, copies=5, revisions=1, known=12, pending=1, rejected=3, rejects=(("fetch", "http 404", 3),),
                feeds_due=4, feeds_changed=3, feeds_failed=1, bundles_opened=2)  # fmt: skip
SUMMARY = RunSummary(edition="00000001-20260301T000000Z", store="s", counts=COUNTS, seconds=(("poll", 1.26),), index="s/v1/i.html", notes=("mind this",))


def test_the_summary_adds_up_in_words_and_json() -> None:
    lines = dict(line for line in summary_lines(SUMMARY) if line[0])
    assert lines["feeds due"] == "4 = 3 changed + 1 failed"
    assert lines["items in"] == "36 = 34 listed by feeds + 2 pending before"
    assert lines["items out"] == "36 = 10 originals + 5 copies + 1 revisions + 12 already known + 1 pending + 4 filtered + 3 rejected"
    assert ("", "3 filtered by skip_urls") in summary_lines(SUMMARY)
    assert ("", "3 rejected by fetch: http 404") in summary_lines(SUMMARY) and lines["open"] == "s/v1/i.html" and "NOT ADDING UP" not in lines
    plain = json.loads(json.dumps(summary_json(SUMMARY)))
    assert plain["counts"]["filters"] == [{"rule": "languages", "items": 1}, {"rule": "skip_urls", "items": 3}]
    assert counts_of(dict(count_values(COUNTS))) == COUNTS and replace(COUNTS, filters=()).problems() == ("filtered 4 != sum by filter 0",)
    assert plain["adds_up"] and plain["counts"]["rejects"] == [{"stage": "fetch", "reason": "http 404", "items": 3}] and plain["seconds"] == {"poll": 1.26}


def test_rejects_past_the_share_exit_1() -> None:
    config = Config.of(run={"max_reject_share": 0.1, "min_rejects": 3})
    assert judge([SUMMARY], config) == 1
    assert judge([SUMMARY], Config.of(run={"max_reject_share": 0.1, "min_rejects": 4})) == 0
    assert judge([SUMMARY], Config.of(run={"max_reject_share": 0.2, "min_rejects": 1})) == 0
    assert judge([replace(SUMMARY, counts=replace(COUNTS, known=0))], config) == 70


def test_the_demo_never_removes_what_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear")
    with pytest.raises(WrongUsage, match="no earlier demo"):
        clear_demo(str(tmp_path / "mine"))
    with pytest.raises(WrongUsage, match="folder"):
        clear_demo("s3://bucket/x")
    clear_demo(str(tmp_path / "demo"))
    (tmp_path / "demo" / "v1").mkdir()
    clear_demo(str(tmp_path / "demo"))
    assert [path.name for path in (tmp_path / "demo").iterdir()] == [".newsheaf-demo"]
