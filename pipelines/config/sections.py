"""Which sections the configuration has, where each is declared, and what is known of a key without building its section."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from importlib import import_module
from typing import Any

from pipelines.config.declarations import read_declarations
from pipelines.config.values import Setting

SECTIONS: dict[str, tuple[str, str]] = {
    "run": ("pipelines.config", "RunSettings"),
    "s3": ("connectors.store", "S3Settings"),
    "http": ("connectors.web.http", "HttpSettings"),
    "access": ("connectors.web.access", "AccessSettings"),
    "poll": ("transforms.poll", "PollSettings"),
    "filter": ("transforms.filter", "FilterSettings"),
    "fetch": ("transforms.fetch", "FetchSettings"),
    "extract": ("transforms.extract", "ExtractSettings"),
    "strip": ("transforms.strip", "StripSettings"),
    "sites": ("transforms.strip", "SiteSettings"),
    "sign": ("transforms.sign", "SignSettings"),
    "fold": ("transforms.fold", "FoldSettings"),
    "bundle": ("transforms.bundle", "BundleSettings"),
}
"""Section name → where it is declared, in the order of the way that the data takes."""

SINGLE_SECTIONS = ("access",)
"""Sections whose keys are set for single feeds only."""

STATE_KEYS: dict[str, tuple[str, ...]] = {"sign": ("*",)}
"""Keys that shape what is kept as state: a store made with other values must be rebuilt."""

MACHINE_KEYS = ("run.processes", "run.overrides", "run.log", "extract.site_rules", "bundle.dense", "http.proxy", "s3.*")
"""Keys that say where and on what a run works; they can't change what it publishes, so the digest leaves them out. Of the overrides,
the site rules and the model it has what they say, not where they lie."""


def known_sections() -> tuple[str, ...]:
    """The sections that are declared."""
    return tuple(name for name, (module, declared) in SECTIONS.items() if read_declarations(module, declared))


def is_secret(section: str, key: str) -> bool:
    """True for keys that their declaration keeps out of the repr, which are never printed."""
    declared = settings_class(section)
    return any(part.name == key and (not part.repr or bool(part.metadata.get("secret"))) for part in fields(declared))


def default_of(section: str, key: str) -> Any:
    """The default in a key's declaration."""
    for part in fields(settings_class(section)):
        if part.name == key:
            return part.default_factory() if part.default_factory is not MISSING else part.default
    raise KeyError(f"{section}.{key}")


def settings_class(name: str) -> Any:
    """The dataclass of a section, imported."""
    module, declared = SECTIONS[name]
    return getattr(import_module(module), declared)


def keys_of(section: str) -> list[str]:
    """The keys of a section, in the order in which they are declared."""
    return [declaration.key for declaration in read_declarations(*SECTIONS[section])]


def unknown_names(given: Iterable[Setting], feeds: Iterable[tuple[str, tuple[Setting, ...]]]) -> Iterator[str]:
    """A line for each section or key that nobody declares."""
    for one in [*given, *(one for _, mine in feeds for one in mine)]:
        if one.section not in SECTIONS or one.key not in keys_of(one.section):
            yield unknown_key(one.section, one.key, one.where)


def unknown_key(section: str, key: str, where: str) -> str:
    """What to say of a key that nobody declares: the nearest one, here or in another section.

    >>> unknown_key("poll", "intervall_seconds", "newsheaf.yaml:5")
    'newsheaf.yaml:5: no key poll.intervall_seconds; did you mean poll.interval_seconds?'
    >>> unknown_key("fetch", "user_agent", "newsheaf.yaml:6")
    'newsheaf.yaml:6: no key fetch.user_agent; did you mean http.user_agent?'
    """
    if section not in SECTIONS:
        near = difflib.get_close_matches(section, [*SECTIONS, "feeds"], n=1, cutoff=0.5)
        return f"{where}: no section {section!r}; " + (
            f"did you mean {near[0]!r}?" if near else f"sections are {', '.join(SECTIONS)}, feeds"
        )
    near = difflib.get_close_matches(key, keys_of(section), n=1, cutoff=0.5)
    if near:
        return f"{where}: no key {section}.{key}; did you mean {section}.{near[0]}?"
    elsewhere = [f"{name}.{key}" for name in SECTIONS if key in keys_of(name)]
    if elsewhere:
        return f"{where}: no key {section}.{key}; did you mean {' or '.join(elsewhere)}?"
    return f"{where}: no key {section}.{key}; keys of {section} are {', '.join(keys_of(section))}"
