"""Sending what is in the outbox, by SMTP, over one connection for as long as it holds."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from consult.instance.clock import Clock
from consult.instance.settings import Settings
from consult.mail.addresses import written
from consult.mail.outbox import Leased, Outbox
from consult.mail.statuses import is_of_the_recipient, is_status_of_the_recipient

logger = structlog.get_logger()
TIMEOUT = 20.0  # seconds, for each step of the conversation
LOCAL = ("localhost", "127.0.0.1", "::1")
BATCH = 20  # letters leased at once
PER_CONNECTION = 100  # letters, after which a connection is made anew: servers close those that are never done
ENCODED_WORD = "=?"  # begins one (RFC 2047)
NO_SUCH_ADDRESS = re.compile(r"\s*5\.1\.\d")  # enhanced status (RFC 3463) of servers that look only after DATA


class Unreachable(Exception):
    """There is no connection to the mail server; the cause says why."""


class Connection:
    """To the mail server; opened by the first letter."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: aiosmtplib.SMTP | None = None
        self._carried = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    async def send(self, message: EmailMessage, sender: str, to: str) -> None:
        """Raises Unreachable where the connection is not there or is lost, SMTPException where this letter is not taken."""
        client = await self._open()
        try:
            await client.send_message(message, sender=sender, recipients=[to])
        except OSError as failure:
            self.close()
            raise Unreachable(type(failure).__name__) from failure
        self._carried += 1

    async def _open(self) -> aiosmtplib.SMTP:
        if self._client and self._client.is_connected and self._carried < PER_CONNECTION:
            return self._client
        self.close()
        client = aiosmtplib.SMTP(timeout=TIMEOUT, **connection_of(self._url))
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as failure:
            client.close()
            raise Unreachable(type(failure).__name__) from failure
        self._client = client
        return client

    def close(self) -> None:
        if self._client:
            self._client.close()
        self._client, self._carried = None, 0


async def send_due(outbox: Outbox, settings: Settings, clock: Clock) -> int:
    """Send every letter that is due; answers with how many the mail server took. A failure waits for its next turn.

    While the server cannot be reached, one letter at a time finds that out, and the others keep their turns.
    """
    sent = 0
    if settings.smtp_url:
        async with Connection(settings.smtp_url) as connection:
            while leased := await outbox.lease(BATCH):
                for each in leased:
                    try:
                        sent += await _send(connection, each, outbox, settings, clock)
                    except Unreachable as failure:
                        await _failed(outbox, each, str(failure))
                        return sent
    return sent


async def _send(connection: Connection, leased: Leased, outbox: Outbox, settings: Settings, clock: Clock) -> bool:
    """Whether it was taken. Raises Unreachable."""
    if not await outbox.holds(leased):
        return False
    try:
        message = message_of(leased, settings, clock)
        await connection.send(message, leased.letter.sender or parseaddr(settings.mail_from)[1], written(leased.letter.to))
    except (aiosmtplib.SMTPException, ValueError) as failure:
        if is_permanent(failure):
            logger.info("letter refused for good", failure=type(failure).__name__)
            await outbox.refused(leased, type(failure).__name__)
        else:
            await _failed(outbox, leased, type(failure).__name__)
        return False
    await outbox.sent(leased)
    return True


async def _failed(outbox: Outbox, leased: Leased, failure: str) -> None:
    logger.warning("letter not sent", failure=failure, attempts=leased.attempts)
    await outbox.failed(leased, failure)


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


def connection_of(url: str) -> dict[str, Any]:
    """smtp://user:password@host:port (STARTTLS where offered; demanded before a password leaves the machine), smtps://…"""
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    demanded = bool(parts.password) and parts.hostname not in LOCAL
    return {
        "hostname": parts.hostname,
        "port": parts.port or (465 if tls else 25),
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "use_tls": tls,
        "start_tls": None if tls or not demanded else True,
    }
