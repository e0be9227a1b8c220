"""The optional model in real runs: it moves a borderline pair, is named by the manifest, and what is wrong with it stops the run first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.commands import main
from pipelines.config import Config, ConfigError
from tests.end_to_end.runs import assert_whole, differences, latest, publish, story_rows, write_rows
from tests.transforms.bundle.test_dense import make_model
from transforms.bundle.dense import DenseSettings

AS_OF = datetime(2026, 3, 3, tzinfo=UTC)
ROWS = [
    {"id": "a", "title": "Ferry fire fire", "language": "en", "publisher": "one", "published": "2026-03-02T06:00:00Z"},
    {"id": "b", "title": "Boat blaze fire", "language": "en", "publisher": "two", "published": "2026-03-02T07:00:00Z"},
    {"id": "c", "title": "Flour bakers fire", "language": "en", "publisher": "three", "published": "2026-03-02T08:00:00Z"},
]


def test_a_model_decides_borderline_pairs_and_is_part_of_the_config_hash(tmp_path: Path) -> None:
    stories = (write_rows(tmp_path / "rows.jsonl", ROWS),)
    make_model(tmp_path / "one")
    make_model(tmp_path / "two", inside=".")
    stores = {}
    for name, dense in (
        ("none", {}),
        ("wide", {"model": str(tmp_path / "one"), "band": 1.0, "weight": 1.0, "even": 0.9, "most": 1.0}),
        ("moved", {"model": str(tmp_path / "two"), "band": 1.0, "weight": 1.0, "even": 0.9, "most": 1.0}),
        ("narrow", {"model": str(tmp_path / "one"), "band": 0.0}),
    ):
        stores[name] = str(tmp_path / name)
        publish(stores[name], as_of=AS_OF, config=Config.of(run={"processes": 1}, bundle={"dense": dense} if dense else {}), stories=stories)
        assert_whole(stores[name])
    rows = {name: story_rows(store) for name, store in stores.items()}
    bundles = {name: [own[id].bundle_id for id in "abc"] for name, own in rows.items()}
    assert len(set(bundles["none"])) == 1 and bundles["narrow"] == bundles["none"]  # a word in common is enough for headlines
    one, two, three = bundles["wide"]
    assert one == two != three  # but a fire on a ferry is no bakers' fire
    assert differences(stores["wide"], stores["moved"]) == []  # the same bytes from another place
    hashes = [latest(stores[name]).config_hash for name in ("none", "wide", "narrow")]
    assert len(set(hashes)) == 3


def test_what_is_wrong_with_it_is_said_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def call(yaml: str) -> str:
        config = tmp_path / "newsheaf.yaml"
        config.write_text(yaml)
        with pytest.raises(SystemExit) as stopped:
            main(["run", "--stories", str(tmp_path), "--store", str(tmp_path / "store"), "--config", str(config)])
        out, err = capsys.readouterr()
        assert stopped.value.code == 2 and not out and not (tmp_path / "store").exists()
        return err

    assert "no such folder" in call("bundle:\n  dense:\n    model: /nowhere\n")
    (tmp_path / "model").mkdir()
    assert "neither model.onnx nor onnx/model.onnx" in call(f"bundle:\n  dense:\n    model: {tmp_path}/model\n")
    assert "newsheaf.yaml:2: bundle.dense" in (err := call("bundle:\n  dense:\n    modle: x\n")) and "modle" in err
    assert "dense.band is 2" in call("bundle:\n  dense:\n    band: 2.0\n")


def test_the_configuration_holds_it_as_one_key() -> None:
    assert Config.of(bundle={"dense": {"model": "/m", "even": 0.5}}).bundle.dense == DenseSettings(model="/m", even=0.5)
    assert Config().digest() == Config.of(bundle={"dense": {"band": 0.3}}).digest()  # without a model nothing of it is used
    with pytest.raises(ConfigError):
        Config.of(bundle={"dense": {"model": 5}})
