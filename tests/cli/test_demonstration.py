"""The demonstration is filled on whatever day it is started: the review takes its seven working days over any holidays."""

from __future__ import annotations

from datetime import date, timedelta

from consult.demo.story import FEEDBACK, LEGALITY, UNDER_REVIEW
from consult.instance.holidays import working_day_calendar


def test_the_review_of_the_demonstration_is_long_enough_whenever_it_is_started() -> None:
    assert FEEDBACK + UNDER_REVIEW < LEGALITY, "the file comes in after the feedback"
    calendar = working_day_calendar()
    days = (date(2025, 1, 1) + timedelta(days=number) for number in range(3 * 365))
    assert min(calendar.working_days(day, day + UNDER_REVIEW) for day in days) >= 7
