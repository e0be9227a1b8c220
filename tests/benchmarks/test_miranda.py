"""A news stream in the format of Miranda et al. is read, run and scored by language."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.quality.command import ROOT
from benchmarks.quality.miranda import MirandaError, by_language, read_miranda

BRIDGE = (
    "The harbour bridge in Tallforth was closed to all traffic on Sunday after inspectors found cracks in two of its girders. "
    "The mayor said repairs would take eleven weeks and ferries would run every ten minutes."
)
DOCUMENTS = [
    {"id": "1", "date": "2014-11-02 13:05:00", "lang": "eng", "cluster": "7", "title": "Tallforth harbour bridge closed over cracks", "text": BRIDGE},
    {"id": "2", "date": "2014-11-02 15:40:12", "lang": "eng", "cluster": "7", "title": "Cracks close harbour bridge in Tallforth", "duplicate": False,
     "text": "Inspectors have shut the harbour bridge in Tallforth. Cracks in two girders were found, the mayor said; ferries replace it for eleven weeks."},
    {"id": "3", "date": "2014-11-03 08:00:00", "lang": "eng", "cluster": "9", "title": "Vintners expect the best harvest in twenty years",
     "text": "Growers in the Ostra valley expect their best grape harvest in twenty years after a dry and warm September, their union said."},
    {"id": "4", "date": "2014-11-02 14:00:00", "lang": "deu", "cluster": "7", "title": "Hafenbrücke in Tallforth wegen Rissen gesperrt",
     "text": "Die Hafenbrücke in Tallforth ist seit Sonntag gesperrt, weil Prüfer in zwei Trägern Risse gefunden haben. Die Reparatur dauert elf Wochen."},
]


@pytest.mark.parametrize("form", ["list", "lines", "gzip"])
def test_documents_become_labelled_rows(form: str, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(document, ensure_ascii=False) for document in DOCUMENTS)
    path = tmp_path / "dataset.test.json"
    if form == "gzip":
        path = tmp_path / "dataset.test.json.gz"
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(json.dumps(DOCUMENTS) if form == "list" else lines, encoding="utf-8")
    rows = read_miranda(path)
    assert rows[1] == {"id": "2", "title": DOCUMENTS[1]["title"], "text": DOCUMENTS[1]["text"], "published": "2014-11-02T15:40:12Z",
                       "language": "en", "event": "7"}
    assert {language: len(own) for language, own in by_language(rows).items()} == {"en": 3, "de": 1}


@pytest.mark.parametrize(("content", "said"), [
    ('{"id": "1", "date": "2014-11-02 13:05:00", "lang": "eng", "cluster": "7", "title": "t", "features": {}}',
     "document 1 has no text; the texts are in dataset"),
    ("[1]", "document 1 is no JSON object"),
    ("id\tcluster\n", "neither a JSON list nor one JSON object a line"),
])
def test_another_format_is_refused_with_what_is_missing(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "clustering.test.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MirandaError, match=said):
        read_miranda(path)


def test_the_command_scores_a_stream(tmp_path: Path) -> None:
    path, result = tmp_path / "dataset.test.json", tmp_path / "result.json"
    path.write_text(json.dumps(DOCUMENTS[:3]), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.quality", "--miranda", str(path), "--json", str(result), "--errors", str(tmp_path / "errors")]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert "Saravanakumar et al. 2021 0.948" in done.stdout
    figures = json.loads(result.read_text())["sets"]
    assert figures["en"]["bcubed_f1"] == 1.0 and figures["en"]["groups"] == 2 and figures["en"]["missing"] == 0
    assert (tmp_path / "errors" / "miranda-en.wrong-splits.txt").read_text().startswith("0 events")
