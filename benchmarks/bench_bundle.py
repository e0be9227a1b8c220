"""BCubed of bundling on the labelled sets beside the checkout, cold, one configuration; speed; NewsBlur's title rule for contrast.

python -m benchmarks.bench_bundle [SET …]
python -m benchmarks.bench_bundle --open 100000 --new 20000
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from benchmarks.quality.peers import newsblur_titles
from benchmarks.quality.sets import BUNDLE_SETS, MAIN_BUNDLE_SETS, labelled_set, scorer
from connectors.hashes import content_hash
from connectors.records import OpenBundle, Sketch
from connectors.times import parse_time
from transforms.bundle import BundleSettings, Bundling, bundle_stories
from transforms.bundle.verdicts import bundle_in_window
from transforms.bundle.window import Window
from transforms.text.terms import weigh_terms
from transforms.text.words import hash_terms, tokens

MAIN, OTHERS = MAIN_BUNDLE_SETS, tuple(name for name in BUNDLE_SETS if name not in MAIN_BUNDLE_SETS)
EDITION = "00000001-20260101T000000Z"
FIRST_SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def read_set(name: str) -> list[dict[str, Any]]:
    return labelled_set(name).read()


def sketch_row(row: dict[str, Any]) -> Sketch:
    """A sketch with what bundling reads; folding's fields stay empty."""
    title, text = row.get("title") or "", row.get("text") or ""
    published = parse_time(row["published"]) if row.get("published") else None
    terms = weigh_terms(title, text, row["language"])
    return Sketch(
        id=row["id"],
        language=row["language"],
        site=row.get("publisher") or "",
        title=title,
        event_time=published or FIRST_SEEN,
        published=published,
        published_precision="second" if published else "none",
        first_seen=FIRST_SEEN,
        words=len(tokens(title)) + len(tokens(text)),
        title_hash="",
        text_hash="",
        signature=b"",
        shingles=b"",
        terms=terms.terms,
        weights=terms.weights,
        numbers=terms.numbers,
        labels=terms.labels,
    )


