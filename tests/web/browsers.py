"""One Chromium and one HTML checker for all tests of a worker; each test has contexts of its own, closed after it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.prerequisites import chromium
from tests.web.html_checker import HtmlChecker

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
async def chromium_of_session() -> AsyncIterator[Browser]:
    """Started with the first test that needs it."""
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield found
        await found.close()


@pytest.fixture
async def browser(chromium_of_session: Browser) -> AsyncIterator[Browser]:
    """The session's Chromium, with nothing in it from other tests."""
    assert not chromium_of_session.contexts
    yield chromium_of_session
    for context in chromium_of_session.contexts:
        await context.close()


@pytest.fixture(scope="session")
def html_checker() -> Iterator[HtmlChecker]:
    """The session's Nu HTML checker."""
    checker = HtmlChecker()
    yield checker
    checker.stop()
