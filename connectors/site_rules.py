"""Reads the file of site rules: what an operator knows of single sites, without code.

A YAML mapping of sites, by registered domain or host, the longer going before the shorter:

    ledger.example:
      publisher: The Harbour Ledger
      article: div.story-body
      title: h1.headline
      date: time.published
      drop: [.related, "#newsletter"]
      time_zone: Europe/Berlin
      feeds: [https://feeds.hosting.example/ledger]

``article``, ``title``, ``date`` and ``drop`` are CSS selectors, one or a list; ``feeds`` are those on other
domains that speak for the site. What can't be used is told with file and line, all of it at
once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from connectors.web.urls import clean_host, clean_url

MAX_BYTES = 4 * 2**20
"""Tens of thousands of sites; this is a guard against a wrong path."""
MAX_SELECTORS = 50
MAX_FEEDS = 2_000
MAX_TEXT = 500
SELECTORS = ("article", "title", "date", "drop")


class SiteRulesError(Exception):
    """The rules can't be used. ``problems``: one line each, with file, line, what is wrong and how to mend it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """What is laid down for one site; empty where nothing is."""

    site: str  # registered domain or host
    publisher: str = ""
    article: tuple[str, ...] = ()  # CSS: the elements that are the article, in document order
    title: tuple[str, ...] = ()  # CSS, as are the next two: the first that is there
    date: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()  # all elements that are taken out before anything is read
    time_zone: str = ""  # IANA name: of times that the site writes without a zone
    feeds: tuple[str, ...] = ()  # URLs of feeds elsewhere that speak for the site
    aggregator: bool = False  # whether its feeds list other outlets' articles, as feeds.X.aggregator says of a single one


def read_site_rules(path: str | Path) -> tuple[SiteRule, ...]:
    """The rules of a file, sorted by site. Raises SiteRulesError."""
    import yaml

    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SiteRulesError([f"{path}: larger than {MAX_BYTES // 2**20} MB, so these are hardly site rules"])
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SiteRulesError([f"{path}: can't read the site rules: {error.strerror}"]) from None
    except UnicodeDecodeError as error:
        raise SiteRulesError([f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8"]) from None
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark: Any = getattr(error, "problem_mark", None)
        raise SiteRulesError([f"{path}:{mark.line + 1 if mark else 1}: {getattr(error, 'problem', None) or error}"]) from None
    if root is None or (isinstance(root, yaml.ScalarNode) and root.tag.endswith(":null")):
        return ()
    problems: list[str] = []
    rules: dict[str, SiteRule] = {}
    for name, where, node in _pairs(root, str(path), "the file", problems):
        site = clean_host(name.strip())
        if not site or "." not in site:
            problems.append(f"{where}: {name!r} is no site; write a domain or host, such as ledger.example")
        elif site in rules:
            problems.append(f"{where}: {site} has rules already; put them together")
        else:
            rules[site] = _rule(site, node, loader, str(path), problems)
    if problems:
        raise SiteRulesError(problems)
    return tuple(rules[site] for site in sorted(rules))


def _pairs(node: Any, path: str, what: str, problems: list[str]) -> Iterator[tuple[str, str, Any]]:
    """(key, file:line, value) of a mapping."""
    import yaml

    where = f"{path}:{node.start_mark.line + 1}"
    if not isinstance(node, yaml.MappingNode):
        problems.append(f"{where}: {what} must be a mapping, such as 'article: div.story'")
        return
    for key, value in node.value:
        yield str(getattr(key, "value", "")), f"{path}:{key.start_mark.line + 1}", value


def _rule(site: str, node: Any, loader: Any, path: str, problems: list[str]) -> SiteRule:
    known = [part.name for part in fields(SiteRule) if part.name != "site"]
    values: dict[str, Any] = {}
    for key, where, value_node in _pairs(node, path, site, problems):
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            problems.append(f"{where}: no key {key!r}; " + (f"did you mean {near[0]}?" if near else f"keys are {', '.join(known)}"))
        elif key in values:
            problems.append(f"{where}: {key} is set twice for {site}; a list holds several selectors")
        else:
            try:
                values[key] = _value(key, loader.construct_object(value_node, deep=True))
            except ValueError as error:
                problems.append(f"{where}: {site}: {key}: {error}")
    return SiteRule(site=site, **values)


def _value(key: str, value: Any) -> Any:
    """The value of a key, checked. Raises ValueError."""
    if key in SELECTORS:
        found = value if isinstance(value, list) else [value]
        if not found or len(found) > MAX_SELECTORS or not all(isinstance(one, str) and 0 < len(one.strip()) <= MAX_TEXT for one in found):
            raise ValueError(f"give a CSS selector, or a list of up to {MAX_SELECTORS}")
        return tuple(check_selector(one.strip()) for one in found)
    if key == "feeds":
        urls = [clean_url(one) if isinstance(one, str) else "" for one in (value if isinstance(value, list) else [value])]
        if not urls or len(urls) > MAX_FEEDS or not all(urls):
            raise ValueError(f"give the URL of a feed, or a list of up to {MAX_FEEDS}")
        return tuple(urls)
    if key == "aggregator":
        if not isinstance(value, bool):
            raise ValueError("give true or false")
        return value
    if not isinstance(value, str) or not 0 < len(value.strip()) <= MAX_TEXT:
        raise ValueError("give a text")
    if key == "time_zone":
        try:
            ZoneInfo(value.strip())
        except (KeyError, ValueError, OSError):
            raise ValueError(f"{value!r} is no time zone; give one of the IANA names, such as Europe/Berlin") from None
    return " ".join(value.split())


def check_selector(selector: str) -> str:
    """The selector, if it is one. Raises ValueError."""
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector

    try:
        CSSSelector(selector, translator="html")
    except (SelectorError, ValueError, SyntaxError) as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from None
    return selector


def rule_for(rules: Mapping[str, SiteRule], host: str) -> SiteRule | None:
    """The rule of a host: its own, else that of the longest domain that it ends with.

    >>> rules = {"ledger.example": SiteRule(site="ledger.example"), "sport.ledger.example": SiteRule(site="sport.ledger.example")}
    >>> [rule_for(rules, host).site for host in ("www.ledger.example", "sport.ledger.example")]
    ['ledger.example', 'sport.ledger.example']
    >>> rule_for(rules, "newsledger.example")
    """
    while host:
        if host in rules:
            return rules[host]
        host = host.partition(".")[2]
    return None


def digest_site_rules(rules: Iterable[SiteRule]) -> str:
    """12 hex digits that name what the rules say; empty for none."""
    texts = sorted(repr(rule) for rule in rules)
    return sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:12] if texts else ""
