"""What a period would come to: days from the day after the first, working days among them, the answer's date."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from consult.instance.holidays import working_day_calendar
from domain.calendar import SHANGHAI, end_of_day
from domain.consultation.period_plan import plan_period
from domain.rules import NATIONAL_RULES


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("opens", "last", "days", "working", "shortened"),
    [
        (noon(3, 2), date(2026, 4, 1), 30, 22, False),
        (noon(3, 2), date(2026, 3, 31), 29, 21, True),
        (noon(3, 2), date(2026, 3, 2), 0, 0, True),
        (noon(9, 28), date(2026, 10, 8), 10, 3, True),
    ],
)
def test_the_first_day_is_not_counted(opens: datetime, last: date, days: int, working: int, shortened: bool) -> None:
    plan = plan_period(opens, end_of_day(last), NATIONAL_RULES, working_day_calendar())
    assert (plan.days, plan.working_days, plan.shortened) == (days, working, shortened)


def test_an_answer_due_on_a_day_of_rest_is_due_on_the_next_working_day() -> None:
    plan = plan_period(noon(8, 3), end_of_day(date(2026, 9, 4)), NATIONAL_RULES, working_day_calendar())
    assert plan.answer_due.day == date(2026, 10, 8)  # 30 days later is 4 October, in the holidays


def test_a_due_date_in_a_year_without_its_notice_is_provisional() -> None:
    assert plan_period(noon(12, 1), end_of_day(date(2026, 12, 31)), NATIONAL_RULES, working_day_calendar()).answer_due.provisional
