"""Views of tasks of execution."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.calendar import is_overdue


class UndertakingView(msgspec.Struct, frozen=True, kw_only=True):
    """One task 执行任务 as it stands. `number`: the n-th of its decision. `limit_on`: that whole day counts.

    `updated_at`: when something was last said of it. `findings_due`: until when findings of an inspection are to be rectified
    that are not yet. Words are None where they were closed.
    """

    undertaking_id: UUID
    consultation_id: UUID
    consultation_number: str
    consultation_title: str | None
    position: int
    number: int
    unit_id: str | None
    unit_name: str | None
    limit_on: date
    measures: str | None
    responsible: str | None
    set_at: datetime
    updated_at: datetime
    reported_at: datetime | None
    progress: str | None
    effect: str | None
    next_steps: str | None
    carried_out: str | None
    problems: int
    inspections: int
    findings_due: date | None
    completed_at: datetime | None
    completed_effect: str | None

    def overdue(self, now: datetime) -> bool:
        return is_overdue(self.limit_on, self.completed_at, now)

    def findings_overdue(self, now: datetime) -> bool:
        return is_overdue(self.findings_due, None, now)


class UndertakingStep(msgspec.Struct, frozen=True, kw_only=True):
    """Something said of a task. `kind`: set, changed, progress, problem, completed, inspected, rectified."""

    version: int
    position: int
    at: datetime
    kind: str
    words: dict[str, str | None]


class UndertakingFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Tasks of one decision: all = completed + open; `overdue` of those open."""

    tasks: int
    completed: int
    overdue: int
    updated_at: datetime | None
