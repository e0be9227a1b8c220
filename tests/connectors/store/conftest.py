"""The store that every test of the contract gets, of each kind in turn."""

from __future__ import annotations

import pytest

from connectors.store import Store, open_store


@pytest.fixture
def store(store_url: str) -> Store:
    return open_store(store_url)
