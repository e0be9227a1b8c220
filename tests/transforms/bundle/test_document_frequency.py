from __future__ import annotations

import numpy as np
import pytest

from transforms.bundle import document_frequency as background


@pytest.mark.parametrize("language", ["fi", "xx"])
def test_a_list_that_was_foreseen_is_the_same(language: str) -> None:
    background.read_background.cache_clear()
    background._foreseen.clear()
    direct = background.read_background(language)
    background.read_background.cache_clear()
    background.foresee_background(language)
    background.foresee_background(language)
    assert list(background._foreseen) == [language]
    foreseen = background.read_background(language)
    assert all(np.array_equal(one, other) for one, other in zip(direct, foreseen, strict=True))
    assert (len(direct[0]) > 0) == (language == "fi")
