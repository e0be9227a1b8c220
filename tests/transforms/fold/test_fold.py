from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.records import Fold, Precision, Sketch, Story
from pipelines.newsroom import world as newsroom
from pipelines.newsroom.scoring import score_grouping
from pipelines.newsroom.world import MOMENTS, START, build_world
from tests.services import SHARED
from transforms.fold import FoldSettings, fold_and_count, fold_copies
from transforms.sign import sketch_stories

NOW = datetime(2026, 1, 10, tzinfo=UTC)
SETS = SHARED / "data" / "dedup"
COMMON = [f"common{n}" for n in range(60)]


def write_text(seed: int, words: int = 200) -> list[str]:
    """Words as a story has them: half of them common to all stories, a third used in some, the rest its own."""
    rng = random.Random(seed)
    own = [f"own{seed}x{n}" for n in range(12)]
    kinds = rng.choices((COMMON, [f"field{rng.randrange(800)}" for _ in range(40)], own), weights=(5, 3, 2), k=words)
    return [rng.choice(kind) for kind in kinds]


def reword(words: list[str], seed: int, share: float) -> list[str]:
    """The text with that share of its words replaced."""
    rng = random.Random(seed)
    return [rng.choice(COMMON) if rng.random() < share else word for word in words]


def story(
    id: str, words: list[str] | str, hours: float = 0.0, title: str = "", precision: Precision = "second", language: str = "en"
) -> Story:
    when = NOW + timedelta(hours=hours)
    return Story(
        id=id,
        title=title or f"title of {id}",
        text=words if isinstance(words, str) else " ".join(words),
        published=when,
        published_precision=precision,
        first_seen=NOW + timedelta(days=30),
        language=language,
        item_fingerprint="",
        fingerprint="",
    )


def background(n: int = 60) -> list[Story]:
    return [story(f"other{k}", write_text(1000 + k), hours=k % 24) for k in range(n)]


def publish(window: list[Sketch], new: list[Sketch], folds: list[Fold]) -> list[Sketch]:
    """The window as the next edition reads it: verdicts applied, labels gone."""
    copy_of = {f.id: f.copy_of for f in folds}
    return [replace(s, copy_of=copy_of.get(s.id, s.copy_of), labels=()) for s in (*window, *new)]


def roots(stories: list[Story]) -> dict[str, str]:
    return {f.id: f.copy_of for f in fold_copies([], sketch_stories(stories))}


def test_a_copy_folds_under_the_earlier_story() -> None:
    text = write_text(1)
    found = roots([*background(), story("late", text, 5), story("early", text, 1)])
    assert found == {"late": "early"}


def test_a_day_counts_as_its_end() -> None:
    text = write_text(1)
    assert roots([story("day", text, 1, precision="day"), story("hour", text, 20)]) == {"day": "hour"}


def test_wire_copy_in_all_its_shapes() -> None:
    wire = write_text(1, 300)
    local = write_text(2, 80)
    copies = {
        "verbatim": wire,
        "new lead": [*write_text(3, 40), *wire[40:]],
        "cut to a third": wire[:100],
        "cut with a new lead": [*write_text(4, 25), *wire[30:130]],
        "local paragraphs": [*wire[:150], *local, *wire[150:]],
        "reworded": reword(wire, 5, 0.2),
    }
    found = roots([*background(), story("wire", wire), *(story(name, words, 2, title=f"headline {name}") for name, words in copies.items())])
    assert found == dict.fromkeys(copies, "wire")


@pytest.mark.parametrize("others", [0, 60])
def test_templates_dont_fold(others: int) -> None:
    def forecast(n: int) -> str:
        rng = random.Random(n)
        sky = ["clear skies", "partly cloudy skies", "a chance of showers", "rain likely", "patchy fog", "snow showers"]
        town = f"Town{n}ville"
        days = "\n".join(
            f"{day}: {rng.choice(sky)}, with a high near {rng.randint(10, 99)} and a low around {rng.randint(-9, 9)}. "
            f"{rng.choice(['North', 'South', 'West'])} wind {rng.randint(2, 9)} to {rng.randint(10, 40)} mph."
            for day in ("Monday", "Tuesday", "Wednesday", "Thursday")
        )
        return f"The National Weather Service forecast for {town} calls for {rng.choice(sky)} tonight.\n{days}\nResidents of {town} should stay tuned."

    stories = [story(f"forecast{n}", forecast(n), n / 10, title="Weather forecast") for n in range(30)]
    assert roots([*background(others), *stories]) == {}


