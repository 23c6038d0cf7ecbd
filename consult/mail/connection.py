"""One connection to the mail server, by SMTP, for as long as it holds; and how long it is waited for (RFC 5321, 4.5.3.2)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import aiosmtplib
import msgspec

LOCAL = ("localhost", "127.0.0.1", "::1")
PER_CONNECTION = 100  # letters, after which a connection is made anew: servers close those that are never done


class Waits(msgspec.Struct, frozen=True):
    """Seconds the server is given: to open a connection, for MAIL and for RCPT, for DATA and for what it says to the content.

    None may be shorter than RFC 5321 has it: a server that looks into a letter for viruses takes its minutes, and one whose
    answer is not waited for gets the letter again.
    """

    opening: float = 300.0
    command: float = 300.0
    data: float = 600.0

    @property
    def longest(self) -> timedelta:
        """Longer than one letter can take on an open connection."""
        return timedelta(seconds=2 * self.command + 2 * self.data, minutes=5)


WAITS = Waits()


class Unreachable(Exception):
    """There is no connection to the mail server; the cause says why."""


class Unanswered(Exception):
    """The server has been given the letter and has not said whether it takes it: perhaps it has."""


class Conversation(aiosmtplib.SMTP):
    """Waits longer for the answer to a letter's content than for the others."""

    def __init__(self, url: str, waits: Waits) -> None:
        super().__init__(timeout=waits.command, **connection_of(url))
        self._data = waits.data

    async def data(self, message: str | bytes, /, **options: Any) -> aiosmtplib.SMTPResponse:
        """Raises Unanswered where the connection is lost or silent."""
        try:
            return await super().data(message, **options | {"timeout": self._data})
        except OSError as failure:
            raise Unanswered(type(failure).__name__) from failure


class Connection:
    """To the mail server; opened by the first letter."""

    def __init__(self, url: str, waits: Waits = WAITS) -> None:
        self._url, self._waits = url, waits
        self._client: Conversation | None = None
        self._carried = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    async def open(self) -> Conversation:
        """Raises Unreachable."""
        if self._client and self._client.is_connected and self._carried < PER_CONNECTION:
            return self._client
        self.close()
        client = Conversation(self._url, self._waits)
        try:
            async with asyncio.timeout(self._waits.opening):
                await client.connect(timeout=self._waits.opening)
        except (aiosmtplib.SMTPException, OSError) as failure:
            client.close()
            raise Unreachable(type(failure).__name__) from failure
        self._client = client
        return client

    async def send(self, message: EmailMessage, sender: str, to: str) -> None:
        """Raises Unreachable where the connection is not there or is lost, Unanswered, SMTPException where it is not taken."""
        client = await self.open()
        try:
            await client.send_message(message, sender=sender, recipients=[to])
        except Unanswered:
            self.close()
            raise
        except OSError as failure:
            self.close()
            raise Unreachable(type(failure).__name__) from failure
        self._carried += 1

    def close(self) -> None:
        if self._client:
            self._client.close()
        self._client, self._carried = None, 0


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
