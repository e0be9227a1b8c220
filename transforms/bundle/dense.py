"""Re-score borderline pairs with a sentence-embedding model that the user gives: the optional extra ``newsheaf[dense]``.

The model is a folder as sentence-transformers exports it: ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``. Titles are
embedded, since they are what the state keeps of a text: mean over the tokens, scaled to length one (Reimers and Gurevych 2019). It
runs on one thread of the CPU, one title at a time: in a batch the last digits of an embedding would depend on its neighbours, and what
is published must not. A title is embedded once a process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float64]

MOST_KEPT = 100_000
"""Embeddings that an encoder keeps; some 150 MB of a small model's. Beyond, it begins anew."""

MOST_TOKENS = 128
"""Tokens of a title that are read; the longest headlines have some forty."""

DIGITS = 3
"""Decimals of a cosine: processors of another make may differ in the seventh."""


class DenseError(Exception):
    """The model can't be used; the message says what, where and how to mend it."""


@dataclass(frozen=True)
class DenseSettings:
    """How a model may move the similarity of two stories. Without a model nothing of it is used."""

    model: str = ""
    """Folder of the model; empty: none."""

    band: float = 0.08
    """Distance of a similarity from the threshold within which the pair is borderline; further off the words alone decide."""

    weight: float = 0.2
    """Similarity for each unit of dense cosine above or below ``even``."""

    even: float = 0.6
    """Dense cosine that speaks neither for one event nor against it. It depends on the model: take the one at which as many pairs of
    headlines are of one event as are not."""

    most: float = 0.08
    """Most that a similarity is moved, either way."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __post_init__(self) -> None:
        for name in ("band", "weight", "most"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"dense.{name} is {getattr(self, name)}, must be between 0 and 1")
        if not -1 <= self.even <= 1:
            raise ValueError(f"dense.even is {self.even}, must be between -1 and 1")


class Encoder:
    """Titles in, embeddings out."""

    def __init__(self, folder: str) -> None:
        """Raises DenseError."""
        model, vocabulary = model_files(folder)
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise DenseError(f"bundle.dense.model is set, but {error.name} is not installed: pip install 'newsheaf[dense]'") from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        try:
            self._session: InferenceSession = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has a class of its own for each kind of damage
            raise DenseError(f"{model}: no model that onnxruntime can run: {' '.join(str(error).split())[:200]}") from None
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(vocabulary))
        except Exception as error:  # tokenizers raises plain Exception
            raise DenseError(f"{vocabulary}: no tokenizer: {' '.join(str(error).split())[:200]}") from None
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        self._inputs = {one.name for one in self._session.get_inputs()}
        if "input_ids" not in self._inputs or self._inputs - {"input_ids", "attention_mask", "token_type_ids"}:
            raise DenseError(
                f"{model}: takes {', '.join(sorted(self._inputs))}; a sentence model takes input_ids, attention_mask and token_type_ids. "
                "Export it as sentence-transformers does"
            )
        outputs = [one.name for one in self._session.get_outputs() if len(one.shape or ()) == 3]
        if not outputs:
            raise DenseError(f"{model}: gives no embedding for each token; export the model itself, not a head on top of it")
        self._kept: dict[str, Floats] = {}
        self._output = next((name for name in ("last_hidden_state", "token_embeddings") if name in outputs), outputs[0])

    def encode(self, titles: Sequence[str]) -> Floats:
        """One row of length one a title; shape (titles, dimensions). A title without tokens is all zeros."""
        if len(self._kept) + len(titles) > MOST_KEPT:
            self._kept.clear()
        for title in titles:
            if title not in self._kept:
                self._kept[title] = self._embed(title)
        width = max((len(self._kept[title]) for title in titles), default=1)
        rows = [self._kept[title] if len(self._kept[title]) else np.zeros(width) for title in titles]
        return np.array(rows, dtype=np.float64).reshape(len(titles), width)

    def _embed(self, title: str) -> Floats:
        """The mean over the tokens, scaled to length one; empty without tokens. There is no padding, so every token counts."""
        ids = np.array([self._tokenizer.encode(title).ids], dtype=np.int64)
        if not ids.size:
            return np.zeros(0)
        given: dict[str, Any] = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        (found,) = self._session.run([self._output], {name: given[name] for name in self._inputs})
        mean = np.asarray(found, dtype=np.float64)[0].mean(axis=0)
        norm = float(np.linalg.norm(mean))
        return np.asarray(mean / norm) if norm > 0 else mean


def model_files(folder: str) -> tuple[Path, Path]:
    """The model and the tokenizer in a folder. Raises DenseError."""
    place = Path(folder)
    if not place.is_dir():
        raise DenseError(f"bundle.dense.model {folder}: no such folder; give the folder that holds model.onnx and tokenizer.json")
    model = next((path for path in (place / "model.onnx", place / "onnx" / "model.onnx") if path.is_file()), None)
    if model is None:
        raise DenseError(f"bundle.dense.model {folder}: has neither model.onnx nor onnx/model.onnx; export the model to ONNX")
    if not (place / "tokenizer.json").is_file():
        raise DenseError(f"bundle.dense.model {folder}: has no tokenizer.json, in which fast tokenizers are saved")
    return model, place / "tokenizer.json"


@lru_cache(maxsize=1)
def open_encoder(folder: str) -> Encoder:
    """The encoder of a folder, once a process. Raises DenseError."""
    return Encoder(folder)


def digest_model(folder: str) -> str:
    """12 hex digits that name the model's bytes, wherever it lies. Raises DenseError."""
    digest = sha256()
    for path in model_files(folder):
        with path.open("rb") as file:
            while block := file.read(2**20):
                digest.update(block)
    return digest.hexdigest()[:12]


def move_similarities(
    similarity: Floats, left: NDArray[np.int64], right: NDArray[np.int64], titles: Sequence[str], threshold: float, settings: DenseSettings
) -> Floats:
    """The similarities of pairs of rows, those near the threshold moved by what the model makes of the two titles.

    A pair with a story that has no title stays as it is. Raises DenseError.
    """
    if not settings.model:
        return similarity
    titled = np.array([bool(title) for title in titles], dtype=np.bool_)
    near = np.flatnonzero((np.abs(similarity - threshold) <= settings.band) & titled[left] & titled[right]) if len(titles) else np.zeros(0)
    if not len(near):
        return similarity
    wanted = sorted({titles[row] for row in np.concatenate([left[near], right[near]]).tolist()})
    number = {title: place for place, title in enumerate(wanted)}
    embedded = open_encoder(settings.model).encode(wanted)
    one = np.array([number[titles[row]] for row in left[near].tolist()])
    two = np.array([number[titles[row]] for row in right[near].tolist()])
    cosine = (embedded[one] * embedded[two]).sum(axis=1).round(DIGITS)
    moved = similarity.copy()
    moved[near] = np.clip(similarity[near] + np.clip(settings.weight * (cosine - settings.even), -settings.most, settings.most), 0.0, 1.0)
    return moved.round(6)
