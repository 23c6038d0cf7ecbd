"""The public pages over HTTP, without a browser: languages, headers, the cache, and a comment made with forms alone."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import httpx
import pytest

from tests.browsing import refuse_loose_errors
from tests.catalogue_check import HAN, problems
from tests.driving import DAY, Driver
from tests.waiting import until

pytestmark = pytest.mark.anyio
FORM = {"kind": "individual", "articles": "a2", "text": "建议延长到零点。\r\n第二行 <script>alert(1)</script>", "name": "陈桂兰"}
INFORMATION = (
    "/help",
    "/privacy",
    "/accessibility",
    "/comment-rules",
    "/contact",
    "/public-log",
    "/data",
    "/find",
    "/",
    "/consultations",
)


def test_the_english_catalogue_is_complete() -> None:
    assert problems() == []


@pytest.mark.parametrize("path", INFORMATION)
async def test_a_page_exists_in_both_languages_and_says_so(driver: Driver, path: str) -> None:
    for prefix, tag in (("", "zh-CN"), ("/en", "en")):
        response = await driver.client.get(prefix + path)
        assert response.status_code == 200
        assert f'<html lang="{tag}"' in response.text
        assert response.text.count("<h1") == 1
        assert 'hreflang="zh-CN"' in response.text
        assert "set-cookie" not in response.headers
    # What stays Chinese on an English page are names and the link to the other language.
    english = re.sub(r"<(title|meta|script)[^>]*>[^<]*|中文|海州市[^<]*|（演示）", "", response.text)
    assert not HAN.findall(english), HAN.findall(english)


async def test_every_answer_carries_the_security_headers(driver: Driver) -> None:
    for path in ("/", "/nothing", "/api/v1/consultations", "/log/checkpoint", "/health/live"):
        headers = (await driver.client.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


async def test_a_page_is_kept_until_something_new_is_known(driver: Driver) -> None:
    consultation_id = await driver.opened()
    page = "/consultations/2026-001"
    first, second = [await driver.client.get(page) for _ in range(2)]
    assert (first.text, first.headers["etag"]) == (second.text, second.headers["etag"])
    same = await driver.client.get(page, headers={"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    await driver.comment(consultation_id, "新的意见")
    await driver.settle()
    third = await driver.client.get(page)
    assert third.headers["etag"] != first.headers["etag"]


async def test_a_page_that_counts_days_is_made_anew_after_midnight(driver: Driver) -> None:
    await driver.opened()
    before = (await driver.client.get("/consultations/2026-001")).text
    assert "还有31天" in before
    driver.clock.advance(DAY + timedelta(minutes=1))

    async def counted_anew() -> bool:
        return "还有30天" in (await driver.client.get("/consultations/2026-001")).text

    await until(counted_anew, "the cache has looked at the clock again")


async def test_a_comment_is_made_with_forms_alone(driver: Driver) -> None:
    await driver.opened()
    root = "/consultations/2026-001/comment"
    form = await driver.client.get(root)
    assert form.headers["cache-control"] == "no-store"
    check = await driver.client.post(f"{root}/check", data=FORM | {"key": _key(form)})
    assert check.status_code == 200, check.text
    assert "&lt;script&gt;alert(1)" in check.text
    carried = hidden(check)
    receipt = await driver.client.post(f"{root}/submit", data=carried | {"step": "submit"})
    again = await driver.client.post(f"{root}/submit", data=carried | {"step": "submit"})
    assert (receipt.status_code, receipt.headers["location"]) == (303, again.headers["location"])
    await driver.settle()
    page = await driver.client.get(receipt.headers["location"])
    assert "第1号意见" in page.text
    assert "第二行 &lt;script&gt;" in page.text
    assert (await driver.runtime.log.head()).size == 9 + 1


def _key(form: httpx.Response) -> str:
    found = re.search(r'name="key" value="([^"]+)"', form.text)
    assert found
    return found[1]


def hidden(check: httpx.Response) -> dict[str, str]:
    fields = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', check.text, re.S)
    return {name: html.unescape(value) for name, value in fields if value}


async def test_a_wrong_form_keeps_what_was_typed(driver: Driver) -> None:
    await driver.opened()
    response = await driver.client.post(
        "/consultations/2026-001/comment/check", data=FORM | {"text": "字" * 10_001, "email": "x"}
    )
    assert response.status_code == 422
    assert "<title>错误：" in response.text
    assert "最多10000字，现有10001字。" in response.text
    assert "联系方式格式不正确" in response.text
    refuse_loose_errors(response.text)
    assert "字" * 10_001 in response.text
    assert 'value="陈桂兰"' in response.text


async def test_going_back_to_change_keeps_what_was_typed(driver: Driver) -> None:
    await driver.opened()
    check = await driver.client.post("/consultations/2026-001/comment/check", data=FORM)
    form = await driver.client.post("/consultations/2026-001/comment/submit", data=hidden(check) | {"step": "change"})
    assert "建议延长到零点。" in form.text


async def test_a_late_comment_is_refused_with_the_closing_time_and_the_words_kept(driver: Driver) -> None:
    await driver.opened(days=1)
    driver.clock.advance(2 * DAY)
    response = await driver.client.post("/consultations/2026-001/comment/check", data=FORM)
    assert response.status_code == 409
    assert "2026年3月3日09:00（北京时间）" in response.text
    assert "建议延长到零点。" in response.text


async def test_an_attachment_waits_between_the_steps(driver: Driver) -> None:
    consultation_id = await driver.opened()
    root = "/consultations/2026-001/comment"
    files = {"files": ("证明.txt", "附件内容".encode(), "text/plain")}
    check = await driver.client.post(f"{root}/check", data=FORM, files=files)
    assert "证明.txt" in check.text
    receipt = await driver.client.post(f"{root}/submit", data=hidden(check) | {"step": "submit"})
    assert receipt.status_code == 303
    (waiting,) = await driver.waiting(consultation_id)
    await driver.done("drafter", f"/comments/{waiting['comment']['comment_id']}/publication")
    await driver.settle()
    page = (await driver.client.get("/consultations/2026-001/comments/1")).text
    found = re.search(r'href="(/blobs/[0-9a-f]{64})"', page)
    assert found
    blob = await driver.client.get(found[1])
    assert (blob.text, blob.headers["content-disposition"].split(";")[0]) == ("附件内容", "attachment")
    assert "sandbox" in blob.headers["content-security-policy"]


async def test_large_type_leads_back_to_this_site_only(driver: Driver) -> None:
    for back, expected in (("/help", "/help"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/")):
        response = await driver.client.get("/display", params={"large": "1", "back": back})
        assert (response.status_code, response.headers["location"]) == (303, expected)


async def test_a_page_is_kept_in_each_size_of_type(driver: Driver) -> None:
    for cookie, large in (("other=1", False), ("large=1", True), ("other=1", False)):
        page = await driver.client.get("/help", headers={"cookie": cookie})
        assert ('class="large"' in page.text) == large


@pytest.mark.parametrize(
    "path", ["/nothing", "/consultations/2026-999", "/consultations/x/comments/1", "/en/nothing", "/blobs/zz"]
)
async def test_what_is_not_there_gets_a_page_in_plain_words(driver: Driver, path: str) -> None:
    response = await driver.client.get(path)
    assert response.status_code == 404
    assert ("Page not found" if path.startswith("/en") else "没有找到这一页") in response.text


async def test_a_reference_that_is_wrong_is_kept_in_the_field(driver: Driver) -> None:
    response = await driver.client.post("/find", data={"reference": "AAAA-BBBB"})
    assert response.status_code == 422
    assert 'value="AAAA-BBBB"' in response.text


async def test_a_due_date_in_a_year_without_a_holiday_calendar_says_that_it_may_move(driver: Driver) -> None:
    last_known = max(driver.runtime.calendar.years)
    driver.clock.tell(driver.clock.now().replace(year=last_known, month=11, day=2))
    consultation_id = await driver.opened()
    await driver.close(driver.clock.now() + 31 * DAY)
    number = (await driver.client.get(f"/api/v1/consultations/{consultation_id}")).json()["number"]
    page = (await driver.client.get(f"/consultations/{number}")).text
    assert f"{last_known + 1}年放假安排尚未公布" in page
