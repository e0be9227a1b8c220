"""Seed stripping: which lines of one story are furniture, by their words, shape, place and repetition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from connectors.records import Cut, Story, content_hash
from transforms.headline import headline_key
from transforms.strip.credit import credit_of_line, read_credits, trailing_credit
from transforms.strip.residue import EMOJI, SENTENCE_END, SIGN_OFF, Rule, is_prose, rule_for, word_count
from transforms.times import read_date_line


@dataclass(frozen=True)
class StripSettings:
    """How far seed stripping goes."""

    head_lines: int = 4
    """Lines from the top that count as head, where titles repeat and dates and bylines stand."""
    tail_lines: int = 8
    """Lines from the bottom that count as tail at least; at most ``tail_share`` of a long story."""
    tail_share: float = 0.25
    """Share of a story's lines that count as tail when that is more than ``tail_lines``."""
    after_end_characters: int = 200
    """Characters up to which a line below the article's end (a source link, closed comments, …) goes with it."""
    most_words: float = 0.5
    """Share of a story's words that may be cut; past it only lines that are certain go, since the story is about such things."""


@dataclass(frozen=True, slots=True)
class LineContext:
    """What is known of the page beside its lines; empty for given text."""

    links: frozenset[str] = frozenset()  # headline keys of lines that are links to the site's other pages: teasers
    labelled: frozenset[str] = frozenset()  # keys of lines that are a label and such a link: "See also: …"
    boxes: Mapping[str, str] = field(default_factory=dict)  # key of a line in a box beside the article → kind
    titles: tuple[str, ...] = ()  # everything that the page and its feed call the story
    names: tuple[str, ...] = ()  # of the outlet
    authors: tuple[str, ...] = ()


# A day in figures and a time at most: a date line even where nobody can tell the day from the month.
FIGURES = re.compile(
    r"^\W*\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:\W+(?:\w{1,3}\W+)?\d{1,2}[:.h]\d{2}(?::\d{2})?)?\W*(?:uhr|h|[ap]m)?\W*$", re.IGNORECASE
)
KICKER = 40  # characters that may stand before a repeated title on its line
ABOVE = 8  # lines among which a title is looked for below fragments
STRIP = StripSettings()
TEXT_ONLY = LineContext()


@dataclass(frozen=True, slots=True)
class Stripped:
    """The kept lines, the cuts in the order of the text, and what the cut lines said."""

    kept: tuple[str, ...]
    cuts: tuple[Cut, ...]
    credit: str = ""
    day: datetime | None = None


def content_fingerprint(title: str, text: str) -> str:
    """The hash of title and text that decides whether a story is known or revised."""
    return content_hash("story", title, text)


def strip_lines(
    title: str, lines: Sequence[str], context: LineContext = TEXT_ONLY, settings: StripSettings = STRIP
) -> tuple[tuple[str, ...], tuple[Cut, ...]]:
    """The lines that stay and the cuts, in their order. Nothing is lost: every line is in one of both (a wire credit behind
    a last sentence leaves that line and is a cut of its own)."""
    result = examine_lines(title, lines, context, settings)
    return result.kept, result.cuts


def strip_story(story: Story, settings: StripSettings = STRIP, context: LineContext = TEXT_ONLY) -> Story:
    """The story without its furniture; credit and a missing publication day are read from what was cut."""
    result = examine_lines(story.title, story.text.split("\n") if story.text else (), context, settings)
    dated = story.published is None and result.day is not None
    text = "\n".join(result.kept)
    return replace(
        story,
        text=text,
        cut=story.cut + result.cuts,
        credit=read_credits(story.credit, result.kept, result.cuts, story.authors, story.site, story.publisher),
        published=result.day if dated else story.published,
        published_precision="day" if dated else story.published_precision,
        published_source="text" if dated else story.published_source,
        fingerprint=content_fingerprint(story.title, text),
    )


