"""Where a feed is asked: a permanent redirect is believed when it repeats, and the address in the feed list isn't forgotten.

A 301 may be somebody's mistake of an hour, a captive portal's or a lapsed domain's (RFC 9110 lets clients remember it, and doesn't ask
them to). So a move is made at the second poll that is led to the same address, and the address in the list, which the operator means, is
asked again each month and when the new one fails.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from connectors.records import Cursor, Feed
from connectors.web.http import Response

HOME_AGAIN = timedelta(days=30)
"""After so long a feed that is elsewhere is asked at the address in the feed list once."""

HOMESICK = 3
"""After so many polls in a row that failed the address in the list is tried at every other one."""


def address_of(feed: Feed, cursor: Cursor | None, as_of: datetime) -> str:
    """Where a feed is asked as of a time."""
    if cursor is None or not cursor.url:
        return feed.url
    return feed.url if is_away(feed, cursor) and _is_home_due(cursor, as_of) else cursor.url


def is_away(feed: Feed, cursor: Cursor) -> bool:
    """Whether a feed is elsewhere than the feed list says."""
    return bool(cursor.url) and cursor.url != feed.url


def is_visit(feed: Feed, cursor: Cursor, as_of: datetime) -> bool:
    """Whether a feed that is well elsewhere is asked at the address in the list, only to see what has become of that."""
    return is_away(feed, cursor) and not cursor.failures and not cursor.gone and address_of(feed, cursor, as_of) == feed.url


def settle(feed: Feed, cursor: Cursor, response: Response, as_of: datetime) -> Cursor:
    """The cursor after a good answer, with where the feed is asked from now on."""
    asked, target = address_of(feed, cursor, as_of), response.permanent_url
    at_home = is_away(feed, cursor) and asked == feed.url
    if not target:  # it answers where it was asked
        return replace(cursor, url=asked, moving="", home=None if asked == feed.url else cursor.home)
    if target == cursor.url:
        return replace(cursor, moving="", home=as_of if at_home else cursor.home)
    if target != cursor.moving:
        return replace(cursor, moving=target)
    return replace(cursor, url=target, moving="", home=None if target == feed.url else as_of)


def _is_home_due(cursor: Cursor, as_of: datetime) -> bool:
    if cursor.gone or (cursor.failures >= HOMESICK and cursor.failures % 2):
        return True
    return cursor.home is None or as_of - cursor.home >= HOME_AGAIN
