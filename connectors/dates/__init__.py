"""Reads a date as somebody wrote it: whole, or not at all.

``reader`` is the way in: ``DateReader`` for the dates of one outlet, ``read_date`` for a single one. ``grammar`` says what a text means,
by the tables in ``names`` and ``zones``. Nothing depends on the clock.
"""

from __future__ import annotations

from connectors.dates.reader import UNREAD, DateReader, WrittenDate, read_date

__all__ = ["UNREAD", "DateReader", "WrittenDate", "read_date"]
