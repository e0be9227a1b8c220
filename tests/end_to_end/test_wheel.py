"""The wheel has everything that the command needs and nothing else: installed away from the checkout, it runs the demo."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.services import ROOT

PACKAGES = ("connectors", "pipelines", "transforms")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")


def call(*command: str | Path, cwd: Path) -> str:
    """What the command printed, errors included. The checkout is on no path of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(*PIP, "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("newsheaf-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment: the wheel in it, its dependencies those of the environment under test."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False)
    commands = folder / "venv" / "bin"
    call(*PIP, "--python", commands / "python", "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    # A folder named by a .pth is searched, but its own .pth files are not read: so the checkout, installed there editable, stays out.
    (site / "dependencies.pth").write_text("".join(f"{sysconfig.get_path(name)}\n" for name in ("purelib", "platlib")))
    return commands


def test_it_holds_all_files_of_the_packages_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if not name.endswith("/")}
        licence = [opened.read(name) for name in names if name.endswith(".dist-info/licenses/LICENSE")]
    ours = {path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    expected = {path.as_posix() for path in ours if "__pycache__" not in path.parts}
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert {"transforms/publish/index_page.html", *(f"{package}/py.typed" for package in PACKAGES)} <= names
    assert licence == [(ROOT / "LICENSE").read_bytes()]


def test_its_code_is_what_runs(installed: Path, tmp_path: Path) -> None:
    for package in PACKAGES:
        where = Path(call(installed / "python", "-c", f"import {package}; print({package}.__file__)", cwd=tmp_path).strip())
        assert where.is_relative_to(installed.parent), where
    assert call(installed / "newsheaf", "--version", cwd=tmp_path).startswith("newsheaf ")


def test_it_runs_the_demo_into_a_whole_store(installed: Path, tmp_path: Path) -> None:
    said = call(installed / "newsheaf", "demo", "--store", "newsroom", cwd=tmp_path)
    assert "--- against the truth" in said
    assert (tmp_path / "newsroom" / "v1" / "LATEST.json").is_file()
    assert "no problem" in call(installed / "newsheaf", "verify", "--store", "newsroom", cwd=tmp_path)
