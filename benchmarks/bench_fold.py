"""Signing and folding: ratios to datasketch's own loop, stories a second at a full window, comparisons in a burst, pair F1.

    python -m benchmarks.bench_fold [--open N] [--new N] [--rounds N] [--json FILE]

One core, made-up stories of 350 words; a rate is the median of the rounds, in CPU time. The window's rate is that of a whole edition
of ``--new`` stories, a fifth of them copies, beside ``--open`` published ones, from nothing but their sketches in memory: no index is
kept from edition to edition. 200,000 open stories (``--open 200000 --new 2000``) take some minutes to make up and 2 GB. Made-up stories
have hardly a phrase in common; the rates on the labelled sets are of real texts, all new. Signatures are compared with datasketch before
they are timed. Pair F1 is measured on the labelled sets beside the checkout, where they are there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import xxhash
from datasketch import MinHash
from numpy.typing import NDArray

from connectors.records import Sketch, Story
from connectors.times import parse_time
from pipelines.newsroom.scoring import score_grouping
from transforms.fold import fold_and_count, fold_copies
from transforms.sign import sign_shingles, sketch_stories, sketch_story

SETS = Path(__file__).resolve().parents[2] / "shared" / "data" / "dedup"
WRITTEN_AT_ONCE = 10_000
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", type=int, default=10_000, help="stories in the window")
    parser.add_argument("--new", type=int, default=1_000, help="stories of the edition")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result: dict[str, float] = {}
    parts: tuple[Callable[[], dict[str, float]], ...] = (
        lambda: measure_signing(options.rounds),
        lambda: measure_window(options.open, options.new, options.rounds),
        measure_burst,
        measure_sets,
    )
    for measure in parts:
        part = measure()
        result |= part
        for name, value in part.items():
            print(f"{name:44} {value:>12,.4g}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median CPU seconds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return median(found)


def write_stories(count: int, seed: int, prefix: str, words: int = 350) -> list[Story]:
    """Stories whose words are as frequent as words are (Zipf), spread over three days."""
    rng = np.random.default_rng(seed)
    frequency: NDArray[np.float64] = 1.0 / np.arange(1, 50_001)
    drawn = rng.choice(50_000, size=(count, words), p=frequency / frequency.sum())
    spelled = ["".join(chr(ord("a") + int(digit)) for digit in str(word)) + "e" for word in range(50_000)]
    texts = [" ".join(spelled[word] for word in row) for row in drawn.tolist()]
    return [make_story(f"{prefix}{n}", text, hours=72 * n / count) for n, text in enumerate(texts)]


def make_story(id: str, text: str, hours: float) -> Story:
    when = SEEN + timedelta(hours=hours)
    title = f"Title {id}"
    return Story(
        id=id, title=title, text=text, published=when, published_precision="second", first_seen=SEEN, item_fingerprint="", fingerprint=""
    )


def measure_signing(rounds: int) -> dict[str, float]:
    stories = write_stories(200, 1, "sign")
    texts = [[f"{a} {b} {c}".encode() for a, b, c in zip(w, w[1:], w[2:], strict=False)] for w in (s.text.split() for s in stories)]
    hashed = [np.unique(np.array([xxhash.xxh32_intdigest(shingle) for shingle in text], dtype=np.uint32)) for text in texts]

    def plain() -> list[MinHash]:
        signed = []
        for text in texts:
            signed.append(MinHash(num_perm=128))
            for shingle in text:
                signed[-1].update(shingle)
        return signed

    def one_by_one() -> list[MinHash]:
        signed = []
        for hashes in hashed:
            signed.append(MinHash(num_perm=128, hashfunc=int))
            for value in hashes.tolist():
                signed[-1].update(value)
        return signed

    for theirs, hashes in zip(one_by_one(), hashed, strict=True):
        assert np.array_equal(theirs.hashvalues, sign_shingles(hashes)), "signatures differ from datasketch's"
    def in_bulk() -> list[NDArray[np.uint32]]:
        return [sign_shingles(np.unique(np.array([xxhash.xxh32_intdigest(x) for x in text], dtype=np.uint32))) for text in texts]

    bulk = timed(lambda: list(MinHash.bulk(texts, num_perm=128, hashfunc=xxhash.xxh32_intdigest)), rounds)
    ours, loop = timed(in_bulk, rounds), timed(plain, rounds)
    return {
        "sign: × datasketch's plain loop": loop / ours,
        "sign: × datasketch's bulk with xxhash": bulk / ours,
        "sign: whole sketches a second": len(stories) / timed(lambda: sketch_stories(stories), rounds),
    }


def measure_window(open_stories: int, new_stories: int, rounds: int) -> dict[str, float]:
    window, new = sketch_stories(write_stories(open_stories, 2, "open")), write_stories(new_stories, 3, "new")
    rng = random.Random(4)
    copies = [replace(s, text=reword(rng.choice(new).text, rng, 0.1)) for s in new[: new_stories // 5]]
    sketches = sketch_stories([*copies, *new[new_stories // 5 :]])
    found = fold_and_count(window, sketches)
    rate = len(sketches) / timed(lambda: fold_copies(window, sketches), rounds)
    bytes_held = sum(len(s.signature) + len(s.shingles) + len(s.vocabulary) + len(s.figures) for s in window) / max(1, len(window))
    return {
        f"fold: stories a second, {new_stories:,} beside {open_stories:,} open": rate,
        "fold: comparisons a story": found.compared / len(sketches),
        "fold: packed bytes an open story": bytes_held,
    }


def sketch_open(count: int) -> list[Sketch]:
    """Published stories, without what only bundling reads."""
    found: list[Sketch] = []
    for start in range(0, count, WRITTEN_AT_ONCE):
        for story in write_stories(min(WRITTEN_AT_ONCE, count - start), 2 + 1000 * start, f"open{start}x"):
            found.append(replace(sketch_story(story), terms=b"", weights=b"", labels=()))
    return found


def reword(text: str, rng: random.Random, share: float) -> str:
    return " ".join("changed" if rng.random() < share else word for word in text.split())


def measure_burst() -> dict[str, float]:
    """3 × 500 copies and 5,000 items of one template within a day."""
    rng = random.Random(5)
    wires = write_stories(3, 6, "wire", 200)
    copies = [make_story(f"copy{n}", reword(wires[n % 3].text, rng, 0.03), rng.random() * 24) for n in range(1500)]
    frame = write_stories(1, 7, "frame", 60)[0].text
    scores = [f"Town{n} {rng.randint(0, 9)} Ham{n % 211} {rng.randint(0, 9)} gate {rng.randint(99, 99999)}" for n in range(5000)]
    items = [make_story(f"item{n}", f"{score} {frame}", rng.random() * 24) for n, score in enumerate(scores)]
    sketches: list[Sketch] = sketch_stories(copies + items)
    start = time.process_time()
    found = fold_and_count([], sketches)
    seconds = time.process_time() - start
    return {
        "burst: comparisons a story": found.compared / len(sketches),
        "burst: stories a second": len(sketches) / seconds,
        "burst: copies folded": sum(f.id.startswith("copy") for f in found.folds) / 1497,
        "burst: templated items folded": sum(f.id.startswith("item") for f in found.folds) / 5000,
    }


def read_set(path: Path) -> tuple[list[dict[str, Any]], list[Story]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    stories = [
        replace(
            make_story(row["id"], row["text"], 0),
            title=row["title"],
            published=parse_time(row["published"]) if row["published"] else None,
            published_precision="second" if row["published"] else "none",
        )
        for row in rows
    ]
    return rows, stories


def measure_sets() -> dict[str, float]:
    result: dict[str, float] = {}
    for path in sorted(SETS.glob("*.jsonl.gz")):
        rows, stories = read_set(path)
        name = path.name.removesuffix(".jsonl.gz")
        undated = [replace(s, published=None, published_precision="none") for s in stories]
        for kind, given in ((name, stories), *(((f"{name}, dates removed", undated),) if rows[0]["published"] else ())):
            sketches = sketch_stories(given)
            start = time.process_time()
            folding = fold_and_count([], sketches)
            seconds = time.process_time() - start
            found = {f.id: f.copy_of for f in folding.folds}
            score = score_grouping([row["group"] for row in rows], [found.get(row["id"], row["id"]) for row in rows])
            result |= {f"{kind}: pair F1": score.pair_f1, f"{kind}: precision": score.pair_precision, f"{kind}: recall": score.pair_recall}
            result |= {f"{kind}: stories a second": len(rows) / seconds, f"{kind}: comparisons a story": folding.compared / len(rows)}
        templates = {row["id"] for row in rows if str(row.get("kind", "")).startswith("template")}
        if templates:
            by_id = {row["id"]: row["group"] for row in rows}
            false = sum(id in templates and by_id[id] != by_id[root] for id, root in found.items())
            result[f"{name}: templates folded wrongly"] = false / len(templates)
            result[f"{name}: shared footers folded"] = sum(row["kind"] == "boilerplate" and row["id"] in found for row in rows)
    return result


if __name__ == "__main__":
    main()
