"""The newsroom's server: any moment of the world, as a proxy and by Host header, with right and wrong manners."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import feedparser
import pytest

from pipelines.newsroom import NewsroomServer, World, build_world
from pipelines.newsroom.feeds import feed_stories, list_feeds


@pytest.fixture(scope="module")
def world() -> World:
    return build_world("newsheaf")


@pytest.fixture
def server(world: World) -> Iterator[NewsroomServer]:
    with NewsroomServer(world, slow_seconds=0.2, stall_seconds=0.2) as running:
        yield running


def get(server: NewsroomServer, url: str, *, proxy: bool = True, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    address = urlsplit(server.proxy_url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    parts = urlsplit(url)
    target = url if proxy else parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(method, target, headers={"Host": parts.netloc, **{name.replace("_", "-"): value for name, value in headers.items()}})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, {name.lower(): value for name, value in reply.getheaders()}, body


def behaving(world: World, behaviour: str) -> str:
    return next(feed.url for feed in list_feeds(world) if feed.behaviour == behaviour)


def test_the_feed_list_has_folders_and_every_feed(server: NewsroomServer, world: World) -> None:
    status, headers, body = get(server, server.feeds_url)
    assert status == 200 and "opml" in headers["content-type"]
    tree = ET.fromstring(body)
    assert [o.get("xmlUrl") for o in tree.iter("outline") if o.get("xmlUrl")] == [feed.url for feed in list_feeds(world)] or \
        {o.get("xmlUrl") for o in tree.iter("outline") if o.get("xmlUrl")} == {feed.url for feed in list_feeds(world)}
    assert {o.get("text") for o in tree.findall("./body/outline")} == {"en", "de", "es", "fr"}


@pytest.mark.parametrize("proxy", [True, False])
def test_pages_as_a_proxy_and_by_host_header(server: NewsroomServer, world: World, proxy: bool) -> None:
    story = next(story for story in world.stories if story.page == "ok" and "?" in story.url)
    status, headers, body = get(server, story.url, proxy=proxy)
    assert status == 200 and headers["content-type"].startswith("text/html")
    assert body.decode() == world.page(story, server.now).html
    assert server.requests[-1].url == story.url and not server.requests[-1].conditional


def test_feeds_show_what_is_listed_at_the_moment(server: NewsroomServer, world: World) -> None:
    for moment in world.moments:
        server.now = moment
        for feed in list_feeds(world):
            if feed.behaviour in ("good", "broken", "wrong-encoding", "wrong-etag", "constant-etag", "slow") and feed.format != "json":
                document = feedparser.parse(get(server, feed.url)[2])
                expected = feed_stories(world, feed, moment)
                assert [entry.id for entry in document.entries] == [story.guid for story in expected], feed.url
                assert [entry.title for entry in document.entries] == [story.at(moment).title for story in expected], feed.url


def test_validators_of_good_feeds_are_right(server: NewsroomServer, world: World) -> None:
    feed = next(feed for feed in list_feeds(world) if feed.outlet == "meridian-wire")
    server.now = world.moments[0]
    _, first, body = get(server, feed.url)
    assert get(server, feed.url, If_None_Match=first["etag"])[0] == 304
    assert get(server, feed.url, If_Modified_Since=first["last-modified"])[0] == 304
    assert get(server, feed.url, If_None_Match='"other"', If_Modified_Since=first["last-modified"])[0] == 200  # the ETag has precedence
    assert get(server, feed.url, If_Modified_Since="nonsense")[0] == 200
    assert parsedate_to_datetime(first["last-modified"]) <= world.moments[0]
    server.now = world.moments[1]
    status, second, newer = get(server, feed.url, If_None_Match=first["etag"], If_Modified_Since=first["last-modified"])
    assert status == 200 and newer != body and second["etag"] != first["etag"]
    assert server.requests[-1].conditional


def test_bad_feeds_behave_badly(server: NewsroomServer, world: World) -> None:
    assert get(server, behaving(world, "gone"))[0] == 410
    assert get(server, behaving(world, "missing"))[0] == 404
    assert get(server, behaving(world, "html"))[1]["content-type"].startswith("text/html")
    moved = get(server, behaving(world, "moved"))
    assert moved[0] == 301 and get(server, moved[1]["location"])[0] == 200
    assert get(server, behaving(world, "moved-temporarily"))[0] == 302
    loop = get(server, behaving(world, "loop"))
    assert loop[0] == 302 and loop[1]["location"] == behaving(world, "loop")
    limited = behaving(world, "rate-limited")
    server.now = world.moments[0]
    status, headers, _ = get(server, limited)
    assert status == 429 and headers["retry-after"] == "7200"
    server.now = world.moments[1]
    assert get(server, limited)[0] == 200
    wrong = behaving(world, "wrong-etag")
    first, second = get(server, wrong), get(server, wrong)
    assert first[2] == second[2] and first[1]["etag"] != second[1]["etag"]
    with pytest.raises(ET.ParseError):
        ET.fromstring(get(server, behaving(world, "broken"))[2])
    encoded = get(server, behaving(world, "wrong-encoding"))[2]
    assert b'encoding="UTF-8"' in encoded
    with pytest.raises(UnicodeDecodeError):
        encoded.decode()
    started = time.monotonic()
    assert get(server, behaving(world, "slow"))[0] == 200 and time.monotonic() - started >= 0.2
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        get(server, behaving(world, "stalled"))


def test_pages_move_vanish_and_are_not_there_yet(server: NewsroomServer, world: World) -> None:
    moved = next(story for story in world.stories if story.page == "moved")
    status, headers, _ = get(server, moved.url)
    assert status == 301 and get(server, headers["location"])[2].decode() == world.page(moved, server.now).html
    for story in world.stories:
        if story.page in ("gone", "error"):
            server.now = story.published + timedelta(hours=1)
            assert get(server, story.url)[0] == (404 if story.page == "gone" else 500)
            server.now = world.moments[-1]
            assert get(server, story.url)[0] == (404 if story.page == "gone" else 200)
    last = world.stories[-1]
    server.now = world.moments[0]
    assert get(server, last.url)[0] == 404
    assert get(server, "http://nobody.example/")[0] == 404


def test_a_correction_changes_the_page(server: NewsroomServer, world: World) -> None:
    story = next(story for story in world.stories if len(story.revisions) > 1 and story.page == "ok")
    server.now = story.revisions[0].since
    before = get(server, story.url)[2]
    server.now = story.revisions[1].since
    assert get(server, story.url)[2] != before


def test_tracking_parameters_lead_to_the_same_page(server: NewsroomServer, world: World) -> None:
    story = next(story for story in world.stories if story.page == "ok" and "?" in story.url)
    assert get(server, story.url + "&utm_source=rss&utm_medium=feed")[2].decode() == world.page(story, server.now).html


def test_fetching_an_aggregators_link_springs_the_trap(server: NewsroomServer, world: World) -> None:
    story = next(story for story in world.stories if story.kind == "aggregated")
    assert get(server, story.url)[0] == 302 and server.requests[-1].trap
    for language in ("en", "de", "es", "fr"):
        document = feedparser.parse(get(server, f"http://{urlsplit(story.url).netloc}/rss.xml?hl={language}")[2])
        assert document.feed.language == language and document.entries
        assert all(entry.source.title and entry.source.href for entry in document.entries)
    assert b"Disallow: /rss/articles/" in get(server, f"http://{urlsplit(story.url).netloc}/robots.txt")[2]


def test_gzip_and_head(server: NewsroomServer, world: World) -> None:
    story = next(story for story in world.stories if story.page == "ok")
    _, headers, body = get(server, story.url, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip" and gzip.decompress(body).decode() == world.page(story, server.now).html
    assert get(server, story.url, method="HEAD")[2] == b""


def test_impolite_clients_cost_only_themselves(world: World) -> None:
    with NewsroomServer(world, max_connections=8) as server:
        address = ("127.0.0.1", urlsplit(server.proxy_url).port or 0)
        for rubbish in (b"", b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET http:// HTTP/1.1\r\n\r\n", b"BREW pot HTTP/9.9\r\n\r\n", b"GET /" + b"a" * 70_000,
                        b"GET http://[::1 HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n"):
            with socket.create_connection(address, timeout=5) as client:
                client.sendall(rubbish)
        results: list[int] = []
        threads = [threading.Thread(target=lambda: results.append(get(server, server.feeds_url)[0])) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
        assert results == [200] * 40


def test_the_log_is_bounded(world: World) -> None:
    with NewsroomServer(world) as server:
        assert server.log.maxlen
        get(server, server.feeds_url, User_Agent="me/1")
        assert server.requests[-1].agent == "me/1"
