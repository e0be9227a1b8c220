"""The optional model: a tiny one made here, whose embeddings are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from transforms.bundle import dense
from transforms.bundle.dense import DenseError, DenseSettings, digest_model, model_files, move_similarities, open_encoder

WORDS = ["[UNK]", "ferry", "fire", "boat", "blaze", "flour", "bakers"]
VECTORS = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0.9, 0.1, 0], [0.1, 0.9, 0], [0, 0, 1], [0, 0.1, 0.9]], dtype=np.float32)


def make_model(folder: Path, *, inside: str = "onnx", inputs: tuple[str, ...] = ("input_ids", "attention_mask"), output: str = "last_hidden_state", rank: int = 3) -> str:
    """A model that looks each word's vector up, in the layout of sentence-transformers."""
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs]
    shape = ["batch", "tokens", 3][:rank] if rank == 3 else ["batch", 3]
    nodes = [helper.make_node("Gather", ["vectors", inputs[0]], ["looked up"])]
    if "attention_mask" in inputs:  # so that the mask is truly asked for
        nodes += [helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT), helper.make_node("Unsqueeze", ["mask", "last"], ["wide"])]
        nodes.append(helper.make_node("Mul", ["looked up", "wide"], ["masked"]))
    end = "masked" if "attention_mask" in inputs else "looked up"
    nodes.append(helper.make_node("Identity", [end], [output]) if rank == 3 else helper.make_node("ReduceMean", [end, "one"], [output], keepdims=0))
    constants = [numpy_helper.from_array(VECTORS, "vectors"), numpy_helper.from_array(np.array([2]), "last"), numpy_helper.from_array(np.array([1]), "one")]
    graph = helper.make_graph(nodes, "tiny", given, [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)], constants)
    (folder / inside).mkdir(parents=True, exist_ok=True)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10), folder / inside / "model.onnx")
    (folder / "tokenizer.json").write_text(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"}, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": {word: number for number, word in enumerate(WORDS)}, "unk_token": "[UNK]"},
    }))  # fmt: skip
    open_encoder.cache_clear()
    return str(folder)


def test_titles_become_means_of_length_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = open_encoder(make_model(tmp_path)).encode(["Ferry fire", "FLOUR", "", "what", "flour"])
    assert np.allclose(found[0], [0.5**0.5, 0.5**0.5, 0]) and np.allclose(found[1], [0, 0, 1]) and np.allclose(found[2:4], 0) and np.allclose(found[1], found[4])
    assert open_encoder(str(tmp_path)) is open_encoder(str(tmp_path))
    many = [f"{a} {b} {c}" for a in WORDS[1:] for b in WORDS[1:] for c in WORDS[1:]] + ["ferry " * 500]
    whole = open_encoder(str(tmp_path)).encode(many)
    open_encoder.cache_clear()
    alone = np.concatenate([open_encoder(str(tmp_path)).encode([title]) for title in reversed(many)])[::-1]
    assert whole.shape == (217, 3) and np.array_equal(whole, alone)  # to the last bit, whatever is asked for besides
    assert open_encoder(str(tmp_path)).encode([]).shape[0] == 0
    monkeypatch.setattr(dense, "MOST_KEPT", 3)
    assert np.array_equal(open_encoder(str(tmp_path)).encode(many[:5]), whole[:5])


def test_only_borderline_pairs_move_and_only_so_far(tmp_path: Path) -> None:
    settings = DenseSettings(model=make_model(tmp_path, inside="."), band=0.05, weight=0.5, even=0.6, most=0.1)
    titles = ["ferry fire", "boat blaze", "flour bakers", ""]
    left, right = np.array([0, 0, 0, 1, 0]), np.array([1, 2, 1, 2, 3])
    found = move_similarities(np.array([0.18, 0.22, 0.40, 0.26, 0.2]), left, right, titles, 0.2, settings)
    assert found.tolist() == [0.28, 0.12, 0.40, 0.26, 0.2]  # for, against, too far off twice, no title
    gentle = DenseSettings(model=settings.model, band=0.05, weight=0.1, even=0.6, most=0.1)
    near = move_similarities(np.array([0.18]), left[:1], right[:1], titles, 0.2, gentle)[0]
    assert near == pytest.approx(0.18 + 0.1 * (1.0 - 0.6), abs=2e-3) and near != 0.28
    turned = move_similarities(np.array([0.18, 0.22])[::-1], left[1::-1], right[1::-1], titles, 0.2, settings)
    assert turned.tolist() == [0.12, 0.28]


def test_without_a_model_nothing_happens() -> None:
    given = np.array([0.2])
    assert move_similarities(given, np.array([0]), np.array([1]), ["a", "b"], 0.2, DenseSettings()) is given


def test_what_is_wrong_with_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(DenseError, match="no such folder"):
        open_encoder(str(tmp_path / "none"))
    with pytest.raises(DenseError, match="neither model.onnx nor onnx/model.onnx"):
        model_files(str(tmp_path))
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(DenseError, match="no tokenizer.json"):
        model_files(str(tmp_path))
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(DenseError, match="no model that onnxruntime can run"):
        open_encoder(str(tmp_path))
    with pytest.raises(DenseError, match="takes pixels; a sentence model takes input_ids"):
        open_encoder(make_model(tmp_path / "image", inputs=("pixels",)))
    with pytest.raises(DenseError, match="no embedding for each token"):
        open_encoder(make_model(tmp_path / "head", rank=2, output="logits"))
    make_model(tmp_path / "broken")
    (tmp_path / "broken" / "tokenizer.json").write_text("{}")
    with pytest.raises(DenseError, match="no tokenizer"):
        open_encoder(str(tmp_path / "broken"))


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    folder = make_model(tmp_path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(DenseError, match=r"onnxruntime is not installed: pip install 'newsheaf\[dense\]'"):
        open_encoder(folder)


def test_the_digest_names_the_bytes_not_the_place(tmp_path: Path) -> None:
    one, two = make_model(tmp_path / "one"), make_model(tmp_path / "two", inside=".")
    assert digest_model(one) == digest_model(two) != digest_model(make_model(tmp_path / "three", output="token_embeddings"))
    with pytest.raises(ValueError, match=r"dense\.band is 2"):
        DenseSettings(band=2)
