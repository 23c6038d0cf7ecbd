"""Setting up an account and resetting a password by a link: once, in one transaction; the owner is told by mail."""

from __future__ import annotations

from typing import Any

from consult.commands.staff.accounts import send_letter, setup_address
from consult.runtime import Runtime
from consult.staff import Person
from consult.staff.invitations import Invitation
from consult.staff.passwords import checked_password
from domain.text import EMAIL


def words_of_person(runtime: Runtime, person: Person) -> tuple[str, ...]:
    """Words that this person's password must not consist of: name, address, the site's name."""
    settings = runtime.settings
    return (person.name, person.email or "", settings.site_name, settings.site_name_en, settings.site_domain)


async def set_up(runtime: Runtime, invitation: Invitation, password: str, secret: str, step: int) -> tuple[str, ...]:
    """Set password and second factor with an invitation link, once; older credentials end. Returns recovery codes, shown once.

    `step`: the time step of the code that proved the secret. Raises PasswordRefused, LinkInvalid.
    """
    person, accounts = invitation.person, runtime.accounts
    chosen = checked_password(password, words_of_person(runtime, person))
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        await accounts.invitations.use_up(connection, invitation)
        await accounts.credentials.set_password(connection, person.id, chosen)
        codes = await accounts.credentials.set_totp(connection, person.id, secret, step)
        await accounts.record.add(connection, person.id, "set_up")
        await notify_of_change(runtime, connection, person)
    await runtime.sessions.close_all(person.id)
    return codes


async def reset_password(runtime: Runtime, invitation: Invitation, password: str) -> None:
    """Set a new password with a mailed link; the second factor stays, sessions end. Raises PasswordRefused, LinkInvalid."""
    person, accounts = invitation.person, runtime.accounts
    chosen = checked_password(password, words_of_person(runtime, person))
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        await accounts.invitations.use_up(connection, invitation)
        await accounts.credentials.set_password(connection, person.id, chosen)
        await accounts.record.add(connection, person.id, "password_recovered")
        await notify_of_change(runtime, connection, person)
    await runtime.sessions.close_all(person.id)


async def notify_of_change(runtime: Runtime, connection: Any, person: Person) -> None:
    """Tell the account's owner by mail what was changed, whoever did it (NIST SP 800-63B, 4.6)."""
    if runtime.settings.smtp_url and person.email and person.has_password:
        await send_letter(runtime, connection, person, "changed", runtime.real_clock.now())


async def ask_for_new_password(runtime: Runtime, email: str, network: str) -> None:
    """Ask for a link by mail. The same work whether or not there is such an account. Raises TooManyAttempts."""
    account = email.strip().lower()[:EMAIL]
    attempts = runtime.accounts.attempts
    await attempts.begin(attempts.letters(account, network))
    await runtime.recovery_requests.put(account)


async def answer_recovery_requests(runtime: Runtime) -> int:
    """Send the requested links to accounts that have a password; others are ignored silently. Returns how many were handled."""
    looked_at = 0
    for request_id, account in await runtime.recovery_requests.waiting():
        async with runtime.database.pool.acquire() as connection, connection.transaction():
            person = await runtime.staff.by_email(account)
            if await runtime.recovery_requests.take(connection, request_id) and person and _may_recover(person):
                token, until = await runtime.accounts.invitations.issue(connection, person.id, "recovery")
                await send_letter(runtime, connection, person, "recovery", until, setup_address(runtime, person.language, token))
        looked_at += 1
    return looked_at


def _may_recover(person: Person) -> bool:
    return person.has_password and not person.disabled
