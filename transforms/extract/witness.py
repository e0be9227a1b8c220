"""Witnesses: the article's text as the page's markup (JSON-LD ``articleBody``) or its feed entry has it."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.extract.blocks import Block, place_in
from transforms.extract.complete import find_blocks, insert_blocks
from transforms.headline import headline_key

FULL = 500  # characters of a key from which a witness has the article and not a summary of it
AGREED = 0.8  # share of the lines' text in a full witness from which it speaks of every line, and …
MISSED = 0.8  # … share of the witness's text in the lines below which they lack a part of the article
SHORT = 120  # characters of a line under which a witness that has all around it has left it out on purpose


def agreed_lines(lines: Sequence[str], blocks: Sequence[Block], witness: str) -> list[str]:
    """The lines of an article after hearing a witness that has all of it; a summary, or a text of something else, changes nothing.

    Short lines that the witness leaves out go: link lists, labels, teasers. Headings and long lines stay, since witnesses
    often lack headings, decks, quotes and posts. Where the witness has much more than the lines, the page's blocks that it
    repeats join them. Of 89 lines under 80 characters that witnesses left out on 35 news pages and 12 others, 3 were the
    article's; F1 of the 123 news pages .956 → .959 before stripping, of 380 mixed ones as it was.
    """
    said = headline_key(witness)
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
            line for line, key, is_known in zip(lines, keys, known, strict=True) if is_known or len(line) >= SHORT or key in headings
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
