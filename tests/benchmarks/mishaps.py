"""A whole decision of four hundred real messages through the browser, with all that goes wrong meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from tests.desk.journey.eyes import Eyes
from tests.desk.journey.hands import WithoutScripts
from tests.desk.journey.story import Story
from tests.desk.journey.texts import opinions
from tests.desk.journey.whole import told_with_mishaps
from tests.driving import NO_LIMITS, driving
from tests.prerequisites import chromium
from tests.real_texts import DATA
from tests.web.browser import browsing
from tests.web.browsers import ARGUMENTS

MESSAGES = 400


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    """It ends with every opinion answered, and an audit of the whole export without findings."""
    if not DATA.exists():
        return {"whole decision": "not lived: the real messages are not here"}
    started = time.perf_counter()
    async with (
        async_playwright() as playwright,
        await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS) as browser,
        fresh("mishaps") as database,
        driving(database, folder / "mishaps", **NO_LIMITS) as driver,
        driver.working(),
        browsing(browser, driver.cache) as address,
    ):
        story = Story(driver, browser, address, WithoutScripts, Eyes(False), folder / "mishaps", texts=opinions(MESSAGES))
        await told_with_mishaps(story)
        assert await driver.check() > len(story.texts)
        assert story.eyes.complaints == []
    return {"whole decision: opinions": len(story.texts), "whole decision: seconds": round(time.perf_counter() - started)}
