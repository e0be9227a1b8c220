"""What a store has, read as any reader would while others write it; and the judge of whether every listed item is one story, once."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from connectors.editions.documents import Manifest, StoryRow
from connectors.editions.reading import load_latest, load_manifest, newest_rows, read_object
from connectors.editions.schema import from_table, read_parquet
from connectors.store import Store, StoreError
from tests.end_to_end.runs import assert_whole
from tests.live_feeds import LiveFeeds


@dataclass
class Ledger:
    """The editions so far, each with the moment at which it was first seen."""

    store: Store
    seen: dict[str, float] = field(default_factory=dict)  # edition → seconds since the epoch
    _editions: dict[str, Manifest] = field(default_factory=dict)  # by key
    _newest: str = ""

    def look(self) -> int:
        """The stories published so far; what was seen last while the store is away."""
        with suppress(StoreError):
            latest = load_latest(self.store, self._editions)
            if latest is not None and latest.key not in self._editions:
                key, manifest = latest.key, latest.manifest
                while key not in self._editions:
                    self._editions[key] = manifest
                    self.seen[manifest.edition] = time.time()
                    key = manifest.previous
                    if not key:
                        break
                    manifest = self._editions.get(key) or load_manifest(self.store, key)
                self._newest = latest.edition
        return sum(m.counts.originals + m.counts.copies for m in self._editions.values())

    @property
    def newest(self) -> str:
        return self._newest

    @property
    def manifests(self) -> list[Manifest]:
        return sorted(self._editions.values(), key=lambda manifest: manifest.edition)


def judge(ledger: Ledger, feeds: LiveFeeds) -> list[StoryRow]:
    """Every listed item is one story, new in one edition, in its first revision; nothing else is there, and all sums add up.

    Returns the stories. Raises AssertionError.
    """
    ledger.look()
    wrong = {manifest.edition: manifest.counts.problems() for manifest in ledger.manifests if manifest.counts.problems()}
    assert not wrong
    stories = list(newest_rows(ledger.store, ledger.manifests[-1], "stories", StoryRow))
    by_url = Counter(row.url for row in stories)
    assert set(by_url) == feeds.urls()
    assert not {url: number for url, number in by_url.items() if number != 1}
    assert len({row.id for row in stories}) == len(stories)
    assert {row.revision for row in stories} == {1}
    first: dict[str, set[str]] = {}
    for manifest in ledger.manifests:
        for ref in manifest.wrote:
            if ref.kind == "tables/stories":
                for row in from_table(StoryRow, read_parquet(read_object(ledger.store, ref))):
                    first.setdefault(row.id, set()).add(row.first_edition)
    assert first.keys() == {row.id for row in stories}
    assert not {id: editions for id, editions in first.items() if len(editions) != 1}
    new = Counter(row.first_edition for row in stories)
    assert {m.edition: m.counts.originals + m.counts.copies for m in ledger.manifests if m.counts.originals + m.counts.copies} == dict(new)
    assert sum(m.counts.rejected + m.counts.revisions for m in ledger.manifests) == 0
    assert_whole(ledger.store)
    return stories
