"""What an author does about the letters to him: confirm his address, have the link sent again, end them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.comment.reference import comment_of
from consult.commands.recording import Done, record, retry_on_conflict
from consult.runtime import Runtime
from consult.telling.asking import MOST_A_DAY, address_mark, asked_today
from consult.telling.letters import LINK_LASTS, Kind
from consult.telling.putting import Wanted, put_letters, tokens_of
from consult.telling.stopping import end_letters
from domain.comment import contact
from domain.comment.refusals import ContactConfirmedBefore
from domain.refusals import Refusal
from domain.values import Contact

MOST = 3
PAUSE = timedelta(minutes=10)
FIND = "SELECT consultation_id, language, state, asked, asked_at, mark FROM sealed.recipients WHERE comment_id = $1 FOR UPDATE"
ASKED = "UPDATE sealed.recipients SET asked = asked + 1, asked_at = $2, mark = $3 WHERE comment_id = $1"
WAITING = "SELECT 1 FROM staff.outbox WHERE comment_id = $1 LIMIT 1"


class LinkAltered(Refusal):
    """A link of a letter works as it was sent."""

    message = "这个链接不完整或者被改动过。请打开邮件，完整地点开或者复制其中的链接；也可以凭查询码打开回执，重新发送。"
    title = "链接不正确"
    status: ClassVar[int] = 404


class LinkExpired(Refusal):
    """A link confirms an address within fourteen days."""

    message = "这个链接已经过期。请凭查询码打开回执，重新发送确认邮件。"
    title = "链接已过期"
    status: ClassVar[int] = 410


class LettersEnded(Refusal):
    """Who has ended the letters gets none; neither does an address that the mail server refuses, or that was erased."""

    message = "这条意见的邮件已经停止，不再发送。"
    title = "邮件已停止"
    status: ClassVar[int] = 410


class ConfirmationTooOften(Refusal):
    """A link to confirm is sent three times at most: whoever gave another's address does not trouble him more."""

    message = "确认邮件最多发送{most}次，已经用完。"
    status: ClassVar[int] = 429


class AddressAskedTooOften(Refusal):
    """One address is asked to confirm ten times a day at most, with however many comments."""

    message = "今天寄往这个地址的确认邮件太多，请明天再试。"
    status: ClassVar[int] = 429


class ConfirmationTooSoon(Refusal):
    """Between two letters with the link lie ten minutes, and the one before has been sent."""

    message = "上一封确认邮件刚刚发出或者还在等待发送，请过{minutes}分钟再试，也请看看垃圾邮件。"
    status: ClassVar[int] = 429


class ConfirmationLink(msgspec.Struct, frozen=True):
    """The comment whose contact a link confirms; `expired`: it is too old for that."""

    comment_id: UUID
    expired: bool


def confirmation_link(runtime: Runtime, token: str) -> ConfirmationLink:
    """What a link says by itself. Raises LinkAltered."""
    found = tokens_of(runtime.sealed.key).confirmed_by(token)
    if found is None:
        raise LinkAltered
    comment_id, issued_at = found
    return ConfirmationLink(comment_id, runtime.real_clock.now() >= issued_at + LINK_LASTS)


def comment_of_ending(runtime: Runtime, token: str) -> UUID:
    """The comment whose letters a link ends. Raises LinkAltered."""
    found = tokens_of(runtime.sealed.key).ended_by(token)
    if found is None:
        raise LinkAltered
    return found


async def confirm_contact(runtime: Runtime, link: ConfirmationLink) -> Done:
    """Record that the address is confirmed. Raises what the decision does, LettersEnded, LinkExpired, LinkAltered."""
    comment_id = link.comment_id
    if link.expired:
        raise LinkExpired
    state = await runtime.database.pool.fetchval("SELECT state FROM sealed.recipients WHERE comment_id = $1", comment_id)
    if state in ("ended", "refused"):
        raise LettersEnded

    async def attempt() -> Done:
        try:
            comment = await runtime.archive.comment(comment_id)
        except NotFound as error:
            raise LinkAltered from error
        event = contact.confirm_contact(comment, at=runtime.clock.now())
        return await record(runtime, [event], owner_id=comment_id)

    return await retry_on_conflict(attempt)


async def send_confirmation_again(runtime: Runtime, reference: str) -> None:
    """Another letter with the link, to the address given with the comment.

    Raises ReferenceUnknown, ContactConfirmedBefore, LettersEnded, ConfirmationTooOften, ConfirmationTooSoon,
    AddressAskedTooOften.
    """
    comment = await comment_of(runtime, reference)
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        row = await connection.fetchrow(FIND, comment.id)
        if comment.contact_confirmed:
            raise ContactConfirmedBefore
        if row is None or row["state"] != "unconfirmed" or not runtime.settings.letters:
            raise LettersEnded
        mark = await _mark(runtime, comment.id)
        await _refuse_too_many(runtime, connection, row, comment.id, mark)
        await connection.execute(ASKED, comment.id, runtime.real_clock.now(), mark)
        wanted = Wanted(
            comment_id=comment.id,
            consultation_id=comment.consultation_id,
            language=row["language"],
            kind=Kind.CONFIRMATION,
            occasion=row["asked"] + 1,
        )
        await put_letters(runtime, connection, [wanted])


async def _mark(runtime: Runtime, comment_id: UUID) -> bytes:
    """Raises LettersEnded where the address is not there any more."""
    found = (await runtime.archive.submissions([comment_id])).get(comment_id)
    if found is None or not isinstance(found.contact, Contact) or not found.contact.email:
        raise LettersEnded
    return address_mark(runtime.sealed.key, found.contact.email)


async def _refuse_too_many(runtime: Runtime, connection: Any, row: Any, comment_id: UUID, mark: bytes) -> None:
    now = runtime.real_clock.now()
    if row["asked"] >= MOST:
        raise ConfirmationTooOften(most=MOST)
    if (await asked_today(connection, [mark], now))[mark] >= MOST_A_DAY:
        raise AddressAskedTooOften
    waited = now - row["asked_at"] if row["asked"] else PAUSE
    if waited < PAUSE or await connection.fetchval(WAITING, comment_id):
        raise ConfirmationTooSoon(minutes=max(1, -(-(PAUSE - waited) // timedelta(minutes=1))))


async def end_letters_of(runtime: Runtime, reference: str) -> None:
    """By the author, from his receipt. Raises ReferenceUnknown."""
    await end_letters(runtime, (await comment_of(runtime, reference)).id, "ended")
