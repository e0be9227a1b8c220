"""``Publisher``: who publishes when several jobs would. Without a runner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from connectors.editions.commit import create_store
from connectors.editions.reading import load_latest
from connectors.records import Cursor, FeedOutcome
from connectors.store import NOBODY, LeaseHeld, Owner, open_store
from pipelines.config import Config
from transforms.publish import EditionSettings, gather
from transforms.publish import windows as stage
from transforms.publish.edition import Arrivals
from transforms.publish.windows import Publisher
from transforms.state import StateSource

AS_OF = datetime(2026, 3, 7, tzinfo=UTC)
CONFIG = Config()
SETTINGS = EditionSettings(
    sites=CONFIG.sites, sign=CONFIG.sign, fold=CONFIG.fold, bundle=CONFIG.bundle, parameters=tuple(sorted(CONFIG.parameters().items()))
)


def answered(minute: int) -> Arrivals:
    at = AS_OF + timedelta(minutes=minute)
    cursor = Cursor(feed="http://f.example/", url="http://f.example/", checked=at, due=at)
    return gather([FeedOutcome(feed=cursor.feed, status="unchanged", cursor=cursor)])


@pytest.mark.parametrize("store_url", ["minio"], indirect=True)
def test_of_two_streams_the_one_that_was_started_later_publishes(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one crashed with all that ran it, or was left running: nobody has waited for it, and it doesn't come back."""
    monkeypatch.setattr(stage, "PATIENCE", 0.5)
    store = open_store(store_url)
    create_store(store, CONFIG.parameters())

    def publisher(owner: Owner) -> Publisher:
        return Publisher(StateSource(store_url, CONFIG.s3), SETTINGS, owner)

    first, again = (publisher(Owner("stream-1", "2026-03-07T00:00:00Z")) for _ in range(2))
    later = publisher(Owner("stream-2", "2026-03-07T00:05:00Z"))
    assert first.publish(answered(1), AS_OF + timedelta(minutes=1)).edition
    with pytest.raises(LeaseHeld):
        publisher(NOBODY).publish(answered(2), AS_OF + timedelta(minutes=2))
    assert again.publish(answered(2), AS_OF + timedelta(minutes=2)).edition, "the job's next process"
    assert later.publish(answered(3), AS_OF + timedelta(minutes=3)).edition
    for old in (again, publisher(Owner("stream-1", "2026-03-07T00:00:00Z"))):
        old.release()
        with pytest.raises(LeaseHeld):
            old.publish(answered(4), AS_OF + timedelta(minutes=4))
    assert later.publish(answered(4), AS_OF + timedelta(minutes=4)).edition[:8] == "00000004"
    latest = load_latest(store)
    assert latest and latest.edition.startswith("00000004")
    later.release()
