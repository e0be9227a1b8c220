"""Which feeds the lists name, the key under which each is known, and what it is asked with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from connectors.feeds import read_feed_list
from connectors.records import Feed, Reject
from connectors.site_rules import rule_for
from connectors.web.access import Access, give_access, variables_in
from connectors.web.urls import host_of
from pipelines.config import Config
from pipelines.config.environment import PREFIX


@dataclass(frozen=True, slots=True)
class ListedFeeds:
    """The feeds of all lists. Secrets are in ``access`` alone."""

    feeds: tuple[Feed, ...] = ()  # each key once
    access: dict[str, Access] = field(default_factory=dict, repr=False)  # by feed URL, for those that have any
    bad: tuple[Reject, ...] = ()  # lines that name no feed, or one that can't be asked as they want


def list_feeds(sources: Iterable[str], config: Config) -> ListedFeeds:
    """All feeds of the lists, and what is wrong with their lines. Raises SourceError."""
    lines: list[Feed] = []
    bad: list[Reject] = []
    for source in sources:
        listed, unread = read_feed_list(source, config.http, dict(config.variables))
        lines += listed
        bad += unread
    settled = settle_feeds(lines, config)
    return replace(settled, bad=(*bad, *settled.bad))


def settle_feeds(listed: Iterable[Feed], config: Config) -> ListedFeeds:
    """The listed feeds by the key under which the store knows them: the address without user and password, and ``#id`` where
    ``feeds.X.id`` is set. The first line of a key counts; another one with another login is told.
    """
    feeds: dict[str, Feed] = {}
    logins: dict[str, str] = {}
    access: dict[str, Access] = {}
    bad: list[Reject] = []
    for line in listed:
        id = config.feed_id(line.url, line.login)
        rule = rule_for(config.site_rules, host_of(line.url))
        aggregator = line.aggregator or (rule is not None and rule.aggregator)
        feed = replace(line, url=f"{line.url}#{id}" if id else line.url, login="", aggregator=aggregator)
        if feed.url in logins:
            if logins[feed.url] != line.login:
                bad.append(_refuse(feed, "same feed", "listed with two logins; set feeds.X.id for each X, the address with its user"))
            continue
        logins[feed.url] = line.login
        try:
            mine = _access_of(line, feed.url, config)
        except ValueError as error:
            bad.append(_refuse(feed, "no access", str(error)))
            continue
        feeds[feed.url] = feed
        if mine != Access(mine.origin):
            access[feed.url] = mine
    return ListedFeeds(tuple(feeds.values()), access, tuple(bad))


def _access_of(line: Feed, key: str, config: Config) -> Access:
    """What the feed of a line is asked with. Raises ValueError."""
    headers = config.for_feed(key).access.headers if config.feeds else ()
    foreign = [name for name in variables_in(line.url + line.login) if not name.startswith(PREFIX)]
    if foreign:
        raise ValueError(f"{foreign[0]}: the variables that a feed list names must begin with {PREFIX}, since a list may be anybody's")
    return give_access(line.url, line.login, headers, dict(config.variables))


def _refuse(feed: Feed, reason: str, detail: str) -> Reject:
    return Reject(item=feed.url, stage="read", reason=reason, detail=detail, feed=feed.url)
