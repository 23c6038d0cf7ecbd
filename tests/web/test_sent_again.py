"""A form sent once, changed and sent again (Back): the first stays what it was, and the new text is one click from being sent."""

from __future__ import annotations

import pytest

from tests.driving import Driver
from tests.web.test_attachments import ROOT, hidden, received

pytestmark = pytest.mark.anyio
FORM = {"kind": "individual", "text": "应当延长营业时间。"}
CHANGED = "应当延长营业时间，并且\n增加垃圾桶。"


@pytest.mark.parametrize(("prefix", "said"), [("", "没有重复登记"), ("/en", "has not been entered again")])
async def test_the_same_form_with_another_text_leads_to_its_receipt_and_to_a_new_form(
    driver: Driver, prefix: str, said: str
) -> None:
    consultation = await driver.opened()
    check = await driver.client.post(f"{ROOT}/check", data=FORM)
    first = await driver.client.post(f"{ROOT}/submit", data=hidden(check))
    same = await driver.client.post(f"{ROOT}/submit", data=hidden(check))
    assert (first.status_code, same.headers["location"]) == (303, first.headers["location"])
    again = await driver.client.post(f"{prefix}{ROOT}/submit", data=hidden(check) | {"text": [CHANGED]})
    assert again.status_code == 409
    assert said in again.text
    assert f'href="{prefix}{first.headers["location"]}"' in again.text
    assert f"\n{CHANGED}</textarea>" in again.text
    assert await received(driver, consultation) == 1
    key = again.text.partition('name="key" value="')[2].partition('"')[0]
    check = await driver.client.post(f"{ROOT}/check", data=FORM | {"key": key, "text": CHANGED})
    other = await driver.client.post(f"{ROOT}/submit", data=hidden(check))
    assert (other.status_code, other.headers["location"] == first.headers["location"]) == (303, False)
    assert await received(driver, consultation) == 2


async def test_a_second_appeal_with_other_words_is_told_that_there_is_one(driver: Driver) -> None:
    consultation = await driver.opened()
    reference = (await driver.comment(consultation, FORM["text"])).json()["reference"]
    (row,) = await driver.waiting(consultation)
    await driver.done("drafter", f"/comments/{row['comment']['comment_id']}/withholding", reason="empty", note="误判")
    first = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": "这是真实意见。"})
    other = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": "另外的理由。"})
    assert (first.status_code, other.status_code) == (303, 409)
    assert all(words in other.text for words in ("该意见已经申请过复核", "另外的理由。"))
