"""What outlets do with a wire story: take it as it is, top it anew, cut it, add local colour, or rewrite it.

Every kind keeps at least about a third of the original's sentences word for word, as desks do in a hurry.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipelines.newsroom.dice import Dice
from pipelines.newsroom.events import Facts
from pipelines.newsroom.grammar import tidy
from pipelines.newsroom.names import Person
from pipelines.newsroom.reports import Desk, Draft, Sentence, draw_breaks, with_sentences

REWRITES = ("verbatim", "retitled", "cut", "local", "rewritten")
SHARES = (0.14, 0.1, 0.22, 0.22, 0.32)
"""How often desks do which. Most reuse is more than a new headline; the share of heavier work is what makes folding hard."""


def draw_rewrite(dice: Dice) -> str:
    at, total = dice.unit(), 0.0
    for kind, share in zip(REWRITES, SHARES, strict=True):
        total += share
        if at < total:
            return kind
    return REWRITES[-1]


def rewrite(original: Draft, kind: str, desk: Desk, key: str, hours: timedelta, city: str, local: Person, old_year: int) -> Draft:
    """The original as another outlet prints it. Pure: the same key gives the same text."""
    dice = Dice(desk.seed, desk.truth.key, key, kind)
    facts = desk.facts(hours)
    sentences = list(original.sentences)
    if kind == "verbatim":
        return original if dice.chance(0.5) else replace(original, breaks=draw_breaks(dice, len(sentences)))
    title = desk.title(dice, hours)
    lead = _again(desk, sentences[0], dice, facts)
    if kind == "retitled":
        sentences[0] = lead
        sentences = sentences[:len(sentences) - dice.between(0, 1)]
    elif kind == "cut":
        keep = max(4, round(len(sentences) * (0.3 + 0.17 * dice.unit())))
        sentences = sentences[:keep]
        if dice.chance(0.4):
            sentences[0] = lead
        if dice.chance(0.4):
            title = original.title
    elif kind == "local":
        keep = max(4, round(len(sentences) * (0.4 + 0.28 * dice.unit())))
        sentences = _thin(sentences, keep, dice)
        if dice.chance(0.6):
            sentences[0] = lead
        paragraphs = dice.sample(range(len(desk.prose.other["local"].ways["para"])), dice.between(1, 2))
        voice = Facts(desk.truth, desk.section.witness, hours, {"city": city, "local": local.name, "oldyear": str(old_year)})
        for way in paragraphs:
            text = tidy(desk.truth.language, desk.prose.other["local"].ways["para"][way].render(dice, voice))
            sentences.insert(dice.between(2, len(sentences)), Sentence("local", way, text))
    else:
        keep = max(4, round(len(sentences) * (0.39 + 0.11 * dice.unit())))
        kept = set(dice.sample(range(1, len(sentences)), keep))
        spare = keep - round(0.37 * len(sentences))  # how many of the kept may be touched up
        rewritten = [lead]
        for number, sentence in enumerate(sentences[1:], 1):
            if number in kept:
                touched = _touch_up(sentence, dice) if spare > 0 and dice.chance(0.4) else sentence
                spare -= touched is not sentence
                rewritten.append(touched)
            elif dice.chance(0.5):
                rewritten.append(_again(desk, sentence, dice, facts))
        if dice.chance(0.5):
            here = dice.between(1, len(rewritten) - 2)
            rewritten[here], rewritten[here + 1] = rewritten[here + 1], rewritten[here]
        sentences = rewritten
    return with_sentences(replace(original, title=title, deck=""), sentences, dice)


def _thin(sentences: list[Sentence], keep: int, dice: Dice) -> list[Sentence]:
    """Drop sentences, rather towards the end, as a sub-editor does."""
    order = sorted(range(1, len(sentences)), key=lambda i: i / len(sentences) + 0.6 * dice.unit())
    chosen = {0, *order[:keep - 1]}
    return [sentence for i, sentence in enumerate(sentences) if i in chosen]


def _again(desk: Desk, sentence: Sentence, dice: Dice, facts: Facts) -> Sentence:
    """The same fact in other words."""
    ways = [way for way in range(len(desk.ways(sentence.fact))) if way != sentence.way] or [sentence.way]
    return desk.say(sentence.fact, dice.pick(ways), dice, facts)


def _touch_up(sentence: Sentence, dice: Dice) -> Sentence:
    """A light hand: drop a trailing clause, if there is one."""
    head, comma, tail = sentence.text.rpartition(", ")
    quoted = any(sign in tail for sign in "\"“”„«»")
    if comma and len(tail.split()) >= 3 and len(head.split()) >= 8 and not quoted and dice.chance(0.7):
        return replace(sentence, text=head.rstrip(" ,;:") + ".")
    return sentence
