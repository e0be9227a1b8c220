"""How the quality benchmark runs the command: what it hands over, and what it does when the command fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.command import Newsheaf
from benchmarks.quality.sets import LabelledSet, labelled_set

PAGE = {"id": "p", "url": "https://one.example/a", "html": "<p>x</p>", "text": "x", "title": "t", "published": "2026-03-01", "with": ["x"]}
STORY = {"id": "s", "title": "t", "text": "x", "published": "2026-03-01", "language": "en", "publisher": None, "group": "g", "kind": "orig", "event": "e"}


def test_labels_never_reach_the_command() -> None:
    assert labelled_set("news-pages").given([PAGE]) == [{"id": "p", "url": "https://one.example/a", "html": "<p>x</p>"}]
    (given,) = LabelledSet("some", "bundle", Path()).given([STORY])
    assert given == {"id": "s", "title": "t", "text": "x", "published": "2026-03-01", "language": "en"}
    assert "published" not in labelled_set("reuters-undated").given([STORY])[0]


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    config = tmp_path / "wrong.yaml"
    config.write_text("bundle:\n  no_such_key: 1\n")
    with pytest.raises(RuntimeError, match="no_such_key"):
        Newsheaf(tmp_path, config).extract("pages", [])
