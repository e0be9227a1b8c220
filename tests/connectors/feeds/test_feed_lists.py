"""Lists of feeds: every line is a feed or a reject that names it."""

from __future__ import annotations

import json
import tarfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.feeds import FeedListError, read_feed_list
from connectors.records import Feed
from connectors.web.http import HttpSettings
from tests.services import SHARED
from tests.web import LOOPBACK, Answer, Done, Visit, Web, running_web

LISTS = Path(__file__).parents[2] / "data" / "feed_lists"
HERE = HttpSettings(allow=LOOPBACK)
EXPECTED = json.loads((LISTS / "expected.json").read_text())
OPML = SHARED / "data" / "feeds" / "opml.tgz"


def write(folder: Path, text: str | bytes, name: str = "feeds") -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


@pytest.fixture
def web() -> Iterator[Web]:
    with running_web() as server:
        yield server


def test_one_url_a_line(tmp_path: Path) -> None:
    source = write(tmp_path, "\ufeff# ours\nhttp://a.example/rss\n\n  https://b.example/?a=1,2;x|y # daily\r\nnot a url\nhttp://a.example/rss\nfeed://c.example/x\n")
    feeds, rejects = read_feed_list(source)
    assert [feed.url for feed in feeds] == ["http://a.example/rss", "https://b.example/?a=1,2;x|y", "http://c.example/x"]
    assert [(reject.item, reject.stage, reject.reason) for reject in rejects] == [(f"{source}:5", "read", "bad feed url")]


@pytest.mark.parametrize(
    "text",
    [
        "url,title,category\nhttp://a.example/rss,Ledger,news/local\n",
        "Category;Name;xmlUrl\nnews/local;Ledger;http://a.example/rss\n",
        "http://a.example/rss,Ledger,news/local\n",
        "http://a.example/rss\tLedger\tnews/local",
        '"http://a.example/rss", "Ledger", "news/local"',
        "# list\nfeed|title|folder\nhttp://a.example/rss|Ledger|news/local",
    ],
)
def test_csv_with_and_without_header(tmp_path: Path, text: str) -> None:
    assert read_feed_list(write(tmp_path, text)) == ([Feed(url="http://a.example/rss", title="Ledger", category="news/local")], [])


def test_bad_csv_lines_are_named(tmp_path: Path) -> None:
    source = write(tmp_path, "title,url\nA,http://a.example/\nB\n,,,\nC,ftp://c.example/\n")
    feeds, rejects = read_feed_list(source)
    assert len(feeds) == 1 and [reject.item for reject in rejects] == [f"{source}:{line}" for line in (3, 4, 5)]


def test_opml_folders_become_categories(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        """<?xml version="1.0" encoding="ISO-8859-1"?>
        <opml version="2.0"><head><title>x</title></head><body>
        <outline text="World"><outline text="N/S America"><outline type="rss" text="L&#233;dger" title="Ledger" xmlUrl="http://a.example/rss" htmlUrl="http://a.example/"/></outline>
        <outline type="rss" text="B" XMLURL=" http://b.example/rss "/></outline>
        <outline type="rss" text="No address"/>
        <outline text="Bad" xmlUrl="javascript:x"/>
        <outline text="Top" xmlUrl="http://c.example/rss" category="/by/hand"/>
        </body></opml>""",
    )
    feeds, rejects = read_feed_list(source)
    assert feeds == [
        Feed(url="http://a.example/rss", title="Ledger", category="World/N S America"),
        Feed(url="http://b.example/rss", title="B", category="World"),
        Feed(url="http://c.example/rss", title="Top", category="by/hand"),
    ]
    assert [(reject.item, reject.reason) for reject in rejects] == [(f"{source}:5", "bad feed url"), (f"{source}:6", "bad feed url")]


def test_broken_opml_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    lines = ["<opml><body>", '<outline text="A & B" xmlUrl="http://a.example/?x=1&y=2&copy=3"/>', '<outline text="C" xmlUrl="http://c.example/"/>']
    source = write(tmp_path, "\n".join(lines))
    feeds, rejects = read_feed_list(source)
    assert [feed.url for feed in feeds] == ["http://a.example/?x=1&y=2&copy=3", "http://c.example/"]
    assert [(reject.item, reject.reason) for reject in rejects] == [(f"{source}:3", "broken xml")]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_lists_as_people_write_them(name: str) -> None:
    source = str(LISTS / name)
    feeds, rejects = read_feed_list(source)
    assert [[feed.url, feed.title, feed.category] for feed in feeds] == EXPECTED[name]["feeds"]
    assert [[reject.item, reject.reason] for reject in rejects] == [[f"{source}:{line}", reason] for line, reason in EXPECTED[name]["rejects"]]


def test_every_list_has_its_expected_result() -> None:
    assert {path.name for path in LISTS.iterdir()} - {"expected.json"} == set(EXPECTED)


def drip(visit: Visit) -> Answer:
    """One byte now and then, for as long as anybody listens."""
    with suppress(OSError):
        visit.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        for _ in range(100):
            visit.connection.sendall(b"h")
            time.sleep(0.1)
    raise Done


