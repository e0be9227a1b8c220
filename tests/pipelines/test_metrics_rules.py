"""Alerts and dashboard use only metrics and labels that there are; the alerts stand in the docs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipelines.metrics import FAMILIES, OTHERS, OUTCOMES, STATUSES
from tests.services import ROOT, find_program, require

RULES = yaml.safe_load((ROOT / "deploy" / "prometheus" / "rules.yml").read_text())
DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "newsheaf.json").read_text())
SERIES = {
    family.name + ending: {*family.labels, "store", "instance", "job"} | ({"le"} if ending == "_bucket" else set())
    for family in FAMILIES
    for ending in (("_bucket", "_sum", "_count") if family.kind == "histogram" else ("",))
}
"""The labels of each series, with those that Prometheus adds to what it scrapes."""
VALUES = {"outcome": set(OUTCOMES), "status": set(STATUSES), "site": {OTHERS}}


def alerts() -> Iterator[tuple[str, str]]:
    for group in RULES["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]


def panels() -> Iterator[tuple[str, str]]:
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


@pytest.mark.parametrize(("name", "expression"), [*alerts(), *panels()])
def test_expressions_name_what_is_there(name: str, expression: str) -> None:
    plain = re.sub(r'"[^"]*"', '""', expression)
    assert plain.count('"') % 2 == 0 and all(plain.count(a) == plain.count(b) for a, b in ("()", "{}", "[]"))
    used = re.findall(r"\bnewsheaf_\w+", plain)
    assert used and set(used) <= SERIES.keys()
    for series, matchers in re.findall(r"\b(newsheaf_\w+)(?:\{([^}]*)\})?", expression):
        for label, value in re.findall(r'(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"', matchers):
            assert label in SERIES[series], f"{series} has no label {label}"
            assert value == "$store" or set(value.split("|")) <= VALUES[label]
    labels = {label.strip() for group in re.findall(r"\b(?:by|on) \(([^)]*)\)", plain) for label in group.split(",")}
    assert labels <= set.union(*(SERIES[series] for series in used))
    counters = {family.name for family in FAMILIES if family.kind == "counter"}
    for series in counters & set(used):
        bare = re.sub(rf"(?:rate|increase)\({series}(?:\{{[^}}]*\}})?\[[\w$]+\](?: offset \d+[dh])?\)", "", plain)
        assert series not in re.findall(r"\bnewsheaf_\w+", bare), f"{series} is a counter: only its growth says something"


def test_alerts_say_what_and_how_bad() -> None:
    for group in RULES["groups"]:
        for rule in group["rules"]:
            assert rule["labels"]["severity"] in ("warning", "critical") and re.fullmatch(r"\d+[mh]", rule["for"])
            assert "$labels.store" in rule["annotations"]["summary"]


def test_promtool_finds_the_alerts_speak_when_they_should(tmp_path: Path) -> None:
    promtool = find_program("promtool")
    require(promtool, "promtool")
    shown = [expression.replace("$__rate_interval", "5m").replace("$store", ".*") for _, expression in panels()]
    as_rules = {"groups": [{"name": "shown", "rules": [{"record": f"panel:{n}", "expr": expression} for n, expression in enumerate(shown)]}]}
    (tmp_path / "shown.yml").write_text(yaml.safe_dump(as_rules))
    for arguments in (["check", "rules", "deploy/prometheus/rules.yml", str(tmp_path / "shown.yml")], ["test", "rules", "tests/pipelines/metrics_rules.yml"]):
        done = subprocess.run([promtool, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_docs_tell_every_alert() -> None:
    told = re.findall(r"^\| (Newsheaf\w+) \|", (ROOT / "docs" / "metrics.md").read_text(), re.MULTILINE)
    assert told == [name for name, _ in alerts()]


def test_every_metric_is_on_the_dashboard() -> None:
    shown = " ".join(expression for _, expression in panels())
    assert {family.name for family in FAMILIES if family.name not in shown} == set()
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in DASHBOARD["panels"]]
    assert len(set(places)) == len(places) and len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)
