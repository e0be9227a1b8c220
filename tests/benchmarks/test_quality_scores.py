"""What the quality benchmark counts by itself, on cases small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.errors import missed_copies, wrong_folds, wrong_merges, wrong_splits
from benchmarks.quality.measure import measure_folds, near_pair_f1, wrong_by_kind
from benchmarks.quality.peers import minhash_lsh, newsblur_titles, normal_title, significant_words
from benchmarks.quality.sets import SHARED, STREAM_SETS, LabelledSet
from benchmarks.quality.table import markdown_table, text_table
from benchmarks.quality.targets import compare, rows_of, targets

FOLDS = LabelledSet("s", "fold", Path("s.jsonl"))
BUNDLES = LabelledSet("s", "bundle", Path("s.jsonl"))


def story(id: str, title: str = "", text: str = "", published: str | None = None, **labels: str) -> dict[str, str | None]:
    return {"id": id, "title": title, "text": text, "published": published, "language": "en", "publisher": None, **labels}


def partition(labels: list[int]) -> set[frozenset[int]]:
    return {frozenset(i for i, label in enumerate(labels) if label == one) for one in labels}


# --- peers


def test_titles_of_one_story_by_newsblurs_rule() -> None:
    titles = [
        "Council votes to close the old harbour bridge",
        "Council votes to close the old harbor-bridge!",  # 5 of 6 significant words
        "council votes to close the old HARBOUR bridge",  # equal but for case
        "Harbour master retires after forty years at sea",
        "Storm",
        "Storm",  # equal, but shorter than ten characters
    ]
    found = partition(newsblur_titles([story(str(i), title) for i, title in enumerate(titles)]))
    assert found == {frozenset({0, 1, 2}), frozenset({3}), frozenset({4}), frozenset({5})}


def test_newsblurs_rule_needs_two_outlets_of_one_language_within_five_days() -> None:
    title = "Council votes to close the old harbour bridge"
    rows = [story(str(i), title, published=when) for i, when in enumerate(("2026-03-01", "2026-03-05", "2026-03-12", None))]
    assert partition(newsblur_titles(rows[:3])) == {frozenset({0, 1}), frozenset({2})}
    assert len(partition(newsblur_titles(rows))) == 1, "an undated story is compared with all"
    assert len(partition(newsblur_titles([row | {"publisher": "one"} for row in rows[:2]]))) == 2
    assert len(partition(newsblur_titles([rows[0], rows[1] | {"language": "de"}]))) == 2


def test_words_of_a_title_that_count() -> None:
    assert normal_title("U.S.-led talks: 12/13 “stall”") == "us led talks 12 13 stall"
    assert significant_words("the us led talks on 12 class buses stall") == {"led", "talk", "class", "buse", "stall"}


def test_near_duplicates_by_minhash_lsh() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    rows = [story("a", text=text), story("b", text=f"{text} and a line more"), story("c", text=" ".join(f"other{n}" for n in range(200)))]
    assert partition(minhash_lsh(rows)) == {frozenset({0, 1}), frozenset({2})}


# --- folding


def test_folds_follow_copies_to_their_root_and_lost_stories_cost_recall() -> None:
    rows = [story(id, group=group) for id, group in (("a", "1"), ("b", "1"), ("c", "1"), ("d", "2"))]
    said = [{"id": "a", "copy_of": ""}, {"id": "b", "copy_of": "a"}, {"id": "c", "copy_of": "b"}]
    figures = measure_folds(FOLDS, rows, said)
    assert (figures["pair_f1"], figures["missing"]) == (1.0, 1)
    assert measure_folds(FOLDS, rows, said[:2])["pair_recall"] == pytest.approx(1 / 3)


def test_pairs_further_apart_than_the_window_are_set_aside() -> None:
    rows = [story(str(i), published=f"2026-03-{day:02}") for i, day in enumerate((1, 2, 20))]
    assert near_pair_f1(rows, ["x", "x", "y"], ["p", "p", "p"]) == 1.0
    assert near_pair_f1(rows, ["x", "y", "y"], ["p", "p", "q"]) == 0.0


def test_documents_of_a_kind_folded_wrongly() -> None:
    rows = [story("a", group="1", kind="template-real"), story("b", group="2", kind="template-syn"), story("c", group="1", kind="boilerplate"),
            story("d", group="3", kind="orig")]
    figures = wrong_by_kind(FOLDS, rows, {"a": "a", "b": "a", "c": "a", "d": "d"})
    assert (figures["template_wrong_share"], figures["template_wrong_pairs_share"]) == (0.5, 0.5)
    assert (figures["boilerplate_wrong_share"], figures["boilerplate_documents"]) == (0.0, 1)
    assert not any(name.startswith("orig") for name in figures)


# --- pages


@pytest.mark.skipif(not (SHARED / "score_pages.py").is_file(), reason="the page scorer is not beside the checkout")
def test_article_words_that_stripping_cut() -> None:
    from benchmarks.quality.measure import wrongly_cut

    rows = [{"id": "p", "text": "The bridge was opened on Monday. Share the joy."}]
    said = [{"id": "p", "text": "The bridge was opened on Monday.", "cut": [{"line": "Share the joy."}, {"line": "Subscribe now"}]}]
    assert wrongly_cut(rows, said) == {"article_words_found": 9, "article_words_cut": 3, "article_words_cut_share": 3 / 9}


# --- the table


def test_a_row_says_whether_its_target_is_met() -> None:
    figures = {"uci": {"bcubed_f1": 0.7, "bcubed_precision": 0.8, "bcubed_recall": 0.6, "newsblur_bcubed_f1": 0.6}}
    compare(figures)
    rows = {row.what: row for row in rows_of(figures)}
    assert rows["bundling: BCubed F1"].met is True
    assert rows["bundling: BCubed F1"].peers == {"NewsBlur's title rule": 0.6, "prototype": 0.485}
    assert rows["bundling: ahead of NewsBlur's title rule by"].met is False
    assert text_table(list(rows.values())).splitlines()[1].endswith("0.700 (P 0.800, R 0.600)  NewsBlur's title rule 0.600, prototype 0.485  ≥ 0.680  0.800  met")
    assert markdown_table([rows["bundling: ahead of NewsBlur's title rule by"]]) == (
        "### Bundling\n\n| what | set | newsheaf | others | must | aim |  |\n| --- | --- | --- | --- | --- | --- | --- |\n"
        "| ahead of NewsBlur's title rule by | uci | 0.100 |  | ≥ 0.120 |  | MISSED |"
    )


def test_earlier_figures_stand_beside_todays() -> None:
    (row,) = rows_of({"uci": {"bcubed_f1": 0.7}}, {"uci": {"bcubed_f1": 0.6}, "ecb": {"bcubed_f1": 0.5}})
    heading, line = text_table([row]).splitlines()
    assert heading.split()[:4] == ["what", "set", "before", "newsheaf"]
    assert line.split()[3:6] == ["uci", "0.600", "0.700"]


def test_what_needs_several_sets_or_peers_is_left_out_without_them() -> None:
    figures = {"reuters-undated": {"pair_f1": 0.8, "near_pair_f1": 0.9}}
    compare(figures)
    assert [row.what for row in rows_of(figures)] == ["folding: pair F1"]
    assert len({(target.set, target.figure) for target in targets()}) == len(targets())


# --- what went wrong


def test_errors_of_folding() -> None:
    rows = [story(id, title=id, text=f"{id} one two three four", group=group) for id, group in (("a", "1"), ("b", "1"), ("c", "1"), ("d", "2"))]
    roots = {"a": "a", "b": "a", "c": "c", "d": "a"}
    (wrong,) = wrong_folds(FOLDS, rows, roots, {"d": {"matched": "b", "score": 0.7, "threshold": 0.5, "rule": "similar"}})
    assert (round(wrong[0], 3), wrong[1]) == (0.2, "d")
    assert wrong[2][0] == "score 0.700, threshold 0.500, rule similar"
    carried = wrong_folds(FOLDS, [*rows, story("e", group="2")], roots | {"e": "a"}, {"e": {"matched": "d", "score": 0.9, "threshold": 0.5}})[-1]
    assert (round(carried[0], 3), carried[2][0]) == (-0.6, "score 0.900, threshold 0.500, carried along")
    (missed,) = missed_copies(FOLDS, rows, roots)
    assert missed[1] == "c" and missed[0] == pytest.approx(2 / 3)


def test_errors_of_bundling() -> None:
    rows = [story(id, title=id, event=event) for id, event in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "2"), ("e", "2"))]
    home = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}
    (merge,) = wrong_merges(BUNDLES, rows, home, {"c": {"rule": "joins", "matched": "a", "score": 0.4, "threshold": 0.2}})
    assert merge[0] == 2
    assert merge[2] == ["bundle x: 1 2 of 2, 2 1 of 3", "BRIDGE [2] c  c", "    to [1] a  a", "    rule joins, score 0.400, threshold 0.200",
                        "[1] a  a", "[1] b  b", "[2] c  c"]
    (split,) = wrong_splits(BUNDLES, rows, home)
    assert split[0] == 2 and split[2][0].startswith("event 2: 3 stories in 2 bundles")


def test_streams_are_judged_over_all_sets_together() -> None:
    def one(stories: int, moved: int, late: float) -> dict[str, float]:
        return {"stream_stories": stories, "stream_moved": moved, "stream_f1": 0.7, "stream_late_f1": late, "replay_changes": 0, "batch_changes": 0}

    figures = {name: one(100, 1, 0.73 if number else 0.58) for number, name in enumerate(STREAM_SETS)}
    compare(figures)
    assert figures["streams"]["moved_share"] == pytest.approx(0.01)
    assert figures["streams"]["late_change"] == pytest.approx(0.0) and figures["streams"]["late_change_most"] == pytest.approx(0.12)
    assert {row.what: row.met for row in rows_of(figures) if row.set == "streams"} == dict.fromkeys(
        [target.what for target in targets() if target.set == "streams"], True
    )
