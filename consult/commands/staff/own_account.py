"""Commands of a person on his own account: password, one-time codes, API tokens."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from consult.commands.staff.setting_up import notify_of_change, words_of_person
from consult.commands.staff.signing_in import CodeRefused, Visitor, attempt_of
from consult.runtime import Runtime
from consult.staff import Person, Session
from consult.staff.passwords import checked_password
from domain.refusals import Refusal


class PresentPasswordWrong(Refusal):
    """A password is changed by whoever knows the present one."""

    message = "现在的密码不正确。"
    status: ClassVar[int] = 422


async def change_password(runtime: Runtime, session: Session, present: str, new: str, visitor: Visitor) -> None:
    """Change the password; all other sessions end. Raises TooManyAttempts, PresentPasswordWrong, PasswordRefused."""
    person, accounts = session.person, runtime.accounts
    chosen = checked_password(new, words_of_person(runtime, person))
    attempt = await attempt_of(runtime, person.email or "", visitor)
    if await accounts.credentials.with_password(person.email or "", present) is None:
        raise PresentPasswordWrong(field="present")
    await accounts.attempts.succeeded(attempt)
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        await accounts.credentials.set_password(connection, person.id, chosen)
        await accounts.record.add(connection, person.id, "password_changed")
        await notify_of_change(runtime, connection, person)
    await runtime.sessions.close_all(person.id, keep=session.id)


async def renew_codes(runtime: Runtime, session: Session, secret: str, code: str) -> tuple[str, ...]:
    """Replace the secret of one-time codes; all other sessions end. Returns recovery codes, shown once. Raises CodeRefused."""
    person, accounts = session.person, runtime.accounts
    step = accounts.credentials.step_of(secret, code)
    if step is None:
        raise CodeRefused(field="code")
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        codes = await accounts.credentials.set_totp(connection, person.id, secret, step)
        await accounts.record.add(connection, person.id, "totp_changed")
        await notify_of_change(runtime, connection, person)
    await runtime.sessions.close_all(person.id, keep=session.id)
    return codes


async def issue_token(runtime: Runtime, person: Person) -> str:
    """A token for programs that act for this person; shown once."""
    token = await runtime.staff.token_for(person.id)
    await runtime.accounts.record.add(runtime.database.pool, person.id, "token_issued")
    return token


async def renew_calendar_address(runtime: Runtime, person: Person) -> str:
    """The token of a new secret address of the person's calendar, shown once; the earlier one ends."""
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        token = await runtime.accounts.calendar_addresses.renew(connection, person.id)
        await runtime.accounts.record.add(connection, person.id, "calendar_made")
    return token


async def end_calendar_address(runtime: Runtime, person: Person) -> None:
    """Nothing where there is none."""
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        if await runtime.accounts.calendar_addresses.end(connection, person.id):
            await runtime.accounts.record.add(connection, person.id, "calendar_ended")


async def revoke_token(runtime: Runtime, person: Person, token_id: UUID) -> None:
    await runtime.staff.revoke_token(person.id, token_id)
    await runtime.accounts.record.add(runtime.database.pool, person.id, "token_revoked")
