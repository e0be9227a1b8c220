"""``newsheaf feeds``: how the feeds of a store stand, as a table, JSON lines or OPML; and ``feeds check``, which asks them now."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from xml.etree import ElementTree

import typer

from pipelines.commands.exits import FINE, REJECTS, WrongUsage
from pipelines.commands.show import (
    ConfigOption,
    Format,
    FormatOption,
    StoreOption,
    as_json,
    open_latest,
    print_jsonl,
    print_table,
    short_minute,
)

if TYPE_CHECKING:
    from connectors.editions.health import FeedRow

app = typer.Typer(invoke_without_command=True)

NAMESPACE = "urn:newsheaf:feeds"
"""Of the attributes that say in OPML how a feed stands; readers pass over what they don't know."""


class FeedFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"
    opml = "opml"


@app.callback()
def feeds(
    context: typer.Context,
    store: Annotated[str, typer.Option("--store", metavar="URL", help="A folder, file://… or s3://bucket/prefix.")] = "",
    failing: Annotated[bool, typer.Option("--failing", help="Only listed feeds that gave no good answer when last asked.")] = False,
    format: Annotated[FeedFormat, typer.Option(help="A table for eyes, JSON lines, or OPML of what is listed.")] = FeedFormat.table,
    config: ConfigOption = None,
) -> None:
    """Print how each feed of a store stands, those that fail first; or check feeds without a store."""
    if context.invoked_subcommand is not None:
        if store or failing:
            raise WrongUsage(f"feeds {context.invoked_subcommand} takes its options behind its name, and needs no --store or --failing")
        return
    if not store:
        raise WrongUsage("whose feeds? give --store; or `newsheaf feeds check FEED` to ask a feed without a store")
    rows = [row for row in read_health(store, config) if not failing or (row.failing and row.listed)]
    if format is FeedFormat.opml:
        sys.stdout.write(opml_of(row for row in rows if row.listed))
    elif format is FeedFormat.jsonl:
        print_jsonl(as_json(row) for row in rows)
    else:
        titles = ("feed", "stands", "since", "last success", "last story", "failed", "7 days", "lag", "asked next", "reason")
        print_table(titles, (health_cells(row) for row in rows))


@app.command("check")
def check(
    source: Annotated[str, typer.Argument(metavar="FEED|LIST", help="A feed's URL, or a feed list as --feeds takes it.")],
    pages: Annotated[bool, typer.Option("--pages/--no-pages", help="Fetch and read the pages, too; or stop at the feed.")] = True,
    format: FormatOption = Format.table,
    config: ConfigOption = None,
) -> None:
    """Ask feeds now, without a store, and say what would come of each entry. Writes nothing; exit code 1 when a feed can't be had."""
    from pipelines.commands.feeds_check import check_feeds, print_checked
    from pipelines.config import load_config

    checked = check_feeds(source, load_config(config), pages=pages)
    raise typer.Exit(FINE if print_checked(checked, as_jsonl=format is Format.jsonl) else REJECTS)


@app.command("move")
def move(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The feed's URL as the feed list has had it.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its URL from now on; change the feed list, too.")],
    store: StoreOption,
    config: ConfigOption = None,
) -> None:
    """Let a feed go on under another URL with all that is known of it, so that no item comes twice. Publishes an edition of its own."""
    from connectors.store import acquire_lease, holder_name, open_store
    from connectors.web.access import split_login
    from connectors.web.urls import clean_url
    from pipelines.config import load_config

    old, new = split_login(old)[1], split_login(new)[1]  # which is how the store knows them
    if not clean_url(new) or new == old:
        raise WrongUsage(f"{new}: give another http or https URL than the old one")
    loaded = load_config(config)
    opened = open_store(store, loaded.s3)
    with acquire_lease(opened, holder_name()):
        from pipelines.moves import move_feed

        latest = move_feed(opened, loaded, old, new)
    typer.echo(f"{old} goes on as {new} with edition {latest.edition} of {store}; change it in the feed list, too")


def read_health(store: str, config: Path | None) -> list[FeedRow]:
    """How each feed stands as of the newest edition: listed ones first, of these the failing ones, then by URL."""
    from connectors.editions.health import feed_row
    from connectors.editions.reading import read_rows
    from connectors.records import Cursor

    opened, manifest = open_latest(store, config)
    rows = [feed_row(cursor, manifest.as_of, manifest.edition) for cursor in read_rows(opened, manifest, "cursors", Cursor)]
    return sorted(rows, key=lambda row: (not row.listed, not row.failing, row.id))


def stands(row: FeedRow) -> str:
    """In a word how a feed stands."""
    if not row.listed:
        return "not listed"
    if row.gone:
        return "gone"
    return "failing" if row.failing else "deferred" if row.status == "deferred" else "well"


def health_cells(row: FeedRow) -> list[str]:
    since = row.unlisted if not row.listed else row.trouble_since
    return [
        row.id, stands(row), short_minute(since), short_minute(row.last_success), short_minute(row.last_story), str(row.failures or ""),
        str(row.stories_7d), lag_words(row.lag_seconds), short_minute(row.next_poll), row.reason,
    ]  # fmt: skip


def lag_words(seconds: int | None) -> str:
    """A lag in the unit that suits it.

    >>> lag_words(None), lag_words(45), lag_words(600), lag_words(7200), lag_words(400_000)
    ('', '45 s', '10 min', '2 h', '5 d')
    """
    if seconds is None:
        return ""
    for unit, size, most in (("s", 1, 120), ("min", 60, 7200), ("h", 3600, 172_800)):
        if seconds < most:
            return f"{seconds // size} {unit}"
    return f"{round(seconds / 86_400)} d"


def opml_of(rows: Iterable[FeedRow]) -> str:
    """The feeds as OPML, categories as folders within folders, with how each stands as attributes of a namespace of its own."""
    ElementTree.register_namespace("newsheaf", NAMESPACE)
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Feeds that newsheaf follows"
    folders: dict[str, ElementTree.Element] = {"": ElementTree.SubElement(root, "body")}
    for row in sorted(rows, key=lambda row: (row.category, row.id)):
        ElementTree.SubElement(_folder(folders, row.category), "outline", _outline(row))
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _folder(folders: dict[str, ElementTree.Element], category: str) -> ElementTree.Element:
    path = ""
    for name in [name for name in category.split("/") if name]:
        parent, path = folders[path], f"{path}/{name}"
        if path not in folders:
            folders[path] = ElementTree.SubElement(parent, "outline", {"text": _legal(name), "title": _legal(name)})
    return folders[path]


def _outline(row: FeedRow) -> dict[str, str]:
    title = _legal(row.title or row.id)
    told: Mapping[str, Any] = {
        "status": stands(row), "reason": row.reason, "since": row.trouble_since, "failures": row.failures or "",
        "lastSuccess": row.last_success, "lastStory": row.last_story, "nextPoll": row.next_poll,
        "stories7d": row.stories_7d, "lagSeconds": row.lag_seconds,
    }  # fmt: skip
    health = {f"{{{NAMESPACE}}}{name}": _legal(_text(value)) for name, value in told.items() if value not in (None, "")}
    return {"type": "rss", "text": title, "title": title, "xmlUrl": _legal(row.id)} | health


def _text(value: Any) -> str:
    from connectors.times import format_time

    return format_time(value) if isinstance(value, datetime) else f"{value}"


def _legal(text: str) -> str:
    """The text without the characters that XML has no way to write."""
    from connectors.feeds.markup import clean_characters

    return clean_characters(text)
