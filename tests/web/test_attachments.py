"""No comment is entered without an attachment that was chosen for it: whoever sends it is told, and nothing else is lost."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest

from tests.driving import Driver, without_marks
from tests.web.test_pages import FORM

pytestmark = pytest.mark.anyio
ROOT = "/consultations/2026-001/comment"
GONE, WORDS = "附件没有保留下来", "建议延长到零点。"


def chosen(count: int) -> Any:
    return [("files", (f"证明{number}.txt", f"附件{number}".encode(), "text/plain")) for number in range(1, count + 1)]


def hidden(check: httpx.Response) -> dict[str, list[str]]:
    """What the check page carries to the next step."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', check.text, re.S):
        found.setdefault(name, []).append(html.unescape(value))
    return found


async def received(driver: Driver, consultation_id: str) -> int:
    await driver.settle()
    found: int = (await driver.client.get(f"/api/v1/consultations/{consultation_id}")).json()["ledger"]["received"]
    return found


async def test_more_than_five_are_named_and_five_stay_chosen(driver: Driver) -> None:
    await driver.opened()
    for path, said in ((ROOT, "下列附件没有保留"), (f"/en{ROOT}", "These were not kept")):
        response = await driver.client.post(f"{path}/check", data=FORM, files=chosen(7))
        assert response.status_code == 422
        assert said in response.text
        assert all(f"证明{number}.txt" in without_marks(response.text) for number in (6, 7))
        assert response.text.count('name="waiting"') == 5
        assert WORDS in response.text


async def test_those_added_later_count_as_well(driver: Driver) -> None:
    await driver.opened()
    check = await driver.client.post(f"{ROOT}/check", data=FORM, files=chosen(4))
    again = await driver.client.post(f"{ROOT}/check", data=hidden(check), files=chosen(2))
    assert again.status_code == 422
    assert again.text.count('name="waiting"') == 5
    assert "证明2.txt。" in again.text


@pytest.mark.parametrize("step", ["check", "submit"])
async def test_one_that_was_never_kept_is_not_left_out_in_silence(driver: Driver, step: str) -> None:
    consultation_id = await driver.opened()
    fields = hidden(await driver.client.post(f"{ROOT}/check", data=FORM, files=chosen(1)))
    fields["waiting"].append("invented")
    response = await driver.client.post(f"{ROOT}/{step}", data=fields)
    assert response.status_code == 422
    assert GONE in response.text
    assert WORDS in response.text
    assert "证明1.txt" in response.text
    assert await received(driver, consultation_id) == 0


async def test_one_whose_hour_is_over_is_not_left_out_in_silence(driver: Driver) -> None:
    consultation_id = await driver.opened()
    fields = hidden(await driver.client.post(f"{ROOT}/check", data=FORM, files=chosen(1)))
    driver.clock.advance(timedelta(minutes=61))
    response = await driver.client.post(f"{ROOT}/submit", data=fields)
    assert response.status_code == 422
    assert GONE in response.text
    assert WORDS in response.text
    assert await received(driver, consultation_id) == 0
    assert (await driver.client.post(f"{ROOT}/submit", data={**fields, "waiting": []})).status_code == 303


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
async def test_a_text_is_served_as_it_came_and_says_how_it_is_read(driver: Driver, encoding: str) -> None:
    consultation_id = await driver.opened()
    content = "附件：我的意见。".encode(encoding)
    files = {"files": ("意见.txt", content, "application/wps-office.txt")}
    fields = hidden(await driver.client.post(f"{ROOT}/check", data=FORM, files=files))
    assert (await driver.client.post(f"{ROOT}/submit", data=fields)).status_code == 303
    (waiting,) = await driver.waiting(consultation_id)
    await driver.done("drafter", f"/comments/{waiting['comment']['comment_id']}/publication")
    await driver.settle()
    found = re.search(r'href="(/blobs/[0-9a-f]{64})"', (await driver.client.get("/consultations/2026-001/comments/1")).text)
    assert found
    served = await driver.client.get(found[1])
    assert served.content == content
    assert served.headers["content-type"] == f"text/plain; charset={encoding}"


async def test_receipt_sheet_and_zip_name_the_attachments_and_the_articles(driver: Driver) -> None:
    await driver.opened()
    fields = hidden(await driver.client.post(f"{ROOT}/check", data=FORM, files=chosen(2)))
    sent = await driver.client.post(f"{ROOT}/submit", data=fields)
    await driver.settle()
    address, digest = sent.headers["location"], sha256("附件2".encode()).hexdigest()
    page = (await driver.client.get(address)).text
    sheet = (await driver.client.get(f"{address}/sheet")).text
    for words in (page, sheet):
        assert "证明2.txt" in words
        assert "1 KB" in words
        assert digest[:16] in words
        assert "第二条" in words
    assert digest in page
    with zipfile.ZipFile(io.BytesIO((await driver.client.get(f"{address}/zip")).content)) as archive:
        lines = archive.read("attachments.sha256").decode().splitlines()
    assert lines[1] == f"{digest}  证明2.txt"
    told = (await driver.client.get(f"/api/v1{address}")).json()
    assert told["attachments"][1] == {
        "name": "证明2.txt",
        "size": 7,
        "sha256": digest,
        "treatment": None,
        "copy": None,
    }
    assert told["articles"] == ["第二条"]
