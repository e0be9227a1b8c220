"""Filters at the door: which entries are wanted, by language, URL, category, author and words of the title."""

from __future__ import annotations

import fnmatch
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.records import Entry
from transforms.filter import FilterSettings, filtered_by

ENTRY = Entry(
    id="a", feed="https://ledger.example/rss", url="https://www.ledger.example/Sport/football/1?id=7", title="Ferrymen’s strike: the ferry is back",
    authors=("Ada Quay", "Ben  Dock"), categories=("Sport", "World/Europe", "Europe"), language="en-GB", fingerprint="", first_seen=datetime(2026, 3, 2, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ({}, ""),
        ({"languages": ("en", "de")}, ""),
        ({"languages": ("de",)}, "languages"),
        ({"skip_urls": ("*/sport/*",)}, "skip_urls"),
        ({"skip_urls": ("ledger.example/sport/*",)}, "skip_urls"),
        ({"skip_urls": ("https://www.ledger.example/*",)}, "skip_urls"),
        ({"skip_urls": ("sport",)}, ""),
        ({"keep_urls": ("*/news/*", "*football*")}, ""),
        ({"keep_urls": ("*/news/*",)}, "keep_urls"),
        ({"keep_categories": ("sport",)}, ""),
        ({"keep_categories": ("world/*",)}, ""),
        ({"keep_categories": ("politics",)}, "keep_categories"),
        ({"skip_categories": ("europe",)}, "skip_categories"),
        ({"skip_authors": ("ben dock",)}, "skip_authors"),
        ({"keep_authors": ("*quay",)}, ""),
        ({"skip_titles": ("ferry",)}, "skip_titles"),
        ({"skip_titles": ("Ferry  is",)}, "skip_titles"),
        ({"skip_titles": ("ferrym",)}, ""),
        ({"keep_titles": ("lottery", "STRIKE")}, ""),
        ({"keep_titles": ("lottery",)}, "keep_titles"),
        ({"skip_urls": ("a[b",), "keep_titles": ("strike",)}, ""),
    ],
)
def test_filters(settings: dict[str, tuple[str, ...]], rule: str) -> None:
    assert filtered_by(ENTRY, FilterSettings(**settings)) == rule


def test_what_an_entry_does_not_say_is_not_held_against_it() -> None:
    bare = replace(ENTRY, language="", categories=(), authors=(), url="")
    assert filtered_by(bare, FilterSettings(languages=("de",), skip_urls=("*",), skip_categories=("*",), skip_authors=("*",))) == ""
    assert filtered_by(bare, FilterSettings(keep_categories=("sport",))) == "keep_categories"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"languages": ("English",)}, "'English'; give a code"),
        ({"skip_urls": ("",)}, "filter.skip_urls has an empty value"),
        ({"skip_titles": ("…",)}, "holds no word"),
        ({"skip_authors": ("a",) * 1_001}, "make it 1000 at most"),
    ],
)
def test_what_can_not_be_meant_is_told(settings: dict[str, tuple[str, ...]], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        FilterSettings(**settings)


@given(st.text("ab*/", max_size=8).filter(str.strip), st.text("ab/", max_size=12))
@example("*a*ab", "aaab")
def test_a_pattern_means_what_a_shell_means(pattern: str, author: str) -> None:
    found = filtered_by(replace(ENTRY, authors=(author,)), FilterSettings(skip_authors=(pattern,))) == "skip_authors"
    assert found == fnmatch.fnmatchcase(author, pattern)


@pytest.mark.parametrize("pattern", ["*a" * 50 + "*", "*a*a*a*a*a*b", "a*" * 50])
def test_no_pattern_takes_long(pattern: str) -> None:
    began = time.process_time()
    filtered_by(replace(ENTRY, authors=("a" * 20_000,)), FilterSettings(skip_authors=(pattern,)))
    assert time.process_time() - began < 1
