"""A period calculated before it is published: its days, whether it is too short, when the answer would be due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from domain.calendar import Deadline, WorkingDayCalendar, last_day, local_date
from domain.rules import ProcedureRules


class PeriodPlan(msgspec.Struct, frozen=True, kw_only=True):
    """`days`: from the day after the first to the last ([713] art. 15); `working_days` are among them."""

    opens_on: date
    closes_on: date
    days: int
    working_days: int
    min_days: int
    answer_due: Deadline

    @property
    def shortened(self) -> bool:
        return self.days < self.min_days


def plan_period(opens_at: datetime, closes_at: datetime, rules: ProcedureRules, calendar: WorkingDayCalendar) -> PeriodPlan:
    """The plan of a period from `opens_at` (inclusive) to `closes_at` (exclusive)."""
    first, last = local_date(opens_at), last_day(closes_at)
    days = max((last - first).days, 0)
    return PeriodPlan(
        opens_on=first,
        closes_on=last,
        days=days,
        working_days=sum(calendar.is_working_day(first + timedelta(days=number)) for number in range(1, days + 1)),
        min_days=rules.min_period_days,
        answer_due=calendar.add_days(last, rules.answer_due_days),
    )
