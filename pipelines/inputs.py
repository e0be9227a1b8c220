"""What an edition starts from, read before anything is fetched: the store, the due feeds, the pending items, the given sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from connectors.editions.commit import check_parameters, create_store
from connectors.editions.reading import Latest, load_format, load_latest
from connectors.overrides import OverridesError, digest_overrides
from connectors.records import Carried, Cursor, Feed, Given, Listed, Pending, Reject
from connectors.store import ObjectMissing, Store, probe_conditions
from connectors.web.access import Access
from pipelines.access import list_feeds
from pipelines.plan import RunPlan
from transforms.fetch import is_page_held
from transforms.overrides import Bound, bind_overrides, judge_overrides
from transforms.poll import due_from, select_due
from transforms.publish import EditionSettings, Piece, carried_over
from transforms.publish.feeds import compare_lists
from transforms.read import Source
from transforms.state import StoreState

SHARDS = 16
"""Shards of registered domains on a cluster where the configuration names no number: enough for as many workers."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one edition starts from, read before the graph is built."""

    due: tuple[tuple[Feed, Cursor | None], ...] = ()
    carried: tuple[Pending, ...] = ()
    sources: tuple[Source, ...] = ()
    bad: tuple[Reject, ...] = ()  # lines of feed lists that name no feed, rows of an archive that are none
    violated: tuple[str, ...] = ()  # languages in which published stories stand otherwise than the overrides want
    listed: Listed | None = None  # what the feed lists name; None: no list was given
    next_due: datetime | None = None  # where feeds are listed and none is due: when the first one is
    access: Mapping[str, Access] = field(default_factory=dict, repr=False)  # what feeds are asked with, by feed URL

    def pieces(self) -> Iterator[Piece]:
        """What of it the edition accounts for as it is."""
        yield Given("bad lines", len(self.bad))
        yield from self.bad
        yield from (Carried(pending.id) for pending in self.carried)
        if self.listed is not None:
            yield self.listed

    def feeds(self) -> list[str]:
        """The URLs of the feeds that are asked, or whose pages are."""
        return sorted({feed.url for feed, _ in self.due} | {p.entry.feed for p in self.carried if p.entry})


def open_or_create(store: Store, parameters: dict[str, str]) -> Latest | None:
    """The newest edition of a store that can be written to: a new one keeps conditions, an old one was made with the same parameters."""
    try:
        format_ = load_format(store)
    except ObjectMissing:
        probe_conditions(store)
        create_store(store, parameters)
        format_ = load_format(store)
    latest = load_latest(store)
    check_parameters(store, format_, latest, parameters)
    return latest


def read_inputs(plan: RunPlan, state: StoreState, rejects: Sequence[Reject] = ()) -> Inputs:
    """The due feeds, the pending items and the given sources. Raises SourceError."""
    listed = list_feeds(plan.feeds, plan.config)
    bad = (*rejects, *listed.bad)
    feeds = {feed.url: feed for feed in listed.feeds}
    cursors = state.cursors if plan.feeds else {}
    holds = state.holds
    carried = tuple(
        p for p in state.pending if carried_over(p, plan.as_of) and not (p.entry and is_page_held(p.entry, holds, plan.as_of))
    )
    due = select_due([feeds[url] for url in sorted(feeds)], cursors, plan.as_of, everything=plan.all, holds=holds)
    sources = [Source("stories", path) for path in plan.stories] + [Source("pages", path) for path in plan.pages]
    return Inputs(
        tuple(due), carried, tuple(sources), bad, access=listed.access,
        listed=compare_lists(cursors, feeds.keys()) if plan.feeds else None,
        next_due=None if due else min((due_from(c, holds) for url in feeds if (c := cursors.get(url)) and not c.gone), default=None),
    )  # fmt: skip


def shards(configured: int) -> int:
    """How many shards of registered domains a cluster's workers share: one is the local runner's number, where one loop serves all.

    >>> shards(1), shards(4)
    (16, 4)
    """
    return configured if configured > 1 else SHARDS


def edition_settings(plan: RunPlan) -> EditionSettings:
    """What the plan's editions are made with."""
    config = plan.config
    return EditionSettings(
        sites=config.sites,
        sign=config.sign,
        fold=config.fold,
        bundle=config.bundle,
        overrides=plan.overrides,
        parameters=tuple(sorted(config.parameters().items())),
        config_hash=config.digest(digest_overrides(plan.overrides)),
    )


def bind(plan: RunPlan, state: StoreState) -> tuple[Bound, ...]:
    """The plan's overrides with the published stories that they name. Raises OverridesError."""
    return bind_overrides(plan.overrides, state.known) if plan.overrides else ()


def refusals(plan: RunPlan, state: StoreState) -> tuple[str, ...]:
    """The overrides that can't be kept now that the edition is there, with file, line and reason."""
    try:
        bound = bind(plan, state)
    except OverridesError as error:  # a story that has just come has two names in the file; the next run stops at this
        return error.problems
    return tuple(f"{override.where}: {override.kind} can't be kept: {reason}" for override, reason in judge_overrides(bound).refused)
