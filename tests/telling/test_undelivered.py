"""Letters that do not arrive: refused at once, refused later by a report (RFC 3464), or taken at another time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import aiosmtplib
import pytest
from structlog.testing import capture_logs

from consult.instance.settings import Settings, environment_of
from consult.mail.outbox import LEASE
from consult.mail.sending import is_permanent, send_due
from consult.telling.bounces import Outcome, take_report
from tests.accounts import account, with_settings
from tests.conftest import lasting_driver
from tests.driving import Driver
from tests.telling.people import confirms, delivered, kinds, mailing, receipt, state, writes

pytestmark = pytest.mark.anyio
REPORT = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_1"

--=_1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=_1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 2 Mar 2026 09:00:00 +0800

Final-Recipient: rfc822; ann@post.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <ann@post.example>: user unknown

--=_1
Content-Type: text/rfc822-headers

Subject: 2026-001

--=_1--
"""


def report(to: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    return REPORT.format(to=to, action=action, status=status).encode()


async def test_an_address_refused_for_good_gets_nothing_more_and_its_author_reads_why(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        ann, ben = [await writes(told, decision, f"{name}@post.example") for name in ("ann", "ben")]
        postbox.refused = {ann.address: "550 5.1.1 no such user", ben.address: "451 4.2.1 try again later"}
        with capture_logs() as logged:
            assert await delivered(told) == 0
        assert not any(word in str(logged) for word in ("post.example", "ann", "ben@"))
        assert (await kinds(told, ann), await state(told, ann)) == (["confirmation refused"], "refused")
        assert (await kinds(told, ben), await state(told, ben)) == (["confirmation waiting"], "unconfirmed")
        page = await receipt(told, ann)
        assert "地址可能有误" in page
        assert "邮件服务器拒收" in page
        assert "重新寄确认邮件" not in page
        assert "暂时没有寄出，会再试" in await receipt(told, ben)
        postbox.refused = {}
        told.clock.advance(timedelta(seconds=10))
        assert await delivered(told) == 1
        assert postbox.to(ann.address) == []
        await confirms(told, postbox, ben.address)


async def test_a_letter_that_nobody_takes_for_a_fortnight_is_given_up(driver: Driver) -> None:
    async with mailing(driver, smtp_url="smtp://127.0.0.1:9") as (told, _):
        author = await writes(told, await told.opened(), "ann@post.example")
        assert await delivered(told) == 0
        told.clock.advance(timedelta(days=13))
        await told.runtime.outbox.sweep()
        assert await kinds(told, author) == ["confirmation waiting"]
        told.clock.advance(timedelta(days=1))
        await told.runtime.outbox.sweep()
        assert await kinds(told, author) == ["confirmation given-up"]
        assert "多次没有寄出，不再尝试" in await receipt(told, author)


async def test_a_server_that_is_away_is_tried_with_one_letter_at_a_time(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        for number in range(3):
            await writes(told, decision, f"p{number}@post.example")
        away = with_settings(told, smtp_url="smtp://127.0.0.1:9")
        with capture_logs() as logged:
            assert await delivered(away) == 0
        assert [entry["event"] for entry in logged] == ["letter not sent"]
        told.clock.advance(LEASE)
        assert await delivered(told) == 3
        assert postbox.connections == 1, "one connection carries them all"


async def test_staff_letters_go_first_and_wait_for_an_administrator_where_refused(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        await writes(told, await told.opened(), "ann@post.example")
        postbox.refused = {"liuyang@haizhou.example": "550 5.1.1 no such user"}
        await told.settle()
        who = await account(told.runtime)
        assert await delivered(told) == 1
        assert await told.runtime.outbox.unsent() == {who.person.id: "SMTPRecipientsRefused"}


def refused(code: int, text: str) -> aiosmtplib.SMTPRecipientsRefused:
    return aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(code, text, "a@b.example")])


@pytest.mark.parametrize(
    ("failure", "permanent"),
    [
        (refused(550, "no"), True),
        (refused(553, "5.4.1 Recipient address rejected: Access denied"), True),
        (refused(450, "later"), False),
        (refused(554, "5.7.1 <a@b.example>: Relay access denied"), False),
        (refused(550, "relay not permitted"), False),
        (refused(554, "5.7.1 Service unavailable; Client host [192.0.2.1] blocked"), False),
        (refused(550, "5.1.8 <c@d.example>: Sender address rejected: Domain not found"), False),
        (refused(530, "5.7.0 Authentication required"), False),
        (refused(530, "log in first"), False),
        (refused(552, "5.2.2 mailbox full"), False),
        (aiosmtplib.SMTPDataError(550, "5.1.1 no such user"), True),
        (aiosmtplib.SMTPDataError(554, "5.7.1 looks like spam"), False),
        (aiosmtplib.SMTPDataError(451, "5.1.1 odd"), False),
        (aiosmtplib.SMTPSenderRefused(553, "not yours", "c@d.example"), False),
        (aiosmtplib.SMTPServerDisconnected("gone"), False),
        (ValueError("no address"), True),
    ],
)
async def test_only_what_is_about_the_recipient_is_for_good(failure: Exception, permanent: bool) -> None:
    assert is_permanent(failure) is permanent


def not_a_report(to: str) -> bytes:
    return f"From: ann@post.example\nTo: {to}\nSubject: Re: 2026-001\n\nAction: failed\nStatus: 5.1.1\n".encode()


def nested(to: str) -> bytes:
    parts = "".join(f"Content-Type: multipart/report; boundary=b{depth}\n\n--b{depth}\n" for depth in range(3_000))
    return f"To: {to}\n{parts}".encode()


def torn(to: str) -> bytes:
    return report(to)[:400]


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        (lambda to: report(to, "delayed", "4.4.1"), Outcome.NOT_A_FAILURE),
        (lambda to: report(to, "failed", "4.4.7"), Outcome.NOT_A_FAILURE),
        (lambda to: report(to, "delivered", "2.1.5"), Outcome.NOT_A_FAILURE),
        (lambda to: report(to, "failed", "5.7.26"), Outcome.NOT_A_FAILURE),
        (lambda to: report(to, "failed", "5.2.2"), Outcome.NOT_A_FAILURE),
        (nested, Outcome.NOT_A_FAILURE),
        (lambda to: report("(" * 100_000 + to), Outcome.NOT_A_FAILURE),
        (not_a_report, Outcome.NOT_A_FAILURE),
        (torn, Outcome.NOT_A_FAILURE),
        (lambda to: report(to.replace("+", "+a")), Outcome.NOT_OURS),
        (lambda to: report("bounces@consult.example"), Outcome.NOT_OURS),
        (lambda to: b"", Outcome.NOT_OURS),
        (lambda to: b"\xff\x00" * 50, Outcome.NOT_OURS),
    ],
)
async def test_what_is_no_permanent_failure_or_comes_to_an_altered_address_changes_nothing(
    bounced: tuple[Driver, str, UUID], make: Callable[[str], bytes], outcome: Outcome
) -> None:
    told, to, comment_id = bounced
    assert await take_report(told.runtime, make(to)) == outcome
    query = "SELECT state FROM sealed.recipients WHERE comment_id = $1"
    assert await told.runtime.database.pool.fetchval(query, comment_id) == "confirmed"


