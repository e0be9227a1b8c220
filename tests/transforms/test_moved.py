"""Where a feed is asked: a permanent redirect is believed when it repeats, and the address in the list is not forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connectors.records import Cursor, Feed, FeedOutcome
from connectors.web.http import HttpSettings
from tests.web import Web, item, redirect, rss
from transforms.outcomes import GONE_SECONDS, PollSettings
from transforms.poll import poll_feeds, select_due

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOME, NEW = Feed(url="http://old.example/feed"), "http://new.example/feed"
DOCUMENT = rss(item("/1", "One"))


class Polls:
    """One feed, polled each time it is due."""

    def __init__(self, web: Web) -> None:
        self.web, self.now, self.cursor = web, START, None
        self.cursor: Cursor | None
        self.outcome: FeedOutcome

    def once(self, *, after: timedelta | None = None) -> str:
        """Poll when it is due, or so much later; the host that was asked first."""
        if after is not None:
            self.now += after
        elif self.cursor:
            self.now = max(self.cursor.due, self.now + timedelta(seconds=1))
        (due,) = select_due([HOME], {HOME.url: self.cursor} if self.cursor else {}, self.now)
        self.web.visits.clear()
        found = poll_feeds([due], {}, self.now, PollSettings(), HttpSettings(proxy=self.web.url, delay_seconds=0.0))
        self.outcome = next(outcome for outcome in found if isinstance(outcome, FeedOutcome))
        self.cursor = self.outcome.cursor
        return self.web.visits[0].host


@pytest.fixture
def polls(web: Web) -> Polls:
    web.routes |= {"old.example/feed": redirect(301, NEW), "new.example/feed": DOCUMENT}
    return Polls(web)


def moved(polls: Polls) -> None:
    assert [polls.once(), polls.once(), polls.once()] == ["old.example", "old.example", "new.example"]
    assert polls.cursor and polls.cursor.url == NEW


@pytest.mark.attack
def test_a_redirect_that_is_met_once_moves_no_feed(polls: Polls, web: Web) -> None:
    polls.once()
    web.routes["old.example/feed"] = DOCUMENT
    polls.once()
    web.routes["old.example/feed"] = redirect(301, NEW)
    polls.once()
    assert polls.once() == "old.example", "it has to repeat at the next poll"


def test_redirects_to_other_places_each_time_move_no_feed(polls: Polls, web: Web) -> None:
    for n in range(5):
        web.routes |= {"old.example/feed": redirect(301, f"http://n{n}.example/feed"), f"n{n}.example/feed": DOCUMENT}
        assert polls.once() == "old.example"


@pytest.mark.attack
def test_a_domain_that_lapsed_for_a_while_gets_its_feed_back(polls: Polls, web: Web) -> None:
    moved(polls)
    web.routes["old.example/feed"] = DOCUMENT
    hosts = [polls.once(after=timedelta(days=1)) for _ in range(32)]
    assert hosts.count("old.example") >= 2 and hosts[-1] == "old.example"
    assert polls.cursor and (polls.cursor.url, polls.cursor.home) == (HOME.url, None)


def test_an_old_address_that_still_leads_there_is_asked_once_a_month(polls: Polls) -> None:
    moved(polls)
    hosts = [polls.once(after=timedelta(days=1)) for _ in range(62)]
    assert hosts.count("old.example") == 2


def test_an_old_address_that_is_dead_costs_the_feed_nothing(polls: Polls, web: Web) -> None:
    moved(polls)
    web.routes["old.example/feed"] = (404, {}, b"")
    assert polls.once(after=timedelta(days=31)) == "old.example" and polls.cursor
    assert (polls.outcome.status, polls.cursor.failures, polls.cursor.url) == ("deferred", 0, NEW)
    assert "at the address in the feed list; it goes on at http://new.example/feed" in polls.cursor.note
    assert polls.once() == "new.example" and polls.outcome.status in ("changed", "unchanged") and polls.cursor.note == ""


def test_when_the_new_address_fails_the_old_one_is_tried(polls: Polls, web: Web) -> None:
    moved(polls)
    web.routes |= {"new.example/feed": (500, {}, b""), "old.example/feed": DOCUMENT}
    hosts = []
    while not hosts or polls.outcome.status == "failed":
        hosts.append(polls.once())
    assert hosts == ["new.example"] * 3 + ["old.example"] and polls.cursor and polls.cursor.url == HOME.url


def test_when_both_fail_each_is_tried_in_turn(polls: Polls, web: Web) -> None:
    moved(polls)
    web.routes |= {"new.example/feed": (500, {}, b""), "old.example/feed": (500, {}, b"")}
    assert [polls.once() for _ in range(8)] == ["new.example"] * 3 + ["old.example", "new.example"] * 2 + ["old.example"]
    web.routes["new.example/feed"] = DOCUMENT
    polls.once()
    assert polls.once() in ("new.example", "old.example") and polls.outcome.status in ("changed", "unchanged")


def test_gone_is_for_a_month(polls: Polls, web: Web) -> None:
    web.routes["old.example/feed"] = (410, {}, b"")
    polls.once()
    cursor = polls.cursor
    assert cursor and cursor.gone and cursor.due == START + timedelta(seconds=GONE_SECONDS)
    assert cursor.note == "gone: it answers 410; asked again from 2026-04-01T12:00:00Z"
    assert not select_due([HOME], {HOME.url: cursor}, START + timedelta(days=29))
    web.routes["old.example/feed"] = DOCUMENT
    polls.once()
    assert polls.outcome.status == "changed" and polls.cursor and not polls.cursor.gone


def test_gone_where_it_went_is_asked_for_at_home(polls: Polls, web: Web) -> None:
    moved(polls)
    web.routes |= {"new.example/feed": (410, {}, b""), "old.example/feed": DOCUMENT}
    assert polls.once() == "new.example" and polls.cursor and polls.cursor.due - polls.now < timedelta(hours=1)
    assert polls.once() == "old.example" and polls.outcome.status == "changed"


def test_an_older_newsheafs_gone_feed_is_asked_again(web: Web) -> None:
    old = Cursor(feed=HOME.url, url=HOME.url, checked=START - timedelta(days=90), due=START - timedelta(days=89), gone=True, failures=1)
    assert select_due([HOME], {HOME.url: old}, START)
    assert select_due([HOME], {HOME.url: replace(old, due=START + timedelta(days=1))}, START, everything=True)
