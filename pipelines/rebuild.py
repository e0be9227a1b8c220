"""``newsheaf rebuild-state``: what newsheaf keeps for itself, made again from what it published.

Sketches, bundles and site lines are functions of the published tables and of the configuration. Cursors, known
identities and pending items are facts of their own and stay as they are. The rebuilt state is published as an edition, so that
readers and writers never see half of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from connectors.counts import Counts
from connectors.editions.commit import next_edition_id, publish_edition, replace_parameters
from connectors.editions.documents import BundleRow, Manifest, StoryRow, story_of
from connectors.editions.layout import Draft
from connectors.editions.reading import Latest, load_latest, newest_rows, read_index
from connectors.records import OpenBundle, Sketch
from connectors.site_lines import LineSketch, SiteLine
from connectors.store import Store, StoreError
from pipelines.config import Config
from transforms.publish.index_page import render_index
from transforms.publish.maker import CODE_VERSION
from transforms.sign import SignSettings, sketch_story
from transforms.strip import SiteSettings, learn_lines, sketch_lines


def rebuild_state(store: Store, config: Config) -> Latest:
    """Publish an edition with the state rebuilt by ``config``. Raises StoreError when there is nothing to rebuild from,
    ConditionFailed when another writer was faster."""
    latest = load_latest(store)
    if latest is None:
        raise StoreError(f"{store.url}: no edition has been published yet, so there is no state to rebuild")
    manifest = latest.manifest
    edition = next_edition_id(latest, manifest.as_of)
    index = read_index(store, manifest)
    draft = Draft(
        edition=edition,
        as_of=manifest.as_of,
        state={
            "sketches": list(rebuild_sketches(store, manifest, config.sign)),
            "bundles": list(rebuild_bundles(store, manifest)),
            "lines": rebuild_lines(store, manifest, config.sites),
        },
        replaces=frozenset({"sketches", "bundles", "lines"}),
        index=index,
        page=render_index(edition, manifest.as_of, index, Counts()),
        counts=Counts(),
        parameters=config.parameters(),
        config_hash=config.digest(),
        code_version=CODE_VERSION,
    )
    published = publish_edition(store, latest, draft)
    replace_parameters(store, config.parameters())
    return published


def rebuild_sketches(store: Store, manifest: Manifest, settings: SignSettings) -> Iterator[Sketch]:
    """The sketch of every published story."""
    for row in newest_rows(store, manifest, "stories", StoryRow):
        sketch = sketch_story(story_of(row), settings)
        yield replace(sketch, event_time=row.event_time, copy_of=row.copy_of, bundle_id=row.bundle_id, edition=row.edition, labels=())


def rebuild_bundles(store: Store, manifest: Manifest) -> Iterator[OpenBundle]:
    """The state of every bundle, tombstones too, from its published row."""
    founders = {row.founder for row in newest_rows(store, manifest, "bundles", BundleRow)}
    founded = {row.id: row.event_time for row in newest_rows(store, manifest, "stories", StoryRow, ids=founders)}
    for row in newest_rows(store, manifest, "bundles", BundleRow):
        yield OpenBundle(
            id=row.id, language=row.language, founder=row.founder, opened=row.opened, founded=founded.get(row.founder),
            first_event=row.first_event, last_event=row.last_event, members=row.members, originals=row.originals,
            labels=row.terms, merged_into=row.merged_into, split_from=row.split_from, moved=row.moved, version=row.version,
            document=row.document, edition=row.edition,
        )  # fmt: skip


def rebuild_lines(store: Store, manifest: Manifest, settings: SiteSettings) -> list[SiteLine]:
    """The line counts of every site, learned again edition by edition."""
    seen: list[tuple[str, LineSketch]] = [
        (row.first_edition, sketch_lines(story_of(row), settings)) for row in newest_rows(store, manifest, "stories", StoryRow)
    ]
    seen.sort(key=lambda item: (item[1].site, item[0], item[1].story_id))
    return [line for site, sketches in groupby(seen, key=lambda item: item[1].site) for line in _site_lines(site, sketches, settings)]


def _site_lines(site: str, sketches: Iterable[tuple[str, LineSketch]], settings: SiteSettings) -> list[SiteLine]:
    rows: dict[str, SiteLine] = {}
    for _, batch in groupby(sketches, key=lambda item: item[0]):
        _, changed = learn_lines(site, tuple(rows.values()), [sketch for _, sketch in batch], settings)
        rows |= {row.line: row for row in changed}
    return [rows[line] for line in sorted(rows)]
