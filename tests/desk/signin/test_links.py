"""Invitations and new passwords: links from real mail, once, for 72 hours; asking for one tells nothing about anybody."""

from __future__ import annotations

import asyncio
import html
import re
from datetime import timedelta

import pyotp
import pytest

from consult.commands.staff.accounts import Invite, invite_again, invite_person
from domain.access import Actor, Role
from tests.accounts import PASSWORD, Visitor, account, code_now, follow_mail, hidden_of, link_in, with_settings
from tests.desking import errors_in
from tests.driving import OWN, Driver
from tests.mail_server import Postbox, mail_server

pytestmark = pytest.mark.anyio
NEW = Invite(name="何静", email="hejing@haizhou.example", division=OWN, roles=(Role.DRAFTER,))


def secret_in(page: str) -> str:
    found = re.search(r'class="code secret">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


async def filled(
    browser: Visitor, link: str, password: str = PASSWORD, again: str | None = None, code: str | None = None
) -> tuple[int, str]:
    """What the set-up page answers to these entries; the right code where none is given."""
    secret = secret_in((await browser.get(link)).text)
    right = code_now(browser.driver.runtime, secret)
    answer = await browser.send(link, password=password, again=password if again is None else again, code=code or right)
    return answer.status_code, answer.headers.get("location", " ".join(errors_in(answer.text)))


async def invited(mailing: Driver, postbox: Postbox) -> str:
    await invite_person(mailing.runtime, NEW)
    await follow_mail(mailing.runtime)
    return link_in(postbox.text())


async def test_an_invited_person_sets_up_the_account_and_is_at_the_desk(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        link = await invited(mailing, postbox)
        browser = Visitor(mailing)
        page = (await browser.get(link)).text
        assert ("<svg" in page, "何静" in page, "hejing@haizhou.example" in page) == (True, True, True)
        # A picture with a size of its own would be cut off by the style sheet, and could not be scanned.
        (picture,) = re.findall(r"<svg[^>]*>", page)
        assert ("viewBox=" in picture, " width=" in picture) == (True, False)
        secret = secret_in(page)
        assert await filled(browser, link) == (303, "/desk/shown")
        shown = (await browser.get("/desk/shown")).text
        codes = re.findall(r'<li class="code">([A-Z0-9-]{14})</li>', shown)
        assert len(set(codes)) == 10
        assert codes == re.findall(r'<li class="code">([A-Z0-9-]{14})</li>', (await browser.get("/desk/shown")).text)
        assert (await browser.send("/desk/shown")).headers["location"] == "/desk"
        assert (await browser.get("/desk/shown")).status_code == 303  # not shown again
        assert "何静" in (await browser.get("/desk")).text
        gone = await Visitor(mailing).get(link)
        assert (gone.status_code, "已经用过" in gone.text) == (410, True)
        elsewhere = Visitor(mailing)
        driver.clock.advance(timedelta(minutes=1))
        first = await elsewhere.send("/desk/sign-in", email=NEW.email, password=PASSWORD)
        last = await elsewhere.send(first.headers["location"], code=code_now(driver.runtime, secret))
        assert last.headers["location"] == "/desk"


async def test_the_code_that_set_up_the_account_signs_nobody_in(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        link = await invited(mailing, postbox)
        browser, elsewhere = Visitor(mailing), Visitor(mailing)
        secret = secret_in((await browser.get(link)).text)
        await filled(browser, link)
        first = await elsewhere.send("/desk/sign-in", email=NEW.email, password=PASSWORD)
        assert (await elsewhere.send(first.headers["location"], code=code_now(driver.runtime, secret))).status_code == 422


async def test_what_is_wrong_is_said_and_the_secret_stays_the_same(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        link, browser = await invited(mailing, postbox), Visitor(mailing)
        secret = secret_in((await browser.get(link)).text)
        cases = [
            ({"password": "short"}, "密码至少12个字符，现有5个"),
            ({"password": "hejing123456"}, "密码不能主要由您的姓名"),
            ({"password": "password1234"}, "容易被猜到"),
            ({"again": "something else"}, "两次输入的新密码不一样"),
            (
                {"code": "000000" if pyotp.TOTP(secret).at(driver.clock.now()) != "000000" else "000001"},
                "动态口令或者恢复码不正确",
            ),
        ]
        for entries, said in cases:
            status, text = await filled(browser, link, **entries)
            assert (status, said in text) == (422, True), text
            assert secret_in((await browser.get(link)).text) == secret
        empty = await browser.send(link)
        assert (empty.status_code, len(errors_in(empty.text))) == (422, 3)
        assert await filled(browser, link) == (303, "/desk/shown")


async def test_a_link_ends_after_72_hours_and_with_the_next_one(driver: Driver) -> None:
    administrator = Actor((await driver.runtime.staff.person("administrator")).id, OWN.id, frozenset({Role.ADMINISTRATOR}))
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        first = await invited(mailing, postbox)
        person = await driver.runtime.staff.by_email(NEW.email)
        assert person
        await invite_again(mailing.runtime, administrator, person.id)
        await follow_mail(mailing.runtime)
        second = link_in(postbox.text())
        assert (await Visitor(mailing).get(first)).status_code == 410
        driver.clock.advance(timedelta(hours=71, minutes=59))
        assert (await Visitor(mailing).get(second)).status_code == 200
        driver.clock.advance(timedelta(minutes=1))
        assert (await Visitor(mailing).get(second)).status_code == 410
        assert (await Visitor(mailing).get("/desk/link/never-was")).status_code == 410


async def test_of_two_who_follow_a_link_at_once_one_sets_up_the_account(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        link = await invited(mailing, postbox)
        answers = await asyncio.gather(*(filled(Visitor(mailing), link) for _ in range(2)))
    assert sorted(status for status, _ in answers) == [303, 410]


async def test_an_invitation_repeated_invites_nobody_again(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        people = [await invite_person(mailing.runtime, NEW) for _ in range(3)]
        await follow_mail(mailing.runtime)
    assert len({person.id for person in people}) == 1
    assert len(postbox.letters) == 1


async def recovery_answer(browser: Visitor, email: str) -> str:
    answer = await browser.send("/desk/forgotten", email=email)
    return f"{answer.status_code} {answer.headers.get('location')} {answer.text}"


async def test_asking_for_a_new_password_is_answered_alike_for_everybody_with_the_same_work(driver: Driver) -> None:
    who = await account(driver.runtime)
    gone = await account(driver.runtime, "何静", "hejing@haizhou.example")
    await driver.runtime.staff.set_disabled(gone.person.id, True)
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        emails = (who.email, "nobody@haizhou.example", gone.email)
        answers = {await recovery_answer(Visitor(mailing), email) for email in emails}
        assert len(answers) == 1
        # The request itself leaves one row each, of the same size for addresses of the same length; the rest is done later.
        rows = await driver.runtime.database.pool.fetch("SELECT ciphertext FROM staff.recovery_requests")
        assert len(rows) == 3
        assert await driver.runtime.database.pool.fetchval("SELECT count(*) FROM staff.outbox") == 0
        await follow_mail(mailing.runtime)
    assert [letter["to"] for letter in postbox.letters] == [who.email]


async def test_a_forgotten_password_is_set_anew_and_the_second_factor_stays(driver: Driver) -> None:
    who = await account(driver.runtime)
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        elsewhere = Visitor(mailing)
        await elsewhere.sign_in(who)
        browser = Visitor(mailing)
        await recovery_answer(browser, who.email)
        await follow_mail(mailing.runtime)
        link = link_in(postbox.text())
        new = "another good password"
        answer = await browser.send(link, password=new, again=new)
        assert answer.headers["location"] == "/desk/sign-in?because=recovered"
        assert (await elsewhere.get("/desk")).status_code == 303  # every session has ended
        assert (await browser.get(link)).status_code == 410
        assert (await browser.send("/desk/sign-in", email=who.email, password=who.password)).status_code == 422
        first = await browser.send("/desk/sign-in", email=who.email, password=new)
        assert first.headers["location"].startswith("/desk/sign-in/code")
        driver.clock.advance(timedelta(minutes=1))
        last = await browser.send(first.headers["location"], code=code_now(driver.runtime, who.secret))
        assert last.headers["location"] == "/desk"
        await follow_mail(mailing.runtime)
        assert postbox.letters[-1]["subject"].endswith("您的登录方式已更改")


async def test_whoever_comes_from_his_mail_is_not_kept_out_by_strangers(driver: Driver) -> None:
    who = await account(driver.runtime)
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        stranger = Visitor(mailing)
        while (await stranger.send("/desk/sign-in", email=who.email, password="guess")).status_code != 429:
            pass
        owner = Visitor(mailing)  # at the same address, at a browser never used before
        assert (await owner.send("/desk/sign-in", email=who.email, password=who.password)).status_code == 429
        await recovery_answer(owner, who.email)
        await follow_mail(mailing.runtime)
        new = "another good password"
        await owner.send(link_in(postbox.text()), password=new, again=new)
        assert (await owner.send("/desk/sign-in", email=who.email, password=new)).status_code == 303


async def test_nobody_fills_anothers_mail_box(driver: Driver) -> None:
    who = await account(driver.runtime)
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        answers = [await recovery_answer(Visitor(mailing, f"198.51.{n}.7"), who.email) for n in range(6)]
        await follow_mail(mailing.runtime)
    assert [answer[:3] for answer in answers] == ["303"] * 4 + ["429"] * 2
    assert len(postbox.letters) == 4


async def test_without_mail_the_page_says_whom_to_ask(driver: Driver) -> None:
    page = await Visitor(driver).get("/desk/forgotten")
    assert (page.status_code, "请联系账号管理人员" in page.text) == (200, True)
    assert "<form" not in page.text


async def test_a_link_is_followed_only_by_its_own_page(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        link = await invited(mailing, postbox)
        browser, other = Visitor(mailing), Visitor(mailing)
        page = (await browser.get(link)).text
        fields = hidden_of(page, link) | {
            "password": PASSWORD,
            "again": PASSWORD,
            "code": code_now(driver.runtime, secret_in(page)),
        }
        assert (await other.client.post(link, data=fields)).status_code == 403
        assert (await browser.client.post(link, data=fields, headers={"origin": "https://evil.example"})).status_code == 403
        assert (await browser.client.post(link, data=fields)).status_code == 303


async def test_the_english_letter_leads_to_english_pages(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        english = Invite(name="Ann Lee", email="ann@haizhou.example", division=OWN, roles=(Role.AUDITOR,), language="en")
        await invite_person(mailing.runtime, english)
        await follow_mail(mailing.runtime)
        link = link_in(postbox.text())
        browser = Visitor(mailing)
        assert "Set up your account" in html.unescape((await browser.get(link)).text)
        assert await filled(browser, link) == (303, "/en/desk/shown")
        assert "Keep your recovery codes" in (await browser.get("/en/desk/shown")).text
