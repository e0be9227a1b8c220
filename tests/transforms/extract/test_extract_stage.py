from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import apache_beam as beam
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from connectors.records import Entry, GivenStory, Page, Pending, Reject, Story
from tests.transforms.extract.test_extract import SEEN, entry_of, page_of
from transforms.extract import ExtractSettings, work_item
from transforms.extract.stage import ExtractStories, lost_page, pending_page
from transforms.identify import identify_story
from transforms.strip import StripSettings
from transforms.workers import WorkLost

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("processes", [1, 2])
def test_every_item_has_one_outcome(processes: int) -> None:
    pages = [page_of(id=f"page-{n}", title=f"Council votes on pier number {n}") for n in range(12)]
    rows = [GivenStory(id=f"row-{n}", title=f"Row {n}", text="Some text.", fingerprint="f", first_seen=SEEN) for n in range(3)]
    empty = [Page(id="empty", html="", first_seen=SEEN), Page(id="nothing", html="<html></html>", first_seen=SEEN)]
    items = [*pages, *rows, *empty]
    expected = {story.id: story for item in items if isinstance(result := work_item(item), Story) and (story := identify_story(item, result))}
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        out = pipeline | beam.Create(items, reshuffle=False) | ExtractStories(ExtractSettings(), StripSettings(), processes)
        assert_that(out.stories | beam.Map(lambda prepared: prepared.story), equal_to(list(expected.values())), label="stories")
        assert_that(out.rejects | beam.Map(lambda reject: (reject.item, reject.reason)), equal_to([("empty", "empty"), ("nothing", "empty")]), label="rejects")
        assert_that(out.pending, equal_to([]), label="pending")


def test_lost_pages_of_feeds_are_fetched_again_and_given_ones_are_kept() -> None:
    fed = lost_page(WorkLost(page_of(entry=entry_of()), "worker hung", "no result in 60 s"))
    assert isinstance(fed, Pending)
    assert (fed.id, fed.reason, fed.html) == ("entry-1", "worker hung: no result in 60 s", b"")
    assert fed.entry is not None and fed.entry.attempts == 1
    page = page_of(id="given", entry=entry_of())
    kept = lost_page(WorkLost(page, "worker killed"))
    assert isinstance(kept, Pending)
    assert kept.id == "given" and kept.entry is None and pending_page(kept) == replace(page, losses=1)


def test_a_page_that_no_worker_survives_is_rejected_in_the_end() -> None:
    page = page_of(id="given")
    for _ in range(2):
        lost = lost_page(WorkLost(page, "worker killed"))
        assert isinstance(lost, Pending)
        page = pending_page(lost)
    lost = lost_page(WorkLost(page, "worker killed"))
    assert isinstance(lost, Reject)
    assert lost.reason == "worker lost" and lost.keys


ENTRIES = st.none() | st.builds(
    Entry,
    id=st.text(max_size=5),
    feed=st.just(""),
    title=st.text(max_size=20),
    authors=st.tuples(st.text(max_size=5)),
    published=st.none() | st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)).map(lambda t: t.replace(microsecond=0)),
    fingerprint=st.text(max_size=5),
    first_seen=st.just(SEEN),
)  # fmt: skip


@given(st.text(max_size=50) | st.binary(max_size=50), ENTRIES)
@limits(max_examples=50)
def test_a_kept_page_comes_back_as_it_was(html: str | bytes, entry: Entry | None) -> None:
    page = Page(id="p", url="https://a.example/x", html=html, charset="utf-8", entry=entry, fingerprint="f", first_seen=SEEN)
    lost = lost_page(WorkLost(page, "worker killed"))
    assert isinstance(lost, Pending)
    assert pending_page(lost) == replace(page, losses=1)


def test_a_page_that_takes_too_long_is_pending_and_the_rest_is_published() -> None:
    slow = page_of(id="slow", body="<p>Not the shortest of paragraphs, to be sure.</p>" * 8000)
    row = GivenStory(id="row", title="Row", text="Some text.", fingerprint="f", first_seen=SEEN)
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        out = pipeline | beam.Create([slow, row], reshuffle=False) | ExtractStories(ExtractSettings(worker_seconds=0.002), StripSettings(), 1)
        assert_that(out.stories | beam.Map(lambda prepared: prepared.story.id), equal_to(["row"]), label="stories")
        pending = out.pending | beam.Map(lambda pending: (pending.id, pending.reason.split(":")[0], pending_page(pending) == replace(slow, losses=1)))
        assert_that(pending, equal_to([("slow", "worker hung", True)]), label="pending")
