"""What a run is asked to do, parsed and checked, and what it says at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.counts import Counts
from connectors.editions.health import NO_TROUBLE, Trouble
from connectors.overrides import Override
from transforms.lags import Lags

if TYPE_CHECKING:
    from pipelines.config import Config

NO_LAGS = Lags()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """One ``newsheaf run``, with nothing left to parse."""

    feeds: tuple[str, ...] = ()  # files or URLs of feed lists
    stories: tuple[str, ...] = ()  # .jsonl, .jsonl.gz or folders of .txt
    pages: tuple[str, ...] = ()  # .jsonl, .jsonl.gz or folders of .html
    store: str
    config: Config
    as_of: datetime
    slice: timedelta | None = None  # cut the given stories into successive editions by event time
    overrides: tuple[Override, ...] = ()  # by what they say, whatever the order of their lines
    all: bool = False  # poll every feed, due or not
    dry_run: bool = False  # do everything but publish
    beam_args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What one edition did. ``edition`` is empty when nothing was published (dry run, or a replay with nothing new)."""

    edition: str
    store: str
    counts: Counts
    seconds: tuple[tuple[str, float], ...] = ()  # (stage, seconds): for log and terminal only, never published
    index: str = ""  # where the page to open is
    notes: tuple[str, ...] = ()
    newest: str = ""  # the store's newest edition afterwards
    done: tuple[tuple[str, int], ...] = ()  # (name, items) that stages counted, for metrics as what follows
    lags: Lags = NO_LAGS  # of new stories of feeds
    trouble: Trouble = NO_TROUBLE  # with feeds
    next_due: datetime | None = None  # where feeds are listed and none was due: when the first one is
    sites: tuple[tuple[str, int], ...] = ()  # (site, new stories of feeds), where this process made the edition
