"""The one that makes editions, whoever calls: a run, a resident process, or the single step of a stream.

Work comes in one of two forms. A graph that folds and bundles by itself brings its verdicts (``LanguageEdition``), made beside the
edition that it names; whoever leaves that to the maker brings ``Prepared`` stories. Both end in the same rows, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.counts import Counts
from connectors.editions.commit import next_edition_id, publish_edition
from connectors.editions.health import NO_TROUBLE, Trouble
from connectors.editions.layout import Draft
from connectors.editions.reading import Latest, load_latest
from connectors.hashes import identity_key
from connectors.overrides import Override
from connectors.records import Sketch, Story
from connectors.site_lines import LineSketch
from connectors.store import ConditionFailed
from transforms.admit import admit_story, learned_lines, settle_prepared, under_id
from transforms.arrange import arrange_language
from transforms.bundle import BundleSettings
from transforms.fold import FoldSettings
from transforms.identify import Bid, Ruling, apply_ruling, bid_of, claim_of, name_of, rule_identity, settle_story
from transforms.overrides import Bound, bind_overrides, languages_in_violation
from transforms.publish.edition import Arrivals, Piece, gather, make_edition
from transforms.publish.feeds import find_trouble
from transforms.publish.index_page import render_index
from transforms.sign import SignSettings, sketch_story
from transforms.state import Kept, StoreState, load_language
from transforms.strip import SiteSettings

TRIES = 3
"""How often an edition is made anew when another writer was faster."""

CODE_VERSION = "0.1.0"
"""Of the code that publishes; in every manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSettings:
    """What editions are made with."""

    sites: SiteSettings
    sign: SignSettings
    fold: FoldSettings
    bundle: BundleSettings
    overrides: tuple[Override, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()  # that the state depends on
    config_hash: str = ""
    code_version: str = CODE_VERSION


@dataclass(frozen=True, slots=True)
class NewStory:
    """What is told of a story that an edition is the first to publish."""

    site: str
    published: datetime | None  # None: not known to the minute


@dataclass(frozen=True, slots=True)
class Published:
    """What came of an edition; ``edition`` is empty when nothing was written."""

    edition: str
    counts: Counts
    new: tuple[NewStory, ...] = ()  # that feeds brought
    trouble: Trouble = NO_TROUBLE  # with feeds


class EditionMaker:
    """Makes the editions of one store, one after the other. What it has read stays, changed by what it publishes.

    Which edition that reflects is compared with LATEST before each edition: where another writer has been, it starts over from the
    store. One thread at a time.
    """

    def __init__(self, state: StoreState, settings: EditionSettings) -> None:
        """``state``: what has been read already, as of any edition; ``StoreState(store, None)`` for nothing."""
        self.settings = settings
        self.latest: Latest | None = None  # the newest edition, as last looked up
        self._state = state
        self._bound: tuple[str, tuple[Bound, ...]] | None = None  # manifest's key, overrides with the stories that it knows

    def refresh(self) -> StoreState:
        """The state as of LATEST: what is kept, or a new one where it reflects another edition. Raises StoreError."""
        state = self._state
        self.latest = load_latest(state.store, {state.key: state.manifest} if state.manifest else {})
        if (self.latest.key if self.latest else "") != state.key:
            self._state = StoreState.of(state.store, self.latest)
        return self._state

    def kept(self) -> Kept:
        """What is in memory of the store."""
        return self._state.kept()

    def publish(self, arrivals: Arrivals, as_of: datetime, *, decided_on: str = "", dry_run: bool = False) -> Published:
        """Make the edition and swap LATEST to it; on losing the swap make it anew on what the other writer published.

        ``decided_on`` is the key of the manifest beside which the arrivals' languages were decided. Raises ConditionFailed when ``TRIES``
        other writers were faster, AsOfRefused when one of them published a later as-of, OverridesError, StoreError.
        """
        for left in range(TRIES, -1, -1):
            state = self.refresh()
            edition = next_edition_id(self.latest, as_of)
            bound = self.bound(state)
            decided = arrivals
            if arrivals.prepared:
                decided = decide(arrivals, state, edition, self.settings, bound)
            elif state.key != decided_on:
                decided = reconsider(arrivals, state, edition, self.settings, bound)
            draft = make_edition(
                state, decided, edition=edition, as_of=as_of, sites=self.settings.sites, parameters=dict(self.settings.parameters),
                overrides=bound,
            )  # fmt: skip
            trouble = NO_TROUBLE
            if arrivals.listed or arrivals.outcomes:
                trouble = find_trouble(state.cursors, draft.state["cursors"], arrivals.outcomes, as_of)
            if dry_run or draft.empty:
                return Published("", draft.counts, trouble=trouble)
            draft = replace(
                draft,
                page=b"" if draft.same_index else render_index(edition, as_of, draft.index, draft.counts),
                config_hash=self.settings.config_hash,
                code_version=self.settings.code_version,
            )
            try:
                self.latest = publish_edition(state.store, self.latest, draft)
            except ConditionFailed:
                if not left:
                    raise
                continue
            self._state = state.after(self.latest, draft)
            return Published(edition, draft.counts, _new_stories(draft), trouble)
        raise AssertionError("unreachable")

    def bound(self, state: StoreState) -> tuple[Bound, ...]:
        """The overrides with the published stories that they name. Raises OverridesError."""
        if not self.settings.overrides:
            return ()
        if self._bound is None or self._bound[0] != state.key:
            self._bound = state.key, bind_overrides(self.settings.overrides, state.known)
        return self._bound[1]


def _new_stories(draft: Draft) -> tuple[NewStory, ...]:
    rows = [row for row in draft.tables["stories"] if row.first_edition == draft.edition and row.feed]
    return tuple(NewStory(row.site, row.published if row.published_precision in ("second", "minute") else None) for row in rows)


def decide(
    arrivals: Arrivals, state: StoreState, edition: str, settings: EditionSettings, overrides: tuple[Bound, ...] = ()
) -> Arrivals:
    """The arrivals with every prepared story ruled, stripped of its site's lines, signed, folded and bundled beside the state."""
    prepared = [settle_prepared(each, state.known) for each in arrivals.prepared]
    rulings = _rule([each.story for each in prepared], state)
    learned = _learn([each.line_sketch for each in prepared], state, settings.sites)
    by_language: dict[str, list[Sketch]] = {}
    pieces: list[Piece] = []
    for each in prepared:
        outcome = admit_story(each, rulings.get(claim_of(each.story)), learned.get(each.story.site), settings.sign)
        if isinstance(outcome, tuple):
            story, sketch = outcome
            by_language.setdefault(sketch.language, []).append(sketch)
            pieces += [story, under_id(each, story).line_sketch]
        else:
            pieces.append(outcome)
    pieces += _arrange(by_language, state, edition, settings, overrides)
    return gather(pieces, replace(arrivals, prepared=[]))


def _rule(stories: Iterable[Story], state: StoreState) -> dict[str, Ruling]:
    bids: dict[str, list[Bid]] = {}
    for story in stories:
        bids.setdefault(claim_of(story), []).append(bid_of(story))
    ruled = {claim: rule_identity(own, state.known.get(identity_key("story", claim)), claim) for claim, own in bids.items()}
    return {claim: ruling for claim, ruling in ruled.items() if ruling}


def _learn(line_sketches: list[LineSketch], state: StoreState, settings: SiteSettings) -> dict[str, frozenset[int]]:
    by_site: dict[str, list[LineSketch]] = {}
    for line_sketch in line_sketches:
        by_site.setdefault(line_sketch.site, []).append(line_sketch)
    before = state.site_lines if by_site else {}
    return dict(pair for site, own in sorted(by_site.items()) for pair in learned_lines(site, before.get(site, ()), own, settings))


def _arrange(
    by_language: Mapping[str, list[Sketch]], state: StoreState, edition: str, settings: EditionSettings, overrides: tuple[Bound, ...]
) -> list[Piece]:
    """The verdicts of each language that has new stories, or published ones that stand otherwise than the overrides want."""
    violated = languages_in_violation(state.store, state.manifest, overrides)
    return [
        arrange_language(
            load_language(state, language, by_language.get(language, ()), overrides), by_language.get(language, ()), edition,
            settings.fold, settings.bundle, overrides,
        )
        for language in sorted({*by_language, *violated})
    ]  # fmt: skip


def reconsider(
    arrivals: Arrivals, state: StoreState, edition: str, settings: EditionSettings, overrides: tuple[Bound, ...] = ()
) -> Arrivals:
    """Arrivals that were decided beside one edition, judged against another: what that published is known now, the rest is folded and
    bundled anew."""
    pieces: list[Piece] = []
    renamed: dict[str, str] = {}
    by_language: dict[str, list[Sketch]] = {}
    settled = {story.id: settle_story(story, state.known) for story in arrivals.stories}
    rulings = _rule(settled.values(), state)
    for before, story in settled.items():
        outcome = apply_ruling(story, rulings.get(claim_of(story)))
        pieces.append(outcome)
        if isinstance(outcome, Story):
            renamed[before] = outcome.id
            sketch = replace(sketch_story(outcome, settings.sign), url=name_of(outcome))
            by_language.setdefault(outcome.language, []).append(sketch)
    pieces += [replace(one, story_id=renamed[one.story_id]) for one in arrivals.line_sketches if one.story_id in renamed]
    pieces += _arrange(by_language, state, edition, settings, overrides)
    return gather(pieces, replace(arrivals, stories=[], line_sketches=[], languages=[]))
