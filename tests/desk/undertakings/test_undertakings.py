"""An adopted decision is carried out by forms, and anybody reads how far it is, what is late, and what was corrected."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from consult.reminders.daily import digest_now
from consult.staff.reminder_kinds import ReminderKind
from tests.desking import at_desk, errors_in
from tests.driving import DAY, Driver
from tests.executing import PROOF, SAID, TASK, adopted, day, evaluated, suspended, task, told_of
from tests.waiting import until

pytestmark = pytest.mark.anyio
PUBLIC = "/consultations/2026-001/execution"


def words(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


async def read(driver: Driver, address: str) -> str:
    await driver.settle()
    answer = await driver.client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


async def reminded(driver: Driver, person: str) -> list[ReminderKind]:
    return [each.kind for each in await digest_now(driver.runtime, await driver.runtime.staff.person(person))]


async def test_a_task_is_carried_out_by_forms_and_read_by_everybody(driver: Driver) -> None:
    decision = await adopted(driver)
    assert "尚未公布执行任务" in await read(driver, PUBLIC)
    releaser, executor = await at_desk(driver, "releaser"), await at_desk(driver, "outsider")
    new = f"/desk/consultations/{decision}/undertakings/new"
    past = await releaser.send(new, **TASK, unit="ports", limit=day(driver, -1))
    assert (past.status_code, TASK["measures"] in past.text) == (422, True)
    root = (await releaser.done(new, **TASK, unit="ports", limit=day(driver, 10))).partition("?")[0]
    assert TASK["measures"] in await executor.page("/desk/undertakings")
    refused = await executor.send(f"{root}/progress", **SAID | {"effect": ""})
    assert (refused.status_code, SAID["progress"] in refused.text) == (422, True)
    await executor.done(f"{root}/progress", **SAID)
    own = await driver.desk("drafter", root.removeprefix("/desk") + "/progress", **SAID)
    assert (own.status_code, own.json()["rule"]) == (403, "OtherUnitExecutes")
    board = words(await read(driver, PUBLIC))
    assert all(said in board for said in (*SAID.values(), TASK["measures"], TASK["responsible"], "最近更新"))
    assert "已逾期" not in board
    driver.clock.advance(3 * DAY)
    assert await reminded(driver, "outsider") == [ReminderKind.TASK_DUE]
    assert ReminderKind.TASK_DUE not in await reminded(driver, "drafter")
    driver.clock.advance(8 * DAY)
    assert await reminded(driver, "outsider") == [ReminderKind.TASK_OVERDUE]

    async def late() -> bool:
        return "已逾期" in await read(driver, PUBLIC)

    await until(late, "the cache has looked at the clock again")
    for address in (PUBLIC, "/execution", "/execution?show=overdue", "/execution?unit=ports", "/consultations/2026-001"):
        assert re.search("已逾期|逾期1项", words(await read(driver, address))), address
    assert "没有任务" in await read(driver, "/execution?show=done")
    for place in ("20260305x99999999999999999999", "20260305x-1", "20260305x", "x1"):
        assert (await driver.client.get(f"/execution?after={place}")).status_code == 400, place
    executor = await at_desk(driver, "outsider")
    none = await executor.send(f"{root}/completion", effect="三处夜市全部完成划线和供水。")
    assert errors_in(none.text) == ["此项必填。"]
    await executor.done(f"{root}/completion", files=[("files", PROOF)], effect="三处夜市全部完成划线和供水。")
    assert (await executor.open(f"{root}/evidence/0")).content == PROOF[1]
    assert "已完成" in await read(driver, PUBLIC)
    rows = (await read(driver, f"{PUBLIC}.csv")).splitlines()
    assert (len(rows), "三处夜市全部完成" in rows[1]) == (2, True)
    assert "已完成" in await read(driver, "/execution?show=done")


async def test_inspections_corrections_and_the_course_are_public(driver: Driver) -> None:
    decision = await adopted(driver)
    undertaking = await task(driver, decision)
    await told_of(driver, undertaking)
    page = words(await read(driver, f"{PUBLIC}/1"))
    assert all(said in page for said in ("清扫人员没有到岗", "附排班表", "客观情况发生重大变化", "顺延一个月"))
    assert "供水管线与图纸不符" not in page  # a problem's words stay inside
    inside = await (await at_desk(driver, "outsider")).page(f"/desk/undertakings/{undertaking}")
    assert "供水管线与图纸不符" in inside
    correction = {
        "corrected_stream": undertaking,
        "corrected_version": 2,
        "field": "words",
        "value": SAID | {"progress": "三处。"},
    }
    root = f"/consultations/{decision}"
    await driver.done("releaser", f"{root}/corrections", **correction, reason="处数写错，予以更正。")
    page = await read(driver, f"{PUBLIC}/1")
    assert "三处。" in page
    assert f"<del>{SAID['progress']}</del>" in page
    releaser = await at_desk(driver, "releaser")
    assert "三处。" in await releaser.page(f"/desk{root}/corrections/{undertaking}/2/words")
    own = await driver.desk("outsider", f"/undertakings/{undertaking}/inspections", findings="自己检查自己的任务。")
    assert (own.status_code, own.json()["rule"]) == (403, "InspectorExecutes")
    later = await evaluated(driver, decision)
    await suspended(driver, decision)
    page = await read(driver, "/consultations/2026-001")
    assert all(said in words(page) for said in ("已中止执行", "河道汛情", "示例研究院", "人大代表", "尚未公布的决策事项"))
    assert (page.count('<svg class="course"'), len(page.encode()) < 30_000) == (1, True)
    assert "中止执行" in await read(driver, "/consultations?state=suspended")
    closes = (driver.clock.now() + 31 * DAY).isoformat()
    await driver.done("releaser", f"/consultations/{later}/publication", closes_at=closes)
    assert "/consultations/2026-002" in await read(driver, "/consultations/2026-001")
    assert "/consultations/2026-001" in await read(driver, "/consultations/2026-002")
    answer = (await driver.client.get(f"/api/v1/consultations/{decision}/execution")).json()
    (found,) = answer["tasks"]
    assert (found["progress"], found["problems"], found["inspections"], found["findings_due"]) == ("三处。", 1, 1, None)
    assert [each["result"] for each in answer["evaluations"]] == ["changed"]
    assert (await driver.client.get(f"/api/v1/consultations/{decision}")).json()["state"] == "suspended"
    await driver.done("releaser", f"{root}/resumption", reason="汛情解除，路段恢复通行。")
    over = {"met_on": day(driver), "meeting": "局长办公会", "basis": "修订后的措施已经公布。"}
    await driver.done("releaser", f"{root}/termination", **over)
    assert "已停止执行" in await read(driver, "/consultations/2026-001")
    late = await driver.desk("releaser", f"{root}/undertakings", **TASK, unit="ports", limit=day(driver, 9))
    assert (late.status_code, late.json()["rule"]) == (409, "ExecutionOver")
    assert (await driver.runtime.archive.consultation(UUID(later))).execution.earlier is not None


async def test_the_board_pages_by_key_with_two_hundred_tasks(driver: Driver) -> None:
    decision = await adopted(driver)
    for number in range(54):
        await driver.carried_out(
            "releaser", f"/consultations/{decision}/undertakings", **TASK, unit="ports", limit=day(driver, 3 + number // 2)
        )
    for address in (PUBLIC, "/execution"):
        first = await read(driver, address)
        (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
        second = await read(driver, following.replace("&amp;", "&"))
        shown, rest = (re.findall(r'<li id="t(\d+)">', page) for page in (first, second))
        assert (len(shown), sorted(map(int, shown + rest))) == (50, list(range(1, 55)))
    assert "另有24项见执行情况" in words(await read(driver, "/consultations/2026-001"))
