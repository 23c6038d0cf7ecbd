"""A real SMTP server on a local port, in this process: takes letters, or refuses them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP


class Postbox:
    """What the server has taken. `refusal`: what it answers to the content instead of taking it; `refused`: to a recipient.

    `senders`: of the envelopes. `connections`: how many were made. `silent`: whom it answers nothing, until that is set;
    `begun`: letters to them whose answer is waited for.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.senders: list[str] = []
        self.refusal = ""
        self.refused: dict[str, str] = {}
        self.connections = 0
        self.silent: dict[str, asyncio.Event] = {}
        self.begun = 0
        self.url = ""

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusal:
            return self.refusal
        message = message_from_bytes(envelope.content, policy=default)  # type: ignore[arg-type]
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.senders.append(envelope.mail_from)
        if spoken := self.silent.get(envelope.rcpt_tos[0]):
            self.begun += 1
            await spoken.wait()
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address, in the order they came."""
        return [letter for letter in self.letters if letter["to"] == address]

    def text(self, number: int = -1) -> str:
        return str(self.letters[number].get_content())


@asynccontextmanager
async def mail_server() -> AsyncIterator[Postbox]:
    postbox = Postbox()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(postbox, enable_SMTPUTF8=True), "127.0.0.1", 0)
    postbox.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield postbox
    finally:
        server.close()
