"""What a person is reminded of on a working day: only what he can act on, by the same table as my work 我的工作."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.staff.reminder_kinds import ReminderKind
from consult.worklists.actions import ANSWER, LISTED, SCREENING, actions_of
from consult.worklists.mending import mending_by_what
from consult.worklists.my_work import WorkItem, screening_waits
from domain.access import Actor, Role, may
from domain.calendar import ONE_DAY, WorkingDayCalendar, last_day, local_date
from domain.consultation.stages import Stage
from domain.enumerations import Returnable

BEFORE_DUE = (7, 1)  # days
OF_PERIOD = (Stage.PERIOD, Stage.ANSWERS)
"""Stages of the steps with which one acts on a period that closes: letters are entered, it is extended, comments are screened."""
OF_ANSWER = (Stage.ANSWERS, Stage.FEEDBACK)


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a digest. `page`: of the desk, below the language's part. `due`: a day, or the exclusive end of a period, UTC.

    `days`: until then, or since. `count`: of appeals, of grievances, or the number of a task. `what`: was returned, at `due`.
    """

    kind: ReminderKind
    consultation_id: UUID
    number: str | None
    title: str
    page: str
    due: date | datetime | None = None
    days: int = 0
    count: int = 0
    what: Returnable | None = None


class Today(msgspec.Struct, frozen=True):
    """A working day, and the next one: what is said today holds until then. `now`: UTC."""

    now: datetime
    day: date
    following: date

    def nears(self, due: date, *before: int) -> bool:
        """Whether `due` is so many days ahead today, or on a day of rest before the next working day."""
        days = range((self.following - self.day).days)
        return any((due - self.day).days - passed in before for passed in days)


def today_at(now: datetime, calendar: WorkingDayCalendar) -> Today:
    day = following = local_date(now)
    while not calendar.is_working_day(following := following + ONE_DAY):
        pass
    return Today(now, day, following)


def reminders_of(items: Iterable[WorkItem], actor: Actor, off: Iterable[ReminderKind], today: Today) -> list[Reminder]:
    """Of these decisions, but for the kinds that are switched off: by kind, the most pressing first."""
    return in_order([each for item in items for each in _of_decision(item, actor, today)], off)


def in_order(found: Iterable[Reminder], off: Iterable[ReminderKind]) -> list[Reminder]:
    """But for the kinds that are switched off: by kind, the most pressing first."""
    kinds = [kind for kind in ReminderKind if kind not in frozenset(off)]
    wanted = [each for each in found if each.kind in kinds]
    return sorted(wanted, key=lambda each: (kinds.index(each.kind), str(each.due or ""), each.number or "9", each.title))


def _of_decision(item: WorkItem, actor: Actor, today: Today) -> Iterator[Reminder]:
    yield from _unit_due(item, actor, today)
    if not item.readable:
        return
    possible = actions_of(item.state, actor, today.now)
    if any(possible[stage] for stage in OF_PERIOD):
        yield from _closing(item, today)
    # A screener has done his part of the answer when there is nothing to screen.
    if any(step not in SCREENING or screening_waits(item.counts) for stage in OF_ANSWER for step in possible[stage]):
        yield from _answer(item, today)
    yield from _returned(item, actor, today)
    if item.counts.get("appeals") and any(step in SCREENING for step in possible[Stage.ANSWERS]):
        yield _reminder(item, ReminderKind.APPEALS, "/screening?queue=appealed", count=item.counts["appeals"])
    if item.tell_by is not None and LISTED.may(actor, item.state.divisions, item.state, today.now):
        yield from _telling(item, item.tell_by, today)


def _unit_due(item: WorkItem, actor: Actor, today: Today) -> Iterator[Reminder]:
    """Of whoever is to answer, and of the drafters who wait for it."""
    waits = not item.readable or may(actor, Role.DRAFTER, item.state.divisions)
    if item.units_due is not None and waits and (item.units_late or today.nears(item.units_due, 1)):
        yield _reminder(item, ReminderKind.UNIT_DUE, "/units" if item.readable else ANSWER.page, due=item.units_due)


def _closing(item: WorkItem, today: Today) -> Iterator[Reminder]:
    closes_at = item.state.closes_at
    if closes_at is not None and today.now < closes_at and today.nears(last_day(closes_at), 1):
        yield _reminder(item, ReminderKind.CLOSING, due=closes_at)


def _answer(item: WorkItem, today: Today) -> Iterator[Reminder]:
    due = item.state.answer_due_on
    if due is None or item.state.answered_at is not None:
        return
    days = abs((due - today.day).days)
    if item.late:
        yield _reminder(item, ReminderKind.OVERDUE, due=due, days=days)
    elif today.nears(due, *BEFORE_DUE):
        yield _reminder(item, ReminderKind.ANSWER_DUE, due=due, days=days)


def _telling(item: WorkItem, due: date, today: Today) -> Iterator[Reminder]:
    """By when somebody is told which channel is his (信访工作条例 art. 23)."""
    if item.tell_late or today.nears(due, *BEFORE_DUE):
        yield _reminder(item, ReminderKind.GRIEVANCE, LISTED.page, due=due, count=item.counts.get("grievances", 0))


def _returned(item: WorkItem, actor: Actor, today: Today) -> Iterator[Reminder]:
    steps, pending = mending_by_what(item.state, actor, today.now), item.state.returns.pending
    for what, step in steps.items():
        yield _reminder(item, ReminderKind.RETURNED, step.page, what=what, due=local_date(pending[what].at))


def _reminder(
    item: WorkItem,
    kind: ReminderKind,
    below: str = "",
    *,
    due: date | datetime | None = None,
    days: int = 0,
    count: int = 0,
    what: Returnable | None = None,
) -> Reminder:
    return Reminder(
        kind=kind,
        consultation_id=item.state.id,
        number=item.number,
        title=item.title,
        page=f"/desk/consultations/{item.state.id}{below}",
        due=due,
        days=days,
        count=count,
        what=what,
    )
