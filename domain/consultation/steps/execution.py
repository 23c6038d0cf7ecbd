"""After the adoption ([713] art. 37): the execution is suspended, resumed, terminated; another decision takes it up."""

from __future__ import annotations

from datetime import date, datetime

from domain.access import Actor, Role, require
from domain.consultation.execution_events import (
    EarlierDecisionNamed,
    ExecutionResumed,
    ExecutionSuspended,
    ExecutionTerminated,
    LaterDecisionLinked,
)
from domain.consultation.execution_refusals import (
    AlreadyLinked,
    AlreadySuspended,
    DecisionNotAdopted,
    ExecutionOver,
    LinkUnfit,
    NotSuspended,
    SuspendedByOther,
)
from domain.consultation.execution_values import DecidedBy, DecisionRelation, ExecutionProblem
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_past_date, reason_text
from domain.event import next_fields
from domain.text import ORGANISATION, name_text


def require_adopted(state: Consultation) -> None:
    """Raises DecisionNotAdopted."""
    if state.adopted_at is None:
        raise DecisionNotAdopted


def require_executing(state: Consultation) -> None:
    """Adopted, and not terminated; a suspended decision is still one that is carried out. Raises ExecutionOver besides."""
    require_adopted(state)
    if state.execution.terminated_at is not None:
        raise ExecutionOver


def suspend_execution(
    state: Consultation,
    cause: ExecutionProblem,
    *,
    decided_by: DecidedBy,
    decided_on: date,
    scope: str,
    reason: str,
    actor: Actor,
    at: datetime,
) -> ExecutionSuspended:
    """中止执行. Raises DecisionNotAdopted, ExecutionOver, AlreadySuspended, SuspendedByOther, DateAhead, ReasonTooShort."""
    require(actor, Role.RELEASER, state.divisions)
    require_executing(state)
    if state.execution.suspended_at is not None:
        raise AlreadySuspended
    if decided_by != DecidedBy.HEAD:
        raise SuspendedByOther(field="decided_by")
    return ExecutionSuspended(
        cause=cause,
        decided_by=decided_by,
        decided_on=checked_past_date(decided_on, at, field="decided_on"),
        scope=reason_text(scope, state, field="scope"),
        reason=reason_text(reason, state),
        **next_fields(state, actor, at),
    )


def resume_execution(state: Consultation, reason: str, *, actor: Actor, at: datetime) -> ExecutionResumed:
    """恢复执行. Raises DecisionNotAdopted, ExecutionOver, NotSuspended, ReasonTooShort."""
    require(actor, Role.RELEASER, state.divisions)
    require_executing(state)
    if state.execution.suspended_at is None:
        raise NotSuspended
    return ExecutionResumed(reason=reason_text(reason, state), **next_fields(state, actor, at))


def terminate_execution(
    state: Consultation, *, met_on: date, meeting: str, basis: str, actor: Actor, at: datetime
) -> ExecutionTerminated:
    """停止执行, deliberated on like the decision itself. Raises DecisionNotAdopted, ExecutionOver, DateAhead, ReasonTooShort."""
    require(actor, Role.RELEASER, state.divisions)
    require_executing(state)
    return ExecutionTerminated(
        met_on=checked_past_date(met_on, at, field="met_on"),
        meeting=name_text(meeting, field="meeting", max_length=ORGANISATION, required=True),
        basis=reason_text(basis, state, field="basis"),
        **next_fields(state, actor, at),
    )


def link_later_decision(
    state: Consultation, later: Consultation, relation: DecisionRelation, reason: str, *, actor: Actor, at: datetime
) -> tuple[LaterDecisionLinked, EarlierDecisionNamed]:
    """`later` adjusts or evaluates this one, by the whole procedure; to be recorded together.

    Raises DecisionNotAdopted, LinkUnfit, AlreadyLinked, ReasonTooShort.
    """
    require(actor, Role.RELEASER, state.divisions)
    require_adopted(state)
    if later.id == state.id or later.lead_id != state.lead_id:
        raise LinkUnfit(field="later")
    if later.published_at is not None or later.ended_at is not None:
        raise LinkUnfit(field="later")
    if later.execution.earlier is not None:
        raise AlreadyLinked(field="later")
    linked = LaterDecisionLinked(
        relation=relation, decision=later.id, reason=reason_text(reason, state), **next_fields(state, actor, at)
    )
    return linked, EarlierDecisionNamed(relation=relation, decision=state.id, **next_fields(later, actor, at))
