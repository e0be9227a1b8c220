"""Every identity that a store knows, packed: half a million keys in some 80 MB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from connectors.editions.tables import without_tombstones
from connectors.records import Known

if TYPE_CHECKING:
    import pyarrow as pa


class KnownIndex(Mapping[str, Known]):
    """Every identity that the store knows, by key: packed columns with a sorted index."""

    def __init__(self, tables: Sequence[pa.Table], forgotten_before: date | None = None) -> None:
        """``tables`` hold Known rows, oldest first; of two rows with one key the later counts."""
        import numpy as np
        import pyarrow as pa

        self._rows = pa.concat_tables(tables).combine_chunks()
        numbers = _key_numbers(self._rows.column("key"))
        order = np.lexsort((-np.arange(len(numbers)), numbers))
        ordered = numbers[order]
        first = np.ones(len(ordered), dtype=bool)
        first[1:] = ordered[1:] != ordered[:-1]
        places = order[first].astype(np.int32)
        numbered = self._rows.select(["listed", "event_time"]).append_column("at", pa.array(np.arange(len(order), dtype=np.int32)))
        newest = numbered.take(places)
        kept = np.isin(places, without_tombstones("state/known", newest, forgotten_before).column("at").to_numpy())
        self._numbers, self._places = ordered[first][kept], places[kept]
        self._columns = {name: self._rows.column(name).chunk(0) for name in self._rows.column_names} if len(numbers) else {}

    def __getitem__(self, key: str) -> Known:
        if len(self._numbers):
            number = _key_number(key)
            at = int(self._numbers.searchsorted(number))
            if at < len(self._numbers) and self._numbers[at] == number:
                return self._row(int(self._places[at]))
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str) or not len(self._numbers):
            return False
        number = _key_number(key)
        at = int(self._numbers.searchsorted(number))
        return at < len(self._numbers) and bool(self._numbers[at] == number)

    def __iter__(self) -> Iterator[str]:
        return (self._columns["key"][int(place)].as_py() for place in self._places)

    def __len__(self) -> int:
        return len(self._numbers)

    def _row(self, place: int) -> Known:
        values = {name: column[place].as_py() for name, column in self._columns.items()}
        if values.get("event_time") is not None:
            values["event_time"] = values["event_time"].astimezone(UTC)
        return Known(**values)


class RenewedKnown(Mapping[str, Known]):
    """The identities of a ``KnownIndex`` with the rows of later editions laid over them, so that no file is read again."""

    def __init__(self, base: Mapping[str, Known], rows: Iterable[Known], forgotten_before: date | None = None) -> None:
        """``base`` is taken over: an earlier ``RenewedKnown`` on the same index is not to be used any more."""
        self._base: Mapping[str, Known] = base._base if isinstance(base, RenewedKnown) else base
        self._over: dict[str, Known] = base._over if isinstance(base, RenewedKnown) else {}
        self._over.update((row.key, row) for row in rows)
        self._forgotten_before = forgotten_before

    @property
    def renewed(self) -> int:
        """How many rows are laid over the index: they are not packed, some 400 bytes each."""
        return len(self._over)

    @property
    def rows(self) -> int:
        """How many rows are in memory, packed or not; one that is laid over another counts beside it."""
        return len(self._base) + len(self._over)

    def __getitem__(self, key: str) -> Known:
        row = self._over.get(key) or self._base[key]
        if is_forgotten(row, self._forgotten_before):
            raise KeyError(key)
        return row

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._over if key in self)
        yield from (key for key in self._base if key not in self._over and key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def is_forgotten(row: Known, forgotten_before: date | None) -> bool:
    """Whether an identity no longer counts: no feed has listed it since that day, and it is no story's own."""
    return forgotten_before is not None and row.listed is not None and row.listed < forgotten_before and row.event_time is None


def _key_number(key: str) -> Any:
    """A key as a number to search for: its 16 hex digits, or 64 bits of its hash when it isn't made of them."""
    import numpy as np

    plain = len(key) == 16 and all(c in "0123456789abcdef" for c in key)
    return np.uint64(int(key, 16) if plain else int.from_bytes(sha256(key.encode("utf-8", "replace")).digest()[:8], "big"))


def _key_numbers(keys: pa.ChunkedArray) -> Any:
    """``_key_number`` of a whole column, in bulk where the keys are hex digits."""
    import numpy as np
    import pyarrow.compute as pc

    if not len(keys):
        return np.zeros(0, dtype=np.uint64)
    if not pc.all(pc.match_substring_regex(keys, "^[0-9a-f]{16}$")).as_py():
        return np.array([_key_number(key) for key in keys.to_pylist()], dtype=np.uint64)
    column = keys.combine_chunks()
    column = column.chunk(0) if hasattr(column, "chunk") else column
    digits = np.frombuffer(column.buffers()[2], dtype=np.uint8)[column.offset * 16 :][: len(column) * 16].reshape(-1, 16)
    values = np.where(digits >= ord("a"), digits - (ord("a") - 10), digits - ord("0")).astype(np.uint64)
    total = np.zeros(len(column), dtype=np.uint64)
    for place in range(16):
        total = (total << np.uint64(4)) | values[:, place]
    return total
