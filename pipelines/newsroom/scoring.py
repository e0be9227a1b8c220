"""Scores a published result against the truth: bundles, copies, furniture, text, honest counts, revisions.

BCubed after Bagga and Baldwin (1998): a story's precision is the share of its bundle that is of its event, its recall the share
of its event that is in its bundle. Pair scores count pairs of stories. A story that was not published is a group of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipelines.newsroom.truth import expected_stories
from pipelines.newsroom.world import Story, World


@dataclass(frozen=True, slots=True)
class Grouping:
    """How well a grouping recovers the true one."""

    bcubed_precision: float
    bcubed_recall: float
    bcubed_f1: float
    pair_precision: float
    pair_recall: float
    pair_f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """The whole mark sheet. Shares are between 0 and 1."""

    stories: int  # expected
    missing: int  # expected, but not published
    extra: int  # published, but no story of this world (or one not due yet)
    bundles: Grouping
    copies: Grouping
    furniture_lines: int  # on the pages of the published stories
    furniture_left: float  # share of them still in the published text
    article_words: int
    words_cut: float  # share of the articles' words not in the published text
    words_added: float  # share of the published words that are neither article nor furniture
    titles_right: float
    revisions_right: float  # share of the stories with a later state whose newest text is published
    twice: int  # stories published under more than one id
    counts_right: float  # share of events whose number of independent sources is right

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def score_grouping(gold: Sequence[Hashable], said: Sequence[Hashable]) -> Grouping:
    """Compare two labellings of the same stories."""
    if len(gold) != len(said):
        raise ValueError(f"{len(gold)} gold labels, but {len(said)} predicted ones")
    n = len(gold)
    cells, golds, saids = Counter(zip(gold, said, strict=True)), Counter(gold), Counter(said)
    precision = sum(count * count / saids[label] for (_, label), count in cells.items()) / n if n else 1.0
    recall = sum(count * count / golds[label] for (label, _), count in cells.items()) / n if n else 1.0
    hits, claimed, true = _pairs(cells.values()), _pairs(saids.values()), _pairs(golds.values())
    pair_precision, pair_recall = (hits / claimed if claimed else 1.0), (hits / true if true else 1.0)
    return Grouping(precision, recall, _f1(precision, recall), pair_precision, pair_recall, _f1(pair_precision, pair_recall))


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _f1(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def copy_roots(copy_of: Mapping[str, str]) -> dict[str, str]:
    """Follow every story's ``copy_of`` to its root; a circle ends where it began."""
    roots = {}
    for story_id in copy_of:
        at, seen = story_id, set[str]()
        while copy_of.get(at) and at not in seen:
            seen.add(at)
            at = copy_of[at]
        roots[story_id] = at
    return roots


def plain_url(url: str) -> str:
    """An address without scheme, ``www.``, tracking, fragment and final slash: what makes two addresses the same story here."""
    parts = urlsplit(url)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not key.startswith("utm_")])
    path = parts.path.removeprefix("/new").rstrip("/")
    return parts.netloc.lower().removeprefix("www.") + path + (f"?{query}" if query else "")


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def score_rows(world: World, rows: Iterable[Mapping[str, Any]], edition: int = -1) -> Score:
    """Score rows as ``newsheaf stories --format jsonl --text`` gives them, after the given edition (-1: the last)."""
    edition %= len(world.moments)
    moment = world.moments[edition]
    expected = expected_stories(world, edition)
    by_url = {plain_url(story.url): story for story in world.stories}
    of_story: dict[str, Mapping[str, Any]] = {}
    due = {story.id for story in expected}
    extra = twice = 0
    for row in sorted(rows, key=lambda row: str(row["id"])):
        story = world.by_id.get(row["id"]) or by_url.get(plain_url(row.get("url") or ""))
        if story is None or story.id not in due:
            extra += 1
        elif story.id in of_story:
            twice += 1
        else:
            of_story[story.id] = row
    bundles = score_grouping([story.event for story in expected], [_label(of_story.get(story.id), story, "bundle_id") for story in expected])
    roots = copy_roots({row["id"]: row.get("copy_of") or "" for row in of_story.values()})
    judged = [story for story in expected if story.kind != "aggregated"]
    copies = score_grouping([story.group for story in judged],
                            [roots[of_story[story.id]["id"]] if story.id in of_story else ("missing", story.id) for story in judged])
    lines = left = article = cut = published = added = titles = 0
    later = newest = 0
    for story in expected:
        found = of_story.get(story.id)
        if found is None:
            continue
        revision = story.at(moment)
        text = str(found.get("text") or "")
        titles += words_of(str(found.get("title") or "")) == words_of(revision.title)
        furniture = world.page(story, moment).furniture if story.has_page else ()
        lines += len(furniture)
        left += count_left(furniture, text, revision.paragraphs)
        true_words, said_words = Counter(words_of(" ".join(revision.paragraphs))), Counter(words_of(text))
        article += true_words.total()
        cut += (true_words - said_words).total()
        published += said_words.total()
        added += (said_words - true_words - Counter(words_of(" ".join((*furniture, revision.deck))))).total()
        if revision is not story.revisions[0]:
            later += 1
            newest += words_of(revision.paragraphs[0]) == words_of(text)[:len(words_of(revision.paragraphs[0]))]
    return Score(len(expected), len(expected) - len(of_story), extra, bundles, copies, lines, left / lines if lines else 0.0, article,
                 cut / article if article else 0.0, added / published if published else 0.0, titles / len(of_story) if of_story else 0.0,
                 newest / later if later else 1.0, twice, _counts_right(world, expected, of_story, roots))


def _label(row: Mapping[str, Any] | None, story: Story, key: str) -> Hashable:
    return row[key] if row is not None and row.get(key) else ("missing", story.id)


def count_left(furniture: Iterable[str], text: str, article: Sequence[str] = ()) -> int:
    """How many furniture lines are still in a text: as a line of their own, or, from five words on, inside a line.

    Lines that are also the article's (its title repeated as its first words, say) are not held against the text.
    """
    rows = {" ".join(words_of(line)) for line in text.splitlines()}
    flow = " " + " ".join(words_of(text)) + " "
    own = " " + " ".join(words_of(" ".join(article))) + " "
    left = 0
    for line in furniture:
        words = words_of(line)
        plain = " ".join(words)
        left += bool(words) and (plain in rows or (len(words) >= 5 and f" {plain} " in flow)) and f" {plain} " not in own
    return left


def _counts_right(world: World, expected: Sequence[Story], rows: Mapping[str, Mapping[str, Any]], roots: Mapping[str, str]) -> float:
    """The share of events whose independent sources (originals, by distinct hosts) are counted right in the bundle that holds most of it."""
    events: dict[str, list[Story]] = {}
    members: dict[str, list[Story]] = {}
    for story in expected:
        events.setdefault(story.event, []).append(story)
        if story.id in rows:
            members.setdefault(str(rows[story.id].get("bundle_id")), []).append(story)
    right = 0
    for stories in events.values():
        true = len({story.outlet for story in stories if story.group == story.id and story.kind != "aggregated"})
        held = Counter(str(rows[story.id].get("bundle_id")) for story in stories if story.id in rows)
        if held:
            bundle = min(held, key=lambda label: (-held[label], label))
            said = len({s.outlet for s in members[bundle] if s.kind != "aggregated" and roots[rows[s.id]["id"]] == rows[s.id]["id"]})
            right += said == true
    return right / len(events) if events else 1.0