def test_a_second_report_with_the_same_quotes_and_a_shared_footer_stay_apart() -> None:
    quote, footer = write_text(7, 35), write_text(8, 60)
    first, second = write_text(9, 200), write_text(10, 200)
    reports = [story("first", [*first, *quote]), story("second", [*second, *quote], 1)]
    pages = [story(f"page{n}", [*write_text(20 + n, 120), *footer], n / 4) for n in range(20)]
    assert roots([*background(), *reports, *pages]) == {}


def test_copies_beyond_the_window_are_originals() -> None:
    text = write_text(1)
    assert roots([story("a", text), story("b", text, 72), story("c", text, 72.1)]) == {"b": "a"}


def test_short_texts_fold_only_when_equal() -> None:
    short = [story("a", "Rain stopped play at Lord's."), story("b", "Rain stopped play, at Lord's", 1), story("c", "Rain stopped play at the Oval.", 2)]
    assert roots(short) == {"b": "a"}
    titles = [story("d", "The storm reached the coast at noon.", 0, "Storm reaches the northern coast"),
              story("e", "The storm has reached the coast at noon.", 1, "Storm reaches the northern coast"),
              story("f", "Shares fell in early trading.", 2, "Storm reaches the northern coast")]
    assert roots(titles) == {"e": "d"}
    assert roots([story("g", ""), story("h", "", 1, title="title of g")]) == {"h": "g"}


def test_stories_without_words_fold_with_nothing() -> None:
    empty = [replace(story(id, ""), title="") for id in "abc"]
    assert roots(empty) == {}


SPACELESS = {
    "zh": (
        "中央气象台今天早晨发布暴雨黄色预警，预计未来二十四小时内华南大部地区将出现强降雨。当地政府要求学校停课，居民避免外出，救援队伍已经全部到位等待命令。",
        "国家统计局公布的数据显示，上个月居民消费价格同比上涨百分之二点一，食品价格涨幅回落，服务价格保持稳定，专家认为全年通胀水平可控。",
        "本报讯：",
    ),
    "ja": (
        "気象庁は九日午前、台風十五号が関東地方に上陸したと発表した。県内では三万世帯が停電し、鉄道各社は始発から運転を見合わせている。知事は不要不急の外出を控えるよう呼び掛けた。",
        "日銀は十日の金融政策決定会合で、短期金利の誘導目標を据え置くことを全員一致で決めた。総裁は記者会見で、物価の見通しを慎重に見極める考えを示した。",
        "【独自】",
    ),
    "th": (
        "กรมอุตุนิยมวิทยาประกาศเตือนฝนตกหนักในภาคใต้ตอนล่าง ประชาชนในพื้นที่เสี่ยงภัยควรระวังน้ำท่วมฉับพลันและน้ำป่าไหลหลาก เจ้าหน้าที่อพยพชาวบ้านกว่าสามร้อยครอบครัวไปยังศูนย์พักพิงชั่วคราวแล้ว",
        "ธนาคารแห่งประเทศไทยคงอัตราดอกเบี้ยนโยบายไว้ที่ร้อยละสองจุดห้า ผู้ว่าการระบุว่าเศรษฐกิจฟื้นตัวต่อเนื่องจากการท่องเที่ยวและการส่งออก แต่ยังต้องติดตามความเสี่ยงจากต่างประเทศอย่างใกล้ชิด",
        "ข่าวด่วน ",
    ),
}


@pytest.mark.parametrize("language", SPACELESS)
def test_characters_fold_where_words_have_no_spaces(language: str) -> None:
    text, other, kicker = SPACELESS[language]
    stories = [story("a", text, language=language), story("b", kicker + text[:-14], 2, language=language), story("c", other, 1, language=language)]
    assert roots(stories) == {"b": "a"}
    short = [story("d", text[:14], language=language), story("e", text[:14] + "。", 1, language=language), story("f", text[1:15], 2, language=language)]
    assert roots(short) == {"e": "d"}


@pytest.mark.parametrize("others", [0, 60])
def test_less_than_thirty_runs_fold_only_when_text_or_title_are_equal(others: int) -> None:
    text = write_text(3, 31)  # 29 runs at most
    near = [*text[:-1], "otherwise"]
    stories = [story("a", text), story("b", " ".join(text).upper() + "!", 1), story("c", near, 2)]
    assert roots([*background(others), *stories]) == {"b": "a"}
    titled = [story("a", text, title="Storm reaches the coast"), story("c", near, 2, title="STORM reaches the coast")]
    assert roots([*background(others), *titled]) == {"c": "a"}
    longer = [story("d", write_text(3, 120)), story("e", text, 2)]
    assert roots([*background(others), *longer]) == {}


