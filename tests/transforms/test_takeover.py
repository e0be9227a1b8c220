"""Nobody speaks for another: what a stranger's feed can and can't do to an outlet's story, before, after and within its edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from connectors.editions.documents import StoryRow
from tests.transforms.newsdesk import Desk, article, page_html
from tests.web import item, rss

PAGE = "https://quay.example/news/crane"
OWN = "https://quay.example/feed"
EVIL = "https://evil.example/feed"
TITLE, TEXT = "Crane of the north dock sold", article("crane")
DATE = "<pubDate>Wed, 10 Jun 2026 09:30:00 GMT</pubDate>"
LIE = "The crane never existed, and the port is to blame. Buy our coins instead, they are safe."


def feed(*items: str, title: str = "Quay Gazette") -> bytes:
    return rss(*items, title=title)[2]


def source(url: str) -> str:
    return f'<source url="{url}">Somebody</source>'


OWNERS = feed(item(PAGE, TITLE, "crane-1", "The old crane goes to Oslo.", DATE + "<author>Ada Lind</author>"))
ATTACKS: dict[str, tuple[bytes, dict[str, str | int]]] = {
    "its text under the link": (feed(item(PAGE, "Crane a hoax", "e1", LIE)), {}),
    "with a foreign source": (feed(item(PAGE, "Crane a hoax", "e1", LIE, source("https://elsewhere.example/rss"))), {}),
    "with the owner's feed as source": (feed(item(PAGE, "Crane a hoax", "e1", LIE, source(OWN))), {}),
    "with a later date": (feed(item(PAGE, "Crane a hoax", "e1", LIE, "<pubDate>Wed, 10 Jun 2026 11:59:00 GMT</pubDate>")), {}),
    "with an early date": (feed(item(PAGE, TITLE, "e1", "The old crane goes to Oslo.", "<pubDate>Wed, 03 Jun 2026 02:00:00 GMT</pubDate>")), {}),
    "under the owner's guid": (feed(item(PAGE, "Crane a hoax", "crane-1", LIE)), {}),
    "a link of its own with the owner's guid": (feed(item("https://evil.example/x", "Crane a hoax", "crane-1", LIE)), {"https://evil.example/x": 404}),
    "a redirect to the page": (feed(item("https://evil.example/x", "Crane a hoax", "e1", LIE)), {"https://evil.example/x": f"→ {PAGE}"}),
    "a canonical link to the page": (
        feed(item("https://evil.example/x", "Crane a hoax", "e1", LIE)),
        {"https://evil.example/x": page_html("Crane a hoax", article("lie"), f'<link rel="canonical" href="{PAGE}"><meta property="og:url" content="{PAGE}">')},
    ),
    "a page that calls itself the outlet": (
        feed(item("https://evil.example/x", "Crane a hoax", "e1", LIE), title="Quay Gazette"),
        {"https://evil.example/x": page_html("Crane a hoax", article("lie"), '<meta property="og:site_name" content="Quay Gazette">')},
    ),
    "another spelling of the link": (feed(item("http://www.quay.example:80/news/crane/", "Crane a hoax", "e1", LIE)), {}),
    "a fragment of the page": (feed(item(PAGE + "#1", "Crane a hoax", "e1", LIE), item(PAGE + "#2", "Port to blame", "e2", LIE)), {}),
    "twice in its document": (feed(item(PAGE, "Crane a hoax", "e1", LIE), item(PAGE, "Port to blame", "e2", LIE + " Really.")), {}),
}  # fmt: skip
WHEN = ("before", "after", "within")


def desk_of(folder: Path, attack: str, answer: str | int) -> Desk:
    pages: dict[str, str | int] = {PAGE: answer, "http://www.quay.example/news/crane/": answer}
    return Desk(folder, pages | ATTACKS[attack][1])


def play(desk: Desk, attack: str, when: str) -> None:
    evil = {EVIL: ATTACKS[attack][0]}
    for documents in {"before": (evil, {OWN: OWNERS}), "after": ({OWN: OWNERS}, evil), "within": ({OWN: OWNERS} | evil,)}[when]:
        desk.edition(documents)
    for documents in (evil, {OWN: OWNERS}, {OWN: OWNERS} | evil):
        desk.edition(documents)


def facts(row: StoryRow) -> tuple[Any, ...]:
    return (row.id, row.url, row.title, row.text, row.site, row.publisher, row.authors, row.published, row.published_source)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, tuple[Any, ...]]:
    """The owner's story as it is where nobody meddles: with its page, and without."""
    found = {}
    for there in (True, False):
        desk = Desk(tmp_path_factory.mktemp("alone"), {PAGE: page_html(TITLE, TEXT) if there else 403})
        desk.edition({OWN: OWNERS})
        (row,) = desk.rows().values()
        found[there] = facts(row)
    assert found[True][5:] == ("Quay Gazette", ("Ada Lind",), desk.now.replace(hour=9, minute=30), "feed")
    return found


@pytest.mark.parametrize("there", [True, False], ids=["page", "no page"])
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_an_attack_changes_nothing(attack: str, when: str, there: bool, alone: dict[bool, tuple[Any, ...]], tmp_path: Path) -> None:
    desk = desk_of(tmp_path, attack, page_html(TITLE, TEXT) if there else 403)
    play(desk, attack, when)
    rows = desk.rows().values()
    (own,) = (row for row in rows if row.site == "quay.example")
    assert facts(own)[1:] == alone[there][1:]
    assert own.id == alone[there][0] or (when, attack) == ("before", "another spelling of the link"), "a story keeps the id it was first seen under"
    assert all(row.site == "evil.example" and "quay.example" not in row.url for row in rows if row is not own)
    assert own.revision <= 2, "at most the owner's own version took the place of what was found through others"
    desk.verify()
