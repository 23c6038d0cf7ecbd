"""Every page of what follows an adoption, in public and at the desk, in every state: accessible, on a phone, valid HTML."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.desk.pages import Pages
from tests.desking import AtDesk, at_desk
from tests.driving import DAY, Driver
from tests.executing import PROOF, SAID, TASK, adopted, evaluated, inspected, suspended, task, told_of
from tests.waiting import until
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
HERE = "/consultations/2026-001"
PUBLIC = (HERE, f"{HERE}/execution", f"{HERE}/execution/1", "/execution", "/execution?show=overdue", "/execution?show=done")


async def once(person: AtDesk, pages: Pages, *paths: str) -> None:
    """Forms, in Chinese alone: what is around them is looked at in both languages."""
    for path in paths:
        pages.keep(path, await person.page(path))


async def at_the_desk(driver: Driver, decision: str, pages: Pages) -> None:
    releaser, executor = await at_desk(driver, "releaser"), await at_desk(driver, "outsider")
    root = f"/desk/consultations/{decision}"
    await once(releaser, pages, f"{root}/undertakings/new")
    await pages.state(
        "task refused", releaser, f"{root}/undertakings/new", 422, **TASK | {"unit": "ports", "limit": "2020-01-01"}
    )
    overdue = f"/desk/undertakings/{await task(driver, decision, 3)}"
    await inspected(driver, overdue.rpartition("/")[2], 2)
    await once(releaser, pages, f"{overdue}/changes")
    await pages.look(
        executor, overdue, *(overdue + step for step in ("/progress", "/problems", "/completion", "/rectifications"))
    )
    await pages.state("progress refused", executor, f"{overdue}/progress", 422, **SAID | {"effect": ""})
    proof = {"files": [("files", PROOF)], "effect": "短"}
    await pages.state("completion refused", executor, f"{overdue}/completion", 422, **proof)
    reviewer = await at_desk(driver, "reviewer")
    await pages.look(reviewer, "/desk/undertakings")
    await once(reviewer, pages, f"{overdue}/inspections")
    await told_of(driver, await task(driver, decision))
    await once(releaser, pages, *(root + page for page in ("/suspension", "/termination", "/later-decisions", "/evaluation")))
    await pages.state("suspension refused", releaser, f"{root}/suspension", 422, cause="force_majeure", decided_by="meeting")
    start = {"trigger": "necessary", "method": "own", "unit": "法规处", "reason": "实施一年，需要评估效果。"}
    await driver.done("releaser", f"/consultations/{decision}/evaluation", **start)
    await once(releaser, pages, f"{root}/evaluation/report")
    report = {"result": "kept", "involved": ["deputies"], "files": [PROOF], "heard": "召开座谈会听取意见。"}
    await driver.done("releaser", f"/consultations/{decision}/evaluation/report", **report, summary="效果良好，继续执行。")
    await evaluated(driver, decision)
    await suspended(driver, decision)
    await pages.look(releaser, f"{root}/undertakings", f"{root}/history", "/desk/calendar")
    await once(releaser, pages, f"{root}/resumption")


async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages, decision = Pages(), await adopted(driver)
    for address in (f"{HERE}/execution", "/execution"):
        pages.found[f"none {address}"] = (await driver.client.get(address)).text
    await at_the_desk(driver, decision, pages)
    driver.clock.advance(5 * DAY)

    async def late() -> bool:
        return "已逾期" in (await driver.client.get(f"{HERE}/execution")).text

    await until(late, "the cache has looked at the clock again")
    for address in (*PUBLIC, *(f"/en{each}" for each in PUBLIC[:3])):
        pages.found[address] = (await driver.client.get(address)).text
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, driver.cache, pages.found) == []
