"""``EditionMaker``: windows that come again, other writers in between, and what is kept, on plain pieces without a graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.editions.commit import create_store
from connectors.editions.reading import load_latest, newest_rows, read_rows
from connectors.editions.rows import StoryLine
from connectors.editions.verify import verify_store
from connectors.given import read_stories
from connectors.records import Carried, Cursor, Entry, FeedOutcome, Given, Pending, Reject, Seen
from connectors.store import FolderStore, Store
from pipelines.config import Config
from pipelines.newsroom.load import many_stories
from tests.end_to_end.runs import write_rows
from transforms.extract.prepare import Prepared, prepare_item
from transforms.extract.stage import extract_items
from transforms.publish import EditionMaker, EditionSettings, Piece, gather
from transforms.state import StoreState
from transforms.workers import WorkPool

AS_OF = datetime(2026, 3, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CONFIG = Config()
SETTINGS = EditionSettings(
    sites=CONFIG.sites, sign=CONFIG.sign, fold=CONFIG.fold, bundle=CONFIG.bundle, parameters=tuple(sorted(CONFIG.parameters().items()))
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = FolderStore(tmp_path / "store")
    create_store(store, CONFIG.parameters())
    return store


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> list[Prepared]:
    def prepare(item: object) -> object:
        return prepare_item(item, CONFIG.extract, CONFIG.strip, CONFIG.sites, CONFIG.sign)  # type: ignore[arg-type]

    file = write_rows(tmp_path_factory.mktemp("maker") / "stories.jsonl", [story.row() for story in many_stories(40, "maker")])
    with WorkPool(prepare, 1) as pool:
        found = list(extract_items(read_stories(file, AS_OF), prepare, pool))  # type: ignore[arg-type]
    return [each for each in found if isinstance(each, Prepared)]


def maker_of(store: Store) -> EditionMaker:
    return EditionMaker(StoreState(store, None), SETTINGS)


def window(prepared: list[Prepared], *more: Piece) -> list[Piece]:
    return [Given("rows", len(prepared)), *prepared, *more]


def stories_of(store: Store) -> dict[str, StoryLine]:
    latest = load_latest(store)
    return {row.id: row for row in newest_rows(store, latest.manifest if latest else None, "stories", StoryLine)}


def sound(store: Store) -> None:
    latest = load_latest(store)
    assert latest and not latest.manifest.counts.problems()
    assert [str(problem) for problem in verify_store(store)] == []


def test_a_window_that_comes_again_publishes_nothing(store: Store, prepared: list[Prepared]) -> None:
    maker = maker_of(store)
    assert maker.publish(gather(window(prepared)), AS_OF).edition
    assert not maker.publish(gather(window(prepared)), AS_OF).edition
    assert not maker_of(store).publish(gather(window(prepared[::-1])), AS_OF).edition, "nor to a process that starts"
    sound(store)


def test_no_kind_of_piece_that_comes_again_makes_an_edition(store: Store) -> None:
    """Feeds' cursors, items left pending and rejects of a window that the runner delivers again, after others were published too."""
    feed = "http://f.example/"
    cursor = Cursor(feed=feed, url=feed, etag="one", checked=AS_OF, due=AS_OF + MINUTE)
    entry = Entry(id="later", feed=feed, guid="later", url=f"{feed}later", fingerprint="f", first_seen=AS_OF)
    pieces: list[Any] = [
        FeedOutcome(feed=feed, status="changed", cursor=cursor, listed=5, new=3, filtered=(("skip_urls", 2),)), Pending(id="later", reason="http 503", entry=entry),
        Reject(item="never", stage="extract", reason="empty", feed=feed, keys=(("key of it", "never", "g"),)),
        Seen(id="foreign", keys=(("key of that", "foreign", "h"),), listed=True, rule="languages"),
    ]  # fmt: skip
    maker = maker_of(store)
    first = maker.publish(gather(pieces), AS_OF)
    assert (first.counts.pending, first.counts.rejected) == (1, 1)
    assert (first.counts.known, first.counts.filtered, first.counts.filters) == (0, 3, (("languages", 1), ("skip_urls", 2)))
    assert maker.latest and maker.latest.manifest.counts == first.counts and maker.refresh().known["key of that"].listed == AS_OF.date()
    again = maker.publish(gather(pieces), AS_OF)
    assert not again.edition, again.counts
    assert not maker_of(store).publish(gather(pieces[::-1]), AS_OF).edition
    tried = [Carried("later"), replace(pieces[1]), FeedOutcome(feed=feed, status="unchanged", cursor=replace(cursor, checked=AS_OF + MINUTE))]
    more = maker.publish(gather([*pieces, *tried]), AS_OF + MINUTE)
    assert (more.counts.pending, more.counts.rejected, more.counts.known) == (1, 0, 2), "what was tried again is told again, the reject is not"
    sound(store)


