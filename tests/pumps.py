"""Finds the regular expressions of the three packages, and the texts that would make a slow one slow.

A backtracking matcher is slow where it can take one run of text in many ways, or look at the same run again from each of its places.
Both come from repeats, so the texts are made of what each repeat of an expression takes, many times over, with what leads to that
repeat before it and something behind it that lets the whole fail.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import re._constants as op  # type: ignore[import-untyped]
import re._parser as sre  # type: ignore[import-untyped]
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from itertools import product
from typing import Any

from tests.services import ROOT

PACKAGES = ("connectors", "transforms", "pipelines")
METHODS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")
AT_THE_START = ("match", "fullmatch")

# --- the expressions


@dataclasses.dataclass(frozen=True)
class Expression:
    """One expression, where it stands, and by which methods it is used."""

    place: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


def expressions() -> dict[tuple[str, int], Expression]:
    """All expressions: those that the modules hold, and those written where they are used. By pattern and flags, each once."""
    found: dict[tuple[Any, int], Expression] = {}
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        parsed = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(ROOT).as_posix()
        for each in (*_held(module, place), *_written(parsed, module, place)):
            before = found.get((each.pattern.pattern, each.pattern.flags))
            methods = tuple(sorted({*(before.methods if before else ()), *each.methods}))
            found[each.pattern.pattern, each.pattern.flags] = dataclasses.replace(before or each, methods=methods)
    return found


def _held(module: Any, place: str) -> Iterator[Expression]:
    """What the module's names hold, in containers and records too. How a name is used is read in the whole room."""
    for name, value in vars(module).items():
        if not name.startswith("__") and not isinstance(value, type(ast)):
            for pattern, method in _patterns_in(value):
                methods = (method,) if method else _uses().get(name, ()) if isinstance(value, re.Pattern) else ("search",)
                yield Expression(f"{place}: {name}", pattern, methods or ("search",))


def _patterns_in(value: Any, depth: int = 0) -> Iterator[tuple[re.Pattern[Any], str]]:
    owner = getattr(value, "__self__", None)
    if isinstance(value, re.Pattern):
        yield value, ""
    elif isinstance(owner, re.Pattern):
        yield owner, value.__name__
    elif depth < 4:
        inside: Iterable[Any] = ()
        if isinstance(value, dict):
            inside = value.values()
        elif isinstance(value, tuple | list | set | frozenset):
            inside = value
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            inside = (getattr(value, field.name, None) for field in dataclasses.fields(value))
        for one in inside:
            yield from _patterns_in(one, depth + 1)


def _uses() -> dict[str, tuple[str, ...]]:
    """By which methods a name is used anywhere; "search", the worst, where it is used otherwise."""
    if not _USES:
        for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
            parsed = ast.parse(path.read_text(encoding="utf-8"))
            called = {id(name): node.attr for node in ast.walk(parsed) if isinstance(node, ast.Attribute) for name in _choices(node.value)}
            for node in ast.walk(parsed):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    method = called.get(id(node), "search")
                    _USES[node.id] = tuple({*_USES.get(node.id, ()), method if method in METHODS else "search"})
    return _USES


_USES: dict[str, tuple[str, ...]] = {}


def _choices(node: ast.expr) -> tuple[ast.expr, ...]:
    return (*_choices(node.body), *_choices(node.orelse)) if isinstance(node, ast.IfExp) else (node,)


def _written(parsed: ast.Module, module: Any, place: str) -> Iterator[Expression]:
    """The calls of ``re`` in the module's functions. What only a call knows (a name, a number) is taken for a word."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args:
            method = node.func.attr
            text = _value(node.args[0], module) if method in (*METHODS, "compile") else None
            if isinstance(text, str | bytes):
                flags = 0
                for flag in ast.walk(node):
                    if isinstance(flag, ast.Attribute) and isinstance(getattr(re, flag.attr, None), re.RegexFlag):
                        flags |= getattr(re, flag.attr)
                if method != "compile":
                    yield Expression(f"{place}:{node.lineno}", re.compile(text, flags), (method,))


def _value(node: ast.expr, module: Any) -> str | bytes | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else _value(part, module) or "word" for part in node.values]  # type: ignore[arg-type]
        return "".join(str(part) for part in parts)
    if isinstance(node, ast.FormattedValue):
        return _value(node.value, module)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, module), _value(node.right, module)
        if left is None and right is None:
            return None
        kind = bytes if isinstance(left, bytes) or isinstance(right, bytes) else str
        word: Any = b"word" if kind is bytes else "word"
        return (left or word) + (right or word)  # type: ignore[operator,no-any-return]
    if isinstance(node, ast.Name):
        value = getattr(module, node.id, None)
        return value if isinstance(value, str | bytes) else None
    return None


# --- the texts

LETTERS = "a0 .-,<&/\"'\n;:=xé中*+(_A"
MANY = 8  # a repeat that may take more is pumped


def pumps(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """(before, again, behind): texts of the form before + again × n + behind, worst guesses first, none twice."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = sre.parse(text, pattern.flags & ~(re.UNICODE if isinstance(pattern.pattern, bytes) else 0))
    found: dict[tuple[str, str, str], None] = {}
    whole = _samples(tree)[0]
    for before, body in _repeats(tree, [""]):
        for lead, again in product(before[:2], body[:5]):
            for start, unit in ((lead, again), ("", lead + again), ("", again), ("", lead), ("", lead + again + " ")):
                if unit:
                    for behind in ("", "\0", "\n!"):
                        found[start, unit, behind] = None
    for unit in (whole, whole[:-1], "a", " ", "a "):
        if unit:
            found["", unit, ""] = found["", unit, "\0"] = None
    return list(found)


