"""Lines that repeat on one site are its furniture: learned from at least three distinct stories, never across sites.

A short learned line goes only where furniture stands: above or below the article's paragraphs, or next to another learned
line. Headings that every story has ("Conclusion") stay between their paragraphs.

Two stories are distinct when less than .6 of the shorter one's word-3-shingles are in the longer (unstripped text), so the
paragraphs of a wire story that a site publishes three times over are not learned. Sentences ask for more, since reports
written from one template share them. Containment is estimated from bottom-k
sketches (Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007). A story's unstripped lines are its text
lines and its cut lines, so the state can be rebuilt from published stories.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import xxhash

from connectors.records import Cut, Story
from connectors.site_lines import LineSketch, SiteLine
from transforms.strip.residue import ends_sentence, is_prose, word_count
from transforms.text.headline import headline_key

_digest = xxhash.xxh32_intdigest

SKETCH = 64  # hashes of a bottom-k sketch
SHINGLE = 3  # words
PROMPT = 5  # words from which a learned line is no heading
SENTENCE = 7  # words from which a line that ends like a sentence is one


@dataclass(frozen=True)
class SiteSettings:
    """How a site's repeating lines are learned."""

    distinct_stories: int = 3
    """Distinct stories of one site that must have a line before it counts as furniture."""
    same_story: float = 0.6
    """Containment of unstripped text from which two stories are not distinct."""
    same_template: float = 0.35
    """The same for lines that are sentences, since reports from one template share whole sentences (docs/decisions/strip-site-lines.md)."""
    least_share: float = 0.1
    """Share of a site's stories in one edition that must have a line before they count as its witnesses. Furniture stands in
    most of a site's stories, a turn of phrase in a few (docs/decisions/strip-site-lines.md)."""
    longest_line: int = 400
    """Characters past which a line is never learned: it is a paragraph."""
    lines_per_site: int = 1_000
    """Lines remembered per site. Past it those with the fewest witnesses go first, then those longest unseen."""
    refresh_days: int = 7
    """Days after which a learned line that is still shown is noted as seen again; sooner would rewrite the state for nothing."""


SITES = SiteSettings()


def line_hash(line: str) -> int:
    """The hash of a line without case, blanks and punctuation: 63 bits, and the lowest bit says whether it is a sentence.

    >>> line_hash("Follow us!") == line_hash("FOLLOW US"), line_hash("We write about the harbour every day.") & 1
    (True, 1)
    """
    return _hash(headline_key(line), line)


def _hash(key: str, line: str) -> int:
    digest = xxhash.xxh64_intdigest(key.encode("utf-8", "surrogatepass"))
    return digest | 1 if ends_sentence(line) and word_count(line) >= SENTENCE else digest & ~1


def sketch_lines(story: Story, settings: SiteSettings = SITES) -> LineSketch:
    """Return what learning needs of a story: its learnable lines, of which the title is none, and a sketch of its unstripped text."""
    lines = [*(story.text.split("\n") if story.text else ()), *(cut.line for cut in story.cut)]
    title = headline_key(story.title)
    hashes = {
        _hash(key, line)
        for line in lines
        if len(line) <= settings.longest_line and (key := headline_key(line)) and len(key) >= 2 and key != title
    }
    bottom_k, size = _bottom_k(lines)
    return LineSketch(
        story_id=story.id,
        site=story.site,
        day=story.first_seen.date(),
        lines=np.array(sorted(hashes), dtype="<u8").tobytes(),
        bottom_k=bottom_k.tobytes(),
        shingles=size,
    )


def learn_lines(
    site: str, before: Sequence[SiteLine], sketches: Sequence[LineSketch], settings: SiteSettings = SITES
) -> tuple[frozenset[int], tuple[SiteLine, ...]]:
    """The hashes of the site's learned lines, this edition's stories included, and the state rows that change, sorted by line.

    ``before`` holds the site's rows, ``sketches`` those of this edition's stories of the site; their order doesn't matter.
    """
    if not site:
        return frozenset(), ()  # stories of unknown outlets are not one site's
    rows = {row.line: row for row in before if row.site == site and not row.gone}
    found: dict[str, list[LineSketch]] = defaultdict(list)
    for sketch in sorted((s for s in sketches if s.site == site), key=lambda s: (s.day, s.story_id, s.bottom_k)):
        for value in np.frombuffer(sketch.lines, dtype="<u8").tolist():
            found[f"{value:016x}"].append(sketch)
    changed: dict[str, SiteLine] = {}
    stories = len({sketch.story_id for having in found.values() for sketch in having})
    for line in sorted(found):
        if len({sketch.story_id for sketch in found[line]}) < settings.least_share * stories:
            continue
        row = _updated_row(site, line, rows.get(line), found[line], settings)
        if row != rows.get(line):
            changed[line] = row
    rows |= changed
    kept = {row.line for row in before}
    for row in _evicted(rows.values(), settings):
        if row.line in changed and row.line not in kept:
            del changed[row.line]
        else:
            changed[row.line] = replace(row, gone=True, witnesses=b"")
        del rows[row.line]
    learned = frozenset(int(row.line, 16) for row in rows.values() if row.learned)
    return learned, tuple(changed[line] for line in sorted(changed))


