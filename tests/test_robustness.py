"""The page of attacks names those that the tests make."""

from __future__ import annotations

from tests.robustness import collect_attacks, render_page
from tests.services import ROOT


def test_the_page_of_attacks_is_current() -> None:
    """``python -m tests.robustness > docs/robustness.md`` writes it."""
    assert (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8") == render_page(collect_attacks())
