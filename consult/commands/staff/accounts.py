"""Accounts: invite, change, disable. Administrators manage accounts only; what they do is recorded outside the log."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.mail.letters import LetterKind, letter
from consult.runtime import Runtime
from consult.staff.account_record import What
from consult.staff.register import Language, NameTaken, Person
from domain.access import Actor, Role, require_role
from domain.comment.draft import checked_contact
from domain.refusals import Refusal
from domain.text import EMAIL, NAME, name_text
from domain.values import Contact, Division

DIVISION_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")


class AccountRefused(Refusal):
    """An account cannot be made or changed like this."""

    status: ClassVar[int] = 422


class NameOrEmailTaken(AccountRefused):
    """Every person has a name and an e-mail address of his own: the name is how colleagues tell people apart."""

    message = "已经有这个姓名或者邮箱的账号。同名的人请在姓名后加以区分，例如“王伟（市场处）”。"


class RolesMissing(AccountRefused):
    """A person at the desk has at least one role."""

    message = "请至少选择一个角色。"


class AdministratorHasOtherRoles(AccountRefused):
    """An administrator has accounts only, and no power over content (procedure.md, Roles)."""

    message = "账号管理人员只管理账号，不能同时有其他角色。"


class DivisionUnnamed(AccountRefused):
    """A division has a name, and an id of lower-case letters, digits and hyphens."""

    message = "处室代号由小写英文字母、数字和连字符组成，以字母开头，例如 market。"


class OwnAccount(AccountRefused):
    """Nobody changes his own roles, or disables himself: another administrator does it."""

    message = "不能更改自己的角色或者停用自己，请由另一位账号管理人员办理。"
    status = 409


class EmailMissing(AccountRefused):
    """An account made for programs alone has no e-mail address, and cannot be invited."""

    message = "这个账号没有邮箱，不能发送邀请。"
    status = 409


class Invite(msgspec.Struct, frozen=True, kw_only=True):
    """A new person. `language`: of the mail."""

    name: str
    email: str
    division: Division
    roles: tuple[Role, ...]
    language: Language = "zh"


async def invite(runtime: Runtime, actor: Actor, command: Invite) -> Person:
    """Raises RoleMissing, AccountRefused, TextRefused, ContactImplausible."""
    require_role(actor, Role.ADMINISTRATOR)
    return await invite_person(runtime, command, actor.id)


async def invite_person(runtime: Runtime, command: Invite, actor_id: UUID | None = None) -> Person:
    """As `invite`, without the check of who invites: for the command line too. Repeating it invites nobody twice."""
    checked = _checked(command)
    try:
        person = await runtime.staff.add(checked.name, checked.division, checked.roles, checked.email, checked.language)
    except NameTaken as error:
        there = await runtime.staff.by_email(checked.email)
        same = there is not None and not there.set_up and _same(there, checked)
        if there is None or not same:
            raise NameOrEmailTaken(field="name" if there is None else "email") from error
        return there
    await _send_invitation(runtime, person, actor_id, "invited")
    return person


def _checked(command: Invite) -> Invite:
    name = name_text(command.name, field="name", max_length=NAME, required=True)
    address = name_text(command.email, field="email", max_length=EMAIL, required=True)
    contact = checked_contact(Contact(email=address.lower()))
    assert contact
    assert contact.email
    division, roles = check_division_and_roles(command.division, command.roles)
    return msgspec.structs.replace(command, name=name, email=contact.email, division=division, roles=roles)


def check_division_and_roles(division: Division, roles: Iterable[Role]) -> tuple[Division, tuple[Role, ...]]:
    """Raises RolesMissing, AdministratorHasOtherRoles, DivisionUnnamed, TextRefused."""
    given = tuple(sorted(set(roles)))
    if not given:
        raise RolesMissing(field="roles")
    if Role.ADMINISTRATOR in given and len(given) > 1:
        raise AdministratorHasOtherRoles(field="roles")
    if not DIVISION_ID.fullmatch(division.id):
        raise DivisionUnnamed(field="division_id")
    return Division(division.id, name_text(division.name, field="division_name", max_length=NAME, required=True)), given


def _same(person: Person, command: Invite) -> bool:
    return (person.name, person.division, person.roles) == (command.name, command.division, frozenset(command.roles))


async def invite_again(runtime: Runtime, actor: Actor, person_id: UUID) -> Person:
    """A new link to set password and second factor again; the earlier link is revoked. Raises RoleMissing, EmailMissing."""
    require_role(actor, Role.ADMINISTRATOR)
    person = await known_person(runtime, person_id)
    if person.email is None or person.disabled:
        raise EmailMissing
    await _send_invitation(runtime, person, actor.id, "invited_again")
    return person


async def _send_invitation(runtime: Runtime, person: Person, actor_id: UUID | None, what: What) -> None:
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        shown = not runtime.settings.smtp_url
        token, until = await runtime.accounts.invitations.issue(connection, person.id, "invitation", shown=shown)
        await runtime.accounts.record.add(connection, person.id, what, actor_id)
        if not shown:
            await send_letter(runtime, connection, person, "invitation", until, setup_address(runtime, person.language, token))


async def send_letter(runtime: Runtime, connection: Any, person: Person, kind: LetterKind, at: datetime, link: str = "") -> None:
    await runtime.outbox.put(connection, person.id, letter(runtime.settings, kind, person, at, link))


def setup_address(runtime: Runtime, language: Language, token: str) -> str:
    """The address in the letter."""
    prefix = "/en" if language == "en" else ""
    return f"{runtime.settings.public_url.rstrip('/')}{prefix}/desk/link/{token}"


async def known_person(runtime: Runtime, person_id: UUID) -> Person:
    """Raises NotFound."""
    person = await runtime.staff.by_id(person_id)
    if person is None:
        raise NotFound
    return person


async def change_post(runtime: Runtime, actor: Actor, person_id: UUID, division: Division, roles: Iterable[Role]) -> Person:
    """Change division and roles; takes effect with the person's next request. Raises RoleMissing, AccountRefused."""
    require_role(actor, Role.ADMINISTRATOR)
    person = await known_person(runtime, person_id)
    if person.id == actor.id:
        raise OwnAccount(field="roles")
    division, roles = check_division_and_roles(division, roles)
    if (person.division, person.roles) != (division, frozenset(roles)):
        await runtime.staff.change(person.id, division, roles)
        await runtime.accounts.record.add(runtime.database.pool, person.id, "roles_changed", actor.id)
    return person


async def set_disabled(runtime: Runtime, actor: Actor, person_id: UUID, disabled: bool) -> Person:
    """Disable or enable an account; disabling ends sessions, tokens and links. Raises RoleMissing, OwnAccount."""
    require_role(actor, Role.ADMINISTRATOR)
    person = await known_person(runtime, person_id)
    if person.id == actor.id:
        raise OwnAccount(field="main")
    if person.disabled != disabled:
        await runtime.staff.set_disabled(person.id, disabled)
        await runtime.accounts.record.add(runtime.database.pool, person.id, "disabled" if disabled else "enabled", actor.id)
    return person
