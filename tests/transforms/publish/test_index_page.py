from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.counts import Counts
from connectors.editions.documents import IndexCopy, IndexLine, IndexStory
from transforms.publish.index_page import MAX_BUNDLES, render_index, safe_link, time_span

START = datetime(2026, 3, 21, 6, 12, tzinfo=UTC)


def line(number: int, *, independent: int = 1, stories: int = 1, language: str = "en", title: str = "", hours: int = 0) -> IndexLine:
    outlets = tuple(
        IndexStory(
            id=f"s{number}-{n}",
            url=f"http://outlet-{n}.example/{number}",
            title=f"Headline {number}-{n}",
            publisher=f"Outlet {n}",
            published=START + timedelta(hours=n),
            published_precision="minute",
            n_copies=14 if n == 0 and stories > 1 else 0,
            copies=tuple(
                IndexCopy(id=f"c{c}", url=f"http://copy-{c}.example/", publisher=f"Copier {c}") for c in range(12 if n == 0 else 0)
            ),
        )
        for n in range(min(stories, 8))
    )
    return IndexLine(
        id=f"b{number:04}",
        version=1,
        language=language,
        title=title or f"Event {number}",
        lead="How it began.",
        first_event=START,
        last_event=START + timedelta(hours=hours),
        n_stories=stories,
        n_publishers=stories,
        n_independent=independent,
        stories=outlets,
        edition="00000001-20260321T120000Z",
    )


def page(*lines: IndexLine, counts: Counts | None = None) -> str:
    return render_index("00000001-20260321T120000Z", START, lines, counts or Counts()).decode()


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href" and tag == "a"]
        self.loads += [
            value or "" for name, value in attrs if name in ("src", "srcset", "action", "data") or (name == "href" and tag != "a")
        ]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_the_most_independent_bundle_comes_first_and_input_order_makes_no_difference() -> None:
    lines = [line(n, independent=n % 5 + 1, stories=n % 7 + 1, language=["en", "es", "ru"][n % 3], hours=n) for n in range(40)]
    shuffled = list(lines)
    random.Random(1).shuffle(shuffled)
    assert page(*lines) == page(*shuffled)
    section = page(*lines).split('<section id="en"')[1].split("</section>")[0]
    sizes = {one.id: one.n_independent for one in lines}
    order = [sizes[found] for found in re.findall(r'<article id="(b\d+)"', section)]
    assert order == sorted(order, reverse=True)


def test_copies_are_folded_under_their_original() -> None:
    text = page(line(1, independent=5, stories=6))
    assert "14 copies:" in text and "Copier 11" in text and "and 2 more" in text
    assert "5 independent sources" in text and "2 more outlets" in text


def test_nothing_is_loaded_and_no_script_survives() -> None:
    bad = '<script>alert(1)</script>"><img src=x onerror=y>'
    story = IndexStory(
        id="s",
        url="javascript:alert(1)",
        title=bad,
        publisher=bad,
        n_copies=1,
        copies=(IndexCopy(id="c", url="data:text/html,x", publisher=bad),),
    )
    found = Links()
    found.feed(
        page(
            replace(line(1, stories=3, independent=2, title=bad), lead=bad, stories=(story, story, story)),
            replace(line(2), stories=(story,)),
        )
    )
    assert "script" not in found.tags and "img" not in found.tags and not found.loads and not found.handlers
    assert not any(link.startswith(("javascript", "data")) for link in found.links)


def test_an_empty_store_and_a_huge_one() -> None:
    assert "No open bundles yet" in page()
    text = page(*(line(n) for n in range(MAX_BUNDLES + 5)))
    assert text.count("<article") == MAX_BUNDLES and "5 smaller events more" in text


def test_times_and_links() -> None:
    assert time_span(START, START) == "21 Mar 06:12"
    assert time_span(START, START + timedelta(hours=2)) == "21 Mar 06:12–08:12"
    assert time_span(START, START + timedelta(days=1)) == "21 Mar 06:12 – 22 Mar 06:12"
    assert safe_link("https://a.example/x") == "https://a.example/x"
    assert [safe_link(url) for url in ("", "javascript:x", "http://", "//a.example", "http://[x", "vbscript:a")] == [""] * 6


@settings(max_examples=30, deadline=None)
@given(st.text(), st.text(), st.text(), st.sampled_from(["en", "ar", "xx", "und", "", '"><b>']))
def test_any_text_is_shown_as_text(title: str, lead: str, url: str, language: str) -> None:
    story = IndexStory(id="s", url=url, title=title, publisher=lead)
    found = Links()
    found.feed(page(replace(line(1, stories=2, independent=1, language=language, title=title), lead=lead, stories=(story,))))
    plain = Links()
    plain.feed(
        page(
            replace(
                line(1, stories=2, independent=1, language="en", title="t"),
                lead="l",
                stories=(IndexStory(id="s", title="t", publisher="p"),),
            )
        )
    )
    assert set(found.tags) <= set(plain.tags) | {"a", "p"}
