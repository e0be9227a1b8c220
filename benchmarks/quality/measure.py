"""Scores what the command made of one labelled set, and what its peers made of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.quality.peers import minhash_lsh, newsblur_titles
from benchmarks.quality.sets import SHARED, LabelledSet, Rows, scorer, write_lines
from connectors.given import parse_published
from pipelines.newsroom.scoring import copy_roots, score_grouping

Figures = dict[str, float]

WINDOW = timedelta(hours=72)
"""Stories further apart are not folded. How far apart nearer ones are is evidence, no bar."""


# --- folding


def measure_folds(of: LabelledSet, rows: Rows, said: Rows) -> Figures:
    """Pair and BCubed scores; by kind of document, where the set names kinds, the share folded wrongly.

    ``near_pair_f1`` leaves out all pairs of stories that are further apart in time than the window, true or said:
    with the dates removed from a set, that is the part of a loss that the lost window does not explain.
    """
    roots = copy_roots({row["id"]: row.get("copy_of") or "" for row in said})
    gold = [row[of.gold] for row in rows]
    label = [roots.get(row["id"], row["id"]) for row in rows]
    figures = score_groups(gold, label)
    figures["missing"] = sum(row["id"] not in roots for row in rows)
    if rows[0].get("published"):
        figures["near_pair_f1"] = near_pair_f1(rows, gold, label)
    if any("kind" in row for row in rows):
        figures |= wrong_by_kind(of, rows, roots)
    return figures


def fold_peers(of: LabelledSet, rows: Rows) -> Figures:
    scores = score_groups([row[of.gold] for row in rows], minhash_lsh(rows))
    return {"minhash_lsh_" + name: scores[name] for name in ("pair_f1", "pair_precision", "pair_recall")}


def score_groups(gold: Sequence[Any], label: Sequence[Any]) -> Figures:
    """BCubed and pair scores, as the shared scorer has them (a test holds the two together)."""
    return asdict(score_grouping(gold, label)) | {"groups": len(set(label)), "gold_groups": len(set(gold))}


def near_pair_f1(rows: Rows, gold: Sequence[Any], label: Sequence[Any]) -> float:
    """Pair F1 over the pairs of stories that lie within the window."""
    times = [parse_published(row["published"])[0] for row in rows]

    def near_pairs(labels: Sequence[Any]) -> set[tuple[int, int]]:
        members = defaultdict(list)
        for i, name in enumerate(labels):
            members[name].append(i)
        return {pair for group in members.values() for pair in combinations(group, 2) if abs(times[pair[0]] - times[pair[1]]) <= WINDOW}

    true, claimed = near_pairs(gold), near_pairs(label)
    return 2 * len(true & claimed) / (len(true) + len(claimed)) if true or claimed else 1.0


def wrong_by_kind(of: LabelledSet, rows: Rows, roots: Mapping[str, str]) -> Figures:
    """Of the documents of a kind, those folded under an original of another group; wrong pairs within a kind, per document."""
    group = {row["id"]: row[of.gold] for row in rows}
    kinds = {row["id"]: "template" if row["kind"].startswith("template") else row["kind"] for row in rows}
    figures: Figures = {}
    for kind in sorted(set(kinds.values()) - {"orig", "rewrite"}):
        ids = [id for id in group if kinds[id] == kind]
        wrong = sum(group[roots.get(id, id)] != group[id] for id in ids)
        together = Counter(roots.get(id, id) for id in ids)
        alike = Counter((roots.get(id, id), group[id]) for id in ids)
        pairs = sum(n * (n - 1) // 2 for n in together.values()) - sum(n * (n - 1) // 2 for n in alike.values())
        name = kind.replace("-", "_")
        figures |= {f"{name}_documents": len(ids), f"{name}_wrong": wrong, f"{name}_wrong_share": wrong / len(ids)}
        figures[f"{name}_wrong_pairs_share"] = pairs / len(ids)
    return figures


# --- bundling


def measure_bundles(of: LabelledSet, rows: Rows, said: Rows) -> Figures:
    bundle = {row["id"]: row["bundle_id"] for row in said}
    figures = score_groups([row[of.gold] for row in rows], [bundle.get(row["id"], ("missing", row["id"])) for row in rows])
    figures["missing"] = sum(row["id"] not in bundle for row in rows)
    figures["copies"] = sum(bool(row.get("copy_of")) for row in said)
    return figures


def bundle_peers(of: LabelledSet, rows: Rows) -> Figures:
    scores = score_groups([row[of.gold] for row in rows], newsblur_titles(rows))
    return {f"newsblur_{name}": scores[name] for name in ("bcubed_f1", "pair_f1")}


# --- pages


def measure_pages(rows: Rows, said: Rows, folder: Path) -> Figures:
    """The shared scorer's figures for pages, and the share of article words that stripping cut."""
    return score_pages(rows, said, folder) | wrongly_cut(rows, said) | {"rejected": sum(bool(row.get("reject")) for row in said)}


def score_pages(rows: Rows, said: Rows, folder: Path) -> Figures:
    """What the shared scorer, a command, prints."""
    gold = write_lines(folder / "gold.jsonl", ({k: v for k, v in row.items() if k != "html"} for row in rows))
    predicted = write_lines(folder / "predicted.jsonl", said)
    done = subprocess.run(
        [sys.executable, str(SHARED / "score_pages.py"), str(gold), str(predicted)], capture_output=True, text=True, check=True, timeout=300
    )
    figures: Figures = json.loads(done.stdout)
    return figures


def wrongly_cut(rows: Rows, said: Rows) -> Figures:
    """Article words that stripping removed ÷ article words that extraction had found, counted over all pages.

    A page's unstripped text is its published text and the lines that were cut; words are tokens of the shared scorer, as multisets.
    """
    page = scorer("score_pages")
    by_id = {row["id"]: row for row in said}
    found = removed = 0
    for gold in rows:
        row = by_id.get(gold["id"], {})
        article, left = page.shingles(gold.get("text"), 1), page.shingles(row.get("text"), 1)
        unstripped = left + sum((page.shingles(cut["line"], 1) for cut in row.get("cut") or []), Counter())
        both = (article & unstripped).total()
        found += both
        removed += both - (article & left).total()
    return {"article_words_found": found, "article_words_cut": removed, "article_words_cut_share": removed / found if found else 0.0}
