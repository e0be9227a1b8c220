"""``newsheaf rebuild-state``: make what newsheaf keeps for itself anew from what it published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def rebuild_state(
    store: Annotated[str, typer.Option(metavar="URL", help="A folder, file://… or s3://bucket/prefix.")],
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="YAML configuration that the store is to go on with.")] = None,
) -> None:
    """Rebuild sketches, bundles and site lines from the published tables, as an edition of its own."""
    from connectors.store import acquire_lease, holder_name, open_store
    from pipelines.config import load_config

    loaded = load_config(config)
    opened = open_store(store, loaded.s3)
    with acquire_lease(opened, holder_name()):
        from pipelines.rebuild import rebuild_state as rebuild

        latest = rebuild(opened, loaded)
    typer.echo(f"state rebuilt by edition {latest.edition} of {store}")
