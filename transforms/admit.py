"""The gate before signing: one story an id, stripped of the lines that its site repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import apache_beam as beam

from connectors.records import Seen, Sighting, Story
from transforms.identity import Ruling, apply_ruling
from transforms.progress import count
from transforms.state import StateSource, load_site_lines
from transforms.strip import SiteSettings, learn_lines, sight_lines, strip_learned


class _Learn(beam.DoFn):  # type: ignore[misc]
    def __init__(self, source: StateSource, settings: SiteSettings) -> None:
        self._source, self._settings = source, settings

    def setup(self) -> None:
        self._before = load_site_lines(*self._source.open())

    def process(self, element: tuple[str, Iterable[Sighting]]) -> Iterator[tuple[str, frozenset[int]]]:
        site, sightings = element
        once = {s.story_id: s for s in sorted(sightings, key=repr)}
        learned, _ = learn_lines(site, self._before.get(site, ()), [once[id] for id in sorted(once)], self._settings)
        if learned:
            yield site, learned


@dataclass
class LearnLines(beam.PTransform):  # type: ignore[misc]
    """Sightings → (site, lines learned), for the sites that repeat any."""

    source: StateSource
    settings: SiteSettings

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, sightings: beam.PCollection[Sighting]) -> beam.PCollection[tuple[str, frozenset[int]]]:
        return (
            sightings
            | "Key by site" >> beam.Map(lambda s: (s.site, s)).with_output_types(tuple[str, Sighting])
            | "By site" >> beam.GroupByKey()
            | "Learn lines" >> beam.ParDo(_Learn(self.source, self.settings))
        )


class _Admit(beam.DoFn):  # type: ignore[misc]
    def __init__(self, settings: SiteSettings) -> None:
        self._settings = settings

    def process(self, story: Story, rulings: Mapping[str, Ruling], learned: Mapping[str, frozenset[int]]) -> Iterator[object]:
        outcome = apply_ruling(story, rulings.get(story.id))
        if isinstance(outcome, Seen):
            yield beam.pvalue.TaggedOutput("pieces", outcome)
            return
        yield beam.pvalue.TaggedOutput("pieces", sight_lines(outcome, self._settings))
        lines = learned.get(outcome.site)
        yield strip_learned(outcome, lines) if lines else outcome
        count("strip")


@dataclass
class AdmitStories(beam.PTransform):  # type: ignore[misc]
    """Stories → ``stories`` to be published, and ``pieces``: items seen before, and the sightings of those admitted."""

    rulings: beam.PCollection[tuple[str, Ruling]]
    learned: beam.PCollection[tuple[str, frozenset[int]]]
    settings: SiteSettings

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, stories: beam.PCollection[Story]) -> beam.pvalue.DoOutputsTuple:
        return stories | "Admit" >> beam.ParDo(
            _Admit(self.settings), beam.pvalue.AsDict(self.rulings), beam.pvalue.AsDict(self.learned)
        ).with_outputs("pieces", main="stories")
