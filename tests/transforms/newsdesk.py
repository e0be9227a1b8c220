"""Editions of a few made-up feeds and pages, made by the stages one after the other without network and graph."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from connectors.counts import Counts
from connectors.editions.commit import create_store
from connectors.editions.documents import StoryRow
from connectors.editions.reading import load_latest, newest_rows
from connectors.editions.verify import verify_store
from connectors.records import Carried, Entry, Feed, Page
from connectors.store import FolderStore, Store
from connectors.web.http import Response
from pipelines.config import Config
from tests.transforms.answers import judge
from transforms.extract.prepare import prepare_item
from transforms.extract.stage import _identified
from transforms.fetch import FetchSettings, collapse_entries, has_own_page, judge_page, page_without_html
from transforms.outcomes import PollSettings
from transforms.publish import EditionMaker, EditionSettings, Piece, gather
from transforms.state import StoreState

START = datetime(2026, 6, 10, 12, tzinfo=UTC)
CONFIG = Config()
SETTINGS = EditionSettings(
    sites=CONFIG.sites, sign=CONFIG.sign, fold=CONFIG.fold, bundle=CONFIG.bundle, parameters=tuple(sorted(CONFIG.parameters().items()))
)
POLL, FETCH = PollSettings(), FetchSettings(max_attempts=1)


class Desk:
    """One store, and the editions that are made on it. ``pages``: URL → HTML, a status, or "→ URL" for a redirect."""

    def __init__(self, folder: Path, pages: Mapping[str, str | int] | None = None, store: Store | None = None) -> None:
        self.store = store or FolderStore(folder / "store")
        create_store(self.store, CONFIG.parameters())
        self.pages: dict[str, str | int] = dict(pages or {})
        self.asked: list[str] = []
        self.maker = EditionMaker(StoreState(self.store, None), SETTINGS)
        self.now = START

    def edition(self, documents: Mapping[str, str | bytes], *, aggregators: Iterable[str] = (), shuffled: int = 0, as_of: datetime | None = None) -> Counts:
        """Poll the documents by feed URL, fetch what is new, publish. The next edition is an hour later."""
        self.now = as_of or self.now + timedelta(hours=1)
        state = self.maker.refresh()
        pieces: list[Piece] = [Carried(p.id) for p in state.pending if p.entry]
        entries = [p.entry for p in state.pending if p.entry]
        for url in sorted(documents):
            body = documents[url]
            answer = Response(url=url, status=200, body=body.encode() if isinstance(body, str) else body, content_type="text/xml")
            feed = Feed(url=url, aggregator=url in set(aggregators))
            for item in judge((feed, None), answer, state.known, self.now, POLL):
                (entries if isinstance(item, Entry) else pieces).append(item)  # type: ignore[attr-defined]
        if shuffled:
            random.Random(shuffled).shuffle(entries)
        kept, spare = collapse_entries(entries)
        pieces += spare
        for entry in kept:
            page = self._fetch(entry) if has_own_page(entry) else page_without_html(entry)
            if isinstance(page, Page):
                pieces.append(_identified(page, prepare_item(page, CONFIG.extract, CONFIG.strip, CONFIG.sites, CONFIG.sign)))
            else:
                pieces.append(page)
        if shuffled:
            random.Random(shuffled).shuffle(pieces)
        counts = self.maker.publish(gather(pieces), self.now).counts
        assert not counts.problems(), counts
        return counts

    def _fetch(self, entry: Entry) -> Page | Any:
        self.asked.append(entry.url)
        url = entry.url
        answer = self.pages.get(url, 404)
        while isinstance(answer, str) and answer.startswith("→ "):
            url = answer[2:]
            answer = self.pages.get(url, 404)
        if isinstance(answer, int):
            return judge_page(entry, Response(url=url, status=answer, reason=f"http {answer}"), FETCH)
        return judge_page(entry, Response(url=url, status=200, body=answer.encode(), content_type="text/html"), FETCH)

    def rows(self) -> dict[str, StoryRow]:
        """The newest row of every story, by id."""
        latest = load_latest(self.store)
        return {row.id: row for row in newest_rows(self.store, latest.manifest if latest else None, "stories", StoryRow)}

    def told(self) -> list[dict[str, Any]]:
        """The stories as a test's expectation writes them, in an order of their own."""
        rows = [{"title": r.title, "site": r.site, "url": r.url, "revision": r.revision} for r in self.rows().values()]
        return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))

    def verify(self) -> None:
        assert [str(problem) for problem in verify_store(self.store)] == []


def page_html(title: str, text: str, head: str = "") -> str:
    """An article's page. Paragraphs of the text are separated by blank lines."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{escape(title)}</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{escape(title)}</h1>{paragraphs}</article></body></html>"
    )


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""


WORDS = (
    "harbour council bridge ferry storm mayor budget river school market engine theatre museum tunnel railway hospital court farmer winter "
    "summer festival teacher doctor captain island valley village mountain forest library printer baker cyclist painter singer gardener "
    "lighthouse quarry vineyard windmill orchard meadow canal dockyard warehouse refinery observatory"
).split()


def article(seed: str, sentences: int = 12) -> str:
    """A made-up text: of another seed it shares no run of three words."""
    dice = random.Random(seed)
    found = []
    for _ in range(sentences):
        words = [dice.choice(WORDS) for _ in range(11)]
        found.append(f"The {' '.join(words[:5])} {' '.join(words[5:])}.")
    return "\n\n".join(" ".join(found[n : n + 3]) for n in range(0, len(found), 3))