PASSWD = "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><link>http://a.example/</link><item><title>T</title><link>http://a.example/1</link></item></channel></rss>'
JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [{"id": "1", "url": "http://a.example/1", "title": "T"}]}'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PASSWD, "'root:x:0:0:root:/root:/bin/bash'"),
        ("run:\n  processes: 2\nhttp:\n  delay_seconds: 1\n", "'run:'"),
        ("[run]\nprocesses = 2\n", r"'\[run\]'"),
        ('{"run": {"processes": 2}}', "its first line"),
        ('{"run": ', "no JSON"),
        ("readme.md\nmain.py\n", "'readme.md'"),
        ("\0\0\0\x7fELF", "no feed in it"),
        ("<!doctype html><html><body><a href='http://a.example/rss'>feeds</a></body></html>", "a web page"),
        (RSS, "a feed, not a list of feeds; give its address"),
        (JSON_FEED, "a feed, not a list of feeds; give its address"),
        ("<outline " * 2_000, "no end|broken outlines|no feed in it"),
    ],
)
def test_what_holds_no_feed_says_what_was_looked_at(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FeedListError, match=told):
        read_feed_list(write(tmp_path, text))


@pytest.mark.parametrize("body", [RSS, JSON_FEED])
def test_a_feeds_own_address_is_a_list_of_one(web: Web, body: str) -> None:
    web.routes["/feed"] = (200, {}, body.encode())
    assert read_feed_list(f"{web.url}/feed", HERE) == ([Feed(url=f"{web.url}/feed")], [])


def test_an_address_that_drips_or_leads_elsewhere_ends_in_time(web: Web) -> None:
    web.routes["/away"] = (302, {"Location": "ftp://files.example/list"}, b"")
    web.routes["/drip"] = drip
    for path in ("/away", "/drip"):
        began = time.monotonic()
        with pytest.raises(FeedListError, match="can't be read"):
            read_feed_list(f"{web.url}{path}", replace(HERE, total_timeout_seconds=1.0))
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("piece", ["<outline a=\"", "<outline text=\"x\" ", "<outline a=\"b\"c", "[a](", "[a](b ", "- ", "<!--", "[", "{\"a\":", "a,b;", "\"", "<"])
def test_reading_is_linear_on_what_repeats(tmp_path: Path, piece: str) -> None:
    def seconds(size: int) -> float:
        source = write(tmp_path, "<opml><body>" * piece.startswith("<") + piece * (size // len(piece)))
        began = time.process_time()
        with suppress(FeedListError):
            read_feed_list(source)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(400_000) < 40 * max(seconds(100_000), 0.02)


def test_bare_ampersands_alone_are_no_fault(tmp_path: Path) -> None:
    feeds, rejects = read_feed_list(write(tmp_path, '<opml><body><outline text="A & B" xmlUrl="http://a.example/?x=1&y=2"/></body></opml>'))
    assert (feeds, rejects) == ([Feed(url="http://a.example/?x=1&y=2", title="A & B")], [])


@pytest.mark.parametrize(
    "text",
    ["", "# only comments\n", "<opml><body/></opml>", "<rss><channel/></rss>", "<html><body>x</body></html>", "<", "<opml",
     '<!DOCTYPE x [<!ENTITY a "b">]><opml><body><outline xmlUrl="http://a.example/&a;"/></body></opml>',
     '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline text="&a;" xmlUrl="http://a.example/"/></body></opml>'],
)  # fmt: skip
def test_what_is_no_list_says_why(tmp_path: Path, text: str) -> None:
    source = write(tmp_path, text)
    with pytest.raises(FeedListError, match=r"^" + source.replace(".", r"\.")):
        read_feed_list(source)


def test_missing_sources_are_named(tmp_path: Path, web: Web) -> None:
    for source in (str(tmp_path / "none"), str(tmp_path), f"{web.url}/none", "http://127.0.0.1:1/x"):
        with pytest.raises(FeedListError, match="can't be read"):
            read_feed_list(source, replace(HERE, total_timeout_seconds=2.0))


def test_a_list_at_an_address_also_through_a_proxy(web: Web) -> None:
    web.routes["/list"] = (200, {}, b"http://a.example/rss\n")
    assert read_feed_list(f"{web.url}/list", HERE)[0] == read_feed_list("http://lists.example/list", HttpSettings(proxy=web.url))[0] == [Feed(url="http://a.example/rss")]
    assert [visit.absolute for visit in web.visits] == [False, True]


def test_real_lists(tmp_path: Path) -> None:
    if not OPML.exists():
        pytest.skip("needs opml.tgz in ../shared/data/feeds")
    lists = total = 0
    with tarfile.open(OPML) as tar:
        for member in tar.getmembers():
            stream = tar.extractfile(member)
            if not member.name.endswith(".opml") or not stream:
                continue
            text = stream.read()
            feeds, rejects = read_feed_list(write(tmp_path, text, "list.opml"))
            lists, total = lists + 1, total + len(feeds)
            assert text.lower().count(b"xmlurl") >= len(feeds) + sum(reject.reason == "bad feed url" for reject in rejects)
            assert len({feed.url for feed in feeds}) == len(feeds) > 0, member.name
    assert (lists, total) == (118, 1572)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode), st.sampled_from([b"", b"<opml><body>", b"url,title\n", b"\xff\xfe", b'<opml><outline xmlUrl="']))
def test_any_bytes_give_feeds_rejects_or_an_error(tmp_path: Path, body: bytes, start: bytes) -> None:
    try:
        feeds, rejects = read_feed_list(write(tmp_path, start + body))
    except FeedListError:
        return
    for feed in feeds:
        assert feed.url
        repr(feed).encode()
    assert all(reject.stage == "read" and reject.item for reject in rejects)
