"""``newsheaf config``: check a configuration, or show what is in force, documented."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipelines.config import Config, load_config
from pipelines.config.declarations import read_declarations, read_docstring
from pipelines.config.sections import SECTIONS, SINGLE_SECTIONS, is_secret, known_sections
from pipelines.config.values import yaml_text

app = typer.Typer(help="Check or show the configuration.", no_args_is_help=True, rich_markup_mode=None)

File = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="YAML file; default: what NEWSHEAF_CONFIG names, if anything.")]


@app.command()
def check(config: File = None) -> None:
    """Say whether a run would accept the configuration; exit 2 with every problem if not."""
    loaded = load_config(config)
    typer.echo(f"fine: {len(loaded.given)} settings given, {len(loaded.feeds)} feeds with overrides, the rest is defaults")
    for name in stray_names():
        typer.echo(f"note: {name} in the environment belongs to no section and is ignored")


@app.command()
def show(config: File = None) -> None:
    """Print every setting in force as YAML, with its documentation and where its value comes from. Secrets stay hidden."""
    for line in show_lines(load_config(config)):
        typer.echo(line)


def show_lines(config: Config) -> Iterator[str]:
    """The YAML, line by line."""
    where = {(given.section, given.key): given.where for given in config.given}
    for name in known_sections():
        if name in SINGLE_SECTIONS:
            continue
        settings = config.s3.resolved() if name == "s3" else config.section(name)
        yield from (f"# {line}" for line in textwrap.wrap(" ".join(read_docstring(*SECTIONS[name]).split("\n\n")[0].split()), 110))
        yield f"{name}:"
        for declaration in read_declarations(*SECTIONS[name]):
            yield from (f"  # {line}" for line in textwrap.wrap(declaration.doc, 108))
            value = getattr(settings, declaration.key)
            origin = f"  # from {where[name, declaration.key]}" if (name, declaration.key) in where else ""
            if is_secret(name, declaration.key):
                yield f"  # {declaration.key}: " + ("set, hidden" if value else "not set") + origin.replace("  # ", ", ")
            else:
                yield f"  {declaration.key}: {yaml_text(value)}{origin}"
        yield ""
    if config.feeds:
        yield "feeds:"
        for feed, mine in config.feeds:
            yield f"  {yaml_text(feed)}:"
            for given in mine:
                shown = "" if is_secret(given.section, given.key) else yaml_text(given.value)
                yield f"    {given.key}: {shown}  # from {given.where}" if shown else f"    # {given.key}: set, hidden, from {given.where}"


def stray_names() -> list[str]:
    """NEWSHEAF_… names in the environment that nothing reads."""
    ours = tuple(f"NEWSHEAF_{section.upper()}_" for section in SECTIONS)
    own = ("NEWSHEAF_CONFIG", "NEWSHEAF_REQUIRE_SERVICES")
    return sorted(name for name in os.environ if name.startswith("NEWSHEAF_") and not name.startswith(ours) and name not in own)