def examine_lines(title: str, lines: Sequence[str], context: LineContext, settings: StripSettings) -> Stripped:
    """``strip_lines`` with the credit and the day that the cut lines told."""
    reasons = _reasons(title, lines, context, settings)
    kept: list[str] = []
    cuts: list[Cut] = []
    credits: list[str] = []
    days: list[datetime] = []
    first = next((i for i in range(len(lines)) if i not in reasons), -1)
    last = max((i for i in range(len(lines)) if i not in reasons), default=-1)
    for i, line in enumerate(lines):
        if i not in reasons:
            if i == first and (rest := without_title(title, line)) != line:
                cuts.append(Cut(line=line[: len(line) - len(rest)].strip(), reason="repeated title"))
                line = rest
            if i == last:
                whole = line
                line, credit = trailing_credit(line)
                if credit:
                    credits.append(credit)
                    cuts.append(Cut(line=whole[len(line) :].strip(), reason="wire credit"))
            kept.append(line)
            continue
        cuts.append(Cut(line=line, reason=reasons[i]))
        if reasons[i] == "wire credit":
            credits.append(credit_of_line(line))
        elif reasons[i] == "date line" and (day := read_date_line(line)):
            days.append(datetime(day.year, day.month, day.day, tzinfo=UTC))
    return Stripped(tuple(kept), tuple(cuts), next(iter(credits), ""), next(iter(days), None))


def _reasons(title: str, lines: Sequence[str], context: LineContext, settings: StripSettings) -> dict[int, str]:
    """Line number → why it goes."""
    count = len(lines)
    head = min(settings.head_lines, count)
    tail = max(head if count > head else 0, count - max(settings.tail_lines, int(count * settings.tail_share)))
    rules = [rule_for(line, head=i < head, tail=i >= tail) for i, line in enumerate(lines)]
    reasons = {i: rule.reason for i, rule in enumerate(rules) if rule is not None}
    if context.labelled:
        for i, line in enumerate(lines):
            if len(line) <= 300 and headline_key(line) in context.labelled:
                reasons.setdefault(i, "related headline")
    _cut_repetition(lines, reasons)
    certain = dict(reasons)
    if context.boxes:
        for i, line in enumerate(lines):
            if box := context.boxes.get(headline_key(line)):
                reasons.setdefault(i, box)
    _cut_head(title, lines, context, head, reasons)
    _cut_tail_credits(lines, tail, context, reasons)
    _cut_after_end(lines, rules, tail, settings, reasons)
    _cut_link_runs(lines, context, tail, rules, reasons)
    words = [word_count(line) for line in lines]
    if sum(words[i] for i in reasons) > settings.most_words * sum(words) and sum(words) > 40:
        reasons = certain
    _cut_repeated_start(title, lines, reasons)
    return reasons


def _cut_head(title: str, lines: Sequence[str], context: LineContext, head: int, reasons: dict[int, str]) -> None:
    """The repeated title, the outlet's name, byline and date line before the article begins."""
    titles = {key for text in (title, *context.titles) if (key := headline_key(text))}
    _cut_above_title(lines, titles, reasons)
    authors = {headline_key(name) for name in context.authors}
    names = {headline_key(name) for name in context.names}
    for i in range(head):
        if i in reasons:
            continue
        own = headline_key(lines[i])
        if own in titles or any(len(key) >= 20 and own.endswith(key) and len(own) <= len(key) + KICKER for key in titles):
            reasons[i] = "repeated title"
        elif len(lines[i]) <= 60 and is_date_line(lines[i]):
            reasons[i] = "date line"
        elif own in authors or any(
            own == prefix + name for name in authors for prefix in ("by", "von", "por", "par", "di", "av", "af", "door")
        ):
            reasons[i] = "byline"
        elif own in names:
            reasons[i] = "outlet name"
        elif is_prose(lines[i]):
            break


def _cut_above_title(lines: Sequence[str], titles: set[str], reasons: dict[int, str]) -> None:
    """Where the title repeats below nothing but short fragments, they are the way to the page: sections, labels, a breadcrumb."""
    for i, line in enumerate(lines[:ABOVE]):
        if headline_key(line) in titles:
            for above in range(i):
                reasons.setdefault(above, "above the title")
            reasons.setdefault(i, "repeated title")
            return
        if word_count(line) > 4 or SENTENCE_END.search(line):
            return


