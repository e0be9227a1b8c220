"""What is signed is what is published: a story that its site's lines were cut from is signed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.records import GivenStory, Seen
from transforms.admit import admit_story
from transforms.extract import ExtractSettings
from transforms.extract.prepare import Prepared, prepare_item
from transforms.identify import Ruling, rank
from transforms.sign import SignSettings, sketch_story
from transforms.strip import SiteSettings, StripSettings
from transforms.strip.sites import line_hash

NOW = datetime(2026, 3, 7, tzinfo=UTC)
EARLIER = datetime(2026, 3, 1, tzinfo=UTC)
URL = "http://ledger.example/a"


@pytest.fixture
def prepared() -> Prepared:
    text = "The harbour reopened on Friday after the storm had passed.\nThe Ledger has told the valley its news since 1921.\nFerries sail again at noon."
    row = GivenStory(id="s", url=URL, title="Harbour reopens", text=text, language="en", fingerprint="f", first_seen=NOW)
    found = prepare_item(row, ExtractSettings(), StripSettings(), SiteSettings(), SignSettings())
    assert isinstance(found, Prepared)
    return Prepared(found.story, found.line_sketch, sketch_story(found.story, SignSettings()))


def test_learned_lines_are_cut_before_signing(prepared: Prepared) -> None:
    learned = frozenset({line_hash("The Ledger has told the valley its news since 1921.")})
    outcome = admit_story(prepared, None, learned, SignSettings())
    assert not isinstance(outcome, Seen)
    story, sketch = outcome
    assert "since 1921" not in story.text
    assert sketch == replace(sketch_story(story, SignSettings()), url=URL)
    assert sketch.signature != prepared.sketch.signature


def test_an_unchanged_story_keeps_its_sketch(prepared: Prepared) -> None:
    outcome = admit_story(prepared, None, None, SignSettings())
    assert outcome == (prepared.story, replace(prepared.sketch, url=URL))


def test_a_revision_keeps_language_and_event_time(prepared: Prepared) -> None:
    ruling = Ruling("s", "revision", rank(prepared.story), "fr", EARLIER)
    outcome = admit_story(prepared, ruling, None, SignSettings())
    assert not isinstance(outcome, Seen)
    story, sketch = outcome
    assert (story.language, sketch.language, sketch.event_time) == ("fr", "fr", EARLIER)
    assert sketch == replace(sketch_story(story, SignSettings()), url=URL)


def test_a_known_story_leaves_its_trace(prepared: Prepared) -> None:
    outcome = admit_story(prepared, Ruling("s", "known", rank(prepared.story)), None, SignSettings())
    assert isinstance(outcome, Seen)
    assert outcome.keys
