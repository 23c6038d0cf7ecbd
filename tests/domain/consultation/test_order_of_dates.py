"""The dates of the outcome are held against each other, and a legality review takes its time or says why not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.events import LegalityReviewed, ReviewTimeShortened
from domain.consultation.outcome_refusals import FileBeforeFeedback, IssueBeforeMeeting, MeetingTooEarly, ReviewTooShort
from domain.consultation.refusals import ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import adopt_decision, deliberate_decision, prepare_adoption
from domain.consultation.steps.legality import legality_events, review_legality
from domain.enumerations import DeliberationResult, LegalityResult
from domain.event import Event
from tests.domain.calendars import calendar
from tests.domain.consultation.told import (
    ADOPTS,
    DELIBERATES,
    DRAFTER,
    LAWFUL,
    MINUTES,
    RELEASER,
    REVIEWER,
    answered,
    deliberated,
    lawful,
)
from tests.domain.examples import NOTICE

ANSWERED_ON, REVIEWED_ON = date(2026, 4, 20), date(2026, 5, 20)
WHY = "汛期临近，法规处加班审查完毕。"


def reviewed(received: date, why: str | None = None, at: datetime = DELIBERATES) -> tuple[Event, ...]:
    facts: dict[str, Any] = LAWFUL | {"file_received_on": received, "actor": REVIEWER, "calendar": calendar()}
    return legality_events(answered(), LegalityResult.LAWFUL, why, **facts, at=at)


def test_the_file_of_the_review_comes_in_on_the_day_of_the_feedback_or_after() -> None:
    facts = LAWFUL | {"actor": REVIEWER, "at": DELIBERATES}
    with pytest.raises(FileBeforeFeedback) as refused:
        review_legality(answered(), LegalityResult.LAWFUL, **facts | {"file_received_on": ANSWERED_ON - timedelta(days=1)})
    assert refused.value.params == {"field": "file_received_on", "day": ANSWERED_ON}
    review_legality(answered(), LegalityResult.LAWFUL, **facts | {"file_received_on": ANSWERED_ON})


def test_a_review_takes_seven_working_days_or_says_why_not() -> None:
    received = date(2026, 5, 6)  # then 7, 8, 9 (a working Saturday), 11, 12, 13 and, as the seventh, 14 May
    assert [type(event) for event in reviewed(received, at=datetime(2026, 5, 14, 2, tzinfo=UTC))] == [LegalityReviewed]
    early = datetime(2026, 5, 13, 2, tzinfo=UTC)
    with pytest.raises(ReviewTooShort) as refused:
        reviewed(received, at=early)
    assert refused.value.params == {
        "field": "shortening_reason", "received": received, "least": 7, "day": date(2026, 5, 14)
    }  # fmt: skip
    why, review = reviewed(received, WHY, early)
    assert isinstance(why, ReviewTimeShortened)
    assert (why.working_days, why.reason, review.originator_version) == (6, WHY, why.originator_version + 1)


def test_a_reason_that_is_not_needed_is_not_recorded_and_a_word_is_no_reason() -> None:
    assert [type(event) for event in reviewed(date(2026, 5, 6), WHY)] == [LegalityReviewed]
    with pytest.raises(ReasonTooShort):
        reviewed(REVIEWED_ON, "太急")


@pytest.mark.parametrize(("met_on", "earliest"), [(date(2026, 3, 1), ANSWERED_ON), (date(2026, 5, 19), REVIEWED_ON)])
def test_a_meeting_is_not_before_the_feedback_and_the_review(met_on: date, earliest: date) -> None:
    with pytest.raises(MeetingTooEarly) as refused:
        meet(lawful(), met_on)
    assert refused.value.params == {"field": "met_on", "day": earliest}
    meet(lawful(), REVIEWED_ON)


def test_a_decision_is_not_issued_before_its_meeting() -> None:
    state = deliberated()
    assert state.met_on is not None
    early = replace(NOTICE, issued_on=state.met_on - timedelta(days=1))
    with pytest.raises(IssueBeforeMeeting):
        prepare_adoption(state, early, actor=DRAFTER, at=ADOPTS)
    prepared = replace(state, notice=early, notice_prepared_by=str(DRAFTER.id))  # drafted before the meeting was held
    with pytest.raises(IssueBeforeMeeting):
        adopt_decision(prepared, contradictions=(), changed_without_comment=(), actor=RELEASER, at=ADOPTS)


def meet(state: Consultation, day: date) -> None:
    deliberate_decision(
        state, DeliberationResult.PASSED, met_on=day, meeting="局长办公会", minutes=MINUTES, actor=RELEASER, at=DELIBERATES
    )