def is_date_line(line: str) -> bool:
    """Whether a line is a date, with a time or without, in words or figures."""
    if FIGURES.match(line) or read_date_line(line):
        return True
    numbers = re.findall(r"\d+", line)
    words = re.findall(r"[^\W\d_]+", line)
    year = any(len(number) == 4 and number[:2] in ("19", "20") for number in numbers)
    return year and len(numbers) >= 4 and len(words) <= 3 + line.count("年") * 6 and (":" in line or "時" in line or "时" in line)


def _cut_repeated_start(title: str, lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Whatever else stays, a text never begins by repeating its title."""
    key = headline_key(title)
    for i, line in enumerate(lines):
        if i in reasons:
            continue
        if not key or headline_key(line) != key:
            return
        reasons[i] = "repeated title"


def without_title(title: str, line: str) -> str:
    """A first line without the title that stands before it, as in ``Title: text`` or ``Title. Text``; else the line."""
    if len(title) < 15 or line[: len(title)].casefold() != title.casefold():
        return line
    match = re.match(r"\s*[.:|–—-]\s+(?=\S)", line[len(title) :])
    return line[len(title) + match.end() :] if match else line


def _cut_repetition(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Lines without words, and headlines that stand twice on one line: a link's picture and its text."""
    for i, line in enumerate(lines):
        if i in reasons:
            continue
        if not any(map(str.isalnum, line)):
            reasons[i] = "no words"
        else:
            words = line.split()
            half = len(words) // 2
            if half >= 4 and len(words) == 2 * half and words[:half] == words[half:] and not SENTENCE_END.search(line):
                reasons[i] = "said twice"


def _cut_tail_credits(lines: Sequence[str], tail: int, context: LineContext, reasons: dict[int, str]) -> None:
    """Wire credits on lines of their own, and the authors' names below the text."""
    authors = {headline_key(name) for name in context.authors}
    for i, line in enumerate(lines):
        if i in reasons or (i < tail and i > 3):
            continue
        if credit_of_line(line):
            reasons[i] = "wire credit"
        elif i >= tail and headline_key(line) in authors:
            reasons[i] = "byline"
        elif (
            i >= len(lines) - 2
            and i >= tail
            and len(line) <= 300
            and any(" ".join(line.split()[:4]).find(name) >= 0 for name in context.authors if " " in name)
        ):
            reasons[i] = "author box"


def _cut_after_end(lines: Sequence[str], rules: Sequence[Rule | None], tail: int, settings: StripSettings, reasons: dict[int, str]) -> None:
    """Leftovers below the article: between a line that ends it and further residue, and sign-offs and fragments after the last."""
    anchors = [i for i in range(tail, len(lines)) if i in reasons and (rule := rules[i]) is not None and rule.anchor]
    if not anchors:
        return
    end = next((i for i in anchors if (rule := rules[i]) is not None and rule.ends), None)
    if end is not None and not any(_is_article(lines[i], settings) for i in range(end, anchors[-1]) if i not in reasons):
        for i in range(end, anchors[-1]):
            reasons.setdefault(i, "after the article's end")
    rest = [i for i in range(anchors[-1] + 1, len(lines)) if i not in reasons]
    if all(SIGN_OFF.match(lines[i]) or _is_fragment(lines[i]) for i in rest):
        for i in rest:
            reasons[i] = "after the article's end"


def _is_fragment(line: str) -> bool:
    return word_count(line) <= 4 and (EMOJI.search(line) is not None or SENTENCE_END.search(line) is None)


def _is_article(line: str, settings: StripSettings) -> bool:
    return len(line) > settings.after_end_characters


def _cut_link_runs(lines: Sequence[str], context: LineContext, tail: int, rules: Sequence[Rule | None], reasons: dict[int, str]) -> None:
    """Lines that are all link: two or more in a row, below a "related" heading, or at the very end."""
    if not context.links:
        return
    linked = [len(line) <= 300 and word_count(line) >= 4 and headline_key(line) in context.links for line in lines]
    i = 0
    while i < len(lines):
        if not linked[i]:
            i += 1
            continue
        end = i
        while end < len(lines) and (linked[end] or end in reasons):
            end += 1
        run = [k for k in range(i, end) if k not in reasons]
        above = i > 0 and (rule := rules[i - 1]) is not None and rule.reason == "related headline"
        if len(run) >= 2 or above or end >= len(lines):
            for k in run:
                reasons[k] = "link list"
        i = end
