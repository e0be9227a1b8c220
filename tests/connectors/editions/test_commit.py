"""Editions: what is published is visible at once or not at all, deterministic, and the newest row of each key wins."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from connectors.counts import Counts
from connectors.editions.commit import (
    AsOfRefused,
    ParametersChanged,
    check_parameters,
    create_store,
    has_store,
    next_edition_id,
    publish_edition,
    replace_parameters,
)
from connectors.editions.documents import BundleRow, Manifest, StoryRow
from connectors.editions.layout import STATE_VERSION, Draft, document_key
from connectors.editions.reading import (
    Latest,
    live_files,
    load_format,
    load_known,
    load_latest,
    load_manifest,
    newest_rows,
    read_bundle,
    read_index,
    read_rows,
)
from connectors.editions.tables import EditionsSettings
from connectors.editions.verify import verify_store
from connectors.hashes import identity_key
from connectors.records import Cursor, Known, OpenBundle, Pending, Sketch
from connectors.store import ConditionFailed, FolderStore, Store, open_store
from tests.connectors.editions.sample_editions import BEGIN, PARAMETERS, Newsroom, publish_many
from tests.faults import Crash, FaultStore, Plan


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: hundreds of editions sync thousands of files."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as path:
        yield Path(path)


@pytest.fixture
def store(folder: Path) -> Store:
    return FolderStore(folder / "store")


def contents(store: Store) -> dict[str, bytes]:
    return {key: store.get(key).data for key in store.keys()}


def same_rows(a: Any, b: Any) -> None:
    by_id = lambda row: repr(row)  # noqa: E731
    assert sorted(a, key=by_id) == sorted(b, key=by_id)


def check_against_newsroom(store: Store, manifest: Manifest, newsroom: Newsroom) -> None:
    """Everything a reader finds is the naive newest-wins of all that was written."""
    same_rows(newest_rows(store, manifest, "stories", StoryRow), newsroom.stories.values())
    same_rows(newest_rows(store, manifest, "bundles", BundleRow), newsroom.rows.values())
    same_rows(read_rows(store, manifest, "sketches", Sketch), newsroom.sketches.values())
    same_rows(read_rows(store, manifest, "bundles", OpenBundle), newsroom.bundles.values())
    same_rows(read_rows(store, manifest, "pending", Pending), newsroom.pending.values())
    same_rows(read_rows(store, manifest, "cursors", Cursor), newsroom.cursors.values())
    assert dict(load_known(store, manifest)) == newsroom.known
    same_rows(read_index(store, manifest), newsroom.lines.values())


def check_store(store: Store, parameters: dict[str, str], state_version: int = STATE_VERSION) -> None:
    check_parameters(store, load_format(store), load_latest(store), parameters, state_version)


def test_a_new_store_and_its_parameters(store: Store) -> None:
    assert not has_store(store) and load_latest(store) is None
    create_store(store, PARAMETERS)
    before = contents(store)
    create_store(store, {"bands": "32"})
    assert has_store(store) and contents(store) == before
    check_store(store, dict(reversed(PARAMETERS.items())))
    with pytest.raises(ParametersChanged, match=r"bands was 64, is 32.*newsheaf rebuild-state"):
        check_store(store, PARAMETERS | {"bands": "32"})
    with pytest.raises(ParametersChanged, match=r"new was not set, is 1; scheme was affine, is not set"):
        check_store(store, {"bands": "64", "new": "1"})
    with pytest.raises(ParametersChanged, match=rf"version {STATE_VERSION}.*version {STATE_VERSION + 1}.*newsheaf rebuild-state"):
        check_store(store, PARAMETERS, state_version=STATE_VERSION + 1)


def test_rebuilt_state_replaces_the_old_and_its_parameters(store: Store) -> None:
    newsroom = Newsroom(3)
    latest = publish_many(store, newsroom, 12, every=timedelta(days=3))
    assert latest.manifest.catalogues
    at = latest.manifest.as_of
    draft = Draft(
        edition=next_edition_id(latest, at), as_of=at, counts=Counts(), parameters={"bands": "32"}, state_version=STATE_VERSION + 1,
        index=read_index(store, latest.manifest),
        replaces=frozenset({"sketches", "bundles", "known"}),
        state={"sketches": list(newsroom.sketches.values()), "bundles": list(newsroom.bundles.values())},
    )  # fmt: skip
    rebuilt = publish_edition(store, latest, draft)
    check_store(store, {"bands": "32"}, STATE_VERSION + 1)  # the manifest counts, even when the process dies here
    with pytest.raises(ParametersChanged):
        check_store(store, PARAMETERS)
    replace_parameters(store, {"bands": "32"}, STATE_VERSION + 1)
    assert not load_known(store, rebuilt.manifest)
    newsroom.known = {}
    check_against_newsroom(store, rebuilt.manifest, newsroom)
    files = live_files(store, rebuilt.manifest, "state/sketches")
    assert {ref.edition for refs in files.values() for ref in refs} == {rebuilt.edition}
    assert list(verify_store(store)) == []


def test_edition_ids(store: Store) -> None:
    latest = publish_many(store, Newsroom(1), 1)
    assert latest.edition == "00000001-20211201T060000Z"
    assert next_edition_id(latest, BEGIN) == "00000002-20211201T060000Z"
    east = BEGIN.astimezone(tz=None) + timedelta(days=1)
    assert next_edition_id(latest, east) == "00000002-20211202T060000Z"
    assert next_edition_id(None, datetime(987, 6, 5, tzinfo=UTC)) == "00000001-09870605T000000Z"
    with pytest.raises(AsOfRefused, match=r"2021-12-01T05:00:00Z lies before 2021-12-01T06:00:00Z of the newest edition 00000001-"):
        next_edition_id(latest, BEGIN - timedelta(hours=1))


def test_what_is_published_is_found(store: Store) -> None:
    newsroom = Newsroom(5)
    published = publish_many(store, newsroom, 9)
    latest = load_latest(store)
    assert latest == published and latest is not None
    assert load_manifest(store, latest.key) == latest.manifest
    assert load_manifest(store, latest.manifest.previous).edition.startswith("00000008-")
    check_against_newsroom(store, latest.manifest, newsroom)
    for row in newsroom.rows.values():
        document = read_bundle(store, row.document)
        assert (document.id, document.version, document_key(document)) == (row.id, row.version, row.document)
    assert latest.manifest.page is not None
    assert store.get(latest.manifest.page.key).data.startswith(b"<!doctype html>")
    assert list(verify_store(store)) == []


def test_a_smaller_record_reads_fewer_columns(store: Store) -> None:
    from tests.connectors.editions.test_schema import Before  # id and a column that no table has

    newsroom = Newsroom(5)
    latest = publish_many(store, newsroom, 5)
    ids = sorted(newsroom.stories)[:3]
    assert sorted(row.id for row in newest_rows(store, latest.manifest, "stories", Before, ids=ids)) == ids
    assert sorted(row.id for row in read_rows(store, latest.manifest, "stories", Before, ids=ids)) == ids
    assert [row.id for row in read_rows(store, latest.manifest, "pending", Before)] == sorted(newsroom.pending)
    story = newsroom.stories[ids[0]]
    day = f"date={story.updated.date()}"
    assert read_rows(store, latest.manifest, "stories", StoryRow, partition=day, ids=[story.id]) == [story]


def test_row_order_never_shows(folder: Path) -> None:
    """Equal editions from differently ordered rows are equal to the byte."""
    results = []
    for seed in range(2):
        store = FolderStore(folder / str(seed))
        create_store(store, dict(random.Random(seed).sample(sorted(PARAMETERS.items()), 2)))
        newsroom, latest, shuffle = Newsroom(8), None, random.Random(seed)
        for n in range(10):
            draft = newsroom.draft(latest, BEGIN + n * timedelta(hours=7))
            draft = replace(
                draft, documents=shuffle.sample(draft.documents, len(draft.documents)),
                tables={name: shuffle.sample(rows, len(rows)) for name, rows in shuffle.sample(sorted(draft.tables.items()), 4)},
                state={kind: shuffle.sample(rows, len(rows)) for kind, rows in shuffle.sample(sorted(draft.state.items()), 5)},
            )  # fmt: skip
            latest = publish_edition(store, latest, draft)
        results.append(contents(store))
    assert results[0] == results[1]


SMALL = EditionsSettings(live_days=2, merge_files=3, seal_bytes=9_000, rotate_bytes=12_000)


@pytest.mark.parametrize("settings", [EditionsSettings(live_days=3), SMALL])
def test_many_editions_stay_few_files_and_lose_nothing(store: Store, settings: EditionsSettings) -> None:
    newsroom = Newsroom(11, stories=2)
    latest = publish_many(store, newsroom, 48, every=timedelta(hours=8), settings=settings)
    check_against_newsroom(store, latest.manifest, newsroom)
    assert latest.manifest.catalogues
    for kind in ("tables/stories", "state/sketches", "state/bundles", "state/known", "state/pending"):
        for files in live_files(store, latest.manifest, kind).values():
            unsealed = [ref for ref in files if ref.size < settings.seal_bytes]
            assert len(unsealed) <= 4 * (settings.merge_files - 1)
            assert all(ref.size <= settings.rotate_bytes or ref.rows == 1 for ref in files)
    listed = len(latest.manifest.live)
    assert listed < 150, f"{listed} files in the manifest after 48 editions"
    assert list(verify_store(store)) == []


def test_a_span_selects_days_and_never_a_stale_row(store: Store) -> None:
    newsroom = Newsroom(13, stories=2)
    latest = publish_many(store, newsroom, 60, every=timedelta(hours=12), settings=EditionsSettings(live_days=5))
    for days in range(0, 30, 3):
        begin, end = BEGIN + timedelta(days=days), BEGIN + timedelta(days=days + 2)
        for language in ("en", "de"):
            found = read_rows(store, latest.manifest, "sketches", Sketch, partition=language, span=(begin, end))
            wanted = {s.id for s in newsroom.sketches.values() if s.language == language and begin <= s.event_time <= end}
            assert wanted <= {s.id for s in found} < set(newsroom.sketches)
            assert all(newsroom.sketches[s.id] == s for s in found)
            bundles = read_rows(store, latest.manifest, "bundles", OpenBundle, partition=language, span=(begin, end))
            spoken = [b for b in newsroom.bundles.values() if b.language == language]
            assert {b.id for b in spoken if b.first_event <= end and b.last_event >= begin} <= {b.id for b in bundles}
            assert all(newsroom.bundles[b.id] == b for b in bundles)


def test_tombstones_hide_older_rows_and_go_with_them(store: Store) -> None:
    create_store(store, PARAMETERS)
    latest: Latest | None = None
    for n in range(16):
        at = BEGIN + timedelta(hours=n)
        edition = next_edition_id(latest, at)
        rows = [Pending(id=f"{n}", reason="http 503", edition=edition)]
        rows += [Pending(id=f"{n - 1}", reason="", done=True, edition=edition)] if n else []
        latest = publish_edition(store, latest, Draft(edition=edition, as_of=at, counts=Counts(), state={"pending": rows}))
        assert [row.id for row in read_rows(store, latest.manifest, "pending", Pending)] == [f"{n}"]
    assert latest is not None
    (ref,) = latest.manifest.live  # sixteen files have become one, and the whole history is in it
    assert (ref.rows, ref.tier) == (1, 2)


def test_contradicting_drafts_are_refused(store: Store) -> None:
    create_store(store, PARAMETERS)
    edition = next_edition_id(None, BEGIN)
    twice = [Known(key="k", story_id="a", fingerprint="1"), Known(key="k", story_id="a", fingerprint="2")]
    draft = Draft(edition=edition, as_of=BEGIN, counts=Counts(), state={"known": twice})
    with pytest.raises(ValueError, match="two different rows with key = k"):
        publish_edition(store, None, draft)
    same = publish_edition(store, None, replace(draft, state={"known": [twice[0], twice[0]]}))
    assert len(load_known(store, same.manifest)) == 1
    with pytest.raises(ValueError, match="the draft is edition"):
        publish_edition(store, same, draft)


def test_the_loser_of_the_swap_leaves_nothing_to_see(store: Store) -> None:
    newsroom = Newsroom(17)
    base = publish_many(store, newsroom, 3)
    at = BEGIN + timedelta(days=2)
    winner = publish_edition(store, base, Newsroom(18).draft(base, at))
    before = contents(store)
    with pytest.raises(ConditionFailed):
        publish_edition(store, base, Newsroom(19).draft(base, at))
    assert load_latest(store) == winner
    after = contents(store)
    assert {key: after[key] for key in before} == before  # the winner's objects are untouched
    seen = {ref.key for ref in winner.manifest.wrote}
    assert not (set(after) - set(before)) & seen
    with pytest.raises(ConditionFailed):
        publish_edition(store, None, Newsroom(20).draft(None, at))


def test_a_crash_at_any_request_shows_the_old_edition_or_the_new(folder: Path) -> None:
    """And the same edition published again after it gives the same bytes."""
    newsroom = Newsroom(23, stories=2)
    base = publish_many(FolderStore(folder / "base"), newsroom, 4)
    draft = newsroom.draft(base, base.manifest.as_of + timedelta(hours=6))
    shutil.copytree(folder / "base", folder / "clean")
    last = publish_edition(FolderStore(folder / "clean"), base, draft)
    whole = contents(FolderStore(folder / "clean"))
    for side in ("crash_before", "crash_after"):
        for number in count(1):
            store = FolderStore(shutil.copytree(folder / "base", folder / f"{side}-{number}"))
            try:
                publish_edition(FaultStore(store, Plan(**{side: number})), base, draft)
                assert number > 10
                break
            except Crash:
                now = load_latest(store)
                assert now is not None and now.edition in (base.edition, last.edition)
                if number % 5 == 0:
                    assert list(verify_store(store)) == []
                if now.edition == base.edition:
                    publish_edition(store, base, draft)
                assert contents(store) == whole


def test_an_object_damaged_by_a_crash_is_written_again(store: Store) -> None:
    newsroom = Newsroom(29)
    base = publish_many(store, newsroom, 2)
    draft = newsroom.draft(base, BEGIN + timedelta(days=1))
    store.put(document_key(draft.documents[0]), b"half a docu")
    publish_edition(store, base, draft)
    assert list(verify_store(store)) == []


def test_known_finds_any_key(store: Store) -> None:
    create_store(store, PARAMETERS)
    at = BEGIN
    rows = [Known(key=identity_key("url", str(n)), story_id=f"s{n}", fingerprint="f", event_time=at if n % 2 else None) for n in range(500)]
    rows += [Known(key=key, story_id="odd", fingerprint="f") for key in ("", "short", "ABCDEF0123456789", "ü" * 16, "x" * 40)]
    latest = publish_edition(store, None, Draft(edition=next_edition_id(None, at), as_of=at, counts=Counts(), state={"known": rows}))
    known = load_known(store, latest.manifest)
    assert len(known) == len(rows) and {known[row.key] for row in rows} == set(rows)
    assert all(row.key in known for row in rows) and set(known) == {row.key for row in rows}
    assert "0" * 16 not in known and known.get("no") is None and 3 not in known
    assert not load_known(store, None) and not read_rows(store, None, "cursors", Cursor)


def test_item_keys_are_forgotten_a_while_after_their_feed_dropped_them(store: Store) -> None:
    """Counted from the edition before, so that a pause forgets nothing; a story's own key stays for good."""
    create_store(store, PARAMETERS)
    days = [0, 10, 20, 29, 100, 101, 102, 103]
    newest: dict[str, Known] = {}
    latest: Latest | None = None
    for n, day in enumerate(days):
        at = BEGIN + timedelta(days=day)
        rows = [
            Known(key=identity_key("url", f"{n}"), story_id=f"s{n}", fingerprint="f", listed=at.date()),
            Known(key=identity_key("story", f"{n}"), story_id=f"s{n}", fingerprint="f", listed=at.date(), event_time=at),
            Known(key=identity_key("item", f"{n}"), story_id=f"s{n}", fingerprint="f"),
            Known(key=identity_key("url", "always"), story_id="s", fingerprint="f", listed=at.date()),
        ]
        newest |= {row.key: row for row in rows}
        draft = Draft(edition=next_edition_id(latest, at), as_of=at, counts=Counts(), state={"known": rows})
        latest = publish_edition(store, latest, draft, EditionsSettings(merge_files=2))
        before = BEGIN.date() + timedelta(days=days[n - 1] - 30) if n else BEGIN.date()
        kept = {key: row for key, row in newest.items() if row.event_time or not row.listed or row.listed >= before}
        assert dict(load_known(store, latest.manifest)) == kept
        same_rows(read_rows(store, latest.manifest, "known", Known), kept.values())
        assert len(kept) == len(newest) or day > 100
    assert latest is not None and sum(ref.rows for ref in latest.manifest.live) < len(newest)  # merging drops them
    assert list(verify_store(store)) == []


def test_on_every_store(store_url: str) -> None:
    store = open_store(store_url)
    newsroom = Newsroom(31)
    latest = publish_many(store, newsroom, 4)
    assert load_latest(store) == latest
    check_against_newsroom(store, latest.manifest, newsroom)
    with pytest.raises(ConditionFailed):
        publish_edition(store, None, Newsroom(1).draft(None, BEGIN))
    assert list(verify_store(store)) == []
