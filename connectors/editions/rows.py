"""Some columns of the tables and of the state, as those who need no more read them: ``newest_rows(store, manifest, "stories", StoryLine)``.

A record's fields are the columns that are read; what they hold is told where the whole row is declared (``documents``, ``records``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from connectors.records import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStand:
    """Where a story stands, by the stories table or by the sketches state."""

    id: str
    bundle_id: str = ""
    copy_of: str = ""

    @property
    def root(self) -> str:
        """Itself, or the original that it is a copy of."""
        return self.copy_of or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCount(StoryStand):
    """A story as the sums of an edition count it."""

    site: str = ""
    revision: int = 1
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts(StoryStand):
    """A story as explanations name it and find it."""

    url: str = ""
    title: str = ""
    publisher: str = ""
    site: str = ""
    published: datetime | None = None
    published_precision: Precision = "none"
    event_time: datetime
    language: str = ""
    link: str = ""
    first_edition: str = ""
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine(StoryStand):
    """A story as ``newsheaf stories`` prints it."""

    url: str = ""
    title: str = ""
    publisher: str = ""
    site: str = ""
    authors: tuple[str, ...] = ()
    credit: str = ""
    published: datetime | None = None
    published_precision: Precision = "none"
    language: str = ""
    first_seen: datetime
    updated: datetime
    event_time: datetime
    revision: int = 1
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLineWithText(StoryLine):
    """The same with the text."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """The feed's item that a story came from."""

    id: str
    feed: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectLine:
    """A reject as ``newsheaf rejects`` prints it."""

    id: str
    item: str
    stage: str
    reason: str
    detail: str = ""
    url: str = ""
    feed: str = ""
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyStand:
    """Whose copy a story is; ``withdrawn`` takes an earlier verdict back."""

    id: str
    copy_of: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleStand:
    """What the bundles table and the bundles state both say of a bundle."""

    id: str
    members: tuple[str, ...]
    merged_into: str = ""
    version: int = 1
    document: str = ""
