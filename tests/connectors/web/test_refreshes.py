"""Pages that are nothing but a redirect, and pages that are more."""

from __future__ import annotations

import gzip
import json
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.web.refreshes import MOST_BYTES, find_refresh

HERE = "http://short.example/go/1"
THERE = "http://ledger.example/ferry?id=7&lang=en"
SPELLED = THERE.replace("&", "&amp;")


@pytest.mark.parametrize(
    "page",
    [f"<meta http-equiv=refresh content='0;URL={SPELLED}'>",
     f'<html><head><META HTTP-EQUIV="Refresh" CONTENT="0; url=\'{SPELLED}\'"><title>A title of its own, as long as it likes to be</title></head></html>',
     f'<!DOCTYPE html><html><head><meta http-equiv="refresh" content="5,{SPELLED}"/></head><body>You will be sent on. <a href="{SPELLED}">Or click</a></body></html>',
     f'<noscript><meta http-equiv="refresh" content="0;URL={SPELLED}"></noscript><script>location.replace("{THERE}")</script>',
     '<script>window.opener = null; location.replace("http:\\/\\/ledger.example\\/ferry?id=7\\u0026lang=en")</script>',
     f"<html><script type=text/javascript>window.location.href = '{THERE}';</script></html>",
     f'<script>document.location="{THERE}"</script><p>Redirecting …</p>', f"<script>top.location.assign('{THERE}');</script>",
     f"<body onload=\"location.href='{SPELLED}'\"></body>",
     f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="refresh" content="0;url={SPELLED}"/></head></html>'],
)  # fmt: skip
def test_a_page_that_only_leads_on(page: str) -> None:
    assert find_refresh(page.encode(), HERE) == THERE


@pytest.mark.parametrize(
    "page",
    ["", "<p>No refresh in it", "<meta http-equiv=refresh content=300><p>Live from the harbour", "<meta http-equiv=refresh content=0>",
     f'<meta http-equiv=refresh content="0;url={SPELLED}"><p>' + "The ferry is late again. " * 12,
     f'<meta http-equiv=refresh content="60;url={SPELLED}"><article>The ferry is late again.</article>',
     f'<meta http-equiv=refresh content="0;url={SPELLED}"><ul><li><a href="/other">Other news</a></ul>',
     f'<script>location="{THERE}"; location="http://ledger.example/other"</script>',
     f'<script>if (old) location.href = "{THERE}"; else location.href = base + path;</script>',
     '<script>location.href = base + "/ferry";</script>', '<script>var geolocation = "/x"; my.location = "/y"; if (location == "/z") go()</script>',
     f'<meta http-equiv=refresh content="0;url={SPELLED}"><meta http-equiv=refresh content="0;url=/other">',
     '<meta http-equiv=refresh content="0;url=javascript:go()">', '<meta http-equiv=refresh content="0;url=data:text/html,x">',
     f'<rss><channel><item><description>location="{THERE}"</description></item></channel></rss>', '{"location": "http://ledger.example/"}'],
)  # fmt: skip
def test_any_other_page_stays_what_it_is(page: str) -> None:
    assert find_refresh(page.encode(), HERE) == ""


def test_a_header_of_that_name() -> None:
    assert find_refresh(b"", HERE, f"0; url={THERE}") == THERE
    assert find_refresh(b"<p>Wait.", HERE, f"0;URL='{THERE}'") == THERE
    assert find_refresh(b"<p>" + b"The ferry is late again. " * 12, HERE, f"0; url={THERE}") == ""
    assert find_refresh(b"", HERE, "5") == ""


def test_relative_and_foreign_addresses() -> None:
    assert find_refresh(b"<meta http-equiv=refresh content='0;URL=../ferry'>", HERE) == "http://short.example/ferry"
    assert find_refresh("<meta http-equiv=refresh content='0;URL=/fähre'>".encode(), HERE) == "http://short.example/f%C3%A4hre"
    assert find_refresh("<meta http-equiv=refresh content='0;URL=/fähre'>".encode("latin-1"), HERE) == "http://short.example/f%C3%A4hre"


@pytest.mark.parametrize(
    "piece", ["location = ", 'location="', "location='x' ", "location.replace(", "window.", "<meta http-equiv=refresh content='", "<b>", "<script>location=", "\\\\", " ", "0 ;, "],
)  # fmt: skip
def test_hostile_pages_take_little_time(piece: str) -> None:
    started = time.monotonic()
    for page in (f"<script>location='{piece * 9000}", f"<meta http-equiv=refresh content='{piece * 9000}'>", f"<p>refresh{piece * 9000}"):
        find_refresh(page.encode()[:MOST_BYTES], HERE, piece * 700)
    assert time.monotonic() - started < 2


@settings(deadline=None)
@given(st.lists(st.sampled_from(["<meta http-equiv=refresh content='", "0;url=", "'>", "<script>", "location=", '"', "/a", "</script>", "<a href=/a>", "\\u00", "\ud800", "\0", "&amp;"])).map("".join))
def test_anything_is_read(page: str) -> None:
    assert find_refresh(page.encode("utf-8", "surrogatepass"), HERE).startswith(("http://short.example/", "")) is True


def test_no_real_article_or_feed_is_taken_for_a_redirect() -> None:
    data = Path(__file__).parents[4] / "shared" / "data"
    if not data.is_dir():
        pytest.skip("needs ../shared/data, which is not here")
    files = [gzip.decompress((data / "pages" / f"{name}.jsonl.gz").read_bytes()) for name in ("news-pages", "web-articles")]
    pages = [json.loads(line) for file in files for line in file.splitlines()]
    assert len(pages) > 500
    assert not [page.get("url") for page in pages if find_refresh(page["html"].encode("utf-8", "replace"), HERE)]
    with tarfile.open(data / "feeds" / "conformance.tgz") as feeds:
        bodies = [file.read() for member in feeds if (file := feeds.extractfile(member))]
    assert len(bodies) > 500 and not [body for body in bodies if find_refresh(body, HERE)]
