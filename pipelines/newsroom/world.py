"""The sample newsroom: who published what, when, and what really happened. ``build_world`` is pure and quick."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from connectors.hashes import content_hash
from pipelines.newsroom import names
from pipelines.newsroom.copies import draw_rewrite, rewrite
from pipelines.newsroom.dice import Dice
from pipelines.newsroom.events import Happening, Truth, draw_happenings, tell
from pipelines.newsroom.furniture import Furniture
from pipelines.newsroom.grammar import prose_of
from pipelines.newsroom.outlets import OUTLETS, Outlet
from pipelines.newsroom.reports import Desk, Draft, write_report
from pipelines.newsroom.routine import write_routines
from pipelines.newsroom.templates import Article, write_page

LANGUAGES = ("en", "de", "es", "fr")
START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
DAYS = 4
MOMENTS = (timedelta(hours=36), timedelta(hours=72), timedelta(hours=96))
"""As-of times of three editions: an operator's first run comes in the middle of things."""


ERROR_LASTS = timedelta(hours=12)
"""How long a page that fails at first goes on failing."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a story; ``since`` is when the outlet put it online."""

    since: datetime
    title: str
    deck: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One published item and everything that is true of it."""

    id: str  # as newsheaf would name it by its canonical URL
    outlet: str
    language: str
    url: str
    guid: str
    event: str
    group: str  # the story that this one copies, else its own id
    kind: str  # "wire", "report", "follow-up", "copy", "routine", "aggregated"
    rewrite: str  # how a copy was made; else empty
    author: str
    section: str
    place: str
    tags: tuple[str, ...]
    published: datetime
    listed: datetime  # from when on feeds carry it
    revisions: tuple[Revision, ...]
    page: str = "ok"  # "ok", "moved", "gone", "error" (for its first hours), "trap"
    source: str = ""  # outlet key behind an aggregator's item

    @property
    def has_page(self) -> bool:
        """Whether its page can be had, sooner or later."""
        return self.page in ("ok", "moved", "error")

    def at(self, now: datetime) -> Revision:
        """The newest state online at that time (the first one before it)."""
        shown = [revision for revision in self.revisions if revision.since <= now]
        return shown[-1] if shown else self.revisions[0]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    html: str
    furniture: tuple[str, ...]


@dataclass
class World:
    """Everything about the sample newsroom that a server, a test or a scorer asks."""

    seed: str
    start: datetime
    moments: tuple[datetime, ...]
    outlets: tuple[Outlet, ...]
    happenings: tuple[Happening, ...]
    truths: dict[str, Truth]
    stories: tuple[Story, ...]
    _pages: dict[tuple[str, datetime], RenderedPage] = field(default_factory=dict)
    _kept: dict[str, Furniture] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Story]:
        return {story.id: story for story in self.stories}

    @cached_property
    def by_url(self) -> dict[str, Story]:
        return {story.url: story for story in self.stories}

    @cached_property
    def outlet_by_key(self) -> dict[str, Outlet]:
        return {outlet.key: outlet for outlet in self.outlets}

    @cached_property
    def _by_language(self) -> dict[str, list[Story]]:
        found: dict[str, list[Story]] = {}
        for story in sorted(self.stories, key=lambda story: (story.published, story.id)):
            if story.kind != "aggregated":
                found.setdefault(story.language, []).append(story)
        return found

    def related(self, story: Story) -> tuple[tuple[str, str], ...]:
        """Headlines of earlier stories on other events, the outlet's own first: what sites put beside an article."""
        earlier = [other for other in self._by_language[story.language] if other.published < story.published and other.event != story.event]
        own = [other for other in earlier if other.outlet == story.outlet][-9:]
        dice = Dice(self.seed, story.id, "related")
        seen: dict[str, str] = {}
        for other in dice.shuffled(own)[:6]:
            seen.setdefault(other.revisions[0].title, other.url)
        return tuple(seen.items())

    def page(self, story: Story, now: datetime) -> RenderedPage:
        """The story's page as it stands at that time, with the lines on it that are furniture."""
        revision = story.at(now)
        if (story.id, revision.since) not in self._pages:
            outlet = self.outlet_by_key[story.outlet]
            kept = self._kept.setdefault(outlet.key, Furniture(outlet, self.seed))
            agency = next(o.name for o in self.outlets if o.wire and o.language == story.language)
            article = Article(story.id, story.url, revision.title, revision.deck, revision.paragraphs, story.author, story.published, revision.since,
                              story.place, story.section, story.tags, agency, self.related(story),
                              story.kind == "copy" and Dice(story.id, "credit").chance(0.6))
            self._pages[story.id, revision.since] = RenderedPage(*write_page(article, outlet, kept))
        return self._pages[story.id, revision.since]


