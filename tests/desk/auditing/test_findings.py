"""Auditors at the desk: all decisions with the findings of the re-check; an honest log has none, a tampered one is named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from playwright.async_api import Browser

from consult.audit.words import words
from consult.database import Database
from consult.publication.checkpoint_file import store_head
from consult.work.recheck_schedule import request_if_grown, run_requested_recheck
from domain.access import Role
from tests.audit.lives import lived
from tests.audit.test_owner import COMMENT, Change, delete, lying_log, tampered, update
from tests.desk.in_browser import Keys, signed_in_page
from tests.desk.security.world import person
from tests.desking import AtDesk
from tests.driving import OTHER, OWN, Driver
from tests.web.browser import browsing, problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = pytest.mark.anyio
HERE = "/desk/audit"


async def auditor(driver: Driver) -> AtDesk:
    """An auditor of another division: he reads everything."""
    return (await person(driver, "审计员", OTHER, Role.AUDITOR))[0]


async def rechecked(driver: Driver, desk: AtDesk) -> str:
    """The list after a check that was asked for by the button."""
    response = await desk.send(HERE)
    assert (response.status_code, response.headers["location"]) == (303, HERE)
    assert await run_requested_recheck(driver.runtime)
    return await desk.page(HERE)


@pytest.fixture
async def lying(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    """A program whose log will not stand the log checker; its head has been kept outside the database."""
    async with lying_log(database, tmp_path) as found:
        await store_head(found.runtime)
        yield found


async def test_an_honest_log_has_no_findings(driver: Driver) -> None:
    consultation = await lived(driver)
    preparing = await driver.released()
    desk = await auditor(driver)
    assert "还没有检查过" in await desk.page(HERE)
    page = await rechecked(driver, desk)
    size = (await driver.runtime.log.head()).size
    assert f"至日志前{size}条记录（位置0至{size - 1}）" in page
    assert "问题</strong>" in page
    assert page.count("没有发现问题") == 3, "of the whole, and of each of two decisions"
    assert "关于促进夜间经济的若干措施（试行）" in page
    one = await desk.page(f"{HERE}/{consultation}")
    assert "没有发现问题" in one
    assert "收到 12，公开 9，不予公开 2，转办 0，撤回 1，待审看 0" in one
    assert "/consultations/2026-001/replay" in one
    closed = await desk.page(f"{HERE}/{preparing}")
    assert "尚未公布" in closed
    assert "/replay" not in closed
    english = await desk.page(f"/en{HERE}/{consultation}")
    assert "No findings" in english
    assert f"up to the first {size} entries" in english


async def test_what_came_after_the_check_is_said_to_be_unchecked(driver: Driver) -> None:
    consultation = await driver.opened()
    desk = await auditor(driver)
    await rechecked(driver, desk)
    assert "此后又有记录，尚未检查" not in await desk.page(f"{HERE}/{consultation}")
    await driver.comment(consultation, "建议延长。")
    other = await driver.opened()
    assert "此后又有记录，尚未检查" in await desk.page(f"{HERE}/{consultation}")
    assert "尚未检查" in await desk.page(f"{HERE}/{other}")
    await request_if_grown(driver.runtime)
    assert await run_requested_recheck(driver.runtime), "the log has grown, so it is checked by itself"
    assert "尚未检查" not in await desk.page(HERE)
    await request_if_grown(driver.runtime)
    assert not await run_requested_recheck(driver.runtime)


async def test_one_that_waits_is_enough(driver: Driver) -> None:
    desk = await auditor(driver)
    for _ in range(2):
        page = await desk.page(HERE)
        if "现在重新检查" in page:
            await desk.send(HERE)
    assert "已经要求检查，正等待开始" in await desk.page(HERE)
    rows = await driver.runtime.database.pool.fetch("SELECT asked_by FROM staff.rechecks")
    assert [str(row["asked_by"]) for row in rows] == [str((await driver.runtime.staff.person("审计员")).id)]
    number = await driver.runtime.rechecks.begin()
    await driver.runtime.rechecks.progress(number, 300, 1000)
    assert "正在检查：300条，共1000条。" in await desk.page(HERE)
    assert not await driver.runtime.rechecks.is_requested(), "somebody is at it"
    await driver.runtime.rechecks.fail("interrupted")
    page = await desk.page(HERE)
    assert "的检查没有做完" in page
    assert "interrupted" in page
    await rechecked(driver, desk)
    assert "的检查没有做完" not in await desk.page(HERE)


@pytest.mark.parametrize(
    ("change", "whole", "own"),
    [(update, "root-differs", "entry-altered"), (delete, "entries-forged", "ledger-differs")],
)
async def test_what_the_owner_changed_in_the_database_is_named(lying: Driver, change: Change, whole: str, own: str) -> None:
    """By what is wrong with the whole log on the list, and by what is wrong with the decision on its page."""
    desk = await auditor(lying)
    await tampered(lying, change, repaired=False)
    page = await rechecked(lying, desk)
    assert "没有发现问题" not in page
    assert words("zh").finding[whole] in page
    consultation = next(iter(lying.runtime.consultations))
    one = await desk.page(f"{HERE}/{consultation}")
    assert words("zh").finding[own] in one
    assert words("en").finding[own] in await desk.page(f"/en{HERE}/{consultation}")
    if change is update:
        assert f"/consultations/2026-001/replay?at={COMMENT}" in one


async def test_a_history_signed_anew_contradicts_what_was_published(lying: Driver) -> None:
    desk = await auditor(lying)
    await tampered(lying, update, repaired=True, sign=True)
    assert words("zh").finding["fork"] in await rechecked(lying, desk)


async def test_a_rule_broken_on_the_record_is_named_with_its_article(lying: Driver) -> None:
    """A comment made twice by its owner in the table breaks the numbering of its stream."""
    desk = await auditor(lying)
    await tampered(lying, doubled, repaired=True, sign=True)
    consultation = next(iter(lying.runtime.consultations))
    await rechecked(lying, desk)
    assert words("zh").rule["StreamVersionGap"] in await desk.page(f"{HERE}/{consultation}")


async def doubled(owner: Any) -> None:
    """A further entry on the stream of a comment, with a version that skips one."""
    last = await owner.fetchval("SELECT max(position) FROM log.events")
    await owner.execute(
        "INSERT INTO log.events SELECT $1::bigint, originator_id, 3, topic, consultation_id,"
        " convert_to(replace(convert_from(state, 'UTF8'), '\"originator_version\":1', '\"originator_version\":3'), 'UTF8'),"
        " leaf_hash FROM log.events WHERE position = $2",
        last + 1,
        last,
    )


async def test_only_auditors_have_business_there(driver: Driver) -> None:
    consultation = await driver.opened()
    for role in Role:
        desk, _ = await person(driver, f"only {role}", OWN, role)
        allowed = role == Role.AUDITOR
        for path in (HERE, f"{HERE}/{consultation}"):
            assert ((await desk.open(path)).status_code == 200) == allowed, (role, path)
        assert (f'href="{HERE}"' in await desk.page("/desk")) == allowed
        csrf = (await desk.page("/desk")).split('name="csrf" value="')[1].split('"')[0]
        posted = await desk.client.post(HERE, data={"csrf": csrf})
        assert posted.status_code == (303 if allowed else 403), role
    assert await driver.runtime.rechecks.is_requested()
    desk = await auditor(driver)
    assert (await desk.client.post(HERE, data={"csrf": "x"})).status_code == 403
    for unknown in ("nothing", "00000000-0000-0000-0000-000000000001"):
        assert (await desk.open(f"{HERE}/{unknown}")).status_code == 404


@pytest.mark.browser
async def test_every_state_is_accessible_valid_and_fits_a_phone(
    lying: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    desk, pages = await auditor(lying), {}
    consultation = next(iter(lying.runtime.consultations))
    for prefix in ("", "/en"):
        pages[f"{prefix} never checked"] = await desk.page(prefix + HERE)
        pages[f"{prefix} one never checked"] = await desk.page(f"{prefix}{HERE}/{consultation}")
    await desk.send(HERE)
    pages["waiting"] = await desk.page(HERE)
    await run_requested_recheck(lying.runtime)
    for prefix in ("", "/en"):
        pages[f"{prefix} clean"] = await desk.page(prefix + HERE)
        pages[f"{prefix} one clean"] = await desk.page(f"{prefix}{HERE}/{consultation}")
    await tampered(lying, update, repaired=False)
    await desk.send(HERE)
    number = await lying.runtime.rechecks.begin()
    await lying.runtime.rechecks.progress(number, 3, 14)
    pages["under way"] = await desk.page(HERE)
    await lying.runtime.rechecks.fail("a long reason " * 10)
    pages["failed"] = await desk.page(HERE)
    await rechecked(lying, desk)
    for prefix in ("", "/en"):
        pages[f"{prefix} findings"] = await desk.page(prefix + HERE)
        pages[f"{prefix} one with findings"] = await desk.page(f"{prefix}{HERE}/{consultation}")
    assert html_checker.errors(pages) == []
    assert await problems_of(browser, lying.cache, pages) == []


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_an_auditor_has_it_checked_by_keyboard(driver: Driver, scripts: bool, browser: Browser) -> None:
    await driver.opened()
    desk, said = await auditor(driver), list[str]()
    async with driver.working(), browsing(browser, driver.cache) as address:
        page = await signed_in_page(driver, browser, address, desk.person, said, java_script_enabled=scripts)
        keys = Keys(page)
        await page.goto(f"{address}/desk")
        await keys.press("link", "审计")
        await keys.press("button", "现在重新检查")
        await page.get_by_text("已经要求检查，正等待开始。").wait_for()
        assert await run_requested_recheck(driver.runtime)
        await keys.press("link", "刷新看进度")
        await page.get_by_text("没有发现问题").first.wait_for()
        await keys.press("link", "关于促进夜间经济的若干措施")
        await page.get_by_role("heading", name="检查结果").wait_for()
    assert said == []


async def test_an_interrupted_check_is_begun_again(driver: Driver) -> None:
    await driver.opened()
    rechecks = driver.runtime.rechecks
    await rechecks.request(None)
    await rechecks.begin()
    assert not await rechecks.is_requested()
    owner = await asyncpg.connect(driver.runtime.database.url)
    await owner.execute("UPDATE staff.rechecks SET seen_at = now() - interval '2 minutes'")
    await owner.close()
    assert await rechecks.is_requested()
    assert await run_requested_recheck(driver.runtime)
    assert (await rechecks.status()).report is not None
