"""One digest a working day for each member of staff who has something to be reminded of, from 8:30 to 18:00 in Shanghai."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

import structlog

from consult.mail.letters import Letter
from consult.reminders.letter import digest_text
from consult.reminders.reminders import Reminder, Today, in_order, reminders_of, today_at
from consult.reminders.tasks import tasks_due, tasks_to_remind_of
from consult.runtime import Runtime
from consult.staff import Person
from consult.worklists.my_work import Decisions, division_of, items_of, waiting_decisions
from domain.calendar import SHANGHAI, WorkingDayCalendar
from projections.cancellation import raise_if_cancelled
from projections.undertakings.queries import UndertakingView

logger = structlog.get_logger()
BEGINS, ENDS = time(8, 30), time(18, 0)
PATIENCE = 10.0  # seconds that the read models may be behind


async def send_digests(runtime: Runtime) -> int:
    """Put today's letters into the outbox; answers with how many. Does nothing at other times, on a day of rest, without mail.

    Whoever has had his of this day gets no second one, whichever process it was; a day on which the program was down is over.
    """
    if not runtime.settings.smtp_url or not _is_time(runtime.clock.now(), runtime.calendar):
        return 0
    today = today_at(runtime.clock.now(), runtime.calendar)
    people = await runtime.accounts.digests.people_waiting(today.day)
    if not people or not await runtime.wait_until_projected((await runtime.log.head()).size - 1, PATIENCE):
        return 0
    decisions, tasks = await waiting_decisions(runtime, None), await tasks_due(runtime, today)
    return sum([await _sent(runtime, person, decisions, tasks, today) for person in people])


def _is_time(now: datetime, calendar: WorkingDayCalendar) -> bool:
    local = now.astimezone(SHANGHAI)
    return calendar.is_working_day(local.date()) and BEGINS <= local.time() < ENDS


async def _sent(runtime: Runtime, person: Person, decisions: Decisions, tasks: Sequence[UndertakingView], today: Today) -> bool:
    """Whether the person has a letter from us. What fails for one holds up nobody else, and is tried again a minute later."""
    try:
        return await _send(runtime, person, digest_of(person, decisions, tasks, today), today)
    except Exception as failure:
        raise_if_cancelled()
        logger.error("digest failed", error=type(failure).__name__)
        return False


def digest_of(person: Person, decisions: Decisions, tasks: Sequence[UndertakingView], today: Today) -> list[Reminder]:
    """What this person is reminded of."""
    items = items_of(decisions, person.actor, today.now)
    found = reminders_of(items, person.actor, person.reminders_off, today)
    return in_order([*found, *tasks_to_remind_of(tasks, person.actor, today)], person.reminders_off)


async def _send(runtime: Runtime, person: Person, reminders: list[Reminder], today: Today) -> bool:
    sent_at = today.now if reminders else None
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        taken = await runtime.accounts.digests.take(connection, person.id, today.day, sent_at=sent_at, reminders=len(reminders))
        if not taken or not reminders or not person.email:
            return False
        text = digest_text(runtime.settings, person, reminders, today.day)
        await runtime.outbox.put(connection, person.id, Letter(to=person.email, subject=text.subject, text=text.text))
    return True


async def digest_now(runtime: Runtime, person: Person) -> list[Reminder]:
    """What the digest would say at this moment, also on a day of rest."""
    decisions = await waiting_decisions(runtime, division_of(person.actor))
    today = today_at(runtime.clock.now(), runtime.calendar)
    return digest_of(person, decisions, await tasks_due(runtime, today), today)
