"""A division runs a decision from its browser: by keyboard alone, and again without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.desk.journey.eyes import Eyes
from tests.desk.journey.hands import ByKeyboard, Hand, WithoutScripts
from tests.desk.journey.story import Story
from tests.desk.journey.whole import told, told_with_mishaps
from tests.driving import Driver
from tests.web.browser import browsing

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


@pytest.mark.parametrize("hand", [ByKeyboard, WithoutScripts], ids=["by keyboard alone", "without scripts"])
async def test_a_decision_from_a_word_file_to_the_adoption_notice(
    driver: Driver, tmp_path: Path, hand: type[Hand], browser: Browser
) -> None:
    """Without scripts it is told with all that goes wrong meanwhile."""
    eyes = Eyes(hand.scripts)
    async with driver.working(), browsing(browser, driver.cache) as address:
        story = Story(driver, browser, address, hand, eyes, tmp_path)
        await (told(story) if hand.scripts else told_with_mishaps(story))
    assert eyes.complaints == []
