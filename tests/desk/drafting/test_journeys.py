"""A drafter, a reviewer and a releaser bring a decision to its open period: by keyboard alone, and again without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.desk.drafting.matters import PAPERS, TEXT
from tests.desk.drafting.test_importing import word_file
from tests.desk.in_browser import Keys, signed_in_page
from tests.driving import Driver
from tests.web.browser import browsing

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
LABELS = {
    "explanation": "起草说明",
    "background": "背景",
    "main_content": "主要内容",
    "applies_to": "适用对象",
    "points_to_note": "注意事项",
    "key_terms": "关键词解释",
    "differences": "新旧政策差异",
}


async def test_three_people_open_a_decision_by_keyboard_alone(driver: Driver, browser: Browser) -> None:
    said: list[str] = []
    async with browsing(browser, driver.cache) as address, driver.working():
        drafter = await signed_in_page(driver, browser, address, "drafter", said)
        root = await starts(drafter, address)
        await drafts(drafter)
        await edits(drafter)
        await completes(drafter, f"{address}{root}")
        reviewer = await signed_in_page(driver, browser, address, "reviewer", said)
        await reviews(reviewer, f"{address}{root}")
        releaser = await signed_in_page(driver, browser, address, "releaser", said)
        await releases(releaser, f"{address}{root}")
    assert said == []
    assert "如何提出意见" in (await driver.client.get("/consultations/2026-001")).text


async def starts(page: Page, address: str) -> str:
    keys = Keys(page)
    await page.goto(f"{address}/desk")
    await keys.press("link", "启动新的决策事项")
    await keys.type("决策事项名称", "关于促进夜间经济的若干措施")
    await keys.choose("重大公共政策和措施")
    await keys.choose("部门重大行政决策（参照执行）")
    await keys.type("决策机关", "市商务局")
    await keys.type("提出单位", "市场建设处")
    await keys.press("button", "启动")
    await page.get_by_text("事项已启动。").wait_for()
    return page.url.split("?")[0][len(address) :]


async def drafts(page: Page) -> None:
    keys = Keys(page)
    await keys.press("link", "编写草案")
    await keys.type("草案全文", TEXT)
    await keys.press("button", "下一步：核对识别结果")
    await page.get_by_text("识别到4条").wait_for()
    await keys.press("button", "保存为第1稿")
    await page.get_by_text("草案已保存为新版本。").wait_for()


async def edits(page: Page) -> None:
    keys = Keys(page)
    await keys.press("link", "修改第二条")
    await keys.type("条文", "夜市营业至二十四时。")
    await keys.press("button", "保存为新的一稿")
    await page.get_by_text("第2稿").first.wait_for()
    await keys.press("link", "版本和对照")
    assert await page.locator("ins").inner_text() == "二十四"


async def completes(page: Page, root: str) -> None:
    keys = Keys(page)
    await page.goto(root)
    await keys.press("link", "填写配套材料")
    await keys.type("起草说明", PAPERS["explanation"])
    for number, title in enumerate(PAPERS["basis_title"], 1):
        await keys.type(f"第{number}项名称", title)
    await keys.press("button", "再加一项")
    assert await page.get_by_label("第1项名称").input_value() == PAPERS["basis_title"][0]
    for name, label in LABELS.items():
        await keys.type(label, PAPERS[name])
    await keys.press("button", "保存配套材料")
    await page.get_by_text("配套材料已保存。").wait_for()
    await keys.press("link", "送审")
    await keys.press("button", "送审")
    await page.get_by_text("已送审。").wait_for()


async def reviews(page: Page, root: str) -> None:
    keys = Keys(page)
    for kind in ("合法性", "保密", "文字"):
        await page.goto(root)
        await keys.press("link", "审查草案")
        await page.get_by_text("夜市营业至二十四时").wait_for()
        await keys.choose(kind)
        await keys.choose("通过")
        await keys.press("button", "记录审查结果")
        await page.get_by_text("审查结果已记录。").wait_for()


async def releases(page: Page, root: str) -> None:
    keys = Keys(page)
    await page.goto(root)
    await keys.press("link", "签发")
    await keys.press("button", "签发")
    await page.get_by_text("已签发。").wait_for()
    await keys.press("link", "发布征求意见公告")
    await keys.press("button", "下一步：核对")
    await page.get_by_text("确认后立即开始征求意见。").wait_for()
    await keys.press("button", "确认：发布公告")
    await page.get_by_text("征求意见公告已发布。").wait_for()


async def test_the_same_without_scripts_from_a_word_file(driver: Driver, tmp_path: Path, browser: Browser) -> None:
    said: list[str] = []
    plain: dict[str, Any] = {"java_script_enabled": False}
    file = tmp_path / "草案.docx"
    file.write_bytes(word_file("第一条　目的。", "第二条　夜市营业至二十四时。", table=True))
    async with browsing(browser, driver.cache) as address, driver.working():
        drafter = await signed_in_page(driver, browser, address, "drafter", said, **plain)
        root = await starts_by_mouse(drafter, address)
        await imports(drafter, file)
        await fills(drafter, f"{address}{root}")
        reviewer = await signed_in_page(driver, browser, address, "reviewer", said, **plain)
        await reviews_by_mouse(reviewer, f"{address}{root}")
        releaser = await signed_in_page(driver, browser, address, "releaser", said, **plain)
        await releases_by_mouse(releaser, f"{address}{root}")
    refused = ("422", "409")  # twice on purpose; the console names the status of every page
    assert [line for line in said if not any(status in line for status in refused)] == []
    assert "第二条" in (await driver.client.get("/consultations/2026-001/draft")).text
    assert len(await driver.runtime.log.streams_with("consultation-published.v1")) == 1


async def starts_by_mouse(page: Page, address: str) -> str:
    await page.goto(f"{address}/desk/consultations/new")
    await page.get_by_role("button", name="启动").click()
    assert (await page.title()).startswith("错误：")
    await page.get_by_label("决策事项名称").fill("关于促进夜间经济的若干措施")
    await page.get_by_label("重要规划").check()
    await page.get_by_label("决策机关").fill("市商务局")
    await page.get_by_role("button", name="启动").click()
    await page.get_by_text("事项已启动。").wait_for()
    return page.url.split("?")[0][len(address) :]


async def imports(page: Page, file: Path) -> None:
    await page.get_by_role("link", name="编写草案").click()
    await page.get_by_label("导入文件").set_input_files(file)
    await page.get_by_role("button", name="导入并核对").click()
    await page.get_by_text("没有完全识别的内容").wait_for()
    await page.get_by_role("button", name="返回修改文本").click()
    assert "夜市营业至二十四时" in await page.get_by_label("草案全文").input_value()
    await page.get_by_role("button", name="下一步：核对识别结果").click()
    await page.get_by_role("button", name="保存为第1稿").click()
    await page.get_by_text("草案已保存为新版本。").wait_for()


async def fills(page: Page, root: str) -> None:
    await page.goto(f"{root}/materials")
    for name, label in LABELS.items():
        await page.get_by_label(label).first.fill(PAPERS[name])
    await page.get_by_label("第1项名称").fill(PAPERS["basis_title"][0])
    await page.get_by_label("上传附件").set_input_files({"name": "清单.txt", "mimeType": "text/plain", "buffer": "清单".encode()})
    await page.get_by_role("button", name="再加一项").click()
    assert await page.get_by_label("清单.txt").is_checked()
    await page.get_by_role("button", name="保存配套材料").last.click()
    await page.get_by_text("配套材料已保存。").wait_for()
    await page.goto(f"{root}/review-requests")
    await page.get_by_role("button", name="送审").click()


async def reviews_by_mouse(page: Page, root: str) -> None:
    await page.goto(f"{root}/reviews")
    for kind in ("合法性", "保密", "文字"):
        await page.get_by_label(kind, exact=True).check()
    await page.get_by_label("通过", exact=True).check()
    await page.get_by_role("button", name="记录审查结果").click()


async def releases_by_mouse(page: Page, root: str) -> None:
    await page.goto(f"{root}/release")
    await page.get_by_role("button", name="签发").click()
    await page.goto(f"{root}/publication")
    await page.get_by_label("截止日期").fill("2026-03-12")
    await page.get_by_role("button", name="下一步：核对").click()
    await page.get_by_label("缩短期限的理由").fill("因报备时限要求，缩短征求意见期限。")
    await page.get_by_role("button", name="下一步：核对").click()
    await page.get_by_text("期限10日，少于规定的30日").wait_for()
    await page.reload()
    await page.get_by_role("button", name="确认：发布公告").click()
    await page.get_by_text("征求意见公告已发布。").wait_for()
    await page.reload()
