"""All that can be done with one item on its own, before the stories of its site and of its language are looked at.

It is what a worker process does for a page, so that extraction, line sketches and signing share the cores. Knows no Beam.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connectors.records import GivenStory, Page, Reject, Sketch, Story
from connectors.site_lines import LineSketch
from connectors.site_rules import SiteRule
from transforms.extract import ExtractSettings, work_by_rule
from transforms.sign import SignSettings, sketch_story
from transforms.strip import SiteSettings, StripSettings, sketch_lines


@dataclass(frozen=True, slots=True)
class Prepared:
    """A story with what is known of it already."""

    story: Story
    line_sketch: LineSketch
    sketch: Sketch | None = None  # a page's; a given row is signed when it is admitted, which keeps what waits in memory small
    hits: tuple[str, ...] = ()  # the parts of its site's rule that found something


def prepare_item(
    item: Page | GivenStory, extract: ExtractSettings, strip: StripSettings, sites: SiteSettings, sign: SignSettings,
    rules: Mapping[str, SiteRule] | None = None,
) -> Prepared | Reject:  # fmt: skip
    """Extract, strip by the seed rules, sketch the lines and sign one item."""
    result, hits = work_by_rule(item, extract, strip, rules or {})
    if isinstance(result, Reject):
        return result
    return Prepared(result, sketch_lines(result, sites), sketch_story(result, sign) if isinstance(item, Page) else None, hits)
