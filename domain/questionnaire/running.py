"""A questionnaire is opened 发布, withdrawn 撤回, closed 截止 by the clock, and its figures are published 公布统计结果."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_moment, reason_text, require_running
from domain.event import CLOCK, moment, next_fields
from domain.questionnaire.events import (
    QuestionnaireClosed,
    QuestionnaireFiguresPublished,
    QuestionnaireOpened,
    QuestionnaireWithdrawn,
)
from domain.questionnaire.refusals import (
    ClosesAfterConsultation,
    ClosesBeforeOpening,
    ConsultationPeriodOver,
    CountUnfinished,
    FiguresPublishedAlready,
    QuestionnaireClosedAlready,
    QuestionnaireEmpty,
    QuestionnaireNotOpened,
    QuestionnaireOpenedAlready,
    QuestionnaireStillOpen,
    QuestionnaireWithdrawnAlready,
)
from domain.questionnaire.state import Questionnaire
from domain.sealing import CLOSED


def open_questionnaire(
    state: Questionnaire, decision: Consultation, *, closes_at: datetime | None, actor: Actor, at: datetime
) -> QuestionnaireOpened:
    """Open it with the consultation or later during it. `closes_at` (exclusive): with the consultation where None.

    Raises QuestionnaireOpenedAlready, QuestionnaireEmpty, ConsultationPeriodOver, ClosesAfterConsultation, ClosesBeforeOpening.
    """
    require_running(decision, actor, Role.RELEASER)
    if state.opened:
        raise QuestionnaireOpenedAlready
    if state.form is not CLOSED and not state.form.questions:
        raise QuestionnaireEmpty
    opens_at, last = _consultation_from(decision, at)
    closes_at = last if closes_at is None else checked_moment(closes_at, field="closes_at")
    if closes_at > last:
        raise ClosesAfterConsultation(field="closes_at", closes_at=last)
    if closes_at <= opens_at:
        raise ClosesBeforeOpening(field="closes_at")
    return QuestionnaireOpened(opens_at=opens_at, closes_at=closes_at, **next_fields(state, actor, at))


def _consultation_from(decision: Consultation, at: datetime) -> tuple[datetime, datetime]:
    """From when on it can be answered, and the close of the consultation."""
    if decision.opens_at is None or decision.closes_at is None or decision.period_closed_at is not None:
        raise ConsultationPeriodOver
    if at >= decision.closes_at:
        raise ConsultationPeriodOver
    return max(moment(at), decision.opens_at), decision.closes_at


def withdraw_questionnaire(
    state: Questionnaire, decision: Consultation, *, reason: str, actor: Actor, at: datetime
) -> QuestionnaireWithdrawn:
    """Take it back before its close, with the reason in public.

    Raises QuestionnaireNotOpened, QuestionnaireWithdrawnAlready, QuestionnaireClosedAlready, ReasonTooShort.
    """
    require_running(decision, actor, Role.RELEASER)
    closes_at = _closes_at(state)
    if state.closed or at >= closes_at:
        raise QuestionnaireClosedAlready
    return QuestionnaireWithdrawn(reason=reason_text(reason, decision), **next_fields(state, actor, at))


def close_questionnaire(state: Questionnaire, *, at: datetime) -> QuestionnaireClosed:
    """Its close, by the clock.

    Raises QuestionnaireNotOpened, QuestionnaireWithdrawnAlready, QuestionnaireClosedAlready, QuestionnaireStillOpen.
    """
    closes_at = _closes_at(state)
    if state.closed:
        raise QuestionnaireClosedAlready
    if at < closes_at:
        raise QuestionnaireStillOpen
    return QuestionnaireClosed(closed_at=closes_at, **next_fields(state, CLOCK, at))


def publish_figures(
    state: Questionnaire, decision: Consultation, *, spread: str, actor: Actor, at: datetime
) -> QuestionnaireFiguresPublished:
    """Publish what was counted, with how the questionnaire was spread; also once the decision is over.

    Raises QuestionnaireStillOpen, QuestionnaireWithdrawnAlready, CountUnfinished, FiguresPublishedAlready, ReasonTooShort.
    """
    require(actor, Role.RELEASER, decision.divisions)
    _closes_at(state)
    if not state.closed:
        raise QuestionnaireStillOpen
    if state.figures_published:
        raise FiguresPublishedAlready
    if state.remaining != 0:
        raise CountUnfinished(remaining=state.remaining or 0)
    words = reason_text(spread, decision, field="spread")
    return QuestionnaireFiguresPublished(responses=state.counted, spread=words, **next_fields(state, actor, at))


def _closes_at(state: Questionnaire) -> datetime:
    """The close of one that was opened and not withdrawn."""
    if state.closes_at is None:
        raise QuestionnaireNotOpened
    if state.withdrawn:
        raise QuestionnaireWithdrawnAlready
    return state.closes_at
