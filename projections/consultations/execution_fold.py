"""What the events after an adoption do to a decision's row."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from domain.consultation import events as e
from domain.sealing import value_or_none
from projections.consultations.execution_views import EvaluationView, LinkView, SuspensionView, TerminationView
from projections.consultations.row import ConsultationRow

T = TypeVar("T", bound=msgspec.Struct)


def _say(row: ConsultationRow, **facts: Any) -> None:
    row.details.execution = replace(row.details.execution, **facts)


def _last_with(items: tuple[T, ...], **facts: Any) -> tuple[T, ...]:
    """With these facts of the last one, where there is one."""
    return (*items[:-1], replace(items[-1], **facts)) if items else ()


def suspended(row: ConsultationRow, event: e.ExecutionSuspended, position: int) -> None:
    row.suspended_at = event.timestamp
    suspension = SuspensionView(
        at=event.timestamp,
        cause=event.cause,
        decided_by=event.decided_by,
        decided_on=event.decided_on,
        scope=value_or_none(event.scope),
        reason=value_or_none(event.reason),
    )
    _say(row, suspensions=(*row.details.execution.suspensions, suspension))


def resumed(row: ConsultationRow, event: e.ExecutionResumed, position: int) -> None:
    row.suspended_at = None
    facts = {"resumed_at": event.timestamp, "resumed_because": value_or_none(event.reason)}
    _say(row, suspensions=_last_with(row.details.execution.suspensions, **facts))


def terminated(row: ConsultationRow, event: e.ExecutionTerminated, position: int) -> None:
    row.terminated_at = event.timestamp
    words = {"meeting": value_or_none(event.meeting), "basis": value_or_none(event.basis)}
    _say(row, termination=TerminationView(at=event.timestamp, met_on=event.met_on, **words))


def linked(row: ConsultationRow, event: e.LaterDecisionLinked, position: int) -> None:
    reason = value_or_none(event.reason)
    link = LinkView(at=event.timestamp, relation=event.relation, decision=event.decision, reason=reason)
    _say(row, later=(*row.details.execution.later, link))


def named(row: ConsultationRow, event: e.EarlierDecisionNamed, position: int) -> None:
    _say(row, earlier=LinkView(at=event.timestamp, relation=event.relation, decision=event.decision))


def evaluating(row: ConsultationRow, event: e.EvaluationStarted, position: int) -> None:
    unit, reason = value_or_none(event.unit), value_or_none(event.reason)
    started = EvaluationView(at=event.timestamp, trigger=event.trigger, method=event.method, unit=unit, reason=reason)
    _say(row, evaluations=(*row.details.execution.evaluations, started))


def evaluated(row: ConsultationRow, event: e.EvaluationReported, position: int) -> None:
    facts = {"reported_at": event.timestamp, "result": event.result, "involved": event.involved}
    words = {"heard": value_or_none(event.heard), "summary": value_or_none(event.summary)}
    _say(row, evaluations=_last_with(row.details.execution.evaluations, **facts, **words))
