"""Reads the YAML configuration file into values that know the line they stand on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipelines.config.sections import SECTIONS, keys_of
from pipelines.config.values import Setting

FEED_SECTIONS = ("poll", "http", "access", "filter")
"""Sections whose keys a feed may override."""

SHARED_KEYS = ("deadline_seconds", "worker_seconds", "share", "shards", "concurrency", "max_wait_seconds", "proxy", "user_agent")
"""Keys of these sections that are one for all feeds."""

MAX_BYTES = 4 * 1024 * 1024
"""A configuration is small; this is a guard against a wrong path."""


def read_file(path: Path) -> tuple[list[Setting], dict[str, list[Setting]], list[str]]:
    """The values in the file, the per-feed values by feed, and what is wrong with the file's form.

    Names are not checked here, except that a feed's keys are looked up in the sections that a feed may override.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            return [], {}, [f"{path}: larger than {MAX_BYTES // 1024 // 1024} MB, so this is hardly a configuration"]
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        return [], {}, [f"{path}: can't read the configuration: {error.strerror}"]
    except UnicodeDecodeError as error:
        return [], {}, [f"{path}: not UTF-8 at byte {error.start}"]
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        return _read_sections(loader, path, root) if root is not None else ([], {}, [])
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        return [], {}, [_describe(path, error)]


def _read_sections(loader: yaml.SafeLoader, path: Path, root: yaml.Node) -> tuple[list[Setting], dict[str, list[Setting]], list[str]]:
    given: list[Setting] = []
    feeds: dict[str, list[Setting]] = {}
    problems: list[str] = []
    for section, where, node in _items(path, root, problems, "the file"):
        if section == "feeds":
            for feed, _, overrides in _items(path, node, problems, "feeds"):
                feeds[feed] = []
                for key, place, value in _items(path, overrides, problems, f"feeds.{feed}"):
                    if key in SHARED_KEYS:
                        problems.append(f"{place}: {key} is one for all feeds; set {_home_of(key)}.{key}")
                    read = loader.construct_object(value, deep=True)
                    feeds[feed].append(Setting(section=_home_of(key), key=key, value=read, where=place))
        elif section not in SECTIONS:
            given.append(Setting(section=section, key="", value=None, where=where))
        else:
            given += [
                Setting(section=section, key=key, value=loader.construct_object(value, deep=True), where=place)
                for key, place, value in _items(path, node, problems, section)
            ]
    return given, feeds, problems


def _items(path: Path, node: yaml.Node, problems: list[str], name: str) -> list[tuple[str, str, yaml.Node]]:
    """(key, place, value node) of a mapping; a key given twice is a problem, as YAML's silent last one would be."""
    if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
        return []
    if not isinstance(node, yaml.MappingNode):
        problems.append(f"{_place(path, node)}: {name} must be a mapping of keys to values")
        return []
    seen: dict[str, str] = {}
    found = []
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        where = _place(path, key_node)
        if not key:
            problems.append(f"{where}: a key of {name} must be a word")
        elif key in seen:
            problems.append(f"{where}: {key} is already set at {seen[key]}")
        else:
            seen[key] = where
            found.append((key, where, value_node))
    return found


def _home_of(key: str) -> str:
    """The section that declares a per-feed key; the first one when none does, to be told that it has no such key."""
    for section in FEED_SECTIONS:
        if key in keys_of(section):
            return section
    return FEED_SECTIONS[0]


def _place(path: Path, node: yaml.Node) -> str:
    return f"{path}:{node.start_mark.line + 1}"


def _describe(path: Path, error: Exception) -> str:
    mark: Any = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"{path}:{mark.line + 1}: {getattr(error, 'problem', None) or error}"
    return f"{path}: not readable as YAML: {' '.join(str(error).split())[:200]}"
