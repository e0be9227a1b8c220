"""What the stages read back from the store, and the handle by which a worker gets at it.

The store is the state: a worker opens it by URL and reads the manifest that the run started from, so the same graph works in this
process, in a worker process beside it and on another machine. A process reads each part of an edition's state once: its steps share
one ``StoreState``.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from time import monotonic as time_now
from typing import Any, TypeVar

from connectors.editions.documents import IndexLine, Manifest, StateKind
from connectors.editions.known import RenewedKnown
from connectors.editions.layout import Draft
from connectors.editions.reading import Latest, load_known, load_latest, load_manifest, read_index, read_rows, read_written
from connectors.holds import Hold
from connectors.records import Cursor, Known, OpenBundle, Pending, Sketch
from connectors.site_lines import SiteLine
from connectors.store import S3Settings, Store, open_store
from transforms.overrides import Bound, load_linked

_T = TypeVar("_T")

REACH = timedelta(days=7)  # how far, in event time, a story can be from what it is compared with
MOST_RENEWED = 50_000
"""Identities kept unpacked beside the packed index, some 20 MB; beyond, the index is read and packed anew."""
KEPT = 3 * REACH  # event times that a process keeps of a language: of new stories a week ahead and what they reach, with a week to spare


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
                state = _held[self] = StoreState(store, manifest, self.manifest_key)
            return state

    def hold(self, state: StoreState) -> None:
        """Let this process open what it has read already."""
        with _opening:
            _held.clear()
            _held[self] = state

    def known(self) -> Mapping[str, Known]:
        """Every identity that the store has worked off, by key."""
        return self.open().known

    def holds(self) -> Mapping[str, Hold]:
        """The hosts that asked to wait, by host."""
        return self.open().holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a process keeps in memory of a store, in rows."""

    identities: int = 0
    sketches: int = 0
    bundles: int = 0


