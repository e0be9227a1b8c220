"""BCubed of bundling on the labelled sets beside the checkout, cold, one configuration; speed; NewsBlur's title rule for contrast.

python -m benchmarks.bench_bundle [SET …] [--no-fold]
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from benchmarks.quality.peers import newsblur_titles
from benchmarks.quality.sets import BUNDLE_SETS, MAIN_BUNDLE_SETS, labelled_set, scorer
from connectors.records import OpenBundle, Sketch, content_hash, parse_time
from transforms.bundle import BundleSettings, bundle_stories
from transforms.terms import weigh_terms
from transforms.words import hash_terms, tokens

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


def measure_speed(live: int, new: int, settings: BundleSettings) -> None:
    """Stories per second of an edition of ``new`` stories beside ``live`` published ones: made-up full texts, 300 terms each."""
    dice = np.random.default_rng(1)
    words = hash_terms([f"w{i}" for i in range(60_000)])
    often = 1.0 / np.arange(10, 60_010)
    often /= often.sum()
    events = [dice.choice(len(words), 60, replace=False, p=None) for _ in range((live + new) // 6)]

    def story(number: int) -> Sketch:
        event = number % len(events)
        own = dice.permutation(events[event])[:40]
        common = dice.choice(len(words), 320, p=often)
        found, first = np.unique(words[np.concatenate((own, common))], return_index=True)
        weights = np.where(first < 40, 2.5, 1.0)[:300].astype("<f4")
        when = FIRST_SEEN + timedelta(hours=float(event % 168) + float(dice.random()) * 24)
        return Sketch(
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
            terms=found[:300].astype("<u8").tobytes(),
            weights=weights.tobytes(),
            numbers=b"",
            labels=("term",) * len(weights),
        )

    published, rows = [story(i) for i in range(live)], []
    for event in range(len(events)):
        members = tuple(published[i].id for i in range(event, live, len(events)))
        if members:
            name = content_hash("bundle", members[0], EDITION)
            first, last = FIRST_SEEN, FIRST_SEEN + timedelta(days=8)
            rows.append(
                OpenBundle(
                    id=name,
                    language="en",
                    founder=members[0],
                    opened=EDITION,
                    first_event=first,
                    last_event=last,
                    members=members,
                    originals=members,
                )
            )
    home = {member: row.id for row in rows for member in row.members}
    published = [replace(s, bundle_id=home[s.id], labels=()) for s in published]
    arrived = [story(live + i) for i in range(new)]
    begin = time.process_time()
    found = bundle_stories(rows, published, arrived, [], "00000002-20260102T000000Z", settings)
    took = time.process_time() - begin
    right = sum(m.bundle_id == rows[int(m.id) % len(events)].id for m in found.memberships if live)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{new} new beside {live} live: {took:.1f} s, {new / took:.0f} stories/s; {right} where they belong; peak {peak:.0f} MB with the sketches"  # noqa: E501
    )


def load_scores() -> Any:
    return scorer("score").scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*MAIN, *OTHERS], metavar="SET")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="a setting other than its default")
    parser.add_argument("--live", type=int, default=-1, help="measure speed beside so many published stories, and no set")
    parser.add_argument("--new", type=int, default=20_000)
    chosen = parser.parse_args()
    values = {field: float(value) if "." in value else int(value) for field, value in (item.split("=") for item in chosen.set)}
    settings = replace(BundleSettings(), **values)  # type: ignore[arg-type]
    if chosen.live >= 0:
        measure_speed(chosen.live, chosen.new, settings)
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
