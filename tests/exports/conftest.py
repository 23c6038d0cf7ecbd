"""Two lives, each lived once for all tests that only read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import lasting_driver
from tests.exports.lives import Life, lived


@pytest.fixture(scope="module")
async def answered(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Life]:
    """All is answered, and the feedback published."""
    async with lasting_driver(server_url, template, tmp_path_factory.mktemp("answered")) as driver:
        yield Life(driver, await lived(driver))


@pytest.fixture(scope="module")
async def unanswered(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Life]:
    """One comment awaits screening, and no answer is published."""
    async with lasting_driver(server_url, template, tmp_path_factory.mktemp("unanswered")) as driver:
        yield Life(driver, await lived(driver, published=False))
