"""The sums of an edition: what went in, what came of it, and whether the two agree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The sums of one edition. ``listed + given + carried == originals + copies + revisions + known + pending + filtered + rejected``
    and ``feeds_due == feeds_changed + feeds_unchanged + feeds_deferred + feeds_failed``."""

    listed: int = 0  # entries in the responses of this edition's polls
    given: int = 0  # rows of --stories and --pages
    carried: int = 0  # pending before this edition
    originals: int = 0
    copies: int = 0
    revisions: int = 0
    known: int = 0
    pending: int = 0
    filtered: int = 0  # entries that the operator's filters kept out
    filters: tuple[tuple[str, int], ...] = ()  # (filter, number), sorted
    rejected: int = 0
    rejects: tuple[tuple[str, str, int], ...] = ()  # (stage, reason, number), sorted
    feeds_due: int = 0
    feeds_changed: int = 0
    feeds_unchanged: int = 0
    feeds_deferred: int = 0
    feeds_failed: int = 0
    feeds_listed: int = 0  # in the feed lists, due or not
    feeds_failing: int = 0  # listed ones whose last answers were none: those that were not due now, too
    bundles_opened: int = 0
    bundles_changed: int = 0
    bundles_merged: int = 0
    bundles_split: int = 0
    overrides_applied: int = 0  # overrides that hold among the stories published
    overrides_waiting: int = 0  # those that name a story that isn't published (yet)
    overrides_refused: int = 0  # those that can't be kept: languages differ
    overrides_moved: int = 0  # published memberships that overrides changed in this edition

    def problems(self) -> tuple[str, ...]:
        """The sums that don't add up, in words; empty when all do.

        >>> Counts(listed=3, originals=2, known=1).problems()
        ()
        >>> Counts(listed=3, originals=2).problems()
        ('items in 3 != outcomes 2',)
        """
        found = []
        items = self.listed + self.given + self.carried
        outcomes = self.originals + self.copies + self.revisions + self.known + self.pending + self.filtered + self.rejected
        if items != outcomes:
            found.append(f"items in {items} != outcomes {outcomes}")
        feeds = self.feeds_changed + self.feeds_unchanged + self.feeds_deferred + self.feeds_failed
        if self.feeds_due != feeds:
            found.append(f"feeds due {self.feeds_due} != outcomes {feeds}")
        if self.rejected != sum(n for _, _, n in self.rejects):
            found.append(f"rejected {self.rejected} != sum by stage and reason {sum(n for _, _, n in self.rejects)}")
        if self.filtered != sum(n for _, n in self.filters):
            found.append(f"filtered {self.filtered} != sum by filter {sum(n for _, n in self.filters)}")
        return tuple(found)