def strip_learned(story: Story, learned: frozenset[int]) -> Story:
    """The story without its site's learned lines, where they are furniture. Its fingerprint stays, which is of the text before."""
    if not learned or not story.text:
        return story
    lines = story.text.split("\n")
    title = headline_key(story.title)
    known = [len(line) > 0 and line_hash(line) in learned and headline_key(line) != title for line in lines]
    if not any(known) or (not story.title and all(known)):
        return story
    hits = _furniture(lines, known)
    cuts = tuple(Cut(line=line, reason="repeats on the site") for line, hit in zip(lines, hits, strict=True) if hit)
    if not cuts:
        return story
    return replace(story, text="\n".join(line for line, hit in zip(lines, hits, strict=True) if not hit), cut=story.cut + cuts)


def _furniture(lines: Sequence[str], known: Sequence[bool]) -> list[bool]:
    """Which learned lines go: long ones, those next to another one, and those with no paragraph of the article between them and the
    top or the end.

    A short line alone between paragraphs is a heading ("Conclusion"), and a short sentence goes only among others, since "The
    trial continues." closes a report whatever stands below it.
    """
    count = len(lines)
    paragraphs = [i for i in range(count) if not known[i] and is_prose(lines[i])]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (count, -1)
    hits = []
    for i in range(count):
        above, below = i > 0 and known[i - 1], i + 1 < count and known[i + 1]
        words = word_count(lines[i])
        if words < SENTENCE and lines[i].endswith((".", "。")):
            hits.append(known[i] and (above or i == 0) and (below or i + 1 == count) and (above or below))
        else:
            hits.append(known[i] and (words >= PROMPT or above or below or i < first or i > last))
    return hits


def containment(one: np.ndarray, one_size: int, other: np.ndarray, other_size: int) -> float:
    """The estimated share of the smaller set's shingles that are in the larger one, from two bottom-k sketches.

    >>> containment(np.array([1, 2, 3, 4]), 4, np.array([3, 4, 5]), 3)
    0.666667
    """
    if not one_size or not other_size:
        return 1.0
    union = np.union1d(one, other)
    if len(one) < one_size or len(other) < other_size:
        union = union[:SKETCH]  # the smallest hashes of the union are known only so far
    both = np.intersect1d(one, other, assume_unique=True)
    jaccard = float(np.isin(union, both, assume_unique=True).sum()) / len(union)
    return min(1.0, round(jaccard * (one_size + other_size) / (1 + jaccard) / min(one_size, other_size), 6))


def _bottom_k(lines: Iterable[str]) -> tuple[np.ndarray, int]:
    shingles: set[int] = set()
    for line in lines:
        words = line.casefold().split()
        if len(words) == 1 and len(line) > 12:  # a script without blanks
            words = list(line)
        if len(words) <= SHINGLE:
            shingles.add(_digest(" ".join(words).encode("utf-8", "surrogatepass")))
        else:
            parts = [word.encode("utf-8", "surrogatepass") for word in words]
            shingles.update(map(_digest, map(b" ".join, zip(*(parts[i:] for i in range(SHINGLE)), strict=False))))
    return np.sort(np.fromiter(shingles, dtype="<u4", count=len(shingles)))[:SKETCH], len(shingles)


def _updated_row(site: str, line: str, row: SiteLine | None, sketches: Sequence[LineSketch], settings: SiteSettings) -> SiteLine:
    """The row of a line after these stories: with new distinct witnesses, or learned."""
    latest = max(sketch.day for sketch in sketches)
    if row is not None and row.learned:
        return replace(row, seen=latest) if latest - row.seen >= timedelta(days=settings.refresh_days) else row
    if row is None and len(sketches) == 1 and settings.distinct_stories > 1:  # nearly all lines
        return SiteLine(site=site, line=line, witnesses=_packed(sketches[0].bottom_k, sketches[0].shingles), seen=latest)
    witnesses = _unpack(row.witnesses) if row is not None else []
    same = settings.same_template if int(line, 16) & 1 else settings.same_story
    added = False
    for sketch in sketches:
        bottom_k, size = np.frombuffer(sketch.bottom_k, dtype="<u4"), sketch.shingles
        if all(containment(bottom_k, size, other, other_size) < same for other, other_size in witnesses):
            witnesses.append((bottom_k, size))
            added = True
            if len(witnesses) >= settings.distinct_stories:
                return SiteLine(site=site, line=line, learned=True, stories=len(witnesses), seen=latest)
    if row is not None and not added:
        return row
    return SiteLine(
        site=site, line=line, stories=len(witnesses), witnesses=_pack(witnesses), seen=max(latest, row.seen if row else date.min)
    )


def _evicted(rows: Iterable[SiteLine], settings: SiteSettings) -> list[SiteLine]:
    """The rows past the cap: fewest witnesses first, then longest unseen, then by hash."""
    ranked = sorted(rows, key=lambda row: (row.learned, row.stories, row.seen, row.line))
    return ranked[: max(0, len(ranked) - settings.lines_per_site)]


def _pack(witnesses: Sequence[tuple[np.ndarray, int]]) -> bytes:
    """Sketches one after the other, each as (number of shingles, number of hashes, hashes)."""
    return b"".join(_packed(sketch.tobytes(), size) for sketch, size in witnesses)


def _packed(sketch: bytes, size: int) -> bytes:
    return struct.pack("<II", size, len(sketch) // 4) + sketch


def _unpack(data: bytes) -> list[tuple[np.ndarray, int]]:
    values = np.frombuffer(data, dtype="<u4")
    found, place = [], 0
    while place < len(values):
        size, length = int(values[place]), int(values[place + 1])
        found.append((values[place + 2 : place + 2 + length], size))
        place += 2 + length
    return found
