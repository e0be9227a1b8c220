"""What a stage reads back from the store, and the handle by which a worker gets at it.

The store is the state: a worker opens it by URL and reads the manifest that the run started from, so the same
graph works in this process, in a worker process beside it and on another machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from connectors.editions.documents import Manifest
from connectors.editions.reading import load_known, load_manifest, read_rows
from connectors.records import Known, OpenBundle, SiteLine, Sketch
from connectors.store import S3Settings, Store, open_store
from transforms.overrides import Bound, load_linked

REACH = timedelta(days=7)  # how far, in event time, a story can be from what it is compared with


@dataclass(frozen=True, slots=True)
class StateSource:
    """A picklable handle on one edition of a store."""

    url: str
    s3: S3Settings
    manifest_key: str = ""  # empty: the store has no edition yet

    def open(self) -> tuple[Store, Manifest | None]:
        """The store and the manifest. Raises StoreError."""
        store = open_store(self.url, self.s3)
        return store, load_manifest(store, self.manifest_key) if self.manifest_key else None

    def known(self) -> Mapping[str, Known]:
        """Every identity that the store has worked off, by key."""
        store, manifest = self.open()
        return load_known(store, manifest) if manifest else {}


@dataclass(frozen=True, slots=True)
class LanguageState:
    """What the store holds of one language within reach of some stories."""

    language: str
    window: tuple[Sketch, ...] = ()  # by id
    bundles: tuple[OpenBundle, ...] = ()  # by id; tombstones too


def load_language(
    store: Store, manifest: Manifest | None, language: str, new: Sequence[Sketch], overrides: Sequence[Bound] = ()
) -> LanguageState:
    """The published sketches and bundles of ``language`` on the days of event time within reach of ``new``, and those that
    overrides need.

    Rows are chosen by their own times, not by the files that they happen to share, so that merging files changes nothing.
    """
    if manifest is None:
        return LanguageState(language)
    sketches: list[Sketch] = []
    bundles: list[OpenBundle] = []
    if new:
        first, last = span_of(new)
        sketches = read_rows(store, manifest, "sketches", Sketch, partition=language, span=(first, last))
        bundles = read_rows(store, manifest, "bundles", OpenBundle, partition=language, span=(first, last))
        sketches = [s for s in sketches if first <= s.event_time <= last]
        bundles = [b for b in bundles if b.first_event <= last and b.last_event >= first]
    if overrides:
        return LanguageState(language, *load_linked(store, manifest, language, overrides, new, sketches, bundles))
    return LanguageState(language, tuple(sorted(sketches, key=lambda s: s.id)), tuple(sorted(bundles, key=lambda b: b.id)))


def span_of(new: Sequence[Sketch]) -> tuple[datetime, datetime]:
    """The event times that the stories can reach, in whole days."""
    times = [s.event_time.astimezone(UTC) for s in new]
    first, last = min(times) - REACH, max(times) + REACH
    return datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)


def load_site_lines(store: Store, manifest: Manifest | None) -> dict[str, list[SiteLine]]:
    """The line counts of every site, by site."""
    sites: dict[str, list[SiteLine]] = {}
    for line in read_rows(store, manifest, "lines", SiteLine) if manifest else ():
        sites.setdefault(line.site, []).append(line)
    return sites
