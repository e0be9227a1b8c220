"""docs/store.md tells the truth: every field is there, and its examples work."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from connectors.counts import Counts
from connectors.editions.documents import BundleRow, CopyRow, LatestPointer, Manifest, ObjectRef, RejectRow, StoreFormat, StoryRow
from connectors.editions.health import FeedRow
from connectors.store import FolderStore
from tests.connectors.editions.sample_editions import Newsroom, publish_many
from tests.services import ROOT

DOC = (ROOT / "docs" / "store.md").read_text()


def section(heading: str) -> str:
    return DOC.split(f"\n{heading}\n", 1)[1].split("\n## ")[0]


def documented(heading: str) -> list[str]:
    """The fields in the first column of a section's tables."""
    cells = [row.split("|")[1] for row in section(heading).splitlines() if row.startswith("| `")]
    return [re.sub(r"^.*\.", "", name) for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize(("heading", "cls"), [
    ("## tables/stories", StoryRow), ("## tables/bundles", BundleRow), ("## tables/copies", CopyRow), ("## tables/rejects", RejectRow),
    ("## tables/feeds", FeedRow),
    ("## LATEST.json", LatestPointer), ("## store.json", StoreFormat),
])  # fmt: skip
def test_every_field_is_documented_in_order(heading: str, cls: type[Any]) -> None:
    assert documented(heading) == [f.name for f in dataclasses.fields(cls)]


def test_every_field_of_the_manifest_is_documented() -> None:
    fields = {f.name for cls in (Manifest, ObjectRef, Counts) for f in dataclasses.fields(cls)}
    assert fields - set(documented("## Manifest")) <= {"feeds_changed", "feeds_unchanged", "feeds_deferred", "feeds_failed"}
    assert set(documented("## Manifest")) <= fields


@pytest.mark.parametrize(("heading", "name"), [("## Bundle document", "BundleDocument"), ("## Index", "BundleIndex")])
def test_every_field_of_a_document_is_documented(heading: str, name: str) -> None:
    from connectors.editions import documents
    from connectors.editions.schema import json_schema

    schema = json_schema(getattr(documents, name))
    fields = {field for part in (schema, *schema["$defs"].values()) for field in part["properties"]}
    text = set(re.findall(r"`(?:[a-z_\[\].]*\.)?([a-z_]+)(?:\[\])?`", section(heading).replace("[].", ".")))
    assert fields - text - {"bundles", "stories"} == set()


def test_the_examples_work(tmp_path: Path) -> None:
    newsroom = Newsroom(2)
    publish_many(FolderStore(tmp_path), newsroom, 6)
    names: dict[str, Any] = {"STORE": str(tmp_path)}
    ran = 0
    for block in re.findall(r"```python\n(.*?)```", section("## Examples"), re.S):
        if "duckdb" in block or "pandas" in block:
            continue  # not among our dependencies; tried by hand when the page changes
        exec(block, names)
        ran += 1
    assert ran == 2
    assert {row["id"]: row["edition"] for row in names["stories"].to_pylist()} == {s.id: s.edition for s in newsroom.stories.values()}
    last = max(s.edition for s in newsroom.stories.values())
    assert sorted(names["new"]["id"].to_pylist()) == sorted(s.id for s in newsroom.stories.values() if s.edition == last)


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_the_jq_example_works(tmp_path: Path) -> None:
    newsroom = Newsroom(2)
    publish_many(FolderStore(tmp_path), newsroom, 3)
    (block,) = re.findall(r"```sh\n(.*?)```", section("## Examples"), re.S)
    done = subprocess.run(["sh", "-c", block], env={"STORE": str(tmp_path), "PATH": "/usr/local/bin:/usr/bin:/bin"}, capture_output=True, text=True, timeout=20)
    assert done.returncode == 0 and len(done.stdout.splitlines()) == min(10, len(newsroom.lines)), done.stderr
