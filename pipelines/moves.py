"""``newsheaf feeds move``: a feed goes on under another URL, with its cursor and with all that is known of its items.

Guids belong to their feed, so under a new URL every item of it would be a new one. The move is published as an edition of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from connectors.counts import Counts
from connectors.editions.commit import check_parameters, next_edition_id, publish_edition
from connectors.editions.health import feed_row
from connectors.editions.layout import Draft
from connectors.editions.reading import Latest, load_format, load_latest, newest_rows
from connectors.editions.rows import StoryItem
from connectors.hashes import identity_key
from connectors.records import Cursor, Known, Pending
from connectors.store import Store, StoreError
from pipelines.config import Config
from transforms.publish.maker import CODE_VERSION
from transforms.state import StoreState


def move_feed(store: Store, config: Config, old: str, new: str) -> Latest:
    """Publish an edition in which the feed ``new`` has the cursor of ``old`` and knows its items; the old one is listed no more.

    Raises StoreError where ``old`` is no feed of the store, ConditionFailed when another writer was faster.
    """
    latest = load_latest(store)
    if latest is None:
        raise StoreError(f"{store.url}: no edition has been published yet, so there is no feed to move")
    check_parameters(store, load_format(store), latest, config.parameters())
    state, as_of = StoreState.of(store, latest), latest.manifest.as_of
    if old not in state.cursors:
        raise StoreError(f"{store.url}: {old} is no feed that it knows; `newsheaf feeds --store {store.url}` lists them")
    edition = next_edition_id(latest, as_of)
    cursors = [moved_cursor(state.cursors[old], state.cursors.get(new), new, as_of), replace(state.cursors[old], unlisted=as_of)]
    cursors = [replace(cursor, told=as_of.date()) for cursor in cursors]
    pending = list(moved_pending(state, old, new, edition))
    draft = Draft(
        edition=edition,
        as_of=as_of,
        state={"cursors": cursors, "known": list(moved_identities(state, old, new)), "pending": pending},
        tables={"feeds": [feed_row(cursor, as_of, edition) for cursor in cursors]},
        same_index=True,
        counts=Counts(carried=len(pending), pending=len(pending)),
        parameters=config.parameters(),
        config_hash=config.digest(),
        code_version=CODE_VERSION,
    )
    return publish_edition(store, latest, draft)


def moved_cursor(cursor: Cursor, there: Cursor | None, new: str, as_of: datetime) -> Cursor:
    """The cursor under its new URL. What the old server said of freshness and failures is nothing to the new one, which is asked next.
    Where the store reads the new one already, that goes on as it is."""
    if there is not None:
        return replace(there, unlisted=None)
    return replace(
        cursor, feed=new, url=new, etag="", last_modified="", read=None, due=as_of, failures=0, gone=False, note="", silent=False,
        trouble_since=None, unlisted=None,
    )  # fmt: skip


def moved_identities(state: StoreState, old: str, new: str) -> Iterator[Known]:
    """What is known of the old feed's items by guid, under the new one's: of its published stories and of those that wait. What the old
    feed alone might revise is the new one's."""
    known: Mapping[str, Known] = state.known
    guids = {row.guid for row in newest_rows(state.store, state.manifest, "stories", StoryItem) if row.feed == old and row.guid}
    guids |= {p.entry.guid for p in state.pending if p.entry and p.entry.feed == old and p.entry.guid}
    for guid in sorted(guids):
        row, key = known.get(identity_key("guid", old, guid)), identity_key("guid", new, guid)
        if row is not None and key not in known:
            yield replace(row, key=key)
        story = known.get(identity_key("story", row.story_id)) if row is not None else None
        if story is not None and story.owner == old:
            yield replace(story, owner=new)


def moved_pending(state: StoreState, old: str, new: str, edition: str) -> Iterator[Pending]:
    """The old feed's waiting items, as the new one's."""
    for item in state.pending:
        if item.entry and item.entry.feed == old:
            yield replace(item, entry=replace(item.entry, feed=new), edition=edition)
