"""Every `newsheaf …` that deploy/ and the docs show is one that the command takes, and every option of Beam one that Beam has."""

from __future__ import annotations

import argparse
import doctest
import re
import shlex
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer
import yaml
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.cluster import check_cluster
from pipelines.commands import app
from pipelines.commands.stream import check_runner
from pipelines.stream import NEEDED, added_options
from tests.deploy.plain_processes import compose_file, versions
from tests.services import ROOT

DEPLOY = ROOT / "deploy"
TEXTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *DEPLOY.rglob("*.md"), *(DEPLOY / "systemd").iterdir(), DEPLOY / "crontab"])
SHELL = re.compile(r"\s*(?:[0-9&]?>>?|\||&&|;|2>).*")


def commands_of_manifests() -> Iterator[tuple[str, list[str]]]:
    """(where, command) of every container that starts newsheaf."""
    settings = {"NEWSHEAF_FEEDS": "/feeds", "NEWSHEAF_HTTP_USER_AGENT": "somebody", **versions()}
    for name, service in compose_file(settings)["services"].items():
        if service["command"][0] == "newsheaf":
            yield f"compose/{name}", service["command"]
    for path in sorted((DEPLOY / "kubernetes").rglob("*.yaml")):
        for document in yaml.safe_load_all(path.read_text()):
            for command in find_commands(document):
                if command[0] == "newsheaf":
                    yield path.relative_to(DEPLOY).as_posix(), command


def find_commands(node: Any) -> Iterator[list[str]]:
    if isinstance(node, dict):
        if isinstance(node.get("command"), list):
            yield [*node["command"], *node.get("args", ())]
        for value in node.values():
            yield from find_commands(value)
    elif isinstance(node, list):
        for value in node:
            yield from find_commands(value)


def commands_of_text(text: str, markdown: bool = True) -> Iterator[str]:
    """The command lines that a text shows, whole ones and parts of them.

    >>> list(commands_of_text("Run `newsheaf verify --store URL` now.\\n\\n    */30 * * * *  newsheaf run --feeds f --json >>log\\n"))
    ['newsheaf verify --store URL', 'newsheaf run --feeds f --json']
    """
    fenced = False
    for line in re.sub(r"\\\n\s*", "", text).splitlines():  # a line that goes on in the next one is one line
        fenced ^= line.startswith("```")
        code = [line] if fenced or line.startswith("    ") or not markdown else re.findall("`([^`]+)`", line)
        for each in code:
            start = r"^\s*(?:\$ |[\d*/ ]+)?" if markdown else r"^[^#]*[\s/]"
            if found := re.search(start + r"(newsheaf [a-z-].*)", each.partition(" #")[0]):
                yield SHELL.sub("", found[1])


def parse(arguments: list[str], *, whole: bool) -> None:
    """Hold the arguments against the command's own parser. In a part of a command line something may be missing."""
    names = arguments[: arguments.index("--")] if "--" in arguments else arguments
    command: Any = typer.main.get_command(app)
    while names and not names[0].startswith("-") and hasattr(command, "commands"):
        command, names = command.commands[names[0]], names[1:]
    try:
        command.make_context("newsheaf", list(names))
    except Exception as error:  # of the Click that Typer has within it, whose names are its own
        if type(error).__name__ not in ("Exit", "NoArgsIsHelpError", *(() if whole else ("MissingParameter", "BadOptionUsage"))):
            raise


def beam_options() -> set[str]:
    """Every option that this version of Beam's Python SDK knows by itself."""
    parser = argparse.ArgumentParser(conflict_handler="resolve", add_help=False)
    waiting: list[type[Any]] = [PipelineOptions]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "_add_argparse_args" in vars(kind):
            kind._add_argparse_args(parser)
    return {option for action in parser._actions for option in action.option_strings}


MANIFEST_COMMANDS = list(commands_of_manifests())
STREAMS = [command for _, command in MANIFEST_COMMANDS if command[1] == "stream" and "--stop" not in command]
SHOWN = sorted({(path.relative_to(ROOT).as_posix(), line) for path in TEXTS for line in commands_of_text(path.read_text(), path.suffix == ".md")})


def test_command_lines_are_found_in_texts() -> None:
    assert doctest.testmod(sys.modules[__name__]) == (0, 1)


@pytest.mark.parametrize(("where", "command"), MANIFEST_COMMANDS, ids=[where for where, _ in MANIFEST_COMMANDS])
def test_manifests_start_newsheaf_by_commands_that_it_takes(where: str, command: list[str]) -> None:
    parse(command[1:], whole=True)


def test_streams_in_manifests_have_options_that_beam_has_and_newsheaf_takes() -> None:
    assert len(STREAMS) == 2
    known = beam_options()
    for command in STREAMS:
        given = command[command.index("--") + 1 :]
        check_runner(given)
        assert {argument.partition("=")[0] for argument in given} <= known
        assert len(added_options(tuple(given))) == len(NEEDED), "what newsheaf sets by itself is left to it"


def test_streams_in_manifests_look_for_what_their_client_can_see(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flink and the job server; the worker pool is "localhost" to its task manager, and nothing to the client."""
    asked: list[str] = []
    monkeypatch.setattr("pipelines.cluster._check_service", lambda option, *_: asked.append(option))
    monkeypatch.setattr("pipelines.cluster._check_flink", lambda *_: asked.append("--flink_master"))
    for command in STREAMS:
        check_cluster(command[command.index("--") + 1 :])
    assert asked == ["--job_endpoint", "--flink_master"] * 2


def test_streams_in_manifests_are_ended_before_they_start_anew() -> None:
    ends = [command for _, command in MANIFEST_COMMANDS if "--stop" in command]
    assert len(ends) == len(STREAMS)
    for end in ends:
        assert "--if-running" in end, "at the first start there is none"
        assert any({*end} - {"--stop", "--if-running"} <= {*start} for start in STREAMS), "the same store on the same Flink"


@pytest.mark.parametrize(("where", "line"), SHOWN, ids=[f"{where}: {line[:60]}" for where, line in SHOWN])
def test_what_texts_show_is_what_the_command_takes(where: str, line: str) -> None:
    words = [word for word in shlex.split(line, comments=True) if word.strip("[]") != "…"]
    parse([word.strip("[]") for word in words[1:]], whole=False)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (["run", "--store", "x", "--feed", "y"], "No such option"),
        (["run", "--feeds", "x"], "Missing parameter: store"),
        (["streams"], "streams"),
        (["config", "shew"], "shew"),
    ],
)
def test_the_parser_refuses_what_is_not_there(wrong: list[str], why: str) -> None:
    with pytest.raises(Exception, match=why):
        parse(wrong, whole=True)
