"""Every public page, in both languages: accessible, within a phone's width, valid HTML, light; the same in large type."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.async_api import Browser

from tests.browsing import FormClient
from tests.driving import DAY, DRAFT, Driver
from tests.telling.people import delivered, mailing, path_in, writes
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
ROOT = "/consultations/2026-001"
PATHS = [
    "/", "/consultations", ROOT, f"{ROOT}/draft", f"{ROOT}/articles/a2", f"{ROOT}/comments", f"{ROOT}/comments/1",
    f"{ROOT}/feedback", f"{ROOT}/comparison", f"{ROOT}/adoption", f"{ROOT}/history", "/consultations/2026-002",
    "/consultations/2026-002/comment", "/consultations/2026-002/comments", "/find", "/help", "/privacy", "/accessibility",
    "/comment-rules", "/contact", "/public-log", "/data", "/nothing",
]  # fmt: skip
LARGER = re.compile(r'<li><a href="[^"]*/display\?large=1&amp;[^"]*" rel="nofollow">[^<]*</a></li>')
SMALLER = re.compile(r'<li><a href="[^"]*/display\?large=0&amp;[^"]*" rel="nofollow">[^<]*</a></li>')


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
async def test_every_page_is_accessible_valid_light_and_fits_a_phone(
    driver: Driver, prefix: str, browser: Browser, html_checker: HtmlChecker
) -> None:
    reference = await adopted_and_open(driver)
    pages = {}
    async with FormClient(transport=driver.client._transport, base_url="http://consult.example") as client:
        for path in (prefix + path for path in (*PATHS, f"/receipts/{reference}/withdrawal")):
            response = await client.get(path, headers={"accept-encoding": "br"})
            assert response.status_code == (404 if path.endswith("/nothing") else 200), path
            pages[path] = response.text
            first_view = int(response.headers["content-length"]) + await _weight(client, response.text)
            assert first_view <= 30_000, f"{path}: {first_view} bytes"
    assert html_checker.errors(pages) == []
    assert await problems_of(browser, driver.cache, pages) == []


async def test_large_type_is_the_same_page_with_a_class(driver: Driver) -> None:
    """So what is looked at with that class put on is what a reader of large type gets."""
    await adopted_and_open(driver)
    async with FormClient(transport=driver.client._transport, base_url="http://consult.example") as client:
        plain = {path: (await client.get(path)).text for path in (prefix + path for path in PATHS for prefix in ("", "/en"))}
        assert (await client.get("/display?large=1&back=/")).headers["location"] == "/"
        assert client.cookies["large"] == "1"
        for path, html in plain.items():
            large = (await client.get(path)).text
            assert len(LARGER.findall(html)) == len(SMALLER.findall(large)) == 1, path
            assert 'class="large">' in large.partition("<head>")[0], path
            assert small(large) == small(html), path


def small(html: str) -> str:
    """The page without what large type changes in it, and without key and time of its form, which are others each time."""
    plain = re.sub(r'(<html lang="[^"]*") class="large">', r"\1>", html)
    return re.sub(r'name="(key|shown)" value="[^"]*"', "", LARGER.sub("", SMALLER.sub("", plain)))


async def _weight(client: httpx.AsyncClient, page: str) -> int:
    """Bytes on the wire of the style sheet and the script that a page names; there are no more."""
    named = re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"', page)
    assert len(named) <= 2
    found = [await client.get(path, headers={"accept-encoding": "br"}) for path in named]
    return sum(int(response.headers["content-length"]) for response in found)


async def adopted_and_open(driver: Driver) -> str:
    """One decision adopted with comments of every fate, and one open without any; answers with a comment's reference."""
    consultation_id = await driver.opened()
    for number in range(4):
        sent = await driver.comment(consultation_id, f"建议{number}", articles=["a2"] if number else [])
    reference: str = sent.json()["reference"]
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(consultation_id)]
    for comment_id in ids[:3]:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.done("drafter", f"/comments/{ids[3]}/withholding", reason="advertising", note="广告")
    await driver.close(driver.clock.now() + 31 * DAY)
    changed = {"kind": "adopted", "reason": "采纳，延长至二十四时。", "articles_changed": ["a2"]}
    await driver.answered(consultation_id, ids[:3], **changed)
    text = DRAFT.replace("二十三时", "二十四时")
    await driver.feedback(consultation_id, text)
    await driver.adopted(consultation_id, text)
    await driver.opened()
    return reference


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
async def test_the_pages_about_letters_look_right_in_every_state(
    driver: Driver, prefix: str, browser: Browser, html_checker: HtmlChecker
) -> None:
    """Receipt, links of a letter, form and privacy of a site that sends letters."""
    pages = {}
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        language, names = prefix[1:] or "zh", ("soon", "ann", "ben")
        soon, ann, ben = [await writes(told, decision, f"{name}@post.example", language) for name in names]

        async def look(what: str, path: str, status: int = 200) -> None:
            answer = await told.client.get(path)
            assert answer.status_code == status, f"{what}: {answer.status_code}"
            pages[f"{prefix} {what}"] = answer.text

        await look("about to be sent", f"{prefix}/receipts/{soon.reference}")
        postbox.refused = {ben.address: "550 5.1.1 no such user"}
        await delivered(told)
        letter = postbox.to(ann.address)[0]
        confirm, end = path_in(letter, "confirm"), path_in(letter, "end")
        assert (confirm.startswith(f"{prefix}/mail/confirm/"), end.startswith(f"{prefix}/mail/end/")) == (True, True)
        await look("refused", f"{prefix}/receipts/{ben.reference}")
        await look("waits for a confirmation", f"{prefix}/receipts/{ann.reference}")
        await look("to be confirmed", confirm)
        await look("altered link", confirm[:-4], 404)
        await told.client.post(confirm)
        await look("confirmed", confirm)
        await look("told", f"{prefix}/receipts/{ann.reference}")
        await look("to be ended", end)
        await told.client.post(end)
        await look("ended", end)
        await look("told no more", f"{prefix}/receipts/{ann.reference}")
        for path in (f"{ROOT}/comment", "/privacy", "/help"):
            await look(path, prefix + path)
    assert html_checker.errors(pages) == []
    assert await problems_of(browser, told.cache, pages) == []
