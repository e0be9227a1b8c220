"""Reads the environment: settings as ``NEWSHEAF_<SECTION>_<KEY>``, the secrets of feeds as ``NEWS_…``; with ``_FILE`` behind a name,
from the file that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from connectors.web.access import variables_in
from pipelines.config.sections import SECTIONS, keys_of
from pipelines.config.values import Setting

PREFIX = "NEWS_"
"""How the variables begin that a feed list may name: a list may be anybody's, and must not ask for the keys of something else."""

MOST_BYTES = 2**16
"""Of a file that holds a secret."""


def read_variables(environ: Mapping[str, str], given: Iterable[Setting]) -> tuple[tuple[str, str], ...]:
    """The variables that feeds' addresses and headers may name, with their values: all of ``NEWS_…``, and those named in the settings.

    With ``_FILE`` behind the name, the value stands in the file that the variable names; one that can't be read gives none.
    """
    lines = [str(line) for one in given if one.section == "access" and isinstance(one.value, list) for line in one.value]
    named = {name for line in lines for name in variables_in(line)}
    named |= {name.removesuffix("_FILE") for name in environ if name.startswith(PREFIX)}
    found = {}
    for name in sorted(named):
        value = environ.get(name, "")
        if not value and (file := environ.get(f"{name}_FILE", "")):
            try:
                with Path(file).open(encoding="utf-8") as stream:
                    value = stream.read(MOST_BYTES).strip()
            except (OSError, ValueError):
                continue
        if value:
            found[name] = value
    return tuple(found.items())


def read_environment(environ: Mapping[str, str]) -> tuple[list[Setting], list[str]]:
    """The settings that the environment holds, and what is wrong with them."""
    given: list[Setting] = []
    problems: list[str] = []
    for name in sorted(environ):
        section, _, key = name.removeprefix("NEWSHEAF_").lower().partition("_")
        if not name.startswith("NEWSHEAF_") or section not in SECTIONS or name != name.upper():
            continue
        value = environ[name]
        if key.endswith("_file") and key not in keys_of(section) and key.removesuffix("_file") in keys_of(section):
            key = key.removesuffix("_file")
            try:
                value = Path(value).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                problems.append(f"{name}: can't read {value}: {getattr(error, 'strerror', None) or error}")
                continue
        given.append(Setting(section=section, key=key, value=value, where=name, is_text=True))
    return given, problems