@pytest.fixture(scope="module")
async def bounced(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """A confirmed address, and where reports about it come to: the sender of its envelope."""
    folder = tmp_path_factory.mktemp("bounced")
    async with lasting_driver(server_url, template, folder) as driver, mailing(driver) as (told, postbox):
        author = await writes(told, await told.opened(), "ann@post.example")
        await delivered(told)
        await confirms(told, postbox, author.address)
        await delivered(told)
        yield told, postbox.senders[0], UUID(author.id)


async def test_a_report_piped_into_the_command_ends_the_letters(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        author = await writes(told, await told.opened(), "ann@post.example")
        await delivered(told)
        await confirms(told, postbox, author.address)
        to = postbox.senders[0]
        name, _, host = to.partition("@")
        assert (name.startswith("bounces+"), host, len(name) <= 64) == (True, "consult.example", True)
        assert piped(told, report(f"<{to.upper()}>")) == f"{Outcome.SUPPRESSED.value}\n"
        assert piped(told, report("postmaster@consult.example"), "--to", to) == f"{Outcome.ENDED_BEFORE.value}\n"
        assert piped(told, report("x@consult.example")) == f"{Outcome.NOT_OURS.value}\n"
        assert await state(told, author) == "refused"
        assert "寄不到" in await receipt(told, author)
        await told.done("drafter", f"/comments/{author.id}/publication")
        assert await send_due(told.runtime.outbox, told.runtime.settings, told.runtime.clock) == 0


def piped(driver: Driver, content: bytes, *arguments: str) -> str:
    """As a mail server does it."""
    settings = environment_of(driver.runtime.settings) | {"CONSULT_DATABASE_URL": driver.runtime.database.url}
    command = [sys.executable, "-m", "consult", "bounce", *arguments]
    done = subprocess.run(command, input=content, capture_output=True, env={**os.environ, **settings}, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_an_address_for_reports_that_has_no_room_for_a_token_is_refused() -> None:
    assert Settings(bounces_to="bounces@consult.example").bounces_to
    for wrong in ("undeliverable@consult.example", "@consult.example", "bounces"):
        with pytest.raises(ValueError, match="CONSULT_BOUNCES_TO"):
            Settings(bounces_to=wrong)
