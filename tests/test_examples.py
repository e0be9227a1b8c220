"""The examples in docstrings are true: every ``>>>`` of the three packages is run. Only modules that have some are imported."""

from __future__ import annotations

import doctest
import re
from importlib import import_module

import pytest

from tests.services import ROOT

PACKAGES = ("connectors", "transforms", "pipelines")
PROMPT = re.compile(r"^\s*>>> ", re.MULTILINE)

SHOWN = {
    "connectors.feeds.dates", "connectors.hashes", "connectors.redaction", "connectors.times", "connectors.web.urls", "pipelines.config.durations", "pipelines.config.values",
    "transforms.extract.titles", "transforms.strip.credit", "transforms.strip.residue",
    *(f"transforms.text.{path.stem}" for path in (ROOT / "transforms" / "text").glob("[!_]*.py")),
}  # fmt: skip
"""Modules that explain themselves by examples: text, titles, times and URLs."""


def count_examples() -> dict[str, int]:
    """How many examples are written in each module that has any."""
    written = {}
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        if number := len(PROMPT.findall(path.read_text(encoding="utf-8"))):
            written[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = number
    return written


WRITTEN = count_examples()


@pytest.mark.parametrize("name", WRITTEN)
def test_the_examples_of_a_module_are_true_and_all_are_run(name: str) -> None:
    failed, run = doctest.testmod(import_module(name))
    assert not failed, "the report is in what the test printed"
    assert run == WRITTEN[name], "an example stands where doctest doesn't look: in a nested function or below a field"


def test_functions_on_text_titles_times_and_urls_have_examples() -> None:
    assert not SHOWN - set(WRITTEN)
