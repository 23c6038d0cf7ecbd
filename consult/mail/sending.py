"""Sending what is in the outbox, by SMTP."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from consult.instance.clock import Clock
from consult.instance.settings import Settings
from consult.mail.outbox import Leased, Outbox

logger = structlog.get_logger()
TIMEOUT = 20.0  # seconds, for each step of the conversation
LOCAL = ("localhost", "127.0.0.1", "::1")


async def send_due(outbox: Outbox, settings: Settings, clock: Clock) -> int:
    """Send every letter that is due; answers with how many the mail server took. A failure waits for its next turn."""
    sent = 0
    while settings.smtp_url and (leased := await outbox.lease()):
        try:
            await aiosmtplib.send(message_of(leased, settings, clock), timeout=TIMEOUT, **connection_of(settings.smtp_url))
        except (aiosmtplib.SMTPException, OSError) as failure:
            logger.warning("letter not sent", failure=type(failure).__name__, attempts=leased.attempts)
            await outbox.failed(leased, type(failure).__name__)
        else:
            await outbox.sent(leased)
            sent += 1
    return sent


def message_of(leased: Leased, settings: Settings, clock: Clock) -> EmailMessage:
    """The letter as RFC 5322 wants it; its Message-ID stays the same when it is sent again."""
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = leased.letter.to
    message["Subject"] = leased.letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{leased.id}@{settings.mail_from.rpartition('@')[2].strip(' >')}>"
    message["Auto-Submitted"] = "auto-generated"
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
