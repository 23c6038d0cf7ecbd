"""Signing in: password, then a one-time code. Each attempt is counted first; the answer never says which part was wrong."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hmac import compare_digest
from typing import ClassVar
from uuid import UUID

import msgspec

from consult.runtime import Runtime
from consult.staff.attempts import Attempt
from consult.staff.credentials import KnownPerson
from consult.staff.oidc import Identity
from consult.staff.register import Person
from domain.refusals import Refusal

BETWEEN_STEPS = timedelta(minutes=10)
KNOWN_DEVICE = timedelta(days=365)
PEOPLE_OF_A_DEVICE = 8
SIGN_IN, DEVICE = "sign-in", "device"


class SignInRefused(Refusal):
    """A person is who he says only with the right address, password and code, of an account that is set up and not disabled."""

    message = "邮箱或者密码不正确，或者账号不能使用。"
    status: ClassVar[int] = 422


class CodeRefused(Refusal):
    """A one-time code is good once, within a minute; a recovery code once."""

    message = "动态口令或者恢复码不正确，或者已经用过。动态口令每30秒更换，请用新的再试。"
    status: ClassVar[int] = 422


class StepExpired(Refusal):
    """Between password and code there are ten minutes at most, and neither may have changed meanwhile."""

    message = "时间已过，请重新输入邮箱和密码。"
    status: ClassVar[int] = 422


class NotOfThisSite(Refusal):
    """Single sign-on opens only accounts that an administrator has made."""

    message = "您的统一身份尚未与本站的账号对应。请联系账号管理人员，用您的单位邮箱开通账号。"
    status: ClassVar[int] = 403


class Visitor(msgspec.Struct, frozen=True):
    """What is known of a visitor before he signs in: network address, and the device ticket of an earlier sign-in."""

    address: str
    device: str = ""


class FirstStep(msgspec.Struct, frozen=True):
    """What the ticket between the steps holds. `mark`: of the password that was right."""

    person_id: UUID
    email: str
    mark: bytes


Devices = dict[str, str]
"""People who have signed in with a browser: address to a nonce, the bucket of this browser's attempts."""


def typed_email(email: str) -> str:
    """A sign-in name as it is compared: without surrounding white space, in lower case."""
    return email.strip().lower()[:254]


async def check_password(runtime: Runtime, email: str, password: str, visitor: Visitor) -> KnownPerson:
    """Raises TooManyAttempts, SignInRefused. The second factor is still to come, where the person has one."""
    accounts, account = runtime.accounts, typed_email(email)
    attempt = await attempt_of(runtime, account, visitor)
    known = await accounts.credentials.with_password(account, password)
    if known is None:
        raise SignInRefused(field="email")
    await (accounts.attempts.take_back if known.person.second_factor else accounts.attempts.succeeded)(attempt)
    return known


def issue_step_ticket(runtime: Runtime, known: KnownPerson) -> str:
    """The encrypted ticket that the browser carries from the password step to the code step."""
    step = FirstStep(known.person.id, known.person.email or "", known.mark)
    return runtime.accounts.tickets.issue(SIGN_IN, step, BETWEEN_STEPS)


async def read_step_ticket(runtime: Runtime, ticket: str) -> FirstStep:
    """Raises StepExpired."""
    step = runtime.accounts.tickets.read(SIGN_IN, ticket, FirstStep)
    known = await runtime.accounts.credentials.known(step.person_id) if step else None
    if step is None or known is None or not compare_digest(known.mark, step.mark):
        raise StepExpired(field="email")
    return step


async def check_code(runtime: Runtime, ticket: str, code: str, visitor: Visitor) -> UUID:
    """The person's id. Raises StepExpired, TooManyAttempts, CodeRefused."""
    step = await read_step_ticket(runtime, ticket)
    attempt = await attempt_of(runtime, step.email, visitor)
    await refuse_wrong_code(runtime, step.person_id, code)
    await runtime.accounts.attempts.succeeded(attempt)
    return step.person_id


async def refuse_wrong_code(runtime: Runtime, person_id: UUID, code: str) -> None:
    """Raises CodeRefused. A recovery code is noted in the record, so that its owner can see that it was used."""
    credentials = runtime.accounts.credentials
    before = await credentials.recovery_codes_left(person_id)
    if not await credentials.has_code(person_id, code):
        raise CodeRefused(field="code")
    if await credentials.recovery_codes_left(person_id) < before:
        await runtime.accounts.record.add(runtime.database.pool, person_id, "recovery_code_used")


async def reauthenticate(runtime: Runtime, person: Person, password: str, code: str, visitor: Visitor) -> None:
    """Re-authenticate a signed-in person with password and code together. Raises TooManyAttempts, SignInAgainRefused."""
    attempt = await attempt_of(runtime, person.email or "", visitor)
    known = await runtime.accounts.credentials.with_password(person.email or "", password)
    right = known is not None and known.person.id == person.id
    if not right or (person.second_factor and not await runtime.accounts.credentials.has_code(person.id, code)):
        raise SignInAgainRefused(field="password")
    await runtime.accounts.attempts.succeeded(attempt)


class SignInAgainRefused(Refusal):
    """What cannot be taken back asks for password and code again; which of them was wrong is not told."""

    message = "密码或者动态口令不正确，或者动态口令已经用过。请用新的动态口令再试。"
    status: ClassVar[int] = 422


async def person_by_single_sign_on(runtime: Runtime, identity: Identity) -> Person:
    """The person linked to this subject; the first time, the one invited under its verified address. Raises NotOfThisSite."""
    credentials, record = runtime.accounts.credentials, runtime.accounts.record
    if person := await credentials.with_subject(identity.issuer, identity.subject):
        return person
    person = await credentials.bind_subject(identity.issuer, identity.subject, identity.email) if identity.email else None
    if person is None:
        raise NotOfThisSite
    await record.add(runtime.database.pool, person.id, "single_sign_on_bound")
    return person


def add_to_device_ticket(runtime: Runtime, visitor: Visitor, email: str) -> str:
    """The device ticket with this person added: attempts from other browsers no longer slow him down in this one."""
    devices = _devices(runtime, visitor)
    nonce = devices.pop(email, None) or secrets.token_urlsafe(12)
    latest = dict([*devices.items(), (email, nonce)][-PEOPLE_OF_A_DEVICE:])
    return runtime.accounts.tickets.issue(DEVICE, latest, KNOWN_DEVICE)


def is_known_device(runtime: Runtime, visitor: Visitor) -> bool:
    """Whether anybody has ever signed in with this browser."""
    return bool(_devices(runtime, visitor))


def _devices(runtime: Runtime, visitor: Visitor) -> Devices:
    return runtime.accounts.tickets.read(DEVICE, visitor.device, Devices) or {} if visitor.device else {}


async def attempt_of(runtime: Runtime, account: str, visitor: Visitor) -> Attempt:
    """Count an attempt at this account by this visitor. Raises TooManyAttempts."""
    attempts = runtime.accounts.attempts
    return await attempts.begin(attempts.sign_in(account, visitor.address, _devices(runtime, visitor).get(account)))
