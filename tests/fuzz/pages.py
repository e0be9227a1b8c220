"""Web pages: judged as a fetch does it, decoded, extracted, stripped and signed."""

from __future__ import annotations

import json
import random
from functools import cache

from connectors.records import Entry, Page, Reject
from connectors.web.http import Response
from connectors.web.urls import canonical_url
from tests.fuzz.kind import Kind, split_head
from tests.fuzz.mutations import mutate_markup
from tests.fuzz.published import AS_OF, check_reject, check_story
from tests.services import ROOT
from transforms.extract import ExtractSettings, preload
from transforms.extract.prepare import Prepared, prepare_item
from transforms.fetch import FetchSettings, judge_page
from transforms.identify import identify_reject, identify_story
from transforms.sign import SignSettings
from transforms.strip import SiteSettings, StripSettings

URL = "http://ledger.example/2026/ferry"
ENTRY = Entry(
    id="e", feed="http://ledger.example/feed", url=canonical_url(URL), title="Ferry towed in", text="The ferry was towed into the harbour.", guid="1",
    publisher="The Harbour Ledger", fingerprint="f", first_seen=AS_OF,
)  # fmt: skip
TOKENS = (
    *"""<article> </article> <div> </div> <p> </p> <h1> <h2> <a href="/x"> </a> <br> <ul> <li> <table> <tr> <td> <th> <figure> <figcaption> <img src="a"> <blockquote> <time datetime="2026-03-04"> <nav> <aside> <footer>
    <main> <section> <form> <button> <svg> <template> <noscript> <iframe> <base href="//x"> <script> </script> <style> <!-- --> <![CDATA[ <!DOCTYPE html> <html lang="de"> <head> <title> <plaintext> <frameset>
    <script type="application/ld+json"> {"@type":"NewsArticle","headline":"x","datePublished":"2026-03-04T10:00:00Z","author":{"name":"A"}} {"@graph":[ "@id" "isAccessibleForFree" "articleBody":
    <meta property="article:published_time" content="2026-03-04T10:00:00Z"> <meta property="og:title" content="x"> <meta charset="utf-16"> <meta http-equiv="refresh" content="0;url=/"> <meta name="author" content="A">
    <link rel="canonical" href="http://other.example/"> <link rel="alternate" type="application/rss+xml" href="/feed"> class="related" id="comments" style="display:none" hidden rel="author" itemprop="author"
    itemprop="articleBody" &nbsp; &#8217; &shy; cookies newsletter subscribe""".split(),
    "By Ada Lind", "(Reuters) -", "Read more:", "Photo: A. Lind / AP", "Updated 4 March 2026 at 6:20 pm CET", "4. März 2026", "Sign up for our newsletter", "Advertisement", "Share this", "2026年3月4日",
    "The harbour council voted on Friday evening to rebuild the northern pier, which was damaged by the storms of last winter and has been closed since.",
)  # fmt: skip


def check(data: bytes) -> None:
    media, charset, body = split_head(data)
    response = Response(url=URL, status=200, body=body, content_type=media or "text/html", charset=charset)
    judged = judge_page(ENTRY, response, FetchSettings())
    assert isinstance(judged, Page), "the entry has a text of its own"
    take(judged, len(data))


def take(page: Page, size: int) -> None:
    """What a worker and the edition make of a page. Raises where that couldn't be published."""
    result = prepare_item(page, ExtractSettings(), StripSettings(), SiteSettings(), SignSettings())
    if isinstance(result, Prepared):
        check_story(identify_story(page, result.story), size)
    else:
        assert isinstance(result, Reject)
        check_reject(identify_reject(page, result))


@cache
def _seeds() -> tuple[bytes, ...]:
    pages = [path.read_bytes() for path in sorted((ROOT / "tests/transforms/extract/page_kinds").rglob("*.html"))]
    dated = json.loads((ROOT / "tests/data/dates/pages.json").read_text())
    body = "".join(f"<p>{sentence}</p>" for sentence in TOKENS if len(sentence) > 100) * 4
    pages += [f"<html lang='{row['lang']}'><head>{row.get('head', '')}</head><body><article><h1>Pier</h1>{row.get('body', '')}{body}</article>".encode() for row in dated]
    return tuple(pages)


def seeds() -> list[bytes]:
    return list(_seeds())


def mutate(data: bytes, dice: random.Random) -> bytes:
    return mutate_markup(data, dice, _seeds(), TOKENS)


PAGES = Kind(name="pages", check=check, load=preload.load, seeds=seeds, mutate=mutate, tokens=TOKENS, runs=700)
