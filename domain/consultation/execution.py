"""What a decision remembers of its execution: suspended or terminated, evaluated, and the decisions it is linked with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.consultation import execution_events as e
from domain.consultation.execution_values import DecisionRelation, EvaluationResult
from domain.event import Event


class Execution(msgspec.Struct, frozen=True, kw_only=True):
    """`evaluating`: version of the stream that started the evaluation under way. `results`: of those finished.

    `earlier`: the decision that this one adjusts or evaluates; `later`: those that adjust or evaluate this one.
    """

    suspended_at: datetime | None = None
    terminated_at: datetime | None = None
    evaluating: int | None = None
    results: tuple[EvaluationResult, ...] = ()
    earlier: tuple[DecisionRelation, UUID] | None = None
    later: tuple[tuple[DecisionRelation, UUID], ...] = ()


def evolve(state: Execution, event: Event) -> Execution:
    """The execution after `event`; any other event leaves it."""
    match event:
        case e.ExecutionSuspended(timestamp=at):
            return replace(state, suspended_at=at)
        case e.ExecutionResumed():
            return replace(state, suspended_at=None)
        case e.ExecutionTerminated(timestamp=at):
            return replace(state, terminated_at=at)
        case e.LaterDecisionLinked(relation=relation, decision=later):
            return replace(state, later=(*state.later, (relation, later)))
        case e.EarlierDecisionNamed(relation=relation, decision=earlier):
            return replace(state, earlier=(relation, earlier))
        case e.EvaluationStarted(originator_version=version):
            return replace(state, evaluating=version)
        case e.EvaluationReported(result=result):
            return replace(state, evaluating=None, results=(*state.results, result))
        case _:
            return state
