"""The prose grammar: how the texts in ``prose/`` are read and rendered.

A line is ``key: template``; the same key again is another way to say the same thing. In a template ``{a|b}`` is a
choice (nested as deep as one likes) and ``[slot]`` a fact of the event; ``[slot.cap]`` begins with a capital.
Choices with the same number, ``{1:sagt|gibt} … {1:zu|an}``, take the same turn. ``list name: x ; y`` and ``role p1: masculine | feminine ; …`` and ``org: x ; y`` are the stocks that events draw from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from pipelines.newsroom.dice import Dice


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[Template, ...]
    label: str = ""  # choices with the same label take the same turn


@dataclass(frozen=True, slots=True)
class Template:
    """One parsed template; render it with draws and a function from slot name to text."""

    nodes: tuple[str | tuple[str] | Choice, ...]

    def render(self, dice: Dice, slot: Callable[[str], str]) -> str:
        out: list[str] = []
        self._write(out, dice, slot, {})
        return "".join(out)

    def _write(self, out: list[str], dice: Dice, slot: Callable[[str], str], turns: dict[str, int]) -> None:
        for node in self.nodes:
            if isinstance(node, str):
                out.append(node)
            elif isinstance(node, tuple):
                out.append(slot(node[0]))
            elif node.label:
                turn = turns.setdefault(node.label, dice.between(0, len(node.options) - 1))
                node.options[turn]._write(out, dice, slot, turns)
            else:
                dice.pick(node.options)._write(out, dice, slot, turns)


def parse_template(source: str) -> Template:
    """Read one template. Raises ValueError when its braces or brackets don't match."""
    template, end = _parse(source, 0, top=True)
    if end != len(source):
        raise ValueError(f"unbalanced braces in template: {source!r}")
    return template


def _parse(source: str, at: int, top: bool) -> tuple[Template, int]:
    nodes: list[str | tuple[str] | Choice] = []
    while at < len(source):
        sign = source[at]
        if sign == "{":
            choices: list[Template] = []
            label = source[at + 1] if source[at + 2:at + 3] == ":" and source[at + 1].isdigit() else ""
            at += 3 if label else 1
            while True:
                choice, at = _parse(source, at, top=False)
                choices.append(choice)
                if at >= len(source):
                    raise ValueError(f"unbalanced braces in template: {source!r}")
                at += 1
                if source[at - 1] == "}":
                    break
            nodes.append(Choice(tuple(choices), label))
        elif sign == "[":
            end = source.index("]", at)
            nodes.append((source[at + 1:end],))
            at = end + 1
        elif not top and sign in "|}":
            break
        else:
            stop = re.compile(r"[{\[]" if top else r"[{\[|}]").search(source, at + 1)
            end = stop.start() if stop else len(source)
            nodes.append(source[at:end])
            at = end
    return Template(tuple(nodes)), at


@dataclass(slots=True)
class Section:
    """One ``@`` section: the ways to say things, and the stocks."""

    name: str
    domain: str = ""
    ways: dict[str, list[Template]] = field(default_factory=dict)
    lists: dict[str, list[Template]] = field(default_factory=dict)
    roles: dict[str, list[tuple[Template, Template]]] = field(default_factory=dict)

    @property
    def witness(self) -> bool:
        """Whether the third person is somebody from the street, to be introduced with age and trade."""
        return "voice" in self.ways or "picket" in self.ways


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of one language."""

    language: str
    kinds: dict[str, Section]
    domains: dict[str, Section]
    other: dict[str, Section]  # local, weather, market, fixtures


def parse_prose(language: str, source: str) -> Prose:
    """Read a whole grammar. Raises ValueError with the line that can't be read."""
    prose = Prose(language, {}, {}, {})
    section = Section("")
    for number, line in enumerate(source.splitlines(), 1):
        line = line.strip()
        if not line:
            continue
        if line.startswith("@"):
            words = line[1:].split()
            section = Section(words[1] if len(words) > 1 else words[0], words[2] if len(words) > 2 else "")
            {"kind": prose.kinds, "domain": prose.domains}.get(words[0], prose.other)[section.name] = section
            continue
        try:
            key, _, rest = line.partition(": ")
            if key.startswith("role "):
                section.roles[key[5:]] = [(parse_template(m.strip()), parse_template(f.strip())) for m, _, f in
                                          (pair.partition("|") for pair in rest.split(" ; "))]
            elif key.startswith("list ") or key in ("org", "sky", "wind"):
                section.lists[key.removeprefix("list ")] = [parse_template(item.strip()) for item in rest.split(" ; ")]
            else:
                section.ways.setdefault(key, []).append(parse_template(rest))
        except ValueError as error:
            raise ValueError(f"{language} prose, line {number}: {error}") from error
    return prose


@cache
def prose_of(language: str) -> Prose:
    module = import_module(f"pipelines.newsroom.prose.{language}")
    return parse_prose(language, module.GRAMMAR)


_DOUBLES = [(re.compile(r" {2,}"), " "), (re.compile(r",([.;:!?,])"), r"\1"), (re.compile(r",([”»“\"]),"), r"\1,")]
_FIXES = {
    "en": [(re.compile(r"\b([Aa]) (?=(?:[aeioAEIO]|u(?!ni|se|ti)|U(?!ni|se|ti)|8\b|11\b|18\b))"), r"\1n ")],
    "de": [(re.compile(r"\bin dem\b"), "im"), (re.compile(r"\bzu dem\b"), "zum"), (re.compile(r"\bvon dem\b"), "vom")],
    "es": [(re.compile(r"\bde el (?=\w)"), "del "), (re.compile(r"\ba el (?=\w)"), "al "),
           (re.compile(r"\by (?=[Ii][^aeo])"), "e ")],
    "fr": [(re.compile(r"\b([Dd])e (?=[aeiouyéèêàâAEIOUÉÈ])"), r"\1’"), (re.compile(r"\b([Qq]u)e (?=[aeiouéèêàâAEIOUÉÈ])"), r"\1’"),
           (re.compile(r"\b([Ll])[ea] (?=[aeiouéèêàâAEIOUÉÈ](?!nze\b))"), r"\1’"), (re.compile(r"\bde le\b"), "du"), (re.compile(r"\bde les\b"), "des"),
           (re.compile(r"\bà le\b"), "au"), (re.compile(r"\bà les\b"), "aux"), (re.compile(r"\bsi il(s?)\b"), r"s’il\1"),
           (re.compile(r" (?=[;:!?»%])|(?<=«) "), "\u00a0")],
}
_QUOTES = {"en": "“”", "de": "„“", "es": "“”", "fr": "«»"}


def tidy(language: str, text: str) -> str:
    """Spell a rendered sentence as the language does: articles, contractions, commas, quotation marks, first capital."""
    for pattern, better in _DOUBLES:
        text = pattern.sub(better, text)
    if '"' in text:
        opening, closing = _QUOTES[language][0], _QUOTES[language][1]
        if language == "fr":
            opening, closing = opening + " ", " " + closing
        parts = text.split('"')
        text = "".join(part + ((opening if i % 2 == 0 else closing) if i < len(parts) - 1 else "") for i, part in enumerate(parts))
    for pattern, better in _FIXES[language]:
        text = pattern.sub(better, text)
    text = text.strip()
    first = next((i for i, sign in enumerate(text) if sign.isalnum()), 0)
    return text[:first] + text[first].upper() + text[first + 1:]
