"""延期答复: the answer is late; why, and until when."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from domain.consultation.events import AnswerDelayed
from domain.consultation.outcome_refusals import AlreadyAnswered
from domain.consultation.refusals import NothingToDelay, ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps.period import delay_answer
from tests.domain.consultation.told import ANSWERS, DAY, RELEASER, WHY, answered, closed, published, then

DUE = date(2026, 5, 9)


def delay(
    state: Consultation | None = None, due_on: date = date(2026, 5, 29), reason: str = WHY, at: datetime = ANSWERS
) -> AnswerDelayed:
    return delay_answer(state or closed(), due_on, reason, actor=RELEASER, at=at)


def test_an_answer_is_delayed_with_its_reason_and_new_date() -> None:
    event = delay()
    assert (event.due_on, event.reason) == (date(2026, 5, 29), WHY)
    assert then(closed(), event).answer_due_on == date(2026, 5, 29)


def test_an_answer_already_late_is_delayed_to_a_day_to_come() -> None:
    late = ANSWERS + 60 * DAY  # 2026-06-19
    assert delay(due_on=date(2026, 6, 20), at=late).due_on == date(2026, 6, 20)
    with pytest.raises(NothingToDelay):
        delay(due_on=date(2026, 6, 19), at=late)


@pytest.mark.parametrize("due_on", [DUE, date(2026, 5, 8)])
def test_the_new_date_is_later_than_the_old(due_on: date) -> None:
    with pytest.raises(NothingToDelay):
        delay(due_on=due_on)


def test_there_is_nothing_to_delay_before_the_close() -> None:
    with pytest.raises(NothingToDelay):
        delay(published())


def test_there_is_nothing_to_delay_after_the_answer() -> None:
    with pytest.raises(AlreadyAnswered):
        delay(answered())


def test_a_delay_says_why() -> None:
    with pytest.raises(ReasonTooShort):
        delay(reason="尚未完成")


def test_the_same_delay_again_is_no_delay() -> None:
    with pytest.raises(NothingToDelay):
        delay(then(closed(), delay()))
