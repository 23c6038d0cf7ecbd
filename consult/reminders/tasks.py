"""Tasks of execution that an executing unit is reminded of: due in 7 days or 1, or overdue; findings to be rectified alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from consult.reminders.reminders import BEFORE_DUE, Reminder, Today
from consult.runtime import Runtime
from consult.staff.reminder_kinds import ReminderKind
from domain.access import Actor, Role
from projections.undertakings.queries import UndertakingView, findings_to_rectify, open_undertakings

MOST = 500
"""Tasks that are looked at in a day, the first due first."""


async def tasks_due(runtime: Runtime, today: Today) -> tuple[UndertakingView, ...]:
    """Of all units, each once: those that anybody may have to be reminded of today."""
    before = today.following + timedelta(days=max(BEFORE_DUE) + 1)
    found = await open_undertakings(runtime.reads, before=before, limit=MOST)
    found += await findings_to_rectify(runtime.reads, before=before, limit=MOST)
    return tuple({task.undertaking_id: task for task in found}.values())


def tasks_to_remind_of(tasks: Sequence[UndertakingView], actor: Actor, today: Today) -> Iterator[Reminder]:
    """Whoever reports for the executing unit."""
    if Role.DRAFTER not in actor.roles:
        return
    for task in tasks:
        if task.unit_id == actor.division_id:
            for due in ((task.limit_on if task.completed_at is None else None), task.findings_due):
                yield from _reminder(task, due, today)


def _reminder(task: UndertakingView, due: date | None, today: Today) -> Iterator[Reminder]:
    if due is None or not (due < today.day or today.nears(due, *BEFORE_DUE)):
        return
    yield Reminder(
        kind=ReminderKind.TASK_OVERDUE if due < today.day else ReminderKind.TASK_DUE,
        consultation_id=task.consultation_id,
        number=task.consultation_number,
        title=task.consultation_title or "",
        page=f"/desk/undertakings/{task.undertaking_id}",
        due=due,
        days=abs((due - today.day).days),
        count=task.number,
    )
