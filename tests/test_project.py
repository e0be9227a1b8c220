"""The project's declaration, its locks, its docs and its imports agree."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.services import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OURS = {"connectors", "transforms", "pipelines", "tests", "benchmarks"}


def declared(*extras: str) -> list[Requirement]:
    lines = PROJECT["dependencies"] + [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    return [Requirement(line) for line in lines if not line.startswith("newsheaf")]


def locked(name: str) -> dict[str, str]:
    pins = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^ ;\\]+)", (ROOT / name).read_text(), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize(("lock", "extras"), [("requirements.lock", ()), ("requirements-dev.lock", ("dense", "test", "dev"))])
def test_the_lock_has_every_dependency_within_its_bounds(lock: str, extras: tuple[str, ...]) -> None:
    versions = locked(lock)
    for requirement in declared(*extras):
        version = versions.get(canonicalize_name(requirement.name))
        assert version and requirement.specifier.contains(version), f"{requirement} is not in {lock}: run make lock"


def test_both_locks_agree() -> None:
    development = locked("requirements-dev.lock")
    assert {name: development.get(name) for name in locked("requirements.lock")} == locked("requirements.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_has_a_hash_for_all_and_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|--index|--extra-index|--find-links|file:", text)
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        if "==" in block:
            assert "--hash=sha256:" in block, block


def test_every_dependency_has_its_reason_in_the_docs() -> None:
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE)
    told = {name.strip() for row in rows for name in row.split(",")}
    assert {canonicalize_name(requirement.name) for requirement in declared("dense", "test", "dev")} <= told


def test_what_is_imported_is_declared() -> None:
    """A library that only comes along with another may be gone with the other's next version."""
    names = {canonicalize_name(requirement.name) for requirement in declared("dense")}
    providers = packages_distributions()
    for path in sorted(path for folder in ("connectors", "transforms", "pipelines") for path in (ROOT / folder).rglob("*.py")):
        for module in imported(path) - OURS - set(sys.stdlib_module_names):
            owners = {canonicalize_name(owner) for owner in providers.get(module, [])}
            assert owners & names, f"{path.relative_to(ROOT)} imports {module}, which pyproject.toml doesn't declare"


def test_what_is_declared_is_imported() -> None:
    providers = packages_distributions()
    found = {module for folder in ("connectors", "transforms", "pipelines") for path in (ROOT / folder).rglob("*.py") for module in imported(path)}
    used = {canonicalize_name(owner) for module in found for owner in providers.get(module, [])}
    used.add("datasketch")  # its scheme is published with the signatures, its code is what the tests hold ours against
    used.add("tzdata")  # zoneinfo reads its table where the system has none
    assert {canonicalize_name(requirement.name) for requirement in declared("dense")} <= used


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found
