"""The receipt as a status page: what happened, what comes next and by when, an appeal and its result, the answer."""

from __future__ import annotations

import pytest

from tests.driving import DAY, Driver

pytestmark = pytest.mark.anyio
NOTE = "内容为空白测试，没有可以公开的意见。"


async def status(driver: Driver, reference: str, prefix: str = "") -> str:
    await driver.settle()
    answer = await driver.client.get(f"{prefix}/receipts/{reference}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    return answer.text


async def received(driver: Driver, text: str = "应当延长营业时间。") -> tuple[str, str, str]:
    """Decision, comment and reference."""
    consultation = await driver.opened(days=2)
    reference = str((await driver.comment(consultation, text)).json()["reference"])
    (row,) = await driver.waiting(consultation)
    return consultation, str(row["comment"]["comment_id"]), reference


async def test_a_receipt_says_what_comes_next_and_by_when(driver: Driver) -> None:
    consultation, comment, reference = await received(driver)
    page = await status(driver, reference)
    assert all(words in page for words in ("已收到，已登记", "工作人员审看后公开", "收到意见", "征集截止以后"))
    assert "任何人都不能删除" not in page  # what is erased on request is gone; the record of it stays
    await driver.done("drafter", f"/comments/{comment}/publication")
    assert "已收到，已公开" in await status(driver, reference)
    await driver.close(driver.clock.now() + 2 * DAY)
    page = await status(driver, reference, "/en")
    assert "The division is to publish what became of the comments and why by" in page
    assert "This is overdue." not in page
    driver.clock.advance(60 * DAY)
    assert "已经逾期。" in await status(driver, reference)
    await driver.answered(consultation, [comment])
    await driver.feedback(consultation)
    page = await status(driver, reference)
    assert all(words in page for words in ("已答复", "兼顾居民休息"))
    assert "下一步" not in page


async def test_a_withholding_is_explained_to_its_author_and_an_appeal_confirmed(driver: Driver) -> None:
    _, comment, reference = await received(driver)
    await driver.done("drafter", f"/comments/{comment}/withholding", reason="empty", note="内部说明", public_note=NOTE)
    page = await status(driver, reference)
    assert all(words in page for words in ("已登记，不予公开", NOTE, "您可以在本页申请复核。"))
    assert "内部说明" not in page
    await driver.done("drafter", f"/comments/{comment}/erasure-requests", scope="identity", note="本人申请")
    await driver.done("second", f"/comments/{comment}/erasure")
    assert f"/receipts/{reference}/appeal" in await status(driver, reference), "without a name it is still a comment"
    grounds = "这是真实意见。\n\n第二段理由。"
    for _ in range(2):  # a double click
        answer = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": grounds})
        assert answer.status_code == 303
    page = await status(driver, reference)
    assert all(words in page for words in ("您的复核申请已经收到", "本人申请复核"))
    assert f"/receipts/{reference}/appeal" not in page
    await driver.done("reviewer", f"/comments/{comment}/appeal-decision", outcome="upheld", note="维持，理由充分。")
    page = await status(driver, reference)
    assert ("维持原来的决定" in page, "维持，理由充分" in page, "已登记，不予公开" in page) == (True, False, True)


@pytest.mark.parametrize(("grounds", "says"), [("", "此项必填。"), ("理由很多。" * 2000, "字")])
async def test_an_appeal_that_cannot_be_taken_keeps_its_form_and_words(driver: Driver, grounds: str, says: str) -> None:
    _, comment, reference = await received(driver)
    await driver.done("drafter", f"/comments/{comment}/withholding", reason="empty", note="内部说明", public_note=NOTE)
    answer = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": grounds})
    assert answer.status_code == 422
    assert 'id="grounds-error"' in answer.text
    assert says in answer.text.partition('id="grounds-error"')[2][:200]
    assert f"\n{grounds}</textarea>" in answer.text
    assert "您的复核申请已经收到" not in await status(driver, reference)


@pytest.mark.parametrize("pasted", ["{base}/receipts/{code}", "{base}/en/receipts/{code}/sheet?size=9", " {code} "])
async def test_the_address_of_a_receipt_finds_it_as_its_code_does(driver: Driver, pasted: str) -> None:
    _, _, reference = await received(driver)
    typed = pasted.format(base="https://example.gov.cn", code=reference)
    answer = await driver.client.post("/find", data={"reference": typed})
    assert (answer.status_code, answer.headers.get("location")) == (303, f"/receipts/{reference}")
