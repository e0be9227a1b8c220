"""Stories and pages in bulk for load tests and benchmarks: the newsroom's prose, put together quickly.

Every wording is rendered once with numbered holes; a story picks wordings and fills the holes with its event's names and figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.hashes import content_hash
from connectors.times import format_time
from pipelines.newsroom import names
from pipelines.newsroom.dice import Dice
from pipelines.newsroom.events import KINDS, LATE, Facts, draw_happening, tell
from pipelines.newsroom.feeds import summary_of
from pipelines.newsroom.furniture import Furniture
from pipelines.newsroom.grammar import Prose, prose_of, tidy
from pipelines.newsroom.outlets import OUTLETS
from pipelines.newsroom.templates import Article, write_page
from pipelines.newsroom.world import LANGUAGES, START, Revision, slugify


@dataclass(frozen=True, slots=True)
class LoadStory:
    """A plain story with its true event and original."""

    id: str
    url: str
    title: str
    text: str
    published: datetime
    language: str
    publisher: str
    host: str
    event: str
    group: str

    def row(self) -> dict[str, str]:
        """As a line of a ``--stories`` file."""
        return {"id": self.id, "url": self.url, "title": self.title, "text": self.text, "published": format_time(self.published),
                "language": self.language, "publisher": self.publisher}


@dataclass(frozen=True, slots=True)
class LoadPage:
    """A page with its feed entry and what is true of it."""

    story: LoadStory
    html: str
    furniture: tuple[str, ...]
    authors: tuple[str, ...]

    def row(self, entry: bool = True) -> dict[str, Any]:
        """As a line of a ``--pages`` file, with or without its feed entry."""
        row: dict[str, Any] = {"id": self.story.id, "url": self.story.url, "html": self.html}
        if entry:
            paragraphs = tuple(self.story.text.split("\n"))
            row["entry"] = {"title": self.story.title, "published": format_time(self.story.published), "authors": list(self.authors),
                            "text": summary_of(Revision(self.story.published, self.story.title, "", paragraphs))}
        return row


class _Bank:
    """The wordings of one kind of event in one language, with holes ``{0}`` for its slots."""

    def __init__(self, prose: Prose, kind: str, renders: int) -> None:
        self.slots: list[str] = []
        section = prose.kinds[kind]
        domain = prose.domains[section.domain]

        def hole(slot: str) -> str:
            if slot not in self.slots:
                self.slots.append(slot)
            return f"{{{self.slots.index(slot)}}}"

        def said(key: str, fact: str) -> list[str]:
            ways = section.ways.get(fact) or domain.ways.get(fact) or prose.other["context"].ways[fact]
            return [tidy(prose.language, way.render(Dice("bank", prose.language, kind, fact, number, turn), hole))
                    for number, way in enumerate(ways) for turn in range(renders)]

        self.titles, self.leads = said(kind, "title"), said(kind, "lead")
        facts = [fact for fact in section.ways if fact not in ("title", "lead")]
        self.facts = [said(kind, fact) for fact in [*facts, "quote", "back", "context", "close"]]


def many_stories(n: int, seed: str | int = 0, days: int = 4, copies: float = 0.3) -> list[LoadStory]:
    """n stories, about four an event, ``copies`` of them near-copies of an earlier one; the same for a seed everywhere."""
    return list(_stories(n, str(seed), days, copies))


def _stories(n: int, seed: str, days: int, copies: float) -> Iterator[LoadStory]:
    banks = {(language, kind): _Bank(prose_of(language), kind, 5) for language in LANGUAGES for kind in KINDS}
    outlets = {language: [outlet for outlet in OUTLETS if outlet.language == language and not outlet.aggregator] for language in LANGUAGES}
    rivers, countries, gangs = names.rivers(), names.countries(), names.gangs()
    made = event = 0
    while made < n:
        d = Dice(seed, "load", event)
        language, kind = LANGUAGES[event % len(LANGUAGES)], KINDS[(event // len(LANGUAGES)) % len(KINDS)]
        time = START + timedelta(seconds=int(d.unit() * days * 86400 * 0.9))
        happening = draw_happening(d, f"load-{event}", kind, time, d.pick(names.CULTURES), d.pick(rivers), d.pick(countries), d.pick(gangs), event % 40 + 2, set())
        truth = tell(happening, prose_of(language), event // (len(LANGUAGES) * len(KINDS)), seed)
        bank = banks[language, kind]
        values = [Facts(truth, False, LATE)(slot) for slot in bank.slots]
        originals: list[tuple[str, list[str]]] = []
        for outlet in d.sample(outlets[language], d.between(2, 6)):
            if made == n:
                return
            number = made
            story_id = f"load-{seed}-{number}"
            if originals and d.chance(copies):
                group, base = d.pick(originals)
                keep = max(3, int(len(base) * (0.4 + 0.5 * d.unit())))
                sentences = [d.pick(bank.leads), *base[1:keep]]
            else:
                group = story_id
                facts = d.sample(bank.facts, d.between(7, len(bank.facts)))
                sentences = [d.pick(bank.leads), *(d.pick(ways) for ways in facts)]
                originals.append((group, sentences))
            title = d.pick(bank.titles).format(*values)
            text = "\n".join(" ".join(sentences[i:i + 2]) for i in range(0, len(sentences), 2)).format(*values)
            yield LoadStory(story_id, f"http://{outlet.host}/load/{content_hash(seed, str(number), digits=6)}/{slugify(title)}-{number}", title, text,
                            (time + timedelta(minutes=d.between(5, 900))).replace(tzinfo=UTC), language, outlet.name, outlet.host, f"{language}:load-{event}", group)
            made += 1
        event += 1


def many_pages(n: int, seed: str | int = 0) -> list[LoadPage]:
    """n article pages in all site templates, with their feed entries."""
    pages = []
    kept = {outlet.host: Furniture(outlet, str(seed)) for outlet in OUTLETS if not outlet.aggregator}
    by_host = {outlet.host: outlet for outlet in OUTLETS}
    stories = many_stories(n, seed)
    for number, story in enumerate(stories):
        outlet = by_host[story.host]
        d = Dice(seed, "page", number)
        author = names.draw_person(d, story.language).name
        others = {other.title: other.url for other in (d.pick(stories) for _ in range(5)) if other.language == story.language and other.event != story.event}
        article = Article(story.id, story.url, story.title, "", tuple(story.text.split("\n")), author, story.published, story.published,
                          names.draw_place(d, story.language), "news", ("news", outlet.city), "Meridian Wire", tuple(others.items()))
        html, furniture = write_page(article, outlet, kept[outlet.host])
        pages.append(LoadPage(story, html, furniture, (author,)))
    return pages
