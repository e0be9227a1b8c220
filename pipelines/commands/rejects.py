"""``newsheaf rejects``: what did not become a story, and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from pipelines.commands.show import (
    ConfigOption,
    Format,
    FormatOption,
    JsonOption,
    StoreOption,
    as_json,
    open_latest,
    print_jsonl,
    print_table,
)

SinceOption = Annotated[str | None, typer.Option("--since", metavar="TIME", help="Only editions as of this time or later, RFC 3339.")]


def rejects(
    store: StoreOption,
    stage: Annotated[str, typer.Option(metavar="STAGE", help="Only of this stage: poll, fetch, extract …")] = "",
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Only for this reason, or one that begins so: http, consent wall …")] = "",
    feed: Annotated[str, typer.Option(metavar="WORDS", help="Only of feeds with this in their URL.")] = "",
    edition: Annotated[str, typer.Option(metavar="ID", help="Only of this edition; the beginning of its id will do.")] = "",
    since: SinceOption = None,
    format: FormatOption = Format.table,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Print the items that did not become a story, with stage and reason, those of the newest edition first."""
    from connectors.editions.reading import newest_rows
    from connectors.editions.rows import RejectLine
    from connectors.editions.tables import edition_time
    from pipelines.commands.run import parse_as_of

    first = parse_as_of(since, "--since") if since else None
    opened, manifest = open_latest(store, config)

    span = (first, datetime.max.replace(tzinfo=UTC)) if first else None

    def wanted(row: RejectLine) -> bool:
        named = row.stage.startswith(stage) and row.reason.startswith(reason) and row.edition.startswith(edition) and feed in row.feed
        return named and (first is None or edition_time(row.edition) >= first)

    found = filter(wanted, newest_rows(opened, manifest, "rejects", RejectLine, span=span))
    rows = sorted(found, key=lambda row: (row.stage, row.reason, row.item))
    rows.sort(key=lambda row: row.edition, reverse=True)
    if json or format is Format.jsonl:
        print_jsonl(as_json(row) for row in rows)
    else:
        titles = ("edition", "stage", "reason", "item", "url", "feed", "detail")
        print_table(titles, ((row.edition, row.stage, row.reason, row.item, row.url, row.feed, row.detail) for row in rows))
