"""``newsheaf explain``: why two stories were, or were not, folded or bundled, and what would turn the verdict. Loads no Beam."""

from __future__ import annotations

import json as json_text
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.exits import WrongUsage

if TYPE_CHECKING:
    from connectors.editions.documents import Manifest
    from connectors.editions.rows import StoryFacts
    from connectors.overrides import Override
    from connectors.store import Store
    from pipelines.commands.explain_words import Case
    from pipelines.config import Config

LEAST_PREFIX = 6
"""Characters of an id from which its beginning will do."""


def explain(
    one: Annotated[str, typer.Argument(metavar="A", help="A story: its id, the beginning of it, or its URL.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    store: Annotated[str, typer.Option("--store", metavar="URL", help="A folder, file://… or s3://bucket/prefix.")],
    overrides: Annotated[Path | None, typer.Option(metavar="FILE", help="An editor's overrides: which of them concern the two?")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE", help="The YAML configuration of the runs.")] = None,
) -> None:
    """Say why two stories were, or were not, folded or bundled, and what would have to change."""
    from connectors.overrides import read_overrides
    from pipelines.commands.explain_words import as_json, case_lines
    from pipelines.commands.show import open_latest, until_the_reader_leaves
    from pipelines.config import load_config

    loaded = load_config(config, sections=("run", "s3", "fold", "bundle"))
    file = overrides or loaded.run.overrides
    editor = read_overrides(file) if file else ()
    opened, manifest = open_latest(store, config)
    case = find_case(opened, manifest, one, other, loaded, editor)
    with until_the_reader_leaves():
        if json:
            sys.stdout.write(json_text.dumps(as_json(case), ensure_ascii=False, indent=2) + "\n")
        else:
            sys.stdout.write("".join(line + "\n" for line in case_lines(case)))
        sys.stdout.flush()


def find_case(store: Store, manifest: Manifest, one: str, other: str, config: Config, editor: tuple[Override, ...] = ()) -> Case:
    """All there is to say of two stories, each named by its id, the beginning of it, or a URL. Raises WrongUsage for an unknown one."""
    from connectors.editions.documents import CopyRow, StoryRow
    from connectors.editions.reading import newest_rows, read_bundle
    from connectors.editions.rows import StoryFacts
    from pipelines.commands.explain_words import Case
    from transforms.explain import load_scene, measure_bundle, measure_fold

    rows: dict[str, StoryFacts] = {row.id: row for row in newest_rows(store, manifest, "stories", StoryFacts)}
    found = [find_story(name, rows) for name in (one, other)]
    absent = tuple(find_elsewhere(store, manifest, name) for name, row in zip((one, other), found, strict=True) if row is None)
    if absent:
        return Case(absent=absent, stories=tuple(row for row in found if row))
    a, b = (row for row in found if row)
    if a.id == b.id:
        return Case(stories=(a,))
    copies = {row.id: row for row in newest_rows(store, manifest, "copies", CopyRow, ids=_group(rows, a) | _group(rows, b))}
    documents = {row.bundle_id: _document(store, manifest, row.bundle_id) for row in (a, b)}
    bundles = {name: read_bundle(store, key) for name, key in documents.items() if key}
    words = concerning(store, manifest, editor, a, b)
    case = Case(stories=(a, b), rows=rows, copies=copies, bundles=bundles, overrides=words)
    if a.language != b.language:
        return case
    compared = [rows.get(row.root, row) for row in (a, b)]
    originals = [tuple(id for id in _members(rows, root.bundle_id) if not rows[id].copy_of or id == root.id) for root in compared]
    scene = load_scene(store, manifest, rows, a, b, {*originals[0], *originals[1], *(root.id for root in compared)})
    texts = list(newest_rows(store, manifest, "stories", StoryRow, ids={a.id, b.id, *(root.id for root in compared)}))
    fold = measure_fold(scene, a.id, b.id, config.fold)
    pair = (compared[0].id, compared[1].id)
    bundle = measure_bundle(scene, *pair, (originals[0], originals[1]), config.bundle) if pair[0] != pair[1] else None
    return Case(
        stories=(a, b), rows=rows, copies=copies, bundles=bundles, overrides=words, edition=scene.edition, fold=fold, bundle=bundle,
        compared=pair, spelled=spell([(row.title, row.text) for row in sorted(texts, key=lambda row: row.id)]), support=config.fold.support,
        decay_days=config.bundle.decay_days,
    )  # fmt: skip


def find_story(name: str, rows: Mapping[str, StoryFacts]) -> StoryFacts | None:
    """The published story of that id or URL, or the only one whose id begins so. Raises WrongUsage when several do."""
    from connectors.web.urls import canonical_url

    if name in rows:
        return rows[name]
    if "://" in name:
        url = canonical_url(name)
        return next((rows[id] for id in sorted(rows) if url and url in (rows[id].url, rows[id].link)), None)
    begin = sorted(id for id in rows if len(name) >= LEAST_PREFIX and id.startswith(name))
    if len(begin) > 1:
        raise WrongUsage(f"{name}: several stories begin so: {', '.join(begin[:5])}")
    return rows[begin[0]] if begin else None


def find_elsewhere(store: Store, manifest: Manifest, name: str) -> tuple[str, str]:
    """An item that is no story, and what became of it. Raises WrongUsage when the store doesn't know it."""
    from connectors.editions.documents import RejectRow
    from connectors.editions.reading import newest_rows, read_rows
    from connectors.records import Pending
    from connectors.web.urls import canonical_url

    url = canonical_url(name) if "://" in name else ""
    for item in sorted(read_rows(store, manifest, "pending", Pending), key=lambda p: p.id):
        if item.id == name or (url and item.entry is not None and item.entry.url == url):
            return name, f"is pending ({item.reason}): it is no story yet, and the next run tries it again"
    rows: Iterator[RejectRow] = newest_rows(store, manifest, "rejects", RejectRow)
    rejects = [row for row in rows if row.item == name or (url and url in (row.item, row.url))]
    if rejects:
        last = max(rejects, key=lambda row: (row.edition, row.id))
        return name, f"was rejected by {last.stage} in edition {last.edition}: {last.reason}" + (f" ({last.detail})" if last.detail else "")
    raise WrongUsage(f"{name}: no story, pending item or reject of that name; `newsheaf stories --store …` lists ids and URLs")


def concerning(store: Store, manifest: Manifest, editor: tuple[Override, ...], a: StoryFacts, b: StoryFacts) -> tuple[str, ...]:
    """The overrides that bind the two stories, in words with file and line: on the pair itself, or the must-links between them."""
    from connectors.editions.reading import load_known
    from transforms.overrides import Components, bind_overrides

    if not editor:
        return ()
    pairs = [(o.override, o.left.id, o.right.id) for o in bind_overrides(editor, load_known(store, manifest)) if o.left and o.right]
    joined = Components()
    for override, left, right in pairs:
        if override.kind == "must-link":
            joined.unite(left, right)
    ends = {joined.find(a.root), joined.find(a.id)}, {joined.find(b.root), joined.find(b.id)}
    named = [
        override
        for override, left, right in pairs
        if ({left, right} <= {a.id, a.root, b.id, b.root})
        or (override.kind == "must-link" and joined.find(left) in ends[0] & ends[1])
        or (override.kind == "cannot-link" and (joined.find(left) in ends[0]) and (joined.find(right) in ends[1]))
        or (override.kind == "cannot-link" and (joined.find(left) in ends[1]) and (joined.find(right) in ends[0]))
    ]
    return tuple(f"{override.where}: {override.words}" for override in named)


def spell(texts: list[tuple[str, str]]) -> dict[int, str]:
    """The terms of the texts by their hashes, as bundling has them and, by the lower half, as folding has them."""
    from transforms.text.terms import word_stem
    from transforms.text.words import hash_term, tokens

    spelled: dict[int, str] = {}
    for title, text in texts:
        for word in sorted({*tokens(title), *tokens(text)}):
            number = hash_term(word)
            spelled[number] = spelled[number & 0xFFFFFFFF] = word
            if stem := word_stem(word):
                spelled.setdefault(hash_term(stem), stem.replace("*", "…"))
    return spelled


def _group(rows: Mapping[str, StoryFacts], story: StoryFacts) -> set[str]:
    """The ids of a story's copy group."""
    return {id for id, row in rows.items() if row.root == story.root}


def _members(rows: Mapping[str, StoryFacts], bundle: str) -> list[str]:
    return sorted(id for id, row in rows.items() if row.bundle_id == bundle)


def _document(store: Store, manifest: Manifest, bundle: str) -> str:
    """The key of a bundle's newest document."""
    from connectors.editions.documents import BundleRow
    from connectors.editions.reading import newest_rows

    row: Any = next(newest_rows(store, manifest, "bundles", BundleRow, ids={bundle}), None)
    return row.document if row else ""
