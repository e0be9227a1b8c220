"""The configuration: one YAML file of sections, each a frozen dataclass declared by the stage that it belongs to.

A value comes from the default in its declaration, else the file, else the environment (``NEWSHEAF_<SECTION>_<KEY>``);
the later wins. Nothing requires a file. Sections are built when they are first used, since stage modules import
Beam and most commands need only the store.

``Config``, here, comes first. ``sections`` says which settings there are and where each is declared; ``declarations`` reads the
declarations without importing them. ``file`` and ``environment`` find the values given, ``values`` checks them (with ``durations``),
``page`` writes docs/configuration.md.
"""

from __future__ import annotations

import json
import os
import typing
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from connectors.web.access import Access, split_login
from pipelines.config.environment import read_environment, read_variables
from pipelines.config.sections import (
    MACHINE_KEYS,
    SINGLE_SECTIONS,
    STATE_KEYS,
    is_secret,
    known_sections,
    settings_class,
    unknown_key,
    unknown_names,
)  # fmt: skip
from pipelines.config.values import Setting, as_text, check_value

if TYPE_CHECKING:
    from connectors.site_rules import SiteRule
    from connectors.store import S3Settings
    from connectors.web.access import AccessSettings
    from connectors.web.http import HttpSettings
    from transforms.bundle import BundleSettings
    from transforms.extract import ExtractSettings
    from transforms.fetch import FetchSettings
    from transforms.filter import Filters, FilterSettings
    from transforms.fold import FoldSettings
    from transforms.outcomes import PollSettings
    from transforms.poll import Manners
    from transforms.sign import SignSettings
    from transforms.strip import SiteSettings, StripSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How a run uses this machine, and when it calls itself a failure."""

    max_reject_share: float = 0.2
    """Exit code 1 when more than this share of the items that an edition worked on was rejected (0 to 1). Feeds and pages fail every
    day without harm; a fifth at once is a broken source, proxy or rule."""
    min_rejects: int = 10
    """No exit code 1 below this number of rejects, so that a quiet hour with three items can't raise an alarm."""
    max_failed_feeds_share: float = 0.5
    """Exit code 1 when more than this share of the listed feeds is failing (0 to 1), those that were not due now too. Some feeds of every
    long list are dead; half of them at once is a network, a proxy or a block."""
    log: Literal["auto", "text", "json"] = "auto"
    """Lines of the log on stderr: `json` objects, or `text`. `auto` is a live table on a terminal and JSON elsewhere. `--log-format` goes
    before it."""
    processes: int = 0
    """Worker processes for reading pages on the local runner; 0 means one per core. What is published doesn't depend on it."""
    overrides: str = ""
    """File of must-links and cannot-links by which an editor corrects bundles and copies; `--overrides` goes before it. None by default,
    since newsheaf needs no editor."""

    def __post_init__(self) -> None:
        for name in ("max_reject_share", "max_failed_feeds_share"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}, must be between 0 and 1")
        if self.processes < 0 or self.min_rejects < 0:
            raise ValueError("processes and min_rejects must not be negative")


