"""A session that has ended, or is no longer fresh, loses nothing: what was typed and attached comes back, with one button."""

from __future__ import annotations

import html
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from domain.access import Role
from tests.accounts import Account, Visitor, account, code_now, hidden_of
from tests.driving import OWN, Driver

pytestmark = pytest.mark.anyio


async def at_desk(driver: Driver, *roles: Role) -> tuple[Account, Visitor]:
    who = await account(driver.runtime, "刘洋", "liuyang@haizhou.example", OWN, *(roles or (Role.DRAFTER,)))
    browser = Visitor(driver)
    await browser.sign_in(who)
    return who, browser


async def sign_in_again(browser: Visitor, who: Account, location: str) -> httpx.Response:
    """From the page one is led to, on through both steps."""
    first = await browser.send(location, email=who.email, password=who.password)
    return await browser.send(first.headers["location"], code=code_now(browser.driver.runtime, who.secret))


async def reviewed(driver: Driver) -> str:
    """A decision ready to be released; its address at the desk."""
    released = await driver.released()
    root = f"/consultations/{released}"
    await driver.done("drafter", f"{root}/drafts", text="第一条 新的草案。\n第二条 夜市营业至二十四时。\n")
    await driver.done("drafter", f"{root}/review-requests")
    return f"/desk{root}"


async def test_a_form_sent_after_the_session_has_ended_comes_back_and_is_sent_by_one_button(driver: Driver) -> None:
    who, browser = await at_desk(driver, Role.RELEASER)
    root = await reviewed(driver)
    page = await browser.get(f"{root}/ending")
    fields = hidden_of(page.text, f"{root}/ending") | {"kind": "shelved", "reason": "反对意见集中，<b>搁置</b>。\r\n另行论证。"}
    driver.clock.advance(timedelta(hours=3))
    size = (await driver.runtime.log.head()).size
    away = await browser.client.post(f"{root}/ending", data=fields)
    assert (away.status_code, (await driver.runtime.log.head()).size) == (303, size)
    assert "您刚才填写的内容没有丢失" in (await browser.get(away.headers["location"])).text
    back = await sign_in_again(browser, who, away.headers["location"])
    kept = back.headers["location"]
    assert kept.startswith("/desk/kept/")
    shown = await browser.get(kept)
    assert "反对意见集中，&lt;b&gt;搁置&lt;/b&gt;。\n另行论证。" in shown.text
    assert ('<p class="lead">终止决策</p>' in shown.text, "shelved" in shown.text) == (True, False)
    assert shown.headers["cache-control"] == "no-store"
    sent = await browser.send(kept)
    assert (sent.status_code, urlsplit(sent.headers["location"]).path) == (303, root)
    assert (await driver.runtime.log.head()).size == size + 1
    again = await browser.send(kept)  # a double click, or the back button
    assert (again.status_code, (await driver.runtime.log.head()).size) == (303, size + 1)


async def test_what_needs_fresh_credentials_waits_while_they_are_shown(driver: Driver) -> None:
    who, browser = await at_desk(driver, Role.RELEASER)
    root = await reviewed(driver)
    page = await browser.get(f"{root}/release")
    reason = "情况紧急，先行签发，随后补办审查。"
    driver.clock.advance(timedelta(minutes=11))
    size = (await driver.runtime.log.head()).size
    away = await browser.client.post(f"{root}/release", data=hidden_of(page.text, f"{root}/release") | {"reason": reason})
    assert urlsplit(away.headers["location"]).path == "/desk/confirmation"
    for password, code in (("wrong", code_now(driver.runtime, who.secret)), (who.password, "000000")):
        refused = await browser.send(away.headers["location"], password=password, code=code)
        assert (refused.status_code, "密码或者动态口令不正确" in refused.text) == (422, True)
    right = await browser.send(away.headers["location"], password=who.password, code=code_now(driver.runtime, who.secret))
    kept = right.headers["location"]
    assert html.escape(reason) in (await browser.get(kept)).text
    sent = await browser.send(kept)
    assert (sent.status_code, (await driver.runtime.log.head()).size) == (303, size + 1)
    assert (await browser.get(f"{root}/reviews")).status_code in (200, 403)


async def test_a_call_that_is_shown_in_words_waits_too(driver: Driver) -> None:
    who, browser = await at_desk(driver, Role.RELEASER)
    path, reason = f"/desk/consultations/{await driver.released()}/publication", "因报备时限要求，缩短征求意见期限。"
    given = {"last_day": "2026-03-12", "channels": "web", "shortening_reason": reason}
    preview = await browser.send(path, step="preview", **given)
    assert preview.status_code == 200, preview.text
    driver.clock.advance(timedelta(minutes=11))
    confirmation = hidden_of(preview.text, path) | {"step": "confirm", "shortening_reason": reason}
    away = await browser.client.post(path, data=confirmation)
    assert away.headers["location"].startswith("/desk/confirmation")
    right = await browser.send(away.headers["location"], password=who.password, code=code_now(driver.runtime, who.secret))
    kept = right.headers["location"]
    assert reason in (await browser.get(kept)).text
    sent = await browser.send(kept)
    assert sent.status_code == 303
    await driver.settle()
    assert reason in (await driver.client.get("/consultations/2026-001")).text


