"""Which story an item is: new, known, or a revision of a published one (docs/decisions/identity.md).

An item is a known story when two of guid, link and content agree with it: a guid or a link leads to it, and a part of its text or title
survives. What has an identity but goes on nothing of what had it before is another story, and its id says so. Nobody but its owner
revises a story: a page's registered domain, or the feed that listed what has no page of its own.

``settle_story`` finds the story that an item is, looking at the store alone; ``rule_identity`` decides among the items of one edition that
claim one story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

import apache_beam as beam

from connectors.continuity import goes_on
from connectors.feeds.identity import WORDS_DIGITS, entry_keys, page_key, voice_key
from connectors.hashes import content_hash, identity_key
from connectors.records import Entry, GivenStory, Known, Page, Reject, Seen, Story
from connectors.web.urls import registered_domain

MOST_APART = 8
"""Stories beside the first that one edition publishes under one identity."""

Keys = tuple[tuple[str, str, str], ...]  # (identity key, story id, fingerprint)


def listed_keys(entry: Entry) -> Keys:
    """The identity keys of a feed entry, with its own fingerprint."""
    return tuple((key, entry.id, entry.fingerprint) for key in entry_keys(entry))


def given_keys(item: Page | GivenStory) -> Keys:
    """The identity key of a given row: its id, else the id that its URL or content makes."""
    return ((identity_key("item", item.id or item.url), item.id, item.fingerprint),)


def story_keys(story: Story) -> Keys:
    """The keys under which a published story is known from now on. What others say of a page is no state of its owner's item."""
    found = [(identity_key("story", story.id), story.id, story.fingerprint)]
    if story.feed:
        if story.guid:
            found.append((identity_key("guid", story.feed, story.guid), story.id, story.item_fingerprint))
        found += [(key, story.id, "" if story.hearsay else story.item_fingerprint) for key in story.known_by]
    else:
        found.append((identity_key("item", story.id), story.id, story.item_fingerprint))
        if story.url:
            found.append((page_key(story.url), story.id, story.item_fingerprint))
    return tuple(found)


def name_of(story: Story) -> str:
    """The URL by which overrides may name a new story: that of a page which isn't its own names another."""
    return story.url if story.feed else story.url or story.link


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


def apart_id(id: str, fingerprint: str) -> str:
    """The id of a story that has the identity of another and goes on nothing of it: of identity and content."""
    return content_hash("apart", id, fingerprint)


def settle_story(story: Story, known: Mapping[str, Known]) -> Story:
    """The story under the id of the published one that it is a state of; else under its own, or one apart where that is taken.

    Given rows keep their id: the operator vouches for it.
    """
    if not story.feed:
        return story
    natural = story.natural or story.id
    apart = apart_id(natural, story.fingerprint)
    found = _candidates(story, known)
    for id in (natural, apart):
        found.setdefault(id, True)
    rows = {id: row for id in found if (row := known.get(identity_key("story", id))) is not None and _may_revise(story, row)}
    same = [id for id, row in rows.items() if row.fingerprint == story.fingerprint]
    same += [id for id, row in rows.items() if (goes_on(row.trace, story.trace) if row.trace else found[id])]
    if same:
        return replace(story, id=same[0], claim=same[0])
    if identity_key("story", natural) in known:
        return replace(story, id=apart, claim=apart)
    return replace(story, id=natural, claim=_own_page(story, natural) or natural)


def _own_page(story: Story, natural: str) -> str:
    """The key of the page that the story's own id names."""
    return next((page_key(url) for url in (story.link, story.url) if content_hash("url", url) == natural), "")


def _candidates(story: Story, known: Mapping[str, Known]) -> dict[str, bool]:
    """The ids of the stories that the item's identities lead to, best first; whether its link does."""
    keys = [key for key in story.known_by if key != voice_key(story.owner, story.feed)]
    keys += [identity_key("url", url) for url in sorted({story.link, story.url}) if keys and registered_domain(url) == story.owner]
    by_link = [known[key].story_id for key in keys if key in known]
    by_guid = known.get(identity_key("guid", story.feed, story.guid)) if story.guid else None
    ids = sorted(dict.fromkeys(by_link), key=lambda id: by_guid is None or id != by_guid.story_id)
    found = dict.fromkeys(ids, True)
    if by_guid is not None:
        found.setdefault(by_guid.story_id, False)
    if story.owner == story.feed:
        found.pop(content_hash("url", story.link), None)  # a page's own story, of which this is only told
    return found


def _may_revise(story: Story, row: Known) -> bool:
    """Whether a published story is the item's to revise. Of stories of earlier versions it isn't known whose they are."""
    return row.owner in ("", story.owner)


@dataclass(frozen=True, slots=True)
class Bid:
    """A story of an edition that claims an id."""

    rank: tuple[str, ...]
    fingerprint: str
    id: str = ""
    trace: bytes = b""
    owner: str = ""
    hearsay: bool = False


