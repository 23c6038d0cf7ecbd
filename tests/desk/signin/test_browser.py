"""A real browser: from the invitation to the desk by keyboard, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from consult.commands.staff.accounts import Invite, invite_person
from domain.access import Role
from tests.accounts import PASSWORD, Account, account, code_now, follow_mail, with_settings
from tests.driving import OWN, Driver
from tests.mail_server import Postbox, mail_server
from tests.serving import served
from tests.web.browser import browsing, page_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def type_into(page: Page, label: str, text: str) -> None:
    await page.get_by_label(label, exact=True).focus()
    await page.keyboard.press("Control+A")
    await page.keyboard.type(text)


async def press(page: Page, button: str) -> None:
    await page.get_by_role("button", name=button).focus()
    await page.keyboard.press("Enter")


@asynccontextmanager
async def mailing(driver: Driver) -> AsyncIterator[tuple[Driver, Postbox]]:
    async with mail_server() as postbox:
        yield with_settings(driver, smtp_url=postbox.url), postbox


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_an_invited_person_reaches_the_desk_by_keyboard(driver: Driver, scripts: bool, browser: Browser) -> None:
    """From the letter to the desk; out; in again; a session that ends while a reason is typed; a step that asks again."""
    said: list[str] = []
    async with mailing(driver) as (program, postbox):
        invite = Invite(name="何静", email="hejing@haizhou.example", division=OWN, roles=(Role.RELEASER,))
        await invite_person(program.runtime, invite)
        await follow_mail(program.runtime)
        root = f"/desk/consultations/{await driver.released()}"
        async with browsing(browser, program.cache) as address:
            page = await page_in(browser, said, java_script_enabled=scripts, viewport={"width": 320, "height": 640})
            found = re.search(r"http://consult\.example(\S+)", postbox.text())
            assert found
            await page.goto(address + found[1])
            secret = (await page.locator(".secret").inner_text()).replace(" ", "")
            await type_into(page, "新密码", PASSWORD)
            await type_into(page, "再输入一次新密码", PASSWORD)
            await type_into(page, "身份验证器现在显示的6位数字", code_now(driver.runtime, secret))
            await page.keyboard.press("Enter")
            await page.get_by_role("heading", name="请保存恢复码").wait_for()
            assert await page.locator(".codes li").count() == 10
            await press(page, "我已经保存，继续")
            await page.get_by_role("heading", name="我的工作").wait_for()
            await press(page, "退出")
            await page.get_by_text("您已退出。").wait_for()
            await signs_in(page, driver, secret, "wrong password first")
            await page.get_by_role("heading", name="我的工作").wait_for()
            await page.goto(f"{address}{root}/ending")
            await page.get_by_label("搁置").focus()
            await page.keyboard.press("Space")
            await type_into(page, "终止的理由", "反对意见集中，搁置。另行论证。")
            driver.clock.advance(timedelta(hours=3))
            await press(page, "终止决策")
            await page.get_by_text("您刚才填写的内容没有丢失").wait_for()
            await signs_in(page, driver, secret)
            await page.get_by_text("反对意见集中，搁置。另行论证。").wait_for()
            await press(page, "继续提交")
            await page.get_by_text("决策已终止").first.wait_for()
    assert [line for line in said if "422" not in line] == []
    assert (await driver.runtime.log.head()).size == 9


async def signs_in(page: Page, driver: Driver, secret: str, wrong: str = "") -> None:
    """By keyboard; with a wrong password first where one is given: the focus is then on what was wrong."""
    driver.clock.advance(timedelta(minutes=1))
    await type_into(page, "邮箱", "hejing@haizhou.example")
    if wrong:
        await type_into(page, "密码", wrong)
        await page.keyboard.press("Enter")
        await page.get_by_role("alert").wait_for()
        assert (await page.title()).startswith("错误：")
        assert await page.get_by_label("邮箱", exact=True).input_value() == "hejing@haizhou.example"
        assert await page.get_by_label("密码", exact=True).input_value() == ""
    await type_into(page, "密码", PASSWORD)
    await page.keyboard.press("Enter")
    await type_into(page, "动态口令或者恢复码", code_now(driver.runtime, secret))
    await page.keyboard.press("Enter")


async def test_a_password_is_pasted_and_a_double_click_sends_once(driver: Driver, browser: Browser) -> None:
    who, said = await account(driver.runtime), list[str]()
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, said, permissions=["clipboard-read", "clipboard-write"])
        await page.goto(f"{address}/desk/sign-in")
        await page.evaluate("text => navigator.clipboard.writeText(text)", PASSWORD)
        await page.get_by_label("邮箱", exact=True).fill(who.email)
        await page.get_by_label("密码", exact=True).focus()
        await page.keyboard.press("Control+V")
        assert await page.get_by_label("密码", exact=True).input_value() == PASSWORD
        verified = driver.runtime.accounts.passwords.verifications
        await page.get_by_role("button", name="登录").dblclick()
        await page.get_by_label("动态口令或者恢复码", exact=True).wait_for()
        assert driver.runtime.accounts.passwords.verifications == verified + 1
    assert said == []


async def test_another_site_can_neither_frame_the_desk_nor_send_its_forms(driver: Driver, browser: Browser) -> None:
    who = await account(driver.runtime)
    async with browsing(browser, driver.cache) as address, served(elsewhere(address)) as evil:
        page = await (await browser.new_context(locale="zh-CN")).new_page()
        await enter(page, address, driver, who)
        other = evil.replace("127.0.0.1", "localhost")
        async with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            await page.goto(f"{other}/frame")
        await page.frames[1].wait_for_url(re.compile("^chrome-error:"), wait_until="commit")
        await page.goto(f"{other}/form")
        await page.get_by_role("button").click()
        await page.wait_for_load_state()
        assert "没有权限" in await page.content() or "登录工作台" in await page.content()
        await page.goto(f"{address}/desk/account")
        assert await page.get_by_role("heading", name="我的账号").count() == 1  # still signed in: nothing was done
    assert await driver.runtime.database.pool.fetchval("SELECT count(*) FROM sealed.waiting_uploads") == 0


def elsewhere(address: str) -> Any:
    """A hostile site."""
    pages = {
        "/frame": f'<iframe src="{address}/desk"></iframe>',
        "/form": f'<form method="post" action="{address}/desk/sign-out"><button>x</button></form>',
    }

    async def app(scope: Any, receive: Any, send: Any) -> None:
        body = f"<!doctype html><title>x</title>{pages.get(scope['path'], '')}".encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": body})

    return app


async def enter(page: Page, address: str, driver: Driver, who: Account, prefix: str = "") -> None:
    """Signed in, without looking at the words."""
    driver.clock.advance(timedelta(minutes=1))
    await page.goto(f"{address}{prefix}/desk/sign-in")
    await page.locator("#email").fill(who.email)
    await page.locator("#password").fill(who.password)
    await page.keyboard.press("Enter")
    await page.locator("#code").fill(code_now(driver.runtime, who.secret))
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**{prefix}/desk")
