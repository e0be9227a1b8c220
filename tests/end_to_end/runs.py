"""Runs of the real job in this process, and what they left: the shared ground of the end-to-end tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.editions.documents import Manifest, StoryRow
from connectors.editions.reading import load_latest, newest_rows
from connectors.editions.verify import verify_store
from connectors.store import Store, open_store
from connectors.times import format_time
from pipelines.batch import run
from pipelines.config import Config
from pipelines.newsroom.server import NewsroomServer
from pipelines.newsroom.world import MOMENTS, START, World
from pipelines.plan import RunPlan, RunSummary
from pipelines.progress import Silent

AS_OF = datetime(2026, 3, 7, tzinfo=UTC)


def publish(store: str, *, as_of: datetime = AS_OF, config: Config | None = None, **plan: Any) -> list[RunSummary]:
    """One ``newsheaf run``, whose sums must add up."""
    with Silent() as progress:
        summaries = run(RunPlan(store=store, as_of=as_of, config=config or Config(), **plan), progress)
    for summary in summaries:
        assert not summary.counts.problems(), summary.counts
    return summaries


def newsroom_config(server: NewsroomServer, **run: Any) -> Config:
    """Patience and pace of the sample newsroom's world, whose slow servers are slow within seconds."""
    http = {"proxy": server.proxy_url, "delay_seconds": 0.0, "read_timeout_seconds": 1.5, "total_timeout_seconds": 3.0, "concurrency": 8}
    return Config.of(http=http, run=run)


def publish_newsroom(world: World, store: str, moments: Iterable[Any] = MOMENTS) -> list[RunSummary]:
    """One edition for each moment of the world, as cron would make them."""
    summaries = []
    with NewsroomServer(world, slow_seconds=0.5) as server:
        for moment in moments:
            server.now = START + moment
            summaries += publish(store, as_of=START + moment, feeds=(server.feeds_url,), config=newsroom_config(server))
    return summaries


def latest(store: str | Store) -> Manifest:
    opened = open_store(store) if isinstance(store, str) else store
    found = load_latest(opened)
    assert found is not None, "nothing has been published"
    return found.manifest


def story_rows(store: str | Store) -> dict[str, StoryRow]:
    """The newest row of every story, by id."""
    opened = open_store(store) if isinstance(store, str) else store
    return {row.id: row for row in newest_rows(opened, latest(opened), "stories", StoryRow)}


def assert_whole(store: str | Store) -> None:
    """The store verifies."""
    opened = open_store(store) if isinstance(store, str) else store
    assert [str(problem) for problem in verify_store(opened)] == []


def objects(folder: str | Path) -> dict[str, bytes]:
    """Every object of a folder store, by key."""
    root = Path(folder)
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file() and ".newsheaf" not in p.parts}


def differences(one: str | Path, other: str | Path) -> list[str]:
    """The keys at which two folder stores differ, bytes and all."""
    left, right = objects(one), objects(other)
    return sorted(key for key in left.keys() | right.keys() if left.get(key) != right.get(key))


def given_rows(rows: Iterable[StoryRow]) -> list[dict[str, Any]]:
    """Published stories as the rows of a ``--stories`` file."""
    return [
        {
            "id": row.id, "url": row.url, "title": row.title, "text": row.text, "language": row.language, "publisher": row.publisher,
            "published": format_time(row.published) if row.published else None,
        }
        for row in sorted(rows, key=lambda row: row.id)
    ]  # fmt: skip


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def pair_f1(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """F1 of the pairs that two groupings of the same items put together."""
    assert one.keys() == other.keys()

    def pairs(label: Mapping[str, str]) -> set[tuple[str, str]]:
        groups: dict[str, list[str]] = {}
        for item in sorted(label):
            groups.setdefault(label[item], []).append(item)
        return {(a, b) for members in groups.values() for i, a in enumerate(members) for b in members[i + 1 :]}

    a, b = pairs(one), pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def bundle_labels(rows: Mapping[str, StoryRow]) -> dict[str, str]:
    return {id: row.bundle_id for id, row in rows.items()}


def copy_labels(rows: Mapping[str, StoryRow]) -> dict[str, str]:
    return {id: row.copy_of or id for id, row in rows.items()}


