"""One's own account: sessions, password, authenticator, tokens. Only one's own."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.accounts import Account, Visitor, account, code_now
from tests.desking import errors_in
from tests.driving import Driver

pytestmark = pytest.mark.anyio
NEW = "another good password"


async def signed_in(driver: Driver, name: str = "刘洋", email: str = "liuyang@haizhou.example") -> tuple[Account, Visitor]:
    who = await account(driver.runtime, name, email)
    browser = Visitor(driver)
    await browser.sign_in(who)
    return who, browser


async def second_browser(driver: Driver, who: Account) -> Visitor:
    driver.clock.advance(timedelta(minutes=1))
    browser = Visitor(driver)
    browser.client.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
    await browser.sign_in(who)
    return browser


async def test_sessions_are_listed_and_one_or_all_others_end(driver: Driver) -> None:
    who, first = await signed_in(driver)
    second = await second_browser(driver, who)
    page = (await first.get("/desk/account")).text
    (path,) = re.findall(r'action="(/desk/account/sessions/[0-9a-f-]{36}/end)"', page)
    assert "Firefox · Linux" in page
    assert (await first.send("/desk/account", path)).headers["location"] == "/desk/account?done=end_session"
    assert (await second.get("/desk")).status_code == 303
    third = await second_browser(driver, who)
    fourth = await second_browser(driver, who)
    assert (await first.send("/desk/account", "/desk/account/sessions/others/end")).status_code == 303
    assert [(await browser.get("/desk")).status_code for browser in (first, third, fourth)] == [200, 303, 303]
    assert "退出其他所有登录" not in (await first.get("/desk/account")).text


async def test_a_session_ends_when_it_is_left_alone_and_at_the_latest_after_half_a_day(driver: Driver) -> None:
    who, browser = await signed_in(driver)
    for _ in range(11):
        driver.clock.advance(timedelta(hours=1))
        assert (await browser.get("/desk")).status_code == 200
    driver.clock.advance(timedelta(hours=1))
    assert (await browser.get("/desk")).status_code == 303
    later = await second_browser(driver, who)
    driver.clock.advance(timedelta(hours=1, minutes=59))
    assert (await later.get("/desk")).status_code == 200
    driver.clock.advance(timedelta(hours=2))
    assert (await later.get("/desk")).status_code == 303


async def test_anothers_session_and_token_stay_when_their_ids_are_sent(driver: Driver) -> None:
    who, browser = await signed_in(driver)
    other, others_browser = await signed_in(driver, "何静", "hejing@haizhou.example")
    (session,) = await driver.runtime.sessions.of_person(other.person.id)
    token = await driver.runtime.staff.token_for(other.person.id)
    (listed,) = await driver.runtime.staff.tokens_of(other.person.id)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', (await browser.get("/desk/account")).text)[0]
    for path in (f"sessions/{session.id}/end", f"tokens/{listed.id}/end", f"sessions/{uuid4()}/end", f"tokens/{uuid4()}/end"):
        assert (await browser.client.post(f"/desk/account/{path}", data={"csrf": csrf})).status_code == 303
    assert (await others_browser.get("/desk")).status_code == 200
    assert await driver.runtime.staff.actor_for_token(token) is not None
    changes = await driver.runtime.accounts.record.about(other.person.id)
    assert "token_revoked" not in [change.what for change in changes]
    assert who.person.id != other.person.id


async def test_a_password_is_changed_by_who_knows_the_present_one_and_all_other_sessions_end(driver: Driver) -> None:
    who, browser = await signed_in(driver)
    other = await second_browser(driver, who)
    path = "/desk/account/password"
    cases = [
        ({"present": "wrong", "password": NEW, "again": NEW}, "现在的密码不正确。"),
        ({"present": who.password, "password": NEW, "again": "different"}, "两次输入的新密码不一样。"),
        ({"present": who.password, "password": "刘洋liuyang123", "again": "刘洋liuyang123"}, "密码不能主要由您的姓名"),
        ({"present": who.password, "password": "short", "again": "short"}, "密码至少12个字符，现有5个"),
    ]
    for fields, said in cases:
        answer = await browser.send(path, **fields)
        assert (answer.status_code, said in errors_in(answer.text)[0]) == (422, True), errors_in(answer.text)
        assert all(f'value="{value}"' not in answer.text for value in fields.values())
    done = await browser.send(path, present=who.password, password=NEW, again=NEW)
    assert done.headers["location"] == "/desk/account?done=change_password"
    assert "密码已修改" in (await browser.get(done.headers["location"])).text
    assert (await other.get("/desk")).status_code == 303
    assert (await Visitor(driver).send("/desk/sign-in", email=who.email, password=who.password)).status_code == 422
    assert (await Visitor(driver).send("/desk/sign-in", email=who.email, password=NEW)).status_code == 303


async def test_guessing_the_present_password_from_a_stolen_session_gets_slow(driver: Driver) -> None:
    _, browser = await signed_in(driver)
    fields = {"present": "guess", "password": NEW, "again": NEW}
    answers = [(await browser.send("/desk/account/password", **fields)).status_code for _ in range(8)]
    assert answers == [422] * 6 + [429] * 2


async def test_an_authenticator_is_replaced_with_fresh_credentials_only(driver: Driver) -> None:
    who, browser = await signed_in(driver)
    other = await second_browser(driver, who)
    driver.clock.advance(timedelta(minutes=11))
    away = (await browser.get("/desk/account/codes")).headers["location"]
    assert away.startswith("/desk/confirmation?next=%2Fdesk%2Faccount%2Fcodes")
    code = code_now(driver.runtime, who.secret)
    confirmed = await browser.send("/desk/confirmation?next=/desk/account/codes", password=who.password, code=code)
    page = (await browser.get(confirmed.headers["location"])).text
    secret = re.findall(r'class="code secret">([A-Z2-7 ]+)<', page)[0].replace(" ", "")
    assert secret != who.secret
    assert secret in (await browser.get("/desk/account/codes")).text.replace(" ", "")
    old = await browser.send("/desk/account/codes", code=code_now(driver.runtime, who.secret))
    assert old.status_code == 422
    done = await browser.send("/desk/account/codes", code=code_now(driver.runtime, secret))
    assert done.headers["location"] == "/desk/shown"
    codes = re.findall(r'<li class="code">([A-Z0-9-]{14})</li>', (await browser.get("/desk/shown")).text)
    assert (len(codes), set(codes) & set(who.recovery_codes)) == (10, set())
    assert (await other.get("/desk")).status_code == 303
    credentials = driver.runtime.accounts.credentials
    driver.clock.advance(timedelta(minutes=1))
    assert not await credentials.has_code(who.person.id, code_now(driver.runtime, who.secret))
    assert not await credentials.has_code(who.person.id, who.recovery_codes[0])
    assert await credentials.has_code(who.person.id, code_now(driver.runtime, secret))


async def test_a_token_is_issued_with_fresh_credentials_shown_once_and_revoked(driver: Driver) -> None:
    _, browser = await signed_in(driver)
    issued = await browser.send("/desk/account", "/desk/account/tokens")
    assert issued.headers["location"] == "/desk/shown"
    (token,) = re.findall(r"consult_[\w-]{43}", (await browser.get("/desk/shown")).text)
    headers = {"authorization": f"Bearer {token}"}
    assert (await driver.client.get("/api/v1/desk/work", headers=headers)).status_code == 200
    await browser.send("/desk/shown")
    page = (await browser.get("/desk/account")).text
    assert token not in page
    (path,) = re.findall(r'action="(/desk/account/tokens/[0-9a-f-]{36}/end)"', page)
    await browser.send("/desk/account", path)
    assert (await driver.client.get("/api/v1/desk/work", headers=headers)).status_code == 401
    driver.clock.advance(timedelta(minutes=11))
    late = await browser.send("/desk/account", "/desk/account/tokens")
    assert late.headers["location"].startswith("/desk/confirmation?")


async def test_every_post_refuses_what_its_own_page_did_not_send(driver: Driver) -> None:
    _, browser = await signed_in(driver)
    paths = [
        "/desk/sign-out",
        "/desk/confirmation",
        "/desk/account/password",
        "/desk/account/codes",
        "/desk/account/tokens",
        f"/desk/account/tokens/{uuid4()}/end",
        "/desk/account/sessions/others/end",
        f"/desk/account/sessions/{uuid4()}/end",
        "/desk/kept/x",
        "/desk/people/new",
        *(f"/desk/people/{uuid4()}/{step}" for step in ("post", "invitation", "disabling", "enabling")),
    ]
    csrf = re.findall(r'name="csrf" value="([^"]+)"', (await browser.get("/desk/account")).text)[0]
    foreign = {"origin": "https://evil.example"}
    for path in paths:
        for prefix in ("", "/en"):
            for fields, headers in (({}, {}), ({"csrf": csrf}, foreign), ({"csrf": csrf}, {"sec-fetch-site": "cross-site"})):
                answer = await browser.client.post(prefix + path, data=fields, headers=headers)
                assert answer.status_code == 403, (path, fields, headers)
    assert (await browser.get("/desk")).status_code == 200


async def test_a_disabled_person_is_out_at_once(driver: Driver) -> None:
    who, browser = await signed_in(driver)
    token = await driver.runtime.staff.token_for(who.person.id)
    await driver.runtime.staff.set_disabled(who.person.id, True)
    assert (await browser.get("/desk")).status_code == 303
    assert await driver.runtime.staff.actor_for_token(token) is None
    await driver.runtime.staff.set_disabled(who.person.id, False)
    assert (await browser.get("/desk")).status_code == 303