class ConfigError(ValueError):
    """The configuration can't be used. ``problems``: one line each, with place, key, what is wrong and how to mend it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, kw_only=True)
class Config:
    """All settings of a run. ``Config()`` is the defaults. Sections are attributes: ``config.fold.window``."""

    given: tuple[Setting, ...] = ()
    feeds: tuple[tuple[str, tuple[Setting, ...]], ...] = ()  # per-feed overrides, by URL or registered domain
    variables: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # (name, value): what feeds' addresses and headers may name

    @classmethod
    def of(cls, **sections: Mapping[str, Any]) -> Config:
        """A configuration from plain values, checked: ``Config.of(run={"processes": 1})``. Raises ConfigError."""
        given = tuple(
            Setting(section=name, key=key, value=value, where="given")
            for name, values in sorted(sections.items())
            for key, value in sorted(values.items())
        )
        config = cls(given=given)
        config.require()
        return config

    @cached_property
    def run(self) -> RunSettings:
        return typing.cast(RunSettings, self.section("run"))

    @cached_property
    def s3(self) -> S3Settings:
        return typing.cast("S3Settings", self.section("s3"))

    @cached_property
    def http(self) -> HttpSettings:
        return typing.cast("HttpSettings", self.section("http"))

    @cached_property
    def access(self) -> AccessSettings:
        return typing.cast("AccessSettings", self.section("access"))

    @cached_property
    def poll(self) -> PollSettings:
        return typing.cast("PollSettings", self.section("poll"))

    @cached_property
    def filter(self) -> FilterSettings:
        return typing.cast("FilterSettings", self.section("filter"))

    @cached_property
    def filters(self) -> Filters:
        """Which entries of which feed are wanted."""
        from transforms.filter import Filters

        some = any(one.section == "filter" for _, mine in self.feeds for one in mine)
        return Filters(self.filter, {name: self.for_feed(name).filter for name in self._by_feed} if some else {})

    @cached_property
    def fetch(self) -> FetchSettings:
        return typing.cast("FetchSettings", self.section("fetch"))

    @cached_property
    def extract(self) -> ExtractSettings:
        return typing.cast("ExtractSettings", self.section("extract"))

    @cached_property
    def strip(self) -> StripSettings:
        return typing.cast("StripSettings", self.section("strip"))

    @cached_property
    def sites(self) -> SiteSettings:
        return typing.cast("SiteSettings", self.section("sites"))

    @cached_property
    def sign(self) -> SignSettings:
        return typing.cast("SignSettings", self.section("sign"))

    @cached_property
    def fold(self) -> FoldSettings:
        return typing.cast("FoldSettings", self.section("fold"))

    @cached_property
    def bundle(self) -> BundleSettings:
        return typing.cast("BundleSettings", self.section("bundle"))

    @cached_property
    def site_rules(self) -> dict[str, SiteRule]:
        """What the file of site rules lays down, by site. Raises ConfigError."""
        file = self.extract.site_rules
        if not file:
            return {}
        from connectors.site_rules import SiteRulesError, read_site_rules

        try:
            return {rule.site: rule for rule in read_site_rules(file)}
        except SiteRulesError as error:
            raise ConfigError(error.problems) from None

    def section(self, name: str) -> Any:
        """The settings of one section, by name. Raises ConfigError."""
        declared = settings_class(name)
        mine = [given for given in self.given if given.section == name]
        if not mine:
            return declared()
        hints = typing.get_type_hints(declared, include_extras=True)
        values: dict[str, Any] = {}
        problems = []
        for given in mine:
            if given.key not in hints:
                problems.append(unknown_key(given.section, given.key, given.where))
                continue
            try:
                values[given.key] = check_value(hints[given.key], given.value, is_text=given.is_text)
            except ValueError as error:
                problems.append(f"{given.where}: {name}.{given.key}: {_shown(declared, given)}{error}")
        if not problems:
            try:
                return declared(**values)
            except (ValueError, TypeError) as error:
                problems.append(f"{', '.join(sorted({g.where for g in mine}))}: {name}: {error}")
        raise ConfigError(problems)

    def for_feed(self, url: str) -> Config:
        """This configuration as it is for one feed: overrides for its registered domain, then for its URL, applied."""
        if not self.feeds:
            return self
        from connectors.web.urls import registered_domain

        names = dict.fromkeys((registered_domain(url), url.partition("#")[0], url))
        mine = [one for name in names for one in self._by_feed.get(name, ())]
        return replace(self, given=_last_wins([*self.given, *mine]), feeds=()) if mine else self

    @cached_property
    def _by_feed(self) -> dict[str, tuple[Setting, ...]]:
        """The overrides by registered domain, or by the URL under which the feed is known."""
        found: dict[str, tuple[Setting, ...]] = {}
        for name, mine in self.feeds:
            bare = split_login(name)[1]
            id = next((str(one.value) for one in mine if one.key == "id"), "")
            known = f"{bare}#{id}" if id else bare
            found[known] = (*found.get(known, ()), *mine)
        return found

    def feed_id(self, url: str, login: str) -> str:
        """The id of the feed on one line of a list: set for its address with this login, else with this user, else without; else empty."""
        user = login.partition(":")[0]
        return next((self._ids[name] for name in ((login, url), (user, url), ("", url)) if name in self._ids), "")

    @cached_property
    def _ids(self) -> dict[tuple[str, str], str]:
        """The ids by (login, URL), and by (user, URL) where it is not given as a login of its own."""
        ids = {split_login(name): str(one.value) for name, mine in self.feeds for one in mine if one.key == "id"}
        return {(login.partition(":")[0], url): id for (login, url), id in ids.items() if login} | ids

    def own_settings(self, feeds: Iterable[str], access: Mapping[str, Access] | None = None) -> dict[str, Manners]:
        """How to poll and ask, for those of the feeds that have overrides or an access of their own, by feed URL."""
        access = access or {}
        if not (self.feeds or access):
            return {}
        from transforms.poll import Manners

        mine = {url: self.for_feed(url) for url in feeds}
        return {
            url: Manners(config.poll, config.http, access.get(url, Access()))
            for url, config in mine.items() if config is not self or url in access
        }  # fmt: skip

    def parameters(self) -> dict[str, str]:
        """Every setting that stored state depends on, as text; kept in store.json and compared by each run."""
        from transforms.sign import SIGNATURE_SCHEME
        from transforms.text.terms import TERMS_SCHEME

        schemes = {"sign.scheme": SIGNATURE_SCHEME, "terms.scheme": TERMS_SCHEME}
        return {name: value for name, value in self._texts() if _matches(name, STATE_KEYS)} | schemes

    def digest(self, overrides: str = "") -> str:
        """12 hex digits that name the effective settings, machine and secrets aside; part of the manifest.

        ``overrides`` names what the overrides say (``digest_overrides``), empty for none.
        """
        machine: dict[str, tuple[str, ...]] = {}
        for name in MACHINE_KEYS:
            section, _, key = name.partition(".")
            machine[section] = (*machine.get(section, ()), key)
        chosen: list[tuple[str, ...]] = [(name, value) for name, value in self._texts() if not _matches(name, machine)]
        for feed, mine in self.feeds:
            public = [given for given in mine if not is_secret(given.section, given.key)]
            chosen += [(split_login(feed)[1], given.section, given.key, repr(given.value)) for given in public]
        chosen += [("overrides", overrides)] if overrides else []
        if self.site_rules:
            from connectors.site_rules import digest_site_rules

            chosen.append(("extract.site_rules", digest_site_rules(self.site_rules.values())))
        dense = self.bundle.dense
        if dense.model:
            from transforms.bundle.dense import digest_model

            chosen.append(("bundle.dense", as_text(replace(dense, model=digest_model(dense.model)))))
        return sha256(json.dumps(chosen).encode()).hexdigest()[:12]

    def require(self, sections: Collection[str] | None = None) -> None:
        """Build the named sections, or all that anybody set something in: defaults need no check, and their modules load Beam.

        Raises ConfigError with every problem found, not just the first.
        """
        problems = list(unknown_names(self.given, self.feeds))
        given = {one.section for one in self.given}
        for name in [name for name in known_sections() if name in given and (sections is None or name in sections)]:
            try:
                self.section(name)
            except ConfigError as error:
                problems += [problem for problem in error.problems if problem not in problems]
        if not problems and ("extract", "site_rules") in {(one.section, one.key) for one in self.given}:
            try:
                _ = self.site_rules
            except ConfigError as error:
                problems += error.problems
        if sections is None:
            for _, mine in self.feeds:
                try:
                    replace(self, given=_last_wins([*self.given, *mine]), feeds=()).require(sorted({given.section for given in mine}))
                except ConfigError as error:
                    problems += [problem for problem in error.problems if problem not in problems]
        if problems:
            raise ConfigError(problems)

    def _texts(self) -> list[tuple[str, str]]:
        found = []
        for name in known_sections():
            settings = self.section(name)
            found += [(f"{name}.{part.name}", as_text(getattr(settings, part.name))) for part in fields(settings)]
        return sorted(found)


def load_config(
    file: str | Path | None = None, environ: Mapping[str, str] | None = None, sections: Collection[str] | None = None
) -> Config:
    """Read the file and the environment and check the named sections (None: all). Raises ConfigError.

    Without ``file`` the one that NEWSHEAF_CONFIG names is read, if any.
    """
    from pipelines.config.file import read_file  # YAML is not needed when there is no file

    environ = os.environ if environ is None else environ
    chosen = str(file) if file is not None else environ.get("NEWSHEAF_CONFIG", "")
    problems: list[str] = []
    given: list[Setting] = []
    feeds: dict[str, list[Setting]] = {}
    if chosen:
        given, feeds, problems = read_file(Path(chosen))
    from_environment, more = read_environment(environ)
    problems += more
    given += from_environment
    problems += [f"{one.where}: {one.key} is one feed's own; set it under feeds" for one in given if one.section in SINGLE_SECTIONS]
    problems += [
        f"{one.where}: id tells single feeds apart; set it under the address of one"
        for feed, mine in feeds.items() if "//" not in feed for one in mine if one.key == "id"
    ]  # fmt: skip
    config = Config(
        given=_last_wins(given), feeds=tuple(sorted((feed, _last_wins(mine)) for feed, mine in feeds.items())),
        variables=read_variables(environ, [one for mine in feeds.values() for one in mine]),
    )  # fmt: skip
    try:
        config.require(sections)
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(problems)
    # What the environment says of S3 stays there: every process reads it itself, so no secret travels in a graph.
    return replace(config, given=tuple(one for one in config.given if one.section != "s3" or not one.is_text))


def _last_wins(given: Iterable[Setting]) -> tuple[Setting, ...]:
    chosen = {(one.section, one.key): one for one in given}
    return tuple(chosen[name] for name in sorted(chosen))


def _shown(declared: Any, given: Setting) -> str:
    secret = any(part.name == given.key and not part.repr for part in fields(declared))
    return "" if secret else f"{str(given.value)[:80]!r}: "


def _matches(name: str, patterns: Mapping[str, tuple[str, ...]]) -> bool:
    section, _, key = name.partition(".")
    return any(pattern in ("*", key) for pattern in patterns.get(section, ()))
