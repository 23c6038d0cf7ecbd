"""What happens to a decision after its adoption (stages 10 and 11 of the procedure, [713] art. 36 and 37): on its own stream."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)
from domain.event import Event, topic
from domain.sealing import SealedAtOnce, SealedNever
from domain.values import Blob


@topic("execution-suspended.v1")
class ExecutionSuspended(Event, frozen=True, kw_only=True):
    """中止执行 ([713] art. 37): urgent, in a situation of art. 35, by the head. `scope`: what of the decision is suspended."""

    cause: ExecutionProblem
    decided_by: DecidedBy
    decided_on: date
    scope: SealedAtOnce[str]
    reason: SealedAtOnce[str]


@topic("execution-resumed.v1")
class ExecutionResumed(Event, frozen=True, kw_only=True):
    """恢复执行."""

    reason: SealedAtOnce[str]


@topic("execution-terminated.v1")
class ExecutionTerminated(Event, frozen=True, kw_only=True):
    """停止执行, by the legal procedure alone ([713] art. 37): deliberated on `met_on` at `meeting`, on the `basis` given."""

    met_on: date
    meeting: SealedAtOnce[str]
    basis: SealedAtOnce[str]


@topic("later-decision-linked.v1")
class LaterDecisionLinked(Event, frozen=True, kw_only=True):
    """另一决策事项接续: `decision` adjusts this one, or asks the public for its evaluation ([713] art. 36, 37).

    Directly before `earlier-decision-named` on the other one's stream, in one append.
    """

    relation: DecisionRelation
    decision: UUID
    reason: SealedAtOnce[str]


@topic("earlier-decision-named.v1")
class EarlierDecisionNamed(Event, frozen=True, kw_only=True):
    """说明来由: this decision, before its call, adjusts or evaluates the `decision` named."""

    relation: DecisionRelation
    decision: UUID


@topic("evaluation-started.v1")
class EvaluationStarted(Event, frozen=True, kw_only=True):
    """后评估启动 ([713] art. 36). `unit`: the evaluator, who did not make the main appraisal before the decision."""

    trigger: EvaluationTrigger
    method: EvaluationMethod
    unit: SealedAtOnce[str]
    reason: SealedAtOnce[str]


@topic("evaluation-reported.v1")
class EvaluationReported(Event, frozen=True, kw_only=True):
    """后评估完成. `heard`: how the public was heard; `summary`: of the report, which is kept and stays closed (`filed`)."""

    result: EvaluationResult
    involved: tuple[Participant, ...]
    filed: bool
    heard: SealedAtOnce[str]
    summary: SealedAtOnce[str]
    report: SealedNever[Blob | None]
