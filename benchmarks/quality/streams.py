"""The dated sets as streams of hourly editions: what delivery out of order, and a replay, change; which memberships move.

In process, by the functions that an edition is made of: a thousand editions by the command would take an hour.
"""

from __future__ import annotations

from benchmarks.bench_stream import STEPS, Result, cut_stream, run_stream, sign_row
from benchmarks.quality.measure import Figures, score_groups
from benchmarks.quality.sets import LabelledSet, Rows
from pipelines.config import Config

EVERY = "1h"
SEED = 1


def measure_stream(of: LabelledSet, rows: Rows, config: Config) -> Figures:
    """BCubed F1 in order, with stories up to an hour late, and of a batch; shares of stories whose published bundle ever changed.

    ``replay_changes`` and ``batch_changes`` count stories in another bundle when the same editions come again, and when the stories
    of a batch come in the opposite order.
    """
    stories = [sign_row(dict(row)) for row in rows]
    fold, bundle = config.fold, config.bundle
    editions = cut_stream(stories, STEPS[EVERY], SEED, late=False)
    in_order = run_stream(editions, fold, bundle)
    late = run_stream(cut_stream(stories, STEPS[EVERY], SEED, late=True), fold, bundle)
    again = run_stream([(as_of, new[::-1]) for as_of, new in editions], fold, bundle)
    [(as_of, everything)] = cut_stream(stories, STEPS["once"], SEED, late=False)
    batch, reversed_batch = (run_stream([(as_of, each)], fold, bundle) for each in (everything, everything[::-1]))

    def f1(result: Result) -> float:
        return score_groups([row[of.gold] for row in rows], [result.label[row["id"]] for row in rows])["bcubed_f1"]

    return {
        "stream_editions": in_order.editions,
        "stream_batch_f1": f1(batch),
        "stream_f1": f1(in_order),
        "stream_late_f1": f1(late),
        "stream_moved": len(in_order.moved),
        "stream_moved_share": len(in_order.moved) / len(rows),
        "stream_late_moved_share": len(late.moved) / len(rows),
        "replay_changes": _changes(in_order, again),
        "batch_changes": _changes(batch, reversed_batch),
        "stream_stories": len(rows),
    }


def _changes(one: Result, other: Result) -> int:
    return sum(other.label.get(id) != label for id, label in one.label.items())