def claim_of(story: Story) -> str:
    """What the story competes for with others of its edition."""
    return story.claim or story.id


def bid_of(story: Story) -> Bid:
    """What the ruling on its id needs of a story."""
    return Bid(rank(story), story.fingerprint, story.id, story.trace, story.owner, story.hearsay)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of the stories of an edition that claim one identity, where that isn't simply: new, and only one."""

    id: str  # of the story that is published
    verdict: Literal["new", "revision", "known"]
    winner: tuple[str, ...]  # ``rank`` of the story that is published under the id
    language: str = ""  # a revision keeps its language
    event_time: datetime | None = None  # and its event time
    apart: Mapping[tuple[str, ...], str] = field(default_factory=dict)  # rank → id of others that are published; the rest is known


def rank(story: Story) -> tuple[str, ...]:
    """Orders the states of one story in one edition; the greatest is published: its owner's, then the newest, then by content."""
    said = "" if story.hearsay else "by its owner"
    return (said, str(story.published or ""), story.fingerprint, story.item_fingerprint, story.feed, story.guid, story.link)


def rule_identity(bids: Iterable[Bid], known: Known | None, claim: str) -> Ruling | None:
    """The ruling on one claim, from every story that makes it; None where there is nothing to say.

    >>> known = Known(key="key", story_id="fire", fingerprint="first text")
    >>> rule_identity([Bid(("1",), "first text")], known, "fire").verdict, rule_identity([Bid(("1",), "corrected")], known, "fire").verdict
    ('known', 'revision')
    >>> rule_identity([Bid(("1",), "one text"), Bid(("2",), "newer text")], None, "fire").winner
    ('2',)
    """
    ranked = sorted(bids, key=lambda bid: (bid.rank, bid.fingerprint, bid.id), reverse=True)
    winner = ranked[0]
    id = winner.id or claim
    if known is None:
        return Ruling(id, "new", winner.rank, apart=_apart(ranked, id)) if len(ranked) > 1 else None
    told_only = winner.hearsay and bool(known.owner) and not known.hearsay
    same = known.fingerprint == winner.fingerprint and (winner.hearsay or not known.hearsay)
    return Ruling(id, "known" if same or told_only else "revision", winner.rank, known.language, known.event_time)


def _apart(ranked: Sequence[Bid], id: str) -> dict[tuple[str, ...], str]:
    """Of new stories that claim one identity, the ids of those that go on nothing of a greater one; a few, whatever a feed brings."""
    different = [ranked[0]]
    ids: dict[tuple[str, ...], str] = {}
    taken = {id}
    for bid in ranked[1:]:
        if len(different) <= MOST_APART and not any(_are_states(bid, other) for other in different):
            different.append(bid)
            own = bid.id or id
            ids[bid.rank] = apart_id(own, bid.fingerprint) if own in taken else own
            taken.add(own)
    return ids


def _are_states(one: Bid, other: Bid) -> bool:
    return one.fingerprint == other.fingerprint or (one.owner == other.owner and goes_on(one.trace, other.trace))


def apply_ruling(story: Story, ruling: Ruling | None) -> Story | Seen:
    """The story to publish, or the trace of an item already known. A revision keeps its language and its event time."""
    if ruling is None:
        return story
    mine = rank(story)
    if mine in ruling.apart:
        return replace(story, id=ruling.apart[mine])
    if ruling.verdict == "known" or mine != ruling.winner:
        story = replace(story, id=ruling.id)
        keys = story_keys(story)[1:]
        if ruling.verdict == "known":  # its date promised something new: it counts no more, until the words change
            keys = tuple((key, id, fingerprint[:WORDS_DIGITS]) for key, id, fingerprint in keys)
        return Seen(id=story.id, keys=keys, listed=bool(story.feed))
    if ruling.verdict == "new":
        return story
    return replace(story, language=ruling.language or story.language, first_event=ruling.event_time)


class _Rule(beam.DoFn):  # type: ignore[misc]
    def __init__(self, known: Callable[[], Mapping[str, Known]]) -> None:
        self._load = known

    def setup(self) -> None:
        self._known = self._load()

    def process(self, element: tuple[str, Iterable[Bid]]) -> Iterator[tuple[str, Ruling]]:
        claim, bids = element
        ruling = rule_identity(bids, self._known.get(identity_key("story", claim)), claim)
        if ruling:
            yield claim, ruling


@dataclass
class RuleIdentities(beam.PTransform):  # type: ignore[misc]
    """Stories → (claim, Ruling) for the claims to what is published, and those made more than once in this edition."""

    known: Callable[[], Mapping[str, Known]]

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, stories: beam.PCollection[Story]) -> beam.PCollection[tuple[str, Ruling]]:
        return (
            stories
            | "Name the claims" >> beam.Map(lambda story: (claim_of(story), bid_of(story))).with_output_types(tuple[str, Bid])
            | "By claim" >> beam.GroupByKey()
            | "Rule" >> beam.ParDo(_Rule(self.known))
        )
