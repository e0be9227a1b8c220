"""The rooms stay as they are: each rule that a reader of the code relies on and that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.services import ROOT

CODE = ("connectors", "transforms", "pipelines")
OURS = (*CODE, "benchmarks", "tests")
MOST_LINES = 400
DECISIONS = ROOT / "docs" / "decisions"


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def place(path: Path, node: ast.AST | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# --- keys of the store

KEY = re.compile(r"(?<![\w.])v1(?:/|$)|\b(?:LATEST|store)\.json|^/?(?:tables|state|catalogues)/|^/?(?:editions|bundles|latest|raw)/$|\b(?:manifest|index)-$|\bdate=$")
"""What names an object of the store, or begins to."""

OWN_KEYS = {"connectors/store/heartbeat.py": {"v1/lease.json"}, "connectors/store/probe.py": {"v1/probe-"}}
"""Objects that are the store's own business: no edition lists them, no reader knows them."""


def test_only_editions_name_keys_of_the_store() -> None:
    found = []
    for path in files(*CODE, "benchmarks"):
        if not path.is_relative_to(ROOT / "connectors" / "editions"):
            own = OWN_KEYS.get(path.relative_to(ROOT).as_posix(), set())
            found += [f"{place(path, text)}: {text.value!r}" for text in strings(tree(path)) if KEY.search(text.value) and text.value not in own]
    assert not found, "connectors/editions says where what lies; ask it:\n" + "\n".join(found)


def strings(parsed: ast.AST) -> Iterator[ast.Constant]:
    """The string literals, pieces of f-strings among them, docstrings aside."""
    docs = {id(node.value) for node in ast.walk(parsed) if isinstance(node, ast.Expr)}
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


@pytest.mark.parametrize("text", [
    "v1", "v1/", "/v1/state/", "v1/tables/stories/date=2021-12-31/x.parquet", "LATEST.json", "no store.json there", "manifest-", "tables/stories", "/state/",
    "editions/", "date=",
])
def test_keys_are_recognised(text: str) -> None:
    assert KEY.search(text)


@pytest.mark.parametrize("text", ["api.v1.example", "newsheaf/v1.2", "state", "real estate/", "update=", "index-page", "a store"])
def test_other_words_are_not(text: str) -> None:
    assert not KEY.search(text)


# --- files

def test_no_file_is_longer_than_a_reader_is_patient() -> None:
    prose = ROOT / "pipelines" / "newsroom" / "prose"  # texts, not code
    lines = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(*OURS) if not path.is_relative_to(prose)}
    assert not {where: count for where, count in lines.items() if count > MOST_LINES}, "split by concern"


def test_a_name_is_imported_from_where_it_is_defined() -> None:
    """Or from the ``__init__`` of the room that it is in, which says by ``__all__`` what the room offers."""
    found = []
    for path in files(*OURS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
                found += [f"{place(path, node)}: {node.module} only passes on {name}" for name in passed_on(node.module, node.names)]
    assert not found, "\n".join(found)


def passed_on(module: str, names: Iterable[ast.alias]) -> list[str]:
    """Those of the names that the module neither defines nor, being a room's ``__init__``, offers."""
    base = ROOT.joinpath(*module.split("."))
    if base.with_suffix(".py").is_file():
        known = defined(base.with_suffix(".py"))
    else:
        init = base / "__init__.py"
        known = {path.stem for path in base.iterdir()} | (defined(init) | offered(init) if init.is_file() else set())
    return [alias.name for alias in names if alias.name not in known]


@cache
def defined(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


@cache
def offered(path: Path) -> set[str]:
    """What ``__all__`` lists; empty when there is none."""
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
            return set(ast.literal_eval(node.value))
    return set()


def test_a_room_offers_only_what_is_in_it() -> None:
    for path in files(*OURS):
        if not offered(path):
            continue
        assert path.name == "__init__.py", f"{place(path)}: a file offers what it defines; __all__ is for the __init__ of a room"
        room = ".".join(path.parent.relative_to(ROOT).parts)
        for node in tree(path).body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
                assert node.module.startswith(f"{room}."), f"{place(path, node)}: {node.module} is another room"


# --- docs

POINTER = re.compile(r"docs/decisions/([\w./-]+\.md)(?:#([\w-]+))?")


def test_decisions_and_code_point_to_each_other() -> None:
    """A rule that a measurement chose says where that is told, and no page is left behind by a rule that is gone."""
    pointed = set()
    for path in files(*OURS):
        if path != Path(__file__):
            for name, heading in POINTER.findall(path.read_text(encoding="utf-8")):
                page = DECISIONS / name
                assert page.is_file(), f"{place(path)}: docs/decisions/{name} doesn't exist"
                assert not heading or heading in anchors(page), f"{place(path)}: docs/decisions/{name} has no heading #{heading}"
                if not path.is_relative_to(ROOT / "tests"):
                    pointed.add(page)
    pages = {page for page in DECISIONS.rglob("*.md") if page.name != "README.md"}
    assert pages <= pointed, f"no code points to {sorted(page.name for page in pages - pointed)}"
    listed = {DECISIONS / inline for inline, _ in LINK.findall((DECISIONS / "README.md").read_text(encoding="utf-8"))}
    assert pages <= listed, f"docs/decisions/README.md doesn't list {sorted(page.name for page in pages - listed)}"


def markdown() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(page for folder in (*OURS, "docs", "deploy") for page in (ROOT / folder).rglob("*.md"))])


LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^]]+\]:\s*(\S+)", re.MULTILINE)
CODE_BLOCK = re.compile(r"^(```|~~~).*?^\1|^(?: {4}|\t)[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


@cache
def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as links spell them."""
    found: set[str] = set()
    text = re.sub(r"^(```|~~~).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for title in re.findall(r"^#{1,6}\s+(.+?)\s*#*$", text, re.MULTILINE):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", title).replace("`", "").replace("*", "")
        name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        again = 0
        while (name if not again else f"{name}-{again}") in found:
            again += 1
        found.add(name if not again else f"{name}-{again}")
    return found


@pytest.mark.parametrize("page", markdown(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
    for inline, reference in LINK.findall(text):
        target, _, heading = (inline or reference).partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        to = (page.parent / target).resolve() if target else page
        assert to.is_relative_to(ROOT) and to.exists(), f"{place(page)}: {target} doesn't exist"
        assert not heading or heading in anchors(to), f"{place(page)}: {target or page.name} has no heading #{heading}"


PATH = re.compile(r"(?<![\w./-])((?:connectors|transforms|pipelines|benchmarks|tests|docs|deploy)(?:[./][\w-]+)+/?)")


def of_today() -> list[Path]:
    """The pages that don't tell of the past, whose files may have moved since."""
    return [page for page in markdown() if not page.is_relative_to(DECISIONS) and page.name != "CHANGELOG.md"]


@pytest.mark.parametrize("page", of_today(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_paths_and_modules_that_pages_name_are_there(page: Path) -> None:
    for name in PATH.findall(page.read_text(encoding="utf-8")):
        module = ROOT.joinpath(*name.split("."))
        assert (ROOT / name).exists() or module.is_dir() or module.with_suffix(".py").is_file(), f"{place(page)}: {name} doesn't exist"


def test_the_map_has_every_room_and_file_where_it_is() -> None:
    """The map in docs/how-it-works.md: its lines against the folders, and what a line says is in a room against the room."""
    mapped: dict[str, list[str]] = {}
    package = ""
    for indent, name, words in map_lines():
        if not indent:
            package = name.rstrip("/")
            continue
        mapped.setdefault(package, []).append(name)
        assert (ROOT / package / name).exists(), f"the map names {package}/{name}, which doesn't exist"
        room = ROOT / package / name if name.endswith("/") else ROOT / package
        for inner in re.findall(r"(?<![\w/])[\w/]+(?:\.py|/)(?!\w)", words):
            assert (room / inner).exists(), f"the map says that {inner} is in {package}/{name}"
    for package in CODE:
        there = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / package).iterdir() if holds_code(path)}
        assert set(mapped[package]) == there, f"the map of {package}/ is not what is there"
        assert len(mapped[package]) == len(there)


def holds_code(path: Path) -> bool:
    return (path / "__init__.py").is_file() if path.is_dir() else path.suffix == ".py" and path.name != "__init__.py"


def map_lines() -> Iterator[tuple[bool, str, str]]:
    """Each line of the map: whether it is of a package's inside, the name, and what is said of it, with the lines below that go on."""
    text = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    block = text.partition("## Where is what in the code?")[2].partition("\n## ")[0].partition("```text\n")[2].partition("```")[0]
    entries: list[tuple[bool, str, str]] = []
    for line in block.splitlines():
        if found := re.match(r"( {2})?([\w.]+/?)(?:\s+(.*))?$", line):
            entries.append((bool(found[1]), found[2], found[3] or ""))
        elif line.strip():
            inside, name, words = entries[-1]
            entries[-1] = (inside, name, f"{words} {line.strip()}")
    yield from entries
