"""Chunked transfer coding undone, as sloppily as curl does it."""

from __future__ import annotations

import re

MOST_LINE = 4_096  # bytes of a chunk's size with its extensions
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?", re.DOTALL)


class ChunkReader:
    """A chunked body, piece by piece. It is ``done`` with its last chunk; what stands behind that is in ``rest``, trailers included.

    >>> chunks = ChunkReader()
    >>> chunks.feed(b"3\\r\\nfer\\n2;x=y\\nr"), chunks.feed(b"y\\r\\n0\\r\\n\\r\\n"), chunks.done
    (b'ferr', b'y', True)
    """

    def __init__(self) -> None:
        self.done = False
        self.rest = b""
        self._left = 0  # bytes of a chunk still to come
        self._line = bytearray()
        self._ends_chunk = False  # the line is the one behind a chunk

    def feed(self, data: bytes) -> bytes:
        """What the next bytes hold. Raises ValueError where they are no chunks."""
        out = bytearray()
        place = 0
        while place < len(data) and not self.done:
            if self._left:
                piece = data[place : place + self._left]
                out += piece
                self._left -= len(piece)
                place += len(piece)
                self._ends_chunk = not self._left
                continue
            end = data.find(b"\n", place) + 1 or len(data)
            self._line += data[place:end]
            place = end
            if len(self._line) > MOST_LINE:
                raise ValueError(f"a chunk's size of more than {MOST_LINE} bytes")
            if self._line.endswith(b"\n"):
                self._read_line(bytes(self._line).strip())
                self._line.clear()
        self.rest = data[place:]
        return bytes(out)

    def _read_line(self, line: bytes) -> None:
        if self._ends_chunk:
            if line:
                raise ValueError(f"a chunk is followed by {line[:40]!r}")
            self._ends_chunk = False
            return
        size = _SIZE.fullmatch(line)
        if size is None:
            raise ValueError(f"{line[:40]!r} is no chunk's size")
        self._left = int(size[1], 16)
        self.done = not self._left
