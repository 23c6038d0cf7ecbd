"""What follows an adoption in random histories: event after event, then another task and evaluation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from domain.consultation import events as e
from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)
from domain.undertaking import events as u
from domain.values import Blob, Division
from tests.projections.random_assessments import Lives

SERVICE, RULES = Division("service", "服务业处"), Division("rules", "法规处")
PROOF = Blob("7" * 64, 9, "application/pdf")


def execute(lives: Lives, decision: Any, place: int) -> None:
    """The event at this place of the script, from 0 on; beyond its end it begins anew, on another task."""
    turn, step = divmod(place, len(SCRIPT))
    SCRIPT[step](lives, decision, UUID(int=decision.id.int + 900_000 + turn))


def _words(lives: Lives) -> u.TaskWords:
    return u.TaskWords(f"任务 {lives.secret()}", f"处长 {lives.secret()}")


def _set(lives: Lives, decision: Any, task: UUID) -> None:
    lives.add(u.UndertakingSet, decision, task, limit=date(2027, 3, 31), unit=SERVICE, words=_words(lives))


def _report(lives: Lives, decision: Any, task: UUID) -> None:
    said = u.ProgressWords(*(f"{name} {lives.secret()}" for name in ("进展", "成效", "后续", "落实")))
    lives.add(u.ProgressReported, decision, task, unit="service", words=said)


def _problem(lives: Lives, decision: Any, task: UUID) -> None:
    kind, text = ExecutionProblem.CIRCUMSTANCES_CHANGED, f"管线改道 {lives.secret()}"
    lives.add(u.ProblemReported, decision, task, kind=kind, unit="service", text=text)


def _change(lives: Lives, decision: Any, task: UUID) -> None:
    facts: dict[str, Any] = {"limit": date(2027, 6, 30), "unit": SERVICE, "words": _words(lives)}
    lives.add(u.UndertakingChanged, decision, task, **facts, reason=f"期限顺延 {lives.secret()}")


def _inspect(number: int) -> Callable[[Lives, Any, UUID], None]:
    def inspect(lives: Lives, decision: Any, task: UUID) -> None:
        facts: dict[str, Any] = {"inspection": number, "rectify_by": date(2027, 2, 1) if number == 1 else None}
        lives.add(u.ExecutionInspected, decision, task, **facts, unit=RULES, findings=f"发现 {lives.secret()}")

    return inspect


def _rectify(lives: Lives, decision: Any, task: UUID) -> None:
    facts: dict[str, Any] = {"inspection": 1, "evidenced": True, "unit": "service", "evidence": PROOF}
    lives.add(u.FindingsRectified, decision, task, **facts, done=f"已经整改 {lives.secret()}")


def _complete(lives: Lives, decision: Any, task: UUID) -> None:
    facts: dict[str, Any] = {"evidenced": True, "unit": "service", "evidence": PROOF}
    lives.add(u.UndertakingCompleted, decision, task, **facts, effect=f"全部完成 {lives.secret()}")


def _suspend(lives: Lives, decision: Any, task: UUID) -> None:
    facts: dict[str, Any] = {"cause": ExecutionProblem.FORCE_MAJEURE, "decided_by": DecidedBy.HEAD}
    words = {"scope": f"沿河路段 {lives.secret()}", "reason": f"汛情 {lives.secret()}"}
    lives.add(e.ExecutionSuspended, decision, **facts, decided_on=date(2027, 1, 1), **words)


def _resume(lives: Lives, decision: Any, task: UUID) -> None:
    lives.add(e.ExecutionResumed, decision, reason=f"汛情解除 {lives.secret()}")


def _evaluate(lives: Lives, decision: Any, task: UUID) -> None:
    facts: dict[str, Any] = {"trigger": EvaluationTrigger.NECESSARY, "method": EvaluationMethod.COMMISSIONED}
    lives.add(e.EvaluationStarted, decision, **facts, unit=f"研究院 {lives.secret()}", reason=f"需要 {lives.secret()}")


def _link(lives: Lives, decision: Any, task: UUID) -> None:
    later = UUID(int=(decision.id.int >> 64) % 3 + 1 << 64)
    facts: dict[str, Any] = {"relation": DecisionRelation.EVALUATION, "decision": later}
    lives.add(e.LaterDecisionLinked, decision, **facts, reason=f"听取意见 {lives.secret()}")


def _name(lives: Lives, decision: Any, task: UUID) -> None:
    earlier = UUID(int=((decision.id.int >> 64) + 1) % 3 + 1 << 64)
    lives.add(e.EarlierDecisionNamed, decision, relation=DecisionRelation.ADJUSTMENT, decision=earlier)


def _evaluated(lives: Lives, decision: Any, task: UUID) -> None:
    facts: dict[str, Any] = {"result": EvaluationResult.CHANGED, "involved": (Participant.DEPUTIES,), "filed": True}
    words = {"heard": f"座谈 {lives.secret()}", "summary": f"建议调整 {lives.secret()}"}
    lives.add(e.EvaluationReported, decision, **facts, **words, report=PROOF)


def _terminate(lives: Lives, decision: Any, task: UUID) -> None:
    words = {"meeting": f"办公会 {lives.secret()}", "basis": f"另有规定 {lives.secret()}"}
    lives.add(e.ExecutionTerminated, decision, met_on=date(2027, 1, 1), **words)


SCRIPT: tuple[Callable[[Lives, Any, UUID], None], ...] = (
    *(_set, _report, _inspect(1), _problem, _change, _report, _suspend, _resume, _evaluate, _link, _name, _evaluated),
    *(_rectify, _inspect(2), _complete, _terminate),
)
