"""Seed stripping: which lines of one story are furniture, by their words, shape, place and repetition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from connectors.dates import UNREAD, read_date
from connectors.hashes import content_hash
from connectors.records import Cut, Story
from transforms.strip.credit import read_credits, trailing_credit
from transforms.strip.places import (
    cut_after_end,
    cut_boxes,
    cut_head,
    cut_labelled_links,
    cut_link_runs,
    cut_loose_end,
    cut_repeated_passages,
    cut_repeated_start,
    cut_repetition,
    cut_tail_credits,
    names_of_byline,
    without_title,
)
from transforms.strip.sheet import STRIP, TEXT_ONLY, LineContext, Reading, Sheet, StripSettings

FEW_WORDS = 40  # words up to which a text may be cut by more than its share


@dataclass(frozen=True, slots=True)
class Stripped:
    """The kept lines, and the cuts in the order of the text."""

    kept: tuple[str, ...]
    cuts: tuple[Cut, ...]


def content_fingerprint(title: str, text: str) -> str:
    """The hash of title and text that decides whether a story is known or revised."""
    return content_hash("story", title, text)


def strip_lines(
    title: str, lines: Sequence[str], context: LineContext = TEXT_ONLY, settings: StripSettings = STRIP
) -> tuple[tuple[str, ...], tuple[Cut, ...]]:
    """The lines that stay and the cuts, in their order. Nothing is lost: every line is in one of both (a wire credit behind
    a last sentence leaves that line and is a cut of its own).

    >>> kept, cuts = strip_lines("Two boats burn", ["Two boats burn", "The fire began at dawn. (AP)", "Share on Facebook"])
    >>> kept
    ('The fire began at dawn.',)
    >>> [(cut.line, cut.reason) for cut in cuts]
    [('Two boats burn', 'repeated title'), ('(AP)', 'wire credit'), ('Share on Facebook', 'share bar')]
    """
    result = examine_lines(title, lines, context, settings)
    return result.kept, result.cuts


def strip_story(story: Story, settings: StripSettings = STRIP, context: LineContext = TEXT_ONLY) -> Story:
    """The story without its furniture; credit, and authors and publication time where they are missing, are read from what was cut."""
    result = examine_lines(story.title, story.text.split("\n") if story.text else (), context, settings)
    authors = story.authors or tuple(
        dict.fromkeys(name for cut in result.cuts if cut.reason == "byline" for name in names_of_byline(cut.line))
    )
    said = (read_date(cut.line, story.language) for cut in result.cuts if cut.reason == "date line")
    date = UNREAD if story.published else next((date for date in said if date.when), UNREAD)
    text = "\n".join(result.kept)
    return replace(
        story,
        text=text,
        authors=authors,
        cut=story.cut + result.cuts,
        credit=read_credits(story.credit, result.kept, result.cuts, authors, story.site, story.publisher),
        published=date.when or story.published,
        published_precision=date.precision if date.when else story.published_precision,
        published_source="text" if date.when else story.published_source,
        fingerprint=content_fingerprint(story.title, text),
    )


def examine_lines(title: str, lines: Sequence[str], context: LineContext, settings: StripSettings) -> Stripped:
    """``strip_lines`` as a record.

    What is cut brings other lines to the top and the end, so the rules look again until they find nothing: stripping what
    was stripped changes nothing.
    """
    left = list(enumerate(lines))
    cuts: list[tuple[int, int, int, Cut]] = []  # line number, part of the line (start, whole, end), round
    reading = Reading()
    for turn in range(len(lines) + 2):
        found, left = _one_round(title, left, context, settings, reading)
        if not found:
            break
        cuts += [(i, part, -turn if part == END else turn, cut) for i, part, cut in found]
    said = tuple(cut for *_, cut in sorted(cuts, key=lambda cut: cut[:3]))
    return Stripped(tuple(line for _, line in left), said)


START, WHOLE, END = range(3)


def _one_round(
    title: str, left: list[tuple[int, str]], context: LineContext, settings: StripSettings, reading: Reading
) -> tuple[list[tuple[int, int, Cut]], list[tuple[int, str]]]:
    """The cuts of one look at the lines that are left (line number, part of the line, cut), and what stays."""
    sheet = Sheet(title, [line for _, line in left], context, settings, reading)
    reasons = _find_furniture(sheet, again=reading.cleared is not None)
    sheet.clear()
    cuts = [(left[k][0], WHOLE, Cut(line=left[k][1], reason=reason)) for k, reason in reasons.items()]
    kept = [numbered for k, numbered in enumerate(left) if k not in reasons] if reasons else left
    if kept:
        i, line = kept[0]
        rest = without_title(title, line)
        if rest != line:
            cuts.append((i, START, Cut(line=line[: len(line) - len(rest)].strip(), reason="repeated title")))
            kept = [(i, rest), *kept[1:]]
            reading.cleared = None
        i, line = kept[-1]
        rest, credit = trailing_credit(line)
        if credit:
            cuts.append((i, END, Cut(line=line[len(rest) :].strip(), reason="wire credit")))
            kept = [*kept[:-1], (i, rest)]
            reading.cleared = None
    return cuts, kept


def _find_furniture(sheet: Sheet, again: bool) -> dict[int, str]:
    """Line number → why it goes. Rules of words and repetition come first: they hold whatever share of the story they cut.

    ``again``: what a line is by itself has been looked at before.
    """
    if not again:
        cut_labelled_links(sheet)
        cut_repetition(sheet)
    cut_repeated_passages(sheet)
    certain = dict(sheet.reasons)
    cut_boxes(sheet)
    cut_head(sheet)
    cut_tail_credits(sheet)
    cut_after_end(sheet)
    cut_link_runs(sheet)
    cut_loose_end(sheet)
    if len(sheet.reasons) > len(certain) and _cuts_too_much(sheet):
        sheet.reasons = certain
    cut_repeated_start(sheet)
    return sheet.reasons


def _cuts_too_much(sheet: Sheet) -> bool:
    characters = sum(map(len, sheet.lines))
    if 2 * sum(len(sheet.lines[i]) for i in sheet.reasons) < sheet.settings.most_words * characters:
        return False  # words are never twice as long as others
    words = sum(map(sheet.words, range(sheet.count)))
    return words > FEW_WORDS and sum(map(sheet.words, sheet.reasons)) > sheet.settings.most_words * words