def test_look_alikes_that_name_others_stay_apart() -> None:
    """Quarterly results of firms, obituaries, match reports: one frame, other names and numbers in the same places."""
    frame = write_text(11, 150)

    def item(n: int) -> list[str]:
        rng, words = random.Random(n), frame[:]
        for place in range(7, 150, 9):
            words[place] = f"name{n}x{place % 4}" if place % 2 else str(rng.randint(10, 9999))
        return words

    items = [story(f"item{n}", item(n), n / 4, title="Quarterly results") for n in range(25)]
    assert roots([*background(), *items]) == {}
    reprint = story("reprint", [*item(3)[:-10], "and", "nothing", "more"], 2, title="Results")
    assert roots([*background(), *items, reprint]) == {"reprint": "item3"}


def test_an_original_that_arrives_late_becomes_the_root() -> None:
    text = write_text(1, 300)
    window = sketch_stories([*background(), story("root", text, 5), story("copy", reword(text, 3, 0.1), 8)])
    window = publish([], window, fold_copies([], window))
    assert {s.id: s.copy_of for s in window if s.copy_of} == {"copy": "root"}
    folds = fold_copies(window, sketch_stories([story("original", text, 1)]))
    assert {f.id: f.copy_of for f in folds} == {"root": "original", "copy": "original"}
    follows = next(f for f in folds if f.id == "copy")
    assert follows.rule == "follows" and follows.matched == "root" and follows.score > 0.5


def test_a_copy_that_a_new_root_leaves_outside_its_window_is_withdrawn() -> None:
    text = write_text(1)
    window = sketch_stories([story("root", text, 60), story("near", text, 70), story("far", text, 130), story("farther", text, 131)])
    window = publish([], window, fold_copies([], window))
    folds = fold_copies(window, sketch_stories([story("original", text, 0)]))
    assert {f.id: f.copy_of for f in folds} == {"root": "original", "near": "original", "far": "", "farther": "far"}


def test_copies_of_a_root_outside_the_window_stay_as_they_are() -> None:
    text = write_text(1)
    unseen = replace(sketch_stories([story("copy", text, 70)])[0], copy_of="long gone")
    folds = fold_copies([unseen], sketch_stories([story("new", text, 100), story("newer", text, 101)]))
    assert {f.id: f.copy_of for f in folds} == {"newer": "new"}


def test_every_verdict_has_its_evidence() -> None:
    text = write_text(1)
    (fold,) = fold_copies([], sketch_stories([*background(), story("a", text), story("b", reword(text, 2, 0.1), 1)]))
    assert (fold.id, fold.copy_of, fold.matched, fold.rule) == ("b", "a", "a", "shingles")
    assert 1 >= fold.score >= fold.threshold == FoldSettings().threshold
    assert 0.4 < fold.estimated_jaccard < 0.9 and abs(fold.jaccard - fold.estimated_jaccard) < 0.15 and 0.5 < fold.containment < 1 and 0.8 < fold.rare_overlap <= 1
    assert len(fold.terms) == 8 and "own1x0" in fold.terms and not set(fold.terms) & set(COMMON)


def test_hot_buckets_cost_a_bounded_number_of_comparisons() -> None:
    rng = random.Random(3)
    wires = [write_text(n, 120) for n in range(3)]
    copies = [story(f"wire{n}-{k:03}", reword(wires[n], 1000 * n + k, 0.04) if k else wires[n], 0.01 * k) for n in range(3) for k in range(200)]
    scores = [
        story(
            f"score{k}",
            f"Final score Town{k} {rng.randint(0, 9)} Ham{rng.randrange(400)} {rng.randint(0, 9)} attendance {rng.randint(100, 90000)} "
            + " ".join(COMMON[:45]),
            rng.random() * 24,
        )
        for k in range(2000)
    ]
    found = fold_and_count([], sketch_stories(copies + scores))
    assert found.compared <= 25 * len(copies + scores)
    folds = {f.id: f.copy_of for f in found.folds}
    assert len([id for id in folds if id.startswith("wire")]) >= 0.98 * 3 * 199
    assert all(folds[id] == f"{id[:5]}-000" for id in folds if id.startswith("wire"))
    assert len([id for id in folds if id.startswith("score")]) <= 20


