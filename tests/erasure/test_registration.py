"""A registration put right long after the adoption: lists, figures and files follow, and a name shown by mistake is nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from consult.work.database_cleaning import cleaning_due
from domain.calendar import local_date
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import Driver
from tests.erasure.test_erasure import exported
from tests.erasure.test_revision import open_fields, shown_and_adopted
from tests.erasure.test_withholding import places
from tests.publication.test_packs import downloaded, dropped

pytestmark = pytest.mark.anyio
TEXT, NAME, NOTE = "来信建议麒麟桥延长营业", "欧阳青梧桐", "回执存根写明不公开姓名"


async def published(driver: Driver) -> tuple[str, str, str, str]:
    """A decision adopted, with one letter shown with its author's name: its id, the letter's, its day, where its sheet is."""
    decision = await driver.opened()
    desk, day = await at_desk(driver, "drafter"), local_date(driver.clock.now()).isoformat()
    path = f"/desk/consultations/{decision}/registration"
    fields: dict[str, Any] = {"channel": "letter", "received_on": day, "kind": "individual", "text": TEXT, "articles": ["a1"]}
    sent = await desk.send(path, **fields, name=NAME, publish_name="1")
    assert sent.status_code == 303, errors_in(sent.text)
    return decision, await shown_and_adopted(driver, decision), day, sent.headers["location"]


async def test_a_name_shown_by_mistake_leaves_every_public_place_and_the_lists_follow(driver: Driver, tmp_path: Path) -> None:
    decision, comment_id, day, sheet = await published(driver)
    await downloaded(driver)
    await exported(driver, tmp_path / "export")
    assert all((await places(driver, tmp_path / "export", [NAME])).values())
    pack = await driver.runtime.packs.cached(UUID(decision))
    own, second, third = [await at_desk(driver, person) for person in ("drafter", "second", "reviewer")]
    path = f"/desk/comments/{comment_id}/registration-correction"
    refused = await own.open(path)
    assert (refused.status_code, "登记人或者最后更正人以外" in refused.text) == (403, True)
    form, seen = hidden_fields(await second.page(path), path), hidden_fields(await third.page(path), path)
    typed = {"channel": "counter", "received_on": day, "respondent_kind": "individual", "articles": ["a2"], "cause": "misread"}
    kept = await second.post(path, form | typed | {"note": "来电核对过", "received_on": "明天"})
    assert (kept.status_code, "明天" in kept.text, "来电核对过" in kept.text) == (422, True, True)
    size = (await driver.runtime.log.head()).size
    assert [(await second.post(path, form | typed | {"note": NOTE})).status_code for _ in range(3)] == [303] * 3
    assert (await driver.runtime.log.head()).size == size + 1, "once, however often it is clicked"
    overtaken = await third.post(path, seen | typed | {"note": "来电核对过"})
    assert (overtaken.status_code, "来电核对过" in overtaken.text) == (409, True)
    await driver.settle()
    await dropped(pack)
    del pack
    await exported(driver, tmp_path / "export")
    after = await places(driver, tmp_path / "export", [NAME, NOTE])
    assert not any(after.values()), after
    assert await cleaning_due(driver.runtime), "of PostgreSQL's files by the next night"
    assert "name" not in await open_fields(driver, comment_id)
    await told(driver, decision)
    assert "现场" in await own.page(sheet.partition("?")[0], entered=sheet.partition("entered=")[2])


async def told(driver: Driver, decision: str) -> None:
    """Everywhere it is said that it was corrected, and why; the lists follow."""
    comments = f"/api/v1/consultations/{decision}/comments"
    item = (await driver.client.get(f"{comments}/1")).json()
    assert (item["channel"], item["articles"], item["respondent"]["name"], item["text"]) == ("counter", ["a2"], None, TEXT)
    (correction,) = item["registrations"]
    assert (correction["facts"], correction["cause"]) == (["channel", "articles", "publish_name"], "misread")
    lists = [(await driver.client.get(comments, params={"article": article})).json()["items"] for article in ("a1", "a2")]
    assert [len(items) for items in lists] == [0, 1]
    for address in ("/comments/1", "/comments", "/history", f"/replay?at={correction['position']}"):
        page = (await driver.client.get(f"/consultations/2026-001{address}")).text
        assert "原件辨认有误" in page, address
        assert "针对的条款" in page, address
    table = (await driver.client.get("/consultations/2026-001/downloads/comments.csv")).text
    assert "渠道；针对的条款；是否公开姓名（原件辨认有误）" in table
