"""Filters at the door: which entries of a feed an operator wants at all. What is filtered isn't fetched, and is counted by its rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from connectors.hashes import content_hash
from connectors.records import Entry
from connectors.web.urls import registered_domain
from transforms.text.words import tokens

MOST_PATTERNS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSettings:
    """Which entries of feeds are wanted. All of it may be set for single feeds. Given rows are not filtered.

    In patterns `*` stands for any characters; upper and lower case are alike.
    """

    languages: tuple[str, ...] = ()
    """Languages to keep, by ISO 639-1 codes such as `en`; empty: all. An entry whose feed declares another one isn't fetched. One that
    turns out to be in another when it is read isn't published, nor fetched again."""
    keep_urls: tuple[str, ...] = ()
    """Patterns of the URLs to keep, without `https://`: `ledger.example/news/*`; empty: all."""
    skip_urls: tuple[str, ...] = ()
    """Patterns of URLs to leave out: `*/sport/*`."""
    keep_categories: tuple[str, ...] = ()
    """Patterns of the categories to keep, those of the entry and the folders of its feed in the list; empty: all."""
    skip_categories: tuple[str, ...] = ()
    """Patterns of categories to leave out."""
    keep_authors: tuple[str, ...] = ()
    """Patterns of the authors to keep; empty: all."""
    skip_authors: tuple[str, ...] = ()
    """Patterns of authors to leave out."""
    keep_titles: tuple[str, ...] = ()
    """Words or phrases one of which the title must have; empty: all. Whole words, so `ferry` is not in "ferryman"."""
    skip_titles: tuple[str, ...] = ()
    """Words or phrases that the title must not have."""

    def __post_init__(self) -> None:
        for name in self.__slots__:
            values = getattr(self, name)
            if len(values) > MOST_PATTERNS:
                raise ValueError(f"filter.{name} has {len(values)} values; make it {MOST_PATTERNS} at most")
            if not all(value.strip() for value in values):
                raise ValueError(f"filter.{name} has an empty value; take it out")
        for language in self.languages:
            if not re.fullmatch(r"[a-z]{2,3}", language):
                raise ValueError(f"filter.languages has {language!r}; give a code of ISO 639-1 such as en")
        for name in ("keep_titles", "skip_titles"):
            if empty := [value for value in getattr(self, name) if not tokens(value)]:
                raise ValueError(f"filter.{name} has {empty[0]!r}, which holds no word; give words of titles")

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


NOTHING = FilterSettings()


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of every feed: everybody's, and those of feeds that have their own, by URL or registered domain."""

    everybody: FilterSettings = NOTHING
    own: Mapping[str, FilterSettings] = field(default_factory=dict)

    def of(self, feed: str) -> FilterSettings:
        """Those of one feed, by its URL."""
        if not self.own:
            return self.everybody
        names = (feed, feed.partition("#")[0], registered_domain(feed))
        return next((self.own[name] for name in names if name in self.own), self.everybody)


NO_FILTERS = Filters()


def digest_filters(settings: FilterSettings) -> str:
    """12 hex digits that name what the filters say."""
    return content_hash("filters", repr(settings), digits=12)


def filtered_by(entry: Entry, settings: FilterSettings = NOTHING) -> str:
    """Which filter keeps an entry out, by the name of its setting; empty where none does.

    >>> entry = Entry(id="a", feed="f", url="https://ledger.example/sport/1", title="Ferry wins", fingerprint="", first_seen=None)
    >>> filtered_by(entry, FilterSettings(skip_urls=("*/sport/*",))), filtered_by(entry, FilterSettings(keep_titles=("ferry",)))
    ('skip_urls', '')
    """
    if not settings:
        return ""
    if entry.language and not keeps_language(entry.language, settings):
        return "languages"
    for what, found in (("urls", _names_of_url(entry.url)), ("categories", entry.categories), ("authors", entry.authors)):
        keep, skip = getattr(settings, f"keep_{what}"), getattr(settings, f"skip_{what}")
        if skip and _any_match(found, skip):
            return f"skip_{what}"
        if keep and not _any_match(found, keep):
            return f"keep_{what}"
    if settings.skip_titles and _has_phrase(entry.title, settings.skip_titles):
        return "skip_titles"
    if settings.keep_titles and not _has_phrase(entry.title, settings.keep_titles):
        return "keep_titles"
    return ""


def keeps_language(language: str, settings: FilterSettings) -> bool:
    """Whether a language is wanted; one that can't be told ("und") is.

    >>> keeps_language("en-GB", FilterSettings(languages=("en",))), keeps_language("de", FilterSettings(languages=("en",)))
    (True, False)
    """
    code = re.split(r"[-_]", language.strip().lower())[0]
    return not settings.languages or code in ("", "und") or code in settings.languages


def _names_of_url(url: str) -> tuple[str, ...]:
    bare = url.partition("://")[2]
    return (bare, bare.removeprefix("www."), url) if url else ()


def _any_match(found: Iterable[str], patterns: tuple[str, ...]) -> bool:
    expression = _expression(patterns)
    return any(expression.fullmatch(" ".join(text.split())) for text in found)


@lru_cache(maxsize=1_000)
def _expression(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_glob(pattern) for pattern in patterns), re.IGNORECASE | re.DOTALL)


def _glob(pattern: str) -> str:
    """A pattern as an expression that takes linear time: each star takes the shortest way to what follows it, for good."""
    first, *rest = (re.escape(part) for part in re.split(r"\*+", pattern.strip()))
    if not rest:
        return first
    *middle, last = rest
    return first + "".join(f"(?>.*?{part})" for part in middle) + f".*{last}"


def _has_phrase(title: str, phrases: tuple[str, ...]) -> bool:
    said = f" {' '.join(tokens(title))} "
    return any(f" {phrase} " in said for phrase in _phrases(phrases))


@lru_cache(maxsize=1_000)
def _phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(tokens(phrase)) for phrase in phrases)
