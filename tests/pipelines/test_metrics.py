"""The metrics file: what it says, in what grammar, and that docs, dashboard and alerts name what is there."""

from __future__ import annotations

import json
import math
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from connectors.counts import Counts
from connectors.records import GivenStory
from connectors.store import NOBODY, StoreError, acquire_lease, open_store
from pipelines.commands import main
from pipelines.config import Config
from pipelines.inputs import edition_settings, open_or_create
from pipelines.metrics import FAMILIES, MOST_SITES, OTHERS, Metrics
from pipelines.newsroom import NewsroomServer, build_world
from pipelines.newsroom.load import many_stories
from pipelines.plan import RunPlan, RunSummary
from pipelines.progress import Silent
from pipelines.resident import Residence, Resident
from pipelines.stream import StreamPlan
from tests.end_to_end.runs import newsroom_config, write_rows
from tests.faults import FaultStore, opened_as_url
from tests.services import ROOT
from transforms.extract.prepare import prepare_item
from transforms.extract.stage import extract_items
from transforms.lags import Lags, measure_lags
from transforms.publish import gather
from transforms.publish.windows import Publisher
from transforms.read import Source, read_given
from transforms.state import Kept, StateSource
from transforms.workers import WorkPool

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(rf"({NAME})(?:{{({LABEL}(?:,{LABEL})*)}})? (NaN|[+-]Inf|[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)")
ESCAPES = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}

Series = dict[tuple[tuple[str, str], ...], float]


@dataclass
class Read:
    """One family as read back."""

    help: str
    kind: str
    samples: dict[str, Series] = field(default_factory=dict)  # by the sample's name


def read(text: str) -> dict[str, Read]:
    """The families of a text exposition (Prometheus' format 0.0.4), held against its grammar: HELP, TYPE, then all samples together."""
    assert text.endswith("\n") and "\r" not in text
    families: dict[str, Read] = {}
    told, name = "", ""
    for line in text.removesuffix("\n").split("\n"):
        if found := re.fullmatch(rf"# HELP ({NAME}) ((?:[^\\]|\\[\\n])*)", line):
            told, name = found[2], found[1]
            assert name not in families, f"{name} comes twice"
        elif found := re.fullmatch(rf"# TYPE ({NAME}) (counter|gauge|histogram)", line):
            assert found[1] == name and name not in families
            families[name] = Read(told, found[2])
        else:
            found = SAMPLE.fullmatch(line)
            assert found, line
            family, labels = families[name], tuple(_labels(found[2] or ""))
            endings = ("_bucket", "_sum", "_count") if family.kind == "histogram" else ("",)
            assert found[1] in [name + ending for ending in endings], line
            labels = tuple(label for label in labels if label[0] != "store")  # of all alike
            series = family.samples.setdefault(found[1], {})
            assert labels not in series and len(dict(labels)) == len(labels), line
            series[labels] = float(found[3])
            assert family.kind == "gauge" or series[labels] >= 0, line
    for name, family in families.items():
        assert family.samples, f"{name} has nothing to say"
        assert family.kind != "counter" or name.endswith("_total"), name
        if family.kind == "histogram":
            buckets = [(float(dict(labels)["le"]), value) for labels, value in family.samples[f"{name}_bucket"].items()]
            assert buckets == sorted(buckets) and buckets[-1] == (math.inf, family.samples[f"{name}_count"][()])
            assert [value for _, value in buckets] == sorted(value for _, value in buckets)
    return families


