"""The labelled sets as a stream of small editions: F1 beside the batch's, memberships that move, ids of a replay.

python -m benchmarks.bench_stream [SET …] [--every 15min 1h 1d] [--no-fold] [--no-shuffle] [--no-replay]

Dated sets arrive in the order of their event times, those of one quarter, hour or day together; undated ones in a made-up
order, 50 to 200 an edition. "Shuffled" delays every story by up to an hour, an undated one by up to an edition. In process and
without a store: state is kept as the store would keep it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from benchmarks.bench_bundle import MAIN, OTHERS, load_scores, read_set, sketch_row
from connectors.records import OpenBundle, Sketch, Story
from connectors.times import parse_time
from transforms.arrange import arrange_language
from transforms.bundle import BundleSettings
from transforms.fold import FoldSettings
from transforms.sign import sketch_story
from transforms.state import LanguageState, span_of

STEPS = {"15min": timedelta(minutes=15), "1h": timedelta(hours=1), "1d": timedelta(days=1), "once": timedelta(days=100_000)}
LATE = timedelta(hours=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Result:
    """What a stream came to."""

    label: dict[str, str]  # story → bundle, at the end
    moved: set[str]  # stories whose published bundle id ever changed
    apart: set[str]  # those among them that were not led to their new bundle by a tombstone
    editions: int
    seconds: list[tuple[float, int]]  # processor time and stories of each edition


def sign_row(row: dict[str, Any]) -> Sketch:
    """A sketch with all that folding and bundling read."""
    published = parse_time(row["published"]) if row.get("published") else None
    return sketch_story(
        Story(
            id=row["id"],
            title=row.get("title") or "",
            text=row.get("text") or "",
            publisher=row.get("publisher") or "",
            site=row.get("publisher") or "",
            published=published,
            published_precision=row.get("published_precision") or ("second" if published else "none"),
            first_seen=START,
            language=row["language"],
            item_fingerprint="",
            fingerprint="",
        )
    )


def cut_stream(stories: Sequence[Sketch], every: timedelta, seed: int, late: bool) -> list[tuple[datetime, list[Sketch]]]:
    """The editions that stories arrive in, with their as-of. ``late``: up to an hour, or an edition, after their turn."""
    dice = np.random.default_rng(seed)
    stories = sorted(stories, key=lambda s: s.id)
    delays = np.random.default_rng(seed + 1).random(len(stories)) if late else np.zeros(len(stories))
    found: dict[datetime, list[Sketch]] = {}
    if stories[0].published:
        for story, delay in zip(stories, delays.tolist(), strict=True):
            end = EPOCH + ((story.event_time + delay * LATE - EPOCH) // every + 1) * every
            found.setdefault(end, []).append(replace(story, first_seen=end))
        return sorted(found.items())
    order = dice.permutation(len(stories))
    ends = np.cumsum(dice.integers(50, 201, len(stories) // 50 + 1)) if every < STEPS["once"] else np.array([len(stories)])
    turn = np.searchsorted(ends, np.arange(len(stories)) + delays * np.mean(np.diff(ends, prepend=0)), side="right")
    for place, number in zip(order.tolist(), turn.tolist(), strict=True):
        end = START + number * timedelta(hours=1)
        found.setdefault(end, []).append(replace(stories[place], event_time=end, first_seen=end))
    return sorted(found.items())


class Stream:
    """Keeps what the store would keep of one language."""

    def __init__(self, fold: FoldSettings, bundle: BundleSettings) -> None:
        self.fold, self.bundle = fold, bundle
        self.sketches: dict[str, Sketch] = {}
        self.bundles: dict[str, OpenBundle] = {}
        self.number = 0
        self.result = Result({}, set(), set(), 0, [])

    def state(self, new: Sequence[Sketch]) -> LanguageState:
        """What ``load_language`` would read."""
        first, last = span_of(new)
        window = [s for s in self.sketches.values() if first <= s.event_time <= last]
        bundles = [b for b in self.bundles.values() if b.first_event <= last and b.last_event >= first]
        return LanguageState(new[0].language, tuple(sorted(window, key=lambda s: s.id)), tuple(sorted(bundles, key=lambda b: b.id)))

    def add(self, as_of: datetime, new: Sequence[Sketch]) -> None:
        """One edition."""
        self.number += 1
        edition = f"{self.number:08d}-{as_of:%Y%m%dT%H%M%SZ}"
        state = self.state(new)
        begin = time.process_time()
        found = arrange_language(state, new, edition, self.fold, self.bundle)
        self.result.seconds.append((time.process_time() - begin, len(new)))
        self.bundles.update((bundle.id, bundle) for bundle in found.bundles)
        for sketch in found.sketches:
            before = self.result.label.get(sketch.id, sketch.bundle_id)
            if before != sketch.bundle_id:
                self.result.moved.add(sketch.id)
                if self.survivor(before) != sketch.bundle_id:
                    self.result.apart.add(sketch.id)
            self.result.label[sketch.id] = sketch.bundle_id
            self.sketches[sketch.id] = sketch
        self.result.editions = self.number

    def survivor(self, name: str) -> str:
        while self.bundles[name].merged_into:
            name = self.bundles[name].merged_into
        return name


def run_stream(editions: Sequence[tuple[datetime, list[Sketch]]], fold: FoldSettings, bundle: BundleSettings) -> Result:
    """Arrange one edition after the other."""
    stream = Stream(fold, bundle)
    for as_of, new in editions:
        stream.add(as_of, new)
    return stream.result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=[*MAIN, *OTHERS], metavar="SET")
    parser.add_argument("--every", nargs="+", default=["1h", "1d"], choices=[*STEPS])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-fold", action="store_true", help="bundling only")
    parser.add_argument("--no-shuffle", action="store_true")
    parser.add_argument("--no-replay", action="store_true")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="a setting of bundling other than its default")
    chosen = parser.parse_args()
    values = {field: float(value) if "." in value else int(value) for field, value in (item.split("=") for item in chosen.set)}
    bundle, fold, scores = replace(BundleSettings(), **values), FoldSettings(), load_scores()  # type: ignore[arg-type]
    print("set       every  editions   batch stream   late   moved   late  no merges  replay ms/edition (p99)  ms/story")
    total: dict[str, list[tuple[float, ...]]] = {}
    for name in chosen.sets:
        rows = read_set(name)
        event = {row["id"]: row["event"] for row in rows}
        stories = [(sketch_row if chosen.no_fold else sign_row)(row) for row in rows]

        def f1(result: Result, event: dict[str, str] = event) -> float:
            return float(scores(list(event.values()), [result.label[id] for id in event])["bcubed_f1"])

        batch = f1(run_stream(cut_stream(stories, STEPS["once"], chosen.seed, late=False), fold, bundle))
        for every in chosen.every if stories[0].published else chosen.every[:1]:
            editions = cut_stream(stories, STEPS[every], chosen.seed, late=False)
            inorder = run_stream(editions, fold, bundle)
            late = inorder if chosen.no_shuffle else run_stream(cut_stream(stories, STEPS[every], chosen.seed, late=True), fold, bundle)
            replay = "-"
            if not chosen.no_replay:
                again = run_stream([(as_of, new[::-1]) for as_of, new in editions], fold, bundle)
                replay = "same" if again.label == inorder.label and again.moved == inorder.moved else "OTHER"
            shares = [len(some) / len(rows) for some in (inorder.moved, late.moved, inorder.apart)]
            figures = (batch, f1(inorder), f1(late), *shares)
            times = sorted(took * 1000 for took, _ in inorder.seconds)
            speed = f"{np.mean(times):8.1f} ({times[int(len(times) * 0.99)]:.1f})  {sum(times) / len(rows):8.2f}"
            shown = "{:6.3f} {:6.3f} {:6.3f}  {:6.2%} {:6.2%}  {:9.2%}".format(*figures)
            print(f"{name:9s} {every if stories[0].published else '-':6s} {inorder.editions:8d}  {shown}  {replay:6s} {speed}", flush=True)
            total.setdefault(every, []).append(figures)
            if not stories[0].published:
                for other in chosen.every[1:]:
                    total.setdefault(other, []).append(figures)
    for every, found in total.items():
        mean = np.mean(found, axis=0)
        print(f"{'mean':9s} {every:6s} {'':8s}  " + "{:6.3f} {:6.3f} {:6.3f}  {:6.2%} {:6.2%}  {:9.2%}".format(*mean.tolist()))


if __name__ == "__main__":
    main()
