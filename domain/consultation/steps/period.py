"""Stage 4: the call is published; the period is extended, closed, and its answer delayed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from domain.access import Actor, Role
from domain.calendar import WorkingDayCalendar, last_day, local_date
from domain.consultation.events import (
    AnswerDelayed,
    ChannelCount,
    ConsultationPublished,
    PeriodClosed,
    PeriodExtended,
)
from domain.consultation.outcome_refusals import AlreadyAnswered
from domain.consultation.refusals import (
    AlreadyPublished,
    DecisionOver,
    DraftNotReleased,
    NothingToDelay,
    NotPublished,
    PeriodAlreadyClosed,
    PeriodBackwards,
    PeriodShortened,
    PeriodStillOpen,
    PeriodTooShort,
    ReasonTooShort,
    ShorteningUnexplained,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_moment, reason_text, require_running
from domain.consultation.steps.materials import require_complete
from domain.enumerations import Channel
from domain.event import CLOCK, moment, next_fields
from domain.text import is_blank


def publish_consultation(
    state: Consultation,
    *,
    opens_at: datetime,
    closes_at: datetime,
    channels: tuple[Channel, ...],
    shortening_reason: str | None = None,
    actor: Actor,
    at: datetime,
) -> ConsultationPublished:
    """征求意见公告 ([713] art. 15): at least the rules' days, or the reason with the call. Opens now or later.

    Raises DraftNotReleased, InterpretationMissing and the like, MomentUnclear, PeriodBackwards, PeriodTooShort,
    ShorteningUnexplained.
    """
    require_running(state, actor, Role.RELEASER)
    if state.published_at is not None:
        raise AlreadyPublished
    if not state.released:
        raise DraftNotReleased
    require_complete(state)
    opens_at, closes_at = checked_moment(opens_at, field="opens_at"), checked_moment(closes_at, field="closes_at")
    if opens_at < moment(at) or closes_at <= opens_at:
        raise PeriodBackwards
    shortened = (last_day(closes_at) - local_date(opens_at)).days < state.rules.min_period_days
    return ConsultationPublished(
        draft_version=state.draft_version,
        opens_at=opens_at,
        closes_at=closes_at,
        channels=tuple(dict.fromkeys(channels)) or (Channel.WEB,),
        shortened=shortened,
        shortening_reason=_shortening_reason(state, shortening_reason) if shortened else None,
        **next_fields(state, actor, at),
    )


def _shortening_reason(state: Consultation, reason: str | None) -> str:
    rules = state.rules
    if reason is None or is_blank(reason):
        raise PeriodTooShort(days=rules.min_period_days)
    try:
        return reason_text(reason, state, field="shortening_reason")
    except ReasonTooShort as refusal:
        raise ShorteningUnexplained(days=rules.min_period_days, length=rules.min_reason_length) from refusal


def extend_period(state: Consultation, closes_at: datetime, reason: str, *, actor: Actor, at: datetime) -> PeriodExtended:
    """延长: forward only, and only before the close. Raises PeriodShortened, PeriodAlreadyClosed, MomentUnclear."""
    require_running(state, actor, Role.RELEASER)
    if state.closes_at is None:
        raise NotPublished
    if state.period_closed_at is not None or at >= state.closes_at:
        raise PeriodAlreadyClosed
    later = checked_moment(closes_at, field="closes_at")
    if later <= state.closes_at:
        raise PeriodShortened
    return PeriodExtended(closes_at=later, reason=reason_text(reason, state), **next_fields(state, actor, at))


def close_period(
    state: Consultation, received: Mapping[Channel, int], *, log_size: int, calendar: WorkingDayCalendar, at: datetime
) -> PeriodClosed:
    """Sealing event 截止, by the clock. `received`: comments by channel as counted in a log of `log_size` entries."""
    if state.closes_at is None:
        raise NotPublished
    if state.ended_at is not None:
        raise DecisionOver
    if state.period_closed_at is not None:
        raise PeriodAlreadyClosed
    if at < state.closes_at:
        raise PeriodStillOpen
    due = calendar.add_days(last_day(state.closes_at), state.rules.answer_due_days)
    return PeriodClosed(
        closed_at=state.closes_at,
        received=tuple(ChannelCount(channel, received[channel]) for channel in Channel if received.get(channel)),
        log_size=log_size,
        answer_due_on=due.day,
        **next_fields(state, CLOCK, at),
    )


def delay_answer(state: Consultation, due_on: date, reason: str, *, actor: Actor, at: datetime) -> AnswerDelayed:
    """延期答复: after the close, to a later date, with the reason. Raises NothingToDelay."""
    require_running(state, actor, Role.RELEASER)
    if state.answered_at is not None:
        raise AlreadyAnswered
    if state.answer_due_on is None or due_on <= max(state.answer_due_on, local_date(at)):
        raise NothingToDelay
    return AnswerDelayed(due_on=due_on, reason=reason_text(reason, state), **next_fields(state, actor, at))
