"""What waits for the screeners waits as well once a decision is over: it follows from what there is, never from the stage."""

from __future__ import annotations

import pytest

from tests.desking import at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio
NOTE = "内容与草案无关，是广告。"
ENDED = {"kind": "withdrawn", "reason": "情况变化，不再推进这一事项。"}


async def ended(driver: Driver) -> tuple[str, list[str]]:
    """A decision that was ended while one comment was not screened, one appealed, and one to be erased; its id, and theirs."""
    decision = await driver.opened()
    sent = [await driver.comment(decision, f"建议{number}") for number in range(3)]
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(decision)]
    await driver.done("drafter", f"/comments/{ids[0]}/withholding", reason="advertising", note=NOTE)
    address = f"/receipts/{sent[0].json()['reference']}/appeal"
    assert (await driver.client.post(address, data={"grounds": "这是真实意见。"})).status_code == 303
    await driver.done("drafter", f"/comments/{ids[1]}/publication")
    await driver.done("drafter", f"/comments/{ids[1]}/erasure-requests", scope="all", note="作者来信要求删除。")
    await driver.done("releaser", f"/consultations/{decision}/ending", **ENDED)
    await driver.settle()
    return decision, ids


async def test_it_stays_in_my_work_until_all_of_it_is_done(driver: Driver) -> None:
    decision, ids = await ended(driver)
    screener, releaser = await at_desk(driver, "reviewer"), await at_desk(driver, "releaser")
    for said in ("1条意见待审看", "1件复核申请待决定", "1件删除申请待办理", f"/desk/consultations/{decision}/screening"):
        assert said in await screener.page("/desk")
    assert "等待：" in await releaser.page("/desk")
    (work,) = (await driver.client.get("/api/v1/desk/work", headers=driver_token(driver))).json()
    assert [work[name] for name in ("awaiting_screening", "appeals_open", "erasures_requested")] == [1, 1, 1]
    await driver.done("reviewer", f"/comments/{ids[0]}/appeal-decision", outcome="overturned", note="与草案有关，应当公开。")
    await driver.done("reviewer", f"/comments/{ids[1]}/erasure")
    await driver.done("reviewer", f"/comments/{ids[2]}/publication")
    await driver.settle()
    assert "现在没有等您办理的事项。" in await screener.page("/desk")
    assert f"/desk/consultations/{decision}" not in await releaser.page("/desk")


def driver_token(driver: Driver) -> dict[str, str]:
    return {"authorization": f"Bearer {driver.tokens['reviewer']}"}
