"""The lines of one story as the rules of place look at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from transforms.strip.match import rule_for
from transforms.strip.residue import Rule, ends_sentence, is_prose, word_count
from transforms.text.headline import headline_key


@dataclass(frozen=True)
class StripSettings:
    """How far seed stripping goes."""

    head_lines: int = 4
    """Lines from the top that count as head, where titles repeat and dates and bylines stand."""
    tail_lines: int = 8
    """Lines from the bottom that count as tail at least; at most ``tail_share`` of a long story."""
    tail_share: float = 0.15
    """Share of a story's lines that count as tail when that is more than ``tail_lines``. What is cut there brings other lines into
    it (docs/decisions/strip-seed-rules.md)."""
    after_end_characters: int = 200
    """Characters up to which a line below the article's end (a source link, closed comments, …) goes with it."""
    loose_words: int = 6
    """Words up to which a line below the last paragraph, not closed like a sentence, is a label without a text."""
    loose_lines: int = 3
    """Lines at most that go as such labels: a list below the last paragraph stays."""
    most_words: float = 0.5
    """Share of a story's words that may be cut; past it only lines that are certain go, since the story is about such things."""


@dataclass(frozen=True, slots=True)
class LineContext:
    """What is known of the page beside its lines; empty for given text."""

    links: frozenset[str] = frozenset()  # headline keys of lines that are links to the site's other pages: teasers
    labelled: frozenset[str] = frozenset()  # keys of lines that are a label and such a link: "See also: …"
    boxes: Mapping[str, str] = field(default_factory=dict)  # line in a box beside the article → kind of box
    titles: tuple[str, ...] = ()  # everything that the page and its feed call the story
    names: tuple[str, ...] = ()  # of the outlet
    authors: tuple[str, ...] = ()


STRIP = StripSettings()
TEXT_ONLY = LineContext()


class Reading:
    """What is read off single lines, each line once however often it is looked at."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._words: dict[str, int] = {}
        self._prose: dict[str, bool] = {}
        self.cleared: tuple[int, int] | None = None  # lines from the top and from the end that the rules of head and tail let pass

    def key(self, line: str) -> str:
        found = self._keys.get(line)
        if found is None:
            found = self._keys[line] = headline_key(line)
        return found

    def words(self, line: str) -> int:
        found = self._words.get(line)
        if found is None:
            found = self._words[line] = word_count(line)
        return found

    def is_prose(self, line: str) -> bool:
        found = self._prose.get(line)
        if found is None:
            found = self._prose[line] = is_prose(line)
        return found


class Sheet:
    """A story's lines with their rules, and the reasons found so far (line number → why it goes)."""

    def __init__(self, title: str, lines: Sequence[str], context: LineContext, settings: StripSettings, reading: Reading) -> None:
        self.title = title
        self.lines = lines
        self.context = context
        self.settings = settings
        self.count = len(lines)
        self.head = min(settings.head_lines, self.count)
        tail = self.count - max(settings.tail_lines, int(self.count * settings.tail_share))
        self.tail = max(self.head if self.count > self.head else 0, tail)
        self._reading = reading
        self.rules = self._find_rules(reading.cleared)
        self.reasons = {i: rule.reason for i, rule in self.rules.items()}

    def _find_rules(self, cleared: tuple[int, int] | None) -> dict[int, Rule]:
        """Line number → the rule that it answers to. After the first round only lines that came into the head or the tail are looked at."""
        if cleared is None:
            wanted: Iterable[int] = range(self.count)
        else:
            top, end = cleared
            wanted = sorted({*range(top, self.head), *range(self.tail, self.count - end)})
        lines, head, tail = self.lines, self.head, self.tail
        return {i: rule for i in wanted if (rule := rule_for(lines[i], i < head, i >= tail)) is not None}

    def clear(self) -> None:
        """Note which lines the rules of head and tail let pass, for the next round."""
        top = sum(i not in self.reasons for i in range(self.head))
        self._reading.cleared = top, sum(i not in self.reasons for i in range(self.tail, self.count))

    def cut(self, i: int, reason: str) -> None:
        """Line ``i`` goes for that reason, if it doesn't go for another already."""
        self.reasons.setdefault(i, reason)

    def stays(self, i: int) -> bool:
        return i not in self.reasons

    def key(self, i: int) -> str:
        """The headline key of line ``i``."""
        return self._reading.key(self.lines[i])

    def words(self, i: int) -> int:
        return self._reading.words(self.lines[i])

    def ends_sentence(self, i: int) -> bool:
        return ends_sentence(self.lines[i])

    def is_prose(self, i: int) -> bool:
        """Whether line ``i`` reads like a paragraph of an article."""
        return self._reading.is_prose(self.lines[i])
