"""截止: the period is sealed by the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from domain.calendar import WorkingDayCalendar, end_of_day
from domain.consultation.events import ChannelCount, PeriodClosed
from domain.consultation.refusals import DecisionOver, NotPublished, PeriodAlreadyClosed, PeriodStillOpen
from domain.consultation.state import Consultation
from domain.consultation.steps.period import close_period
from domain.enumerations import Channel
from tests.domain.consultation.test_extend_period import extend
from tests.domain.consultation.told import CALENDAR, CLOSES, DAY, SEALED, closed, ended, published, released, then


def close(state: Consultation | None = None, at: datetime = SEALED, received: dict[Channel, int] | None = None) -> PeriodClosed:
    return close_period(state or published(), received or {}, log_size=41, calendar=CALENDAR, at=at)


def test_a_period_is_sealed_with_what_was_received_by_channel() -> None:
    event = close(received={Channel.LETTER: 2, Channel.PHONE: 0, Channel.WEB: 7})
    assert event.received == (ChannelCount(Channel.WEB, 7), ChannelCount(Channel.LETTER, 2))
    assert (event.actor, event.log_size, event.timestamp) == ("clock", 41, SEALED)


def test_a_period_sealed_late_has_closed_when_it_was_to_close() -> None:
    event = close(at=CLOSES + 3 * DAY)
    assert (event.closed_at, then(published(), event).period_closed_at) == (CLOSES, CLOSES)


def test_the_answer_is_due_thirty_days_after_the_last_day() -> None:
    """2026-04-09 and 30 days: a Saturday on which work is done."""
    assert close().answer_due_on == date(2026, 5, 9)
    assert closed().answer_due_on == date(2026, 5, 9)


def test_an_answer_due_on_a_rest_day_is_due_on_the_next_working_day() -> None:
    state = published(closes_at=end_of_day(date(2026, 4, 10)))
    assert close(state, at=SEALED + DAY).answer_due_on == date(2026, 5, 11)


def test_the_answer_is_due_by_the_calendar_that_is_handed_in() -> None:
    bare = WorkingDayCalendar(frozenset(), frozenset(), frozenset())
    event = close_period(published(), {}, log_size=0, calendar=bare, at=SEALED)
    assert event.answer_due_on == date(2026, 5, 11)


def test_a_period_is_not_sealed_before_it_closes() -> None:
    with pytest.raises(PeriodStillOpen):
        close(at=CLOSES - timedelta(milliseconds=1))
    assert close(at=CLOSES).closed_at == CLOSES


def test_an_extended_period_is_not_sealed_at_its_first_close() -> None:
    """Someone was first: the extension."""
    state = then(published(), extend())
    with pytest.raises(PeriodStillOpen):
        close(state)
    assert close(state, at=SEALED + DAY).closed_at == CLOSES + DAY


def test_a_period_is_sealed_once() -> None:
    with pytest.raises(PeriodAlreadyClosed):
        close(closed())


def test_a_period_not_published_is_not_sealed() -> None:
    with pytest.raises(NotPublished):
        close(released())


def test_the_period_of_an_ended_decision_is_not_sealed() -> None:
    with pytest.raises(DecisionOver):
        close(ended())
