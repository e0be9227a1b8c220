"""``newsheaf feeds``, ``feeds check``, ``rejects`` and ``editions`` as a user meets them, on a loopback web."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.editions.health import FeedRow
from connectors.feeds import read_feed_list
from pipelines.commands import main
from pipelines.commands.feeds import opml_of
from tests.web import Web, html, item, redirect, rss, running_web

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "The council of Vellmar voted on Tuesday to close its old quarry for good and to let the lake in it stand open to swimmers."
ARTICLE = html(f"<html lang=en><body><article><h1>A quarry closes</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>")
DATE = "<pubDate>Mon, 02 Mar 2026 11:30:00 GMT</pubDate>"


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with running_web() as web:
        web.routes |= {
            "fine.example/feed": rss(
                item("http://fine.example/1", "A quarry closes", "1", extra=DATE), item("http://fine.example/2", "Gone", "2"), item(), title="Fine",
            ),
            "fine.example/1": ARTICLE,
            "page.example/feed": html(),
            "moved.example/feed": redirect(301, "http://fine.example/feed2"),
            "fine.example/feed2": rss(item(title="A lake opens", guid="9", text=TEXT, extra=DATE)),
        }  # fmt: skip
        yield web


@pytest.fixture
def newsheaf(web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    for name, value in (("HTTP_PROXY", web.url), ("HTTP_DELAY_SECONDS", "0"), ("RUN_PROCESSES", "1"), ("FETCH_MAX_ATTEMPTS", "1")):
        monkeypatch.setenv(f"NEWSHEAF_{name}", value)

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


OPML = """<opml version="2.0"><body><outline text="Towns"><outline text="Quarries"><outline text="Fine &amp; dry" xmlUrl="http://fine.example/feed"/></outline>
<outline text="Missing" xmlUrl="http://missing.example/feed"/></outline><outline text="Page" xmlUrl="http://page.example/feed"/></body></opml>"""


@pytest.fixture(scope="module")
def published(web: Web, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of two editions; of the four feeds of the first the second's list lacks one."""
    folder = tmp_path_factory.mktemp("feeds")
    (folder / "feeds.opml").write_text(OPML)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEWSHEAF_")}
    environment |= {"NEWSHEAF_HTTP_PROXY": web.url, "NEWSHEAF_HTTP_DELAY_SECONDS": "0", "NEWSHEAF_RUN_PROCESSES": "1"}
    (folder / "more.txt").write_text("http://moved.example/feed\n")
    for at, lists in (("12:00", ("feeds.opml", "more.txt")), ("13:00", ("feeds.opml",))):
        options = [option for name in lists for option in ("--feeds", str(folder / name))]
        command = ["run", *options, "--store", str(folder / "store"), "--as-of", f"2026-03-02T{at}:00Z"]
        code = f"from pipelines.commands import main; main({command!r})"
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == (0 if at == "12:00" else 1), done.stderr  # two of four failing, then two of three
    return str(folder / "store")


def test_how_feeds_stand(newsheaf: Any, published: str) -> None:
    code, out, _ = newsheaf("feeds", "--store", published, "--format", "jsonl")
    rows = {row["id"]: row for row in map(json.loads, out.splitlines())}
    assert code == 0 and list(rows) == [f"http://{name}.example/feed" for name in ("missing", "page", "fine", "moved")], "failing first, unlisted last"
    fine, missing, moved = (rows[f"http://{name}.example/feed"] for name in ("fine", "missing", "moved"))
    assert (fine["title"], fine["category"], fine["stories_7d"], fine["last_story"]) == ("Fine & dry", "Towns/Quarries", 1, "2026-03-02T12:00:00Z")
    assert (missing["failures"], missing["trouble_since"], missing["last_success"], missing["failing"]) == (2, "2026-03-02T12:00:00Z", None, True)
    assert missing["reason"].startswith("http 404") and missing["next_poll"] == "2026-03-02T13:40:00Z"
    assert (moved["listed"], moved["unlisted"], moved["url"], moved["next_poll"]) == (False, "2026-03-02T13:00:00Z", "http://moved.example/feed", None)
    code, out, _ = newsheaf("feeds", "--store", published, "--failing")
    lines = [line.split("\t") for line in out.splitlines()]
    assert code == 0 and [line[1] for line in lines] == ["stands", "failing", "failing"] and lines[1][2] == "2026-03-02 12:00"
    assert "not listed" in newsheaf("feeds", "--store", published)[1]


