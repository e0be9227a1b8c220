"""What is asked of the web: rounds by shard, of which those of a bundle are worked off side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import apache_beam as beam
from apache_beam.coders import VarIntCoder
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec
from apache_beam.utils.windowed_value import WindowedValue

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A round of a shard with its place in the stream, which all that comes of it keeps."""

    shard: int
    round: R
    timestamp: Any
    window: Any

    def give(self, value: Any, tag: str = "") -> Any:
        """The value as a bundle gives it out at its end."""
        placed = WindowedValue(value, self.timestamp, (self.window,))
        return beam.pvalue.TaggedOutput(tag, placed) if tag else placed


class RoundsOfBundle(beam.DoFn, Generic[R]):  # type: ignore[misc]
    """Keeps the rounds of a bundle and gives them to ``work`` at its end, all at once."""

    def __init__(self) -> None:
        self._rounds: list[Placed[R]] = []

    def start_bundle(self) -> None:
        self._rounds = []

    def process(
        self, shard: tuple[int, R], timestamp: Any = beam.DoFn.TimestampParam, window: Any = beam.DoFn.WindowParam
    ) -> None:
        self._rounds.append(Placed(*shard, timestamp, window))

    def finish_bundle(self) -> Iterator[Any]:
        if self._rounds:
            yield from self.work(self._rounds)

    def work(self, placed: Sequence[Placed[R]]) -> Iterator[Any]:
        """What comes of the rounds, each in its place."""
        raise NotImplementedError


class RoundsInTurn(RoundsOfBundle[R]):
    """The same in a stream, where the rounds of a shard follow each other."""

    TURN = ReadModifyWriteStateSpec("turn", VarIntCoder())  # holds nothing: a step with state has one worker a key at a time

    def process(
        self, shard: tuple[int, R], timestamp: Any = beam.DoFn.TimestampParam, window: Any = beam.DoFn.WindowParam,
        turn: Any = beam.DoFn.StateParam(TURN),
    ) -> None:
        super().process(shard, timestamp, window)