def build_world(seed: str | int = "newsheaf") -> World:
    """The newsroom of a seed: the same bytes on every machine and Python version."""
    seed = str(seed)
    happenings = draw_happenings(seed, START)
    writer = _Writer(seed)
    truths: dict[str, Truth] = {}
    languages = LANGUAGES
    counts: dict[tuple[str, str], int] = {}
    for number, happening in enumerate(happenings):
        dice = Dice(seed, happening.key, "coverage")
        told = [languages[(number + number // len(languages)) % len(languages)]]
        others = [language for language in dice.shuffled(languages) if language not in told]
        told += others[:dice.pick((0, 0, 0, 1, 1, 2))]
        for language in sorted(told):
            occurrence = counts[language, happening.kind] = counts.get((language, happening.kind), -1) + 1
            truth = tell(happening, prose_of(language), occurrence, seed)
            truths[truth.key] = truth
            writer.cover(truth)
    writer.routines()
    writer.aggregate()
    stories = tuple(sorted(writer.stories, key=lambda story: (story.published, story.id)))
    return World(seed, START, tuple(START + moment for moment in MOMENTS), OUTLETS, tuple(happenings), truths, stories)


def slugify(title: str, limit: int = 60) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:limit].strip("-") or "story"


_SECTIONS = {"disaster": "world", "economy": "business", "politics": "politics", "justice": "crime", "sport": "sport", "routine": "service"}


class _Writer:
    """Fills the newsroom: one event after the other, then the daily routine, then the aggregator."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.stories: list[Story] = []
        self._numbers: dict[str, int] = {}
        self._taken: set[str] = set()
        self._latest = START + timedelta(days=DAYS) - timedelta(minutes=40)
        self._big: set[str] = set()
        self._title_ways: dict[tuple[str, str], int] = {}

    def cover(self, truth: Truth) -> None:
        """All reports of one event in one language: the agency's, what others made of it, and independent ones."""
        happening, language = truth.happening, truth.language
        dice = Dice(self.seed, truth.key, "cover")
        desk = Desk(truth, prose_of(language), self.seed)
        local = [outlet for outlet in OUTLETS if outlet.language == language and not outlet.wire and not outlet.aggregator]
        agency = next(outlet for outlet in OUTLETS if outlet.language == language and outlet.wire)
        free = dice.shuffled(local)
        big = language not in self._big and happening.time < START + timedelta(hours=60)  # one story a language that everybody takes from the agency
        if big:
            self._big.add(language)
        wired = big or dice.chance(0.72)
        if wired:
            hours = timedelta(minutes=dice.between(25, 240))
            draft = write_report(desk, agency.key, hours, 1.1)
            draft = replace(draft, title=self._twin_title(desk, hours, draft.title), deck="")
            original = self._publish(truth, desk, agency, draft, happening.time + hours, "wire")
            for outlet in [free.pop() for _ in range(len(free) - 1 if big else min(len(free) - 1, dice.pick((1, 2, 2, 3, 3, 4))))]:
                kind = draw_rewrite(dice)
                late = hours + timedelta(minutes=dice.between(8, 700))
                person = names.draw_person(dice, language)
                told = rewrite(draft, kind, desk, outlet.key, hours, outlet.city, person, dice.between(1962, 2009))
                self._publish(truth, desk, outlet, told, happening.time + late, "copy", group=original.id, rewrite_kind=kind)
        writers = free[:max(1 if wired else 2, min(len(free), dice.pick((1, 1, 2, 2, 3))))] if not (wired and dice.chance(0.12)) else []
        if not wired and dice.chance(0.25):
            writers = writers[:1]
        for number, outlet in enumerate(writers):
            hours = timedelta(minutes=dice.between(40, 1500))
            draft = write_report(desk, outlet.key, hours, 0.7 + 0.5 * dice.unit())
            if number == 0 and not wired:
                draft = replace(draft, title=self._twin_title(desk, hours, draft.title))
            self._publish(truth, desk, outlet, draft, happening.time + hours, "report")
            if dice.chance(0.15):
                later = hours + timedelta(minutes=dice.between(1000, 1900))
                draft = write_report(desk, outlet.key + "/2", later, 0.7 + 0.4 * dice.unit())
                self._publish(truth, desk, outlet, draft, happening.time + later, "follow-up")

    def _twin_title(self, desk: Desk, hours: timedelta, title: str) -> str:
        """The first report's headline follows the pattern of the look-alike event's: news desks have habits."""
        kind = (desk.truth.language, desk.truth.happening.kind)
        ways = desk.section.ways["title"]
        if kind not in self._title_ways:
            slots = [len([node for node in way.nodes if isinstance(node, tuple)]) for way in ways]
            words = [sum(len(node.split()) for node in way.nodes if isinstance(node, str)) for way in ways]
            self._title_ways[kind] = max(range(len(ways)), key=lambda i: (words[i] - 2 * slots[i] if slots[i] else -99, -i))
        return desk.title(Dice(self.seed, kind, "twin"), hours, self._title_ways[kind])

    def _publish(self, truth: Truth, desk: Desk, outlet: Outlet, draft: Draft, time: datetime, kind: str, group: str = "", rewrite_kind: str = "") -> Story:
        happening = truth.happening
        dice = Dice(self.seed, truth.key, outlet.key, time.isoformat(), "publish")
        time = min(time, self._latest - timedelta(minutes=dice.between(0, 200))).replace(second=dice.between(0, 59))
        section = desk.section.domain
        revisions = [Revision(time, draft.title, draft.deck, draft.paragraphs)]
        if kind in ("report", "wire") and dice.chance(0.09):
            revisions.append(self._correct(desk, outlet, draft, time, dice))
        page = "ok"
        if kind in ("report", "copy"):
            page = dice.pick(("ok",) * 36 + ("moved", "moved", "gone", "error")) if outlet.content == "full" else dice.pick(("ok",) * 20 + ("moved",))
        if page == "error" and time > self._latest - 2 * ERROR_LASTS:
            page = "ok"  # else nobody could have it by the last moment
        return self._add(outlet, kind=kind, event=truth.key, group=group, rewrite=rewrite_kind, section=section, place=happening.names["place"],
                         tags=(happening.names["place"], happening.names["region"]), revisions=tuple(revisions), culture=truth.language, page=page)

    def _correct(self, desk: Desk, outlet: Outlet, draft: Draft, time: datetime, dice: Dice) -> Revision:
        """A later state of the same address: other figures or another sentence, and a headline that shows it."""
        later = timedelta(hours=30)
        facts = desk.facts(later)
        sentences = [desk.say(s.fact, s.way, Dice(self.seed, outlet.key, s.text), facts) if i and s.fact in desk.section.ways and dice.chance(0.3) else s
                     for i, s in enumerate(draft.sentences)]
        lead = desk.say("lead", desk.freshest("lead", dice), dice, desk.facts(later))
        changed = replace(draft, sentences=(lead, *sentences[1:]))
        title = desk.title(dice, later)
        return Revision(time + timedelta(minutes=dice.between(200, 1700)), title if title != draft.title else title + " (2)", draft.deck, changed.paragraphs)

    def routines(self) -> None:
        """Weather, market close and fixtures: templates filled anew every day."""
        for item in write_routines(self.seed, START, DAYS, LANGUAGES):
            revision = Revision(item.time, item.title, "", item.paragraphs)
            story = self._add(item.outlet, kind="routine", event=item.event, group="", rewrite="", section="service", place=item.place,
                              tags=(item.place,), revisions=(revision,), culture=item.outlet.language, page="ok")
            if item.reprint:
                later = replace(revision, since=item.time + timedelta(minutes=50))
                self._add(item.reprint, kind="copy", event=item.event, group=story.id, rewrite="verbatim", section="service", place=item.place,
                          tags=(item.place,), revisions=(later,), culture=item.outlet.language, page="ok")

    def aggregate(self) -> None:
        """An aggregator lists others' headlines with links through itself. Those pages are not to be fetched."""
        aggregator = next(outlet for outlet in OUTLETS if outlet.aggregator)
        dice = Dice(self.seed, "aggregator")
        told: dict[str, set[str]] = {}  # a headline alone must tell which event it is about
        for story in self.stories:
            told.setdefault(story.revisions[0].title, set()).add(story.event)
        pool = sorted((s for s in self.stories if s.kind in ("wire", "report", "copy") and len(s.revisions) == 1 and len(told[s.revisions[0].title]) == 1),
                      key=lambda s: (s.published, s.id))
        for story in sorted(dice.sample(pool, 30), key=lambda s: (s.published, s.id)):
            time = min(story.published + timedelta(minutes=dice.between(20, 300)), self._latest)
            first = story.revisions[0]
            slug = "CBM" + content_hash("aggregated", story.id, digits=32)
            self._add(aggregator, kind="aggregated", event=story.event, group="", rewrite="", section="", place="", tags=(), page="trap", slug=slug,
                      revisions=(Revision(time, first.title, "", ()),), culture=story.language, language=story.language, source=story.outlet)

    def _add(self, outlet: Outlet, *, kind: str, event: str, group: str, rewrite: str, section: str, place: str, tags: tuple[str, ...],
             revisions: tuple[Revision, ...], culture: str, page: str, slug: str = "", language: str = "", source: str = "") -> Story:
        first = revisions[0]
        dice = Dice(self.seed, outlet.key, event, first.title, first.since.isoformat())
        number = self._numbers[outlet.key] = self._numbers.get(outlet.key, 10_000 + 731 * (sum(map(ord, outlet.key)) % 97)) + dice.between(1, 40)
        path = outlet.path.format(slug=slug or slugify(first.title), n=number, date=first.since.strftime("%Y/%m/%d"))
        url = f"http://{outlet.host}{path}"
        while url in self._taken:
            stem, dot, end = path.rstrip("/").partition(".html")
            path = f"{stem}-{number}{dot}{end}"
            url = f"http://{outlet.host}{path}"
        self._taken.add(url)
        authors = [names.draw_person(Dice(self.seed, outlet.key, "staff", i), culture).name for i in range(5)]
        story_id = content_hash("url", url)
        story = Story(id=story_id, outlet=outlet.key, language=language or outlet.language, url=url,
                      guid=url if number % 3 else f"tag:{outlet.host},2026:{number}", event=event, group=group or story_id, kind=kind, rewrite=rewrite,
                      author=dice.pick(authors), section=_SECTIONS.get(section, section), place=place, tags=tags, published=first.since,
                      listed=first.since + timedelta(minutes=dice.between(1, 9)), revisions=revisions, page=page, source=source)
        self.stories.append(story)
        return story
