"""Rules of single sites, on pages that are read wrongly without them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from connectors.records import Page, Story
from connectors.site_rules import SiteRule
from pipelines.commands import app
from pipelines.config import ConfigError, load_config
from transforms.extract import ExtractSettings, work_by_rule
from transforms.extract.rules import rule_parts
from transforms.strip import StripSettings

SEEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = "<p>The council voted on Monday to rebuild the northern pier, which a storm had damaged in January, at a cost of four million.</p>"
MORE = "<p>Work begins in the autumn and is to last for two years, the harbour master said after the vote, which took three hours.</p>"
OTHER = "<p>Read what our readers said about the ferry, the market and the new bridge, in a column that stands under every page of ours.</p>"
HTML = f"""<html><head><title>Ledger</title><meta property="article:published_time" content="2026-03-02T09:30"></head><body>
<div class="promo"><h1>Subscribe now</h1>{OTHER * 4}</div>
<div class="text"><h2 class="top">Pier to be rebuilt</h2><span class="when">2 March 2026, 10:15</span>{STORY}<div class="box">{OTHER}</div>{MORE}</div>
<div class="more">{OTHER * 6}</div></body></html>"""
RULE = SiteRule(
    site="ledger.example", publisher="The Harbour Ledger", article=("div.text",), title=("h1.none", "h2.top"), drop=(".box", ".gone"),
    time_zone="Europe/Berlin",
)  # fmt: skip


def work(html: str = HTML, rule: SiteRule = RULE, url: str = "https://www.ledger.example/pier") -> tuple[Story, tuple[str, ...]]:
    story, hits = work_by_rule(Page(url=url, html=html, first_seen=SEEN), ExtractSettings(), StripSettings(), {rule.site: rule})
    assert isinstance(story, Story), story
    return story, hits


def test_article_title_drop_publisher_and_time_zone() -> None:
    story, hits = work()
    assert story.title == "Pier to be rebuilt" and story.publisher == "The Harbour Ledger"
    assert "council voted" in story.text and "Work begins" in story.text and "readers said" not in story.text
    assert story.published == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)  # 9:30 in Berlin
    assert set(hits) == {"ledger.example title: h2.top", "ledger.example drop: .box", "ledger.example article: div.text"}
    assert set(rule_parts(RULE)) - set(hits) == {"ledger.example title: h1.none", "ledger.example drop: .gone"}


def test_other_sites_are_read_as_before() -> None:
    story, hits = work(url="https://newsledger.example/pier")
    plain, _ = work(rule=SiteRule(site="elsewhere.example", drop=("div",)), url="https://newsledger.example/pier")
    assert hits == () and story == plain


def test_a_rule_that_finds_nothing_leaves_the_page_as_it_is() -> None:
    plain, _ = work(rule=SiteRule(site="elsewhere.example"))
    story, hits = work(rule=SiteRule(site="ledger.example", article=("article.none",), title=("h9",), date=("time.none",), drop=("nav.none",)))
    assert hits == () and story == plain


def test_a_time_is_read_from_text_or_attribute() -> None:
    html = HTML.replace('<span class="when">2 March 2026, 10:15</span>', '<span class="when" content="2026-03-02T10:15:00+01:00">today</span>')
    story, _ = work(html, SiteRule(site="ledger.example", date=(".when",)))
    assert (story.published, story.published_source) == (datetime(2026, 3, 2, 9, 15, tzinfo=UTC), "rule")


@pytest.mark.parametrize("selector", ["html", "body", "*", "p"])
def test_no_selector_breaks_a_page(selector: str) -> None:
    for rule in (SiteRule(site="ledger.example", drop=(selector,)), SiteRule(site="ledger.example", article=(selector,))):
        result, _ = work_by_rule(
            Page(url="https://ledger.example/pier", html=HTML, first_seen=SEEN), ExtractSettings(), StripSettings(), {rule.site: rule}
        )
        assert isinstance(result, Story) or result.reason in ("empty", "index page", "not html"), result


def test_extract_counts_what_each_rule_found(tmp_path: Path) -> None:
    rules, pages = tmp_path / "rules.yaml", tmp_path / "pages.jsonl"
    rules.write_text("ledger.example:\n  article: div.text\n  drop: [.box, .gone]\n")
    rows = [{"id": str(n), "url": f"https://ledger.example/{n}", "html": HTML} for n in range(2)]
    rows.append({"id": "other", "url": "https://quay.example/1", "html": HTML})
    pages.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = CliRunner().invoke(app, ["extract", "--pages", str(pages), "--site-rules", str(rules), "--format", "jsonl"])
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines() == [
        "ledger.example article: div.text: on 2 of 2 pages",
        "ledger.example drop: .box: on 2 of 2 pages",
        "ledger.example drop: .gone: on 0 of 2 pages, never: look whether it is still right",
    ]


def test_a_configuration_names_the_file_and_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    rules, config = tmp_path / "rules.yaml", tmp_path / "newsheaf.yaml"
    config.write_text(f"extract:\n  site_rules: {rules}\n")
    rules.write_text("ledger.example:\n  drop: .box\n")
    loaded = load_config(config)
    assert loaded.site_rules == {"ledger.example": SiteRule(site="ledger.example", drop=(".box",))}
    digest = loaded.digest()
    moved = rules.rename(tmp_path / "other.yaml")
    config.write_text(f"extract:\n  site_rules: {moved}\n")
    assert load_config(config).digest() == digest != load_config(None, {}).digest()
    moved.write_text("ledger.example:\n  drop: '['\n")
    with pytest.raises(ConfigError, match=r"other.yaml:2: ledger.example: drop: '\[' is no CSS selector"):
        load_config(config)
