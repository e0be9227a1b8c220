"""What an operator laid down for a site, applied to one page of it (``connectors.site_rules``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from connectors.dates import DateReader
from connectors.site_rules import SiteRule
from transforms.extract.facts import Moment, dates_of, moment_of
from transforms.extract.fields import MAX_FIELD, clean
from transforms.extract.headings import heading_text


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a site's rule said of a page; empty where it said nothing."""

    title: str = ""
    moment: Moment | None = None
    publisher: str = ""
    has_article: bool = False  # whether all that is left of the page is its article
    hits: tuple[str, ...] = ()  # names of the parts of the rule that found something


NOTHING = Ruled()


def rule_parts(rule: SiteRule) -> tuple[str, ...]:
    """The names under which the parts of a rule are counted.

    >>> rule_parts(SiteRule(site="ledger.example", title=("h1.top",), drop=(".related", "aside")))
    ('ledger.example title: h1.top', 'ledger.example drop: .related', 'ledger.example drop: aside')
    """
    return tuple(_name(rule, key, selector) for key in ("article", "title", "date", "drop") for selector in getattr(rule, key))


def _name(rule: SiteRule, key: str, selector: str) -> str:
    return f"{rule.site} {key}: {selector}"


def apply_rule(tree: Any, rule: SiteRule) -> Ruled:
    """Read title and time by the rule, then take what it drops out of the page, in place."""
    hits: list[str] = []
    title = ""
    moment: Moment | None = None
    dates = dates_of(tree)
    for selector in rule.title:
        title = title or next((text for element in _select(tree, selector) if (text := heading_text(element))), "")
        if title:
            hits.append(_name(rule, "title", selector))
            break
    for selector in rule.date:
        moment = next((found for element in _select(tree, selector) if (found := _moment(element, dates))), None)
        if moment:
            hits.append(_name(rule, "date", selector))
            break
    for selector in rule.drop:
        unwanted = [element for element in _select(tree, selector) if element.tag not in ("html", "body")]
        if unwanted:
            hits.append(_name(rule, "drop", selector))
        for element in unwanted:
            if element.getparent() is not None:
                element.drop_tree()
    return Ruled(title, in_zone(moment, rule.time_zone), rule.publisher, hits=tuple(hits))


def keep_article(tree: Any, rule: SiteRule, ruled: Ruled) -> Ruled:
    """Leave nothing but the article in the page's body, in place, once its facts are read."""
    found: list[Any] = []
    hits = list(ruled.hits)
    for selector in rule.article:
        if elements := [element for element in _select(tree, selector) if any(parent.tag == "body" for parent in element.iterancestors())]:
            hits.append(_name(rule, "article", selector))
            found += elements
    if not found:
        return ruled
    kept = set(found)
    above = {parent for element in found for parent in element.iterancestors()} - kept
    for parent in above:
        if parent.tag == "html":
            continue
        parent.text = None
        for child in list(parent):
            if child in kept or child in above:
                child.tail = None
            else:
                parent.remove(child)
    return replace(ruled, has_article=True, hits=tuple(hits))


def in_zone(moment: Moment | None, zone: str) -> Moment | None:
    """A time that was written without a zone as the site means it.

    >>> print(in_zone(moment_of("2026-07-01T13:00", "meta", DateReader()), "Europe/Berlin").when)
    2026-07-01 11:00:00+00:00
    """
    if moment is None or not zone or moment.has_offset or moment.precision == "day":
        return moment
    return replace(moment, when=moment.when.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), has_offset=True)


def _moment(element: Any, dates: DateReader) -> Moment | None:
    said: Sequence[str | None] = (element.get("datetime"), element.get("content"), element.text_content()[:MAX_FIELD])
    return next((moment for text in said if text and (moment := moment_of(clean(text), "rule", dates))), None)


def _select(tree: Any, selector: str) -> list[Any]:
    found: list[Any] = _selector(selector)(tree)
    return found


@lru_cache(maxsize=4_096)
def _selector(selector: str) -> Any:
    from lxml.cssselect import CSSSelector

    return CSSSelector(selector, translator="html")