def test_what_is_followed_as_opml(newsheaf: Any, published: str, tmp_path: Path) -> None:
    code, out, _ = newsheaf("feeds", "--store", published, "--format", "opml")
    assert code == 0 and 'newsheaf:status="failing"' in out and "moved.example" not in out
    path = tmp_path / "out.opml"
    path.write_text(out)
    read = {feed.url: feed for feed in read_feed_list(str(path))[0]}
    assert {url: (feed.title, feed.category) for url, feed in read.items()} == {
        "http://fine.example/feed": ("Fine & dry", "Towns/Quarries"), "http://missing.example/feed": ("Missing", "Towns"),
        "http://page.example/feed": ("Page", ""),
    }  # fmt: skip


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20)), max_size=6))
def test_opml_is_well_formed_whatever_titles_and_reasons_hold(texts: list[tuple[str, str, str]]) -> None:
    from lxml import etree

    rows = [FeedRow(id=f"http://{n}.example/", title=a, category=b, reason=c, last_poll=AT, edition="") for n, (a, b, c) in enumerate(texts)]
    root = etree.fromstring(opml_of(rows).encode())
    assert {node.get("xmlUrl") for node in root.iter("outline")} - {None} == {row.id for row in rows}


def test_a_check_says_what_would_come_of_each_entry(newsheaf: Any, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML)
    code, out, err = newsheaf("feeds", "check", str(tmp_path / "feeds.opml"), "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    told = {row["feed"]: row for row in rows if "status" in row}
    assert code == 1 and {url.split("/")[2].split(".")[0]: row["status"] for url, row in told.items()} == {"fine": "changed", "missing": "failed", "page": "failed"}
    assert told["http://missing.example/feed"]["reason"].startswith("http 404") and told["http://fine.example/feed"]["listed"] == 3
    entries = {row["outcome"]: row for row in rows if "outcome" in row}
    assert sorted(row["outcome"] for row in rows if "outcome" in row) == ["reject", "reject", "story"]
    story = entries["story"]
    assert (story["title"], story["published"], story["published_source"], story["language"]) == ("A quarry closes", "2026-03-02T11:30:00Z", "feed", "en")
    assert story["words"] > 20 and {row["reason"].split(":")[0] for row in rows if row.get("outcome") == "reject"} == {"poll", "fetch"}
    assert "3 feeds, 2 of them bad: 1 stories, 2 rejects" in err
    assert not (tmp_path / "store").exists() and len(list(tmp_path.iterdir())) == 1


def test_a_check_of_one_feed_needs_no_list_and_may_stop_at_the_feed(newsheaf: Any, web: Web) -> None:
    web.visits.clear()
    code, out, _ = newsheaf("feeds", "check", "http://fine.example/feed", "--no-pages")
    assert code == 0 and "http://fine.example/feed: 3 entries" in out and "A quarry closes" in out and "2026-03-02 11:30" in out
    assert "/1" not in web.paths()
    code, out, _ = newsheaf("feeds", "check", "http://moved.example/feed")
    assert code == 0 and "moved to http://fine.example/feed2" in out and "story" in out and "A lake opens" in out
    code, out, _ = newsheaf("feeds", "check", "http://missing.example/feed")
    assert code == 1 and "failed: http 404" in out
    code, out, _ = newsheaf("feeds", "check", "http://page.example/feed")
    assert code == 1 and "html instead of a feed" in out
    assert newsheaf("feeds", "check", "/nowhere")[0] == 2


def test_a_check_names_the_filter_that_keeps_an_entry_out(newsheaf: Any, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.visits.clear()
    monkeypatch.setenv("NEWSHEAF_FILTER_SKIP_TITLES", "quarry, gone")
    code, out, err = newsheaf("feeds", "check", "http://fine.example/feed", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [row["reason"] for row in rows if row.get("outcome") == "filtered"] == ["skip_titles"] * 2 and "2 filtered" in err
    assert set(web.paths()) == {"/feed"}
    monkeypatch.delenv("NEWSHEAF_FILTER_SKIP_TITLES")
    monkeypatch.setenv("NEWSHEAF_FILTER_LANGUAGES", "de")
    code, out, _ = newsheaf("feeds", "check", "http://fine.example/feed")
    assert code == 0 and "    filtered  languages  A quarry closes  http://fine.example/1\n" in out


def test_a_check_keeps_passwords_and_tells_bad_lines(newsheaf: Any, web: Web, tmp_path: Path) -> None:
    web.visits.clear()
    code, out, err = newsheaf("feeds", "check", "http://desk:pass-word@missing.example/feed")
    assert code == 1 and "failed: http 40" in out and "pass-word" not in out + err
    assert any("authorization" in visit.headers for visit in web.visits)
    (tmp_path / "feeds.txt").write_text("http://fine.example/feed2\nhttp://fine .example/\n")
    code, out, _ = newsheaf("feeds", "check", str(tmp_path / "feeds.txt"), "--no-pages")
    assert code == 1 and "feeds.txt:2: failed: bad feed url" in out and "A lake opens" in out


def test_rejects_by_stage_reason_feed_and_edition(newsheaf: Any, published: str) -> None:
    code, out, _ = newsheaf("rejects", "--store", published, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and {row["stage"] for row in rows} == {"poll", "fetch"} and all(row["feed"] == "http://fine.example/feed" for row in rows)
    for filters, number in ((("--stage", "fetch"), 1), (("--reason", "http"), 1), (("--feed", "nobody"), 0), (("--edition", "00000001"), 2), (("--edition", "00000002"), 0), (("--since", "2026-03-02T12:30:00Z"), 0), (("--since", "2026-03-02T12:00:00Z"), 2)):
        assert len(newsheaf("rejects", "--store", published, "--format", "jsonl", *filters)[1].splitlines()) == number, filters
    assert len(newsheaf("rejects", "--store", published)[1].splitlines()) == 3
    assert newsheaf("rejects", "--store", published, "--since", "yesterday")[0] == 2


def test_editions_newest_first(newsheaf: Any, published: str) -> None:
    code, out, _ = newsheaf("editions", "--store", published, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [row["as_of"] for row in rows] == ["2026-03-02T13:00:00Z", "2026-03-02T12:00:00Z"]
    assert (rows[0]["feeds_listed"], rows[0]["feeds_failing"], rows[1]["feeds_listed"], rows[1]["rejected"]) == (3, 2, 4, 2)
    assert len(newsheaf("editions", "--store", published, "--last", "1")[1].splitlines()) == 2
    assert len(newsheaf("editions", "--store", published, "--json", "--since", "2026-03-02T12:30:00Z")[1].splitlines()) == 1


def test_a_move_is_an_edition_of_its_own(newsheaf: Any, published: str, tmp_path: Path) -> None:
    store = str(shutil.copytree(published, tmp_path / "store"))
    code, out, _ = newsheaf("feeds", "move", "http://fine.example/feed", "http://fine.example/rss", "--store", store)
    assert code == 0 and "goes on as http://fine.example/rss with edition 00000003" in out
    code, out, _ = newsheaf("feeds", "--store", store, "--format", "jsonl")
    rows = {row["id"]: row for row in map(json.loads, out.splitlines())}
    assert not rows["http://fine.example/feed"]["listed"] and rows["http://fine.example/rss"]["stories_7d"] == 1
    for old, new, said in (("http://nobody.example/", "http://x.example/", "no feed that it knows"), ("http://a.example/", "rss.xml", "http or https")):
        code, _, err = newsheaf("feeds", "move", old, new, "--store", store)
        assert code == 2 and said in err
    assert newsheaf("verify", "--store", store)[0] == 0


@pytest.mark.parametrize("arguments", [("feeds",), ("feeds", "--store", "/nowhere"), ("rejects", "--store", "/nowhere"), ("editions", "--store", "/nowhere"), ("feeds", "--store", "x", "check", "y")])
def test_wrong_usage_is_told(newsheaf: Any, arguments: tuple[str, ...]) -> None:
    code, out, err = newsheaf(*arguments)
    assert code == 2 and not out and err.startswith("newsheaf: ")


def test_reading_a_stores_feeds_loads_no_beam(published: str) -> None:
    code = f"""
import sys
from pipelines.commands import main
for arguments in (["feeds", "--store", {published!r}], ["rejects", "--store", {published!r}], ["editions", "--store", {published!r}]):
    try: main(arguments)
    except SystemExit as stopped: assert not stopped.code
heavy = {{"apache_beam", "trafilatura", "datasketch", "scipy", "aiohttp"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
