"""Chromium for tests, and what is looked for on every page: accessibility (axe), scrolling sideways, markup (Nu), weight."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.async_api import Browser, Page, async_playwright

from tests.prerequisites import VNU_JAR, chromium
from tests.serving import served

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = "tags => axe.run(document, {runOnly: tags}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"
# WCAG 1.4.12: nothing may be lost when a reader spaces the text himself.
TEXT_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    " p { margin-bottom: 2em !important; }"
)
WIDTH = "document.documentElement.scrollWidth"


@asynccontextmanager
async def browsing(app: Any) -> AsyncIterator[tuple[Browser, str]]:
    """A browser, and the address under which `app` is served."""
    async with served(app) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield browser, address
        finally:
            await browser.close()


async def page_in(browser: Browser, said: list[str], **options: Any) -> Page:
    """A page in a context of its own; what the console says, and every error, is added to `said`."""
    context = await browser.new_context(bypass_csp=True, reduced_motion="reduce", locale="zh-CN", **options)
    page = await context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


async def problems(page: Page, width: int) -> list[str]:
    """What is wrong with the page as it stands: violations, and scrolling sideways spaced by the reader and in large type too."""
    await page.evaluate(AXE)
    found: list[str] = await page.evaluate(VIOLATIONS, TAGS)
    was = await page.evaluate("document.documentElement.className")
    for type_size in {was, "large"}:
        await page.evaluate("name => { document.documentElement.className = name }", type_size)
        found += [f"{type_size}: {problem}" for problem in await _too_wide(page, width)]
    await page.evaluate("name => { document.documentElement.className = name }", was)
    return found


async def _too_wide(page: Page, width: int) -> list[str]:
    found = [f"scrolls to {wide}"] if (wide := await page.evaluate(WIDTH)) > width else []
    style = await page.add_style_tag(content=TEXT_SPACING)
    if (wide := await page.evaluate(WIDTH)) > width:
        found.append(f"scrolls to {wide} when text is spaced")
    await style.evaluate("node => node.remove()")
    return found


async def markup_errors(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the Nu HTML checker has against these pages, by address."""
    names = {f"{number}.html": address for number, address in enumerate(pages)}
    for name, address in names.items():
        (folder / name).write_text(pages[address], "utf-8")
    java = shutil.which("java")
    assert java, "python -m tests.prerequisites installs Java"
    command = [
        java,
        "-Xss4m",
        "-jar",
        str(VNU_JAR),
        "--format",
        "json",
        "--exit-zero-always",
        *(str(folder / name) for name in names),
    ]
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": "-Dfile.encoding=UTF-8"}
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE, env=environment)
    _, output = await process.communicate()
    messages = json.loads(output[output.index(b"{") :])["messages"]
    return [f"{names[Path(found['url']).name]}: {found['message']} ({found.get('extract')})" for found in messages]