class StoreState:
    """What a store holds as of one edition. Each part is read when it is first asked for, and once, whatever thread asks.

    ``manifest`` is None before the first edition: then all parts are empty. What is given out is shared, so nobody changes it.
    All reading raises StoreError.
    """

    def __init__(self, store: Store, manifest: Manifest | None, key: str = "") -> None:
        self.store, self.manifest, self.key = store, manifest, key  # the manifest's
        self._parts: dict[str, Any] = {}
        self._languages: dict[str, LanguageRows] = {}
        self._lock = threading.RLock()

    @classmethod
    def of(cls, store: Store, latest: Latest | None) -> StoreState:
        """The state as of the newest edition."""
        return cls(store, latest.manifest, latest.key) if latest else cls(store, None)

    @property
    def known(self) -> Mapping[str, Known]:
        """Every identity that the store has worked off or holds as pending, by key."""
        return self._once("known", lambda: load_known(self.store, self.manifest))

    @property
    def site_lines(self) -> Mapping[str, Sequence[SiteLine]]:
        """The line counts of every site, by site."""
        return self._once("lines", lambda: _by_site(read_rows(self.store, self.manifest, "lines", SiteLine)))

    @property
    def cursors(self) -> Mapping[str, Cursor]:
        """Where every feed was left, by the feed's URL."""
        return self._once("cursors", lambda: {row.feed: row for row in read_rows(self.store, self.manifest, "cursors", Cursor)})

    @property
    def holds(self) -> Mapping[str, Hold]:
        """The hosts that asked to wait, by host; those whose time is over may be among them."""
        return self._once("holds", lambda: {row.host: row for row in read_rows(self.store, self.manifest, "holds", Hold)})

    @property
    def pending(self) -> Sequence[Pending]:
        """The items that are known and not worked off, by id."""
        return self._once("pending", lambda: read_rows(self.store, self.manifest, "pending", Pending))

    @property
    def index(self) -> tuple[IndexLine, ...]:
        """The open bundles, in the order of the front page."""
        return self._once("index", lambda: read_index(self.store, self.manifest))

    def kept(self) -> Kept:
        """What of it is in memory now."""
        with self._lock:
            known = self._parts.get("known", {})
            languages = self._languages.values()
            return Kept(
                identities=known.rows if isinstance(known, RenewedKnown) else len(known),
                sketches=sum(rows.sketches for rows in languages), bundles=sum(rows.bundles for rows in languages),
            )  # fmt: skip

    def rows_of(self, language: str, first: datetime, last: datetime) -> tuple[list[Sketch], list[OpenBundle]]:
        """The published sketches and bundles of a language whose event times lie, or reach, between two times."""
        with self._lock:
            rows = self._languages.setdefault(language, LanguageRows(language))
            return rows.between(self.store, self.manifest, first, last)

    def after(self, latest: Latest, draft: Draft) -> StoreState:
        """The state as of the edition that the draft became on top of this state: what was read is kept, changed by the draft's rows.

        This state is used up: it is not to be asked any more.
        """
        with self._lock:
            state = StoreState.of(self.store, latest)
            rows = draft.state
            self._renew(state, latest, lambda kind, record_type: rows.get(kind, ()))
            if "lines" in self._parts:
                state._parts["lines"] = _renew_lines(self.site_lines, rows.get("lines", ()))
            if not draft.same_index:
                documents = {(row.id, row.version): row.document for row in rows.get("bundles", ())}
                state._parts["index"] = tuple(
                    line if line.document else replace(line, document=documents[line.id, line.version]) for line in draft.index
                )
            elif "index" in self._parts:
                state._parts["index"] = self._parts["index"]
            state._languages = self._languages
            for language in {row.language for kind in ("sketches", "bundles") for row in rows.get(kind, ())} & self._languages.keys():
                self._languages[language].take_in(rows)
            return state

    def followed_by(self, latest: Latest) -> StoreState:
        """The state as of a newer edition that somebody else published: of the edition right after this one only its own rows are read.

        This state may be used up by it.
        """
        state = StoreState.of(self.store, latest)
        if latest.manifest.previous != self.key:
            return state
        with self._lock:
            self._renew(state, latest, lambda kind, record_type: read_written(self.store, latest.manifest, kind, record_type))
        return state

    def _renew(self, state: StoreState, latest: Latest, written: Callable[[StateKind, type[Any]], Sequence[Any]]) -> None:
        """Give a later state what was read of identities, cursors and pending items, with the rows written since laid over it."""
        if "known" in self._parts:
            known = RenewedKnown(self.known, written("known", Known), latest.manifest.forgotten_before)
            if known.renewed <= MOST_RENEWED:
                state._parts["known"] = known
        if "cursors" in self._parts:
            state._parts["cursors"] = {**self.cursors, **{row.feed: row for row in written("cursors", Cursor)}}
        if "holds" in self._parts:
            holds = {**self.holds, **{row.host: row for row in written("holds", Hold)}}
            state._parts["holds"] = {host: row for host, row in holds.items() if not row.over}
        if "pending" in self._parts:
            pending = {row.id: row for row in (*self.pending, *written("pending", Pending))}
            state._parts["pending"] = [pending[id] for id in sorted(pending) if not pending[id].done]

    def _once(self, part: str, read: Callable[[], _T]) -> _T:
        with self._lock:
            if part not in self._parts:
                self._parts[part] = read()
            found: _T = self._parts[part]
            return found


