"""``newsheaf editions``: what each edition brought, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from connectors.times import format_time
from pipelines.commands.rejects import SinceOption
from pipelines.commands.show import ConfigOption, Format, FormatOption, JsonOption, StoreOption, open_latest, print_jsonl, print_table

if TYPE_CHECKING:
    from connectors.editions.documents import Manifest
    from connectors.store import Store

COUNTS = (
    "listed", "given", "carried", "originals", "copies", "revisions", "known", "pending", "filtered", "rejected", "feeds_listed",
    "feeds_due", "feeds_changed", "feeds_unchanged", "feeds_deferred", "feeds_failed", "feeds_failing", "bundles_opened",
    "bundles_changed", "bundles_merged", "bundles_split",
)  # fmt: skip
SHOWN = (
    "originals", "copies", "revisions", "known", "pending", "filtered", "rejected", "feeds_due", "feeds_failed", "bundles_opened",
    "bundles_changed",
)  # fmt: skip


def editions(
    store: StoreOption,
    last: Annotated[int, typer.Option(metavar="N", min=0, help="So many, the newest first; 0 for all.")] = 20,
    since: SinceOption = None,
    format: FormatOption = Format.table,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Print the editions of a store with what came in and what became of it, the newest first."""
    from pipelines.commands.run import parse_as_of

    first = parse_as_of(since, "--since") if since else None
    rows = edition_rows(*open_latest(store, config), last, first)
    if json or format is Format.jsonl:
        print_jsonl(rows)
    else:
        titles = ("edition", *(name.replace("_", " ") for name in SHOWN), "objects", "bytes")
        print_table(titles, ((row["edition"], *(f"{row[name]:,}" for name in (*SHOWN, "objects", "bytes"))) for row in rows))


def edition_rows(store: Store, manifest: Manifest, last: int, since: datetime | None) -> Iterator[dict[str, Any]]:
    """One row an edition from the given one back, read one after the other. Raises StoreError."""
    from connectors.editions.reading import load_manifest

    number = 0
    while (since is None or manifest.as_of >= since) and (not last or number < last):
        yield _row(manifest)
        number += 1
        if not manifest.previous:
            return
        manifest = load_manifest(store, manifest.previous)


def _row(manifest: Manifest) -> dict[str, Any]:
    return {
        "edition": manifest.edition, "as_of": format_time(manifest.as_of),
        **{name: getattr(manifest.counts, name) for name in COUNTS},
        "objects": len(manifest.wrote) + 1, "bytes": sum(ref.size for ref in manifest.wrote),  # the manifest is one more, of a size unsaid
        "code_version": manifest.code_version, "config_hash": manifest.config_hash,
    }  # fmt: skip
