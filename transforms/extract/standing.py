"""Whose a story is: who was verifiably asked for it, what may count of its feed's entry, and what it is known by from now on.

A page speaks for itself. A feed speaks for the pages of its own site, and of sites whose pages name it as theirs. What any other feed says
of a page is that feed's own text, in its own name, and takes nothing from the page's outlet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from connectors.feeds.identity import entry_id, page_key, speaks_for_link, voice_key
from connectors.hashes import content_hash
from connectors.records import Entry, Page
from connectors.web.urls import canonical_url, is_front_page, page_name, registered_domain, site_of
from transforms.extract.facts import PageFacts

NOTHING = PageFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whose the story of a page is."""

    said: Entry | None  # the entry, where what it says counts
    facts: PageFacts  # those of the page, where the story is the page's
    url: str  # empty where the story is a feed's own and not that of the page that it leads to
    id: str  # as far as can be told here; empty where only its content can name it
    natural: str = ""  # the id that its identity alone makes, of what feeds list
    site: str  # registered domain of whoever was asked; else empty
    asked: str = ""  # registered domain that answered with the story
    owner: str = ""
    hearsay: bool = False
    known_by: tuple[str, ...] = ()


def is_strange(page: Page, feeds: Iterable[str] = ()) -> bool:
    """Whether the page is of a site that its feed can't speak for, as far as can be told before it is read. ``feeds``: those that the
    operator named as that site's."""
    entry = page.entry
    if entry is None or not entry.feed or entry.source_url or _is_among(entry.feed, feeds):
        return False
    site = registered_domain(page.url)
    vouched = entry.vouched and site == registered_domain(entry.url)
    return bool(site) and not vouched and site != _site_of_feed(entry)


def stand_of(page: Page, facts: PageFacts, is_article: bool, feeds: Iterable[str] = ()) -> Standing:
    """Whose the story is. ``is_article``: a text was found in the page, so that the story is the page's own. ``feeds``: as above."""
    entry = page.entry
    if entry is None or not entry.feed:
        return _given(page, facts)
    if entry.source_url:
        site = site_of(entry.url, entry.source_url)
        return Standing(said=entry, facts=facts, url=entry.url, id=entry.id, natural=entry_id(entry), site=site, asked=_site_of_feed(entry),
                        owner=_owner(entry), known_by=_links(entry))  # fmt: skip
    strange = is_strange(page)
    named = strange and _is_among(entry.feed, (*feeds, *(canonical_url(feed, page.url) for feed in facts.feeds)))
    if is_article and page.html:
        return _of_page(page, entry, facts, strange and not named, named)
    here = registered_domain(page.url) == registered_domain(entry.url)
    if named and here:
        entry = replace(entry, vouched=True)
    return _of_own_feed(page, entry, facts, here) if speaks_for_link(entry) else _of_feed(entry)


def _given(page: Page, facts: PageFacts) -> Standing:
    """A given page: the operator vouches for what is said of it."""
    url = _canonical(page, facts)
    name = canonical_url(page.url) or url
    id = page.id or (page.entry.id if page.entry is not None else "") or (content_hash("url", name) if name else "")
    return Standing(said=page.entry, facts=facts, url=url, id=id, site=registered_domain(url), owner=registered_domain(url))


def _of_page(page: Page, entry: Entry, facts: PageFacts, strange: bool, named: bool) -> Standing:
    """The page's own story, whoever led to it."""
    owner, url = registered_domain(page.url), _canonical(page, facts)
    here = owner == registered_domain(entry.url)
    found = entry.url if here else canonical_url(page.url)
    natural = content_hash("url", found)
    keys = {page_key(link) for link in (found, url) if registered_domain(link) == owner}
    if named:
        keys.add(voice_key(owner, entry.feed))
    return Standing(
        said=None if strange else entry, facts=facts, url=url, id=natural if strange or not here else entry.id, natural=natural, site=owner,
        asked=owner, owner=owner, hearsay=strange, known_by=tuple(sorted(keys)),
    )  # fmt: skip


def _of_own_feed(page: Page, entry: Entry, facts: PageFacts, here: bool) -> Standing:
    """What a feed says of a page of its own site that can't be had, or shows no article. ``here``: it is that site that answered."""
    url = _canonical(page, facts) if here and page.html else entry.url
    return Standing(
        said=entry, facts=facts if here else NOTHING, url=url, id=entry.id, natural=entry_id(entry), site=registered_domain(entry.url),
        asked=_site_of_feed(entry), owner=_owner(entry),
        known_by=tuple(sorted({*_links(entry), *([page_key(url)] if entry.own_page else [])})),
    )  # fmt: skip


def _of_feed(entry: Entry) -> Standing:
    """What a feed says of another's page, or of none: its own story."""
    alone = replace(entry, own_page=False)
    site = _site_of_feed(entry)
    return Standing(said=alone, facts=NOTHING, url="", id=entry_id(alone), natural=entry_id(alone), site=site, asked=site, owner=entry.feed)


def _site_of_feed(entry: Entry) -> str:
    return entry.asked or registered_domain(entry.feed)


def _links(entry: Entry) -> tuple[str, ...]:
    return (page_key(entry.url),) if entry.url and (entry.own_page or "#" in entry.url) else ()


def _owner(entry: Entry) -> str:
    return registered_domain(entry.url) if entry.url and entry.own_page else entry.feed


def _is_among(feed: str, feeds: Iterable[str]) -> bool:
    name = page_name(canonical_url(feed))
    return any(page_name(canonical_url(other)) == name for other in feeds)


def _canonical(page: Page, facts: PageFacts) -> str:
    """The page's declared canonical URL where it is one of the same site and not its front page, else its own."""
    own = canonical_url(page.url)
    if not own and page.entry is not None:
        own = page.entry.url
    for stated in (facts.canonical, facts.og_url):
        url = canonical_url(stated, own) if stated else ""
        if not url or (own and registered_domain(url) != registered_domain(own)):
            continue
        if not own or is_front_page(own) or not is_front_page(url):
            return url
    return own
