"""What tests of several folders share: stores of every kind, a web server. A server starts with the first test that asks for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.services import S3Server, find_minio, require, running_minio, running_moto
from tests.web import Web, running_web

BUCKET = "newsheaf"

_numbers = count(1)


@pytest.fixture(autouse=True)
def plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process has to say goes to stderr, not into the log that an earlier test's command set up."""
    if exits := sys.modules.get("pipelines.commands.exits"):
        monkeypatch.setattr(exits, "_say", exits.say_plainly)


@pytest.fixture(scope="session")
def moto() -> Iterator[S3Server]:
    with running_moto() as server:
        server.make_bucket(BUCKET)
        yield server


@pytest.fixture(scope="session")
def minio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    require(find_minio(), "MinIO")
    with running_minio(tmp_path_factory.mktemp("minio")) as server:
        server.make_bucket(BUCKET)
        yield server


def store_url_on(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The URL of an empty store of the kind "folder", "moto" or "minio"; the environment then says how to reach it."""
    if kind == "folder":
        return str(folder / f"store-{next(_numbers)}")
    server: S3Server = request.getfixturevalue(kind)
    monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/store-{next(_numbers)}"


@pytest.fixture(params=["folder", "moto", "minio"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store of each kind in turn. For another choice: ``@pytest.mark.parametrize("store_url", ["folder"], indirect=True)``."""
    return store_url_on(request.param, request, tmp_path)


@pytest.fixture(params=["moto", "minio"])
def s3_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store on each S3 server in turn."""
    return store_url_on(request.param, request, tmp_path)


@pytest.fixture(scope="module")
def web_server() -> Iterator[Web]:
    with running_web() as web:
        yield web


@pytest.fixture
def web(web_server: Web) -> Web:
    """A loopback web server with nothing on it yet."""
    web_server.routes.clear()
    web_server.visits.clear()
    return web_server