async def test_a_form_shown_before_one_signed_in_again_elsewhere_is_not_lost_either(driver: Driver) -> None:
    who, browser = await at_desk(driver, Role.RELEASER)
    root = await reviewed(driver)
    page = await browser.get(f"{root}/ending")
    fields = hidden_of(page.text, f"{root}/ending") | {"kind": "shelved", "reason": "反对意见集中，搁置。另行论证。"}
    driver.clock.advance(timedelta(hours=3))
    await browser.sign_in(who)  # in another tab
    away = await browser.client.post(f"{root}/ending", data=fields)
    assert away.headers["location"].startswith("/desk/kept/")
    assert (await browser.send(away.headers["location"])).status_code == 303


async def test_files_wait_with_what_was_typed(driver: Driver) -> None:
    who, browser = await at_desk(driver, Role.ADMINISTRATOR)
    path = "/desk/people/new"
    driver.clock.advance(timedelta(hours=3))
    files = [("files", ("扫描件.txt", "附件内容".encode(), "text/plain")), ("files", ("二.txt", b"two", "text/plain"))]
    away = await browser.client.post(path, data={"text": "来信", "csrf": "old"}, files=files)
    back = await sign_in_again(browser, who, away.headers["location"])
    shown = (await browser.get(back.headers["location"])).text
    assert ("扫描件.txt" in shown, "二.txt" in shown, "来信" in shown) == (True, True, True)
    assert (await browser.send(back.headers["location"])).status_code == 422  # what the form itself says to it


async def test_nothing_is_kept_of_what_another_site_or_an_unknown_browser_sends(driver: Driver) -> None:
    """Else another site could lay its own words before a person with a button to send them; or fill the store."""
    _, browser = await at_desk(driver)
    path = "/desk/consultations/00000000-0000-4000-8000-000000000000/ending"
    await driver.runtime.sessions.close_all((await driver.runtime.staff.people())[0].id)
    driver.clock.advance(timedelta(hours=3))
    foreign: list[dict[str, str]] = [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ]
    for headers in foreign:
        answer = await browser.client.post(path, data={"reason": "坏话"}, headers=headers)
        assert "kept" not in answer.headers.get("location", ""), headers
    unknown = await Visitor(driver).client.post(path, data={"reason": "x" * 1000})
    assert parse_qs(urlsplit(unknown.headers["location"]).query)["next"] == ["/desk"]
    assert await driver.runtime.database.pool.fetchval("SELECT count(*) FROM sealed.waiting_uploads") == 0


async def test_passwords_and_codes_are_never_kept(driver: Driver) -> None:
    _, browser = await at_desk(driver)
    driver.clock.advance(timedelta(hours=3))
    for path in ("/desk/account/password", "/desk/confirmation", "/desk/account/codes", "/desk/sign-out"):
        answer = await browser.client.post(path, data={"password": "p", "code": "1", "csrf": "x"})
        assert "kept" not in answer.headers.get("location", "")
    assert await driver.runtime.database.pool.fetchval("SELECT count(*) FROM sealed.waiting_uploads") == 0


async def test_what_is_kept_is_encrypted_gone_after_an_hour_and_sent_by_ones_own_form_only(driver: Driver) -> None:
    who, browser = await at_desk(driver, Role.RELEASER)
    root = await reviewed(driver)
    driver.clock.advance(timedelta(hours=3))
    fields = {"kind": "shelved", "reason": "反对意见集中，搁置。另行论证。", "csrf": "x"}
    away = await browser.client.post(f"{root}/ending", data=fields)
    row = await driver.runtime.database.pool.fetchrow("SELECT * FROM sealed.waiting_uploads")
    assert "搁置".encode() not in row["ciphertext"]
    kept = parse_qs(urlsplit(away.headers["location"]).query)["next"][0]
    assert (await browser.get(kept)).status_code == 303  # to sign in first
    await browser.sign_in(who)
    own = hidden_of((await browser.get(kept)).text, kept)
    forged = [
        await browser.client.post(kept, data={}),
        await browser.client.post(kept, data={"csrf": "0" * 64}, headers={"origin": "https://evil.example"}),
        await browser.client.post(kept, data=own, headers={"sec-fetch-site": "cross-site"}),
    ]
    assert [answer.status_code for answer in forged] == [403] * 3
    assert (await browser.get("/desk/kept/unknown")).status_code == 410
    driver.clock.advance(timedelta(minutes=61))
    assert (await browser.get(kept)).status_code == 410


async def test_saving_while_typing_is_told_that_nobody_is_signed_in(driver: Driver) -> None:
    answer = await Visitor(driver).client.post("/desk/saving", data={"place": "/desk/x", "text": "字"})
    assert answer.status_code == 401
