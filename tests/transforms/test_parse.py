"""A feed document over which a worker hangs or dies costs its feed, and nothing else of the poll."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.feeds import ParsedFeed
from connectors.records import Cursor, Entry, Feed, FeedOutcome
from connectors.web.http import HttpSettings, Response
from tests.web import LOOPBACK, Web, item, rss
from transforms.outcomes import PollSettings, judge_response
from transforms.parse import FeedDocument
from transforms.poll import poll_feeds
from transforms.workers import WorkLost

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
SLOW = b"<rss><channel><title>Q</title>" + b"".join(b"<item><guid>%d</guid><title>T</title><a><b></a></item>" % n for n in range(4_000)) + b"</channel></rss>"
QUICK = rss(item("/1", "One"))


@pytest.mark.attack
def test_a_feed_that_takes_a_parser_too_long_fails_and_the_others_are_polled(web: Web) -> None:
    web.routes |= {"/slow": (200, {}, SLOW), "/a": QUICK, "/b": QUICK}
    due: list[tuple[Feed, Cursor | None]] = [(Feed(url=f"{web.url}/{name}"), None) for name in ("a", "slow", "b")]
    found = list(poll_feeds(due, {}, AS_OF, PollSettings(worker_seconds=0.3), HttpSettings(delay_seconds=0.0, allow=LOOPBACK)))
    outcomes = {outcome.feed.rpartition("/")[2]: outcome for outcome in found if isinstance(outcome, FeedOutcome)}
    assert {name: outcome.status for name, outcome in outcomes.items()} == {"a": "changed", "slow": "failed", "b": "changed"}
    assert outcomes["slow"].reason == "worker hung" and "0.3 s" in outcomes["slow"].cursor.note
    assert outcomes["slow"].cursor.failures == 1 and not outcomes["slow"].cursor.etag, "it is asked again, later and in full"
    assert sum(isinstance(entry, Entry) for entry in found) == 2


@pytest.mark.parametrize("reason", ["worker hung", "worker killed", "worker failed"])
def test_what_became_of_the_worker_is_the_reason(reason: str) -> None:
    lost: ParsedFeed | WorkLost[FeedDocument] = WorkLost(None, reason, "exit code -9")  # type: ignore[arg-type]
    (outcome,) = judge_response((Feed(url="http://a.example/f"), None), Response(url="", status=200, body=b"x"), lost, {}, AS_OF, PollSettings())
    assert isinstance(outcome, FeedOutcome) and outcome.cursor.note == f"{reason}: exit code -9 while its document was read"
