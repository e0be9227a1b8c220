"""Every regular expression of ours takes linear time, whatever a stranger writes (``tests/pumps.py`` says how that is found out)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from tests.pumps import PACKAGES, Expression, expressions, slow_pump
from transforms.strip.match import LONGEST

BOUNDED = {"transforms/strip/match.py": LONGEST, "transforms/strip/residue.py: RULES": LONGEST}
"""Expressions that look at nothing longer: ``rule_for`` leaves longer lines alone, and each rule those longer than its own limit."""


@cache
def all_expressions() -> dict[Any, Expression]:
    return expressions()


@pytest.mark.attack
@pytest.mark.parametrize("package", PACKAGES)
def test_a_text_written_to_slow_a_regular_expression_down_takes_linear_time(package: str) -> None:
    slow = []
    for found in all_expressions().values():
        if found.place.startswith(package):
            longest = next((size for place, size in BOUNDED.items() if found.place.startswith(place)), 0)
            if text := slow_pump(found.pattern, found.methods, longest):
                slow.append(f"{found.place}: {found.pattern.pattern!r:.200}\n    {text}")
    assert not slow, "possessive repeats (a*+), a look behind at the start of a run, or a plain function mend it:\n" + "\n".join(slow)


def test_expressions_are_found_wherever_they_stand() -> None:
    places = {found.place.partition(":")[0] for found in all_expressions().values()}
    assert {
        "connectors/web/urls.py", "connectors/feeds/opml.py", "connectors/dates/reader.py", "transforms/strip/match.py", "transforms/extract/kinds.py",
        "transforms/extract/fields.py", "pipelines/config/durations.py",
    } <= places  # fmt: skip
    assert sum(1 for found in all_expressions().values() if found.pattern.flags & re.IGNORECASE) > 20
    assert len(all_expressions()) > 200


@pytest.mark.parametrize(
    ("slow", "method"),
    [
        (r"(?:UTC|GMT)?\s*[+-]\d+\s*$", "search"), (r"\s+$", "search"), (r"(a|a)*b", "match"), (r".*x", "search"), (r"(\w+\s?)*;", "match"), (r"<!--.*?-->", "finditer"), (r"\d+\.\d+$", "search"),
        (r"<a[^>]*>", "sub"), (r"(?:a|b|ab)*c", "fullmatch"), (r"\s*,\s*", "split"), (r"^\s*\w*\s*\w*\s*$", "match"), (r"(x+x+)+y", "search"), (r"\[[^\]]*\](?=\()", "findall"), (r"(?i:from).*to", "search"),
    ],
)  # fmt: skip
def test_slow_expressions_are_found_out(slow: str, method: str) -> None:
    assert slow_pump(re.compile(slow), [method])
    assert slow_pump(re.compile(slow.encode()), [method])


@pytest.mark.parametrize(
    ("fine", "method"),
    [
        (r"(?<!\s)\s+$", "search"), (r".*x", "match"), (r"\s+$", "match"), (r"[a-z]+", "findall"), (r"<!--(?>.*?-->|.*)", "match"), (r"(?<!\d)\d++\.\d++$", "search"), (r"<[^<>]*>", "sub"),
        (r"\b(?:Monday|Tuesday)\b", "search"), (r"&#?\w{1,30};", "sub"), (r"(?<!\s)\s++(?:and|und)\s+", "split"),
    ],
)  # fmt: skip
def test_linear_expressions_pass(fine: str, method: str) -> None:
    assert not slow_pump(re.compile(fine), [method])
