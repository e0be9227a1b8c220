"""The file of site rules: what can't be used is told with its line, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.site_rules import SiteRule, SiteRulesError, digest_site_rules, read_site_rules

FILE = """# ours
Ledger.Example:
  publisher: The  Harbour Ledger
  article: div.story-body
  title: [h1.headline, "h1"]
  date: time.published
  drop: [.related, "#newsletter", 'aside > p:first-child']
  time_zone: Europe/Berlin
sport.ledger.example:
  article: [main, section.report]
  feeds: [https://feeds.hosting.example/sport, "https://feeds.hosting.example:443/all"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rules_by_site(tmp_path: Path) -> None:
    first, second = read_site_rules(write(tmp_path, FILE))
    assert first == SiteRule(
        site="ledger.example", publisher="The Harbour Ledger", article=("div.story-body",), title=("h1.headline", "h1"), date=("time.published",),
        drop=(".related", "#newsletter", "aside > p:first-child"), time_zone="Europe/Berlin",
    )  # fmt: skip
    assert second == SiteRule(site="sport.ledger.example", article=("main", "section.report"), feeds=("https://feeds.hosting.example/sport", "https://feeds.hosting.example/all"))
    assert digest_site_rules([first, second]) == digest_site_rules([second, first]) != digest_site_rules([first])
    assert digest_site_rules([]) == "" and read_site_rules(write(tmp_path, "# nothing\n")) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- ledger.example\n", ":1: the file must be a mapping"),
        ("ledger.example: div.story\n", ":1: ledger.example must be a mapping"),
        ("not a site:\n  title: h1\n", ":1: 'not a site' is no site"),
        ("a.example:\n  titel: h1\n", ":2: no key 'titel'; did you mean title?"),
        ("a.example:\n  title: h1\n  title: h2\n", ":3: title is set twice"),
        ("a.example:\n  title: h1\nA.example:\n  title: h2\n", ":3: a.example has rules already"),
        ("a.example:\n  title: 'h1['\n", ":2: a.example: title: 'h1[' is no CSS selector"),
        ("a.example:\n  drop: [.x, '']\n", ":2: a.example: drop: give a CSS selector"),
        ("a.example:\n  drop: 7\n", ":2: a.example: drop: give a CSS selector"),
        ("a.example:\n  publisher: [A]\n", ":2: a.example: publisher: give a text"),
        ("a.example:\n  time_zone: Mars/Olympus\n", "no time zone; give one of the IANA names"),
        ("a.example:\n  time_zone: ../../etc/passwd\n", "no time zone"),
        ("a.example: {title: h1\n", "rules.yaml:"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SiteRulesError) as caught:
        read_site_rules(write(tmp_path, text))
    assert told in str(caught.value)


def test_all_problems_are_told_at_once_and_missing_files_too(tmp_path: Path) -> None:
    with pytest.raises(SiteRulesError) as caught:
        read_site_rules(write(tmp_path, "a.example:\n  titel: h1\n  drop: '['\nb:\n  title: h1\n"))
    assert [problem.split(":")[1] for problem in caught.value.problems] == ["2", "3", "4"]
    with pytest.raises(SiteRulesError, match="can't read the site rules"):
        read_site_rules(tmp_path / "none.yaml")
