"""Why a person is sent no digest, and when the last one went out: for the account page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from consult.commands.table import TABLE
from consult.reminders.reminders import today_at
from consult.runtime import Runtime
from consult.staff import Person
from consult.staff.reminder_kinds import ReminderKind
from domain.calendar import local_date

Reason = Literal["no_mail", "no_address", "no_role", "all_off"]
ACTING = frozenset(row.role for row in TABLE)


class DigestStatus(msgspec.Struct, frozen=True, kw_only=True):
    """`reason`: why none is sent. `sent_at`: of the last letter, with so many `reminders`. `nothing_today`: looked, and not sent.

    `rest`: today is a day of rest. `unsent`: some letter to the person has not been taken by the mail server yet.
    """

    reason: Reason | None
    sent_at: datetime | None
    reminders: int
    nothing_today: bool
    rest: bool
    unsent: bool


async def digest_status(runtime: Runtime, person: Person) -> DigestStatus:
    last, today = await runtime.accounts.digests.last(person.id), today_at(runtime.clock.now(), runtime.calendar).day
    sent_at = last.sent_at if last else None
    looked = last is not None and last.day == today
    return DigestStatus(
        reason=_reason(runtime, person),
        sent_at=sent_at,
        reminders=last.reminders if last else 0,
        nothing_today=looked and (sent_at is None or local_date(sent_at) != today),
        rest=not runtime.calendar.is_working_day(today),
        unsent=sent_at is not None and person.id in await runtime.outbox.unsent(),
    )


def _reason(runtime: Runtime, person: Person) -> Reason | None:
    if not runtime.settings.smtp_url:
        return "no_mail"
    if not person.email:
        return "no_address"
    if not person.roles & ACTING:
        return "no_role"
    return "all_off" if person.reminders_off >= frozenset(ReminderKind) else None
