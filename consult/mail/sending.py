"""Sending what is in the outbox."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

import aiosmtplib
import structlog

from consult.instance.clock import Clock
from consult.instance.settings import Settings
from consult.mail.addresses import written
from consult.mail.connection import WAITS, Connection, Unanswered, Unreachable, Waits
from consult.mail.outbox import Leased, Outbox
from consult.mail.statuses import is_of_the_recipient, is_status_of_the_recipient

logger = structlog.get_logger()
LINES = 4  # connections at once
UNANSWERED = timedelta(minutes=30)  # a letter that the server may have taken is not given to it again earlier (RFC 5321, 4.5.4.1)
BATCH = 20  # letters leased at once
ENCODED_WORD = "=?"  # begins one (RFC 2047)
NO_SUCH_ADDRESS = re.compile(r"\s*5\.1\.\d")  # enhanced status (RFC 3463) of servers that look only after DATA


async def send_due(outbox: Outbox, settings: Settings, clock: Clock, waits: Waits = WAITS) -> int:
    """Send every letter that is due; answers with how many the mail server took. A failure waits for its next turn.

    While the server cannot be reached, one letter at a time finds that out, and the others keep their turns. Several may
    be at it beside one another (`LINES`): a letter that waits minutes for its answer holds up its own line alone.
    """
    sent = 0
    if settings.smtp_url:
        async with Connection(settings.smtp_url, waits) as connection:
            while leased := await outbox.lease(BATCH):
                for each in leased:
                    try:
                        await connection.open()
                        if await outbox.hold(each, waits.longest):
                            sent += await _send(connection, each, outbox, settings, clock)
                    except Unreachable as failure:
                        await _failed(outbox, each, str(failure))
                        return sent
    return sent


async def _send(connection: Connection, leased: Leased, outbox: Outbox, settings: Settings, clock: Clock) -> bool:
    """Whether it was taken. Raises Unreachable."""
    try:
        message = message_of(leased, settings, clock)
        await connection.send(message, leased.letter.sender or parseaddr(settings.mail_from)[1], written(leased.letter.to))
    except Unanswered as failure:
        await _failed(outbox, leased, str(failure), UNANSWERED)
        return False
    except (aiosmtplib.SMTPException, ValueError) as failure:
        if is_permanent(failure):
            logger.info("letter refused for good", failure=type(failure).__name__)
            await outbox.refused(leased, type(failure).__name__)
        else:
            await _failed(outbox, leased, type(failure).__name__)
        return False
    await outbox.sent(leased)
    return True


async def _failed(outbox: Outbox, leased: Leased, failure: str, wait: timedelta = timedelta(0)) -> None:
    logger.warning("letter not sent", failure=failure, attempts=leased.attempts)
    await outbox.failed(leased, failure, wait)


def is_permanent(failure: Exception) -> bool:
    """Whether no letter to this recipient will ever be taken: what else a server refuses may be the fault of others."""
    match failure:
        case aiosmtplib.SMTPRecipientsRefused(recipients=refused):
            return all(is_of_the_recipient(each.code, each.message) for each in refused)
        case aiosmtplib.SMTPDataError(code=code, message=message):
            return 500 <= code < 600 and bool(NO_SUCH_ADDRESS.match(message)) and is_status_of_the_recipient(message)
        case _:
            return isinstance(failure, ValueError)  # an address that no letter can be written to


def message_of(leased: Leased, settings: Settings, clock: Clock) -> EmailMessage:
    """The letter as RFC 5322 wants it; its Message-ID stays the same when it is sent again.

    DANGER: `EmailMessage` reads encoded words in what it is given, with the line breaks in them: more headers, another body.
    Raises ValueError where the address holds one.
    """
    if ENCODED_WORD in leased.letter.to:
        raise ValueError("an encoded word")
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = written(leased.letter.to)
    message["Subject"] = leased.letter.subject.replace(ENCODED_WORD, "= ?")
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{leased.id}@{settings.mail_from.rpartition('@')[2].strip(' >')}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in leased.letter.headers:
        message[name] = value
    message.set_content(leased.letter.text, charset="utf-8", cte="base64")
    return message
