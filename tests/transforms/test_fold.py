from __future__ import annotations

from datetime import UTC, datetime

from connectors.records import Story
from transforms.fold import FoldSettings, fold_copies
from transforms.sign import sketch_stories

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
TEXT = " ".join(f"word{n} comes{n % 7} after{n % 11}" for n in range(60))


def story(id: str, text: str = TEXT, minute: int = 0, title: str = "A title") -> Story:
    when = NOW.replace(minute=minute)
    return Story(id=id, title=title, text=text, published=when, published_precision="second", first_seen=NOW, item_fingerprint="", fingerprint="")


def test_a_copy_folds_under_the_earlier_story() -> None:
    late, early, other = sketch_stories([story("a", minute=5), story("b", minute=1), story("c", text="another " + TEXT[::-1])])
    folds = fold_copies([], [late, early, other], FoldSettings())
    assert [(f.id, f.copy_of) for f in folds] == [("a", "b")]
