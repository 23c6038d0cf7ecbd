"""People who comment, read their mail, and follow links in it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import httpx
import msgspec

from consult.commands.comment.reference import comment_id_of
from consult.mail.sending import send_due
from consult.telling.teller import Teller
from tests.accounts import with_settings
from tests.driving import Driver
from tests.mail_server import Postbox, mail_server

WORDS = "麒麟桥头的夜市请开到一点"
NAME = "欧阳青梧桐"
BOUNCES = "bounces@consult.example"


class Author(msgspec.Struct, frozen=True):
    """Who sent a comment, and what he has in hand."""

    address: str
    reference: str
    id: str


@asynccontextmanager
async def mailing(driver: Driver, **settings: Any) -> AsyncIterator[tuple[Driver, Postbox]]:
    """The program with a mail server."""
    async with mail_server() as postbox:
        more = {"smtp_url": postbox.url, "mail_from": "征求意见 <desk@consult.example>", "bounces_to": BOUNCES} | settings
        yield with_settings(driver, **more), postbox


async def writes(driver: Driver, consultation: str, address: str, language: str = "zh", **fields: Any) -> Author:
    """A comment with a name, closed, and an e-mail address."""
    respondent = {"kind": "individual", "name": NAME, "contact": {"email": address}}
    body = {"respondent": respondent, "text": f"{WORDS}，{address.partition('@')[0]}这样说。", **fields}
    path = f"/api/v1/consultations/{consultation}/comments"
    answer = await driver.client.post(path, json=body, headers={"accept-language": language})
    assert answer.status_code == 201, answer.text
    reference = answer.json()["reference"]
    return Author(address, reference, str(comment_id_of(driver.runtime, reference)))


async def delivered(driver: Driver) -> int:
    """Let the work role make and send the letters; answers with how many were taken."""
    await driver.settle()
    await Teller(driver.runtime).tell()
    return await send_due(driver.runtime.outbox, driver.runtime.settings, driver.runtime.real_clock)


def text_of(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


def path_in(letter: EmailMessage, what: str) -> str:
    """The path of the link to confirm, or to end."""
    found = re.search(rf"http://consult\.example((?:/en)?/mail/{what}/[\w=-]+)", text_of(letter))
    assert found, text_of(letter)
    return found[1]


async def confirms(driver: Driver, postbox: Postbox, address: str) -> httpx.Response:
    """By the link in the last letter with one."""
    letter = next(each for each in reversed(postbox.to(address)) if "/mail/confirm/" in text_of(each))
    path = path_in(letter, "confirm")
    shown = await driver.client.get(path)
    assert shown.status_code == 200, shown.text
    answer = await driver.client.post(path)
    assert answer.status_code == 303, answer.text
    return await driver.client.get(answer.headers["location"])


async def kinds(driver: Driver, author: Author) -> list[str]:
    """Of the letters made about a comment, in order, with what became of them where that is not "taken"."""
    query = "SELECT kind, state FROM sealed.letters WHERE comment_id = $1 ORDER BY made_at, occasion"
    rows = await driver.runtime.database.pool.fetch(query, UUID(author.id))
    return [row["kind"] if row["state"] == "taken" else f"{row['kind']} {row['state']}" for row in rows]


async def state(driver: Driver, author: Author) -> str:
    query = "SELECT state FROM sealed.recipients WHERE comment_id = $1"
    found: str = await driver.runtime.database.pool.fetchval(query, UUID(author.id))
    return found


async def receipt(driver: Driver, author: Author) -> str:
    return (await driver.client.get(f"/receipts/{author.reference}")).text
