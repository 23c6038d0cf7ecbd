"""What is wrong with a page in one view only is found in that view; and what is wrong in its markup."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
    "<body><main><h1>A heading</h1>{body}</main></body></html>"
)
WIDE = "@media (min-width: 1000px)"
CASES: dict[str, tuple[str, str, set[str]]] = {  # style, body, and where what is found
    "nothing": ("p{color:#111}", "<p>Words.</p>", set()),
    "contrast in the dark": (
        "@media (prefers-color-scheme: dark) {p{color:#222;background:#111}}", "<p>Words.</p>", {"dark 320: color-contrast"},
    ),
    "contrast of what is small on a wide window": (
        f"p{{color:#888;font-size:24px}} {WIDE}{{p{{font-size:16px}}}}", "<p>Words.</p>", {"dark 1280: color-contrast"},
    ),
    "a label missing": ("", "<form><input name='x'></form>", {"light 320: label"}),
    "a picture that is shown on a wide window": (
        f"div{{display:none}} {WIDE}{{div{{display:block}}}}", "<div><img src='data:image/gif,'></div>", {"dark 1280: image-alt"},
    ),
    "targets too small on a wide window": (
        f"a{{display:inline-block;width:30px;height:30px}} {WIDE}{{a{{width:10px;height:10px}}}}",
        "<p><a href='#a'>a</a><a href='#b'>b</a></p>", {"dark 1280: target-size", "dark 1280 large: target-size"},
    ),
    "targets covered by others in large type": (
        "a{display:block;width:99px;height:30px} .large a + a{margin-top:-20px}",
        "<p><a href='#a'>a</a><a href='#b'>b</a></p>", {"light 320 large: target-size", "dark 1280 large: target-size"},
    ),
    "scrolled by nobody without a mouse": (
        "div{overflow:auto} @media (max-width: 400px) {div{height:50px}}", f"<div>{'<p>Words.</p>' * 9}</div>",
        {"light 320: scrollable-region-focusable", "light 320 large: scrollable-region-focusable"},
    ),
    "too wide in large type": (
        "div{width:200px} .large div{width:400px}", "<div>Words.</div>",
        {"light 320 large: scrolls", "light 320 large: scrolls when text is spaced"},
    ),
    "too wide when spaced": (
        "p{display:inline-block;margin:0;white-space:nowrap;font:8px monospace}", f"<p>{'m' * 60}</p>",
        {f"{view}: scrolls when text is spaced" for view in ("light 320", "light 320 large", "dark 320")},
    ),
}  # fmt: skip


async def nothing_else(scope: Any, receive: Any, send: Any) -> None:
    """An app without pages."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def test_a_fault_of_one_view_is_found_there(browser: Browser) -> None:
    pages = {name: PAGE.format(style=style, body=body) for name, (style, body, _) in CASES.items()}
    found: dict[str, set[str]] = {name: set() for name in CASES}
    for line in await problems_of(browser, nothing_else, pages):
        name, _, problem = line.partition(": ")
        found[name].add(said(problem))
    assert found == {name: expected for name, (*_, expected) in CASES.items()}


SAME = "<p>Words.</p>"
PAGES_IN_A_ROW = (  # style, body, and whether contrast is missing; each is looked at after the one before
    ("p{color:#565656}", SAME, False),
    ("p{color:#565656;background:#454545}", SAME, True),
    ("p{color:#565656;background:#454545}", SAME, True),
    ("p{color:#979797;display:none}", SAME, False),
    ("p{color:#979797}", SAME, True),
    ("p{color:#878787;font-size:30px}", SAME, False),
    ("p{color:#878787}", SAME, True),
    ("main{background:#333}p,h1{color:#eee}", SAME, False),
    ("div{background:#ddd}main{background:#333}p,h1{color:#eee}", f"<div>{SAME}</div>", True),
    ("a{color:#0a0aee}", "<p>Words with <a href='#a'>a link</a>.</p>", False),
    ("a{color:#0a0aee;text-decoration:none}p{color:#0a0acc}", "<p>Words with <a href='#a'>a link</a>.</p>", True),
)


async def test_what_was_legible_on_a_page_is_trusted_on_the_next_and_nothing_else(browser: Browser) -> None:
    pages = {f"{number}": PAGE.format(style=style, body=body) for number, (style, body, _) in enumerate(PAGES_IN_A_ROW)}
    rules = ("color-contrast", "link-in-text-block")
    found = {line.partition(":")[0] for line in await problems_of(browser, nothing_else, pages) if any(map(line.count, rules))}
    assert found == {f"{number}" for number, (*_, missing) in enumerate(PAGES_IN_A_ROW) if missing}


def said(line: str) -> str:
    """The view, and the rule without the element; or that the page scrolls, however far."""
    view, _, problem = line.partition(": ")
    return f"{view}: {re.sub(r' to [0-9]+', '', problem) if problem.startswith('scrolls') else problem.split()[0]}"


async def test_what_the_console_says_is_found(browser: Browser) -> None:
    page = PAGE.format(style="", body="<script>console.error('an error')</script>")
    assert await problems_of(browser, nothing_else, {"page": page}) == ["an error"]


def test_a_fault_in_the_markup_is_found_with_its_page(html_checker: HtmlChecker) -> None:
    good, broken = PAGE.format(style="", body="<p>Words.</p>"), PAGE.format(style="", body="<p><b>Words.</p>")
    doubled = PAGE.format(style="", body="<p id='a'>One.</p><p id='a'>Two.</p>")
    found = html_checker.errors({"good": good, "broken": broken, "doubled": doubled, "again": good})
    assert {line.partition(":")[0] for line in found} == {"broken", "doubled"}
