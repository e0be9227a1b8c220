"""Which feeds the lists name, under which keys, and what they are asked with."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from connectors.feeds import FeedListError, read_feed_list
from connectors.records import Feed
from connectors.web.http import HttpSettings
from pipelines.access import settle_feeds
from pipelines.config import Config, ConfigError, load_config
from pipelines.stream import FeedLists
from tests.web import LOOPBACK, Visit, Web, html, item, rss

HOST = "https://ledger.example/feed"
ENVIRON = {"NEWS_USER": "reader", "NEWS_PASS": "s3cret-1", "WIRE_KEY": "k3y-for-wire"}


def write(folder: Path, *lines: str, name: str = "feeds.txt") -> str:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder / name)


def config_of(folder: Path, text: str = "", environ: dict[str, str] | None = None) -> Config:
    return load_config(write(folder, text, name="newsheaf.yaml"), ENVIRON if environ is None else environ)


def test_feeds_are_known_without_their_secrets(tmp_path: Path) -> None:
    source = write(tmp_path, "https://reader:s3cret-0@ledger.example/feed", "https://${NEWS_USER}:${NEWS_PASS}@post.example/rss", "https://wire.example/?k=${NEWS_PASS}")
    feeds, bad = read_feed_list(source)
    assert "s3cret" not in repr(feeds) and not bad
    settled = settle_feeds(feeds, config_of(tmp_path))
    assert [feed.url for feed in settled.feeds] == [HOST, "https://post.example/rss", "https://wire.example/?k=${NEWS_PASS}"]
    assert b"s3cret" not in pickle.dumps(settled.feeds) and "s3cret" not in repr(settled)
    assert settled.access.keys() == {feed.url for feed in settled.feeds}
    assert settled.access["https://wire.example/?k=${NEWS_PASS}"].reveal(settled.feeds[2].url) == "https://wire.example/?k=s3cret-1"


@pytest.mark.parametrize("form", ["a,https://me:s3cret@a.example/f,x", '<opml><body><outline xmlUrl="https://me:s3cret@a.example/f"/></body></opml>', '["https://me:s3cret@a.example/f"]', "[a](https://me:s3cret@a.example/f)", "- https://me:s3cret@a.example/f"])
def test_whatever_the_list_is_written_in(tmp_path: Path, form: str) -> None:
    (feed,), _ = read_feed_list(write(tmp_path, form))
    assert (feed.url, feed.login) == ("https://a.example/f", "me:s3cret")


def test_a_secret_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "pass").write_text("from-a-file\n")
    environ = {"NEWS_PASS_FILE": str(tmp_path / "pass"), "NEWS_GONE_FILE": str(tmp_path / "gone")}
    config = config_of(tmp_path, environ=environ)
    settled = settle_feeds([Feed(url=HOST, login="me:${NEWS_PASS}"), Feed(url="https://b.example/", login="me:${NEWS_GONE}")], config)
    assert settled.access[HOST].hidden[0] == "from-a-file"
    assert [(reject.item, reject.reason) for reject in settled.bad] == [("https://b.example/", "no access")]
    assert "NEWS_GONE_FILE" in settled.bad[0].detail


def test_two_lines_that_would_be_one_feed(tmp_path: Path) -> None:
    lines = [Feed(url=HOST, login="desk:one-1"), Feed(url=HOST, login="${NEWS_USER}:${NEWS_PASS}"), Feed(url=HOST, login="desk:one-1")]
    settled = settle_feeds(lines, config_of(tmp_path))
    assert ([feed.url for feed in settled.feeds], [reject.reason for reject in settled.bad]) == ([HOST], ["same feed"])
    assert "feeds.X.id" in settled.bad[0].detail
    yaml = "feeds:\n  https://desk@ledger.example/feed: {id: desk}\n  https://${NEWS_USER}:${NEWS_PASS}@ledger.example/feed: {id: evening, interval_seconds: 60}\n"
    config = config_of(tmp_path, yaml)
    settled = settle_feeds(lines, config)
    assert ([feed.url for feed in settled.feeds], settled.bad) == ([f"{HOST}#desk", f"{HOST}#evening"], ())
    assert [settled.access[feed.url].hidden[0] for feed in settled.feeds] == ["one-1", "s3cret-1"]
    own = config.own_settings([feed.url for feed in settled.feeds], settled.access)
    assert [own[feed.url].poll.interval_seconds for feed in settled.feeds] == [600, 60]


def test_a_changed_password_changes_nothing_that_is_kept(tmp_path: Path) -> None:
    yaml = "feeds:\n  https://me:{}@ledger.example/feed:\n    id: desk\n    headers: ['X-Key: {}', 'X-Wire: ${{WIRE_KEY}}']\n"
    kept = set()
    for password in ("one-1", "two-2"):
        config = config_of(tmp_path, yaml.format(password, password), ENVIRON | {"WIRE_KEY": f"wire-{password}"})
        settled = settle_feeds([Feed(url=HOST, login=f"me:{password}")], config)
        assert dict(settled.access[f"{HOST}#desk"].headers)["X-Wire"] == f"wire-{password}"
        kept.add((config.digest(), settled.feeds))
    assert len(kept) == 1


def test_a_list_names_no_other_variables(tmp_path: Path, web: Web) -> None:
    settled = settle_feeds([Feed(url="https://evil.example/?k=${WIRE_KEY}")], config_of(tmp_path, "feeds: {evil.example: {headers: ['X: ${WIRE_KEY}']}}"))
    assert not settled.feeds and "must begin with NEWS_" in settled.bad[0].detail
    web.routes["/list"] = (200, {"Content-Type": "text/plain"}, b"https://evil.example/?k=${NEWS_PASS}\nhttps://a.example/f\n")
    feeds, bad = read_feed_list(f"{web.url}/list", HttpSettings(allow=LOOPBACK))
    assert [feed.url for feed in feeds] == ["https://a.example/f"]
    assert "a list from the web" in bad[0].detail


def test_a_list_that_wants_a_password_itself(web: Web) -> None:
    def locked(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        return (200, {"Content-Type": "text/plain"}, b"https://a.example/f\nbroken\n") if "authorization" in visit.headers else (401, {}, b"")

    web.routes |= {"/list": locked, "/feed": rss(item("/1", "One")), "/page": html()}
    here = HttpSettings(allow=LOOPBACK)
    source = web.url.replace("//", "//me:${NEWS_PASS}@")
    feeds, bad = read_feed_list(f"{source}/list", here, ENVIRON)
    assert [feed.url for feed in feeds] == ["https://a.example/f"]
    assert not any("NEWS_PASS" in reject.item or "s3cret" in reject.item for reject in bad)
    (feed,), _ = read_feed_list(f"{source}/feed", here, ENVIRON)
    assert (feed.url, feed.login) == (f"{web.url}/feed", "me:${NEWS_PASS}"), "a feed is a list of one"
    for path, variables in (("/list", {}), ("/page", ENVIRON), ("/gone", ENVIRON)):
        with pytest.raises(FeedListError) as caught:
            read_feed_list(f"{source.replace('${NEWS_PASS}', 's3cret-1') if variables else source}{path}", here, variables)
        assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("line", ["https://me:s3cret@[broken/feed", "https://me:s3/cret@ledger.example:x/feed", "ftp://me:s3cret@ledger.example/feed", "ssh://me:s3cret@x"])
def test_a_line_that_is_no_address_shows_no_password(tmp_path: Path, line: str) -> None:
    for lines in ([line, "https://a.example/f"], [line]):
        try:
            said = repr(read_feed_list(write(tmp_path, *lines)))
        except FeedListError as error:
            said = str(error)
        assert "cret" not in said


def test_ids_and_headers_are_for_single_feeds(tmp_path: Path) -> None:
    for yaml, why in (("access: {id: x}", "set it under feeds"), ("feeds: {ledger.example: {id: x}}", "address of one"), (f"feeds: {{'{HOST}': {{id: 'a b'}}}}", "letters, digits"),
                      (f"feeds: {{'{HOST}': {{headers: ['Host: hush']}}}}", "headers")):  # fmt: skip
        with pytest.raises(ConfigError, match=why) as caught:
            config_of(tmp_path, yaml)
        assert "hush" not in str(caught.value)
    with pytest.raises(ConfigError, match="set it under feeds"):
        load_config(None, {"NEWSHEAF_ACCESS_ID": "x"})


def test_a_stream_reads_what_is_secret_where_it_asks(tmp_path: Path) -> None:
    source = write(tmp_path, "https://me:first-1@ledger.example/feed")
    lists = FeedLists((source,), config_of(tmp_path))
    assert lists.feeds(0.0) == (Feed(url=HOST),)
    assert lists.manners(1.0)[HOST].access.hidden[0] == "first-1"
    write(tmp_path, "https://me:second-2@ledger.example/feed", "https://post.example/?k=${NEWS_GONE}")
    assert lists.manners(30.0)[HOST].access.hidden[0] == "first-1"
    assert lists.manners(99.0)[HOST].access.hidden[0] == "second-2"
    assert [reject.reason for reject in lists.news] == ["no access"]


def test_a_worker_that_can_not_read_the_list_asks_by_the_configuration(tmp_path: Path) -> None:
    lists = FeedLists((str(tmp_path / "gone"),), config_of(tmp_path, f"feeds: {{'{HOST}': {{interval_seconds: 60}}}}"))
    assert lists.manners(0.0)[HOST].poll.interval_seconds == 60
    write(tmp_path, HOST, name="gone")
    assert lists.manners(30.0).keys() == lists.manners(99.0).keys() == {HOST}


def test_feeds_of_a_site_whose_rule_says_so_are_aggregators(tmp_path: Path) -> None:
    rules = write(tmp_path, "newsriver.example:", "  aggregator: true", "ledger.example:", "  aggregator: false", name="rules.yaml")
    config = config_of(tmp_path, f"extract:\n  site_rules: {rules}")
    urls = ("https://www.newsriver.example/rss", HOST, "https://quay.example/rss")
    assert [feed.aggregator for feed in settle_feeds([Feed(url=url) for url in urls], config).feeds] == [True, False, False]
    assert settle_feeds([Feed(url=HOST, aggregator=True)], config).feeds[0].aggregator
    write(tmp_path, "newsriver.example:", "  aggregator: perhaps", name="rules.yaml")
    with pytest.raises(ConfigError, match="rules.yaml:2: newsriver.example: aggregator: give true or false"):
        config_of(tmp_path, f"extract:\n  site_rules: {rules}")
