"""``newsheaf stories``, ``bundles`` and ``bundle``: what the store says now, for eyes and for pipes. Loads no Beam."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from connectors.times import format_time
from pipelines.commands.exits import WrongUsage

if TYPE_CHECKING:
    from connectors.editions.documents import BundleDocument, BundleRow, Manifest
    from connectors.records import FoldEvidence, MemberEvidence
    from connectors.store import Store


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"


StoreOption = Annotated[str, typer.Option("--store", metavar="URL", help="A folder, file://… or s3://bucket/prefix.")]
ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="YAML configuration, for how to reach the store.")]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format jsonl.")]
FormatOption = Annotated[Format, typer.Option("--format", help="A table for eyes, or JSON lines.")]


def stories(
    store: StoreOption,
    bundle: Annotated[str, typer.Option(metavar="ID", help="Only the stories of this bundle; the beginning of its id will do.")] = "",
    text: Annotated[bool, typer.Option("--text", help="Print the stories' text too.")] = False,
    format: FormatOption = Format.table,
    config: ConfigOption = None,
) -> None:
    """Print the newest state of every story, copies included, by event time."""
    from connectors.editions.reading import newest_rows
    from connectors.editions.rows import StoryLine, StoryLineWithText

    opened, manifest = open_latest(store, config)
    ids = find_bundle(opened, manifest, bundle).members if bundle else None
    rows: Iterable[StoryLine] = newest_rows(opened, manifest, "stories", StoryLineWithText if text else StoryLine, ids=ids)
    plain = (as_json(row) for row in sorted(rows, key=lambda row: (row.event_time, row.id)))
    if format is Format.jsonl:
        print_jsonl(plain)
    else:
        print_table(
            ("when", "lang", "bundle", "", "publisher", "title") + (("text",) if text else ()), (_story_cells(row) for row in plain)
        )


def bundles(store: StoreOption, format: FormatOption = Format.table, config: ConfigOption = None) -> None:
    """Print the newest state of every bundle, the most independent sources first."""
    from connectors.editions.documents import BundleRow
    from connectors.editions.reading import newest_rows

    opened, manifest = open_latest(store, config)
    rows = sorted(
        newest_rows(opened, manifest, "bundles", BundleRow), key=lambda row: (-row.n_independent, -row.last_event.timestamp(), row.id)
    )
    if format is Format.jsonl:
        print_jsonl(as_json(row) for row in rows)
    else:
        print_table(
            ("bundle", "lang", "independent", "outlets", "stories", "from", "to", "title"),
            (
                (
                    row.id[:12],
                    row.language,
                    str(row.n_independent),
                    str(row.n_publishers),
                    str(row.n_stories),
                    _minute(format_time(row.first_event)),
                    _minute(format_time(row.last_event)),
                    row.title,
                )
                for row in rows
                if not row.merged_into
            ),
        )


def bundle(
    id: Annotated[str, typer.Argument(metavar="ID", help="The bundle; the beginning of its id will do.")],
    store: StoreOption,
    json: Annotated[bool, typer.Option("--json", help="Print the published document as it is.")] = False,
    config: ConfigOption = None,
) -> None:
    """Print one bundle: its stories, the copies under their originals, and why each is there."""
    from connectors.editions.reading import read_bundle

    opened, manifest = open_latest(store, config)
    row = find_bundle(opened, manifest, id)
    if json:
        sys.stdout.write(opened.get(row.document).data.decode("utf-8").rstrip("\n") + "\n")
        return
    for line in bundle_lines(read_bundle(opened, row.document)):
        print(line)


def bundle_lines(document: BundleDocument) -> Iterator[str]:
    """The bundle in words."""
    yield document.title or "(untitled)"
    yield f"bundle {document.id}, version {document.version}, language {document.language}, opened by edition {document.opened}"
    if document.merged_into:
        yield f"merged into {document.merged_into}"
    if document.split_from:
        yield f"split from {document.split_from}"
    yield f"{document.n_independent} independent of {document.n_publishers} outlets, {document.n_stories} stories, copies included"
    if document.terms:
        yield f"terms: {', '.join(document.terms)}"
    for member in document.members:
        yield ""
        yield f"{_when(member.published, member.published_precision)}  {member.publisher or member.site or 'unnamed'}: {member.title}"
        yield f"    {member.url or member.id}" + (f"  (revision {member.revision})" if member.revision > 1 else "")
        yield "    " + _why_member(member.evidence)
        for copy in member.copies:
            yield f"    copy  {copy.publisher or copy.site or 'unnamed'}: {copy.title}"
            yield f"          {copy.url or copy.id}"
            yield "          " + _why_copy(copy.fold)


def _why_member(why: MemberEvidence) -> str:
    text = why.rule or "member"
    if why.matched:
        text += f", closest to {why.matched}: score {why.score:.3f}, threshold {why.threshold:.3f}"
    return text + (f", on {', '.join(why.terms)}" if why.terms else "") + (f"; {why.override}" if why.override else "")


def _why_copy(fold: FoldEvidence) -> str:
    text = f"{fold.rule or 'copy'}, matched {fold.matched}: score {fold.score:.3f}, threshold {fold.threshold:.3f}, "
    text += f"containment {fold.containment:.3f}, rare words {fold.rare_overlap:.3f}"
    return f"{text}, on {', '.join(fold.terms)}" if fold.terms else text


def open_latest(store: str, config: Path | None) -> tuple[Store, Manifest]:
    """The store and its newest edition. Raises StoreError, ConfigError, WrongUsage."""
    from connectors.editions.reading import load_latest
    from connectors.store import open_store
    from pipelines.config import load_config

    opened = open_store(store, load_config(config, sections=("s3",)).s3)
    latest = load_latest(opened)
    if latest is None:
        raise WrongUsage(f"{store}: no edition has been published here; `newsheaf run --store {store} …` publishes one")
    return opened, latest.manifest


def find_bundle(store: Store, manifest: Manifest, prefix: str) -> BundleRow:
    """The one bundle whose id begins so, or the one that it was merged into. Raises WrongUsage."""
    from connectors.editions.documents import BundleRow
    from connectors.editions.reading import newest_rows

    rows: dict[str, BundleRow] = {row.id: row for row in newest_rows(store, manifest, "bundles", BundleRow)}
    found = [prefix] if prefix in rows else sorted(id for id in rows if prefix and id.startswith(prefix))
    if len(found) != 1:
        said = f"several bundles begin so: {', '.join(found[:5])}" if found else "no such bundle; `newsheaf bundles` lists them"
        raise WrongUsage(f"{prefix}: {said}")
    row = rows[found[0]]
    seen: set[str] = set()
    while row.merged_into and row.merged_into in rows and row.id not in seen:
        seen.add(row.id)
        print(f"{row.id} was merged into {row.merged_into}", file=sys.stderr)
        row = rows[row.merged_into]
    return row


def as_json(row: Any) -> dict[str, Any]:
    """A flat record as plain JSON values: times as RFC 3339, null where there is none."""
    return {part.name: _plain(getattr(row, part.name)) for part in fields(row)}


@contextmanager
def until_the_reader_leaves() -> Iterator[None]:
    """``newsheaf stories | head`` is no error: stop, and say nothing."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered must not fail at exit either
        raise typer.Exit from None


