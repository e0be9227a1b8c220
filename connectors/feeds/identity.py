"""Which items of one document are the same, and what each of them can be known by.

What a document contradicts is not believed: a guid or link that several of its items have identifies none of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from connectors.dates import WrittenDate
from connectors.feeds.items import Item
from connectors.hashes import content_hash, identity_key
from connectors.records import Entry, Known
from connectors.web.urls import page_name, registered_domain

MAX_FRAGMENT = 200
_COUNTER = re.compile(r"\d[\d.,   ]*")
WORDS_DIGITS = 16
"""Digits of a fingerprint that are of an item's words; what follows is of its date."""

COUNTER_WORDS = 4
"""Words of a line up to which a number in it is a counter ("12 comments", "Read 1,204 times"), not news."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An item with what it claims to be known by."""

    item: Item
    guid: str = ""
    link: str = ""  # canonical
    fragment: str = ""  # of the link
    own_page: bool = False  # whether the link is its own, so that it identifies the item and can be asked for


def tell_apart(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """(the different items, those that repeat one of them), both in document order. What several have is taken from all of them.

    Two items are the same when two of guid, link and words agree; of those the newest stays, then the one that says most. Of words, title
    or text is enough where guid and link are one: all three may change between two states of an item, but hardly within a document.
    """
    kept, spare = [], []
    for group in _same_items(claims):
        group.sort(key=newest_first)
        kept.append(group[0])
        spare += group[1:]
    kept.sort(key=lambda claim: claim.item.place)
    spare.sort(key=lambda claim: claim.item.place)
    guids = Counter(claim.guid for claim in kept)
    sharing: dict[str, list[str]] = defaultdict(list)
    for claim in kept:
        sharing[page_name(claim.link)].append(claim.fragment)
    return [_believed(claim, guids[claim.guid] == 1, sharing[page_name(claim.link)]) for claim in kept], spare


def _believed(claim: Claim, own_guid: bool, fragments: Sequence[str]) -> Claim:
    """The claim without what the document contradicts; with the fragment where fragments are all that links differ in."""
    own_page = bool(claim.link) and len(fragments) == 1
    link = claim.link
    if link and not own_page and claim.fragment and len(set(fragments)) == len(fragments):
        link = f"{link}#{claim.fragment}"
    return replace(claim, guid=claim.guid if own_guid else "", link=link, own_page=own_page)


def clean_fragment(link: str) -> str:
    """The fragment of a link in one spelling, empty where there is none.

    >>> clean_fragment("https://ledger.example/changes#v 2"), clean_fragment("https://ledger.example/")
    ('v%202', '')
    """
    try:
        return quote(urlsplit(link).fragment[:MAX_FRAGMENT], safe="/!:;=,.-_~%?&+@$'()*")
    except ValueError:
        return ""


def speaks_for_link(entry: Entry) -> bool:
    """Whether what the entry says counts for the page that it leads to: its feed is of that site, or that site named the feed."""
    if entry.vouched or entry.source_url:
        return True
    return registered_domain(entry.url) == (entry.asked or registered_domain(entry.feed))


def vouched_for(entry: Entry, known: Mapping[str, Known]) -> bool:
    """Whether the site of the entry's link has named the feed as its own, on any page that was read."""
    return bool(entry.url) and not speaks_for_link(entry) and voice_key(registered_domain(entry.url), entry.feed) in known


def voice_key(site: str, feed: str) -> str:
    """The identity key under which it is known that a site has named a feed as its own."""
    return identity_key("voice", site, page_name(feed))


def entry_id(entry: Entry) -> str:
    """The id of the story that an entry becomes by itself: of its page where its feed speaks for that, else of its guid in its feed."""
    if entry.url and entry.own_page and speaks_for_link(entry):
        return content_hash("url", entry.url)
    return content_hash("guid", entry.feed, entry.guid)


def entry_names(entry: Entry) -> tuple[str, ...]:
    """The identity keys under which an entry is looked up: guid within its feed, then its link in every spelling."""
    return tuple(_names(entry))


def entry_keys(entry: Entry) -> tuple[str, ...]:
    """The identity keys that an entry makes known: guid within its feed, and its link where its feed speaks for that."""
    return tuple(_names(entry, owned=True))


def _names(entry: Entry, owned: bool = False) -> Iterator[str]:
    if entry.guid:
        yield identity_key("guid", entry.feed, entry.guid)
    if entry.url and (entry.own_page or "#" in entry.url) and (not owned or speaks_for_link(entry)):
        yield page_key(entry.url)
        if not owned:
            yield identity_key("url", entry.url)  # as stores kept it whose keys were of one spelling each


def page_key(url: str) -> str:
    """The identity key of a page, whatever spelling its URL has."""
    return identity_key("page", page_name(url))


def feed_mark(feed: str) -> str:
    """A feed as the key of a link that it listed remembers it."""
    return content_hash("feed", feed, digits=8)


def fingerprint_words(title: str, text: str, link: str) -> str:
    """The hash of what an item says, without counters in its text and whatever spelling its link has.

    >>> one = fingerprint_words("Fire", "It burns.\\n3 comments", "http://a.example/1")
    >>> one == fingerprint_words("Fire", "It burns.\\n4 comments", "https://www.a.example/1/")
    True
    >>> one == fingerprint_words("Fire", "It burns since 3 o'clock, they say.", "http://a.example/1")
    False
    """
    lines = (_COUNTER.sub("0", line) if len(line.split()) <= COUNTER_WORDS else line for line in text.split("\n"))
    return content_hash(title, "\n".join(lines), page_name(link))


def says_the_same(kept: str, entry: Entry) -> bool:
    """Whether a kept fingerprint is of this state of the item. Its last half, a date, counts until it once announced nothing new."""
    return bool(kept) and kept in (entry.fingerprint, entry.fingerprint[:WORDS_DIGITS], entry.former)


# --- which items are the same


def _same_items(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims in groups of the same item."""
    parent = list(range(len(claims)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for pair in _same_pairs(claims):
        one, other = sorted(map(root, pair))
        parent[other] = one
    groups: dict[int, list[Claim]] = defaultdict(list)
    for place, claim in enumerate(claims):
        groups[root(place)].append(claim)
    return list(groups.values())


def _same_pairs(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Pairs of places that hold the same item, enough to join all that are the same."""
    by_both: dict[tuple[str, ...], int] = {}
    by_words: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for place, claim in enumerate(claims):
        link = page_name(claim.link)
        if claim.guid or link:
            for name, words in (("title", claim.item.title.casefold()), ("text", claim.item.text)):  # of states of one item, one is kept
                first = by_both.setdefault((claim.guid, link, claim.fragment, name, words), place) if words else place
                if first != place:
                    yield first, place
        if link or not claim.guid:
            first = by_words[link, claim.item.title, claim.item.text].setdefault(claim.fragment, place)
            if first != place:
                yield first, place
    for firsts in by_words.values():
        if "" in firsts:  # the page itself, and places on it
            yield from ((firsts[""], place) for place in firsts.values())


def newest_first(claim: Claim) -> tuple[object, ...]:
    """Sort key of a document's items, whatever order it lists them in: the newest by date, then who has a guid, then who says most."""
    item = claim.item
    when = last_date(item).when
    date = tuple(-part for part in when.timetuple()[:6]) if when else (1,)
    return (date, not claim.guid, claim.guid, claim.link, claim.fragment, -len(item.text), item.text, item.title, item.place)


def last_date(item: Item) -> WrittenDate:
    """The latest that an item says of its own time."""
    return item.updated_on if item.updated_on.when else item.published_on
