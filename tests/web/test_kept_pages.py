"""What a sent form is answered with has an address: loading it again, Back and forward send nothing anew, and lose nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page

from consult.commands.kept_pages import delete_expired_pages
from consult.database import Database
from tests.browsing import leads_to_kept
from tests.desking import at_desk
from tests.driving import Driver, driving
from tests.web.browser import browsing, page_in
from tests.web.test_attachments import ROOT, WORDS, chosen, hidden, received
from tests.web.test_pages import FORM

pytestmark = pytest.mark.anyio
WRONG = FORM | {"email": "x"}
COUNT = "SELECT count(*) FROM sealed.kept_pages"


async def sent(driver: Driver, path: str, **options: Any) -> str:
    """Where a browser is led that sends this form."""
    answer = await httpx.AsyncClient.post(driver.client, path, **options)
    assert leads_to_kept(answer), answer.status_code
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["location"].startswith(f"{path}?kept=")
    return str(answer.headers["location"])


async def test_a_refused_form_is_shown_with_all_that_was_typed_however_often_it_is_loaded(driver: Driver) -> None:
    await driver.opened()
    address = await sent(driver, f"{ROOT}/check", data=WRONG, files=chosen(1))
    for _ in range(2):
        page = await driver.client.get(address)
        assert page.status_code == 422
        assert all(words in page.text for words in (WORDS, "联系方式格式不正确", "证明1.txt"))
        assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")
    row = await driver.runtime.database.pool.fetchrow("SELECT * FROM sealed.kept_pages")
    assert FORM["text"].encode() not in row["ciphertext"]
    assert address.rpartition("=")[2].encode() not in row["token_hash"]


async def test_going_back_from_the_receipt_and_sending_once_more_enters_nothing_twice(driver: Driver) -> None:
    consultation = await driver.opened()
    address = await sent(driver, f"{ROOT}/check", data=FORM)
    check = await driver.client.get(address)
    receipts = [await driver.client.post(f"{ROOT}/submit", data=hidden(check)) for _ in range(2)]
    assert (await driver.client.get(address)).text == check.text
    assert {receipt.headers["location"] for receipt in receipts} == {receipts[0].headers["location"]}
    assert await received(driver, consultation) == 1
    changed = await sent(driver, f"{ROOT}/submit", data=hidden(check) | {"step": "change"})
    assert WORDS in (await driver.client.get(changed)).text


async def test_a_kept_page_opens_at_its_own_address_only_and_for_an_hour(driver: Driver) -> None:
    await driver.opened()
    address = await sent(driver, f"{ROOT}/check", data=WRONG)
    for other in (address.replace("/check", "/submit"), f"/en{address}", f"{address[:-1]}!"):
        page = await driver.client.get(other)
        assert (page.status_code, page.headers["location"].partition("?")[0].endswith(ROOT)) == (303, True)
    driver.clock.advance(timedelta(minutes=61))
    gone = await driver.client.get(address)
    assert (gone.status_code, gone.headers["location"]) == (303, f"{ROOT}?gone=1")
    assert "只保留一小时" in (await driver.client.get(gone.headers["location"])).text
    await delete_expired_pages(driver.runtime)
    assert await driver.runtime.database.pool.fetchval(COUNT) == 0


async def test_an_appeal_that_cannot_be_taken_and_a_form_that_comes_too_late_have_their_addresses_too(driver: Driver) -> None:
    consultation = await driver.opened(days=1)
    reference = (await driver.comment(consultation, FORM["text"])).json()["reference"]
    (row,) = await driver.waiting(consultation)
    await driver.done("drafter", f"/comments/{row['comment']['comment_id']}/withholding", reason="empty", note="误判")
    appeal = await sent(driver, f"/receipts/{reference}/appeal", data={"grounds": "理" * 5001})
    page = await driver.client.get(appeal)
    assert (page.status_code, "理" * 5001 in page.text) == (422, True)
    assert (await driver.client.get(f"/receipts/{reference}/appeal")).status_code == 303
    driver.clock.advance(timedelta(days=2))
    late = await driver.client.get(await sent(driver, f"{ROOT}/submit", data=FORM))
    assert (late.status_code, WORDS in late.text) == (409, True)


async def test_a_network_that_sends_too_many_is_answered_at_once_and_nothing_more_is_kept_for_it(
    database: Database, tmp_path: Path
) -> None:
    async with driving(database, tmp_path, comment_burst=3) as driver:
        await driver.opened()
        answers = [await httpx.AsyncClient.post(driver.client, f"{ROOT}/check", data=WRONG) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 422, 422]
        assert WORDS in answers[4].text
        assert await driver.runtime.database.pool.fetchval(COUNT) == 3


async def test_at_the_desk_a_page_is_kept_for_the_person_it_was_shown_to(driver: Driver) -> None:
    path = f"/desk/consultations/{await driver.opened()}/registration"
    desk, colleague = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    shown = await desk.send(path, text="来信：路灯太暗。", received_on="昨天")
    address = str(shown.request.url)
    assert ("?kept=" in address, shown.status_code) == (True, 422)
    assert "来信：路灯太暗。" in (await desk.client.get(address)).text
    assert "来信：路灯太暗。" not in (await colleague.client.get(address)).text
    assert (await driver.client.get(address)).status_code == 303  # to sign in first
    refused = await driver.client.post("/desk/sign-in", data={"email": "a@example.org", "password": "x"})
    assert "kept" not in str(refused.request.url)


async def test_what_is_erased_is_on_no_kept_page_and_a_form_as_typed_stays(driver: Driver) -> None:
    consultation = await driver.opened()
    await driver.comment(consultation, "要删除的内容。")
    (row,) = await driver.waiting(consultation)
    comment = f"/comments/{row['comment']['comment_id']}"
    await sent(driver, f"{ROOT}/check", data=WRONG)
    desk = await at_desk(driver, "drafter")
    refused = await desk.send(f"/desk{comment}", action=f"/desk{comment}/withholding", reason="mood")
    assert "要删除的内容。" in (await desk.client.get(refused.request.url)).text
    await driver.done("drafter", f"{comment}/erasure-requests", scope="all", note="来电")
    await driver.done("second", f"{comment}/erasure")
    assert "要删除的内容。" not in (await desk.client.get(refused.request.url)).text
    assert await driver.runtime.database.pool.fetchval(COUNT) == 1


def larger_than_taken(fields: dict[str, str]) -> dict[str, Any]:
    """The beginning of a form with 60 MB of attachments, as a browser sends it: fields first, and the length of the whole."""
    begin = "--limit\r\nContent-Disposition: form-data; name="
    parts = [f'{begin}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    file = f'{begin}"files"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF'
    headers = {"content-type": "multipart/form-data; boundary=limit", "content-length": str(60 * 1024 * 1024)}
    return {"content": ("".join(parts) + file).encode(), "headers": headers}


async def test_attachments_that_are_too_large_together_lose_none_of_the_words(driver: Driver) -> None:
    await driver.opened()
    form = FORM | {"text": '写着 "; filename="x" 的意见\r\n第二行', "phone": "13800138000"}
    page = await driver.client.get(await sent(driver, f"{ROOT}/check", **larger_than_taken(form)))
    assert page.status_code == 413
    assert "附件合计超过50MB" in page.text
    assert "写着 &#34;; filename=&#34;x&#34; 的意见\n第二行</textarea>" in page.text
    assert 'value="13800138000"' in page.text


async def typed_in(page: Page) -> str:
    return await page.get_by_label("意见内容").input_value()


@pytest.mark.browser
async def test_a_half_filled_form_stays_in_its_tab_until_it_is_sent(driver: Driver, browser: Browser) -> None:
    await driver.opened()
    said: list[str] = []
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, said)
        await page.goto(f"{address}{ROOT}")
        await page.get_by_text("填写的内容暂存在这台设备").wait_for()
        await page.get_by_label("意见内容").fill("建议延长到零点。")
        await page.get_by_label("企业").check()
        await page.reload()
        assert (await typed_in(page), await page.get_by_label("企业").is_checked()) == ("建议延长到零点。", True)
        await page.get_by_text("已恢复").wait_for()
        await page.get_by_role("button", name="下一步").click()
        await page.get_by_role("heading", name="核对后提交").wait_for()
        await page.reload()
        await page.go_back()
        assert await typed_in(page) == "建议延长到零点。"
        await page.go_forward()
        await page.get_by_role("button", name="提交意见").click()
        await page.get_by_role("heading", name="意见回执").wait_for()
        assert await page.evaluate("sessionStorage.length") == 0
        await page.goto(f"{address}{ROOT}?article=a2")
        assert await typed_in(page) == ""
        await page.get_by_label("意见内容").fill("另一条。")
        await page.get_by_role("button", name="清空").click()
        assert (await typed_in(page), await page.evaluate("sessionStorage.length")) == ("", 0)
    assert said == []