def _labels(text: str) -> Iterator[tuple[str, str]]:
    for name, value in re.findall(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"', text):
        yield name, re.sub(r"\\.", lambda escape: ESCAPES[escape[0]], value)


def value(families: dict[str, Read], name: str, **labels: str) -> float:
    return families[name.removesuffix("_sum").removesuffix("_count") if name not in families else name].samples[name][tuple(labels.items())]


def summary(number: int = 7, **counts: Any) -> RunSummary:
    edition = f"{number:08d}-20260301T060000Z"
    return RunSummary(
        edition=edition, newest=edition, store="s", counts=Counts(**counts), seconds=(("read state", 0.1), ("edition", 1.4), ("poll", 0.5)),
        done=(("fetch: pages", 3), ("extract", 3)), lags=Lags((0, 1, 0, 2) + (0,) * 10, 130_000), sites=(("ledger.example", 2), ("quay.example", 1)),
    )  # fmt: skip


def test_editions_add_up(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path / "m.prom", store="s3://news/main", every=900)
    metrics.made(summary(7, listed=4, originals=2, copies=1, rejected=1, rejects=(("fetch", "http 404", 1),), feeds_due=1, feeds_changed=1, bundles_opened=2), Kept(identities=9, sketches=3, bundles=2))
    metrics.failed((("fetch: pages", 2),), (("poll", 0.25),))
    metrics.made(summary(8, listed=5, originals=1, known=2, filtered=2, filters=(("skip_urls", 2),), feeds_due=2, feeds_unchanged=1, feeds_failed=1))
    metrics.write()
    found = read((tmp_path / "m.prom").read_text())
    assert value(found, "newsheaf_editions_total", result="published") == 2 and value(found, "newsheaf_editions_total", result="failed") == 1
    assert value(found, "newsheaf_editions_total", result="unchanged") == 0
    assert value(found, "newsheaf_items_in_total", source="listed") == 9 == sum(found["newsheaf_items_total"].samples["newsheaf_items_total"].values())
    assert value(found, "newsheaf_rejects_total", stage="fetch", reason="http 404") == 1
    assert value(found, "newsheaf_filtered_total", rule="skip_urls") == 2
    assert value(found, "newsheaf_feed_polls_total", status="failed") == 1
    assert value(found, "newsheaf_bundles_total", change="opened") == 2
    assert value(found, "newsheaf_stage_items_total", stage="fetch", kind="pages") == 8 and value(found, "newsheaf_stage_items_total", stage="extract", kind="") == 6
    assert value(found, "newsheaf_stage_seconds_total", stage="poll") == 1.25
    assert value(found, "newsheaf_edition_duration_seconds_sum") == 3 and value(found, "newsheaf_edition_duration_seconds_count") == 2
    assert value(found, "newsheaf_story_lag_seconds_sum") == 260 and value(found, "newsheaf_story_lag_seconds_count") == 6
    buckets = {dict(labels)["le"]: count for labels, count in found["newsheaf_story_lag_seconds"].samples["newsheaf_story_lag_seconds_bucket"].items()}
    assert (buckets["5"], buckets["15"], buckets["30"], buckets["60"], buckets["+Inf"]) == (0, 2, 2, 6, 6)
    assert value(found, "newsheaf_edition_number") == 8 and value(found, "newsheaf_consecutive_failures") == 0
    assert value(found, "newsheaf_edition_as_of_timestamp_seconds") == datetime(2026, 3, 1, 6, tzinfo=UTC).timestamp()
    assert value(found, "newsheaf_edition_every_seconds") == 900 and value(found, "newsheaf_kept_identities") == 9
    assert value(found, "newsheaf_site_stories_total", site="ledger.example") == 4
    assert list(found) == [family.name for family in FAMILIES if family.name in found]
    assert [path.name for path in tmp_path.iterdir()] == ["m.prom"]
    samples = [line for line in (tmp_path / "m.prom").read_text().splitlines() if not line.startswith("#")]
    assert all('{store="s3://news/main"' in line for line in samples)


def test_whatever_a_site_is_named_stays_one_label(tmp_path: Path) -> None:
    names = ['a"} 1', "b\\", "c\nd 2", "é", ""]
    metrics = Metrics(tmp_path / "m.prom")
    metrics.made(RunSummary(edition="", store="s", counts=Counts(), sites=tuple((name, 1) for name in names)))
    found = read(metrics.text())
    assert {dict(labels)["site"] for labels in found["newsheaf_site_stories_total"].samples["newsheaf_site_stories_total"]} == set(names)
    assert value(found, "newsheaf_editions_total", result="unchanged") == 1 and "newsheaf_edition_number" not in found


def test_sites_are_bounded(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path / "m.prom")
    for _ in range(2):
        metrics.made(RunSummary(edition="", store="s", counts=Counts(), sites=tuple((f"{n}.example", 1) for n in range(MOST_SITES + 30))))
    series = read(metrics.text())["newsheaf_site_stories_total"].samples["newsheaf_site_stories_total"]
    assert len(series) == MOST_SITES + 1 and series[("site", OTHERS),] == 60 and series[("site", "0.example"),] == 2


def test_what_stays_true_goes_on_from_run_to_run(tmp_path: Path) -> None:
    first = Metrics(tmp_path / "m.prom", "a {store} 1")
    first.made(summary(7))
    first.failed()
    first.write()
    second = Metrics(tmp_path / "m.prom")
    second.failed()
    second.write()
    found = read((tmp_path / "m.prom").read_text())
    assert value(found, "newsheaf_consecutive_failures") == 2 and value(found, "newsheaf_edition_number") == 7
    assert value(found, "newsheaf_editions_total", result="failed") == 1, "counters begin with the process"


def test_what_a_process_keeps(tmp_path: Path) -> None:
    """Beside the second edition's stories it reads those of the first in their languages, and keeps both."""
    rows = [story.row() | {"published": "2026-03-01T06:00:00Z"} for story in many_stories(20, "kept")]
    file, more = tmp_path / "m.prom", tmp_path / "rows.jsonl"
    kept = []
    for number, part in enumerate((rows[:10], rows), 1):
        write_rows(more, part)
        with Silent() as progress:
            plan = RunPlan(store=str(tmp_path / "store"), as_of=datetime.now(UTC), config=Config.of(run={"processes": 1}), stories=(str(more),))
            Resident(plan, Residence(every=timedelta(seconds=1), metrics=str(file), editions=1), progress, lambda summary: None).run()
        found = read(file.read_text())
        assert value(found, "newsheaf_edition_number") == number
        kept.append([value(found, f"newsheaf_kept_{what}") for what in ("identities", "sketches", "bundles")])
    assert kept[0][1:] == [0, 0] and 10 < kept[1][1] <= 20 and kept[1][2] > 0 and kept[1][0] >= 40


def test_lags() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    lags = measure_lags([now - timedelta(seconds=seconds) for seconds in (-60, 0, 5, 5.5, 86_400, 86_401)], now)
    assert lags.counts == (3, 1, *[0] * 10, 1, 1) and lags.milliseconds == 172_811_500


def test_a_run_writes_its_metrics(tmp_path: Path) -> None:
    """As cron does: with the newsroom's feeds, by the graph, whose counters tell what its workers did."""
    world, file = build_world(), tmp_path / "newsheaf.prom"
    with NewsroomServer(world, world.moments[0], slow_seconds=0.2, stall_seconds=0.2) as server:
        config = tmp_path / "newsheaf.yaml"
        config.write_text(json.dumps({"http": {"proxy": server.proxy_url, "delay_seconds": 0, "total_timeout_seconds": 3}}))
        run = ["run", "--feeds", server.feeds_url, "--store", str(tmp_path / "store"), "--config", str(config), "--metrics-file", str(file)]
        with pytest.raises(SystemExit) as ended:
            main([*run, "--as-of", world.moments[0].isoformat(), "--json"])
    assert ended.value.code in (0, None, 1)
    found = read(file.read_text())
    stories = value(found, "newsheaf_items_total", outcome="original") + value(found, "newsheaf_items_total", outcome="copy")
    assert stories > 0 and value(found, "newsheaf_edition_number") == 1 and value(found, "newsheaf_feed_polls_total", status="changed") > 10
    assert value(found, "newsheaf_stage_items_total", stage="publish", kind="") == stories
    assert 0 < value(found, "newsheaf_story_lag_seconds_count") <= stories


def test_a_failed_run_is_told_and_one_that_finds_the_store_held_is_not(tmp_path: Path) -> None:
    file, store = tmp_path / "newsheaf.prom", str(tmp_path / "store")
    source = write_rows(tmp_path / "rows.jsonl", [story.row() for story in many_stories(5, "metrics")])
    run = ["run", "--stories", source, "--store", store, "--metrics-file", str(file)]
    with acquire_lease(open_store(store), "another"), pytest.raises(SystemExit) as ended:
        main(run)
    assert ended.value.code == 3 and not file.exists()
    with pytest.raises(SystemExit):
        main([*run, "--as-of", "2026-03-02T00:00:00Z"])
    with pytest.raises(SystemExit) as ended:
        main([*run, "--as-of", "2026-03-01T00:00:00Z"])  # before the newest edition
    assert ended.value.code == 2
    found = read(file.read_text())
    assert value(found, "newsheaf_editions_total", result="failed") == 1 and value(found, "newsheaf_consecutive_failures") == 1
    assert value(found, "newsheaf_edition_number") == 1


@pytest.mark.parametrize(("more", "said"), [(["--metrics-file", "/nowhere/m.prom"], "no folder /nowhere"), (["--metrics-file", "m.prom", "--dry-run"], "leave out --metrics-file")])
def test_where_no_metrics_can_be_written(tmp_path: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_rows(tmp_path / "rows.jsonl", [])
    with pytest.raises(SystemExit) as ended:
        main(["run", "--stories", source, "--store", str(tmp_path / "store"), *more])
    assert ended.value.code == 2 and said in capsys.readouterr().err


def test_a_resident_process_tells_editions_failures_and_what_it_keeps(tmp_path: Path) -> None:
    """One failed try, then editions of the newsroom's feeds; its counters go on, its gauges are of now."""
    away = [1]

    class Away(FaultStore):
        def put(self, key: str, data: bytes, **more: Any) -> str:
            if "/editions/" in key and away[0]:
                away[0] -= 1
                raise StoreError("the store is away")
            return super().put(key, data, **more)

    world, file = build_world(), tmp_path / "newsheaf.prom"
    told: list[RunSummary] = []
    states: list[dict[str, Read]] = []

    def tell(summary: RunSummary) -> None:
        told.append(summary)
        if file.exists():
            states.append(read(file.read_text()))

    with NewsroomServer(world, world.moments[0], slow_seconds=0.2, stall_seconds=0.2) as server, opened_as_url(Away(open_store(str(tmp_path / "store")))) as url:
        plan = RunPlan(store=url, as_of=world.moments[0], config=newsroom_config(server), feeds=(server.feeds_url,))
        with Silent() as progress, pytest.MonkeyPatch.context() as patch:
            patch.setattr("pipelines.resident.FIRST_WAIT", 0.05)
            Resident(plan, Residence(every=timedelta(seconds=4), metrics=str(file), editions=3), progress, tell).run()
    assert value(states[0], "newsheaf_consecutive_failures") == 1 and value(states[0], "newsheaf_editions_total", result="failed") == 1
    assert value(states[0], "newsheaf_stage_items_total", stage="fetch", kind="pages") > 0, "what a failed edition did is done"
    found = read(file.read_text())
    stories = sum(summary.counts.originals + summary.counts.copies for summary in told)
    assert value(found, "newsheaf_consecutive_failures") == 0 and value(found, "newsheaf_editions_total", result="published") == 2
    assert value(found, "newsheaf_items_total", outcome="original") + value(found, "newsheaf_items_total", outcome="copy") == stories > 0
    assert sum(found["newsheaf_site_stories_total"].samples["newsheaf_site_stories_total"].values()) == stories
    assert value(found, "newsheaf_kept_identities") > stories
    assert value(found, "newsheaf_process_resident_memory_bytes") > 5e7
    assert {family.name for family in FAMILIES} == found.keys() | {"newsheaf_filtered_total", "newsheaf_rejects_total", "newsheaf_window_delay_seconds"}


def test_a_stream_s_publisher_tells_its_editions(tmp_path: Path) -> None:
    """In whatever process it works: the step comes there pickled."""
    away = [1]

    class Away(FaultStore):
        def put(self, key: str, data: bytes, **more: Any) -> str:
            if "/editions/" in key and away[0]:
                away[0] -= 1
                raise StoreError("the store is away")
            return super().put(key, data, **more)

    config, end = Config(), datetime.now(UTC) - timedelta(seconds=7)
    rows = [story.row() for story in many_stories(6, "streamed")]
    source = Source("stories", write_rows(tmp_path / "rows.jsonl", rows))
    with opened_as_url(Away(open_store(str(tmp_path / "store")))) as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr("transforms.publish.windows.FIRST_WAIT", 0.05)
        plan = RunPlan(store=url, as_of=end, config=config)
        open_or_create(open_store(url), config.parameters())
        teller = StreamPlan(plan=plan, every=timedelta(seconds=60), metrics=str(tmp_path / "m.prom")).teller
        publisher = Publisher(StateSource(url, config.s3), edition_settings(plan), NOBODY, pickle.loads(pickle.dumps(teller)))
        prepare = partial(prepare_item, extract=config.extract, strip=config.strip, sites=config.sites, sign=config.sign)
        with WorkPool(prepare, 1) as pool:
            arrivals = gather(extract_items((row for row in read_given(source, end, {}) if isinstance(row, GivenStory)), prepare, pool))
        published = publisher.publish(arrivals, end)
        publisher.release()
    assert published.counts.originals + published.counts.copies == 6
    found = read((tmp_path / "m.prom").read_text())
    assert value(found, "newsheaf_editions_total", result="published") == 1 and value(found, "newsheaf_editions_total", result="failed") == 1
    assert value(found, "newsheaf_items_total", outcome="original") == published.counts.originals
    assert value(found, "newsheaf_consecutive_failures") == 0 and value(found, "newsheaf_edition_every_seconds") == 60
    assert value(found, "newsheaf_window_delay_seconds_count") == 1 and value(found, "newsheaf_window_delay_seconds_sum") >= 7
    assert value(found, "newsheaf_edition_number") == 1 and value(found, "newsheaf_kept_identities") >= 0


def test_a_stream_s_metrics_have_a_whole_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["stream", "--feeds", "f.txt", "--store", str(tmp_path), "--metrics-file", "m.prom", "--", "--runner=FlinkRunner"])
    assert ended.value.code == 2 and "give a whole path" in capsys.readouterr().err


def test_metrics_that_can_t_be_written_cost_no_edition(tmp_path: Path) -> None:
    said: list[str] = []

    class Listening(Silent):
        def note(self, text: str, level: str = "info") -> None:
            said.append(text)

    source = write_rows(tmp_path / "rows.jsonl", [story.row() for story in many_stories(5, "metrics")])
    told: list[RunSummary] = []
    with Listening() as progress:
        plan = RunPlan(store=str(tmp_path / "store"), as_of=datetime.now(UTC), config=Config.of(run={"processes": 1}), stories=(source,))
        Resident(plan, Residence(every=timedelta(seconds=1), metrics=str(tmp_path / "gone" / "m.prom"), editions=1), progress, told.append).run()
    assert told[0].edition and any("metrics can't be written" in text for text in said)


def test_the_docs_tell_every_metric() -> None:
    rows = re.findall(r"^\| `(newsheaf_\w+)` \| (\w+) \| ([^|]*?) ?\| (.+) \|$", (ROOT / "docs" / "metrics.md").read_text(), re.MULTILINE)
    told = [(name, kind, tuple(re.findall(r"`(\w+)`", labels)), text) for name, kind, labels, text in rows]
    assert told == [(family.name, family.kind, family.labels, family.help) for family in FAMILIES]