def test_what_first_appears_in_a_replay_is_published_once(store: Store, prepared: list[Prepared]) -> None:
    """A window is delivered, published, and delivered again with an item more: the poll was asked again and its feed had gone on."""
    maker = maker_of(store)
    maker.publish(gather(window(prepared[:30])), AS_OF)
    again = maker.publish(gather(window(prepared[:31])), AS_OF)
    assert again.edition and (again.counts.known, again.counts.originals + again.counts.copies) == (30, 1)
    assert not maker.publish(gather(window(prepared[:31])), AS_OF).edition
    assert stories_of(store).keys() == {each.story.id for each in prepared[:31]}
    assert {row.revision for row in stories_of(store).values()} == {1}
    sound(store)


def test_an_older_window_after_a_newer_one_publishes_what_is_missing(store: Store, prepared: list[Prepared]) -> None:
    maker = maker_of(store)
    maker.publish(gather(window(prepared[20:])), AS_OF + MINUTE)
    maker.publish(gather(window(prepared[:20])), max(AS_OF, maker.refresh().manifest.as_of))  # type: ignore[union-attr]
    assert stories_of(store).keys() == {each.story.id for each in prepared}
    sound(store)


def test_a_late_answer_sets_no_feed_back(store: Store) -> None:
    def answered(at: datetime, etag: str) -> FeedOutcome:
        cursor = Cursor(feed="http://f.example/", url="http://f.example/", etag=etag, checked=at, due=at + MINUTE)
        return FeedOutcome(feed=cursor.feed, status="changed", cursor=cursor)

    maker = maker_of(store)
    maker.publish(gather([answered(AS_OF, "new")]), AS_OF)
    maker.publish(gather([answered(AS_OF - MINUTE, "old"), answered(AS_OF - 2 * MINUTE, "older")]), AS_OF + MINUTE)
    latest = load_latest(store)
    assert latest and [c.etag for c in read_rows(store, latest.manifest, "cursors", Cursor)] == ["new"]
    sound(store)


def test_a_pending_item_stays_until_it_is_taken_up(store: Store, prepared: list[Prepared]) -> None:
    """Windows go by without it; the one that takes it up says so, and has its outcome or leaves it pending again."""
    entry = Entry(id="later", feed="http://f.example/", guid="later", url="http://f.example/later", fingerprint="f", first_seen=AS_OF)
    waiting = Pending(id="later", reason="http 503", entry=entry)
    maker = maker_of(store)

    def pending() -> list[str]:
        return [p.id for p in maker.refresh().pending]

    outcome = FeedOutcome(feed=entry.feed, status="changed", listed=1, new=1, cursor=Cursor(feed=entry.feed, url=entry.feed, checked=AS_OF, due=AS_OF))
    maker.publish(gather([outcome, waiting]), AS_OF)
    maker.publish(gather(window(prepared[:5])), AS_OF + MINUTE)
    assert pending() == ["later"]
    maker.publish(gather([Carried("later"), waiting]), AS_OF + 2 * MINUTE)
    assert pending() == ["later"]
    late = replace(prepared[9], story=replace(prepared[9].story, id="later"), line_sketch=replace(prepared[9].line_sketch, story_id="later"))
    late = replace(late, sketch=None)
    done = maker.publish(gather([Carried("later"), late]), AS_OF + 3 * MINUTE)
    assert pending() == [] and (done.counts.carried, done.counts.originals) == (1, 1)
    sound(store)


def test_another_writer_between_two_editions_costs_nothing(store: Store, prepared: list[Prepared]) -> None:
    ours, theirs = maker_of(store), maker_of(store)
    ours.publish(gather(window(prepared[:10])), AS_OF)
    theirs.publish(gather(window(prepared[10:20])), AS_OF + MINUTE)
    published = ours.publish(gather(window(prepared[5:25])), AS_OF + 2 * MINUTE)
    assert (published.counts.known, published.counts.originals + published.counts.copies) == (15, 5)
    assert stories_of(store).keys() == {each.story.id for each in prepared[:25]}
    sound(store)
