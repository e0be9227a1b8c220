"""Witnesses: the article's text as the page's markup (JSON-LD ``articleBody``) or its feed entry has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.blocks import Block, place_in, squash, weigh
from transforms.extract.complete import LINKED, SURE, complete_lines, find_blocks, insert_blocks
from transforms.text.headline import headline_key

FULL = 500  # characters of a key from which a witness has the article and not a summary of it
AGREED = 0.8  # share of the lines' text in a full witness from which it speaks of every line, and …
MISSED = 0.8  # … share of the witness's text in the lines below which they lack a part of the article
SHORT = 120  # characters of a line under which a witness that has all around it has left it out on purpose
SUMMARY = 60  # characters without blanks from which a summary is a witness of where the article stands
ANCHORED = 3  # paragraphs from which a part of the page may be the article
MOST = 2_000  # characters of a witness by which the article's place is looked for
ENDS = re.compile(r"[.!?。！？…\n]+")
MOST_TOLD = 100_000  # characters from which a text in markup or feed is no article
FULLER = 3  # times the text of the lines from which a witness's text is the better one


def agreed_lines(lines: Sequence[str], blocks: Sequence[Block], witness: str) -> list[str]:
    """The lines of an article after hearing a witness that has all of it; a summary, or a text of something else, changes nothing.

    Short lines that the witness leaves out go: link lists, labels, teasers. Headings and long lines stay, since witnesses
    often lack headings, decks, quotes and posts. Where the witness has much more than the lines, the page's blocks that it
    repeats join them (docs/decisions/extract-completion.md).
    """
    said = headline_key(witness[:MOST_TOLD])
    if len(said) < FULL or not lines:
        return list(lines)
    keys = [headline_key(line) for line in lines]
    known = [place_in(key, said) >= 0 for key in keys]
    total = sum(map(len, keys))
    agreed = sum(len(key) for key, is_known in zip(keys, known, strict=True) if is_known)
    kept = list(lines)
    if agreed >= AGREED * total:
        headings = {headline_key(block.text) for block in blocks if block.is_heading}
        kept = [
            line for line, key, is_known in zip(lines, keys, known, strict=True) if is_known or weigh(line) >= SHORT or key in headings
        ]
    if agreed < MISSED * len(said):
        places = find_blocks(kept, blocks)
        missing = {
            index
            for index, block in enumerate(blocks)
            if index not in places and len(key := headline_key(block.text)) >= 20 and key in said and key not in keys
        }
        kept = insert_blocks(kept, blocks, missing, places)
    return kept


def anchored_lines(lines: Sequence[str], blocks: Sequence[Block], witness: str) -> list[str]:
    """The lines, or what stands with the witness's words on the page when the lines hold none of them: then the reader took
    another part of the page for the article. Never less text than the lines have.

    ``witness`` may be a summary. One that stands alone (a deck, a teaser) or in links moves nothing.
    """
    if weigh(squash(witness)) < SUMMARY:
        return list(lines)
    whole = squash("".join(lines))
    parts = _sentences(witness)
    if any(place_in(part, whole) >= 0 for part in parts):
        return list(lines)
    kinds: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        if not block.beside and block.links < LINKED and not block.is_heading:
            kinds.setdefault(block.place, []).append(block)
    for found in kinds.values():
        prose = [block for block in found if block.weight >= SURE]
        size = sum(len(block.key) for block in found)
        anchored = len(prose) >= ANCHORED and size >= len(whole)
        if anchored and any(place_in(part, block.key) >= 0 for part in parts for block in prose):
            return complete_lines([block.text for block in found], blocks)
    return list(lines)


def fuller_text(lines: Sequence[str], witness: str) -> list[str]:
    """The lines, or the witness's own paragraphs where it has several times as much and the page shows no more: an article
    that a script would have put on the page, or one that is cut off there."""
    if not witness or len(witness) > MOST_TOLD:
        return list(lines)
    told = [" ".join(line.split()) for line in witness.splitlines() if line.strip()]
    found, whole = squash("".join(lines)), squash("".join(told))
    return told if len(whole) >= max(FULL, FULLER * len(found)) or (whole == found and len(told) > len(lines)) else list(lines)


def _sentences(text: str) -> list[str]:
    """The longer sentences of a text, squashed."""
    return [part for sentence in ENDS.split(text[:MOST]) if weigh(part := squash(sentence)) >= SURE]