def _repeats(tree: Any, before: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each repeat without end: what may lead to it, and what it takes."""
    for operation, value in tree:
        if operation in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > MANY:
                yield before, _samples(body)
            yield from _repeats(body, before)
        elif operation is op.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif operation is op.ATOMIC_GROUP:
            yield from _repeats(value, before)
        elif operation is op.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif operation in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeats(value[1], before)
        before = [lead + more for lead, more in product(before[:2], _one(operation, value)[:2])]


def _samples(tree: Any) -> list[str]:
    """Some texts that a sequence takes, the plainest first."""
    texts = [""]
    for operation, value in tree:
        pieces = _one(operation, value)
        texts = [texts[0] + piece for piece in pieces] + [text + pieces[0] for text in texts[1:]]
    return list(dict.fromkeys(texts))[:12]


def _one(operation: Any, value: Any) -> list[str]:
    if operation is op.LITERAL:
        return [chr(value)]
    if operation is op.NOT_LITERAL:
        return [letter for letter in LETTERS if letter != chr(value)][:5]
    if operation is op.ANY:
        return ["a", " ", "."]
    if operation is op.IN:
        return _of_class(value)
    if operation is op.BRANCH:
        return list(dict.fromkeys(sample for branch in value[1] for sample in _samples(branch)[:2]))[:40]
    if operation is op.SUBPATTERN:
        return _samples(value[3])
    if operation is op.ATOMIC_GROUP:
        return _samples(value)
    if operation in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        low, _, body = value
        return [sample * max(1, min(low, 8)) for sample in _samples(body)] if low else ["", *_samples(body)][:6]
    return [""]


def _of_class(items: Any) -> list[str]:
    negated = bool(items) and items[0][0] is op.NEGATE
    first = [] if negated else [chr(value if kind is op.LITERAL else value[0]) for kind, value in items if kind in (op.LITERAL, op.RANGE)][:2]
    return list(dict.fromkeys([*first, *(letter for letter in LETTERS if _within(letter, items) != negated)]))[:6] or ["\x01"]


def _within(letter: str, items: Any) -> bool:
    categories = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W"}
    for kind, value in items:
        if kind is op.LITERAL and ord(letter) == value:
            return True
        if kind is op.RANGE and value[0] <= ord(letter) <= value[1]:
            return True
        if kind is op.CATEGORY and re.match(categories[value], letter):
            return True
    return False


# --- the growth

SMALL = (12, 16, 20, 24, 28, 40, 64, 128, 512)  # in small steps, since what is exponential must be seen before it is met
SCREEN = 4_096  # characters; whoever is quadratic takes 8 million steps for them
MOST = 2**20
SURE_SECONDS = 0.02
GROWTH = 8  # times as long for four times the text: linear is 4, quadratic is 16


def slow_pump(pattern: re.Pattern[Any], methods: Iterable[str], longest: int = 0) -> str:
    """The text on which one of the methods takes more than linear time, in words; empty when there is none.

    Where nothing longer than ``longest`` characters is ever looked at, no more is asked than that so many take 20 ms at most.
    """
    for method in sorted({each if each in AT_THE_START else "finditer" for each in methods}):
        ask = _asked(pattern, method)
        for pump in pumps(pattern):
            write = partial(_written_out, pump, isinstance(pattern.pattern, bytes))
            if growth := _growth(ask, write) if not longest else _cost(ask, write, longest):
                before, again, behind = pump
                return f"{method}: {before[:40]!r} + {again[:40]!r} × n + {behind!r}: {growth}"
    return ""


def _written_out(pump: tuple[str, str, str], encoded: bool, size: int) -> Any:
    before, again, behind = pump
    text = before + again * max(1, size // len(again)) + behind
    return text.encode("latin-1", "replace") if encoded else text


def _asked(expression: re.Pattern[Any], method: str) -> Callable[[Any], object]:
    if method == "finditer":
        return lambda text: sum(1 for _ in expression.finditer(text))
    return getattr(expression, method)  # type: ignore[no-any-return]


def _seconds(ask: Callable[[Any], object], text: Any, times: int = 1) -> float:
    """CPU time, the best of some, since other processes disturb it."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        ask(text)
        best = min(best, time.process_time() - began)
    return best


def _cost(ask: Callable[[Any], object], write: Callable[[int], Any], size: int) -> str:
    if _seconds(ask, write(size)) < SURE_SECONDS or (spent := _seconds(ask, write(size), 3)) < SURE_SECONDS:
        return ""
    return f"{size} characters take {spent * 1000:.1f} ms"


def _growth(ask: Callable[[Any], object], write: Callable[[int], Any]) -> str:
    """How the time grows, if faster than the text does. A text is made longer until it takes 20 ms."""

    def seconds(size: int, times: int = 1) -> float:
        return _seconds(ask, write(size), times)

    for size in (*SMALL, SCREEN):
        spent = seconds(size)
        if spent > SURE_SECONDS:
            break
    if spent < 0.002 or spent < GROWTH * seconds(size // 4, 2):
        return ""
    while spent <= SURE_SECONDS and size < MOST:
        size *= 2
        spent = seconds(size)
    quarter, whole = seconds(size // 4, 3), seconds(size, 3)
    if whole < GROWTH * quarter:
        return ""
    return f"{size // 4} characters take {quarter * 1000:.1f} ms, {size} take {whole * 1000:.1f}"
