"""The catalogue of decision matters through the whole program: the desk makes it, the public reads it, decisions belong to it."""

from __future__ import annotations

import csv
import io

import pytest
from docx import Document

from tests.desk.catalogue.life import MATTER, OUTSIDE, ROOT, SECOND, WHY, adjusted, called, listed, prepared
from tests.desk.drafting.matters import MATTER as STARTED
from tests.desking import at_desk, errors_in
from tests.driving import DAY, Driver, without_marks
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def test_it_is_sealed_until_a_second_person_publishes_it_and_then_public_everywhere(driver: Driver) -> None:
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    assert "还没有拟订" in await drafter.page("/desk/catalogues")
    assert "本年度的目录还没有公布。" in (await driver.client.get("/catalogue")).text
    await prepared(drafter)
    assert (await releaser.send(f"{ROOT}/publication")).status_code == 409
    await drafter.done(f"{ROOT}/submission")
    hidden = [await driver.client.get(path) for path in ("/catalogue/2026", "/api/v1/catalogues/2026", "/catalogue")]
    assert [answer.status_code for answer in hidden] == [404, 404, 200]
    assert all(MATTER["title"] not in answer.text for answer in hidden)
    assert b"".join([entry.state for entry in await driver.runtime.log.read(0, 10)]).find(MATTER["title"].encode()) == -1
    await releaser.done(f"{ROOT}/publication")
    for path, words in (("/catalogue", "第1项"), ("/en/catalogue/2026", "No. 1")):
        page = without_marks((await driver.client.get(path)).text)
        assert words in page
        assert all(text in page for text in (MATTER["title"], SECOND["title"], MATTER["basis"]))
    assert "Not yet begun in public" in page
    assert "Second quarter" in page
    assert "Hearing、Risk assessment" in page or "Hearing" in page
    found = (await driver.client.get("/api/v1/catalogues/2026")).json()
    assert [(each["number"], each["state"], each["matter"]["title"]) for each in found["matters"]] == [
        (1, "not_begun", MATTER["title"]),
        (2, "not_begun", SECOND["title"]),
    ]
    assert (await driver.client.get("/api/v1/catalogues")).json() == {"years": [2026]}
    assert found["matters"][0]["matter"]["risk"] is True
    assert await driver.check() == (await driver.runtime.log.head()).size


async def test_its_matters_lead_to_decisions_and_what_is_in_preparation_is_not_told(driver: Driver) -> None:
    await listed(driver)
    decision = await driver.released(place={"year": 2026, "matter": 1})
    before = (await driver.client.get("/catalogue/2026")).text
    assert (await driver.client.get("/api/v1/catalogues/2026")).json()["matters"][0]["state"] == "not_begun"
    drafter = await at_desk(driver, "drafter")
    assert "决策正在准备，尚未公开" in await drafter.page(ROOT)
    refused = await drafter.send(f"{ROOT}/matters/1/removal", kind="removed", reason=WHY)
    assert (refused.status_code, WHY in refused.text) == (409, True)
    closes_at = (driver.clock.now() + 31 * DAY).isoformat()
    await driver.done("releaser", f"/consultations/{decision}/publication", closes_at=closes_at)
    await driver.settle()
    after = (await driver.client.get("/catalogue/2026")).text
    assert "/consultations/2026-001" not in before
    assert "/consultations/2026-001" in after
    assert "征集中" in after
    page = (await driver.client.get("/consultations/2026-001")).text
    assert "2026年度决策事项目录第1项" in page
    assert 'href="/catalogue/2026#m1"' in page
    answer = await driver.client.get("/api/v1/consultations/2026-001")
    assert answer.json()["place"] == {"year": 2026, "matter": 1, "reason": None}
    driver.clock.advance(32 * DAY)

    async def closed() -> bool:
        return "已截止，研究中" in (await driver.client.get("/catalogue/2026")).text

    await until(closed, "the cache has looked at the clock again")
    late = await driver.desk("drafter", f"/consultations/{decision}/matter", reason=OUTSIDE)
    assert late.json()["rule"] == "MatterNamedLate"


async def test_once_it_is_public_a_call_waits_for_a_matter_or_a_reason(driver: Driver) -> None:
    assert await called(driver) == "2026-001"  # before there is one, nothing is asked
    await listed(driver)
    decision = await driver.released()
    command = {"closes_at": (driver.clock.now() + 31 * DAY).isoformat()}
    refused = await driver.desk("releaser", f"/consultations/{decision}/publication", **command)
    assert (refused.status_code, refused.json()["rule"]) == (409, "MatterNotNamed")
    drafter, here = await at_desk(driver, "drafter"), f"/desk/consultations/{decision}/matter"
    for wrong in ({}, {"matter": "2026-1", "reason": OUTSIDE}, {"reason": "太短"}, {"matter": "2025-1"}, {"matter": "x"}):
        answer = await drafter.send(here, **wrong)
        assert answer.status_code in (409, 422), wrong
        assert errors_in(answer.text)
        assert wrong.get("reason", "") in answer.text
    await drafter.done(here, reason=OUTSIDE)
    assert OUTSIDE in await drafter.page(here)
    await driver.done("releaser", f"/consultations/{decision}/publication", **command)
    await driver.settle()
    assert OUTSIDE in (await driver.client.get("/consultations/2026-002")).text
    ordinary = await called(driver, reason=OUTSIDE)
    assert ordinary == "2026-003"


