"""``verify_store`` finds every kind of damage, and names it. Whole stores pass: tests/connectors/editions/test_commit.py."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.editions.commit import create_store, publish_edition
from connectors.editions.documents import BundleRow, CopyRow, LatestPointer, Manifest, StoreFormat, StoryRow
from connectors.editions.layout import Draft
from connectors.editions.reading import LATEST, STORE, Latest, load_latest, load_manifest, newest_rows
from connectors.editions.schema import SchemaMismatch, from_json, read_parquet, to_json, write_parquet
from connectors.editions.tables import EditionsSettings
from connectors.editions.verify import verify_store
from connectors.store import FolderStore
from tests.connectors.editions.sample_editions import BEGIN, PARAMETERS, Newsroom, publish_many


@pytest.fixture(scope="module")
def whole() -> Iterator[Path]:
    """A small store with everything in it: copies, revisions, merged files, a catalogue."""
    with TemporaryDirectory() as folder:
        store = FolderStore(folder)
        latest = publish_many(store, Newsroom(2), 12, every=timedelta(hours=15), settings=EditionsSettings(live_days=3))
        assert latest.manifest.catalogues and any(ref.tier for ref in latest.manifest.live)
        assert any(row.copy_of for row in newest_rows(store, latest.manifest, "stories", StoryRow))
        assert list(verify_store(store)) == []
        yield Path(folder)


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> FolderStore:
    return FolderStore(shutil.copytree(whole, tmp_path / "store"))


def found(store: FolderStore) -> str:
    return "\n".join(map(str, verify_store(store)))


def reachable(store: FolderStore) -> list[str]:
    """Every object that the chain of editions leads to."""
    keys: list[str] = []
    list(verify_store(store, keys.append))
    return sorted(set(keys))


def test_every_object_is_looked_at(store: FolderStore) -> None:
    assert reachable(store) == sorted(store.keys())


def test_a_flipped_byte_is_found_in_every_object(whole: Path, store: FolderStore) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.sampled_from([key for key in store.keys() if key not in (LATEST, STORE)]), st.floats(0, 0.999999), st.integers(0, 7))
    def flip(key: str, place: float, bit: int) -> None:
        data = bytearray(store.get(key).data)
        at = int(place * len(data))
        if data[at : at + 1] == b"\n":
            return  # the end of a JSON document may be any white space
        data[at] ^= 1 << bit
        (store.root / key).write_bytes(data)
        assert key in found(store)
        shutil.copyfile(whole / key, store.root / key)

    flip()
    assert found(store) == ""


@pytest.mark.parametrize(("key", "cls"), [(LATEST, LatestPointer), (STORE, StoreFormat)])
def test_a_flipped_byte_is_found_where_no_hash_guards(store: FolderStore, key: str, cls: type[Any]) -> None:
    data = store.get(key).data

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.integers(0, len(data) - 2), st.integers(0, 7))
    def flip(at: int, bit: int) -> None:
        flipped = bytearray(data)
        flipped[at] ^= 1 << bit
        (store.root / key).write_bytes(flipped)
        try:
            unchanged = from_json(cls, bytes(flipped)) == from_json(cls, data)
        except SchemaMismatch:
            unchanged = False
        assert unchanged or found(store)

    flip()


def test_a_deleted_object_is_found(whole: Path, store: FolderStore) -> None:
    keys = [key for key in store.keys() if key != "v1/LATEST.json"]
    for key in keys[:: max(1, len(keys) // 15)]:
        store.delete(key)
        assert f"{key}: is missing" in found(store)
        shutil.copyfile(whole / key, store.root / key)


def test_a_store_without_editions_is_whole_and_nothing_is_none(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    assert "no store was created here" in found(store)
    create_store(store, PARAMETERS)
    assert found(store) == ""


def republish(store: FolderStore, change: Callable[[Manifest], Manifest]) -> None:
    """Forge the newest manifest, with every hash made to fit."""
    latest = load_latest(store)
    assert latest is not None
    data = to_json(change(latest.manifest))
    digest = sha256(data).hexdigest()
    key = f"v1/editions/{latest.edition}/manifest-{digest[:12]}.json"
    store.put(key, data)
    store.put("v1/LATEST.json", to_json(replace(latest.pointer, manifest=key, size=len(data), sha256=digest)))


def forge(store: FolderStore, kind: str, change: Callable[[bytes], bytes]) -> None:
    """Forge an object that the newest edition wrote, with every hash made to fit."""

    def swap(manifest: Manifest) -> Manifest:
        ref = next(ref for ref in manifest.wrote if ref.kind == kind)
        data = change(store.get(ref.key).data)
        digest = sha256(data).hexdigest()
        new = replace(ref, key=ref.key.replace(ref.sha256[:12], digest[:12]), size=len(data), sha256=digest)
        store.put(new.key, data)
        return from_json(Manifest, to_json(manifest).replace(to_json(ref)[:-1], to_json(new)[:-1]))

    republish(store, swap)


def test_an_edited_count_is_found(store: FolderStore) -> None:
    republish(store, lambda m: replace(m, counts=replace(m.counts, originals=m.counts.originals + 1)))
    assert "items in" in found(store)
    republish(store, lambda m: replace(m, counts=replace(m.counts, given=m.counts.given + 1)))
    assert "counts originals" in found(store)


@pytest.mark.parametrize("name", ["copies", "revisions", "pending", "bundles_opened", "bundles_changed", "bundles_merged", "bundles_split"])
def test_a_count_that_its_rows_contradict_is_found(store: FolderStore, name: str) -> None:
    def edit(m: Manifest) -> Manifest:
        counts = replace(m.counts, **{name: getattr(m.counts, name) + 1})
        return replace(m, counts=counts if name.startswith("bundles") else replace(counts, given=counts.given + 1))

    republish(store, edit)
    assert f"counts {name}" in found(store)


def test_a_dropped_row_is_found(store: FolderStore) -> None:
    def drop(data: bytes) -> bytes:
        return write_parquet(read_parquet(data).slice(1))

    forge(store, "tables/stories", drop)
    text = found(store)
    assert "rows, " in text and "were published" in text and ("are no stories" in text or "counts" in text)


def test_rows_out_of_order_and_of_another_schema_are_found(store: FolderStore) -> None:
    forge(store, "state/sketches", lambda data: write_parquet(read_parquet(data).take([0, 0])))
    assert "sorted by key" in found(store)
    forge(store, "state/cursors", lambda data: write_parquet(read_parquet(data).drop_columns(["feed"])))
    assert "can't be read as state/cursors" in found(store)


def test_a_document_that_breaks_its_schema_is_found(store: FolderStore) -> None:
    def edit(data: bytes) -> bytes:
        return json.dumps(json.loads(data) | {"version": "one"}).encode()

    forge(store, "bundle", edit)
    assert "BundleDocument.version" in found(store)


def test_a_document_that_only_its_schema_refuses_is_found(store: FolderStore) -> None:
    def edit(data: bytes) -> bytes:
        return json.dumps(json.loads(data) | {"schema": 7}).encode()

    forge(store, "bundle", edit)
    assert "$.schema: 1 was expected" in found(store)


def test_a_document_with_unknown_keys_is_no_problem(store: FolderStore) -> None:
    """A later version may add fields. Spaces and order of keys are free."""
    forge(store, "index", lambda data: json.dumps(json.loads(data) | {"later": [1]}, indent=2, sort_keys=True).encode())
    assert found(store) == ""


def test_a_live_list_that_the_chain_does_not_imply_is_found(store: FolderStore) -> None:
    first, last = load_latest(store), load_latest(store)
    assert first is not None and last is not None
    republish(store, lambda m: replace(m, live=m.live[1:]))
    assert "should be live" in found(store)
    republish(store, lambda m: replace(m, live=last.manifest.live, retired=(*m.retired, "v1/state/known/all/nothing.parquet")))
    assert "which was not live" in found(store)
    old = load_manifest(store, last.manifest.previous)
    gone = next(ref for ref in old.live if ref.key in last.manifest.retired) if last.manifest.retired else old.wrote[0]
    republish(store, lambda m: replace(m, retired=last.manifest.retired, live=(*last.manifest.live, gone)))
    assert "don't imply" in found(store)


def forged_edition(store: FolderStore, **tables: Any) -> Latest:
    """One more edition whose rows nothing stands behind."""
    latest = load_latest(store)
    assert latest is not None
    counts = replace(latest.manifest.counts)
    at = latest.manifest.as_of + timedelta(hours=1)
    edition = f"00000013-{at:%Y%m%dT%H%M%SZ}"
    rows = {name: [replace(row, edition=edition) for row in rows] for name, rows in tables.items()}
    return publish_edition(store, latest, Draft(edition=edition, as_of=at, counts=counts, tables=rows))


def test_dishonest_sums_are_found(store: FolderStore) -> None:
    latest = load_latest(store)
    assert latest is not None
    bundles = list(newest_rows(store, latest.manifest, "bundles", BundleRow))
    stories = list(newest_rows(store, latest.manifest, "stories", StoryRow))
    copy, other = next(s for s in stories if s.copy_of), next(s for s in stories if not s.copy_of)
    many = next(b for b in bundles if len(b.members) > len(b.originals))
    one = next(b for b in bundles if b.id != many.id)
    forged_edition(
        store,
        bundles=[replace(many, n_independent=many.n_stories + 5), replace(one, members=(*one.members, "ghost"))],
        stories=[replace(copy, copy_of="ghost")],
        copies=[CopyRow(id=other.id, copy_of="ghost", edition="")],
    )
    text = found(store)
    assert f"{many.id}: n_independent is {many.n_stories + 5}" in text
    assert f"{one.id}: its members ghost are no stories" in text
    assert f"story {copy.id} is a copy of ghost, which is no original" in text
    assert f"{other.id} is a copy of ghost, the stories table has it otherwise" in text
    assert f"story {copy.id} stands otherwise than in the stories table" in text


def test_a_story_in_two_bundles_is_found(store: FolderStore) -> None:
    latest = load_latest(store)
    assert latest is not None
    a, b = list(newest_rows(store, latest.manifest, "bundles", BundleRow))[:2]
    forged_edition(store, bundles=[replace(a, members=tuple(sorted((*a.members, b.members[0]))))])
    assert f"its member {b.members[0]} is in bundle" in found(store)


def test_a_broken_chain_is_told_and_the_rest_still_checked(store: FolderStore) -> None:
    latest = load_latest(store)
    assert latest is not None
    store.delete(latest.manifest.previous)
    ref = next(ref for ref in latest.manifest.wrote if ref.kind == "page")
    store.put(ref.key, b"<p>other</p>")
    text = found(store)
    assert "the editions before it can't be reached" in text and f"{ref.key}: has 12 bytes" in text


def test_an_edition_that_goes_back_is_found(store: FolderStore) -> None:
    republish(store, lambda m: replace(m, as_of=BEGIN - timedelta(days=1)))
    assert "lies before" in found(store)
    republish(store, lambda m: replace(m, edition="hello"))
    assert "is no edition id" in found(store)
