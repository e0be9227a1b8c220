"""News streams in the format of Miranda et al., the standard benchmark of the field, which may not be passed on.

    Sebastião Miranda, Artūrs Znotiņš, Shay B. Cohen, Guntis Barzdins: Multilingual Clustering of Streaming News. EMNLP 2018.

``dataset.dev.json`` and ``dataset.test.json`` are one JSON list, or one document a line: ``id``, ``title``, ``text``, ``date``
(``2014-11-02 13:05:00``, taken for UTC), ``lang`` (``eng``, ``deu``, ``spa``) and ``cluster``, the true story. Other fields don't matter.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.quality.sets import Rows
from benchmarks.quality.targets import Row
from transforms.text.language import normalise_language

PUBLISHED: dict[str, dict[str, float]] = {
    "en": {
        "Miranda et al. 2018": 0.9236,
        "Staykovski et al. 2019": 0.9441,
        "Linger and Hajaiej 2020": 0.9386,
        "Saravanakumar et al. 2021": 0.9476,
    }
}
"""BCubed F1 on the English part of ``dataset.test.json`` as the papers report it, the first as the second paper computed it; all
were trained or tuned on ``dataset.dev.json``. Cited as the literature has them, not measured here: look them up before you quote them."""


class MirandaError(Exception):
    """The file is not of this format; the message says what is missing."""


def read_miranda(path: Path) -> list[dict[str, Any]]:
    """The documents as labelled rows: what a given story has, and ``event``. Raises MirandaError."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig", "replace")
    try:
        documents = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.split("\n") if line.strip()]
    except ValueError as error:
        raise MirandaError(f"{path}: neither a JSON list nor one JSON object a line: {error}") from None
    return [_row(path, number, document) for number, document in enumerate(documents, 1)]


def _row(path: Path, number: int, document: Any) -> dict[str, Any]:
    if not isinstance(document, Mapping):
        raise MirandaError(f"{path}: document {number} is no JSON object")
    if missing := [name for name in ("id", "date", "lang", "cluster", "title", "text") if document.get(name) is None]:
        hint = "; the texts are in dataset.*.json, clustering.*.json has only their features" if "text" in missing else ""
        raise MirandaError(f"{path}: document {number} has no {', '.join(missing)}{hint}")
    return {
        "id": str(document["id"]),
        "title": document["title"],
        "text": document["text"],
        "published": re.sub(r"^(\S+) (\d\d:\d\d:\d\d)$", r"\1T\2Z", str(document["date"]).strip()),
        "language": normalise_language(document["lang"]) or document["lang"],
        "event": str(document["cluster"]),
    }


def by_language(rows: Rows) -> dict[str, list[Mapping[str, Any]]]:
    """The rows of each language, the largest first. Stories on one event in two languages are no pair: that is how the papers score."""
    counted = Counter(row["language"] for row in rows)
    return {language: [row for row in rows if row["language"] == language] for language, _ in counted.most_common()}


def miranda_rows(figures: Mapping[str, Mapping[str, float]]) -> list[Row]:
    """The lines of the table: for each language BCubed F1 and pair F1 (which the papers call standard F1)."""
    lines = []
    for language, own in figures.items():
        for what, kind in (("BCubed F1", "bcubed"), ("pair F1", "pair")):
            peers = {"NewsBlur's title rule": own[f"newsblur_{kind}_f1"]} if f"newsblur_{kind}_f1" in own else {}
            peers |= PUBLISHED.get(language, {}) if kind == "bcubed" else {}
            beside = {"P": own[f"{kind}_precision"], "R": own[f"{kind}_recall"]}
            lines.append(Row(language, f"bundling: {what}", own[f"{kind}_f1"], None, None, False, None, peers, beside))
    return lines