def print_jsonl(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line, as they come."""
    with until_the_reader_leaves():
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def print_table(titles: Sequence[str], rows: Iterable[Collection[str]]) -> None:
    """Columns cut to the terminal's width; elsewhere whole, separated by tabs, with a line of titles."""
    if not sys.stdout.isatty():
        with until_the_reader_leaves():
            print("\t".join(titles))
            for row in rows:
                print("\t".join(" ".join(cell.split()) for cell in row))
            sys.stdout.flush()
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    for number, title in enumerate(titles):
        table.add_column(title, no_wrap=True, overflow="ellipsis", ratio=1 if number == len(titles) - 1 else None)
    for row in rows:
        table.add_row(*(Text(" ".join(cell.split())) for cell in row))
    Console().print(table)


def _story_cells(row: Mapping[str, Any]) -> list[str]:
    cells = [
        _minute(row["published"] or row["first_seen"]),
        row["language"],
        row["bundle_id"][:12],
        "copy" if row["copy_of"] else "",
        row["publisher"] or row["site"],
        row["title"],
    ]
    return [*cells, row["text"]] if "text" in row else cells


def short_minute(time: datetime | None) -> str:
    """A time to the minute, or nothing."""
    return _minute(format_time(time)) if time else ""


def _minute(time: str) -> str:
    return time[:16].replace("T", " ")


def _when(value: datetime | None, precision: str) -> str:
    return "undated" if value is None else format_time(value)[:10] if precision == "day" else _minute(format_time(value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return format_time(value)
    return list(value) if isinstance(value, tuple) else value
