"""The screening desk in a real browser: by keyboard, with scripts and without; every page and state accessible and valid."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, FilePayload, Page

from consult.work.closing import close_due_periods
from tests.desk.screening.in_browser import browser_at_work, desk_page, press
from tests.desk.screening.story import LATER, commented, ids, register, statuses
from tests.desk.screening.test_comment import PDF, act
from tests.desk.screening.test_importing import CSV, fields_of, uploaded
from tests.desk.screening.test_queue import csrf_of
from tests.desking import at_desk, hidden_fields
from tests.driving import Driver
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


SCAN: FilePayload = {"name": "信.pdf", "mimeType": "application/pdf", "buffer": PDF}
QUERIES = {"queue": {}, "later": {"after": "50"}, "nothing found": {"words": "没有"}, "all": {"queue": "all"}}


async def choose(page: Page, label: str, place: int) -> None:
    """The n-th option of a list, by keyboard."""
    await page.get_by_label(label, exact=True).focus()
    for _ in range(place):
        await page.keyboard.press("ArrowDown")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_screener_works_through_the_queue_by_keyboard(driver: Driver, scripts: bool, browser: Browser) -> None:
    consultation_id, found = await commented(driver, 5)
    desk, said = await at_desk(driver, "drafter"), list[str]()
    async with browser_at_work(driver, browser) as address:
        page = await desk_page(browser, address, desk, said, java_script_enabled=scripts, viewport={"width": 320, "height": 640})
        await page.goto(f"{address}/desk/consultations/{consultation_id}/screening")
        await press(page, "link", "第1号意见")
        await press(page, "button", "公开")
        await page.get_by_role("heading", name="第2号意见", level=1).wait_for()
        assert await page.get_by_role("status").first.inner_text() == "第1号意见：已公开。"
        await choose(page, "理由", 5)
        await page.get_by_label("内部说明").focus()
        await page.keyboard.type("推销")
        await press(page, "button", "不予公开")
        await page.get_by_role("heading", name="第3号意见", level=1).wait_for()
        await page.go_back()
        await page.goto(f"{address}/desk/comments/{found[2]}")
        await press(page, "link", "遮盖部分文字后公开")
        await page.get_by_label("要遮盖的文字").focus()
        await page.keyboard.type("夜市")
        await press(page, "button", "遮盖并预览")
        await page.locator("mark").first.wait_for()
        assert await page.locator("mark").all_inner_texts() == ["■■"]
        await choose(page, "遮盖的理由", 1)
        await press(page, "button", "遮盖后公开")
        await page.get_by_role("heading", name="第4号意见", level=1).wait_for()
        await press(page, "link", "回到审看队列")
        await press(page, "button", "选中本页全部意见")
        await page.locator("input[name=ids]:checked").nth(1).wait_for()
        assert await page.locator("input[name=ids]:checked").count() == 2
        await press(page, "button", "公开选中的意见")
        await page.get_by_text("已公开2条意见。").wait_for()
        await page.reload()
        await page.get_by_text("已公开2条意见。").wait_for()
    assert said == []
    assert await statuses(driver, consultation_id) == ["published", "withheld", "published", "published", "published"]
    assert (await driver.runtime.log.head()).size == 9 + 5 + 5


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_registrar_enters_letters_by_keyboard_and_prints_one_page(
    driver: Driver, scripts: bool, browser: Browser
) -> None:
    consultation_id = await driver.opened()
    desk, said = await at_desk(driver, "drafter"), list[str]()
    async with browser_at_work(driver, browser) as address:
        page = await desk_page(browser, address, desk, said, java_script_enabled=scripts)
        await page.goto(f"{address}/desk/consultations/{consultation_id}/registration")
        for button, number in (("保存并登记下一件", 1), ("保存并打印确认单", 2)):
            await page.get_by_label("意见内容").focus()
            await page.keyboard.type(f"来信{number}：路灯太暗。")
            await page.get_by_label("原件扫描件").set_input_files(
                {"name": "信.pdf", "mimeType": "application/pdf", "buffer": PDF}
            )
            await press(page, "button", button)
            await page.get_by_text(re.compile(f"第{number}号意见")).first.wait_for()
            assert len(await page.locator(".reference").inner_text()) == 19
        await page.get_by_role("heading", name="意见登记确认单").wait_for()
        reference = await page.locator(".reference").inner_text()
        assert (await page.pdf(format="A4")).count(b"/Type /Page\n") + (await page.pdf()).count(b"/Type /Page\n") == 2
        await page.reload()
        assert await page.locator(".reference").inner_text() == reference
    assert said == []
    assert len(await ids(driver, consultation_id)) == 2


async def states_of(driver: Driver) -> dict[str, str]:
    """Every page of the screening desk in each of its states."""
    desk, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    empty = await driver.opened(title="关于空白事项的若干措施")
    found = {"empty queue": await desk.page(f"/desk/consultations/{empty}/screening")}
    found["empty erasures"] = await desk.page("/desk/erasures")
    consultation_id = await driver.opened()
    respondent = {"kind": "enterprise", "name": "张三", "organisation": "夜明公司", "contact": {"email": "z@example.org"}}
    receipt = (await driver.comment(consultation_id, "长" * 700, respondent=respondent, articles=["a2"])).json()
    for number in range(2, 55):
        await driver.comment(consultation_id, f"第{number}条意见", proposed_wording="改为零点。" if number == 2 else None)
    comments = await ids(driver, consultation_id)
    root = f"/desk/consultations/{consultation_id}"
    queue = f"{root}/screening"
    for name, query in {
        "queue": {},
        "later": {"after": "50"},
        "nothing found": {"words": "没有"},
        "all": {"queue": "all"},
    }.items():
        found[name] = await desk.page(queue, **query)
    found["queue in English"] = await desk.page(f"/en{queue}")
    csrf = csrf_of(found["queue"])
    found["bulk error"] = (await desk.post(queue, {"csrf": csrf, "act": "withhold", "ids": comments[5]})).text
    await second.done(f"/desk/comments/{comments[6]}", action=f"/desk/comments/{comments[6]}/publication")
    bulk = {"csrf": csrf, "key": "bulk", "act": "publish", "ids": comments[5:8]}
    found["bulk done"] = (await desk.post(queue, bulk)).text
    one = f"/desk/comments/{comments[0]}"
    found["comment"] = await desk.page(one)
    found["comment in English"] = await desk.page(f"/en{one}")
    for step in ("publication", "withholding", "erasure-requests", "redaction"):
        found[step] = await desk.page(f"{one}/{step}")
    found["withholding error"] = (await desk.send(f"{one}/withholding", reason="", note="")).text
    text = "长" * 700
    preview = await desk.send(f"{one}/redaction", step="preview", words="长长\n没有", redacted_text=text)
    found["redaction preview"] = preview.text
    found["redaction error"] = (await desk.send(f"{one}/redaction", step="preview", words="", redacted_text="改")).text
    await act(desk, comments[0], "withholding", reason="abuse", note="辱骂", public_note="另行答复")
    await driver.client.post(f"/receipts/{receipt['reference']}/appeal", data={"grounds": "没有辱骂。"})
    await act(desk, comments[0], "erasure-requests", scope="identity", note="来电")
    found["appealed, own"] = await desk.page(one)
    found["appealed"] = await second.page(one)
    found["appeal decision"] = await second.page(f"{one}/appeal-decision")
    found["erasure"] = await second.page(f"{one}/erasure")
    found["erasures, own"] = await desk.page("/desk/erasures")
    found["erasures"] = await second.page("/desk/erasures")
    await act(second, comments[0], "appeal-decision", outcome="upheld", note="维持")
    await act(second, comments[0], "erasure")
    found["erased"] = await second.page(one)
    found["erasures done"] = await second.page("/desk/erasures", show="done")
    await act(desk, comments[1], "erasure-requests", scope="all", note="来电")
    await act(second, comments[1], "erasure")
    found["all erased"] = await second.page(f"/desk/comments/{comments[1]}")
    found["registration"] = await desk.page(f"{root}/registration")
    found["registration error"] = (await register(driver, desk, consultation_id, text="", articles=["a1"])).text
    found["registration next"] = (await register(driver, desk, consultation_id, then="next")).text
    found["confirmation"] = (await register(driver, desk, consultation_id, name="赵大")).text
    found["import"] = await desk.page(f"{root}/import")
    mapping = await uploaded(desk, f"{root}/import", "意见.csv", CSV.encode())
    found["import mapping"] = mapping.text
    fields = fields_of(mapping.text)
    for step in ("try", "import"):
        found[f"import {step}"] = (await desk.post(f"{root}/import", fields | {"step": step})).text
    found["import error"] = (await desk.post(f"{root}/import", {"csrf": csrf, "step": "upload"})).text
    found["import mapping error"] = (await desk.post(f"{root}/import", fields | {"step": "try", "column_2": "text"})).text
    found["exports"] = await desk.page(f"{root}/exports")
    found["decision"] = await desk.page(root)
    driver.clock.tell(driver.clock.now() + LATER)
    await close_due_periods(driver.runtime)
    found["late"] = (await register(driver, await at_desk(driver, "drafter"), consultation_id)).text
    return found


async def test_every_page_and_state_is_accessible_fits_a_phone_and_is_valid(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    states = await states_of(driver)
    for name, html in states.items():
        assert "<h1>" in html, name
        assert "系统出错" not in html, name
    assert html_checker.errors(states) == []
    assert await problems_of(browser, driver.cache, states) == []


async def test_a_form_in_two_windows_acts_once(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 1)
    desk = await at_desk(driver, "drafter")
    path = f"/desk/comments/{found[0]}/withholding"
    windows = [hidden_fields(await desk.page(f"/desk/comments/{found[0]}"), path) for _ in range(2)]
    answers = [await desk.post(path, fields | {"reason": "abuse", "note": "辱骂"}) for fields in windows]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert await statuses(driver, consultation_id) == ["withheld"]
