"""A command sent again with its key is answered with the record of the first time, whatever has become of it since."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def _signed_off(driver: Driver) -> str:
    """The path under which the feedback of a decision that waits for nothing else is published."""
    decision = await driver.opened()
    await driver.close((await driver.runtime.consultation(UUID(decision))).closes_at)
    root = f"/consultations/{decision}/feedback"
    words = {"asked": "夜市营业时间。", "heard": "没有收到意见。", "did": "作了研究。"}
    await driver.done("drafter", root, text=words)
    await driver.done("releaser", f"{root}/sign-off")
    await driver.settle()
    return f"{root}/publication"


async def test_a_double_click_is_answered_although_the_read_models_lag(driver: Driver) -> None:
    path = await _signed_off(driver)
    first = await driver.desk("releaser", path, "once")
    with driver.read_models_unasked():
        again = await driver.desk("releaser", path, "once")
    assert (first.status_code, again.json()) == (201, first.json() | {"repeated": True})


async def test_another_command_waits_for_the_read_models_and_is_refused_where_they_lag(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await _signed_off(driver)
    waited = list[int]()

    async def behind(position: int, timeout: float = 5.0) -> bool:
        waited.append(position)
        return False

    monkeypatch.setattr(driver.runtime.freshness, "wait_until", behind)
    refused = await driver.desk("releaser", path, "once")
    monkeypatch.undo()
    assert (refused.status_code, refused.json()["rule"]) == (503, "ReadModelBehind")
    assert waited == [(await driver.runtime.log.head()).size - 1]
    assert (await driver.desk("releaser", path, "once")).status_code == 201
