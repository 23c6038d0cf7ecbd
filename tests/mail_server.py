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
    """What the server has taken. `refusal`: what it answers to the content instead of taking it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refusal = ""
        self.url = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusal:
            return self.refusal
        message = message_from_bytes(envelope.content, policy=default)  # type: ignore[arg-type]
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return "250 taken"

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
