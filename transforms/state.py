"""What the stages read back from the store, and the handle by which a worker gets at it.

The store is the state: a worker opens it by URL and reads the manifest that the run started from, so the same graph works in this
process, in a worker process beside it and on another machine. A process reads each part of an edition's state once: its steps share
one ``StoreState``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

from connectors.editions.documents import IndexLine, Manifest
from connectors.editions.reading import Latest, load_known, load_manifest, read_index, read_rows
from connectors.records import Cursor, Known, OpenBundle, Pending, SiteLine, Sketch
from connectors.store import S3Settings, Store, open_store
from transforms.overrides import Bound, load_linked

_T = TypeVar("_T")

REACH = timedelta(days=7)  # how far, in event time, a story can be from what it is compared with


@dataclass(frozen=True, slots=True)
class StateSource:
    """A picklable handle on one edition of a store."""

    url: str
    s3: S3Settings
    manifest_key: str = ""  # empty: the store has no edition yet

    def open(self) -> StoreState:
        """What the store holds as of that edition: in one process the same object to all who ask. Raises StoreError."""
        with _opening:
            state = _held.get(self)
            if state is None:
                _held.clear()
                store = open_store(self.url, self.s3)
                manifest = load_manifest(store, self.manifest_key) if self.manifest_key else None
                state = _held[self] = StoreState(store, manifest)
            return state

    def hold(self, state: StoreState) -> None:
        """Let this process open what it has read already."""
        with _opening:
            _held.clear()
            _held[self] = state

    def known(self) -> Mapping[str, Known]:
        """Every identity that the store has worked off, by key."""
        return self.open().known


class StoreState:
    """What a store holds as of one edition. Each part is read when it is first asked for, and once, whatever thread asks.

    ``manifest`` is None before the first edition: then all parts are empty. What is given out is shared, so nobody changes it.
    All reading raises StoreError.
    """

    def __init__(self, store: Store, manifest: Manifest | None) -> None:
        self.store, self.manifest = store, manifest
        self._parts: dict[str, Any] = {}
        self._lock = threading.Lock()

    @classmethod
    def of(cls, store: Store, latest: Latest | None) -> StoreState:
        """The state as of the newest edition."""
        return cls(store, latest.manifest if latest else None)

    @property
    def known(self) -> Mapping[str, Known]:
        """Every identity that the store has worked off or holds as pending, by key."""
        return self._once("known", lambda: load_known(self.store, self.manifest))

    @property
    def site_lines(self) -> Mapping[str, Sequence[SiteLine]]:
        """The line counts of every site, by site."""
        return self._once("site lines", lambda: _by_site(read_rows(self.store, self.manifest, "lines", SiteLine)))

    @property
    def cursors(self) -> Mapping[str, Cursor]:
        """Where every feed was left, by the feed's URL."""
        return self._once("cursors", lambda: {row.feed: row for row in read_rows(self.store, self.manifest, "cursors", Cursor)})

    @property
    def pending(self) -> Sequence[Pending]:
        """The items that are known and not worked off, by id; tombstones too."""
        return self._once("pending", lambda: read_rows(self.store, self.manifest, "pending", Pending))

    @property
    def index(self) -> tuple[IndexLine, ...]:
        """The open bundles, in the order of the front page."""
        return self._once("index", lambda: read_index(self.store, self.manifest))

    def _once(self, part: str, read: Callable[[], _T]) -> _T:
        with self._lock:
            if part not in self._parts:
                self._parts[part] = read()
            found: _T = self._parts[part]
            return found


_held: dict[StateSource, StoreState] = {}  # the newest alone: an edition's state is large, and the next edition has another
_opening = threading.Lock()


def _by_site(rows: Sequence[SiteLine]) -> dict[str, list[SiteLine]]:
    sites: dict[str, list[SiteLine]] = {}
    for row in rows:
        sites.setdefault(row.site, []).append(row)
    return sites


@dataclass(frozen=True, slots=True)
class LanguageState:
    """What the store holds of one language within reach of some stories."""

    language: str
    window: tuple[Sketch, ...] = ()  # by id
    bundles: tuple[OpenBundle, ...] = ()  # by id; tombstones too


def load_language(state: StoreState, language: str, new: Sequence[Sketch], overrides: Sequence[Bound] = ()) -> LanguageState:
    """The published sketches and bundles of ``language`` on the days of event time within reach of ``new``, and those that
    overrides need.

    Rows are chosen by their own times, not by the files that they happen to share, so that merging files changes nothing.
    """
    store, manifest = state.store, state.manifest
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
