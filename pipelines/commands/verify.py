"""``newsheaf verify``: every manifest, hash, schema and sum of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.exits import FINE, REJECTS, WrongUsage


def verify(
    store: Annotated[str, typer.Option(metavar="URL", help="A folder, file://… or s3://bucket/prefix.")],
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="YAML configuration, for how to reach the store.")] = None,
) -> None:
    """Check every edition of the store and print what is wrong; exit 1 if anything is. Changes nothing."""
    from connectors.editions.commit import has_store
    from connectors.editions.verify import verify_store
    from connectors.store import open_store
    from pipelines.config import load_config

    opened = open_store(store, load_config(config, sections=("s3",)).s3)
    if not has_store(opened):
        raise WrongUsage(f"{store}: there is no store here")
    objects = 0

    def note(key: str) -> None:
        nonlocal objects
        objects += 1

    found = 0
    for problem in verify_store(opened, note):
        found += 1
        typer.echo(str(problem))
    typer.echo(f"{found} problems in {objects} objects" if found else f"fine: {objects} objects checked, no problem")
    raise typer.Exit(REJECTS if found else FINE)
