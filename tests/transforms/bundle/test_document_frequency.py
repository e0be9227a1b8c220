from __future__ import annotations

import numpy as np
import pytest

from transforms.bundle import document_frequency


@pytest.mark.parametrize("language", ["fi", "xx"])
def test_a_list_that_was_prefetched_is_the_same(language: str) -> None:
    document_frequency.read_word_frequencies.cache_clear()
    document_frequency._prefetched.clear()
    direct = document_frequency.read_word_frequencies(language)
    document_frequency.read_word_frequencies.cache_clear()
    document_frequency.prefetch_word_frequencies(language)
    document_frequency.prefetch_word_frequencies(language)
    assert list(document_frequency._prefetched) == [language]
    prefetched = document_frequency.read_word_frequencies(language)
    assert all(np.array_equal(one, other) for one, other in zip(direct, prefetched, strict=True))
    assert (len(direct[0]) > 0) == (language == "fi")
