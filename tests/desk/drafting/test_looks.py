"""Every page of this part of the desk in every state: accessible, within a phone's width, valid HTML, in both languages."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.desk.drafting.matters import PAPERS, TEXT
from tests.desk.drafting.stories import drafted, previewed, saved, started
from tests.desk.drafting.test_importing import DOCX, word_file
from tests.desk.drafting.test_plans import LETTER
from tests.desk.drafting.test_previews import linked
from tests.desk.pages import Pages
from tests.desking import at_desk, hidden_fields
from tests.driving import DAY, Driver
from tests.intake import files_with_people
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
REASON = "因报备时限要求，缩短征求意见期限。"
NOTE = "（2026年起草，" + "b" * 80 + "）"
LONG = f"{NOTE}\n\n第一条 {'为了促进夜间经济' * 40}https://example.org/{'a' * 120}。\n\n第二条 夜市依照第九十条办理。\n"


async def in_preparation(driver: Driver) -> dict[str, str]:
    """From the start to the private link."""
    pages, drafter = Pages(), await at_desk(driver, "drafter")
    await pages.look(drafter, "/desk/consultations/new")
    await pages.state("start refused", drafter, "/desk/consultations/new", 422)
    root = await started(drafter)
    for path in ("", "/drafts", "/drafts/versions", "/materials", "/preview", "/history"):
        await pages.look(drafter, root + path)
    await pages.state("text missing", drafter, f"{root}/drafts", 422, source="text", text="")
    file = {"file": ("草案.docx", word_file("第一条　目的。", "第三条　范围。", table=True), DOCX)}
    await pages.state("file recognised", drafter, f"{root}/drafts", 200, file, source="file", text="另一份")
    mine = hidden_fields(await previewed(drafter, root), f"{root}/drafts")
    await saved(drafter, root, LONG)
    overtaken = await drafter.post(f"{root}/drafts", mine | {"text": TEXT, "step": "save"})
    pages.keep("overtaken", overtaken.text)
    await drafter.done(f"{root}/drafts/articles/a2", text="夜市依照第九十条营业至二十三时。\n周末延长一小时。")
    pages.keep("recognised", await previewed(drafter, root, LONG))
    pages.keep("plan with its letter recognised", await previewed(drafter, root, f"{LETTER}（一）子。\n（二）丑。\n"))
    for path in ("", "/new", "/a1", "/a1/move", "/a1/removal"):
        await pages.look(drafter, f"{root}/drafts/articles{path}")
    await pages.state("article refused", drafter, f"{root}/drafts/articles/a1", 422, text="")
    await pages.look(drafter, f"{root}/drafts/versions")
    papers = {"files": ("清单.txt", "清单".encode(), "text/plain")}
    await pages.state("row added", drafter, f"{root}/materials", 200, papers, step="row", **PAPERS)
    bad = PAPERS | {"basis_url": ["ftp://example.org", ""], "unit": ""}
    await pages.state("papers refused", drafter, f"{root}/materials", 422, **bad)
    word = {"files": ("办法.docx", files_with_people.draft(), DOCX)}
    await pages.state("files to decide about", drafter, f"{root}/materials", 422, word, **PAPERS)
    digest = sha256(word["files"][1]).hexdigest()
    as_it_is = {f"treatment-{digest}": "as-it-is", f"reason-{digest}": "修订标记供公众对照，保留原样。"}
    await drafter.done(f"{root}/materials", word, **PAPERS, **as_it_is)
    await pages.look(drafter, f"{root}/materials")
    await pages.state("days refused", drafter, f"{root}/preview", 422, days="99")
    await pages.state("link made", drafter, f"{root}/preview", 200, days="3")
    path = await linked(drafter, root, "1")
    for shown in (f"{root}/preview", f"{root}/preview/page", f"{root}/preview/page/draft", path, f"{path}/draft"):
        await pages.look(drafter, shown)
    driver.clock.tell(driver.clock.now() + timedelta(hours=25))
    pages.keep("link ended", (await driver.client.get(path)).text)
    return pages.found


async def in_review(driver: Driver) -> dict[str, str]:
    """Reviews, release, the call, its extension, a delay."""
    pages = Pages()
    drafter, reviewer, releaser = [await at_desk(driver, name) for name in ("drafter", "reviewer", "releaser")]
    root = await drafted(drafter)
    await drafter.done(f"{root}/materials", **PAPERS)
    await drafter.done(f"{root}/review-requests")
    await pages.look(reviewer, f"{root}/reviews")
    await pages.look(releaser, f"{root}/release/return")
    await pages.state("review refused", reviewer, f"{root}/reviews", 422, kinds="legality", result="returned")
    await reviewer.done(f"{root}/reviews", kinds="legality", result="returned", remark="第二条与上位法不一致，请核对。")
    for path in ("", "/drafts", "/materials"):
        await pages.look(drafter, root + path)
    await drafter.done(f"{root}/drafts/articles/a2", text="夜市营业至二十二时。")
    await drafter.done(f"{root}/review-requests")
    await pages.look(reviewer, f"{root}/reviews")
    for kind in ("legality", "secrecy", "editorial"):
        await reviewer.done(f"{root}/reviews", kinds=kind, result="passed")
    await pages.look(releaser, f"{root}/release", f"{root}/release/sign-off")
    await releaser.done(f"{root}/release")
    await pages.look(releaser, f"{root}/publication")
    await pages.state("call refused", releaser, f"{root}/publication", 422, step="preview", last_day="")
    short: dict[str, Any] = {"step": "preview", "last_day": "2026-03-12", "channels": ["web"], "shortening_reason": REASON}
    await pages.state("call in words", releaser, f"{root}/publication", 200, **short)
    await releaser.done(f"{root}/publication", last_day="2026-04-02", channels=["web"])
    await pages.look(releaser, f"{root}/extensions")
    longer = {"last_day": "2026-04-20", "reason": "应企业要求延长征求意见期限。", "step": "preview"}
    await pages.state("extension in words", releaser, f"{root}/extensions", 200, **longer)
    await driver.close(driver.clock.now() + 32 * DAY)
    releaser = await at_desk(driver, "releaser")
    await pages.look(releaser, f"{root}/answer-delays")
    later = {"due_on": "2026-06-10", "reason": "意见较多，需要进一步研究论证。", "step": "preview"}
    await pages.state("delay in words", releaser, f"{root}/answer-delays", 200, **later)
    await pages.look(releaser, f"{root}/history")
    await pages.look(releaser, f"{root}/preview")
    return pages.found


@pytest.mark.parametrize("story", [in_preparation, in_review])
async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, story: Any, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages = await story(driver)
    assert html_checker.errors(pages) == []
    assert await problems_of(browser, driver.cache, pages) == []
