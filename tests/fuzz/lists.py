"""Lists of feeds in any of their forms."""

from __future__ import annotations

import json
import random
import tempfile
from functools import cache
from pathlib import Path

from connectors.feeds import FeedListError, read_feed_list
from tests.fuzz.kind import Kind
from tests.fuzz.mutations import as_json, mutate_json, mutate_markup
from tests.fuzz.published import check_reject, check_texts
from tests.services import ROOT

TOKENS = tuple(
    """<opml version="2.0"> <head> <body> <outline text="x"> <outline xmlUrl="http://a.example/f" text="A"/> </outline> xmlUrl="http://a.example/f" aggregator="true" category="a/b" <!ENTITY <![CDATA[ url title
    category http://a.example/feed https://user:pass@a.example/feed?key=1 [A](http://a.example/f) ## - * # | , ; \t " feed:http://a.example/f ${TOKEN} xmlUrl href /x""".split(" ")
)


def check(data: bytes) -> None:
    file = _file()
    file.write_bytes(data)
    try:
        feeds, rejects = read_feed_list(str(file))
    except FeedListError as error:
        assert len(str(error)) <= 2_000
        return
    assert feeds or rejects
    assert len({(feed.url, feed.login) for feed in feeds}) == len(feeds)
    for feed in feeds:
        check_texts(feed)
        assert feed.url.startswith(("http://", "https://")), feed.url
    for reject in rejects:
        check_reject(reject)


@cache
def _file() -> Path:
    return Path(tempfile.mkdtemp(prefix="newsheaf-fuzz-")) / "feeds.txt"


@cache
def _seeds() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted((ROOT / "tests/data/feed_lists").iterdir()) if path.name != "expected.json")


def seeds() -> list[bytes]:
    return list(_seeds())


def mutate(data: bytes, dice: random.Random) -> bytes:
    if data[:1] in (b"{", b"[") and dice.random() < 0.8:
        try:
            return as_json(mutate_json(json.loads(data), dice, TOKENS), dice)
        except (ValueError, RecursionError):
            pass
    return mutate_markup(data, dice, _seeds(), TOKENS)


def load() -> None:
    check(b"http://a.example/feed\n")


LISTS = Kind(name="lists", check=check, load=load, seeds=seeds, mutate=mutate, tokens=TOKENS, runs=3_000)