class LanguageRows:
    """The sketches and bundles of one language around the newest event times, as they were read and as editions changed them."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._span: tuple[datetime, datetime] | None = None  # of event times, whose rows are all here
        self._sketches: dict[str, Sketch] = {}
        self._bundles: dict[str, OpenBundle] = {}

    @property
    def sketches(self) -> int:
        return len(self._sketches)

    @property
    def bundles(self) -> int:
        return len(self._bundles)

    def between(
        self, store: Store, manifest: Manifest | None, first: datetime, last: datetime
    ) -> tuple[list[Sketch], list[OpenBundle]]:
        """The rows between two event times; what is not here yet is read. Raises StoreError."""
        if self._span is not None and (last < self._span[0] or first > self._span[1]):
            self._span, self._sketches, self._bundles = None, {}, {}  # else all that lies between would be read, for nobody
        missing = [(first, last)]
        if self._span is not None:
            begin, end = self._span
            missing = [(low, high) for low, high in ((first, begin), (end, last)) if low < high]
        for span in missing:
            self._add(
                read_rows(store, manifest, "sketches", Sketch, partition=self._language, span=span),
                read_rows(store, manifest, "bundles", OpenBundle, partition=self._language, span=span),
            )
        begin, end = self._span or (first, last)
        self._span = min(first, begin), max(last, end)
        sketches = [s for s in self._sketches.values() if first <= s.event_time <= last]
        return sketches, [b for b in self._bundles.values() if b.first_event <= last and b.last_event >= first]

    def take_in(self, rows: Mapping[StateKind, Sequence[Any]]) -> None:
        """What an edition published; rows far behind the newest go, and are read again should they be needed."""
        mine = {kind: [row for row in rows.get(kind, ()) if row.language == self._language] for kind in ("sketches", "bundles")}
        self._add(mine["sketches"], mine["bundles"])
        if self._span is not None and self._span[1] - self._span[0] > KEPT:
            begin = self._span[1] - KEPT
            self._span = begin, self._span[1]
            self._sketches = {id: row for id, row in self._sketches.items() if row.event_time >= begin}
            self._bundles = {id: row for id, row in self._bundles.items() if row.last_event >= begin}

    def _add(self, sketches: Sequence[Sketch], bundles: Sequence[OpenBundle]) -> None:
        self._sketches.update((row.id, row) for row in sketches)
        self._bundles.update((row.id, row) for row in bundles)


def _renew_lines(before: Mapping[str, Sequence[SiteLine]], rows: Sequence[SiteLine]) -> Mapping[str, Sequence[SiteLine]]:
    changed: dict[str, dict[str, SiteLine]] = {}
    for row in rows:
        site = changed.setdefault(row.site, {old.line: old for old in before.get(row.site, ())})
        site[row.line] = row
    return {**before, **{site: [row for row in lines.values() if not row.gone] for site, lines in changed.items()}}


class StoreFollower:
    """The state as of LATEST, for a process that reads a store while another publishes to it; any thread."""

    def __init__(self, source: StateSource, every: float = 1.0) -> None:
        """LATEST is looked up ``every`` so many seconds at most; the source's manifest doesn't matter."""
        self._source, self._every = source, every
        self._state: StoreState | None = None
        self._looked = -math.inf
        self._lock = threading.Lock()

    def state(self) -> StoreState:
        """The newest state. Raises StoreError."""
        with self._lock:
            if self._state is None or time_now() - self._looked >= self._every:
                self._state = self._look(self._state or StoreState(open_store(self._source.url, self._source.s3), None))
                self._looked = time_now()
            return self._state

    def _look(self, state: StoreState) -> StoreState:
        latest = load_latest(state.store, {state.key: state.manifest} if state.manifest else {})
        if (latest.key if latest else "") == state.key:
            return state
        return state.followed_by(latest) if latest and state.key else StoreState.of(state.store, latest)


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
        sketches, bundles = state.rows_of(language, *span_of(new))
    if overrides:
        return LanguageState(language, *load_linked(store, manifest, language, overrides, new, sketches, bundles))
    return LanguageState(language, tuple(sorted(sketches, key=lambda s: s.id)), tuple(sorted(bundles, key=lambda b: b.id)))


def span_of(new: Sequence[Sketch]) -> tuple[datetime, datetime]:
    """The event times that the stories can reach, in whole days."""
    times = [s.event_time.astimezone(UTC) for s in new]
    first, last = min(times) - REACH, max(times) + REACH
    return datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)
