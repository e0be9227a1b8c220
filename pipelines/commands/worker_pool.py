"""``newsheaf worker-pool``: the workers of a cluster's jobs on one machine."""

from __future__ import annotations

from typing import Annotated

import typer


def worker_pool(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port that --environment_config names.")] = 50000,
    host: Annotated[str, typer.Option("--host", help="Address to listen on. Whoever reaches it can run code here.")] = "localhost",
) -> None:
    """Start workers for a runner with --environment_type=EXTERNAL, until a signal comes."""
    from pipelines.worker_pool import serve

    serve(host, port)
