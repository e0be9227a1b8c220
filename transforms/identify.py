"""Which story an item is: new, known, or a revision of a published one. Decided by identity, never by similar text.

Identity is the given id, the guid within its feed, and the canonical URL, in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import apache_beam as beam

from connectors.feeds import entry_keys
from connectors.hashes import identity_key
from connectors.records import Entry, GivenStory, Known, Page, Reject, Seen, Story

Keys = tuple[tuple[str, str, str], ...]  # (identity key, story id, fingerprint)


def listed_keys(entry: Entry) -> Keys:
    """The identity keys of a feed entry, with its own fingerprint."""
    return tuple((key, entry.id, entry.fingerprint) for key in entry_keys(entry))


def given_keys(item: Page | GivenStory) -> Keys:
    """The identity key of a given row: its id, else the id that its URL or content makes."""
    return ((identity_key("item", item.id or item.url), item.id, item.fingerprint),)


def story_keys(story: Story) -> Keys:
    """The keys under which a published story is known from now on."""
    found = [(identity_key("story", story.id), story.id, story.fingerprint)]
    if story.feed:
        if story.guid:
            found.append((identity_key("guid", story.feed, story.guid), story.id, story.item_fingerprint))
        found += [(identity_key("url", url), story.id, story.item_fingerprint) for url in sorted({story.link, story.url} - {""})]
    else:
        found.append((identity_key("item", story.id), story.id, story.item_fingerprint))
        if story.url:
            found.append((identity_key("url", story.url), story.id, story.item_fingerprint))
    return tuple(found)


def item_keys(item: Page | GivenStory) -> Keys:
    """The identity keys of whatever is on its way to become a story."""
    return listed_keys(item.entry) if isinstance(item, Page) and item.entry and item.entry.feed else given_keys(item)


def identify_story(item: Page | GivenStory, story: Story) -> Story:
    """The story with the link that it was found by."""
    entry = item.entry if isinstance(item, Page) else None
    return replace(story, link=entry.url if entry and entry.url else item.url)


def identify_reject(item: Page | GivenStory, reject: Reject) -> Reject:
    """The reject with the keys by which its item is known from now on."""
    return replace(reject, keys=reject.keys or item_keys(item))


def is_known(keys: Keys, known: Mapping[str, Known]) -> bool:
    """Whether the store has worked off exactly this state of the item.

    >>> known = {"key": Known(key="key", story_id="fire", fingerprint="first text")}
    >>> is_known((("key", "fire", "first text"),), known), is_known((("key", "fire", "corrected text"),), known)
    (True, False)
    """
    return any((k := known.get(key)) is not None and k.fingerprint == fingerprint for key, _, fingerprint in keys)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of the stories that claim one id in one edition, where that isn't simply: new, and only one."""

    id: str
    verdict: Literal["new", "revision", "known"]
    winner: tuple[str, ...]  # ``rank`` of the one story that is published; the others are known
    language: str = ""  # a revision keeps its language
    event_time: datetime | None = None  # and its event time


def rank(story: Story) -> tuple[str, ...]:
    """Orders the states of one story in one edition; the greatest is published: the newest, then by content."""
    return (str(story.published or ""), story.fingerprint, story.item_fingerprint, story.feed, story.guid, story.link)


def rule_identity(claims: Iterable[tuple[str, tuple[str, ...]]], known: Known | None, id: str) -> Ruling | None:
    """The ruling on one id, from (fingerprint, rank) of every story that claims it; None where there is nothing to say.

    >>> known = Known(key="key", story_id="fire", fingerprint="first text")
    >>> rule_identity([("first text", ("1",))], known, "fire").verdict, rule_identity([("corrected", ("1",))], known, "fire").verdict
    ('known', 'revision')
    >>> rule_identity([("one text", ("1",)), ("newer text", ("2",))], None, "fire").winner
    ('2',)
    """
    ranked = sorted((r, fingerprint) for fingerprint, r in claims)
    winner, fingerprint = ranked[-1]
    if known is None:
        return Ruling(id, "new", winner) if len(ranked) > 1 else None
    verdict: Literal["revision", "known"] = "known" if known.fingerprint == fingerprint else "revision"
    return Ruling(id, verdict, winner, known.language, known.event_time)


def apply_ruling(story: Story, ruling: Ruling | None) -> Story | Seen:
    """The story to publish, or the trace of an item already known. A revision keeps its language and its event time."""
    if ruling is None:
        return story
    if ruling.verdict == "known" or rank(story) != ruling.winner:
        return Seen(id=story.id, keys=story_keys(story)[1:], listed=bool(story.feed))
    if ruling.verdict == "new":
        return story
    return replace(story, language=ruling.language or story.language, first_event=ruling.event_time)


class _Rule(beam.DoFn):  # type: ignore[misc]
    def __init__(self, known: Callable[[], Mapping[str, Known]]) -> None:
        self._load = known

    def setup(self) -> None:
        self._known = self._load()

    def process(self, element: tuple[str, Iterable[tuple[str, tuple[str, ...]]]]) -> Iterator[tuple[str, Ruling]]:
        id, claims = element
        ruling = rule_identity(claims, self._known.get(identity_key("story", id)), id)
        if ruling:
            yield id, ruling


@dataclass
class RuleIdentities(beam.PTransform):  # type: ignore[misc]
    """Stories → (id, Ruling) for the ids that are known, or claimed more than once in this edition."""

    known: Callable[[], Mapping[str, Known]]

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, stories: beam.PCollection[Story]) -> beam.PCollection[tuple[str, Ruling]]:
        return (
            stories
            | "Name the claims"
            >> beam.Map(lambda s: (s.id, (s.fingerprint, rank(s)))).with_output_types(tuple[str, tuple[str, tuple[str, ...]]])
            | "By id" >> beam.GroupByKey()
            | "Rule" >> beam.ParDo(_Rule(self.known))
        )