async def test_a_decision_is_started_with_its_matter_and_a_matter_leads_to_one(driver: Driver) -> None:
    drafter, start = await at_desk(driver, "drafter"), "/desk/consultations/new"
    assert 'name="matter"' not in await drafter.page(start)
    await listed(driver)
    assert "2026年度第1项" in await drafter.page(start)
    missing = await drafter.send(start, **STARTED)
    assert missing.status_code == 422
    assert STARTED["title"] in missing.text
    assert 'href="#matter"' in missing.text
    where = (await drafter.done(start, **STARTED, matter="2026-1")).partition("?")[0]
    assert "2026年度决策事项目录第1项" in await drafter.page(where)
    assert "2026年度第1项" not in await drafter.page(start)  # it is taken
    assert (await drafter.send(start, **STARTED, matter="2026-1")).status_code == 409
    await drafter.done(start, **STARTED | {"regime": "ordinary_consultation"})
    second = (await drafter.done(start, **STARTED, reason=OUTSIDE)).partition("?")[0]
    await drafter.done(f"{second}/matter", matter="2026-2")
    await drafter.done(f"{second}/matter", reason=OUTSIDE)  # and back: the second matter is free again
    assert "2026年度第2项" in await drafter.page(start)


async def test_adjustments_are_public_with_their_reasons_and_so_are_the_files(driver: Driver) -> None:
    await listed(driver)
    drafter, both = await at_desk(driver, "drafter"), await at_desk(driver, "outsider")
    for wrong in ({"kind": "removed", "reason": "太短"}, {"reason": WHY}, {"kind": "added", "reason": WHY}):
        answer = await drafter.send(f"{ROOT}/matters/2/removal", **wrong)
        assert answer.status_code in (409, 422)
        assert wrong["reason"] in answer.text
    await both.done(f"{ROOT}/matters/1", title="早市办法", reason=WHY, **{k: v for k, v in MATTER.items() if k != "title"})
    assert (await both.send(f"{ROOT}/adjustments")).status_code == 403
    await both.done(f"{ROOT}/changes/1/dropping")
    assert "公布以后没有调整。" in (await driver.client.get("/catalogue/2026")).text
    await adjusted(driver)
    page = (await driver.client.get("/catalogue/2026")).text
    assert all(words in page for words in ("第1次调整", WHY, "已移出", "夜市设置办法", "<del>停车场布局规划</del>"))
    assert (await driver.client.get("/api/v1/catalogues/2026")).json()["adjustments"][0]["changes"][0]["kind"] == "removed"
    rows = list(
        csv.reader(io.StringIO((await driver.client.get("/catalogue/2026/downloads/catalogue.csv")).content.decode("utf-8-sig")))
    )
    assert [row[:2] for row in rows[1:]] == [["1", MATTER["title"]], ["2", SECOND["title"]], ["3", "夜市设置办法"]]
    assert (rows[2][7], rows[2][9]) == ("已移出", WHY)
    word = (await driver.client.get("/en/catalogue/2026/downloads/catalogue.docx")).content
    document = Document(io.BytesIO(word))
    assert [len(table.rows) for table in document.tables] == [4, 3]
    assert document.tables[1].cell(1, 3).text == WHY
    for path in ("catalogue.xlsx", "catalogue.csv?x=1"):
        assert (await driver.client.get(f"/catalogue/2026/downloads/{path}")).status_code == 404


async def test_a_double_click_enters_one_matter_and_who_is_overtaken_keeps_what_he_typed(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    first = [await drafter.send(f"{ROOT}/matters", key="the-same-key", **MATTER) for _ in range(2)]
    assert [answer.status_code for answer in first] == [303, 303]
    assert (await driver.runtime.log.head()).size == 1
    again = await drafter.send(f"{ROOT}/matters", **MATTER)
    assert (again.status_code, MATTER["basis"] in again.text) == (409, True)
    seen = (await drafter.page(f"{ROOT}/matters/1")).partition('name="seen" value="')[2].partition('"')[0]
    await drafter.done(f"{ROOT}/matters", **SECOND)
    stale = await drafter.send(f"{ROOT}/matters/1", seen=seen, **MATTER | {"title": "早市办法"})
    assert (stale.status_code, "早市办法" in stale.text, "现在保存的内容" in stale.text) == (409, True, True)
    for wrong in ({"planned": ""}, {"planned": "9-13x"}, {"matter_kind": "emergency"}, {"basis": " "}, {"foreseen": "x"}):
        answer = await drafter.send(f"{ROOT}/matters", **SECOND | {"title": "第三项"} | wrong)
        assert answer.status_code in (409, 422), wrong
        assert "第三项" in answer.text
    for path in ("/desk/catalogues/2019", f"{ROOT}/matters/9", f"{ROOT}/matters/0", "/catalogue/99999999999"):
        assert (await drafter.open(path)).status_code == 404, path
    await drafter.done(f"{ROOT}/matters/1/removal")
    assert MATTER["title"] not in await drafter.page(ROOT)
