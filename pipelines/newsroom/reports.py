"""Independent reports of an event, told with their own choice, order and wording of the facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

from pipelines.newsroom.dice import Dice
from pipelines.newsroom.events import Facts, Truth
from pipelines.newsroom.grammar import Prose, Section, Template, tidy


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (sometimes two that belong together) and where it came from, so that an editor can say it again."""

    fact: str  # "lead", a fact of the kind, "quote", "back", "close", "local"
    way: int  # which of its wordings
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text before it is a page: title and sentences in paragraphs."""

    title: str
    deck: str
    sentences: tuple[Sentence, ...]
    breaks: tuple[int, ...]  # sentence numbers at which a new paragraph begins, without 0

    @property
    def paragraphs(self) -> tuple[str, ...]:
        edges = [0, *self.breaks, len(self.sentences)]
        return tuple(" ".join(s.text for s in self.sentences[a:b]) for a, b in pairwise(edges) if b > a)


@dataclass(slots=True)
class Desk:
    """What has been written of one event so far, so that the next report finds other words."""

    truth: Truth
    prose: Prose
    seed: str
    used: dict[tuple[str, int], int] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)  # whole sentences of independent reports

    @property
    def section(self) -> Section:
        return self.prose.kinds[self.truth.happening.kind]

    @property
    def domain(self) -> Section:
        return self.prose.domains[self.section.domain]

    def facts(self, hours: timedelta) -> Facts:
        return Facts(self.truth, self.section.witness, hours)

    def ways(self, fact: str) -> list[Template]:
        if fact in self.section.ways:
            return self.section.ways[fact]
        return self.prose.other["context"].ways[fact] if fact == "context" else self.domain.ways[fact]

    def exhausted(self, fact: str) -> bool:
        """Whether every wording of the fact has been used in an earlier report."""
        return all(self.used.get((fact, way), 0) for way in range(len(self.ways(fact))))

    def freshest(self, fact: str, dice: Dice, but: frozenset[int] = frozenset()) -> int:
        """The least used wording of a fact, ties by draw; also counts it as used."""
        ways = [way for way in range(len(self.ways(fact))) if way not in but] or list(range(len(self.ways(fact))))
        least = min(self.used.get((fact, way), 0) for way in ways)
        way = dice.pick([way for way in ways if self.used.get((fact, way), 0) == least])
        self.used[fact, way] = self.used.get((fact, way), 0) + 1
        return way

    def say(self, fact: str, way: int, dice: Dice, facts: Facts) -> Sentence:
        return Sentence(fact, way, tidy(self.truth.language, self.ways(fact)[way].render(dice, facts)))

    def title(self, dice: Dice, hours: timedelta, way: int | None = None) -> str:
        number = self.freshest("title", dice) if way is None else way
        text = self.ways("title")[number].render(dice, self.facts(hours))
        return tidy(self.truth.language, text).rstrip(",")


def write_report(desk: Desk, key: str, hours: timedelta, length: float = 1.0) -> Draft:
    """A report of 150 to 500 words; ``hours`` since the event decide which figures are known, ``length`` scales it."""
    dice = Dice(desk.seed, desk.truth.key, key, "report")
    facts = desk.facts(hours)
    kind_facts = dice.shuffled([fact for fact in desk.section.ways if fact not in ("title", "lead")])
    # Reporters rarely say what others said in the same words: a fact with no fresh wording left is mostly left out.
    kind_facts = [fact for fact in kind_facts if not desk.exhausted(fact) or dice.chance(0.25)]
    plan = kind_facts[:max(3, round(9 * (0.65 + 0.3 * dice.unit()) * min(length, 1.15)))]
    extras = ["quote"] * dice.between(1, max(2, round(3 * length))) + ["back"] * dice.between(1, max(2, round(4 * length))) + \
        ["context"] * dice.between(1, max(2, round(4 * length)))
    for extra in extras:
        plan.insert(dice.between(1, len(plan)), extra)
    plan = ["lead", *plan] + (["close"] if dice.chance(0.7) else [])
    title = desk.title(dice, hours)
    deck = desk.say("lead", desk.freshest("lead", dice), dice, desk.facts(hours)).text if dice.chance(0.35) else ""
    sentences: list[Sentence] = []
    spoken: dict[str, set[int]] = {}
    for fact in plan:
        taken = spoken.setdefault(fact, set())
        if fact in ("quote", "back", "close", "context") and (len(taken) >= len(desk.ways(fact)) or (desk.exhausted(fact) and dice.chance(0.5))):
            continue
        way = desk.freshest(fact, dice, frozenset(taken))
        taken.add(way)
        sentence = desk.say(fact, way, dice, facts)
        if sentence.text in desk.said:
            sentence = desk.say(fact, desk.freshest(fact, dice), dice, facts)
        if sentence.text not in desk.said or fact == "lead":
            sentences.append(sentence)
    desk.said |= {sentence.text for sentence in sentences}
    return Draft(title, deck, tuple(sentences), draw_breaks(dice, len(sentences)))


def draw_breaks(dice: Dice, n: int) -> tuple[int, ...]:
    """Paragraphs of one to three sentences; the lead often stands alone."""
    breaks, at = [], dice.between(1, 2)
    while at < n:
        breaks.append(at)
        at += dice.between(1, 3)
    return tuple(breaks)


def with_sentences(draft: Draft, sentences: list[Sentence], dice: Dice) -> Draft:
    return replace(draft, sentences=tuple(sentences), breaks=draw_breaks(dice, len(sentences)))
