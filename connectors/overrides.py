"""Reads the overrides file: pairs of stories that an editor wants in one bundle, or never in one.

A YAML list, one item a pair:

    - must-link: [https://ledger.example/ferry, https://quay.example/harbour-fire]
      note: one fire, told from two ends
      by: mk, 2026-03-02
    - cannot-link: [3f9c1a2b4d5e6f70, 9a8b7c6d5e4f3a2b]

A story is named by its id or its URL. What can't be read or contradicts itself is told with file and line, all of it at once.
"""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from connectors.web.urls import canonical_url

MAX_BYTES = 4 * 2**20
"""Some 30,000 pairs; this is a guard against a wrong path."""

MAX_NAME = 2048
MAX_NOTE = 500

OverrideKind = Literal["must-link", "cannot-link"]
KINDS: tuple[OverrideKind, ...] = get_args(OverrideKind)
KEYS = (*KINDS, "note", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """An editor's word on two stories: in one bundle, or never in one, and never copies of each other."""

    kind: OverrideKind
    left: str  # story id or canonical URL; the smaller of the two
    right: str
    note: str = ""
    by: str = ""  # who said so and when, as they like to write it
    where: str = field(default="", compare=False)  # file:line, for messages only: what is published doesn't depend on it

    @property
    def words(self) -> str:
        """The override as published evidence tells it."""
        said = f"{self.kind} {self.left} {self.right}"
        return said + (f": {self.note}" if self.note else "") + (f" ({self.by})" if self.by else "")


class OverridesError(Exception):
    """The overrides can't be used. ``problems``: one line each, with file, line, what is wrong and how to mend it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_overrides(path: str | Path) -> tuple[Override, ...]:
    """The overrides of a file, sorted by what they say: the order of its lines makes no difference. Raises OverridesError."""
    import yaml

    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OverridesError([f"{path}: larger than {MAX_BYTES // 2**20} MB, so this is hardly a list of overrides"])
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OverridesError([f"{path}: can't read the overrides: {error.strerror}"]) from None
    except UnicodeDecodeError as error:
        raise OverridesError([f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8"]) from None
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise OverridesError([_unreadable(path, error)]) from None
    if root is None or (isinstance(root, yaml.ScalarNode) and root.tag.endswith(":null")):
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise OverridesError([f"{path}:{root.start_mark.line + 1}: must be a list: '- must-link: [one, other]' and so on"])
    problems: list[str] = []
    found = []
    for node in root.value:
        where = f"{path}:{node.start_mark.line + 1}"
        try:
            found.append(_override(node, where))
        except ValueError as error:
            problems.append(f"{where}: {error}")
    problems += contradictions(found)
    if problems:
        raise OverridesError(problems)
    return tuple(sorted(found, key=sort_key))


def sort_key(override: Override) -> tuple[str, ...]:
    """What an override says, as far as order goes."""
    return (override.kind, override.left, override.right, override.note, override.by)


def digest_overrides(overrides: Iterable[Override]) -> str:
    """12 hex digits that name what the overrides say; empty for none.

    >>> one, other = Override(kind="must-link", left="a", right="b"), Override(kind="cannot-link", left="a", right="c")
    >>> digest_overrides([one, other]) == digest_overrides([other, one])
    True
    """
    lines = ["\x1f".join(sort_key(override)) for override in sorted(overrides, key=sort_key)]
    return sha256("\x1e".join(lines).encode("utf-8", "replace")).hexdigest()[:12] if lines else ""


def contradictions(overrides: Sequence[Override]) -> list[str]:
    """What can't be kept all at once, in words: a pair that is named twice, a cannot-link between stories that must-links join.

    Overrides name their stories in one way only: a story by its id and by its URL are two to this function.
    """
    problems = []
    first: dict[tuple[str, str], Override] = {}
    joined: dict[str, list[tuple[str, Override]]] = {}
    for override in sorted(overrides, key=lambda o: _line(o.where)):
        pair = (override.left, override.right)
        if override.left == override.right:
            problems.append(f"{override.where}: both names mean the story {override.left}; name two stories")
        elif pair in first:
            other = first[pair]
            again = "again" if other.kind == override.kind else f"though {other.where} says {other.kind}"
            problems.append(f"{override.where}: {_said(override)} {again}; keep one of {other.where} and {override.where}")
        else:
            first[pair] = override
            if override.kind == "must-link":
                joined.setdefault(override.left, []).append((override.right, override))
                joined.setdefault(override.right, []).append((override.left, override))
    for override in first.values():
        chain = _chain(joined, override.left, override.right) if override.kind == "cannot-link" else []
        if chain:
            lines = " and ".join(f"{link.where} ({_said(link)})" for link in chain)
            problems.append(f"{override.where}: {_said(override)} contradicts {lines}; remove one of these lines")
    return problems


def _chain(joined: Mapping[str, Sequence[tuple[str, Override]]], start: str, end: str) -> list[Override]:
    """The fewest must-links that lead from one story to another; empty when none do."""
    came: dict[str, tuple[str, Override] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came:
        at = waiting.popleft()
        for other, link in joined.get(at, ()):
            if other not in came:
                came[other] = (at, link)
                waiting.append(other)
    found: list[Override] = []
    step = came.get(end)
    while step is not None:
        found.append(step[1])
        step = came[step[0]]
    return found[::-1]


def _said(override: Override) -> str:
    return f"{override.kind} {override.left} {override.right}"


def _line(where: str) -> tuple[str, int]:
    path, _, line = where.rpartition(":")
    return (path, int(line)) if line.isdigit() else (where, 0)


def _override(node: Any, where: str) -> Override:
    """One item of the list. Raises ValueError, in words."""
    import yaml

    if not isinstance(node, yaml.MappingNode):
        raise ValueError("must be a pair, such as '- must-link: [one, other]'")
    given: dict[str, Any] = {}
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.5)
            raise ValueError(f"no key {key!r}; " + (f"did you mean {near[0]!r}?" if near else f"keys are {', '.join(KEYS)}"))
        if key in given:
            raise ValueError(f"{key} is set twice; begin each pair with its own '-'")
        given[key] = value
    kinds = [kind for kind in KINDS if kind in given]
    if len(kinds) != 1:
        raise ValueError(f"has {' and '.join(kinds) or 'neither must-link nor cannot-link'}; each item needs one of them")
    pair = given[kinds[0]]
    if not isinstance(pair, yaml.SequenceNode) or len(pair.value) != 2:
        raise ValueError(f"{kinds[0]} takes two stories in brackets: [one, other]; write one item for each pair")
    left, right = sorted(_story(one) for one in pair.value)
    return Override(kind=kinds[0], left=left, right=right, note=_text(given.get("note")), by=_text(given.get("by")), where=where)


def _story(node: Any) -> str:
    """A story as it is named: a URL in its canonical form, an id as it stands, whatever YAML would take it for."""
    name = _scalar(node).strip()
    if len(name) > MAX_NAME:
        raise ValueError(f"a story's name has {len(name)} characters; at most {MAX_NAME}")
    if not name:
        raise ValueError("a story has no name; write its id or its URL, in quotes if it has brackets, a comma or a colon and a space")
    if "://" not in name:
        return name
    url = canonical_url(name)
    if not url:
        raise ValueError(f"{name} is no http(s) URL")
    return url


def _text(node: Any) -> str:
    text = " ".join(_scalar(node).split()) if node is not None else ""
    if len(text) > MAX_NOTE:
        raise ValueError(f"a text has {len(text)} characters; at most {MAX_NOTE}")
    return text


def _scalar(node: Any) -> str:
    """A text as it is written: 0123 stays 0123, and 1e5 is no number."""
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("holds a list or a mapping where a text belongs; put it in quotes")
    return "" if node.tag.endswith(":null") else str(node.value)


def _unreadable(path: Path, error: Exception) -> str:
    mark: Any = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"{path}:{mark.line + 1}: {getattr(error, 'problem', None) or error}"
    return f"{path}: not readable as YAML: {' '.join(str(error).split())[:200]}"
