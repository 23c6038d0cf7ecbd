"""What is public of a decision after its adoption: suspensions, termination, evaluations, decisions linked with it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)


class SuspensionView(msgspec.Struct, frozen=True, kw_only=True):
    """中止执行, and 恢复执行 where it was resumed."""

    at: datetime
    cause: ExecutionProblem
    decided_by: DecidedBy
    decided_on: date
    scope: str | None
    reason: str | None
    resumed_at: datetime | None = None
    resumed_because: str | None = None


class TerminationView(msgspec.Struct, frozen=True, kw_only=True):
    """停止执行."""

    at: datetime
    met_on: date
    meeting: str | None
    basis: str | None


class LinkView(msgspec.Struct, frozen=True, kw_only=True):
    """Another decision that adjusts or evaluates this one, or that this one adjusts or evaluates; `reason` on the earlier one."""

    at: datetime
    relation: DecisionRelation
    decision: UUID
    reason: str | None = None


class EvaluationView(msgspec.Struct, frozen=True, kw_only=True):
    """后评估; `result` and what follows: None until it is reported."""

    at: datetime
    trigger: EvaluationTrigger
    method: EvaluationMethod
    unit: str | None
    reason: str | None
    reported_at: datetime | None = None
    result: EvaluationResult | None = None
    involved: tuple[Participant, ...] = ()
    heard: str | None = None
    summary: str | None = None


class ExecutionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Each in the order in which it happened. `earlier`: what this decision adjusts or evaluates."""

    suspensions: tuple[SuspensionView, ...] = ()
    termination: TerminationView | None = None
    evaluations: tuple[EvaluationView, ...] = ()
    later: tuple[LinkView, ...] = ()
    earlier: LinkView | None = None
