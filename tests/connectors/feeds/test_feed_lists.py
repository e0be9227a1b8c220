"""Lists of feeds: every line is a feed or a reject that names it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.feeds import FeedListError, read_feed_list
from connectors.records import Feed
from tests.services import SHARED
from tests.web import Web, running_web

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
    lines = ["<opml><body>", '<outline text="A & B" xmlUrl="http://a.example/?x=1&y=2&copy=3"/>', '<outline text="C" xmlUrl="http://c.example/"/>', "</opml>"]
    source = write(tmp_path, "\n".join(lines))
    feeds, rejects = read_feed_list(source)
    assert [feed.url for feed in feeds] == ["http://a.example/?x=1&y=2&copy=3", "http://c.example/"]
    assert [(reject.item, reject.reason) for reject in rejects] == [(f"{source}:4", "broken xml")]


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
            read_feed_list(source, timeout_seconds=2)


def test_a_list_at_an_address_also_through_a_proxy(web: Web) -> None:
    web.routes["/list"] = (200, {}, b"http://a.example/rss\n")
    assert read_feed_list(f"{web.url}/list")[0] == read_feed_list("http://lists.example/list", proxy=web.url)[0] == [Feed(url="http://a.example/rss")]
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
    assert lists == 118 and total > 1000


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
