"""Reads settings from the environment: ``NEWSHEAF_<SECTION>_<KEY>``; with ``_FILE`` behind it, from the file that it names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelines.config.sections import SECTIONS, keys_of
from pipelines.config.values import Setting


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
