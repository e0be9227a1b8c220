"""The gate before folding: one story an id, stripped of the lines that its site repeats, and signed as it will be published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import apache_beam as beam

from connectors.records import Known, Seen, Sketch, Story
from connectors.site_lines import LineSketch, SiteLine
from transforms.extract.prepare import Prepared
from transforms.identify import Ruling, apply_ruling, claim_of, name_of, settle_story
from transforms.progress import count
from transforms.sign import SignSettings, sketch_story
from transforms.state import StateSource
from transforms.strip import SiteSettings, learn_lines, strip_learned


def settle_prepared(prepared: Prepared, known: Mapping[str, Known]) -> Prepared:
    """The story under the id of the published one that it is a state of, with its sketches."""
    return under_id(prepared, settle_story(prepared.story, known))


def under_id(prepared: Prepared, story: Story) -> Prepared:
    """The prepared story as ``story``, which has another id, with its sketches."""
    sketch = replace(prepared.sketch, id=story.id) if prepared.sketch is not None else None
    return Prepared(story, replace(prepared.line_sketch, story_id=story.id), sketch)


class _Settle(beam.DoFn):  # type: ignore[misc]
    def __init__(self, known: Callable[[], Mapping[str, Known]]) -> None:
        self._load = known

    def setup(self) -> None:
        self._known = self._load()

    def process(self, prepared: Prepared) -> Iterator[Prepared]:
        yield settle_prepared(prepared, self._known)


@dataclass
class SettleStories(beam.PTransform):  # type: ignore[misc]
    """``Prepared`` → the same, each under the id of the published story that it is a state of."""

    known: Callable[[], Mapping[str, Known]]

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, stories: beam.PCollection[Prepared]) -> beam.PCollection[Prepared]:
        return stories | "Find what is published" >> beam.ParDo(_Settle(self.known))


class _Learn(beam.DoFn):  # type: ignore[misc]
    def __init__(self, source: StateSource, settings: SiteSettings) -> None:
        self._source, self._settings = source, settings

    def setup(self) -> None:
        self._before = self._source.open().site_lines

    def process(self, element: tuple[str, Iterable[LineSketch]]) -> Iterator[tuple[str, frozenset[int]]]:
        site, line_sketches = element
        yield from learned_lines(site, self._before.get(site, ()), list(line_sketches), self._settings)


def learned_lines(
    site: str, before: Sequence[SiteLine], line_sketches: Sequence[LineSketch], settings: SiteSettings
) -> list[tuple[str, frozenset[int]]]:
    """The site with the lines that it has been learned to repeat; nothing where there are none, or too few stories to learn from."""
    if not before and len(line_sketches) < settings.distinct_stories:
        return []
    once = {s.story_id: s for s in sorted(line_sketches, key=repr)}
    learned, _ = learn_lines(site, before, [once[id] for id in sorted(once)], settings)
    return [(site, learned)] if learned else []


@dataclass
class LearnLines(beam.PTransform):  # type: ignore[misc]
    """Line sketches → (site, lines learned), for the sites that repeat any."""

    source: StateSource
    settings: SiteSettings

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, line_sketches: beam.PCollection[LineSketch]) -> beam.PCollection[tuple[str, frozenset[int]]]:
        return (
            line_sketches
            | "Key by site" >> beam.Map(lambda s: (s.site, s)).with_output_types(tuple[str, LineSketch])
            | "By site" >> beam.GroupByKey()
            | "Learn lines" >> beam.ParDo(_Learn(self.source, self.settings))
        )


def admit_story(
    prepared: Prepared, ruling: Ruling | None, learned: frozenset[int] | None, settings: SignSettings
) -> tuple[Story, Sketch] | Seen:
    """The story as it will be published, with its sketch, or the trace of an item seen before."""
    outcome = apply_ruling(prepared.story, ruling)
    if isinstance(outcome, Seen):
        return outcome
    story = strip_learned(outcome, learned) if learned else outcome
    sketch = under_id(prepared, outcome).sketch
    if sketch is None or story.text != prepared.story.text or story.language != prepared.story.language:
        sketch = sketch_story(story, settings)
    return story, replace(sketch, event_time=story.event_time, url=name_of(story))


class _Admit(beam.DoFn):  # type: ignore[misc]
    def __init__(self, settings: SignSettings) -> None:
        self._settings = settings

    def process(self, prepared: Prepared, rulings: Mapping[str, Ruling], learned: Mapping[str, frozenset[int]]) -> Iterator[object]:
        story = prepared.story
        outcome = admit_story(prepared, rulings.get(claim_of(story)), learned.get(story.site), self._settings)
        if isinstance(outcome, Seen):
            yield beam.pvalue.TaggedOutput("pieces", outcome)
        else:
            yield beam.pvalue.TaggedOutput("pieces", under_id(prepared, outcome[0]).line_sketch)
            yield outcome
            count("sign")


@dataclass
class AdmitStories(beam.PTransform):  # type: ignore[misc]
    """``Prepared`` → ``signed`` (story and sketch), and ``pieces``: items seen before, and the line sketches of those admitted."""

    rulings: beam.PCollection[tuple[str, Ruling]]
    learned: beam.PCollection[tuple[str, frozenset[int]]]
    settings: SignSettings

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, stories: beam.PCollection[Prepared]) -> beam.pvalue.DoOutputsTuple:
        return stories | "Admit" >> beam.ParDo(
            _Admit(self.settings), beam.pvalue.AsDict(self.rulings), beam.pvalue.AsDict(self.learned)
        ).with_outputs("pieces", main="signed")
