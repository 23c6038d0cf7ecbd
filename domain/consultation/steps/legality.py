"""Legality review 合法性审查 ([713] art. 25 to 28), with the time that it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from domain.access import Actor, Role
from domain.calendar import WorkingDayCalendar, local_date
from domain.consultation.events import LegalityReviewed, ReviewTimeShortened
from domain.consultation.outcome_refusals import FeedbackMissing, ReviewTooShort
from domain.consultation.refusals import SamePersonReviews
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import after_its_reason, checked_past_date, reason_text, require_running
from domain.consultation.steps.order_of_dates import dates_of, require_order
from domain.enumerations import LegalityResult
from domain.event import Event, next_fields
from domain.text import NAME, name_text


def review_legality(
    state: Consultation,
    result: LegalityResult,
    *,
    file_received_on: date,
    reviewer: str,
    opinion: str,
    actor: Actor,
    at: datetime,
) -> LegalityReviewed:
    """合法性审查 ([713] art. 25 to 28), once opinions were asked and answered, by another person than the drafter.

    Raises FeedbackMissing, SamePersonReviews, DateAhead, FileBeforeFeedback.
    """
    require_running(state, actor, Role.REVIEWER)
    if state.answered_at is None:
        raise FeedbackMissing
    if str(actor.id) in state.drafters:
        raise SamePersonReviews
    checked_past_date(file_received_on, at, field="file_received_on")
    require_order(dates_of(state, file_received_on=file_received_on), "file_received_on")
    return LegalityReviewed(
        result=result,
        file_received_on=file_received_on,
        reviewer=name_text(reviewer, field="reviewer", max_length=NAME, required=True),
        opinion=reason_text(opinion, state, field="opinion"),
        **next_fields(state, actor, at),
    )


def shorten_review(
    state: Consultation, file_received_on: date, reason: str | None, *, calendar: WorkingDayCalendar, actor: Actor, at: datetime
) -> ReviewTimeShortened | None:
    """What stands before a legality review that took fewer working days than it should; None where it took enough.

    Raises ReviewTooShort without a reason for it, ReasonTooShort.
    """
    require_running(state, actor, Role.REVIEWER)
    least, today = state.rules.legality_review_working_days, local_date(at)
    enough = calendar.add_working_days(file_received_on, least).day
    if today >= enough:
        return None
    if reason is None:
        raise ReviewTooShort(field="shortening_reason", received=file_received_on, least=least, day=enough)
    said = reason_text(reason, state, field="shortening_reason")
    days = calendar.working_days(file_received_on, today)
    return ReviewTimeShortened(working_days=days, reason=said, **next_fields(state, actor, at))


def legality_events(
    state: Consultation,
    result: LegalityResult,
    shortening_reason: str | None,
    *,
    file_received_on: date,
    reviewer: str,
    opinion: str,
    calendar: WorkingDayCalendar,
    actor: Actor,
    at: datetime,
) -> tuple[Event, ...]:
    """The review, directly after why it was short. Raises what `review_legality` and `shorten_review` do."""

    def reviewed(state: Consultation) -> LegalityReviewed:
        facts: dict[str, Any] = {"file_received_on": file_received_on, "reviewer": reviewer, "opinion": opinion}
        return review_legality(state, result, **facts, actor=actor, at=at)

    def short() -> ReviewTimeShortened | None:
        return shorten_review(state, file_received_on, shortening_reason, calendar=calendar, actor=actor, at=at)

    return after_its_reason(state, reviewed, short)
