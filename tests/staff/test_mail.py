"""Mail: letters go out by real SMTP, survive what goes wrong, and are destroyed once they are out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from consult.commands.staff.accounts import Invite, invite_person
from consult.mail.connection import connection_of
from consult.mail.outbox import LEASE
from domain.access import Role
from tests.accounts import account, follow_mail, link_in, set_up_by_link, with_settings
from tests.driving import OWN, Driver
from tests.mail_server import mail_server

pytestmark = pytest.mark.anyio
NEW = Invite(name="何静", email="HeJing@haizhou.example", division=OWN, roles=(Role.DRAFTER,))


async def stored(driver: Driver) -> int:
    count: int = await driver.runtime.database.pool.fetchval("SELECT count(*) FROM staff.outbox")
    return count


async def test_an_invitation_goes_out_in_the_persons_language_and_is_then_destroyed(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url, mail_from="征求意见 <desk@haizhou.example>")
        await invite_person(mailing.runtime, NEW)
        english = Invite(name="Ann Lee", email="ann@haizhou.example", division=OWN, roles=(Role.AUDITOR,), language="en")
        await invite_person(mailing.runtime, english)
        assert await stored(driver) == 2
        assert await follow_mail(mailing.runtime) == 2
    chinese, letter = postbox.letters
    assert (chinese["to"], chinese["subject"]) == ("hejing@haizhou.example", "海州市公开征求意见平台：请设置您的账号")
    assert "何静：" in postbox.text(0)
    assert "2026-03-05 09:00" in postbox.text(0)
    assert "Ann Lee" in postbox.text(1)
    assert letter["subject"] == "Haizhou Public Consultation: set up your account"
    assert link_in(postbox.text(0)).startswith("/desk/link/")
    assert link_in(postbox.text(1)).startswith("/en/desk/link/")
    assert (letter["auto-submitted"], letter["message-id"].endswith("@haizhou.example>")) == ("auto-generated", True)
    assert await stored(driver) == 0


async def test_a_letter_waits_encrypted(driver: Driver) -> None:
    mailing = with_settings(driver, smtp_url="smtp://127.0.0.1:9")
    await invite_person(mailing.runtime, NEW)
    row = str(dict(await driver.runtime.database.pool.fetchrow("SELECT * FROM staff.outbox")))
    invitation = str(dict(await driver.runtime.database.pool.fetchrow("SELECT * FROM staff.invitations")))
    assert "hejing" not in row
    assert "link" not in row
    assert "token_sealed': None" in invitation


async def test_a_letter_that_is_refused_or_finds_nobody_is_tried_again_later(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        person = await invite_person(mailing.runtime, NEW)
        postbox.refusal = "451 try again"
        assert await follow_mail(mailing.runtime) == 0
        assert await mailing.runtime.outbox.unsent() == {person.id: "SMTPDataError"}
        postbox.refusal = ""
        assert await follow_mail(mailing.runtime) == 0  # not yet
        driver.clock.advance(timedelta(seconds=10))
        assert await follow_mail(mailing.runtime) == 1
    nobody = with_settings(driver, smtp_url=postbox.url)
    await invite_person(nobody.runtime, Invite(name="周宁", email="z@haizhou.example", division=OWN, roles=(Role.DRAFTER,)))
    assert await follow_mail(nobody.runtime) == 0
    assert await stored(driver) == 1


async def test_a_letter_that_is_not_sent_leaves_no_address_in_the_logs(driver: Driver) -> None:
    mailing = with_settings(driver, smtp_url="smtp://127.0.0.1:9")
    await invite_person(mailing.runtime, NEW)
    with capture_logs() as logged:
        assert await follow_mail(mailing.runtime) == 0
    assert [entry["event"] for entry in logged] == ["letter not sent"]
    assert not any(word in str(logged).lower() for word in ("haizhou", "hejing", "何静"))


async def test_a_sender_that_dies_loses_no_letter_and_its_message_id_stays(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        await invite_person(mailing.runtime, NEW)
        [leased] = await mailing.runtime.outbox.lease()  # and then the process is killed
        assert await follow_mail(mailing.runtime) == 0
        driver.clock.advance(LEASE)
        assert await follow_mail(mailing.runtime) == 1
        assert postbox.letters[0]["message-id"].startswith(f"<{leased.id}@")


async def test_a_letter_whose_link_has_run_out_is_destroyed(driver: Driver) -> None:
    mailing = with_settings(driver, smtp_url="smtp://127.0.0.1:9")
    await invite_person(mailing.runtime, NEW)
    driver.clock.advance(timedelta(hours=73))
    await mailing.runtime.outbox.sweep()
    assert await stored(driver) == 0


async def test_the_owner_is_told_when_somebody_sets_his_credentials_anew(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        who = await account(mailing.runtime)
        await follow_mail(mailing.runtime)
        assert [letter["subject"] for letter in postbox.letters] == ["海州市公开征求意见平台：请设置您的账号"]
        postbox.letters.clear()
        await set_up_by_link(mailing.runtime, who.person)
        await follow_mail(mailing.runtime)
    assert [letter["subject"] for letter in postbox.letters] == ["海州市公开征求意见平台：您的登录方式已更改"]


@pytest.mark.parametrize(
    ("url", "port", "tls", "start_tls"),
    [
        ("smtp://mail.example", 25, False, None),
        ("smtp://u:p@mail.example:587", 587, False, True),
        ("smtp://u:p@localhost", 25, False, None),
        ("smtps://u:p%40ss@mail.example", 465, True, None),
    ],
)
def test_a_password_leaves_the_machine_only_under_tls(url: str, port: int, tls: bool, start_tls: bool | None) -> None:
    found = connection_of(url)
    assert (found["port"], found["use_tls"], found["start_tls"]) == (port, tls, start_tls)
    assert found["password"] in (None, "p", "p@ss")