def made_up_stories(count: int) -> tuple[list[Sketch], int]:
    """Full texts of some 300 terms, six an event, over eight days; in the order in which they come. And the number of events."""
    dice = np.random.default_rng(1)
    words = hash_terms([f"w{i}" for i in range(60_000)])
    often = np.cumsum(1.0 / np.arange(10, 60_010))
    events = max(count // 6, 1)
    own = dice.integers(0, len(words), (events, 60))
    found = []
    for number in range(count):
        event = number % events
        drawn = np.searchsorted(often, dice.random(320) * often[-1])
        terms = np.unique(words[np.concatenate((dice.permutation(own[event])[:40], drawn))])[:300]
        weights = np.where(np.isin(terms, words[own[event]]), 2.5, 1.0).astype("<f4")
        when = FIRST_SEEN + timedelta(hours=float(event % 168) + float(dice.random()) * 24)
        found.append(
            Sketch(
                id=f"{number:08d}",
                language="en",
                site=f"{number % 500}.example",
                event_time=when,
                published=when,
                first_seen=FIRST_SEEN,
                words=600,
                title_hash="",
                text_hash="",
                signature=b"",
                shingles=b"",
                terms=terms.astype("<u8").tobytes(),
                weights=weights.tobytes(),
                numbers=b"",
                labels=(f"term{event}",) * len(weights),
            )
        )
    return found, events


def measure_speed(open_stories: int, new: int, size: int, settings: BundleSettings) -> None:
    """Stories per second and core beside so many published ones: ``new`` in one edition, cold; and in editions of ``size``, warm."""
    stories, events = made_up_stories(open_stories + new)
    rows = open_bundles(stories[:open_stories], events)
    home = {story: row.id for row in rows for story in row.members}
    published = [replace(s, bundle_id=home[s.id], labels=()) for s in stories[:open_stories]]
    bundle_stories([], [], stories[:10], [], EDITION, settings)  # reads the language's word frequencies
    measure_cold(rows, published, stories[open_stories:], events, settings)
    measure_warm(rows, published, stories[open_stories:], events, size, settings)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB with the sketches and both runs")


def open_bundles(stories: Sequence[Sketch], events: int) -> list[OpenBundle]:
    """One bundle for each event that the stories are about; they take turns."""
    rows = []
    for event in range(min(events, len(stories))):
        members = tuple(story.id for story in stories[event::events])
        rows.append(
            OpenBundle(
                id=content_hash("bundle", members[0], EDITION),
                language="en",
                founder=members[0],
                opened=EDITION,
                founded=stories[event].event_time,
                first_event=FIRST_SEEN,
                last_event=FIRST_SEEN + timedelta(days=8),
                members=members,
                originals=members,
            )
        )
    return rows


def measure_cold(
    rows: Sequence[OpenBundle], published: Sequence[Sketch], arrived: Sequence[Sketch], events: int, settings: BundleSettings
) -> None:
    """One edition for which the published stories are indexed first."""
    begin = time.process_time()
    found = bundle_stories(rows, published, arrived, [], "00000002-20260102T000000Z", settings)
    took = time.process_time() - begin
    rate, correct = len(arrived) / took, count_right(found, rows, events)
    of = f"{len(arrived)} new beside {len(published)} open"
    print(f"cold: {of}: {took:.1f} s, {rate:.0f} stories/s; {correct} where they belong", flush=True)


def measure_warm(
    rows: Sequence[OpenBundle], published: Sequence[Sketch], arrived: Sequence[Sketch], events: int, size: int, settings: BundleSettings
) -> None:
    """Editions of ``size`` beside a window that is kept."""
    begin = time.process_time()
    kept = Window(published, rows)
    print(f"reading {len(published)} open into the index: {time.process_time() - begin:.1f} s")
    stories = max(len(published), 1)
    index, terms = kept.index.bytes / stories, sum(len(s.terms) + len(s.weights) for s in published) / stories
    print(f"memory an open story: {terms:.0f} B terms and weights, {index:.0f} B index")
    seconds, correct = [], 0
    for number, start in enumerate(range(0, len(arrived), size), 3):
        part, edition = arrived[start : start + size], f"{number:08d}-20260102T000000Z"
        begin = time.process_time()
        found = bundle_in_window(kept, part, [], edition, settings)
        bundle_of = {m.id: m.bundle_id for m in found.memberships}
        kept.publish([replace(kept.sketches[id], bundle_id=name, edition=edition) for id, name in bundle_of.items()], found.bundles)
        seconds.append((time.process_time() - begin) / len(part))
        correct += count_right(found, rows, events)
    worst = sorted(seconds)[min(int(len(seconds) * 0.99), len(seconds) - 1)] * 1000
    rate = len(arrived) / sum(took * len(arrived[n * size : n * size + size]) for n, took in enumerate(seconds))
    print(f"warm: {len(seconds)} editions of {size}: {rate:.0f} stories/s, p99 {worst:.2f} ms a story; {correct} where they belong")


def count_right(found: Bundling, rows: Sequence[OpenBundle], events: int) -> int:
    """The memberships in the open bundle of their story's event."""
    return sum(m.bundle_id == rows[int(m.id) % events].id for m in found.memberships if int(m.id) % events < len(rows))


def load_scores() -> Any:
    return scorer("score").scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*MAIN, *OTHERS], metavar="SET")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="a setting other than its default")
    parser.add_argument("--open", type=int, default=-1, help="measure speed beside so many published stories, and no set")
    parser.add_argument("--new", type=int, default=20_000)
    parser.add_argument("--size", type=int, default=500, help="stories of a warm edition")
    chosen = parser.parse_args()
    values = {field: float(value) if "." in value else int(value) for field, value in (item.split("=") for item in chosen.set)}
    settings = replace(BundleSettings(), **values)  # type: ignore[arg-type]
    if chosen.open >= 0:
        measure_speed(chosen.open, chosen.new, chosen.size, settings)
        return
    scores = load_scores()
    total: dict[str, float] = {}
    print(f"{'set':10s} {'stories':>7s}  {'P':>5s} {'R':>5s} {'F1':>5s}  {'titles':>6s}  bundles events  stories/s")
    for name in chosen.sets:
        rows = read_set(name)
        gold = [row["event"] for row in rows]
        begin = time.perf_counter()
        sketches = [sketch_row(row) for row in rows]
        middle = time.perf_counter()
        found = bundle_stories([], [], sketches, [], EDITION, settings)
        end = time.perf_counter()
        label = {membership.id: membership.bundle_id for membership in found.memberships}
        own = scores(gold, [label[row["id"]] for row in rows])
        base = scores(gold, newsblur_titles(rows))
        total[name] = own["bcubed_f1"]
        figures = f"{own['bcubed_precision']:.3f} {own['bcubed_recall']:.3f} {own['bcubed_f1']:.3f}  {base['bcubed_f1']:6.3f}"
        speed = f"{len(rows) / (end - middle):9.0f} (terms {len(rows) / (middle - begin):.0f})"
        print(f"{name:10s} {len(rows):7d}  {figures}  {own['predicted_groups']:7d} {own['gold_groups']:6d}  {speed}", flush=True)
    for label_, names in (("main", MAIN), ("all", (*MAIN, *OTHERS))):
        if all(name in total for name in names):
            print(f"mean {label_}: {sum(total[name] for name in names) / len(names):.4f}")


if __name__ == "__main__":
    main()