def draw_world(seed: int, groups: int = 12) -> list[Story]:
    rng = random.Random(seed)
    stories = []
    for g in range(groups):
        text = write_text(seed * 100 + g, rng.randint(60, 200))
        for k in range(rng.choice((1, 1, 2, 3, 6))):
            words = reword(text, seed * 7919 + g * 31 + k, rng.choice((0.0, 0.05, 0.15, 0.3)))
            words = words[rng.randrange(20) : len(words) - rng.randrange(20)]
            stories.append(story(f"{rng.randrange(16**6):06x}-{g}-{k}", words, rng.random() * 150, precision=rng.choice(("second", "day"))))
    return stories


@given(st.integers(0, 10_000), st.lists(st.integers(0, 3), min_size=1, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_laws_of_groups(seed: int, cuts: list[int], shuffler: random.Random) -> None:
    """In whatever editions stories arrive: the order of the input doesn't matter, a copy names a root, and a root is its group's most senior."""
    stories = sketch_stories(draw_world(seed))
    window: list[Sketch] = []
    for edition in range(4):
        new = [s for n, s in enumerate(stories) if cuts[n % len(cuts)] == edition]
        folds = fold_copies(window, new)
        shuffler.shuffle(new)
        shuffled = window[:]
        shuffler.shuffle(shuffled)
        assert fold_copies(shuffled, new) == folds
        before = {s.id: s.copy_of for s in window}
        assert all(before.get(f.id, "") != f.copy_of for f in folds), "a fold that changes nothing"
        window = publish(window, new, folds)
        known = {s.id: s for s in window}
        for s in window:
            if s.copy_of:
                root = known[s.copy_of]
                assert root.copy_of == "" and root.seniority < s.seniority
                assert abs(root.event_time - s.event_time) <= timedelta(hours=72)


def test_three_editions_of_the_newsroom_give_the_groups_of_one() -> None:
    world = build_world("copies")
    by_language: dict[str, list[newsroom.Story]] = {}
    for item in world.stories:
        if item.kind != "aggregated":
            by_language.setdefault(item.language, []).append(item)
    true, whole, parts = [], [], []
    for language, items in sorted(by_language.items()):
        states = [(item, item.at(START + timedelta(days=10))) for item in items]
        stories = [replace(story(i.id, "\n".join(r.paragraphs), title=r.title, language=language), published=i.published) for i, r in states]
        sketches = sketch_stories(stories)
        window: list[Sketch] = []
        for first, last in pairwise((START - timedelta(days=30), *(START + moment for moment in MOMENTS[:-1]), START + timedelta(days=30))):
            new = [s for s, item in zip(sketches, items, strict=True) if first < item.listed <= last]
            window = publish(window, new, fold_copies(window, new))
        true += [item.group for item in items]
        for found, label in ((publish([], sketches, fold_copies([], sketches)), whole), (window, parts)):
            names = {s.id: s.copy_of or s.id for s in found}
            label += [names[item.id] for item in items]
    assert score_grouping(whole, parts).pair_f1 >= 0.99
    assert score_grouping(true, whole).pair_f1 >= 0.93 and score_grouping(true, parts).pair_f1 >= 0.93


@pytest.mark.parametrize(("name", "dated", "least"), [("wire-rewrites", True, 0.925), ("reuters", True, 0.925), ("reuters", False, 0.9)])
def test_pair_f1_on_labelled_sets(name: str, dated: bool, least: float) -> None:
    path = SETS / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip("the labelled sets are not here")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    stories = [
        replace(
            story(row["id"], row["text"], title=row["title"]),
            published=datetime.fromisoformat(row["published"]) if row["published"] and dated else None,
            published_precision="second" if row["published"] and dated else "none",
        )
        for row in rows
    ]
    copy_of = {f.id: f.copy_of for f in fold_copies([], sketch_stories(stories))}
    assert score_grouping([row["group"] for row in rows], [copy_of.get(row["id"], row["id"]) for row in rows]).pair_f1 >= least
    false = [row for row in rows if row.get("kind", "").startswith(("template", "boilerplate")) and row["id"] in copy_of]
    group = {row["id"]: row["group"] for row in rows}
    wrong = [row for row in false if group[row["id"]] != group[copy_of[row["id"]]]]
    assert len(wrong) <= 0.01 * sum(row.get("kind", "").startswith("template") for row in rows)
    assert not [row for row in wrong if row["kind"] == "boilerplate"]
